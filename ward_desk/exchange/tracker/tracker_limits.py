"""How large an old tracker may be (`file_limits`)."""

from __future__ import annotations

from typing import Final

from ward_desk.exchange.file_limits import Limits

LARGEST_FILE: Final = 20_000_000  # bytes
MOST_CELLS: Final = 1_000_000  # with something in them, in one file

TRACKER: Final = Limits(
    "tracker", "tracker", 5_000, 200,
    "Copy the part that is the action plan into a file of its own, and bring in that one.",
)  # fmt: skip
MOST_ROWS: Final = TRACKER.rows

"""How large the file of a survey may be (`file_limits`): a hundred thousand responses, and some way beyond."""

from __future__ import annotations

from typing import Final

from ward_desk.exchange.file_limits import Limits

LARGEST_FILE: Final = 100_000_000  # bytes
MOST_CELLS: Final = 30_000_000  # with something in them, in one sheet

SURVEY: Final = Limits(
    "survey", "survey file", 500_000, 400,
    "Export the responses by parts, a month or a group of questions at a time, and bring in each.",
    elements=16_000_000, sheet=200_000_000, words=40_000_000,
)  # fmt: skip

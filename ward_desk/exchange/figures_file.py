"""Files of figures and of ward profiles, Excel workbooks or CSV: read as old trackers are, but longer and wider."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ward_desk.core.tracker.tracker import TrackerFile
from ward_desk.exchange import table_in
from ward_desk.exchange.file_limits import Limits
from ward_desk.exchange.tracker import tracker_reader

FIGURES: Final = Limits(
    "figures", "file of figures", 50_000, 400, "Bring the figures in by parts, a few years or counts at a time."
)
PROFILE: Final = Limits(
    "profile", "ward profile", 50_000, 400, "Copy the lines of this ward into a file of their own, and bring in that."
)
ENDINGS: Final = table_in.ENDINGS


def read(path: Path) -> TrackerFile:
    """The sheets of a file of figures, whole. Raises KnownError for one that cannot be used (`tracker_reader`)."""
    return tracker_reader.read(path, FIGURES)


def read_profile(path: Path) -> TrackerFile:
    """The sheets of a ward profile, whole. Raises KnownError for one that cannot be used (`tracker_reader`)."""
    return tracker_reader.read(path, PROFILE)

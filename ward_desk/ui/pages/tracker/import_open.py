"""Import open: brings the guided import of a tracker into the place of the action plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from ward_desk.core.tracker.tracker import TrackerFile
from ward_desk.service.document import Document
from ward_desk.ui.import_place import ImportPlace, Kind
from ward_desk.ui.pages.tracker.import_tracker import ImportTracker


def _read(path: Path, today: date) -> TrackerFile:
    from ward_desk.exchange.tracker import tracker_reader

    return tracker_reader.read(path)


TRACKER: Final = Kind("tracker", "Bring in a tracker", "Action trackers", _read, ImportTracker)


class TrackerImport(ImportPlace):
    """The import of trackers."""

    def __init__(self, doc: Document, page: QWidget, usual: QWidget) -> None:
        super().__init__(doc, page, usual, TRACKER)

"""Calendar open: brings the events of a calendar file into the place of the events."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from ward_desk.exchange.calendar.calendar_file import ENDING, CalendarFile
from ward_desk.service.document import Document
from ward_desk.ui.import_place import ImportPlace, Kind
from ward_desk.ui.pages.events.files.calendar_in import CalendarIn


def _read(path: Path, today: date) -> CalendarFile:
    from ward_desk.exchange.calendar import calendar_reader

    return calendar_reader.read(path, today)


CALENDAR: Final = Kind("calendar", "Bring in a calendar", "Calendar files", _read, CalendarIn, (ENDING,))


class CalendarImport(ImportPlace):
    """The import of calendars."""

    def __init__(self, doc: Document, page: QWidget, usual: QWidget) -> None:
        super().__init__(doc, page, usual, CALENDAR)

"""File in open: brings the guided import of a survey tool's file into the place of the Feedback page."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ward_desk.service.document import Document
from ward_desk.ui.import_place import ImportPlace, Kind
from ward_desk.ui.pages.feedback.file_in.file_in import SurveyFileIn
from ward_desk.ui.pages.feedback.file_in.file_in_work import FileRead, read


def _read(path: Path, today: date) -> FileRead:
    return read(path)


SURVEY: Final = Kind("survey file", "Bring in a survey file", "Exports of survey tools", _read, SurveyFileIn)


class SurveyFileImport(ImportPlace):
    """The import of survey files."""

    brought_in = Signal(str)  # the survey a file went into; told before `finished`

    def __init__(self, doc: Document, page: QWidget, usual: QWidget) -> None:
        super().__init__(doc, page, usual, SURVEY)
        self._into = ""

    def ask(self, survey: str = "") -> None:
        """Ask for a file, and begin with it; it goes into that survey when no other has its responses already."""
        if self._job is None:
            self._into = survey
        super().ask()
        if self._job is None:  # no file was chosen
            self._into = ""

    def _on_ended(self) -> None:
        super()._on_ended()
        self._into = ""  # a file that could not be read: the next one is not for that survey

    def _show(self, file: object) -> None:
        into, self._into = self._into, ""
        super()._show(file)
        if isinstance(self.screen, SurveyFileIn):
            self.screen.brought_in.connect(self.brought_in)
            self.screen.offer(into)

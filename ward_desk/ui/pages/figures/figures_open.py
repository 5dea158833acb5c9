"""Figures open: brings the guided import of figures, or of a ward profile, into the place of a page."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from ward_desk.core.tracker.tracker import TrackerFile
from ward_desk.service.counts import figures_in, profile_in
from ward_desk.service.document import Document
from ward_desk.ui.import_place import Kind
from ward_desk.ui.pages.figures.figures_import import ImportFigures


def _figures(path: Path, today: date) -> TrackerFile:
    from ward_desk.exchange import figures_file

    return figures_file.read(path)


def _profile(path: Path, today: date) -> TrackerFile:
    from ward_desk.exchange import figures_file

    return figures_file.read_profile(path)


def _figures_screen(doc: Document, file: TrackerFile, page: QWidget) -> ImportFigures:
    return ImportFigures(doc, file, figures_in.SUBJECT, page)


def _profile_screen(doc: Document, file: TrackerFile, page: QWidget) -> ImportFigures:
    return ImportFigures(doc, file, profile_in.SUBJECT, page)


FIGURES: Final = Kind("file of figures", "Bring in figures", "Spreadsheets of figures", _figures, _figures_screen)
PROFILE: Final = Kind("ward profile", "Bring in a ward profile", "Ward profiles", _profile, _profile_screen)

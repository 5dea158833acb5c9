"""Poster out: "You said, we did" on a printer, which shows the sheets before, or as a PDF, on A4 or A3."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QWidget

from ward_desk.service.document import Document
from ward_desk.service.surveys.told import you_said_poster
from ward_desk.service.surveys.told.you_said_poster import TITLE, Wanted
from ward_desk.ui import dialogs
from ward_desk.ui.jobs import Reporter
from ward_desk.ui.paper import paper
from ward_desk.ui.paper.file_job import FileJob
from ward_desk.ui.paper.poster_pages import PosterPages, Sheet

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


def show_print(parent: QWidget, doc: Document, wanted: Wanted, sheet: Sheet) -> None:
    """Show the sheets as they would be printed, and print them when the person says so."""
    pages = PosterPages(you_said_poster.poster(doc, wanted), sheet)
    begun = False

    def paint(printer: QPrinter) -> None:
        nonlocal begun
        if not begun:  # after that the size is what the person chose in the preview
            printer.setPageSize(QPageSize(sheet.code))
            begun = True
        paper.paint(pages, printer)

    dialogs.preview(parent, TITLE, paint, upright=True)


def save(out: FileJob, wanted: Wanted, sheet: Sheet) -> None:
    """Ask for a file, and write the sheets to it as a PDF."""
    if out.busy:
        return
    target = out.ask_pdf("Save the poster as PDF", f"{TITLE} {sheet.name}")
    if target is None:
        return

    def work(doc: Document, report: Reporter) -> Path:
        pages = PosterPages(you_said_poster.poster(doc, wanted), sheet)
        title = f"{TITLE}: {doc.partnership['ward']!s}"
        return paper.save_pages(
            pages, title, target, lambda done, of: report(done, of), upright=True, size=sheet.code
        )  # fmt: skip

    out.run("Save the poster", target, work)

"""Tally out: asking whether tally sheets are to be printed or saved as a PDF, and doing it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ward_desk.service.document import Document
from ward_desk.service.events import tally
from ward_desk.ui import dialogs
from ward_desk.ui.jobs import Reporter
from ward_desk.ui.paper import paper
from ward_desk.ui.paper.file_job import FileJob
from ward_desk.ui.paper.tally_sheet import TallyPages

TITLE = "Tally sheet"


def save_or_print(parent: QWidget, doc: Document, out: FileJob, events: Sequence[str]) -> None:
    """Offer the tally sheets of some events on a printer, which shows the pages before, or as a PDF. Raises KnownError
    when there is no event."""
    if out.busy:
        return
    sheets = tally.sheets(doc, events)
    title = TITLE if len(sheets) == 1 else f"{TITLE}s"
    answer = dialogs.ask(
        parent, "How is it to be printed?" if len(sheets) == 1 else f"How are {len(sheets)} sheets to be printed?",
        ["Print", "Save as PDF"], "On A4 upright. Print shows the pages first.",
    )  # fmt: skip
    if answer == 0:
        dialogs.preview(parent, title, partial(paper.paint, TallyPages(sheets)), upright=True)
    elif answer == 1:
        _save(out, title, list(events), sheets[0].title if len(sheets) == 1 else "")


def _save(out: FileJob, title: str, events: Sequence[str], of: str) -> None:
    target = out.ask_pdf(f"Save the {title.lower()} as PDF", f"{title} {of}".strip())
    if target is None:
        return

    def work(doc: Document, report: Reporter) -> Path:
        pages = TallyPages(tally.sheets(doc, events))
        return paper.save_pages(pages, title, target, lambda done, of: report(done, of), upright=True)

    out.run(f"Save the {title.lower()}", target, work)

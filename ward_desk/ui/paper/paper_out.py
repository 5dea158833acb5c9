"""Paper out: asking whether something is to be printed or saved as a PDF, and doing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ward_desk.service.document import Document
from ward_desk.ui import dialogs
from ward_desk.ui.jobs import Reporter
from ward_desk.ui.paper import paper
from ward_desk.ui.paper.file_job import FileJob
from ward_desk.ui.paper.paper_parts import Paper

Make = Callable[[Document], Paper]  # called off the window's thread for a PDF

PRINT = "Print"


def save_or_print(parent: QWidget, doc: Document, out: FileJob, title: str, ways: Sequence[tuple[str, Make]]) -> None:
    """Offer each of the ways as a PDF, and the first of them on a printer, which shows the pages before."""
    if out.busy:
        return
    answer = dialogs.ask(
        parent, "How is it to be printed?", [*(words for words, _ in ways), PRINT],
        "On A4 landscape. Print shows the pages first.",
    )  # fmt: skip
    if answer is None:
        return
    if answer == len(ways):
        pages = paper.Pages(ways[0][1](doc))
        dialogs.preview(parent, title, partial(paper.paint, pages))
    else:
        _save(out, title, ways[answer][1])


def _save(out: FileJob, title: str, make: Make) -> None:
    words = f"Save the {title[:1].lower()}{title[1:]} as PDF"
    target = out.ask_pdf(words, title)
    if target is None:
        return

    def work(doc: Document, report: Reporter) -> Path:
        return paper.save_pdf(make(doc), target, lambda done, of: report(done, of))

    out.run(words, target, work)

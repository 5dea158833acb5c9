"""Survey form out: asking whether a paper form is to be printed or saved as a PDF and how large, and doing it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from ward_desk.service.document import Document
from ward_desk.service.surveys.paper import survey_print
from ward_desk.ui import dialogs
from ward_desk.ui.jobs import Reporter
from ward_desk.ui.paper import paper
from ward_desk.ui.paper.file_job import FileJob
from ward_desk.ui.paper.survey_form import FormPages
from ward_desk.ui.paper.survey_form_parts import LARGE, USUAL, Letters

TITLE: Final = "Survey form"
_WAYS: Final = ("Print", "Print large", "PDF", "PDF large")


def save_or_print(parent: QWidget, doc: Document, out: FileJob, survey: str) -> None:
    """Offer the form of a survey on a printer, which shows the pages before, or as a PDF, each in letters of 11 or of
    16 points. Raises KnownError when there is nothing to print."""
    if out.busy:
        return
    form = survey_print.printed(doc, survey)
    answer = dialogs.ask(
        parent, "How is the form to be printed?", list(_WAYS),
        "On A4 upright, with the equality questions on a sheet of their own. Large is in letters of 16 points.",
    )  # fmt: skip
    if answer is None:
        return
    letters = LARGE if answer % 2 else USUAL
    if answer < 2:
        dialogs.preview(parent, TITLE, partial(paper.paint, FormPages(form, letters)), upright=True)
    else:
        _save(out, survey, form.title, letters)


def _save(out: FileJob, survey: str, of: str, letters: Letters) -> None:
    large = " large" if letters is LARGE else ""
    target = out.ask_pdf("Save the survey form as PDF", f"form {of}{large}")
    if target is None:
        return

    def work(doc: Document, report: Reporter) -> Path:
        pages = FormPages(survey_print.printed(doc, survey), letters)
        return paper.save_pages(pages, TITLE, target, lambda done, of: report(done, of), upright=True)

    out.run("Save the survey form", target, work)

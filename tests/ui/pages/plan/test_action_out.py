"""The action plan written to files and printed, from a page as people use it."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.core.choices import TERMS
from ward_desk.exchange import table_out
from ward_desk.exchange.tracker import tracker_reader
from ward_desk.service import edits, list_export
from ward_desk.service.document import Document
from ward_desk.service.tracker import tracker_import
from ward_desk.ui.pages.plan.action_out import ActionOut
from ward_desk.ui.pages.plan.actions import ActionsPage
from ward_desk.ui.paper import list_out, paper
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.record.form import RecordForm, Section
from ward_desk.ui.table.table_model import Column
from ward_desk.ui.table.table_page import Filter, ListPane

WARD, PROGRAMME = 0, 1
AS_SHOWN, WHOLE = 0, 1
PDF, PDF_BY_GROUP, PRINT = 0, 1, 2


class Plan(ActionOut):
    """A plan with a few columns of each kind."""

    table = "action"

    def make_list(self) -> ListPane:
        ids, rows = self.fetch("actions")
        return ListPane(
            "plan", ("action", "actions"),
            (
                Column("ref", "Ref", "text", 7),
                Column("title", "Action", "text", 30, stretch=True),
                Column("rating", "Rating", "rating", 12, status="status"),
                Column("due", "Due", "date", 11),
                Column("progress", "Progress", "progress", 12),
                Column("term", "Term", "choice", 12, choices=TERMS),
                Column("lead", "Lead", "text", 20, hidden=True),
                Column("milestones", "Milestones", "number", 12, say=lambda row: f"about {row['milestones']}"),
            ),
            ids, rows, self.prefs,
            filters=(Filter("status", "Status", lambda: [("open", "open"), ("late", "late")]),),
            sort="ref",
        )  # fmt: skip

    def make_form(self) -> RecordForm:
        return RecordForm("action", (Section("", ("title", "due")),), self.options, today=lambda: self.doc.today)


@pytest.fixture
def page(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Plan:
    one = Plan(ward, prefs)
    qtbot.addWidget(one)
    one.resize(1100, 700)
    one.refresh(None)
    one.show()
    return one


def written(page: Plan, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.out.busy, timeout=20_000)


def test_the_list_goes_out_as_it_is_shown(page: Plan, person: Person, tmp_path: Path, qtbot: QtBot) -> None:
    page.pane.drop_downs["status"].setCurrentIndex(1)
    page.pane.filter_box.setText("the")
    person.answers, person.files = [AS_SHOWN, WARD], [tmp_path / "plan.xlsx"]
    with qtbot.waitSignal(page.said, timeout=20_000) as said:
        page.export_list()
    assert said.args == ["Written: plan.xlsx"]
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx").active
    assert sheet["A3"].value == "2 of 6 actions: Status: open, words “the”."
    assert [cell.value for cell in sheet[4]] == [
        "Ref", "Action", "Rating", "Due", "Progress", "Term", "Milestones",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[5]][:3] == ["CHE-02", "Clear the footpath by the river", "Red"]
    assert (sheet["E5"].value, sheet["G5"].value) == (0.4, "about 0")
    assert sheet["A7"].value is None
    written(page, qtbot)


def test_the_ending_says_which_kind_of_file_and_without_one_it_is_a_workbook(
    page: Plan, person: Person, tmp_path: Path, qtbot: QtBot
) -> None:
    for name, made in (("plan.csv", "plan.csv"), ("plan", "plan.xlsx")):
        person.answers, person.files = [AS_SHOWN, WARD], [tmp_path / name]
        page.export_list()
        written(page, qtbot)
        assert (tmp_path / made).exists()
    with (tmp_path / "plan.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1][:5] == ["CHE-01", "Open a homework club", "Green", "2024-03-29", "60%"]
    assert len(rows) == 7


def test_the_whole_plan_goes_out_with_every_action_whatever_is_filtered(
    page: Plan, person: Person, tmp_path: Path, qtbot: QtBot
) -> None:
    page.pane.filter_box.setText("nothing has this word")
    person.answers, person.files = [WHOLE, PROGRAMME], [tmp_path / "whole.xlsx"]
    page.export_list()
    written(page, qtbot)
    sheet = openpyxl.load_workbook(tmp_path / "whole.xlsx").active
    values = list(sheet.iter_rows(values_only=True))
    head = next(n for n, row in enumerate(values) if row[0] == "Ref")
    assert len(values) == head + 7
    assert "For the programme. No actions are left out." in " ".join(str(row[0]) for row in values[:head])


@pytest.mark.parametrize("answers", [[None], [AS_SHOWN, None], [AS_SHOWN, WARD]])
def test_backing_out_writes_nothing(page: Plan, person: Person, tmp_path: Path, answers: list[int | None]) -> None:
    person.answers, person.files = list(answers), [None]
    page.export_list()
    assert not page.out.busy
    assert person.answers == []


def test_what_is_half_typed_is_in_the_file(page: Plan, person: Person, tmp_path: Path, qtbot: QtBot) -> None:
    title = page.form.editor("title")
    title.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(title, "Renamed")
    person.answers, person.files = [AS_SHOWN, WARD], [tmp_path / "plan.xlsx"]
    page.export_list()
    written(page, qtbot)
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx").active
    assert sheet["B4"].value == "Renamed"


def test_the_plan_is_saved_as_a_pdf_as_filtered(page: Plan, person: Person, tmp_path: Path, qtbot: QtBot) -> None:
    sizes = []
    for way in (PDF, PDF_BY_GROUP):
        person.answers, person.files = [WARD, way], [tmp_path / "plan"]
        page.print_plan()
        written(page, qtbot)
        sizes.append((tmp_path / "plan.pdf").read_bytes().count(b"/Type /Page\n"))
    assert sizes == [1, 5]


def test_printing_shows_the_pages_first(page: Plan, person: Person, tmp_path: Path) -> None:
    person.answers = [WARD, PRINT]
    page.print_plan()
    (paint,) = person.previews
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageLayout(paper.page_layout())
    paint(printer)
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF-")


def test_a_folder_that_is_gone_is_said_in_words(page: Plan, person: Person, tmp_path: Path, qtbot: QtBot) -> None:
    person.answers, person.files = [AS_SHOWN, WARD], [tmp_path / "gone" / "plan.xlsx"]
    page.export_list()
    written(page, qtbot)
    assert "is not there" in person.told[0]


def test_only_one_file_is_written_at_a_time(page: Plan, person: Person, tmp_path: Path, qtbot: QtBot) -> None:
    person.answers, person.files = [AS_SHOWN, WARD], [tmp_path / "plan.xlsx"]
    page.export_list()
    assert not page.can_write
    written(page, qtbot)
    assert page.can_write


def test_the_list_of_a_page_that_works_out_rows_of_its_own(
    page: Plan, person: Person, tmp_path: Path, qtbot: QtBot
) -> None:
    person.answers, person.files = [WARD], [tmp_path / "own.csv"]
    page.out.export(page.pane, "actions", "Own", rows_of_page=True)
    written(page, qtbot)
    edits.edit(page.doc, "action", page.pane.model.ids[0], {"title": "Later"})
    assert "Open a homework club" in (tmp_path / "own.csv").read_text(encoding="utf-8-sig")


def test_the_list_as_shown_brought_in_again_changes_nothing(
    ward: Document, prefs: Prefs, qtbot: QtBot, tmp_path: Path
) -> None:
    whole = ActionsPage(ward, prefs)
    qtbot.addWidget(whole)
    whole.refresh(None)
    for column in whole.pane.model.columns:
        whole.pane.table.show_column(column.key, True)
    table = list_export.table(ward, list_out.shown(whole.pane, "actions", "Action plan"), "ward")
    file = tracker_reader.read(table_out.write(table, tmp_path / "shown.xlsx"))
    preview = tracker_import.preview(ward, file, tracker_import.begin(ward, file))
    assert [(line.what, line.changes, line.notes) for line in preview.lines] == [("same", (), ())] * 6

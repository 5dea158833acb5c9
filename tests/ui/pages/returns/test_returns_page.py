"""The Returns page, driven as people drive it, on a real document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.counts import figure_entry as figures
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.ui.pages.returns.look.return_sheet_table import SheetTable
from ward_desk.ui.pages.returns.return_frame import CHANGES, CHECK, PREVIEW, SIGN_OFF, WORDS
from ward_desk.ui.pages.returns.return_list import about
from ward_desk.ui.pages.returns.returns import ReturnsPage
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.widgets import Pill

Q3 = Quarter(2023, 3)


@pytest.fixture
def page(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[ReturnsPage]:
    """The page as the window shows it: it hears of every change."""
    yield from shown_page(ward, prefs, qtbot)


@pytest.fixture
def clean_page(empty_ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[ReturnsPage]:
    """The page of a ward whose return has nothing in its way once its words are there."""
    for count in empty_ward.store.rows("activity_count"):
        edits.remove(empty_ward, "activity_count", str(count["id"]))
    yield from shown_page(empty_ward, prefs, qtbot)


def shown_page(doc: Document, prefs: Prefs, qtbot: QtBot) -> Iterator[ReturnsPage]:
    one = ReturnsPage(doc, prefs)
    qtbot.addWidget(one)
    stop = doc.subscribe(one.refresh)
    one.resize(1240, 800)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    yield one
    stop()


def lines(page: ReturnsPage) -> list[str]:
    """The lines of returns, without those of quarters and reports that have none."""
    items = [page.list.item(n) for n in range(page.list.count())]
    return [item.text() for item in items if not page.list.waiting(item)]


def said(page: ReturnsPage) -> list[str]:
    QApplication.processEvents()  # lines just made come up with the next paint
    shown = [one.text() for one in page.checks.findChildren(QLabel) if one.isVisibleTo(page)]
    return [one.replace("\N{NON-BREAKING HYPHEN}", "-") for one in shown]


def now(page: ReturnsPage) -> Row:
    row = returns.newest(page.doc, Q3)
    assert row is not None
    return row


def cells(table: SheetTable, row: int) -> list[str]:
    model = table.model()
    return [model.index(row, n).data() for n in range(model.columnCount())]


def begin(page: ReturnsPage) -> str:
    """A return with everything a signature asks for."""
    page.start_return()
    returns.edit(page.doc, str(now(page)["id"]), {"progress": "The plan was agreed.", "prepared_role": "Officer"})
    return str(now(page)["id"])


def sign_and_send(page: ReturnsPage) -> str:
    row_id = begin(page)
    returns.sign(page.doc, row_id, "Chair", date(2023, 12, 18))
    returns.mark_sent(page.doc, row_id, date(2023, 12, 18))
    return row_id


def test_the_returns_are_listed_newest_first_with_how_far_they_have_come(page: ReturnsPage) -> None:
    assert lines(page) == ["Q3 2023-24\nDraft", "Q2 2023-24\nSent 13 Oct 2023"]
    assert page.frame.heading.text() == "Q3 2023-24: October to December 2023"
    assert not page.start_button.isVisible()
    assert not page.can_start


def test_a_ward_without_returns_offers_the_one_that_is_due(qtbot: QtBot, clean_page: ReturnsPage) -> None:
    page = clean_page
    assert page.nothing.isVisible()
    assert page.first_button.text() == "Start the Q3 2023-24 return"
    assert page.can_start
    qtbot.mouseClick(page.first_button, Qt.MouseButton.LeftButton)
    assert lines(page) == ["Q3 2023-24\nDraft"]
    assert page.card.isVisible()
    assert page.doc.undo_label == "Begin the Q3 2023-24 return"


def test_a_line_about_the_return_itself_goes_to_its_own_field(page: ReturnsPage) -> None:
    row_id = str(now(page)["id"])
    page.checks.asked.emit("quarterly_return", row_id, "signed_role")
    assert page.tabs.bar.currentIndex() == SIGN_OFF
    assert QApplication.focusWidget() is page.sign_off.role
    page.checks.asked.emit("quarterly_return", row_id, "progress")
    assert page.tabs.bar.currentIndex() == WORDS
    assert QApplication.focusWidget() is page.words.editors["progress"].widget


def test_putting_something_right_takes_it_off_the_list(page: ReturnsPage) -> None:
    finding = next(one for one in returns.checks(page.doc, Q3) if one.code == "no_note")
    assert finding.sentence in said(page)
    edits.add(
        page.doc, "progress_note", {"action": finding.row_id, "noted_on": "2023-12-18", "words": "Two more sessions."}
    )
    assert finding.sentence not in said(page)


def test_nothing_in_the_way_is_said(clean_page: ReturnsPage) -> None:
    row_id = begin(clean_page)
    assert clean_page.tabs.bar.tabText(CHECK) == "Check"
    returns.sign(clean_page.doc, row_id, "Chair", date(2023, 12, 18))
    assert said(clean_page) == [
        "It was signed with nothing in the way. Checks begin again when the signature is taken back."
    ]


def test_words_are_counted_as_they_are_typed_and_kept_when_left(qtbot: QtBot, page: ReturnsPage) -> None:
    page.tabs.show_tab(WORDS)
    text = page.words.editors["horizon"].widget
    assert isinstance(text, QPlainTextEdit)
    text.setFocus()
    qtbot.keyClicks(text, "Two more sessions")
    assert page.words.counts["horizon"].text() == "3 of 200 words"
    page.words.editors["challenges"].widget.setFocus()
    assert now(page)["horizon"] == "Two more sessions"
    text.setPlainText("word " * 203)
    assert page.words.counts["horizon"].text() == "203 of 200 words: take out 3"


def test_words_over_the_limit_are_kept_and_stand_in_the_way(page: ReturnsPage) -> None:
    page.words.editors["progress"].restore_text("word " * 251)
    page.commit_pending()
    assert any("Progress to date has 251 words and may have 250." in one for one in said(page))


def test_the_preview_shows_each_sheet_as_people_read_it(page: ReturnsPage) -> None:
    page.tabs.show_tab(PREVIEW)
    names = [page.preview.sheets.tabText(n) for n in range(page.preview.sheets.count())]
    assert names[2] == "Summary 15"
    page.preview.show_sheet("funding")
    assert "£2,500" in cells(page.preview.table, 0)
    assert page.preview.table.editTriggers() == SheetTable.EditTrigger.NoEditTriggers


def test_a_sent_return_of_which_no_data_was_kept_says_so(page: ReturnsPage) -> None:
    page.list.setCurrentRow(1)
    page.tabs.show_tab(PREVIEW)
    assert page.preview.about.text() == "What was in this return was not kept, only that it was sent."
    assert not page.preview.table.isVisible()


def test_signing_is_refused_in_plain_words_while_errors_remain(qtbot: QtBot, page: ReturnsPage) -> None:
    page.tabs.show_tab(SIGN_OFF)
    assert "in the way of signing: see Check." in page.sign_off.words.text()
    qtbot.mouseClick(page.sign_off.sign_button, Qt.MouseButton.LeftButton)
    assert page.sign_off.problem.text().startswith("The Q3 2023-24 return can't be signed yet.")
    assert page.sign_off.problem.isVisible()
    assert now(page)["status"] == "draft"


def test_a_day_that_cannot_be_read_or_is_to_come_is_refused(qtbot: QtBot, clean_page: ReturnsPage) -> None:
    page = clean_page
    begin(page)
    page.tabs.show_tab(SIGN_OFF)
    page.sign_off.day.setText("soonish")
    qtbot.mouseClick(page.sign_off.sign_button, Qt.MouseButton.LeftButton)
    assert page.sign_off.problem.text().startswith("“soonish” is not a date.")
    page.sign_off.day.setText("tomorrow")
    qtbot.mouseClick(page.sign_off.sign_button, Qt.MouseButton.LeftButton)
    assert page.sign_off.problem.text().startswith("19 Dec 2023 is still to come.")
    assert now(page)["status"] == "draft"


def test_signing_sending_and_correcting_a_return(qtbot: QtBot, clean_page: ReturnsPage) -> None:
    page, click = clean_page, Qt.MouseButton.LeftButton
    begin(page)
    page.tabs.show_tab(SIGN_OFF)
    page.sign_off.role.setText("Ward councillor")
    qtbot.mouseClick(page.sign_off.sign_button, click)
    assert (now(page)["status"], now(page)["signed_role"]) == ("signed", "Ward councillor")
    assert page.words.editors["progress"].widget.property("readOnly")

    qtbot.mouseClick(page.sign_off.unsign_button, click)
    qtbot.keyClicks(page.sign_off.reason, "A figure was late")
    qtbot.mouseClick(page.sign_off.taking_back.go, click)
    assert now(page)["status"] == "draft"
    qtbot.mouseClick(page.sign_off.sign_button, click)
    qtbot.mouseClick(page.sign_off.sent_button, click)
    assert now(page)["status"] == "sent"
    assert lines(page) == ["Q3 2023-24\nSent 18 Dec 2023"]
    assert "kept exactly as it left" in page.words.why_not.text()
    assert not page.sign_off.sign_button.isVisible()

    qtbot.mouseClick(page.sign_off.version_button, click)
    assert lines(page)[0] == "Q3 2023-24, version 2\nDraft"
    assert page.words.editors["progress"].text() == "The plan was agreed."
    page.tabs.show_tab(CHANGES)
    assert page.changes.words.text() == "Nothing differs since version 1 as it was sent."


def test_a_draft_with_errors_is_exported_and_says_so(
    qtbot: QtBot, page: ReturnsPage, person: Any, tmp_path: Path
) -> None:
    target = tmp_path / "out" / "return"
    target.parent.mkdir()
    person.files = [target]
    with qtbot.waitSignal(page.said) as told:
        page.export_return()
        assert not page.has_return
    assert told.args == ["Written: return.xlsx"]
    assert person.asked == ["Export the Q3 2023-24 return"]
    data = returns.read_back(target.with_name("return.xlsx"))
    assert (data.header.period, data.header.status) == ("2023-24-Q3", "draft")
    assert page.written.words.startswith("A draft with ")
    assert page.written.words.endswith(f" things to fix, written to {target}.xlsx")
    qtbot.waitUntil(lambda: page.has_return)
    page.list.setCurrentRow(1)
    assert not page.written.isVisible()


def test_what_is_half_typed_is_in_the_export(qtbot: QtBot, page: ReturnsPage, person: Any, tmp_path: Path) -> None:
    page.words.editors["challenges"].restore_text("The hall is cold.")
    person.files = [tmp_path / "return.xlsx"]
    with qtbot.waitSignal(page.said):
        page.export_return()
    summary = returns.read_back(tmp_path / "return.xlsx").tables["summary"]
    assert [row["words"] for row in summary if row["code"] == "challenges"] == ["The hall is cold."]
    qtbot.waitUntil(lambda: page.has_return)


def test_backing_out_of_the_export_writes_nothing(page: ReturnsPage, person: Any) -> None:
    person.files = [None, None]
    page.export_return()
    page.export_csv()
    assert page.has_return
    assert not page.written.isVisible()


def test_a_folder_that_is_not_there_is_said_and_the_page_goes_on(
    qtbot: QtBot, page: ReturnsPage, person: Any, tmp_path: Path
) -> None:
    person.files = [tmp_path / "gone" / "return.xlsx"]
    page.export_return()
    qtbot.waitUntil(lambda: bool(person.told))
    assert "Nothing was written" in person.told[0]
    qtbot.waitUntil(lambda: page.has_return)


def test_the_csv_files_go_into_a_folder_of_their_own(
    qtbot: QtBot, page: ReturnsPage, person: Any, tmp_path: Path
) -> None:
    person.files = [tmp_path]
    with qtbot.waitSignal(page.said) as told:
        page.export_csv()
    assert told.args == ["Written: chesham-return-2023-24-q3-draft"]
    assert (tmp_path / "chesham-return-2023-24-q3-draft" / "return.csv").exists()
    qtbot.waitUntil(lambda: page.has_return)


def test_a_sent_return_is_saved_again_as_it_left(qtbot: QtBot, page: ReturnsPage, person: Any, tmp_path: Path) -> None:
    page.list.setCurrentRow(1)
    page.tabs.show_tab(SIGN_OFF)
    person.files = [tmp_path / "sent.xlsx"]
    with qtbot.waitSignal(page.said):
        qtbot.mouseClick(page.sign_off.workbook_button, Qt.MouseButton.LeftButton)
    assert (tmp_path / "sent.xlsx").read_bytes() == b"PK\x00\xff"
    assert person.asked == ["Save the workbook as sent"]
    qtbot.waitUntil(lambda: page.has_return)


def test_an_older_version_is_saved_as_it_left_though_a_newer_one_is_in_hand(
    qtbot: QtBot, clean_page: ReturnsPage, person: Any, tmp_path: Path
) -> None:
    page = clean_page
    row_id = sign_and_send(page)
    returns.new_version(page.doc, Q3)
    page.open_record("quarterly_return", row_id)
    person.files = [tmp_path / "first.xlsx"]
    with qtbot.waitSignal(page.said):
        page.export_return()
    assert returns.read_back(tmp_path / "first.xlsx").header.version == 1
    qtbot.waitUntil(lambda: page.has_return)


def test_half_typed_words_are_put_back(page: ReturnsPage) -> None:
    row_id = str(now(page)["id"])
    assert page.restore_draft(row_id, {"horizon": "Two more"})
    assert page.words.editors["horizon"].text() == "Two more"
    assert not page.restore_draft("gone", {"horizon": "Two more"})


def test_a_document_to_read_takes_no_words(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> None:
    ward.read_only = True
    page = ReturnsPage(ward, prefs)
    qtbot.addWidget(page)
    page.refresh(None)
    assert page.words.editors["progress"].widget.property("readOnly")
    assert not page.sign_off.sign_button.isVisibleTo(page)
    assert not page.can_start


def test_figures_changed_since_it_was_sent_are_said_and_lead_to_a_new_version(
    qtbot: QtBot, clean_page: ReturnsPage
) -> None:
    page, doc = clean_page, clean_page.doc
    count = edits.add(doc, "activity_count", {"name": "Food parcels given out", "unit": "parcels"})
    for month in Q3.months:
        figures.set_figure(doc, count, month.key, "12")
    row_id = sign_and_send(page)
    page.open_record("quarterly_return", row_id)
    assert not page.frame.revised.isVisible()
    figures.set_figure(doc, count, Q3.months[1].key, "15")
    assert page.frame.revised.text() == "1 figure has changed since it was sent: version 2?"
    assert page.frame.revised.isVisible()
    page.frame.revised.setFocus()
    qtbot.keyClick(page.frame.revised, Qt.Key.Key_Space)
    assert page.sign_off.version_button.hasFocus()
    qtbot.keyClick(page.sign_off.version_button, Qt.Key.Key_Space)
    page.open_record("quarterly_return", row_id)
    assert not page.frame.revised.isVisible()


def test_a_correction_of_an_old_quarter_is_not_late(clean_page: ReturnsPage) -> None:
    page = clean_page
    sign_and_send(page)
    returns.new_version(page.doc, Q3)
    page.frame.show_heading(now(page), Q3, date(2022, 1, 15), date(2023, 12, 18))
    QApplication.processEvents()  # pills just made come up with the next layout
    assert [one.accessibleName() for one in page.frame.findChildren(Pill) if one.isVisibleTo(page)] == [
        "Version 2", "Draft",
    ]  # fmt: skip


def test_what_papers_say_stands_in_no_sentence(page: ReturnsPage) -> None:
    for at in range(page.list.count()):
        waits = page.list.waiting(page.list.item(at))
        if waits is not None:
            assert "(" not in about(waits, page.doc.today)[0]

"""The progress summary as a view: read, gone through by keys, mended in place, exported, copied and printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.core.changes import Op
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.store.rows import Store
from ward_desk.ui.pages.plan.action_progress import MOST_LINES, ProgressView
from ward_desk.ui.pages.plan.progress_line import MOST, Entry, LineBox


def shown(doc: Document, qtbot: QtBot) -> Iterator[ProgressView]:
    def attempt(work: object) -> bool:
        work()  # type: ignore[operator]
        return True

    view = ProgressView(doc, attempt=attempt)
    qtbot.addWidget(view)
    stop = doc.subscribe(lambda changes: view.reload())
    view.resize(1000, 600)
    view.reload()
    with qtbot.waitActive(view):
        view.show()
    yield view
    stop()


@pytest.fixture
def north(north_northants_ward: Document, light: QApplication, qtbot: QtBot) -> Iterator[ProgressView]:
    """The summary of a plan that hangs on recommendations; the first has an action with a note and a milestone."""
    first = north_northants_ward.store.rows("recommendation", order="position")[0]

    def write(store: Store) -> None:
        made = store.insert("action", {"title": "FreshFest", "recommendation": first["id"], "status": "in_progress"})
        store.insert("progress_note", {"action": made, "noted_on": "2023-12-01", "words": "Over 100 came."})
        store.insert("milestone", {"action": made, "title": "Hall booked", "done_on": "2023-10-20"})

    north_northants_ward.run(Op("fill", "Fill"), write)
    yield from shown(north_northants_ward, qtbot)


@pytest.fixture
def themes(ward: Document, light: QApplication, qtbot: QtBot) -> Iterator[ProgressView]:
    """The summary of a plan that hangs on themes."""
    yield from shown(ward, qtbot)


def boxes(view: ProgressView) -> list[LineBox]:
    return [box for box in view.findChildren(LineBox) if box.isVisibleTo(view)]


def words(view: ProgressView) -> list[str]:
    return [one.text() for one in view.findChildren(QLabel) if one.isVisibleTo(view)]


def reason(view: ProgressView, title: str) -> QPlainTextEdit:
    name = f"Why there is nothing to report: {title}"
    return next(one for one in view.findChildren(QPlainTextEdit) if one.accessibleName() == name)


def keyboard_on() -> str:
    here = QApplication.focusWidget()
    return here.accessibleName() if here is not None else ""


def test_each_recommendation_stands_under_its_term_with_what_was_achieved_and_what_is_next(north: ProgressView) -> None:
    said = words(north)
    assert [one for one in said if one.endswith(" term")] == ["Short term", "Medium term", "Longer term"]
    assert len(boxes(north)) == 12
    assert {"Over 100 came.", "Done: Hall booked", "FreshFest."} <= set(said)
    assert said.count("Nothing to report, and nobody has said why") == 11
    assert (
        north.words.text()
        == "What was achieved: 1 Oct 2023 to 18 Dec 2023. 11 with nothing to report have no reason yet."
    )


def test_a_reason_is_typed_in_place_and_can_be_undone(north: ProgressView, qtbot: QtBot) -> None:
    box = reason(north, "Crowd Funding")
    box.setFocus()
    qtbot.keyClicks(box, "Goes into the new contract.")
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    row = next(one for one in north._doc.store.rows("recommendation") if one["title"] == "Crowd Funding")
    assert row["nothing_to_report"] == "Goes into the new contract."
    assert reason(north, "Crowd Funding") is box  # the box under the keyboard stays
    assert "Nothing to report, because:" in words(north)
    north._doc.undo()
    assert box.toPlainText() == ""
    assert "Nothing to report, because:" not in words(north)


def test_a_reason_half_typed_survives_a_change_elsewhere_and_is_kept_when_the_page_is_left(
    north: ProgressView, qtbot: QtBot
) -> None:
    box = reason(north, "Crowd Funding")
    box.setFocus()
    qtbot.keyClicks(box, "Half")
    first = north._doc.store.rows("action")[0]
    edits.edit(north._doc, "action", str(first["id"]), {"title": "FreshFest again"})
    assert box.toPlainText() == "Half"
    assert box.hasFocus()
    north.commit_pending()
    row = next(one for one in north._doc.store.rows("recommendation") if one["title"] == "Crowd Funding")
    assert row["nothing_to_report"] == "Half"


def test_a_reason_half_typed_survives_a_change_of_its_own_line(north: ProgressView, qtbot: QtBot) -> None:
    box = reason(north, "Crowd Funding")
    box.setFocus()
    qtbot.keyClicks(box, "Half")
    row = next(one for one in north._doc.store.rows("recommendation") if one["title"] == "Crowd Funding")
    edits.add(north._doc, "action", {"title": "Ask the bank", "recommendation": row["id"]})
    again = next(one for one in north.findChildren(QPlainTextEdit) if one.toPlainText() == "Half" and one.isVisible())
    assert again.hasFocus()
    north.commit_pending()
    kept = next(one for one in north._doc.store.rows("recommendation") if one["title"] == "Crowd Funding")
    assert kept["nothing_to_report"] == "Half"


def test_the_arrows_go_through_it_and_enter_opens_what_they_are_on(north: ProgressView, qtbot: QtBot) -> None:
    north.setFocus()
    assert keyboard_on() == "Improving engagement and communications"

    def press(key: Qt.Key) -> None:
        here = QApplication.focusWidget()
        assert here is not None
        qtbot.keyClick(here, key)

    press(Qt.Key.Key_Down)
    assert keyboard_on() == "Businesses, communities, networking and problem solving"
    with qtbot.waitSignal(north.open_requested) as opened:
        press(Qt.Key.Key_Return)
    assert opened.args[0] == "recommendation"
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Right)
    assert keyboard_on() == "Over 100 came. QUE-01 · 1 Dec 2023"
    press(Qt.Key.Key_Down)
    assert keyboard_on() == "Done: Hall booked QUE-01 · 20 Oct 2023"
    press(Qt.Key.Key_Down)  # there is no more
    press(Qt.Key.Key_Right)
    assert keyboard_on() == "Not rated. FreshFest. QUE-01"
    with qtbot.waitSignal(north.open_requested) as opened:
        press(Qt.Key.Key_Space)
    assert opened.args == ["action", north._doc.store.rows("action")[0]["id"], ""]
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_End)
    assert keyboard_on() == "Putting communities at the heart of levelling up"


def test_one_entry_only_stands_in_the_way_of_tab(north: ProgressView, qtbot: QtBot) -> None:
    def reached() -> list[str]:
        return [one.accessibleName() for one in north.findChildren(Entry)
                if one.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus]  # fmt: skip

    assert reached() == ["Improving engagement and communications"]
    north.setFocus()
    here = QApplication.focusWidget()
    assert here is not None
    qtbot.keyClick(here, Qt.Key.Key_End)
    assert reached() == ["Putting communities at the heart of levelling up"]


def test_a_click_opens_too(north: ProgressView, qtbot: QtBot) -> None:
    entry = next(one for one in north.findChildren(Entry) if one.accessibleName().startswith("Over 100"))
    with qtbot.waitSignal(north.open_requested) as opened:
        qtbot.mouseClick(entry, Qt.MouseButton.LeftButton)
    assert opened.args[0] == "action"


def test_the_keyboard_stays_where_it_is_when_a_line_changes(north: ProgressView, qtbot: QtBot) -> None:
    entry = next(one for one in north.findChildren(Entry) if one.accessibleName().startswith("Done: Hall"))
    entry.setFocus()
    milestone = north._doc.store.rows("milestone")[0]
    edits.edit(north._doc, "milestone", str(milestone["id"]), {"title": "Hall paid for"})
    assert keyboard_on() == "Done: Hall paid for QUE-01 · 20 Oct 2023"


def test_the_span_is_chosen(themes: ProgressView) -> None:
    assert "Complete: Draw up the ward profile." not in words(themes)
    themes.span.setCurrentIndex(1)
    assert "Complete: Draw up the ward profile." in words(themes)
    assert themes.words.text() == "What was achieved: 18 Jun 2023 to 18 Dec 2023."


def test_many_achievements_are_shown_when_asked_for(themes: ProgressView, qtbot: QtBot) -> None:
    first = themes._doc.store.rows("action")[0]

    def write(store: Store) -> None:
        for n in range(MOST + 3):
            store.insert("progress_note", {"action": first["id"], "noted_on": "2023-12-02", "words": f"Note {n}."})

    themes._doc.run(Op("fill", "Fill"), write)
    more = next(one for one in themes.findChildren(QPushButton) if one.text() == "and 4 more")
    more.setFocus()
    qtbot.keyClick(more, Qt.Key.Key_Space)
    assert {f"Note {n}." for n in range(MOST + 3)} <= set(words(themes))
    assert isinstance(QApplication.focusWidget(), Entry)


def test_hundreds_of_priorities_are_laid_out_when_asked_for(themes: ProgressView, qtbot: QtBot) -> None:
    def write(store: Store) -> None:
        for n in range(MOST_LINES + 20):
            store.insert("priority", {"title": f"Priority {n}", "term": "longer"})

    themes._doc.run(Op("fill", "Fill"), write)
    assert len(boxes(themes)) == MOST_LINES
    more = next(one for one in themes.findChildren(QPushButton) if one.text().startswith("Show the other"))
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert len(boxes(themes)) > MOST_LINES + 20
    assert not more.isVisibleTo(themes)


def test_an_empty_plan_says_what_belongs_here(empty_ward: Document, light: QApplication, qtbot: QtBot) -> None:
    for view in shown(empty_ward, qtbot):
        assert "No priorities and no actions yet. A priority is what residents' words led to." in words(view)


def test_the_summary_is_exported_printed_and_copied(
    north: ProgressView, person: Person, tmp_path: Path, qtbot: QtBot
) -> None:
    person.answers, person.files = [0], [tmp_path / "summary.xlsx"]
    with qtbot.waitSignal(north.said, timeout=20_000) as said:
        qtbot.mouseClick(north.export_button, Qt.MouseButton.LeftButton)
    assert said.args == ["Written: summary.xlsx"]
    sheet = openpyxl.load_workbook(tmp_path / "summary.xlsx").active
    assert "Over 100 came." in [cell.value for cell in sheet["C"]]
    qtbot.waitUntil(lambda: not north.out.busy, timeout=20_000)
    person.answers, person.files = [0, 0], [tmp_path / "summary.pdf"]
    qtbot.mouseClick(north.print_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not north.out.busy, timeout=20_000)
    assert (tmp_path / "summary.pdf").read_bytes().startswith(b"%PDF-")
    with qtbot.waitSignal(north.said):
        qtbot.mouseClick(north.copy_button, Qt.MouseButton.LeftButton)
    assert "Over 100 came.\t1 Dec 2023\tQUE-01" in QApplication.clipboard().text()


def test_a_document_open_to_read_takes_no_reasons(
    north: ProgressView, open_document: object, qtbot: QtBot, light: QApplication
) -> None:
    doc = open_document(north._doc.path, read_only=True)  # type: ignore[operator]
    for view in shown(doc, qtbot):
        assert all(one.isReadOnly() for one in view.findChildren(QPlainTextEdit))

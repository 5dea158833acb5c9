"""The form of a record: typed as people type, kept as it is finished, and nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ward_desk.core.records import Row, Value
from ward_desk.core.rules import Problem
from ward_desk.ui.panes import scrolled
from ward_desk.ui.record.form import RecordForm, Section
from ward_desk.ui.widgets import Choice

FIELDS = ("title", "due", "status", "lead", "rating", "progress", "success", "illustrative")
ORGANISATIONS = (("o1", "Oasis Partnership"), ("o2", "Library"))


class Desk:
    """A page without a document: it keeps each field, as a page does, and loads the record again."""

    def __init__(self, qtbot: QtBot) -> None:
        self.rows: dict[str, Row] = {
            "a": {"id": "a", "title": "Cookery course", "due": "2024-01-31", "status": "in_progress", "lead": "o1",
                  "rating": "green", "progress": 80, "success": "", "illustrative": 0},
            "b": {"id": "b", "title": "Bus offer", "due": None, "status": "not_started", "lead": None, "rating": "",
                  "progress": 0, "success": "", "illustrative": 0},
        }  # fmt: skip
        self.edits: list[tuple[str, Value]] = []
        self.typed: list[tuple[str, str]] = []
        self.problems: Sequence[Problem] = ()
        self.broken = False
        self.form = RecordForm(
            "action", [Section("", FIELDS)], lambda table: ORGANISATIONS, today=lambda: date(2023, 12, 18)
        )
        qtbot.addWidget(self.form)
        self.form.edited.connect(self.keep)
        self.form.typing.connect(self.note)
        with qtbot.waitActive(self.form):
            self.form.show()
            self.form.activateWindow()
        self.show("a")

    def show(self, row_id: str) -> None:
        self.form.load(self.rows[row_id], self.problems)

    def note(self, field: str, text: str) -> None:
        self.typed.append((field, text))

    def keep(self, field: str, value: Value) -> None:
        self.edits.append((field, value))
        if not self.broken:
            self.rows[self.form.row_id][field] = value
            self.show(self.form.row_id)

    def line(self, name: str) -> QLineEdit:
        found = self.form.editor(name)
        assert isinstance(found, QLineEdit)
        return found

    def type_over(self, qtbot: QtBot, name: str, text: str) -> None:
        line = self.line(name)
        line.setFocus()
        line.selectAll()
        qtbot.keyClicks(line, text)

    def said(self) -> str:
        notes = [one for one in self.form.findChildren(QLabel) if one.property("tone") in ("problem", "warning")]
        return " ".join(one.text() for one in notes if not one.isHidden())


@pytest.fixture
def desk(qtbot: QtBot, light: QApplication) -> Desk:
    return Desk(qtbot)


def test_a_date_is_typed_as_people_type_it_and_shown_as_people_read_it(desk: Desk, qtbot: QtBot) -> None:
    desk.type_over(qtbot, "due", "13/1")
    qtbot.keyClick(desk.line("due"), Qt.Key.Key_Return)
    assert desk.edits == [("due", "2024-01-13")]
    assert desk.line("due").text() == "13 Jan 2024"


def test_leaving_a_field_keeps_it(desk: Desk, qtbot: QtBot) -> None:
    desk.type_over(qtbot, "title", "Cookery for all")
    qtbot.keyClick(desk.line("title"), Qt.Key.Key_Tab)
    assert desk.edits == [("title", "Cookery for all")]


def test_a_field_left_as_it_was_is_not_an_edit(desk: Desk, qtbot: QtBot) -> None:
    desk.type_over(qtbot, "due", "31/1/2024")
    qtbot.keyClick(desk.line("due"), Qt.Key.Key_Return)
    assert desk.edits == []
    assert desk.line("due").text() == "31 Jan 2024"


def test_a_date_that_cannot_be_read_says_so_and_stays(desk: Desk, qtbot: QtBot) -> None:
    desk.type_over(qtbot, "due", "31/31")
    qtbot.keyClick(desk.line("due"), Qt.Key.Key_Return)
    assert desk.edits == []
    assert desk.line("due").text() == "31/31"
    assert "There is no month 31" in desk.said()
    assert "There is no month 31" in desk.line("due").accessibleDescription()
    desk.type_over(qtbot, "due", "31/3")
    qtbot.keyClick(desk.line("due"), Qt.Key.Key_Return)
    assert desk.said() == ""
    assert desk.edits == [("due", "2024-03-31")]


def test_escape_puts_back_what_was_there(desk: Desk, qtbot: QtBot) -> None:
    desk.type_over(qtbot, "due", "31/31")
    qtbot.keyClick(desk.line("due"), Qt.Key.Key_Escape)
    assert desk.line("due").text() == "31 Jan 2024"
    assert desk.form.draft() == {}
    assert desk.typed[-1] == ("due", "")


def test_what_is_half_typed_is_told_as_it_is_typed(desk: Desk, qtbot: QtBot) -> None:
    desk.type_over(qtbot, "title", "Co")
    assert desk.typed[-1] == ("title", "Co")
    assert desk.form.draft() == {"title": "Co"}


def test_a_change_elsewhere_in_the_record_keeps_what_is_half_typed(desk: Desk, qtbot: QtBot) -> None:
    desk.type_over(qtbot, "title", "Cook")
    desk.rows["a"]["progress"] = 90
    desk.show("a")
    assert desk.line("title").text() == "Cook"
    assert desk.line("progress").text() == "90%"
    assert desk.said() == ""


def test_a_change_to_the_very_field_is_said_beside_it(desk: Desk, qtbot: QtBot) -> None:
    desk.type_over(qtbot, "title", "Cook")
    desk.rows["a"]["title"] = "Cookery and more"
    desk.show("a")
    assert desk.line("title").text() == "Cook"
    assert "Changed elsewhere to “Cookery and more”" in desk.said()
    qtbot.keyClick(desk.line("title"), Qt.Key.Key_Escape)
    assert desk.line("title").text() == "Cookery and more"
    assert desk.said() == ""


def test_text_that_cannot_be_read_waits_for_its_record_to_come_back(desk: Desk, qtbot: QtBot) -> None:
    desk.type_over(qtbot, "due", "soon")
    desk.form.commit_pending()
    desk.show("b")
    assert desk.line("due").text() == ""
    assert desk.said() == ""
    desk.show("a")
    assert desk.line("due").text() == "soon"
    assert "not a date" in desk.said()


def test_text_that_could_not_be_stored_is_still_to_be_kept(desk: Desk, qtbot: QtBot) -> None:
    desk.broken = True
    desk.type_over(qtbot, "title", "Cookery for all")
    desk.form.commit_pending()
    assert desk.form.draft() == {"title": "Cookery for all"}
    desk.broken = False
    desk.form.commit_pending()
    assert desk.rows["a"]["title"] == "Cookery for all"
    assert desk.form.draft() == {}


def test_a_choice_that_could_not_be_stored_goes_back(desk: Desk, qtbot: QtBot) -> None:
    desk.broken = True
    box = desk.form.editor("lead")
    assert isinstance(box, Choice)
    box.setCurrentIndex(box.place("o2"))
    box.activated.emit(box.place("o2"))
    assert box.currentData() == "o1"


def test_a_link_is_chosen_by_name_and_can_be_emptied(desk: Desk, qtbot: QtBot) -> None:
    box = desk.form.editor("lead")
    assert isinstance(box, Choice)
    assert box.currentText() == "Oasis Partnership"
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Home)
    assert desk.edits == [("lead", "o2"), ("lead", None)]


def test_a_required_choice_offers_no_empty_answer(desk: Desk) -> None:
    box = desk.form.editor("status")
    assert isinstance(box, Choice)
    assert box.place("") == -1


def test_the_wheel_changes_nothing(desk: Desk, qtbot: QtBot) -> None:
    box = desk.form.editor("status")
    box.setFocus()
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, event)
    assert desk.edits == []


def test_problems_stand_beside_their_fields_errors_first(desk: Desk) -> None:
    desk.problems = [Problem("due", "warning", "It is soon."), Problem("due", "error", "Due before it starts.")]
    desk.show("a")
    assert desk.said() == "Due before it starts."
    desk.problems = []
    desk.show("a")
    assert desk.said() == ""


def test_several_lines_grow_with_their_text(desk: Desk, qtbot: QtBot) -> None:
    lines = desk.form.editor("success")
    assert isinstance(lines, QPlainTextEdit)
    before = lines.height()
    lines.setFocus()
    for word in ("one", "two", "three"):
        qtbot.keyClicks(lines, word)
        qtbot.keyClick(lines, Qt.Key.Key_Return)
    qtbot.keyClicks(lines, "four")
    assert lines.height() > before
    qtbot.keyClick(lines, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.edits == [("success", "one\ntwo\nthree\nfour")]


def test_a_box_is_ticked_at_once(desk: Desk, qtbot: QtBot) -> None:
    box = desk.form.editor("illustrative")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert desk.edits == [("illustrative", 1)]


def test_what_a_crash_left_is_put_back_and_judged(desk: Desk) -> None:
    desk.form.restore_draft({"due": "soonish", "title": "Cookery for", "gone": "x"})
    assert desk.form.draft() == {"due": "soonish", "title": "Cookery for"}
    assert "not a date" in desk.said()
    assert desk.edits == []


def test_read_only_takes_no_typing_and_can_still_be_read(desk: Desk, qtbot: QtBot) -> None:
    desk.form.set_read_only(True)
    desk.type_over(qtbot, "title", "x")
    assert desk.line("title").text() == "Cookery course"
    assert desk.line("title").isEnabled()
    assert not desk.form.editor("status").isEnabled()


def test_every_control_says_its_name(desk: Desk) -> None:
    for child in desk.form.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.parent() is desk.form:
            assert child.accessibleName(), child
            assert not isinstance(child, QAbstractSpinBox)


def test_tab_goes_from_top_to_bottom(desk: Desk, qtbot: QtBot) -> None:
    desk.form.focus_field("title")
    reached = []
    for _ in FIELDS:
        focus = desk.form.focusWidget()
        reached.append(focus.objectName())
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert tuple(reached) == FIELDS


def test_the_whole_of_a_text_cut_short_is_in_a_tooltip(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    box = desk.form.editor("title")
    place = box.rect().center()
    QApplication.sendEvent(box, QHelpEvent(QEvent.Type.ToolTip, place, box.mapToGlobal(place)))
    assert "Cookery course" not in QToolTip.text()
    words = "Cookery course with the Oasis Partnership and everyone who can hold a spoon " * 4
    desk.rows["a"]["title"] = words
    desk.show("a")
    QApplication.sendEvent(box, QHelpEvent(QEvent.Type.ToolTip, place, box.mapToGlobal(place)))
    assert words.strip() in QToolTip.text()
    QToolTip.hideText()


def test_a_scrolled_form_asks_for_the_room_it_comes_to_need(qtbot: QtBot) -> None:
    inside = QLabel("Short")
    holder = QSplitter()
    area = scrolled(inside)
    holder.addWidget(QPlainTextEdit())
    holder.addWidget(area)
    qtbot.addWidget(holder)
    holder.resize(600, 200)
    with qtbot.waitExposed(holder):
        holder.show()
    holder.setSizes([520, 80])
    inside.setMinimumWidth(300)
    qtbot.waitUntil(lambda: area.viewport().width() >= 300)


def test_an_edit_paints_its_own_field_and_no_other(desk: Desk, qtbot: QtBot, light: QApplication) -> None:
    light.processEvents()
    painted: set[str] = set()

    class Watcher(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                painted.add(watched.objectName())
            return False

    watcher = Watcher(desk.form)
    for name in FIELDS:
        desk.form.editor(name).installEventFilter(watcher)
    desk.rows["a"]["progress"] = 90
    desk.show("a")
    light.processEvents()
    assert painted == {"progress"}

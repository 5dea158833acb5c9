"""What stands below the grid: how a count adds up, what is said of its figure, and what it serves."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.service import edits
from ward_desk.service.counts import count_levels, figure_entry, figures
from ward_desk.service.counts.figures import CountView
from ward_desk.service.document import Document
from ward_desk.ui.pages.counts.beside.count_beside import FIGURE, OVERVIEW, CountBeside
from ward_desk.ui.pages.counts.beside.count_figure import NOTHING_CHOSEN
from ward_desk.ui.record.record_page import link_options
from ward_desk.ui.thread.thread_panel import ThreadPanel

Look = Callable[[str], CountView]


@pytest.fixture
def look(ward: Document) -> Look:
    """A count by its name, as seen from the third quarter."""

    def look_at(name: str) -> CountView:
        one = str(ward.store.rows("activity_count", name=name)[0]["id"])
        return figures.count_views(ward, [one], Quarter(2023, 3))[one]

    return look_at


@pytest.fixture
def refused() -> list[str]:
    return []


@pytest.fixture
def beside(ward: Document, look: Look, qtbot: QtBot, light: QApplication, refused: list[str]) -> Iterator[CountBeside]:
    """The lower half of the page over the homework club's sessions, told of every change as the page tells it."""

    def attempt(work: Callable[[], object]) -> bool:
        try:
            work()
        except KnownError as error:
            refused.append(error.happened)
            return False
        return True

    one = CountBeside(ward, attempt, lambda table: link_options(ward, table), QWidget(), ThreadPanel(ward))
    qtbot.addWidget(one)
    one.show_count(look("Homework club sessions"))
    stop = ward.subscribe(lambda _changes: one.show_count(look(name_shown(one))))
    one.resize(1100, 420)
    with qtbot.waitActive(one):
        one.show()
    yield one
    stop()


def name_shown(one: CountBeside) -> str:
    view = one.adds_up._view
    assert view is not None
    return str(view.count["name"])


def said(beside: CountBeside) -> list[tuple[str, str]]:
    return [(one.words, one.small) for one in beside.adds_up.lines.lines]


def line(widget: QWidget) -> QLineEdit:
    assert isinstance(widget, QLineEdit)
    return widget


def test_a_count_says_how_it_adds_up_quarter_by_quarter(beside: CountBeside) -> None:
    assert said(beside) == [
        ("Quarter 1", "–"), ("Quarter 2", "–"), ("Quarter 3 so far", "18"), ("Year to date", "18 (3 of 9 months)"),
    ]  # fmt: skip
    assert beside.adds_up.rule.text().startswith("The quarter and the year are the sum of their months.")
    assert "Target 60 for the whole year (31 Mar 2024)" in beside.adds_up.remarks.text()


def test_a_quarter_is_opened_down_to_the_event_and_back_by_keys(
    qtbot: QtBot, ward: Document, beside: CountBeside
) -> None:
    lines = beside.adds_up.lines
    lines.focus_line(2)
    qtbot.keyClick(lines.buttons[2], Qt.Key.Key_Return)
    assert beside.adds_up.name.words == "Q3 2023-24: 18"
    assert [one for one, _ in said(beside)] == ["Oct 2023", "Nov 2023", "Dec 2023"]
    assert lines.buttons[0].hasFocus()
    qtbot.keyClick(lines.buttons[0], Qt.Key.Key_Return)
    assert said(beside) == [("Typed in", "6"), ("CHE-E02 Clean-up by the river, 14 Oct 2023", "1")]
    assert beside.period == "2023-10"
    event = ward.store.rows("event", title="Clean-up by the river")[0]["id"]
    with qtbot.waitSignal(beside.open_requested) as asked:
        qtbot.keyClick(lines.buttons[1], Qt.Key.Key_Return)
    assert asked.args == ["event", event, ""]
    assert beside.adds_up.back.text() == "‹ Q3 2023-24"
    qtbot.keyClick(lines.buttons[0], Qt.Key.Key_Backspace)
    qtbot.keyClick(lines.buttons[0], Qt.Key.Key_Left)
    assert said(beside)[0] == ("Quarter 1", "–")


def test_a_month_shows_the_quarter_and_the_year_it_is_part_of(qtbot: QtBot, beside: CountBeside) -> None:
    beside.show_period("2023-11")
    around = beside.adds_up.around
    assert [(one.words, one.small) for one in around.lines] == [
        ("Quarter 3 so far", "18"), ("Year to date", "18 (3 of 9 months)"),
    ]  # fmt: skip
    qtbot.mouseClick(around.buttons[1], Qt.MouseButton.LeftButton)
    assert beside.adds_up.name.words == "Year to the end of Dec 2023: 18"


def test_what_was_typed_is_opened_in_its_cell(qtbot: QtBot, beside: CountBeside) -> None:
    beside.show_period("2023-11")
    with qtbot.waitSignal(beside.figure_asked) as asked:
        qtbot.mouseClick(beside.adds_up.lines.buttons[0], Qt.MouseButton.LeftButton)
    assert asked.args == ["2023-11"]


def test_the_period_stays_with_its_count_and_goes_with_it(ward: Document, look: Look, beside: CountBeside) -> None:
    beside.show_period("2023-12")
    figure_entry.set_figure(ward, str(look("Homework club sessions").count["id"]), "2023-12", "about 4")
    assert beside.adds_up.name.words == "Dec 2023: about 4"
    assert beside.tabs.bar.tabText(FIGURE) == "Dec 2023"
    beside.show_count(look("Pupils who come back"))
    assert (beside.period, beside.tabs.bar.tabText(FIGURE)) == ("", "Figure")


def test_a_note_and_a_state_are_kept_with_the_figure(qtbot: QtBot, ward: Document, beside: CountBeside) -> None:
    beside.show_period("2023-12")
    beside.start_note()
    note = beside.figure.editors["note"].widget
    assert isinstance(note, QPlainTextEdit)
    assert note.hasFocus()
    with qtbot.waitSignal(beside.typing) as typing:
        qtbot.keyClicks(note, "H")
    assert typing.args == ["2023-12 note", "H"]
    qtbot.keyClicks(note, "alf term")
    qtbot.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    row = ward.store.rows("figure", period="2023-12")[0]
    assert (row["value"], row["note"]) == (3, "Half term")
    assert "Half term" in beside.adds_up.remarks.text()
    assert "Note: Half term" in beside.figure.changes.text()


def test_only_a_missing_figure_asks_why(qtbot: QtBot, ward: Document, beside: CountBeside) -> None:
    beside.show_period("2023-12")
    beside.tabs.show_tab(FIGURE)
    why = line(beside.figure.editors["unavailable"].widget)
    assert not why.isVisible()
    beside.show_period("2023-09")
    assert why.isVisible()
    assert not beside.figure.editors["state"].widget.isVisible()
    qtbot.keyClicks(why, "School holidays")
    qtbot.keyClick(why, Qt.Key.Key_Return)
    assert ward.store.rows("figure", period="2023-09")[0]["unavailable"] == "School holidays"


def test_a_sum_has_no_note_of_its_own(beside: CountBeside) -> None:
    beside.tabs.show_tab(FIGURE)
    assert beside.figure.title.text() == NOTHING_CHOSEN
    beside.show_period("2023-24-Q3")
    assert beside.figure.summed.isVisible()
    assert not beside.figure.editors["note"].widget.isVisible()
    beside.show_period("2023-11")
    assert beside.figure.editors["note"].widget.isVisible()


def test_a_note_half_typed_is_kept_when_another_figure_is_shown(
    qtbot: QtBot, ward: Document, beside: CountBeside
) -> None:
    beside.show_period("2023-12")
    beside.start_note()
    qtbot.keyClicks(beside.figure.editors["note"].widget, "Late")
    beside.show_period("2023-11")
    assert ward.store.rows("figure", period="2023-12")[0]["note"] == "Late"
    assert beside.figure.editors["note"].text() == ""


def test_a_note_a_crash_left_half_typed_is_put_back(beside: CountBeside) -> None:
    beside.restore_draft({"2023-11 note": "Half a wo"})
    assert beside.period == "2023-11"
    assert beside.figure.editors["note"].text() == "Half a wo"


def test_a_figure_from_events_is_adjusted_changed_and_taken_back_by_keys(
    qtbot: QtBot, ward: Document, look: Look, beside: CountBeside
) -> None:
    beside.show_period("2023-10")
    beside.start_adjusting()
    adjustments = beside.figure.adjustments
    assert adjustments.by.hasFocus()
    qtbot.keyClicks(adjustments.by, "-2")
    qtbot.keyClick(adjustments.by, Qt.Key.Key_Return)
    assert adjustments.reason.hasFocus()
    qtbot.keyClick(adjustments.reason, Qt.Key.Key_Return)
    assert adjustments.refused.text().startswith("An adjustment needs its reason.")
    qtbot.keyClicks(adjustments.reason, "Counted twice")
    qtbot.keyClick(adjustments.reason, Qt.Key.Key_Return)
    assert beside.figure.title.text() == "Oct 2023: 5"
    assert [(one.words, one.small) for one in adjustments.lines.lines] == [("Counted twice", "-2")]
    qtbot.keyClick(adjustments.lines.buttons[0], Qt.Key.Key_Return)
    assert (adjustments.by.text(), adjustments.done.text()) == ("-2", "Change")
    qtbot.keyClicks(adjustments.by, "-1")
    qtbot.keyClick(adjustments.reason, Qt.Key.Key_Return)
    assert beside.figure.title.text() == "Oct 2023: 6"
    qtbot.keyClick(adjustments.lines.buttons[0], Qt.Key.Key_Delete)
    assert beside.figure.title.text() == "Oct 2023: 7"
    ward.undo()
    ward.undo()
    ward.undo()
    assert ward.store.rows("figure", adjustment=1) == []


def test_an_adjustment_is_opened_from_what_adds_up(
    qtbot: QtBot, ward: Document, look: Look, beside: CountBeside
) -> None:
    figure_entry.adjust(ward, str(look("Homework club sessions").count["id"]), "2023-10", "+3", "Left out")
    beside.show_period("2023-10")
    qtbot.mouseClick(beside.adds_up.lines.buttons[2], Qt.MouseButton.LeftButton)
    assert beside.figure.adjustments.by.text() == "+3"
    qtbot.keyClick(beside.figure.adjustments.by, Qt.Key.Key_Escape)
    assert (beside.figure.adjustments.by.text(), beside.figure.adjustments.done.text()) == ("", "Adjust")


def test_what_nobody_counted_at_events_is_not_adjusted(beside: CountBeside) -> None:
    beside.show_period("2023-11")
    beside.start_adjusting()
    assert not beside.figure.adjustments.isVisible()
    assert beside.figure.editors["note"].widget.hasFocus()


def test_the_actions_a_count_serves_are_added_opened_and_taken_off(
    qtbot: QtBot, ward: Document, look: Look, beside: CountBeside
) -> None:
    count = str(look("Homework club sessions").count["id"])
    served = ward.store.linked("count_action", count)
    serves = beside.serves
    place = next(n for n in range(serves.more.count()) if "footpath" in serves.more.itemText(n))
    added = serves.more.itemData(place)
    serves.more.activated.emit(place)
    assert ward.store.linked("count_action", count) == [*served, added]
    with qtbot.waitSignal(beside.open_requested) as asked:
        qtbot.mouseClick(serves.served.buttons[0], Qt.MouseButton.LeftButton)
    assert asked.args == ["action", served[0], ""]
    qtbot.keyClick(serves.served.buttons[0], Qt.Key.Key_Delete)
    assert ward.store.linked("count_action", count) == [added]


def test_activity_is_followed_to_outcome_and_back(
    qtbot: QtBot, ward: Document, look: Look, beside: CountBeside
) -> None:
    count = str(look("Homework club sessions").count["id"])
    with qtbot.waitSignal(beside.open_requested) as asked:
        qtbot.mouseClick(beside.serves.choose, Qt.MouseButton.LeftButton)
    assert asked.args == ["activity_count", count, "leads_to"]
    reads = edits.add(ward, "activity_count", {"name": "Reading age", "unit": "years", "level": "theme"})
    count_levels.lead_to(ward, count, reads)
    assert not beside.serves.choose.isVisible()
    (above,) = beside.serves.leads_to.lines
    assert above.words.endswith("Reading age")
    assert above.small == "theme"
    beside.show_count(look("Reading age"))
    assert [one.key for one in beside.serves.led_by.lines] == [count]
    with qtbot.waitSignal(beside.open_requested) as asked:
        qtbot.mouseClick(beside.serves.led_by.buttons[0], Qt.MouseButton.LeftButton)
    assert asked.args == ["activity_count", count, ""]


def test_what_residents_said_behind_its_actions_is_shown(qtbot: QtBot, ward: Document, beside: CountBeside) -> None:
    (heard,) = beside.serves.heard.lines
    assert (heard.words, heard.small) == ("Heard: Nowhere warm to do homework", "14 times")
    with qtbot.waitSignal(beside.open_requested) as asked:
        qtbot.mouseClick(beside.serves.heard.buttons[0], Qt.MouseButton.LeftButton)
    assert asked.args[0] == "feedback"


def test_a_count_that_serves_nothing_says_so(look: Look, beside: CountBeside) -> None:
    beside.show_count(look("Pupils who come back"))
    assert beside.serves.none.isVisible()
    assert beside.serves.served.lines == []


def test_with_less_room_the_chart_goes_below_the_words(qtbot: QtBot, beside: CountBeside) -> None:
    beside.tabs.show_tab(OVERVIEW)
    assert beside.chart.pos().y() == beside.adds_up.pos().y()
    beside.resize(640, 900)
    qtbot.waitUntil(lambda: beside.chart.pos().y() > beside.adds_up.pos().y())
    assert beside.serves.pos().y() == beside.adds_up.pos().y()


def test_a_document_to_read_offers_no_change(ward: Document, look: Look, qtbot: QtBot, light: QApplication) -> None:
    ward.read_only = True
    one = CountBeside(ward, lambda work: True, lambda table: link_options(ward, table), QWidget(), ThreadPanel(ward))
    qtbot.addWidget(one)
    one.set_read_only(True)
    one.show_count(look("Homework club sessions"))
    one.show_period("2023-10")
    assert not one.serves.more.isVisibleTo(one)
    assert not one.serves.served.lines[0].can_remove
    assert not one.figure.adjustments.start()
    note = one.figure.editors["note"].widget
    assert isinstance(note, QPlainTextEdit)
    assert note.isReadOnly()

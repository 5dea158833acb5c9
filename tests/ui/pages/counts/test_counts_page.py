"""The Activity counts page, driven as people drive it, on a real document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from ward_desk.core.records import Row
from ward_desk.service import edits, figures
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.pages.counts.count_cells import month_key, state_key
from ward_desk.ui.pages.counts.count_words import EVENTS, MISSING, TYPED, UNAVAILABLE
from ward_desk.ui.pages.counts.counts import DETAILS, FIGURES, SERVES, CountsPage
from ward_desk.ui.prefs import Prefs


class Kept:
    """Remembers what was half typed."""

    def __init__(self) -> None:
        self.texts: dict[tuple[str, str, str], str] = {}

    def keep(self, table: str, row_id: str, field: str, text: str) -> None:
        self.texts[table, row_id, field] = text

    def forget(self, table: str, row_id: str, field: str) -> None:
        self.texts.pop((table, row_id, field), None)


@pytest.fixture
def keeper() -> Kept:
    return Kept()


@pytest.fixture
def page(ward: Document, prefs: Prefs, keeper: Kept, light: QApplication, qtbot: QtBot) -> Iterator[CountsPage]:
    """The page as the window shows it: it hears of every change."""
    one = CountsPage(ward, prefs, keeper)
    qtbot.addWidget(one)
    stop = ward.subscribe(one.refresh)
    one.resize(1240, 800)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    yield one
    stop()


def count(doc: Document, name: str) -> str:
    return str(doc.store.rows("activity_count", name=name)[0]["id"])


@pytest.fixture
def sessions(page: CountsPage) -> str:
    """The homework club's sessions, shown: a flow with 6 and one more from an event in October, 8, and 3."""
    row_id = count(page.doc, "Homework club sessions")
    assert page.open_record("activity_count", row_id)
    return row_id


def figure(doc: Document, count_id: str, period: str) -> Row | None:
    found = [one for one in doc.store.rows("figure", activity_count=count_id, period=period) if not one["event"]]
    return found[0] if found else None


def field(page: CountsPage, period: str) -> QLineEdit:
    return next(one.line for one in page.figures.places if one.entry is not None and one.entry.key == period)


def note(page: CountsPage, period: str) -> str:
    place = next(one for one in page.figures.places if one.entry is not None and one.entry.key == period)
    return place.note.text() if place.note.isVisibleTo(page) else ""


def type_figure(qtbot: QtBot, page: CountsPage, period: str, words: str) -> None:
    line = field(page, period)
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words) if words else qtbot.keyClick(line, Qt.Key.Key_Delete)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def shown(page: CountsPage, count_id: str) -> Row:
    model = page.pane.model
    return model.record(model.row_of(count_id))


def pills(page: CountsPage) -> list[str]:
    items = (page.pills.itemAt(n) for n in range(page.pills.count()))
    return [widget.accessibleName() for one in items if one is not None and (widget := one.widget()) is not None]


def test_the_grid_shows_the_twelve_months_and_what_they_come_to(page: CountsPage, sessions: str) -> None:
    row = shown(page, sessions)
    assert [row[month_key(n)] for n in range(6, 12)] == ["7", "8", "3", "", "", ""]
    assert [row[state_key(n)] for n in (6, 7, 9)] == [TYPED, TYPED, ""]
    assert row["to_date"] == "18 (3 of 9)"
    headings = [one.heading for one in page.pane.model.columns]
    assert headings[7:19] == ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]


def test_the_figure_of_a_quarter_stands_in_its_last_month(page: CountsPage) -> None:
    row = shown(page, count(page.doc, "Pupils who come back"))
    assert [row[month_key(n)] for n in (6, 7, 8)] == ["", "", "81.8%"]


def test_a_month_that_wants_a_figure_is_marked_and_one_to_come_is_blank(page: CountsPage, sessions: str) -> None:
    figures.set_figure(page.doc, sessions, "2023-11", "")
    row = shown(page, sessions)
    assert (row[month_key(7)], row[state_key(7)]) == ("–", MISSING)
    assert (row[month_key(9)], row[state_key(9)]) == ("", "")
    assert "1 figure wanted" in pills(page)


def test_months_before_a_count_was_kept_are_no_gaps(page: CountsPage, sessions: str) -> None:
    assert shown(page, sessions)[state_key(5)] == ""


def test_a_figure_is_typed_read_and_kept_as_one_operation(qtbot: QtBot, page: CountsPage, sessions: str) -> None:
    type_figure(qtbot, page, "2023-12", "about 50")
    stored = figure(page.doc, sessions, "2023-12")
    assert stored is not None
    assert (stored["value"], stored["precision"]) == (50, "about")
    assert page.doc.undo_label == "Enter about 50 for CHE-C15, Dec 2023"
    assert shown(page, sessions)[month_key(8)] == "about 50"
    page.doc.undo()
    assert field(page, "2023-12").text() == "3"


def test_enter_goes_to_the_next_month_and_down_to_the_next_quarter(
    qtbot: QtBot, page: CountsPage, sessions: str
) -> None:
    type_figure(qtbot, page, "2023-04", "4")
    assert QApplication.focusWidget() is field(page, "2023-05")
    qtbot.keyClick(field(page, "2023-05"), Qt.Key.Key_Down)
    assert QApplication.focusWidget() is field(page, "2023-08")
    qtbot.keyClick(field(page, "2023-08"), Qt.Key.Key_Up)
    assert page.figures.chosen == "2023-05"
    assert page.figures.detail.title.text() == "May 2023"


def test_what_is_no_figure_is_said_beside_its_field_and_stays_there(
    qtbot: QtBot, page: CountsPage, sessions: str
) -> None:
    type_figure(qtbot, page, "2023-12", "numerous")
    assert note(page, "2023-12") == "“numerous” is not a count. Type 50, about 50 or at least 50, or leave it empty."
    assert field(page, "2023-12").text() == "numerous"
    stored = figure(page.doc, sessions, "2023-12")
    assert stored is not None
    assert stored["value"] == 3
    page.open_record("activity_count", count(page.doc, "Pupils who come back"))
    page.open_record("activity_count", sessions)
    assert field(page, "2023-12").text() == "numerous"
    qtbot.keyClick(field(page, "2023-12"), Qt.Key.Key_Escape)
    assert (field(page, "2023-12").text(), note(page, "2023-12")) == ("3", "")


def test_a_percentage_is_typed_with_its_base(qtbot: QtBot, page: CountsPage) -> None:
    share = count(page.doc, "Pupils who come back")
    page.open_record("activity_count", share)
    assert field(page, "2023-24-Q3").text() == "18 of 22"
    type_figure(qtbot, page, "2023-24-Q2", "63%")
    assert note(page, "2023-24-Q2").startswith("A percentage needs its base.")
    type_figure(qtbot, page, "2023-24-Q2", "12 of 40")
    assert shown(page, share)[month_key(5)] == "30%"
    assert field(page, "2023-24-Q2").text() == "12 of 40"


def test_a_figure_taken_out_is_no_nought(qtbot: QtBot, page: CountsPage, sessions: str) -> None:
    type_figure(qtbot, page, "2023-12", "")
    assert figure(page.doc, sessions, "2023-12") is None
    assert shown(page, sessions)[state_key(8)] == MISSING


def test_figures_from_events_are_read_only_and_open_their_event(qtbot: QtBot, page: CountsPage) -> None:
    event = page.doc.store.rows("event", title="Jobs fair")[0]
    new = edits.add(page.doc, "activity_count", {"name": "Leaflets", "unit": "leaflets"})
    values: Row = {"activity_count": new, "period": "2023-11", "value": 120.0, "event": event["id"]}
    edits.add(page.doc, "figure", values)
    page.open_record("activity_count", new)
    assert shown(page, new)[state_key(7)] == EVENTS
    assert field(page, "2023-11").isReadOnly()
    assert note(page, "2023-11") == "from 1 event"
    field(page, "2023-11").setFocus()
    link = next(one for one in page.figures.detail.events.findChildren(QPushButton) if one.text().endswith("Jobs fair"))
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert asked.args == ["event", event["id"], ""]


def test_what_was_typed_beside_a_figure_from_an_event_adds_up_and_says_so(page: CountsPage, sessions: str) -> None:
    assert field(page, "2023-10").text() == "6"
    assert not field(page, "2023-10").isReadOnly()
    assert note(page, "2023-10") == "with 1 event: 7"


def test_why_there_is_no_figure_is_kept_with_the_period(qtbot: QtBot, page: CountsPage, sessions: str) -> None:
    type_figure(qtbot, page, "2023-11", "")
    field(page, "2023-11").setFocus()
    why = page.figures.detail.editors["unavailable"].widget
    assert isinstance(why, QLineEdit)
    assert why.isVisible()
    why.setFocus()
    qtbot.keyClicks(why, "The register was lost")
    qtbot.keyClick(why, Qt.Key.Key_Return)
    stored = figure(page.doc, sessions, "2023-11")
    assert stored is not None
    assert (stored["value"], stored["unavailable"]) == (None, "The register was lost")
    assert shown(page, sessions)[state_key(7)] == UNAVAILABLE
    assert shown(page, sessions)[month_key(7)] == "n/a"


def test_a_note_leaves_its_figure_as_it_is(page: CountsPage, sessions: str) -> None:
    page.explain("2023-12", "note", "Half term fell late.")
    page.explain("2023-12", "state", "provisional")
    stored = figure(page.doc, sessions, "2023-12")
    assert stored is not None
    assert (stored["value"], stored["note"], stored["state"]) == (3, "Half term fell late.", "provisional")


def test_a_row_pasted_from_a_spreadsheet_fills_the_months_that_follow(
    qtbot: QtBot, page: CountsPage, sessions: str
) -> None:
    QGuiApplication.clipboard().setText("1\t2\tabout 3\n")
    line = field(page, "2023-04")
    line.setFocus()
    with qtbot.waitSignal(page.said) as said:
        qtbot.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert said.args == ["Pasted 3 figures"]
    assert [field(page, f"2023-0{month}").text() for month in (4, 5, 6)] == ["1", "2", "about 3"]
    assert page.doc.undo_label == "Enter 3 figures"


def test_a_row_with_one_cell_that_is_no_figure_changes_nothing(
    qtbot: QtBot, page: CountsPage, sessions: str, person: Any
) -> None:
    QGuiApplication.clipboard().setText("1\tlots")
    line = field(page, "2023-04")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert person.told[0].startswith("CHE-C15, May 2023: “lots” is not a count.")
    assert figure(page.doc, sessions, "2023-04") is None


def test_another_year_is_shown_and_the_figures_of_the_first_one_are_kept(
    qtbot: QtBot, page: CountsPage, sessions: str
) -> None:
    figures.set_figure(page.doc, sessions, "2023-02", "9")
    offered = [page.year.itemText(n) for n in range(page.year.count())]
    assert offered == ["2023-24", "2022-23"]
    field(page, "2023-12").setFocus()
    qtbot.keyClicks(field(page, "2023-12"), "1")  # 13, left half typed
    page.year.setCurrentIndex(1)
    page.year.activated.emit(1)
    stored = figure(page.doc, sessions, "2023-12")
    assert stored is not None
    assert stored["value"] == 13
    assert field(page, "2023-02").text() == "9"
    assert shown(page, sessions)["to_date"] == "9 (1 of 12)"


def test_a_check_opens_the_count_at_its_period_or_its_field(page: CountsPage, sessions: str) -> None:
    assert page.open_record("activity_count", sessions, "2023-12")
    assert page.tabs.bar.currentIndex() == FIGURES
    assert QApplication.focusWidget() is field(page, "2023-12")
    assert page.open_record("activity_count", sessions, "unit")
    assert page.tabs.bar.currentIndex() == DETAILS
    assert QApplication.focusWidget() is page.form.editor("unit")
    assert not page.open_record("activity_count", "gone", "2023-12")


def test_enter_in_the_grid_goes_to_the_figure_that_is_wanted(qtbot: QtBot, page: CountsPage, sessions: str) -> None:
    figures.set_figure(page.doc, sessions, "2023-11", "")
    page.open_record("activity_count", count(page.doc, "Pupils who come back"))
    page.open_record("activity_count", sessions)
    qtbot.keyClick(page.pane.table, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is field(page, "2023-11")


def test_a_count_is_added_by_its_name_and_asks_what_it_counts(qtbot: QtBot, page: CountsPage) -> None:
    page.new_record()
    qtbot.keyClicks(page.pane.add_box, "Trees planted")
    qtbot.keyClick(page.pane.add_box, Qt.Key.Key_Return)
    row = page.row
    assert row is not None
    assert (row["name"], row["nature"]) == ("Trees planted", "flow")
    assert QApplication.focusWidget() is page.form.editor("unit")


def test_the_actions_a_count_serves_are_added_opened_and_taken_off(
    qtbot: QtBot, page: CountsPage, sessions: str
) -> None:
    assert page.tabs.bar.tabText(SERVES) == "Serves 1"
    served = page.doc.store.linked("count_action", sessions)
    page.tabs.show_tab(SERVES)
    place = next(n for n in range(page.serves.more.count()) if "footpath" in page.serves.more.itemText(n))
    added = page.serves.more.itemData(place)
    page.serves.more.activated.emit(place)
    assert page.doc.store.linked("count_action", sessions) == [*served, added]
    with qtbot.waitSignal(page.open_requested) as asked:
        page.serves.served.findChildren(QPushButton)[0].click()
    assert asked.args == ["action", served[0], ""]
    page.serves.take_off(served[0])
    assert page.doc.store.linked("count_action", sessions) == [added]


def test_how_a_count_adds_up_is_said_in_words(page: CountsPage, sessions: str) -> None:
    assert page.figures.adds_up.text().startswith("The quarter and the year are the sum of their months.")
    assert "Target 60 for the whole year (31 Mar 2024)." in page.figures.judged.text()
    assert "Year to date 18, 3 of 9 months." in page.figures.judged.text()
    totals = [one.text() for one in page.figures.findChildren(QLabel) if one.property("tone") == "heading"]
    assert totals[:4] == ["–", "–", "18", "–"]


def test_half_typed_figures_are_kept_safe_and_put_back(
    qtbot: QtBot, page: CountsPage, sessions: str, keeper: Kept
) -> None:
    line = field(page, "2023-12")
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "44")
    assert keeper.texts == {("activity_count", sessions, "2023-12"): "44"}
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert keeper.texts == {}
    assert page.restore_draft(sessions, {"2023-12": "44", "name": "Club sessions"})
    assert line.text() == "44"
    page.commit_pending()
    stored, row = figure(page.doc, sessions, "2023-12"), page.row
    assert stored is not None
    assert stored["value"] == 44
    assert row is not None
    assert row["name"] == "Club sessions"


def test_the_lesser_columns_make_room_until_somebody_chooses_them(page: CountsPage) -> None:
    table, keys = page.pane.table, [one.key for one in page.pane.model.columns]
    assert table.isColumnHidden(keys.index("theme"))
    page.resize(1700, 800)
    assert not table.isColumnHidden(keys.index("theme"))
    table.show_column("theme", False)
    page.resize(1800, 800)
    assert table.isColumnHidden(keys.index("theme"))


def test_a_ward_without_figures_says_what_belongs_here(
    north_northants_ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot
) -> None:
    doc = north_northants_ward
    edits.remove(doc, "activity_count", [str(row["id"]) for row in doc.store.rows("activity_count")])
    page = CountsPage(doc, prefs)
    qtbot.addWidget(page)
    page.refresh(None)
    words = [one.text() for one in page.pane.findChildren(QLabel)]
    assert any(one.startswith("No activity counts yet.") for one in words)
    assert "theme" not in page.pane.drop_downs


def test_a_document_to_read_takes_no_figures(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> None:
    ward.read_only = True
    page = CountsPage(ward, prefs)
    qtbot.addWidget(page)
    page.refresh(None)
    assert page.open_record("activity_count", count(ward, "Homework club sessions"))
    assert field(page, "2023-12").isReadOnly()
    assert not page.serves.more.isVisibleTo(page)
    assert not page.can_edit


def test_bigger_letters_make_the_months_wider_again(page: CountsPage, light: QApplication) -> None:
    doc, september = page.doc, next(n for n, c in enumerate(page.pane.model.columns) if c.heading == "Sep")
    edits.add(doc, "figure", {"activity_count": page.pane.current_id, "period": "2023-09", "value": 12345.0,
                              "precision": "about"})  # fmt: skip
    header = page.pane.table.horizontalHeader()
    page.refresh(None)
    before = header.sectionSize(september)
    theme.apply(light, "light", 150)
    assert header.sectionSize(september) > before * 1.3

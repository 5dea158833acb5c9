"""The Activity counts page: its years, its months and quarters, its columns, and what the window asks of it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.pages.counts.conftest import At, Kept
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.counts import figure_entry, figures
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.pages.counts.beside.count_beside import DETAILS, OVERVIEW
from ward_desk.ui.pages.counts.counts import CountsPage
from ward_desk.ui.pages.counts.grid.count_cells import (
    CLOSED,
    EVENTS,
    MISSING,
    SUM,
    TYPED,
    GridCell,
    month_key,
    quarter_key,
)
from ward_desk.ui.pages.counts.grid.count_grid import cell_of
from ward_desk.ui.prefs import Prefs


def shown(page: CountsPage, count_id: str, column: str) -> GridCell:
    return cell_of(page.pane.model.record_of(count_id), column)


def columns_shown(page: CountsPage) -> list[str]:
    return [page.pane.model.columns[n].heading for n in page.grid.places()]


def pills(page: CountsPage) -> list[str]:
    items = (page.pills.itemAt(n) for n in range(page.pills.count()))
    return [widget.accessibleName() for one in items if one is not None and (widget := one.widget()) is not None]


def figure(doc: Document, count_id: str, period: str) -> Row | None:
    found = [one for one in doc.store.rows("figure", activity_count=count_id, period=period) if not one["event"]]
    return found[0] if found else None


def test_the_grid_shows_the_twelve_months_and_what_they_come_to(page: CountsPage, sessions: str) -> None:
    assert [shown(page, sessions, month_key(n)).words for n in range(6, 12)] == ["7", "8", "3", "", "", ""]
    year = shown(page, sessions, "to_date")
    assert (year.words, year.signs, year.state) == ("18", "3/9", SUM)
    months = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]
    assert [one for one in columns_shown(page) if one in months] == months


def test_the_figure_of_a_quarter_stands_in_its_last_month(page: CountsPage, share: str) -> None:
    found = [shown(page, share, month_key(n)) for n in (6, 7, 8)]
    assert [one.words for one in found] == ["", "", "81.8%"]
    assert [one.state for one in found] == [CLOSED, CLOSED, TYPED]
    assert [one.key for one in found] == ["", "", "2023-24-Q3"]


def test_in_quarters_a_sum_is_shown_with_what_it_covers(page: CountsPage, sessions: str, share: str) -> None:
    figures.set_figure(page.doc, sessions, "2023-11", "")
    page.toggle_across()
    assert [one for one in columns_shown(page) if one.startswith("Q")] == ["Q1", "Q2", "Q3", "Q4"]
    assert "Dec" not in columns_shown(page)
    quarter = shown(page, sessions, quarter_key(2))
    assert (quarter.words, quarter.state, quarter.key) == ("10 (2 of 3)", SUM, "")
    assert quarter.said == "Q3 2023-24: 10, 2 of 3 months, from its months"
    assert (shown(page, share, quarter_key(2)).key, shown(page, share, quarter_key(2)).state) == ("2023-24-Q3", TYPED)


def test_months_or_quarters_are_remembered(page: CountsPage, prefs: Prefs, qtbot: QtBot) -> None:
    assert page.grid.column_key == month_key(8)
    page.toggle_across()
    assert page.grid.column_key == quarter_key(2)
    again = CountsPage(page.doc, prefs)
    qtbot.addWidget(again)
    assert again.across.choice.currentText() == "Quarter"
    again.toggle_across()
    assert prefs.list_state("count_periods").view == "month"


def test_a_month_that_wants_a_figure_is_marked_and_one_to_come_is_blank(page: CountsPage, sessions: str) -> None:
    figures.set_figure(page.doc, sessions, "2023-11", "")
    assert (shown(page, sessions, month_key(7)).words, shown(page, sessions, month_key(7)).state) == ("–", MISSING)
    assert (shown(page, sessions, month_key(9)).words, shown(page, sessions, month_key(9)).state) == ("", "")
    assert "1 figure wanted" in pills(page)


def test_months_before_a_count_was_kept_are_no_gaps(page: CountsPage, sessions: str) -> None:
    assert shown(page, sessions, month_key(5)).state == ""


def test_a_cell_says_all_there_is_to_say_of_it(page: CountsPage, sessions: str) -> None:
    figures.set_figures(page.doc, [(sessions, "2023-12", "about 50 p")])
    cell = shown(page, sessions, month_key(8))
    assert (cell.words, cell.unsure, cell.signs, cell.typed) == ("~50", True, "p", "about 50 p")
    index = page.pane.model.index(page.pane.model.row_of(sessions), 0)
    place = next(n for n, column in enumerate(page.pane.model.columns) if column.key == month_key(8))
    said = "Dec 2023: about 50, provisional"
    assert index.siblingAtColumn(place).data(3) == said  # its tooltip
    assert index.siblingAtColumn(place).data(11) == said  # for who reads the screen to people


def test_a_computed_count_shows_its_events_those_nobody_counted_and_its_adjustments(page: CountsPage) -> None:
    doc = page.doc
    one = edits.add(doc, "activity_count", {"name": "Residents", "unit": "people", "computed": "residents"})
    edits.add(doc, "event", {"title": "Coffee morning", "start": "2023-11-05", "status": "held"})
    november = shown(page, one, month_key(7))
    assert (november.words, november.state, november.waiting, november.typed) == ("400+", EVENTS, 1, "")
    assert november.said == "Nov 2023: at least 400, adds up from 1 event, 1 event without attendance"
    december = shown(page, one, month_key(8))
    assert (december.state, december.words) == (EVENTS, "")
    figure_entry.adjust(doc, one, "2023-11", "-30", "Two doors counted the same people")
    assert shown(page, one, month_key(7)).signs == "±"
    assert "adjusted, with a reason" in shown(page, one, month_key(7)).said


def test_after_one_figure_only_its_own_row_is_asked_for(
    page: CountsPage, sessions: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    fetch = page.pane.model._fetch_rows
    monkeypatch.setattr(page.pane.model, "_fetch_rows", lambda ids: asked.append(list(ids)) or fetch(ids))
    figures.set_figure(page.doc, sessions, "2023-12", "4")
    assert asked == [[sessions]]
    assert shown(page, sessions, month_key(8)).words == "4"


def test_what_people_are_on_is_shown_below(page: CountsPage, sessions: str, share: str, at: At) -> None:
    at(sessions, "2023-11")
    assert page.below.period == "2023-11"
    at(share, "2023-24-Q3")
    assert page.below.period == "2023-24-Q3"


def test_another_year_is_shown_and_what_is_half_typed_is_kept(
    page: CountsPage, sessions: str, at: At, qtbot: QtBot
) -> None:
    figures.set_figure(page.doc, sessions, "2023-02", "9")
    assert [page.year.itemText(n) for n in range(page.year.count())] == ["2023-24", "2022-23"]
    at(sessions, "2023-12")
    qtbot.keyClicks(page.grid, "5")
    page.year.setCurrentIndex(1)
    page.year.activated.emit(1)
    stored = figure(page.doc, sessions, "2023-12")
    assert stored is not None
    assert stored["value"] == 5
    assert shown(page, sessions, month_key(10)).words == "9"
    assert shown(page, sessions, "to_date").signs == "1/12"


def test_a_check_opens_the_count_at_its_period_or_its_field(page: CountsPage, sessions: str, share: str) -> None:
    page.toggle_across()
    assert page.open_record("activity_count", sessions, "2023-11")
    assert page.tabs.bar.currentIndex() == OVERVIEW
    assert page.across.kind == "month"
    assert page.grid.cell is not None
    assert page.grid.cell.key == "2023-11"
    assert QApplication.focusWidget() is page.grid
    assert page.open_record("activity_count", sessions, "unit")
    assert page.tabs.bar.currentIndex() == DETAILS
    assert QApplication.focusWidget() is page.form.editor("unit")
    assert not page.open_record("activity_count", "gone", "2023-12")


def test_a_count_is_added_by_its_name_and_asks_what_it_counts(qtbot: QtBot, page: CountsPage) -> None:
    page.new_record()
    qtbot.keyClicks(page.pane.add_box, "Trees planted\r")
    row = page.row
    assert row is not None
    assert (row["name"], row["nature"]) == ("Trees planted", "flow")
    assert QApplication.focusWidget() is page.form.editor("unit")


def test_half_typed_words_are_put_back_into_their_cells_and_fields(
    page: CountsPage, sessions: str, keeper: Kept
) -> None:
    assert page.restore_draft(sessions, {"2023-12": "44", "name": "Club sessions"})
    cell = shown(page, sessions, month_key(8))
    assert (cell.words, cell.state) == ("44", "refused")
    assert cell.said.startswith("It was typed before the desk stopped.")
    assert keeper.texts["activity_count", sessions, "2023-12"] == "44"
    page.commit_pending()
    row = page.row
    assert row is not None
    assert row["name"] == "Club sessions"


def test_the_lesser_columns_make_room_until_somebody_chooses_them(page: CountsPage) -> None:
    table, keys = page.grid, [one.key for one in page.pane.model.columns]

    def shown(width: int) -> list[str]:
        page.resize(width, 800)
        lesser = ("trend", "baseline", "theme", "kind", "direction")
        return [key for key in lesser if not table.isColumnHidden(keys.index(key))]

    assert shown(700) == []
    assert shown(1180) == ["trend", "baseline"]  # the page of a usual window
    assert table.columnWidth(page.grid.name_place) >= 200
    assert shown(1360)[:3] == ["trend", "baseline", "theme"]
    assert shown(1800) == ["trend", "baseline", "theme", "kind", "direction"]
    table.show_column("theme", False)
    page.resize(1800, 800)
    assert table.isColumnHidden(keys.index("theme"))


def test_the_names_stay_when_the_months_are_scrolled(page: CountsPage, sessions: str, at: At) -> None:
    page.resize(620, 800)
    at(sessions, "2024-03")
    assert page.grid.names.isVisible()
    at(sessions, "2023-04")
    rect = page.grid.visualRect(page.grid.currentIndex())
    assert rect.left() >= (page.grid.names.width() if page.grid.names.isVisible() else 0)
    page.grid.go_to(0, page.grid.name_place)
    assert not page.grid.names.isVisible()


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


def test_bigger_letters_make_the_months_wider_again(page: CountsPage, light: QApplication) -> None:
    doc, september = page.doc, next(n for n, c in enumerate(page.pane.model.columns) if c.heading == "Sep")
    edits.add(doc, "figure", {"activity_count": page.pane.current_id, "period": "2023-09", "value": 12345.0,
                              "precision": "about"})  # fmt: skip
    header = page.grid.horizontalHeader()
    page.refresh(None)
    before = header.sectionSize(september)
    theme.apply(light, "light", 150)
    assert header.sectionSize(september) > before * 1.3

"""Counts as charts: one of them in its record, all that are listed side by side, drawn as they come into view."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.core.changes import Op
from ward_desk.core.periods import Quarter
from ward_desk.service import edits
from ward_desk.service.counts import figures
from ward_desk.service.document import Document
from ward_desk.store.rows import Store
from ward_desk.ui import theme
from ward_desk.ui.pages.counts.beside.count_chart import CountChart
from ward_desk.ui.pages.counts.counts import CountsPage
from ward_desk.ui.pages.counts.pictures.count_pictures import CountPictures
from ward_desk.ui.prefs import Prefs

MANY = 300


def count_named(doc: Document, name: str) -> str:
    return next(str(row["id"]) for row in doc.store.rows("activity_count") if row["name"] == name)


@pytest.fixture
def page(ward: Document, prefs: Prefs, qtbot: QtBot, light: QApplication) -> CountsPage:
    made = CountsPage(ward, prefs)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.refresh(None)
    made.show()
    return made


@pytest.fixture
def view(page: CountsPage, qtbot: QtBot) -> CountPictures:
    page.view_charts()
    made = page.pane.list_widget
    assert isinstance(made, CountPictures)
    qtbot.waitUntil(lambda: made.pictures.is_drawn)
    return made


def test_a_count_is_shown_over_one_year_and_over_two(ward: Document, qtbot: QtBot, light: QApplication) -> None:
    chart = CountChart(ward)
    qtbot.addWidget(chart)
    count = count_named(ward, "Homework club sessions")
    chart.show_count(figures.count_views(ward, [count], Quarter(2023, 3))[count], ward.today)
    chart.show()
    shown = chart.panel.picture.chart
    assert shown is not None
    assert [row[0] for row in shown.rows][:2] == ["Apr 2023", "May 2023"]
    qtbot.mouseClick(chart.two_years, Qt.MouseButton.LeftButton)
    shown = chart.panel.picture.chart
    assert shown is not None
    assert shown.rows[0][0] == "Apr 2022"
    with qtbot.waitSignal(chart.opened):
        qtbot.keyClick(chart.panel.picture, Qt.Key.Key_Return)


def test_a_count_for_this_ward_only_is_saved_for_nobody_else(
    ward: Document, qtbot: QtBot, light: QApplication, person: Person, tmp_path: Path
) -> None:
    count = count_named(ward, "Homework club sessions")
    edits.edit(ward, "activity_count", count, {"sharing": "ward"})
    chart = CountChart(ward)
    qtbot.addWidget(chart)
    chart.show_count(figures.count_views(ward, [count], Quarter(2023, 3))[count], ward.today)
    person.answers = [1, 0]
    chart.panel.save.save_picture()
    assert person.told
    person.files = [tmp_path / "ours.png"]
    chart.panel.save.save_picture()
    assert (tmp_path / "ours.png").exists()


def test_the_charts_are_those_of_the_listed_counts(view: CountPictures, page: CountsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.pane.filter_box, "homework")
    qtbot.waitUntil(lambda: len(page.pane.model.ids) == 1)
    assert view.pictures.place_at(QPoint(60, 60)) == count_named(page.doc, "Homework club sessions")
    assert view.pictures.place_at(QPoint(view.pictures.viewport().width() - 20, 60)) == ""


def test_arrows_go_from_chart_to_chart_and_say_where_they_are(
    view: CountPictures, page: CountsPage, qtbot: QtBot
) -> None:
    ids = list(page.pane.model.ids)
    view.pictures.setFocus()
    qtbot.keyClick(view.pictures, Qt.Key.Key_End)
    assert page.pane.current_id == ids[-1]
    qtbot.keyClick(view.pictures, Qt.Key.Key_Left)
    assert page.pane.current_id == ids[-2]
    qtbot.keyClick(view.pictures, Qt.Key.Key_Home)
    qtbot.keyClick(view.pictures, Qt.Key.Key_Down)
    assert page.pane.current_id == ids[view.pictures.across]
    page.pane.select(count_named(page.doc, "Homework club sessions"))
    assert "Homework club sessions. Dec 2023: 3" in view.pictures.accessibleName()
    assert "Oct 2023: 7" in view.pictures.accessibleDescription()


def test_enter_goes_to_the_count_with_its_chart_large(view: CountPictures, page: CountsPage, qtbot: QtBot) -> None:
    count = count_named(page.doc, "Homework club sessions")
    page.pane.select(count)
    view.pictures.setFocus()
    qtbot.keyClick(view.pictures, Qt.Key.Key_Return)
    assert page.pane.view == "table"
    assert page.pane.current_id == count
    assert page.card.isVisible()
    assert page.below.large_chart.isVisible()


def test_a_figure_typed_is_in_its_small_chart(view: CountPictures, page: CountsPage, qtbot: QtBot) -> None:
    count = count_named(page.doc, "Homework club sessions")
    figures.set_figure(page.doc, count, "2023-12", "30")
    page.refresh(None)
    assert view.pictures.trends_of([count])[0].latest == "Dec 2023: 30"


def test_another_year_shows_its_own_figures(view: CountPictures, page: CountsPage) -> None:
    count = count_named(page.doc, "Homework club sessions")
    page.show_year(2022)
    assert view.pictures.trends_of([count])[0].latest == "No figure yet"


@pytest.mark.parametrize("scale", [100, 150])
def test_of_many_counts_only_those_in_view_are_asked_for(
    page: CountsPage, qtbot: QtBot, light: QApplication, scale: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add(store: Store) -> None:
        for number in range(MANY):
            store.insert("activity_count", {"name": f"Count {number}", "unit": "items", "position": 100 + number})

    page.doc.run(Op("test", "Test"), add)
    page.refresh(None)
    theme.apply(light, "light", scale)
    asked: list[str] = []
    real = figures.count_views
    monkeypatch.setattr(
        "ward_desk.ui.pages.counts.pictures.count_picture_grid.figures.count_views",
        lambda doc, ids, quarter: asked.extend(ids) or real(doc, ids, quarter),
    )
    page.view_charts()
    view = page.pane.list_widget
    assert isinstance(view, CountPictures)
    qtbot.waitUntil(lambda: view.pictures.is_drawn)
    assert 0 < len(set(asked)) < 60
    view.pictures.verticalScrollBar().setValue(view.pictures.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: view.pictures.is_drawn)
    assert page.pane.model.ids[-1] in asked
    assert len(set(asked)) < 120


def test_all_listed_counts_are_saved_as_one_picture_without_those_others_may_not_see(
    view: CountPictures, page: CountsPage, person: Person, tmp_path: Path
) -> None:
    edits.edit(page.doc, "activity_count", count_named(page.doc, "Homework club sessions"), {"sharing": "ward"})
    person.answers, person.files = [1], [tmp_path / "all.svg"]
    view.save.save_picture()
    words = (tmp_path / "all.svg").read_text(encoding="utf-8")
    assert "Pupils who come back" in words
    assert "Homework club sessions" not in words

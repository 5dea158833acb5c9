"""What differs from the return before, side by side: by kind, in full, and opened where it is mended."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.exchange.return_samples import chesham, row
from ward_desk.service.returns.words.return_compare import Compared, differences
from ward_desk.ui.pages.returns.look.return_changes_view import Changes


@pytest.fixture
def view(light: QApplication, qtbot: QtBot) -> Changes:
    """A return in which an action turned Red, a sentence was put otherwise and an action came."""
    then, now = chesham(), chesham()
    then.tables["action_plan"][1].update(why="Waits for the hall & its key")
    now.tables["action_plan"][1].update(why="Waits for the hall <and> its key", rating="Red", progress=60)
    now.tables["action_plan"].append(row("action_plan", ref="CHE-09", action="Youth evening"))
    one = Changes()
    qtbot.addWidget(one)
    one.resize(900, 600)
    one.show_compared(Compared("Q2 2023-24", tuple(differences(then, now))))
    with qtbot.waitActive(one):
        one.show()
    return one


def cells(view: Changes, place: int) -> list[str]:
    model = view.table.model()
    return [model.index(place, n).data() for n in range(model.columnCount())]


def test_every_change_stands_then_and_now_with_how_much_it_moved(view: Changes) -> None:
    assert view.words.text() == "1 new, 1 rating (1 worse), 1 figure, 1 text since Q2 2023-24 as it was sent."
    assert [cells(view, n) for n in range(4)] == [
        ["Rating, worse", "CHE-03 Run the cookery course", "Rating", "Amber", "Red", "", "Action plan"],
        ["Words", "CHE-03 Run the cookery course", "Why", "Waits for the hall & its key",
         "Waits for the hall <and> its key", "", "Action plan"],
        ["Figure", "CHE-03 Run the cookery course", "Progress per cent", "45%", "60%", "up 15", "Action plan"],
        ["New", "CHE-09 Youth evening", "", "", "Youth evening", "", "Action plan"],
    ]  # fmt: skip


def test_words_put_otherwise_are_marked_by_more_than_colour(view: Changes) -> None:
    assert not view.beside.isVisible()  # a rating can be read in its row
    view.table.selectRow(1)
    assert view.beside.isVisible()
    assert view.then.toPlainText() == "Waits for the hall & its key"
    assert view.now.toPlainText() == "Waits for the hall <and> its key"
    assert "line-through" in view.then.toHtml()
    assert "underline" in view.now.toHtml()


def test_one_kind_can_be_looked_at_alone(view: Changes) -> None:
    place = view.kind.place("figure")
    view.kind.setCurrentIndex(place)
    view.kind.activated.emit(place)
    assert view.kind.itemText(place) == "Figure (1)"
    assert view.table.model().rowCount() == 1


def test_enter_asks_for_the_record_of_a_change(view: Changes, qtbot: QtBot) -> None:
    view.table.setFocus()
    view.table.selectRow(0)
    with qtbot.waitSignal(view.place_asked) as asked:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert (asked.args[0].table, asked.args[0].ref, asked.args[0].field) == ("action", "CHE-03", "rating")


def test_without_an_earlier_return_it_says_so(view: Changes) -> None:
    view.show_nothing("No return was sent before this one.")
    assert view.words.text() == "No return was sent before this one."
    assert not view.table.isVisible()
    assert not view.beside.isVisible()


def test_space_shows_then_and_now_whole_and_esc_the_rows_again(view: Changes, qtbot: QtBot) -> None:
    view.table.setFocus()
    view.table.selectRow(0)
    assert not view.beside.isVisible()
    qtbot.keyClick(view.table, Qt.Key.Key_Space)
    assert (view.then.toPlainText(), view.now.toPlainText()) == ("Amber", "Red")
    assert view.now.hasFocus()
    assert not view.table.isVisible()
    qtbot.waitUntil(lambda: view.now.height() > view.height() // 2)
    qtbot.keyClick(view.now, Qt.Key.Key_Escape)
    assert view.table.hasFocus()
    assert view.table.currentIndex().row() == 0
    assert not view.beside.isVisible()


def test_a_row_is_as_high_as_its_words_up_to_some_lines(view: Changes) -> None:
    one = view._all[1]
    long = one._replace(then="Waits for the hall and its key. " * 9)
    view.show_compared(Compared("Q2 2023-24", (view._all[0], long)))
    lines = view.table.fontMetrics().lineSpacing()
    assert view.table.rowHeight(1) > max(view.table.rowHeight(0), 3 * lines)
    assert view.table.rowHeight(1) < 5 * lines


def test_months_are_called_by_their_names() -> None:
    then, now = chesham(), chesham()
    now.tables["activity_counts"][0].update(month_2=77)
    assert [one.heading for one in differences(then, now)] == ["November 2023"]


def test_with_little_height_the_rows_have_it_and_space_shows_the_texts(view: Changes, qtbot: QtBot) -> None:
    view.table.setFocus()
    view.table.selectRow(1)
    assert view.beside.isVisible()
    view.setMinimumSize(1, 1)  # as a part of a window
    view.resize(614, 220)
    qtbot.waitUntil(lambda: not view.beside.isVisible())
    qtbot.waitUntil(lambda: view.table.viewport().height() >= 3 * view.table.rowHeight(0))
    assert view.short.isVisible()
    assert not view.words.isVisible()
    qtbot.keyClick(view.table, Qt.Key.Key_Space)
    assert view.beside.isVisible()

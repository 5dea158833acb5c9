"""Every way figures come into the Activity counts page is taken back in one step, and done again in one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.ui.pages.counts.conftest import At, Press
from ward_desk.core.records import Row
from ward_desk.service.counts import figure_entry
from ward_desk.ui.pages.counts.counts import CountsPage
from ward_desk.ui.pages.counts.grid.count_cells import month_key
from ward_desk.ui.pages.counts.grid.count_grid import cell_of

KEY = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def stored(page: CountsPage) -> list[Row]:
    """Every figure there is."""
    return sorted(page.doc.store.rows("figure"), key=lambda one: str(one["id"]))


def shown(page: CountsPage) -> list[str]:
    """Every cell of the grid, as it is painted."""
    model = page.pane.model
    return [
        cell_of(model.record(row), month_key(month)).words for row in range(model.rowCount()) for month in range(12)
    ]


def typed(page: CountsPage, press: Press) -> None:
    press("41", KEY.Key_Return)


def cleared(page: CountsPage, press: Press) -> None:
    press((KEY.Key_Left, SHIFT), KEY.Key_Delete)


def filled(page: CountsPage, press: Press) -> None:
    press((KEY.Key_Right, SHIFT), (KEY.Key_Right, SHIFT))
    page.fill_right()


def pasted(page: CountsPage, press: Press) -> None:
    QGuiApplication.clipboard().setText("11\t12\t13")
    press((KEY.Key_V, CTRL))


def said_unavailable(page: CountsPage, press: Press) -> None:
    press("n/a because the register was lost", KEY.Key_Return)


def noted(page: CountsPage, press: Press) -> None:
    page.note_figure()
    press("Half of them new")
    page.commit_pending()


def adjusted(page: CountsPage, press: Press) -> None:
    assert page.grid.go_to_period("2023-10")  # one session came from an event
    page.grid.setFocus()
    page.adjust_figure()
    press("-1", KEY.Key_Return, "counted twice", KEY.Key_Return)


def entered_as_missing(page: CountsPage, press: Press) -> None:
    page.enter_missing()
    assert page.missing.list is not None
    next(one for one in page.missing.list.lines if one.wanted.count["nature"] == "flow").focus()
    press("5", KEY.Key_Return)
    page.missing.close()


def reasoned_as_missing(page: CountsPage, press: Press) -> None:
    page.enter_missing()
    press("n", "no register", KEY.Key_Return)
    page.missing.close()


@pytest.mark.parametrize(
    "way",
    [typed, cleared, filled, pasted, said_unavailable, noted, adjusted, entered_as_missing, reasoned_as_missing],
    ids=lambda way: str(way.__name__),
)
def test_it_is_taken_back_and_done_again_in_one_step(
    page: CountsPage, sessions: str, at: At, press: Press, way: Callable[[CountsPage, Press], None]
) -> None:
    if "missing" in way.__name__:
        figure_entry.set_figure(page.doc, sessions, "2023-12", "")
    at(sessions, "2023-12")
    looked, before, steps = shown(page), stored(page), page.doc.undo_label
    way(page, press)
    looks, after = shown(page), stored(page)
    assert after != before
    label = page.doc.undo_label
    page.doc.undo()
    assert (stored(page), shown(page), page.doc.undo_label) == (before, looked, steps)
    assert page.doc.redo_label == label
    page.doc.redo()
    assert (stored(page), shown(page)) == (after, looks)


def test_what_changed_meanwhile_is_shown_and_a_half_typed_figure_stays(
    page: CountsPage, sessions: str, at: At, press: Press
) -> None:
    at(sessions, "2023-12")
    press("42")
    figure_entry.set_figure(page.doc, sessions, "2023-12", "9")
    figure_entry.set_figure(page.doc, sessions, "2023-11", "99")
    record = page.pane.model.record_of(sessions)
    assert [cell_of(record, month_key(month)).words for month in (7, 8)] == ["99", "9"]
    assert page.grid.field.isVisible()
    press(KEY.Key_Return)
    assert cell_of(page.pane.model.record_of(sessions), month_key(8)).words == "42"


@pytest.mark.parametrize(("begun", "after"), [("3", "3"), (KEY.Key_F2, "9")])
def test_a_figure_typed_over_one_changed_meanwhile_is_kept_and_one_only_looked_at_is_not(
    page: CountsPage, sessions: str, at: At, press: Press, begun: str | Qt.Key, after: str
) -> None:
    at(sessions, "2023-12")  # 3 stands there
    press(begun)
    figure_entry.set_figure(page.doc, sessions, "2023-12", "9")
    press(KEY.Key_Return)
    assert cell_of(page.pane.model.record_of(sessions), month_key(8)).words == after


def test_a_whole_adjustment_is_kept_when_people_go_on_without_enter(
    page: CountsPage, sessions: str, at: At, press: Press
) -> None:
    at(sessions, "2023-10")
    page.adjust_figure()
    press("-1", KEY.Key_Return, "counted twice")
    at(sessions, "2023-11")
    page.adjust_figure()
    assert [(row["period"], row["value"]) for row in page.doc.store.rows("figure", adjustment=1)] == [("2023-10", -1)]
    assert page.below.figure.adjustments.by.text() == ""


def test_an_adjustment_that_is_refused_on_leaving_changes_nothing(
    page: CountsPage, sessions: str, at: At, press: Press
) -> None:
    at(sessions, "2023-10")
    page.adjust_figure()
    press("some", KEY.Key_Return, "counted twice")
    page.commit_pending()
    adjustments = page.below.figure.adjustments
    assert (adjustments.by.text(), adjustments.reason.text()) == ("some", "counted twice")
    assert adjustments.refused.text().startswith("“some” is not a number.")
    assert page.doc.store.rows("figure", adjustment=1) == []


def test_a_figure_that_was_found_is_opened_in_its_cell(page: CountsPage, sessions: str) -> None:
    figure_entry.set_figure(page.doc, sessions, "2022-11", "8", note="Too loud")
    figure = page.doc.store.rows("figure", activity_count=sessions, period="2022-11")[0]
    assert page.open_record("figure", str(figure["id"]))
    assert page.grid.cell is not None
    assert (page.row or {})["id"] == sessions
    assert page.grid.cell.key == "2022-11"
    assert page.grid.hasFocus()
    page.doc.undo()
    assert not page.open_record("figure", str(figure["id"]))

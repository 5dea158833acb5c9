"""A grouped list: its headings, folding, and that everything a list does goes on working with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.core.records import Row, Value
from ward_desk.ui.drag_records import decode
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.table.table_groups import Grouping, Groups, Heading
from ward_desk.ui.table.table_model import ACCESSIBLE, Column, ListModel
from ward_desk.ui.table.table_page import ListPane

COLUMNS = (Column("ref", "Ref", "soft", 7), Column("title", "Action", stretch=True), Column("term", "Term"))
# ref, theme and term of each.
ROWS = (
    ("a", "Jobs", "Short"), ("b", "", "Short"), ("c", "Health", "Medium"), ("d", "Jobs", "Medium"),
    ("e", "Health", "Short"), ("f", "Jobs", "Short"),
)  # fmt: skip


class Plan:
    """Some actions, asked for with and without headings."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {
            ref: {"id": ref, "ref": ref.upper(), "title": f"Action {ref}", "theme": theme, "term": term}
            for ref, theme, term in ROWS
        }

    def ids(self, *, words: str, filters: Mapping[str, Value], sort: str, descending: bool | None) -> Sequence[str]:
        return [row_id for row_id, _ in self.arranged(words=words, filters=filters, sort=sort, descending=descending)]

    def arranged(
        self, *, words: str, filters: Mapping[str, Value], sort: str, descending: bool | None, group: str = ""
    ) -> Sequence[tuple[str, str]]:
        found = [row for row in self.rows.values() if words.lower() in str(row["title"]).lower()]
        found.sort(key=lambda row: str(row[sort or "ref"]), reverse=bool(descending))
        if group:
            found.sort(key=lambda row: (not row[group], str(row[group])))
        return [(str(row["id"]), str(row[group]) if group else "") for row in found]

    def some(self, ids: Sequence[str]) -> Sequence[Row]:
        return [self.rows[one] for one in ids]

    @property
    def grouping(self) -> Grouping:
        return Grouping([("theme", "theme", "No theme"), ("term", "term", "No term")], self.arranged)


@pytest.fixture
def plan() -> Plan:
    return Plan()


@pytest.fixture
def model(plan: Plan) -> ListModel:
    made = ListModel(COLUMNS, plan.ids, plan.some, grouping=plan.grouping, table="action")
    made.group = "theme"
    made.reload()
    return made


@pytest.fixture
def pane(plan: Plan, prefs: Prefs, qtbot: QtBot, light: QApplication) -> ListPane:
    return make(plan, prefs, qtbot)


def make(plan: Plan, prefs: Prefs, qtbot: QtBot) -> ListPane:
    pane = ListPane(
        "plan", ("action", "actions"), COLUMNS, plan.ids, plan.some, prefs, grouping=plan.grouping, table="action"
    )
    qtbot.addWidget(pane)
    pane.resize(700, 600)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    pane.refresh()
    return pane


def group_by(pane: ListPane, name: str) -> None:
    pane.head.group.setCurrentIndex(pane.head.group.place(name))


def shown(model: ListModel) -> list[str]:
    """The list from top to bottom: headings by their words, records by their ids."""
    return [
        heading.words if (heading := model.heading_at(row)) else model.id_at(row) for row in range(model.rowCount())
    ]


def test_each_group_stands_under_its_heading_those_without_one_last(model: ListModel) -> None:
    assert shown(model) == ["Health", "c", "e", "Jobs", "a", "d", "f", "No theme", "b"]
    assert list(model.ids) == ["c", "e", "a", "d", "f", "b"]
    assert [model.row_of(one) for one in model.ids] == [1, 2, 4, 5, 6, 8]
    assert model.words_of(4, 1) == "Action a"
    assert (model.words_of(3, 1), model.record(3)) == ("", {})
    assert model.index(3, 0).data(ACCESSIBLE) == "Group Jobs: 3, shown"


def test_the_model_keeps_its_promises_to_qt_with_headings(model: ListModel, qtmodeltester: object) -> None:
    qtmodeltester.check(model)  # type: ignore[attr-defined] # pytest-qt's fixture has no type
    model.fold(3, True)
    qtmodeltester.check(model)  # type: ignore[attr-defined] # as above
    model.fold(3, False)
    model.fold_all(True)
    qtmodeltester.check(model)  # type: ignore[attr-defined] # as above


def test_a_folded_group_keeps_its_records_and_says_how_many(model: ListModel) -> None:
    model.fold(5, True)
    assert shown(model) == ["Health", "c", "e", "Jobs", "No theme", "b"]
    assert model.heading_at(3) == Heading("Jobs", 3, True)
    assert model.row_of("d") == -1
    assert model.holds("d")
    assert model.heading_row("d") == 3
    assert model.words_for("d", 1) == "Action d"
    assert len(model.ids) == 6


def test_a_group_stays_folded_when_the_list_is_asked_for_again_and_for_its_own_grouping(
    plan: Plan, model: ListModel
) -> None:
    model.fold(0, True)
    plan.rows["g"] = {"id": "g", "ref": "G", "title": "Action g", "theme": "Health", "term": "Health"}
    model.reload()
    assert shown(model)[:2] == ["Health", "Jobs"]
    assert model.heading_at(0) == Heading("Health", 3, True)
    model.group = "term"
    model.reload()
    assert shown(model)[:2] == ["Health", "g"]


def test_a_record_that_changes_its_group_moves_under_the_other_heading(plan: Plan, model: ListModel) -> None:
    plan.rows["f"]["theme"] = ""  # the order of the records stays as it was
    plan.rows["b"]["ref"] = "Z"
    assert model.reload()
    assert shown(model) == ["Health", "c", "e", "Jobs", "a", "d", "No theme", "f", "b"]


def test_no_headings_without_records() -> None:
    groups = Groups()
    groups.set("theme", [])
    assert not groups
    assert groups.rows == 0


def test_the_arrows_pass_over_headings(pane: ListPane, qtbot: QtBot) -> None:
    group_by(pane, "theme")
    pane.table.setFocus()
    pane.select("e")
    qtbot.keyClick(pane.table, Qt.Key.Key_Down)
    assert pane.current_id == "a"
    qtbot.keyClick(pane.table, Qt.Key.Key_Up)
    assert pane.current_id == "e"


def test_left_folds_the_group_and_right_unfolds_it_on_the_same_record(pane: ListPane, qtbot: QtBot) -> None:
    group_by(pane, "theme")
    pane.table.setFocus()
    pane.select("d")
    with qtbot.assertNotEmitted(pane.chosen):
        qtbot.keyClick(pane.table, Qt.Key.Key_Left)
        assert shown(pane.model) == ["Health", "c", "e", "Jobs", "No theme", "b"]
        assert pane.table.selected_ids() == []
        qtbot.keyClick(pane.table, Qt.Key.Key_Right)
    assert pane.current_id == "d"
    assert pane.table.selected_ids() == ["d"]


def test_a_folded_heading_is_a_stop_of_its_own(pane: ListPane, qtbot: QtBot) -> None:
    group_by(pane, "theme")
    pane.table.setFocus()
    pane.select("a")
    qtbot.keyClick(pane.table, Qt.Key.Key_Left)
    qtbot.keyClick(pane.table, Qt.Key.Key_Up)
    assert pane.current_id == "e"
    qtbot.keyClick(pane.table, Qt.Key.Key_Down)
    assert pane.table.currentIndex().row() == pane.model.heading_row("a")
    qtbot.keyClick(pane.table, Qt.Key.Key_Return)  # comes from another group: its first record is next
    assert pane.current_id == "a"
    with qtbot.assertNotEmitted(pane.remove_requested):
        qtbot.keyClick(pane.table, Qt.Key.Key_Left)
        qtbot.keyClick(pane.table, Qt.Key.Key_Delete)


def test_control_left_folds_every_group(pane: ListPane, qtbot: QtBot) -> None:
    group_by(pane, "theme")
    pane.table.setFocus()
    pane.select("a")
    qtbot.keyClick(pane.table, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert shown(pane.model) == ["Health", "Jobs", "No theme"]
    assert pane.current_id == "a"
    qtbot.keyClick(pane.table, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert pane.table.selected_ids() == ["a"]


def test_a_click_on_a_heading_folds_its_group(pane: ListPane, qtbot: QtBot) -> None:
    group_by(pane, "theme")
    pane.select("a")
    heading = pane.table.visualRect(pane.model.index(0, 1)).center()
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert shown(pane.model)[:2] == ["Health", "Jobs"]
    assert pane.table.selected_ids() == ["a"]
    with qtbot.assertNotEmitted(pane.activated):
        qtbot.mouseDClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert shown(pane.model)[:2] == ["Health", "c"]


def test_going_to_a_record_unfolds_its_group(pane: ListPane) -> None:
    group_by(pane, "theme")
    pane.table.fold_all(True)
    assert pane.select("d")
    assert shown(pane.model) == ["Health", "Jobs", "a", "d", "f", "No theme"]
    assert pane.table.selected_ids() == ["d"]


def test_a_refresh_stays_on_a_record_folded_away(pane: ListPane, plan: Plan, qtbot: QtBot) -> None:
    group_by(pane, "theme")
    pane.select("d")
    pane.table.fold_at(pane.model.row_of("d"), True)
    plan.rows["a"]["ref"] = "Z"
    with qtbot.assertNotEmitted(pane.chosen):
        pane.refresh()
    assert pane.current_id == "d"


def test_when_the_record_goes_the_nearest_record_is_next_never_a_heading(pane: ListPane, plan: Plan) -> None:
    group_by(pane, "theme")
    pane.select("e")
    del plan.rows["e"]
    pane.refresh()
    assert pane.current_id == "a"


def test_all_chosen_are_all_the_records(pane: ListPane, qtbot: QtBot) -> None:
    group_by(pane, "theme")
    pane.table.setFocus()
    with qtbot.waitSignal(pane.picked) as picked:
        qtbot.keyClick(pane.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert picked.args == [["c", "e", "a", "d", "f", "b"]]
    assert pane.count.text() == "6 chosen, 6 actions"


def test_several_chosen_stay_chosen_when_they_move(pane: ListPane, plan: Plan, qtbot: QtBot) -> None:
    group_by(pane, "theme")
    pane.table.setFocus()
    pane.select("c")
    for _ in range(2):
        qtbot.keyClick(pane.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert pane.table.selected_ids() == ["c", "e", "a"]
    plan.rows["e"]["theme"] = ""
    pane.refresh()
    assert pane.table.selected_ids() == ["c", "a", "e"]
    assert pane.current_id == "a"


def test_rows_are_copied_without_headings_and_those_folded_away_too(pane: ListPane, qtbot: QtBot) -> None:
    group_by(pane, "theme")
    pane.table.fold_all(True)
    pane.table.copy()
    assert QGuiApplication.clipboard().text().splitlines() == [
        "Ref\tAction\tTerm", *(f"{one.upper()}\tAction {one}\t{plan_term(one)}" for one in "ceadfb"),
    ]  # fmt: skip


def plan_term(ref: str) -> str:
    return next(term for one, _, term in ROWS if one == ref)


def test_the_count_is_of_records(pane: ListPane, qtbot: QtBot) -> None:
    group_by(pane, "theme")
    assert pane.count.text() == "6 actions"
    qtbot.keyClicks(pane.filter_box, "action d")
    assert pane.count.text() == "1 of 6 actions"
    assert shown(pane.model) == ["Jobs", "d"]


def test_the_grouping_is_remembered(pane: ListPane, plan: Plan, prefs: Prefs, qtbot: QtBot) -> None:
    group_by(pane, "term")
    other = make(plan, prefs, qtbot)
    assert shown(other.model)[0] == "Medium"
    assert other.head.group.currentText() == "term"
    group_by(other, "")
    assert shown(make(plan, prefs, qtbot).model) == list("abcdef")


def test_records_are_dragged_out_by_their_ids(model: ListModel) -> None:
    rows = [model.index(row, column) for row in (3, 4, 5) for column in (0, 1)]
    assert decode(model.mimeData(rows)) == (("action", "a"), ("action", "d"))


def test_a_heading_is_painted_over_its_whole_row(pane: ListPane, qtbot: QtBot) -> None:
    group_by(pane, "theme")
    row = pane.table.visualRect(pane.model.index(0, 0))
    picture = pane.table.viewport().grab().toImage()
    right, left = (picture.pixelColor(x, row.top() + 3) for x in (pane.table.viewport().width() - 4, 4))
    record = picture.pixelColor(4, row.bottom() + 4)
    assert right == left != record

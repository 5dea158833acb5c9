"""The board of the action plan, driven by keys and mouse on a real document."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.conftest import OpenDocument
from tests.ui.pages.plan.plan_list import Refusals, a_pane
from ward_desk.core.changes import Op
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.plan import plan_views
from ward_desk.store.rows import Store
from ward_desk.ui.pages.plan.action_board import BoardView
from ward_desk.ui.pages.plan.board_card import two_lines
from ward_desk.ui.prefs import Prefs

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def attempt() -> Refusals:
    return Refusals()


@pytest.fixture
def view(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot, attempt: Refusals) -> BoardView:
    return shown(ward, prefs, qtbot, attempt)


def shown(doc: Document, prefs: Prefs, qtbot: QtBot, attempt: Refusals, status: str | None = None) -> BoardView:
    view = BoardView(doc, a_pane(doc, prefs, qtbot, status), attempt=attempt)
    qtbot.addWidget(view)
    view.resize(1200, 500)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.setFocus()
    return view


def refs(view: BoardView, status: str) -> list[str]:
    """The cards of a column from above; headings in brackets."""
    cards = view.lanes[status].cards
    return [action.ref if (action := view.rows.action(one)) else "[]" for one in cards.ids]


def status_of(doc: Document, ref: str) -> str:
    [row] = doc.store.rows("action", ref=ref)
    return str(row["status"])


def here(view: BoardView) -> str:
    action = view.rows.action(view.rows.current_id)
    return action.ref if action else ""


def mouse(view: BoardView, status: str, kind: QEvent.Type, at: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
    place = view.lanes[status].cards.viewport()
    down = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else LEFT
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    QApplication.sendEvent(place, QMouseEvent(kind, QPointF(at), QPointF(place.mapToGlobal(at)), button, down, held))


def drag(view: BoardView, source: str, place: int, target: str, *, drop: bool = True) -> None:
    """Drags a card from one column over another, as a hand does."""
    cards, lane = view.lanes[source].cards, view.lanes[target]
    start = cards.card_rect(place).center()
    end = cards.viewport().mapFromGlobal(lane.mapToGlobal(lane.rect().center()))
    mouse(view, source, QEvent.Type.MouseButtonPress, start)
    mouse(view, source, QEvent.Type.MouseMove, start + QPoint(15, 15))
    mouse(view, source, QEvent.Type.MouseMove, end)
    if drop:
        mouse(view, source, QEvent.Type.MouseButtonRelease, end)


def test_cards_stand_in_the_column_of_their_status_in_the_order_of_the_list(view: BoardView) -> None:
    assert refs(view, "not_started") == ["CHE-04"]
    assert refs(view, "in_progress") == ["CHE-01", "CHE-02", "CHE-03"]
    assert refs(view, "complete") == ["CHE-05"]
    assert refs(view, "cancelled") == ["CHE-06"]
    assert view.lanes["in_progress"].accessibleName() == "In progress, 3 actions"
    view.rows.model.descending = True
    view.rows.model.sort_key = "ref"
    view.rows.model.reload()
    view.hide()
    view.show()
    assert refs(view, "in_progress") == ["CHE-03", "CHE-02", "CHE-01"]


def test_an_empty_column_says_so(view: BoardView, ward: Document, qtbot: QtBot) -> None:
    lane = view.lanes["on_hold"].cards
    picture = lane.viewport().grab().toImage()
    ground = picture.pixelColor(0, picture.height() - 1)
    assert any(picture.pixelColor(x, y) != ground for x in range(picture.width()) for y in range(40))
    assert not lane.shown()


def test_all_statuses_are_asked_for_in_one_question(view: BoardView, ward: Document, qtbot: QtBot) -> None:
    asked: list[str] = []
    ward.store.connection.set_trace_callback(asked.append)
    view.rows.changed.emit()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    ward.store.connection.set_trace_callback(None)
    assert [one for one in asked if "status FROM action" in one] == ["SELECT id, status FROM action"]


def test_arrows_go_along_a_column_and_across_to_the_next_with_cards(view: BoardView, qtbot: QtBot) -> None:
    assert here(view) == "CHE-01"
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert here(view) == "CHE-03"
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert here(view) == "CHE-02"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert here(view) == "CHE-05"  # nothing is on hold
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert here(view) == "CHE-06"
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Left)
    assert here(view) == "CHE-04"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert here(view) == "CHE-03"
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert here(view) == "CHE-01"


def test_the_choice_is_that_of_the_list(view: BoardView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert [view.rows.action(one).ref for one in view.rows.chosen_ids] == ["CHE-01", "CHE-02"]  # type: ignore[union-attr]
    cards = view.lanes["complete"].cards
    mouse(view, "complete", QEvent.Type.MouseButtonPress, cards.card_rect(0).center(), CONTROL)
    mouse(view, "complete", QEvent.Type.MouseButtonRelease, cards.card_rect(0).center(), CONTROL)
    assert len(view.rows.chosen_ids) == 3
    mouse(
        view, "in_progress", QEvent.Type.MouseButtonPress, view.lanes["in_progress"].cards.card_rect(2).center(), SHIFT
    )
    assert len(view.rows.chosen_ids) == 4


@pytest.mark.parametrize("held", [ALT, CONTROL])
def test_keys_move_a_card_to_the_next_status(
    view: BoardView, ward: Document, qtbot: QtBot, held: Qt.KeyboardModifier
) -> None:
    with qtbot.waitSignal(view.said) as said:
        qtbot.keyClick(view, Qt.Key.Key_Right, held)
    assert said.args == ["CHE-01: On hold"]
    assert status_of(ward, "CHE-01") == "on_hold"
    assert ward.undo_label == "Edit CHE-01: status"
    assert here(view) == "CHE-01"
    qtbot.keyClick(view, Qt.Key.Key_Left, held)
    qtbot.keyClick(view, Qt.Key.Key_Left, held)
    assert status_of(ward, "CHE-01") == "not_started"
    before = ward.undo_label
    qtbot.keyClick(view, Qt.Key.Key_Left, held)
    assert ward.undo_label == before
    assert refs(view, "not_started") == ["CHE-01", "CHE-04"]


def test_several_move_together_as_one_operation(view: BoardView, ward: Document, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    with qtbot.waitSignal(view.said) as said:
        qtbot.keyClick(view, Qt.Key.Key_Right, ALT)
    assert said.args == ["2 actions: On hold"]
    assert ward.undo_label == "Edit 2 actions: status"
    qtbot.waitUntil(lambda: refs(view, "on_hold") == ["CHE-01", "CHE-02"])
    assert len(view.rows.chosen_ids) == 2
    ward.undo()
    qtbot.waitUntil(lambda: refs(view, "in_progress") == ["CHE-01", "CHE-02", "CHE-03"])


def test_complete_with_milestones_open_is_done_and_said(view: BoardView, ward: Document, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.said) as said:
        drag(view, "in_progress", 0, "complete")
    assert said.args == ["CHE-01: Complete, with 1 milestone still to be done"]
    [row] = ward.store.rows("action", ref="CHE-01")
    assert (row["status"], row["progress"]) == ("complete", 100)


def test_a_card_is_dragged_to_a_column_that_shows_it_will_take_it(view: BoardView, ward: Document) -> None:
    drag(view, "in_progress", 1, "on_hold", drop=False)
    assert [status for status, lane in view.lanes.items() if lane.target] == ["on_hold"]
    ghost = view.findChild(QLabel, "ghost")
    assert isinstance(ghost, QLabel)
    assert ghost.text() == "CHE-02 → On hold"
    end = view.lanes["in_progress"].cards.viewport().mapFromGlobal(QPoint(0, 0))
    mouse(view, "in_progress", QEvent.Type.MouseButtonRelease, end)
    assert status_of(ward, "CHE-02") == "on_hold"
    assert not any(lane.target for lane in view.lanes.values())


def test_dragging_one_of_several_takes_them_all(view: BoardView, ward: Document, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    drag(view, "in_progress", 0, "cancelled")
    assert [status_of(ward, ref) for ref in ("CHE-01", "CHE-02", "CHE-03")] == ["cancelled", "cancelled", "in_progress"]


def test_a_click_on_one_of_several_chooses_it_alone(view: BoardView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    at = view.lanes["in_progress"].cards.card_rect(0).center()
    mouse(view, "in_progress", QEvent.Type.MouseButtonPress, at)
    assert len(view.rows.chosen_ids) == 2
    mouse(view, "in_progress", QEvent.Type.MouseButtonRelease, at)
    assert view.rows.chosen_ids == [view.rows.model.ids[0]]


def test_escape_lets_go_of_a_drag(view: BoardView, ward: Document, qtbot: QtBot) -> None:
    drag(view, "in_progress", 0, "on_hold", drop=False)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    mouse(view, "in_progress", QEvent.Type.MouseButtonRelease, QPoint(5, 5))
    assert status_of(ward, "CHE-01") == "in_progress"


def test_a_card_dropped_where_it_was_changes_nothing(view: BoardView, ward: Document) -> None:
    before = ward.undo_label
    drag(view, "in_progress", 0, "in_progress")
    assert ward.undo_label == before


def test_a_document_to_read_moves_nothing(
    ward_path: Path, open_document: OpenDocument, prefs: Prefs, light: QApplication, qtbot: QtBot, attempt: Refusals
) -> None:
    doc = open_document(ward_path, read_only=True)
    view = shown(doc, prefs, qtbot, attempt)
    with qtbot.waitSignal(view.said) as said:
        qtbot.keyClick(view, Qt.Key.Key_Right, ALT)
    assert "read only" in said.args[0]
    drag(view, "in_progress", 0, "on_hold")
    assert status_of(doc, "CHE-01") == "in_progress"
    assert not attempt.kept


def test_what_can_not_be_done_leaves_the_card_where_it_is(
    view: BoardView, ward: Document, attempt: Refusals, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(view.said):
        edits.remove(ward, "action", view.rows.model.ids[0])
        assert not view.move_to(["gone"], "on_hold")


def test_a_change_made_elsewhere_moves_its_card(view: BoardView, ward: Document, qtbot: QtBot) -> None:
    edits.edit(ward, "action", view.rows.model.ids[1], {"status": "on_hold"})
    qtbot.waitUntil(lambda: refs(view, "on_hold") == ["CHE-02"])
    assert view.lanes["in_progress"].accessibleName() == "In progress, 2 actions"


def test_a_card_the_filter_takes_away_is_told(
    ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot, attempt: Refusals
) -> None:
    view = shown(ward, prefs, qtbot, attempt, status="in_progress")
    assert refs(view, "complete") == []
    with qtbot.waitSignal(view.said) as said:
        qtbot.keyClick(view, Qt.Key.Key_Right, ALT)
    assert said.args == ["CHE-01: On hold. The filter leaves it out of the list"]


def test_groups_have_their_headings_in_every_column(view: BoardView, qtbot: QtBot) -> None:
    model = view.rows.model
    model.group = "theme"
    model.reload()
    qtbot.waitUntil(lambda: refs(view, "in_progress") == ["[]", "CHE-01", "[]", "CHE-02", "[]", "CHE-03"])
    view.rows.go_to(model.ids[0])
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert here(view) == "CHE-02"
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert here(view) == "CHE-01"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert here(view) == "CHE-05"


def test_a_folded_group_is_on_the_board_and_unfolds_for_its_card(view: BoardView, qtbot: QtBot) -> None:
    model = view.rows.model
    model.group = "theme"
    model.reload()
    model.fold_all(True)
    qtbot.waitUntil(lambda: refs(view, "complete") == ["[]", "CHE-05"])
    last = view.lanes["complete"].cards.ids[1]
    view.rows.go_to(last)
    assert view.rows.chosen_ids == [last]


def test_enter_and_a_double_click_go_into_the_form(view: BoardView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.activated) as asked:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert asked.args == [view.rows.model.ids[0]]
    cards = view.lanes["complete"].cards
    with qtbot.waitSignal(view.activated) as asked:
        qtbot.mouseDClick(cards.viewport(), LEFT, NONE, cards.card_rect(0).center())
    assert asked.args == [cards.ids[0]]


def test_the_words_of_the_card_are_there_for_a_screen_reader(view: BoardView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.accessibleName() == (
        "Board, In progress. CHE-02 Clear the footpath by the river, 1 Aug 2023 to 30 Nov 2023, 18 days late, Red, 40%"
    )


def test_a_long_title_takes_two_lines(light: QApplication) -> None:
    font = light.font()
    assert two_lines("Bus offer", 300, font) == ("Bus offer",)
    first, second = two_lines("Clear the footpath by the river and plant a hundred native hedges along it", 160, font)
    assert first.startswith("Clear the")
    assert second.endswith("…")


def test_only_the_cards_on_screen_are_asked_for(
    empty_ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot, attempt: Refusals,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def many(store: Store) -> None:
        for number in range(600):
            store.insert("action", {"title": f"Action {number}", "status": ("in_progress", "complete")[number % 2]})

    empty_ward.run(Op("fill", "Fill"), many)
    asked: list[int] = []
    whole = plan_views.actions
    monkeypatch.setattr(plan_views, "actions", lambda doc, ids: asked.append(len(ids)) or whole(doc, ids))
    view = shown(empty_ward, prefs, qtbot, attempt)
    view.grab()
    assert 0 < sum(asked) < 30
    first = view.lanes["complete"].cards.verticalScrollBar()
    first.setValue(first.maximum())
    view.grab()
    assert sum(asked) < 60
    assert view.lanes["in_progress"].cards.verticalScrollBar().value() == 0

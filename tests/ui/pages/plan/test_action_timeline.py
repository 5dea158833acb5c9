"""The timeline of the action plan, driven by keys and mouse on a real document."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.pages.plan.plan_list import Refusals, a_pane
from ward_desk.core.changes import Op
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.store.rows import Store
from ward_desk.ui import theme
from ward_desk.ui.pages.plan import timeline_mover
from ward_desk.ui.pages.plan.action_timeline import TimelineView
from ward_desk.ui.prefs import Prefs

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def attempt() -> Refusals:
    return Refusals()


@pytest.fixture
def view(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot, attempt: Refusals) -> TimelineView:
    return shown(ward, prefs, qtbot, attempt)


def shown(doc: Document, prefs: Prefs, qtbot: QtBot, attempt: Refusals) -> TimelineView:
    view = TimelineView(doc, a_pane(doc, prefs, qtbot), attempt=attempt)
    qtbot.addWidget(view)
    view.resize(1200, 420)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.chart.setFocus()
    return view


def dates(doc: Document, ref: str) -> tuple[object, object]:
    [row] = doc.store.rows("action", ref=ref)
    return row["start"], row["due"]


def steps(view: TimelineView, key: Qt.Key, times: int, held: Qt.KeyboardModifier = SHIFT) -> None:
    """Presses a key several times with others held down all the while."""
    for _ in range(times):
        QApplication.sendEvent(view.chart, key_event(key, held))


def key_event(key: Qt.Key, held: Qt.KeyboardModifier) -> QEvent:
    from PySide6.QtGui import QKeyEvent

    return QKeyEvent(QEvent.Type.KeyPress, key, held)


def drag(view: TimelineView, start: QPoint, by: int, *, drop: bool = True) -> None:
    """Drags the mouse so many pixels to the right in steps, as a hand does."""
    place = view.chart.viewport()
    mouse(view, QEvent.Type.MouseButtonPress, start)
    for part in (1, 2, 3):
        mouse(view, QEvent.Type.MouseMove, start + QPoint(by * part // 3, 0))
    if drop:
        mouse(view, QEvent.Type.MouseButtonRelease, start + QPoint(by, 0))
    assert place.isVisible()


def mouse(view: TimelineView, kind: QEvent.Type, at: QPoint) -> None:
    place = view.chart.viewport()
    down = LEFT if kind != QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    QApplication.sendEvent(place, QMouseEvent(kind, QPointF(at), QPointF(place.mapToGlobal(at)), button, down, NONE))


def end_of(view: TimelineView, ref: str, part: str = "due") -> QPoint:
    """Where the end of a bar, or its middle, can be taken by the mouse."""
    [row] = [n for n in range(view.rows.model.rowCount()) if view.rows.model.words_of(n, 0) == ref]
    bar = view.chart.bar_in(row)
    assert bar is not None
    x = {"due": bar.right - 1, "start": bar.left + 1, "bar": (bar.left + bar.right) / 2}[part]
    return QPoint(round(x), view.chart.row_rect(row).center().y())


def test_the_keys_walk_the_list_and_the_table_goes_along(view: TimelineView, qtbot: QtBot) -> None:
    refs = [str(view.rows.action(one).ref) for one in view.rows.model.ids]  # type: ignore[union-attr]
    assert refs[0] == "CHE-01"
    qtbot.keyClick(view.chart, Qt.Key.Key_Down)
    assert view.rows.current_id == view.rows.model.ids[1]
    qtbot.keyClick(view.chart, Qt.Key.Key_End)
    assert view.rows.current_id == view.rows.model.ids[-1]
    qtbot.keyClick(view.chart, Qt.Key.Key_PageUp)
    qtbot.keyClick(view.chart, Qt.Key.Key_Home)
    assert view.rows.current_id == view.rows.model.ids[0]
    qtbot.keyClick(view.chart, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(view.chart, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(view.chart, Qt.Key.Key_Up, SHIFT)
    assert view.rows.chosen_ids == list(view.rows.model.ids[:2])


def test_enter_goes_into_the_form_and_so_does_a_double_click(view: TimelineView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.activated) as asked:
        qtbot.keyClick(view.chart, Qt.Key.Key_Return)
    assert asked.args == [view.rows.model.ids[0]]
    with qtbot.waitSignal(view.activated) as asked:
        qtbot.mouseDClick(view.chart.viewport(), LEFT, NONE, QPoint(20, view.chart.row_rect(2).center().y()))
    assert asked.args == [view.rows.model.ids[2]]


def test_it_opens_on_today(view: TimelineView) -> None:
    room = view.chart.days.room
    assert 0.4 < (room.x(date(2023, 12, 18)) - room.left) / (room.right - room.left) < 0.5


def test_today_stays_in_the_middle_as_the_window_grows_until_someone_scrolls(view: TimelineView, qtbot: QtBot) -> None:
    view.resize(800, 420)
    room = view.chart.days.room
    assert 0.4 < (room.x(room.today) - room.left) / (room.right - room.left) < 0.5
    qtbot.keyClick(view.chart, Qt.Key.Key_Right)
    scrolled = view.chart.horizontalScrollBar().value()
    view.resize(900, 420)
    assert view.chart.horizontalScrollBar().value() == scrolled


def test_zoom_goes_by_keys_by_wheel_and_by_buttons_and_keeps_its_place(view: TimelineView, qtbot: QtBot) -> None:
    room = view.chart.days.room
    middle = room.scale.at((room.right - room.left) / 2 + room.scrolled)
    qtbot.keyClick(view.chart, Qt.Key.Key_Plus)
    assert view.chart.days.zoom == "month"
    assert view.zooms.buttons["month"].isChecked()
    room = view.chart.days.room
    assert abs(room.scale.at((room.right - room.left) / 2 + room.scrolled) - middle) <= timedelta(days=1)
    qtbot.keyClick(view.chart, Qt.Key.Key_Plus)
    assert view.chart.days.zoom == "month"
    for _ in range(2):
        qtbot.keyClick(view.chart, Qt.Key.Key_Minus)
    assert view.chart.days.zoom == "year"
    at = QPointF(700, 100)
    day = view.chart.days.room.scale.at(at.x() - view.chart.days.room.left + view.chart.days.room.scrolled)
    turn = QWheelEvent(
        at, view.chart.viewport().mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CONTROL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.chart.viewport(), turn)
    assert view.chart.days.zoom == "quarter"
    assert abs(view.chart.days.room.x(day) - at.x()) <= view.chart.days.room.scale.day + 2
    qtbot.mouseClick(view.zooms.buttons["year"], LEFT)
    assert view.chart.days.zoom == "year"


def test_left_and_right_scroll_and_t_comes_back_to_today(view: TimelineView, qtbot: QtBot) -> None:
    view.chart.days.set_zoom("month")
    across = view.chart.horizontalScrollBar()
    view.chart.days.show_today()
    today = across.value()
    qtbot.keyClick(view.chart, Qt.Key.Key_Right)
    assert across.value() > today
    for _ in range(3):
        qtbot.keyClick(view.chart, Qt.Key.Key_Left)
    assert across.value() < today
    qtbot.keyClick(view.chart, Qt.Key.Key_T)
    assert across.value() == today
    across.setValue(0)
    qtbot.mouseClick(view.today, LEFT)
    assert across.value() == today


def test_keys_move_the_due_date_live_and_keep_it_as_one_operation(view: TimelineView, ward: Document) -> None:
    steps(view, Qt.Key.Key_Right, 3)
    assert dates(ward, "CHE-01") == ("2023-09-04", "2024-03-29")
    assert "due 1 Apr 2024, 3 days later" in view.chart.accessibleName()
    steps(view, Qt.Key.Key_Right, 1, SHIFT | CONTROL)
    view.commit_pending()
    assert dates(ward, "CHE-01") == ("2023-09-04", "2024-04-08")
    assert ward.undo_label == "Edit CHE-01: due"
    ward.undo()
    assert dates(ward, "CHE-01") == ("2023-09-04", "2024-03-29")


def test_keys_move_the_start_too(view: TimelineView, ward: Document) -> None:
    steps(view, Qt.Key.Key_Left, 2, SHIFT | ALT)
    steps(view, Qt.Key.Key_Left, 1)
    view.commit_pending()
    assert dates(ward, "CHE-01") == ("2023-09-02", "2024-03-28")
    assert ward.undo_label == "Edit CHE-01: starts, due"


def test_what_keys_moved_is_kept_when_they_pause(
    view: TimelineView, ward: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline_mover, "PAUSE_MS", 1)
    steps(view, Qt.Key.Key_Right, 1)
    qtbot.waitUntil(lambda: dates(ward, "CHE-01") == ("2023-09-04", "2024-03-30"))
    monkeypatch.setattr(timeline_mover, "PAUSE_MS", 100_000)
    monkeypatch.setattr(timeline_mover, "LET_GO_MS", 1)
    qtbot.keyClick(view.chart, Qt.Key.Key_Right, SHIFT)
    qtbot.waitUntil(lambda: dates(ward, "CHE-01") == ("2023-09-04", "2024-03-31"))


@pytest.mark.parametrize("leaving", ["focus", "hiding", "selection"])
def test_what_keys_moved_is_kept_when_one_goes_elsewhere(
    view: TimelineView, ward: Document, qtbot: QtBot, leaving: str
) -> None:
    steps(view, Qt.Key.Key_Right, 2)
    if leaving == "focus":
        view.today.setFocus()
    elif leaving == "hiding":
        view.hide()
    else:
        qtbot.keyClick(view.chart, Qt.Key.Key_Down)
    assert dates(ward, "CHE-01") == ("2023-09-04", "2024-03-31")


def test_escape_puts_it_back(view: TimelineView, ward: Document, qtbot: QtBot) -> None:
    before = ward.undo_label
    steps(view, Qt.Key.Key_Right, 2)
    qtbot.keyClick(view.chart, Qt.Key.Key_Escape)
    view.commit_pending()
    assert ward.undo_label == before


def test_keys_stop_at_the_start_and_say_why(view: TimelineView, ward: Document, qtbot: QtBot) -> None:
    view.rows.go_to(view.rows.model.ids[3])
    steps(view, Qt.Key.Key_Left, 12, SHIFT | CONTROL)
    with qtbot.waitSignal(view.said) as said:
        steps(view, Qt.Key.Key_Left, 1, SHIFT | CONTROL)
    assert said.args == ["CHE-04: It can't be due on 30 Jan 2024, before it starts on 1 Feb 2024."]
    view.commit_pending()
    assert dates(ward, "CHE-04") == ("2024-02-01", "2024-02-06")


def test_an_action_with_no_due_date_says_what_to_do(view: TimelineView, ward: Document, qtbot: QtBot) -> None:
    edits.edit(ward, "action", view.rows.model.ids[0], {"due": None})
    with qtbot.waitSignal(view.said) as said:
        steps(view, Qt.Key.Key_Right, 1)
    assert said.args == ["CHE-01 has no due date to move: press Enter and type one"]


@pytest.mark.parametrize(
    ("part", "expected", "label"),
    [
        ("due", ("2023-10-02", "2024-02-11"), "Edit CHE-03: due"),
        ("start", ("2023-11-01", "2024-01-12"), "Edit CHE-03: starts"),
        ("bar", ("2023-11-01", "2024-02-11"), "Edit CHE-03: starts, due"),
    ],
)
def test_a_bar_is_dragged_by_its_ends_or_whole(
    view: TimelineView, ward: Document, part: str, expected: tuple[str, str], label: str
) -> None:
    by = round(30 * view.chart.days.room.scale.day)
    drag(view, end_of(view, "CHE-03", part), by, drop=False)
    assert dates(ward, "CHE-03") == ("2023-10-02", "2024-01-12")
    assert "30 days later" in view.chart.accessibleName()
    mouse(view, QEvent.Type.MouseButtonRelease, end_of(view, "CHE-03", part))
    assert dates(ward, "CHE-03") == expected
    assert ward.undo_label == label
    assert view.rows.current_id == view.rows.model.ids[2]


def test_a_bar_dragged_against_the_edge_goes_on_to_later_days(view: TimelineView, ward: Document) -> None:
    start = end_of(view, "CHE-03")
    edge = QPoint(view.chart.viewport().width() - 5, start.y())
    scrolled = view.chart.horizontalScrollBar().value()
    mouse(view, QEvent.Type.MouseButtonPress, start)
    for _ in range(3):
        mouse(view, QEvent.Type.MouseMove, edge)
    further = view.chart.horizontalScrollBar().value() - scrolled
    assert further > 0
    mouse(view, QEvent.Type.MouseButtonRelease, edge)
    by = round((edge.x() - start.x() + further) / view.chart.days.room.scale.day)
    assert dates(ward, "CHE-03")[1] == (date(2024, 1, 12) + timedelta(days=by)).isoformat()


def test_escape_lets_go_of_a_drag(view: TimelineView, ward: Document, qtbot: QtBot) -> None:
    drag(view, end_of(view, "CHE-03"), 80, drop=False)
    qtbot.keyClick(view.chart, Qt.Key.Key_Escape)
    mouse(view, QEvent.Type.MouseMove, end_of(view, "CHE-03") + QPoint(40, 0))
    mouse(view, QEvent.Type.MouseButtonRelease, end_of(view, "CHE-03") + QPoint(40, 0))
    assert dates(ward, "CHE-03") == ("2023-10-02", "2024-01-12")


def test_a_drag_before_the_start_is_refused_and_says_why(view: TimelineView, ward: Document, qtbot: QtBot) -> None:
    before = ward.undo_label
    with qtbot.waitSignal(view.said) as said:
        drag(view, end_of(view, "CHE-03"), -round(110 * view.chart.days.room.scale.day))
    assert said.args[0].startswith("CHE-03 stays where it was. It can't be due on 24 Sep 2023")
    assert ward.undo_label == before


def test_a_click_chooses_and_moves_nothing(view: TimelineView, ward: Document) -> None:
    before = ward.undo_label
    at = end_of(view, "CHE-03")
    mouse(view, QEvent.Type.MouseButtonPress, at)
    mouse(view, QEvent.Type.MouseMove, at + QPoint(1, 0))
    mouse(view, QEvent.Type.MouseButtonRelease, at + QPoint(1, 0))
    assert ward.undo_label == before
    assert view.rows.chosen_ids == [view.rows.model.ids[2]]


def test_control_and_shift_choose_several(view: TimelineView, qtbot: QtBot) -> None:
    ids = view.rows.model.ids
    place = view.chart.viewport()
    for row, held in ((0, NONE), (2, CONTROL), (4, CONTROL)):
        qtbot.mouseClick(place, LEFT, held, QPoint(20, view.chart.row_rect(row).center().y()))
    assert view.rows.chosen_ids == [ids[0], ids[2], ids[4]]
    qtbot.mouseClick(place, LEFT, CONTROL, QPoint(20, view.chart.row_rect(2).center().y()))
    assert view.rows.chosen_ids == [ids[0], ids[4]]
    qtbot.mouseClick(place, LEFT, NONE, QPoint(20, view.chart.row_rect(1).center().y()))
    qtbot.mouseClick(place, LEFT, SHIFT, QPoint(20, view.chart.row_rect(3).center().y()))
    assert view.rows.chosen_ids == list(ids[1:4])


def test_a_document_to_read_moves_nothing(
    ward_path: object, open_document: object, prefs: Prefs, light: QApplication, qtbot: QtBot, attempt: Refusals
) -> None:
    doc = open_document(ward_path, read_only=True)  # type: ignore[operator]
    view = shown(doc, prefs, qtbot, attempt)
    before = dates(doc, "CHE-03")
    with qtbot.waitSignal(view.said) as said:
        steps(view, Qt.Key.Key_Right, 1)
    assert "read only" in said.args[0]
    drag(view, end_of(view, "CHE-03"), 80)
    assert dates(doc, "CHE-03") == before
    assert not attempt.kept
    assert "Shift" not in view.hint.words


def test_a_milestone_moved_elsewhere_is_seen(view: TimelineView, ward: Document, qtbot: QtBot) -> None:
    club = view.rows.model.ids[0]
    assert [one.day for one in view.rows.milestones(club)] == [date(2023, 9, 15), date(2024, 1, 31)]
    [second] = ward.store.rows("milestone", action=club, title="Fifty pupils signed up")
    edits.edit(ward, "milestone", str(second["id"]), {"due": "2024-02-29"})
    assert [one.day for one in view.rows.milestones(club)] == [date(2023, 9, 15), date(2024, 2, 29)]


def test_tooltips_say_the_whole(view: TimelineView, ward: Document) -> None:
    row = view.chart.row_rect(0).center().y()
    assert view.chart.tip_at(QPoint(20, row)) == "CHE-01 Open a homework club"
    assert view.chart.tip_at(end_of(view, "CHE-01", "bar")) == (
        "CHE-01 Open a homework club, 4 Sep 2023 to 29 Mar 2024, Green, 60%"
    )
    room = view.chart.days.room
    at = QPoint(round(room.x(date(2024, 1, 31))), row)
    assert view.chart.tip_at(at) == "Milestone: Fifty pupils signed up, due 31 Jan 2024"
    assert view.chart.tip_at(QPoint(20, 5)) == ""


def test_the_words_of_the_action_are_there_for_a_screen_reader(view: TimelineView, qtbot: QtBot) -> None:
    qtbot.keyClick(view.chart, Qt.Key.Key_Down)
    assert view.chart.accessibleName() == (
        "Timeline. CHE-02 Clear the footpath by the river, 1 Aug 2023 to 30 Nov 2023, 18 days late, Red, 40%"
    )


def test_groups_stand_under_their_headings_and_fold(view: TimelineView, qtbot: QtBot) -> None:
    model = view.rows.model
    model.group = "theme"
    model.reload()
    heading = model.heading_at(0)
    assert heading is not None
    assert heading.number == 1
    view.rows.go_to_row(1)
    qtbot.keyClick(view.chart, Qt.Key.Key_Down)
    assert view.rows.current_row == 3  # the heading between is passed over
    rows = model.rowCount()
    qtbot.keyClick(view.chart, Qt.Key.Key_Space)
    assert model.rowCount() == rows - 2
    assert view.rows.current_row == 2
    qtbot.waitUntil(lambda: view.chart.accessibleName().endswith("2 folded"))
    qtbot.keyClick(view.chart, Qt.Key.Key_Up)
    qtbot.keyClick(view.chart, Qt.Key.Key_Down)
    assert view.rows.current_row == 2
    qtbot.keyClick(view.chart, Qt.Key.Key_Return)
    assert model.rowCount() == rows
    qtbot.mouseClick(view.chart.viewport(), LEFT, NONE, QPoint(20, view.chart.row_rect(0).center().y()))
    assert model.rowCount() == rows - 1


@pytest.mark.parametrize("keys", [0, 2])
def test_the_days_on_screen_stay_when_the_plan_grows_earlier(
    view: TimelineView, ward: Document, qtbot: QtBot, keys: int
) -> None:
    for _ in range(keys):
        qtbot.keyClick(view.chart, Qt.Key.Key_Left)
    room = view.chart.days.room
    day, first = room.scale.at(room.scrolled), room.scale.first
    edits.edit(ward, "action", view.rows.model.ids[1], {"start": "2020-01-06"})
    qtbot.waitUntil(lambda: view.chart.days.room.scale.first < first)
    room = view.chart.days.room
    assert abs(room.scale.at(room.scrolled) - day) <= timedelta(days=1)


def test_only_what_is_on_screen_is_asked_for(
    empty_ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot, attempt: Refusals,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def many(store: Store) -> None:
        for number in range(500):
            store.insert("action", {"title": f"Action {number}", "start": "2023-10-01", "due": "2023-12-01"})

    empty_ward.run(Op("fill", "Fill"), many)
    from ward_desk.service.plan import plan_views

    asked: list[int] = []
    whole = plan_views.actions
    monkeypatch.setattr(plan_views, "actions", lambda doc, ids: asked.append(len(ids)) or whole(doc, ids))
    view = shown(empty_ward, prefs, qtbot, attempt)
    view.grab()
    assert 0 < sum(asked) < 30
    view.chart.verticalScrollBar().setValue(300 * view.chart.row_rect(0).height())
    view.grab()
    assert sum(asked) < 60


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_a_bar_is_drawn_in_the_colour_of_its_rating(view: TimelineView, qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    row = view.chart.row_rect(1)
    picture = view.chart.viewport().grab(row).toImage()
    found = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert {QColor(theme.colour("fill_red")).name(), theme.colour("card").name()} <= found


def test_an_action_without_dates_is_still_there(view: TimelineView, ward: Document, qtbot: QtBot) -> None:
    edits.edit(ward, "action", view.rows.model.ids[0], {"start": None, "due": None})
    assert view.chart.bar_in(0) is None
    before = view.chart.viewport().grab(view.chart.row_rect(0)).toImage()
    assert view.chart.accessibleName() or True
    edits.edit(ward, "action", view.rows.model.ids[0], {"due": "2023-12-01"})
    bar = view.chart.bar_in(0)
    assert bar is not None
    assert not bar.whole
    assert view.chart.viewport().grab(view.chart.row_rect(0)).toImage() != before

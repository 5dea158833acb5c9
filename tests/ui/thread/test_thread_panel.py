"""The golden thread of one record, followed and linked as people do it: by click, by key, by search and by drag."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.core.records import Value
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.ui import drag_records
from ward_desk.ui.thread import thread_nodes
from ward_desk.ui.thread.link_picker import LinkPicker
from ward_desk.ui.thread.thread_nodes import NodeLine, StageBox
from ward_desk.ui.thread.thread_panel import ThreadPanel

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def one(doc: Document, table: str, **equals: str) -> str:
    return str(doc.store.rows(table, **equals)[0]["id"])


def field(doc: Document, table: str, row_id: str, name: str) -> Value:
    return (doc.store.get(table, row_id) or {})[name]


@pytest.fixture
def club(ward: Document) -> str:
    return one(ward, "action", title="Open a homework club")


@pytest.fixture
def bus(ward: Document) -> str:
    return one(ward, "feedback", words="No bus after six")


def shown(doc: Document, qtbot: QtBot) -> ThreadPanel:
    made = ThreadPanel(doc)
    qtbot.addWidget(made)
    made.resize(420, 900)
    with qtbot.waitActive(made):
        made.show()
    return made


@pytest.fixture
def panel(ward: Document, light: QApplication, qtbot: QtBot, club: str) -> ThreadPanel:
    """The thread of the homework club."""
    made = shown(ward, qtbot)
    made.show_record("action", club)
    return made


def refs(panel: ThreadPanel) -> list[str]:
    return [line.node.ref for line in panel.nodes]


def line(panel: ThreadPanel, ref: str) -> NodeLine:
    return next(one for one in panel.nodes if one.node.ref == ref)


def box(panel: ThreadPanel, stage: str) -> StageBox:
    return next(one for one in panel.findChildren(StageBox) if one.stage.key == stage and not one.isHidden())


def words(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def step(panel: ThreadPanel, stage: str, kind: str) -> QPushButton:
    found = box(panel, stage).findChild(QPushButton, f"step_{kind}")
    assert isinstance(found, QPushButton)
    return found


def picker(panel: ThreadPanel) -> LinkPicker:
    assert panel.picker is not None
    return panel.picker


def keyboard(panel: ThreadPanel) -> str:
    here = QApplication.focusWidget()
    return here.node.ref if isinstance(here, NodeLine) else here.text() if isinstance(here, QPushButton) else ""


def test_the_stages_stand_in_their_order_with_the_record_among_them(panel: ThreadPanel) -> None:
    assert refs(panel)[:4] == ["CHE-F01", "CHE-P01", "CHE-D01", "CHE-01"]
    here = line(panel, "CHE-01")
    assert here.node.side == "here"
    assert here.accessibleName() == "This record: CHE-01 Open a homework club, due 29 Mar 2024, Green"
    assert line(panel, "CHE-F01").accessibleName().startswith("Led here: CHE-F01 Nowhere warm")


def test_an_empty_stage_says_what_is_missing_with_the_step_that_mends_it(panel: ThreadPanel) -> None:
    assert "No event yet." in words(box(panel, "event"))
    assert step(panel, "event", "link").text() == "Link an event…"


def test_a_click_follows_a_record_and_back_returns(panel: ThreadPanel, qtbot: QtBot, club: str, ward: Document) -> None:
    assert panel.back_link.isHidden()
    qtbot.mouseClick(line(panel, "CHE-P01"), Qt.MouseButton.LeftButton)
    assert panel.chosen == ("priority", one(ward, "priority"))
    assert panel.title.words == "CHE-P01  Something to do after school"
    qtbot.mouseClick(panel.back_link, Qt.MouseButton.LeftButton)
    assert panel.chosen == ("action", club)
    assert panel.forward_link.isEnabled()


def test_a_thread_is_walked_by_keys_in_both_directions(panel: ThreadPanel, qtbot: QtBot) -> None:
    panel.focus()
    assert keyboard(panel) == "CHE-01"
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert keyboard(panel) == "CHE-F01"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert panel.chosen[0] == "feedback"
    assert keyboard(panel) == "CHE-F01"
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert panel.chosen[0] == "action"
    seen = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right):
        qtbot.keyClick(QApplication.focusWidget(), key, ALT)
        seen.append(panel.chosen[0])
    assert seen == ["feedback", "action", "feedback"]


def test_the_arrows_come_to_the_steps_too(panel: ThreadPanel, qtbot: QtBot) -> None:
    panel.focus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert keyboard(panel) == "Link an event…"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert keyboard(panel).startswith("CHE-C")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert keyboard(panel) == "Link an event…"


def test_tab_comes_to_one_record_of_the_thread(panel: ThreadPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel, Qt.Key.Key_Down)
    tabbed = [one.node.ref for one in panel.nodes if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert tabbed == [keyboard(panel)]


def test_ctrl_and_a_click_open_the_record_on_its_own_page(panel: ThreadPanel, qtbot: QtBot, ward: Document) -> None:
    with qtbot.waitSignal(panel.open_requested) as asked:
        qtbot.mouseClick(line(panel, "CHE-P01"), Qt.MouseButton.LeftButton, CTRL)
    assert asked.args == ["priority", one(ward, "priority"), ""]
    panel.focus()
    with qtbot.waitSignal(panel.open_requested) as asked:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert asked.args is not None
    assert asked.args[0] == "action"


def test_evidence_opens_since_it_has_no_thread(panel: ThreadPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.open_requested) as asked:
        qtbot.mouseClick(line(panel, "CHE-V01"), Qt.MouseButton.LeftButton)
    assert asked.args is not None
    assert asked.args[0] == "evidence"
    assert panel.chosen[0] == "action"


def test_another_record_starts_another_path(panel: ThreadPanel, qtbot: QtBot, bus: str, club: str) -> None:
    qtbot.mouseClick(line(panel, "CHE-P01"), Qt.MouseButton.LeftButton)
    panel.show_record("action", club)  # the page was refreshed: people stay where they walked to
    assert panel.chosen[0] == "priority"
    panel.show_record("feedback", bus)
    assert panel.chosen == ("feedback", bus)
    assert panel.back_link.isHidden()


def test_feedback_is_linked_by_its_words_and_enter(
    panel: ThreadPanel, qtbot: QtBot, ward: Document, bus: str, club: str
) -> None:
    qtbot.mouseClick(box(panel, "heard").link, Qt.MouseButton.LeftButton)
    assert picker(panel).box.hasFocus()
    qtbot.keyClicks(picker(panel).box, "bus")
    qtbot.keyClick(picker(panel).box, Qt.Key.Key_Return)
    assert field(ward, "feedback", bus, "action") == club
    assert ward.undo_label == "Link CHE-F03 to CHE-01"
    assert keyboard(panel) == "CHE-F03"
    assert panel.picker is None
    ward.undo()
    panel.refresh()
    assert "CHE-F03" not in refs(panel)


def test_l_links_at_the_stage_the_keyboard_is_in_and_esc_leaves(panel: ThreadPanel, qtbot: QtBot) -> None:
    line(panel, "CHE-P01").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_L)
    assert picker(panel).box.placeholderText() == "Link a priority: type words of it"
    qtbot.keyClicks(picker(panel).box, "nothing like it")
    assert "Nothing found. Try fewer letters." in words(picker(panel))
    qtbot.keyClick(picker(panel).box, Qt.Key.Key_Escape)
    assert panel.picker is None
    assert keyboard(panel) == "CHE-01"


def test_the_arrows_choose_among_what_was_found(panel: ThreadPanel, qtbot: QtBot, ward: Document) -> None:
    qtbot.mouseClick(step(panel, "event", "link"), Qt.MouseButton.LeftButton)
    offered = picker(panel).list
    assert offered.count() == 3
    second = offered.item(1).text()
    qtbot.keyClick(picker(panel).box, Qt.Key.Key_Down)
    qtbot.keyClick(picker(panel).box, Qt.Key.Key_Return)
    (event,) = ward.store.rows("event", action=panel.chosen[1])
    assert second.endswith(str(event["title"]))


def test_a_count_is_linked_to_an_event_with_a_number(panel: ThreadPanel, qtbot: QtBot, ward: Document) -> None:
    fair = one(ward, "event", title="Jobs fair")
    panel.show_record("event", fair)
    panel.pick("count")
    qtbot.keyClicks(picker(panel).box, "homework")
    qtbot.keyClick(picker(panel).box, Qt.Key.Key_Return)
    assert picker(panel).box.placeholderText().startswith("How many sessions")
    qtbot.keyClicks(picker(panel).box, "lots")
    qtbot.keyClick(picker(panel).box, Qt.Key.Key_Return)
    assert any("not a number" in said or "lots" in said for said in words(picker(panel)))
    picker(panel).box.clear()
    qtbot.keyClicks(picker(panel).box, "50+")
    qtbot.keyClick(picker(panel).box, Qt.Key.Key_Return)
    (figure,) = ward.store.rows("figure", event=fair)
    assert (figure["value"], figure["precision"]) == (50.0, "at_least")
    assert panel.picker is None


def test_taking_a_record_off_is_offered_back(panel: ThreadPanel, qtbot: QtBot, ward: Document, club: str) -> None:
    with qtbot.waitSignal(panel.removed) as said:
        qtbot.mouseClick(line(panel, "CHE-P01").take_off, Qt.MouseButton.LeftButton)
    assert said.args == ["Took CHE-P01 off CHE-01"]
    assert field(ward, "action", club, "priority") is None
    assert "CHE-P01" not in refs(panel)
    line(panel, "CHE-F01").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert "CHE-F01" not in refs(panel)


def test_what_hangs_on_it_through_another_is_not_taken_off(panel: ThreadPanel, ward: Document, bus: str) -> None:
    edits.edit(ward, "feedback", bus, {"priority": one(ward, "priority")})
    panel.refresh()
    through = line(panel, "CHE-F03")
    assert through.node.through == "CHE-P01"
    assert through.take_off.isHidden()


def test_m_makes_an_action_linked_at_once(panel: ThreadPanel, qtbot: QtBot, ward: Document, bus: str) -> None:
    panel.show_record("feedback", bus)
    panel.focus()
    with qtbot.waitSignal(panel.said) as said:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_M)
    made = str(field(ward, "feedback", bus, "action"))
    assert field(ward, "action", made, "title") == "No bus after six"
    assert said.args is not None
    assert said.args[0].startswith(f"Made {field(ward, 'action', made, 'ref')}.")
    assert str(field(ward, "action", made, "ref")) in refs(panel)
    assert not panel.can_make


def test_a_step_opens_the_field_that_wants_something(panel: ThreadPanel, qtbot: QtBot, bus: str) -> None:
    panel.show_record("feedback", bus)
    with qtbot.waitSignal(panel.open_requested) as asked:
        qtbot.mouseClick(step(panel, "told", "open"), Qt.MouseButton.LeftButton)
    assert asked.args == ["feedback", bus, "answer"]


def test_and_so_many_more_opens_them(panel: ThreadPanel, qtbot: QtBot, ward: Document, club: str) -> None:
    for number in range(9):
        edits.add(ward, "event", {"title": f"Session {number}", "action": club, "start": "2023-12-01"})
    panel.refresh()
    more = next(one for one in box(panel, "event").chain if isinstance(one, QPushButton))
    assert more.text() == "and 3 more"
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert len([ref for ref in refs(panel) if ref.startswith("CHE-E")]) == 9


def dropped(target: QWidget, *records: drag_records.Record) -> bool:
    """Drag records over a part of the thread and let go. Tells whether they were taken."""
    data, where = drag_records.encode(records), QPointF(20, 12)
    actions, left = Qt.DropAction.LinkAction | Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where.toPoint(), actions, data, left, none)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    drop = QDropEvent(where, actions, data, left, none)
    QApplication.sendEvent(target, drop)
    return drop.isAccepted()


def test_records_dropped_on_a_stage_are_linked_to_the_record(
    panel: ThreadPanel, ward: Document, bus: str, club: str
) -> None:
    glass = one(ward, "feedback", words="The river path is full of glass")
    assert dropped(box(panel, "heard"), ("feedback", bus), ("feedback", glass))
    assert {field(ward, "feedback", item, "action") for item in (bus, glass)} == {club}
    assert ward.undo_label == "Link 2 records to CHE-01, 1 of them instead of another"


def test_a_record_dropped_on_another_is_linked_to_that_one(panel: ThreadPanel, ward: Document, bus: str) -> None:
    assert dropped(line(panel, "CHE-P01"), ("feedback", bus))
    assert field(ward, "feedback", bus, "priority") == one(ward, "priority")
    assert field(ward, "feedback", bus, "action") is None


def test_what_has_no_link_there_is_not_taken(panel: ThreadPanel, ward: Document, club: str) -> None:
    survey = one(ward, "survey")
    assert not dropped(box(panel, "heard"), ("survey", survey))
    assert not dropped(box(panel, "action"), ("action", club))


def test_a_record_of_the_thread_is_dragged_out_of_it(
    panel: ThreadPanel, ward: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []
    monkeypatch.setattr(
        thread_nodes.drag_records, "start_drag", lambda _, records, words: seen.append((records, words))
    )
    taken = line(panel, "CHE-P01")
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind, where in (
        (QEvent.Type.MouseButtonPress, QPoint(40, 10)),
        (QEvent.Type.MouseMove, QPoint(90, 30)),
        (QEvent.Type.MouseButtonRelease, QPoint(90, 30)),
    ):
        place = QPointF(where)
        QApplication.sendEvent(taken, QMouseEvent(kind, place, taken.mapToGlobal(place), left, left, none))
    assert seen == [([("priority", one(ward, "priority"))], "CHE-P01 Something to do after school")]
    assert panel.chosen[0] == "action"  # letting go of what was dragged is no click


def test_what_is_wrong_is_said_and_nothing_changes(
    panel: ThreadPanel, ward: Document, person: Person, club: str
) -> None:
    more = tuple(("priority", edits.add(ward, "priority", {"title": title})) for title in ("Warm homes", "Safe paths"))
    dropped(box(panel, "priority"), *more)
    assert person.told == [
        "CHE-01 has room for one priority. Nothing was changed. Link them one at a time; the last one stays."
    ]


def test_a_record_removed_meanwhile_leaves_the_one_before_it(panel: ThreadPanel, qtbot: QtBot, ward: Document) -> None:
    qtbot.mouseClick(line(panel, "CHE-P01"), Qt.MouseButton.LeftButton)
    edits.remove(ward, "priority", one(ward, "priority"))
    panel.refresh()
    assert panel.chosen[0] == "action"
    edits.remove(ward, "action", panel.chosen[1])
    panel.refresh()
    assert panel.nodes == []


def test_a_thread_not_seen_is_asked_for_when_it_is(
    ward: Document, light: QApplication, qtbot: QtBot, club: str
) -> None:
    panel = ThreadPanel(ward)
    qtbot.addWidget(panel)
    panel.show_record("action", club)
    assert panel.nodes == []
    with qtbot.waitActive(panel):
        panel.show()
    assert "CHE-01" in refs(panel)


def test_a_wide_thread_stands_in_one_line_a_record(panel: ThreadPanel, qtbot: QtBot) -> None:
    tall = line(panel, "CHE-P01").sizeHint().height()
    panel.resize(900, 900)
    assert line(panel, "CHE-P01").sizeHint().height() < tall
    panel.resize(400, 900)
    assert line(panel, "CHE-P01").sizeHint().height() == tall


def test_a_thread_that_stays_as_it_is_is_not_built_again(panel: ThreadPanel, ward: Document) -> None:
    before = panel.nodes
    edits.add(ward, "organisation", {"name": "Elsewhere"})
    panel.refresh()
    assert panel.nodes == before


def test_a_document_open_to_read_only_is_walked_and_not_changed(
    ward: Document, light: QApplication, qtbot: QtBot, club: str, bus: str
) -> None:
    ward.read_only = True
    panel = shown(ward, qtbot)
    panel.show_record("action", club)
    assert all(one.take_off.isHidden() for one in panel.nodes)
    assert all(one.link.isHidden() for one in panel.findChildren(StageBox))
    panel.pick("heard")
    assert panel.picker is None
    assert not dropped(box(panel, "heard"), ("feedback", bus))
    qtbot.mouseClick(line(panel, "CHE-P01"), Qt.MouseButton.LeftButton)
    assert panel.chosen[0] == "priority"


def test_what_is_half_typed_in_the_picker_stays_when_the_thread_changes(
    panel: ThreadPanel, qtbot: QtBot, ward: Document, club: str
) -> None:
    panel.pick("heard")
    assert panel.picker is not None
    picker = panel.picker
    qtbot.keyClicks(picker.box, "bus")
    edits.edit(ward, "action", club, {"title": "Renamed elsewhere"})
    panel.refresh()
    assert panel.picker is picker
    assert picker.box.text() == "bus"
    qtbot.keyClick(picker.box, Qt.Key.Key_Escape)
    assert panel.found is not None
    assert panel.found.words == "Renamed elsewhere"


def test_a_link_says_what_it_took_the_place_of(panel: ThreadPanel, qtbot: QtBot, ward: Document, bus: str) -> None:
    other = edits.add(ward, "action", {"title": "Another"})
    edits.edit(ward, "feedback", bus, {"action": other})
    ref = (ward.store.get("action", other) or {})["ref"]
    with qtbot.waitSignal(panel.said) as said:
        panel.link(panel.chosen, (("feedback", bus),))
    assert said.args is not None
    assert str(said.args[0]).endswith(f"instead of {ref}")

"""The Golden thread page, driven as people drive it, on a real document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.core.changes import Op
from ward_desk.core.records import Value
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.ui import drag_records
from ward_desk.ui.pages.thread.thread import ThreadPage
from ward_desk.ui.pages.thread.thread_breaks import Entry
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.thread.thread_nodes import NodeLine


def one(doc: Document, table: str, **equals: str) -> str:
    return str(doc.store.rows(table, **equals)[0]["id"])


def field(doc: Document, table: str, row_id: str, name: str) -> Value:
    return (doc.store.get(table, row_id) or {})[name]


def shown(doc: Document, prefs: Prefs, qtbot: QtBot) -> ThreadPage:
    made = ThreadPage(doc, prefs)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    with qtbot.waitActive(made):
        made.show()
    made.refresh(None)
    return made


@pytest.fixture
def page(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[ThreadPage]:
    """The page as the window shows it: it hears of every change."""
    made = shown(ward, prefs, qtbot)
    stop = ward.subscribe(made.refresh)
    yield made
    stop()


@pytest.fixture
def bus(ward: Document) -> str:
    return one(ward, "feedback", words="No bus after six")


@pytest.fixture
def litter(ward: Document) -> str:
    """A held event where nobody was counted."""
    return edits.add(ward, "event", {"title": "Litter pick", "start": "2023-12-02", "status": "held"})


def entries(page: ThreadPage) -> list[Entry]:
    model = page.list.entries
    return [entry for row in range(model.rowCount()) if (entry := model.entry(row)) is not None]


def listed(page: ThreadPage) -> list[str]:
    """What the list says, line by line."""
    model = page.list.entries
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def go(page: ThreadPage, kind: str, place: int = 0) -> str:
    """Go to a break of a kind, with the keyboard in the list. Gives its id."""
    found = [(n, entry) for n, entry in enumerate(entries(page)) if entry.kind.key == kind and entry.row_id]
    page.list.setFocus()
    page.list.select_row(found[place][0])
    return found[place][1].row_id


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        here = QApplication.focusWidget()
        assert here is not None
        qtbot.keyClick(here, key)


def test_breaks_stand_under_their_kind_with_its_number(litter: str, page: ThreadPage) -> None:
    said = listed(page)
    assert said[:5] == [
        "Feedback with no action: 1",
        "No bus after six",
        "Actions no resident asked for: 3",
        "Advice desk in the library",
        "Plant 100% native hedges_",
    ]
    assert "Held events that feed no count: 1" in said
    assert page.count.text().startswith(f"{sum(page.list.entries.totals.values()):,} breaks.")


def test_a_break_says_its_step_to_those_who_listen(page: ThreadPage) -> None:
    said = page.list.entries.index(1).data(int(Qt.ItemDataRole.AccessibleTextRole))
    assert said == "Feedback with no action: CHE-F03 No bus after six, heard 1 Dec. Enter: Link an action"


def test_the_first_break_is_chosen_and_its_thread_stands_beside(page: ThreadPage, bus: str) -> None:
    assert page.panel.chosen == ("feedback", bus)
    assert [line.node.words for line in page.panel.nodes] == ["No bus after six"]


def test_the_arrows_pass_over_the_headings(page: ThreadPage, qtbot: QtBot, ward: Document) -> None:
    go(page, "unanswered")
    press(qtbot, Qt.Key.Key_Down)
    assert page.panel.chosen == ("action", one(ward, "action", title="Advice desk in the library"))


def test_enter_takes_the_step_and_the_break_is_gone(page: ThreadPage, qtbot: QtBot, ward: Document, bus: str) -> None:
    go(page, "unanswered")
    press(qtbot, Qt.Key.Key_Return)
    assert page.panel.picker is not None
    qtbot.keyClicks(page.panel.picker.box, "homework")
    press(qtbot, Qt.Key.Key_Return)
    assert field(ward, "feedback", bus, "action") == one(ward, "action", title="Open a homework club")
    assert "Feedback with no action: 1" not in listed(page)
    # The keyboard is back in the list, on the next break, whose thread is shown.
    assert page.list.hasFocus()
    assert page.panel.chosen == ("action", one(ward, "action", title="Advice desk in the library"))
    ward.undo()
    assert "Feedback with no action: 1" in listed(page)


def test_m_makes_an_action_and_the_break_is_gone(page: ThreadPage, qtbot: QtBot, ward: Document, bus: str) -> None:
    go(page, "unanswered")
    with qtbot.waitSignal(page.said) as said:
        press(qtbot, Qt.Key.Key_M)
    assert said.args is not None
    assert said.args[0].startswith("Made CHE-07.")
    assert field(ward, "feedback", bus, "action")
    # An action made from residents' words is one they asked for.
    assert listed(page)[0] == "Actions no resident asked for: 3"
    assert page.list.hasFocus()


def test_m_does_nothing_where_no_action_mends(page: ThreadPage, qtbot: QtBot, ward: Document) -> None:
    go(page, "unasked")
    before = len(ward.store.rows("action"))
    press(qtbot, Qt.Key.Key_M)
    assert len(ward.store.rows("action")) == before


def test_a_priority_without_an_action_makes_one_on_enter(page: ThreadPage, qtbot: QtBot, ward: Document) -> None:
    warm = edits.add(ward, "priority", {"title": "Warm homes"})
    assert go(page, "idle_priority") == warm
    press(qtbot, Qt.Key.Key_Return)
    (made,) = ward.store.rows("action", priority=warm)
    assert made["title"] == "Warm homes"
    assert not [line for line in listed(page) if line.startswith("Priorities")]


def test_an_answer_never_told_back_opens_where_the_day_is_typed(
    page: ThreadPage, qtbot: QtBot, ward: Document, bus: str
) -> None:
    edits.edit(ward, "feedback", bus, {"answer": "A later bus from May."})
    go(page, "untold")
    with qtbot.waitSignal(page.open_requested) as asked:
        press(qtbot, Qt.Key.Key_Return)
    assert asked.args == ["feedback", bus, "told_on"]
    edits.edit(ward, "feedback", bus, {"told_on": "2023-12-18"})
    assert not [line for line in listed(page) if line.startswith(("Answers", "Feedback"))]


def test_o_and_a_double_click_open_the_record(page: ThreadPage, qtbot: QtBot) -> None:
    action = go(page, "unasked")
    with qtbot.waitSignal(page.open_requested) as asked:
        press(qtbot, Qt.Key.Key_O)
    assert asked.args == ["action", action, ""]
    where = page.list.visualRect(page.list.currentIndex()).center()
    with qtbot.waitSignal(page.open_requested):
        qtbot.mouseDClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_the_step_beside_a_break_is_taken_by_a_click(page: ThreadPage, qtbot: QtBot) -> None:
    go(page, "unasked")
    room = page.list.visualRect(page.list.currentIndex())
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=room.topLeft() + QPoint(30, 12))
    assert page.panel.picker is None
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=room.bottomRight() - QPoint(24, 14))
    assert page.panel.picker is not None
    assert page.panel.picker.box.placeholderText() == "Link feedback: type words of it"


def test_esc_leaves_the_picker_for_the_list(page: ThreadPage, qtbot: QtBot) -> None:
    go(page, "unasked")
    press(qtbot, Qt.Key.Key_L, Qt.Key.Key_Escape)
    assert page.panel.picker is None
    assert page.list.hasFocus()


def test_a_held_event_is_counted_from_here(litter: str, page: ThreadPage, qtbot: QtBot, ward: Document) -> None:
    assert go(page, "uncounted") == litter
    press(qtbot, Qt.Key.Key_Return)
    assert page.panel.picker is not None
    qtbot.keyClicks(page.panel.picker.box, "homework")
    press(qtbot, Qt.Key.Key_Return)
    assert page.panel.picker is not None
    qtbot.keyClicks(page.panel.picker.box, "12")
    press(qtbot, Qt.Key.Key_Return)
    assert [row["value"] for row in ward.store.rows("figure", event=litter)] == [12.0]
    assert not [line for line in listed(page) if line.startswith("Held events")]
    assert page.list.hasFocus()


def test_what_is_linked_in_the_thread_leaves_it_on_screen(
    page: ThreadPage, qtbot: QtBot, ward: Document, bus: str
) -> None:
    go(page, "unanswered")
    page.panel.focus()
    press(qtbot, Qt.Key.Key_M)
    assert page.panel.chosen == ("feedback", bus)  # its priority may be wanted too
    assert "Feedback with no action: 1" not in listed(page)


def test_few_of_a_kind_are_listed_until_all_are_asked_for(page: ThreadPage, qtbot: QtBot, ward: Document) -> None:
    ward.run(Op("test", "Hear"), lambda store: [store.insert("feedback", {"words": f"Bin {n}"}) for n in range(200)])
    assert "Show all 201" in listed(page)
    assert len(listed(page)) < 40
    place = listed(page).index("Show all 201")
    page.list.setFocus()
    page.list.select_row(place)
    press(qtbot, Qt.Key.Key_Return)
    assert "Show all 201" not in listed(page)
    assert len([entry for entry in entries(page) if entry.kind.key == "unanswered" and entry.row_id]) == 201
    assert page.list.current is not None
    assert page.list.current.row_id


def test_only_the_words_on_screen_are_fetched(page: ThreadPage, ward: Document) -> None:
    ward.run(Op("test", "Hear"), lambda store: [store.insert("feedback", {"words": f"Bin {n}"}) for n in range(500)])
    page.list.entries.show_all("unanswered")
    asked: list[str] = []
    ward.store.connection.set_trace_callback(asked.append)
    page.list.entries.index(450).data()
    page.list.entries.index(451).data()
    ward.store.connection.set_trace_callback(None)
    assert len(asked) == 1


def test_the_filter_finds_breaks_and_the_drop_down_shows_one_kind(litter: str, page: ThreadPage, qtbot: QtBot) -> None:
    page.focus_filter()
    qtbot.keyClicks(page.filter_box, "hedges")
    assert listed(page) == ["Actions no resident asked for: 1", "Plant 100% native hedges_"]
    qtbot.keyClicks(page.filter_box, " nothing")
    assert listed(page) == []
    press(qtbot, Qt.Key.Key_Escape)
    page.kind.setCurrentIndex(page.kind.place("uncounted"))
    assert listed(page) == ["Held events that feed no count: 1", "Litter pick"]


def test_when_the_last_of_a_kind_is_mended_every_kind_shows(page: ThreadPage, ward: Document, bus: str) -> None:
    page.kind.setCurrentIndex(page.kind.place("unanswered"))
    edits.edit(ward, "feedback", bus, {"action": one(ward, "action")})
    assert page.kind.currentData() == ""
    assert listed(page)[0] == "Actions no resident asked for: 3"


def test_any_record_is_looked_up_and_its_thread_followed(page: ThreadPage, qtbot: QtBot, ward: Document) -> None:
    page.start_from()
    qtbot.keyClicks(page.start.box, "homework clu")
    assert page.start.list.count() >= 1
    press(qtbot, Qt.Key.Key_Return)
    assert page.panel.chosen[0] in ("action", "activity_count", "feedback")
    assert isinstance(QApplication.focusWidget(), NodeLine)
    assert page.start.box.text() == ""
    before = page.panel.chosen
    edits.edit(ward, "action", one(ward, "action", title="Advice desk in the library"), {"title": "Advice desk"})
    assert page.panel.chosen == before  # a change elsewhere does not bring the first break back


def test_only_kinds_of_the_thread_are_looked_up(page: ThreadPage, qtbot: QtBot) -> None:
    page.start_from()
    qtbot.keyClicks(page.start.box, "Chiltern Hills")  # an organisation
    assert page.start.list.count() == 0


def test_a_record_is_shown_as_the_window_asks_for_it(page: ThreadPage, ward: Document) -> None:
    assert page.open_record("priority", one(ward, "priority"))
    assert page.panel.chosen == ("priority", one(ward, "priority"))
    assert not page.open_record("organisation", one(ward, "organisation"))
    assert not page.open_record("action", "gone")


def test_the_commands_know_what_is_possible(page: ThreadPage, ward: Document) -> None:
    go(page, "unanswered")
    assert (page.can_link, page.can_make) == (True, True)
    go(page, "unasked")
    assert (page.can_link, page.can_make) == (True, False)
    page.link()
    assert page.panel.picker is not None


def test_a_break_is_dragged_to_where_it_is_linked(
    page: ThreadPage, ward: Document, bus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []
    monkeypatch.setattr(drag_records, "start_drag", lambda _, records, words: seen.append((records, words)))
    go(page, "unanswered")
    page.list.startDrag(Qt.DropAction.LinkAction)
    assert seen == [([("feedback", bus)], "CHE-F03 No bus after six")]


def test_a_whole_thread_says_so(empty_ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> None:
    for row in empty_ward.store.rows("activity_count"):
        edits.remove(empty_ward, "activity_count", str(row["id"]))
    page = shown(empty_ward, prefs, qtbot)
    assert page.list.isHidden()
    assert page.count.text() == ""
    assert page.panel.chosen == ("", "")


def test_a_document_open_to_read_only_shows_breaks_and_mends_none(
    ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot, bus: str
) -> None:
    ward.read_only = True
    page = shown(ward, prefs, qtbot)
    go(page, "unanswered")
    press(qtbot, Qt.Key.Key_Return, Qt.Key.Key_M, Qt.Key.Key_L)
    assert page.panel.picker is None
    assert (page.can_link, page.can_make) == (False, False)


def test_a_break_being_dragged_leaves_the_thread_it_is_dragged_to(
    page: ThreadPage, qtbot: QtBot, ward: Document, bus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(page, "unanswered")
    before, seen = page.panel.chosen, []
    monkeypatch.setattr(
        drag_records, "start_drag", lambda _, records, words: seen.append((records, page.panel.chosen, page._entry))
    )
    row = next(n for n, entry in enumerate(entries(page)) if entry.kind.key == "unasked" and entry.row_id)
    dragged, chosen = entries(page)[row], page.list.current
    at = page.list.visualRect(page.list.entries.index(row, 0)).center()
    qtbot.mousePress(page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    page.list.startDrag(Qt.DropAction.LinkAction)
    assert seen == [([("action", dragged.row_id)], before, chosen)]
    page.panel.link(page.panel.chosen, (("action", dragged.row_id),))
    assert field(ward, "feedback", bus, "action") == dragged.row_id


def test_a_click_on_a_break_shows_its_thread(page: ThreadPage, qtbot: QtBot) -> None:
    go(page, "unanswered")
    row = next(n for n, entry in enumerate(entries(page)) if entry.kind.key == "unasked" and entry.row_id)
    at = page.list.visualRect(page.list.entries.index(row, 0)).topLeft() + QPoint(20, 10)
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.panel.chosen == ("action", entries(page)[row].row_id)


def test_the_thread_followed_is_still_there_when_the_page_comes_back(page: ThreadPage, ward: Document) -> None:
    event = one(ward, "event", status="held")
    page.open_record("event", event)
    page.refresh(None)
    assert page.panel.chosen == ("event", event)


def test_a_break_mended_on_its_own_page_leaves_the_list_at_the_next_one(
    ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot
) -> None:
    new = [edits.add(ward, "feedback", {"words": words, "heard_on": "2023-12-01", "answer": "Done"}) for words in "ab"]
    page = shown(ward, prefs, qtbot)  # it is off the screen while the other page is on it, and hears of nothing
    rows = [n for n, entry in enumerate(entries(page)) if entry.kind.key == "untold"]
    page.list.select_row(next(n for n in rows if entries(page)[n].row_id == new[0]))
    entry = page.list.current
    assert entry is not None
    page.list.asked.emit("mend", entry)
    page.list.clearFocus()
    edits.edit(ward, "feedback", new[0], {"told_on": "2023-12-18"})
    page.refresh(None)
    assert page.panel.chosen == ("feedback", new[1])


def test_a_link_that_mends_a_break_further_up_too_passes_over_none(page: ThreadPage, ward: Document, bus: str) -> None:
    for title in ("First nobody asked for", "Second nobody asked for"):
        edits.add(ward, "action", {"title": title})
    first = go(page, "unasked")
    following = entries(page)[page.list.currentIndex().row() + 1]
    assert following.kind.key == "unasked"
    edits.edit(ward, "feedback", bus, {"action": first})  # mends both
    assert page.list.current is not None
    assert page.list.current.row_id == following.row_id

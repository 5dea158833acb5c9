"""The frame: pages made when first shown, told of changes, and asked to keep what is typed before anything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.core.changes import ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.store import return_life
from ward_desk.store.rows import Store
from ward_desk.ui import commands
from ward_desk.ui.bars import TopBar
from ward_desk.ui.bridge import Bridge
from ward_desk.ui.commands import Command
from ward_desk.ui.find import Found
from ward_desk.ui.frame_words import FrameWords
from ward_desk.ui.main_window import MainWindow, PageSpec, Words
from ward_desk.ui.page import Page
from ward_desk.ui.prefs import Prefs


class Titles(Page):
    """A page with one box: the title of the first action."""

    tables: ClassVar[frozenset[str]] = frozenset({"action"})
    made = 0

    def __init__(self, doc: Document, prefs: Prefs) -> None:
        super().__init__()
        Titles.made += 1
        self.doc = doc
        self.refreshed: list[ChangeSet | None] = []
        self.opened: tuple[str, str, str] = ("", "", "")
        self.box = QLineEdit()
        self.dropped: list[Path] = []
        self.entered = 0
        QVBoxLayout(self).addWidget(self.box)

    @property
    def row_id(self) -> str:
        return str(self.doc.store.rows("action", order="ref")[0]["id"])

    def refresh(self, changes: ChangeSet | None) -> None:
        self.refreshed.append(changes)
        row = self.doc.store.get("action", self.row_id)
        assert row is not None
        self.box.setText(str(row["title"]))

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        self.opened = (table, row_id, field)
        return row_id != "gone"

    def take_keyboard(self) -> None:
        self.entered += 1

    def commit_pending(self) -> None:
        edits.edit(self.doc, "action", self.row_id, {"title": self.box.text()})

    def drop_file(self, path: Path) -> bool:
        self.dropped.append(path)
        return True

    def shout(self) -> None:
        self.box.setText(self.box.text().upper())

    def fail(self) -> None:
        raise KnownError("full", "The disk is full.", "The document is as it was.", "Make room.")


class Desk:
    """The application behind the window, which only notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def new_ward(self) -> None:
        self.asked.append("new")

    def open_ward(self) -> None:
        self.asked.append("open")

    def open_path(self, path: Path) -> None:
        self.asked.append(path.name)

    def save_copy(self) -> None:
        self.asked.append("copy")

    def collate_returns(self) -> None:
        self.asked.append("collate")

    def close_ward(self) -> None:
        self.asked.append("close")

    def quit(self) -> None:
        self.asked.append("quit")

    def about(self) -> None:
        self.asked.append("about")

    def show_help(self, topic: str) -> None:
        self.asked.append(f"help {topic}".strip())


OWN = {
    "plan": (
        Command("plan.shout", "Shout", "shout", "Ctrl+Shift+U", main=True),
        Command("plan.fail", "Fail", "fail", button=False),
    )
}


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def window(
    desk: Desk, prefs: Prefs, ward: Document, qtbot: QtBot, light: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setattr(commands, "PAGE_COMMANDS", OWN)
    monkeypatch.setattr(Titles, "made", 0)

    def search(doc: Document, words: str) -> Sequence[Found]:
        rows = doc.store.rows("action", order="ref")
        return [
            Found(("action", str(row["id"])), str(row["title"]), "Action", str(row["ref"]))
            for row in rows
            if words.lower() in str(row["title"]).lower()
        ]

    window = MainWindow(
        desk, prefs,
        [PageSpec("home", "Home", "home", Titles), PageSpec("plan", "Action plan", "actions", Titles, ("action",)),
         PageSpec("help", "Help", "help", Titles, at_foot=True)],
        lambda: QLabel("Start here"), search,
        lambda doc: Words("A sample", badges={"plan": 3}, next_return="Q3 2023-24 return due 15 Jan 2024"),
    )  # fmt: skip
    qtbot.addWidget(window)
    window.set_document(ward)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    window.set_document(None)


def page(window: MainWindow) -> Titles:
    found = window.page
    assert isinstance(found, Titles)
    return found


def test_a_page_is_made_when_it_is_first_shown(window: MainWindow) -> None:
    assert Titles.made == 1
    window.show_page("plan")
    window.show_page("home")
    window.show_page("plan")
    assert Titles.made == 2


def test_keys_and_the_list_of_pages_go_to_pages(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.top.title.words == "Action plan"
    assert page(window).entered == 1
    window.nav.pages.setFocus()
    qtbot.keyClick(window.nav.pages, Qt.Key.Key_Up)
    assert window.top.title.words == "Home"
    for _ in range(2):
        qtbot.keyClick(window.nav.pages, Qt.Key.Key_Down)
    assert window.top.title.words == "Help"


def test_a_page_on_screen_hears_of_changes_and_a_hidden_one_later(window: MainWindow, ward: Document) -> None:
    first = page(window)
    window.show_page("plan")
    second = page(window)
    first.refreshed.clear()
    second.refreshed.clear()
    edits.edit(ward, "action", second.row_id, {"title": "Another title"})
    assert second.box.text() == "Another title"
    assert first.refreshed == []
    window.show_page("home")
    assert first.refreshed == [None]
    assert first.box.text() == "Another title"


def test_a_page_is_not_told_of_its_own_change_nor_of_other_tables(window: MainWindow, ward: Document) -> None:
    one = page(window)
    one.refreshed.clear()
    edits.edit(ward, "action", one.row_id, {"title": "Mine"}, one)
    edits.add(ward, "risk", {"title": "Rain"})
    assert one.refreshed == []


def test_leaving_a_page_keeps_what_is_half_typed(window: MainWindow, ward: Document) -> None:
    page(window).box.setText("Half typed")
    window.show_page("plan")
    assert page(window).box.text() == "Half typed"


def test_undo_keeps_what_is_half_typed_first_and_names_what_it_undoes(window: MainWindow, ward: Document) -> None:
    before = page(window).box.text()
    page(window).box.setText("Half typed")
    window.undo()
    assert page(window).box.text() == before
    assert window.menus.action("edit.redo").text().startswith("Redo Edit CHE-01")
    window.redo()
    assert page(window).box.text() == "Half typed"
    assert window.menus.action("edit.undo").text().startswith("Undo Edit CHE-01")


def test_undo_after_a_signature_says_that_it_stays_and_the_menu_says_so_too(
    window: MainWindow, ward: Document, person: Person
) -> None:
    action = str(ward.store.rows("action", order="ref")[0]["id"])
    title = page(window).box.text()
    edits.edit(ward, "action", action, {"title": "Litter pick"})
    earlier = ward.undo_label
    row = str(ward.store.rows("quarterly_return")[0]["id"])

    def sign(store: Store) -> None:
        store.update("quarterly_return", row, {"status": "signed"})
        return_life.keep(store, row)

    ward.run(Op("return.edit", "Sign the Q3 return"), sign)
    entry = window.menus.action("edit.undo")
    assert (entry.text(), entry.isEnabled()) == ("Can’t undo Sign the Q3 return…", True)
    window.undo()
    assert person.told[-1].startswith("“Sign the Q3 return” can't be undone.")
    assert page(window).box.text() == "Litter pick"
    assert entry.text() == f"Undo {earlier}"
    window.undo()
    assert page(window).box.text() == title
    assert len(person.told) == 1


def test_on_a_new_day_everything_that_shows_the_day_is_asked_again(
    window: MainWindow, ward: Document, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    plan, home = window.show_page("plan"), window.show_page("home")
    assert isinstance(plan, Titles)
    assert isinstance(home, Titles)
    asked = len(plan.refreshed), len(home.refreshed)
    bridge = window.findChild(Bridge)
    assert bridge is not None
    bridge.poll()
    assert (len(plan.refreshed), len(home.refreshed)) == asked
    monkeypatch.setattr(ward, "_clock", lambda: datetime(2023, 12, 19, 0, 5))
    words: list[object] = []
    window.findChild(FrameWords).said.connect(words.append)  # type: ignore[union-attr]
    bridge.poll()
    bridge.poll()
    assert (len(plan.refreshed), len(home.refreshed)) == (asked[0], asked[1] + 1)
    window.show_page("plan")
    assert len(plan.refreshed) == asked[0] + 1
    qtbot.waitUntil(lambda: bool(words))


def test_a_removal_is_offered_back_until_something_else_changes(window: MainWindow, ward: Document) -> None:
    gone = str(ward.store.rows("risk", order="title")[0]["id"])
    edits.remove(ward, "risk", gone)
    page(window).removed.emit("Removed CHE-R01")
    assert window.undo_strip.isVisible()
    undo = window.undo_strip.findChild(QPushButton)
    assert isinstance(undo, QPushButton)
    undo.click()
    assert ward.store.get("risk", gone) is not None
    assert not window.undo_strip.isVisible()
    edits.remove(ward, "risk", gone)
    page(window).removed.emit("Removed CHE-R01")
    edits.add(ward, "risk", {"title": "Rain"})
    assert not window.undo_strip.isVisible()


def test_the_frame_says_what_stands_where(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.notice.isVisible())
    assert window.notice.accessibleName() == "A sample"
    assert window.nav.pages.item(1).data(Qt.ItemDataRole.AccessibleTextRole) == "Action plan, 3 to look at"
    assert window.windowTitle().startswith("Chesham")


def test_a_command_is_carried_out_by_its_page_from_anywhere(window: MainWindow) -> None:
    window.carry_out("plan.shout")
    assert window.top.title.words == "Action plan"
    assert page(window).box.text().isupper()


def test_what_the_world_refuses_is_told_in_its_three_parts(window: MainWindow, person: Person) -> None:
    window.carry_out("plan.fail")
    assert person.told == ["The disk is full. The document is as it was. Make room."]


def test_a_command_of_the_application_reaches_it(window: MainWindow, desk: Desk) -> None:
    for one in ("file.new", "file.copy", "help.page", "help.about"):
        window.carry_out(one)
    assert desk.asked == ["new", "copy", "help", "about"]


def test_every_command_of_the_window_has_someone_to_carry_it_out(window: MainWindow, desk: Desk) -> None:
    for command in commands.WINDOW_COMMANDS:
        assert callable(getattr(window, command.handler, None) or getattr(desk, command.handler, None)), command.id
        assert not command.enabled or hasattr(MainWindow, command.enabled), command.id


def test_no_two_commands_share_a_key() -> None:
    shared = [one.shortcut for one in commands.WINDOW_COMMANDS if one.shortcut]
    assert len(shared) == len(set(shared))
    for own in commands.PAGE_COMMANDS.values():
        keys = [*shared, *(one.shortcut for one in own if one.shortcut)]
        assert len(keys) == len(set(keys))


def find(window: MainWindow, qtbot: QtBot, words: str) -> None:
    window.find_anything()
    box = window.findChild(QLineEdit, "find_box")
    assert isinstance(box, QLineEdit)
    qtbot.keyClicks(box, words)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def test_find_anything_goes_to_a_page_a_command_and_a_record(window: MainWindow, qtbot: QtBot) -> None:
    find(window, qtbot, "action pl")
    assert window.top.title.words == "Action plan"
    find(window, qtbot, "shout")
    assert page(window).box.text().isupper()
    find(window, qtbot, "library")
    assert page(window).opened[0] == "action"


def test_escape_leaves_find_anything_where_one_was(window: MainWindow, qtbot: QtBot) -> None:
    page(window).box.setFocus()
    window.find_anything()
    box = window.findChild(QLineEdit, "find_box")
    assert isinstance(box, QLineEdit)
    assert box.hasFocus()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.isVisible()
    assert page(window).box.hasFocus()


def test_a_record_that_is_gone_is_said_kindly(window: MainWindow) -> None:
    assert not window.open_record("action", "gone")
    assert not window.open_record("no such table", "x")
    assert window.open_record("action", "here", "due")
    assert page(window).opened == ("action", "here", "due")


def test_closing_keeps_what_is_half_typed_and_the_place_of_the_window(
    window: MainWindow, ward: Document, prefs: Prefs, qtbot: QtBot
) -> None:
    one = page(window)
    one.box.setText("At the last moment")
    with qtbot.waitSignal(window.closed):
        window.close()
    assert ward.store.rows("action", order="ref")[0]["title"] == "At the last moment"
    assert not prefs.geometry.isEmpty()


def test_without_a_document_there_is_a_place_to_start(window: MainWindow) -> None:
    window.set_document(None)
    assert window.findChild(QLabel, "") is not None
    assert not window.nav.isVisible()
    assert not window.menus.action("file.copy").isEnabled()
    assert window.menus.action("file.open").isEnabled()
    assert window.show_page("home") is None


def test_colours_and_size_of_text_are_changed_and_remembered(window: MainWindow, prefs: Prefs) -> None:
    window.set_theme("dark")
    window.bigger_text()
    assert (prefs.theme, prefs.text_size) == ("dark", 115)
    window.smaller_text()
    window.smaller_text()
    window.smaller_text()
    assert prefs.text_size == 90


def test_it_fits_a_small_screen(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1024, 640)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == (1024, 640))
    for one in (window.nav, window.top, window.status, window.stack):
        assert window.rect().contains(
            one.geometry().translated(one.parentWidget().mapTo(window, one.pos()) - one.pos())
        )


def test_every_control_of_the_frame_says_its_name(window: MainWindow) -> None:
    for one in window.findChildren(QWidget):
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(one.parent(), Titles):
            named = one.accessibleName() or (one.text() if isinstance(one, QPushButton) else "")
            assert named, one


def test_where_there_is_little_room_lesser_buttons_go_into_a_menu_and_the_title_stays_whole(
    light: QApplication, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar, tool = TopBar(window), QPushButton("2023-24")
    bar.show_page("Activity counts", [tool], [
        Command("one.enter", "Enter this month", "enter"), Command("one.new", "New count", "new", main=True),
    ])  # fmt: skip
    window.resize(900, 120)
    bar.resize(900, 100)
    window.show()
    buttons = {one.objectName(): one for one in bar.findChildren(QPushButton) if one.objectName()}
    assert buttons["one.enter"].isVisible()
    assert not bar.more.isVisible()
    assert bar.finder.text().startswith("Find anything")
    bar.set_enabled("one.enter", False)
    for width in range(900, 330, -30):
        bar.resize(width, 100)
        assert bar.title.text() == "Activity counts"
        assert buttons["one.new"].isVisible()
        shown = [one for one in bar.findChildren(QPushButton) if one.isVisible()]
        bar.layout().activate()
        assert all(one.width() >= one.sizeHint().width() for one in shown), width
        assert all(bar.rect().contains(one.geometry()) for one in shown), width
    assert not buttons["one.enter"].isVisible()
    assert bar.more.isVisible()
    menu = bar.more.menu()
    menu.aboutToShow.emit()
    (enter,) = (one for one in menu.actions() if one.text() == "Enter this month")
    assert not enter.isEnabled()
    bar.set_enabled("one.enter", True)
    menu.aboutToShow.emit()
    (enter,) = (one for one in menu.actions() if one.text() == "Enter this month")
    with qtbot.waitSignal(bar.asked) as asked:
        enter.trigger()
    assert asked.args == ["one.enter"]
    assert tool.isVisible()
    bar.resize(900, 100)
    assert buttons["one.enter"].isVisible()
    assert not bar.more.isVisible()

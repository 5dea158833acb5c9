"""Main window: the frame around the pages: it makes each when first shown, tells it of changes, and asks it to
keep what is half typed before anything is undone, left or closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.errors import KnownError
from ward_desk.service.document import Document
from ward_desk.ui import commands, dialogs, dress
from ward_desk.ui.bridge import Bridge
from ward_desk.ui.commands import Command
from ward_desk.ui.frame import Frame
from ward_desk.ui.frame_words import FrameWords
from ward_desk.ui.frame_words import Words as Words
from ward_desk.ui.menus import Menus
from ward_desk.ui.page import Page
from ward_desk.ui.prefs import Prefs

if TYPE_CHECKING:  # imported when the box is first asked for
    from ward_desk.ui.find import FindPanel, Found

RETURNS = "returns"  # the key of the page from which people go and mend
SMALLEST = 1024, 640
USUAL = 1440, 900
FRAME = 40  # what the desktop puts round a window, which must not push the status bar off a small screen


class PageSpec(NamedTuple):
    """A page the window can show. The factory is called when it is first shown, and imports the page then."""

    key: str
    title: str
    icon: str
    factory: Callable[[Document, Prefs], Page]
    opens: tuple[str, ...] = ()  # tables whose records are shown there
    at_foot: bool = False  # at the foot of the list of pages


class Desk(Protocol):
    """The application behind the window: it opens and closes documents."""

    def new_ward(self) -> None: ...
    def open_ward(self) -> None: ...
    def open_path(self, path: Path) -> None: ...
    def save_copy(self) -> None: ...
    def collate_returns(self) -> None: ...
    def close_ward(self) -> None: ...
    def quit(self) -> None: ...
    def about(self) -> None: ...
    def show_help(self, topic: str) -> None: ...


class MainWindow(QMainWindow):
    """The one window. `set_document` gives it a document to show, or none."""

    closed = Signal()  # after everything half typed was kept

    def __init__(
        self,
        desk: Desk,
        prefs: Prefs,
        pages: Sequence[PageSpec],
        start: Callable[[], QWidget],
        search: Callable[[Document, str], Sequence[Found]],
        words: Callable[[Document], Words],
    ) -> None:
        super().__init__()
        self._desk, self._prefs, self._specs = desk, prefs, {spec.key: spec for spec in pages}
        self._start, self._search = start, search
        self._doc: Document | None = None
        self._bridge: Bridge | None = None
        self._made: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._page_key = self._mending = ""
        self._find: FindPanel | None = None
        self.setWindowTitle("Ward Desk")
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self._build()
        self._words = FrameWords(words, self)
        self._words.damaged.connect(self._on_failed)
        self._words.said.connect(self._say)
        if prefs.geometry.isEmpty() or not self.restoreGeometry(prefs.geometry):
            room = self.screen().availableSize()
            self.resize(min(USUAL[0], room.width()), min(USUAL[1], room.height() - FRAME))

    def _build(self) -> None:
        specs = self._specs.values()
        self._frame = Frame([(one.key, one.title, one.icon, one.at_foot) for one in specs])
        self.nav, self.top, self.notice = self._frame.nav, self._frame.top, self._frame.notice
        self.undo_strip, self.status, self.stack = self._frame.undo_strip, self._frame.status, self._frame.stack
        self.setCentralWidget(self._frame)
        self.menus = Menus(
            self.menuBar(),
            [(one.key, one.title) for one in specs],
            self._prefs.recent,
            self.possible,
        )
        self.menus.asked.connect(self.carry_out)
        self.menus.page_asked.connect(self._go_to_page)
        self.menus.theme_asked.connect(self.set_theme)
        self.menus.recent_asked.connect(self._desk.open_path)
        self.nav.chosen.connect(self.show_page)
        self.top.find_requested.connect(self.find_anything)
        self.top.asked.connect(self.carry_out)
        self.undo_strip.undo.connect(self.undo)

    # ---- the document

    def set_document(self, doc: Document | None, page: str = "") -> None:
        """Show a document, on the page named or the one shown last; or the start page for none."""
        self._words.follow(None)
        if self._bridge is not None:
            self._bridge.close()
            self._bridge.deleteLater()
            self._bridge = None
        if self._made:
            self._end_jobs()
        self._frame.clear()
        self._made.clear()
        self._stale.clear()
        self._page_key = self._mending = ""
        self._doc = doc
        has = doc is not None
        self._frame.show_bars(has)
        if self._find is not None:
            self._find.hide()
        self.undo_strip.withdraw()
        self.notice.show_words("")
        self.menus.set_has_document(has)
        self._update_undo()
        if doc is None:
            self.setWindowTitle("Ward Desk")
            self.menus.show_page("", ())
            self.stack.addWidget(self._start())
            return
        ward = doc.partnership
        name, programme = str(ward["ward"]), str(ward["programme"])
        self.nav.set_names(name, f"Ward Partnership · {programme}")
        self.setWindowTitle(f"{name} – Ward Desk")
        self._bridge = Bridge(doc, self)
        self._bridge.changed.connect(self._on_changed)
        self._bridge.new_day.connect(self._on_new_day)
        self._bridge.failed.connect(self._on_failed)
        wanted = page or self._prefs.last_page
        self.show_page(wanted if wanted in self._specs else next(iter(self._specs)))
        self._words.follow(doc)

    @property
    def document(self) -> Document | None:
        """The document shown."""
        return self._doc

    @property
    def has_document(self) -> bool:
        """Whether there is a document to show."""
        return self._doc is not None

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo, or to say of what can't be undone."""
        return self._doc is not None and (self._doc.undo_label or self._doc.undo_stop) is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is something to redo."""
        return self._doc is not None and self._doc.redo_label is not None

    def _on_changed(self, changes: ChangeSet) -> None:
        self.undo_strip.withdraw()
        for key, page in self._made.items():
            if page.tables and page.tables.isdisjoint(changes.tables):
                continue
            if key != self._page_key:
                self._stale.add(key)
            elif changes.initiator is not page:
                page.refresh(changes)
        self._update_undo()
        self._words.changed()

    def _on_new_day(self) -> None:
        """What is late, due and near is another thing today, on every page."""
        self._stale.update(self._made.keys() - {self._page_key})
        if self.page is not None:
            self.page.refresh(None)
        self._words.changed()

    def _on_failed(self, error: KnownError) -> None:
        self.notice.show_words(error.sentence)

    def _update_undo(self) -> None:
        undo = self._doc.undo_label if self._doc else None
        stop = self._doc.undo_stop if self._doc else None
        redo = self._doc.redo_label if self._doc else None
        self.menus.rename("edit.undo", f"Undo {undo}" if undo else f"Can’t undo {stop}…" if stop else "Undo")
        self.menus.rename("edit.redo", f"Redo {redo}" if redo else "Redo")
        self.menus.update_enabled()

    def _say(self, words: Words) -> None:
        assert self._doc is not None
        self.notice.show_words(words.notice)
        self.status.show_document(words.state, self._doc.path.name, words.backup, words.next_return)
        for key in self._specs:
            self.nav.set_badge(key, words.badges.get(key, 0))
        if self.page is not None:
            self.page.settled()

    # ---- the pages

    @property
    def page(self) -> Page | None:
        """The page shown."""
        return self._made.get(self._page_key)

    def show_page(self, key: str) -> Page | None:
        """Show a page, making it when it is not there yet. None when there is no document."""
        if self._doc is None:
            return None
        if key == self._page_key:
            return self._made[key]
        self.commit_pending()
        spec = self._specs[key]
        page = self._made.get(key)
        if page is None:
            page = self._made[key] = spec.factory(self._doc, self._prefs)
            page.open_requested.connect(self._on_open_requested)
            page.removed.connect(self.undo_strip.offer)
            page.said.connect(self.status.say)
            page.title_changed.connect(self._on_title)
            page.commands_changed.connect(self._update_commands)
            self.stack.addWidget(page)
            self._stale.add(key)
        self._page_key, self._mending = key, ""
        self._prefs.last_page = key
        self.nav.select(key)
        own = commands.of_page(key)
        self.top.show_page(page.title or spec.title, page.tools(), own)
        self.menus.show_page(key, own)
        if key in self._stale:
            self._stale.discard(key)
            page.refresh(None)
        else:
            page.settled()
        self.stack.setCurrentWidget(page)
        self._update_commands()
        return page

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show a record on the page its table belongs to, or just that page for an empty id; False when it is gone."""
        spec = next((one for one in self._specs.values() if table in one.opens), None)
        if spec is None:
            return False
        page = self.show_page(spec.key)
        if not row_id:
            return page is not None
        if page is not None and page.open_record(table, row_id, field):
            return True
        self.status.say("It is not there any more. Undo, or History, can bring it back.")
        return False

    def _on_open_requested(self, table: str, row_id: str, field: str) -> None:
        for_return = self._page_key == RETURNS
        if self.open_record(table, row_id, field) and for_return and self._page_key != RETURNS:
            self._mending = self._page_key
            self.status.say("Mend it, then F8 brings you back to the return.")
            self.menus.update_enabled()

    @property
    def is_mending(self) -> bool:
        """Whether the record shown was come to from a return, to mend something for it."""
        return bool(self._mending)

    def back_to_return(self) -> None:
        """Go back to the return, to the next thing to mend."""
        page = self.show_page(RETURNS)
        if page is not None:
            self.status.say("Back at the return.")
            page.take_keyboard()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Esc that neither a field nor a list had a use for.
        if event.key() == Qt.Key.Key_Escape and self.is_mending:
            self.back_to_return()
        else:
            super().keyPressEvent(event)

    def commit_pending(self) -> None:
        """Keep what is half typed on the page shown."""
        if self.page is not None:
            self.page.commit_pending()

    def _on_title(self, words: str) -> None:
        page = self.sender()
        if isinstance(page, Page):
            page.title = words  # when it is shown again, too
        if page is self.page:
            self.top.set_title(words)

    def _update_commands(self) -> None:
        self.menus.update_enabled()
        for command in commands.of_page(self._page_key):
            self.top.set_enabled(command.id, self.possible(command))

    # ---- commands

    def _handler(self, command: Command) -> object:
        """Who carries a command out: the page for its own, else the window, else the application behind it."""
        if command in commands.of_page(self._page_key):
            return self.page
        return self if hasattr(self, command.handler) else self._desk

    def possible(self, command: Command) -> bool:
        """Whether a command can be carried out now."""
        judge = self.page if command in commands.of_page(self._page_key) else self
        return not command.enabled or bool(getattr(judge, command.enabled, False))

    def carry_out(self, command_id: str) -> None:
        """Do what a command says; a command of another page shows that page first."""
        for key, rows in commands.PAGE_COMMANDS.items():
            if key in self._specs and any(one.id == command_id for one in rows):
                self.show_page(key)
        known = (*commands.WINDOW_COMMANDS, *commands.of_page(self._page_key))
        command = next(one for one in known if one.id == command_id)
        if not self.possible(command):
            return
        try:
            getattr(self._handler(command), command.handler)()
        except KnownError as error:
            dialogs.tell_error(self, error)

    def undo(self) -> None:
        """Take the last operation back, what is half typed being kept first."""
        self._step(lambda doc: doc.undo(), "Undone")

    def redo(self) -> None:
        """Bring the operation last undone back."""
        self._step(lambda doc: doc.redo(), "Redone")

    def _step(self, step: Callable[[Document], ChangeSet], words: str) -> None:
        if self._doc is None:
            return
        self.commit_pending()
        label = self._doc.undo_label if words == "Undone" else self._doc.redo_label
        try:
            changes = step(self._doc)
        except KnownError as error:
            dialogs.tell_error(self, error)
            self._update_undo()
            return
        if self.page is not None:
            self.page.show_change(changes)
        self.status.say(f"{words}: {label}")

    def find_anything(self) -> None:
        """Bring up the box that finds pages, commands and records."""
        if self._doc is None:
            return
        if self._find is None:
            from ward_desk.ui.find import FindPanel

            self._find = FindPanel(self._fixed, self._found, self._frame)
            self._find.went.connect(self._go)
        self._find.open()

    def _fixed(self) -> list[Found]:
        from ward_desk.ui.find_offers import offers

        return offers([(one.key, one.title) for one in self._specs.values()], self._page_key, self.possible)

    def _found(self, words: str) -> Sequence[Found]:
        return self._search(self._doc, words) if self._doc is not None else ()

    def _go(self, kind: str, key: str) -> None:
        if kind == "page":
            self._go_to_page(key)
        elif kind == "command":
            self.carry_out(key)
        elif kind == "theme":
            self.set_theme(key)
        else:
            self.open_record(kind, key)

    def _go_to_page(self, key: str) -> None:
        page = self.show_page(key)
        if page is not None:
            page.take_keyboard()

    def filter_page(self) -> None:
        """Put the keyboard into the page's filter box."""
        if self.page is not None:
            self.page.focus_filter()

    def help_page(self) -> None:
        """Open the help of the page shown."""
        self._desk.show_help(self.page.help_topic() if self.page is not None else "")

    def show_keys(self) -> None:
        """List every key and what it does."""
        dialogs.tell(self, "Keyboard shortcuts", "\n".join(f"{key}: {words}" for key, words in commands.shortcuts()))

    def set_theme(self, name: str) -> None:
        """Change the colours, now and next time."""
        dress.change_colours(self._prefs, name)

    def bigger_text(self) -> None:
        """The next bigger size of text."""
        dress.change_size(self._prefs, bigger=True)

    def smaller_text(self) -> None:
        """The next smaller size of text."""
        dress.change_size(self._prefs, bigger=False)

    # ---- the window itself

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._find is not None and self._find.isVisible():
            self._find.hide()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            path = Path(url.toLocalFile())
            if path.suffix.lower() == ".ward":
                self._desk.open_path(path)
            elif self.page is None or not self.page.drop_file(path):
                self.status.say(f"This page does not take {path.name}.")

    def _end_jobs(self) -> None:
        """Let no work go on that reads the document or tells a page which is about to go."""
        from ward_desk.ui.asking import Asking
        from ward_desk.ui.jobs import Job

        for job in self.findChildren(Job):
            job.stop()
            job.wait()
        for asking in self.findChildren(Asking):
            asking.hold_on()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.commit_pending()
        self._end_jobs()
        self._prefs.geometry = self.saveGeometry()
        self._prefs.sync()
        self._words.follow(None)
        if self._bridge is not None:
            self._bridge.close()
        self.closed.emit()
        event.accept()

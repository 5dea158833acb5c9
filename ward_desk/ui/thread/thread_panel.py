"""Thread panel: the golden thread of one record, for any page: followed by click and by key, linked by search and drag.

A page puts it into itself and calls `show_record`; what is changed here is one operation each, and undone as such.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.errors import KnownError
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.thread import thread as service
from ward_desk.service.thread import thread_actions, thread_links, thread_words
from ward_desk.service.thread.thread import Node, Thread
from ward_desk.ui import dialogs, theme
from ward_desk.ui.drag_records import Record
from ward_desk.ui.page import Page
from ward_desk.ui.thread.link_picker import LinkPicker, Pick
from ward_desk.ui.thread.thread_chain import NOTHING, ThreadChain
from ward_desk.ui.thread.thread_nodes import NodeLine
from ward_desk.ui.thread.thread_parts import Link
from ward_desk.ui.widgets import ElidedLabel, FlowLayout, label, row


class ThreadPanel(QWidget):
    """What led to a record and what came of it, stage by stage.

    `titled` names the chosen record at the top, for a page that shows it nowhere else; other pages name it once
    somebody has walked away from theirs.
    """

    open_requested = Signal(str, str, str)  # table, id, field
    removed = Signal(str)  # words for the strip: "Took CHE-F03 off CHE-07"
    said = Signal(str)  # words for the status bar
    linked = Signal()  # something was linked or made here
    walked = Signal(str, str)  # the record the thread is shown from now
    left = Signal()  # the picker was left with Esc

    def __init__(self, doc: Document, parent: QWidget | None = None, *, titled: bool = False) -> None:
        super().__init__(parent)
        self.doc, self._titled = doc, titled
        self._path: list[Record] = []
        self._at = -1
        self._shown: dict[str, int] = {}  # stage -> how many of it people asked for
        self._thread: Thread | None = None
        self._stale = False
        self._lettered = theme.px(100)  # the size of text the stages were made in
        self._picker: LinkPicker | None = None
        self._meant: Record = NOTHING  # the record the keyboard goes to next
        self.setAccessibleName("The golden thread")
        self.heading = label("The golden thread", "heading")
        self.back_link = Link("‹ Back", "Back along the path walked (Alt+Left)")
        self.forward_link = Link("Forward ›", "On along the path walked (Alt+Right)")
        self.open_link = Link("Open", "Open this record on its own page (Ctrl+Enter)")
        for one, do in ((self.back_link, self.back), (self.forward_link, self.forward),
                        (self.open_link, self.open_chosen)):  # fmt: skip
            one.clicked.connect(do)
        self.title = ElidedLabel("", "heading" if titled else "")
        self._bar = QWidget()
        bar = FlowLayout(self._bar, gap=theme.px(8))
        for one in (self.back_link, self.forward_link, self.open_link):
            bar.addWidget(one)
        self.chain = ThreadChain(self.may_link)
        for signal, does in (
            (self.chain.followed, self.follow), (self.chain.opened, self._open), (self.chain.off, self.take_off),
            (self.chain.link_asked, self.pick), (self.chain.more_asked, self._on_more),
            (self.chain.step_asked, self._on_step), (self.chain.make_asked, self.make_action),
            (self.chain.dropped, lambda to, records: self.link(to or self.chosen, records)),
        ):  # fmt: skip
            signal.connect(does)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if titled:
            self.heading.hide()
            column.addWidget(self.title)
            column.addWidget(self._bar)
        else:
            column.addLayout(row(self.heading, stretch=0))
            column.addWidget(self.title)
            column.addWidget(self._bar)
        column.addSpacing(4)
        column.addWidget(self.chain)

    # ---- what is shown

    def show_record(self, table: str, row_id: str) -> None:
        """Show the thread of a record. The same one again shows it as it is now, however far somebody walked."""
        if not self._path or self._path[0] != (table, row_id):
            self._path, self._at = [(table, row_id)], 0
            self._shown.clear()
            self.close_picker()
        self.refresh()

    def clear(self) -> None:
        """Show no thread."""
        self._path, self._at = [], -1
        self.refresh()

    @property
    def chosen(self) -> Record:
        """The record the thread is shown from; two empty words for none."""
        return self._path[self._at] if self._path else NOTHING

    @property
    def found(self) -> Thread | None:
        """The thread shown."""
        return self._thread

    @property
    def nodes(self) -> list[NodeLine]:
        """The records shown, from the first stage to the last."""
        return self.chain.nodes

    @property
    def can_edit(self) -> bool:
        """Whether links can be made."""
        return not self.doc.read_only

    def refresh(self) -> None:
        """Ask for the thread again; kept for when it is seen."""
        if not self.isVisible():
            self._stale = True
            return
        if self._picker is not None and self._picker.box.text():
            self._stale = True  # what is half typed stays; the thread follows once the picker is put away
            return
        self._stale = False
        found = self._ask()
        if found == self._thread and self.chain.boxes:
            return
        place = self.chain.place()
        self._thread = found
        self._build()
        self.chain.give_keyboard(place, self._meant)
        self._meant = NOTHING

    def _ask(self) -> Thread | None:
        """The thread of the chosen record; of the last one before it on the path that is still there."""
        while self._path:
            try:
                return service.thread(self.doc, *self.chosen, self._shown)
            except KnownError:
                self._path, self._at = self._path[: self._at], self._at - 1
        return None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._lettered != theme.px(100):
            self._lettered, self._thread = theme.px(100), None  # made anew, in the size of text in use
            self.refresh()

    def _build(self) -> None:
        self.close_picker()
        self._show_top()
        linkable = [stage for table, stage in thread_links.LINKS_AT if table == self.chosen[0] and self.can_edit]
        self.chain.show_thread(self._thread, editable=self.can_edit, linkable=linkable, makes=self.can_make)

    def _show_top(self) -> None:
        found, walked = self._thread, len(self._path) > 1
        away = found is not None and (self._titled or walked)
        self.title.set_words(f"{found.ref}  {found.words}".strip() if found else "")
        self.title.setVisible(away)
        self.back_link.setVisible(walked)
        self.back_link.setEnabled(self._at > 0)
        self.forward_link.setVisible(walked)
        self.forward_link.setEnabled(self._at < len(self._path) - 1)
        self.open_link.setVisible(away)
        self.open_link.set_words(f"Open {found.ref}" if found and found.ref else "Open")
        self._bar.setVisible(away)

    # ---- walking

    def follow(self, node: Node) -> None:
        """Show the thread of one of its records."""
        if node.table not in service.KINDS:
            self._open(node)
            return
        self._path = [*self._path[: self._at + 1], (node.table, node.row_id)]
        self._walk(len(self._path) - 1)

    def back(self) -> None:
        """Go back to the record one came from."""
        if self._at > 0:
            self._walk(self._at - 1)

    def forward(self) -> None:
        """Go on to the record one came back from."""
        if self._at < len(self._path) - 1:
            self._walk(self._at + 1)

    def _walk(self, at: int) -> None:
        self._at = at
        self._shown.clear()
        self._meant = self.chosen
        self.refresh()
        self.walked.emit(*self.chosen)

    def open_chosen(self) -> None:
        """Open the chosen record on its own page."""
        if self._path:
            self.open_requested.emit(*self.chosen, "")

    def _open(self, node: Node) -> None:
        self.open_requested.emit(node.table, node.row_id, node.field)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if alt and key == Qt.Key.Key_Left:
            self.back()
        elif alt and key == Qt.Key.Key_Right:
            self.forward()
        elif plain and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.chain.step(1 if key == Qt.Key.Key_Down else -1)
        elif plain and key == Qt.Key.Key_L:
            place = self.chain.place()
            self.pick(place.stage if place else "")
        elif plain and key == Qt.Key.Key_M and self.can_make:
            self.make_action()
        else:
            super().keyPressEvent(event)

    def focus(self) -> None:
        """Put the keyboard on the chosen record."""
        self.chain.focus()

    def _on_more(self, stage: str) -> None:
        self._shown[stage] = self._shown.get(stage, service.SHOWN) + service.MORE
        self.refresh()

    # ---- changing

    @property
    def can_make(self) -> bool:
        """Whether an action can be made from the chosen record."""
        table, row_id = self.chosen
        found = self.doc.store.get(table, row_id) if table else None
        return self.can_edit and found is not None and thread_actions.can_make_action(table, found)

    @property
    def can_link(self) -> bool:
        """Whether anything can be linked to the chosen record."""
        return self.can_edit and any(table == self.chosen[0] for table, _ in thread_links.LINKS_AT)

    def pick(self, stage: str = "") -> None:
        """Open the picker at a stage; at the first that wants something where it is not said or has nothing to link."""
        places = [key for key in self.chain.boxes if (self.chosen[0], key) in thread_links.LINKS_AT]
        if not self.can_edit or not places:
            return
        empty = (key for key in places if not self.chain.boxes[key].stage.nodes)
        at = stage if stage in places else next(empty, places[0])
        table, row_id = self.chosen

        def search(words: str) -> list[Pick]:
            found = thread_links.offered(self.doc, table, row_id, at, words)
            return [Pick(one.table, one.row_id, f"{one.ref} {one.words}".strip(), one.small) for one in found]

        picker = self._open_picker(at)
        picker.offer(f"{thread_words.link_words(table, at).rstrip('…')}: type words of it", search)
        picker.chosen.connect(lambda other, other_id: self.link((table, row_id), ((other, other_id),)))

    def _open_picker(self, stage: str) -> LinkPicker:
        self.close_picker()
        picker = self._picker = LinkPicker("Link")
        picker.left.connect(self._on_left)
        self.chain.boxes[stage].put_picker(picker)
        picker.show()
        picker.focus()
        QTimer.singleShot(0, picker, lambda: self.chain.bring_up(picker))  # when it is known how tall it is
        return picker

    def close_picker(self) -> None:
        """Put the picker away."""
        picker, self._picker = self._picker, None
        if picker is not None:
            picker.hide()
            picker.deleteLater()
            if self._stale:
                self.refresh()

    @property
    def picker(self) -> LinkPicker | None:
        """The picker, while it is open."""
        return self._picker

    def _on_left(self) -> None:
        self.close_picker()
        self.focus()
        self.left.emit()

    def may_link(self, to: Record | None, records: tuple[Record, ...]) -> bool:
        """Whether records can be linked to a record of the thread, or to the chosen one."""
        table, row_id = to or self.chosen
        if not self.can_edit or not table or not records:
            return False
        known = thread_links.linkable(table)
        return all(one in known and (one, other) != (table, row_id) for one, other in records)

    def link(self, to: Record, records: tuple[Record, ...]) -> None:
        """Link records to one, as one operation; an event and a count are asked how many first."""
        if not self.may_link(to, records):
            return
        if thread_links.needs_number(to[0], records[0][0]):
            self._ask_number(to, records[0])
            return
        done: list[ChangeSet] = []
        linked = self._change(lambda: done.append(thread_links.link_many(self.doc, to, records)), records[0])
        if linked and done[0]:  # the label tells what lost its place, too
            self.said.emit(f"Linked{done[0].label.removeprefix('Link')}")

    def _ask_number(self, a: Record, b: Record) -> None:
        event, count = (a[1], b[1]) if a[0] == "event" else (b[1], a[1])
        unit = (self.doc.store.get("activity_count", count) or {}).get("unit") or "items"
        stage = "count" if self.chosen[0] == "event" else "event"
        picker = self._open_picker(stage if stage in self.chain.boxes else next(iter(self.chain.boxes)))
        picker.ask(f"How many {unit!s} at this event? Type 12, about 50 or 50+")
        meant = a if a != self.chosen else b

        def take(words: str) -> None:
            try:
                thread_links.link_figure(self.doc, event, count, words)
            except KnownError as error:
                picker.refuse(error.sentence)
                return
            self._changed(meant)

        picker.typed.connect(take)

    def take_off(self, node: Node) -> None:
        """Take a record off the chosen one; the strip offers it back."""
        table, row_id = self.chosen
        chosen, other = self.doc.store.get(table, row_id), self.doc.store.get(node.table, node.row_id)
        if chosen is None or other is None or not self.can_edit:
            return
        words = f"Took {edits.name(self.doc.store, node.table, other)} off {edits.name(self.doc.store, table, chosen)}"
        if self._change(lambda: thread_links.unlink(self.doc, table, row_id, node.table, node.row_id), NOTHING):
            self.removed.emit(words)

    def make_action(self) -> None:
        """Make an action from the chosen record, linked to it."""
        made: list[str] = []
        table, row_id = self.chosen
        if self._change(lambda: made.append(thread_actions.make_action(self.doc, table, row_id)), NOTHING):
            ref = (self.doc.store.get("action", made[0]) or {}).get("ref")
            self.said.emit(f"Made {ref!s}. Follow it to give it a lead and its dates.")

    def _change(self, do: Callable[[], object], meant: Record) -> bool:
        try:
            do()
        except KnownError as error:
            dialogs.tell_error(self, error)
            return False
        self._changed(meant)
        return True

    def _changed(self, meant: Record) -> None:
        """Show what was changed; a page that hears of it may have done so already."""
        self._meant = meant
        self.close_picker()
        self.refresh()
        if self._meant != NOTHING:  # nothing was built anew since
            self.chain.give_keyboard(None, self._meant)
            self._meant = NOTHING
        self.linked.emit()

    def _on_step(self, stage: str, at: int) -> None:
        step = self.chain.boxes[stage].stage.steps[at]
        if step.kind == "link":
            self.pick(stage)
        elif step.kind == "make":
            self.make_action()
        else:
            self.open_requested.emit(step.table, step.row_id, step.field)


def panel_of(page: Page, doc: Document) -> ThreadPanel:
    """A thread for a record page, which opens, says and offers back through the page. The page shows its record with
    `show_record` whenever it shows it anew, and has `thread_links.TABLES` among its tables."""
    panel = ThreadPanel(doc)
    panel.open_requested.connect(page.open_requested)
    panel.removed.connect(page.removed)
    panel.said.connect(page.said)
    return panel

"""Golden thread: where it breaks off, each break with the step that mends it, and the thread of any record."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.service.document import Document
from ward_desk.service.thread import breaks, thread_links
from ward_desk.ui import theme
from ward_desk.ui.page import Page
from ward_desk.ui.pages.thread.thread_breaks import BreakList, Entry
from ward_desk.ui.panes import Panes, scrolled
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.record.record_page import Keeper
from ward_desk.ui.table.table_page import FilterBox
from ward_desk.ui.thread.link_picker import LinkPicker, Pick
from ward_desk.ui.thread.thread_panel import ThreadPanel
from ward_desk.ui.widgets import Card, Choice, FlowLayout, label

_WHOLE = (
    "Every thread is whole: what residents said has an action, what was done is counted, and they were told."
    " Look up any record on the right to follow its thread."
)
_KEYS = "Enter mends, L links, M makes an action, O opens."
_START = "Look up a record to follow its thread…"


class ThreadPage(Page):
    """The breaks on the left, the thread of the chosen record on the right."""

    tables = thread_links.TABLES | {"event_theme", "feedback_theme", "theme", "partnership"}

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.doc = doc
        self._mending = False  # a step was taken from the list, and the keyboard goes back there
        self._opened = False  # a break of the list was opened to be mended on its own page
        self.filter_box = FilterBox()
        self.filter_box.setPlaceholderText("Filter these breaks…")
        self.filter_box.setAccessibleName("Filter these breaks")
        self.filter_box.setClearButtonEnabled(True)
        self.filter_box.setMinimumWidth(theme.px(170))
        self.kind = Choice("Breaks:")
        self.kind.setAccessibleName("Breaks shown")
        self.list = BreakList(doc)
        self.count = label("", "small", wrap=True)
        self.panel = ThreadPanel(doc, titled=True)
        self.start = LinkPicker(_START, at_once=False)
        self._nothing = label("", "soft", wrap=True)
        self._build(prefs)
        self._connect()

    def _build(self, prefs: Prefs) -> None:
        bar = FlowLayout()
        bar.addWidget(self.filter_box)
        bar.addWidget(self.kind)
        card = Card()
        card.body.setContentsMargins(1, 4, 1, 1)
        card.body.setSpacing(0)
        whole = QWidget()
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        inside.addStretch(1)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(self._nothing)
        inside.addStretch(2)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(whole)
        card.body.addLayout(self._stack, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(8))
        foot.addWidget(self.count)
        card.body.addLayout(foot)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(bar)
        column.addWidget(card, 1)
        right = Card()
        right.body.addWidget(self.start)
        self.area = scrolled(self.panel)
        right.body.addWidget(self.area, 1)
        left.setMinimumWidth(theme.px(280))
        right.setMinimumWidth(theme.px(300))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Panes("thread", prefs, (left, right), (4, 6)))

    def _connect(self) -> None:
        self.filter_box.textChanged.connect(self._on_filter)
        self.filter_box.left.connect(self._enter_list)
        self.kind.currentIndexChanged.connect(self._on_filter)
        self.list.chosen.connect(self._on_chosen)
        self.list.asked.connect(self._on_asked)
        self.panel.open_requested.connect(self.open_requested)
        self.panel.removed.connect(self.removed)
        self.panel.said.connect(self.said)
        self.panel.walked.connect(lambda *_: self.commands_changed.emit())
        self.panel.linked.connect(self._on_linked)
        self.panel.left.connect(self._on_left)
        self.start.offer(_START, self._search)
        self.start.chosen.connect(self._on_start)
        self.start.left.connect(self._leave_start)

    # ---- what is shown

    def refresh(self, changes: ChangeSet | None) -> None:
        """Show the breaks and the thread as they are now."""
        if changes is not None and not changes.touches(*self.tables):
            return
        back, self._opened = self._opened and changes is None, False if changes is None else self._opened
        self._reload(stay=back)
        self.panel.refresh()
        if changes is None and not any(self.panel.chosen):
            self.list.select_first()

    def _reload(self, *, stay: bool = False) -> None:
        # A break mended in the thread beside the list leaves that thread on screen: there may be more to link to it.
        self.list.reload(stay=stay or self._mending or self.list.has_focus())
        totals = self.list.entries.totals
        number = sum(totals.values())
        value = self.kind.currentData() if self.kind.count() else ""
        kinds = [(kind.key, f"{kind.title} ({totals[kind.key]:,})") for kind in breaks.KINDS if kind.key in totals]
        self.kind.fill([("", "all"), *kinds], value)
        if self.list.entries.only != (self.kind.currentData() or ""):  # the last of that kind was mended
            self.list.entries.only = ""
            self.list.reload()
        self.count.setText(f"{number:,} {'break' if number == 1 else 'breaks'}. {_KEYS}" if number else "")
        shown = self.list.entries.rowCount()
        self._stack.setCurrentIndex(0 if shown else 1)
        words = self.filter_box.text().strip()
        self._nothing.setText("No break has these words." if words else _WHOLE)
        self.commands_changed.emit()

    @property
    def _entry(self) -> Entry | None:
        entry = self.list.current
        return entry if entry is not None and entry.row_id else None

    def _on_filter(self) -> None:
        self.list.entries.words = self.filter_box.text().strip()
        self.list.entries.only = str(self.kind.currentData() or "")
        self._reload()
        self.list.select_first()

    def _enter_list(self) -> None:
        self.list.select_first()
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_chosen(self, entry: Entry | None) -> None:
        if entry is not None and entry.row_id:
            before = self.panel.chosen
            self.panel.show_record(breaks.table_of(entry.kind.key), entry.row_id)
            if self.panel.chosen != before:
                self.area.verticalScrollBar().setValue(0)
        self.commands_changed.emit()

    # ---- mending

    def _with_current(self, what: str) -> None:
        entry = self._entry
        if entry is not None:
            self._on_asked(what, entry)

    def _on_asked(self, what: str, entry: Entry) -> None:
        if what == "mend":
            what = entry.kind.mend
        table = breaks.table_of(entry.kind.key)
        if what == "open":
            self._opened = True
            self.open_requested.emit(table, entry.row_id, entry.kind.field)
        elif self.doc.read_only:
            return
        elif what == "link" and entry.kind.stage:
            self._begin(table, entry.row_id)
            self.panel.pick(entry.kind.stage)
        elif what == "make" and entry.kind.makes:
            self._begin(table, entry.row_id)
            self.panel.make_action()
            self._mending = False

    def _begin(self, table: str, row_id: str) -> None:
        """Have the thread beside the list be that of the break, wherever somebody walked, and come back afterwards."""
        self.panel.clear()
        self.panel.show_record(table, row_id)
        self._mending = True

    def _on_linked(self) -> None:
        if self._mending:
            self._reload()  # nobody may have told this page yet
            self._mending = False
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.commands_changed.emit()

    def _on_left(self) -> None:
        if self._mending:
            self._mending = False
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- starting from any record

    def _search(self, words: str) -> list[Pick]:
        found = thread_links.looked_up(self.doc, words)
        return [Pick(one.table, one.row_id, f"{one.ref} {one.words}".strip(), one.small) for one in found]

    def _on_start(self, table: str, row_id: str) -> None:
        self.start.box.clear()
        self.open_record(table, row_id)

    def _leave_start(self) -> None:
        self.start.box.clear()
        self.panel.focus()

    def start_from(self) -> None:
        """Put the keyboard into the box that looks up a record."""
        self.start.focus()

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show the thread of a record. False when it is not there, or of a kind no thread has."""
        if table not in thread_links.KINDS or self.doc.store.get(table, row_id) is None:
            return False
        self.list.setCurrentIndex(QModelIndex())
        self.panel.show_record(table, row_id)
        self.area.verticalScrollBar().setValue(0)
        self.panel.focus()
        self.commands_changed.emit()
        return True

    # ---- what the window asks

    @property
    def can_link(self) -> bool:
        """Whether something can be linked to the record whose thread is shown."""
        return self.panel.can_link

    @property
    def can_make(self) -> bool:
        """Whether an action can be made from it."""
        return self.panel.can_make

    def link(self) -> None:
        """Link something: what mends the break people are on, or what the record shown wants."""
        if self._entry is not None and self.panel.chosen == (breaks.table_of(self._entry.kind.key), self._entry.row_id):
            self._with_current("link")
        else:
            self.panel.pick()

    def make_action(self) -> None:
        """Make an action from the record whose thread is shown."""
        self._mending = self.list.has_focus()
        self.panel.make_action()
        self._mending = False

    def focus_filter(self) -> None:
        """Put the keyboard into the filter box."""
        self.filter_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_box.selectAll()

    def help_topic(self) -> str:
        """The help of this page."""
        return "thread"

"""You said, we did: by theme what residents said, what is being done and how far it is; answered and told back here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.records import Row
from ward_desk.core.rules import SCANNED
from ward_desk.service import edits, feedback, lists
from ward_desk.service.document import Document
from ward_desk.service.surveys.told import you_said
from ward_desk.ui import dialogs, marks
from ward_desk.ui.pages.feedback.did.did_about import DidAbout
from ward_desk.ui.pages.feedback.did.did_table import COLUMNS, KEYS, DidTable
from ward_desk.ui.pages.feedback.did.did_tell import TellBar
from ward_desk.ui.pages.feedback.feedback_standing import standing_mark
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.reading_order import reading_order
from ward_desk.ui.record.form import RecordForm, Section
from ward_desk.ui.record.record_page import Keeper, RecordPage
from ward_desk.ui.table.table_groups import Grouping
from ward_desk.ui.table.table_page import Filter, ListPane
from ward_desk.ui.widgets import button, label

if TYPE_CHECKING:  # imported when a poster is first made
    from ward_desk.ui.pages.feedback.did.did_poster import DidPoster

_FIELDS = (Section("What residents are told", ("answer", "told_on", "told_how", "action", "priority", "sharing")),)
_MAKE, _LINK = range(2)


class DidPage(RecordPage):
    """What residents said beside what is being done about it."""

    table = "feedback"
    tables = frozenset(
        {"feedback", "feedback_theme", "theme", "action", "milestone", "survey", "event", "priority", "partnership"}
    )
    own_rows = True

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(doc, prefs, keeper, parent)
        self._place: DidPoster | None = None
        self.about = DidAbout()
        inner = self.form.parentWidget()
        column = inner.layout() if inner is not None else None
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.indexOf(self.form), self.about)
        self.tell = TellBar(lambda: self.doc.today)
        self.tell.hide()
        self.keys = label(KEYS, "small", wrap=True)
        self.whole.addWidget(self.tell)
        self.whole.addWidget(self.keys)
        self.poster_button = button("Poster…", tip="Print it, save it as a PDF or copy it as text")
        self.poster_button.clicked.connect(self.show_poster)
        self.pane.head.tools.addWidget(self.poster_button)
        self.pane.activated.disconnect()
        self.pane.activated.connect(self._open_item)
        assert isinstance(self.pane.table, DidTable)
        self.pane.table.asked.connect(self._on_asked)
        self.about.action_asked.connect(self.choose_action)
        self.about.action_opened.connect(self._open_action)
        self.about.item_opened.connect(lambda: self._open_item(self._shown))
        self.about.tell_asked.connect(self.tell_back)
        self.about.ticked.connect(self._tick_shown)
        self.tell.told.connect(self._on_told)
        self.tell.left.connect(self._leave_tell)
        self.form.typing.connect(self._scan)
        self.whole.insertWidget(0, self.pane.head)  # the filters over list and record: a small window has room for both
        self.splitter.setHandleWidth(12)
        self.splitter.setSizes(self.prefs.pane(self.table) or [720, 460])
        group = self.pane.head.group
        group.setCurrentIndex(group.place("theme" if doc.store.rows("theme") else "standing"))

    def make_list(self) -> ListPane:
        """The list by theme, what most people said first."""
        self.listing = you_said.LISTING
        themed = bool(self.doc.store.rows("theme"))  # a plan may hang on recommendations instead (C 4.9)
        by_theme = [Filter("theme", "Theme", lambda: self.options("theme"))] if themed else []
        ways = [("theme", "theme", "No theme")] if themed else []
        return ListPane(
            self.listing, ("item", "items"), COLUMNS,
            partial(lists.ids, self.doc, self.listing), partial(you_said.rows, self.doc), self.prefs,
            filters=(
                *by_theme,
                Filter("standing", "Stands", lambda: feedback.STANDINGS),
                Filter("survey", "Survey", lambda: self.options("survey"), lesser=True),
                Filter("heard", "Heard", lambda: you_said.PERIODS, every="at any time", lesser=True),
            ),
            grouping=Grouping((*ways, ("standing", "how it stands", "")),
                              partial(lists.arranged, self.doc, self.listing)),
            table_class=DidTable, can_add=False, can_remove=False,
            empty="Nothing has been said yet. Write feedback down, or group the comments of a survey into needs.",
        )  # fmt: skip

    def make_form(self) -> RecordForm:
        """What residents are told, and what it leads to."""
        return RecordForm("feedback", _FIELDS, self.options, today=lambda: self.doc.today)

    def pills_of(self, row: Row) -> list[marks.Mark | None]:
        """Where it stands on its way back to the people who said it."""
        return [standing_mark(row)]

    def show_more(self, row: Row | None) -> None:
        """Who said it, and what is being done."""
        found = you_said.rows(self.doc, [str(row["id"])]) if row is not None else []
        if found:
            self.about.load(found[0], read_only=self.doc.read_only)
            reading_order(self.pane, self.area.widget())

    def refresh(self, changes: ChangeSet | None) -> None:
        """Show the document as it is now, and the poster of it when it is made."""
        super().refresh(changes)
        if self._place is not None and (changes is None or changes.touches(*self.tables)):
            self._place.refresh()

    # ---- what the letters do

    @property
    def _chosen(self) -> Sequence[str]:
        return self.pane.table.picked_ids or [one for one in (self._shown,) if one]

    def _on_asked(self, what: str) -> None:
        if self.doc.read_only:
            self.said.emit("This document is open to read only")
            return
        {"action": self.choose_action, "answer": self.write_answer, "tell": self.tell_back,
         "poster": self._tick_chosen}[what]()  # fmt: skip

    def _open_item(self, row_id: str) -> None:
        if row_id:
            self.commit_pending()
            self.open_requested.emit("feedback", row_id, "")

    def _open_action(self) -> None:
        row = self.row
        if row is not None and row["action"]:
            self.commit_pending()
            self.open_requested.emit("action", str(row["action"]), "")

    def choose_action(self) -> None:
        """Make an action of the item, or have one chosen there is."""
        item, row = self._shown, self.row
        if row is None:
            return
        if row["action"]:
            self.form.focus_field("action")
            return
        answer = dialogs.ask(
            self, f"What is done about {row['ref']!s}?", ["Make an action", "Link one there is"],
            "A new action takes the words, the first theme, the priority and the sharing mark.",
        )  # fmt: skip
        made: list[str] = []
        if answer == _MAKE and self.attempt(lambda: made.append(feedback.make_action(self.doc, item))):
            action = self.doc.store.get("action", made[0]) or {}
            self.said.emit(f"Made {action.get('ref', 'an action')!s}")
        elif answer == _LINK:
            self.form.focus_field("action")

    def write_answer(self) -> None:
        """Put the keyboard into the answer."""
        self.form.focus_field("answer")

    def tell_back(self) -> None:
        """Ask when and how residents were told of the chosen items."""
        self.form.commit_pending()
        if self._chosen:
            self.keys.hide()
            self.tell.start(len(self._chosen))

    def _on_told(self, day: date, how: str) -> None:
        items = list(self._chosen)
        if self.attempt(lambda: you_said.tell_back(self.doc, items, day, how)):
            self.said.emit(f"Told back: {'1 item' if len(items) == 1 else f'{len(items)} items'}")
            self._leave_tell()

    def _leave_tell(self) -> None:
        self.tell.hide()
        self.keys.show()
        self.pane.focus_list()

    def _tick_chosen(self) -> None:
        items = list(self._chosen)
        ticked = [bool(row["on_poster"]) for row in you_said.rows(self.doc, items)]
        self._tick(items, on=not all(ticked))

    def _tick_shown(self, on: bool) -> None:
        self._tick([self._shown], on=on)

    def _tick(self, items: Sequence[str], *, on: bool) -> None:
        if self.attempt(lambda: you_said.tick(self.doc, items, on=on)):
            number = "1 item" if len(items) == 1 else f"{len(items)} items"
            self.said.emit(f"{number} {'put on' if on else 'taken off'} the poster")
        self.pane.refresh()
        self.show_more(self.row)

    def _scan(self, field: str, words: str) -> None:
        row = self.row
        if row is not None and field in SCANNED["feedback"]:
            self.form.show_problems(edits.problems(self.doc, "feedback", {**row, **({field: words} if words else {})}))

    # ---- the poster

    def show_poster(self) -> None:
        """Bring the poster into the place of the list."""
        self.commit_pending()
        if self._place is not None:
            return
        from ward_desk.ui.pages.feedback.did.did_poster import DidPoster

        self._place = DidPoster(self.doc, self.out, self)
        self._place.left.connect(self.leave_poster)
        self._place.said.connect(self.said)
        self.usual.hide()
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self._place)
        self._place.take_keyboard()

    def set_pre_election(self) -> None:
        """Bring the poster up, with the keyboard on the pre-election period."""
        self.show_poster()
        if self._place is not None:
            self._place.go_to_period()

    def leave_poster(self) -> None:
        """Bring the list back."""
        if self._place is not None:
            self._place.hide()
            self._place.deleteLater()
            self._place = None
            self.usual.show()
            self.pane.refresh()
            self.pane.focus_list()

    def commit_pending(self) -> None:
        """Keep what is half typed, on the poster too."""
        super().commit_pending()
        if self._place is not None:
            self._place.commit_pending()

    def take_keyboard(self) -> None:
        """Put the keyboard into the list, or into the poster while it is made."""
        if self._place is not None:
            self._place.take_keyboard()
        else:
            super().take_keyboard()

"""Returns: the quarterly returns, and one of them to check, put into words, look at, sign and export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.checks import Finding
from ward_desk.core.fields import text, whole
from ward_desk.core.periods import Quarter, return_due
from ward_desk.core.records import Row, Value
from ward_desk.service import lists, recovery
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.returns.making.return_making import due_day
from ward_desk.service.returns.making.return_view import start_month
from ward_desk.service.returns.return_due import Entry, calendar
from ward_desk.service.returns.return_fields import record_id
from ward_desk.service.returns.return_reports import Recut, recuts
from ward_desk.service.returns.words.return_compare import Difference, place
from ward_desk.store import returns as stored
from ward_desk.ui import dialogs
from ward_desk.ui.page import Page
from ward_desk.ui.pages.returns.instead.return_instead import ReturnInstead
from ward_desk.ui.pages.returns.look.return_looking import Looking
from ward_desk.ui.pages.returns.return_checking import Checking
from ward_desk.ui.pages.returns.return_frame import CHANGES, CHECK, PREVIEW, SIGN_OFF, WORDS, ReturnFrame
from ward_desk.ui.pages.returns.return_list import about
from ward_desk.ui.pages.returns.return_outgoing import Outgoing
from ward_desk.ui.pages.returns.sign.return_signing import Signing
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.record.record_page import Keeper

_HELP = {WORDS: "returns-words", PREVIEW: "returns-look", CHANGES: "returns-look", SIGN_OFF: "returns-sign"}
NO_RETURNS: Final = (
    "No returns yet. A return is one workbook a quarter for the central team: the plan, the events, the counts and a"
    " few words of yours. The desk makes it out of what is recorded."
)
_SIGNING = ("prepared_on", "checked_role", "checked_on", "signed_role", "signed_on", "statement", "sent_on")


class ReturnsPage(Page):
    """The returns."""

    tables: ClassVar[frozenset[str]] = frozenset()  # whatever changes may be in the return

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.doc, self.prefs, self._keeper = doc, prefs, keeper
        self._shown = ""  # id of the return shown
        self._waits: Entry | Recut | None = None  # the line chosen that has no return
        self._row: Row | None = None
        self._build()
        self.list.currentItemChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(lambda item: self._on_first() if self.list.waiting(item) else None)
        self.start_button.clicked.connect(self.start_return)
        self.first_button.clicked.connect(self._on_first)
        self.checks.asked.connect(self._go_there)
        self.checks.sign_off_asked.connect(self._on_sign_off)
        self.ready.asked.connect(self.checking.go_to)
        self.checking.asked.connect(self._go_there)
        self.words.edited.connect(self._on_edited)
        self.words.typing.connect(self._on_typing)
        self.checks.typing.connect(self._on_typing)
        self.words.source_asked.connect(self._go_there)
        self.changes.place_asked.connect(self._on_difference)
        self.preview.place_asked.connect(self._on_row)
        self.signing.said.connect(self.said)
        self.signing.stepped.connect(self._on_stepped)
        self.sign_off.version_asked.connect(self.new_version)
        self.sign_off.workbook_asked.connect(self.export_return)
        self.tabs.bar.currentChanged.connect(self._on_tab)
        self.instead = ReturnInstead(doc, self, self.frame, prefs)
        self.instead.said.connect(self.said)
        self.instead.filled.connect(self.frame.say_written)
        self.instead.changed.connect(self._on_instead)

    def _build(self) -> None:
        frame = self.frame = ReturnFrame(
            self.doc, self._explain, lambda one: returns.offered(self.doc, self._shown, one)
        )  # fmt: skip
        self.list, self.tabs, self.card, self.nothing = frame.list, frame.tabs, frame.card, frame.nothing
        self.checks, self.words, self.preview, self.changes = frame.checks, frame.words, frame.preview, frame.changes
        self.looking = Looking(
            self.doc, self.preview, self.changes, lambda error: dialogs.tell_error(self, error), self
        )  # fmt: skip
        self.sign_off, self.ready, self.send, self.written = frame.sign_off, frame.ready, frame.send, frame.written
        self.start_button, self.first_button = frame.start_button, frame.first_button
        self.export_button = self.send.offer("Export return…", self.export_return, main=True)
        self.send.offer("Council’s template…", self.fill_template)
        self.send.offer("Public version…", self.show_public)
        self.send.offer("Re-cut for two dates…", self.show_recut)
        self.checking = Checking(self.doc, frame, self.looking, self)
        self.signing = Signing(
            self.doc, self.sign_off, self.looking, self.commit_pending, lambda: self._shown, self
        )  # fmt: skip
        self.outgoing = Outgoing(self.doc, frame, self.checking, self._returned, self)
        self.files = self.outgoing.files
        frame.folded.connect(self.checking.show_ready)
        frame.revised.clicked.connect(self._on_revised)
        outside = QHBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(frame)

    # ---- what is shown

    def refresh(self, changes: ChangeSet | None) -> None:
        """Show the document as it is now, staying on the same return."""
        if changes is not None:
            self.frame.say_written("")
        rows = lists.rows(self.doc, "returns", lists.ids(self.doc, "returns"))
        self.list.blockSignals(True)
        today = self.doc.today
        quarters = [(row, self._quarter_of(row)) for row in rows]
        self.list.fill(quarters, calendar(self.doc, today), recuts(self.doc, today) if rows else [], today)
        ids = [one for one in self.list.ids() if one]
        if self._shown not in ids:
            self._shown = ids[0] if ids else ""
        if self._shown:
            self.list.setCurrentRow(ids.index(self._shown))
        self._waits = None
        self.frame.none_words.setText(NO_RETURNS)
        self.list.blockSignals(False)
        due = returns.due_next(self.doc, self.doc.today)
        for start in (self.start_button, self.first_button):
            start.setText(f"Start the {due.quarter.short} return" if start is self.first_button else "Start the next")
            start.setAccessibleName(f"Start the {due.quarter.short} return")
            start.setToolTip(f"Start the {due.quarter.short} return")
            start.setVisible(due.row is None and not self.doc.read_only)
        self.start_button.setVisible(self.start_button.isVisibleTo(self) and bool(ids))
        self._load()

    def _returned(self) -> tuple[Row, Quarter] | None:
        return (self._row, self._quarter_of(self._row)) if self._row is not None else None

    def _quarter_of(self, row: Row) -> Quarter:
        return Quarter.parse(text(row, "period"), start_month(self.doc))

    def _on_chosen(self, now: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        row_id = str(now.data(Qt.ItemDataRole.UserRole)) if now is not None else ""
        waits = None if row_id else self.list.waiting(now)
        if waits is None and (not row_id or (row_id == self._shown and self._waits is None)):
            return
        place = self.list.currentRow()
        self.commit_pending()  # which shows the list anew when something was half typed
        self.list.choose(place)
        self._waits, self._shown = waits, row_id or self._shown
        self.frame.say_written("")
        self._load()

    def _load(self) -> None:
        shown = self._shown if self._waits is None else ""
        row = self._row = stored.light(self.doc.store, shown) if shown else None
        self.frame.show_return(shown=row is not None)
        self.instead.refresh()
        if self._waits is not None:
            self._show_waiting(self._waits)
        if row is not None:
            quarter, status = self._quarter_of(row), text(row, "status")
            self.frame.show_heading(row, quarter, return_due(quarter, due_day(self.doc)), self.doc.today)
            self.export_button.setText(f"Export {quarter.short.partition(' ')[0]} return…")
            self.checking.show_return(row, quarter, self.settled)
            self.words.load(row, self._why_not(status))
            self.sign_off.show_return(row, self.checking.left)
            self.looking.count_revised(row, quarter, self.frame.say_revised)
            self._show_tab()
        self.commands_changed.emit()

    def _show_waiting(self, waits: Entry | Recut) -> None:
        """Say what a line without a return stands for, and offer what can be done about it."""
        words, offer = about(waits, self.doc.today)
        self.frame.none_words.setText(words)
        self.first_button.setText(offer)
        self.first_button.setAccessibleName(offer)
        self.first_button.setToolTip("")
        self.first_button.setVisible(bool(offer) and (isinstance(waits, Recut) or not self.doc.read_only))

    def _on_first(self) -> None:
        """Do what is offered where no return is shown."""
        waits = self._waits
        if isinstance(waits, Recut):
            self.instead.recut((waits.first, waits.last))
        elif waits is None:
            self.start_return()
        elif not self.first_button.isHidden():
            self._start(waits.quarter)

    def _why_not(self, status: str) -> str:
        if self.doc.read_only:
            return "The document is open to read only."
        return {
            "signed": "It is signed, so its words stand. Take the signature back under Sign off to change them.",
            "sent": "It was sent and is kept exactly as it left, to read only. To correct it, begin a new version"
            " under Sign off.",
        }.get(status, "")

    def settled(self) -> None:
        """Show what the checks found, now that it is known."""
        if self.checking.waiting:
            self._load()

    def _on_sign_off(self) -> None:
        self.tabs.show_tab(SIGN_OFF)
        self.sign_off.take_keyboard()

    def _on_revised(self) -> None:
        self.tabs.show_tab(SIGN_OFF)
        self.sign_off.version_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _explain(self, findings: Sequence[Finding], words: str) -> bool:
        return self.attempt(lambda: returns.explain(self.doc, self._shown, findings, words))

    def take_keyboard(self) -> None:
        """Put the keyboard on the line of the checks it was on last, or the next when that one is mended; in another
        part, where it was in it, else on its tab."""
        if self.instead.showing:
            self.instead.take_keyboard()
        elif self._row is None:
            self.first_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.tabs.bar.currentIndex() == CHECK and self.checks.lines:
            self.checks.take_keyboard()
        else:
            left = self.tabs.focusWidget() if self.tabs.isVisible() else None
            if left is None or not (left.isVisible() and left.isEnabled()):
                left = self.tabs.bar
            left.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_tab(self, _at: int) -> None:
        self.frame.say_written("")
        self._show_tab()

    def _show_tab(self) -> None:
        """Fill the part in front where that takes time; a part that nobody looks at is not made."""
        row, at = self._row, self.tabs.bar.currentIndex()
        if row is None or at not in (PREVIEW, CHANGES):
            return
        if at == PREVIEW:
            self.looking.show_preview(row, self._quarter_of(row))
        else:
            self.looking.show_changes(self._shown)

    def _on_row(self, table: str, ref: str, field: str) -> None:
        found = self._shown if table == "quarterly_return" else record_id(self.doc, table, ref)
        if found:
            self._go_there(table, found, field)

    def _on_difference(self, one: Difference) -> None:
        where = place(self.doc, one, self._shown)
        if where is not None:
            self._go_there(*where)

    # ---- what the window asks

    @property
    def has_return(self) -> bool:
        """Whether a return can be exported now."""
        return self._row is not None and not self.files.busy

    @property
    def shows_return(self) -> bool:
        """Whether there are parts of a return to look at."""
        return self._row is not None

    @property
    def can_start(self) -> bool:
        """Whether the return that is wanted next has still to be begun."""
        return not self.doc.read_only and returns.due_next(self.doc, self.doc.today).row is None

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show a return, with the keyboard in one of its texts, at its sign-off or at what is to be mended; without an
        id, the quarter whose key stands for the field and which nobody has begun."""
        if table == "quarterly_return" and not row_id and (place := self.list.place_of(field)) >= 0:
            if self.instead.panel is not None:
                self.instead.close()
            self.list.setCurrentRow(place)
            self.take_keyboard()
            return True
        ids = self.list.ids()
        if table != "quarterly_return" or row_id not in ids:
            return False
        if self.instead.panel is not None:
            self.instead.close()
        self.list.setCurrentRow(ids.index(row_id))
        if field in _SIGNING:
            self.tabs.show_tab(SIGN_OFF)
            self.sign_off.focus_field(field)
        elif field in self.words.editors:
            self.tabs.show_tab(WORDS)
            self.words.focus_field(field)
        elif field:  # the return itself, as what Home reminds of: at what is to be done for it
            self.tabs.show_tab(CHECK)
            if field != "explanation" or not self.checks.show_personal():
                self.take_keyboard()
        return True

    def commit_pending(self) -> None:
        """Keep what is half typed, but for why a warning is so: it counts as said only when somebody says so."""
        self.instead.commit_pending()
        if not self.doc.read_only:
            self.words.commit_pending()

    def restore_draft(self, row_id: str, draft: dict[str, str]) -> bool:
        """Put text that a crash left half typed back into its fields."""
        if not self.open_record("quarterly_return", row_id):
            return False
        whys = {key: words for key, words in draft.items() if key.startswith(recovery.WHY)}
        self.tabs.show_tab(CHECK if len(whys) == len(draft) else WORDS)
        self.words.restore_draft({key: words for key, words in draft.items() if key not in whys})
        lost = self.checks.restore_draft(whys) if whys else []
        if lost:
            dialogs.tell(
                self, "What this sentence explained is not found any more.",
                f"Here it is, to copy where it belongs: {' / '.join(lost)}",
            )  # fmt: skip
            if self._keeper is not None:
                for key in [one for one, words in whys.items() if words in lost]:
                    self._keeper.forget("quarterly_return", row_id, key)
        elif whys:
            QTimer.singleShot(0, self.checks, self.checks.take_keyboard)  # once its lines have their places
        return True

    def help_topic(self) -> str:
        """The help of the part of this page that is shown."""
        part = _HELP.get(self.tabs.bar.currentIndex(), "returns") if self._row is not None else "returns"
        return self.instead.help_topic or part

    # ---- its parts, each by a key

    def view_check(self) -> None:
        """Show what the checks say."""
        self._view(CHECK)

    def view_words(self) -> None:
        """Show the words of the return."""
        self._view(WORDS)

    def view_preview(self) -> None:
        """Show the sheets of the return."""
        self._view(PREVIEW)

    def view_changes(self) -> None:
        """Show what changed since the return before."""
        self._view(CHANGES)

    def view_sign_off(self) -> None:
        """Show the steps of signing and sending."""
        self._view(SIGN_OFF)

    def _view(self, part: int) -> None:
        if self.instead.panel is not None:
            self.instead.close()
        if self.instead.showing:  # a template half filled is left by its own ways
            self.said.emit("Close the council’s template first: Esc.")
        if self._row is None or self.instead.showing:
            return
        self.tabs.show_tab(part)
        self.frame.take_keyboard(part)

    # ---- changing a return

    def start_return(self) -> None:
        """Begin the return that is wanted next, or go to it."""
        self._start(returns.due_next(self.doc, self.doc.today).quarter)

    def _start(self, quarter: Quarter) -> None:
        made: list[str] = []
        if self.attempt(lambda: made.append(returns.ensure_return(self.doc, quarter))):
            self._go_to(made[0])

    def new_version(self) -> None:
        """Begin the next version of the return shown."""
        row, made = self._row, list[str]()
        if row is not None and self.attempt(lambda: made.append(returns.new_version(self.doc, self._quarter_of(row)))):
            self._go_to(made[0])

    def _go_to(self, row_id: str) -> None:
        self._shown = row_id
        self.refresh(None)
        self.tabs.show_tab(CHECK)
        self.take_keyboard()

    def _on_edited(self, field: str, value: Value) -> None:
        row_id = self._shown
        if self.attempt(lambda: returns.edit(self.doc, row_id, {field: value})) and self._keeper is not None:
            self._keeper.forget("quarterly_return", row_id, field)

    def _on_typing(self, field: str, words: str) -> None:
        self.frame.say_written("")
        if self._keeper is None:
            return
        if words:
            self._keeper.keep("quarterly_return", self._shown, field, words)
        else:
            self._keeper.forget("quarterly_return", self._shown, field)

    def _on_stepped(self) -> None:
        if self._row is not None and self._row["status"] == "signed":
            # What is next, or in a small window the way to it; Enter must not mark it as sent.
            there = self.export_button if self.export_button.isVisible() else self.frame.beside_button
            there.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.sign_off.take_keyboard()

    def _go_there(self, table: str, row_id: str, field: str) -> None:
        if not self.open_record(table, row_id, field):
            self.open_requested.emit(table, row_id, field)

    # ---- what takes the place of the page for a while

    def show_public(self) -> None:
        """Show the public version of the quarter of the return shown."""
        if self._row is not None:
            self.commit_pending()
            self.instead.public(self._quarter_of(self._row))

    def show_recut(self) -> None:
        """Show the data re-cut for two dates (B 3.6, A 7.1)."""
        self.commit_pending()
        self.instead.recut()

    def fill_template(self) -> None:
        """Fill a copy of the council's own template with the return shown."""
        if self._row is not None:
            self.commit_pending()
            self.instead.fill_template(self._quarter_of(self._row), whole(self._row, "version"))

    def drop_file(self, path: Path) -> bool:
        """Begin with a template that was dropped on the window; False when it is none, or there is no return."""
        if self._row is None:
            return False
        return self.instead.start_template(path, self._quarter_of(self._row), whole(self._row, "version"))

    def _on_instead(self) -> None:
        if not self.instead.showing and self.isVisible():
            self.take_keyboard()
        self.commands_changed.emit()

    # ---- files

    def export_return(self) -> None:
        """Write the return shown as a workbook; one that was sent, exactly as it left."""
        self.outgoing.workbook()

    def export_csv(self) -> None:
        """Write the return shown as a folder of CSV files for a dashboard."""
        self.outgoing.csv()

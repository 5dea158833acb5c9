"""Returns: the quarterly returns, and one of them to check, put into words, look at, sign and export."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from ward_desk.core import checks as rules
from ward_desk.core import choices
from ward_desk.core.changes import ChangeSet
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text, whole
from ward_desk.core.periods import Quarter, return_due
from ward_desk.core.records import Row, Value
from ward_desk.core.typed import show_date
from ward_desk.service import lists
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.returns.return_making import due_day
from ward_desk.service.returns.return_view import framework_of, start_month
from ward_desk.store import returns as stored
from ward_desk.ui import dialogs, marks, theme
from ward_desk.ui.page import Page
from ward_desk.ui.pages.returns.return_check import CheckList
from ward_desk.ui.pages.returns.return_files import ReturnFiles
from ward_desk.ui.pages.returns.return_preview import Changes, Preview
from ward_desk.ui.pages.returns.return_signoff import SignOff
from ward_desk.ui.pages.returns.return_words import Words
from ward_desk.ui.panes import scrolled
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.record.record_page import Keeper
from ward_desk.ui.record.tabs import Tabs
from ward_desk.ui.widgets import Card, FlowLayout, Pill, button, label

CHECK, WORDS, PREVIEW, CHANGES, SIGN_OFF = range(5)
_SIGNING = ("signed_role", "signed_on", "sent_on")


class ReturnsPage(Page):
    """The returns."""

    tables: ClassVar[frozenset[str]] = frozenset()  # whatever changes may be in the return

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.doc, self.prefs, self._keeper = doc, prefs, keeper
        self._shown = ""  # id of the return shown
        self._row: Row | None = None
        self.files = ReturnFiles(doc, self)
        self._written: dict[str, str] = {}  # return -> where it was last written to
        self._errors = 0
        self._build()
        self.list.currentItemChanged.connect(self._on_chosen)
        for start in (self.start_button, self.first_button):
            start.clicked.connect(self.start_return)
        self.checks.asked.connect(self._go_there)
        self.words.edited.connect(self._on_edited)
        self.words.typing.connect(self._on_typing)
        self.sign_off.sign_asked.connect(self.sign)
        self.sign_off.unsign_asked.connect(lambda: self._step(returns.unsign))
        self.sign_off.sent_asked.connect(self.mark_sent)
        self.sign_off.version_asked.connect(self.new_version)
        self.sign_off.workbook_asked.connect(self.export_return)
        self.files.written.connect(self._on_written)
        self.files.said.connect(self.said)
        self.files.busy_changed.connect(self.commands_changed)
        self.tabs.bar.currentChanged.connect(lambda _at: self._show_tab())

    def _build(self) -> None:
        self.list = QListWidget()
        self.list.setAccessibleName("Returns")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setStyleSheet("QListWidget::item { padding: 4px 6px; }")
        self.start_button = button("")
        left = Card("Returns")
        left.setFixedWidth(theme.px(224))
        left.body.addWidget(self.list, 1)
        left.body.addWidget(self.start_button)
        left.body.addWidget(
            label("A sent return is kept exactly as it left. Correcting one makes a new version.", "small", wrap=True)
        )

        thresholds = framework.thresholds if (framework := framework_of(self.doc)) else None
        self.heading = label("", "heading", wrap=True)
        self._pills = FlowLayout(gap=6)
        self.checks, self.preview, self.changes = CheckList(), Preview(), Changes()
        self.words = Words(self.doc, {
            "progress": thresholds.progress_words if thresholds else 250,
            "horizon": thresholds.horizon_words if thresholds else 200,
        })  # fmt: skip
        self.sign_off = SignOff(self.doc)
        self.tabs = Tabs((
            ("Check", (scrolled(self.checks),)), ("Words", (scrolled(self.words),)), ("Preview", (self.preview,)),
            ("Changes", (self.changes,)), ("Sign off", (scrolled(self.sign_off),)),
        ))  # fmt: skip
        self.written = label("", "soft", wrap=True)
        self.written.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.card = Card()
        self.card.body.addWidget(self.heading)
        pills = QWidget()
        pills.setLayout(self._pills)
        self.card.body.addWidget(pills)
        self.card.body.addWidget(self.tabs, 1)
        self.card.body.addWidget(self.written)

        self.first_button = button("", main=True)
        self.nothing = Card()
        self.nothing.body.addStretch(1)
        none = label(
            "No returns yet. A return is one workbook a quarter for the central team: the plan, the events, the"
            " counts and a few words of yours. The desk makes it out of what is recorded.",
            "soft", wrap=True,
        )  # fmt: skip
        none.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.nothing.body.addWidget(none)
        self.nothing.body.addWidget(self.first_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.nothing.body.addStretch(2)
        whole_page = QHBoxLayout(self)
        whole_page.setContentsMargins(0, 0, 0, 0)
        whole_page.setSpacing(8)
        whole_page.addWidget(left)
        whole_page.addWidget(self.card, 1)
        whole_page.addWidget(self.nothing, 1)

    # ---- what is shown

    def refresh(self, changes: ChangeSet | None) -> None:
        """Show the document as it is now, staying on the same return."""
        rows = lists.rows(self.doc, "returns", lists.ids(self.doc, "returns"))
        self.list.blockSignals(True)
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(self._line(row))
            item.setData(Qt.ItemDataRole.UserRole, row["id"])
            self.list.addItem(item)
        ids = [str(row["id"]) for row in rows]
        if self._shown not in ids:
            self._shown = ids[0] if ids else ""
        if self._shown:
            self.list.setCurrentRow(ids.index(self._shown))
        self.list.blockSignals(False)
        due = returns.due_next(self.doc, self.doc.today)
        for start in (self.start_button, self.first_button):
            start.setText(f"Start the {due.quarter.short} return")
            start.setVisible(due.row is None and not self.doc.read_only)
        self.start_button.setVisible(self.start_button.isVisibleTo(self) and bool(ids))
        self._load()

    def _line(self, row: Row) -> str:
        version = whole(row, "version") or 1
        quarter = self._quarter_of(row)
        status = text(row, "status")
        word = choices.label(choices.RETURN_STATUSES, status)
        day = text(row, "sent_on" if status == "sent" else "signed_on")
        when = f" {show_date(date.fromisoformat(day))}" if day and status != "draft" else ""
        return f"{quarter.short}{f', version {version}' if version > 1 else ''}\n{word}{when}"

    def _quarter_of(self, row: Row) -> Quarter:
        return Quarter.parse(text(row, "period"), start_month(self.doc))

    def _on_chosen(self, now: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        row_id = str(now.data(Qt.ItemDataRole.UserRole)) if now is not None else ""
        if row_id and row_id != self._shown:
            self.words.commit_pending()
            self._shown = row_id
            self._load()

    def _load(self) -> None:
        row = self._row = stored.light(self.doc.store, self._shown) if self._shown else None
        self.card.setVisible(row is not None)
        self.nothing.setVisible(row is None)
        if row is not None:
            quarter, status = self._quarter_of(row), text(row, "status")
            self.heading.setText(f"{quarter.short}: {quarter.long}")
            self._show_pills(row, quarter)
            self._show_checks(quarter, status)
            self.words.load(row, self._why_not(status))
            self.sign_off.show_return(row, self._errors)
            self._say_written()
            self._show_tab()
        self.commands_changed.emit()

    def _why_not(self, status: str) -> str:
        if self.doc.read_only:
            return "The document is open to read only."
        return {
            "signed": "It is signed, so its words stand. Take the signature back under Sign off to change them.",
            "sent": "It was sent and is kept exactly as it left, to read only. To correct it, begin a new version"
            " under Sign off.",
        }.get(status, "")

    def _show_pills(self, row: Row, quarter: Quarter) -> None:
        while (item := self._pills.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = [marks.mark(text(row, "status"))]
        version = whole(row, "version") or 1
        if version > 1:
            shown.append(marks.Mark(f"Version {version}", "grey", "none"))
        if row["status"] != "sent":
            due = return_due(quarter, due_day(self.doc))
            late = due < self.doc.today
            words = f"{'Was due' if late else 'Due'} {show_date(due)}"
            shown.append(marks.worded(words, "red") if late else marks.Mark(words, "grey", "none"))
        if row["illustrative"]:
            shown.append(marks.worded("Illustrative", "grey"))
        for mark in filter(None, shown):
            self._pills.addWidget(Pill(mark))

    def _show_checks(self, quarter: Quarter, status: str) -> None:
        # What was signed is frozen: what the checks would find in the document of today is not in it.
        findings = returns.checks(self.doc, quarter) if status == "draft" else []
        self._errors = len(rules.errors(findings))
        fine = {
            "draft": "The checks found nothing to put right. The return can be signed.",
            "signed": "It was signed with nothing in the way. Checks begin again when the signature is taken back.",
        }.get(status, "It was sent: there is nothing left to check.")
        self.checks.show_findings(findings, fine)
        self.tabs.name(CHECK, f"Check ({self._errors:,} to fix)" if self._errors else "Check")

    def _show_tab(self) -> None:
        """Fill the part in front where that takes time; a part that nobody looks at is not made."""
        row, at = self._row, self.tabs.bar.currentIndex()
        if row is None or at not in (PREVIEW, CHANGES):
            return
        quarter = self._quarter_of(row)
        try:
            if at == PREVIEW and row["status"] != "draft" and not stored.file(self.doc.store, self._shown, "snapshot"):
                self.preview.show_nothing("What was in this return was not kept, only that it was sent.")
            elif at == PREVIEW:
                self.preview.show_data(returns.quarter_data(self.doc, quarter, whole(row, "version")))
            else:
                self._show_changes(row, quarter)
        except KnownError as error:
            dialogs.tell_error(self, error)

    def _show_changes(self, row: Row, quarter: Quarter) -> None:
        last = returns.newest(self.doc, quarter)
        if last is None or last["id"] != row["id"]:
            self.changes.show_changes("A newer version of this return says what changed.", ())
            return
        found = returns.changes_since(self.doc, quarter)
        if found is None:
            self.changes.show_changes("No return was sent before this one, so there is nothing to compare with.", ())
            return
        earlier, changes = found
        number = f"{len(changes):,} {'record differs' if len(changes) == 1 else 'records differ'}"
        differs = number if changes else "Nothing differs"
        self.changes.show_changes(f"{differs} from the {earlier.short} return as it was sent.", changes)

    # ---- what the window asks

    @property
    def has_return(self) -> bool:
        """Whether a return can be exported now."""
        return self._row is not None and not self.files.busy

    @property
    def can_start(self) -> bool:
        """Whether the return that is wanted next has still to be begun."""
        return not self.doc.read_only and returns.due_next(self.doc, self.doc.today).row is None

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show a return, with the keyboard in one of its texts."""
        ids = [self.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self.list.count())]
        if table != "quarterly_return" or row_id not in ids:
            return False
        self.list.setCurrentRow(ids.index(row_id))
        if field in _SIGNING:
            self.tabs.show_tab(SIGN_OFF)
            self.sign_off.focus_field(field)
        elif field:
            self.tabs.show_tab(WORDS)
            self.words.focus_field(field)
        return True

    def commit_pending(self) -> None:
        """Keep what is half typed."""
        if not self.doc.read_only:
            self.words.commit_pending()

    def restore_draft(self, row_id: str, draft: dict[str, str]) -> bool:
        """Put text that a crash left half typed back into its fields."""
        if not self.open_record("quarterly_return", row_id):
            return False
        self.tabs.show_tab(WORDS)
        self.words.restore_draft(draft)
        return True

    def help_topic(self) -> str:
        """The help of this page."""
        return "returns"

    # ---- changing a return

    def start_return(self) -> None:
        """Begin the return that is wanted next, or go to it."""
        quarter = returns.due_next(self.doc, self.doc.today).quarter
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

    def _on_edited(self, field: str, value: Value) -> None:
        row_id = self._shown
        if self.attempt(lambda: returns.edit(self.doc, row_id, {field: value})) and self._keeper is not None:
            self._keeper.forget("quarterly_return", row_id, field)

    def _on_typing(self, field: str, words: str) -> None:
        if self._keeper is None:
            return
        if words:
            self._keeper.keep("quarterly_return", self._shown, field, words)
        else:
            self._keeper.forget("quarterly_return", self._shown, field)

    def sign(self, role: str, day: date) -> None:
        """Sign the return shown; what stands in the way is said beside the button."""
        self._step(partial(_sign, role, day))

    def mark_sent(self, day: date) -> None:
        """Keep the return shown for good."""
        self._step(partial(_mark_sent, day))

    def _step(self, step: Callable[[Document, str], object]) -> None:
        self.commit_pending()
        try:
            step(self.doc, self._shown)
        except KnownError as error:
            self.sign_off.refuse(error)

    def _go_there(self, table: str, row_id: str, field: str) -> None:
        if not self.open_record(table, row_id, field):
            self.open_requested.emit(table, row_id, field)

    # ---- files

    def export_return(self) -> None:
        """Write the return shown as a workbook; one that was sent, exactly as it left."""
        self._export(self.files.workbook)

    def export_csv(self) -> None:
        """Write the return shown as a folder of CSV files for a dashboard."""
        self._export(self.files.csv)

    def _export(self, write: Callable[[Row, Quarter], None]) -> None:
        if self._row is not None and not self.files.busy:
            self.commit_pending()
            write(self._row, self._quarter_of(self._row))

    def _on_written(self, row_id: str, target: Path) -> None:
        errors = self._errors if row_id == self._shown else 0
        things = f"{errors:,} {'thing' if errors == 1 else 'things'}"
        self._written[row_id] = f"Written to {target}" + (f". It is a draft with {things} to fix." if errors else "")
        self._say_written()

    def _say_written(self) -> None:
        self.written.setText(self._written.get(self._shown, ""))
        self.written.setVisible(self._shown in self._written)


def _sign(role: str, day: date, doc: Document, row_id: str) -> ChangeSet:
    return returns.sign(doc, row_id, role, day)


def _mark_sent(day: date, doc: Document, row_id: str) -> ChangeSet:
    return returns.mark_sent(doc, row_id, day)

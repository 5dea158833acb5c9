"""Action parts: one action whole, under tabs: its fields and everything that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.pages.plan.action_details import ActionDetails
from ward_desk.ui.pages.plan.action_evidence import EvidencePart
from ward_desk.ui.pages.plan.action_milestones import MilestonesPart
from ward_desk.ui.pages.plan.action_money import MoneyPart
from ward_desk.ui.pages.plan.action_notes import NotesPart
from ward_desk.ui.pages.plan.action_risks import RisksPart
from ward_desk.ui.panes import bring_into_view
from ward_desk.ui.reading_order import reading_order
from ward_desk.ui.record.form import RecordForm
from ward_desk.ui.record.record_history import RecordHistory
from ward_desk.ui.record.record_page import Keeper
from ward_desk.ui.record.record_part import Attempt, RecordPart
from ward_desk.ui.record.tabs import Tabs

if TYPE_CHECKING:  # imported when it is first needed
    from ward_desk.ui.thread.thread_panel import ThreadPanel

NOTES = 1  # the place of its tab
_LEAST = 230  # px at 100 %: a note can be written and read in it

AFTER_PAINT_MS: Final = 25  # what follows from an edit comes after the edit itself is seen


class ActionParts(QWidget):
    """What stands beside the list: the form of an action and everything that belongs to it.

    `attempt` does something to the document and says what the world refuses (`Page.attempt`). What a tab holds is
    shown when the tab is.
    """

    removed = Signal(str)  # words for the strip
    said = Signal(str)  # words for the status bar
    open_requested = Signal(str, str, str)  # table, id, field

    def __init__(self, doc: Document, form: RecordForm, keeper: Keeper | None, attempt: Attempt) -> None:
        super().__init__()
        self.doc, self.form = doc, form
        self._shown = ""  # id of the action
        self._row: Row | None = None
        self._behind = False  # what hangs on an edit is still to be shown
        self.golden: ThreadPanel | None = None
        self._later = QTimer(self, singleShot=True, interval=AFTER_PAINT_MS)
        self._later.timeout.connect(self._catch_up)
        self.details = ActionDetails(doc, form, keeper, attempt)
        self.notes = NotesPart(doc, attempt, keeper)
        self.milestones = MilestonesPart(doc, attempt, keeper)
        self.money = MoneyPart(doc, attempt, keeper)
        self.risks = RisksPart(doc, attempt, keeper)
        self.evidence = EvidencePart(doc, attempt, keeper)
        self.history = RecordHistory(doc, attempt)
        self.parts: tuple[RecordPart, ...] = (self.notes, self.milestones, self.money, self.risks, self.evidence)
        for part in self.parts:
            part.removed.connect(self.removed)
        self.tabs = Tabs(
            (
                ("Details", (self.details,)),
                ("Notes", (self.notes,)),
                ("Milestones", (self.milestones,)),
                ("Money", (self.money,)),
                ("Risks", (self.risks,)),
                ("Evidence", (self.evidence,)),
                ("History", (self.history,)),
            )
        )
        self.tabs.bar.currentChanged.connect(self._on_tab)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(max(hint.width(), theme.px(_LEAST)), hint.height())

    @property
    def note_box(self) -> QLineEdit:
        """The box of a new progress note."""
        return self.notes.box

    def show_action(self, row: Row | None) -> None:
        """Everything that belongs to the action."""
        again = row is not None and self._shown == row["id"] and self.isVisible()
        self._shown, self._row = str(row["id"]) if row else "", row
        if row is None:
            return
        shown = self.tabs.bar.currentIndex()
        if again:  # an edit of what is shown: it stands in its field, so what is worked out may follow the paint
            if shown == 0:
                self.details.show_action(row)
            elif shown <= len(self.parts):
                self._show_part(shown)
            else:
                self.history.show_record("action", self._shown)
            self._behind = True
            self._later.start()
            return
        self._show_parts()
        if shown == 0:
            self._show_details()
        reading_order(self.tabs.bar, self.tabs.shown)

    def _show_part(self, at: int) -> None:
        part = self.parts[at - NOTES]
        part.show_record("action", self._shown, fully=at == self.tabs.bar.currentIndex())
        self.tabs.name(at, part.tab())

    def _show_parts(self) -> None:
        for at in range(NOTES, NOTES + len(self.parts)):
            self._show_part(at)
        self.history.show_record("action", self._shown)
        self._behind = False

    def _catch_up(self) -> None:
        """After an edit, show what hangs on it: the words of the tabs, the golden thread, the order of the controls."""
        if self._row is None or not self.isVisible():
            return  # until it is shown again; the document may be closed by now
        self._show_parts()
        if self.tabs.bar.currentIndex() == 0 and self.golden is not None:
            self.golden.show_record("action", self._shown)
        reading_order(self.tabs.bar, self.tabs.shown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._behind:
            self._catch_up()

    def _show_details(self) -> None:
        if self._row is None:
            return
        self.details.show_action(self._row)
        if self.golden is None:
            self.golden = self._make_thread()
        self.golden.show_record("action", self._shown)

    def _make_thread(self) -> ThreadPanel:
        """The golden thread of the action, below its fields."""
        from ward_desk.ui.thread.thread_panel import ThreadPanel

        made = ThreadPanel(self.doc, self)
        made.open_requested.connect(self.open_requested)
        made.removed.connect(self.removed)
        made.said.connect(self.said)
        self.details.put_last(made)
        return made

    def _on_tab(self, at: int) -> None:
        if not self._shown:
            return
        if at == 0:
            self._show_details()
        elif at <= len(self.parts):
            self.parts[at - NOTES].refresh()
        reading_order(self.tabs.bar, self.tabs.shown)

    def show_details(self) -> None:
        """Bring the fields to the front."""
        self.tabs.show_tab(0)

    def enter(self) -> None:
        """Put the keyboard into the fields; where another part is in front, onto its tab: arrows go to the others."""
        if self.tabs.bar.currentIndex() == 0:
            self.form.focus_field()
        else:
            self.tabs.bar.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(self.tabs.bar)

    def start_note(self) -> None:
        """Put the keyboard into the box for a progress note."""
        self.tabs.show_tab(NOTES)
        self.note_box.setFocus()
        bring_into_view(self.note_box)

    def commit_pending(self) -> None:
        """Keep what is half typed under any tab."""
        self.details.commit_pending()
        for part in self.parts:
            part.commit_pending()

    def restore_draft(self, draft: dict[str, str]) -> None:
        """Put half-typed words back where they were typed."""
        for key, text in draft.items():
            for at, part in enumerate(self.parts, NOTES):
                if key.partition("/")[0] == part.table:
                    self.tabs.show_tab(at)
                    part.restore_draft(key, text)

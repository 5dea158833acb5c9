"""Feedback: what residents said, and surveys, each behind its tab."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.service.document import Document
from ward_desk.ui.page import Page
from ward_desk.ui.pages.feedback.feedback_said import SaidPage
from ward_desk.ui.pages.feedback.feedback_surveys import SurveysPage
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.record.record_page import Keeper, RecordPage


class FeedbackPage(Page):
    """Two lists under one name: the items heard, and the surveys some of them come from."""

    tables = SaidPage.tables | SurveysPage.tables

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.items = SaidPage(doc, prefs, keeper)
        self.surveys = SurveysPage(doc, prefs, keeper)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Parts of this page")
        for part, words in ((self.items, "What residents said"), (self.surveys, "Surveys")):
            holder = QWidget()
            box = QVBoxLayout(holder)
            box.setContentsMargins(0, 12, 0, 0)
            box.addWidget(part)
            self.tabs.addTab(holder, words)
            part.open_requested.connect(self._on_open)
            part.removed.connect(self.removed)
            part.said.connect(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._on_tab)
        self._at = 0

    @property
    def _parts(self) -> tuple[RecordPage, RecordPage]:
        return self.items, self.surveys

    @property
    def can_edit(self) -> bool:
        """Whether anything can be added here."""
        return not self.items.doc.read_only

    @property
    def part(self) -> RecordPage:
        """The part on screen."""
        return self._parts[self.tabs.currentIndex()]

    def refresh(self, changes: ChangeSet | None) -> None:
        """Show the document as it is now."""
        for part in self._parts:
            part.refresh(changes)

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show a feedback item or a survey."""
        for place, part in enumerate(self._parts):
            if table == part.table:
                self.tabs.setCurrentIndex(place)
                return part.open_record(table, row_id, field)
        return False

    def commit_pending(self) -> None:
        """Keep what is half typed."""
        for part in self._parts:
            part.commit_pending()

    def restore_draft(self, row_id: str, draft: dict[str, str]) -> bool:
        """Put half-typed words back into the record they belong to."""
        for place, part in enumerate(self._parts):
            if part.doc.store.get(part.table, row_id) is not None:
                self.tabs.setCurrentIndex(place)
                return part.restore_draft(row_id, draft)
        return False

    def focus_filter(self) -> None:
        """Put the keyboard into the filter box of the part on screen."""
        self.part.focus_filter()

    def new_item(self) -> None:
        """Put the keyboard into the line that adds what somebody said."""
        self.tabs.setCurrentIndex(0)
        self.items.new_record()

    def new_survey(self) -> None:
        """Put the keyboard into the line that adds a survey."""
        self.tabs.setCurrentIndex(1)
        self.surveys.new_record()

    def _on_tab(self, place: int) -> None:
        self._parts[self._at].commit_pending()
        self._at = place

    def _on_open(self, table: str, row_id: str, field: str) -> None:
        if not self.open_record(table, row_id, field):
            self.open_requested.emit(table, row_id, field)

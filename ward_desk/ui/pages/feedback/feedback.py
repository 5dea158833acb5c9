"""Feedback: what residents said, surveys, comments, and what residents are told, each behind its tab.

Bringing in a survey file and typing in paper forms take the place of the tabs for as long as they last.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTabWidget, QVBoxLayout, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.service.document import Document
from ward_desk.ui.page import Page
from ward_desk.ui.pages.feedback.feedback_said import SaidPage
from ward_desk.ui.pages.feedback.feedback_surveys import SurveysPage
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.record.record_page import Keeper, RecordPage

if TYPE_CHECKING:  # made when they are first shown
    from ward_desk.ui.pages.feedback.comments.comments import CommentsPage
    from ward_desk.ui.pages.feedback.did.did import DidPage
    from ward_desk.ui.pages.feedback.file_in.file_in_open import SurveyFileImport
    from ward_desk.ui.pages.feedback.paper.paper_place import PaperPlace

SAID, SURVEYS, COMMENTS, DID = range(4)
_TITLE = "Feedback"
_FIRST = "Finish what is on the screen first, or leave it with Esc"


class FeedbackPage(Page):
    """Four parts under one name, and what takes their place for a while."""

    tables = SaidPage.tables | SurveysPage.tables | {"comment", "comment_theme", "word_rule", "action", "milestone"}

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.doc, self._prefs, self._keeper = doc, prefs, keeper
        self.items = SaidPage(doc, prefs, keeper)
        self.surveys = SurveysPage(doc, prefs, keeper)
        self._parts: dict[int, Page] = {SAID: self.items, SURVEYS: self.surveys}
        self._file_in: SurveyFileImport | None = None
        self._paper: PaperPlace | None = None
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)  # with large text each is shortened; none is out of sight
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.tabBar().setAccessibleName("Parts of this page")
        for words in ("What residents said", "Surveys", "Comments", "You said, we did"):
            holder = QWidget()
            QVBoxLayout(holder).setContentsMargins(0, 12, 0, 0)
            self.tabs.addTab(holder, words)
        for place, part in self._parts.items():
            self._take_in(place, part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._on_tab)
        self.surveys.file_asked.connect(self.import_here)
        self.surveys.forms_asked.connect(self.type_forms)
        self.surveys.slips_asked.connect(self.count_slips)
        self.surveys.bank_asked.connect(self.pick_questions)
        self.surveys.comments_asked.connect(self.show_comments)
        self.items.comments_asked.connect(self._show_need)
        self._at = SAID
        self._stale: set[int] = set()  # parts that are out of sight and show an earlier state
        self._behind = False  # whether something changed while the tabs were out of sight
        self._brought_in = ""  # the survey a file went into just now

    def _take_in(self, place: int, part: Page) -> None:
        holder = self.tabs.widget(place)
        layout = holder.layout() if holder is not None else None
        assert layout is not None
        layout.addWidget(part)
        part.open_requested.connect(self._on_open)
        part.removed.connect(self.removed)
        part.said.connect(self.said)
        part.commands_changed.connect(self.commands_changed)

    # ---- the parts

    @property
    def comments(self) -> CommentsPage:
        """The comments, made when they are first asked for."""
        from ward_desk.ui.pages.feedback.comments.comments import CommentsPage

        made = self._parts.get(COMMENTS)
        if made is None:
            made = self._parts[COMMENTS] = CommentsPage(self.doc, self._prefs)
            self._take_in(COMMENTS, made)
            made.refresh(None)
        assert isinstance(made, CommentsPage)
        return made

    @property
    def did(self) -> DidPage:
        """You said, we did; made when it is first asked for."""
        from ward_desk.ui.pages.feedback.did.did import DidPage

        made = self._parts.get(DID)
        if made is None:
            made = self._parts[DID] = DidPage(self.doc, self._prefs, self._keeper)
            self._take_in(DID, made)
            made.refresh(None)
        assert isinstance(made, DidPage)
        return made

    def _part(self, place: int) -> Page:
        if place == COMMENTS:
            return self.comments
        return self.did if place == DID else self._parts[place]

    @property
    def part(self) -> Page:
        """The part on screen."""
        return self._part(self.tabs.currentIndex())

    def show_part(self, place: int) -> None:
        """Show a part, with the keyboard in it."""
        if self._waits():
            return
        here = QApplication.focusWidget()
        if place != self.tabs.currentIndex() and here is not None and self.tabs.isAncestorOf(here):
            here.clearFocus()  # else Qt gives the keyboard to the part's filter box
        self.tabs.setCurrentIndex(place)
        self.part.take_keyboard()

    def view_said(self) -> None:
        """Show what residents said."""
        self.show_part(SAID)

    def view_surveys(self) -> None:
        """Show the surveys."""
        self.show_part(SURVEYS)

    def view_comments(self) -> None:
        """Show the comments."""
        self.show_part(COMMENTS)

    def view_did(self) -> None:
        """Show what became of what was said."""
        self.show_part(DID)

    def _on_tab(self, place: int) -> None:
        before = self._parts.get(self._at)
        if before is not None:
            before.commit_pending()
        self._at = place
        part = self._part(place)
        if place in self._stale:
            self._stale.remove(place)
            part.refresh(None)
        self.commands_changed.emit()

    def _on_open(self, table: str, row_id: str, field: str) -> None:
        if not self.open_record(table, row_id, field):
            self.open_requested.emit(table, row_id, field)

    # ---- what every page does

    @property
    def busy(self) -> bool:
        """Whether something stands in the place of the tabs."""
        return bool((self._file_in and self._file_in.showing) or (self._paper and self._paper.showing))

    def _waits(self) -> bool:
        """Whether something stands in the place of the tabs; if so that is said, with the keyboard in it."""
        if self.busy:
            self.said.emit(_FIRST)
            self.take_keyboard()
        return self.busy

    @property
    def can_edit(self) -> bool:
        """Whether anything can be added here."""
        return not self.doc.read_only and not self.busy

    @property
    def on_survey(self) -> bool:
        """Whether a survey is shown that something can be added to."""
        return self.can_edit and self.tabs.currentIndex() == SURVEYS and self.surveys.row is not None

    def refresh(self, changes: ChangeSet | None) -> None:
        """Show the document as it is now; a part that is out of sight, when it is next seen."""
        if self.busy:
            self._behind = True
            return
        self._behind = False
        self._stale = set(self._parts) - {self._at}
        self.part.refresh(changes)

    def show_change(self, changes: ChangeSet) -> None:
        """Be on the record that undo changed."""
        self.part.show_change(changes)

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show a feedback item, a survey or a comment."""
        place = {"feedback": SAID, "survey": SURVEYS, "comment": COMMENTS}.get(table)
        if place is None:
            return False
        if self._waits():
            return True  # the record is there, only not now
        self.tabs.setCurrentIndex(place)
        return self._part(place).open_record(table, row_id, field)

    def commit_pending(self) -> None:
        """Keep what is half typed."""
        for part in self._parts.values():
            part.commit_pending()
        if self._paper is not None:
            self._paper.commit_pending()

    def restore_draft(self, row_id: str, draft: dict[str, str]) -> bool:
        """Put half-typed words back into the record they belong to."""
        if self.doc.store.get("survey", row_id) is not None and self.paper.restore(row_id, draft):
            return True
        for place in (SAID, SURVEYS):
            part = self._parts[place]
            assert isinstance(part, RecordPage)
            if self.doc.store.get(part.table, row_id) is not None:
                self.tabs.setCurrentIndex(place)
                return part.restore_draft(row_id, draft)
        return False

    def take_keyboard(self) -> None:
        """Put the keyboard into the part on screen, or into what stands in its place, unless it is there."""
        if not self.busy:
            self.part.take_keyboard()
            return
        here = QApplication.focusWidget()
        for place in (self._file_in, self._paper):
            screen = place.screen if place is not None else None
            if screen is not None and (here is None or not screen.isAncestorOf(here)):
                screen.take_keyboard()

    def focus_filter(self) -> None:
        """Put the keyboard into the filter box of the part on screen."""
        if not self.busy:
            self.part.focus_filter()

    def new_item(self) -> None:
        """Put the keyboard into the line that adds what somebody said."""
        self.tabs.setCurrentIndex(SAID)
        self.items.new_record()

    def new_survey(self) -> None:
        """Put the keyboard into the line that adds a survey."""
        self.tabs.setCurrentIndex(SURVEYS)
        self.surveys.new_record()

    def make_poster(self) -> None:
        """Show what the poster “You said, we did” would be."""
        if not self._waits():
            self.show_part(DID)
            self.did.show_poster()

    def set_pre_election(self) -> None:
        """Put the keyboard on the pre-election period, beside the poster that obeys it."""
        if not self._waits():
            self.show_part(DID)
            self.did.set_pre_election()

    # ---- what takes the place of the tabs

    @property
    def file_in(self) -> SurveyFileImport:
        """The guided import of a survey tool's file."""
        if self._file_in is None:
            from ward_desk.ui.pages.feedback.file_in.file_in_open import SurveyFileImport

            self._file_in = SurveyFileImport(self.doc, self, self.tabs)
            self._file_in.brought_in.connect(self._on_survey_in)
            self._file_in.finished.connect(self.removed)  # offered back
            self._file_in.said.connect(self.said)
            self._file_in.changed.connect(lambda on: self._on_place("Bring in a survey file" if on else _TITLE))
        return self._file_in

    @property
    def paper(self) -> PaperPlace:
        """Paper forms, equality slips and the question bank."""
        if self._paper is None:
            from ward_desk.ui.pages.feedback.paper.paper_place import PaperPlace

            self._paper = PaperPlace(self.doc, self, self.tabs, self._keeper)
            self._paper.removed.connect(self.removed)
            self._paper.said.connect(self.said)
            self._paper.changed.connect(lambda _on: self._on_place(_TITLE))
        return self._paper

    def _on_place(self, title: str) -> None:
        if self._behind:
            self.refresh(None)
        self.title_changed.emit(title)
        self.commands_changed.emit()
        if self.busy:
            return
        survey, self._brought_in = self._brought_in, ""
        if not (survey and self.open_record("survey", survey)) and self.isVisible():
            self.take_keyboard()

    def _on_survey_in(self, survey: str) -> None:
        self._brought_in = survey  # shown when the tabs are back

    def import_survey(self) -> None:
        """Ask for the file of a survey tool, and begin to bring it in."""
        self.commit_pending()
        self.file_in.ask()

    def import_here(self) -> None:
        """Ask for a file with more answers to the survey shown."""
        row = self.surveys.row
        self.commit_pending()
        self.file_in.ask(str(row["id"]) if row is not None else "")

    def drop_file(self, path: Path) -> bool:
        """Begin to bring in a survey file dropped on the window."""
        from ward_desk.ui.import_place import ENDINGS

        if path.suffix.lower() not in ENDINGS:
            return False
        if self._waits():
            return True
        if self.doc.read_only:
            self.said.emit("This document is open to read only, so nothing can come in")
            return True
        self.commit_pending()
        return self.file_in.start(path)

    def type_forms(self) -> None:
        """Type in the paper forms of the survey shown."""
        self._on_paper("type_forms")

    def count_slips(self) -> None:
        """Count the equality slips of the survey shown."""
        self._on_paper("count_slips")

    def pick_questions(self) -> None:
        """Choose questions of the bank for the survey shown."""
        self._on_paper("pick_questions")

    def _on_paper(self, what: str) -> None:
        row = self.surveys.row
        if row is None or not self.can_edit:
            self.said.emit("That belongs to a survey: add or choose one first")
            return
        self.tabs.setCurrentIndex(SURVEYS)
        self.commit_pending()
        getattr(self.paper, what)(str(row["id"]))

    def print_form(self) -> None:
        """Print the survey shown as a form."""
        self.surveys.print_form()

    # ---- from one part to another

    def show_comments(self) -> None:
        """Show the comments of the survey shown."""
        row = self.surveys.row
        if row is not None:
            self.tabs.setCurrentIndex(COMMENTS)
            self.comments.show_survey(str(row["id"]))
            self.comments.take_keyboard()

    def _show_need(self, need: str) -> None:
        self.tabs.setCurrentIndex(COMMENTS)
        self.comments.show_need(need)
        self.comments.take_keyboard()

"""Paper place: brings the forms, the slips or the question bank into the place of a page, and the page back after."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ward_desk.core.errors import KnownError
from ward_desk.service.document import Document
from ward_desk.ui import dialogs
from ward_desk.ui.in_place import InPlace
from ward_desk.ui.pages.feedback.paper import paper_forms, paper_slips
from ward_desk.ui.pages.feedback.paper.paper_bank import PaperBank
from ward_desk.ui.pages.feedback.paper.paper_screen import PaperScreen
from ward_desk.ui.record.record_page import Keeper


class PaperPlace(QObject):
    """What takes the place of `usual` in the layout of a page, one thing at a time."""

    said = Signal(str)
    removed = Signal(str)
    changed = Signal(bool)  # whether something stands there now

    def __init__(self, doc: Document, page: QWidget, usual: QWidget, keeper: Keeper | None = None) -> None:
        super().__init__(page)
        self._doc, self._page, self._keeper = doc, page, keeper
        self._place = InPlace(doc, page, usual)
        self.screen: PaperScreen | None = None

    @property
    def showing(self) -> bool:
        """Whether something stands in the place of the page."""
        return self.screen is not None

    def type_forms(self, survey: str) -> None:
        """Type in the paper forms of a survey."""
        self._show(lambda: paper_forms.PaperForms(self._doc, survey, self._keeper, self._page))

    def count_slips(self, survey: str) -> None:
        """Count the equality slips of a survey."""
        self._show(lambda: paper_slips.PaperSlips(self._doc, survey, self._keeper, self._page))

    def pick_questions(self, survey: str) -> None:
        """Choose questions of the bank for a survey."""
        self._show(lambda: PaperBank(self._doc, survey, self._page))

    def restore(self, survey: str, draft: Mapping[str, str]) -> bool:
        """Put back what a crash left half typed here; False when none of the draft is from here."""
        if paper_forms.DRAFT in draft:
            self.type_forms(survey)
            return self.screen is not None and self.screen.restore(draft[paper_forms.DRAFT])
        if paper_slips.DRAFT in draft:
            self.count_slips(survey)
            return self.screen is not None and self.screen.restore(draft[paper_slips.DRAFT])
        return False

    def commit_pending(self) -> None:
        """Keep what is half typed."""
        if self.screen is not None:
            self.screen.commit_pending()

    def _show(self, make: Callable[[], PaperScreen]) -> None:
        self.commit_pending()
        self.close()
        try:
            screen = make()
        except KnownError as error:
            dialogs.tell_error(self._page, error)
            return
        self.screen = screen
        screen.closed.connect(self.close)
        screen.said.connect(self.said)
        screen.removed.connect(self.removed)
        self._place.put(screen)
        self.changed.emit(True)

    def close(self) -> None:
        """Show the page as it usually is."""
        screen, self.screen = self.screen, None
        if screen is not None:
            self._place.clear(screen)
            self.changed.emit(False)

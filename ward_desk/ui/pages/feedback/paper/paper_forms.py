"""Paper forms: typing in the pile of a survey, one response a screen, by the digits that stand on the form.

A form is stored when its last answer is passed, as one operation. One that is left half typed is stored as such, and is
on the screen again when somebody goes on with the pile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.errors import KnownError
from ward_desk.service.document import Document
from ward_desk.service.surveys.paper import survey_forms
from ward_desk.service.surveys.paper.survey_forms import Form
from ward_desk.ui import dialogs, theme
from ward_desk.ui.import_foot import give_keys
from ward_desk.ui.pages.feedback.paper.paper_pile import LastForms, PileHead
from ward_desk.ui.pages.feedback.paper.paper_screen import PaperScreen
from ward_desk.ui.pages.feedback.paper.paper_sheet import PaperSheet
from ward_desk.ui.record.record_page import Keeper
from ward_desk.ui.widgets import Card, label

DRAFT: Final = survey_forms.DRAFT
KEYS: Final = (
    "Digits choose · Enter goes on, Shift+Enter or Up back · Backspace empties an answer · Ctrl+Enter keeps the form"
    " · Page Up opens the form before · Esc is done"
)
_TABLES: Final = ("survey", "question", "response", "comment")
_BESIDE: Final = 250  # px, the last forms
_LOW: Final = 470  # px at 100 %, below which the form needs every line


class _Waiting(NamedTuple):
    """A form half typed while an earlier one is corrected."""

    typed: Form
    began: Form


class PaperForms(PaperScreen):
    """The pile of one survey."""

    def __init__(self, doc: Document, survey: str, keeper: Keeper | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc, self.survey, self._keeper = doc, survey, keeper
        self.form = Form()  # as it began: as it is stored, or blank
        self._waiting: _Waiting | None = None
        self._storing = False
        self.head = PileHead()
        self.sheet = PaperSheet(doc, survey)
        self.last = LastForms()
        self.keys = label(KEYS, "small", wrap=True)
        self._build()
        self.head.in_pile.meant.connect(self._on_pile)
        self.head.in_pile.entered.connect(self._begin)
        self.head.take_off.clicked.connect(self.remove)
        self.head.done.clicked.connect(self.give_up)
        self.head.keep_it.clicked.connect(self.keep)
        self.last.open_asked.connect(self.open_form)
        self.sheet.changed.connect(self._on_changed)
        self.sheet.ended.connect(self.keep)
        give_keys(self, (
            ("Ctrl+Return", self.keep), ("Ctrl+Enter", self.keep), ("Esc", self.give_up),
            ("PgUp", lambda: self._walk(1)), ("PgDown", lambda: self._walk(-1)),
        ))  # fmt: skip
        self._show(survey_forms.half_typed(doc, survey))

    def _build(self) -> None:
        form = Card()
        form.body.addWidget(self.sheet)
        beside = Card("Last forms")
        beside.body.addWidget(self.last, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(form)
        split.addWidget(beside)
        split.setStretchFactor(0, 1)
        beside.setMaximumWidth(theme.px(_BESIDE) * 3 // 2)  # the form needs the room more
        split.setSizes([10 * _BESIDE, _BESIDE])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.head)
        whole.addWidget(split, 1)
        whole.addWidget(self.keys)

    # ---- what stands on it

    def _show(self, form: Form | None) -> None:
        """Show a form; None: the one that waits half typed, or the next of the pile."""
        waiting = None
        if form is None:
            waiting, self._waiting = self._waiting, None
        self.form = form or (waiting.began if waiting else survey_forms.blank(self._doc, self.survey))
        self.sheet.load(waiting.typed if waiting else self.form)
        self._tell()

    @property
    def typed(self) -> Form:
        """The form as it stands on the screen."""
        return self.sheet.typed(self.form)

    @property
    def dirty(self) -> bool:
        """Whether something is typed that is not kept."""
        now = self.typed
        began = replace(self.form, answers={name: value for name, value in self.form.answers.items() if value})
        return now != began and bool(now.id or not now.empty)

    def _tell(self) -> None:
        """Say how far the pile is."""
        pile = survey_forms.pile(self._doc, self.survey)
        self.head.tell(self._doc.store.get("survey", self.survey) or {}, pile, self.form)
        self.last.load(pile.last, self.form.id)

    def _on_changed(self) -> None:
        if self._keeper is None:
            return
        if self.dirty:
            self._keeper.keep("survey", self.survey, DRAFT, survey_forms.draft_of(self.typed))
        else:
            self._keeper.forget("survey", self.survey, DRAFT)

    def restore(self, draft: str) -> bool:
        """Put a form that a crash left half typed back on the screen; False when it can't be read."""
        form = survey_forms.read_draft(draft)
        if form is None:
            return False
        began = survey_forms.read(self._doc, form.id) if form.id else None
        self.form = began or survey_forms.blank(self._doc, self.survey)
        self.sheet.load(form)
        self._tell()
        self._on_changed()
        return True

    # ---- what people do

    def take_keyboard(self) -> None:
        """The keyboard goes to the number of forms while nobody said it, else to the first question."""
        pile = survey_forms.pile(self._doc, self.survey)
        if pile.of is None and not pile.last:
            self.head.in_pile.line.setFocus()
        else:
            self._begin()

    def _begin(self) -> None:
        self.sheet.begin(dated=bool(self.form.answered_on))

    def keep(self) -> None:
        """Store the form, and begin the next."""
        if not self.sheet.check():
            return
        form = self.typed
        if not form.id and form.empty:
            self.said.emit("Nothing is typed on this form yet")
            self._begin()
        elif self._store(replace(form, half_typed=False)):
            self._show(None)
            self._begin()

    def _store(self, form: Form) -> bool:
        def work() -> None:
            kept = survey_forms.keep(self._doc, self.survey, form, initiator=self)
            self.form = replace(kept, answers=form.answers)

        if not self._do(work):
            return False
        if self._keeper is not None:
            self._keeper.forget("survey", self.survey, DRAFT)
        self.sheet.name_areas(form.area)
        return True

    def _do(self, work: Callable[[], object]) -> bool:
        """Change the document, without hearing of it; what the world refuses is said in its own words."""
        self._storing = True
        try:
            work()
        except KnownError as error:
            dialogs.tell_error(self, error)
            return False
        finally:
            self._storing = False
        return True

    def open_form(self, response: str) -> None:
        """Show a form that was typed in, to be corrected; the one half typed waits meanwhile."""
        if response != self.form.id and self._put_by():
            form = survey_forms.read(self._doc, response)
            self._show(form)
            self._begin()

    def _put_by(self) -> bool:
        """Keep a form that was being corrected; have one being typed in wait. False when that can't be done."""
        if self.form.id and not self.form.half_typed:
            return not self.dirty or (self.sheet.check() and self._store(self.typed))
        if self.dirty or self.form.half_typed:
            self._waiting = _Waiting(self.typed, self.form)
        return True

    def _walk(self, by: int) -> None:
        """To the form typed before (1) or after (-1) the one shown, and after the last to the one being typed in."""
        every = [one.id for one in survey_forms.pile(self._doc, self.survey).last if not one.half_typed]
        at = every.index(self.form.id) if self.form.id in every else -1
        if 0 <= at + by < len(every):
            self.open_form(every[at + by])
        elif at + by == -1 and self._put_by():
            self._show(None)
            self._begin()

    def remove(self) -> None:
        """Take out the form shown."""
        gone = self.form
        if gone.id and self._do(lambda: survey_forms.remove(self._doc, self.survey, gone.id, initiator=self)):
            self.removed.emit(f"Removed form {gone.number}")
            self._show(None)
            self._begin()

    def _on_pile(self, number: int | None) -> None:
        self._do(lambda: survey_forms.set_pile(self._doc, self.survey, number, initiator=self))
        self._tell()

    def commit_pending(self) -> None:
        """Keep what is half typed: a form being corrected as it stands, one being typed in as half typed."""
        if self._doc.read_only:
            return
        shown = self.form
        if self.dirty and not self._store(replace(self.typed, half_typed=not shown.id or shown.half_typed)):
            return
        if self._waiting is not None:
            shown, self.form = self.form, self._waiting.began
            if self._store(replace(self._waiting.typed, half_typed=True)):
                self._waiting = _Waiting(self.form, self.form)
            self.form = shown
        self._tell()

    def give_up(self) -> None:
        """Be done for now."""
        self.commit_pending()
        if self.dirty:
            answer = dialogs.ask(self, f"Throw form {self.form.number} away?", ["Throw it away", "Go on with it"],
                                 "It could not be kept.")  # fmt: skip
            if answer != 0:
                return
            if self._keeper is not None:
                self._keeper.forget("survey", self.survey, DRAFT)
        self.closed.emit()

    def refresh(self, changes: ChangeSet) -> None:
        """The document changed: the pile is counted anew, and a form undone or removed leaves the screen."""
        if self._storing or not any(changes.touches(table) for table in _TABLES):
            return
        if self._doc.store.get("survey", self.survey) is None:
            self.closed.emit()
            return
        now, dirty = self.typed, self.dirty
        if self.sheet.ask_anew():
            self.sheet.load(now)
        stored = survey_forms.read(self._doc, self.form.id) if self.form.id else None
        self._waiting = self._still_waiting()
        if self.form.id and stored is None and not dirty:
            self._show(None)
        elif stored is not None and not dirty:
            self._show(stored)
        elif not self.form.id or stored is None:  # what was typed since stays, as a form of its own
            number = survey_forms.blank(self._doc, self.survey).number
            self.form = replace(self.form, id="", number=number)
        self._tell()

    def _still_waiting(self) -> _Waiting | None:
        """The form that waits, unless all of it was undone."""
        one = self._waiting
        if one is None or not one.began.id or survey_forms.read(self._doc, one.began.id) is not None:
            return one
        blank = survey_forms.blank(self._doc, self.survey)
        return None if one.typed == one.began else _Waiting(replace(one.typed, id="", number=blank.number), blank)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keys.setVisible(self.height() >= theme.px(_LOW))

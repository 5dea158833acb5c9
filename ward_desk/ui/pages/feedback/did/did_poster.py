"""Did poster: makes the poster: for whom, on what paper, the pre-election period, and what is left out and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ward_desk.core.errors import KnownError, NotUnderstoodError
from ward_desk.core.pre_election import PreElection
from ward_desk.core.typed import read_date, show_date
from ward_desk.service import list_export
from ward_desk.service.document import Document
from ward_desk.service.surveys.told import you_said, you_said_poster
from ward_desk.service.surveys.told.you_said_poster import SPANS, Wanted
from ward_desk.ui import theme
from ward_desk.ui.pages.feedback.did.did_preview import PosterPreview
from ward_desk.ui.panes import bring_into_view, scrolled
from ward_desk.ui.paper import poster_out
from ward_desk.ui.paper.file_job import FileJob
from ward_desk.ui.paper.poster_pages import SHEETS, PosterPages
from ward_desk.ui.widgets import Card, Choice, FlowLayout, button, label

_NAMES = {"From": "Pre-election period from", "To": "Pre-election period to", "Say more": "How to say more",
          "For": "Who the poster is for"}  # fmt: skip
_FOR_ALL = "Everything that is ticked and that they may see is on it."


class DidPoster(QWidget):
    """Stands in the place of the list while the poster is made. `out` writes its file, and may still be at it when
    the list is back."""

    left = Signal()
    said = Signal(str)

    def __init__(self, doc: Document, out: FileJob, parent: QWidget) -> None:
        super().__init__(parent)
        self.doc, self.out = doc, out
        self.audience, self.paper, self.span = (Choice() for _ in range(3))
        self.contact = QLineEdit()
        for one, name in ((self.contact, "contact"), (self.audience, "audience")):
            one.setObjectName(name)
        self.quiet = QCheckBox("Pre-election period")
        self.first, self.last = QLineEdit(), QLineEdit()
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.gone = label("", "soft", wrap=True)
        self.preview = PosterPreview()
        self.preview.setObjectName("preview")
        self.print = button("Print…", main=True)
        self.save = button("Save as PDF…")
        self.copy = button("Copy as text", tip="For a newsletter or a post")
        self.back = button("Back to the list", tip="Back to the list (Esc)")
        self.before = button("‹", tip="The sheet before (Page Up)")
        self.after = button("›", tip="The next sheet (Page Down)")
        self.place = label("", "small")
        self._fill()
        self._build()
        self._connect()
        self.refresh()

    def _fill(self) -> None:
        self.audience.fill(list_export.AUDIENCES, "public")
        self.paper.fill([(key, f"{sheet.name} upright") for key, sheet in SHEETS.items()], "a3")
        self.span.fill(SPANS, "all")
        self.contact.setText(you_said_poster.contact(self.doc))
        self.contact.setCursorPosition(0)
        self.contact.setPlaceholderText("An address, a telephone of the office, a place to come to…")
        period = you_said.pre_election(self.doc.store)
        self.quiet.setChecked(period.on)
        for box, day in ((self.first, period.first), (self.last, period.last)):
            box.setText(show_date(day) if day else "")
            box.setPlaceholderText("a date")
        self.before.setAccessibleName("The sheet before")
        self.after.setAccessibleName("The next sheet")
        for one in (self.quiet, self.first, self.last, self.contact):
            one.setEnabled(not self.doc.read_only)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(12)
        for place, (words, one) in enumerate(
            (("For", self.audience), ("Paper", self.paper), ("Heard", self.span), ("Say more", self.contact),
             ("", self.quiet), ("From", self.first), ("To", self.last))
        ):  # fmt: skip
            if not words:
                grid.addWidget(one, place, 0, 1, 2)
                continue
            caption = label(words, "soft")
            caption.setBuddy(one)
            one.setAccessibleName(_NAMES.get(words, words))
            grid.addWidget(caption, place, 0)
            grid.addWidget(one, place, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label("Poster: You said, we did", "heading", wrap=True))
        column.addLayout(grid)
        column.addWidget(self.problem)
        column.addWidget(label("What is left out", "heading"))
        column.addWidget(self.gone)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for one in (self.print, self.save, self.copy, self.back):
            flow.addWidget(one)
        card = Card()
        card.body.addWidget(scrolled(inside), 1)
        card.body.addWidget(buttons)
        card.setMinimumWidth(theme.px(280))
        turns = QHBoxLayout()
        turns.addStretch(1)
        for one in (self.before, self.place, self.after):
            turns.addWidget(one)
        turns.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self.preview, 1)
        right.addLayout(turns)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(card, 2)
        whole.addLayout(right, 3)

    def _connect(self) -> None:
        for choice in (self.audience, self.paper, self.span):
            choice.currentIndexChanged.connect(self.refresh)
        self.contact.editingFinished.connect(self._keep_contact)
        self.quiet.clicked.connect(self._keep_period)
        for line in (self.first, self.last):
            line.editingFinished.connect(self._keep_period)
        self.preview.turned.connect(self._on_turned)
        self.before.clicked.connect(lambda: self.preview.turn(self.preview.number - 1))
        self.after.clicked.connect(lambda: self.preview.turn(self.preview.number + 1))
        self.print.clicked.connect(self.show_print)
        self.save.clicked.connect(self.save_pdf)
        self.copy.clicked.connect(self.copy_text)
        self.back.clicked.connect(self.left)

    @property
    def wanted(self) -> Wanted:
        """What the poster is asked for."""
        contact = " ".join(self.contact.text().split())
        return Wanted(str(self.audience.currentData()), str(self.span.currentData()), contact)

    @property
    def _sheet(self) -> str:
        return str(self.paper.currentData())

    def refresh(self) -> None:
        """Make it again of the document as it is now."""
        made = you_said_poster.poster(self.doc, self.wanted)
        sheet = SHEETS[self._sheet]
        self._pages = PosterPages(made, sheet)
        self.preview.show_pages(self._pages, sheet, you_said_poster.as_text(made))
        short = self._pages.shortened
        more = (f"Too long for a sheet, and shortened with “…”: {short}.",) if short else ()
        self.gone.setText("\n".join((*self._period_said(), *made.left_out, *more)) or _FOR_ALL)

    def _period_said(self) -> tuple[str, ...]:
        period = you_said.pre_election(self.doc.store)
        if not period.on or period.covers(self.doc.today) or self.wanted.audience != "public":
            return ()
        return ("Today is not in the pre-election period: nothing is left out for it.",)

    def _on_turned(self, number: int) -> None:
        self.place.setText(f"Sheet {number + 1} of {len(self._pages)}")
        self.before.setEnabled(number > 0)
        self.after.setEnabled(number + 1 < len(self._pages))

    def _keep_contact(self) -> None:
        if not self.doc.read_only and self._do(lambda: you_said_poster.set_contact(self.doc, self.wanted.contact)):
            self.refresh()

    def _keep_period(self) -> None:
        if self.doc.read_only:
            return
        try:
            days = tuple(self._day(line) for line in (self.first, self.last))
        except NotUnderstoodError as error:
            self._say(str(error))
            return
        period = PreElection(self.quiet.isChecked(), *days)
        if period == you_said.pre_election(self.doc.store):
            self._say("")
        elif self._do(lambda: you_said.set_pre_election(self.doc, period)):
            self.refresh()

    def _day(self, line: QLineEdit) -> date | None:
        words = line.text().strip()
        found = read_date(words, self.doc.today) if words else None
        line.setText(show_date(found) if found else "")
        return found

    def _do(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except KnownError as error:
            self._say(f"{error.happened} {error.next_step}")
            return False
        self._say("")
        return True

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def commit_pending(self) -> None:
        """Keep what is half typed."""
        self._keep_contact()
        self._keep_period()

    def show_print(self) -> None:
        """Show the sheets as they would be printed, and print them when the person says so."""
        self.commit_pending()
        poster_out.show_print(self, self.doc, self.wanted, SHEETS[self._sheet])

    def save_pdf(self) -> None:
        """Ask for a file, and write the sheets to it."""
        self.commit_pending()
        poster_out.save(self.out, self.wanted, SHEETS[self._sheet])

    def copy_text(self) -> None:
        """Put the poster on the clipboard as plain text."""
        self.commit_pending()
        QGuiApplication.clipboard().setText(you_said_poster.as_text(you_said_poster.poster(self.doc, self.wanted)))
        self.said.emit("Copied the poster as text")

    def go_to_period(self) -> None:
        """Put the keyboard on the pre-election period, where it can be changed."""
        if self.quiet.isEnabled():
            self.quiet.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(self.quiet)

    def take_keyboard(self) -> None:
        """Put the keyboard into the first choice."""
        self.audience.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

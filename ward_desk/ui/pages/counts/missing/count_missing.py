"""Count missing: just the figures that are wanted by now, one below another, typed in from the first to the last."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.service.counts import figures_missing
from ward_desk.service.counts.figures_missing import Missing
from ward_desk.service.document import Document
from ward_desk.ui.pages.counts.beside.count_lines import CountLine, CountLines
from ward_desk.ui.pages.counts.missing.count_missing_line import MissingLine
from ward_desk.ui.panes import scrolled
from ward_desk.ui.widgets import Card, FlowLayout, button, label

MOST: Final = 60  # lines at a time
_HOW: Final = (
    "Type a figure, 50, about 50 or 50+, and press Enter. Where there is none, press N and say why."
    " A rate is typed with its base (17 of 27), a score with its answers (4.2 (27))."
)


class MissingList(QWidget):
    """The list. It stands in the place of the page until it is closed; what is done stays, with a tick."""

    closed = Signal()
    open_requested = Signal(str, str, str)  # table, id, field
    said = Signal(str)
    typing = Signal(str, str, str)  # count, period, text so far

    def __init__(self, doc: Document) -> None:
        super().__init__()
        self._doc = doc
        self._wanted: list[Missing] = []
        self.lines: list[MissingLine] = []
        self._captions: list[QWidget] = []
        self.left = label("", "heading")
        self.left.setContentsMargins(0, 6, 0, 0)
        self.copy = button("&Copy for e-mail", tip="Copy what is still missing, by who gives the figure (Alt+C)")
        self.copy.clicked.connect(self.copy_for_email)
        self.done = button("&Done", tip="Back to the grid (Esc)")
        self.done.clicked.connect(self.close_list)
        for one in (self.copy, self.done):
            one.setAutoDefault(True)
        self.waiting_title = label("Waiting for attendance", "heading")
        self.waiting = CountLines("Events held with nobody counted")
        self.waiting.opened.connect(lambda event: self.open_requested.emit("event", event, ""))
        self.more = button("", link=True)
        self.more.setAutoDefault(True)
        self.more.clicked.connect(self._show_more)
        self._build()

    def _build(self) -> None:
        top = QWidget()
        flow = FlowLayout(top, gap=10)
        for one in (self.left, self.copy, self.done):
            flow.addWidget(one)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        for widget in (self.more, self.waiting_title, self.waiting):
            self._column.addWidget(widget)
        card = Card()
        card.body.addWidget(top)
        card.body.addWidget(label(_HOW, "soft", wrap=True))
        card.body.addWidget(scrolled(inner), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

    def begin(self) -> None:
        """Ask anew what is missing, and put the keyboard into the first field."""
        for one in (*self.lines, *self._captions):
            self._column.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.lines, self._captions = [], []
        self._wanted = figures_missing.missing(self._doc, self._doc.today)
        self._add_lines()
        self.refresh()
        if self.lines:
            self.lines[0].focus()
        else:
            self.done.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_lines(self) -> None:
        first = len(self.lines)
        more = self._wanted[first : first + MOST]
        before = self._wanted[first - 1].period if first else ""
        for period, some in groupby(more, key=lambda one: one.period):
            if period != before:
                caption = label(period, "heading")
                self._captions.append(caption)
                self._insert(caption)
            for wanted in some:
                line = MissingLine(self._doc, wanted)
                line.kept.connect(self._count)
                line.stepped.connect(lambda by, one=line: self._step(one, by))
                line.closed.connect(self.close_list)
                line.typing.connect(self.typing)
                self.lines.append(line)
                self._insert(line)
        left = len(self._wanted) - len(self.lines)
        self.more.setText(f"Show {min(left, MOST)} of {left:,} more")
        self.more.setVisible(left > 0)

    def _insert(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.indexOf(self.more), widget)

    def _show_more(self) -> None:
        first = len(self.lines)
        self._add_lines()
        self.lines[first].focus()

    def refresh(self) -> None:
        """Show what the document holds now: what was undone is wanted again."""
        for line in self.lines:
            line.show_stored()
        found = figures_missing.waiting(self._doc, self._doc.today)
        self.waiting.show_lines([CountLine(one.event, one.words, f"for {one.counts}") for one in found])
        self.waiting_title.setVisible(bool(found))
        self._count()

    @property
    def still(self) -> list[Missing]:
        """What is still missing."""
        done = {(line.count, line.wanted.key) for line in self.lines if line.done}
        return [one for one in self._wanted if (str(one.count["id"]), one.key) not in done]

    def _count(self) -> None:
        left, whole = len(self.still), len(self._wanted)
        if not whole:
            words = "No figure is wanted now"
        elif left:
            words = f"{left:,} of {whole:,} {'figure' if whole == 1 else 'figures'} still to enter"
        else:
            words = "Every figure is entered"
        self.left.setText(words)
        self.copy.setEnabled(bool(left))

    def _step(self, line: MissingLine, by: int) -> None:
        at = self.lines.index(line) + by
        if 0 <= at < len(self.lines):
            self.lines[at].focus()
        elif at == len(self.lines):
            (self.more if not self.more.isHidden() else self.done).setFocus(Qt.FocusReason.TabFocusReason)

    def commit_pending(self) -> None:
        """Keep what is half typed."""
        for line in self.lines:
            if line.pending:
                line.keep()

    def copy_for_email(self) -> None:
        """Copy what is still missing as text, by who gives the figure."""
        self.commit_pending()
        still = self.still
        QGuiApplication.clipboard().setText(figures_missing.to_chase(self._doc, still, self._doc.today))
        self.said.emit(f"Copied {len(still)} wanted {'figure' if len(still) == 1 else 'figures'}, by who gives them")

    def close_list(self) -> None:
        """Back to the grid."""
        self.commit_pending()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_list()
        else:
            super().keyPressEvent(event)

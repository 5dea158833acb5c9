"""Return frame: how the Returns page is laid out: the returns, the one shown in its parts, what it needs to be sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.core.checks import Finding
from ward_desk.core.fields import text, whole
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.core.typed import show_date
from ward_desk.service.document import Document
from ward_desk.service.returns.making.return_view import framework_of
from ward_desk.ui import marks, theme
from ward_desk.ui.pages.returns.check.return_check import CheckList
from ward_desk.ui.pages.returns.check.return_ready import MOST, MOST_NARROW, Ready, Send
from ward_desk.ui.pages.returns.look.return_changes_view import Changes
from ward_desk.ui.pages.returns.look.return_preview import Preview
from ward_desk.ui.pages.returns.return_list import ReturnList
from ward_desk.ui.pages.returns.sign.return_signoff import SignOff
from ward_desk.ui.pages.returns.words.return_words import Words
from ward_desk.ui.panes import scrolled
from ward_desk.ui.reading_order import reading_order
from ward_desk.ui.record.tabs import Tabs
from ward_desk.ui.widgets import Card, FlowLayout, Pill, button, label

_NO_LIMIT: Final = (1 << 24) - 1  # px, as Qt has it
_SHARE: Final = 0.37  # of the width, the most for the list: with large text in a small window
THREE_COLUMNS: Final = 1020  # px at 100 %: the room for the list, a return and what stands beside it

Explain = Callable[[Sequence[Finding], str], bool]
Offered = Callable[[Finding], str]


class ReturnFrame(QWidget):
    """The parts of the page, each in its place. What they do, the page connects."""

    folded = Signal()  # the columns are laid out otherwise

    def __init__(self, doc: Document, explain: Explain, offered: Offered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pills = FlowLayout(gap=6)
        self.list = ReturnList()
        self.start_button, self.first_button = button(""), button("", main=True)
        self.left, self.card, self.nothing = Card("Returns"), Card(), Card()
        self.checks = CheckList(explain, offered)
        self.preview, self.changes, self.sign_off = Preview(), Changes(), SignOff(doc)
        thresholds = framework.thresholds if (framework := framework_of(doc)) else None
        self.words = Words(doc, {
            "progress": thresholds.progress_words if thresholds else 250,
            "horizon": thresholds.horizon_words if thresholds else 200,
        })  # fmt: skip
        self.ready, self.send = Ready(), Send()
        self._build_list()
        self._build_return()
        self._build_nothing()
        self._build_columns()
        self._fold()
        self.checks.laid.connect(self.order)

    def _build_list(self) -> None:
        self.kept_words = label(
            "A sent return is kept exactly as it left. Correcting one makes a new version.", "small", wrap=True
        )
        self.left.body.addWidget(self.list, 1)
        self.left.body.addWidget(self.start_button)
        self.left.body.addWidget(self.kept_words)

    def _build_return(self) -> None:
        self.heading = label("", "heading", wrap=True)
        self.tabs = Tabs((
            ("Check", (scrolled(self.checks),)), ("Words", (scrolled(self.words),)), ("Preview", (self.preview,)),
            ("Changes", (self.changes,)), ("Sign off", (scrolled(self.sign_off),)),
        ))  # fmt: skip
        self.written = label("", "soft", wrap=True)
        self.written.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        pills = QWidget()
        pills.setLayout(self._pills)
        self.card.body.addWidget(self.heading)
        self.card.body.addWidget(pills)
        self.card.body.addWidget(self.tabs, 1)
        self.card.body.addWidget(self.written)

    def _build_nothing(self) -> None:
        self.none_words = label("", "soft", wrap=True)
        self.none_words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.nothing.body.addStretch(1)
        self.nothing.body.addWidget(self.none_words)
        self.nothing.body.addWidget(self.first_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.nothing.body.addStretch(2)

    def _build_columns(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.ready)
        column.addWidget(self.send)
        self.side = scrolled(side)
        self._first, self._last = QVBoxLayout(), QVBoxLayout()
        self._first.setSpacing(8)
        self._first.addWidget(self.left, 2)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(8)
        columns.addLayout(self._first)
        columns.addWidget(self.card, 1)
        columns.addWidget(self.nothing, 1)
        columns.addLayout(self._last)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fold()

    def _fold(self) -> None:
        """Three columns where there is room for them; else what stands at the right goes under the list."""
        wide = self.width() >= theme.px(THREE_COLUMNS)
        narrow = min(theme.px(236), int(self.width() * _SHARE))
        self.left.setFixedWidth(theme.px(198) if wide else narrow)
        self.side.setFixedWidth(theme.px(290) if wide else narrow)
        self.left.setMaximumHeight(_NO_LIMIT if wide else theme.px(160))
        there, other = (self._last, self._first) if wide else (self._first, self._last)
        for one in (self.kept_words, self.send.words):
            one.setVisible(wide)
        if there.indexOf(self.side) < 0:
            other.removeWidget(self.side)
            there.addWidget(self.side, 3)
            self.folded.emit()

    def order(self) -> None:
        """Let Tab go through the page as it stands: what is checked and what is left to do come and go."""
        side: list[QWidget] = [self.ready, self.send]
        first, last = (side, []) if self._last.indexOf(self.side) < 0 else ([], side)
        parts = (self.checks, self.words, self.preview, self.changes, self.sign_off)
        reading_order(self.left, *first, self.tabs.bar, *parts, self.written, *last)

    @property
    def most_ready(self) -> int:
        """How many lines what is ready has room for."""
        return MOST if self._last.indexOf(self.side) >= 0 else MOST_NARROW

    def show_return(self, *, shown: bool) -> None:
        """Show the parts of a return, or why there is none."""
        self.card.setVisible(shown)
        self.side.setVisible(shown)
        self.nothing.setVisible(not shown)

    def show_heading(self, row: Row, quarter: Quarter, due: date, today: date) -> None:
        """Say which return it is and how far it has come."""
        self.heading.setText(f"{quarter.short}: {quarter.long}")
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
            late = due < today
            words = f"{'Was due' if late else 'Due'} {show_date(due)}"
            shown.append(marks.worded(words, "red") if late else marks.Mark(words, "grey", "none"))
        if row["illustrative"]:
            shown.append(marks.worded("Illustrative", "grey"))
        for mark in filter(None, shown):
            self._pills.addWidget(Pill(mark))

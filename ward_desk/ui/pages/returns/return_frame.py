"""Return frame: how the Returns page is laid out: the returns, the one shown in its parts, what it needs to be sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

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
from ward_desk.ui.widgets import Card, ElidedLabel, FlowLayout, Pill, button, label

_NO_LIMIT: Final = (1 << 24) - 1  # px, as Qt has it
_SHARE: Final = 0.37  # of the width, the most for the list: with large text in a small window
_TIGHT: Final = 340  # px at 100 %: with less height whatever is shown wants all the room
THREE_COLUMNS: Final = 1020  # px at 100 %: the room for the list, a return and what stands beside it
BESIDE_KEY: Final = "Ctrl+Shift+L"  # shows and hides the list beside what is looked at

Explain = Callable[[Sequence[Finding], str], bool]
Offered = Callable[[Finding], str]

CHECK, WORDS, PREVIEW, CHANGES, SIGN_OFF = range(5)  # the parts, in the order of their tabs


class ReturnFrame(QWidget):
    """The parts of the page, each in its place. What they do, the page connects."""

    folded = Signal()  # the columns are laid out otherwise

    def __init__(self, doc: Document, explain: Explain, offered: Offered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._returns = False  # whether a return is shown
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
        self.beside_button.toggled.connect(self._on_beside)
        self.tabs.bar.currentChanged.connect(lambda _at: self._on_tab())
        short = QShortcut(QKeySequence(BESIDE_KEY), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        short.activated.connect(lambda: self.beside_button.click() if self.beside_button.isVisible() else None)
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
        self.written = ElidedLabel("", "soft")
        self.written.hide()
        self.beside_button = button("", link=True)
        self.beside_button.setCheckable(True)
        pills = QWidget()
        pills.setLayout(self._pills)
        line = QHBoxLayout()
        line.addWidget(pills, 1)
        line.addWidget(self.beside_button, 0, Qt.AlignmentFlag.AlignTop)
        self.card.body.addWidget(self.heading)
        self.card.body.addLayout(line)
        self.revised = button("", link=True)
        self.revised.setMinimumWidth(1)  # it must not widen the page; its tooltip has the whole
        self.revised.hide()
        self.card.body.addWidget(self.revised, 0, Qt.AlignmentFlag.AlignLeft)
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
        """Three columns where there is room for them; else what stands at the right goes under the list, and both make
        room for what is looked at, until they are asked for."""
        wide = self.width() >= theme.px(THREE_COLUMNS)
        narrow = min(theme.px(236), int(self.width() * _SHARE))
        self.left.setFixedWidth(theme.px(198) if wide else narrow)
        self.side.setFixedWidth(theme.px(290) if wide else narrow)
        self.left.setMaximumHeight(_NO_LIMIT if wide else theme.px(160))
        there, other = (self._last, self._first) if wide else (self._first, self._last)
        for one in (self.kept_words, self.send.words):
            one.setVisible(wide)
        looks = (self._is_looked_at or self._is_tight) and not wide
        aside = looks and not self.beside_button.isChecked()
        here = QApplication.focusWidget()
        if aside and here is not None and (self.left.isAncestorOf(here) or self.side.isAncestorOf(here)):
            self.tabs.bar.setFocus()
        self.left.setVisible(not aside)
        self.side.setVisible(self._returns and not aside)
        self.beside_button.setVisible(looks)
        words = "Show list and sending" if aside else "Hide list and sending"
        self.beside_button.setText(words)
        self.beside_button.setAccessibleName(words)
        self.beside_button.setToolTip(f"{words} ({BESIDE_KEY})")
        if there.indexOf(self.side) < 0:
            other.removeWidget(self.side)
            there.addWidget(self.side, 3)
            self.folded.emit()

    @property
    def _is_looked_at(self) -> bool:
        """Whether what is shown wants the width: the sheets of a return, or what changed."""
        return self._returns and any(self.tabs.shown.isAncestorOf(one) for one in (self.preview, self.changes))

    @property
    def _is_tight(self) -> bool:
        """Whether a return is shown in so low a window that the list would leave it a line or two: large text."""
        return self._returns and self.height() < theme.px(_TIGHT)

    def _on_tab(self) -> None:
        if not self._is_looked_at:
            self.beside_button.setChecked(False)
        self._fold()

    def _on_beside(self, on: bool) -> None:
        self._fold()
        if on:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def order(self) -> None:
        """Let Tab go through the page as it stands: what is checked and what is left to do come and go."""
        side: list[QWidget] = [self.ready, self.send]
        first, last = (side, []) if self._last.indexOf(self.side) < 0 else ([], side)
        parts = (self.checks, self.words, self.preview, self.changes, self.sign_off)
        reading_order(self.left, *first, self.beside_button, self.revised, self.tabs.bar, *parts, self.written, *last)

    @property
    def most_ready(self) -> int:
        """How many lines what is ready has room for."""
        return MOST if self._last.indexOf(self.side) >= 0 else MOST_NARROW

    def show_return(self, *, shown: bool) -> None:
        """Show the parts of a return, or why there is none."""
        self._returns = shown
        self.card.setVisible(shown)
        self.nothing.setVisible(not shown)
        self._fold()

    def say_written(self, words: str) -> None:
        """Say where something was written to; "" when that is over."""
        self.written.set_words(words)
        self.written.setVisible(bool(words))

    def say_revised(self, figures: int, version: int) -> None:
        """Say how many figures of what was sent are others by now, and that `version` would put that right; 0: none."""
        have = "figure has" if figures == 1 else "figures have"
        self.revised.setText(f"{figures:,} {have} changed since it was sent: version {version}?")
        self.revised.setAccessibleName(self.revised.text())
        self.revised.setToolTip(self.revised.text())
        self.revised.setVisible(figures > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.written.isVisible():
            self.say_written("")
        else:
            super().keyPressEvent(event)

    def take_keyboard(self, part: int) -> None:
        """Put the keyboard into a part: where what it is for begins."""
        first: tuple[QWidget, ...] = (
            self.checks, self.words.editors["progress"].widget, self.preview.table, self.changes.table, self.sign_off
        )  # fmt: skip
        found = first[part]
        if found is self.checks and self.checks.lines:
            self.checks.take_keyboard()
        elif found is self.sign_off:
            self.sign_off.take_keyboard()
        elif found is not self.checks and found.isVisible():
            found.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.tabs.bar.setFocus(Qt.FocusReason.OtherFocusReason)

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
            shown.insert(0, marks.Mark(f"Version {version}", "grey", "none"))
        if row["status"] != "sent" and version == 1:  # what a correction corrects was sent in time, or late for good
            late = due < today
            words = f"{'Was due' if late else 'Due'} {show_date(due)}"
            shown.append(marks.worded(words, "red") if late else marks.Mark(words, "grey", "none"))
        if row["illustrative"]:
            shown.append(marks.worded("Illustrative", "grey"))
        for mark in filter(None, shown):
            self._pills.addWidget(Pill(mark))

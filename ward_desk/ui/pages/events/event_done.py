"""What was done: the figures that come from an event, one line a count, and a line that adds one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.core.periods import Month, PeriodError
from ward_desk.core.records import Row
from ward_desk.core.typed import show_number
from ward_desk.ui import theme
from ward_desk.ui.pages.events.event_lines import CountLine
from ward_desk.ui.widgets import Choice, ThemeDot, button, label

_NUMBER = 110  # px at 100 %
_THEME = 140
_WITH_THEMES = 430


class _Line(QWidget):
    """One figure: its count, its number, the theme it adds to."""

    def __init__(self, row: Row, owner: WhatWasDone) -> None:
        super().__init__()
        figure, name = str(row["id"]), str(row["name"])
        self.number = CountLine(f"Number: {name}", whole=False)
        self.number.setFixedWidth(theme.px(_NUMBER))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.meant.connect(lambda number, precision: owner.meant.emit(figure, number, precision))
        self.number.refused.connect(lambda sentence: owner.say(figure, sentence))
        self.share = label("", "")
        self.share.setFixedWidth(theme.px(_NUMBER))
        self.share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        place = row["theme_position"]
        self.theme = ThemeDot(place if isinstance(place, int) else None, str(row["theme"]))
        self.theme.setFixedWidth(theme.px(_THEME))
        self.off = button("✕", link=True, tip=f"Remove “{name}”")
        self.off.setAccessibleName(f"Remove {name}")
        self.off.clicked.connect(lambda: owner.remove_asked.emit(figure))
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self.words = label("", wrap=True)
        box.addWidget(self.words, 1)
        for one in (self.number, self.share, self.theme, self.off):
            box.addWidget(one)
        self.load(row, "")

    def load(self, row: Row, month: str, *, read_only: bool = False) -> None:
        """Show the figure as it is stored, with its period where that is not the event's first month; a share of a
        base is shown as that."""
        period = str(row["period"])
        other = f" ({_period_words(period)})" if "Q" not in period and period != month else ""
        self.words.setText(f"{row['name']!s}{other}")
        self.words.setToolTip(str(row["unit"] or ""))
        value, top, base = row["value"], row["numerator"], row["denominator"]
        is_share = isinstance(top, float) and isinstance(base, float)
        self.number.setVisible(not is_share)
        self.share.setVisible(is_share)
        if isinstance(top, float) and isinstance(base, float):
            self.share.setText(f"{show_number(top)} of {show_number(base)}")
        self.number.load(value if isinstance(value, float) else None, str(row["precision"] or "exact"))
        self.number.setReadOnly(read_only)
        self.off.setVisible(not read_only)


class WhatWasDone(QWidget):
    """The figures of one event. It says what is meant; the page stores it."""

    added = Signal(str, object, str)  # count, number, precision
    meant = Signal(str, object, str)  # figure, number or None, precision
    remove_asked = Signal(str)  # figure

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._event = ""
        self.lines: dict[str, _Line] = {}
        self._said: dict[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._head = self._make_head()
        column.addWidget(self._head)
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        column.addLayout(self._column)
        self.nothing = label("", "soft", wrap=True)
        column.addWidget(self.nothing)
        self.count = Choice()
        self.count.setAccessibleName("Count to add a figure to")
        self.count.activated.connect(self._on_count)
        self.number = CountLine("Number to add", whole=False)
        self.number.setPlaceholderText("Number")
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setFixedWidth(theme.px(_NUMBER))
        self.number.meant.connect(self._on_number)
        self.number.refused.connect(lambda sentence: self.say("", sentence))
        self._add = QWidget()
        box = QHBoxLayout(self._add)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.count, 1)
        box.addWidget(self.number)
        column.addWidget(self._add)
        self.note = label("", "problem", wrap=True)
        self.note.hide()
        column.addWidget(self.note)

    def _make_head(self) -> QWidget:
        head = QWidget()
        box = QHBoxLayout(head)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        number, theme_words = label("Number", "small"), label("Adds to", "small")
        number.setFixedWidth(theme.px(_NUMBER))
        number.setAlignment(Qt.AlignmentFlag.AlignRight)
        theme_words.setFixedWidth(theme.px(_THEME + 30))
        self._theme_words = theme_words
        box.addWidget(label("Activity count", "small"), 1)
        box.addWidget(number)
        box.addWidget(theme_words)
        return head

    def load(
        self,
        event: str,
        month: str,
        rows: Sequence[Row],
        counts: Sequence[tuple[str, str]],
        *,
        read_only: bool = False,
    ) -> None:
        """Show the figures of an event of that month and the counts that can be added; half-typed numbers stay."""
        fresh, self._event = event != self._event, event
        wanted = {str(row["id"]): row for row in rows}
        if fresh or list(wanted) != list(self.lines):
            self._make_lines(wanted, fresh)
        for figure, row in wanted.items():
            self.lines[figure].load(row, month, read_only=read_only)
        self._show_themes()
        self._head.setVisible(bool(rows))
        self.nothing.setText(_NOTHING if counts else _NO_COUNTS)
        self.nothing.setVisible(not rows)
        self._add.setVisible(bool(counts) and not read_only)
        chosen = None if fresh else self.count.currentData()
        self.count.fill([(None, "Add a count…"), *counts], chosen)
        if fresh:
            self.number.load(None, fresh=True)
            self._said.clear()
            self.say("", "")

    def _make_lines(self, wanted: dict[str, Row], fresh: bool) -> None:
        kept = {} if fresh else {figure: line for figure, line in self.lines.items() if figure in wanted}
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, _Line) and widget not in kept.values():
                widget.hide()
                widget.deleteLater()
        self.lines = {figure: kept.get(figure) or _Line(row, self) for figure, row in wanted.items()}
        for line in self.lines.values():
            self._column.addWidget(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_themes()

    def _show_themes(self) -> None:
        """Where there is little room the number is worth more than the theme."""
        room = self.width() >= theme.px(_WITH_THEMES)
        self._theme_words.setVisible(room)
        for line in self.lines.values():
            line.theme.setVisible(room)

    def say(self, figure: str, sentence: str) -> None:
        """Show what cannot be read, of one line or of the one that adds ("")."""
        if sentence:
            self._said[figure] = sentence
        else:
            self._said.pop(figure, None)
        self.note.setText("\n".join(self._said.values()))
        self.note.setVisible(bool(self._said))

    def commit(self) -> None:
        """Finish whatever is half typed."""
        for line in list(self.lines.values()):
            line.number.commit()
        self.number.commit()

    def _on_count(self, place: int) -> None:
        if self.count.itemData(place) is None:
            return
        if self.number.pending:
            self.number.commit()
        else:
            self.number.setFocus()

    def _on_number(self, number: float | None, precision: str) -> None:
        count = self.count.currentData()
        if number is None:
            return
        if count is None:
            self.say("", "Choose what was counted, beside the number.")
            return
        self.say("", "")
        self.added.emit(str(count), number, precision)

    def added_one(self) -> None:
        """The figure is stored: the line that adds is bare again."""
        self.count.setCurrentIndex(0)
        self.number.load(None, fresh=True)
        self.count.setFocus()


def _period_words(key: str) -> str:
    try:
        return Month.parse(key).label
    except PeriodError:
        return key


_NOTHING = "Nothing recorded yet. Choose a count and type its number: it goes straight into Activity counts."
_NO_COUNTS = "There is no count that adds up over time. Make one on the Activity counts page first."

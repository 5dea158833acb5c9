"""Count adds up: how a count, its quarters and the chosen figure are added up, opened down to the records behind."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.service.counts import figure_sums, figure_trail
from ward_desk.service.counts.figure_sums import Sum
from ward_desk.service.counts.figure_trail import Line
from ward_desk.service.counts.figure_words import adds_up
from ward_desk.service.counts.figures import CountView
from ward_desk.service.document import Document
from ward_desk.ui import marks
from ward_desk.ui.pages.counts.beside.count_lines import CountLine, CountLines
from ward_desk.ui.widgets import ElidedLabel, button, label, row

ALL_QUARTERS: Final = "‹ All quarters"


class AddsUp(QWidget):
    """The sums of a count; of a chosen period, what its figure is made of. A quarter opens into its months, a month
    into its records."""

    open_requested = Signal(str, str, str)  # table, id, field
    figure_asked = Signal(str)  # key of a period: type its figure
    adjustment_asked = Signal(str)  # id of a figure
    period_shown = Signal(str)  # key of the period in front; "" for all quarters

    def __init__(self, doc: Document) -> None:
        super().__init__()
        self._doc = doc
        self._view: CountView | None = None
        self._path: list[str] = []  # periods opened one out of another
        self._behind: tuple[Line, ...] = ()
        self.back = button(ALL_QUARTERS, link=True)
        self.back.setAutoDefault(True)
        self.back.clicked.connect(self.go_back)
        self.name = ElidedLabel("", "heading")
        self.rule = label("", "soft", wrap=True)
        self.lines = CountLines("What it is added up from")
        self.lines.opened.connect(self._on_opened)
        self.remarks = label("", "small", wrap=True)
        self.around = CountLines("The longer periods it is part of")
        self.around.opened.connect(self._go_into)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label("How this count adds up", "heading", wrap=True))
        column.addLayout(row(self.name, self.back, stretch=0))
        for one in (self.rule, self.lines, self.remarks, self.around):
            column.addWidget(one)
        column.addStretch(1)

    @property
    def key(self) -> str:
        """The period in front; "" while all quarters are shown."""
        return self._path[-1] if self._path else ""

    def show_count(self, view: CountView) -> None:
        """Show a count. The same one over the same year stays on its period."""
        before = self._view
        same = before is not None and (before.count["id"], before.quarter) == (view.count["id"], view.quarter)
        self._view = view
        if not same:
            self._path = []
        self._show()

    def show_period(self, key: str) -> None:
        """Show how the figure of a month, a quarter or a year to date came about; "" shows all quarters."""
        self._path = [key] if key else []
        self._show(anew=True)

    def go_back(self) -> None:
        """Back to what the period was opened from."""
        here = self.back.hasFocus() or self.focusWidget() is not None
        self._path = self._path[:-1]
        self._show(anew=True)
        if here:
            self.take_keyboard()
        self.period_shown.emit(self.key)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first line, or on the way back."""
        if not self.lines.focus_line() and self._path:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, *, anew: bool = False) -> None:
        if self._view is None:
            return
        one = bool(self._path)
        self.name.setVisible(one)
        self.back.setVisible(one)
        if one:
            self._show_trail(self._view, self._path[-1], anew)
        else:
            self._show_sums(self._view, anew)
        for words in (self.rule, self.remarks):
            words.setVisible(bool(words.text()))

    def _show_sums(self, view: CountView, anew: bool) -> None:
        self.rule.setText(adds_up(view.count))
        self._behind = ()
        self.lines.show_lines([_sum_line(one) for one in figure_sums.of_year(view, self._doc.today)], anew=anew)
        self.around.show_lines(())
        said = figure_sums.directions(view)
        self.remarks.setText(" ".join(filter(None, (figure_sums.against(view), f"{said}." if said else ""))))

    def _show_trail(self, view: CountView, key: str, anew: bool) -> None:
        found = figure_trail.trail(self._doc, view, key)
        self.name.set_words(f"{figure_trail.short_name(view, key)}: {found.shown}")
        shorter = figure_trail.short_name(view, self._path[-2]) if len(self._path) > 1 else ""
        self.back.setText(f"‹ {shorter}" if shorter else ALL_QUARTERS)
        self.rule.setText(found.rule)
        self._behind = found.lines
        self.lines.show_lines(
            [CountLine(str(at), one.words, one.small) for at, one in enumerate(found.lines)], anew=anew
        )
        sums = figure_sums.of_year(view, self._doc.today)
        summed = next((one for one in sums if one.key == key), None)
        longer = figure_trail.longer(view, key)
        self.around.show_lines([_sum_line(one) for one in sums if one.key in longer])
        said = f"{summed.direction}." if summed is not None and summed.direction else ""
        self.remarks.setText(" ".join(filter(None, (*found.remarks, found.entered, said))))

    def _on_opened(self, key: str) -> None:
        if not self._path:
            self._go_into(key)
            return
        line = self._behind[int(key)]
        if line.table == "figure":
            self.adjustment_asked.emit(line.row_id)
        elif line.table != "activity_count":
            self.open_requested.emit(line.table, line.row_id, line.field)
        elif line.field == self._path[-1]:
            self.figure_asked.emit(line.field)
        else:
            self._go_into(line.field)

    def _go_into(self, key: str) -> None:
        self._path.append(key)
        self._show(anew=True)
        self.take_keyboard()
        self.period_shown.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Left) and self._path:
            self.go_back()
        else:
            super().keyPressEvent(event)


def _sum_line(one: Sum) -> CountLine:
    return CountLine(one.key, one.name, one.shown, marks.mark(one.rating or ""))

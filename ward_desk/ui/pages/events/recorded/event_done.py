"""What was done: the figures that come from an event, one line a count, and a line that adds one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.core.records import Row
from ward_desk.ui import theme
from ward_desk.ui.pages.events.recorded.event_figure import NUMBER, THEME, FigureLine
from ward_desk.ui.pages.events.recorded.event_lines import ENTER, CountLine
from ward_desk.ui.record.editors import NameLine, offer_names
from ward_desk.ui.widgets import button, label

_WITH_THEMES = 430  # px at 100 %


class WhatWasDone(QWidget):
    """The figures of one event. It says what is meant; the page stores it."""

    added = Signal(str, object, str)  # count, number, precision
    meant = Signal(str, object, str)  # figure, number or None, precision
    remove_asked = Signal(str)  # figure
    open_asked = Signal(str, str)  # table, id
    all_off = Signal()  # take every figure off: the event was cancelled
    typing = Signal(str, str)  # "new/count", "new/number" or a figure, and its text so far; "" when it is kept
    passed = Signal()  # Enter with no count named

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._event = ""
        self.lines: dict[str, FigureLine] = {}
        self._said: dict[str, str] = {}
        # What could not be read when its event was left, by event and place: it is there again on coming back.
        self._unread: dict[str, dict[str, str]] = {}
        self._counts: list[tuple[str, str]] = []
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
        self.computed = QVBoxLayout()  # what follows from who came
        self.computed.setSpacing(2)
        self._said_computed: list[tuple[str, str]] = []
        column.addLayout(self.computed)
        self.count = NameLine("Count to add a figure to", "Add a count…")
        self.count.entered.connect(self._on_count)
        self.count.textChanged.connect(lambda text: self.typing.emit("new/count", text))
        self.count.installEventFilter(self)
        self.number = CountLine("Number to add", whole=False)
        self.number.setPlaceholderText("Number")
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setFixedWidth(theme.px(NUMBER))
        self.number.meant.connect(self._on_number)
        self.number.refused.connect(lambda sentence: self.say("", sentence))
        self.number.typing.connect(lambda text: self.typing.emit("new/number", text))
        self._add = QWidget()
        box = QHBoxLayout(self._add)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.count, 1)
        box.addWidget(self.number)
        column.addWidget(self._add)
        self.note = label("", "problem", wrap=True)
        column.addWidget(self.note)
        self.cancelled = label("", "warning", wrap=True)
        column.addWidget(self.cancelled)
        self.off = button("Take them off")
        self.off.setAutoDefault(True)
        self.off.clicked.connect(self.all_off)
        column.addWidget(self.off, 0, Qt.AlignmentFlag.AlignLeft)
        for one in (self.note, self.cancelled, self.off):
            one.hide()

    def _make_head(self) -> QWidget:
        head = QWidget()
        box = QHBoxLayout(head)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        number, theme_words = label("Number", "small"), label("Adds to", "small")
        number.setFixedWidth(theme.px(NUMBER))
        number.setAlignment(Qt.AlignmentFlag.AlignRight)
        theme_words.setFixedWidth(theme.px(THEME + 30))
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
        fresh = event != self._event
        if fresh:
            self._keep_unread()
            self._event = event
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
        self._counts = list(counts)
        offer_names(self.count.names, [words for _, words in counts])
        if fresh:
            self.count.clear_name()
            self.number.load(None, fresh=True)
            self._said.clear()
            self.say("", "")
            for key, text in self._unread.pop(event, {}).items():
                self.restore(key, text)
            self.commit()

    def _keep_unread(self) -> None:
        left = {figure: line.number.text() for figure, line in self.lines.items() if line.number.pending}
        if self.count.text().strip():
            left["new/count"] = self.count.text()
        if self.number.pending:
            left["new/number"] = self.number.text()
        if left and self._event:
            self._unread[self._event] = left

    def show_computed(self, found: Sequence[tuple[str, str]]) -> None:
        """Show (count, sentence) of the counts that are worked out from this event and never typed."""
        if list(found) == self._said_computed:
            return
        self._said_computed = list(found)
        while (item := self.computed.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for count, words in found:
            line, opens = QWidget(), button("Open", link=True, tip="Open the count")
            opens.setAccessibleName(f"Open: {words}")
            opens.setAutoDefault(True)
            opens.clicked.connect(lambda _=False, one=count: self.open_asked.emit("activity_count", one))
            box = QHBoxLayout(line)
            box.setContentsMargins(0, 0, 0, 0)
            box.addWidget(label(words, "soft", wrap=True), 1)
            box.addWidget(opens, 0, Qt.AlignmentFlag.AlignTop)
            self.computed.addWidget(line)

    def show_cancelled(self, figures: int, *, read_only: bool) -> None:
        """Say that figures of an event that was cancelled still count; none of them says nothing."""
        self.cancelled.setText(
            f"It was cancelled, but {_figures(figures)} still in Activity counts. Take them off unless they are right."
        )
        self.cancelled.setVisible(bool(figures))
        self.off.setVisible(bool(figures) and not read_only)

    def _make_lines(self, wanted: dict[str, Row], fresh: bool) -> None:
        kept = {} if fresh else {figure: line for figure, line in self.lines.items() if figure in wanted}
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, FigureLine) and widget not in kept.values():
                widget.hide()
                widget.deleteLater()
        self.lines = {figure: kept.get(figure) or self._make_line(figure, row) for figure, row in wanted.items()}
        for line in self.lines.values():
            self._column.addWidget(line)

    def _make_line(self, figure: str, row: Row) -> FigureLine:
        made = FigureLine(row)
        made.meant.connect(lambda number, precision: self.meant.emit(figure, number, precision))
        made.refused.connect(lambda sentence: self.say(figure, sentence))
        made.typing.connect(lambda text: self.typing.emit(figure, text))
        made.entered.connect(lambda: self.focus_after(figure))
        made.remove_asked.connect(lambda: self.remove_asked.emit(figure))
        return made

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

    def focus_first(self) -> None:
        """Put the keyboard where the next count is named, or on the first number where none can be."""
        if self._counts:
            self.count.setFocus()
        elif self.lines:
            next(iter(self.lines.values())).number.setFocus()

    def focus_after(self, figure: str) -> None:
        """Put the keyboard on the number after a figure's, or where the next count is named."""
        after = list(self.lines)[list(self.lines).index(figure) + 1 :] if figure in self.lines else []
        if after:
            self.lines[after[0]].number.setFocus()
            self.lines[after[0]].number.selectAll()
        else:
            self.count.setFocus()

    def restore(self, key: str, text: str) -> None:
        """Put half-typed words back: "new/count", "new/number" or the id of a figure."""
        if key == "new/count":
            self.count.setText(text)
        elif key == "new/number":
            self.number.restore_text(text)
        elif key in self.lines:
            self.lines[key].number.restore_text(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.count and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
            and event.key() in ENTER and not self.count.text().strip()
        ):  # fmt: skip
            self.passed.emit()
            return True
        return super().eventFilter(watched, event)

    def _chosen(self) -> str:
        """The id of the count that is named: all of its name, or a part that no other count has."""
        typed = " ".join(self.count.text().split()).casefold()
        same = [one for one, words in self._counts if words.casefold() == typed]
        holds = [one for one, words in self._counts if typed and typed in words.casefold()]
        return same[0] if same else holds[0] if len(holds) == 1 else ""

    def _on_count(self, typed: str) -> None:
        chosen = self._chosen()
        if not chosen:
            several = any(typed.casefold() in words.casefold() for _, words in self._counts)
            self.say("", _WHICH.format(typed) if several else _NO_SUCH.format(typed))
            return
        self.say("", "")
        self.count.setText(dict(self._counts)[chosen])
        if self.number.pending:
            self.number.commit()
        elif self.count.hasFocus():
            self.number.setFocus()

    def _on_number(self, number: float | None, precision: str) -> None:
        chosen = self._chosen()
        if number is None:
            return
        if not chosen:
            self.say("", "Say what was counted, beside the number.")
            return
        self.say("", "")
        self.added.emit(chosen, number, precision)

    def added_one(self) -> None:
        """The figure is stored: the line that adds is bare again."""
        self.count.clear_name()
        self.number.load(None, fresh=True)
        self.typing.emit("new/number", "")
        self.count.setFocus()


def _figures(number: int) -> str:
    return "1 figure it recorded is" if number == 1 else f"{number} figures it recorded are"


_NOTHING = "Nothing recorded yet. Name a count and type its number: it goes straight into Activity counts."
_NO_SUCH = "No count is called “{}”. Choose one that is offered, or make it on the Activity counts page first."
_WHICH = "Several counts have “{}” in their name. Type more of it, or choose one with the arrow keys."
_NO_COUNTS = "There is no count that adds up over time. Make one on the Activity counts page first."

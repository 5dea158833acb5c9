"""Table bar: what stands over a list: filters from the left, on to the next line when it is full, the views at the
right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from ward_desk.core.records import Value
from ward_desk.ui import theme
from ward_desk.ui.record.editors import undoes_more
from ward_desk.ui.widgets import Choice, FlowLayout, button


class Filter(NamedTuple):
    """A drop-down over a list. `options` gives (value, words) pairs each time the list is refreshed.

    The first choice, "all", leaves the filter out of what the store is asked.
    """

    key: str
    heading: str
    options: Callable[[], Sequence[tuple[Value, str]]]
    every: str = "all"
    start: Value = None  # the value it stands on at first; None for all
    lesser: bool = False  # shown when more filters are asked for


class FilterBox(QLineEdit):
    """The box words are typed into; Esc empties it, Down goes into the list."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        return False if undoes_more(event, bool(self.text())) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class BarLayout(FlowLayout):
    """A row that goes on in the next line when it is full, whose last widget stands at the right of its line."""

    last_at_end = False

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        last = self.itemAt(self.count() - 1)
        if self.last_at_end and last is not None and not last.isEmpty():
            box = last.geometry()
            box.moveRight(rect.right())
            last.setGeometry(box)


class Segments(QWidget):
    """Which of a few views is shown: buttons side by side, one of them down; arrow keys go from one to the next."""

    chosen = Signal(str)  # its key

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.buttons: dict[str, QPushButton] = {}
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)

    def add(self, key: str, words: str, tip: str = "") -> None:
        """Offer one more."""
        made = button(words, tip=tip)
        made.setProperty("segment", True)
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setObjectName(key)
        made.setChecked(not self.buttons)
        made.toggled.connect(self._on_toggled)
        self.buttons[key] = made
        self._box.addWidget(made)

    def show_chosen(self, key: str) -> None:
        """Have that one down, without saying so."""
        for one in self.buttons.values():
            one.blockSignals(True)
        self.buttons[key].setChecked(True)
        for one in self.buttons.values():
            one.blockSignals(False)

    def _on_toggled(self, down: bool) -> None:
        if down:
            self.chosen.emit(self.sender().objectName())


class Foot(QWidget):
    """What stands under a list: a line to type into, at the right the last widget, and a lesser one where there is
    room for it."""

    def __init__(self, line: QWidget, lesser: QWidget, last: QWidget) -> None:
        super().__init__()
        self._lesser = lesser
        self._wanted = True
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(8, 6, 10, 8)
        self._box.setSpacing(12)
        self._box.addWidget(line, 1000)
        self._box.addStretch(1)  # all of the room when there is no line
        self._box.addWidget(lesser)
        self._box.addWidget(last)

    def show_lesser(self, wanted: bool) -> None:
        """Whether the lesser widget has a meaning now."""
        self._wanted = wanted
        self._fit()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        beside = 0 if self._lesser.isHidden() else self._lesser.sizeHint().width() + self._box.spacing()
        return QSize(hint.width() - beside, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self.minimumSizeHint().width()
        self._lesser.setVisible(self._wanted and room >= self._lesser.sizeHint().width() + theme.px(90))


class FilterBar(QWidget):
    """The box for words, the filters, what the list is grouped by; a page may add its own controls under `tools`.

    `ways` are (name, word) of what it can be grouped by, `plural` what the list is of.
    """

    changed = Signal()  # the words or a filter
    grouped = Signal(str)  # by that; "" for not at all
    more_shown = Signal(bool)  # the lesser filters
    left = Signal()  # the keyboard goes on into the list

    def __init__(
        self, plural: str, filters: Sequence[Filter], ways: Sequence[tuple[str, str]], group: str, *, more: bool
    ) -> None:
        super().__init__()
        self._filters = tuple(filters)
        self.filter_box = FilterBox()
        self.filter_box.setPlaceholderText(f"Filter these {plural}…")
        self.filter_box.setAccessibleName(f"Filter these {plural}")
        self.filter_box.setClearButtonEnabled(True)
        self.filter_box.textChanged.connect(self.changed)
        self.filter_box.left.connect(self.left)
        self.drop_downs: dict[str, Choice] = {}
        self.more = button("")
        self.more.setCheckable(True)
        self.more.setProperty("segment", True)
        self.more.clicked.connect(self._on_more)
        self.group = Choice("Group:")
        self.group.setAccessibleName("Group by")
        self.group.fill([("", "none"), *ways], group)
        self.group.currentIndexChanged.connect(self._on_group)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        self._build(can_group=bool(ways))
        self._size_filter_box()
        self._show_more(more)

    def _build(self, *, can_group: bool) -> None:
        self._flow = BarLayout()
        self._flow.addWidget(self.filter_box)
        for one in self._filters:
            drop_down = Choice(f"{one.heading}:")
            drop_down.setAccessibleName(f"{one.heading} shown")
            drop_down.currentIndexChanged.connect(self.changed)
            self.drop_downs[one.key] = drop_down
            self._flow.addWidget(drop_down)
        self._flow.addWidget(self.more)
        self._flow.addWidget(self.group)
        top = QHBoxLayout(self)
        top.setContentsMargins(0, 0, 0, 0)
        top.addLayout(self._flow, 1)
        top.addLayout(self.tools)
        self.more.setVisible(any(one.lesser for one in self._filters))
        self.group.setVisible(can_group)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_filter_box()

    def _size_filter_box(self) -> None:
        words = QFontMetrics(theme.font()).horizontalAdvance(self.filter_box.placeholderText())
        self.filter_box.setFixedWidth(max(theme.px(200), words + theme.px(28)))

    def put_at_end(self, widget: QWidget) -> None:
        """Have a widget at the right of the last line."""
        self._flow.addWidget(widget)
        self._flow.last_at_end = True

    def refill(self) -> None:
        """Offer what there is to choose from now."""
        for one in self._filters:
            drop_down = self.drop_downs[one.key]
            value = drop_down.currentData() if drop_down.count() else one.start
            drop_down.fill([(None, one.every), *one.options()], value)

    @property
    def words(self) -> str:
        """What the records are to hold."""
        return self.filter_box.text().strip()

    @property
    def asked(self) -> dict[str, Value]:
        """The filters that leave something out."""
        chosen = {key: box.currentData() for key, box in self.drop_downs.items()}
        return {key: value for key, value in chosen.items() if value is not None}

    def clear(self) -> None:
        """Leave nothing out, without saying so."""
        for drop_down in self.drop_downs.values():
            drop_down.blockSignals(True)
            drop_down.setCurrentIndex(0)
            drop_down.blockSignals(False)
        self.filter_box.blockSignals(True)
        self.filter_box.clear()
        self.filter_box.blockSignals(False)

    def set_possible(self, possible: bool) -> None:
        """Whether what is shown can be filtered and grouped."""
        for one in (self.filter_box, *self.drop_downs.values(), self.more, self.group):
            one.setEnabled(possible)

    def count_lesser(self) -> None:
        """Filters nobody sees still say that they are there."""
        unseen = sum(1 for one in self._filters if one.lesser and one.key in self.asked)
        shown = self.more.isChecked()
        self.more.setText("Fewer filters" if shown else f"More filters ({unseen})" if unseen else "More filters")

    def _show_more(self, shown: bool) -> None:
        self.more.setChecked(shown)
        for one in self._filters:
            self.drop_downs[one.key].setVisible(shown or not one.lesser)
        self.count_lesser()

    def _on_more(self, shown: bool) -> None:
        self._show_more(shown)
        self.more_shown.emit(shown)

    def _on_group(self) -> None:
        self.grouped.emit(str(self.group.currentData() or ""))

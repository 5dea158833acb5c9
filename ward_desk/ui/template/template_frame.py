"""Template frame: how the template screen is laid out: the fields, the cells, what is in the way, the steps below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ward_desk.exchange.template.template_file import Template
from ward_desk.ui import theme
from ward_desk.ui.panes import bring_into_view, scrolled
from ward_desk.ui.record.tabs import Tabs
from ward_desk.ui.template.template_fields_tree import FieldsTree
from ward_desk.ui.template.template_grid import TemplateGrid
from ward_desk.ui.template.template_rows import RowsBox
from ward_desk.ui.template.template_words import ProblemLines, WordTable
from ward_desk.ui.widgets import Card, Choice, ElidedLabel, button, label

LOW: Final = 620  # px at 100 %, below which the cells need every line
LEAST: Final = 340  # px at 100 % for cells and problems; where there is less, all of it scrolls
ABOVE: Final = 240  # px at 100 % for the fields, where they stand above the cells
SMALL: Final = 560  # px at 100 %, below which they do
NARROW: Final = 900  # px at 100 %, below which what is known of a cell makes room for the rows of a list
KEYS: Final = (
    "Enter takes up a field, then puts it into a cell · Delete takes it off · Ctrl+Z takes a step back · F6 goes to the"
    " next part · Ctrl+S keeps what goes where · Ctrl+Enter fills a copy · Esc closes"
)


class TemplateFrame(QWidget):
    """The parts of the screen, each in its place. What they do, the screen connects."""

    def __init__(self, template: Template, title: str, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading, self.about = ElidedLabel(title, "heading"), label(about, "soft", wrap=True)
        self.fields, self.grid, self.rows = FieldsTree(), TemplateGrid(), RowsBox()
        self.problems, self.words = ProblemLines(), WordTable()
        self.sheet = Choice("Sheet:")
        self.sheet.setAccessibleName("Sheet of the template")
        self.sheet.fill([(one.name, f"{one.name} (hidden)" if one.hidden else one.name) for one in template.sheets])
        self.asks, self.cell = label("", wrap=True), ElidedLabel("", "small")
        self.total, self.keys = label("", wrap=True), label(KEYS, "small", wrap=True)
        self.close_button = button("Close", tip="Back to the return (Esc)")
        self.save_button = button("Keep what goes where", tip="Write the mapping beside the template (Ctrl+S)")
        self.fill_button = button("Fill a copy…", main=True, tip="Write a filled copy of the template (Ctrl+Enter)")
        self.upper = _splitter(Qt.Orientation.Horizontal, (self._left(), 2, 300), (self._right(), 5, 750))
        self._split = _splitter(Qt.Orientation.Vertical, (self.upper, 4, 500), (self._below(), 1, 150))
        self._split.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # as high as there is room
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.heading, 1)
        top.addWidget(self.about, 1)
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addWidget(self._split, 1)
        whole.addLayout(self._steps())
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(scrolled(inside, fills=True))

    def _left(self) -> QWidget:
        left = Card()
        left.body.addWidget(self.fields, 1)
        left.setMinimumWidth(theme.px(220))
        return left

    def _right(self) -> QWidget:
        right = Card()
        above, under = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.sheet)
        above.addWidget(self.asks, 1)
        under.addWidget(self.cell, 1)
        under.addWidget(self.rows)
        right.body.addLayout(above)
        right.body.addWidget(self.grid, 1)
        right.body.addLayout(under)
        return right

    def _below(self) -> QWidget:
        both = scrolled(self.problems), scrolled(self.words)
        for area in both:
            area.setMinimumHeight(theme.px(40))
        self.tabs = Tabs((("In the way", both[:1]), ("Words", both[1:])))
        below = Card()
        below.body.addWidget(self.tabs, 1)
        return below

    def _steps(self) -> QHBoxLayout:
        said, buttons = QVBoxLayout(), QHBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.total)
        said.addWidget(self.keys)
        buttons.addStretch(1)
        for one in (self.close_button, self.save_button, self.fill_button):
            buttons.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        foot = self._foot = QHBoxLayout()
        foot.addLayout(said, 1)
        foot.addLayout(buttons)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keys.setVisible(self.height() >= theme.px(LOW))
        # With large text in a small window the fields stand above the cells, not beside them.
        narrow = self.width() < theme.px(SMALL)
        turned = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.upper.orientation() != turned:
            self.upper.setOrientation(turned)
            self.upper.setSizes([400, 500] if narrow else [300, 750])
        self.rows.words.setVisible(not narrow)
        self._foot.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._split.setMinimumHeight(theme.px(LEAST + (ABOVE if narrow else 0)))
        self.show_cell_words()

    def show_cell_words(self) -> None:
        """Show what is known of the cell where there is room for it beside the rows of a list."""
        self.cell.setVisible(self.rows.isHidden() or self.width() >= theme.px(NARROW))

    def put_in_order(self) -> None:
        """Tab goes on from the problems and words, which come and go, to the buttons below."""
        before: QWidget = self.tabs.bar.findChildren(QPushButton)[-1]
        after = self.close_button, self.save_button, self.fill_button
        for one in (*self.problems.buttons, *self.words.choices, *after):
            QWidget.setTabOrder(before, one)
            before = one

    def next_part(self) -> None:
        """Put the keyboard into the next part, in sight; a part that takes none is passed over."""
        parts: tuple[QWidget, ...] = (self.fields.tree, self.grid, self.tabs.bar, self.fill_button)
        inside: tuple[QWidget, ...] = (self.fields, self.grid, self.tabs, self.fill_button)
        here = QApplication.focusWidget() or self
        at = next((n for n, one in enumerate(inside) if one is here or one.isAncestorOf(here)), -1)
        following = (*parts[at + 1 :], *parts[: at + 1])
        focus(next(one for one in following if one.isEnabled()), Qt.FocusReason.ShortcutFocusReason)


def focus(part: QWidget, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
    """Put the keyboard into a part of the screen, and the part into sight."""
    part.setFocus(reason)
    # Of a list or a table Qt looks after the line the keyboard is on, and leaves the rest out of sight.
    whole = part.parentWidget() if isinstance(part, QAbstractItemView) else None
    bring_into_view(whole or part)
    area = part.parentWidget()
    while area is not None:  # what is in the way scrolls by itself, in what scrolls with all of the screen
        if isinstance(area, QScrollArea):
            bring_into_view(area)
        area = area.parentWidget()


def _splitter(way: Qt.Orientation, *parts: tuple[QWidget, int, int]) -> QSplitter:
    """Parts with the share and the pixels each begins with."""
    made = QSplitter(way)
    for place, (part, share, _) in enumerate(parts):
        made.addWidget(part)
        made.setStretchFactor(place, share)
    made.setSizes([size for _, _, size in parts])
    made.setHandleWidth(10)
    made.setChildrenCollapsible(False)
    return made

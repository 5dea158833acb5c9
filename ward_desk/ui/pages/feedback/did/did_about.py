"""Did about: the chosen item in a few lines: who said it and where, and what is being done and how far it is."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.core.fields import shown_day, text, whole
from ward_desk.core.records import Row
from ward_desk.service.surveys.told.you_said_poster import people
from ward_desk.ui import marks, shapes, theme
from ward_desk.ui.pages.feedback.did.did_table import told
from ward_desk.ui.widgets import FlowLayout, Pill, button, label


class _Bar(QWidget):
    """How far an action is, as a bar with its per cent beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._per_cent = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_progress(self, per_cent: int) -> None:
        """Show so much."""
        self._per_cent = per_cent
        self.setAccessibleName(f"{per_cent}% done")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(170), self.fontMetrics().height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(size=12))
        shapes.paint_progress(painter, QRect(0, 0, self.width(), self.height()), self._per_cent)
        painter.end()


class DidAbout(QWidget):
    """What there is to know of an item before it is answered. It asks; the page does."""

    action_asked = Signal()  # make one, or link one
    action_opened = Signal()
    item_opened = Signal()
    tell_asked = Signal()
    ticked = Signal(bool)  # on the poster

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = label("", "soft", wrap=True)
        self.doing = button("", link=True)
        self.nothing = label("No action yet", "soft")
        self.pill = Pill()
        self.bar = _Bar()
        self.make = button("Make or link an action", tip="Make an action of it, or link one there is (A)")
        self.tell = button("Told back…", tip="Say when and how residents were told (T)")
        self.open = button("Open it", tip="All there is on this item (Enter)")
        self.poster = QCheckBox("On the poster")
        self.poster.setToolTip("Whether it goes on the poster (Space)")
        line = QWidget()
        flow = FlowLayout(line)
        self._action = QWidget()
        action = FlowLayout(self._action)
        action.addWidget(self.pill)
        action.addWidget(self.bar)
        for control in (self.make, self.tell, self.open, self.poster):
            flow.addWidget(control)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.said)
        column.addWidget(label("What is being done", "heading"))
        column.addWidget(self.doing, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.nothing)
        column.addWidget(self._action)
        column.addWidget(line)
        self.doing.clicked.connect(self.action_opened)
        self.make.clicked.connect(self.action_asked)
        self.tell.clicked.connect(self.tell_asked)
        self.open.clicked.connect(self.item_opened)
        self.poster.clicked.connect(self.ticked)

    def load(self, row: Row, *, read_only: bool) -> None:
        """Show an item of the list."""
        heard = f"heard {shown_day(row['heard_on'])}" if row["heard_on"] else ""
        told_words = f"told back {told(row)}" if row["told_on"] else "not told back yet"
        said = f"{people(whole(row, 'how_many') or 0, 0)} said this"
        self.said.setText(" · ".join(filter(None, (said, text(row, "source"), heard, told_words))))
        words = f"{text(row, 'action')} {text(row, 'action_title')}".strip()
        has_action = bool(words)
        self.doing.setText(words)
        self.doing.setAccessibleName(f"Open {words}")
        self.doing.setToolTip(words)
        for one in (self.doing, self._action):
            one.setVisible(has_action)
        self.nothing.setVisible(not has_action)
        self.pill.set_mark(marks.mark(text(row, "how_it_goes")))
        progress = whole(row, "progress")
        self.bar.setVisible(progress is not None)
        self.bar.set_progress(progress or 0)
        self.make.setText("Link another action" if has_action else "Make or link an action")
        self.poster.setChecked(bool(row["on_poster"]))
        for control in (self.make, self.tell, self.poster):
            control.setEnabled(not read_only)

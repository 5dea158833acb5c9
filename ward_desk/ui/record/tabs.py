"""Tabs: the parts of one record behind a line of tabs, one part shown at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.ui.widgets import FlowLayout


class _Tab(QPushButton):
    """One tab. Arrows, Home and End go to another one; Tab leaves the line."""

    stepped = Signal(int)  # by so many tabs; 0 is the first one, further than any the last

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("tab", True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab stops at the shown one only
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        # The shown one is bold, and no tab moves when it becomes that.
        self.ensurePolished()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        hint = super().sizeHint()
        return QSize(hint.width() + max(0, more), hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        steps = {keys.Key_Left: -1, keys.Key_Up: -1, keys.Key_Right: 1, keys.Key_Down: 1, keys.Key_Home: 0,
                 keys.Key_End: 1000}  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class TabLine(QWidget):
    """Names of parts, the shown one marked. It goes on in the next line when it is full: no tab is out of sight."""

    currentChanged = Signal(int)  # as QTabBar has it

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._flow = FlowLayout(self, gap=4)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idToggled.connect(self._on_toggled)
        self._left: QWidget | None = None  # the tab shown last
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def addTab(self, words: str) -> None:
        """One more at the end."""
        tab = _Tab(words)
        self._group.addButton(tab, self.count())
        self._flow.addWidget(tab)
        tab.stepped.connect(self._step)
        if self.count() == 1:
            self.setCurrentIndex(0)
        self._tell_places()

    def _tell_places(self) -> None:
        for at, tab in enumerate(self._tabs):
            tab.setAccessibleDescription(f"Part {at + 1} of {self.count()}. Arrow keys go to another one.")

    @property
    def _tabs(self) -> list[QPushButton]:
        return [one for one in self._group.buttons() if isinstance(one, QPushButton)]

    def count(self) -> int:
        """How many there are."""
        return len(self._group.buttons())

    def currentIndex(self) -> int:
        """The place of the one shown."""
        return self._group.checkedId()

    def setCurrentIndex(self, at: int) -> None:
        """Show another one."""
        self._group.button(at).setChecked(True)

    def tabText(self, at: int) -> str:
        """The words on a tab."""
        return self._group.button(at).text()

    def setTabText(self, at: int, words: str) -> None:
        """Rename a tab."""
        self._group.button(at).setText(words)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the keyboard on the tab shown. A focus proxy would have Tab come back to it from the end of the part."""
        self._group.button(self.currentIndex()).setFocus(reason)

    def hasFocus(self) -> bool:
        """Whether the keyboard is on the tab shown."""
        return self._group.button(self.currentIndex()).hasFocus()

    def _step(self, by: int) -> None:
        last = self.count() - 1
        at = 0 if by == 0 else min(last, max(0, self.currentIndex() + by))
        self.setCurrentIndex(at)
        self._group.button(at).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_toggled(self, at: int, on: bool) -> None:
        tab = self._group.button(at)
        tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)
        if not on:
            self._left = tab
        elif self._left is not None:
            self.setTabOrder(self._left, tab)  # Tab goes on from here as it did from the one shown before
        if on:
            here = QApplication.focusWidget()
            if here is not None and here in self._tabs:
                tab.setFocus(Qt.FocusReason.OtherFocusReason)
            self.currentChanged.emit(at)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()  # a number more in a name may need another line
        return super().event(event)


class Tabs(QWidget):
    """A line of tabs over groups of controls. Only the shown group takes up room, so a form can be as long as it
    needs."""

    def __init__(self, parts: Sequence[tuple[str, Sequence[QWidget]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.bar = TabLine("Parts of this record")
        column.addWidget(self.bar)
        self._parts: list[QWidget] = []
        for words, widgets in parts:
            part = QWidget()
            inner = QVBoxLayout(part)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(8)
            for widget in widgets:
                inner.addWidget(widget)
            self._parts.append(part)
            column.addWidget(part)
            self.bar.addTab(words)
        self.bar.currentChanged.connect(self._on_changed)
        self._on_changed(0)

    def _on_changed(self, shown: int) -> None:
        here = QApplication.focusWidget()
        if here is not None and any(part.isAncestorOf(here) for part in self._parts):
            self.bar.setFocus(Qt.FocusReason.OtherFocusReason)  # else Qt gives the keyboard to whatever comes next
        for at, part in enumerate(self._parts):
            part.setVisible(at == shown)

    def name(self, at: int, words: str) -> None:
        """Rename a tab, with a number in it say."""
        if self.bar.tabText(at) != words:
            self.bar.setTabText(at, words)

    @property
    def shown(self) -> QWidget:
        """The part in front."""
        return self._parts[self.bar.currentIndex()]

    def show_tab(self, at: int) -> None:
        """Bring a part to the front."""
        self.bar.setCurrentIndex(at)

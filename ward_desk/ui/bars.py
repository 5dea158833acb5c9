"""Bars: what frames a page: the top bar, the notice, the strip that offers a removal back, the status bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.ui import theme
from ward_desk.ui.commands import Command
from ward_desk.ui.widgets import ElidedLabel, button, label, set_tone

UNDO_OFFERED_MS = 10_000
SAID_MS = 6_000
_FIND: Final = ("Find anything   Ctrl+K", "Find")  # as there is room


class TopBar(QWidget):
    """The page's title, the way to Find anything, and the page's own controls, the main one filled. Where there is
    little room the lesser ones go into a menu; the title is never cut for them."""

    find_requested = Signal()
    asked = Signal(str)  # id of a command

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel("", "title")
        self.finder = QPushButton(_FIND[0])
        self.finder.setObjectName("find")
        self.finder.setAutoDefault(False)
        self.finder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.finder.setAccessibleName("Find anything")
        self.finder.setToolTip("Find anything (Ctrl+K)")
        self.finder.clicked.connect(self.find_requested)
        self.more = button("More", tip="The other commands of this page")
        self._menu = QMenu(self.more)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.more.setMenu(self._menu)
        self._own: list[QWidget] = []
        self._main: set[str] = set()
        self._buttons: dict[str, QPushButton] = {}
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        self._box, self._below = QHBoxLayout(), QHBoxLayout()
        for line in (self._box, self._below):
            line.setSpacing(8)
            lines.addLayout(line)
        self._below.addStretch(1)
        self._box.addWidget(self.title, 1)
        self._box.addWidget(self.finder)
        self._box.addWidget(self.more)
        self.more.hide()

    def show_page(self, title: str, tools: Sequence[QWidget], commands: Sequence[Command]) -> None:
        """Take the title and controls of another page. The tools stay the page's own; buttons are made anew."""
        for one in self._own:
            self._box.removeWidget(one)
            self._below.removeWidget(one)
            one.hide()
        for made in self._buttons.values():
            self._box.removeWidget(made)
            made.hide()  # deleted only when Qt comes to it, and until then it would lie over the new ones
            made.deleteLater()
        self._own = list(tools)
        self._buttons = {}
        self._main = {one.id for one in commands if one.main}
        self._box.removeWidget(self.more)
        self.title.set_words(title)
        for one in self._own:
            self._box.addWidget(one)
            one.show()
        self._box.addWidget(self.more)
        for command in sorted((one for one in commands if one.button), key=lambda one: one.main):
            tip = f"{command.text.rstrip('…')} ({command.shortcut})" if command.shortcut else ""
            made = button(command.text, main=command.main, tip=tip)
            made.setObjectName(command.id)
            made.clicked.connect(self._on_clicked)
            self._buttons[command.id] = made
            self._box.addWidget(made)
            made.show()
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():  # its height is its own doing
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _fit(self) -> None:
        """Leave out what there is no room for: words of the finder first, then one button after another, then it;
        at last the page's tools go below."""
        lesser = [one for key, one in self._buttons.items() if key not in self._main]
        left = 0
        self._place_tools(below=False)
        self.finder.setText(_FIND[0])
        self._leave_out(lesser, left, finder=True)
        if not self._fits():
            self.finder.setText(_FIND[1])
        while not self._fits() and left < len(lesser):
            left += 1
            self._leave_out(lesser, left, finder=True)
        if not self._fits():
            self._leave_out(lesser, left, finder=False)
        if not self._fits():
            self._place_tools(below=True)
            self._leave_out(lesser, left, finder=True)
            self.finder.setVisible(self._fits())
        self.title.setMinimumWidth(min(self.title.sizeHint().width(), self.width() // 2))

    def _place_tools(self, *, below: bool) -> None:
        here = self._below if below else self._box
        for one in self._own:
            if here.indexOf(one) < 0:
                (self._box if below else self._below).removeWidget(one)
                here.insertWidget(here.count() if below else here.indexOf(self.more), one)

    def _leave_out(self, lesser: Sequence[QWidget], left: int, *, finder: bool) -> None:
        for place, one in enumerate(lesser):
            one.setVisible(place >= left)
        self.finder.setVisible(finder)
        self.more.setVisible(left > 0 or not finder)

    def _fits(self) -> bool:
        tools = [one for one in self._own if self._below.indexOf(one) < 0]
        controls = [self.finder, *tools, self.more, *self._buttons.values()]
        shown = [one for one in controls if not one.isHidden()]
        for one in (self.title, *shown):
            one.ensurePolished()
        wanted = sum(one.sizeHint().width() + self._box.spacing() for one in shown)
        return self.title.sizeHint().width() + wanted <= self.width()

    def _fill_menu(self) -> None:
        self._menu.clear()
        if self.finder.isHidden():
            self._menu.addAction(_FIND[0].partition("   ")[0]).triggered.connect(self.find_requested)
        for key, one in self._buttons.items():
            if one.isHidden():
                made = self._menu.addAction(one.text())
                made.setEnabled(one.isEnabled())
                made.triggered.connect(lambda _=False, command=key: self.asked.emit(command))

    def set_title(self, words: str) -> None:
        """Change the title of the page shown."""
        self.title.set_words(words)
        self._fit()

    def set_enabled(self, command_id: str, enabled: bool) -> None:
        """Whether a command of the page can be carried out now."""
        if command_id in self._buttons:
            self._buttons[command_id].setEnabled(enabled)

    def _on_clicked(self) -> None:
        self.asked.emit(self.sender().objectName())


class Notice(QFrame):
    """A line above every page: read only, a sample, what the partnership wants said. Hidden when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label("", "small", wrap=True)
        box = QHBoxLayout(self)
        box.setContentsMargins(12, 4, 12, 4)
        box.addWidget(self._words, 1)
        self.hide()

    def show_words(self, words: str) -> None:
        """Say that; nothing hides the line."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))


class UndoStrip(QFrame):
    """Offers a thing just removed back, for ten seconds."""

    undo = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label("")
        self._button = button("Undo", link=True)
        self._button.clicked.connect(self._on_undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(UNDO_OFFERED_MS)
        self._timer.timeout.connect(self.hide)
        box = QHBoxLayout(self)
        box.setContentsMargins(14, 6, 8, 6)
        box.addWidget(self._words)
        box.addWidget(self._button)
        box.addStretch(1)
        self.hide()

    def offer(self, words: str) -> None:
        """Say what was removed, with the way back."""
        self._words.setText(f"{words.rstrip('.')}.")
        self._button.setAccessibleName(f"Undo: {words}")
        self.show()
        self._timer.start()

    def withdraw(self) -> None:
        """Something else has changed since: undo would take that back, not the removal."""
        self._timer.stop()
        self.hide()

    def _on_undo(self) -> None:
        self.withdraw()
        self.undo.emit()


class StatusBar(QFrame):
    """Saved state, file name, backup, and at the right the next return and what stands in its way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = label("", "small")
        self._file = label("", "small")
        self._backup = ElidedLabel("", "small")
        self._right = label("", "small")
        self._rest = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAID_MS)
        self._timer.timeout.connect(self._be_quiet)
        box = QHBoxLayout(self)
        box.setContentsMargins(12, 4, 12, 4)
        box.setSpacing(24)
        box.addWidget(self._state)
        box.addWidget(self._file)
        box.addWidget(self._backup, 1)
        box.addWidget(self._right)

    def show_document(self, state: str, file: str, backup: str = "", right: str = "") -> None:
        """The words of the bar: "✓ All changes saved", "chesham.ward", "Backed up 4 minutes ago", the next return."""
        self._rest = state
        if not self._timer.isActive():
            self._state.setText(state)
        self._file.setText(file)
        self._backup.set_words(backup)
        self._right.setText(right)

    def say(self, words: str) -> None:
        """Say something for some seconds in the place of the saved state."""
        self._state.setText(words)
        set_tone(self._state, "tone", "small")
        self._timer.start()

    def _be_quiet(self) -> None:
        self._state.setText(self._rest)

"""Menus: the menu bar and its keys, made by walking the table of commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from ward_desk.ui import theme
from ward_desk.ui.commands import WINDOW_COMMANDS, Command

MENUS = ("File", "Edit", "View", "Page", "Help")


class Possible(Protocol):
    """Says whether a command can be carried out now."""

    def __call__(self, command: Command) -> bool: ...


class Menus(QObject):
    """The menus of a window. What is chosen comes out as a signal; carrying it out is the window's business."""

    asked = Signal(str)  # id of a command
    page_asked = Signal(str)
    theme_asked = Signal(str)
    recent_asked = Signal(object)  # Path

    def __init__(
        self,
        bar: QMenuBar,
        pages: Sequence[tuple[str, str]],
        recent: Callable[[], Sequence[Path]],
        possible: Possible,
    ) -> None:
        super().__init__(bar)
        self._recent_paths, self._possible = recent, possible
        self._actions: dict[str, QAction] = {}
        self._commands = {one.id: one for one in WINDOW_COMMANDS}
        self._menus = {name: bar.addMenu(name) for name in MENUS}
        self._page_commands: list[str] = []
        self._add_pages(pages)
        for command in WINDOW_COMMANDS:
            self._add(command, self._menus[command.menu])
            if command.id == "file.open":
                self._recent = self._menus["File"].addMenu("Open recent")
                self._recent.aboutToShow.connect(self._fill_recent)
                self._recent.triggered.connect(self._on_recent)
        self._add_themes()
        self._menus["Page"].menuAction().setVisible(False)

    def _add(self, command: Command, menu: QMenu) -> None:
        if command.separator:
            menu.addSeparator()
        action = QAction(command.text, menu)
        action.setObjectName(command.id)
        if command.shortcut:
            action.setShortcut(QKeySequence(command.shortcut))
        action.triggered.connect(self._on_triggered)
        menu.addAction(action)
        self._actions[command.id] = action

    def _add_pages(self, pages: Sequence[tuple[str, str]]) -> None:
        self._group = QActionGroup(self)
        for number, (key, title) in enumerate(pages, 1):
            action = QAction(title, self._group)
            action.setCheckable(True)
            action.setObjectName(key)
            if number <= 9:
                action.setShortcut(QKeySequence(f"Ctrl+{number}"))
            self._menus["View"].addAction(action)
        self._group.triggered.connect(self._on_page)

    def _add_themes(self) -> None:
        menu = self._menus["View"].addMenu("Colours")
        group = QActionGroup(self)
        for name, words in theme.THEME_LABELS:
            action = QAction(words, group)
            action.setCheckable(True)
            action.setChecked(name == theme.current())
            action.setObjectName(name)
            menu.addAction(action)
        group.triggered.connect(self._on_theme)

    def show_page(self, key: str, commands: Sequence[Command]) -> None:
        """Tick the page that is shown, and offer its commands in place of the last page's."""
        for action in self._group.actions():
            action.setChecked(action.objectName() == key)
        menu = self._menus["Page"]
        for old in self._page_commands:
            action = self._actions.pop(old)
            del self._commands[old]
            menu.removeAction(action)
            action.deleteLater()
        for command in commands:
            self._commands[command.id] = command
            self._add(command, menu)
        self._page_commands = [command.id for command in commands]
        menu.menuAction().setVisible(bool(commands))
        self.update_enabled()

    def set_has_document(self, has: bool) -> None:
        """Pages can be gone to only when there is a document to show."""
        self._group.setEnabled(has)
        self.update_enabled()

    def update_enabled(self) -> None:
        """Ask of every command whether it can be carried out now."""
        for command_id, action in self._actions.items():
            action.setEnabled(self._possible(self._commands[command_id]))

    def rename(self, command_id: str, words: str) -> None:
        """Give a command other words: undo names what it will undo."""
        self._actions[command_id].setText(words)

    def action(self, command_id: str) -> QAction:
        """The action of a command."""
        return self._actions[command_id]

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self._recent_paths():
            action = self._recent.addAction(f"{path.name}   ({path.parent})")
            action.setData(str(path))
        if self._recent.isEmpty():
            self._recent.addAction("None yet").setEnabled(False)

    def _on_recent(self, action: QAction) -> None:
        self.recent_asked.emit(Path(action.data()))

    def _on_triggered(self) -> None:
        self.asked.emit(self.sender().objectName())

    def _on_page(self, action: QAction) -> None:
        self.page_asked.emit(action.objectName())

    def _on_theme(self, action: QAction) -> None:
        self.theme_asked.emit(action.objectName())

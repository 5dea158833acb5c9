"""Collate menus: everything this window can be told to do, with its key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from ward_desk.ui.collation.collate_window import CollateWindow

PARTS: Final = ("Files", "At a glance", "Red and why", "To ask about")


def add_menus(window: CollateWindow) -> None:
    """Make the menus of a window."""
    menu = window.menuBar().addMenu("Returns")
    commands: Sequence[Sequence[tuple[str, str, Callable[[], object]]]] = (
        (
            ("Add a folder…", "Ctrl+O", window.choose_folder),
            ("Add a file…", "Ctrl+Shift+O", window.choose_file),
            ("Paste files", "Ctrl+V", window.paste),
            ("Read the files again", "F5", window.read_again),
            ("Take all files off the list", "Ctrl+Backspace", window.clear),
        ),
        (
            ("Where the workbook is written…", "Ctrl+Shift+S", window.choose_place),
            ("Collate", "Ctrl+Return", window.collate),
        ),
        (
            ("Copy the list", "Ctrl+L", window.copy_list),
            ("Copy the message to the ward", "Ctrl+Shift+C", window.lines.copy_message),
        ),
        (("Close", "Ctrl+W", window.close),),
    )
    for part in commands:
        for words, keys, work in part:
            _add(window, menu, words, keys, work)
        menu.addSeparator()
    view = window.menuBar().addMenu("View")
    for place, words in enumerate(PARTS):
        _add(window, view, words, f"Alt+{place + 1}", partial(window.show_part, place))


def _add(window: CollateWindow, menu: QMenu, words: str, keys: str, work: Callable[[], object]) -> None:
    action = QAction(words, window)
    action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda: work())
    menu.addAction(action)

"""Collate menus: everything this window can be told to do, with its key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from ward_desk.ui import dialogs
from ward_desk.ui.collation.collate_parts import PARTS
from ward_desk.ui.help import words_for

if TYPE_CHECKING:
    from ward_desk.ui.collation.collate_window import CollateWindow


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
        _add(window, view, words, f"Alt+{place + 1}", partial(window.parts.show_part, place))
    _add(window, window.menuBar().addMenu("Help"), "Help with this window", "F1", lambda: _show_help(window))


def _show_help(window: CollateWindow) -> None:
    dialogs.tell(window, *words_for("collate"))


def _add(window: CollateWindow, menu: QMenu, words: str, keys: str, work: Callable[[], object]) -> None:
    action = QAction(words, window)
    action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda: work())
    menu.addAction(action)

"""Dress: the colours and the size of text people chose, put on now and kept for next time."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from ward_desk.ui import theme
from ward_desk.ui.prefs import Prefs


def change_colours(prefs: Prefs, name: str) -> None:
    """Change the colours to those of a theme, or to the desktop's own."""
    prefs.theme = name
    put_on(prefs)


def change_size(prefs: Prefs, *, bigger: bool) -> None:
    """The next bigger size of text, or the next smaller; the last one stays."""
    others = [size for size in theme.TEXT_SIZES if (size > prefs.text_size if bigger else size < prefs.text_size)]
    if others:
        prefs.text_size = min(others) if bigger else max(others)
    put_on(prefs)


def put_on(prefs: Prefs) -> None:
    """Dress everything as people chose."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app, theme.chosen(prefs.theme, app), prefs.text_size)

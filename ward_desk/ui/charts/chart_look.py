"""Chart look: the colours, letters and sizes of a picture, for the screen as it is dressed and for paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

from ward_desk.ui import theme

SPARE_FAMILY: Final = "DejaVu Sans"  # comes with matplotlib
SMALL: Final = 11.5  # px
PAPER: Final = 13.0  # px, on a page of 960


@dataclass(frozen=True)
class Look:
    """How a picture is drawn. Lengths are pixels of 72 to the inch, so that a point of type is a pixel."""

    colours: Mapping[str, str]  # as in `theme`: role -> "#1b2430"
    family: str
    size: float  # of the letters

    def colour(self, role: str) -> str:
        """The colour of a role, as in `theme`. Raises KeyError for one that is not in the table."""
        return self.colours[role]


def on_screen() -> Look:
    """As the window is dressed now."""
    scale = theme.px(100) / 100
    return Look(theme.THEMES[theme.current()], _family(), SMALL * scale)


def on_paper() -> Look:
    """Always dark on white, whatever the window wears."""
    return Look({**theme.LIGHT, "card": "#ffffff"}, _family(), PAPER)


def _family() -> str:
    return QFontInfo(QApplication.font()).family()

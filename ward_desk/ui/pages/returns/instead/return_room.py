"""Return room: a part of a panel that takes the height that is left over, and asks for no more than its least."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from ward_desk.ui import theme


class Room(QWidget):
    """What scrolls in it by itself needs no scrolling around it, unless there is less than `least` px (at 100 %)."""

    def __init__(self, least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(theme.px(least))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)

    def hasHeightForWidth(self) -> bool:
        return False  # else a layout would give it the height it would like to have

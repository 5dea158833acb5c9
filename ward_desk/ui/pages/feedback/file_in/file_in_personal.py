"""File in personal: the part of the screen with what looks personal in the free text, and the whole words of one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.ui import theme
from ward_desk.ui.pages.feedback.file_in.file_in_finds import FindRows, FindTable, Found
from ward_desk.ui.panes import scrolled
from ward_desk.ui.widgets import Card, label

_DETAIL = 64  # px at 100 %


class Personal(Card):
    """What is done with all of it in a sentence, the finds, and the whole words around the one it is on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.words = label("", "soft", wrap=True)
        self.rows = FindRows(self)
        self.table = FindTable(self.rows)
        self.detail = label("", "soft", wrap=True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.whole = scrolled(self.detail)
        self.body.setContentsMargins(1, 8, 1, 8)
        for one in (self.words, self.table, self.whole):
            room = QVBoxLayout()
            room.setContentsMargins(*((0, 0, 0, 0) if one is self.table else (12, 0, 12, 0)))
            room.addWidget(one)
            self.body.addLayout(room, 1 if one is self.table else 0)
        self.table.selectionModel().currentRowChanged.connect(self._show_detail)
        self.rows.modelReset.connect(self._show_detail)
        self.whole.hide()

    def show_finds(self, finds: Sequence[Found], kept: Collection[object], words: str) -> None:
        """Show these finds; `words` say what is done with all of them."""
        self.words.setText(words)
        self.rows.show(finds, kept)

    def _show_detail(self) -> None:
        row = self.table.currentIndex().row()
        find = self.rows.finds[row] if 0 <= row < len(self.rows.finds) else None
        self.whole.setVisible(find is not None)
        self.whole.setFixedHeight(theme.px(_DETAIL))
        self.detail.setText(f"Row {find.row:,}: “{find.before}{find.words}{find.after}”" if find else "")

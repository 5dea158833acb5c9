"""Return changes view: what differs from the return sent before, then and now side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTextBrowser, QVBoxLayout, QWidget

from ward_desk.core.fields import number
from ward_desk.core.typed import show_money, show_number
from ward_desk.exchange.returns.return_columns import Column
from ward_desk.exchange.returns.return_data import ReturnRow, ReturnValue
from ward_desk.service.returns.words.return_compare import KINDS, Compared, Difference, pieces
from ward_desk.ui import theme
from ward_desk.ui.pages.returns.look.return_sheet_table import SheetTable, shown
from ward_desk.ui.widgets import Card, Choice, ElidedLabel, label

COLUMNS: Final = (
    Column("kind", "What", width=13), Column("record", "Record", width=20), Column("heading", "Field", width=13),
    Column("then", "Then", width=17), Column("now", "Now", width=17), Column("by", "Difference", width=9),
    Column("sheet", "Sheet", "long", width=12),
)  # fmt: skip
_LABELS: Final = dict(KINDS)
_NO_LIMIT: Final = (1 << 24) - 1  # px, as Qt has it
_LINES: Final = 5  # of a text shown beside its other self
_BESIDE: Final = 240  # px at 100 %: with less height there are only the rows, until their texts are asked for
_FEW_LINES: Final = 2  # where there is little room
_ROOMY: Final = 480  # px at 100 %: with less height rows stand close together


class Changes(QWidget):
    """What differs from the return that was sent last before this one."""

    place_asked = Signal(object)  # the Difference whose record is wanted

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Difference] = ()
        self._shown: list[Difference] = []
        self.words = label("", "soft", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.short = ElidedLabel("", "soft")  # the same on one line, where there is little room
        self.short.hide()
        self.kind = Choice("Show:")
        self.kind.setAccessibleName("Kind of change shown")
        self.kind.activated.connect(lambda _place: self._fill())
        self.table = SheetTable("Changes since the last return", kept=2)
        self.table.opened.connect(self._on_opened)
        self.table.whole_asked.connect(lambda: self._show_whole(on=True))
        self.table.setAccessibleDescription("Space shows then and now whole, Enter opens the record")
        self._whole = False  # then and now alone, in all the room there is
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.then, self.now = _text("As it was sent"), _text("As it is now")
        self.beside = QWidget()
        line = QHBoxLayout(self.beside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for title, one in (("Then", self.then), ("Now", self.now)):
            card = Card(title)
            card.body.addWidget(one)
            line.addWidget(card, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        above = QHBoxLayout()
        above.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignTop)
        above.addWidget(self.words, 1)
        above.addWidget(self.short, 1)
        column.addLayout(above)
        column.addWidget(self.table, 1)
        column.addWidget(self.beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        small = self.height() < theme.px(_ROOMY)
        self.table.set_close(small)
        place = self.table.currentIndex().row()
        if 0 <= place < len(self._shown):
            self._fit_beside(self._shown[place])
        self.short.setVisible(small and bool(self._all))
        self.words.setVisible(not self.short.isVisibleTo(self))
        inside = self.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.setStretchFactor(self.beside, int(self._whole))
        for box in (self.then, self.now):
            lines = box.fontMetrics().lineSpacing() * (_FEW_LINES if small else _LINES) + theme.px(8)
            box.setMinimumHeight(lines)
            box.setMaximumHeight(_NO_LIMIT if self._whole else lines)

    def _fit_beside(self, one: Difference) -> None:
        """Texts stand below the rows where that leaves room for some; else Space shows them."""
        roomy = self.height() >= theme.px(_BESIDE)
        self.beside.setVisible(self._whole or (roomy and one.kind in ("words", "new", "gone")))

    def _show_whole(self, *, on: bool) -> None:
        """Show then and now of the row in all the room there is, or the rows again."""
        if on == self._whole or not self._shown:
            return
        self._whole = on
        place = self.table.currentIndex().row()
        if on:
            self.beside.show()
            self.now.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.hide()
        else:
            self.table.show()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_texts(self._shown[place])
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._whole:
            self._show_whole(on=False)
        else:
            super().keyPressEvent(event)

    def show_nothing(self, words: str) -> None:
        """Say why there is nothing to compare."""
        self.words.setText(words)
        self._all, self._shown, self._whole = (), [], False
        self._fit()
        for one in (self.kind, self.table, self.beside):
            one.hide()

    def show_compared(self, found: Compared) -> None:
        """Show a return beside the one before it, staying with the same kind of change."""
        self.words.setText(found.words)
        self.short.set_words(found.words)
        self._all, self._whole = found.differences, False
        self._fit()
        self.kind.setVisible(bool(self._all))
        self.table.setVisible(bool(self._all))
        counts = Counter(one.kind for one in self._all)
        kinds = [(kind, f"{words} ({counts[kind]:,})") for kind, words in KINDS if counts[kind]]
        self.kind.fill([("", f"Everything ({len(self._all):,})"), *kinds], self.kind.currentData() or "")
        self._fill()

    def _fill(self) -> None:
        wanted = self.kind.currentData() or ""
        self._shown = [one for one in self._all if wanted in ("", one.kind)]
        self.table.show_rows(COLUMNS, [_row(one) for one in self._shown])
        self.beside.setVisible(False)
        if self._shown:
            self.table.selectRow(0)
            self._show_texts(self._shown[0])

    def _on_row(self, now: QModelIndex, _before: QModelIndex) -> None:
        if 0 <= now.row() < len(self._shown):
            self._show_texts(self._shown[now.row()])

    def _on_opened(self, place: int) -> None:
        if 0 <= place < len(self._shown):
            self.place_asked.emit(self._shown[place])

    def _show_texts(self, one: Difference) -> None:
        """Texts in full, then and now; what is short can be read in its row."""
        self._fit_beside(one)
        if one.kind == "words" and isinstance(one.then, str) and isinstance(one.now, str):
            found = pieces(one.then, one.now)
            if not any(piece.change == "same" for piece in found):
                self.then.setPlainText(one.then)
                self.now.setPlainText(one.now)
                return
            self.then.setHtml(" ".join(_marked(p.words, p.change) for p in found if p.change != "in"))
            self.now.setHtml(" ".join(_marked(p.words, p.change) for p in found if p.change != "out"))
        else:
            for box, value in ((self.then, one.then), (self.now, one.now)):
                box.setPlainText(_value(one, value) or "Nothing")


def _text(name: str) -> QTextBrowser:
    made = QTextBrowser()
    made.setAccessibleName(name)
    made.setOpenLinks(False)
    made.setFrameShape(QTextBrowser.Shape.NoFrame)
    made.setTabChangesFocus(True)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return made


def _marked(words: str, change: str) -> str:
    """Words taken out are struck through and words put in are underlined and bold: told apart without colour."""
    safe = escape(words)
    return f"<s>{safe}</s>" if change == "out" else f"<b><u>{safe}</u></b>" if change == "in" else safe


def _row(one: Difference) -> ReturnRow:
    what = _LABELS[one.kind]
    return {
        "kind": f"{what}, worse" if one.worse else what,
        "record": one.record if one.title == one.record else f"{one.record} {one.title}", "heading": one.heading,
        "then": _value(one, one.then), "now": _value(one, one.now), "by": _by(one), "sheet": one.sheet,
    }  # fmt: skip


def _value(one: Difference, value: ReturnValue) -> str:
    if one.column is not None:
        return shown(one.column, value)
    return "" if value is None else str(value)


def _by(one: Difference) -> str:
    """How much a figure went up or down."""
    pair: dict[str, str | int | float | bytes | None] = {"then": one.then, "now": one.now}
    was, now = number(pair, "then"), number(pair, "now")
    if one.kind != "figure" or was is None or now is None:
        return ""
    by = round(now - was, 2)
    size = show_money(int(abs(by))) if one.column is not None and one.column.kind == "money" else show_number(abs(by))
    return f"{'up' if by > 0 else 'down'} {size}"

"""Beside an event: the partners who took part, and what should be in place before people leave the hall."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.service.event_record import Check
from ward_desk.ui import shapes, theme
from ward_desk.ui.pages.events.event_lines import AddLine
from ward_desk.ui.record.small_list import SmallList
from ward_desk.ui.widgets import Card, button, label

_SHAPES = {"done": ("green", "tick"), "wanted": ("amber", "triangle"), "later": ("grey", "ring")}
_SPOKEN = {"done": "in place", "wanted": "still wanted", "later": "for the day"}


class _Shape(QWidget):
    """The shape of one line of the checklist."""

    def __init__(self, level: str) -> None:
        super().__init__()
        self._level = level
        self.setAccessibleName(_SPOKEN[level])
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(14), theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        tone, shape = _SHAPES[self._level]
        painter = QPainter(self)
        side = theme.px(11)
        box = QRectF(1, (self.height() - side) / 2, side, side)
        shapes.paint_shape(painter, box, shape, theme.tone(tone).mark)
        painter.end()


class EventSide(QWidget):
    """The cards at the right of an event, or below it where there is no room beside."""

    partner_added = Signal(str)  # name
    partner_removed = Signal(str)  # organisation
    held = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.partners_card = Card("Partners who took part")
        self.partners = SmallList("Partners who took part", self.partner_removed.emit)
        self.partner_box = AddLine("New partner", "Add a partner by name…")
        self.partner_box.returnPressed.connect(self._on_partner)
        self.partners_card.body.addWidget(self.partners)
        self.partners_card.body.addWidget(self.partner_box)
        self.checks_card = Card("Before you leave the hall")
        self._checks = QVBoxLayout()
        self._checks.setSpacing(6)
        self.checks_card.body.addLayout(self._checks)
        self.hold = button("Set to Held")
        self.hold.clicked.connect(self.held)
        self.checks_card.body.addWidget(self.hold)
        self._shown: list[Check] | None = None
        self._names: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.partners_card)
        column.addWidget(self.checks_card)
        column.addStretch(1)

    def load(
        self,
        partners: Sequence[tuple[str, str]],
        known: Sequence[str],
        checks: Sequence[Check],
        *,
        can_be_held: bool,
        read_only: bool = False,
    ) -> None:
        """Show (id, name) of the partners, the checklist, and offer the names of organisations known."""
        self.partners.show_rows([(one, name, "") for one, name in partners], "No partners written down yet.")
        self.partner_box.setVisible(not read_only)
        if list(known) != self._names:
            self._names = list(known)
            completer = QCompleter(self._names, self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.partner_box.setCompleter(completer)
        self.hold.setVisible(can_be_held and not read_only)
        self.checks_card.setVisible(bool(checks))
        if list(checks) != self._shown:
            self._shown = list(checks)
            self._show_checks()

    def _show_checks(self) -> None:
        while (item := self._checks.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for check in self._shown or ():
            line = QWidget()
            box = QHBoxLayout(line)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(8)
            box.addWidget(_Shape(check.level), 0, Qt.AlignmentFlag.AlignTop)
            box.addWidget(label(check.words, "soft" if check.level == "later" else "", wrap=True), 1)
            line.setAccessibleName(f"{check.words}: {_SPOKEN[check.level]}")
            self._checks.addWidget(line)

    def _on_partner(self) -> None:
        name = self.partner_box.words()
        if name:
            self.partner_added.emit(name)

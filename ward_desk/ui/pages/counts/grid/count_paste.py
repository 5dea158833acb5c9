"""Count paste: a block from a spreadsheet on its way into the grid: what goes where, before it goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from ward_desk.service.counts import figure_paste
from ward_desk.service.counts.figure_paste import CHANGED, NEW, REFUSED, SAME, Placed, Plan, Room
from ward_desk.ui import theme
from ward_desk.ui.pages.counts.grid.count_cells import period_of
from ward_desk.ui.table.table_cells import row_height
from ward_desk.ui.widgets import Card, button, label, row

if TYPE_CHECKING:
    from ward_desk.ui.pages.counts.grid.count_grid_page import GridPage

Index = QModelIndex | QPersistentModelIndex

_HEADINGS: Final = ("Activity count", "Period", "Now", "Becomes", "")
_BECOMES: Final = {NEW: "New", CHANGED: "Changes", SAME: "The same already", REFUSED: ""}
_DISPLAY, _TIP, _INK = (
    int(role) for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.ForegroundRole)
)
# What needs somebody stands first.
_ORDER: Final = {REFUSED: 0, CHANGED: 1, NEW: 2, SAME: 3}


def paste(page: GridPage) -> None:
    """Paste the clipboard from the current cell on: at once where it fits, else a look at it first."""
    grid = page.grid
    if page.doc.read_only:
        page.said.emit("This document is open to read only")
        return
    found: list[Plan] = []
    if not page.attempt(lambda: found.append(_plan(page))):
        return
    wanted = found[0]
    if not wanted.cells:
        page.said.emit("There are no figures to paste. Copy some cells of a spreadsheet first")
    elif wanted.fits:
        enter(page, wanted)
    else:
        page.show_paste(PasteView(page, wanted))
        return
    grid.setFocus(Qt.FocusReason.OtherFocusReason)


def _plan(page: GridPage) -> Plan:
    grid, model = page.grid, page.pane.model
    block = grid.block()
    shown = [(n, period_of(model.columns[n].key, grid.quarter)) for n in grid.periods()]
    periods = [(n, period) for n, period in shown if period is not None]
    first = next((at for at, (n, _) in enumerate(periods) if n >= (block.places[0] if block.places else 0)), 0)
    wide = sum(n in block.places for n, _ in periods)
    room = Room(
        model.ids, [period for _, period in periods], block.rows[0] if block.rows else 0, first, len(block.rows) or 1,
        wide or 1,
    )  # fmt: skip
    return figure_paste.plan(page.doc, figure_paste.read_block(QGuiApplication.clipboard().text()), room)


def enter(page: GridPage, wanted: Plan) -> bool:
    """Enter the figures of a plan as one operation, and say how many."""
    number = len(wanted.changes)
    if not number:
        page.said.emit("The same figures stand here already")
        return True
    if not page.attempt(lambda: figure_paste.apply(page.doc, wanted)):
        return False
    page.refused.forget([(cell.count_id, cell.key) for cell in wanted.changes])
    page.said.emit(f"Pasted {_figures(number)}")
    return True


def _figures(number: int) -> str:
    return f"{number:,} {'figure' if number == 1 else 'figures'}"


class _Cells(QAbstractTableModel):
    """The cells of a plan, those that need somebody first."""

    def __init__(self, plan: Plan, parent: QWidget) -> None:
        super().__init__(parent)
        self.cells = sorted(plan.cells, key=lambda cell: _ORDER[cell.becomes])

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_HEADINGS)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        cell = self.cells[index.row()]
        if role in (_DISPLAY, _TIP):
            return _line(cell)[index.column()] or None
        if role == _INK and cell.becomes == REFUSED:
            return theme.colour("red_ink")
        return theme.colour("soft") if role == _INK and cell.becomes == SAME else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        return _HEADINGS[section] if across and role == _DISPLAY else None


def _line(cell: Placed) -> tuple[str, str, str, str, str]:
    becomes = cell.after if cell.becomes != REFUSED else f"left out: {cell.after}"
    return cell.name, cell.period, cell.before, becomes, cell.why or _BECOMES[cell.becomes]


def summary(plan: Plan) -> str:
    """What a plan would do, in a few sentences."""
    ways = {
        (True, True): "Rows are matched by the name of the count, columns by their heading.",
        (True, False): "Rows are matched by the name of the count; columns begin at the cell you were on.",
        (False, True): "Columns are matched by their heading; rows begin at the cell you were on.",
        (False, False): "Cells go on from the one you were on.",
    }
    parts = [
        f"{plan.number(NEW):,} new" if plan.number(NEW) else "",
        f"{plan.number(CHANGED):,} that {'changes' if plan.number(CHANGED) == 1 else 'change'} what is there"
        if plan.number(CHANGED) else "",
        f"{plan.number(SAME):,} the same already" if plan.number(SAME) else "",
        f"{plan.number(REFUSED):,} left out" if plan.number(REFUSED) else "",
        f"{plan.left:,} empty {'cell' if plan.left == 1 else 'cells'}, which {'leaves' if plan.left == 1 else 'leave'}"
        " things as they are" if plan.left else "",
    ]  # fmt: skip
    said = [ways[plan.by_name, plan.by_heading], ", ".join(filter(None, parts)).capitalize() + "."]
    if plan.skipped:
        said.append(f"Columns that are no month or quarter are left out: {', '.join(plan.skipped)}.")
    return " ".join(said)


class PasteView(QWidget):
    """Stands in the place of the page until the figures are pasted or not."""

    def __init__(self, page: GridPage, plan: Plan) -> None:
        super().__init__()
        self._page, self._plan = page, plan
        self.setAccessibleName("Paste figures")
        self.summary = label(summary(plan), "soft", wrap=True)
        self.table = QTableView()
        self.table.setModel(_Cells(plan, self))
        self.table.setAccessibleName("What is pasted where")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(row_height())
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, wide in enumerate((220, 80, 90, 120)):
            header.resizeSection(place, theme.px(wide))
        header.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        number = len(plan.changes)
        self.go = button(f"Paste {_figures(number)}" if number else "Nothing to paste", main=True)
        self.go.setEnabled(bool(number))
        self.go.setAutoDefault(True)
        self.go.clicked.connect(self._paste)
        self.cancel = button("Cancel")
        self.cancel.clicked.connect(lambda: page.show_paste(None))
        card = Card("Paste figures")
        card.body.addWidget(self.summary)
        card.body.addWidget(self.table, 1)
        buttons = row(self.go, self.cancel)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

    def take_keyboard(self) -> None:
        """Be ready to paste with Enter, or to look first."""
        (self.go if self.go.isEnabled() else self.cancel).setFocus(Qt.FocusReason.OtherFocusReason)

    def _paste(self) -> None:
        if enter(self._page, self._plan):
            self._page.show_paste(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._page.show_paste(None)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.go.isEnabled() and self.go.hasFocus():
            self._paste()
        else:
            super().keyPressEvent(event)

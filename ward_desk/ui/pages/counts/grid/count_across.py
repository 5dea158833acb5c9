"""Count across: whether months or quarters stand across the grid, remembered, and how wide each has to be."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ward_desk.core.periods import Quarter
from ward_desk.ui.pages.counts.grid import count_grid
from ward_desk.ui.pages.counts.grid.count_cells import month_key, quarter_key
from ward_desk.ui.pages.counts.grid.count_grid import MONTH, QUARTER
from ward_desk.ui.pages.counts.grid.count_table import CountTable
from ward_desk.ui.prefs import ListState, Prefs
from ward_desk.ui.table.table_model import ListModel
from ward_desk.ui.widgets import Choice

_KEPT: Final = "count_periods"  # what the choice is remembered under


class Across(QObject):
    """Months or quarters. `changed` is said when the others are shown."""

    changed = Signal()

    def __init__(self, table: CountTable, model: ListModel, prefs: Prefs, parent: QWidget) -> None:
        super().__init__(parent)
        self._table, self._model, self._prefs = table, model, prefs
        self.kind = QUARTER if prefs.list_state(_KEPT).view == QUARTER else MONTH
        self.choice = Choice(parent=parent)
        self.choice.setAccessibleName("Months or quarters across")
        self.choice.setToolTip("Alt+Q")
        self.choice.hide()
        self.choice.fill([(MONTH, "Month"), (QUARTER, "Quarter")], self.kind)
        self.choice.activated.connect(lambda place: self.show_kind(str(self.choice.itemData(place))))
        table.columns.as_it_came.connect(self._show)
        self._show()

    def toggle(self) -> None:
        """Show the others."""
        self.show_kind(MONTH if self.kind == QUARTER else QUARTER)

    def show_kind(self, kind: str) -> None:
        """Show months, or quarters."""
        if kind == self.kind:
            return
        self._table.commit()
        self.kind = kind
        self._prefs.set_list_state(_KEPT, ListState(view=kind))
        self.choice.fill([(MONTH, "Month"), (QUARTER, "Quarter")], kind)
        column = self._beside(self._table.column_key)
        self._show()
        self._table.start_at(column)
        self.changed.emit()
        self._table.restore()

    def _beside(self, column: str) -> str:
        """The quarter a month is in, or the last month of a quarter."""
        name, _, place = column.partition("_")
        if name == MONTH and self.kind == QUARTER:
            return quarter_key(int(place) // 3)
        return month_key(int(place) * 3 + 2) if name == QUARTER and self.kind == MONTH else column

    def show_period(self, key: str) -> None:
        """Show the kind of column a period's figure stands in, where the other does not have it."""
        if "Q" not in key:
            self.show_kind(MONTH)

    def column_of(self, today: date) -> str:
        """The column of the period it is now."""
        quarter = Quarter.of(today, self._table.quarter.start_month)
        if self.kind == QUARTER:
            return quarter_key(quarter.number - 1)
        return month_key(len(quarter.year_to_date) - 3 + (today.month - quarter.first.month) % 12)

    def _show(self) -> None:
        count_grid.show_across(self._table.columns, self._model, self.kind)

    def fit(self) -> None:
        """Give the columns shown the room they need."""
        header = self._table.columns
        count_grid.fit_figures(header, self._model, self._prefs)
        count_grid.fit_columns(header, self._model, self._prefs, self._table.viewport().width())
        header.fit_stretch()

"""Count grid page: the part of the Activity counts page about its grid: typing, filling, pasting, and what is below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.service.counts import figures
from ward_desk.service.document import Document
from ward_desk.ui import dialogs
from ward_desk.ui.pages.counts.beside.count_beside import DETAILS, OVERVIEW
from ward_desk.ui.pages.counts.beside.count_fold_page import FoldPage
from ward_desk.ui.pages.counts.grid.count_across import Across
from ward_desk.ui.pages.counts.grid.count_line import CellLine
from ward_desk.ui.pages.counts.grid.count_refused import RefusedCells
from ward_desk.ui.pages.counts.grid.count_table import CountTable
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.record.record_page import Keeper

if TYPE_CHECKING:  # imported when something is first pasted
    from ward_desk.ui.pages.counts.grid.count_paste import PasteView


class GridPage(FoldPage):
    """A page whose list is a grid of figures, with the count people are on below it."""

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        self._paste: PasteView | None = None
        self.refused = RefusedCells(keeper)
        super().__init__(doc, prefs, keeper, parent)

    def _build_grid(self, quarter: Quarter) -> None:
        grid = self.grid
        grid.quarter, grid.read_only = quarter, self.doc.read_only
        grid.lettered.connect(self._fit)
        grid.cell_chosen.connect(self._on_cell)
        grid.entered.connect(self.enter_cells)
        grid.typing.connect(self.refused.keep_safe)
        grid.paste_asked.connect(self.paste)
        grid.events_asked.connect(self._on_events)
        grid.said.connect(self._on_said)
        self.across = Across(grid, self.pane.model, self.prefs, self)
        self.across.changed.connect(self._fit)
        self.line = CellLine()
        self.pane.card.body.insertWidget(2, self.line)
        self.refused.changed.connect(self._ask_again)
        grid.start_at(self.across.column_of(self.doc.today))

    @property
    def grid(self) -> CountTable:
        """The cells of the list."""
        assert isinstance(self.pane.table, CountTable)
        return self.pane.table

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.fold()

    def _fit(self) -> None:
        self.across.fit()

    def _ask_again(self, wanted: Sequence[str]) -> None:
        self.pane.model.ask_again(wanted)
        self.line.show_cell(self.grid.cell)

    def _on_activated(self, row_id: str) -> None:
        """Enter on what is no figure: go to that field of the count's details."""
        field = self.grid.column_key
        self.need_below()
        self.below.tabs.show_tab(DETAILS)
        self.form.focus_field(field if field in self.form.fields else "")

    def _on_cell(self, count_id: str, key: str) -> None:
        self.line.show_cell(self.grid.cell)
        self.below.show_period(key)

    def _on_said(self, words: str) -> None:
        self.line.say(words)
        self.said.emit(words)

    def _on_events(self, count_id: str, key: str) -> None:
        """Show the events a figure adds up from."""
        self.need_below()
        self.below.tabs.show_tab(OVERVIEW)
        self.below.show_period(key)
        self.below.take_keyboard()

    def toggle_across(self) -> None:
        """Show quarters in place of months, or months in place of quarters."""
        self.across.toggle()

    def fill_down(self) -> None:
        """Fill the chosen cells from the first row of them."""
        self.grid.fill(down=True)

    def fill_right(self) -> None:
        """Fill the chosen cells from the first column of them."""
        self.grid.fill(down=False)

    def copy_with_headings(self) -> None:
        """Copy the chosen cells with the names of their counts and periods."""
        self.grid.copy_block(headings=True)

    def adjust_figure(self) -> None:
        """Correct the figure people are on, when it adds up from events."""
        cell = self.grid.cell
        if cell is None or not cell.events:
            self._on_said("Only a figure that adds up from events is adjusted. Any other is typed over")
        else:
            self.need_below()
            self.below.show_period(cell.key)
            self.below.start_adjusting()

    def enter_figure(self, key: str) -> None:
        """Put the keyboard into the cell of a period."""
        if key:
            self.across.show_period(key)
            self.grid.go_to_period(key)
        self.pane.focus_list()

    def enter_cells(self, cells: list[tuple[str, str, str]], label: str) -> None:
        """Keep figures typed into the grid. One that can't be read stays in its cell and says why."""
        try:
            figures.set_figures(self.doc, cells, label=label)
        except KnownError as error:
            if len(cells) > 1 or error.code != "figure.typed":
                dialogs.tell_error(self, error)
            if len(cells) == 1:
                self.refused.refuse(*cells[0], error.happened)
        else:
            self.refused.forget([(count, key) for count, key, _ in cells])

    def paste(self) -> None:
        """Paste what was copied from a spreadsheet: at once where it fits, else after a look at what goes where."""
        from ward_desk.ui.pages.counts.grid import count_paste

        self.grid.commit()
        count_paste.paste(self)

    def show_paste(self, view: PasteView | None) -> None:
        """Show a block on its way in, in the place of the page; None puts the page back."""
        if self._paste is not None:
            self._paste.hide()
            self._paste.deleteLater()
        self._paste = view
        self.title_changed.emit("Paste figures" if view is not None else "Activity counts")
        self.commands_changed.emit()
        layout = self.layout()
        if view is not None and layout is not None:
            layout.addWidget(view)
            self.usual.hide()
            view.take_keyboard()
        else:
            self.usual.show()
            self.pane.focus_list()

    @property
    def can_edit(self) -> bool:
        """Whether nothing on its way in stands in the place of the grid."""
        return super().can_edit and self._paste is None

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show a count. What is on its way in is put aside for it; it is still on the clipboard."""
        if self._paste is not None:
            self.show_paste(None)
        return super().open_record(table, row_id, field)

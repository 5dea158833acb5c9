"""Return preview: the sheets of a return as they will stand in the workbook, what a check says marked in its cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.core.checks import Finding
from ward_desk.exchange.returns.return_columns import Sheet
from ward_desk.exchange.returns.return_data import ReturnData, ReturnRow
from ward_desk.exchange.returns.return_layout import contents_rows, cover_rows
from ward_desk.exchange.returns.return_sheets import CONTENTS, COVER, SHEETS, sheet_of
from ward_desk.service.returns.return_fields import RECORD_OF, column_of, field_of
from ward_desk.ui.pages.returns.look.return_sheet_table import SheetTable, Trouble
from ward_desk.ui.record.tabs import TabLine
from ward_desk.ui.widgets import label

FIRST: Final = "action_plan"  # the sheet shown first


class Preview(QWidget):
    """The sheets of a return, one at a time. Ctrl+PgDown and Ctrl+PgUp go to the next and the one before."""

    place_asked = Signal(str, str, str)  # table, reference and field of the record behind a row

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: ReturnData | None = None
        self._findings: Sequence[Finding] = ()
        self._rows: Sequence[ReturnRow] = ()
        self.sheets = TabLine("Sheets of the workbook")
        for sheet in SHEETS:
            self.sheets.addTab(sheet.title)
        self.sheets.setCurrentIndex(next(at for at, sheet in enumerate(SHEETS) if sheet.table == FIRST))
        self.sheets.currentChanged.connect(lambda _at: self._show_sheet())
        self.about = label("", "soft", wrap=True)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table = SheetTable("Preview of the return")
        self.table.opened.connect(self._on_opened)
        for key, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            short = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            short.activated.connect(lambda step=step: self._turn(step))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.sheets)
        column.addWidget(self.about)
        column.addWidget(self.table, 1)

    def show_nothing(self, words: str) -> None:
        """Say why there is nothing to look at."""
        self._data = None
        self.about.setText(words)
        self.sheets.hide()
        self.table.hide()

    def show_data(self, data: ReturnData, findings: Sequence[Finding] = ()) -> None:
        """Show a return and what the checks say of it, staying on the same sheet."""
        self._data, self._findings = data, findings
        self.sheets.show()
        self.table.show()
        for at, sheet in enumerate(SHEETS):
            self.sheets.setTabText(at, f"{sheet.title} {len(self._rows_of(sheet)):,}")
        self._show_sheet()

    def show_sheet(self, table: str) -> None:
        """Turn to the sheet of a table."""
        self.sheets.setCurrentIndex(next(at for at, sheet in enumerate(SHEETS) if sheet.table == table))

    def _turn(self, step: int) -> None:
        self.sheets.setCurrentIndex((self.sheets.currentIndex() + step) % self.sheets.count())

    def _rows_of(self, sheet: Sheet) -> Sequence[ReturnRow]:
        assert self._data is not None
        if sheet.table == COVER.table:
            return cover_rows(self._data.header)
        return contents_rows(self._data) if sheet.table == CONTENTS.table else self._data.tables[sheet.table]

    def _show_sheet(self) -> None:
        if self._data is None:
            return
        sheet = sheet_of(SHEETS[self.sheets.currentIndex()].table, self._data.header.schema_version)
        self._rows = self._rows_of(sheet)
        troubles = _troubles(sheet, self._rows, self._findings, self._data.header.months)
        said = [sheet.about]
        if not self._rows:
            said.append("Nothing to report this quarter.")
        if troubles:
            many = f"{len(troubles):,} {'cell wants' if len(troubles) == 1 else 'cells want'}"
            said.append(f"{many} something: marked ▲.")
        self.about.setText(" ".join(said))
        self.table.show_rows(sheet.columns, self._rows, troubles)

    def _on_opened(self, place: int) -> None:
        sheet = SHEETS[self.sheets.currentIndex()]
        row = self._rows[place]
        if sheet.table == "summary":
            table, field = field_of("summary", str(row.get("code") or ""))
            if table:
                self.place_asked.emit(table, "", field)
        elif row.get("ref"):
            wanted = RECORD_OF.get(sheet.table, "")
            if sheet.table == "horizon":
                wanted = "event" if row.get("kind") == "Event" else "action"
            if wanted:
                self.place_asked.emit(wanted, str(row["ref"]), "")


def _troubles(
    sheet: Sheet, rows: Sequence[ReturnRow], findings: Sequence[Finding], months: Sequence[str]
) -> dict[tuple[int, str], Trouble]:
    """What the checks say of the cells of a sheet, by row and column; an error stands before a warning."""
    found: dict[tuple[int, str], Trouble] = {}
    if sheet.table == "summary":
        place = {field_of("summary", str(row.get("code"))): at for at, row in enumerate(rows)}
        for one in findings:
            at = place.get((one.table, one.field))
            if at is not None and not one.explained:
                found.setdefault((at, "words"), Trouble(one.level, one.sentence))
    wanted = RECORD_OF.get(sheet.table)
    if wanted is None:
        return found
    by_ref = {str(row.get("ref")): at for at, row in enumerate(rows)}
    for one in findings:  # errors come first
        at = by_ref.get(one.ref)
        if one.table == wanted and at is not None and not one.explained:
            found.setdefault((at, column_of(sheet, one.field, months)), Trouble(one.level, one.sentence))
    return found

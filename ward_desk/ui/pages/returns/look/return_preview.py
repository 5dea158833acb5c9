"""Return preview: the sheets of a return as they will stand in the workbook, what a check says marked in its cell."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.core.checks import Finding
from ward_desk.exchange.returns.return_columns import Sheet
from ward_desk.exchange.returns.return_data import ReturnData, ReturnRow
from ward_desk.exchange.returns.return_layout import contents_rows, cover_rows
from ward_desk.exchange.returns.return_sheets import CONTENTS, COVER, SHEETS, about, sheet_of
from ward_desk.service.returns.return_fields import RECORD_OF, column_of, field_of
from ward_desk.ui import theme
from ward_desk.ui.pages.returns.look.return_sheet_table import SheetTable, Trouble
from ward_desk.ui.record.tabs import TabLine
from ward_desk.ui.widgets import Choice, ElidedLabel, label

FIRST: Final = "action_plan"  # the sheet shown first
_ROOMY: Final = 480  # px at 100 %: with less height the sheets are one drop-down and rows stand close together
_LEAST: Final = 150  # px at 100 %: a sheet with a few rows


class Preview(QWidget):
    """The sheets of a return, `without` some, one at a time. Ctrl+PgDown and Ctrl+PgUp go to the next and the one
    before."""

    place_asked = Signal(str, str, str)  # table, reference and field of the record behind a row

    def __init__(self, parent: QWidget | None = None, *, without: Collection[str] = ()) -> None:
        super().__init__(parent)
        self._sheets = tuple(sheet for sheet in SHEETS if sheet.table not in without)
        self._data: ReturnData | None = None
        self._findings: Sequence[Finding] = ()
        self._rows: Sequence[ReturnRow] = ()
        self.sheets = TabLine("Sheets of the workbook")
        for sheet in self._sheets:
            self.sheets.addTab(sheet.title)
        self.show_sheet(FIRST)
        self.sheets.currentChanged.connect(lambda _at: self._show_sheet())
        self.sheet = Choice("Sheet:")
        self.sheet.setAccessibleName("Sheet shown")
        self.sheet.setToolTip("Ctrl+Page Down and Ctrl+Page Up turn to another sheet")
        self.sheet.activated.connect(self.sheets.setCurrentIndex)
        self.about = label("", "soft", wrap=True)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.short = ElidedLabel("", "soft")  # the same on one line, where there is little room
        self.table = SheetTable("Preview of the return")
        self.table.opened.connect(self._on_opened)
        for key, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            short = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            short.activated.connect(lambda step=step: self._turn(step))
        column = QVBoxLayout(self)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.sheets)
        above = QHBoxLayout()
        above.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignTop)
        above.addWidget(self.about, 1)
        above.addWidget(self.short, 1)
        column.addLayout(above)
        column.addWidget(self.table, 1)
        self._fold()

    @property
    def _small(self) -> bool:
        return self.height() < theme.px(_ROOMY)

    def hasHeightForWidth(self) -> bool:
        return False  # else the window could not be made so small that the names of the sheets fold

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), theme.px(_LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """The names of the sheets as tabs where there is room for them, else as one drop-down."""
        inside = QApplication.focusWidget()
        held = inside is not None and (inside is self.sheet or self.sheets.isAncestorOf(inside))
        self.sheet.setVisible(self._small and self._data is not None)
        self.sheets.setVisible(not self._small and self._data is not None)
        self.short.setVisible(self._small and self._data is not None)
        self.about.setVisible(not self.short.isVisibleTo(self))
        self.table.set_close(self._small)
        if held and self._data is not None:  # the keyboard stays on the names, whichever way they stand
            (self.sheet if self._small else self.sheets).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_nothing(self, words: str) -> None:
        """Say why there is nothing to look at."""
        self._data = None
        self.about.setText(words)
        self._fold()
        self.table.hide()

    def show_data(self, data: ReturnData, findings: Sequence[Finding] = ()) -> None:
        """Show a return and what the checks say of it, staying on the same sheet."""
        self._data, self._findings = data, findings
        self._fold()
        self.table.show()
        for at, sheet in enumerate(self._sheets):
            self.sheets.setTabText(at, f"{sheet.title} {len(self._rows_of(sheet)):,}")
        self._show_sheet()

    def show_sheet(self, table: str) -> None:
        """Turn to the sheet of a table."""
        self.sheets.setCurrentIndex(next(at for at, sheet in enumerate(self._sheets) if sheet.table == table))

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
        at = self.sheets.currentIndex()
        offered = [(n, f"{one.title} ({len(self._rows_of(one)):,})") for n, one in enumerate(self._sheets)]
        self.sheet.fill(offered, at)
        sheet = sheet_of(self._sheets[at].table, self._data.header.schema_version)
        self._rows = self._rows_of(sheet)
        troubles = _troubles(sheet, self._rows, self._findings, self._data.header.months)
        said = [about(sheet, self._data.header.audience)]
        if not self._rows:
            said.append("Nothing to report this quarter.")
        if troubles:
            many = f"{len(troubles):,} {'cell wants' if len(troubles) == 1 else 'cells want'}"
            said.append(f"{many} something: marked ▲.")
        self.about.setText(" ".join(said))
        self.short.set_words(" ".join(reversed(said)))  # what is special first
        self.table.show_rows(sheet.columns, self._rows, troubles)

    def _on_opened(self, place: int) -> None:
        sheet = self._sheets[self.sheets.currentIndex()]
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

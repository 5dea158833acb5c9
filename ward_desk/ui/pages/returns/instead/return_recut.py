"""Return recut: the ward's data for any two dates, looked at and exported, for a board or a Cabinet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ward_desk.core.errors import NotUnderstoodError
from ward_desk.core.typed import read_date, show_date
from ward_desk.exchange.returns.recut_data import RecutData, cover_rows
from ward_desk.exchange.returns.recut_sheets import RECUT_COVER, RECUT_TABLES
from ward_desk.exchange.returns.return_columns import Sheet
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.returns.recut import recut
from ward_desk.ui import dialogs, theme
from ward_desk.ui.asking import WORKING, Asking
from ward_desk.ui.jobs import Reporter
from ward_desk.ui.pages.returns.instead.return_room import Room
from ward_desk.ui.pages.returns.look.return_sheet_table import SheetTable
from ward_desk.ui.pages.returns.return_files import WORKBOOKS
from ward_desk.ui.panes import scrolled
from ward_desk.ui.paper.file_job import FileJob
from ward_desk.ui.reading_order import reading_order
from ward_desk.ui.widgets import Card, Choice, FlowLayout, button, label

AUDIENCES = (("programme", "The programme"), ("public", "The public"))


class RecutPanel(Card):
    """Two dates, what there is of them, and where to write it."""

    closed = Signal()

    def __init__(self, doc: Document, parent: QWidget | None = None) -> None:
        super().__init__("Re-cut for two dates", parent)
        self._doc = doc
        self._asking: Asking[RecutData] = Asking(doc, self)
        self._table = "summary"
        self._data: RecutData | None = None
        self.files = FileJob(doc, self)
        self.files.said.connect(self._say_written)
        self.files.busy_changed.connect(self._on_busy)
        self.first, self.last = _day_field("From"), _day_field("To")
        self.audience = Choice("For:")
        self.audience.setAccessibleName("Who it is for")
        self.audience.fill(AUDIENCES, "programme")
        self.presets: list[QPushButton] = []
        self.problem = label("", "problem", wrap=True)
        self.written = label("", "soft", wrap=True)
        self.sheet = Choice("Sheet:")
        self.sheet.setAccessibleName("Sheet shown")
        self.about = label("", "soft", wrap=True)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table = SheetTable("Preview of the re-cut")
        self.export_button = button("Export re-cut…", main=True)
        self.csv_button = button("Export CSV folder…")
        self.close_button = button("Back to the return")
        self._build()
        for field in (self.first, self.last):
            field.editingFinished.connect(self.show_dates)
        self.audience.activated.connect(lambda _place: self.show_dates())
        self.sheet.activated.connect(self._on_sheet)
        self.export_button.clicked.connect(self.export_workbook)
        self.csv_button.clicked.connect(self.export_csv)
        self.close_button.clicked.connect(self.closed)
        QShortcut(QKeySequence("Esc"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(
            self.closed
        )

    def _build(self) -> None:
        inside = self._inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(
            "The same data for a board or a Cabinet. It is not a return: nobody checks it or signs it. A month’s figure"
            " belongs to the dates in which the month ends; events count by their day.", "soft", wrap=True,
        ))  # fmt: skip
        asked = QWidget()
        self._asked = line = FlowLayout(asked, gap=8)
        for field in (self.first, self.last):
            line.addWidget(_captioned(field))
        line.addWidget(self.audience)
        column.addWidget(asked)
        column.addWidget(self.problem)
        shown = Room(190)  # also when there is nothing to show in it
        sheet = QVBoxLayout(shown)
        sheet.setContentsMargins(0, 0, 0, 0)
        sheet.setSpacing(8)
        above = QHBoxLayout()
        above.addWidget(self.sheet)
        above.addWidget(self.about, 1)
        sheet.addLayout(above)
        sheet.addWidget(self.table, 1)
        column.addWidget(shown, 1)
        self.body.addWidget(scrolled(inside, fills=True), 1)
        self.body.addWidget(self.written)
        self.body.addWidget(_buttons(self.export_button, self.csv_button, self.close_button))
        self.problem.hide()
        self.written.hide()

    def open(self) -> None:
        """Show the dates shown last, at first the last six weeks, with the keyboard in the first of them."""
        for before in self.presets:
            before.hide()
            before.deleteLater()
        self.presets = []
        offered = recut.presets(self._doc)
        for one in offered:
            choose = button(one.name, tip=recut.label(one.first, one.last))
            choose.clicked.connect(partial(self.choose, one.first, one.last))
            self._asked.addWidget(choose)
            self.presets.append(choose)
        reading_order(self._inside, self.export_button, self.csv_button, self.close_button)
        if not self.first.text():
            self.choose(offered[0].first, offered[0].last)
        else:
            self.show_dates()
        self.take_keyboard()

    def take_keyboard(self) -> None:
        """Put the keyboard into the first date."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the document as it is now; dates that are half typed are left alone."""
        if self._data is not None:
            self.show_dates()

    def choose(self, first: date, last: date) -> None:
        """Put two dates into the fields and show what there is of them."""
        self.first.setText(show_date(first))
        self.last.setText(show_date(last))
        self.show_dates()

    def show_dates(self) -> None:
        """Show the re-cut for what is typed; what is wrong with it is said instead."""
        self._data = None
        self._asking.forget()
        try:
            days, audience = self._days(), self._for()
        except NotUnderstoodError as error:
            self._say(str(error))
            return
        for field, day in zip((self.first, self.last), days, strict=True):
            field.setText(show_date(day))
        self._asking.ask(
            (days, audience),
            lambda doc: recut.recut(doc, *days, audience),
            self._show_cut,
            lambda error: self._say(f"{error.happened} {error.next_step}".strip()),
        )
        if self._asking.busy:
            self._say("")
            self.about.setText(WORKING)
            self.about.show()

    def _show_cut(self, data: RecutData) -> None:
        self._data = data
        self._say("")

    def _days(self) -> tuple[date, date]:
        return read_date(self.first.text(), self._doc.today), read_date(self.last.text(), self._doc.today)

    def _for(self) -> str:
        return str(self.audience.currentData())

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self._show()

    def _show(self) -> None:
        data = self._data
        for widget in (self.sheet, self.about, self.table):
            widget.setVisible(data is not None)
        self._on_busy()
        if data is None:
            return
        rows = [(RECUT_COVER.table, RECUT_COVER.title)]
        rows += [(one.table, f"{one.title} ({len(data.tables[one.table]):,})") for one in RECUT_TABLES]
        self.sheet.fill(rows, self._table)
        self._show_sheet(data)

    def _on_sheet(self, place: int) -> None:
        self._table = str(self.sheet.itemData(place))
        if self._data is not None:
            self._show_sheet(self._data)

    def _show_sheet(self, data: RecutData) -> None:
        sheet: Sheet = next((one for one in RECUT_TABLES if one.table == self._table), RECUT_COVER)
        rows = cover_rows(data.header) if sheet is RECUT_COVER else data.tables[sheet.table]
        self.about.setText(sheet.about if rows else f"{sheet.about} Nothing to report in these dates.")
        self.table.show_rows(sheet.columns, rows)

    def _on_busy(self) -> None:
        for one in (self.export_button, self.csv_button):
            one.setEnabled(self._data is not None and not self.files.busy)

    # ---- files

    def export_workbook(self) -> None:
        """Write the re-cut shown as a workbook."""
        if self._data is None or self.files.busy:
            return
        start = self.files.folder / self._name()
        chosen = dialogs.choose_file(self, "save", "Export the re-cut", WORKBOOKS, start)
        if chosen is not None:
            target = chosen if chosen.suffix.lower() == ".xlsx" else chosen.with_name(f"{chosen.name}.xlsx")
            self._write(target, lambda data: recut.export(data, target))

    def export_csv(self) -> None:
        """Write the re-cut shown as a folder of CSV files."""
        if self._data is None or self.files.busy:
            return
        chosen = dialogs.choose_file(self, "folder", "Put the folder of CSV files into", "", self.files.folder)
        if chosen is not None:
            folder = chosen / Path(self._name()).stem
            self._write(folder, lambda data: recut.export_csv(data, folder))

    def _write(self, target: Path, write: Callable[[RecutData], object]) -> None:
        days, audience = self._days(), self._for()

        def work(doc: Document, _report: Reporter) -> Path:
            write(recut.recut(doc, *days, audience))
            return target

        self.files.run("Export the re-cut", target, work)

    def _name(self) -> str:
        name = returns.default_file_name(self._doc, returns.due_next(self._doc, self._doc.today).quarter)
        return recut.file_name(name, *self._days(), self._for())

    def _say_written(self, words: str) -> None:
        self.written.setText(words)
        self.written.show()


def _day_field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText("13/12/2023")
    field.setFixedWidth(theme.px(130))
    return field


def _captioned(field: QLineEdit) -> QWidget:
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 8, 0)
    caption = label(field.accessibleName(), "soft")
    caption.setBuddy(field)
    line.addWidget(caption)
    line.addWidget(field)
    return both


def _buttons(*buttons: QPushButton) -> QWidget:
    made = QWidget()
    line = FlowLayout(made)
    for one in buttons:
        line.addWidget(one)
    return made

"""Import tracker: the guided import of an old action tracker, in the place of the action plan.

What each column becomes stands beside every row as it will be, its problems beside the cell. Cells are corrected and
rows left out in the table; then everything comes in as one operation, or nothing does.
"""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.errors import KnownError
from ward_desk.core.tracker.tracker import TrackerFile
from ward_desk.core.typed import counted
from ward_desk.service.document import Document
from ward_desk.service.tracker import tracker_import, tracker_said
from ward_desk.service.tracker.tracker_import import Choices, Preview
from ward_desk.ui import dialogs, theme
from ward_desk.ui.import_foot import ImportFoot, give_keys
from ward_desk.ui.import_place import ImportScreen
from ward_desk.ui.import_preview import Previewer
from ward_desk.ui.jobs import Reporter
from ward_desk.ui.pages.tracker.import_columns import ColumnLines, Noticed
from ward_desk.ui.pages.tracker.import_rows import LABELS, SHOWN, RowsModel
from ward_desk.ui.pages.tracker.import_table import RowsTable
from ward_desk.ui.panes import scrolled
from ward_desk.ui.widgets import Card, Choice, ElidedLabel, label

HEADINGS_AMONG = 60  # rows offered as the one with the headings
NOTICED = 150  # px at 100 %, its height
TALL = 560  # px at 100 %, from which on what was noticed stands by itself
LOW = 400  # px at 100 %, below which the rows need every line
LONGEST_DETAIL = 400  # letters; the whole is in the cell's tooltip
SHARES = 1, 2  # of the width: the columns, the rows
KEYS = "F2 corrects a cell · Space leaves a row out or takes it in · Ctrl+Enter brings them in · Esc cancels"


class ImportTracker(ImportScreen):
    """One tracker on its way into the plan."""

    def __init__(self, doc: Document, file: TrackerFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc, self._file = doc, file
        self.choices = tracker_import.begin(doc, file)
        self._preview: Preview | None = None
        self._changed = False  # whether somebody corrected something or left a row out
        self._previewer = Previewer(doc, self._rows, self._work_out, self)
        self.sheet = Choice("Sheet:")
        self.header = Choice("Headings in row")
        self.columns = ColumnLines()
        self.noticed = Noticed()
        self.model = RowsModel(self)
        self.table = RowsTable(self.model)
        self.shown = Choice("Rows:")
        self.detail = label("", "soft", wrap=True)
        self.foot = ImportFoot(KEYS, "Leave the plan as it is", "Bring these rows into the plan")
        self.total, self.cancel, self.bring_in = self.foot.total, self.foot.cancel, self.foot.bring_in
        self._build()
        self._connect()
        self._load_sheet()

    # ---- the screen

    def _build(self) -> None:
        name = ElidedLabel(self._file.name, "heading")
        for choice, words in ((self.sheet, "Sheet"), (self.header, "Row of the headings"), (self.shown, "Rows shown")):
            choice.setAccessibleName(words)
        self.shown.fill(SHOWN)
        name.setMinimumWidth(theme.px(90))
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(name, 1)
        for one in (self.sheet, self.header, self.shown):
            top.addWidget(one)

        self._left = QWidget()
        beside = QVBoxLayout(self._left)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self.columns, 1)
        inner = QWidget()
        self._noticed_room = QVBoxLayout(inner)
        self._noticed_room.setContentsMargins(0, 0, 0, 0)
        self._noticed_room.addWidget(self.noticed)
        self._noticed_card = Card()
        self._noticed_card.body.addWidget(scrolled(inner))
        self._noticed_card.setFixedHeight(theme.px(NOTICED))
        beside.addWidget(self._noticed_card)

        rows = Card()
        rows.body.setContentsMargins(1, 4, 1, 8)
        rows.body.setSpacing(6)
        rows.body.addWidget(self.table, 1)
        told = QHBoxLayout()
        told.setContentsMargins(12, 0, 12, 0)
        told.addWidget(self.detail)
        rows.body.addLayout(told)
        self.detail.setMaximumHeight(theme.px(76))
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self._left)
        split.addWidget(rows)
        for at, share in enumerate(SHARES):
            split.setStretchFactor(at, share)
        split.setSizes([share * 1000 for share in SHARES])

        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(top)
        whole.addWidget(split, 1)
        whole.addWidget(self.foot)
        if len(self._file.sheets) == 1:
            self.sheet.hide()

    def _connect(self) -> None:
        self.sheet.currentIndexChanged.connect(self._on_sheet)
        self.header.currentIndexChanged.connect(self._on_header)
        self.shown.currentIndexChanged.connect(self._on_shown)
        self.columns.chosen.connect(self._on_column)
        self.model.corrected.connect(self._on_corrected)
        self.table.left_out.connect(self._on_left_out)
        self.table.moved.connect(self._show_detail)
        self.cancel.clicked.connect(self.give_up)
        self.bring_in.clicked.connect(self.apply)
        self._previewer.ready.connect(self._on_preview)
        self._previewer.failed.connect(self._on_failed)
        self._previewer.working.connect(self._on_working)
        give_keys(self, (("Ctrl+Return", self.apply), ("Ctrl+Enter", self.apply), ("Esc", self.give_up)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.foot.keys.setVisible(self.height() >= theme.px(LOW))
        self._place_noticed()

    def _place_noticed(self) -> None:
        """What was noticed stands by itself where there is room, and else scrolls with the columns."""
        alone = self.height() >= theme.px(TALL)
        room = self._noticed_room if alone else self.columns.lines
        if room.indexOf(self.noticed) < 0:
            room.addWidget(self.noticed)
        something = bool(self.noticed.words.text())
        self.noticed.setVisible(something)
        self._noticed_card.setVisible(alone and something)

    # ---- what is read

    def _load_sheet(self) -> None:
        """Show the sheet and headings that `choices` says."""
        sheet = self._file.sheets[self.choices.sheet]
        offered = []
        for at, row in enumerate(sheet.rows[:HEADINGS_AMONG]):
            words = dict.fromkeys(" ".join(cell.text.split()) for cell in row if cell.text.strip())
            if words or at == self.choices.header:
                offered.append((at, f"{at + 1}: {tracker_said.short(' · '.join(words))}"))
        sheets = [(n, one.name + (" (hidden)" if one.hidden else "")) for n, one in enumerate(self._file.sheets)]
        self.sheet.fill(sheets, self.choices.sheet)
        self.header.fill(offered, self.choices.header)
        self.columns.load(sheet, self.choices.header)
        self._chain_tabs()
        self._read()

    def _chain_tabs(self) -> None:
        chain = [self.sheet, self.header, self.shown, *self.columns.choices, self.table, self.cancel, self.bring_in]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _read(self) -> None:
        """Work out again what the rows will be."""
        self.columns.show_targets(self.choices.columns)
        self._previewer.ask(deepcopy(self.choices))

    def refresh(self, changes: ChangeSet) -> None:
        """The document changed meanwhile: what the rows come to may be otherwise now."""
        if changes.initiator is not self:
            self._previewer.ask(deepcopy(self.choices))

    def _rows(self, choices: Choices) -> int:
        return len(self._file.sheets[choices.sheet].rows)

    def _work_out(self, doc: Document, choices: Choices, report: Reporter) -> Preview:
        return tracker_import.preview(doc, self._file, choices)

    def _on_working(self) -> None:
        self.foot.wait("Reading the rows…")

    def _on_failed(self, error: KnownError) -> None:
        self.foot.wait(error.sentence)

    def _on_preview(self, preview: Preview) -> None:
        self._preview = preview
        key, target = self.table.place()
        if self.model.show(preview, self.choices):
            self.table.go(key, target)
        said = list(preview.said)
        if self.choices.remembered:
            said.insert(0, "Columns are as you chose them last time.")
        self.noticed.say(said)
        self._place_noticed()
        number = preview.add + preview.update
        self.foot.come_to(preview.words, counted(number, "action") if number else "", self._doc)
        self._show_detail()

    def _show_detail(self) -> None:
        index = self.table.currentIndex()
        if not index.isValid() or index.row() >= self.model.rowCount():
            self.detail.setText("")
            return
        line, target = self.model.line(index.row()), self.model.target_at(index.column())
        of = f" “{tracker_said.short(line.title)}”" if line.title and target != "title" else ""
        where = f"Row {line.number}{of}" + (f", {LABELS[target].lower()}" if target else "")
        words = tracker_said.short(self.model.told(index), LONGEST_DETAIL)
        self.detail.setText(f"{where}: {words or 'empty'}")

    # ---- what a person does

    def _on_sheet(self) -> None:
        self._begin(self.sheet.currentData(), None)

    def _on_header(self) -> None:
        self._begin(self.choices.sheet, self.header.currentData())

    def _begin(self, sheet: int, header: int | None) -> None:
        self.choices = tracker_import.begin(self._doc, self._file, sheet, header)
        self._load_sheet()

    def _on_shown(self) -> None:
        key, target = self.table.place()
        self.model.narrow(self.shown.currentData())
        self.table.go(key, target)
        self._show_detail()

    def _on_column(self, column: int, target: str) -> None:
        others = self.choices.choose(column, target)
        if others:
            names = " and ".join(f"column {tracker_said.letters(at)}" for at in others)
            self.said.emit(f"Only one column can be that: {names} is kept as a note now")
        self._changed = True
        self._read()

    def _on_corrected(self, number: int, part: int, target: str, words: str | None) -> None:
        if words is None:
            self.choices.corrections.pop((number, part, target), None)
        else:
            self.choices.corrections[number, part, target] = words
        self._changed = True
        self._read()

    def _on_left_out(self, rows: list[tuple[int, int]]) -> None:
        out = self.choices.left_out
        if all(one in out for one in rows):
            out.difference_update(rows)
        else:
            out.update(rows)
        self._changed = True
        self._read()

    def give_up(self) -> None:
        """Leave the plan as it is; asks first when something was corrected."""
        if self._changed:
            question = f"Leave {self._file.name} without bringing it in?"
            if dialogs.ask(self, question, ["Leave it"], "What you corrected here is not kept.") != 0:
                return
        self.cancelled.emit()

    def apply(self) -> None:
        """Bring the rows in, what is half typed in a cell too."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)  # ends the editing of a cell
        if not self.bring_in.isEnabled() or self._previewer.busy:
            return
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)  # thousands of rows take some seconds
        try:
            done = tracker_import.apply(self._doc, self._file, self.choices, initiator=self)
        except KnownError as error:
            QApplication.restoreOverrideCursor()
            dialogs.tell_error(self, error)
            return
        QApplication.restoreOverrideCursor()
        self.finished.emit(done.words)

    def take_keyboard(self) -> None:
        """Put the keyboard on the rows."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_down(self) -> None:
        """Let go of the thread, before this is taken down."""
        self._previewer.close()

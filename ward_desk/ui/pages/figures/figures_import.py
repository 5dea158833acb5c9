"""Figures import: the guided import of a file of figures, or of a ward profile, in the place of a page.

What each name and each column is stands beside every value as it will be. Then everything comes in as one operation,
or nothing does.
"""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.errors import KnownError
from ward_desk.core.tracker.tracker import TrackerFile
from ward_desk.core.typed import counted
from ward_desk.service.counts.figures_preview import Choices, Preview, Subject
from ward_desk.service.document import Document
from ward_desk.service.tracker import tracker_said
from ward_desk.ui import dialogs, theme
from ward_desk.ui.import_foot import ImportFoot, give_keys
from ward_desk.ui.import_place import ImportScreen
from ward_desk.ui.import_preview import Previewer
from ward_desk.ui.jobs import Reporter
from ward_desk.ui.pages.figures.figures_names import NameLines
from ward_desk.ui.pages.figures.figures_rows import SHOWN, ValuesModel, ValuesTable
from ward_desk.ui.pages.tracker.import_columns import ColumnLines, Noticed
from ward_desk.ui.panes import scrolled
from ward_desk.ui.record.tabs import Tabs
from ward_desk.ui.widgets import Card, Choice, ElidedLabel, label

HEADINGS_AMONG = 60  # rows offered as the one with the headings
LOW = 400  # px at 100 %, below which the values need every line
YEARS = 6  # offered before this one
SHARES = 1, 2  # of the width: what is asked, the values
KEYS = "F6 goes to the names · Space leaves a value out or takes it in · Ctrl+Enter brings them in · Esc cancels"
NAMES, COLUMNS, NOTICED = range(3)


class ImportFigures(ImportScreen):
    """One file of figures, or one ward profile, on its way in."""

    def __init__(self, doc: Document, file: TrackerFile, subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc, self._file, self._subject = doc, file, subject
        self.choices: Choices = subject.begin(doc, file, None, None)
        self._preview: Preview | None = None
        self._changed = False  # whether somebody chose something or left a value out
        self._previewer = Previewer(doc, self._rows, self._work_out, self)
        self.sheet = Choice("Sheet:")
        self.header = Choice("Headings in row")
        self.year = Choice("Months are of")
        self.days = Choice("03/04 is")
        self.shown = Choice("Values:")
        self.names = NameLines(subject.questions)
        self.columns = ColumnLines(subject.targets)
        self.noticed = Noticed()
        self.model = ValuesModel(subject.heads, self)
        self.table = ValuesTable(self.model)
        self.detail = label("", "soft", wrap=True)
        self.foot = ImportFoot(KEYS, "Leave everything as it is", "Bring these values in")
        self.total, self.cancel, self.bring_in = self.foot.total, self.foot.cancel, self.foot.bring_in
        self._build()
        self._connect()
        self._load_sheet()

    # ---- the screen

    def _build(self) -> None:
        name = ElidedLabel(self._file.name, "heading")
        name.setMinimumWidth(theme.px(90))
        named = (
            (self.sheet, "Sheet"), (self.header, "Row of the headings"), (self.year, "Year of months without a year"),
            (self.days, "How days in figures are read"), (self.shown, "Values shown"),
        )  # fmt: skip
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(name, 1)
        for choice, words in named:
            choice.setAccessibleName(words)
            top.addWidget(choice)
        self.shown.fill(SHOWN)
        self.days.fill([(False, "3 April"), (True, "4 March")], False)
        noticed = Card()
        inner = QWidget()
        room = QVBoxLayout(inner)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self.noticed)
        room.addStretch(1)
        noticed.body.addWidget(scrolled(inner), 1)
        self.tabs = Tabs((("Names", (self.names,)), ("Columns", (self.columns,)), ("Noticed", (noticed,))))

        values = Card()
        values.body.setContentsMargins(1, 4, 1, 8)
        values.body.setSpacing(6)
        values.body.addWidget(self.table, 1)
        told = QHBoxLayout()
        told.setContentsMargins(12, 0, 12, 0)
        told.addWidget(self.detail)
        values.body.addLayout(told)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tabs)
        split.addWidget(values)
        for at, share in enumerate(SHARES):
            split.setStretchFactor(at, share)
        split.setSizes([share * 1000 for share in SHARES])

        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(top)
        whole.addWidget(split, 1)
        whole.addWidget(self.foot)
        self.sheet.setVisible(len(self._file.sheets) > 1)
        self.year.hide()
        self.days.hide()

    def _connect(self) -> None:
        self.sheet.currentIndexChanged.connect(lambda: self._begin(self.sheet.currentData(), None))
        self.header.currentIndexChanged.connect(lambda: self._begin(self.choices.sheet, self.header.currentData()))
        self.year.currentIndexChanged.connect(self._on_year)
        self.days.currentIndexChanged.connect(self._on_days)
        self.shown.currentIndexChanged.connect(self._on_shown)
        self.names.answered.connect(self._on_answered)
        self.names.told.connect(self._on_told)
        self.columns.chosen.connect(self._on_column)
        self.table.left_out.connect(self._on_left_out)
        self.table.moved.connect(self._show_detail)
        self.cancel.clicked.connect(self.give_up)
        self.bring_in.clicked.connect(self.apply)
        self._previewer.ready.connect(self._on_preview)
        self._previewer.failed.connect(self._on_failed)
        self._previewer.working.connect(self._on_working)
        give_keys(
            self,
            (("Ctrl+Return", self.apply), ("Ctrl+Enter", self.apply), ("Esc", self.give_up), ("F6", self.to_names)),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.foot.keys.setVisible(self.height() >= theme.px(LOW))

    def _chain_tabs(self) -> None:
        chain = [
            self.sheet, self.header, self.year, self.days, self.shown, self.tabs, *self.names.fields.values(),
            *self.names.choices, *self.columns.choices, self.table, self.cancel, self.bring_in,
        ]  # fmt: skip
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def to_names(self) -> None:
        """Put the keyboard where the first thing is to be decided."""
        self.tabs.show_tab(NAMES)
        fields = [one for one in self.names.fields.values() if one.isVisible() and not one.text()]
        for one in (*fields, *self.names.choices):
            one.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return

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
        last = max(self._doc.today.year, self.choices.year)
        years = range(last, min(last - YEARS, self.choices.year) - 1, -1)
        self.year.fill([(year, f"{year}-{(year + 1) % 100:02d}") for year in years], self.choices.year)
        self.columns.load(sheet, self.choices.header)
        self._read()

    def _read(self) -> None:
        """Work out again what the values will be."""
        self.columns.show_targets(self.choices.columns)
        self._previewer.ask(deepcopy(self.choices))

    def refresh(self, changes: ChangeSet) -> None:
        """The document changed meanwhile: what the values come to may be otherwise now."""
        if changes.initiator is not self:
            self._previewer.ask(deepcopy(self.choices))

    def _rows(self, choices: Choices) -> int:
        return len(self._file.sheets[choices.sheet].rows)

    def _work_out(self, doc: Document, choices: Choices, report: Reporter) -> Preview:
        return self._subject.preview(doc, self._file, choices)

    def _on_working(self) -> None:
        self.foot.wait("Reading the values…")

    def _on_failed(self, error: KnownError) -> None:
        self.foot.wait(error.sentence)

    def _on_preview(self, preview: Preview) -> None:
        self._preview = preview
        current = self.table.current()
        self.model.show(preview.lines)
        self.table.go(current.key if current is not None else -1)
        self.names.show_questions(preview.questions, preview.asks)
        self._chain_tabs()
        unsure = sum(not one.sure for one in preview.questions)
        self.tabs.name(NAMES, f"Names ({unsure} to check)" if unsure else "Names")
        self.noticed.say(preview.said)
        self.tabs.name(NOTICED, f"Noticed ({len(preview.said)})")
        self.year.setVisible(preview.needs_year)
        self.days.setVisible(preview.has_day)
        number = counted(preview.number, self._subject.noun) if preview.number else ""
        self.foot.come_to(preview.words, number, self._doc)
        self._show_detail()

    def _show_detail(self) -> None:
        line = self.table.current()
        if line is None:
            self.detail.setText("")
            return
        words = f"{line.where}: {line.name or 'no name'}, {line.of}: the file says {line.says}."
        comes = {"new": "It comes in as", "change": "It changes:"}.get(line.what, "")
        becomes = f"{comes} {line.becomes}." if comes and not line.sentence else ""
        self.detail.setText(" ".join(filter(None, (words, becomes, line.sentence))))

    # ---- what a person does

    def _begin(self, sheet: int, header: int | None) -> None:
        self.choices = self._subject.begin(self._doc, self._file, sheet, header)
        self._load_sheet()

    def _on_year(self) -> None:
        self.choices.year = self.year.currentData()
        self._choose_again()

    def _on_days(self) -> None:
        self.choices.month_first = self.days.currentData()
        self._choose_again()

    def _on_shown(self) -> None:
        self.model.narrow(self.shown.currentData())
        self.table.go(-1)
        self._show_detail()

    def _on_answered(self, name: str, answer: str) -> None:
        self.choices.answers[name] = answer
        self._choose_again()

    def _on_told(self, name: str, words: str) -> None:
        self.choices.asked[name] = words
        self._choose_again()

    def _on_column(self, column: int, target: str) -> None:
        others = self.choices.choose(column, target, self._subject.several)
        if others:
            names = " and ".join(f"column {tracker_said.letters(at)}" for at in others)
            self.said.emit(f"Only one column can be that: {names} is left out now")
        self._choose_again()

    def _on_left_out(self, keys: list[int]) -> None:
        out = self.choices.left_out
        if all(one in out for one in keys):
            out.difference_update(keys)
        else:
            out.update(keys)
        self._choose_again()

    def _choose_again(self) -> None:
        self._changed = True
        self._read()

    def give_up(self) -> None:
        """Leave everything as it is; asks first when something was chosen."""
        if self._changed:
            question = f"Leave {self._file.name} without bringing it in?"
            if dialogs.ask(self, question, ["Leave it"], "What you chose here is not kept.") != 0:
                return
        self.cancelled.emit()

    def apply(self) -> None:
        """Bring the values in."""
        if not self.bring_in.isEnabled() or self._previewer.busy:
            return
        try:
            done = self._subject.apply(self._doc, self._file, self.choices, self)
        except KnownError as error:
            dialogs.tell_error(self, error)
            return
        self.finished.emit(done.label.replace("Bring in", "Brought in", 1))

    def take_keyboard(self) -> None:
        """Put the keyboard on the rows."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_down(self) -> None:
        """Let go of the thread, before this is taken down."""
        self._previewer.close()

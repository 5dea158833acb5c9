"""File in: the guided import of the file of a survey tool, in the place of the Feedback page.

What each column becomes stands beside its heading and first values; what looks personal in free text stands in its
context; what all of it comes to is said in sentences. Then everything comes in as one operation, or nothing does.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.surveys.survey_file import OUT, SurveyFile
from ward_desk.service.document import Document
from ward_desk.service.surveys.file_in import survey_import
from ward_desk.service.surveys.file_in.survey_import import Plan
from ward_desk.service.surveys.file_in.survey_import_said import Done, FindKey, Preview
from ward_desk.ui import dialogs, theme
from ward_desk.ui.import_foot import ImportFoot, give_keys
from ward_desk.ui.import_place import ImportScreen
from ward_desk.ui.import_preview import Previewer
from ward_desk.ui.jobs import Reporter
from ward_desk.ui.pages.feedback.file_in import file_in_lines, file_in_words
from ward_desk.ui.pages.feedback.file_in.file_in_choices import Choices
from ward_desk.ui.pages.feedback.file_in.file_in_column import ColumnCard
from ward_desk.ui.pages.feedback.file_in.file_in_lines import Line
from ward_desk.ui.pages.feedback.file_in.file_in_personal import Personal
from ward_desk.ui.pages.feedback.file_in.file_in_said import Told
from ward_desk.ui.pages.feedback.file_in.file_in_table import ColumnRows, ColumnTable
from ward_desk.ui.pages.feedback.file_in.file_in_top import Top
from ward_desk.ui.pages.feedback.file_in.file_in_work import FileRead, Work
from ward_desk.ui.record.tabs import Tabs
from ward_desk.ui.widgets import Card

LOW: Final = 400  # px at 100 %, below which the columns need every line
SHARES: Final = 3, 2  # of the width: the columns, all of the one that is chosen
KEYS: Final = (
    "A letter says what a column becomes: D a date, F free text, S a scale… · Enter shows more of it · Space leaves it "
    "out or takes it in · F6 goes to the next part · Ctrl+Enter brings everything in · Esc cancels"
)
COLUMNS, PERSONAL, HAPPENS = range(3)


class SurveyFileIn(ImportScreen):
    """One survey file on its way in."""

    brought_in = Signal(str)  # the survey it went into; told before `finished`

    def __init__(self, doc: Document, read: FileRead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc = doc
        self.choices = Choices(doc, read.file)
        self.kept: set[FindKey] = set()  # finds that stay as they are written
        self._preview: Preview | None = None
        self._work = Work(doc, read.path, self)
        self._previewer = Previewer(doc, lambda _: self.file.row_count, self._work_out, self)
        self.top = Top()
        self.rows = ColumnRows(self)
        self.table = ColumnTable(self.rows)
        self.card = ColumnCard()
        self.personal = Personal()
        self.told = Told()
        self.others = QCheckBox(file_in_words.OTHERS)
        self.foot = ImportFoot(KEYS, "Leave the surveys as they are", "Bring these responses in")
        self._build()
        self._connect()
        self._load()

    @property
    def file(self) -> SurveyFile:
        """The file, the sheet of it that is read."""
        return self.choices.file

    # ---- the screen

    def _build(self) -> None:
        columns = Card()
        columns.body.setContentsMargins(1, 4, 1, 4)
        columns.body.addWidget(self.table, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(columns)
        split.addWidget(self.card)
        for at, share in enumerate(SHARES):
            split.setStretchFactor(at, share)
        split.setSizes([share * 1000 for share in SHARES])
        inside = (QVBoxLayout(), QVBoxLayout(), QVBoxLayout())
        names = ("Columns", "Personal", "What happens")
        self.parts = Tabs([(words, (_holder(box),)) for words, box in zip(names, inside, strict=True)])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.top)
        whole.addWidget(self.parts, 1)
        for box, one in zip(inside, (split, self.personal, self.told), strict=True):
            box.addWidget(one)  # only now, so that Tab comes to the line of tabs before it
        whole.addWidget(self.others)
        whole.addWidget(self.foot)
        self.others.hide()

    def _connect(self) -> None:
        self.top.survey_chosen.connect(self._on_survey)
        self.top.titled.connect(self._on_titled)
        self.top.channel_chosen.connect(lambda code: self._on_set(channel=code))
        self.top.sheet_chosen.connect(lambda sheet: self._work.read(sheet, self._on_read))
        self.table.typed.connect(self._on_typed)
        self.table.left_out.connect(self._on_left_out)
        self.table.more_asked.connect(lambda: self.card.role.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.table.moved.connect(self._show_column)
        self.card.role_chosen.connect(self._on_role)
        self.card.characteristic_chosen.connect(lambda code: self._on_part(characteristic=code))
        self.card.order_chosen.connect(lambda order: self._on_part(order=order))
        self.card.answers_changed.connect(lambda answers: self._on_part(options=tuple(answers)))
        self.card.left.connect(self.take_keyboard)
        self.personal.table.left_out.connect(lambda keys: self._on_keep(keys, not self.kept.issuperset(keys)))
        self.personal.table.keep_asked.connect(self._on_keep)
        self.others.toggled.connect(lambda on: self._on_set(own_rows=on))
        self.foot.cancel.clicked.connect(self.give_up)
        self.foot.bring_in.clicked.connect(self.apply)
        self._previewer.ready.connect(self._on_preview)
        self._previewer.failed.connect(lambda error: self.foot.wait(error.sentence))
        self._previewer.working.connect(lambda: self.foot.wait("Reading the rows…"))
        self._previewer.progressed.connect(self._on_progress)
        give_keys(self, (
            ("Ctrl+Return", self.apply), ("Ctrl+Enter", self.apply), ("Esc", self.give_up), ("F6", self.next_part),
        ))  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.foot.keys.setVisible(self.height() >= theme.px(LOW))

    def next_part(self) -> None:
        """Show the next part, with the keyboard in it."""
        places = (self.table, self.personal.table, self.told.area)
        at = (self.parts.bar.currentIndex() + 1) % len(places)
        self.parts.show_tab(at)
        if at == PERSONAL:
            self.personal.table.begin()
        places[at].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def offer(self, survey: str) -> None:
        """Have it go into that survey unless its responses are in one already; nothing for ""."""
        if survey and self.choices.offer(survey):
            self._load()

    # ---- what is read

    def _load(self) -> None:
        """Show the file and what was planned for it."""
        plan = self.choices.plan
        self._show_top()
        self.rows.load(file_in_lines.lines(self.file.headings, plan.profiles, self.choices.guess), plan.columns)
        self.table.begin()
        self._read()

    def _show_top(self) -> None:
        surveys = [(str(row["id"]), str(row["title"])) for row in self._doc.store.rows("survey", order="title")]
        self.top.load(self.file, surveys, self.choices.plan)
        self.others.blockSignals(True)
        self.others.setChecked(self.choices.plan.own_rows)
        self.others.blockSignals(False)

    def _read(self) -> None:
        """Show what the columns become, and work out again what all of it comes to."""
        self.rows.show_columns(self.choices.plan.columns)
        self._show_column()
        self._previewer.ask(self.choices.plan)

    def _work_out(self, doc: Document, plan: Plan, report: Reporter) -> Preview:
        return survey_import.preview(doc, self.file, plan, report)

    def refresh(self, changes: ChangeSet) -> None:
        """The document changed meanwhile: what the rows come to may be otherwise now."""
        if changes.initiator is not self._work:
            self._show_top()
            self._previewer.ask(self.choices.plan)

    def _on_progress(self, done: int, of: int) -> None:
        if of and self._previewer.busy:
            self.foot.wait(f"Reading the rows… {done * 100 // of} %")

    def _on_preview(self, preview: Preview) -> None:
        self._preview = preview
        self._show_finds()
        self.told.say(file_in_words.parts(preview, self.file, self.choices.plan))
        self.others.setVisible(preview.others or self.choices.plan.own_rows)
        self.foot.come_to(preview.words, file_in_words.number(preview), self._doc)

    def _show_finds(self) -> None:
        preview = self._preview
        if preview is None:
            return
        words = file_in_words.said_of_finds(preview, self.kept)
        self.personal.show_finds(file_in_words.finds(preview, self.file), self.kept, words)
        self.parts.name(PERSONAL, f"Personal ({preview.found:,})" if preview.found else "Personal")

    def _show_column(self) -> None:
        line, plan = self.table.current, self.choices.plan
        if line is None:
            self.card.load(None, None, None)
        else:
            at = line.columns[0]
            self.card.load(line, plan.columns[at], plan.profiles[at])

    # ---- what a person does

    def _on_read(self, file: SurveyFile | None) -> None:
        if file is not None:
            self.kept.clear()
            self.choices.read(file)
        self._load()  # a sheet that could not be read leaves the one before it

    def _on_survey(self, survey: str) -> None:
        self.choices.into(survey)
        self._load()

    def _on_titled(self, words: str) -> None:
        self.choices.set(title=words.strip() or PurePath(self.file.name).stem)

    def _on_set(self, **values: object) -> None:
        self.choices.set(**values)
        self._previewer.ask(self.choices.plan)

    def _on_typed(self, letter: str) -> None:
        if (line := self.table.current) is not None:
            self._on_role(file_in_lines.picked(line, letter, self.rows.planned(line).role))

    def _on_role(self, role: str) -> None:
        if (line := self.table.current) is not None:
            self._decide(self.table.chosen() or [line], role)

    def _decide(self, lines: Sequence[Line], role: str) -> None:
        gone = self.choices.decide(lines, role)
        if gone:
            names = " and ".join(f"column {file_in_lines.letter(at)}" for at in gone)
            self.said.emit(f"Only one column can be that: {names} is left out now")
        self._read()

    def _on_part(self, **values: object) -> None:
        if (line := self.table.current) is not None:
            self.choices.part(line, **values)
            self._read()

    def _on_left_out(self, lines: list[Line]) -> None:
        if any(self.rows.planned(line).role != OUT for line in lines):
            self._decide(lines, OUT)
        elif self.choices.take_in(lines):
            self._read()
        else:
            self.said.emit("Type a letter for what it becomes: F for free text, say")

    def _on_keep(self, keys: list[FindKey], keep: bool) -> None:
        self.kept = self.kept.union(keys) if keep else self.kept.difference(keys)
        self.choices.changed = True
        self._show_finds()

    def give_up(self) -> None:
        """Leave everything as it is; asks first when something was chosen."""
        if self.choices.changed:
            question = f"Leave {self.file.name} without bringing it in?"
            if dialogs.ask(self, question, ["Leave it"], "What you chose here is not kept.") != 0:
                return
        self.cancelled.emit()

    def apply(self) -> None:
        """Bring the responses in."""
        preview = self._preview
        if preview is None or not self.foot.bring_in.isEnabled() or self._previewer.busy or self._work.busy:
            return
        taken_out = {one.key for one in preview.finds} - self.kept if self.kept else True
        self._work.bring_in(self.file, self.choices.plan, taken_out, self._on_done)

    def _on_done(self, done: Done) -> None:
        self.brought_in.emit(done.survey)
        self.finished.emit(done.words)

    def take_keyboard(self) -> None:
        """Put the keyboard on the columns."""
        self.parts.show_tab(COLUMNS)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_down(self) -> None:
        """Let go of the threads, before this is taken down."""
        self._previewer.close()
        self._work.close()


def _holder(box: QVBoxLayout) -> QWidget:
    """What one part stands in: it takes all room there is, of which the line of tabs would else take some."""
    box.setContentsMargins(0, 0, 0, 0)
    made = QWidget()
    made.setLayout(box)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return made

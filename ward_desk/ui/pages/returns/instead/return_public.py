"""Return public: the public version of a return, looked at and exported, and whether its words may be public."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.exchange.returns.return_data import ReturnData
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.returns.public import public_return
from ward_desk.ui import dialogs
from ward_desk.ui.asking import WORKING, Asking
from ward_desk.ui.jobs import Reporter
from ward_desk.ui.pages.returns.instead.return_room import Room
from ward_desk.ui.pages.returns.look.return_preview import Preview
from ward_desk.ui.pages.returns.return_files import WORKBOOKS
from ward_desk.ui.panes import scrolled
from ward_desk.ui.paper.file_job import FileJob
from ward_desk.ui.widgets import Card, FlowLayout, button, label, set_tone

MADE_OF: Final = {
    "draft": "The return is a draft, so this is made of what stands today, and says so.",
    "signed": "It is made of the return as it was signed, without what is not public today.",
    "sent": "It is made of the return as it was sent, without what is not public today.",
}
NAMES: Final = {
    "action_plan": "actions", "events": "events", "activity_counts": "activity counts", "feedback": "feedback items",
    "surveys": "answers to surveys", "funding": "funding lines", "risks": "risks",
}  # fmt: skip


class PublicPanel(Card):
    """What of a return anybody may read."""

    closed = Signal()

    def __init__(self, doc: Document, parent: QWidget | None = None) -> None:
        super().__init__("Public version", parent)
        self._doc = doc
        self._quarter: Quarter | None = None
        self._data: ReturnData | None = None
        self._asking: Asking[tuple[ReturnData, dict[str, tuple[int, int]]]] = Asking(doc, self)
        self.files = FileJob(doc, self)
        self.files.said.connect(self._say_written)
        self.files.busy_changed.connect(self._on_busy)
        self.made_of = label("", "soft", wrap=True)
        self.numbers = label("", wrap=True)
        self.words = QCheckBox("The words of the return may be public")
        self.quiet = label("", wrap=True)
        self.problem = label("", "problem", wrap=True)
        self.preview = Preview(without={"checks"})  # what was wrong with the return is nothing for everybody
        self.written = label("", "soft", wrap=True)
        self.export_button = button("Export public version…", main=True)
        self.csv_button = button("Export CSV folder…")
        self.close_button = button("Back to the return")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.made_of, self.numbers, self.words, self.quiet, self.problem):
            column.addWidget(widget)
        shown = Room(260)  # also when there is nothing to show in it
        sheet = QVBoxLayout(shown)
        sheet.setContentsMargins(0, 0, 0, 0)
        sheet.addWidget(self.preview)
        column.addWidget(shown, 1)
        self.body.addWidget(scrolled(inside, fills=True), 1)
        self.body.addWidget(self.written)
        buttons = QWidget()
        line = FlowLayout(buttons)
        for one in (self.export_button, self.csv_button, self.close_button):
            line.addWidget(one)
        self.body.addWidget(buttons)
        for widget in (self.problem, self.written):
            widget.hide()
        self.words.clicked.connect(self._on_words)
        self.export_button.clicked.connect(self.export_workbook)
        self.csv_button.clicked.connect(self.export_csv)
        self.close_button.clicked.connect(self.closed)
        QShortcut(QKeySequence("Esc"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(
            self.closed
        )

    def open(self, quarter: Quarter) -> None:
        """Show the public version of a quarter's newest return, with the keyboard on its words."""
        self._quarter = quarter
        self.title.setText(f"Public version of the {quarter.short} return")
        self.setAccessibleName(self.title.text())
        self.refresh()
        self.take_keyboard()

    def take_keyboard(self) -> None:
        """Put the keyboard on whether the words may be public, or the way back where that can't be changed."""
        first = self.words if self.words.isEnabled() else self.close_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the document as it is now."""
        quarter = self._quarter
        if quarter is None:
            return
        may, quiet = public_return.words_may_be_public(self._doc, quarter), public_return.is_pre_election(self._doc)
        self.words.setChecked(may)
        self.words.setEnabled(not self._doc.read_only)
        self.quiet.setText(public_return.pre_election_words(self._doc))
        set_tone(self.quiet, "tone", "warning" if quiet else "soft")
        row = returns.newest(self._doc, quarter)
        self.made_of.setText(MADE_OF[str(row["status"]) if row else "draft"])
        self._data = None
        self._asking.ask(
            (quarter, may, quiet), lambda doc: public_return.with_numbers(doc, quarter), self._show, self._refuse
        )
        if self._asking.busy:
            self._say(WORKING, "")

    def _show(self, made: tuple[ReturnData, dict[str, tuple[int, int]]]) -> None:
        self._data, numbers = made
        self.preview.show_data(self._data)
        self._say(_numbers(numbers), "")

    def _refuse(self, error: KnownError) -> None:
        self._say("", f"{error.happened} {error.next_step}".strip())

    def _say(self, numbers: str, why: str) -> None:
        self.numbers.setText(numbers)
        self.numbers.setVisible(bool(numbers))
        self.problem.setText(why)
        self.problem.setVisible(bool(why))
        self.preview.setVisible(self._data is not None)
        self._on_busy()

    def _on_words(self, on: bool) -> None:
        quarter = self._quarter
        if quarter is None:
            return
        try:
            public_return.let_words_be_public(self._doc, quarter, on=on)
        except KnownError as error:
            dialogs.tell_error(self, error)
        self.refresh()

    def _on_busy(self) -> None:
        for one in (self.export_button, self.csv_button):
            one.setEnabled(self._data is not None and not self.files.busy)

    # ---- files

    def export_workbook(self) -> None:
        """Write the public version as a workbook."""
        quarter = self._quarter
        if quarter is None or self._data is None or self.files.busy:
            return
        start = self.files.folder / self._name(quarter)
        chosen = dialogs.choose_file(self, "save", "Export the public version", WORKBOOKS, start)
        if chosen is not None:
            target = chosen if chosen.suffix.lower() == ".xlsx" else chosen.with_name(f"{chosen.name}.xlsx")
            self._write(target, lambda doc, report: public_return.export(doc, quarter, target, report))

    def export_csv(self) -> None:
        """Write the public version as a folder of CSV files."""
        quarter = self._quarter
        if quarter is None or self._data is None or self.files.busy:
            return
        chosen = dialogs.choose_file(self, "folder", "Put the folder of CSV files into", "", self.files.folder)
        if chosen is not None:
            folder = chosen / Path(self._name(quarter)).stem
            self._write(folder, lambda doc, _report: public_return.export_csv(doc, quarter, folder))

    def _write(self, target: Path, write: Callable[[Document, Reporter], object]) -> None:
        def work(doc: Document, report: Reporter) -> Path:
            write(doc, report)
            return target

        self.files.run("Export the public version", target, work)

    def _name(self, quarter: Quarter) -> str:
        return public_return.file_name(returns.default_file_name(self._doc, quarter))

    def _say_written(self, words: str) -> None:
        self.written.setText(words)
        self.written.show()


def _numbers(rows: dict[str, tuple[int, int]]) -> str:
    """ "Public: 5 of 18 actions, 0 of 11 events"."""
    said = []
    for table, (public, every) in rows.items():
        if every:
            said.append(f"{public:,} of {every:,} {NAMES[table]}")
    return f"Public: {', '.join(said)}." if said else "There is nothing in the return yet."

"""Record part: one kind of thing that belongs to a record: a box that adds one, and a line each, edited in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ward_desk.core.privacy import redact_all, scan
from ward_desk.core.records import Row, Value
from ward_desk.core.rules import SCANNED
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.plan import plan
from ward_desk.ui.reading_order import reading_order
from ward_desk.ui.record.form import RecordForm, Section
from ward_desk.ui.record.record_lines import Line, RecordLines
from ward_desk.ui.record.record_page import Keeper, link_options
from ward_desk.ui.widgets import button, label

Attempt = Callable[[Callable[[], object]], bool]

TAKE_OUT = "&Take out what looks personal"  # Alt+T


class _Finds(QWidget):
    """What looks personal in words being typed, and the button that takes it out."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "warning", wrap=True)
        self._take = button(TAKE_OUT)
        self._take.setAutoDefault(True)
        self._take.clicked.connect(self.asked)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._words, 1)
        line.addWidget(self._take)
        self.hide()

    def look(self, words: str) -> None:
        found = scan(words)
        if found:
            self._words.setText(f"“{found[0].text}” looks personal.")
        self.setVisible(bool(found))


class RecordPart(QWidget):
    """What belongs to a record under one tab. A part gives its rows, what a line says, and how one is added.

    `attempt` does something to the document and says what the world refuses (`Page.attempt`).
    """

    table: ClassVar[str]  # of what belongs
    name: ClassVar[str]  # the list, for those who hear it
    fields: ClassVar[tuple[str, ...]]  # edited in an open line
    box_name: ClassVar[str]
    box_words: ClassVar[str]  # in the empty box
    empty: ClassVar[str]  # said when there are none
    can_tick: ClassVar[bool] = False
    opens_new: ClassVar[str] = ""  # the field of a new line that takes the keyboard; "": the box keeps it

    removed = Signal(str)  # words for the strip

    def __init__(self, doc: Document, attempt: Attempt, keeper: Keeper | None = None) -> None:
        super().__init__()
        self.doc, self.attempt, self._keeper = doc, attempt, keeper
        self.owner = "", ""  # table and id of the record it belongs to
        self.rows: list[Row] = []
        self._leaving = False
        self.box = self.make_box()
        self.box.setPlaceholderText(self.box_words)
        self.box.setAccessibleName(self.box_name)
        self.box.returnPressed.connect(self.add)
        self.box.textChanged.connect(lambda *_: self._on_box())
        self.finds = _Finds()
        self.finds.asked.connect(lambda: self.box.setText(redact_all(self.box.text())))
        self.form = RecordForm(
            self.table, (Section("", self.fields),), lambda table: link_options(doc, table), today=lambda: doc.today
        )
        self.form.set_read_only(doc.read_only)
        self.form.edited.connect(self._on_edited)
        self.form.typing.connect(self._on_typing)
        self.take_out = button(TAKE_OUT)
        self.take_out.setAutoDefault(True)
        self.take_out.clicked.connect(self._redact)
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(12, 0, 0, 8)
        for widget in (*self.make_body(), self.form):
            inner.addWidget(widget)
        inner.addWidget(self.take_out, 0, Qt.AlignmentFlag.AlignLeft)
        self.lines = RecordLines(self.name, body, tick=self.can_tick, read_only=doc.read_only)
        self.lines.removed.connect(self.remove)
        self.lines.ticked.connect(self.tick)
        self.lines.opened.connect(self._on_opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.box, *self.make_top(), self.finds, self.lines):
            column.addWidget(widget)
        if doc.read_only:
            self.box.hide()

    # What a part gives.

    def rows_of(self) -> list[Row]:
        """What belongs to the owner, in the order it is shown."""
        return self.doc.store.rows(self.table, **{self.owner[0]: self.owner[1]})

    def line(self, row: Row) -> Line:
        """What its line says."""
        raise NotImplementedError

    def add_one(self, words: str) -> str:
        """Add one from the words in the box; its id. Raises KnownError."""
        raise NotImplementedError

    def tab(self) -> str:
        """The words of the tab, from `rows`."""
        raise NotImplementedError

    def make_box(self) -> QLineEdit:
        """The box that adds one."""
        return QLineEdit()

    def make_top(self) -> Sequence[QWidget]:
        """What stands between the box and the lines."""
        return ()

    def make_body(self) -> Sequence[QWidget]:
        """What stands over the form of an open line."""
        return ()

    def show_top(self) -> None:
        """Show what stands over the lines, from `rows`."""

    def show_body(self, row: Row | None) -> None:
        """Show what stands over the form of the open line."""

    def tick(self, row_id: str, done: bool) -> None:
        """A line was ticked, or its tick taken off."""

    # What every part does.

    def show_record(self, table: str, row_id: str, *, fully: bool = True) -> None:
        """Show what belongs to a record, staying on the same line. What is half typed for another one is kept first.

        Not `fully`: only the rows are read, for the words of the tab.
        """
        if self._leaving:
            return  # keeping what was half typed had the page shown again
        if (table, row_id) != self.owner:
            self._leaving = True
            try:
                self.commit_pending()
            finally:
                self._leaving = False
            self.owner = table, row_id
            self.lines.show_from_top()
        if fully:
            self.refresh()
        else:
            self.rows = self.rows_of()

    def refresh(self) -> None:
        """Show the rows as they are now."""
        self.rows = self.rows_of()
        self.lines.show_lines([self.line(row) for row in self.rows], self.empty)
        self._load(self.lines.open_id)
        self.show_top()
        reading_order(self)

    def _row(self, row_id: str) -> Row | None:
        return next((row for row in self.rows if row["id"] == row_id), None)

    def _load(self, row_id: str) -> None:
        row = self._row(row_id)
        self.form.load(row, edits.problems(self.doc, self.table, row) if row else [])
        self._offer_redacting(row)
        self.show_body(row)

    def _on_opened(self, row_id: str) -> None:
        self.form.commit_pending()
        self._load(row_id)

    def open_row(self, row_id: str, field: str = "") -> bool:
        """Open a line, with the keyboard in one of its fields or on its words. False when it is not there."""
        if row_id not in self.lines.ids:
            return False
        if self.lines.open_id != row_id:
            self.lines.open_line(row_id)
        reading_order(self)
        if field:
            self.form.focus_field(field)
        else:
            self.lines.focus_line(row_id)
        return True

    def add(self) -> None:
        """Add one from the box, and open it where the rest is to be typed."""
        made = self._add()
        if made and self.opens_new:
            self.open_row(made, self.opens_new)

    def _add(self) -> str:
        words = self.box.text().strip()
        made: list[str] = []
        if not words or not self.owner[1] or not self.attempt(lambda: made.append(self.add_one(words))):
            return ""
        self.box.clear()
        self.refresh()
        return made[0]

    def remove(self, row_id: str) -> None:
        """Take one off; the strip offers it back."""
        row = self.doc.store.get(self.table, row_id)
        if row and self.attempt(lambda: edits.remove(self.doc, self.table, row_id)):
            self.removed.emit(f"Removed {edits.name(self.doc.store, self.table, row)}")

    def _on_edited(self, field: str, value: Value) -> None:
        row_id = self.form.row_id
        if self.attempt(lambda: edits.edit(self.doc, self.table, row_id, {field: value})):
            self._forget(f"{self.table}/{row_id}/{field}")

    def _on_typing(self, field: str, text: str) -> None:
        row = self._row(self.form.row_id)
        if row is None:
            return
        key = f"{self.table}/{row['id']!s}/{field}"
        if text and self._keeper is not None:
            self._keeper.keep(*self.owner, key, text)
        elif not text:
            self._forget(key)
        if field in SCANNED.get(self.table, ()):
            typed: Row = {**row, field: text} if text else row
            self.form.show_problems(edits.problems(self.doc, self.table, typed))
            self._offer_redacting(typed)

    def _on_box(self) -> None:
        words = self.box.text()
        self.finds.look(words)
        self._offer_redacting(self._row(self.form.row_id))
        if not self.owner[1]:
            return
        if words.strip() and self._keeper is not None:
            self._keeper.keep(*self.owner, self.table, words)
        elif not words.strip():
            self._forget(self.table)

    def _forget(self, key: str) -> None:
        if self._keeper is not None and self.owner[1]:
            self._keeper.forget(*self.owner, key)

    def _offer_redacting(self, row: Row | None) -> None:
        found = row is not None and any(scan(str(row[name] or "")) for name in SCANNED.get(self.table, ()))
        # One at a time answers to the key: the one for what is being typed.
        self.take_out.setVisible(found and not self.doc.read_only and self.finds.isHidden())

    def _redact(self) -> None:
        self.form.commit_pending()
        row_id = self.form.row_id
        self.attempt(lambda: plan.redact(self.doc, self.table, row_id))

    def commit_pending(self) -> None:
        """Keep what is half typed, in the box and in the open line."""
        if not self.doc.read_only and self.owner[1]:
            self.form.commit_pending()
            self._add()

    def restore_draft(self, key: str, text: str) -> bool:
        """Put half-typed words back; False when they are not of this part."""
        table, _, rest = key.partition("/")
        if table != self.table:
            return False
        row_id, _, field = rest.partition("/")
        if not rest:
            self.box.setText(text)
            self.box.setFocus()
        elif self.open_row(row_id, field):
            self.form.restore_draft({field: text})
        return True

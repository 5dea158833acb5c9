"""Record form: the fields of one record, edited in place. Each is saved as it is finished; there is no Save button.

The form knows no document. It shows a row, says what someone meant (`edited`) and what is half typed (`typing`);
the page behind it calls the service and loads the row again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.core.records import RECORDS, Row, Value
from ward_desk.core.rules import Problem
from ward_desk.ui import theme
from ward_desk.ui.record.editors import ChoiceEditor, Editor, FlagEditor, NamedEditor, Options, TypedEditor
from ward_desk.ui.widgets import label, set_tone


class Section(NamedTuple):
    """Some fields under a heading; an empty heading is none."""

    heading: str
    fields: tuple[str, ...]


class _Line(NamedTuple):
    """What one field takes up in the form."""

    editor: Editor
    caption: QLabel
    note: QLabel  # the problem, or what changed elsewhere
    below: QVBoxLayout  # where a page may put a control of its own under the field


class RecordForm(QWidget):
    """A form over some fields of one kind of record.

    `options(table)` gives (id, words) of the records a link may point at; `narrowed` does so for one field, when
    not every record of its table will do. `labels` renames a field where the page has better words for it. The
    `typed_links` are typed by name, and `named` tells of a name that no record has.
    """

    edited = Signal(str, object)  # field, value: keep this
    typing = Signal(str, str)  # field, text so far; "" when it is as stored again
    named = Signal(str, str)  # field, name: link it to a new record of that name

    def __init__(
        self,
        table: str,
        sections: Sequence[Section],
        options: Callable[[str], Options],
        *,
        narrowed: dict[str, Callable[[], Options]] | None = None,
        labels: dict[str, str] | None = None,
        typed_links: Sequence[str] = (),
        today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._record = RECORDS[table]
        self._options, self._narrowed = options, narrowed or {}
        self._labels = labels or {}
        self._typed_links = typed_links
        self._today = today
        self._row: Row = {}
        self._lines: dict[str, _Line] = {}
        self._said: dict[str, str] = {}  # what cannot be read, by field
        self._problems: dict[str, Problem] = {}
        self._elsewhere: set[str] = set()
        self._noted: dict[str, tuple[str, str]] = {}  # what stands under each field, and its tone
        # Text that could not be read when its record was left, by record: it is there again on coming back.
        self._unread: dict[str, dict[str, str]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, theme.px(104))
        for section in sections:
            self._add_section(section)
        self.setEnabled(False)

    def _add_section(self, section: Section) -> None:
        if section.heading:
            heading = label(section.heading, "heading")
            heading.setContentsMargins(0, 8, 0, 0)
            self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 2)
        for name in section.fields:
            self._add_field(name)

    def _add_field(self, name: str) -> None:
        field = self._record.field(name)
        words = self._labels.get(name, field.label)
        editor = self._make_editor(name)
        caption = label(words, "soft", wrap=True)
        caption.setBuddy(editor.widget)
        # Beside a tall field the caption stands by the first line.
        caption.setContentsMargins(0, theme.px(7), 0, 0)
        caption.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        caption.setMaximumWidth(theme.px(150))
        note = label("", "problem", wrap=True)
        note.hide()
        editor.widget.setObjectName(name)
        editor.widget.setMinimumWidth(theme.px(150))
        policy = QSizePolicy.Policy
        editor.widget.setSizePolicy(policy.Expanding, editor.widget.sizePolicy().verticalPolicy())
        editor.widget.setAccessibleName(words)
        editor.widget.setAccessibleDescription(field.hint)
        editor.widget.setToolTip(field.hint)
        box = QVBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(editor.widget)
        box.addWidget(note)
        self._place(name, caption, box)
        self._lines[name] = _Line(editor, caption, note, box)
        if isinstance(editor, NamedEditor):
            editor.named.connect(lambda words: self.named.emit(name, words))
        editor.committed.connect(self._on_committed)
        editor.refused.connect(self._on_refused)
        editor.typing.connect(self._on_typing)

    def _place(self, name: str, caption: QLabel, box: QVBoxLayout) -> None:
        """Put a field into the form: under the one before, its caption at the left."""
        row = self._grid.rowCount()
        self._grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(box, row, 1, Qt.AlignmentFlag.AlignTop)

    def _make_editor(self, name: str) -> Editor:
        field = self._record.field(name)
        if field.kind == "choice":
            return ChoiceEditor(field, self._narrowed.get(name, lambda: field.choices), self)
        if field.kind == "link":
            kind = NamedEditor if name in self._typed_links else ChoiceEditor
            return kind(field, self._narrowed.get(name, lambda: self._options(field.to)), self)
        if field.kind == "flag":
            return FlagEditor(field, self)
        return TypedEditor(field, self._today, self)

    @property
    def row_id(self) -> str:
        """The record shown; "" for none."""
        return str(self._row.get("id") or "")

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields shown, in their order."""
        return tuple(self._lines)

    def editor(self, name: str) -> QWidget:
        """The control of a field. Raises KeyError when the form does not show it."""
        return self._lines[name].editor.widget

    def put_below(self, name: str, widget: QWidget, *, fills: bool = False) -> None:
        """Put a control of the page's own under a field, as wide as that is when it `fills` it. Raises KeyError when
        the form does not show it."""
        if fills:
            self._lines[name].below.addWidget(widget)
        else:
            self._lines[name].below.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)

    def set_placeholder(self, name: str, words: str) -> None:
        """What a typed field says while it is empty. Raises KeyError when the form does not show it."""
        self._lines[name].editor.set_placeholder(words)

    def load(self, row: Row | None, problems: Sequence[Problem] = ()) -> None:
        """Show a record, or none. The same record shown again keeps the keyboard and what is half typed."""
        same = row is not None and row.get("id") == self._row.get("id") and bool(self._row)
        left = self.draft()
        if not same and left and self.row_id:
            self._unread[self.row_id] = left
        self._row = dict(row) if row is not None else {}
        self.setEnabled(row is not None)
        if not same:
            self._said.clear()
            self._elsewhere.clear()
        for name, line in self._lines.items():
            value = self._row.get(name, line.editor.field.empty)
            if same and line.editor.pending:
                if value != line.editor.stored:
                    self._elsewhere.add(name)
                    line.editor.stored = value  # what Esc brings
                continue
            self._elsewhere.discard(name)
            line.editor.load(value)
        self.show_problems(problems)
        if not same and self.row_id in self._unread:
            self.restore_draft(self._unread.pop(self.row_id))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong, each beside its field; errors before warnings."""
        self._problems = {}
        for problem in problems:
            before = self._problems.get(problem.field)
            if before is None or (before.level == "warning" and problem.level == "error"):
                self._problems[problem.field] = problem
        for name in self._lines:
            self._show_note(name)

    def _show_note(self, name: str) -> None:
        line, problem = self._lines[name], self._problems.get(name)
        said, tone = self._said.get(name, ""), "problem"
        if not said and name in self._elsewhere:
            shown = line.editor.words_of(self._row.get(name))
            said = f"Changed elsewhere to “{shown}”. Esc takes that; finishing here keeps yours."
            tone = "warning"
        if not said and problem is not None:
            said, tone = problem.sentence, "problem" if problem.level == "error" else "warning"
        if self._noted.get(name) == (said, tone):
            return  # every edit loads every field again
        self._noted[name] = said, tone
        line.note.setText(said)
        set_tone(line.note, "tone", tone)
        line.note.setVisible(bool(said))
        line.editor.set_problem(bool(said) and tone == "problem")
        hint = line.editor.field.hint
        line.editor.widget.setAccessibleDescription(f"{said} {hint}".strip())

    def draft(self) -> dict[str, str]:
        """What is typed and not kept yet, by field: for keeping it safe against a crash."""
        return {name: line.editor.text() for name, line in self._lines.items() if line.editor.pending}

    def restore_draft(self, draft: dict[str, str]) -> None:
        """Put half-typed text back into its fields; fields the form does not show are left out."""
        for name, text in draft.items():
            if name in self._lines:
                self._lines[name].editor.restore_text(text)
                self._lines[name].editor.check()

    def commit_pending(self) -> None:
        """Finish every field that is half typed: before another record is shown, before undo, before closing."""
        for line in self._lines.values():
            if line.editor.pending:
                line.editor.commit()

    def focus_field(self, name: str = "") -> None:
        """Put the keyboard into a field, or into the first one."""
        widget = self._lines[name if name in self._lines else next(iter(self._lines))].editor.widget
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(widget)

    def set_read_only(self, read_only: bool) -> None:
        """Show only: a document opened to read takes no edits."""
        for line in self._lines.values():
            line.editor.set_read_only(read_only)

    def show_field(self, name: str, shown: bool) -> None:
        """Leave out a field that has no meaning for this record."""
        line = self._lines[name]
        line.caption.setVisible(shown)
        line.editor.widget.setVisible(shown)
        line.note.setVisible(shown and bool(line.note.text()))

    def _name_of(self, editor: object) -> str:
        return next(name for name, line in self._lines.items() if line.editor is editor)

    def _on_committed(self, value: Value) -> None:
        self.edited.emit(self._name_of(self.sender()), value)

    def _on_refused(self, sentence: str) -> None:
        name = self._name_of(self.sender())
        if sentence:
            self._said[name] = sentence
        else:
            self._said.pop(name, None)
        self._show_note(name)

    def _on_typing(self, text: str) -> None:
        name = self._name_of(self.sender())
        pending = self._lines[name].editor.pending
        if not pending and name in self._elsewhere:
            self._elsewhere.discard(name)
            self._show_note(name)
        self.typing.emit(name, text if pending else "")

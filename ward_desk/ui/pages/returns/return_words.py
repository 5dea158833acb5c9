"""Return words: what a return says in words, with how many words each text has and may have."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ward_desk.core.check_rules import words as count_words
from ward_desk.core.records import RECORDS, Row, Value
from ward_desk.service.document import Document
from ward_desk.ui.record.editors import TypedEditor
from ward_desk.ui.widgets import label, set_tone

FIELDS = ("progress", "horizon", "challenges", "prepared_role")


class Words(QWidget):
    """The texts of a return, kept as each is finished."""

    edited = Signal(str, object)  # field, value
    typing = Signal(str, str)  # field, text so far; "" when it is as stored again

    def __init__(self, doc: Document, limits: Mapping[str, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limits = limits
        self._row_id = ""
        # Text that could not be kept when its return was left: it is there again on coming back.
        self._left: dict[str, dict[str, str]] = {}
        self.editors: dict[str, TypedEditor] = {}
        self.counts: dict[str, QLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 8, 0)
        column.setSpacing(4)
        self.why_not = label("", "soft", wrap=True)
        column.addWidget(self.why_not)
        for name in FIELDS:
            field = RECORDS["quarterly_return"].field(name)
            editor = TypedEditor(field, lambda: doc.today, self)
            caption = label(field.label, "heading")
            caption.setBuddy(editor.widget)
            editor.widget.setObjectName(name)
            editor.widget.setAccessibleName(field.label)
            above = QHBoxLayout()
            above.setContentsMargins(0, 8, 0, 0)
            above.addWidget(caption, 1)
            if isinstance(editor.widget, QPlainTextEdit):
                self.counts[name] = label("", "small")
                above.addWidget(self.counts[name], 0, Qt.AlignmentFlag.AlignBottom)
                editor.widget.textChanged.connect(lambda one=name: self._count(one))
            column.addLayout(above)
            column.addWidget(editor.widget)
            editor.committed.connect(lambda value, one=name: self._on_committed(one, value))
            editor.typing.connect(lambda text, one=name: self._on_typing(one, text))
            self.editors[name] = editor
        column.addStretch(1)

    def load(self, row: Row, why_not: str) -> None:
        """Show a return; `why_not` says why its words can't be changed, "" when they can. The same one shown again
        keeps the keyboard and what is half typed."""
        row_id = str(row["id"])
        same = row_id == self._row_id
        if not same and self._row_id:
            self._left[self._row_id] = self.draft()
        self._row_id = row_id
        self.why_not.setText(why_not)
        self.why_not.setVisible(bool(why_not))
        for name, editor in self.editors.items():
            if not (same and editor.pending):
                editor.load(row[name])
            editor.set_read_only(bool(why_not))
            if name in self.counts:
                self._count(name)
        if not same:
            self.restore_draft(self._left.pop(row_id, {}))

    def _count(self, name: str) -> None:
        number, most = count_words(self.editors[name].text()), self._limits.get(name, 0)
        over = bool(most) and number > most
        if over:
            said = f"{number:,} of {most} words: take out {number - most:,}"
        else:
            said = f"{number:,} of {most} words" if most else f"{number:,} {'word' if number == 1 else 'words'}"
        shown = self.counts[name]
        shown.setText(said)
        set_tone(shown, "tone", "problem" if over else "small")
        self.editors[name].widget.setAccessibleDescription(said)

    def _on_committed(self, name: str, value: Value) -> None:
        self.edited.emit(name, value)

    def _on_typing(self, name: str, text: str) -> None:
        self.typing.emit(name, text if self.editors[name].pending else "")

    def draft(self) -> dict[str, str]:
        """What is typed and not kept yet, by field."""
        return {name: editor.text() for name, editor in self.editors.items() if editor.pending}

    def restore_draft(self, draft: Mapping[str, str]) -> None:
        """Put half-typed text back into its fields."""
        for name, text in draft.items():
            if name in self.editors:
                self.editors[name].restore_text(text)

    def commit_pending(self) -> None:
        """Keep what is half typed."""
        for editor in self.editors.values():
            if editor.pending:
                editor.commit()

    def focus_field(self, name: str) -> bool:
        """Put the keyboard into a text; False when it is none of these."""
        if name not in self.editors:
            return False
        widget = self.editors[name].widget
        assert isinstance(widget, QLineEdit | QPlainTextEdit)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

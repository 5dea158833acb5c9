"""Record checks: beside the fields of a record, what the checks of the return due next found in it.

They are worked out while nobody types (`frame_words`). Until then what was found before stays, but for a field just
changed; nothing here waits for them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.service.document import Document
from ward_desk.ui.record.form import RecordForm
from ward_desk.ui.widgets import button, label

if TYPE_CHECKING:  # imported when something was found
    from ward_desk.core.checks import Finding
    from ward_desk.ui.record.record_why import WhyEditor

Attempt = Callable[[Callable[[], object]], bool]


class CheckNote(QWidget):
    """One finding, unless the form has `said` it already, and under a warning the way to say why."""

    kept = Signal(object, str)  # the finding, the sentence

    def __init__(self, finding: Finding, *, said: bool, can_explain: bool, offered: str = "") -> None:
        super().__init__()
        self.finding, self._offered = finding, offered
        self._editor: WhyEditor | None = None
        self._left = ""  # what was half typed when it was left, for the next time
        tone = "small" if finding.explained else "problem" if finding.level == "error" else "warning"
        words = label(_words(finding, said=said), tone, wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(words)
        if not words.text():
            words.hide()
        self.link = button("Change what it says…" if finding.explained else "Say why…", link=True)
        self.link.setAccessibleName(f"{self.link.text()} {finding.sentence}")
        self.link.clicked.connect(self._open)
        self._column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        self.link.setVisible(can_explain)

    @property
    def writing(self) -> bool:
        """Whether a sentence is being written."""
        return self._editor is not None

    def commit_pending(self) -> None:
        """Keep the sentence half typed."""
        if self._editor is not None and self._editor.pending:
            self.kept.emit(self.finding, self._editor.pending)

    def _open(self) -> None:
        from ward_desk.ui.record.record_why import WhyEditor

        explained = self.finding.explained
        editor = WhyEditor(self.finding.sentence, explained, explained=bool(explained), offered=self._offered)
        if self._left:
            editor.put_back(self._left)
        editor.kept.connect(lambda words: self.kept.emit(self.finding, words))
        editor.left.connect(self._close)
        self._editor = editor
        self.link.hide()
        self._column.addWidget(editor)
        editor.show()
        editor.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        if self._editor is not None:
            self._left = self._editor.pending
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
        self.link.show()
        self.link.setFocus(Qt.FocusReason.OtherFocusReason)


def _words(finding: Finding, *, said: bool) -> str:
    from ward_desk.core.check_groups import plain

    words = "" if said else plain(finding)
    if finding.explained:
        return f"{words.partition('. ')[0].rstrip('.')}. Explained: {finding.explained}".removeprefix(". ")
    return words


class RecordChecks(QWidget):
    """The findings of one record: under the fields of its form, and here those of no field the form shows."""

    def __init__(self, doc: Document, table: str, form: RecordForm, attempt: Attempt) -> None:
        super().__init__()
        self._doc, self._table, self._form, self._attempt = doc, table, form, attempt
        self._row_id = ""
        self._shown: tuple[Finding, ...] = ()
        self._said: tuple[Finding, ...] = ()  # those among them that the form says by itself
        self._notes: list[CheckNote] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def show_record(self, row_id: str) -> None:
        """Show what was found in a record, or what was found before while that is not known again."""
        same = row_id == self._row_id
        known = self._find(row_id) if row_id else ()
        found = known if known is not None else self._shown if same else ()
        self._row_id = row_id
        if found == self._shown and same:
            return
        if same and any(note.writing and note.finding in found for note in self._notes):
            return  # the sentence that is being written is still wanted; the rest waits for it
        self._show(found)

    def _find(self, row_id: str) -> tuple[Finding, ...] | None:
        """What is known of a record; None while it is not."""
        from ward_desk.service.returns.return_due import checked, due_next

        today = self._doc.today
        if not checked(self._doc, due_next(self._doc, today), today):
            return None  # without what the checks themselves need: this is on the way to the first window
        from ward_desk.service.returns import return_checks

        own = return_checks.record_findings(self._doc, self._table, row_id)
        said = return_checks.form_findings(self._doc, self._table, row_id)
        if own is None or said is None:
            return None
        self._said = tuple(one for one in said if one.field in self._form.fields)
        return (*own, *self._said)

    def commit_pending(self) -> None:
        """Keep the sentences half typed: before another record is shown, before undo and before closing."""
        for note in self._notes:
            note.commit_pending()

    def forget(self, field: str) -> None:
        """A field was changed: what was found there may be mended, and is not said until it is known again."""
        self._show(tuple(one for one in self._shown if one.field != field))

    def _show(self, found: tuple[Finding, ...]) -> None:
        self._shown = found
        for note in self._notes:
            note.hide()
            note.deleteLater()
        self._notes = [self._note(one) for one in found]
        fields = self._form.fields
        own = False
        for note in self._notes:
            if note.finding.field in fields:
                self._form.put_below(note.finding.field, note, fills=True)
            else:
                self._column.addWidget(note)
                own = True
            note.show()
        self.setVisible(own)

    def _note(self, finding: Finding) -> CheckNote:
        from ward_desk.core.checks import explainable
        from ward_desk.service.returns import return_checks

        return_id = _return_of(self._doc)
        can = bool(return_id) and explainable(finding) and not self._doc.read_only
        offered = return_checks.offered(self._doc, return_id, finding) if can and not finding.explained else ""
        note = CheckNote(finding, said=finding in self._said, can_explain=can, offered=offered)
        note.kept.connect(self._keep)
        return note

    def _keep(self, finding: Finding, words: str) -> None:
        from ward_desk.service.returns import return_checks

        return_id = _return_of(self._doc)
        if self._attempt(lambda: return_checks.explain(self._doc, return_id, [finding], words)):
            said = finding._replace(explained=words)  # so it is, once the checks are known again
            self._said = tuple(said if one == finding else one for one in self._said)
            self._show(tuple(said if one == finding else one for one in self._shown))
            for note in self._notes:
                if note.finding == said:
                    note.link.setFocus(Qt.FocusReason.OtherFocusReason)


def _return_of(doc: Document) -> str:
    """The id of the return due next; "" when nobody has begun it."""
    from ward_desk.service.returns.return_due import due_next

    row = due_next(doc, doc.today).row
    return str(row["id"]) if row is not None else ""

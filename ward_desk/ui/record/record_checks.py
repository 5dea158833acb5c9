"""Record checks: beside the fields of a record, what the checks of the return due next found in it.

They are worked out while nobody types (`frame_words`). Until then what was found before stays, but for a field just
changed; nothing here waits for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.service import recovery
from ward_desk.service.document import Document
from ward_desk.ui.record.form import RecordForm
from ward_desk.ui.widgets import button, label

if TYPE_CHECKING:  # imported when something was found
    from ward_desk.core.checks import Finding
    from ward_desk.ui.record.record_why import WhyEditor

Attempt = Callable[[Callable[[], object]], bool]


def why_key(finding: Finding) -> str:
    """What a sentence about a finding is kept safe under while it is half typed."""
    return f"{recovery.WHY}{finding.code}/{finding.field}/{finding.sentence}"


class CheckNote(QWidget):
    """One finding, unless the form has `said` it already, and under a warning the way to say why."""

    kept = Signal(object, str)  # the finding, the sentence
    typing = Signal(str, str)  # the key of the finding, the sentence half typed; "" when it is kept or left

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
        self.link.clicked.connect(lambda: self._open())
        self._column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        self.link.setVisible(can_explain)

    @property
    def writing(self) -> bool:
        """Whether a sentence is being written."""
        return self._editor is not None

    @property
    def pending(self) -> str:
        """The sentence half typed; "" for none."""
        return self._editor.pending if self._editor is not None else ""

    def commit_pending(self) -> None:
        """Keep the sentence half typed."""
        if self.pending:
            self.kept.emit(self.finding, self.pending)

    def put_back(self, words: str) -> None:
        """Go on with a sentence that was half typed."""
        self._left = words
        self._open(take_keyboard=False)

    def done(self) -> None:
        """There is no sentence half typed any more: it is kept, or its record was left."""
        self._editor = None

    def _open(self, *, take_keyboard: bool = True) -> None:
        from ward_desk.ui.record.record_why import WhyEditor

        explained = self.finding.explained
        editor = WhyEditor(self.finding.sentence, explained, explained=bool(explained), offered=self._offered)
        if self._left:
            editor.put_back(self._left)
        editor.kept.connect(lambda words: self.kept.emit(self.finding, words))
        editor.left.connect(self._close)
        editor.typing.connect(lambda words: self.typing.emit(why_key(self.finding), words))
        self._editor = editor
        self.link.hide()
        self._column.addWidget(editor)
        editor.show()
        if take_keyboard:
            editor.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        if self._editor is not None:
            self._left = self._editor.pending
            self.typing.emit(why_key(self.finding), "")
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

    typing = Signal(str, str)  # as of `CheckNote`

    def __init__(self, doc: Document, table: str, form: RecordForm, attempt: Attempt) -> None:
        super().__init__()
        self._doc, self._table, self._form, self._attempt = doc, table, form, attempt
        self._row_id = ""
        self._shown: tuple[Finding, ...] = ()
        self._said: tuple[Finding, ...] = ()  # those among them that the form says by itself
        self._notes: list[CheckNote] = []
        self._half: dict[str, str] = {}  # sentences half typed about what is not shown now, by their key
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
        if not same:
            self._half.clear()
            for note in self._notes:
                note.done()
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

    def restore_draft(self, draft: Mapping[str, str]) -> list[str]:
        """Put sentences that a crash left half typed, by their key, back to the findings of the record shown, which
        takes working them out. Gives the sentences whose finding is not there any more."""
        from ward_desk.service.returns import return_checks
        from ward_desk.service.returns.return_due import checked, due_next

        today = self._doc.today
        wanted = due_next(self._doc, today)
        if not checked(self._doc, wanted, today):
            return_checks.checks(self._doc, wanted.quarter, today)
        self._half.update(draft)
        self._show(self._find(self._row_id) or ())
        lost, self._half = list(self._half.values()), {}
        return lost

    def forget(self, field: str) -> None:
        """A field was changed: what was found there may be mended, and is not said until it is known again."""
        self._show(tuple(one for one in self._shown if one.field != field))

    def _show(self, found: tuple[Finding, ...]) -> None:
        self._shown = found
        for note in self._notes:
            if note.pending:
                self._half[why_key(note.finding)] = note.pending
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
            if self._half:
                self._go_on(note)
        self.setVisible(own)

    def _go_on(self, note: CheckNote) -> None:
        """Go on with the sentence half typed about a finding, also when other words say it now."""
        key, shown = why_key(note.finding), {why_key(one) for one in self._shown}
        start = key.removesuffix(note.finding.sentence)
        reworded = [one for one in self._half if one.startswith(start) and one not in shown]
        was = next((one for one in (key, *reworded) if one in self._half), None)
        if was is None or note.link.isHidden():
            return
        words = self._half.pop(was)
        if was != key:
            self.typing.emit(was, "")
            self.typing.emit(key, words)
        note.put_back(words)

    def _note(self, finding: Finding) -> CheckNote:
        from ward_desk.core.checks import explainable
        from ward_desk.service.returns import return_checks

        return_id = _return_of(self._doc)
        can = bool(return_id) and explainable(finding) and not self._doc.read_only
        offered = return_checks.offered(self._doc, return_id, finding) if can and not finding.explained else ""
        note = CheckNote(finding, said=finding in self._said, can_explain=can, offered=offered)
        note.kept.connect(partial(self._keep, return_id))
        note.typing.connect(self.typing)
        return note

    def _keep(self, return_id: str, finding: Finding, words: str) -> None:
        from ward_desk.service.returns import return_checks

        if self._attempt(lambda: return_checks.explain(self._doc, return_id, [finding], words)):
            self.typing.emit(why_key(finding), "")
            for note in self._notes:
                if note.finding == finding:
                    note.done()
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

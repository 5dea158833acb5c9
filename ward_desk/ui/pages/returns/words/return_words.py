"""Return words: what a return says in words, with how many words each text has and may have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ward_desk.core.check_rules import words as count_words
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text as text_of
from ward_desk.core.periods import Quarter
from ward_desk.core.records import RECORDS, Row, Value
from ward_desk.core.typed import counted
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.returns.return_due import start_month
from ward_desk.service.returns.words.return_draft import Draft, Part, draft
from ward_desk.ui import dialogs
from ward_desk.ui.asking import Asking
from ward_desk.ui.pages.returns.words.return_draft_list import DraftList
from ward_desk.ui.panes import bring_into_view
from ward_desk.ui.record.editors import TypedEditor
from ward_desk.ui.widgets import button, label, set_tone

FIELDS = ("progress", "horizon", "challenges", "prepared_role")
DRAFTED: tuple[Part, ...] = ("progress", "horizon", "challenges")
FIRST_WORDS: Final = "First words from the quarter’s records"
SHORTLY: Final = "First words…"  # where there is no room for that
_ENDS: Final = (".", "!", "?", "…", ".”", ".)")  # of a sentence, after which the next goes on in its line


class Words(QWidget):
    """The texts of a return, kept as each is finished."""

    edited = Signal(str, object)  # field, value
    typing = Signal(str, str)  # field, text so far; "" when it is as stored again
    source_asked = Signal(str, str, str)  # table, id and field of a record that a drafted sentence rests on

    def __init__(self, doc: Document, limits: Mapping[str, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc = doc
        self._limits = limits
        self._row: Row = {}
        self._row_id, self._period = "", ""
        # Text that could not be kept when its return was left: it is there again on coming back.
        self._left: dict[str, dict[str, str]] = {}
        self.editors: dict[str, TypedEditor] = {}
        self.counts: dict[str, QLabel] = {}
        self.problems: dict[str, QLabel] = {}
        self.draft_buttons: dict[str, QPushButton] = {}
        self.drafts: dict[str, DraftList] = {}
        self._drafting: dict[str, Asking[Draft]] = {}
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
            self.problems[name] = label("", "warning", wrap=True)
            self.problems[name].hide()
            column.addWidget(self.problems[name])
            if name in DRAFTED:
                self._offer_draft(name, field.label, column)
            editor.committed.connect(lambda value, one=name: self._on_committed(one, value))
            editor.typing.connect(lambda text, one=name: self._on_typing(one, text))
            self.editors[name] = editor
        column.addStretch(1)

    def _offer_draft(self, part: Part, words: str, column: QVBoxLayout) -> None:
        start = button(FIRST_WORDS, link=True, tip=FIRST_WORDS)
        start.setAccessibleName(f"{words}: first words from the quarter’s records")
        offered = DraftList()
        offered.hide()
        start.clicked.connect(lambda: self.show_draft(part))
        offered.put_in.connect(lambda words: self._put_in(part, words))
        offered.closed.connect(lambda: self._close_draft(part))
        offered.source_asked.connect(self.source_asked)
        self.draft_buttons[part], self.drafts[part] = start, offered
        self._drafting[part] = Asking(self._doc, self)
        column.addWidget(start, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(offered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_links()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_links()

    def _fit_links(self) -> None:
        """Let the links say as much as there is room for; they must not keep the texts from being narrower."""
        for start in self.draft_buttons.values():
            start.setText(SHORTLY)
            start.setMinimumWidth(start.sizeHint().width())
            start.setText(FIRST_WORDS)
            if start.sizeHint().width() > self.contentsRect().width():
                start.setText(SHORTLY)

    def show_draft(self, part: Part) -> None:
        """Offer first words for one text, or put them away when they are there."""
        offered = self.drafts[part]
        if offered.isVisibleTo(self):
            self._close_draft(part)
            return
        standing = count_words(self.editors[part].text())
        quarter = Quarter.parse(self._period, start_month(self._doc))

        def show(made: Draft) -> None:
            there = not offered.isVisibleTo(self) or offered.close_button.hasFocus()
            offered.show_draft(made, standing)
            offered.show()
            if there:  # whoever went on meanwhile stays there
                offered.list.setFocus(Qt.FocusReason.OtherFocusReason)
                bring_into_view(offered)

        asking = self._drafting[part]
        asking.ask((quarter, standing), lambda doc: draft(doc, quarter, part, standing), show, self._failed)
        if asking.busy:
            offered.show_working()
            offered.show()
            offered.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: KnownError) -> None:
        dialogs.tell_error(self, error)

    def _close_draft(self, part: Part) -> None:
        self._drafting[part].forget()
        self.drafts[part].hide()
        self.focus_field(part)

    def _put_in(self, part: Part, words: str) -> None:
        """Put sentences after what is there; one undo takes them out again. They begin a line of their own where the
        text stands in lines, or its last words are no sentence."""
        widget = self.editors[part].widget
        assert isinstance(widget, QPlainTextEdit)
        there = widget.toPlainText()
        between = ""
        if there and not there[-1].isspace():
            between = " " if there.endswith(_ENDS) and "\n" not in there else "\n"
        cursor = widget.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()  # a step of its own to undo
        cursor.insertText(f"{between}{words}")
        cursor.endEditBlock()
        widget.setTextCursor(cursor)
        self._close_draft(part)

    def load(self, row: Row, why_not: str) -> None:
        """Show a return; `why_not` says why its words can't be changed, "" when they can. The same one shown again
        keeps the keyboard and what is half typed."""
        row_id = str(row["id"])
        same = row_id == self._row_id
        if not same and self._row_id:
            self._left[self._row_id] = self.draft()
        self._row = row
        self._row_id, self._period = row_id, text_of(row, "period")
        for part in DRAFTED:
            self.draft_buttons[part].setVisible(not why_not)
            if not same or why_not:
                self._drafting[part].forget()
                self.drafts[part].hide()
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
        self._look()

    def _count(self, name: str) -> None:
        number, most = count_words(self.editors[name].text()), self._limits.get(name, 0)
        over = bool(most) and number > most
        if over:
            said = f"{number:,} of {most} words: take out {number - most:,}"
        else:
            said = f"{number:,} of {most} words" if most else f"{counted(number, 'word')}"
        shown = self.counts[name]
        shown.setText(said)
        set_tone(shown, "tone", "problem" if over else "small")
        self.editors[name].widget.setAccessibleDescription(said)

    def _on_committed(self, name: str, value: Value) -> None:
        self.edited.emit(name, value)

    def _look(self) -> None:
        """Say under each text what is wrong with it as it is typed."""
        typed: Row = {**self._row, **{name: editor.text() for name, editor in self.editors.items()}}
        found = {one.field: one.sentence for one in edits.problems(self._doc, "quarterly_return", typed)}
        for name, shown in self.problems.items():
            said = found.get(name, "") if typed[name] and not self.why_not.text() else ""
            if said != shown.text():
                shown.setText(said)
                shown.setVisible(bool(said))

    def _on_typing(self, name: str, text: str) -> None:
        self._look()
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
        bring_into_view(widget)
        return True

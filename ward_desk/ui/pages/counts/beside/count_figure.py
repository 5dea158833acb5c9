"""Count figure: what is said beside the chosen figure: its note and state, why there is none, its adjustments, and what
it was before."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QVBoxLayout, QWidget

from ward_desk.core.fields import text
from ward_desk.core.records import RECORDS, Row, Value
from ward_desk.service.counts import figure_notes, figure_past, figure_trail
from ward_desk.service.counts.figures import CountView, is_typed
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.pages.counts.beside.count_adjustments import Adjustments
from ward_desk.ui.record.editors import ChoiceEditor, Editor, TypedEditor
from ward_desk.ui.record.record_part import Attempt
from ward_desk.ui.widgets import label

FIELDS: Final = ("note", "unavailable", "state")
SIDE_BY_SIDE: Final = 720  # px at 100 %: narrower than this, what it was stands below
NOTHING_CHOSEN: Final = "Choose a month or a quarter in the grid: what is said of its figure stands here."
_MOST_CHANGES: Final = 12


class FigureDetail(QWidget):
    """What is said beside one figure."""

    typing = Signal(str, str)  # draft key, text so far; "" when it is as stored again

    def __init__(self, doc: Document, attempt: Attempt) -> None:
        super().__init__()
        self._doc, self._attempt = doc, attempt
        self._view: CountView | None = None
        self._key = ""
        self._read = False  # whether what it was before is read
        self.title = label("", "heading", wrap=True)
        self.summed = label("", "soft", wrap=True)
        self.adjustments = Adjustments(doc, attempt)
        self.changes = label("", "small", wrap=True)
        self.changes.setAccessibleName("What this figure was before")
        self._editors()
        self._build()

    def _editors(self) -> None:
        self.editors: dict[str, Editor] = {}
        self._captions: dict[str, QLabel] = {}
        for name in FIELDS:
            field = RECORDS["figure"].field(name)
            editor: Editor = (
                ChoiceEditor(field, lambda: RECORDS["figure"].field("state").choices, self)
                if field.kind == "choice"
                else TypedEditor(field, lambda: self._doc.today, self)
            )
            caption = label(field.label, "soft", wrap=True)
            caption.setBuddy(editor.widget)
            caption.setMaximumWidth(theme.px(110))
            editor.widget.setAccessibleName(field.label)
            editor.widget.setToolTip(field.hint)
            editor.committed.connect(lambda value, one=name: self._on_committed(one, value))
            editor.typing.connect(lambda words, one=name: self._on_typing(one, words))
            self.editors[name], self._captions[name] = editor, caption

    def _build(self) -> None:
        self._fields = QWidget()
        grid = QGridLayout(self._fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for place, name in enumerate(FIELDS):
            grid.addWidget(self._captions[name], place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.editors[name].widget, place, 1)
        left = QVBoxLayout()
        left.setSpacing(8)
        for one in (self.title, self.summed, self._fields, self.adjustments):
            left.addWidget(one)
        left.addStretch(1)
        self._past = QWidget()
        past = QVBoxLayout(self._past)
        past.setContentsMargins(0, 0, 0, 0)
        past.addWidget(label("What it was before", "heading"))
        past.addWidget(self.changes)
        past.addStretch(1)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 4, 0, 0)
        self._whole.setSpacing(24)
        self._whole.addLayout(left, 3)
        self._whole.addWidget(self._past, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        beside = self.width() >= theme.px(SIDE_BY_SIDE)
        self._whole.setDirection(directions.LeftToRight if beside else directions.TopToBottom)

    def show_figure(self, view: CountView, key: str) -> None:
        """Show what is said of a period of a count. The same one shown again keeps what is half typed."""
        before = self._view
        same = before is not None and before.count["id"] == view.count["id"] and self._key == key
        if not same:
            self.commit_pending()
        self._view, self._key, self._read = view, key, False
        said = f"{figure_trail.name_of(view, key)}: {figure_trail.shown(view, key)}" if key else NOTHING_CHOSEN
        self.title.setText(said)
        own = (bool(key) and ("Q" in key if view.by_quarter else "Q" not in key)) or (
            "YTD" in key and view.nature == "people"
        )
        self.summed.setText("It is worked out from its parts. Choose one of them to say more about it.")
        self.summed.setVisible(bool(key) and not own)
        self._fields.setVisible(own)
        self._past.setVisible(own)
        typed = next((row for row in view.rows(key) if is_typed(row)), None) if own else None
        self._show_fields(typed, view.rows(key), same=same)
        self.adjustments.show_figure(view, key)
        if own and self.isVisible():
            self._show_past()

    def _show_fields(self, typed: Row | None, rows: tuple[Row, ...], *, same: bool) -> None:
        stored = typed or {}
        for name, editor in self.editors.items():
            if not (same and editor.pending):
                editor.load(stored.get(name, editor.field.empty))
        has = [one for one in rows if one["value"] is not None or one["numerator"] is not None]
        # Only a figure somebody typed can be provisional, and only a missing one needs a reason.
        self._show_field("state", any(is_typed(one) for one in has))
        self._show_field("unavailable", not has or bool(text(stored, "unavailable")))

    def _show_field(self, name: str, shown: bool) -> None:
        self._captions[name].setVisible(shown)
        self.editors[name].widget.setVisible(shown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_past()

    def _show_past(self) -> None:
        if self._read or self._view is None or not self._key:
            return
        self._read = True
        found = figure_past.before(self._doc, self._view.count, self._key)
        said = [f"{one.words}   ({one.when})" for one in found[:_MOST_CHANGES]]
        if len(found) > _MOST_CHANGES:
            said.append(f"and {len(found) - _MOST_CHANGES} more, in History")
        self.changes.setText("\n".join(said) or "Nothing was typed here yet.")

    def set_read_only(self, read_only: bool) -> None:
        """Show only."""
        for editor in self.editors.values():
            editor.set_read_only(read_only)
        self.adjustments.set_read_only(read_only)

    def commit_pending(self) -> None:
        """Keep what is half typed."""
        for editor in self.editors.values():
            if editor.pending:
                editor.commit()
        self.adjustments.commit_pending()

    def focus_note(self) -> None:
        """Put the keyboard into the note, or into the reason why there is no figure."""
        name = "unavailable" if self.editors["unavailable"].widget.isVisibleTo(self) else "note"
        self.editors[name].widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def restore_draft(self, field: str, words: str) -> None:
        """Put a half-typed note or reason back."""
        if field in self.editors:
            self.editors[field].restore_text(words)

    def _on_committed(self, name: str, value: Value) -> None:
        if self._view is not None and self._key:
            count, key = text(self._view.count, "id"), self._key
            if self._attempt(lambda: figure_notes.explain(self._doc, count, key, name, value)):
                self.typing.emit(f"{key} {name}", "")

    def _on_typing(self, name: str, words: str) -> None:
        if self._key:
            self.typing.emit(f"{self._key} {name}", words if self.editors[name].pending else "")

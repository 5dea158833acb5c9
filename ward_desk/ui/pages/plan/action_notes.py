"""Action notes: the dated story of an action, each note with the rating and status of its day."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ward_desk.core.choices import label as words_of
from ward_desk.core.privacy import scan
from ward_desk.core.ratings import RATINGS, STATUSES
from ward_desk.core.records import Row
from ward_desk.service.plan import plan
from ward_desk.store import history
from ward_desk.ui.record.editors import Lines
from ward_desk.ui.record.field_text import show_kind
from ward_desk.ui.record.record_lines import Line
from ward_desk.ui.record.record_part import RecordPart
from ward_desk.ui.widgets import label


class NoteBox(Lines):
    """The box of a new note. Enter keeps it, Shift+Enter begins another line of it."""

    returnPressed = Signal()

    def text(self) -> str:
        """What is typed, as `QLineEdit` has it."""
        return self.toPlainText()

    def setText(self, words: str) -> None:
        """Put words into it, the cursor behind them."""
        self.setPlainText(words)
        self.moveCursor(self.textCursor().MoveOperation.End)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.returnPressed.emit()
        else:
            super().keyPressEvent(event)


class NotesPart(RecordPart):
    """Progress notes, the newest first."""

    table = "progress_note"
    name = "Progress notes"
    fields = ("words", "noted_on", "status", "rating")
    box_name = "New progress note"
    box_words = "Write a progress note and press Enter…"
    empty = "No notes yet. A note of another day begins with its date: 12 dec: Room agreed."

    def make_box(self) -> NoteBox:  # type: ignore[override]  # it has all of a line's verbs that are used
        return NoteBox()

    def make_top(self) -> Sequence[QWidget]:
        self.day = label("", "small", wrap=True)
        self.day.hide()
        return (self.day,)

    def rows_of(self) -> list[Row]:
        return self.doc.store.rows(self.table, order="noted_on DESC", action=self.owner[1])

    def add_one(self, words: str) -> str:
        return plan.add_note(self.doc, self.owner[1], words)

    def tab(self) -> str:
        return f"Notes {len(self.rows)}" if self.rows else "Notes"

    def refresh(self) -> None:
        ids = [str(row["id"]) for row in self.rows_of()]
        self._corrected = history.corrected(self.doc.store, self.table, ids, "words")
        super().refresh()

    def line(self, row: Row) -> Line:
        corrected = self._corrected.get(str(row["id"]))
        small = (
            show_kind("date", row["noted_on"]),
            words_of(RATINGS, row["rating"]),
            f"corrected {show_kind('date', str(corrected['at'])[:10])}" if corrected else "",
            "illustrative" if row["illustrative"] else "",
        )
        found = scan(str(row["words"]))
        return Line(
            str(row["id"]), str(row["words"]), " · ".join(filter(None, small)),
            f"“{found[0].text}” looks personal. Open the note to take it out." if found else "",
        )  # fmt: skip

    def _on_box(self) -> None:
        super()._on_box()
        self._show_day()

    def _show_day(self) -> None:
        """Say what a day in front of the words was read as."""
        day, words = plan.read_note(self.box.text(), self.doc.today)
        dated = bool(self.owner[1]) and words != self.box.text().strip()
        if dated:
            then = plan.standing_on(self.doc, self.owner[1], day)
            stood = ", ".join(filter(None, (words_of(RATINGS, then.rating), words_of(STATUSES, then.status))))
            how = f"{stood} then" if stood else "nobody wrote down how it stood then"
            self.day.setText(f"A note of {show_kind('date', day.isoformat())}: {how}.")
        self.day.setVisible(dated)

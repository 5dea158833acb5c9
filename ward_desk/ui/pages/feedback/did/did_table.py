"""Did table: the list of "You said, we did": its columns, and the letters that do something in it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from ward_desk.core.choices import TOLD_HOW, label
from ward_desk.core.fields import shown_day, text
from ward_desk.core.records import Row
from ward_desk.service import feedback
from ward_desk.ui.table.table_model import Column
from ward_desk.ui.table.table_view import ListTable

KEYS: Final = "Enter opens it · A makes or links an action · W writes the answer · T tells back · Space: on the poster"
_LETTERS: Final = {
    int(Qt.Key.Key_A): "action", int(Qt.Key.Key_W): "answer", int(Qt.Key.Key_T): "tell",
    int(Qt.Key.Key_Space): "poster",
}  # fmt: skip


def told(row: Row) -> str:
    """When and how residents were told: "16 Nov 2023, at an event"."""
    how = label(TOLD_HOW, row["told_how"])
    return ", ".join(filter(None, (shown_day(row["told_on"]), f"{how[:1].lower()}{how[1:]}"))) if row["told_on"] else ""


def _action(row: Row) -> str:
    return f"{text(row, 'action')} {text(row, 'action_title')}".strip() or "No action yet"


COLUMNS: Final = (
    Column("words", "You said", "text", 26, stretch=True),
    Column("how_many", "Said by", "number", 7),
    Column("source", "Heard in", "text", 16, hidden=True),
    Column("heard_on", "Heard", "date", 10, hidden=True),
    Column("action_title", "We are doing", "text", 18, sortable=False, say=_action, under="words", under_tone="grey"),
    Column("how_it_goes", "How it goes", "rating", 10, sortable=False),
    Column("progress", "How far", "progress", 9),
    Column("answer", "Answer", "soft", 18, hidden=True),
    Column("standing", "Stands", "choice", 12, choices=feedback.STANDINGS, hidden=True),
    Column("told_on", "Told back", "text", 16, say=told, hidden=True),
    Column("on_poster", "Poster", "text", 7, sortable=False, say=lambda row: "✓" if row.get("on_poster") else "",
           tell=lambda row: "On the poster" if row.get("on_poster") else "Not on the poster"),
    Column("ref", "Ref", "text", 9, hidden=True),
)  # fmt: skip


class DidTable(ListTable):
    """The table: a letter by itself does something to the chosen items."""

    asked = Signal(str)  # action, answer, tell or poster

    def keyPressEvent(self, event: QKeyEvent) -> None:
        what = _LETTERS.get(int(event.key()))
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if what and plain and self._list.id_at(self.currentIndex().row()):  # not on the heading of a folded group
            self.asked.emit(what)
        else:
            super().keyPressEvent(event)

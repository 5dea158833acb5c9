"""Count serves: what a count is kept for: the actions it serves, the outcome it leads to, and what residents said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ward_desk.core.fields import number, text
from ward_desk.core.ratings import MARKS, drawn
from ward_desk.core.records import Row
from ward_desk.core.typed import show_number
from ward_desk.service.counts import count_levels
from ward_desk.service.counts.count_levels import Level
from ward_desk.service.counts.figures import CountView
from ward_desk.service.document import Document
from ward_desk.store import figure_history
from ward_desk.ui import marks, theme
from ward_desk.ui.marks import Mark
from ward_desk.ui.pages.counts.beside.count_lines import CountLine, CountLines
from ward_desk.ui.pages.counts.beside.count_profile import CountProfile
from ward_desk.ui.record.editors import Options
from ward_desk.ui.record.record_part import Attempt
from ward_desk.ui.widgets import Choice, button, label


class Serves(QWidget):
    """The actions a count serves and the counts it hangs together with."""

    changed = Signal(list)  # ids of the actions meant now
    open_requested = Signal(str, str, str)  # table, id, field

    def __init__(self, doc: Document, attempt: Attempt) -> None:
        super().__init__()
        self._doc, self._ids = doc, []  # type: Document, list[str]
        self._count = ""
        self.served = CountLines("Actions this count serves")
        self.served.opened.connect(lambda one: self.open_requested.emit("action", one, ""))
        self.served.removed.connect(self.take_off)
        self.none = label("It serves no action yet, which is a break in the golden thread.", "soft", wrap=True)
        self.more = Choice()
        self.more.setAccessibleName("Add an action this count serves")
        self.more.setMaximumWidth(theme.px(420))
        self.more.activated.connect(self._on_added)
        self.leads_to, self.led_by = CountLines("Counts it leads to"), CountLines("Counts that lead to it")
        for lines in (self.leads_to, self.led_by):
            lines.opened.connect(lambda one: self.open_requested.emit("activity_count", one, ""))
        self._captions = {lines: label("", "soft") for lines in (self.leads_to, self.led_by)}
        self.choose = button("Say which count it should move…", link=True)
        self.choose.setAutoDefault(True)
        self.choose.clicked.connect(lambda: self.open_requested.emit("activity_count", self._count, "leads_to"))
        self.heard = CountLines("What residents said")
        self.heard.opened.connect(lambda one: self.open_requested.emit("feedback", one, ""))
        self.profile = CountProfile(doc, attempt)
        self.profile.open_requested.connect(self.open_requested)
        self._can_edit = not doc.read_only
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label("Serves", "heading"))
        for one in (self.none, self.served, self.more):
            column.addWidget(one)
        for lines in (self.leads_to, self.led_by):
            column.addWidget(self._captions[lines])
            column.addWidget(lines)
            if lines is self.leads_to:
                column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.heard)
        column.addWidget(self.profile)
        column.addStretch(1)

    def show_count(self, view: CountView, options: Options) -> None:
        """Show what a count serves; `options` are all the actions there are."""
        count = view.count
        self._count = text(count, "id")
        rows = [one for one in map(self._action, self._doc.store.linked("count_action", self._count)) if one]
        self._ids = [text(one, "id") for one in rows]
        self.served.show_lines(
            [CountLine(text(one, "id"), _named(one), "", _standing(one), self._can_edit) for one in rows]
        )
        self.none.setVisible(not rows)
        left = [one for one in options if one[0] not in self._ids]
        self.more.fill([("", "Add an action…"), *left], "")
        self.more.setVisible(self._can_edit and bool(left))
        above = count_levels.leads_to(self._doc, count, view.quarter)
        below = count_levels.led_by(self._doc, count, view.quarter)
        self._show_levels(self.leads_to, "Leads to", above)
        self._show_levels(self.led_by, "Moved by", below)
        self.choose.setVisible(self._can_edit and not above and count["level"] != "programme")
        self.profile.show_count(self._count)
        said = figure_history.heard(self._doc.store, self._ids)
        self.heard.show_lines([CountLine(text(one, "id"), f"Heard: {text(one, 'words')}", _times(one)) for one in said])

    def _show_levels(self, lines: CountLines, caption: str, levels: Sequence[Level]) -> None:
        lines.show_lines(
            [
                CountLine(one.row_id, one.words, _way(one, lines is self.leads_to), marks.mark(one.rating or ""))
                for one in levels
            ]
        )
        said: QLabel = self._captions[lines]
        said.setText(caption)
        said.setVisible(bool(levels))

    def _action(self, row_id: str) -> Row | None:
        return self._doc.store.get("action", row_id)

    def take_off(self, action: str) -> None:
        """The count serves that action no more; the action stays."""
        self.changed.emit([one for one in self._ids if one != action])

    def _on_added(self, place: int) -> None:
        action = self.more.itemData(place)
        if action:
            self.changed.emit([*self._ids, action])


def _named(row: Row) -> str:
    return f"{text(row, 'ref')} {text(row, 'title')}"


def _standing(row: Row) -> Mark:
    found = MARKS[drawn(text(row, "status"), text(row, "rating"))]
    return Mark(found.word, found.colour, found.shape)


def _way(level: Level, told: bool) -> str:
    return " · ".join(filter(None, (level.level if told else "", level.direction)))


def _times(row: Row) -> str:
    times = number(row, "how_many")
    return f"{show_number(times)} times" if times and times > 1 else ""

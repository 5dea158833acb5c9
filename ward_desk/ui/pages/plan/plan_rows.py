"""Plan rows: the list of the plan as the timeline and the board follow it: its rows, its choice, its changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from ward_desk.core.changes import ChangeSet
from ward_desk.service.document import Document
from ward_desk.service.plan import plan_views
from ward_desk.service.plan.plan_views import Milestone, PlanAction
from ward_desk.ui.table.table_page import ListPane

_SHOWN = ("action", "milestone", "organisation", "partnership")
_FLAGS = QItemSelectionModel.SelectionFlag


class PlanRows(QObject):
    """Which actions there are, in which order, and who is chosen is the list's own; this asks it, and tells it.

    What is painted of an action is fetched when it comes on screen, and forgotten when anything changes.
    """

    changed = Signal()  # other actions, another order, or something in them
    moved = Signal()  # people are on another action, or have chosen others

    def __init__(self, doc: Document, pane: ListPane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._doc, self._table = doc, pane.table
        self.model = pane.model
        self._actions: dict[str, PlanAction] = {}
        self._milestones: dict[str, list[Milestone]] = {}
        self._anchor = ""  # where choosing with Shift began
        model = self.model
        for signal in (model.modelReset, model.layoutChanged, model.dataChanged, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._forget)
        choice = self._table.selectionModel()
        choice.currentRowChanged.connect(self.moved)
        choice.selectionChanged.connect(self.moved)
        # The list says nothing of what it doesn't show itself: the day of a milestone, say.
        stop = doc.subscribe(self._on_change)
        self.destroyed.connect(lambda: stop())

    def _on_change(self, changes: ChangeSet) -> None:
        if changes.touches(*_SHOWN):
            self._forget()

    def _forget(self) -> None:
        self._actions.clear()
        self._milestones.clear()
        self.changed.emit()

    # What is shown.

    def fetch(self, ids: Iterable[str], *, milestones: bool = False) -> None:
        """Ask for what is not known yet of these actions, in one question."""
        wanted = [one for one in ids if one]
        missing = [one for one in wanted if one not in self._actions]
        if missing:
            self._actions.update((one.id, one) for one in plan_views.actions(self._doc, missing))
        if milestones:
            missing = [one for one in wanted if one not in self._milestones]
            if missing:
                known = plan_views.milestones(self._doc, missing)
                self._milestones.update((one, known.get(one, [])) for one in missing)

    def action(self, row_id: str) -> PlanAction | None:
        """One action; None when it is not in the document any more."""
        if row_id not in self._actions:
            self.fetch([row_id])
        return self._actions.get(row_id)

    def milestones(self, row_id: str) -> Sequence[Milestone]:
        """The milestones of an action, by their day."""
        if row_id not in self._milestones:
            self.fetch([row_id], milestones=True)
        return self._milestones.get(row_id, ())

    def groups(self) -> Iterator[tuple[str, Sequence[str]]]:
        """The headings of the list and the ids under each, folded or not; all under "" when it is not grouped."""
        ids, row, place = self.model.ids, 0, 0
        while (heading := self.model.heading_at(row)) is not None:
            yield heading.words, ids[place : place + heading.number]
            place += heading.number
            row += 1 if heading.folded else 1 + heading.number
        if place == 0:
            yield "", ids

    # Who is chosen.

    @property
    def current_id(self) -> str:
        """The action people are on; "" for none."""
        return self._table.current_id

    @property
    def current_row(self) -> int:
        """The row people are on, that of a folded heading too; -1 for none."""
        return self._table.currentIndex().row()

    @property
    def here(self) -> str:
        """The action in the row people are on; "" for a folded heading."""
        return self.model.id_at(self.current_row)

    @property
    def chosen_ids(self) -> list[str]:
        """The chosen actions, in the order of the list."""
        return [one for one in self._table.selected_ids() if one]

    def is_chosen(self, row: int) -> bool:
        """Whether the action in a row of the list is among the chosen."""
        return self._table.selectionModel().isRowSelected(row)

    def go_to(self, row_id: str) -> None:
        """Be on an action, and choose it alone; its group is unfolded for it."""
        self._anchor = ""
        self._table.select(row_id)

    def go_to_row(self, row: int) -> None:
        """Be in a row of the list, on its action or on its folded heading."""
        row_id = self.model.id_at(row)
        if row_id:
            self.go_to(row_id)
        else:
            here = self.model.index(row, max(0, self._table.currentIndex().column()))
            self._table.selectionModel().setCurrentIndex(here, _FLAGS.Clear)

    def fold(self, row: int) -> None:
        """Fold the group a row belongs to; unfold it when the row is its folded heading."""
        heading = self.model.heading_at(row)
        self._table.fold_at(row, heading is None or not heading.folded)

    def step(self, by: int, *, choosing: bool = False) -> None:
        """Go so many rows on, to the nearest row that can be gone to; `choosing` all on the way as well."""
        way = 1 if by > 0 else -1
        wanted = min(max(self.current_row + by, 0), self.model.rowCount() - 1)
        if choosing and self.current_row >= 0:
            self.choose_to(wanted, way)
        elif (found := self._nearest(wanted, way)) >= 0:
            self.go_to_row(found)

    def _nearest(self, row: int, way: int) -> int:
        """A row, or the next one that way, or else the other way, that is no heading of an open group; -1 for none."""
        rows = self.model.rowCount()
        for onwards in (way, -way):
            at = row
            while 0 <= at < rows:
                heading = self.model.heading_at(at)
                if heading is None or heading.folded:
                    return at
                at += onwards
        return -1

    def choose_to(self, row: int, way: int = 1) -> None:
        """Choose all from where choosing began to a row, and be on it."""
        row = self._nearest(row, way)
        row_id = self.model.id_at(row)
        anchor = self._anchor if self.model.row_of(self._anchor) >= 0 else self.here
        if row_id and anchor:
            begin = self.model.row_of(anchor)
            self.choose(self.model.ids_at(min(begin, row), max(begin, row)), row_id)
            self._anchor = anchor

    def list_key(self, event: QKeyEvent) -> bool:
        """What keys do to the chosen rows of the table they do here: copy, remove, choose all. False for others."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._table.selectAll()
        elif event.matches(QKeySequence.StandardKey.Copy) or event.key() == Qt.Key.Key_Delete:
            self._table.keyPressEvent(event)
        else:
            return False
        return True

    def choose(self, ids: Iterable[str], current: str) -> None:
        """Choose these actions, and be on one of them."""
        rows = sorted(row for row in map(self.model.row_of, ids) if row >= 0)
        picked, last = QItemSelection(), self.model.columnCount() - 1
        first = before = -2
        for row in [*rows, -2]:  # neighbours as one range: choosing a thousand is quick
            if row != before + 1:
                if first >= 0:
                    picked.select(self.model.index(first, 0), self.model.index(before, last))
                first = row
            before = row
        choice = self._table.selectionModel()
        choice.select(picked, _FLAGS.ClearAndSelect)
        here = self.model.index(self.model.row_of(current), self._table.currentIndex().column())
        choice.setCurrentIndex(here, _FLAGS.NoUpdate)

    def toggle(self, row_id: str) -> None:
        """Choose an action as well, or no longer."""
        chosen = self.chosen_ids
        left = [one for one in chosen if one != row_id]
        now = [*chosen, row_id] if len(left) == len(chosen) else left
        if now:
            self.choose(now, row_id)

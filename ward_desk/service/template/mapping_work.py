"""Mapping work: a mapping being made by pointing at cells, step by step, with what it would fill so far."""

from __future__ import annotations

from typing import Final, NamedTuple

from ward_desk.core.errors import KnownError
from ward_desk.core.template.mapping import ListSpot, Mapping, Spot, column_letters, column_number, row_and_column
from ward_desk.exchange.returns.return_data import ReturnData
from ward_desk.exchange.template.template_file import Template
from ward_desk.exchange.template.template_fill import Filled, refusal
from ward_desk.service.template.filling import Plan, plan
from ward_desk.service.template.planned_copy import words_of
from ward_desk.service.template.template_fields import field_label, list_table, single_field

MOST_ROOM: Final = 200  # rows a list is given at first, when nothing in the sheet ends it
_STEPS: Final = 200  # that can be taken back

Place = tuple[int, int]  # row and column


class Target(NamedTuple):
    """What goes into one cell."""

    field: str  # "cover.ward", "action_plan.rating"
    label: str
    shown: str  # what the copy would say there; empty when the cell is emptied or left as it is
    in_list: bool = False


class MappingWork:
    """One template and one return, and the mapping between them as far as it has come. Of a return that is still being
    made there is no `data`; until it is taken nothing is filled and nothing is in the way."""

    def __init__(self, template: Template, data: ReturnData | None, mapping: Mapping, *, saved: bool) -> None:
        self.template, self.data = template, data
        self._mapping = mapping
        self._before: list[Mapping] = []
        self._saved = mapping if saved else Mapping()
        self._plan: Plan | None = None

    @property
    def mapping(self) -> Mapping:
        """The mapping as it is now."""
        return self._mapping

    @property
    def unsaved(self) -> bool:
        """Whether there is something in it that its file does not have."""
        return self._mapping != self._saved and bool(self._mapping.spots or self._mapping.lists)

    @property
    def touched(self) -> bool:
        """Whether somebody has taken a step, rather than only been offered a guess."""
        return bool(self._before)

    def is_saved(self) -> None:
        """Its file is as it is now."""
        self._saved = self._mapping

    @property
    def plan(self) -> Plan:
        """What would be written, and what is in the way."""
        if self.data is None:
            return Plan((), ())
        if self._plan is None:
            self._plan = plan(self.data, self._mapping, self.template)
        return self._plan

    def rows(self, table: str) -> int:
        """How many rows of a table there are to fill in."""
        return len(self.data.tables.get(table, ())) if self.data is not None else 0

    def take(self, data: ReturnData) -> None:
        """Go on with the return as it is now."""
        self.data, self._plan = data, None

    # ---- steps

    def place(self, field: str, sheet: str, ref: str) -> None:
        """Put a field into a cell, or a column of a table into the rows from there down. Raises KnownError for a cell
        that can't be filled."""
        sentence = refusal(sheet, self.template.cell(sheet, ref))
        if sentence:
            raise KnownError("template.place", sentence, "Nothing was placed.", "")
        if single_field(field) is not None:
            before = next((one for one in self._mapping.spots if one.field == field), None)
            base = self._mapping.without(before) if before else self._mapping
            self._step(base.with_spot(Spot(field, sheet, ref)))
            return
        table, _, key = field.partition(".")
        row, column = row_and_column(ref) or (0, 0)
        letters = column_letters(column)
        there = self.list_on(table, sheet)
        if there is None:
            made = ListSpot(table, sheet, row, self._last_row(sheet, column, row), ((key, letters),))
            self._step(self._mapping.with_list(made))
            return
        kept = tuple(pair for pair in there.columns if pair[0] != key and pair[1] != letters)
        order = [column.code for column in known.columns] if (known := list_table(table)) else []
        columns = sorted((*kept, (key, letters)), key=lambda pair: order.index(pair[0]) if pair[0] in order else 0)
        self._step(self._mapping.without(there).with_list(there._replace(columns=tuple(columns))))

    def take_off(self, sheet: str, ref: str) -> bool:
        """Take what goes into a cell off it; of a list, its column. Whether there was anything."""
        row, column = row_and_column(ref) or (0, 0)
        for spot in self._mapping.spots:
            if (spot.sheet, row_and_column(spot.cell)) == (sheet, (row, column)):
                self._step(self._mapping.without(spot))
                return True
        for one in self._mapping.lists:
            if one.sheet == sheet and one.first_row <= row <= one.last_row:
                kept = tuple(pair for pair in one.columns if column_number(pair[1]) != column)
                if kept != one.columns:
                    base = self._mapping.without(one)
                    self._step(base.with_list(one._replace(columns=kept)) if kept else base)
                    return True
        return False

    def take_off_field(self, field: str) -> bool:
        """Take a field off wherever it goes. Whether it went anywhere."""
        where = self.where(field)
        return self.take_off(*where) if where else False

    def give_rows(self, one: ListSpot, first: int, last: int) -> None:
        """Give a list other rows."""
        if (first, last) != (one.first_row, one.last_row):
            self._step(self._mapping.without(one).with_list(one._replace(first_row=first, last_row=max(first, last))))

    def call(self, field: str, ours: str, theirs: str) -> None:
        """Have one of our words called something else in the template; by no word, as it is."""
        self._step(self._mapping.with_word(field, ours, theirs))

    def undo(self) -> bool:
        """Take the last step back. Whether there was one."""
        if not self._before:
            return False
        self._mapping, self._plan = self._before.pop(), None
        return True

    def _step(self, mapping: Mapping) -> None:
        self._before = [*self._before[-_STEPS:], self._mapping]
        self._mapping, self._plan = mapping, None

    def _last_row(self, sheet: str, column: int, first: int) -> int:
        """The last row below that can be filled and says nothing yet, as far as the sheet has anything to say."""
        raw = self.template.raw(sheet)
        ruled = [block.bottom for rule in raw.rules for block in rule.blocks if block.has(first, column)]
        end = min(max([*raw.columns, *ruled], default=first), first + MOST_ROOM - 1)
        last = first
        while last < end:
            below = self.template.grid(sheet, last + 1, last + 1).values()
            own = self.template.cell(sheet, f"{column_letters(column)}{last + 1}")
            if refusal(sheet, own) or any(one.shown and not one.formula for one in below):
                break
            last += 1
        return last if last > first else first + MOST_ROOM - 1

    # ---- what is where

    def list_on(self, table: str, sheet: str) -> ListSpot | None:
        """The rows a table goes into on a sheet."""
        return next((one for one in self._mapping.lists if (one.table, one.sheet) == (table, sheet)), None)

    def list_near(self, field: str, sheet: str) -> ListSpot | None:
        """The rows on a sheet that a field's table goes into; else the first that any table does."""
        own = self.list_on(field.partition(".")[0], sheet)
        return own or next((one for one in self._mapping.lists if one.sheet == sheet), None)

    def beside(self, field: str) -> tuple[str, str] | None:
        """Sheet and first row, as a cell, of the list that a field which goes nowhere yet is a column of."""
        table = field.partition(".")[0]
        found = next((one for one in self._mapping.lists if one.table == table), None)
        return (found.sheet, f"A{found.first_row}") if found is not None and single_field(field) is None else None

    def where(self, field: str) -> tuple[str, str] | None:
        """Sheet and first cell of a field; None when it goes nowhere."""
        for spot in self._mapping.spots:
            if spot.field == field:
                return spot.sheet, spot.cell
        table, _, key = field.partition(".")
        for one in self._mapping.lists:
            letters = dict(one.columns).get(key)
            if one.table == table and letters:
                return one.sheet, f"{letters}{one.first_row}"
        return None

    def targets(self, sheet: str) -> dict[Place, Target]:
        """What goes into which cell of a sheet; of a list that may go on for ever, as far as anybody looks."""
        filled = {one.cell.upper(): one for one in self.plan.cells if one.sheet == sheet}
        found: dict[Place, Target] = {}
        for spot in self._mapping.spots:
            at = row_and_column(spot.cell)
            if spot.sheet == sheet and at:
                found[at] = Target(spot.field, field_label(spot.field), _shown(filled, spot.cell.upper()))
        written = max((row_and_column(cell) or (0, 0) for cell in filled), default=(0, 0))[0]
        for one in self._mapping.lists:
            if one.sheet != sheet or not self.template.has(sheet):
                continue
            end = max(written, *self.template.raw(sheet).columns, one.first_row) + MOST_ROOM
            for key, letters in one.columns:
                field, number = f"{one.table}.{key}", column_number(letters) or 0
                label = field_label(field)
                for row in range(one.first_row, min(one.last_row, end) + 1):
                    found[row, number] = Target(field, label, _shown(filled, f"{letters}{row}"), True)
        return found


def _shown(filled: dict[str, Filled], ref: str) -> str:
    return words_of(filled[ref]) if ref in filled else ""

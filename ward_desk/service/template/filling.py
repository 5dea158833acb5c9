"""Filling a copy of the council's own template: first a plan with everything in its way, then the copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from ward_desk.core.errors import KnownError
from ward_desk.core.template.mapping import ListSpot, Mapping, Spot, column_number, row_and_column
from ward_desk.core.typed import counted
from ward_desk.exchange.returns.return_data import ReturnData, ReturnRow
from ward_desk.exchange.template import template_fill
from ward_desk.exchange.template.template_file import Template
from ward_desk.exchange.template.template_fill import Filled, refusal
from ward_desk.service.template.placing import Placed, Value, place
from ward_desk.service.template.placing import TemplateProblem as TemplateProblem
from ward_desk.service.template.planned_copy import PlannedCopy
from ward_desk.service.template.template_change import changed_template as changed_template
from ward_desk.service.template.template_fields import (
    TemplateField,
    TemplateList,
    list_table,
    rows_of,
    single_field,
    value_of,
)
from ward_desk.service.template.template_guess import suggest as suggest

Progress = Callable[[int, int], None]  # cells filled, cells in all
_ROUNDS: Final = 5  # a dropdown may lean on one that leans on another


class Plan(NamedTuple):
    """What would be written, what is in the way, and what to know of the copy."""

    cells: tuple[Filled, ...]
    problems: tuple[TemplateProblem, ...]
    notes: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[TemplateProblem, ...]:
        """The problems with which nothing is written."""
        return tuple(one for one in self.problems if one.level == "error")


def plan(data: ReturnData, mapping: Mapping, template: Template) -> Plan:
    """What goes into which cell of a copy, and every problem of it. Nothing is written.

    A cell with nothing to say is emptied if it holds something, and so are the rows of a list that are left over:
    what stood there is of another quarter.
    """
    cells: list[Filled] = []
    problems = [TemplateProblem("error", "", "", "", sentence) for sentence in mapping.problems()]
    if not problems:
        copy = PlannedCopy(template)
        cells, problems = _placed(data, mapping, copy)
        for _ in range(_ROUNDS):
            before = cells
            if not copy.leans_on(cells):
                break
            copy = PlannedCopy(template, cells)
            cells, problems = _placed(data, mapping, copy)
            if cells == before:
                break
    if not (mapping.spots or mapping.lists):
        problems.append(TemplateProblem("error", "", "", "", "Nothing is mapped yet, so there is nothing to fill."))
    if change := changed_template(template, mapping):
        problems.append(TemplateProblem("warning", "", "", "", change))
    return Plan(tuple(cells), tuple(problems), tuple(_notes(template)))


def _placed(data: ReturnData, mapping: Mapping, copy: PlannedCopy) -> tuple[list[Filled], list[TemplateProblem]]:
    cells: list[Filled] = []
    problems: list[TemplateProblem] = []
    for spot in mapping.spots:
        placed = _spot(data, mapping, copy, spot)
        cells += [placed.filled] if placed.filled else []
        problems += placed.problems
    for one in mapping.lists:
        filled, found = _list(data, mapping, copy, one)
        cells += filled
        problems += found
    return cells, problems


def fill(data: ReturnData, mapping: Mapping, template: Template, out: Path, progress: Progress | None = None) -> Path:
    """Write a filled copy of the template to `out`, replacing what is there whole or not at all. Gives back `out`.

    Raises KnownError when the plan has errors, `out` is the template itself or another kind of file, or the disk
    refuses; then nothing is written.
    """
    made = plan(data, mapping, template)
    if made.errors:
        more = f" There are {len(made.errors) - 1} more." if len(made.errors) > 1 else ""
        raise KnownError(
            "template.errors",
            f"{template.path.name} can't be filled yet. {made.errors[0].sentence}{more}",
            "Nothing was written.",
            "Change what goes where, or give our words theirs, then try again.",
        )
    return template_fill.fill(template, made.cells, out, progress)


def _notes(template: Template) -> Iterator[str]:
    if template.has_formulas:
        yield "The template's formulas are worked out anew when the copy is opened."
    if template.has_macros:
        yield "Its macros are kept as they are and are not run here."
    if template.signed:
        yield "The template has a digital signature, which does not hold for a filled copy."


def _spot(data: ReturnData, mapping: Mapping, copy: PlannedCopy, spot: Spot) -> Placed:
    known = single_field(spot.field)
    problem = TemplateProblem("error", spot.sheet, spot.cell, spot.field, "")
    if known is None:
        return Placed(None, (problem._replace(sentence=_unknown(spot.field, spot.cell, spot.sheet)),))
    if not copy.has(spot.sheet):
        return Placed(None, (problem._replace(sentence=f"The template has no sheet called {spot.sheet}."),))
    words = mapping.words.get(spot.field, {})
    value = Value(spot.field, known.label, known.kind, value_of(data, spot.field), words)
    placed = place(copy, spot.sheet, spot.cell, value)
    row, column = row_and_column(spot.cell) or (0, 0)
    raw = copy.template.raw(spot.sheet)
    if placed.filled and (row in raw.hidden_rows or raw.hides_column(column)):
        sentence = f"{spot.cell} of {spot.sheet} is hidden in the template, so nobody sees what goes into it."
        return placed._replace(problems=(*placed.problems, problem._replace(level="warning", sentence=sentence)))
    return placed


def _unknown(field: str, place: str, sheet: str) -> str:
    return f"The mapping puts “{field}” into {place} of {sheet}, which this Ward Desk does not know."


# --- lists --------------------------------------------------------------------------------------------


def _list(
    data: ReturnData, mapping: Mapping, copy: PlannedCopy, one: ListSpot
) -> tuple[list[Filled], list[TemplateProblem]]:
    table, template = list_table(one.table), copy.template
    problem = TemplateProblem("error", one.sheet, "", one.table, "")
    if table is None:
        return [], [problem._replace(sentence=_unknown(one.table, f"row {one.first_row}", one.sheet))]
    if not template.has(one.sheet):
        return [], [problem._replace(sentence=f"The template has no sheet called {one.sheet}.")]
    columns = {column.code: column for column in table.columns}
    if missing := next((key for key, _ in one.columns if key not in columns), ""):
        return [], [problem._replace(sentence=_unknown(f"{one.table}.{missing}", "a column", one.sheet))]
    rows = rows_of(data, one.table)
    room = list(islice(_rows_with_room(template, one), len(rows)))
    problems = []
    if len(rows) > len(room):
        sentence = (
            f"There {_are(len(rows), table.noun)} and {counted(len(room), 'row')} between row"
            f" {one.first_row} and row {one.last_row} of {one.sheet}. Give the list a later last row where the sheet"
            " is free, ask for a template with more rows, or take the list off its columns."
        )
        problems.append(problem._replace(sentence=sentence))
    filled: list[Filled] = []
    for number, row in zip(room, rows, strict=False):
        for key, letters in one.columns:
            code = f"{one.table}.{key}"
            value = Value(code, columns[key].label, columns[key].kind, row.get(key), mapping.words.get(code, {}))
            placed = place(copy, one.sheet, f"{letters}{number}", value)
            filled += [placed.filled] if placed.filled else []
            problems += placed.problems
    filled += _emptied(template, one, room[-1] + 1 if room else one.first_row)
    problems += _hidden(one, rows, table, columns)
    raw = template.raw(one.sheet)
    for letters in [letters for _, letters in one.columns if room and raw.hides_column(column_number(letters) or 0)]:
        sentence = f"Column {letters} of {one.sheet} is hidden in the template, so nobody sees what goes into it."
        problems.append(problem._replace(level="warning", sentence=sentence))
    unseen = [number for number in room if number in raw.hidden_rows]
    if unseen:
        sentence = f"Row {unseen[0]} of {one.sheet} is hidden in the template, so nobody sees what goes into it."
        more = f" So are {len(unseen) - 1} more of the rows used." if len(unseen) > 1 else ""
        problems.append(problem._replace(level="warning", sentence=sentence + more))
    if room and (sentence := _below_a_table(template, one, room[0], room[-1])):
        problems.append(problem._replace(level="warning", sentence=sentence))
    return filled, _once(problems)


def _are(number: int, noun: str) -> str:
    return f"are {number} {noun}" if number != 1 else f"is 1 of {noun}"


def _rows_with_room(template: Template, one: ListSpot) -> Iterator[int]:
    """The rows a list can use, a million in a whole column: of cells merged downwards only the first one."""
    raw = template.raw(one.sheet)
    numbers = [column_number(letters) or 0 for _, letters in one.columns]
    for row in range(one.first_row, one.last_row + 1):
        if not numbers or not all((block := raw.merged_at(row, column)) and block.top < row for column in numbers):
            yield row


def _emptied(template: Template, one: ListSpot, first: int) -> Iterator[Filled]:
    """What is left over in the rows of a list from the first one that it does not use."""
    for row in template.raw(one.sheet).columns:
        if not first <= row <= one.last_row:
            continue
        for _, letters in one.columns:
            cell = template.cell(one.sheet, f"{letters}{row}")
            if cell.shown and not refusal(one.sheet, cell):
                yield Filled(one.sheet, cell.ref, None, "text")


def _below_a_table(template: Template, one: ListSpot, first: int, last: int) -> str:
    """That a list goes on below the spreadsheet's own table that it begins in, "" when it does not."""
    for table in template.tables:
        begins = any(table.body.has(first, column_number(letters) or 0) for _, letters in one.columns)
        if table.sheet == one.sheet and begins and table.body.bottom < last:
            return (
                f"The council's table on {one.sheet} ends in row {table.body.bottom}, and the list goes on to row"
                f" {last}: what the template works out from its table leaves the further rows out."
            )
    return ""


def _hidden(
    one: ListSpot, rows: list[ReturnRow], table: TemplateList, columns: dict[str, TemplateField]
) -> Iterator[TemplateProblem]:
    """Numbers that are not there for a reason, which the template is not told."""
    placed = [key for key, _ in one.columns]
    for key in placed:
        mark = next((mark for mark in (f"{key}_mark", "mark") if mark in columns), "")
        if columns[key].kind not in ("whole", "number", "percent") or not mark or mark in placed:
            continue
        silent = sum(1 for row in rows if row.get(key) is None and row.get(mark))
        if silent:
            yield TemplateProblem(
                "warning", one.sheet, "", f"{one.table}.{key}",
                f"{silent} of the {len(rows)} {table.noun} have no number under {columns[key].label} but a mark that"
                f" says why, such as [c]. Place {columns[mark].label} as well to have it in the copy.",
            )  # fmt: skip


def _once(problems: list[TemplateProblem]) -> list[TemplateProblem]:
    """Each problem of a column once, with how many further cells have it."""
    found: dict[tuple[str, ...], list[TemplateProblem]] = {}
    for one in problems:
        bare = one.sentence.replace(one.cell, "") if one.cell else one.sentence
        found.setdefault((one.level, one.field, one.our_word, bare), []).append(one)
    return [
        several[0]
        if len(several) == 1
        else several[0]._replace(sentence=f"{several[0].sentence} {_further(len(several) - 1)}")
        for several in found.values()
    ]


def _further(number: int) -> str:
    return f"The same holds for {counted(number, 'more cell')} of the column."

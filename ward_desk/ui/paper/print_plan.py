"""Print plan: the action plan on A4 landscape as a meeting reads it, as a PDF or on a printer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from ward_desk.core.ratings import MARKS
from ward_desk.service.plan.plan_print import Line, Printed
from ward_desk.ui.paper.paper_parts import Cell, Column, Group, Key, Paper, Row

COLUMNS: Final = (
    Column("Ref", 60), Column("Action and who leads it", 184), Column("Due", 80), Column("Rating", 88),
    Column("Progress", 62), Column("What happened last", 165), Column("Why, and what is next", 155),
)  # fmt: skip
_SAID: Final = ("red", "amber", "green", "complete", "not_rated", "not_started", "cancelled")  # in a group's heading


def paper(printed: Printed, *, page_per_group: bool = False) -> Paper:
    """The printed plan as a table on paper."""
    return Paper(
        printed.title,
        printed.lines,
        COLUMNS,
        [Group(heading, _summed(lines), [_row(one) for one in lines]) for heading, lines in printed.groups],
        tuple(Key(MARKS[code].shape, MARKS[code].colour, MARKS[code].word, meaning) for code, meaning in printed.key),
        "No actions to print: nothing in the plan passes the filter.",
        page_per_group,
    )


def _summed(lines: Sequence[Line]) -> str:
    """ "6 actions: 1 red, 2 amber, 3 green"."""
    numbers = Counter(one.mark for one in lines)
    parts = ", ".join(f"{numbers[code]} {MARKS[code].word.lower()}" for code in _SAID if numbers[code])
    return f"{len(lines)} {'action' if len(lines) == 1 else 'actions'}: {parts}"


def _row(line: Line) -> Row:
    mark = MARKS[line.mark]
    status = "" if line.status == mark.word else line.status
    share = "" if line.progress is None else f"{line.progress}%"
    return Row((
        Cell(((line.ref, ""),)),
        Cell(((line.title, "bold"), (line.lead, "soft"))),
        Cell(((line.due, ""), (line.late, "bold"))),
        Cell(((mark.word, "bold"), (status, "soft")), (mark.shape, mark.colour)),
        Cell(((share, ""),), bar=line.progress),
        Cell(((line.happened_on, "soft"), (line.happened, ""))),
        Cell(((line.why, ""), (f"Next: {line.next_step}" if line.next_step else "", "soft"))),
    ))  # fmt: skip

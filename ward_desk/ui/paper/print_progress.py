"""Print progress: the progress summary on A4 landscape, as the table of C 4.9 has it."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest
from typing import Final

from ward_desk.core.fields import text
from ward_desk.core.ratings import MARKS
from ward_desk.core.typed import show_date
from ward_desk.service.document import Document
from ward_desk.service.list_export import about, left_out
from ward_desk.service.plan import progress_summary
from ward_desk.service.plan.progress_summary import Item, Line
from ward_desk.store import progress
from ward_desk.ui.paper.paper_parts import Cell, Column, Group, Paper, Row

TITLES: Final = {"recommendation": "Recommendation", "priority": "Priority"}
_EMPTY: Final = Cell()


def paper(doc: Document, span: str, audience: str) -> Paper:
    """The summary of a span as an audience may see it."""
    made = progress_summary.summary(doc, span, audience)
    columns = (Column(TITLES[made.under], 170), Column("Key achievements", 320), Column("What is next", 280))
    groups = [
        Group(group.heading, "", [row for line in group.lines for row in _rows(line, audience)])
        for group in made.groups
    ]  # fmt: skip
    kept_back = progress.number_kept_back(doc.store, audience)
    return Paper(
        f"Progress summary: {text(doc.partnership, 'ward')}",
        (*about(doc, f"What was achieved: {made.span}"), *left_out(audience, kept_back, "action")),
        columns,
        groups,
        empty="There are no recommendations and no priorities yet.",
    )


def _rows(line: Line, audience: str) -> list[Row]:
    achieved = [_achieved(item) for item in line.achieved] or [Cell(((line.nothing_for(audience), ""),))]
    ahead = [_ahead(item) for item in line.ahead]
    title, again = Cell(((line.title, "bold"),)), Cell(((line.title, "bold"), ("continued", "soft")))
    number = max(len(achieved), len(ahead))
    return [
        Row((_EMPTY if place else title, done, to_do), again if place else None, joined=place + 1 < number)
        for place, (done, to_do) in enumerate(zip_longest(achieved, ahead, fillvalue=_EMPTY))
    ]


def _achieved(item: Item) -> Cell:
    when = show_date(date.fromisoformat(item.day)) if item.day else ""
    return Cell(((item.words, ""), (", ".join(filter(None, (item.ref, when))), "soft")))


def _ahead(item: Item) -> Cell:
    mark = MARKS[item.mark]
    return Cell(((f"{mark.word}, {item.ref}", "soft"), (item.words, "")), (mark.shape, mark.colour))

"""A first guess of what goes where in a template, from the words that stand beside and above its empty cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from ward_desk.core.template.mapping import ListSpot, Mapping, Spot, column_letters
from ward_desk.exchange.template.sheet_xml import SheetXml
from ward_desk.exchange.template.template_file import Cell, SheetInfo, Template
from ward_desk.exchange.template.template_fill import refusal
from ward_desk.service.template.placing import folded
from ward_desk.service.template.template_fields import TemplateList, list_tables, single_fields

ROWS_LOOKED_AT: Final = 200
LEAST_HEADINGS: Final = 3  # of one table in one row, to take it for the heading of a list
_ROOM: Final = 50  # rows for a list, where the sheet does not say how far it goes
_MOST_ROOM: Final = 1_000
_LONGEST: Final = 80  # characters of a label
_AROUND: Final = re.compile(r"\([^)]*\)|[:*?.]")
_SKIPPED: Final = 2  # rows between a heading and the first to fill: hints, an example

# What council templates call things, beside our own words for them.
_FIELD_WORDS: Final = {
    "cover.ward": ("ward name", "name of ward", "place", "ward partnership"),
    "cover.town": ("town name",),
    "cover.council": ("local authority", "authority", "council name", "organisation"),
    "cover.programme": ("programme name", "fund"),
    "cover.quarter": ("quarter", "reporting quarter", "reporting period"),
    "cover.prepared_role": ("prepared by", "completed by", "author"),
    "cover.prepared_on": ("date prepared", "date completed"),
    "cover.checked_role": ("checked by", "reviewed by"),
    "cover.signed_role": ("signed by", "signed off by", "approved by", "sign-off"),
    "cover.signed_on": ("date signed", "date of sign-off", "sign-off date", "date approved"),
    "cover.contact": ("contact e-mail", "contact email", "e-mail", "email"),
    "summary.progress_to_date.words": ("overall progress", "summary of progress", "progress this quarter", "progress"),
    "summary.on_the_horizon.words": ("next steps", "looking ahead", "next quarter", "upcoming activity"),
    "summary.challenges.words": ("key challenges", "challenges and issues", "issues"),
    "summary.events_held.this_quarter": ("number of events", "events"),
    "summary.residents_engaged.this_quarter": ("residents engaged", "number of residents engaged"),
}
_COLUMN_WORDS: Final = {
    "action_plan.ref": ("ref", "no", "action ref", "action reference"),
    "action_plan.action": ("activity", "project", "description", "action description"),
    "action_plan.lead": ("owner", "lead officer", "lead organisation", "responsible"),
    "action_plan.start": ("start",),
    "action_plan.due": ("due", "deadline", "target date", "end date", "completion date"),
    "action_plan.rating": ("rag", "rag rating", "rag status"),
    "action_plan.why": ("reason", "reason for rating", "comments"),
    "action_plan.progress": ("progress %", "% complete", "per cent complete"),
    "action_plan.done_this_quarter": ("progress", "progress this quarter", "update", "progress update"),
    "events.ref": ("ref",),
    "events.held_on": ("event date", "when"),
    "events.title": ("event name", "event title", "name of event"),
    "events.venue": ("location", "where"),
    "events.residents": ("attendance", "residents attending", "number of residents", "attendees"),
    "activity_counts.count": ("measure", "indicator", "output", "kpi"),
    "activity_counts.quarter": ("this quarter", "actual"),
    "feedback.said": ("you said", "feedback"),
    "feedback.did": ("we did", "response"),
    "funding.allocated": ("budget",),
    "funding.spent": ("spend", "actual spend", "spend to date"),
    "risks.ref": ("ref", "risk ref"),
    "risks.mitigation": ("mitigations", "mitigating action", "controls"),
    "risks.owner": ("owner", "risk owner"),
    "risks.likelihood_after": ("likelihood",),
    "risks.impact_after": ("impact",),
    "risks.score_after": ("score", "risk score"),
}


class _Place(NamedTuple):
    """A table whose headings stand in a row."""

    found: int
    sheet: str
    heading: int
    table: TemplateList
    columns: tuple[tuple[str, str], ...]


def suggest(template: Template) -> Mapping:
    """A first guess: lists under rows of headings we know, then single fields beside and below words we know.

    What is surest comes first, and nothing is put where something stands or may not be written. Hidden sheets are
    left alone.
    """
    lists: list[ListSpot] = []
    shown = [info for info in template.sheets if not info.hidden]
    grids = {info.name: template.grid(info.name, 1, ROWS_LOOKED_AT) for info in shown}
    places = [one for info in shown for one in _places(info, grids[info.name])]
    for one in sorted(places, key=lambda place: -place.found):
        taken = any(
            other.sheet == one.sheet and other.first_row > one.heading >= other.first_row - 3 for other in lists
        )
        if one.table.table not in [other.table for other in lists] and not taken and (spot := _room(template, one)):
            lists.append(spot)
    mapping = Mapping(template.path.name, template.fingerprint, (), tuple(lists))
    for _, guess in sorted(_spots(template, grids, lists), key=lambda found: found[0]):
        placed = [one.field for one in mapping.spots]
        if guess.field not in placed and guess[1:] not in [one[1:] for one in mapping.spots]:
            mapping = mapping.with_spot(guess)
    return mapping


# --- lists --------------------------------------------------------------------------------------------


def _places(info: SheetInfo, grid: dict[tuple[int, int], Cell]) -> Iterator[_Place]:
    rows: dict[int, dict[str, list[int]]] = {}  # the columns of each word in a row
    for (row, column), cell in sorted(grid.items()):
        if words := _bare(cell.shown):
            rows.setdefault(row, {}).setdefault(words, []).append(column)
    for row, found in rows.items():
        if len(found) < LEAST_HEADINGS:
            continue
        for table in list_tables():
            columns = _columns(table, found)
            if len(columns) >= LEAST_HEADINGS:
                yield _Place(len(columns), info.name, row, table, columns)


def _columns(table: TemplateList, row: dict[str, list[int]]) -> tuple[tuple[str, str], ...]:
    """Our columns and the letters of those that are called like them, our own words before others."""
    found: dict[str, str] = {}
    taken: set[int] = set()
    for words_of in _words_of(table):
        for key, words in words_of:
            free = [column for word in words for column in row.get(word, ()) if column not in taken]
            if free and key not in found:
                found[key] = column_letters(free[0])
                taken.add(free[0])
    return tuple((column.code, found[column.code]) for column in table.columns if column.code in found)


@cache
def _words_of(table: TemplateList) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]:
    """What each column may be called: first our own words, then others."""
    own = tuple((column.code, (_bare(column.label),)) for column in table.columns)
    others = tuple(
        (column.code, tuple(map(_bare, _COLUMN_WORDS.get(f"{table.table}.{column.code}", ()))))
        for column in table.columns
    )
    return own, others


def _room(template: Template, place: _Place) -> ListSpot | None:
    """The rows under the headings that can be filled, None when there are none."""
    raw = template.raw(place.sheet)
    end = _end(raw, place)
    near = range(place.heading + 1, place.heading + 2 + _SKIPPED)
    first = next((row for row in near if _is_free(template, place, row)), 0)
    if not first:
        return None
    last = first
    while last < end and _is_free(template, place, last + 1):
        last += 1
    return ListSpot(place.table.table, place.sheet, first, last, place.columns)


def _end(raw: SheetXml, place: _Place) -> int:
    """The last row that the sheet has anything to say about, be it only a style or a dropdown."""
    ruled = [block.bottom for rule in raw.rules for block in rule.blocks if block.bottom < place.heading + _MOST_ROOM]
    below = [row for row in (*raw.columns, *ruled) if row > place.heading]
    return min(max(below, default=place.heading + _ROOM), place.heading + _MOST_ROOM)


def _is_free(template: Template, place: _Place, row: int) -> bool:
    cells = [template.cell(place.sheet, f"{letters}{row}") for _, letters in place.columns]
    raw = template.raw(place.sheet)
    return not any(cell.shown or (refusal(place.sheet, cell) and not _goes_on(raw, cell)) for cell in cells)


def _goes_on(raw: SheetXml, cell: Cell) -> bool:
    """Whether a cell is merged with the one above it, as rows that are two high are."""
    block = raw.merged_at(cell.row, cell.column)
    return block is not None and block.left == cell.column and block.top < cell.row and not cell.formula


# --- single fields ------------------------------------------------------------------------------------


def _spots(
    template: Template, grids: dict[str, dict[tuple[int, int], Cell]], lists: list[ListSpot]
) -> Iterator[tuple[tuple[int, int], Spot]]:
    """Every guess, and how far it is from sure: whether the word is our own, and whether it stands beside or above."""
    known: dict[str, tuple[int, str]] = {}
    for field in reversed(single_fields()):
        for word in _FIELD_WORDS.get(field.code, ()):
            known.setdefault(_bare(word), (1, field.code))
    for field in reversed(single_fields()):
        known[_bare(field.label)] = (0, field.code)
    for sheet, grid in grids.items():
        raw = template.raw(sheet)
        rows_of_lists = {
            row for one in lists if one.sheet == sheet for row in range(one.first_row - 1 - _SKIPPED, one.last_row + 1)
        }
        for (row, column), cell in sorted(grid.items()):
            guess = known.get(_bare(cell.shown)) if row not in rows_of_lists else None
            if guess is None:
                continue
            block = raw.merged_at(row, column)
            right = (block.right if block else column) + 1
            below = (block.bottom if block else row) + 1
            for distance, (at_row, at_column) in enumerate(((row, right), (below, column))):
                target = template.cell(sheet, f"{column_letters(at_column)}{at_row}")
                if not target.shown and not refusal(sheet, target) and at_row not in rows_of_lists:
                    yield (guess[0], distance), Spot(guess[1], sheet, target.ref)
                    break


def _bare(words: str) -> str:
    """A label without what people put around it: "Ward name: *" is "ward name"; "" for what is too long for one."""
    return folded(_AROUND.sub(" ", words)) if len(words) <= _LONGEST else ""

"""Pasting figures: a block of cells copied from a spreadsheet, where each would go, and what stands in the way."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ward_desk.core import figures_periods
from ward_desk.core.changes import ChangeSet
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.records import Row
from ward_desk.core.same_name import plain
from ward_desk.core.tracker.tracker import Cell
from ward_desk.service.counts.figure_cell import cell_words, read_cell
from ward_desk.service.counts.figure_entry import FromEvents, set_figures, start_month
from ward_desk.service.counts.figures import Period, label
from ward_desk.service.document import Document
from ward_desk.store import counts as stored
from ward_desk.store.computed import is_computed

Block = Sequence[Sequence[str]]

MOST_CELLS: Final = 100_000
_LEFT_AS_IT_IS: Final = frozenset({"", "-", "–", "—", "−", "..", "…"})

# What becomes of a cell.
NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"


class Room(NamedTuple):
    """Where a block is put: the counts listed and the months or quarters shown, and the cell it begins at. `rows` and
    `columns` are how many cells are chosen there."""

    counts: Sequence[str]
    periods: Sequence[Period]
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1


class Placed(NamedTuple):
    """One cell of a block: the count and period it goes to, what is there, what was brought, and what becomes of it."""

    count_id: str
    key: str
    name: str  # "CHE-C01 Fly-tips reported", or the name nobody knows
    period: str
    before: str
    after: str
    becomes: str
    why: str = ""


@dataclass(frozen=True)
class Plan:
    """What pasting a block would do. `fits` when it can be done without another look."""

    cells: tuple[Placed, ...]
    left: int  # cells with nothing in them
    by_name: bool
    by_heading: bool
    skipped: tuple[str, ...]  # columns of the block that are no period
    fits: bool

    @property
    def changes(self) -> list[Placed]:
        """The figures that would be entered."""
        return [cell for cell in self.cells if cell.becomes in (NEW, CHANGED)]

    def number(self, becomes: str) -> int:
        """How many cells become that."""
        return sum(cell.becomes == becomes for cell in self.cells)


def read_block(words: str) -> list[list[str]]:
    """The cells of a block as a spreadsheet copies it: lines of cells set apart by tabs, those with lines of their own
    in quotes. Every row is as long as the longest; empty rows at the end are left out. Raises KnownError."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    try:
        rows = [
            [" ".join(cell.split()) for cell in row]
            for row in csv.reader(io.StringIO(lines.removeprefix("\ufeff")), delimiter="\t")
        ]
    except csv.Error as error:
        raise _no_block("What was copied is no table of figures.") from error
    while rows and not any(rows[-1]):
        rows.pop()
    wide = max(map(len, rows), default=0)
    if wide * len(rows) > MOST_CELLS:
        raise _no_block(f"What was copied has {wide * len(rows):,} cells, more than can be pasted at once.")
    return [row + [""] * (wide - len(row)) for row in rows]


def by_quarter(count: Row) -> bool:
    """Whether one figure of a count is entered for the whole quarter, not one a month."""
    return not is_computed(count) and (count["frequency"] == "quarterly" or count["nature"] == "people")


def cell_key(count: Row, period: Period, year_starts: int) -> str:
    """The key under which a count's figure is typed in the column of a month or quarter; "" where none is. In a grid of
    months the figure of a quarter stands in its last one."""
    if not by_quarter(count):
        return period.key if isinstance(period, Month) else ""
    if isinstance(period, Quarter):
        return period.key
    quarter = Quarter.of(period.first, year_starts)
    return quarter.key if quarter.months[2] == period else ""


def read_period(words: str, shown: Sequence[Period], year_starts: int) -> Period | None:
    """The month or quarter a heading names; one without a year is that of the year shown. None for other words."""
    year = Quarter.of(shown[0].first, year_starts).fy_start_year if shown else 0
    found = figures_periods.read(Cell(words, words), year, year_starts)
    if not found.key or "YTD" in found.key or (found.guessed_year and not shown):
        return None
    return Quarter.parse(found.key, year_starts) if "Q" in found.key else Month.parse(found.key)


def plan(doc: Document, block: Block, room: Room) -> Plan:
    """Where each cell of a block would go. A first row of months or quarters says which, a first column of names or
    references says whose; without them the cells go on from the one the block begins at."""
    year_starts = start_month(doc)
    rows = [list(row) for row in block]
    if any(not _is_number(words) for row in rows for words in row):
        every = {text(row, "id"): row for row in doc.store.rows("activity_count")}
    else:  # nothing but figures: they go where they are put, and no name is looked for
        every = stored.some(doc.store, room.counts[room.row : room.row + max(len(rows), room.rows)])
    headings = [read_period(words, room.periods, year_starts) for words in rows[0]] if rows else []
    by_heading = any(headings)
    head = rows.pop(0) if by_heading else []
    known = _by_name(every.values())
    name_at = _names(rows, headings, known, by_heading=by_heading)
    columns = _columns(room, rows, headings, head, name_at)
    if len(rows) == 1 and len(columns) == 1 and not by_heading and name_at < 0:  # one figure for all that is chosen
        rows, columns = _spread(rows, columns, room)
    wanted: list[tuple[str, Period | None, str, str]] = []  # count id or "", period, what was brought, heading or name
    left = 0
    for n, row in enumerate(rows):
        named = row[name_at] if name_at >= 0 else ""
        at = room.row + n
        one = known.get(plain(named), "") if name_at >= 0 else room.counts[at] if at < len(room.counts) else ""
        for place, period, _ in columns:
            if row[place] in _LEFT_AS_IT_IS:
                left += 1
            else:
                wanted.append((one, period, row[place], named))
    cells = _placed(doc, every, wanted, year_starts)
    shape = (len(rows), len(columns))
    chosen = (room.rows, room.columns)
    fits = (
        not by_heading and name_at < 0 and bool(cells) and all(cell.becomes != REFUSED for cell in cells)
        and (chosen in ((1, 1), shape))
    )  # fmt: skip
    skipped = tuple(words for at, words in enumerate(head) if words and at != name_at and headings[at] is None)
    return Plan(cells, left, name_at >= 0, by_heading, skipped, fits)


def apply(doc: Document, wanted: Plan, initiator: object = None) -> ChangeSet:
    """Enter the figures of a plan as one operation. Raises KnownError, and then none is entered."""
    cells = [(cell.count_id, cell.key, cell.after) for cell in wanted.changes]
    return set_figures(doc, cells, initiator, label=f"Paste {len(cells)} figures")


def _by_name(counts: Iterable[Row]) -> dict[str, str]:
    """Folded name, reference or code of a count -> its id; "" when two are called so."""
    found: dict[str, str] = {}
    for row in counts:
        for words in {plain(text(row, name)) for name in ("name", "ref", "code")} - {""}:
            found[words] = "" if found.get(words, text(row, "id")) != text(row, "id") else text(row, "id")
        found[plain(f"{text(row, 'ref')} {text(row, 'name')}")] = text(row, "id")
    return found


def _names(rows: Block, headings: Sequence[Period | None], known: dict[str, str], *, by_heading: bool) -> int:
    """The column of the block that names counts; -1 for none."""
    if not rows:
        return -1
    wide = len(rows[0])
    free = [at for at in range(wide) if not (by_heading and headings[at] is not None)]
    hits = {at: sum(plain(row[at]) in known and not _is_number(row[at]) for row in rows) for at in free}
    best = max(free, key=lambda at: hits[at], default=-1)
    if best >= 0 and hits[best]:
        return best
    worded = wide > 1 and free and all(re.search("[a-z]{3}", row[0], re.IGNORECASE) for row in rows if row[0])
    return free[0] if worded and free[0] == 0 and any(row[0] for row in rows) and not _figures_in(rows) else -1


def _figures_in(rows: Block) -> bool:
    """Whether the first column holds figures with words to them: "about 50", "17 of 27"."""
    return any(re.search("[0-9]|n/a|not available", row[0], re.IGNORECASE) for row in rows)


def _is_number(words: str) -> bool:
    return not re.search("[^0-9.,]", words)


_Column = tuple[int, Period | None, str]


def _columns(
    room: Room, rows: Block, headings: Sequence[Period | None], head: Sequence[str], name_at: int
) -> list[_Column]:
    """(place in the block, period or None beyond the last one shown, heading) of its columns of figures."""
    if head:
        return [(at, period, head[at]) for at, period in enumerate(headings) if period is not None]
    places = range(name_at + 1, len(rows[0])) if rows else range(0)
    found: list[_Column] = []
    for n, at in enumerate(places):
        place = room.column + n
        found.append((at, room.periods[place] if place < len(room.periods) else None, ""))
    return found


def _spread(rows: Block, columns: Sequence[_Column], room: Room) -> tuple[list[list[str]], list[_Column]]:
    """One cell, for every cell that is chosen."""
    words = rows[0][columns[0][0]]
    wide = min(room.columns, len(room.periods) - room.column)
    return [[words] * wide for _ in range(room.rows)], [(n, room.periods[room.column + n], "") for n in range(wide)]


def _placed(
    doc: Document, every: dict[str, Row], wanted: Sequence[tuple[str, Period | None, str, str]], year_starts: int
) -> tuple[Placed, ...]:
    keyed = [
        cell_key(every[one], period, year_starts) if one and period is not None else "" for one, period, _, _ in wanted
    ]
    counts = {one: every[one] for one, _, _, _ in wanted if one}
    events = FromEvents(doc, counts.values(), [key for key in keyed if key])
    taken: set[tuple[str, str]] = set()
    made = []
    for (one, period, words, named), key in zip(wanted, keyed, strict=True):
        count = every.get(one)
        name = f"{text(count, 'ref')} {text(count, 'name')}".strip() if count else named
        when = label(period) if period is not None else ""
        why = _refusal(count, period, key, named, year_starts)
        if not why and (one, key) in taken:
            why = "Another cell of the block goes there already."
        if not why and events.give(one, key):
            why = "It adds up from events, so nothing is typed over it."
        values: Row = {}
        if not why and count is not None:
            try:
                values = read_cell(words, count)
            except KnownError as error:
                why = error.happened
        row = events.typed(one, key) if not why else None
        before = cell_words(row, count) if count is not None else ""
        taken.add((one, key))
        becomes = REFUSED if why else NEW if not before else SAME if _is_as(row, values) else CHANGED
        made.append(Placed(one, key, name, when, before, words, becomes, why))
    return tuple(made)


def _refusal(count: Row | None, period: Period | None, key: str, named: str, year_starts: int) -> str:
    if count is None:
        return f"There is no one count called “{named}”." if named else "It is below the last count of the list."
    if period is None:
        return "It is beyond the last period shown."
    if key:
        return ""
    if isinstance(period, Month):
        last = Quarter.of(period.first, year_starts).months[2].label
        return f"This count has one figure a quarter, which stands in {last}."
    return "This count has a figure a month, and the quarter adds up from them."


def _is_as(row: Row | None, values: Row) -> bool:
    now = {"state": "final", "unavailable": "", **values}
    return row is not None and all(row[name] == value for name, value in now.items())


def _no_block(sentence: str) -> KnownError:
    return KnownError("figure.block", sentence, "Nothing was changed.", "Copy the cells again, from a spreadsheet.")

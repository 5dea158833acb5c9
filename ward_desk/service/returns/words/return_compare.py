"""Return compare: one return beside the one sent before it, difference by difference, then and now.

Beside another version of its own quarter everything is compared. Beside another quarter, what merely rolls on with
the calendar is not: months, what was done this quarter, the events and the feedback of then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

from ward_desk.core import ratings
from ward_desk.core.choices import code as code_of
from ward_desk.core.fields import text, whole
from ward_desk.core.periods import Quarter
from ward_desk.core.typed import counted
from ward_desk.exchange.returns.return_columns import Column, Sheet
from ward_desk.exchange.returns.return_data import ReturnData, ReturnRow, ReturnValue
from ward_desk.exchange.returns.return_layout import month_words
from ward_desk.exchange.returns.return_sheets import TABLES
from ward_desk.service.document import Document
from ward_desk.service.returns.making.return_making import frozen, quarter_data
from ward_desk.service.returns.return_due import start_month
from ward_desk.service.returns.return_fields import RECORD_OF, field_of, record_id
from ward_desk.store import returns as stored

Kind = Literal["new", "gone", "status", "rating", "figure", "date", "words"]
KINDS: Final[tuple[tuple[Kind, str], ...]] = (
    ("new", "New"), ("gone", "No longer there"), ("status", "Status"), ("rating", "Rating"), ("figure", "Figure"),
    ("date", "Date"), ("words", "Words"),
)  # fmt: skip

ALIKE: Final = 0.5  # the share of their words that two texts must have in common to be told apart word by word
# What is of one quarter only, and says nothing beside another.
_ROLLING: Final = {
    "summary": ("last_quarter", "mark"),
    "action_plan": ("rating_last_quarter", "done_this_quarter"),
    "activity_counts": (
        "month_1", "month_2", "month_3", "year_to_date", "last_quarter", "same_quarter_last_year", "direction",
        "direction_year", "completeness", "figures_from", "quarter_numerator", "quarter_base", "year_numerator",
        "year_base",
    ),
}  # fmt: skip
_NARRATIVE: Final = ("progress_to_date", "on_the_horizon", "challenges")  # rows of the Summary whose words count
_OF_THEIR_QUARTER: Final = ("events", "feedback")  # those of then are not gone, only past


class Difference(NamedTuple):
    """One thing that is not as it was."""

    kind: Kind
    sheet: str  # its title
    record: str  # what people call it: its reference, or the measure of the Summary
    title: str
    heading: str  # of the column; empty for what is new or gone
    then: ReturnValue
    now: ReturnValue
    column: Column | None  # how the two are shown
    table: str  # of the record behind it; empty when there is none
    ref: str
    field: str  # of the record
    worse: bool = False  # a rating that went down


class Compared(NamedTuple):
    """A return beside the one sent before it."""

    before: str  # "Q2 2023-24", or "version 1"
    differences: tuple[Difference, ...]

    @property
    def words(self) -> str:
        """ "5 new, 1 no longer there, 3 ratings (2 worse), 12 figures since Q2 2023-24, as it was sent." """
        counts = Counter(one.kind for one in self.differences)
        worse = sum(one.worse for one in self.differences)
        said = [_counted(kind, counts[kind]) for kind, _ in KINDS if counts[kind]]
        if worse:
            at = next(place for place, one in enumerate(said) if "rating" in one)
            said[at] += f" ({worse} worse)"
        return f"{', '.join(said) or 'Nothing differs'} since {self.before} as it was sent."


def _counted(kind: Kind, number: int) -> str:
    if kind in ("new", "gone"):
        return f"{number:,} {'new' if kind == 'new' else 'no longer there'}"
    noun = {"status": "status", "rating": "rating", "figure": "figure", "date": "date", "words": "text"}[kind]
    return counted(number, noun)


def compared(doc: Document, return_id: str) -> Compared | None:
    """A return beside the one sent last before it; None when none was. Raises KnownError when it is gone."""
    row = stored.light(doc.store, return_id)
    if row is None:
        return None
    period, version = text(row, "period"), whole(row, "version") or 1
    earlier = stored.last_sent(doc.store, period, version)
    if earlier is None:
        return None
    start = start_month(doc)
    then, now = frozen(doc, text(earlier, "id")), quarter_data(doc, Quarter.parse(period, start), version)
    if earlier["period"] == period:
        before = f"version {whole(earlier, 'version')}"
    else:
        before = Quarter.parse(text(earlier, "period"), start).short
    return Compared(before, tuple(differences(then, now)))


def place(doc: Document, one: Difference, return_id: str) -> tuple[str, str, str] | None:
    """Table, id and field of the record behind a difference; None when it is no longer there."""
    if one.table == "quarterly_return":
        return one.table, return_id, one.field
    found = record_id(doc, one.table, one.ref)
    return (one.table, found, one.field) if found else None


def differences(then: ReturnData, now: ReturnData) -> Iterator[Difference]:
    """What differs, sheet by sheet in the order of the workbook; records are told apart by their reference."""
    same_quarter = then.header.period == now.header.period
    named = {f"Month {at}": month_words(key) for at, key in enumerate(now.header.months, start=1)}
    for sheet in TABLES:
        if sheet.table != "summary" and sheet.table not in RECORD_OF:
            continue
        key = "code" if sheet.table == "summary" else "ref"
        old = {str(row[key]): row for row in then.tables.get(sheet.table, ()) if row.get(key)}
        new = {str(row[key]): row for row in now.tables.get(sheet.table, ()) if row.get(key)}
        for one in _changed(sheet, old, new, same_quarter=same_quarter):
            yield one._replace(heading=named.get(one.heading, one.heading))
        for ref, row in new.items():
            if ref not in old and sheet.table in RECORD_OF:
                yield _whole("new", sheet, ref, row)
        for ref, row in old.items():
            if ref not in new and sheet.table in RECORD_OF and (same_quarter or sheet.table not in _OF_THEIR_QUARTER):
                yield _whole("gone", sheet, ref, row)


def _whole(kind: Kind, sheet: Sheet, ref: str, row: ReturnRow) -> Difference:
    title = _title(sheet, row)
    then, now = (None, title) if kind == "new" else (title, None)
    return Difference(kind, sheet.title, ref, title, "", then, now, None, RECORD_OF[sheet.table], ref, "")


def _changed(
    sheet: Sheet, old: Mapping[str, ReturnRow], new: Mapping[str, ReturnRow], *, same_quarter: bool
) -> Iterator[Difference]:
    rolling = () if same_quarter else _ROLLING.get(sheet.table, ())
    for ref, row in new.items():
        before = old.get(ref)
        if before is None:
            continue
        for column in sheet.columns:
            # A column that came with a later schema was not in what was sent, so it has not changed.
            if column.kind == "mark" or column.key in rolling or column.key not in before:
                continue
            was, is_now = before[column.key], row[column.key]
            if _same(was, is_now) or (sheet.table == "summary" and column.key == "words" and ref not in _NARRATIVE):
                continue
            yield _difference(sheet, column, ref, row, was, is_now)
        if not same_quarter and sheet.table == "activity_counts":
            yield from _revised(sheet, ref, before, row)


def _revised(sheet: Sheet, ref: str, before: ReturnRow, row: ReturnRow) -> Iterator[Difference]:
    """What this return says of last quarter, where that is not what last quarter's return said."""
    was, said_now = before.get("quarter"), row.get("last_quarter")
    if was is not None and not _same(was, said_now):
        column = sheet.column("last_quarter")
        yield _difference(sheet, column._replace(heading="Last quarter, revised"), ref, row, was, said_now)


def _difference(
    sheet: Sheet, column: Column, ref: str, row: ReturnRow, was: ReturnValue, now: ReturnValue
) -> Difference:
    table, field = field_of(sheet.table, ref if sheet.table == "summary" else column.key)
    record, name = (str(row["measure"]), "") if sheet.table == "summary" else (ref, ref)
    if sheet.table == "summary" and column.key != "words":
        table, field = "", ""
    kind = _kind(column)
    worse = kind == "rating" and ratings.worse(_rating(now), _rating(was))
    title = record if sheet.table == "summary" else _title(sheet, row)
    return Difference(kind, sheet.title, record, title, column.heading, was, now, column, table, name, field, worse)


def _kind(column: Column) -> Kind:
    if column.key in ("status", "rating"):
        return "status" if column.key == "status" else "rating"
    if column.kind in ("whole", "number", "percent", "money"):
        return "figure"
    return "date" if column.kind == "date" else "words"


def _rating(value: ReturnValue) -> str:
    return code_of(ratings.RATINGS, value)


def _same(was: ReturnValue, now: ReturnValue) -> bool:
    # What was sent has been cleaned: blank is nothing there.
    return (was if was != "" else None) == (now if now != "" else None)


def _title(sheet: Sheet, row: ReturnRow) -> str:
    """The first text of a row that must not be blank: its action, event, count or words."""
    column = next(one for one in sheet.columns if not one.nullable)
    return str(row.get(column.key) or "")


class Piece(NamedTuple):
    """Some words of a text, and whether they came, went or stayed."""

    words: str
    change: Literal["same", "out", "in"]


def pieces(then: str, now: str) -> list[Piece]:
    """Two texts as one, word by word: what stayed, what was taken out, what was put in. Texts that have little in
    common are two texts, each in one piece."""
    old, new = then.split(), now.split()
    found: list[Piece] = []
    matched = SequenceMatcher(None, old, new, autojunk=False)
    if matched.ratio() < ALIKE:
        return [Piece(then, "out"), Piece(now, "in")]
    for tag, a, b, c, d in matched.get_opcodes():
        if tag == "equal":
            found.append(Piece(" ".join(old[a:b]), "same"))
            continue
        if b > a:
            found.append(Piece(" ".join(old[a:b]), "out"))
        if d > c:
            found.append(Piece(" ".join(new[c:d]), "in"))
    return found

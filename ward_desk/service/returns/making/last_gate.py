"""Last gate: every text of a return is looked through for what could say who somebody is, before it leaves.

The checks look at what a ward types and a return prints; this looks at what is in fact about to be written, wherever it
came from, so that nothing gets past by a way nobody thought of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any, Final, NamedTuple, Protocol, TypeVar

from ward_desk.core import privacy
from ward_desk.core.errors import KnownError
from ward_desk.exchange.returns.return_columns import Column, Sheet
from ward_desk.exchange.returns.return_data import ReturnRow
from ward_desk.exchange.returns.return_sheets import COVER_ROWS, sheets_of

NAMED: Final = 5  # places told one by one; of any more, how many
_LOOKED_THROUGH: Final = ("text", "long")  # kinds of columns; the others hold no words

# What is public by its nature, by (table, column): where things are held, and what organisations are called.
_ADDRESSES: Final = frozenset({("events", "venue"), ("horizon", "note"), ("horizon", "item")})
_ORGANISATIONS: Final = frozenset(
    {("action_plan", "lead"), ("action_plan", "partners"), ("events", "partners"), ("funding", "source")}
)
# What the Cover says of the council itself; "Councillor" may stand in a role, and no name after it.
_OF_THE_COUNCIL: Final = ("ward", "town", "council", "programme")
_WORK_EMAIL: Final = "contact"


class Place(NamedTuple):
    """Where something personal stands in a return, and what kind of thing it is. It never repeats what was found."""

    sheet: str  # its title
    record: str  # reference, or "row 3"
    heading: str  # of its column
    kind: str  # "phone number"

    def __str__(self) -> str:
        return f"{self.sheet}, {self.record}, {self.heading}: {self.kind}"


class _Looked(NamedTuple):
    """A column that is looked through."""

    sheet: Sheet
    column: Column
    rows: list[ReturnRow]
    fine: frozenset[str]  # kinds of things that may stand in it
    texts: set[str]  # what stands in it, each text once


class Written(Protocol):
    """What is about to be written: a return, or a re-cut of one."""

    @property
    def header(self) -> Any: ...

    @property
    def tables(self) -> dict[str, list[ReturnRow]]: ...


Data = TypeVar("Data", bound=Written)


def last_gate(data: Data, sheets: Sequence[Sheet] | None = None) -> Data:
    """The same data, when it may leave. A draft for the programme goes out with "[removed: phone number]" in place of
    whatever was found; `sheets` are those of its tables, a return's own when they are not given.

    Raises KnownError naming sheet and record when something is found in a public version, or in one that is signed.
    """
    sheets = sheets_of(data.header.schema_version) if sheets is None else sheets
    found = places(data, sheets)
    if not found:
        return data
    if data.header.audience == "public" or getattr(data.header, "status", "draft") != "draft":
        raise _refusal(data, found)
    return _redacted(data, sheets)


def places(data: Written, sheets: Sequence[Sheet]) -> list[Place]:
    """Everything in the data that could say who somebody is."""
    found = [
        Place("Cover", "row", dict(COVER_ROWS).get(name, name.replace("_", " ").capitalize()), find.label)
        for name, words in _header_texts(data.header)
        for find in _finds("cover", name, words)
    ]
    columns = list(_columns(data, sheets))
    # One look through all texts, and then through all of a column: nearly always there is nothing, many texts stand
    # in several columns, and one text after another takes long.
    together: dict[frozenset[str], set[str]] = {}
    for one in columns:
        together.setdefault(one.fine, set()).update(one.texts)
    held = {fine for fine, texts in together.items() if _holds_something(texts, fine)}
    for one in columns:
        if one.fine not in held or not _holds_something(one.texts, one.fine):
            continue
        hits = {words: finds for words in one.texts if (finds := _found(words, one.fine))}
        key, heading = one.column.key, one.column.heading
        for number, row in enumerate(one.rows, start=1):
            for kind in dict.fromkeys(find.label for find in hits.get(str(row[key] or ""), ())):
                found.append(Place(one.sheet.title, str(row.get("ref") or f"row {number}"), heading, kind))
    return found


def _columns(data: Written, sheets: Iterable[Sheet]) -> Iterator[_Looked]:
    for sheet in sheets:
        rows = data.tables.get(sheet.table, [])
        for column in sheet.columns if rows else ():
            if column.kind in _LOOKED_THROUGH and not column.allowed:
                texts = {value for row in rows if isinstance(value := row[column.key], str)}
                yield _Looked(sheet, column, rows, _fine(sheet.table, column.key), texts)


def _holds_something(texts: Iterable[str], fine: frozenset[str]) -> bool:
    # Nothing personal goes on over an empty line.
    return bool(_found("\n\n".join(texts), fine))


def _header_texts(header: Any) -> list[tuple[str, str]]:
    return [
        (one.name, words)
        for one in fields(header)
        if one.name != _WORK_EMAIL and isinstance(words := getattr(header, one.name), str) and words
    ]


def _finds(table: str, key: str, words: str) -> list[privacy.Find]:
    return _found(words, _fine(table, key))


def _fine(table: str, key: str) -> frozenset[str]:
    """The kinds of things that may stand in a column, or in a row of the Cover."""
    if (table, key) in _ORGANISATIONS or (table == "cover" and key in _OF_THE_COUNCIL):
        return frozenset({"postcode", "name"})
    return frozenset({"postcode"} if (table, key) in _ADDRESSES else ())


def _found(words: str, fine: frozenset[str]) -> list[privacy.Find]:
    return [find for find in privacy.scan(words) if find.kind not in fine]


def _refusal(data: Written, found: Sequence[Place]) -> KnownError:
    said = "; ".join(str(place) for place in found[:NAMED])
    more = f"; and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
    what = "The public version" if data.header.audience == "public" else "The signed return"
    return KnownError(
        "return.personal",
        f"{what} still has something in it that could say who somebody is. {said}{more}.",
        "Nothing was written.",
        "Open these records and take it out, then try again.",
    )


def _redacted(data: Data, sheets: Sequence[Sheet]) -> Data:
    header = replace(
        data.header,
        **{name: _clean("cover", name, words) for name, words in _header_texts(data.header)},
    )
    tables = {name: [dict(row) for row in rows] for name, rows in data.tables.items()}
    for sheet in sheets:
        for column in sheet.columns:
            if column.kind in _LOOKED_THROUGH and not column.allowed:
                for row in tables.get(sheet.table, ()):
                    if isinstance(words := row[column.key], str):
                        row[column.key] = _clean(sheet.table, column.key, words)
    return replace(data, header=header, tables=tables)  # type: ignore[type-var]


def _clean(table: str, key: str, words: str) -> str:
    while found := _finds(table, key, words):
        for find in reversed(found):
            words = privacy.redact(words, find)
    return words

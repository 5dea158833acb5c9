"""Listing: how a page's list is sorted and filtered in SQL. Each page's own listing is in the module of its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ward_desk.core.records import Row, Value
from ward_desk.store.rows import Store

CHUNK = 400  # ids in one query
WORDS_UP_TO = 20  # looked for at once; a page pasted into the box would be too much for SQLite
BY_REF = "printf('%03d', length(r.ref)) || r.ref"  # CHE-100 after CHE-99


class Listing(NamedTuple):
    """One list: the table it is of, the columns it shows, and what its filters mean."""

    source: str  # FROM ..., the listed table first, as r
    columns: Mapping[str, str]  # name -> SQL expression
    words: tuple[str, ...]  # SQL expressions that the filter box looks in
    filters: Mapping[str, str]  # name -> condition with a ? for the value; "name=value" -> one with none, or for today
    sort: str  # the column first sorted by
    descending: bool = False
    order: Mapping[str, str] = {}  # column -> SQL to sort by, where it isn't the column itself
    groups: Mapping[str, tuple[str, str]] = {}  # name -> SQL of its heading, and SQL the headings are sorted by


def ids(
    store: Store,
    listing: Listing,
    words: str,
    filters: Mapping[str, Value],
    sort: str,
    descending: bool | None,
    today: str,
) -> list[str]:
    """The ids of the records that hold every word typed and pass every filter, sorted. Empties come last. `today` is
    an ISO date."""
    sql, values = _asked(listing, words, filters, sort, descending, today, "")
    return [row[0] for row in store.connection.execute(f"SELECT r.id {sql}", values)]


def arranged(
    store: Store,
    listing: Listing,
    words: str,
    filters: Mapping[str, Value],
    sort: str,
    descending: bool | None,
    today: str,
    group: str = "",
) -> list[tuple[str, str]]:
    """As `ids`, each with the heading of its group; those of one heading stand together, those without one last."""
    if not group:
        return [(row_id, "") for row_id in ids(store, listing, words, filters, sort, descending, today)]
    sql, values = _asked(listing, words, filters, sort, descending, today, group)
    return [
        (row[0], row[1]) for row in store.connection.execute(f"SELECT r.id, {listing.groups[group][0]} {sql}", values)
    ]


def _asked(
    listing: Listing,
    words: str,
    filters: Mapping[str, Value],
    sort: str,
    descending: bool | None,
    today: str,
    group: str,
) -> tuple[str, list[Value]]:
    """The SQL after the columns, and its values."""
    conditions: list[str] = []
    values: list[Value] = []
    looked_in = " || ' ' || ".join(listing.words)
    for word in words.split()[:WORDS_UP_TO]:
        conditions.append(f"({looked_in}) LIKE ? ESCAPE '\\'")
        values.append("%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
    for name, value in filters.items():
        if value in (None, ""):
            continue
        fixed = listing.filters.get(f"{name}={value!s}")
        conditions.append(fixed or listing.filters[name])
        if fixed is None:
            values.append(value)
        elif "?" in fixed:
            values.append(today)
    column = sort if sort in listing.columns else listing.sort
    down = listing.descending if descending is None else descending
    expression = listing.order.get(column, listing.columns[column])
    first = ""
    if group:
        heading, place = listing.groups[group]
        first = f"({heading}) = '', {place}, "
    return (
        f"FROM {listing.source} WHERE {' AND '.join(conditions) or '1'}"
        f" ORDER BY {first}({expression}) IS NULL OR ({expression}) = '', {expression} COLLATE NOCASE"
        f" {'DESC' if down else ''}, r.rowid"
    ), values


def rows(store: Store, listing: Listing, wanted: Sequence[str]) -> list[Row]:
    """The shown columns of these records, in this order; one that has gone since is left out."""
    select = ", ".join(f'{expression} AS "{name}"' for name, expression in listing.columns.items())
    found: dict[str, Row] = {}
    for at in range(0, len(wanted), CHUNK):
        part = wanted[at : at + CHUNK]
        for row in store.connection.execute(
            f"SELECT r.id AS id, {select} FROM {listing.source} WHERE r.id IN ({', '.join('?' * len(part))})",
            part,
        ):
            found[row["id"]] = dict(row)
    return [found[one] for one in wanted if one in found]


def total(store: Store, listing: Listing) -> int:
    """How many records there are in all."""
    return store.number(f"SELECT count(*) FROM {listing.source.split(' ', 1)[0]}")

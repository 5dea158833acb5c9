"""Return changes: what differs between a return that was sent and the one being prepared, in words."""

from __future__ import annotations

import json
from typing import NamedTuple

from ward_desk.exchange.returns.return_columns import Sheet
from ward_desk.exchange.returns.return_data import ReturnRow, ReturnValue
from ward_desk.exchange.returns.return_sheets import TABLES

_BY_REF = ("action_plan", "events", "activity_counts", "feedback", "funding", "risks")
_LONGEST = 80  # characters of a text in a change


class Change(NamedTuple):
    """One difference."""

    table: str  # of the return
    sheet: str  # its title
    ref: str
    what: str  # one sentence for each thing that differs


def tables_of(snapshot: bytes) -> dict[str, list[ReturnRow]]:
    """The tables of a return kept as its canonical JSON; none when none was kept."""
    tables: dict[str, list[ReturnRow]] = json.loads(snapshot)["tables"] if snapshot else {}
    return tables


def changes(before: dict[str, list[ReturnRow]], now: dict[str, list[ReturnRow]]) -> list[Change]:
    """What was added, taken out and changed, sheet by sheet; records are told apart by their reference."""
    found: list[Change] = []
    for sheet in TABLES:
        key = "code" if sheet.table == "summary" else "ref"
        if sheet.table == "summary" or sheet.table in _BY_REF:
            found += _of_sheet(sheet, key, before.get(sheet.table, []), now.get(sheet.table, []))
    return found


def _of_sheet(sheet: Sheet, key: str, before: list[ReturnRow], now: list[ReturnRow]) -> list[Change]:
    old = {str(row[key]): row for row in before if row.get(key)}
    new = {str(row[key]): row for row in now if row.get(key)}
    found = []
    for ref, row in new.items():
        name = str(row["measure"]) if key == "code" else ref
        if ref not in old:
            found.append(Change(sheet.table, sheet.title, name, f"New: {_title(sheet, row)}."))
            continue
        said = [
            f"{column.heading} was {_shown(old[ref].get(column.key))}, now {_shown(row[column.key])}."
            for column in sheet.columns
            if column.key in old[ref] and _differs(old[ref][column.key], row[column.key])
        ]
        if said:
            found.append(Change(sheet.table, sheet.title, name, " ".join(said)))
    for ref, row in old.items():
        if ref not in new:
            name = str(row["measure"]) if key == "code" else ref
            found.append(Change(sheet.table, sheet.title, name, f"No longer there: {_title(sheet, row)}."))
    return found


def _differs(was: ReturnValue, now: ReturnValue) -> bool:
    # What was sent has been cleaned: blank is nothing there.
    return (was if was != "" else None) != (now if now != "" else None)


def _title(sheet: Sheet, row: ReturnRow) -> str:
    """The first text of a row that must not be blank: its action, event, count or words."""
    column = next(one for one in sheet.columns if not one.nullable)
    return _shown(row.get(column.key))


def _shown(value: ReturnValue) -> str:
    if value is None or value == "":
        return "empty"
    if isinstance(value, str):
        return f"“{value[:_LONGEST]}…”" if len(value) > _LONGEST else f"“{value}”"
    return f"{value:,}"

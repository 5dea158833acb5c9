"""Version by version: what a later version of a return changed, for whoever has worked with the one before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ward_desk.core.fields import text
from ward_desk.core.records import Row

NEW: Final = "New"
GONE: Final = "Gone"

_TITLES: Final = {  # of the tables that are compared, in the order they are shown
    "summary": "Summary",
    "actions": "Actions",
    "events": "Events",
    "counts": "Activity counts",
    "count_values": "Activity counts",
    "feedback": "Feedback",
    "funding": "Funding",
    "risks": "Risks",
}
_NAMES: Final = ("action", "title", "count", "said", "purpose", "risk")  # the columns that say what a record is


def version_changes(rows: Iterable[Row]) -> list[Row]:
    """The rows of the view `version_changes` for people: a record that is new or gone is one line, with what it is,
    and every other value that differs is one."""
    tables = list(_TITLES)
    order = sorted(rows, key=lambda row: (
        text(row, "ward"), row["version"], tables.index(text(row, "table")), text(row, "ref"), text(row, "column"),
    ))  # fmt: skip
    whole: dict[tuple[object, ...], list[Row]] = {}
    for row in order:
        if row["column"] == "ref":
            whole[_record(row)] = []
    for row in order:
        if (record := _record(row)) in whole:
            whole[record].append(row)
    found: list[Row] = []
    for row in order:
        record = _record(row)
        kept = {name: row[name] for name in ("ward", "version_before", "version", "ref")}
        kept["sheet"] = _TITLES[text(row, "table")]
        if record not in whole:
            about = text(row, "column").replace("_", " ")
            found.append({**kept, "column": about[:1].upper() + about[1:],
                          "before": _shown(row["before"]), "after": _shown(row["after"])})  # fmt: skip
        elif row["column"] == "ref":
            gone = row["after"] is None
            name = _name(whole[record], "before" if gone else "after")
            found.append({**kept, "column": GONE if gone else NEW, "before": name if gone else None,
                          "after": None if gone else name})  # fmt: skip
    return found


def _record(row: Row) -> tuple[object, ...]:
    """What a row is about: a figure belongs to its count."""
    return row["return_id"], _TITLES[text(row, "table")], row["ref"]


def _name(rows: Sequence[Row], side: str) -> str:
    named = [text(row, side) for row in rows if row["column"] in _NAMES]
    return named[0] if named else text(rows[0], side)


def _shown(value: object) -> str | None:
    """A value as a text, which a sheet holds beside others of every kind."""
    if isinstance(value, float):
        return f"{value:.15g}"
    return None if value is None else str(value)

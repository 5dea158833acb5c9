"""Return summary: the figures of a Summary, counted from the rows of the other tables and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from ward_desk.core import ratings, sums
from ward_desk.core.choices import PRECISIONS, label
from ward_desk.core.typed import show_count
from ward_desk.exchange.returns.return_data import ReturnRow, ReturnValue

Tables = Mapping[str, list[ReturnRow]]

_OPEN: Final = frozenset(label(ratings.STATUSES, code) for code in ratings.OPEN_STATUSES)
_COMPLETE: Final = label(ratings.STATUSES, "complete")
_CODES: Final = {words: code for code, words in PRECISIONS}


def numbers(tables: Tables, first: date, last: date) -> dict[str, int | None]:
    """code of a row of the Summary -> its number; the codes are those of SUMMARY_ROWS. Residents are None when events
    were held and nobody was counted at any."""
    plan = [row for row in tables["action_plan"] if row["ref"] is not None]
    still_open = [row for row in plan if row["status"] in _OPEN]
    held = _held(tables)
    came = [row["residents"] for row in held if isinstance(row["residents"], int)]
    found: dict[str, int | None] = {
        f"actions_{code}": sum(1 for row in still_open if row["rating"] == words) for code, words in ratings.RATINGS
    }
    return found | {
        "actions_open": len(still_open),
        "actions_unrated": sum(1 for row in still_open if not row["rating"]),
        "actions_complete": sum(1 for row in plan if row["status"] == _COMPLETE),
        "events_held": len(held),
        "residents_engaged": sum(came) if came else (None if held else 0),
        "feedback_heard": _between(tables["feedback"], "heard_on", first, last),
        "feedback_answered": _between(tables["feedback"], "told_on", first, last),
    }


def engaged(tables: Tables) -> tuple[str, str]:
    """The precision of the residents engaged, and the mark of it."""
    rows = [row for row in _held(tables) if isinstance(row["residents"], int)]
    precision = sums.join_precision(_precision(row) for row in rows)
    return precision, _marks(row["residents_mark"] for row in rows)


def engaged_words(number: int | None, precision: str) -> str:
    """ "about 150"; empty when nobody was counted."""
    return "" if number is None else show_count(number, precision)


def _precision(row: ReturnRow) -> str:
    """A sum of "about" and "at least" is "About" by its word; its mark says both."""
    mark = str(row["residents_mark"] or "")
    if "[about]" in mark and "[at least]" in mark:
        return "mixed"
    return _CODES.get(str(row["residents_precision"] or ""), "exact")


def _marks(cells: Iterable[ReturnValue]) -> str:
    said = " ".join(str(cell or "") for cell in cells)
    return " ".join(mark for mark in ("[about]", "[at least]") if mark in said)


def _held(tables: Tables) -> list[ReturnRow]:
    return [row for row in tables["events"] if row["status"] == "Held"]


def _between(rows: Iterable[ReturnRow], key: str, first: date, last: date) -> int:
    return sum(1 for row in rows if first.isoformat() <= str(row[key] or "") <= last.isoformat())

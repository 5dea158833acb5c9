"""Computed figures: queries of activity counts whose figures are worked out from events and who came to them.

Nothing of it is stored: a number is written down once, at the event, and every figure that depends on it follows.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from ward_desk.core.choices import RESIDENT_GROUPS
from ward_desk.core.fields import text
from ward_desk.core.periods import Month
from ward_desk.core.records import Row
from ward_desk.store.events import WORST
from ward_desk.store.rows import Store

# Which events v a computed count k is worked out from.
IN_SCOPE: Final = (
    "(k.computed <> '' AND k.nature = 'flow' AND v.status = 'held'"
    " AND (k.computed_kind = '' OR k.computed_kind = v.kind)"
    " AND (k.computed_scope IN ('', 'all')"
    " OR (k.computed_scope = 'theme'"
    "  AND EXISTS (SELECT 1 FROM event_theme h WHERE h.event = v.id AND h.theme = k.theme))"
    " OR (k.computed_scope = 'actions'"
    "  AND EXISTS (SELECT 1 FROM count_action s WHERE s.activity_count = k.id AND s.action = v.action))))"
)
_RESIDENTS: Final = ", ".join(f"'{group}'" for group in RESIDENT_GROUPS)
# Which of them give it a figure: somebody was counted there.
FEEDS: Final = (
    f"({IN_SCOPE} AND (k.computed = 'events' OR EXISTS (SELECT 1 FROM attendance o WHERE o.event = v.id"
    f" AND (o.grouping = k.computed OR (k.computed = 'residents' AND o.grouping IN ({_RESIDENTS}))))))"
)
_GROUPS: Final = {"residents": RESIDENT_GROUPS, "adults": ("adults",), "under_18s": ("under_18s",)}


def is_computed(count: Row) -> bool:
    """Whether the figures of a count are worked out from events."""
    return bool(count["computed"]) and count["nature"] == "flow"


def figures(store: Store, count: Row, first: str, last: str, today: date) -> list[Row]:
    """The figures of a computed count, a row for each month from `first` to `last` ("2023-04"), shaped as those of
    `counts.figures`: `computed` is 1, `events` says how many events it comes from, and `waiting` how many were held
    with nobody counted.

    A month that is over, without an event and with none still planned in it, is a true nought from the first event
    of the document on; before that, nobody knows. A count of a theme it does not have, or of the actions it serves
    without any, takes in no event at all, and has no figures.
    """
    return figures_of(store, [count], first, last, today)[text(count, "id")]


def figures_of(store: Store, counts: Iterable[Row], first: str, last: str, today: date) -> dict[str, list[Row]]:
    """count id -> the figures of several computed counts, as `figures` gives them; the events are gone through once for
    all counts that take in the same ones."""
    wanted = list(counts)
    over = _whole_months(store, first, last, today) if wanted else []
    known: dict[tuple[object, ...], list[Row]] = {}
    made = {}
    for count in wanted:
        alike = _takes_in(count)
        if alike not in known:
            known[alike] = _by_month(store, count, f"{first}-01", f"{last}-31")
        made[text(count, "id")] = _months(count, known[alike], over if _takes_in_any(store, count) else ())
    return made


def _takes_in(count: Row) -> tuple[object, ...]:
    """What says which events a computed count takes in, and what of them."""
    scope = count["computed_scope"] or "all"
    of = {"theme": count["theme"], "actions": count["id"]}.get(str(scope))
    return count["computed"], count["computed_kind"], scope, of


def _takes_in_any(store: Store, count: Row) -> bool:
    """Whether it is said which events a computed count takes in."""
    if count["computed_scope"] == "theme":
        return bool(count["theme"])
    return count["computed_scope"] != "actions" or bool(store.linked("count_action", text(count, "id")))


def _months(count: Row, given: Iterable[Row], over: Iterable[str]) -> list[Row]:
    found = {text(row, "month"): row for row in given}
    made: list[Row] = []
    for month in over:
        if month not in found:
            found[month] = {"month": month, "value": 0, "precision": "exact", "events": 0, "waiting": 0}
    for month in sorted(found):
        row = found[month]
        made.append({
            "id": "", "activity_count": count["id"], "period": month, "value": row["value"], "numerator": None,
            "denominator": None, "precision": row["precision"] or "exact", "state": "final", "note": "",
            "unavailable": "", "event": None, "event_ref": "", "event_title": "", "event_start": "",
            "illustrative": count["illustrative"], "adjustment": 0, "computed": 1, "events": row["events"],
            "waiting": row["waiting"],
        })  # fmt: skip
    return made


def events(store: Store, count: Row, first: str, last: str) -> list[Row]:
    """The events a computed count's figures between two days come from, oldest first: id, ref, title, start, value
    and precision. One with nobody counted has no value."""
    return store.query(
        f"SELECT v.id, v.ref, v.title, v.start, {_value(count)} AS value, {_precision(count)} AS precision"
        f" FROM activity_count k JOIN event v ON {IN_SCOPE} WHERE k.id = ?"
        " AND substr(v.start, 1, 10) BETWEEN ? AND ? ORDER BY v.start, v.rowid",
        (count["id"], first, last),
    )


def _by_month(store: Store, count: Row, first: str, last: str) -> list[Row]:
    return store.query(
        "SELECT month, sum(value) AS value, count(value) AS events, sum(uncounted) AS waiting,"
        f" {WORST} AS precision FROM (SELECT substr(v.start, 1, 7) AS month, {_value(count)} AS value,"
        f" {_precision(count)} AS precision, NOT EXISTS (SELECT 1 FROM attendance a WHERE a.event = v.id) AS uncounted"
        f" FROM activity_count k JOIN event v ON {IN_SCOPE} WHERE k.id = ? AND v.start BETWEEN ? AND ?)"
        " GROUP BY month",
        (count["id"], first, last + "T99"),
    )


def _whole_months(store: Store, first: str, last: str, today: date) -> list[str]:
    """The months from `first` to `last` that are over and have nothing left to be settled in them, from the first event
    held on."""
    held = store.query(
        "SELECT substr(start, 1, 7) AS month FROM event WHERE status = 'held' AND start > '' ORDER BY start LIMIT 1"
    )
    if not held:
        return []
    begin = max(first, text(held[0], "month"))
    planned = {
        text(one, "month")
        for one in store.query(
            "SELECT DISTINCT substr(start, 1, 7) AS month FROM event WHERE status = 'planned'"
            " AND start BETWEEN ? AND ? AND start < ?",
            (begin, f"{last}~", today.isoformat()),
        )
    }
    found, month = [], Month.parse(begin)
    while month.last < today and month.key <= last:
        if month.key not in planned:
            found.append(month.key)
        month = month.next()
    return found


def _groups(count: Row) -> str:
    what = text(count, "computed")
    return ", ".join(f"'{group}'" for group in _GROUPS.get(what, (what,)))


def _value(count: Row) -> str:
    if count["computed"] == "events":
        return "1"
    return f"(SELECT sum(a.number) FROM attendance a WHERE a.event = v.id AND a.grouping IN ({_groups(count)}))"


def _precision(count: Row) -> str:
    if count["computed"] == "events":
        return "'exact'"
    return f"(SELECT {WORST} FROM attendance a WHERE a.event = v.id AND a.grouping IN ({_groups(count)}))"

"""Returns: queries of the Returns page: the returns themselves, and what goes into one.

Every query of what goes into a return leaves out records marked "this ward only" and whatever hangs on them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from ward_desk.core.choices import RESIDENT_GROUPS
from ward_desk.core.records import RECORDS, Row
from ward_desk.store.actions import WRITTEN
from ward_desk.store.rows import Store
from ward_desk.store.surveys import RESPONSES

_RESIDENTS = ", ".join(f"'{group}'" for group in RESIDENT_GROUPS)
_FILES = ("workbook", "snapshot")
_LIGHT = ", ".join(
    ["id", *(f'"{field.name}"' for field in RECORDS["quarterly_return"].fields if field.name not in _FILES)]
)
_DAY = "substr(e.start, 1, 10)"
# A return that was sent, with what was in it as far as it can still be read: whoever opens one altered from outside is
# told so (`return_copy.kept`), and nothing else stands still for it.
_SENT = (
    "status = 'sent' AND CASE WHEN json_valid(CAST(snapshot AS TEXT))"
    " THEN json_type(CAST(snapshot AS TEXT), '$.tables') = 'object' END"
)


def versions(store: Store, period: str) -> list[Row]:
    """The returns of a quarter without their files, the newest version first."""
    return store.query(
        f"SELECT {_LIGHT} FROM quarterly_return WHERE period = ? ORDER BY version DESC, rowid DESC", (period,)
    )


def light(store: Store, row_id: str) -> Row | None:
    """One return without its files."""
    rows = store.query(f"SELECT {_LIGHT} FROM quarterly_return WHERE id = ?", (row_id,))
    return rows[0] if rows else None


def file(store: Store, row_id: str, name: str) -> bytes:
    """A file a return keeps, "workbook" or "snapshot"; nothing when it keeps none."""
    if name not in _FILES:
        raise KeyError(name)
    rows = store.query(f"SELECT {name} AS file FROM quarterly_return WHERE id = ?", (row_id,))
    kept = rows[0]["file"] if rows else None
    return kept if isinstance(kept, bytes) else b""


def sent_tables(store: Store, periods: Iterable[str] | None, table: str) -> dict[str, list[Row]]:
    """quarter -> the rows of one table of its return as last sent, of every quarter for None; quarters never sent are
    left out."""
    wanted = list(periods or ())
    only = "" if periods is None else f" AND period IN ({', '.join('?' * len(wanted))})"
    return {
        str(row["period"]): json.loads(str(row["part"]))
        for row in store.query(
            "SELECT period, json_extract(CAST(snapshot AS TEXT), '$.tables.' || ?) AS part FROM quarterly_return"
            f" WHERE {_SENT}{only} ORDER BY period, version",
            [table, *wanted],
        )
        if row["part"]
    }


def sent_each(store: Store, table: str) -> list[list[Row]]:
    """The rows of one table of every return that was sent, each version by itself, oldest first."""
    return [
        json.loads(str(row["part"]))
        for row in store.query(
            "SELECT json_extract(CAST(snapshot AS TEXT), '$.tables.' || ?) AS part FROM quarterly_return"
            f" WHERE {_SENT} ORDER BY period, version",
            (table,),
        )
        if row["part"]
    ]


def last_sent(store: Store, before: str, version: int) -> Row | None:
    """The return sent last before this version of a quarter: an earlier version of it, or an earlier quarter."""
    rows = store.query(
        f"SELECT {_LIGHT} FROM quarterly_return WHERE {_SENT}"
        " AND (period < ? OR (period = ? AND version < ?)) ORDER BY period DESC, version DESC LIMIT 1",
        (before, before, version),
    )
    return rows[0] if rows else None


def actions(store: Store) -> list[Row]:
    """Actions in the order of the plan, with the words of their theme, recommendation and lead."""
    return store.query(
        "SELECT a.*, coalesce(t.label, '') AS theme_label, coalesce(n.title, '') AS recommendation_title,"
        " coalesce(o.name, '') AS lead_name FROM action a LEFT JOIN theme t ON t.id = a.theme"
        " LEFT JOIN recommendation n ON n.id = a.recommendation LEFT JOIN organisation o ON o.id = a.lead"
        " WHERE a.sharing <> 'ward' ORDER BY coalesce(n.position, t.position, 999), length(a.ref), a.ref"
    )


def of_actions(store: Store, table: str) -> list[Row]:
    """The milestones, or other records that belong to an action, of the actions of the return."""
    order = "x.due IS NULL, x.due, x.rowid" if table == "milestone" else "x.rowid"
    return store.query(
        f'SELECT x.* FROM "{RECORDS[table].name}" x JOIN action a ON a.id = x.action'
        f" WHERE a.sharing <> 'ward' ORDER BY {order}"
    )


def notes(store: Store, first: str, last: str) -> list[Row]:
    """Progress notes of these days, oldest first."""
    return store.query(
        "SELECT p.* FROM progress_note p JOIN action a ON a.id = p.action WHERE a.sharing <> 'ward'"
        f" AND {WRITTEN} AND p.noted_on BETWEEN ? AND ? ORDER BY p.noted_on, p.rowid",
        (first, last),
    )


def events(store: Store, first: str, last: str) -> list[Row]:
    """Events of these days, and all that are still planned, by date, with their themes and partners."""
    return store.query(
        "SELECT e.*,"
        " (SELECT group_concat(t.label, '; ') FROM event_theme x JOIN theme t ON t.id = x.theme"
        "  WHERE x.event = e.id) AS themes,"
        " (SELECT group_concat(o.name, '; ') FROM event_partner x JOIN organisation o ON o.id = x.organisation"
        "  WHERE x.event = e.id) AS partners"
        f" FROM event e WHERE e.sharing <> 'ward' AND ({_DAY} BETWEEN ? AND ? OR e.status = 'planned')"
        " ORDER BY e.start, e.rowid",
        (first, last),
    )


def attendance(store: Store, first: str, last: str) -> list[Row]:
    """Attendance at the events of these days."""
    return store.query(
        "SELECT a.* FROM attendance a JOIN event e ON e.id = a.event WHERE e.sharing <> 'ward'"
        f" AND {_DAY} BETWEEN ? AND ? ORDER BY a.rowid",
        (first, last),
    )


def done(store: Store, first: str, last: str) -> list[Row]:
    """What was counted at the events of these days: event, count, value and precision."""
    return store.query(
        "SELECT f.event, f.activity_count, f.value, f.precision FROM figure f"
        " JOIN activity_count c ON c.id = f.activity_count JOIN event e ON e.id = f.event"
        " WHERE e.sharing <> 'ward' AND c.sharing <> 'ward' AND f.value IS NOT NULL"
        f" AND {_DAY} BETWEEN ? AND ? ORDER BY c.position, c.rowid",
        (first, last),
    )


def engaged(store: Store, first: str, last: str) -> tuple[int, list[Row]]:
    """How many events were held on these days, and their residents, by precision."""
    held = f"e.sharing <> 'ward' AND e.status = 'held' AND {_DAY} BETWEEN ? AND ?"
    return store.number(f"SELECT count(*) FROM event e WHERE {held}", (first, last)), store.query(
        "SELECT a.precision, sum(a.number) AS number FROM attendance a JOIN event e ON e.id = a.event"
        f" WHERE {held} AND a.grouping IN ({_RESIDENTS}) AND a.number IS NOT NULL GROUP BY a.precision",
        (first, last),
    )


def feedback(store: Store, first: str, last: str) -> list[Row]:
    """Feedback heard or told back on these days, oldest first, with its themes."""
    return store.query(
        "SELECT f.*,"
        " (SELECT group_concat(t.label, '; ') FROM feedback_theme x JOIN theme t ON t.id = x.theme"
        "  WHERE x.feedback = f.id) AS themes"
        " FROM feedback f"
        " WHERE f.sharing <> 'ward' AND (f.heard_on BETWEEN ? AND ? OR f.told_on BETWEEN ? AND ?)"
        " ORDER BY f.heard_on, f.rowid",
        (first, last, first, last),
    )


def feedback_numbers(store: Store, first: str, last: str) -> tuple[int, int]:
    """How many items were heard on these days, and how many told back."""
    count = "SELECT count(*) FROM feedback WHERE sharing <> 'ward' AND {} BETWEEN ? AND ?"
    return (
        store.number(count.format("heard_on"), (first, last)),
        store.number(count.format("told_on"), (first, last)),
    )


def surveys(store: Store, first: str, last: str) -> list[Row]:
    """Surveys that were open on any of these days, oldest first."""
    return store.query(
        f"SELECT s.*, {RESPONSES.replace('r.id', 's.id')} AS responses FROM survey s"
        " WHERE s.sharing <> 'ward' AND coalesce(s.opens, s.closes) <= ? AND coalesce(s.closes, s.opens) >= ?"
        " ORDER BY coalesce(s.opens, s.closes), s.rowid",
        (last, first),
    )


def equality(store: Store) -> list[Row]:
    """Every equality total of a survey or event that may be shared, in the order entered."""
    return store.query(
        "SELECT q.* FROM equality_total q LEFT JOIN survey s ON s.id = q.survey LEFT JOIN event e ON e.id = q.event"
        " WHERE coalesce(s.sharing, e.sharing, '') <> 'ward' ORDER BY q.rowid"
    )


def counts(store: Store) -> list[Row]:
    """Activity counts in their order, with the label of their theme."""
    return store.query(
        "SELECT c.*, coalesce(t.label, '') AS theme_label FROM activity_count c LEFT JOIN theme t ON t.id = c.theme"
        " WHERE c.sharing <> 'ward' ORDER BY coalesce(c.position, 0), c.rowid"
    )


def priorities(store: Store) -> list[Row]:
    """Priorities by reference."""
    return store.query("SELECT * FROM priority WHERE sharing <> 'ward' ORDER BY length(ref), ref")


def funding(store: Store) -> list[Row]:
    """Funding lines, with the reference of their action."""
    return store.query(
        "SELECT m.*, coalesce(a.ref, '') AS action_ref FROM funding m LEFT JOIN action a ON a.id = m.action"
        " WHERE m.sharing <> 'ward' AND coalesce(a.sharing, '') <> 'ward'"
        " ORDER BY length(m.ref), m.ref"
    )


def risks(store: Store) -> list[Row]:
    """Risks by reference."""
    return store.query("SELECT * FROM risk WHERE sharing <> 'ward' ORDER BY length(ref), ref")

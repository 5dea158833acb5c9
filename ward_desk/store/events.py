"""Events: queries of the Events page."""

from __future__ import annotations

from ward_desk.core.choices import RESIDENT_GROUPS
from ward_desk.core.fields import whole
from ward_desk.core.records import Row
from ward_desk.store.listing import BY_REF, Listing
from ward_desk.store.rows import Store

_RESIDENTS = ", ".join(f"'{group}'" for group in RESIDENT_GROUPS)

# How sure a sum is, worst last, as in `core.sums`: it is only as sure as its least sure part.
WORST = (
    "CASE WHEN sum(precision = 'mixed') OR (sum(precision = 'about') AND sum(precision = 'at_least')) THEN 'mixed'"
    " WHEN sum(precision = 'about') THEN 'about' WHEN sum(precision = 'at_least') THEN 'at_least' ELSE 'exact' END"
)


def _sum(groups: str) -> str:
    return f"(SELECT sum(number) FROM attendance a WHERE a.event = r.id AND a.grouping IN ({groups}))"


def _precision(groups: str) -> str:
    return f"(SELECT {WORST} FROM attendance a WHERE a.event = r.id AND a.grouping IN ({groups}))"


LISTING = Listing(
    source="event r",
    columns={
        "ref": "r.ref", "title": "r.title", "kind": "r.kind", "status": "r.status", "start": "r.start", "end": "r.end",
        "venue": "r.venue", "illustrative": "r.illustrative", "cancel_reason": "r.cancel_reason",
        "shared_with": "r.shared_with",
        "residents": _sum(_RESIDENTS), "precision": _precision(_RESIDENTS),
        "counted": "EXISTS (SELECT 1 FROM attendance a WHERE a.event = r.id)",
        "themes": "(SELECT group_concat(coalesce(nullif(t.short_label, ''), t.label), ', ') FROM event_theme e"
        " JOIN theme t ON t.id = e.theme WHERE e.event = r.id)",
    },
    words=("r.ref", "r.title", "r.venue", "r.notes"),
    filters={
        "kind": "r.kind = ?", "status": "r.status = ?",
        "status=unsettled": "r.status = 'planned' AND r.start > ''"
        " AND max(substr(r.start, 1, 10), substr(coalesce(r.\"end\", ''), 1, 10)) < ?",
        "theme": "r.id IN (SELECT event FROM event_theme WHERE theme = ?)",
        "year": "substr(r.start, 1, 4) = ?",
    },
    sort="start",
    descending=True,
    order={"ref": BY_REF},
)  # fmt: skip


_FROM_WARD, _EXHIBITORS = _sum("'from_ward'"), _sum("'exhibitors'")


def residents_by_month(store: Store, first: str, last: str) -> dict[str, tuple[int | None, int]]:
    """month ("2023-12") -> residents at events held in it, None when nobody is counted at any, and how many events that
    was."""
    return {
        str(row["month"]): (whole(row, "residents"), int(str(row["events"])))
        for row in store.query(
            f"SELECT substr(r.start, 1, 7) AS month, sum({_sum(_RESIDENTS)}) AS residents, count(*) AS events"
            " FROM event r"
            " WHERE r.status = 'held' AND substr(r.start, 1, 10) BETWEEN ? AND ? GROUP BY 1",
            (first, last),
        )
    }


def figures_at(store: Store, event: str) -> list[Row]:
    """The figures that come from an event, with the name, unit and theme of their count, in the counts' order."""
    return store.query(
        "SELECT f.id, f.activity_count, f.period, f.value, f.numerator, f.denominator, f.precision, f.illustrative,"
        " c.ref, c.name, c.unit, coalesce(nullif(t.short_label, ''), t.label, '') AS theme,"
        " t.position AS theme_position FROM figure f JOIN activity_count c ON c.id = f.activity_count"
        " LEFT JOIN theme t ON t.id = c.theme WHERE f.event = ? ORDER BY c.position IS NULL, c.position, f.rowid",
        (event,),
    )


def counts_fed(store: Store) -> list[Row]:
    """The counts an event can add to, by theme and in their order: id, ref, name and theme. Only a flow takes figures
    from several events of one month; every other nature has one figure a period."""
    return store.query(
        "SELECT c.id, c.ref, c.name, c.theme FROM activity_count c LEFT JOIN theme t ON t.id = c.theme"
        " WHERE c.nature = 'flow' AND c.computed = ''"
        " ORDER BY t.position IS NULL, t.position, c.position IS NULL, c.position, c.rowid"
    )


def heard_at(store: Store, event: str) -> list[Row]:
    """What residents said at an event, in the order it was written down, with its first theme and its action."""
    return store.query(
        "SELECT r.id, r.ref, r.words, r.answer, r.told_on, r.illustrative, a.id AS action, a.ref AS action_ref,"
        " coalesce(nullif(t.short_label, ''), t.label, '') AS theme, t.position AS theme_position, t.id AS theme_id,"
        " r.place FROM feedback r LEFT JOIN action a ON a.id = r.action LEFT JOIN theme t ON t.id ="
        "  (SELECT e.theme FROM feedback_theme e WHERE e.feedback = r.id ORDER BY e.rowid LIMIT 1)"
        " WHERE r.event = ? ORDER BY r.rowid",
        (event,),
    )

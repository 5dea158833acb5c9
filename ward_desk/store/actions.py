"""Actions: queries of the Action plan page."""

from __future__ import annotations

from ward_desk.core.records import Row
from ward_desk.core.tracker.tracker import KEPT_HEADING
from ward_desk.store.listing import BY_REF, Listing
from ward_desk.store.rows import Store

OPEN = "('not_started', 'in_progress', 'on_hold')"

# Left empty, progress follows from the milestones; with none of those either there is none. Only when all are done is
# it 100.
PROGRESS = (
    "coalesce(r.progress, (SELECT CASE WHEN count(m.done_on) < count(*)"
    " THEN min(99, CAST(round(100.0 * count(m.done_on) / count(*)) AS INTEGER)) WHEN count(*) THEN 100 END"
    " FROM milestone m WHERE m.action = r.id))"
)
# Of a progress note p: somebody wrote it. What an import kept because it had no home tells of no progress.
WRITTEN = f"p.words NOT LIKE '{KEPT_HEADING}%'"
_NOTED = f"(SELECT max(p.noted_on) FROM progress_note p WHERE p.action = r.id AND {WRITTEN})"
_TERM = "CASE r.term WHEN 'short' THEN 1 WHEN 'medium' THEN 2 WHEN 'longer' THEN 3 END"
_STATUS = (
    "CASE r.status WHEN 'in_progress' THEN 1 WHEN 'not_started' THEN 2 WHEN 'on_hold' THEN 3"
    " WHEN 'complete' THEN 4 ELSE 5 END"
)
# As `ratings.stale`, in SQL: nothing written for more than 60 days, or nothing at all and due by 60 days from now.
_SILENT = (
    f"r.status IN {OPEN} AND (SELECT CASE WHEN {_NOTED} IS NULL THEN r.due <= date(d.day, '+60 days')"
    f" ELSE {_NOTED} < date(d.day, '-60 days') END FROM (SELECT ? AS day) d)"
)

LISTING = Listing(
    source=(
        "action r LEFT JOIN theme t ON t.id = r.theme LEFT JOIN organisation o ON o.id = r.lead"
        " LEFT JOIN recommendation n ON n.id = r.recommendation LEFT JOIN priority y ON y.id = r.priority"
    ),
    columns={
        "ref": "r.ref", "title": "r.title", "theme": "coalesce(nullif(t.short_label, ''), t.label, '')",
        "theme_position": "t.position", "recommendation": "coalesce(n.title, '')", "term": "r.term",
        "priority": "coalesce(y.title, '')", "delivery": "r.delivery", "lead": "coalesce(o.name, '')",
        "partners": "(SELECT group_concat(q.name, '; ') FROM action_partner x JOIN organisation q"
        " ON q.id = x.organisation WHERE x.action = r.id)",
        "progress": PROGRESS, "start": "r.start", "due": "r.due",
        "status": "r.status", "rating": "r.rating", "rating_reason": "r.rating_reason", "delay_cause": "r.delay_cause",
        "what": "r.what", "success": "r.success", "learning": "r.learning", "sharing": "r.sharing",
        "source_ref": "r.source_ref", "illustrative": "r.illustrative", "noted_on": _NOTED,
        "last_note": "(SELECT p.words FROM progress_note p WHERE p.action = r.id"
        f" AND {WRITTEN} ORDER BY p.noted_on DESC, p.rowid DESC LIMIT 1)",
        "next_milestone": "(SELECT m.title FROM milestone m WHERE m.action = r.id AND m.done_on IS NULL"
        " ORDER BY m.due IS NULL, m.due, m.rowid LIMIT 1)",
        "next_milestone_on": "(SELECT m.due FROM milestone m WHERE m.action = r.id AND m.done_on IS NULL"
        " ORDER BY m.due IS NULL, m.due, m.rowid LIMIT 1)",
        "milestones": "(SELECT count(*) FROM milestone m WHERE m.action = r.id)",
        "milestones_done": "(SELECT count(m.done_on) FROM milestone m WHERE m.action = r.id)",
    },
    words=("r.ref", "r.title", "r.what", "coalesce(o.name, '')", "r.source_ref"),
    filters={
        "theme": "r.theme = ?", "recommendation": "r.recommendation = ?", "priority": "r.priority = ?",
        "term": "r.term = ?", "lead": "r.lead = ?", "rating": "r.rating = ?", "rating=none": "r.rating = ''",
        "status": "r.status = ?", "status=open": f"r.status IN {OPEN}",
        "status=late": f"r.status IN {OPEN} AND r.due < ?", "status=silent": _SILENT,
    },
    sort="ref",
    order={
        "ref": BY_REF,
        "theme": "t.position",
        "rating": "CASE WHEN r.status = 'complete' THEN 5 WHEN r.status = 'cancelled' THEN 6"
        " ELSE CASE r.rating WHEN 'red' THEN 1 WHEN 'amber' THEN 2 WHEN 'green' THEN 3 ELSE 4 END END",
        "term": _TERM,
        "status": _STATUS,
    },
    groups={
        "theme": ("coalesce(t.label, '')", "t.position"),
        "term": (
            "CASE r.term WHEN 'short' THEN 'Short term' WHEN 'medium' THEN 'Medium term'"
            " WHEN 'longer' THEN 'Longer term' ELSE '' END",
            _TERM,
        ),
        "priority": ("coalesce(y.title, '')", "length(y.ref), y.ref"),
        "recommendation": ("coalesce(n.title, '')", "n.position, n.title"),
        "lead": ("coalesce(o.name, '')", "o.name COLLATE NOCASE"),
        "status": (
            "CASE r.status WHEN 'in_progress' THEN 'In progress' WHEN 'not_started' THEN 'Not started'"
            " WHEN 'on_hold' THEN 'On hold' WHEN 'complete' THEN 'Complete' WHEN 'cancelled' THEN 'Cancelled'"
            " ELSE '' END",
            _STATUS,
        ),
    },
)  # fmt: skip


def progress(store: Store) -> dict[str, int]:
    """action id -> its progress in per cent: as set, or as its milestones stand. Those with neither are left out."""
    return {
        str(row["id"]): int(str(row["progress"]))
        for row in store.query(f"SELECT r.id, {PROGRESS} AS progress FROM action r")
        if row["progress"] is not None
    }


def progress_of(store: Store, action: str) -> int | None:
    """One action's progress in per cent, as set or as its milestones stand; None with neither."""
    rows = store.query(f"SELECT {PROGRESS} AS progress FROM action r WHERE r.id = ?", (action,))
    return None if not rows or rows[0]["progress"] is None else int(str(rows[0]["progress"]))


def milestones_of(store: Store, action: str) -> tuple[int, int]:
    """How many milestones an action has, and how many of them are done."""
    row = store.query(
        "SELECT count(*) AS all_of_them, count(done_on) AS done FROM milestone WHERE action = ?", (action,)
    )
    return int(str(row[0]["all_of_them"])), int(str(row[0]["done"]))


def last_note(store: Store, action: str, day: str) -> Row | None:
    """The last progress note of an action on or before a day, which carries the status and rating of then."""
    rows = store.query(
        "SELECT * FROM progress_note WHERE action = ? AND noted_on <= ? ORDER BY noted_on DESC, rowid DESC LIMIT 1",
        (action, day),
    )
    return rows[0] if rows else None


def rating_on(store: Store, day: str) -> dict[str, Row]:
    """action id -> the last progress note on or before a day, which carries the status and rating of then."""
    return {
        str(row["action"]): row
        for row in store.query(
            "SELECT action, status, rating, noted_on FROM progress_note WHERE noted_on <= ? ORDER BY noted_on, rowid",
            (day,),
        )
    }


def partners(store: Store) -> dict[str, list[str]]:
    """action id -> names of its partners."""
    found: dict[str, list[str]] = {}
    for row in store.query(
        "SELECT p.action, o.name FROM action_partner p JOIN organisation o ON o.id = p.organisation ORDER BY p.rowid"
    ):
        found.setdefault(str(row["action"]), []).append(str(row["name"]))
    return found

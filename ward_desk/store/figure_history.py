"""Figure history: queries of what one figure was before, and of what computed figures still wait for."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ward_desk.core.records import Row
from ward_desk.store.computed import IN_SCOPE
from ward_desk.store.rows import Store, numbered

# As `history` has it: an operation undone and its undoing are as if they had never been.
_STANDS = "o.state IN ('done', 'kept') AND o.kind NOT IN ('undo', 'redo')"


def of_figures(store: Store, figures: Iterable[str]) -> list[Row]:
    """What was done to these figures, newest first: seq, row_id, old and new (JSON), kind, role and at."""
    return store.query(
        "SELECT c.seq, c.row_id, c.old, c.new, o.kind, o.role, o.at FROM json_each(?) j"
        " CROSS JOIN change_log c ON c.record = 'figure' AND c.row_id = j.value"
        f" JOIN operation o ON o.id = c.operation WHERE {_STANDS} ORDER BY c.seq DESC",
        (json.dumps(list(figures)),),
    )


def removed(store: Store, count: str, period: str) -> list[str]:
    """The ids of the figures of a count and period that were taken out."""
    # They are few: found in the index alone, and only their last words are read.
    return [
        str(row["row_id"])
        for row in store.query(
            "SELECT DISTINCT c.row_id FROM change_log c WHERE c.record = 'figure'"
            " AND c.row_id NOT IN (SELECT id FROM figure) AND instr(c.old, ?1) AND instr(c.old, ?2)",
            numbered(f'"activity_count":"{count}"', f'"period":"{period}"'),
        )
    ]


def waiting(store: Store, first: str, last: str) -> list[Row]:
    """The events held between two days with nobody counted, oldest first: id, ref, title and start, a row for each
    computed count that waits for them, by its reference (`count_ref`)."""
    return store.query(
        f"SELECT v.id, v.ref, v.title, v.start, k.ref AS count_ref FROM event v JOIN activity_count k ON {IN_SCOPE}"
        " WHERE k.computed <> 'events' AND substr(v.start, 1, 10) BETWEEN ? AND ?"
        " AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.event = v.id)"
        " ORDER BY v.start, v.rowid, length(k.ref), k.ref",
        (first, last),
    )


def sent_on(store: Store, period: str) -> str:
    """The day the return of a quarter was last sent, as ISO text; "" when it never was."""
    rows = store.query(
        "SELECT sent_on FROM quarterly_return WHERE period = ? AND status = 'sent' ORDER BY version DESC LIMIT 1",
        (period,),
    )
    return str(rows[0]["sent_on"] or "") if rows else ""


def leading_to(store: Store, count: str) -> list[Row]:
    """The counts that lead to a count, in their order."""
    return store.query("SELECT * FROM activity_count WHERE leads_to = ? ORDER BY position, length(ref), ref", (count,))


def heard(store: Store, actions: Iterable[str], limit: int = 3) -> list[Row]:
    """What residents said that led to these actions, what was said most often first: id, ref, words, how_many."""
    return store.query(
        "SELECT f.id, f.ref, f.words, f.how_many FROM feedback f WHERE f.action IN (SELECT value FROM json_each(?1))"
        " OR f.priority IN (SELECT a.priority FROM action a WHERE a.id IN (SELECT value FROM json_each(?1)))"
        " ORDER BY coalesce(f.how_many, 1) DESC, f.heard_on DESC, f.rowid LIMIT ?2",
        numbered(json.dumps(list(actions)), limit),
    )

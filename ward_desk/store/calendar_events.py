"""Calendar events: what a calendar file says of events, and which events one that comes in may be."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ward_desk.core.records import Row
from ward_desk.store.rows import Store, numbered


def ids(store: Store, status: str = "") -> list[str]:
    """The events in the order of their days, those of a status or all of them."""
    return [
        str(row["id"])
        for row in store.query(
            "SELECT id FROM event WHERE ?1 = '' OR status = ?1 ORDER BY start, rowid", numbered(status)
        )
    ]


def going_out(store: Store, wanted: Sequence[str]) -> list[Row]:
    """The rows of some events in that order, with the names of the organiser and of the partners, the labels of the
    themes (each a list in JSON), how often the event was changed and when last."""
    return store.query(
        'SELECT r.id, r.ref, r.title, r.kind, r.status, r.start, r."end", r.venue, r.sharing, r.source_ref,'
        " (SELECT name FROM organisation o WHERE o.id = r.organiser) AS organiser_name,"
        " (SELECT json_group_array(o.name) FROM event_partner p JOIN organisation o ON o.id = p.organisation"
        "  WHERE p.event = r.id) AS partners,"
        " (SELECT json_group_array(t.label) FROM event_theme e JOIN theme t ON t.id = e.theme WHERE e.event = r.id)"
        "  AS themes,"
        " (SELECT count(DISTINCT c.operation) - 1 FROM change_log c WHERE c.record = 'event' AND c.row_id = r.id)"
        "  AS edits,"
        " (SELECT max(o.at) FROM change_log c JOIN operation o ON o.id = c.operation"
        "  WHERE c.record = 'event' AND c.row_id = r.id) AS changed"
        " FROM json_each(?) j JOIN event r ON r.id = j.value ORDER BY j.key",
        (json.dumps(list(wanted)),),
    )


def known(store: Store, uids: Sequence[str], own: Sequence[str]) -> list[Row]:
    """The events that came from a calendar under one of these references or have one of these ids, and whether
    anything was recorded at them yet."""
    return store.query(
        "SELECT r.*, r.status = 'held' OR EXISTS (SELECT 1 FROM attendance a WHERE a.event = r.id)"
        " OR EXISTS (SELECT 1 FROM figure f WHERE f.event = r.id)"
        " OR EXISTS (SELECT 1 FROM feedback s WHERE s.event = r.id) AS recorded FROM event r"
        " WHERE r.source_ref <> '' AND r.source_ref IN (SELECT value FROM json_each(?1))"
        " OR r.id IN (SELECT value FROM json_each(?2)) ORDER BY r.rowid",
        numbered(json.dumps(list(uids)), json.dumps(list(own))),
    )

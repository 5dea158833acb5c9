"""Thread: queries of the golden thread: what led to a record, and what came of it.

A thread is asked for stage by stage, each stage in one query, however many records hang on it. `PATHS` says for each
kind of record how the others hang on it: rows of (id, side, via), where the side is "here" for the record itself,
"led" for what led to it and "came" for what came of it, and `via` is the reference of the record between; "" when
they are linked directly.
"""

from __future__ import annotations

from typing import Final

from ward_desk.core.choices import RESIDENT_GROUPS
from ward_desk.core.records import Row
from ward_desk.store.computed import FEEDS
from ward_desk.store.events import WORST
from ward_desk.store.rows import Store

_RESIDENTS = ", ".join(f"'{group}'" for group in RESIDENT_GROUPS)
_HERE: Final = "SELECT :x AS id, 'here' AS side, '' AS via"
_NONE: Final = "SELECT NULL AS id, '' AS side, '' AS via WHERE 0"

# What follows from the actions of a thread, and from its events.
_EVENTS = (
    "SELECT v.id, 'came' AS side, iif(a.side = 'here', '', g.ref) AS via FROM a JOIN action g ON g.id = a.id"
    " JOIN event v ON v.action = g.id"
)
_COUNTS = (
    "SELECT k.activity_count AS id, 'came' AS side, iif(a.side = 'here', '', g.ref) AS via FROM a"
    " JOIN action g ON g.id = a.id JOIN count_action k ON k.action = g.id"
    " UNION ALL SELECT i.activity_count, 'came', v.ref FROM e JOIN event v ON v.id = e.id"
    " JOIN figure i ON i.event = v.id"
    f" UNION ALL SELECT k.id, 'came', v.ref FROM e JOIN event v ON v.id = e.id JOIN activity_count k ON {FEEDS}"
)
# What led to the actions of a thread, or what they hang on.
_PRIORITIES_OF = (
    "SELECT g.priority AS id, {side} AS side, g.ref AS via FROM a JOIN action g ON g.id = a.id"
    " WHERE g.priority IS NOT NULL{only}"
)
_RECOMMENDATIONS_OF = _PRIORITIES_OF.replace("priority", "recommendation")
_DIVES_OF = (
    "SELECT j.deep_dive AS id, {side} AS side, g.ref AS via FROM a JOIN action g ON g.id = a.id"
    " JOIN deep_dive_action j ON j.action = g.id WHERE 1{only}"
)
_ASKED_FOR = (
    "SELECT w.id, 'led' AS side, g.ref AS via FROM a JOIN action g ON g.id = a.id JOIN feedback w ON w.action = g.id"
    " WHERE 1{only}"
)
_SAID_FOR_PRIORITY = (
    "SELECT w.id, 'led' AS side, y.ref AS via FROM p JOIN priority y ON y.id = p.id"
    " JOIN feedback w ON w.priority = y.id WHERE 1{only}"
)
_OF_PRIORITY = (
    "SELECT g.id, 'came' AS side, y.ref AS via FROM p JOIN priority y ON y.id = p.id JOIN action g ON g.priority = y.id"
)


def _of(sql: str, side: str = "'led'", only: str = "") -> str:
    return sql.format(side=side, only=f" AND {only}" if only else "")


def _either(*parts: str) -> str:
    return " UNION ALL ".join(parts)


# Kind of record -> the sets its thread is made of, each after those it uses: f feedback, p priorities,
# n recommendations, d deep dives, a actions, e events, c activity counts.
PATHS: Final[dict[str, dict[str, str]]] = {
    "feedback": {
        "f": _HERE,
        "p": "SELECT priority AS id, 'came' AS side, '' AS via FROM feedback WHERE id = :x AND priority IS NOT NULL"
        " UNION ALL SELECT g.priority, 'came', g.ref FROM feedback w JOIN action g ON g.id = w.action"
        " WHERE w.id = :x AND g.priority IS NOT NULL",
        "a": "SELECT action AS id, 'came' AS side, '' AS via FROM feedback WHERE id = :x AND action IS NOT NULL"
        f" UNION ALL {_OF_PRIORITY} WHERE p.via = ''",
        "n": _of(_RECOMMENDATIONS_OF, "'came'"),
        "e": _EVENTS,
        "c": _COUNTS,
    },
    "survey": {
        "f": "SELECT id, 'came' AS side, '' AS via FROM feedback WHERE survey = :x",
        "p": "SELECT w.priority AS id, 'came' AS side, w.ref AS via FROM feedback w"
        " WHERE w.survey = :x AND w.priority IS NOT NULL",
        "a": "SELECT w.action AS id, 'came' AS side, w.ref AS via FROM feedback w"
        f" WHERE w.survey = :x AND w.action IS NOT NULL UNION ALL {_OF_PRIORITY}",
        "n": _of(_RECOMMENDATIONS_OF, "'came'"),
        "e": _EVENTS,
        "c": _COUNTS,
    },
    "priority": {
        "p": _HERE,
        "a": "SELECT id, 'came' AS side, '' AS via FROM action WHERE priority = :x",
        "f": _either("SELECT id, 'led' AS side, '' AS via FROM feedback WHERE priority = :x", _of(_ASKED_FOR)),
        "e": _EVENTS,
        "c": _COUNTS,
    },
    "recommendation": {
        "n": _HERE,
        "a": "SELECT id, 'came' AS side, '' AS via FROM action WHERE recommendation = :x",
        "f": _of(_ASKED_FOR),
        "e": _EVENTS,
        "c": _COUNTS,
    },
    "deep_dive": {
        "d": _HERE,
        "a": "SELECT action AS id, 'came' AS side, '' AS via FROM deep_dive_action WHERE deep_dive = :x",
        "f": _of(_ASKED_FOR),
        "e": "SELECT event AS id, 'led' AS side, '' AS via FROM deep_dive WHERE id = :x AND event IS NOT NULL"
        f" UNION ALL {_EVENTS}",
        "c": _COUNTS,
    },
    "action": {
        "a": _HERE,
        "p": "SELECT priority AS id, 'led' AS side, '' AS via FROM action WHERE id = :x AND priority IS NOT NULL",
        "n": "SELECT recommendation AS id, 'led' AS side, '' AS via FROM action"
        " WHERE id = :x AND recommendation IS NOT NULL",
        "d": "SELECT deep_dive AS id, 'led' AS side, '' AS via FROM deep_dive_action WHERE action = :x",
        "f": _either("SELECT id, 'led' AS side, '' AS via FROM feedback WHERE action = :x", _of(_SAID_FOR_PRIORITY)),
        "e": f"SELECT event AS id, 'led' AS side, '' AS via FROM event_follow_up WHERE action = :x UNION ALL {_EVENTS}",
        "c": _COUNTS.replace("FROM e JOIN", "FROM (SELECT id FROM e WHERE side = 'came') e JOIN"),
    },
    "event": {
        "e": _HERE,
        "a": "SELECT action AS id, 'led' AS side, '' AS via FROM event WHERE id = :x AND action IS NOT NULL"
        " UNION ALL SELECT action, 'came', '' FROM event_follow_up WHERE event = :x"
        " UNION ALL SELECT j.action, 'came', d.ref FROM deep_dive d JOIN deep_dive_action j ON j.deep_dive = d.id"
        " WHERE d.event = :x"
        " UNION ALL SELECT w.action, 'came', w.ref FROM feedback w WHERE w.event = :x AND w.action IS NOT NULL",
        "p": _of(_PRIORITIES_OF, only="a.side = 'led'") + " UNION ALL SELECT w.priority, 'came', w.ref FROM feedback w"
        " WHERE w.event = :x AND w.priority IS NOT NULL",
        "n": _of(_RECOMMENDATIONS_OF, only="a.side = 'led'"),
        "d": "SELECT id, 'came' AS side, '' AS via FROM deep_dive WHERE event = :x UNION ALL "
        + _of(_DIVES_OF, only="a.side = 'led'"),
        "f": _either(
            "SELECT id, 'came' AS side, '' AS via FROM feedback WHERE event = :x",
            _of(_ASKED_FOR, only="a.side = 'led'"),
            _of(_SAID_FOR_PRIORITY, only="p.side = 'led'"),
        ),
        "c": "SELECT activity_count AS id, 'came' AS side, '' AS via FROM figure WHERE event = :x"
        f" UNION ALL SELECT k.id, 'came', '' FROM event v JOIN activity_count k ON {FEEDS} WHERE v.id = :x"
        " UNION ALL SELECT k.activity_count, 'came', g.ref FROM a JOIN action g ON g.id = a.id"
        " JOIN count_action k ON k.action = g.id WHERE a.side = 'led'",
    },
    "activity_count": {
        "e": "SELECT DISTINCT event AS id, 'led' AS side, '' AS via FROM figure"
        " WHERE activity_count = :x AND event IS NOT NULL"
        f" UNION ALL SELECT v.id, 'led', '' FROM activity_count k JOIN event v ON {FEEDS} WHERE k.id = :x",
        "a": "SELECT action AS id, 'led' AS side, '' AS via FROM count_action WHERE activity_count = :x"
        " UNION ALL SELECT v.action, 'led', v.ref FROM e JOIN event v ON v.id = e.id WHERE v.action IS NOT NULL",
        "p": _of(_PRIORITIES_OF),
        "n": _of(_RECOMMENDATIONS_OF),
        "d": _of(_DIVES_OF),
        "f": _either(_of(_ASKED_FOR), _of(_SAID_FOR_PRIORITY)),
        # The other counts of its actions: what was done leads to the change, and the change comes of what was done.
        "c": f"{_HERE} UNION ALL SELECT o.id, iif(o.kind = 'outcome', 'came', 'led'), g.ref FROM count_action m"
        " JOIN activity_count t ON t.id = m.activity_count JOIN action g ON g.id = m.action"
        " JOIN count_action k ON k.action = m.action JOIN activity_count o ON o.id = k.activity_count"
        " WHERE m.activity_count = :x AND o.kind <> t.kind"
        " UNION ALL SELECT leads_to, 'came', '' FROM activity_count WHERE id = :x AND leads_to IS NOT NULL"
        " UNION ALL SELECT id, 'led', '' FROM activity_count WHERE leads_to = :x",
    },
}
# From what was done to the change it should bring, level by level (B 4.2). In a circle each is reached once.
_LEADING_ON: Final = (
    "l(id, via) AS (SELECT t.leads_to, t.ref FROM b JOIN activity_count t ON t.id = b.id"
    " WHERE t.leads_to IS NOT NULL AND b.side <> 'led'"
    " UNION SELECT t.leads_to, t.ref FROM l JOIN activity_count t ON t.id = l.id WHERE t.leads_to IS NOT NULL)"
)
_LED_ON: Final = (  # to a count, from those far behind it
    ", m(id, via) AS (SELECT u.id, t.ref FROM activity_count t JOIN activity_count u ON u.leads_to = t.id"
    " WHERE t.leads_to = :x UNION SELECT u.id, t.ref FROM m JOIN activity_count t ON t.id = m.id"
    " JOIN activity_count u ON u.leads_to = t.id)"
)

# Of several ways to the same record the nearest is told.
_NEAREST = "min(CASE WHEN side = 'here' THEN 0 WHEN via = '' THEN 1 ELSE 2 END) AS near"


def _with(table: str) -> str:
    paths = dict(PATHS[table])
    paths["b"] = paths.pop("c")  # counts by what they count, before where these lead
    sets = [_set(name, sql) for name, sql in paths.items()]
    behind = table == "activity_count"
    sets.append(_LEADING_ON + (_LED_ON if behind else ""))
    on = "SELECT id, side, via FROM b UNION ALL SELECT id, 'came', via FROM l"
    sets.append(_set("c", f"{on} UNION ALL SELECT id, 'led', via FROM m" if behind else on))
    sets += [f"{name} AS (SELECT *, 0 AS near FROM ({_NONE}))" for name in "fpndae" if name not in paths]
    return f"WITH RECURSIVE {', '.join(sets)} "


def _set(name: str, sql: str) -> str:
    return f"{name} AS (SELECT id, side, via, {_NEAREST} FROM ({sql}) GROUP BY id)"


_SELECT: Final[dict[str, str]] = {
    "heard": (
        "SELECT 'feedback' AS record, r.id, r.ref, r.words, r.heard_on, r.channel, r.how_many, r.answer, r.told_on,"
        " v.ref AS event_ref, u.ref AS survey_ref, s.side, s.via, count(*) OVER () AS total"
        " FROM f s JOIN feedback r ON r.id = s.id LEFT JOIN event v ON v.id = r.event"
        " LEFT JOIN survey u ON u.id = r.survey ORDER BY s.near, r.heard_on DESC, r.rowid LIMIT :most"
    ),
    "priority": (
        "SELECT *, count(*) OVER () AS total FROM ("
        "SELECT 'priority' AS record, r.id, r.ref, r.title AS words, r.agreed_on, r.term, s.side, s.via, s.near"
        " FROM p s JOIN priority r ON r.id = s.id UNION ALL"
        " SELECT 'recommendation', r.id, r.code, r.title, NULL, r.term, s.side, s.via, s.near"
        " FROM n s JOIN recommendation r ON r.id = s.id UNION ALL"
        " SELECT 'deep_dive', r.id, r.ref, r.topic, NULL, '', s.side, s.via, s.near"
        " FROM d s JOIN deep_dive r ON r.id = s.id) ORDER BY near, record <> 'priority', length(ref), ref LIMIT :most"
    ),
    "action": (
        "SELECT 'action' AS record, r.id, r.ref, r.title AS words, r.status, r.rating, r.due, s.side, s.via,"
        " count(*) OVER () AS total FROM a s JOIN action r ON r.id = s.id"
        " ORDER BY s.near, r.status IN ('complete', 'cancelled'), r.due IS NULL, r.due, r.rowid LIMIT :most"
    ),
    "event": (
        "SELECT 'event' AS record, r.id, r.ref, r.title AS words, r.status, r.start, s.side, s.via,"
        f" (SELECT sum(number) FROM attendance t WHERE t.event = r.id AND t.grouping IN ({_RESIDENTS})) AS residents,"
        f" (SELECT {WORST} FROM attendance t WHERE t.event = r.id AND t.grouping IN ({_RESIDENTS})) AS precision,"
        " count(*) OVER () AS total FROM e s JOIN event r ON r.id = s.id"
        " ORDER BY s.near, r.start DESC, r.rowid LIMIT :most"
    ),
    "count": (
        "SELECT 'activity_count' AS record, r.*, r.name AS words, s.side, s.via,"
        " count(*) OVER () AS total FROM c s JOIN activity_count r ON r.id = s.id WHERE r.kind <> 'outcome'"
        " ORDER BY s.near, r.position, r.rowid LIMIT :most"
    ),
    "told": (
        "SELECT 'feedback' AS record, r.id, r.ref, r.words, r.answer, r.told_on, r.told_how, s.side, s.via,"
        " count(*) OVER () AS total FROM f s JOIN feedback r ON r.id = s.id WHERE r.told_on IS NOT NULL"
        " ORDER BY s.near, r.told_on DESC, r.rowid LIMIT :most"
    ),
    "evidence": (
        "SELECT 'evidence' AS record, r.id, r.ref, r.shows AS words, r.holder, r.dated,"
        " iif(r.record_id = :x, '', g.ref) AS via, 'came' AS side, count(*) OVER () AS total FROM evidence r"
        " LEFT JOIN action g ON g.id = r.record_id"
        " WHERE (r.record_table = :table AND r.record_id = :x)"
        " OR (r.record_table = 'action' AND r.record_id IN (SELECT id FROM a))"
        " ORDER BY r.record_id <> :x, r.rowid LIMIT :most"
    ),
}  # fmt: skip
_SELECT["change"] = _SELECT["count"].replace("r.kind <> 'outcome'", "r.kind = 'outcome'")


def stage(store: Store, table: str, row_id: str, name: str, most: int) -> list[Row]:
    """The records of one stage of a thread, the nearest to the chosen one first, at most so many; `total` of each row
    is how many there are."""
    sql = _with(table) + _SELECT[name]
    values = {"x": row_id, "table": table, "most": most}
    return [dict(row) for row in store.connection.execute(sql, values)]


def untold(store: Store, table: str, row_id: str) -> str:
    """A feedback item of a thread whose people were not told back, an answered one before others; "" for none."""
    sql = _with(table) + (
        "SELECT r.id FROM f s JOIN feedback r ON r.id = s.id WHERE r.told_on IS NULL"
        " ORDER BY s.near, r.answer = '', r.rowid LIMIT 1"
    )
    row = store.connection.execute(sql, {"x": row_id}).fetchone()
    return str(row[0]) if row else ""

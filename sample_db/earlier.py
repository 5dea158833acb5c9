"""Earlier: a sample ward as it stood on a day before the one its sources tell of.

A return that was sent must hold what was known when it was signed. So whatever was written, done, heard, counted or
told later is taken away again, and statuses and ratings are those of the last note before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from sample_db.sources import FIRST_STEP, Entry, Sources, Step, stored
from ward_desk.core.fields import text, whole
from ward_desk.core.periods import MONTHS, Month, Quarter
from ward_desk.core.ratings import OPEN_STATUSES
from ward_desk.core.records import RECORDS, Row

# The day each of these is known from: a row with a later one was not there yet.
KNOWN_FROM = {
    "priority": "agreed_on", "progress_note": "noted_on", "feedback": "heard_on", "survey": "opens",
    "response": "answered_on", "profile_line": "dated", "evidence": "dated",
}  # fmt: skip
# The day something came about, and what goes with it when that was later.
CAME_ABOUT = {
    "milestone": [("done_on", ["done_on"])],
    "feedback": [("told_on", ["told_on", "told_how", "answer"])],
    "activity_count": [("baseline_on", ["baseline_on", "baseline"])],
    "survey": [("closes", ["considered"]), ("emptied_on", ["emptied_on"])],
}
OF_WHAT_HAPPENED = ("attendance", "equality_total")  # gone with the event or survey that is still to come
AT_AN_EVENT = ("event_exhibitor", "event_apology", "event_follow_up")
AS_ON = re.compile(r"as on \d+ \w+ \d{4}")


def as_of(sources: Sources, day: date, then: Iterable[Mapping[str, Any]] = ()) -> Sources:
    """The ward as it stood on the evening of a day, in one operation.

    `then` says what the rules cannot know. Each line starts with the key of a row under the name of its table:
    `{ figure = "fly_tips/2023-09/", value = 36.0 }`; `gone = true` takes the row away. References stay what they are.
    Raises KeyError when there is no such row.
    """
    rows = _with_references(sources)
    for table in list(rows):
        rows[table] = [_by_then(table, row, day) for row in rows[table] if _known(table, row, day)]
    _actions(rows, day)
    ahead = _events(rows, day)
    ahead |= {str(row["id"]) for row in rows.get("survey", []) if text(row, "closes") > day.isoformat()}
    for table in OF_WHAT_HAPPENED:
        rows[table] = [row for row in rows.get(table, []) if not {row.get("event"), row.get("survey")} & ahead]
    for line in then:
        _put(sources, rows, line)
    kept = _hanging_together(rows)
    return Sources(
        sources.name, sources.framework,
        steps=[Step(FIRST_STEP, "document.create", "Start the document", datetime.combine(day, time(9)))],
        entries=[Entry(table, row, FIRST_STEP) for table in rows for row in rows[table]],
        links=[
            link._replace(step=FIRST_STEP) for link in sources.links
            if link.first in kept and link.second in kept and link.step == FIRST_STEP
            and not (link.pair in AT_AN_EVENT and link.first in ahead)
        ],
    )  # fmt: skip


def _with_references(sources: Sources) -> dict[str, list[Row]]:
    """The rows of the first operation by table, each with the reference it has in the whole document."""
    rows: dict[str, list[Row]] = {}
    numbers: dict[str, int] = {}
    prefix = next(str(entry.values["prefix"]) for entry in sources.entries if entry.table == "partnership")
    for step in sources.steps:
        for table, values, _ in sources.of_step(step.key):
            letters = RECORDS[table].ref
            row = dict(values)
            if letters is not None:
                numbers[table] = numbers.get(table, 0) + 1
                row["ref"] = f"{prefix}-{letters}{numbers[table]:02d}"
            if step.key == FIRST_STEP:
                rows.setdefault(table, []).append(row)
    return rows


def _known(table: str, row: Row, day: date) -> bool:
    if table == "quarterly_return":
        return "" < text(row, "sent_on") <= day.isoformat()
    if table == "figure":
        return _end(text(row, "period")) <= day
    return text(row, KNOWN_FROM[table]) <= day.isoformat() if table in KNOWN_FROM else True


def _end(period: str) -> date:
    """The last day of a month, a quarter, or the year to a quarter's end."""
    return Quarter.parse(period.replace("YTD-", "")).last if "Q" in period else Month.parse(period).last


def _by_then(table: str, row: Row, day: date) -> Row:
    for name, goes in CAME_ABOUT.get(table, ()):
        if text(row, name) > day.isoformat() or (table == "feedback" and not text(row, name)):
            row = row | dict.fromkeys(goes, None)  # nobody knows when an answer never told was written
    if table == "partnership":
        shown = f"as on {day.day} {MONTHS[day.month - 1]} {day.year}"
        row = row | {"notice": AS_ON.sub(shown, text(row, "notice"))}
    return row


# --- Actions ----------------------------------------------------------------------------------------------


def _actions(rows: dict[str, list[Row]], day: date) -> None:
    """Only those begun or written about by then, as their last note before left them."""
    notes: dict[str, list[Row]] = {}
    for note in sorted(rows.get("progress_note", []), key=lambda note: text(note, "noted_on")):
        notes.setdefault(text(note, "action"), []).append(note)
    milestones: dict[str, list[bool]] = {}
    for row in rows.get("milestone", []):
        milestones.setdefault(text(row, "action"), []).append(bool(row.get("done_on")))
    begun = {action for action, done in milestones.items() if any(done)} | notes.keys()
    rows["action"] = [
        _action(row, notes.get(text(row, "id"), []), milestones.get(text(row, "id"), []), day)
        for row in rows.get("action", [])
        if text(row, "start") <= day.isoformat() or text(row, "id") in begun
    ]


def _action(now: Row, notes: list[Row], milestones: list[bool], day: date) -> Row:
    last = notes[-1] if notes else {}
    status = text(last, "status") or ("not_started" if now["status"] == "not_started" else "in_progress")
    rating = text(last, "rating") if status in OPEN_STATUSES else ""
    if status == "in_progress" and not rating:
        rating = "green"  # begun, and nobody had anything to say of it
    worse = rating in ("amber", "red")
    # Words of today for a rating that is still the same; otherwise what was noted with it.
    reason = text(now, "rating_reason") if rating == text(now, "rating") else text(last, "words")
    late = text(now, "due") < day.isoformat()
    standing: Row = {
        "status": status, "rating": rating, "rating_reason": reason if worse else "",
        "delay_cause": text(now, "delay_cause") if status in OPEN_STATUSES and (worse or late) else "",
        "learning": text(now, "learning") if status == "complete" else "",
        "progress": {"complete": 100, "not_started": 0}.get(status, _progress(now, milestones)),
    }  # fmt: skip
    return now | standing


def _progress(now: Row, milestones: list[bool]) -> int | None:
    """What the milestones done by then come to, and never more than there is now; None where it follows from them, or
    there are none."""
    most = whole(now, "progress")
    return min(100 * sum(milestones) // len(milestones), most) if milestones and most is not None else None


# --- Events -----------------------------------------------------------------------------------------------


def _events(rows: dict[str, list[Row]], day: date) -> set[str]:
    """What is still to come is planned, and nobody knows more of it. Gives the ids of these events."""
    ahead = set()
    for place, row in enumerate(rows.get("event", [])):
        if text(row, "start")[:10] > day.isoformat():
            ahead.add(text(row, "id"))
            unknown = dict.fromkeys(("notes", "strengths", "issues", "cancel_reason"), "")
            rows["event"][place] = row | unknown | {"status": "planned"}
    # An action nobody had thought of has no events either.
    actions = {row["id"] for row in rows["action"]}
    rows["event"] = [
        row for row in rows.get("event", [])
        if row["id"] not in ahead or not row.get("action") or row["action"] in actions
    ]  # fmt: skip
    return ahead


# --- What a ward says itself, and what hangs on what is gone ----------------------------------------------


def _put(sources: Sources, rows: dict[str, list[Row]], line: Mapping[str, Any]) -> None:
    values = dict(line)
    table = next(iter(values))
    key = str(values.pop(table))
    row_id, gone = sources.id(table, key), values.pop("gone", False)
    place = next((at for at, row in enumerate(rows.get(table, [])) if row["id"] == row_id), None)
    if place is None:
        raise KeyError(f"{sources.name}: no {table} “{key}” on that day")
    if gone:
        del rows[table][place]
    else:
        rows[table][place] = rows[table][place] | {
            name: stored(sources, RECORDS[table], name, value) for name, value in values.items()
        }


def _hanging_together(rows: dict[str, list[Row]]) -> set[str]:
    """Take away what belongs to rows that are gone, and links to them. Gives the ids of what is left."""
    while True:
        kept = {str(row["id"]) for table in rows for row in rows[table]}
        before = len(kept)
        for table in rows:
            rows[table] = [fit for row in rows[table] if (fit := _fitting(table, row, kept)) is not None]
        if before == sum(map(len, rows.values())):
            return kept


def _fitting(table: str, row: Row, kept: set[str]) -> Row | None:
    record = RECORDS[table]
    if table == "evidence" and row.get("record_id") not in kept:
        return None
    for field in record.fields:
        if field.kind == "link" and row.get(field.name) and row[field.name] not in kept:
            if field.required or field.name in record.parents:
                return None
            row = row | {field.name: None}
    return row

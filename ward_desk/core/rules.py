"""Rules: what a stored value may be, and what is wrong with a record, in one sentence beside its field."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from ward_desk.core.choices import label as words_of
from ward_desk.core.ratings import RATINGS
from ward_desk.core.records import RECORDS, Field, Row, Value

Level = Literal["error", "warning"]

# The free text of each kind of record in which something personal may come to stand.
SCANNED: Final[dict[str, tuple[str, ...]]] = {
    "feedback": ("words", "place", "answer"),
    "action": ("title", "what", "rating_reason", "success", "learning"),
    "milestone": ("title",),
    "progress_note": ("words",),
    "funding": ("source", "purpose"),
    "risk": ("title", "mitigation", "owner_role"),
    "evidence": ("shows", "holder", "place"),
}


class Problem(NamedTuple):
    """Something to mend in one record, shown beside its field. It never blocks typing."""

    field: str
    level: Level
    sentence: str


def fault(field: Field, value: Value) -> str | None:
    """Why a value can't be stored in a field, or None. This is the last gate before the document."""
    kind = field.kind
    if value is None:
        return f"{field.label} can't be nothing; an empty one is ''." if field.empty == "" else None
    if kind in ("text", "long", "link"):
        ok = isinstance(value, str) and _text_of_unicode(value)
    elif kind == "choice":
        ok = value == "" or any(value == code for code, _ in field.choices)
    elif kind == "date":
        ok = isinstance(value, str) and _iso_date(value)
    elif kind == "when":
        ok = isinstance(value, str) and _iso_when(value)
    elif kind == "flag":
        ok = value in (0, 1)
    elif kind == "percent":
        ok = isinstance(value, int) and 0 <= value <= 100
    elif kind in ("whole", "money"):
        ok = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63
    elif kind == "number":
        ok = isinstance(value, int | float) and not isinstance(value, bool) and value == value and abs(value) < 1e300
    else:
        ok = isinstance(value, bytes)
    return None if ok else f"{field.label} can't hold {value!r}."


def _text_of_unicode(text: str) -> bool:
    """Half a character, as a broken paste can hold, can't be stored; nor can the character that ends C's text."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _iso_date(text: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text  # it reads week dates too
    except ValueError:
        return False


def _iso_when(text: str) -> bool:
    from datetime import datetime

    if len(text) == 10:
        return _iso_date(text)
    try:
        return datetime.fromisoformat(text).isoformat(timespec="minutes") == text
    except ValueError:
        return False


def problems(table: str, row: Row, today: str) -> list[Problem]:
    """What is wrong with one record by itself, for the form. `today` is an ISO date. Checks that need other
    records, or a quarter, are in `core.checks`."""
    found = [
        Problem(field.name, "error", f"{field.label} is wanted before the return can be signed.")
        for field in RECORDS[table].fields
        if field.required and field.kind != "link" and row.get(field.name) in (None, "")
    ]
    judge = _JUDGES.get(table)
    return found + (judge(row, today) if judge else []) + _personal(table, row)


def _personal(table: str, row: Row) -> list[Problem]:
    from ward_desk.core.privacy import scan

    found = []
    for name in SCANNED.get(table, ()):
        hits = scan(_text(row, name))
        if hits:
            why = ": nothing may say who spoke" if table == "feedback" else ""
            found.append(Problem(name, "warning", f"“{hits[0].text}” looks personal. Take it out{why}."))
    return found


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _whole(row: Row, name: str) -> int:
    value = row.get(name)
    return value if isinstance(value, int) else 0


def _action(row: Row, today: str) -> list[Problem]:
    found = []
    start, due, status, rating = (_text(row, n) for n in ("start", "due", "status", "rating"))
    if start and due and due < start:
        found.append(Problem("due", "error", "It is due before it starts. Correct one of the two dates."))
    if start and start < today and status == "not_started":
        found.append(
            Problem(
                "status",
                "warning",
                "Its start date has passed. Set it to In progress, or move the start date.",
            )
        )
    if rating in ("amber", "red") and not _text(row, "rating_reason").strip():
        found.append(Problem("rating_reason", "error", f"Say why it is {words_of(RATINGS, rating)}."))
    late = bool(due) and due < today and status in ("not_started", "in_progress", "on_hold")
    if late and not _text(row, "delay_cause"):
        found.append(Problem("delay_cause", "error", "Its due date has passed. Choose what has held it up."))
    return found


def _event(row: Row, today: str) -> list[Problem]:
    start, end = _text(row, "start"), _text(row, "end")
    found = []
    if start and end and end < start:
        found.append(Problem("end", "error", "It ends before it starts. Correct one of the two times."))
    if start and start[:10] < today and row.get("status") == "planned":
        found.append(Problem("status", "error", "Its date has passed. Set it to Held or Cancelled, or move the date."))
    if row.get("status") == "held" and start[:10] > today:
        found.append(Problem("status", "error", "It can't have been held yet: its date is still to come."))
    return found


def _funding(row: Row, today: str) -> list[Problem]:
    if row.get("spent") is not None and _whole(row, "spent") > _whole(row, "allocated"):
        return [Problem("spent", "error", "More is spent than was allocated. Correct one of the two.")]
    return []


def _survey(row: Row, today: str) -> list[Problem]:
    opens, closes = _text(row, "opens"), _text(row, "closes")
    if opens and closes and closes < opens:
        return [Problem("closes", "error", "It closes before it opens. Correct one of the two dates.")]
    return []


def _risk(row: Row, today: str) -> list[Problem]:
    return [
        Problem(name, "error", "Give a number from 1 to 5.")
        for name in ("likelihood_before", "impact_before", "likelihood_after", "impact_after")
        if row.get(name) is not None and not 1 <= _whole(row, name) <= 5
    ]


def _figure(row: Row, today: str) -> list[Problem]:
    if row.get("numerator") is not None and not row.get("denominator"):
        return [Problem("denominator", "error", "A percentage needs its base: how many were asked or counted.")]
    return []


_JUDGES = {
    "action": _action, "event": _event, "funding": _funding, "survey": _survey, "risk": _risk,
    "figure": _figure,
}  # fmt: skip

"""Rules: what a stored value may be, and what is wrong with a record, in one sentence beside its field."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from ward_desk.core.choices import label as words_of
from ward_desk.core.ratings import RATINGS
from ward_desk.core.records import RECORDS, Field, Row, Value

if TYPE_CHECKING:  # imported when a text is first looked through
    from ward_desk.core.privacy import Find

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
    "event": ("title", "venue", "notes", "strengths", "issues", "cancel_reason", "shared_with"),
    "deep_dive": ("topic", "context", "current_state", "data_review", "strengths", "challenges"),
    "priority": ("title", "why"),
    "figure": ("note", "unavailable"),
    "activity_count": ("name", "definition", "unit", "owner", "source", "shared_with"),
    "recommendation": ("title", "nothing_to_report"),
    "survey": ("title", "purpose", "audience", "considered"),
    "question": ("wording", "options"),
    "comment": ("words",),
    "profile_line": ("indicator", "unit", "source"),
    "quarterly_return": (
        "progress",
        "horizon",
        "challenges",
        "prepared_role",
        "checked_role",
        "signed_role",
        "statement",
        "taken_back",
    ),
    "explanation": ("words",),
}
CONSULTATION_DAYS: Final = 14  # the least a formal consultation is open: people need adequate time to answer
_PUBLIC: Final = {("event", "venue", "postcode")}  # what is no secret where it stands


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
    if kind in ("text", "long", "link", "answers"):
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
    found = []
    for name in SCANNED.get(table, ()):
        hits = finds(table, name, _text(row, name))
        if hits:
            why = ": nothing may say who spoke" if table == "feedback" else ""
            found.append(Problem(name, "warning", f"“{hits[0].text}” looks personal. Take it out{why}."))
    return found


@lru_cache(maxsize=100_000)
def finds(table: str, name: str, entered: str) -> tuple[Find, ...]:
    """What of a person the text of a field gives away. The postcode of a venue is no secret."""
    from ward_desk.core.privacy import scan

    if not entered:
        return ()
    return tuple(find for find in scan(entered) if (table, name, find.kind) not in _PUBLIC)


def without_finds(table: str, name: str, entered: str) -> str:
    """The text of a field with every find replaced by, say, "[removed: phone number]"."""
    from ward_desk.core.privacy import redact

    while found := finds(table, name, entered):
        for find in reversed(found):
            entered = redact(entered, find)
    return entered


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
    if start and max(start[:10], end[:10]) < today and row.get("status") == "planned":
        found.append(Problem("status", "error", "Its date has passed. Set it to Held or Cancelled, or move the date."))
    if row.get("status") == "held" and start[:10] > today:
        found.append(Problem("status", "error", "It can't have been held yet: its date is still to come."))
    if row.get("status") == "cancelled" and not _text(row, "cancel_reason").strip():
        found.append(Problem("cancel_reason", "warning", "Say why it was cancelled, for those who ask later."))
    return found


def _funding(row: Row, today: str) -> list[Problem]:
    if row.get("spent") is not None and _whole(row, "spent") > _whole(row, "allocated"):
        return [Problem("spent", "error", "More is spent than was allocated. Correct one of the two.")]
    return []


def _survey(row: Row, today: str) -> list[Problem]:
    opens, closes, decision = (_text(row, name) for name in ("opens", "closes", "decision_on"))
    found = []
    if opens and closes and closes < opens:
        found.append(Problem("closes", "error", "It closes before it opens. Correct one of the two dates."))
    elif opens and closes and row.get("formal") and _days_open(opens, closes) < CONSULTATION_DAYS:
        found.append(
            Problem("closes", "warning", "It is open for less than two weeks. People need time to read and answer.")
        )
    if row.get("formal") and not closes:
        found.append(Problem("closes", "warning", "A formal consultation needs the day it closes. Say when."))
    if decision and closes and decision < closes:
        words = "The decision is dated before it closes, so not every view can count. Correct one of the two dates."
        found.append(Problem("decision_on", "warning", words))
    if row.get("formal") and decision and decision < today and not _text(row, "considered").strip():
        words = "The decision has been taken. Write down how residents’ views were considered."
        found.append(Problem("considered", "warning", words))
    return found


def _days_open(first: str, last: str) -> int:
    from datetime import date

    try:
        return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    except ValueError:
        return CONSULTATION_DAYS  # a day that is none is told of elsewhere


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


def _activity_count(row: Row, today: str) -> list[Problem]:
    found = []
    nature, unit, computed = (_text(row, name) for name in ("nature", "unit", "computed"))
    tolerance = row.get("tolerance")
    if row.get("target") is not None and not _text(row, "target_on"):
        found.append(Problem("target_on", "warning", "A target needs its date. Say by when it is to be met."))
    if isinstance(tolerance, int | float) and not 0 <= tolerance <= 100:
        found.append(Problem("tolerance", "error", "Give a percentage from 0 to 100."))
    baseline_on, target_on = _text(row, "baseline_on"), _text(row, "target_on")
    if baseline_on and target_on and baseline_on > target_on:
        found.append(
            Problem("baseline_on", "error", "The baseline is later than the target. Correct one of the two dates.")
        )
    if nature == "rate" and unit != "%":
        found.append(Problem("unit", "warning", "A rate is a share of a base, shown in per cent. Its unit is %."))
    if computed and nature != "flow":
        found.append(
            Problem("nature", "error", "Only what adds up over time can come from events. Choose Flow, or take it off.")
        )
    elif computed and row.get("frequency") == "quarterly":
        found.append(Problem("frequency", "warning", "Events are counted by the month they are in. Choose Monthly."))
    if computed and row.get("computed_scope") == "theme" and not row.get("theme"):
        found.append(Problem("theme", "warning", "It takes in the events of its theme. Choose which one that is."))
    if row.get("leads_to") and row.get("leads_to") == row.get("id"):
        found.append(Problem("leads_to", "error", "A count can't lead to itself. Choose another one, or none."))
    return found


_JUDGES = {
    "activity_count": _activity_count,
    "action": _action, "event": _event, "funding": _funding, "survey": _survey, "risk": _risk,
    "figure": _figure,
}  # fmt: skip

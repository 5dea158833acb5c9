"""Thread words: what a golden thread says of each of its records, and of a stage where nothing is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from ward_desk.core import choices as c
from ward_desk.core.choices import label
from ward_desk.core.fields import number, short_day, text, whole
from ward_desk.core.periods import Month, PeriodError, Quarter
from ward_desk.core.ratings import drawn
from ward_desk.core.records import RECORDS, Row
from ward_desk.core.typed import SHOWN_AS, show_count, show_money, show_number
from ward_desk.service.counts import figures
from ward_desk.service.counts.figures import CountView

Views = Mapping[str, CountView]

_MISSING: Final[dict[tuple[str, str], str]] = {
    ("", "heard"): "Nobody is linked as having asked.",
    ("survey", "heard"): "No comment of it is kept as feedback yet.",
    ("event", "heard"): "Nothing residents said is linked.",
    ("recommendation", "heard"): "Nobody is linked as having asked for its actions.",
    ("deep_dive", "heard"): "Nobody is linked as having asked for its actions.",
    ("activity_count", "heard"): "Nobody is linked as having asked for what it counts.",
    ("", "priority"): "It hangs on no priority.",
    ("event", "priority"): "Its action hangs on no priority.",
    ("activity_count", "priority"): "Its actions hang on no priority.",
    ("survey", "priority"): "No comment of it led to a priority yet.",
    ("", "action"): "No action yet.",
    ("event", "action"): "It belongs to no action.",
    ("activity_count", "action"): "It serves no action.",
    ("survey", "action"): "No comment of it led to an action yet.",
    ("", "event"): "No event yet.",
    ("activity_count", "event"): "No event feeds it.",
    ("", "count"): "Nothing is counted.",
    ("event", "count"): "It feeds no count.",
    ("activity_count", "count"): "Nothing that was done is counted beside it.",
    ("", "change"): "No change for residents is measured.",
    ("", "told"): "Nobody has been told yet.",
}
_NOBODY_TO_TELL: Final = "Nobody to tell: no resident's words are linked."
_LINK_WORDS: Final = {
    ("feedback", "heard"): "Link where it was heard…",
    "heard": "Link feedback…", "priority": "Link a priority…", "action": "Link an action…", "event": "Link an event…",
    "count": "Link a count…", "change": "Link an outcome…",
}  # fmt: skip


def missing(table: str, key: str, *, heard: bool) -> str:
    """What an empty stage of a record's thread says."""
    if key == "told" and not heard:
        return _NOBODY_TO_TELL
    return _MISSING.get((table, key), _MISSING.get(("", key), ""))


def link_words(table: str, key: str) -> str:
    """The step that links something at a stage."""
    return _LINK_WORDS.get((table, key)) or _LINK_WORDS[key]


def ref(table: str, row: Row) -> str:
    """The reference of a record; a recommendation has its code."""
    return text(row, "code") if table == "recommendation" and "code" in row else text(row, "ref")


def title(table: str, row: Row) -> str:
    """What a record says of itself, in one line."""
    return " ".join(text(row, RECORDS[table].title).split())


def of_node(key: str, row: Row, views: Views, today: date) -> tuple[str, str, str]:
    """Words, small words and mark of one record of a stage."""
    words = " ".join(text(row, "words").split())
    if key == "heard":
        return words, _of_heard(row, today), ""
    if key == "priority":
        agreed = short_day(row["agreed_on"], today)
        kind = {"priority": "", "recommendation": "recommendation", "deep_dive": "deep dive"}[text(row, "record")]
        said = (kind, f"agreed {agreed}" if agreed else "", label(c.TERMS, row["term"]).lower())
        return words, ", ".join(filter(None, said)), ""
    if key == "action":
        due = short_day(row["due"], today)
        return words, f"due {due}" if due else "no date yet", drawn(text(row, "status"), text(row, "rating"))
    if key == "event":
        return words, _of_event(row, today), ""
    if key in ("count", "change"):
        view = views.get(text(row, "id"))
        return words, count_words(view) if view else "", (view.rating or "") if view else ""
    if key == "told":
        how = label(c.TOLD_HOW, row["told_how"]).lower()
        told = f"told back {short_day(row['told_on'], today)}"
        return " ".join(text(row, "answer").split()) or words, ", ".join(filter(None, (told, how))), ""
    holder = text(row, "holder")
    parts = (f"held by {holder}" if holder else "", short_day(row["dated"], today))
    return words, ", ".join(filter(None, parts)), ""


def _of_heard(row: Row, today: date) -> str:
    at, of = text(row, "event_ref"), text(row, "survey_ref")
    where = f"at {at}" if at else f"in {of}" if of else ""
    heard = f"heard {short_day(row['heard_on'], today)} {where}".strip()
    told_to = "" if where or row["channel"] == "other" else label(c.CHANNELS, row["channel"]).lower()
    said = whole(row, "how_many") or 1
    return ", ".join(filter(None, (heard, told_to, f"said by {said:,}" if said > 1 else "")))


def _of_event(row: Row, today: date) -> str:
    status, start = text(row, "status"), short_day(row["start"], today)
    words = f"{label(c.EVENT_STATUSES, status).lower()} {start}".strip()
    residents = whole(row, "residents")
    if residents is None or status == "cancelled":
        return words
    return f"{words}, {show_count(residents, text(row, 'precision') or 'exact')} residents"


def of_survey(row: Row, today: date) -> str:
    """When a survey was open: "open 2 Oct to 27 Oct"."""
    days = [short_day(row[name], today) for name in ("opens", "closes")]
    return f"open {' to '.join(filter(None, days))}" if any(days) else ""


def count_words(view: CountView) -> str:
    """The latest figure of a count against its target: "12 sessions of 15", "64% in Q3 2023-24, target 75%"."""
    count, unit = view.count, text(view.count, "unit")
    target = number(count, "target")
    most = "at most " if view.better == "lower" else ""
    aim = f", target {most}{_amount(target, count)}" if target is not None else ""
    if view.nature == "flow":
        total = view.to_date
        if total.value is None:
            return f"no figure this year{aim}"
        shown = f"{_amount(total.value, count, total.precision)} {'' if unit in ('%', '£') else unit}".strip()
        if target is None or view.better == "lower":
            return f"{shown} this year{aim}"
        return f"{shown} of {_amount(target, count)}"
    for key in sorted(view.keys, reverse=True):
        value = view.value(key) if view.is_period(key) and "YTD" not in key else None
        if value is not None:
            return f"{_amount(value, count)} in {_period(key, view)}{aim}"
    return f"no figure yet{aim}"


def _amount(value: float | None, count: Row, precision: str = "exact") -> str:
    if value is None:
        return ""
    unit = text(count, "unit")
    if text(count, "nature") == "rate" or unit == "%":
        shown = f"{show_number(round(value, 1))}%"
    else:
        shown = show_money(round(value * 100)) if unit == "£" else show_number(value)
    return SHOWN_AS[precision].format(shown)


def _period(key: str, view: CountView) -> str:
    try:
        start = view.quarter.start_month
        return figures.label(Quarter.parse(key, start) if "Q" in key else Month.parse(key))
    except PeriodError:
        return key


def offered_small(table: str, row: Row, today: date) -> str:
    """The small words of a record offered to link: its kind, and its day."""
    words = {"feedback": "heard", "survey": "opened", "event": "", "priority": "agreed", "action": "due"}
    shown = short_day(row["day"], today)
    return " ".join(filter(None, (words.get(table, ""), shown))) if shown else RECORDS[table].label.lower()

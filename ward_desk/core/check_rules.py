"""Check rules: what each check of a return looks for. Pure functions over a quarter; `core.checks` is their table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ward_desk.core import choices, privacy, ratings, sums
from ward_desk.core.fields import text, whole
from ward_desk.core.periods import is_period
from ward_desk.core.quarter_view import PRINTED, QuarterView
from ward_desk.core.records import RECORDS, Field, Row, Value
from ward_desk.core.rules import Level, fault, finds, without_finds
from ward_desk.core.typed import show_count, show_money, show_number


class Hit(NamedTuple):
    """What a check found in one record; `level` when it is not the check's own.

    `shape` tells apart what one check can find: findings of one shape are one line where they are grouped.
    """

    table: str
    row: Row
    field: str
    sentence: str
    level: Level | None = None
    shape: str = ""


def words(entered: str) -> int:
    """How many words a text has."""
    return len(re.findall(r"\S+", entered))


def _open(view: QuarterView) -> Iterator[Row]:
    return (row for row in view.of("action") if row["status"] in ratings.OPEN_STATUSES)


def blank(view: QuarterView) -> Iterator[Hit]:
    for table, rows in view.rows.items():
        record = RECORDS[table]
        wanted = [field for field in record.fields if field.required and field.name not in record.parents]
        if table == "action":  # a plan hangs on its themes or on its recommendations
            wanted.append(record.field("theme" if view.shape == "themes" else "recommendation"))
        for row in rows:
            if row.get("status") == "cancelled":
                continue
            for field in wanted:
                if row.get(field.name) in (None, ""):
                    yield Hit(table, row, field.name, f"{field.label} is blank. Fill it in.", shape=field.label)
    if view.return_row and not text(view.return_row, "progress").strip():
        yield Hit(
            "quarterly_return", view.return_row, "progress",
            f"Progress to date is blank. Say in at most {view.progress_words} words what was done.",
            shape="Progress to date",
        )  # fmt: skip


def wrong_kind(view: QuarterView) -> Iterator[Hit]:
    for table, rows in view.rows.items():
        fields = [field for field in RECORDS[table].fields if field.kind not in ("text", "long", "link", "file")]
        for row in rows:
            for field in fields:
                if _unfit(field, row.get(field.name)):
                    held = privacy.redact_all(repr(row.get(field.name)))
                    yield Hit(
                        table, row, field.name,
                        f"{field.label} holds {held}, which can't stand there. Enter it again.",
                        shape=field.label,
                    )  # fmt: skip
    start_month = view.quarter.start_month
    for row in view.of("figure"):
        if not is_period(text(row, "period"), start_month):
            yield Hit(
                "figure", row, "period",
                f"A figure stands under “{privacy.redact_all(text(row, 'period'))}”, which is no month or quarter."
                " Enter it again.",
                shape="Period",
            )  # fmt: skip


@lru_cache(maxsize=4096, typed=True)  # 1 and 1.0 are not the same value here
def _unfit(field: Field, value: Value) -> bool:
    return value is not None and fault(field, value) is not None


def dates(view: QuarterView) -> Iterator[Hit]:
    for row in view.of("action"):
        if text(row, "due") and text(row, "due") < text(row, "start"):
            yield Hit("action", row, "due", "It is due before it starts. Correct one of the two dates.", shape="due")
    for row in view.of("event"):
        if text(row, "end") and text(row, "end") < text(row, "start"):
            yield Hit("event", row, "end", "It ends before it starts. Correct one of the two times.", shape="end")


def not_started(view: QuarterView) -> Iterator[Hit]:
    for row in view.of("action"):
        if row["status"] == "not_started" and "" < text(row, "start") < view.overdue_before:
            yield Hit(
                "action", row, "status",
                "Its start date has passed and it is Not started. Set it to In progress, or move the start date.",
            )  # fmt: skip


def open_milestones(view: QuarterView) -> Iterator[Hit]:
    milestones = view.grouped("milestone", "action")
    for row in view.of("action"):
        left = [one for one in milestones.get(text(row, "id"), ()) if not one["done_on"]]
        if row["status"] == "complete" and left:
            many, them = ("1 milestone is", "it") if len(left) == 1 else (f"{len(left)} milestones are", "them")
            yield Hit(
                "action", row, "status",
                f"It is Complete but {many} still open. Date {them} as done, or set the action back to In progress.",
            )  # fmt: skip


def no_cause(view: QuarterView) -> Iterator[Hit]:
    for row in _open(view):
        if "" < text(row, "due") < view.overdue_before and not row["delay_cause"]:
            yield Hit("action", row, "delay_cause", "Its due date has passed. Choose what has held it up.")


def no_explanation(view: QuarterView) -> Iterator[Hit]:
    for row in _open(view):
        rating = text(row, "rating")
        if text(row, "rating_reason").strip():
            continue
        before = text(view.rating_before.get(text(row, "id"), {}), "rating")
        label = choices.label(ratings.RATINGS, rating)
        if ratings.worse(rating, before):
            was = choices.label(ratings.RATINGS, before)
            yield Hit(
                "action", row, "rating_reason",
                f"It went from {was} to {label} since last quarter without an explanation. Say why.",
                shape="worse",
            )  # fmt: skip
        elif rating == "red":
            yield Hit("action", row, "rating_reason", "It is Red without an explanation. Say why.", shape="red")
        elif rating == "amber":
            yield Hit("action", row, "rating_reason", "It is Amber without a reason. Say why.", "warning", "amber")


def no_note(view: QuarterView) -> Iterator[Hit]:
    noted = {text(row, "action") for row in view.of("progress_note")}
    for row in _open(view):
        if text(row, "id") not in noted and not text(row, "start") > view.quarter.last.isoformat():
            yield Hit("action", row, "progress_note", "It has no note this quarter. Write what was done, or why not.")


def no_attendance(view: QuarterView) -> Iterator[Hit]:
    counted = {text(row, "event") for row in view.of("attendance")}
    for row in view.of("event"):
        held = row["status"] == "held" and view.in_quarter(text(row, "start"))
        if held and text(row, "id") not in counted:
            yield Hit("event", row, "attendance", "It was held and nobody is counted. Enter who came, 0 for none.")


def past_planned(view: QuarterView) -> Iterator[Hit]:
    today = view.today.isoformat()
    for row in view.of("event"):
        start, last = text(row, "start")[:10], max(text(row, "start")[:10], text(row, "end")[:10])
        if row["status"] == "planned" and start > "" and last < view.overdue_before:
            yield Hit(
                "event", row, "status",
                "Its date has passed and it is still planned. Set it to Held or Cancelled, or move the date.",
                shape="planned",
            )  # fmt: skip
        elif row["status"] == "held" and start > today:
            yield Hit(
                "event", row, "status", "It can't have been held yet: its date is still to come. Correct one.",
                shape="held",
            )  # fmt: skip


def missing(view: QuarterView) -> Iterator[Hit]:
    for count in view.counts:
        if count.missing:
            periods = ", ".join(label for _, label in count.missing)
            computed = bool(count.row.get("computed"))
            enter = "It comes from events: say who came" if computed else "Enter it"
            yield Hit(
                "activity_count", count.row, count.missing[0][0],
                f"There is no figure for {periods}. {enter}, or say why there is none.",
                shape="events" if computed else "some" if count.figures else "none",
            )  # fmt: skip


def no_base(view: QuarterView) -> Iterator[Hit]:
    for row in view.of("figure"):
        count = view.by_id.get(("activity_count", text(row, "activity_count")), {})
        given = row["value"] is not None or row["numerator"] is not None
        if count.get("nature") == "rate" and given and not (row["denominator"] and row["numerator"] is not None):
            yield Hit(
                "figure", row, "denominator",
                "A percentage has no base. Enter how many out of how many, such as 17 of 27.",
                shape="rate",
            )  # fmt: skip
        elif count.get("nature") == "score" and given and not row["denominator"]:
            yield Hit(
                "figure", row, "denominator", "A mean has no number of answers. Enter it, such as 4.2 (27).",
                shape="score",
            )  # fmt: skip


def unusual(view: QuarterView) -> Iterator[Hit]:
    for count in view.counts:
        for figure in count.figures:
            if not figure.noted and sums.unusual(figure.value, count.earlier):
                shown = show_number(round(figure.value or 0, 2))
                yield Hit(
                    "activity_count", count.row, figure.key,
                    f"{shown} for {figure.label} is far outside its usual range. Correct it, or note why.",
                )  # fmt: skip


def overspent(view: QuarterView) -> Iterator[Hit]:
    for row in view.of("funding"):
        spent, allocated = whole(row, "spent"), whole(row, "allocated") or 0
        if spent is not None and spent > allocated:
            yield Hit(
                "funding", row, "spent",
                f"{show_money(spent)} is spent of {show_money(allocated)} allocated. Correct one of the two.",
            )  # fmt: skip


def duplicates(view: QuarterView) -> Iterator[Hit]:
    heading = "theme" if view.shape == "themes" else "recommendation"
    first: dict[tuple[str, str], str] = {}
    for row in view.of("action"):
        title = " ".join(text(row, "title").casefold().split())
        if not title or row["status"] == "cancelled":
            continue
        other = first.setdefault((text(row, heading), title), text(row, "ref"))
        if other != row["ref"]:
            yield Hit(
                "action", row, "title",
                f"It has the same title as {other} in one {heading}. Rename one, or cancel it if it is the same thing.",
            )  # fmt: skip


def personal_data(view: QuarterView) -> Iterator[Hit]:
    for table, fields in PRINTED.items():
        for row in view.of(table) if table != "explanation" else _each_told_once(view.of(table)):
            for name in fields:
                entered = text(row, name)
                # The sentence never repeats what was found: it is printed in the return.
                if entered and (found := finds(table, name, entered)):
                    label = RECORDS[table].field(name).label
                    kinds = " and ".join(dict.fromkeys(_an(find.label) for find in found))
                    yield Hit(
                        table, row, name,
                        f"{label}{_of_what(view, table, row)} gives away {kinds}. Take it out; until then the return"
                        " prints “removed” for it.",
                        shape=label,
                    )  # fmt: skip


def _each_told_once(explanations: Sequence[Row]) -> Iterator[Row]:
    """One sentence may explain many findings, and is mended in one go."""
    yield from {text(row, "words"): row for row in reversed(explanations)}.values()


def _of_what(view: QuarterView, table: str, row: Row) -> str:
    about = text(row, "record_table"), text(row, "record_id")
    return f" of {view.name(*about)}" if table == "explanation" and about in view.by_id else ""


def without_personal_data(view: QuarterView) -> None:
    """Put "[removed: phone number]" for whatever of `personal_data` there is, in the rows of the view itself."""
    for table, fields in PRINTED.items():
        for row in view.of(table):
            for name in fields:
                entered = text(row, name)
                if entered and finds(table, name, entered):
                    row[name] = without_finds(table, name, entered)


def _an(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"


def revised(view: QuarterView) -> Iterator[Hit]:
    for count in view.counts:
        wanted = {key for key, _ in count.missing}  # a figure taken out is missing, and told as that
        for one in count.revised:
            if not one.noted and (one.now is not None or one.key not in wanted):
                now = "empty" if one.now is None else show_count(one.now)
                yield Hit(
                    "activity_count", count.row, one.key,
                    f"{one.label} was {show_count(one.was)} in the return sent and is {now} now."
                    " It goes out marked as revised; note why.",
                )  # fmt: skip

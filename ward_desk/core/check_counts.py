"""Check counts: what the checks of a return look for in counts and the events they are worked out from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ward_desk.core import choices, double_counts
from ward_desk.core.check_rules import Hit
from ward_desk.core.fields import text, whole
from ward_desk.core.quarter_view import QuarterView
from ward_desk.core.records import RECORDS
from ward_desk.core.typed import show_number

# What can't be less than nothing; a figure can be, as a correction.
_NEVER_NEGATIVE: Final = (
    ("funding", ("allocated", "committed", "spent")),
    ("attendance", ("number",)),
    ("feedback", ("how_many",)),
)


def no_cancel_reason(view: QuarterView) -> Iterator[Hit]:
    for row in view.of("event"):
        cancelled = row["status"] == "cancelled" and view.in_quarter(text(row, "start"))
        if cancelled and not text(row, "cancel_reason").strip():
            yield Hit("event", row, "cancel_reason", "It was cancelled without a reason. Say why.")


def no_reason(view: QuarterView) -> Iterator[Hit]:
    for row in view.of("figure"):
        if row.get("adjustment") and not text(row, "note").strip():
            value = row["value"]
            number = show_number(value) if isinstance(value, int | float) else "nothing"
            period = double_counts.period_words(text(row, "period"))
            yield Hit("figure", row, "note", f"An adjustment by {number} for {period} has no reason. Say why.")


def not_a_flow(view: QuarterView) -> Iterator[Hit]:
    for row in view.of("activity_count"):
        if row.get("computed") and row["nature"] != "flow":
            nature = choices.label(choices.NATURES, row["nature"]).split(":")[0].lower()
            yield Hit(
                "activity_count", row, "nature",
                f"It is to be worked out from events, but what it counts ({nature}) does not add up over them."
                " Choose Flow, or have its figures typed.",
            )  # fmt: skip


def typed_beside(view: QuarterView) -> Iterator[Hit]:
    for row, sentence in double_counts.typed_beside(view.of("figure")):
        yield Hit("figure", row, "value", sentence)


def from_cancelled(view: QuarterView) -> Iterator[Hit]:
    for row in view.of("figure"):
        if row.get("event_status") == "cancelled" and isinstance(value := row["value"], int | float) and value:
            event = view.by_id.get(("event", text(row, "event")), {})  # none of an event for this ward only
            period = double_counts.period_words(text(row, "period"))
            yield Hit(
                "figure", row, "value",
                f"{show_number(value)} for {period} {'comes' if value == 1 else 'come'} from"
                f" {text(event, 'ref') or 'an event'}, which was cancelled, and is added up all the same."
                " Take the figure off the event, or set the event to Held.",
            )  # fmt: skip


def doubles(view: QuarterView) -> Iterator[Hit]:
    counts, events = view.of("activity_count"), [row for row in view.of("event") if view.in_quarter(text(row, "start"))]
    for one in (
        *double_counts.marked(counts, events),
        *double_counts.counts_twice(counts, view.of("figure")),
        *double_counts.events_twice(events),
    ):
        yield Hit(one.table, view.by_id[one.table, one.row_id], one.field, one.sentence)


def future(view: QuarterView) -> Iterator[Hit]:
    months = {month.key: month for month in view.quarter.months if month.first > view.today}
    for row in view.of("figure"):
        month = months.get(text(row, "period"))
        if month is not None and not row.get("computed") and row["value"] is not None:
            yield Hit(
                "figure", row, "value",
                f"A figure stands under {month.label}, which is still to come. Take it out, or move it to its month.",
            )  # fmt: skip


def below_zero(view: QuarterView) -> Iterator[Hit]:
    for table, fields in _NEVER_NEGATIVE:
        for row in view.of(table):
            for name in fields:
                if (whole(row, name) or 0) < 0:
                    label = RECORDS[table].field(name).label
                    yield Hit(table, row, name, f"{label} is below zero. Enter it again, without the minus.")

"""Check causes: which findings only follow from another one, and go when that is put right.

A date that can't be read makes it late as well; an attendance not entered leaves its month without a figure. Such a
finding is not a line of its own: it stands under its cause, and what explains the cause explains it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from ward_desk.core.checks import Finding


class Follow(NamedTuple):
    """One way in which a finding of one check follows from one of another."""

    code: str
    cause: str
    where: Literal["field", "record", "anywhere"]
    fields: tuple[str, ...] = ()  # of the cause; empty for any
    shape: str = ""  # of what follows; empty for any


_DATES: Final = ("start", "due", "end")

FOLLOWS: Final = (
    Follow("due_before_start", "wrong_kind", "record", _DATES),
    Follow("not_started", "wrong_kind", "record", _DATES),
    Follow("no_delay_cause", "wrong_kind", "record", _DATES),
    Follow("past_planned", "wrong_kind", "record", _DATES),
    Follow("not_started", "due_before_start", "record"),
    Follow("no_delay_cause", "due_before_start", "record"),
    Follow("past_planned", "due_before_start", "record"),
    Follow("contradiction", "open_milestones", "record"),
    Follow("no_attendance", "past_planned", "record"),
    Follow("missing_months", "no_attendance", "anywhere", shape="events"),
    Follow("unusual_figure", "revised_figure", "field"),
    Follow("unusual_figure", "future_figure", "field"),
    Follow("typed_beside_events", "computed_count", "record"),
    Follow("not_considered", "decided_early", "record"),
)


def causes(findings: Sequence[Finding]) -> dict[int, list[int]]:
    """Where each finding that follows from others stands among these -> where those stand."""
    by_check: dict[str, list[int]] = {}
    by_record: dict[tuple[str, str], list[int]] = {}
    for at, one in enumerate(findings):
        by_check.setdefault(one.code, []).append(at)
        by_record.setdefault((one.code, one.row_id), []).append(at)
    found: dict[int, list[int]] = {}
    for rule in FOLLOWS:
        for at in by_check.get(rule.code, ()):
            one = findings[at]
            if rule.shape and one.shape != rule.shape:
                continue
            near = by_check.get(rule.cause, []) if rule.where == "anywhere" else by_record.get(
                (rule.cause, one.row_id), []
            )  # fmt: skip
            held = [
                other for other in near
                if (not rule.fields or findings[other].field in rule.fields)
                and (rule.where != "field" or findings[other].field == one.field)
            ]  # fmt: skip
            if held:
                found.setdefault(at, []).extend(held)
    return found

"""Checks: the rules a return is held against before it is signed (model.md, The quarterly return).

`CHECKS` is the table of them. An error stands in the way of signing, a warning wants a word. Each finding names
the record, says in a sentence what is wrong and what to do, and gives the field to open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from ward_desk.core import check_counts, check_rules, check_surveys
from ward_desk.core.check_rules import Hit
from ward_desk.core.quarter_view import QuarterView
from ward_desk.core.rules import Level


class Finding(NamedTuple):
    """One thing to put right, and where."""

    code: str
    level: Level
    table: str
    row_id: str
    field: str
    ref: str  # what people call the record
    sentence: str
    explained: str = ""  # the ward's own sentence about a warning; it then wants nothing more


class Check(NamedTuple):
    """One rule of the return."""

    code: str
    rule: str
    level: Level
    look: Callable[[QuarterView], Iterator[Hit]]


def run(view: QuarterView) -> list[Finding]:
    """What every check finds, errors first, then in the order of the checks."""
    found: list[tuple[tuple[bool, int, int, str], Finding]] = []
    for place, check in enumerate(CHECKS):
        for hit in check.look(view):
            level = hit.level or check.level
            table, row_id, field = view.place(hit.table, hit.row, hit.field)
            ref = view.name(table, row_id)
            finding = Finding(check.code, level, table, row_id, field, ref, _naming(ref, hit.sentence))
            found.append(((level != "error", place, len(ref), ref), finding))
    return [finding for _, finding in sorted(found, key=lambda pair: pair[0])]


def _naming(ref: str, sentence: str) -> str:
    """ "CHE-07 is due before it starts.", from "It is due before it starts." """
    return f"{ref} {sentence[3:]}" if sentence.startswith("It ") else f"{ref}: {sentence}"


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those that stand in the way of signing."""
    return [finding for finding in findings if finding.level == "error"]


CHECKS: Final[tuple[Check, ...]] = (
    Check("blank_field", "Every required field is filled in.", "error", check_rules.blank),
    Check("wrong_kind", "Every number, date and choice is one.", "error", check_rules.wrong_kind),
    Check("due_before_start", "Nothing is due, or ends, before it starts.", "error", check_rules.dates),
    Check("not_started", "No action whose start has passed is Not started.", "warning", check_rules.not_started),
    Check("open_milestones", "No action is Complete with milestones open.", "error", check_rules.open_milestones),
    Check("no_delay_cause", "Every delayed action names a cause.", "error", check_rules.no_cause),
    Check("no_explanation", "Red, Amber and every worse rating is explained.", "error", check_rules.no_explanation),
    Check("no_note", "Every open action has a note this quarter.", "warning", check_rules.no_note),
    Check("no_attendance", "Every event held says who came.", "warning", check_rules.no_attendance),
    Check("past_planned", "No event past is still planned, none to come is held.", "error", check_rules.past_planned),
    Check("missing_months", "Every count has its figures, or says why not.", "warning", check_rules.missing),
    Check("no_base", "Every percentage has its base, every mean its answers.", "error", check_rules.no_base),
    Check("unusual_figure", "A figure outside three times its usual range has a note.", "warning", check_rules.unusual),
    Check("overspent", "Nothing is spent above what was allocated.", "error", check_rules.overspent),
    Check("duplicate_title", "No two actions of one theme have the same title.", "error", check_rules.duplicates),
    Check("too_long", "Progress to date and On the horizon keep to their word limits.", "error", check_rules.too_long),
    Check("personal_data", "Nothing says who somebody is.", "error", check_rules.personal_data),
    Check("revised_figure", "A figure changed since a return was sent has a note.", "warning", check_rules.revised),
    Check("cancel_reason", "Every event cancelled says why.", "warning", check_counts.no_cancel_reason),
    Check("adjustment_reason", "Every adjustment of a figure has its reason.", "error", check_counts.no_reason),
    Check("computed_count", "Only a count that adds up over time is worked out from events.", "error",
          check_counts.not_a_flow),
    Check("typed_beside_events", "No figure is typed beside what events gave.", "warning", check_counts.typed_beside),
    Check("cancelled_event", "No figure comes from an event that was cancelled.", "warning",
          check_counts.from_cancelled),
    Check("double_count", "Nothing is reported twice, here or by another ward.", "warning", check_counts.doubles),
    Check("decided_early", "No consultation is decided before it closes.", "warning", check_surveys.decided_early),
    Check("not_considered", "Every consultation decided says how views were considered.", "warning",
          check_surveys.not_considered),
    Check("kept_too_long", "No survey keeps its answers beyond their date.", "warning", check_surveys.kept_too_long),
    Check("never_told", "Everyone who has an answer is told it.", "warning", check_surveys.never_told),
    Check("sign_off", "The return says who prepared it, who signed it and when.", "error", check_rules.sign_off),
)  # fmt: skip

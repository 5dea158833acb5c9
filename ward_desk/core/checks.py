"""Checks: the rules a return is held against before it is signed (model.md, The quarterly return).

`CHECKS` is the table of them. An error stands in the way of signing; a warning wants to be mended, or one sentence on
why it is so. Each finding names the record, says in a sentence what is wrong and what to do, and gives the field to
open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from ward_desk.core import check_counts, check_plan, check_return, check_rules, check_surveys
from ward_desk.core.check_causes import causes
from ward_desk.core.check_rules import Hit
from ward_desk.core.fields import text
from ward_desk.core.quarter_view import QuarterView
from ward_desk.core.records import Row
from ward_desk.core.rules import Level

# How long it takes to put one thing right, in minutes: a rule of thumb, from trying it.
CHOOSE: Final = 0.5  # a date, a status, a rating
FIGURE: Final = 1.0  # a number, which has to be looked up
SENTENCE: Final = 2.0  # a sentence, for one finding or for a whole group
REWRITE: Final = 5.0  # a text made shorter


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
    shape: str = ""  # which of the things its check can find


class Check(NamedTuple):
    """One rule of the return."""

    code: str
    rule: str
    level: Level
    look: Callable[[QuarterView], Iterator[Hit]]
    minutes: float  # to put one finding right


def run(view: QuarterView) -> list[Finding]:
    """What every check finds, errors first, then in the order of the checks; warnings with their explanation, as far
    as the return has one for them as they stand."""
    found: list[tuple[tuple[bool, int, int, str], Finding, Row | None]] = []  # with the explanation it is about
    for place, check in enumerate(CHECKS):
        for hit in check.look(view):
            level = hit.level or check.level
            table, row_id, field = view.place(hit.table, hit.row, hit.field)
            ref = view.name(table, row_id)
            sentence = _naming(ref, hit.sentence)
            finding = Finding(check.code, level, table, row_id, field, ref, sentence, shape=hit.shape)
            about = hit.row if hit.table == "explanation" else None
            found.append(((level != "error", place, len(ref), ref), finding, about))
    found.sort(key=lambda one: one[0])
    there = {_key(finding) for _, finding, _ in found}
    # An explanation of what is not found any more is in no return.
    wanted = [finding for _, finding, about in found if about is None or _key_said(about) in there]
    return _explained(wanted, view.of("explanation"))


def _key(finding: Finding) -> tuple[str, ...]:
    return finding.code, finding.row_id, finding.field, finding.sentence


def _key_said(explanation: Row) -> tuple[str, ...]:
    return tuple(text(explanation, name) for name in ("code", "record_id", "field", "finding"))


def _naming(ref: str, sentence: str) -> str:
    """ "CHE-07 is due before it starts.", from "It is due before it starts." """
    return f"{ref} {sentence[3:]}" if sentence.startswith("It ") else f"{ref}: {sentence}"


def _explained(findings: list[Finding], explanations: Sequence[Row]) -> list[Finding]:
    """The findings with what the ward says of them; what follows from others that are all explained is so with them.
    An explanation covers the very finding it was written for, and none that says something else by now."""
    words = {_key_said(row): text(row, "words") for row in explanations}
    if not words:
        return findings
    said = [
        one._replace(explained=words.get(_key(one), ""))
        if explainable(one) else one
        for one in findings
    ]  # fmt: skip
    for at, others in causes(said).items():
        if explainable(said[at]) and not said[at].explained and all(said[other].explained for other in others):
            told = " ".join(dict.fromkeys(said[other].explained for other in others))
            said[at] = said[at]._replace(explained=told)
    return said


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those that stand in the way of signing whatever is said of them."""
    return [finding for finding in findings if finding.level == "error"]


def explainable(finding: Finding) -> bool:
    """Whether a sentence can take the place of mending it: a warning, but for a signature that is still to come."""
    return finding.level == "warning" and finding.code != "sign_off"


def wanting(findings: Iterable[Finding]) -> list[Finding]:
    """Those that must be mended, or explained, before the return can be signed. That a draft is not signed yet is
    none of them."""
    return [one for one in findings if one.level == "error" or (explainable(one) and not one.explained)]


CHECKS: Final[tuple[Check, ...]] = (
    Check("blank_field", "Every required field is filled in.", "error", check_rules.blank, FIGURE),
    Check("wrong_kind", "Every number, date and choice is one.", "error", check_rules.wrong_kind, FIGURE),
    Check("due_before_start", "Nothing is due, or ends, before it starts.", "error", check_rules.dates, CHOOSE),
    Check("not_started", "No action whose start has passed is Not started.", "warning",
          check_rules.not_started, CHOOSE),
    Check("open_milestones", "No action is Complete with milestones open.", "error",
          check_rules.open_milestones, FIGURE),
    Check("no_delay_cause", "Every delayed action names a cause.", "error", check_rules.no_cause, CHOOSE),
    Check("no_explanation", "Red, Amber and every worse rating is explained.", "error",
          check_rules.no_explanation, SENTENCE),
    Check("no_note", "Every open action has a note this quarter.", "warning", check_rules.no_note, SENTENCE),
    Check("no_attendance", "Every event held says who came.", "warning", check_rules.no_attendance, FIGURE),
    Check("past_planned", "No event past is still planned, none to come is held.", "error",
          check_rules.past_planned, CHOOSE),
    Check("missing_months", "Every count has its figures, or says why not.", "warning", check_rules.missing, FIGURE),
    Check("no_base", "Every percentage has its base, every mean its answers.", "error", check_rules.no_base, FIGURE),
    Check("unusual_figure", "A figure outside three times its usual range has a note.", "warning",
          check_rules.unusual, SENTENCE),
    Check("overspent", "Nothing is spent above what was allocated.", "error", check_rules.overspent, FIGURE),
    Check("duplicate_title", "No two actions of one theme have the same title.", "error",
          check_rules.duplicates, FIGURE),
    Check("too_long", "Progress to date and On the horizon keep to their word limits.", "error",
          check_return.too_long, REWRITE),
    Check("personal_data", "Nothing says who somebody is.", "error", check_rules.personal_data, FIGURE),
    Check("revised_figure", "A figure changed since a return was sent has a note.", "warning",
          check_rules.revised, SENTENCE),
    Check("cancel_reason", "Every event cancelled says why.", "warning", check_counts.no_cancel_reason, SENTENCE),
    Check("adjustment_reason", "Every adjustment of a figure has its reason.", "error",
          check_counts.no_reason, SENTENCE),
    Check("computed_count", "Only a count that adds up over time is worked out from events.", "error",
          check_counts.not_a_flow, CHOOSE),
    Check("typed_beside_events", "No figure is typed beside what events gave.", "warning",
          check_counts.typed_beside, FIGURE),
    Check("cancelled_event", "No figure comes from an event that was cancelled.", "warning",
          check_counts.from_cancelled, FIGURE),
    Check("double_count", "Nothing is reported twice, here or by another ward.", "warning",
          check_counts.doubles, SENTENCE),
    Check("decided_early", "No consultation is decided before it closes.", "warning",
          check_surveys.decided_early, CHOOSE),
    Check("not_considered", "Every consultation decided says how views were considered.", "warning",
          check_surveys.not_considered, SENTENCE),
    Check("kept_too_long", "No survey keeps its answers beyond their date.", "warning",
          check_surveys.kept_too_long, FIGURE),
    Check("never_told", "Everyone who has an answer is told it.", "warning", check_surveys.never_told, CHOOSE),
    Check("contradiction", "No action's progress contradicts its status.", "warning", check_plan.contradiction, CHOOSE),
    Check("unrated", "Every action under way has a rating.", "warning", check_plan.unrated, CHOOSE),
    Check("late_milestone", "No milestone's date has passed without its being done.", "warning",
          check_plan.late_milestone, CHOOSE),
    Check("nothing_reported", "Every recommendation has an action, or says why not.", "warning",
          check_plan.nothing_reported, SENTENCE),
    Check("no_risk", "A plan under way names its risks.", "warning", check_plan.no_risk, SENTENCE),
    Check("duplicate_risk", "No two risks of one action have the same title.", "error", check_plan.same_risk, FIGURE),
    Check("future_figure", "No figure stands under a month that is still to come.", "error",
          check_counts.future, FIGURE),
    Check("below_zero", "No money and no number of people is below zero.", "error", check_counts.below_zero, FIGURE),
    Check("sign_off", "The return says who prepared it, who signed it and when.", "error",
          check_return.sign_off, CHOOSE),
)  # fmt: skip

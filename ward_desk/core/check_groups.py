"""Check groups: what the checks found, one line for one cause, and how many minutes of mending are left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ward_desk.core.check_causes import causes
from ward_desk.core.checks import CHECKS, Finding, explainable, wanting
from ward_desk.core.records import RECORDS
from ward_desk.core.rules import Level
from ward_desk.core.typed import counted

MOST_NAMED: Final = 6  # records named one by one


class Wording(NamedTuple):
    """How findings of one kind are told in one line. {records} is "3 actions", {n} how many records, {found} how many
    findings, {shape} what tells them apart."""

    cause: str  # a few words, as in "Explain 3 warnings: no note this quarter"
    many: str  # before the colon and the names


class Group(NamedTuple):
    """One cause, and everything that is found because of it."""

    level: Level
    code: str
    cause: str
    sentence: str  # of a single finding its own, of several "3 open actions have no note this quarter: CHE-05, ..."
    findings: tuple[Finding, ...]
    follow: tuple[Finding, ...]  # what is found only because of these
    minutes: float  # to mend them one by one, as a rule of thumb; 0 when nothing is wanted any more
    explained: bool  # all of them
    can_explain: bool  # one sentence can take the place of mending them


# (check, shape) -> its words; the shape "" stands for every one not named.
WORDS: Final[dict[tuple[str, str], Wording]] = {
    ("blank_field", ""): Wording("{shape} is blank", "{shape} is blank in {records}"),
    ("wrong_kind", ""): Wording("{shape} can’t be read", "{shape} can’t be read in {records}"),
    ("due_before_start", "due"): Wording("due before it starts", "{n} actions are due before they start"),
    ("due_before_start", "end"): Wording("ends before it starts", "{n} events end before they start"),
    ("not_started", ""): Wording("start passed, Not started", "{n} actions should have begun and are Not started"),
    ("open_milestones", ""): Wording("Complete with milestones open", "{n} actions are Complete with milestones open"),
    ("no_delay_cause", ""): Wording("no cause of delay", "{n} actions are overdue and don’t say what holds them up"),
    ("no_explanation", "worse"): Wording("worse, and not said why", "{n} actions got worse without an explanation"),
    ("no_explanation", "red"): Wording("Red without an explanation", "{n} actions are Red without an explanation"),
    ("no_explanation", "amber"): Wording("Amber without a reason", "{n} actions are Amber without a reason"),
    ("no_note", ""): Wording("no note this quarter", "{n} open actions have no note this quarter"),
    ("no_attendance", ""): Wording("held with nobody counted", "{n} events were held and nobody is counted"),
    ("past_planned", "planned"): Wording("past and still planned", "{n} events are past and still planned"),
    ("past_planned", "held"): Wording("Held before its day", "{n} events are Held, and their day is still to come"),
    ("missing_months", "some"): Wording("figures missing", "{n} counts want figures for part of the quarter"),
    ("missing_months", "none"): Wording("no figures this quarter", "{n} counts have no figures at all this quarter"),
    ("missing_months", "events"): Wording("who came is not known", "{n} counts wait for events to say who came"),
    ("no_base", "rate"): Wording("percentage without a base", "{found} percentages have no base"),
    ("no_base", "score"): Wording("mean without a number of answers", "{found} means have no number of answers"),
    ("unusual_figure", ""): Wording("unusual figure", "{found} figures are far outside their usual range"),
    ("overspent", ""): Wording("more spent than allocated", "{n} funding lines have more spent than allocated"),
    ("duplicate_title", ""): Wording("same title as another action", "{n} actions have the title of another one"),
    ("too_long", ""): Wording("more words than may be", "{found} texts of the return are over their limit of words"),
    ("personal_data", ""): Wording("personal data", "Personal data under “{shape}” in {records}"),
    ("revised_figure", ""): Wording("changed since sent", "{found} figures are not what they were in the return sent"),
    ("cancel_reason", ""): Wording("cancelled without a reason", "{n} events were cancelled without a reason"),
    ("adjustment_reason", ""): Wording("adjustment without a reason", "{found} adjustments have no reason"),
    ("computed_count", ""): Wording("can’t be worked out from events", "{n} counts can’t be worked out from events"),
    ("typed_beside_events", ""): Wording("typed beside events", "{found} figures are typed beside what events gave"),
    ("cancelled_event", ""): Wording("figure from a cancelled event", "{found} figures come from cancelled events"),
    ("double_count", ""): Wording("perhaps reported twice", "{records} may be reported twice"),
    ("decided_early", ""): Wording("decided before it closes", "{n} consultations are decided before they close"),
    ("not_considered", ""): Wording("views not considered", "{n} consultations don’t say how views were considered"),
    ("kept_too_long", ""): Wording("answers kept too long", "{n} surveys have kept their answers beyond their date"),
    ("never_told", ""): Wording("answer not told to residents", "{n} answers have not been told to residents"),
    ("contradiction", "complete"): Wording("Complete and not all done", "{n} actions are Complete and not all done"),
    ("contradiction", "not_started"): Wording("Not started, part done", "{n} actions are Not started and partly done"),
    ("unrated", ""): Wording("no rating", "{n} actions under way have no rating"),
    ("late_milestone", ""): Wording("milestone past its date", "{found} milestones are past their date and not done"),
    ("nothing_reported", ""): Wording("nothing reported", "{n} recommendations have no action and don’t say why"),
    ("no_risk", ""): Wording("no risk named", "{n} plans name no risk"),
    ("duplicate_risk", ""): Wording("same title as another risk", "{n} risks have the title of another one"),
    ("future_figure", ""): Wording("figure of a month to come", "{found} figures stand under a month still to come"),
    ("below_zero", ""): Wording("below zero", "{found} numbers are below zero"),
    ("sign_off", ""): Wording("something missing from the sign-off", "{found} things are missing from the sign-off"),
}

_MINUTES: Final = {check.code: check.minutes for check in CHECKS}
_PLACE: Final = {check.code: place for place, check in enumerate(CHECKS)}

# What records are called in the middle of a sentence, where their own names don't do.
_NOUNS: Final = {
    "feedback": ("item of feedback", "items of feedback"),
    "funding": ("funding line", "funding lines"),
    "activity_count": ("count", "counts"),
}

# What `rules.problems` says of a record by itself, at once, at the same field.
_IN_THE_FORM: Final = frozenset((
    "blank_field", "due_before_start", "not_started", "no_delay_cause", "no_explanation", "past_planned",
    "overspent", "cancel_reason", "computed_count", "decided_early", "not_considered", "personal_data",
))  # fmt: skip


def group(findings: Iterable[Finding]) -> list[Group]:
    """One group for each cause: findings of one check that say the same of several records.

    What follows from another finding stands with that one. Errors come first, then warnings that want a word, then
    those explained; each in the order of the checks, so that a line stays where it is while others are mended.
    """
    known = list(findings)
    behind = causes(known)
    grouped: dict[tuple[str, ...], list[int]] = {}
    for at, one in enumerate(known):
        if at not in behind:
            key = (one.code, one.level, one.shape, one.table, "explained" if one.explained else "")
            grouped.setdefault(key, []).append(at)
    follow: dict[int, list[Finding]] = {}
    for at in behind:
        follow.setdefault(_root(at, behind), []).append(known[at])
    made = [
        _group([known[at] for at in places], [one for at in places for one in follow.get(at, ())])
        for places in grouped.values()
    ]
    return sorted(made, key=lambda one: (one.level != "error", one.explained, _PLACE[one.code]))


def _root(at: int, behind: dict[int, list[int]]) -> int:
    while at in behind:
        at = behind[at][0]
    return at


def _group(found: Sequence[Finding], follow: Sequence[Finding]) -> Group:
    first = found[0]
    words = WORDS.get((first.code, first.shape)) or WORDS[first.code, ""]
    return Group(
        first.level,
        first.code,
        words.cause.format(shape=first.shape),
        first.sentence if len(found) == 1 else _told(words.many, found),
        tuple(found),
        tuple(follow),
        sum(_MINUTES[one.code] for one in wanting(found)),
        bool(first.explained),
        explainable(first),
    )


def _told(many: str, found: Sequence[Finding]) -> str:
    names = list({(one.table, one.row_id): one.ref for one in found}.values())
    record = RECORDS[found[0].table]
    nouns = _NOUNS.get(record.name, (record.label.lower(), record.plural.lower()))
    records = f"{len(names):,} {nouns[len(names) > 1]}"
    counted = {"n": f"{len(names):,}", "found": f"{len(found):,}", "records": records, "shape": found[0].shape}
    return f"{many.format(**counted)}: {_listed(names)}."


def _listed(names: Sequence[str]) -> str:
    """ "CHE-05, CHE-08 and CHE-10"; the rest of many by their number."""
    shown = list(names) if len(names) <= MOST_NAMED else [*names[: MOST_NAMED - 1]]
    left = len(names) - len(shown)
    last = f"{left:,} more" if left else shown.pop()
    return f"{', '.join(shown)} and {last}" if shown else last


def minutes(groups: Iterable[Group]) -> int:
    """Whole minutes it takes to mend what is still wanted, one by one; a rule of thumb, never 0 while anything is."""
    left = sum(one.minutes for one in groups)
    return max(1, round(left)) if left else 0


def minutes_words(whole_minutes: int) -> str:
    """ "about 6 minutes", "about 3 hours" from an hour and a half on; "nothing left to mend" for none."""
    if not whole_minutes:
        return "nothing left to mend"
    if whole_minutes < 90:
        return f"about {counted(whole_minutes, 'minute')}"
    return f"about {counted(round(whole_minutes / 60), 'hour')}"


def of_record(findings: Iterable[Finding], table: str, row_id: str) -> list[Finding]:
    """What is found in one record and its form doesn't say by itself (`rules.problems`), each once for its field; also
    what is explained. What follows from something else is left out, and that a draft is not signed yet."""
    mine = [one for one in findings if (one.table, one.row_id) == (table, row_id)]
    behind = causes(mine)
    told: dict[tuple[str, str], Finding] = {}
    for at, one in enumerate(mine):
        if at not in behind and not _in_the_form(one) and (one.level == "error" or explainable(one)):
            told.setdefault((one.field, one.sentence), one)
    return list(told.values())


def of_form(findings: Iterable[Finding], table: str, row_id: str) -> list[Finding]:
    """The warnings of one record that its form says by itself, and that a sentence can take the place of mending."""
    mine = [one for one in findings if (one.table, one.row_id) == (table, row_id)]
    behind = causes(mine)
    return [one for at, one in enumerate(mine) if at not in behind and _in_the_form(one) and explainable(one)]


def _in_the_form(finding: Finding) -> bool:
    own = next((field for field in RECORDS[finding.table].fields if field.name == finding.field), None)
    if own is None or finding.code not in _IN_THE_FORM:
        return False
    return finding.code != "blank_field" or (own.required and own.kind != "link")


def plain(finding: Finding) -> str:
    """The sentence beside the record itself, where its name goes without saying: "It has no note this quarter. ..." """
    start = len(finding.ref)
    rest = finding.sentence[start:]
    return rest[2:] if rest.startswith(": ") else f"It{rest}"

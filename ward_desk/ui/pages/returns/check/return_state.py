"""Return state: how a return stands, as its part Check and the card at its side show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from ward_desk.core import checks as rules
from ward_desk.core.check_groups import Group, group, minutes, minutes_words
from ward_desk.core.checks import Finding
from ward_desk.core.typed import counted
from ward_desk.ui.pages.returns.check.return_ready import MOST_TO_DO, ReadyLine

TONES: Final = {"error": "red", "warning": "amber"}
# The rules whose passing people look for, in the order they are told.
_IMPORTANT: Final = ("no_explanation", "no_note", "no_attendance", "missing_months", "personal_data", "blank_field")
_REVIEWED: Final = ("personal_data", "double_count", "unusual_figure", "revised_figure")  # read before they are mended


class State(NamedTuple):
    """How one return stands."""

    of: str  # the id of the return
    words: str  # said at the top
    groups: tuple[Group, ...] = ()  # what still wants something, one cause each
    explained: tuple[Group, ...] = ()
    passed: tuple[str, ...] = ()  # the rules nothing was found for
    rules: int = 0  # how many there are
    can_explain: bool = False

    @property
    def can_sign(self) -> bool:
        """Whether it is a draft that wants nothing any more, and may be changed."""
        return bool(self.rules) and self.can_explain and not self.groups

    @property
    def done(self) -> int:
        """How many rules nothing is wanted for any more."""
        return self.rules - len({one.code for one in self.groups})


def drafted(return_id: str, findings: Sequence[Finding], *, can_explain: bool) -> State:
    """How a draft stands in which these things were found."""
    groups = group(findings)
    wanted = tuple(one for one in groups if rules.wanting(one.findings))
    explained = tuple(one for one in groups if one.explained)
    found = {one.code for one in (*wanted, *explained)}
    # That a draft is not signed yet is found as well: that rule is neither passed nor to be mended.
    still = {one.code for one in findings} - found
    passed = tuple(check.rule for check in rules.CHECKS if check.code not in found | still)
    return State(
        return_id,
        _words(wanted, minutes(groups)),
        wanted,
        explained,
        passed,
        len(passed) + len(found),
        can_explain,
    )


def _words(wanted: Sequence[Group], left: int) -> str:
    if not wanted:
        return "The checks found nothing to put right. The return can be signed."
    kinds = [counted(number, level) for level in TONES if (number := sum(one.level == level for one in wanted))]
    return f"{minutes_words(left).capitalize()} of mending left: {', '.join(kinds)}."


def key_of(one: Group) -> tuple[str, ...]:
    """What tells a cause from others, also when some of it is mended."""
    first = one.findings[0]
    return one.code, one.level, first.shape, first.table


def ready_lines(state: State, status: str, most: int) -> list[ReadyLine]:
    """The lines of the card, so many at most: first what wants doing, as far as there is room, then what is done."""
    if status != "draft":
        done = "Signed, with nothing in the way" if status == "signed" else "Sent, and kept exactly as it left"
        return [ReadyLine("blue", done)]
    room = room_for(state, most)
    lines = [
        ReadyLine(TONES[one.level], _short(one), "review" if one.code in _REVIEWED else "fix")
        for one in state.groups[:room]
    ]
    if not state.groups and state.rules:
        lines.append(ReadyLine("amber", "Not signed yet", "sign" if state.can_sign else "show"))
    if len(state.groups) > room:
        lines.append(ReadyLine("grey", f"{len(state.groups) - room} more under Check", "show"))
    codes = {check.rule: check.code for check in rules.CHECKS}
    passed = {codes[rule]: rule for rule in state.passed}
    told = [ReadyLine("blue", passed[code].rstrip(".")) for code in _IMPORTANT if code in passed]
    return lines + told[: most - len(lines)]


def room_for(state: State, most: int) -> int:
    """How many causes have a line of their own; a line says how many more there are."""
    room = min(most, MOST_TO_DO)
    return len(state.groups) if len(state.groups) <= room else room - (most <= room)


def _short(one: Group) -> str:
    """What is wrong, without what to do and without the names of many."""
    said = one.sentence.partition(": ")[0] if len(one.findings) > 1 else one.sentence.partition(". ")[0]
    return said.rstrip(".")

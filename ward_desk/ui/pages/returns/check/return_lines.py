"""Return lines: what the checks found in a return as lines, and which of them comes after one that is mended."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from ward_desk.core.check_groups import Group, minutes_words
from ward_desk.core.checks import Finding
from ward_desk.core.rules import finds
from ward_desk.core.typed import counted
from ward_desk.ui.pages.returns.check.return_line import Key, Line
from ward_desk.ui.pages.returns.check.return_state import TONES, State, key_of

MOST: Final = 25  # records under one cause; the others come up as these are put right
WANTING: Final[Key] = ("wanting",)
EXPLAINED: Final[Key] = ("explained",)
SIGN: Final[Key] = ("sign",)
_PASSED: Final[Key] = ("passed",)
_OF_CAUSE: Final = 5  # of a key, so many parts tell one cause from another
_HEADINGS: Final = {
    "error": "To put right before it can be signed",
    "warning": "To mend, or to explain in one sentence",
}


def parts(state: State, unfolded: Collection[Key]) -> Iterator[Line | str]:
    """The lines of a state in their order, and the words above them, with the records of what is unfolded."""
    for level, words in _HEADINGS.items():
        groups = [one for one in state.groups if one.level == level]
        if groups:
            yield words
        for one in groups:
            yield from _of_group(one, WANTING, unfolded, explain=state.can_explain and one.can_explain)
    if state.can_sign:
        yield Line(SIGN, "Next: say who prepared, checked and signs it.", "Under Sign off", "grey", go="sign off")
    if state.explained:
        said = sum(len(one.findings) for one in state.explained)
        yield Line(EXPLAINED, f"Explained ({said:,})", folds=True)
        if EXPLAINED in unfolded:
            for one in state.explained:
                yield from _of_group(one, EXPLAINED, unfolded, explain=state.can_explain, depth=1)
    if state.passed:
        yield Line(_PASSED, f"{counted(len(state.passed), 'check')} passed", folds=True)
        if _PASSED in unfolded:
            for rule in state.passed:
                yield Line((*_PASSED, rule), rule, tone="blue", depth=1)


def _of_group(group: Group, part: Key, unfolded: Collection[Key], *, explain: bool, depth: int = 0) -> Iterator[Line]:
    findings = tuple(group.findings)
    key = (*part, *key_of(group))
    done = part == EXPLAINED
    link = ("edit…" if done else "say why…") if explain else ""
    tone = "grey" if done else TONES[group.level]
    many = len(findings) > 1
    small = _said_of(findings) if done else minutes_words(max(1, round(group.minutes)))
    if many and not done:
        small = f"{len(findings):,} of them · {small}"
    yield Line(key, group.sentence, small, tone, depth, findings, many, link)
    if not many or key not in unfolded:
        return
    for finding in findings[:MOST]:
        yield Line(_of_one(key, finding), finding.sentence, _said_of((finding,)) if done else "", tone, depth + 1,
                   (finding,), explain=link)  # fmt: skip
    if len(findings) > MOST:
        left = f"and {len(findings) - MOST:,} more, shown as these are put right"
        yield Line((*key, "more"), left, depth=depth + 1)


def _of_one(cause: Key, finding: Finding) -> Key:
    return (*cause, finding.table, finding.row_id, finding.field, finding.sentence)


def personal(explained: Sequence[Group]) -> tuple[Key, ...]:
    """The line of the first explanation in which something personal stands, after what has to be unfolded to see it;
    nothing when there is none."""
    for group in explained:
        cause = (*EXPLAINED, *key_of(group))
        for one in group.findings:
            if finds("explanation", "words", one.explained):
                same = len({other.explained for other in group.findings}) == 1
                return (EXPLAINED, cause) if same else (EXPLAINED, cause, _of_one(cause, one))
    return ()


def after(key: Key, place: int, before: Sequence[Key]) -> Iterator[Key]:
    """The lines to go to when the one with this key is mended, of those there were `before`: the others of its cause,
    its cause itself, then what follows it. The parts that fold what wants nothing come last, after what was passed
    over."""
    cause = key[:_OF_CAUSE]
    if key[:1] == EXPLAINED:  # taken back: it wants something again
        yield from ((*WANTING, *key[1:]), (*WANTING, *cause[1:]))
    following = list(before[place:])
    yield from (one for one in following if len(one) > len(cause) and one[:_OF_CAUSE] == cause)
    yield from (one for one in before[:place] if len(one) > len(cause) and one[:_OF_CAUSE] == cause)
    yield cause
    yield from (one for one in following if one[:1] == WANTING)


def _said_of(findings: Sequence[Finding]) -> str:
    said = list(dict.fromkeys(one.explained for one in findings if one.explained))
    return "; ".join(f"“{one}”" for one in said[:3])

"""Tracker changes: what bringing in a tracker's rows would do to the document, worked out before anything is done."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from ward_desk.core import choices, privacy
from ward_desk.core.fields import shown_day, text
from ward_desk.core.records import RECORDS, Row, Value
from ward_desk.core.same_name import plain
from ward_desk.core.tracker.tracker import KEEP, KEPT_HEADING, Problem, Proposed
from ward_desk.core.tracker.tracker_words import short
from ward_desk.service.tracker.tracker_match import Known, Matched, Wanted, match
from ward_desk.service.tracker.tracker_names import NAMED, RowNames

What = Literal["add", "update", "same"]

ACTION: Final = RECORDS["action"]
STORED: Final = frozenset(one.name for one in ACTION.fields)
MOST_OF_TITLE: Final = 80  # letters of other words that stand for a title


@dataclass
class Change:
    """What one row does: a new action, or what it changes in one that is there."""

    row: Proposed
    what: What = "same"
    action: str = ""  # id of the one that is there
    before: Row = field(default_factory=dict)
    values: Row = field(default_factory=dict)  # fields to store
    new_names: dict[str, str] = field(default_factory=dict)  # lead or priority by name, to be made
    shown: dict[str, str] = field(default_factory=dict)  # target -> the words of what the row gives
    partners: list[tuple[str, str]] = field(default_factory=list)  # id or "" for a new one, and name, to join
    milestones: list[tuple[str, Row]] = field(default_factory=list)  # id or "" for a new one, and its fields
    notes: list[tuple[str | None, str]] = field(default_factory=list)  # ISO date or None, words
    kept: str = ""  # words of the note that keeps what has no home
    problems: list[Problem] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)  # target and words of each change

    @property
    def new_partners(self) -> list[str]:
        """The names of partners to be made."""
        return [name for found, name in self.partners if not found]


def changes(
    rows: Sequence[Proposed], held: Known, headings: Mapping[str, str], typed: Collection[tuple[int, int, str]]
) -> tuple[list[Change], int]:
    """What each row does, and how many rows have a number of another action. `headings` are the tracker's own words
    for a target; `typed` are the row numbers, parts and targets that a person corrected."""
    rows = [_titled(one) for one in rows]
    looked_up = [RowNames(one, held, headings) for one in rows]
    wanted = [
        Wanted(_given(one, "ref"), _given(one, "source_ref") or _given(one, "ref"), _given(one, "title"), found.theme)
        for one, found in zip(rows, looked_up, strict=True)
    ]
    matched = match(wanted, held)
    scan = _Scan()
    rows = [
        one if "status" in headings or (one.number, one.part, "status") in typed or not action else _unsaid(one)
        for one, action in zip(rows, matched.actions, strict=True)
    ]
    made = [
        _Weighing(one, found, held, action, scan).done()
        for one, found, action in zip(rows, looked_up, matched.actions, strict=True)
    ]
    _tell_other_numbers(made, matched, held)
    return made, len(matched.other_numbers)


def _tell_other_numbers(made: Sequence[Change], matched: Matched, held: Known) -> None:
    for at, other in matched.other_numbers.items():
        row, one = held.actions[other], made[at]
        one.problems.append(Problem(
            "source_ref", "warning",
            f"{text(row, 'ref')} “{text(row, 'title')}” has this number too, and is another action.",
        ))  # fmt: skip


def _titled(row: Proposed) -> Proposed:
    """A row with a title: where the tracker gives none, the first of its other words, so that it can be found again."""
    if _given(row, "title"):
        return row
    words = (_given(row, "what"), *(words for _, words in row.notes), *row.kept, *(one[0] for one in row.milestones))
    title = next((short(one, MOST_OF_TITLE) for one in words if one.strip()), f"Row {row.number}")
    return row._replace(values={**row.values, "title": title})


def _unsaid(row: Proposed) -> Proposed:
    """Without the status of a row whose colour alone says that it is open: the plan may know better which."""
    values = {name: value for name, value in row.values.items() if (name, value) != ("status", "in_progress")}
    return row._replace(values=values)


def _given(row: Proposed, target: str) -> str:
    return str(row.values.get(target) or "").strip()


class _Scan:
    """What is personal in a text; the same words stand in many rows."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, words: str) -> str:
        """A sentence about what was found; "" for nothing."""
        said = self._known.get(words)
        if said is None:
            finds = privacy.scan(words)
            what = ", ".join(f"{find.label} “{find.text}”" for find in finds)
            said = f"This may say who somebody is: {what}. Take it out before it goes into the plan." if finds else ""
            self._known[words] = said
        return said


class _Weighing:
    """Weighs one row against the action it is, or against none."""

    def __init__(self, row: Proposed, names: RowNames, held: Known, action: str, scan: Callable[[str], str]) -> None:
        self._row, self._names, self._held, self._scan = row, names, held, scan
        self._change = Change(row, action=action, before=held.actions.get(action, {}))
        self._change.problems = [*row.problems, *names.problems]
        self._change.shown = dict(names.shown)

    def done(self) -> Change:
        change = self._change
        self._fields()
        self._partners()
        self._milestones()
        self._notes()
        self._private()
        if not change.action:
            change.what = "add"
        elif change.said:
            change.what = "update"
        return change

    def _fields(self) -> None:
        change = self._change
        given: Row = {name: value for name, value in self._row.values.items() if name in STORED}
        ref = _given(self._row, "ref")
        if ref and plain(ref) != plain(text(change.before, "ref")) and not given.get("source_ref"):
            given["source_ref"] = ref  # of a plan that is not this one
        given = {name: value for name, value in given.items() if value not in (None, "")}
        if given.get("status") == "complete" and change.before.get("status") != "complete":
            given.setdefault("progress", 100)
        change.shown.update({name: shown(name, value) for name, value in given.items()})
        for name, value in {**given, **self._names.ids}.items():
            if value != self._now(name):
                change.values[name] = value
                self._say(name)
        for name in self._names.new:
            change.new_names[name] = self._names.new[name]
            self._say(name)

    def _now(self, name: str) -> Value:
        if name == "progress" and self._change.before.get("progress") is None:
            return self._held.progress.get(self._change.action)  # it follows the milestones, and is shown as they stand
        return self._change.before.get(name)

    def _say(self, name: str) -> None:
        now = self._change.shown[name]
        label = ACTION.field(name).label
        before = self._words_before(name)
        self._change.said.append((name, f"{label} {before} to {now}" if before else f"{label} {now}"))

    def _words_before(self, name: str) -> str:
        value = self._now(name)
        if not value or name not in NAMED:
            return shown(name, value)
        kind = {"theme": self._held.themes, "priority": self._held.priorities, "lead": self._held.organisations}
        return kind.get(name, self._held.recommendations).shown.get(str(value), "")

    def _partners(self) -> None:
        change = self._change
        joined = self._held.partners.get(change.action, frozenset())
        names: dict[str, str] = {}
        for one in self._row.partners:
            if key := plain(one):
                names.setdefault(key, _line(one))
        change.shown["partners"] = ", ".join(names.values())
        for name in names.values():
            found = self._held.organisations.exact(name)
            if found not in joined:
                change.partners.append((found, name))
                change.said.append(("partners", f"Partner {name} is added"))

    def _milestones(self) -> None:
        change = self._change
        left = list(self._held.milestones.get(change.action, ()))
        words = []
        for title, due, done in self._row.milestones:
            given: Row = {"due": due, "done_on": done}
            words.append(f"{title} ({_dates(given)})" if due or done else title)
            same = next((one for one in left if plain(text(one, "title")) == plain(title)), None)
            if same is None:
                change.milestones.append(("", {"title": title, **given}))
                change.said.append(("milestones", f"Milestone {title} is added"))
                continue
            left.remove(same)
            differs: Row = {name: value for name, value in given.items() if value and value != same[name]}
            if differs:
                change.milestones.append((text(same, "id"), differs))
                change.said.append(("milestones", f"Milestone {title} {_dates(differs)}"))
        change.shown["milestones"] = "; ".join(words)

    def _notes(self) -> None:
        change = self._change
        there = self._held.notes.get(change.action, ())
        words_there = {_line(text(one, "words")) for one in there}
        dated = {(text(one, "noted_on"), _line(text(one, "words"))) for one in there}
        shown_notes = []
        for noted, words in self._row.notes:
            shown_notes.append(f"{shown_day(noted)}: {words}" if noted else words)
            if (noted, _line(words)) in dated or (noted is None and _line(words) in words_there):
                continue
            change.notes.append((noted, words))
            change.said.append(("note", f"Note added: {shown_notes[-1]}"))
        change.shown["note"] = "\n".join(shown_notes)
        kept = [*self._row.kept, *self._names.kept]
        change.shown[KEEP] = "\n".join(kept)
        everywhere = "\n" + "\n".join(_lines(text(one, "words")) for one in there) + "\n"
        new = [one for one in dict.fromkeys(kept) if f"\n{_lines(one)}\n" not in everywhere]
        if new:
            change.kept = "\n".join([KEPT_HEADING, *new])
            change.said += [(KEEP, f"Kept as a note: {one}") for one in new]

    def _private(self) -> None:
        change, row = self._change, self._row
        looked_at: list[tuple[str, str]] = [
            *((name, str(value)) for name, value in row.values.items() if isinstance(value, str)),
            *row.names.items(),
            *(("partners", one) for one in row.partners),
            *(("milestones", one[0]) for one in row.milestones),
            *(("note", words) for _, words in row.notes),
            *((KEEP, words) for words in row.kept),
        ]
        for target, words in looked_at:
            if said := self._scan(words):
                change.problems.append(Problem(target, "warning", said))


def _line(words: str) -> str:
    return " ".join(words.split())


def _lines(words: str) -> str:
    return "\n".join(_line(one) for one in words.splitlines())


def _dates(given: Row) -> str:
    words = (("due", given.get("due")), ("done", given.get("done_on")))
    return ", ".join(f"{name} {shown_day(value)}" for name, value in words if value)


def shown(name: str, value: Value) -> str:
    """What people read for a stored value of an action's field."""
    if value is None or value == "" or isinstance(value, bytes):
        return ""
    known = ACTION.field(name)
    if known.kind == "choice":
        return choices.label(known.choices, value)
    if known.kind == "percent":
        return f"{value}%"
    return shown_day(value) if known.kind == "date" else str(value)

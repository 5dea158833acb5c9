"""Tracker import: bringing an old action tracker into the plan: every row as it would be, then one operation.

A later version of the same tracker updates the actions it brought in instead of doubling them. What has no home in an
action is kept as a progress note: nothing is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

from ward_desk.core.changes import Op
from ward_desk.core.records import Row
from ward_desk.core.same_name import plain
from ward_desk.core.tracker.tracker import KEEP, OUT, TARGETS, Proposed, TrackerFile
from ward_desk.core.tracker.tracker_guess import headings
from ward_desk.core.tracker.tracker_rows import asides, propose
from ward_desk.core.typed import counted
from ward_desk.service.document import Document
from ward_desk.service.tracker import tracker_said
from ward_desk.service.tracker.tracker_changes import Change, changes
from ward_desk.service.tracker.tracker_columns import Choices as Choices
from ward_desk.service.tracker.tracker_columns import begin as begin
from ward_desk.service.tracker.tracker_columns import remember
from ward_desk.service.tracker.tracker_match import known
from ward_desk.service.tracker.tracker_names import themed
from ward_desk.store.rows import Store

UNSEEN: Final = frozenset((KEEP, OUT, "next_milestone", "ref"))  # targets with no column of their own in the preview
ORDER: Final = {code: place for place, (code, _) in enumerate(TARGETS)}


class Cell(NamedTuple):
    """One field of one row: as it will be stored, as it stood in the tracker, and what is wrong with it."""

    target: str
    words: str
    source: str
    problem: str
    level: str  # "error", "warning" or ""
    changed: bool = False  # whether this differs from the action that is there


class Line(NamedTuple):
    """One row as it will be."""

    number: int  # of the row in the spreadsheet
    part: int
    what: Literal["add", "update", "same", "out"]
    action: str  # id of the one that is there, or ""
    ref: str
    title: str
    cells: tuple[Cell, ...]  # one for each of the preview's targets
    notes: tuple[str, ...]  # to be added
    changes: tuple[str, ...]  # in words, of an action that is there


class Preview(NamedTuple):
    """Everything an import would do."""

    lines: tuple[Line, ...]
    add: int
    update: int
    same: int
    out: int
    problems: int
    blank: int
    said: tuple[str, ...]
    targets: tuple[str, ...]  # of the cells of each line, in their order
    kept: int  # notes that keep what has no home
    organisations: int  # to be made
    priorities: int  # to be made

    @property
    def words(self) -> str:
        """What it comes to: "23 to add, 4 to change, 1 left out, 6 problems. 31 notes keep what has no home."."""
        parts = [f"{number} {what}" for number, what in (
            (self.add, "to add"), (self.update, "to change"), (self.same, "as they are"), (self.out, "left out"),
        ) if number] or ["Nothing to bring in"]  # fmt: skip
        if self.problems:
            parts.append(counted(self.problems, "problem"))
        said = [", ".join(parts) + "."]
        if self.kept:
            said.append(f"{counted(self.kept, 'note')} {'keeps' if self.kept == 1 else 'keep'} what has no home.")
        new = [counted(number, what) for number, what in ((self.organisations, "new organisation"),
                                                          (self.priorities, "new priority")) if number]  # fmt: skip
        if new:
            said.append(f"{' and '.join(new)}.")
        return " ".join(said)


class Done(NamedTuple):
    """What an import did."""

    added: int
    updated: int
    same: int
    notes: int
    organisations: int
    priorities: int
    words: str


class _Weighed(NamedTuple):
    """Every row of a tracker and what it does."""

    all: list[Change]
    wanted: list[Change]  # those not left out
    other_numbers: int
    theme: str  # that the sheet is named after, in words


def _weigh(doc: Document, file: TrackerFile, choices: Choices) -> _Weighed:
    sheet = file.sheets[choices.sheet]
    typed = {place: words for place, words in choices.corrections.items() if place[2] != KEEP}
    rows = [_kept_as_typed(row, choices) for row in propose(sheet, choices.header, choices.columns, doc.today, typed)]
    over = dict(zip(reversed(choices.columns), reversed(headings(sheet, choices.header)), strict=False))
    rows, theme = themed(rows, sheet.name, known(doc), choices.corrections)
    made, other_numbers = changes(rows, known(doc), over, choices.corrections)
    wanted = [one for one in made if (one.row.number, one.row.part) not in choices.left_out]
    return _Weighed(made, wanted, other_numbers, theme)


def _kept_as_typed(row: Proposed, choices: Choices) -> Proposed:
    """What is kept comes from several cells, so it is corrected as a whole."""
    words = choices.corrections.get((row.number, row.part, KEEP))
    if words is None:
        return row
    return row._replace(
        kept=tuple(line.strip() for line in words.splitlines() if line.strip()),
        problems=tuple(one for one in row.problems if one.target != KEEP),
    )


def preview(doc: Document, file: TrackerFile, choices: Choices) -> Preview:
    """Every row as it would be, without changing anything."""
    weighed = _weigh(doc, file, choices)
    sheet = file.sheets[choices.sheet]
    targets = _targets(choices.columns, [one.row for one in weighed.all])
    places: dict[str, list[int]] = {}
    for at, target in enumerate(choices.columns):
        places.setdefault(target, []).append(at)
    wanted = {id(one) for one in weighed.wanted}
    lines = []
    for one in weighed.all:
        row = sheet.rows[one.row.number - 1] if one.row.number <= len(sheet.rows) else ()
        source = {
            target: "\n".join(dict.fromkeys(row[at].text for at in places.get(target, ()) if row[at].text.strip()))
            for target in targets
        }
        lines.append(_line(one, targets, source, taken=id(one) in wanted))
    what = [line.what for line in lines]
    rows = {one.row.number for one in weighed.all}
    aside = asides(sheet, choices.header, choices.columns)
    said = list(tracker_said.noticed(file, choices.sheet, choices.header, choices.columns, rows, aside))
    if weighed.theme:
        said.insert(0, f"The theme is “{weighed.theme}”, after which the sheet is named.")
    if weighed.other_numbers:
        said.insert(0, "Its numbers are those of other actions in the plan, so rows are known by their titles.")
    new = _Made(weighed.wanted)
    return Preview(
        tuple(lines), what.count("add"), what.count("update"), what.count("same"), what.count("out"),
        sum(len(one.problems) for one in weighed.wanted), sum(one.kind == "blank" for one in aside), tuple(said),
        targets, sum(bool(one.kept) for one in weighed.wanted), len(new.organisations), len(new.priorities),
    )  # fmt: skip


def _targets(columns: Sequence[str], rows: Sequence[Proposed]) -> tuple[str, ...]:
    """The title first, then the tracker's own order, then what its rows give otherwise: a term above a group of
    rows, say; what is kept last."""
    given: set[str] = set()
    for row in rows:
        given.update(row.names)
        given.update(name for name, value in row.values.items() if value not in (None, ""))
        given.update(name for name in ("partners", "milestones") if getattr(row, name))
        if row.notes:
            given.add("note")
    order = ["title", *columns, *sorted(given, key=lambda one: ORDER.get(one, len(ORDER)))]
    return (*(one for one in dict.fromkeys(order) if one not in UNSEEN), KEEP)


def _line(one: Change, targets: Sequence[str], source: Mapping[str, str], *, taken: bool) -> Line:
    problems: dict[str, list[tuple[str, str]]] = {}
    for problem in one.problems:
        # What has no column of its own is told beside the title.
        place = problem.target if problem.target in targets else targets[0]
        problems.setdefault(place, []).append((problem.level, problem.sentence))
    changed = {target for target, _ in one.said}
    cells = []
    for target in targets:
        found = problems.get(target, ())
        level = "error" if any(level == "error" for level, _ in found) else "warning" if found else ""
        sentence = " ".join(sentence for _, sentence in found)
        different = bool(one.action) and target in changed
        cells.append(Cell(target, one.shown.get(target, ""), source.get(target, ""), sentence, level, different))
    title = one.shown.get("title") or str(one.before.get("title") or "")
    notes = tuple(words for _, words in one.notes) + ((one.kept,) if one.kept else ())
    told = tuple(words for _, words in one.said) if one.action else ()
    return Line(
        one.row.number, one.row.part, one.what if taken else "out", one.action, str(one.before.get("ref") or ""),
        title, tuple(cells), notes, told,
    )  # fmt: skip


class _Made:
    """The organisations and priorities an import makes, each once however often it is named: words -> how it is
    written first."""

    def __init__(self, wanted: Sequence[Change]) -> None:
        self.organisations: dict[str, str] = {}
        self.priorities: dict[str, str] = {}
        for one in wanted:
            if lead := one.new_names.get("lead"):
                self.organisations.setdefault(plain(lead), lead)
            for name in one.new_partners:
                self.organisations.setdefault(plain(name), name)
            if title := one.new_names.get("priority"):
                self.priorities.setdefault(plain(title), title)


def apply(doc: Document, file: TrackerFile, choices: Choices, initiator: object = None) -> Done:
    """Bring a tracker in, as one operation, and remember the choice of columns. Raises KnownError, and then nothing was
    changed. Rows that change nothing leave no trace."""
    weighed = _weigh(doc, file, choices)
    what = [one.what for one in weighed.wanted]
    added, updated = what.count("add"), what.count("update")
    writing = _Writing(weighed.wanted, doc.today.isoformat())

    def write(store: Store) -> None:
        remember(store, file, choices)
        writing.write(store)

    doc.run(Op("tracker.import", f"Bring in {counted(added + updated, 'action')} from {file.name}"), write, initiator)
    made = writing.made
    return Done(
        added, updated, what.count("same"), writing.notes, len(made.organisations), len(made.priorities),
        _done_words(added, updated, file.name),
    )  # fmt: skip


def _done_words(added: int, updated: int, name: str) -> str:
    parts = [f"brought in {counted(added, 'action')}"] if added else []
    if updated:
        parts.append(f"changed {updated:,}" if added else f"changed {counted(updated, 'action')}")
    if not parts:
        return f"Everything in {name} is in the plan already"
    words = " and ".join(parts)
    return f"{words[0].upper()}{words[1:]} from {name}"


class _Writing:
    """Writes what was weighed."""

    def __init__(self, wanted: Sequence[Change], today: str) -> None:
        self._wanted, self._today = [one for one in wanted if one.what != "same"], today
        self.made = _Made(self._wanted)
        self.notes = 0
        self._organisations: dict[str, str] = {}
        self._priorities: dict[str, str] = {}

    def write(self, store: Store) -> None:
        """Everything, within an operation."""
        self._organisations = {
            key: store.insert("organisation", {"name": name}) for key, name in self.made.organisations.items()
        }
        self._priorities = {
            key: store.insert("priority", {"title": title}) for key, title in self.made.priorities.items()
        }
        for one in self._wanted:
            self._action(store, one)

    def _action(self, store: Store, one: Change) -> None:
        values: Row = dict(one.values)
        if lead := one.new_names.get("lead"):
            values["lead"] = self._organisations[plain(lead)]
        if title := one.new_names.get("priority"):
            values["priority"] = self._priorities[plain(title)]
        action = one.action
        if action:
            store.update("action", action, values)
        else:
            action = store.insert("action", values)
        for partner, name in one.partners:
            store.link("action_partner", action, partner or self._organisations[plain(name)])
        for milestone, given in one.milestones:
            if milestone:
                store.update("milestone", milestone, given)
            else:
                store.insert("milestone", {"action": action, **given})
        self._notes(store, one, action)

    def _notes(self, store: Store, one: Change, action: str) -> None:
        now = {**one.before, **one.values}
        standing: Row = {"status": now.get("status") or "not_started", "rating": now.get("rating") or ""}
        for noted, words in (*one.notes, *([(None, one.kept)] if one.kept else [])):
            # How the action stood on an earlier day is not known.
            then: Row = {} if noted and noted < self._today else standing
            store.insert("progress_note", {"action": action, "noted_on": noted or self._today, "words": words, **then})
            self.notes += 1

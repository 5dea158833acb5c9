"""Arrivals: the files that came in from the wards, read, and what stands against each, trouble first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, NamedTuple

from ward_desk.core.collation import notices
from ward_desk.core.collation.notices import Notice
from ward_desk.core.collation.programme import missing_wards
from ward_desk.core.collation.standard import Standard
from ward_desk.core.collation.tables import Incoming
from ward_desk.core.fields import text, whole
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.service import frameworks
from ward_desk.service.collation import collate as engine
from ward_desk.service.collation.collate import Collated, Problem, Progress
from ward_desk.service.collation.return_files import in_folder

Level = Literal["refused", "missing", "ask", "aside", "fine"]
LEVELS: Final[tuple[Level, ...]] = ("refused", "missing", "ask", "aside", "fine")  # trouble first


class Arrival(NamedTuple):
    """One file as it was read."""

    path: Path
    one: Incoming | None  # the return in it; None when it is refused
    problems: tuple[Problem, ...]  # why it is refused
    unsigned: tuple[Problem, ...]  # why it is refused unless drafts are taken


class Line(NamedTuple):
    """One file, or one ward without a return, and how it stands."""

    level: Level
    said: tuple[str, ...]  # what stands against it, a sentence each
    path: Path | None = None
    ward: str = ""  # empty when the file could not be read
    quarter: str = ""
    version: int | None = None
    signed_by: str = ""
    signed_on: str = ""  # 2023-10-12
    problems: tuple[Problem, ...] = ()

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.path.name if self.path else ""


@dataclass(frozen=True)
class Judged:
    """All that came in, judged for one quarter of one programme."""

    lines: tuple[Line, ...]  # trouble first
    programme: str  # of the workbook; empty when nothing could be read
    period: str  # 2023-24-Q2; empty when nothing could be read
    quarters: tuple[str, ...]  # of the programme, the newest first
    missing: tuple[str, ...]  # wards of the programme without a return


def workbooks(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Files as they are, and of folders what may be returns; each once."""
    found: dict[Path, Path] = {}
    for path in paths:
        for one in in_folder(path) if path.is_dir() else [path]:
            found.setdefault(one.resolve(), one)
    return tuple(found.values())


def read(paths: Iterable[Path], progress: Progress | None = None) -> tuple[Arrival, ...]:
    """Read files. `progress` is told of each; what it raises ends the work."""
    paths = list(paths)
    found: list[Arrival] = []
    for done, path in enumerate(paths):
        if progress is not None:
            progress(done, len(paths), f"Reading {path.name}")
        looked = engine.look([path], drafts=True)
        one = looked.read[0] if looked.read else None
        unsigned: tuple[Problem, ...] = ()
        if one is not None and (one.row["status"] == "draft" or not (one.row["signed_role"] and one.row["signed_on"])):
            unsigned = engine.look([path]).refused
        found.append(Arrival(path, one, looked.refused, unsigned))
    return tuple(found)


def judged(
    arrivals: Sequence[Arrival],
    *,
    expect: str = "",
    period: str = "",
    drafts: bool = False,
    done: Collated | None = None,
) -> Judged:
    """How everything stands for the quarter `period`, or the newest there is. `expect` is the code of a framework.

    Once returns were put together, `done` says what the data file knows of them from before.
    """
    framework = frameworks.load(expect) if expect else None
    taken = {text(a.one.row, "return_id"): a.one for a in reversed(arrivals) if a.one and (drafts or not a.unsigned)}
    every = list(taken.values())
    if not every:
        missing = framework.wards if framework else ()
        lines = [_line(one, "", "", drafts, {}, {}, {}) for one in arrivals]
        return Judged(_sorted(lines), "", "", (), tuple(ward.ward for ward in missing))
    key = engine.programme_key(every, framework)
    ours = [one for one in every if one.row["programme_key"] == key]
    quarters = sorted({text(one.row, "period") for one in ours}, reverse=True)
    period = period if period in quarters else quarters[0]
    here = [one for one in ours if one.row["period"] == period]
    counted = _newest(here)
    places = _places(here, counted, done)
    standard = engine.standard_of(framework, counted)
    missing_here = done.programme.missing if done and done.programme else missing_wards(
        standard, [one.row for one in counted]
    )  # fmt: skip
    found = done.warnings if done else _notices(every, here, counted, key, standard)
    asked: dict[str, list[str]] = {}
    for notice in found:
        asked.setdefault(notice.about, []).append(notice.sentence)
    first = {text(one.one.row, "return_id"): one for one in reversed(arrivals) if one.one}
    lines = [_line(one, key, period, drafts, first, places, asked) for one in arrivals]
    words = "There is no return of this ward yet." if done else "None of the files that could be read is of this ward."
    quarter = Quarter.parse(period).short
    came = {one.ward for one in lines if one.level == "refused" and one.quarter == quarter}  # and says why itself
    lines += [Line("missing", (words,), ward=ward, quarter=quarter) for ward in missing_here if ward not in came]
    return Judged(_sorted(lines), text(counted[0].row, "programme"), period, tuple(quarters), tuple(missing_here))


def _sorted(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda one: (LEVELS.index(one.level), one.ward, one.file)))


def _newest(here: Iterable[Incoming]) -> list[Incoming]:
    """Of each ward the return that counts, as the data file chooses it."""
    found: dict[str, Incoming] = {}
    # Each sort keeps the order of the one before it, so the last one weighs most.
    order = sorted(here, key=lambda one: one.id)
    order.sort(key=lambda one: text(one.row, "signed_on"), reverse=True)
    order.sort(key=lambda one: whole(one.row, "version") or 0, reverse=True)
    order.sort(key=lambda one: one.row["status"] == "draft")
    for one in order:
        found.setdefault(text(one.row, "ward_key"), one)
    return sorted(found.values(), key=lambda one: text(one.row, "ward_key"))


def _places(here: Sequence[Incoming], counted: Sequence[Incoming], done: Collated | None) -> dict[str, str]:
    """By return that does not count, what counts in its place."""
    if done is not None and done.programme is not None:
        used = {text(row, "sha256"): text(row, "used") for row in done.programme.tables["returns"]}
        return {text(row, "return_id"): f"{used[text(row, 'return_id')]}." for row in done.superseded}
    newest = {text(one.row, "ward_key"): one.row for one in counted}
    found: dict[str, str] = {}
    for one in here:
        now = newest[text(one.row, "ward_key")]
        if now["return_id"] != one.id:
            found[one.id] = f"Version {whole(now, 'version')}, in {text(now, 'file')}, counts in its place."
    return found


def _notices(
    every: Sequence[Incoming], here: Sequence[Incoming], counted: Sequence[Incoming], key: str,
    standard: Standard,
) -> list[Notice]:  # fmt: skip
    rows: list[Row] = [one.row for one in here]
    elsewhere = [one.row for one in every if one.row["programme_key"] != key]
    first = counted[0].row
    councils = [text(row, "council") for row in rows]
    council = min(set(councils), key=lambda name: (-councils.count(name), name))
    return [
        *notices.twice(rows, frozenset(one.id for one in counted)),
        *notices.gaps(rows),
        *notices.others([*rows, *elsewhere], key, text(first, "programme"), council),
        *notices.strangers(counted, standard),
        *notices.labels(counted, standard),
    ]


def _line(
    arrival: Arrival, key: str, period: str, drafts: bool, first: dict[str, Arrival], places: dict[str, str],
    asked: dict[str, list[str]],
) -> Line:  # fmt: skip
    problems = arrival.problems or (() if drafts else arrival.unsigned)
    if arrival.one is None:
        return Line("refused", tuple(map(in_words, problems)), arrival.path, problems=problems)
    row = arrival.one.row
    known = Line(
        "fine", (), arrival.path, text(row, "ward"), text(row, "period_label").partition(" (")[0],
        whole(row, "version"), text(row, "signed_role"), text(row, "signed_on"),
    )  # fmt: skip
    if problems:
        return known._replace(level="refused", said=tuple(map(in_words, problems)), problems=problems)
    same = first[text(row, "return_id")]
    if same is not arrival:
        return known._replace(level="aside", said=(f"The same return as {same.path.name}.",))
    said = list(asked.get(known.ward, ()))
    if arrival.unsigned:
        said.insert(0, "This is a draft: nobody has signed it.")
    if row["programme_key"] != key:
        return known._replace(level="ask", said=tuple(one for one in said if arrival.path.name in one))
    if row["period"] != period:
        return known._replace(level="aside", said=("It is of another quarter: it is kept in the data file only.",))
    if arrival.one.id in places:
        return known._replace(level="aside", said=(places[arrival.one.id],))
    return known._replace(level="ask" if said else "fine", said=tuple(said))


def in_words(problem: Problem) -> str:
    """Where it is, and what: "Sheet Action plan, row 6, Action: …"."""
    where = [f"Sheet {problem.sheet}" if problem.sheet else "", f"row {problem.row}" if problem.row else "",
             problem.column]  # fmt: skip
    said = ", ".join(filter(None, where))
    return f"{said}: {problem.sentence}" if said else problem.sentence


# What is said to the centre, and how the same is said to a ward.
_TO_A_WARD: Final = (
    ("Ask the ward which is right, and to ", "Please tell us which is right, and "),
    ("ask the ward to put its ", "please put your "),
    ("Ask the ward to ", "Please "),
    ("Ask the ward for ", "Please send us "),
)


def message(line: Line, period: str) -> str:
    """Plain sentences for an e-mail to the ward about its return for that quarter; empty when there is nothing to
    say."""
    quarter = line.quarter or (Quarter.parse(period).short if period else "the quarter")
    if line.level == "missing":
        return (
            f"We do not have a return from {line.ward} for {quarter} yet.\n\n"
            "Please send us the workbook that Ward Desk writes: Returns, Sign off, Export."
        )
    if line.level not in ("refused", "ask"):
        return ""
    from ward_desk.exchange.collation.other_files import OURS

    if OURS.issuperset(line.said):
        return ""
    said = "\n".join(f"- {_to_a_ward(one)}" for one in line.said)
    whose = f"the return of {line.ward} for {quarter}, version {line.version}," if line.ward else "the return"
    if line.level == "refused":
        return (
            f"Thank you for {whose} in the file {line.file}. We cannot take it into the programme yet:\n\n{said}\n\n"
            "Please put it right in Ward Desk, export the return again and send us the new file as it is. A workbook "
            "that was changed by hand cannot be taken."
        )
    return f"Thank you for {whose} in the file {line.file}. We have a question:\n\n{said}"


def _to_a_ward(sentence: str) -> str:
    for ours, theirs in _TO_A_WARD:
        sentence = sentence.replace(ours, theirs)
    return sentence

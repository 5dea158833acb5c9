"""Collate: read the returns of many wards, keep them in one file, and put a programme together.

Beside the programme workbook, programme.xlsx, stand the data file, programme.sqlite, which keeps every return ever
read and only grows, and the folder programme-csv with the returns that count. The workbook is made from the data
file, so the order in which returns come changes nothing, nor does a return that comes again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ward_desk.core.collation import notices
from ward_desk.core.collation.notices import Notice as Notice
from ward_desk.core.collation.programme import READ, Programme, missing_wards, programme
from ward_desk.core.collation.standard import Standard
from ward_desk.core.collation.tables import Incoming
from ward_desk.core.collation.themes import themes
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.core.same_name import plain
from ward_desk.exchange.workbook_file import name_of
from ward_desk.service import frameworks
from ward_desk.service.collation.incoming import cover_title, incoming, refused
from ward_desk.service.collation.return_files import nothing_in, place_of, returns_among
from ward_desk.store.programme import programme_file, programme_reading

Progress = Callable[[int, int, str], None]  # files done, of how many, what is done now


class Problem(NamedTuple):
    """Why a file is refused: where in it, and a sentence."""

    file: str
    sheet: str
    row: int  # as numbered in the sheet; 0 when it is about the sheet
    column: str
    sentence: str


class Looked(NamedTuple):
    """Files that were read: the returns among them, by file, and why the others are refused."""

    read: tuple[Incoming, ...]
    refused: tuple[Problem, ...]


class Collated(NamedTuple):
    """What came of it. Without a programme nothing could be put together, and no workbook was written."""

    read: tuple[Row, ...]  # of every return read now, its row in the table returns
    new: frozenset[str]  # those of them that the data file did not have, by return_id
    refused: tuple[Problem, ...]
    warnings: tuple[Notice, ...]
    superseded: tuple[Row, ...]  # returns of the period that another has taken the place of
    programme: Programme | None
    files: tuple[Path, ...]  # written: the workbook, the data file and the folder


def collate(
    paths: Iterable[Path],
    output: Path,
    *,
    period: str | None = None,
    expect: str | None = None,
    drafts: bool = False,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Collated:
    """Read returns from files and folders and write the programme workbook to `output`, with its data file and CSV
    folder beside it.

    `period` is a quarter as people write it; without one it is the newest of the returns read. `expect` is the code of
    a framework, whose wards should all be there. `progress` is told of every file; what it raises, or `stop` saying
    so, ends the work, with no file half written. Raises PeriodError for what is no quarter, KnownError when nothing
    can be read or written, the framework is not known, or another file is in the place of one of ours.
    """
    tell = progress or (lambda done, total, words: None)
    wanted = Quarter.parse(period).key if period else ""
    framework = _expected(expect) if expect else None
    paths = list(paths)
    if any(path.is_file() and place_of(path) == place_of(output) for path in paths):
        raise KnownError(
            "collate.own_file", f"{output.name} is one of the files to be read.", "Nothing was written.",
            "Give the programme workbook another name.",
        )  # fmt: skip
    _refuse_a_return(output, paths)
    data_file, folder = beside(output)
    programme_file.refuse_others(data_file)
    looked = look(paths, drafts=drafts, progress=progress, stop=stop, besides=output)
    if not looked.read:
        return Collated((), frozenset(), looked.refused, (), (), None, ())
    key = programme_key(looked.read, framework)
    if framework is not None and key != plain(framework.programme):
        raise KnownError(
            "collate.not_expected", f"None of these returns is of {framework.programme}.", "Nothing was written.",
            "Check which returns these are, or expect another programme.",
        )  # fmt: skip
    tell(0, 0, "Keeping the returns")
    new = programme_file.add(data_file, looked.read)
    wanted = wanted or max(text(one.row, "period") for one in looked.read if one.row["programme_key"] == key)
    tell(0, 0, "Putting the programme together")
    made, warnings, superseded = _made(data_file, key, wanted, framework, looked, drafts=drafts)
    from ward_desk.exchange.collation import programme_csv, programme_workbook

    with _safe_is(f"The returns are kept in {data_file.name}, and {output.name} is as it was."):
        programme_workbook.write(made, output, lambda done, total: tell(done, total, "Writing the workbook"))
    written = f"{output.name} and {data_file.name} are written; CSV files may still be those of before."
    with _safe_is(written), programme_file.opened(data_file) as connection:
        for name, headings, rows in programme_reading.lists(connection, drafts=drafts):
            programme_csv.write_list(folder, name, headings, rows)
    read = tuple(one.row for one in looked.read)
    return Collated(read, new, looked.refused, warnings, superseded, made, (output, data_file, folder))


def _expected(code: str) -> frameworks.Framework:
    """The framework with that code. Raises KnownError, which names those there are, when there is none."""
    known = {one.code: one for one in frameworks.available()}
    if code not in known:
        raise KnownError(
            "collate.no_framework", f"There is no programme with the code “{code}”.", "Nothing was written.",
            f"Choose one of {', '.join(sorted(known))}.",
        )  # fmt: skip
    return known[code]


def _refuse_a_return(output: Path, paths: Sequence[Path]) -> None:
    """Raise KnownError when the workbook would take the place of a file in a folder that is to be read."""
    from ward_desk.exchange.collation import programme_workbook

    place = place_of(output)
    inside = any(path.is_dir() and place_of(path) == place.parent for path in paths)
    if inside and place.is_file() and not programme_workbook.is_one(place):
        raise KnownError(
            "collate.own_file", f"{output.name} is a file in the folder to be read, and no programme workbook.",
            "Nothing was written.", "Give the programme workbook another name.",
        )  # fmt: skip


@contextmanager
def _safe_is(words: str) -> Iterator[None]:
    """Say what is safe after all that was done before, where an error knows only of its own file."""
    try:
        yield
    except KnownError as error:
        raise KnownError(error.code, error.happened, words, error.next_step) from error


def beside(output: Path) -> tuple[Path, Path]:
    """The data file and the CSV folder of a programme workbook."""
    return output.with_suffix(".sqlite"), output.with_name(f"{output.stem}-csv")


def look(
    paths: Iterable[Path],
    *,
    drafts: bool = False,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    besides: Path | None = None,
) -> Looked:
    """Only read and judge the returns in files and folders; `besides` is a file to leave out, the one to be written.

    Raises KnownError with the code "collate.stopped" when `stop` says so, and what `progress` raises.
    """
    from ward_desk.exchange.collation import other_files
    from ward_desk.exchange.returns import return_reader

    found: dict[str, Incoming] = {}
    problems: list[Problem] = []
    files, empty = returns_among(paths, besides)
    problems += [Problem(name_of(folder), "", 0, "", nothing_in(folder)) for folder in empty]
    for done, path in enumerate(files):
        if stop is not None and stop():
            raise KnownError("collate.stopped", "Stopped.", "Nothing was written.")
        if progress is not None:
            progress(done, len(files), f"Reading {name_of(path)}")
        name = name_of(path)
        try:
            data = return_reader.read(path)
        except return_reader.ReturnRefusedError as error:
            other = other_files.what_it_is(path) if not any(one.sheet for one in error.problems) else ""
            problems += [Problem(name, "", 0, "", other)] if other else [Problem(name, *one) for one in error.problems]
            continue
        except KnownError as error:
            problems.append(Problem(name, "", 0, "", error.happened))
            continue
        if why := refused(data, drafts=drafts):
            problems.append(Problem(name, cover_title(), 0, *why))
            continue
        one = incoming(data, name, date.today().isoformat())
        found.setdefault(one.id, one)
    if progress is not None:
        progress(len(files), len(files), "")
    order = sorted(found.values(), key=lambda one: (text(one.row, "ward_key"), text(one.row, "period"), one.id))
    return Looked(tuple(order), tuple(problems))


def programme_key(read: Sequence[Incoming], framework: frameworks.Framework | None) -> str:
    """The programme the workbook is of: the one expected when it is among them, or the one most of them are of."""
    numbers = Counter(text(one.row, "programme_key") for one in read)
    if framework is not None and plain(framework.programme) in numbers:
        return plain(framework.programme)
    return min(numbers, key=lambda key: (-numbers[key], key))


def _made(
    data_file: Path, key: str, period: str, expected: frameworks.Framework | None, looked: Looked, *, drafts: bool
) -> tuple[Programme, tuple[Notice, ...], tuple[Row, ...]]:
    """The programme of a quarter out of the data file, what to ask about, and the returns that no longer count."""
    with programme_file.opened(data_file) as connection:
        every = [
            row for row in programme_reading.returns(connection)
            if row["programme_key"] == key and row["period"] == period and (drafts or row["status"] != "draft")
        ]  # fmt: skip
        current = programme_reading.current_ids(connection)
        counted = [programme_reading.whole(connection, row, READ) for row in every if row["return_id"] in current]
        versions = {(row["ward_key"], row["version"]) for row in every}
        changes: list[Row] = []
        if len(versions) > len({ward for ward, _ in versions}):  # only then is there anything to set side by side
            ids = [text(row, "return_id") for row in every]
            changes = programme_reading.version_changes(connection, period, ids)
    if not counted:
        raise KnownError(
            "collate.no_period", f"There is no return for {_label(period)} among these.",
            "The returns that were read are kept in the data file.", "Choose another quarter.",
        )  # fmt: skip
    standard = standard_of(expected, counted)
    counted_ids = frozenset(one.id for one in counted)
    councils = Counter(text(one.row, "council") for one in counted)
    council = min(councils, key=lambda name: (-councils[name], name))
    rows = [one.row for one in counted]
    ours = [one.row for one in looked.read if one.row["programme_key"] == key]
    elsewhere = [one.row for one in looked.read if one.row["programme_key"] != key]
    found = [
        *notices.missing(missing_wards(standard, rows), text(rows[0], "period_label")),
        *notices.twice(every, counted_ids),
        *notices.gaps(every),
        *notices.others([*rows, *elsewhere], key, text(rows[0], "programme"), council),
        *notices.other_quarters(ours, period, _label(period)),
        *notices.strangers(counted, standard),
        *notices.labels(counted, standard),
    ]
    made = programme(counted, every, standard, [*map(_refusal, looked.refused), *map(_warning, found)], changes)
    if unmarked := sum(1 for row in made.tables["double_counts"] if row["marked"] == "No"):
        things = "thing" if unmarked == 1 else "things"
        found.append(Notice(
            "double_counts", made.programme,
            f"{unmarked} {things} may be reported by two wards: the sheet Double counts names each.",
        ))  # fmt: skip
        made.tables["problems"].append(_warning(found[-1]))
    later = tuple(row for row in every if row["return_id"] not in counted_ids)
    return made, tuple(found), later


def _label(period: str) -> str:
    return Quarter.parse(period).short


def _refusal(one: Problem) -> Row:
    return {"level": "Refused", "about": one.file, "sheet": one.sheet, "row": one.row or None, "column": one.column,
            "what": one.sentence}  # fmt: skip


def _warning(one: Notice) -> Row:
    return {"level": "Warning", "about": one.about, "sheet": None, "row": None, "column": None, "what": one.sentence}


def standard_of(expected: frameworks.Framework | None, counted: Sequence[Incoming]) -> Standard:
    """What the framework says: the one expected, or the one these returns name when they all name the same."""
    codes = {text(one.row, "framework") for one in counted}
    known = {one.code: one for one in frameworks.available()}
    framework = expected or (known.get(next(iter(codes))) if len(codes) == 1 else None)
    if framework is None:
        return Standard()
    return Standard(
        wards=tuple(ward.ward for ward in framework.wards),
        themes=themes(
            (theme.label, [theme.short_label, *(earlier.label for earlier in theme.earlier_labels)])
            for theme in framework.themes
        ),
        codes={plain(count.name): count.code for count in framework.counts},
        names={count.code: count.name for count in framework.counts},
    )

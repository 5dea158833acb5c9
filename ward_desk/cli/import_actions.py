"""What `import-actions` does: bring an old action tracker into the plan of a document, or tell what that would do."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ward_desk.cli import Exit
from ward_desk.cli.arguments import add_changed_document
from ward_desk.cli.sheets import sheet_named
from ward_desk.cli.tables import show
from ward_desk.core.errors import KnownError
from ward_desk.core.tracker.tracker import TARGETS
from ward_desk.service.document import Document

if TYPE_CHECKING:
    from ward_desk.core.tracker.tracker import TrackerFile
    from ward_desk.service.tracker.tracker_import import Choices, Preview


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be asked for."""
    add_changed_document(parser)
    parser.add_argument("tracker", type=Path, metavar="TRACKER", help="the tracker: .xlsx, .xlsm, .csv, .tsv or .txt")
    parser.add_argument("--sheet", metavar="NAME", help="the sheet to read; without it, the one most like a plan")
    parser.add_argument("--header", type=int, metavar="ROW", help="the row of the headings, as the spreadsheet counts")
    parser.add_argument(
        "--column", action="append", default=[], metavar='"HEADING=TARGET"',
        help=f"what a column becomes, may be given again; TARGET is one of {', '.join(code for code, _ in TARGETS)}",
    )  # fmt: skip


def run(options: argparse.Namespace) -> Exit:
    """Bring a tracker in. Raises KnownError, and then nothing was changed."""
    return import_actions(
        options.file, options.tracker, sheet=options.sheet, header=options.header, columns=options.column,
        dry_run=options.dry_run,
    )  # fmt: skip


def import_actions(
    path: Path, tracker: Path, *, sheet: str | None, header: int | None, columns: Sequence[str], dry_run: bool
) -> Exit:
    """Bring a tracker in. `header` is the row of the headings as a spreadsheet counts it; `columns` are
    "Heading=target". Raises KnownError, and then nothing was changed."""
    from ward_desk.exchange.tracker import tracker_reader
    from ward_desk.service.tracker import tracker_import

    file = tracker_reader.read(tracker)
    with closing(Document.open(path, read_only=dry_run)) as doc:
        at = None if sheet is None else sheet_named(file, sheet)
        choices = tracker_import.begin(doc, file, at, None if header is None else _header(file, at, header))
        for one in columns:
            _choose(file, choices, one)
        found = tracker_import.preview(doc, file, choices)
        _tell(file, choices, found)
        if dry_run:
            print(f"{found.words} Nothing was changed.")
            return Exit.FINE
        done = tracker_import.apply(doc, file, choices)
    print(found.words)
    print(f"{done.words}.")
    return Exit.FINE


def _refusal(happened: str, next_step: str) -> KnownError:
    return KnownError("import_actions", happened, "Nothing was changed.", next_step)


def _header(file: TrackerFile, sheet: int | None, row: int) -> int:
    from ward_desk.core.tracker.tracker_guess import guess_sheet

    rows = len(file.sheets[guess_sheet(file) if sheet is None else sheet].rows)
    if not 1 <= row <= rows:
        raise _refusal(f"There is no row {row} in the sheet.", f"Its rows are 1 to {rows}.")
    return row - 1


def _choose(file: TrackerFile, choices: Choices, words: str) -> None:
    """What one --column says."""
    from ward_desk.core.same_name import plain
    from ward_desk.core.tracker.tracker_guess import headings

    heading, _, target = words.rpartition("=")
    over = headings(file.sheets[choices.sheet], choices.header)
    places = [at for at, one in enumerate(over) if one and plain(one) == plain(heading)]
    if not places:
        listed = ", ".join(f"“{one}”" for one in over if one)
        raise _refusal(f"No column is headed “{heading.strip()}”.", f"The headings are {listed}.")
    wanted = plain(target)
    code = next((code for code, label in TARGETS if wanted in (plain(code), plain(label))), None)
    if code is None:
        listed = ", ".join(code for code, _ in TARGETS)
        raise _refusal(f"A column can't become “{target.strip()}”.", f"It can become one of: {listed}.")
    for at in places:
        choices.choose(at, code)


def _tell(file: TrackerFile, choices: Choices, found: Preview) -> None:
    from ward_desk.core.tracker.tracker_guess import headings
    from ward_desk.service.tracker.tracker_said import letters

    labels = dict(TARGETS)
    sheet = file.sheets[choices.sheet]
    print(f"{file.name}, sheet “{sheet.name}”, headings in row {choices.header + 1}")
    print()
    over = headings(sheet, choices.header)
    show(
        ("Column", "Becomes", "Heading"),
        [(letters(at), labels[target], over[at]) for at, target in enumerate(choices.columns)],
    )
    print()
    for sentence in found.said:
        print(sentence)
    problems = [
        (f"{line.number}.{line.part}" if line.part else str(line.number), labels[cell.target],
         cell.level.capitalize(), cell.problem)
        for line in found.lines if line.what != "out" for cell in line.cells if cell.problem
    ]  # fmt: skip
    if problems:
        show(("Row", "Field", "Level", "What to look at"), problems)
        print()

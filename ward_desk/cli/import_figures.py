"""What `import-figures` does: bring figures into the activity counts, or tell what that would do."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ward_desk.cli import Exit
from ward_desk.cli.arguments import add_changed_document
from ward_desk.cli.sheets import sheet_named
from ward_desk.cli.tables import show
from ward_desk.core.errors import KnownError
from ward_desk.service.document import Document

if TYPE_CHECKING:
    from ward_desk.core.tracker.tracker import TrackerFile
    from ward_desk.service.counts.figures_preview import Choices, Preview, Subject


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be asked for."""
    add_sheet(parser)
    parser.add_argument("--year", type=int, metavar="YEAR", help="where the year of months without a year starts: 2023")
    parser.add_argument("--new", action="store_true", help="make a new count of every name that is none")


def add_sheet(parser: argparse.ArgumentParser) -> None:
    """The document and the file of figures that is brought into it."""
    add_changed_document(parser)
    parser.add_argument("source", type=Path, metavar="SHEET", help="the file: .xlsx, .xlsm, .csv, .tsv or .txt")
    parser.add_argument("--sheet", metavar="NAME", help="the sheet to read; without it, the one most like figures")


def run(options: argparse.Namespace) -> Exit:
    """Bring figures in. Raises KnownError, and then nothing was changed."""
    return import_figures(
        options.file, options.source, sheet=options.sheet, year=options.year, new=options.new, dry_run=options.dry_run
    )


def import_figures(
    path: Path, source: Path, *, sheet: str | None, year: int | None, new: bool, dry_run: bool
) -> Exit:  # fmt: skip
    """Bring figures in, or tell what that would do. `year` is where the financial year of months without one starts;
    with `new` a name that is no count becomes one. Raises KnownError, and then nothing was changed."""
    from ward_desk.exchange import figures_file
    from ward_desk.service.counts import figures_in
    from ward_desk.service.counts.figures_preview import NEW, OUT

    file = figures_file.read(source)
    with closing(Document.open(path, read_only=dry_run)) as doc:
        choices = figures_in.begin(doc, file, sheet_asked(file, sheet))
        choices.year = choices.year if year is None else year
        if new:
            found = figures_in.preview(doc, file, choices)
            choices.answers |= {one.name: NEW for one in found.questions if one.answer == OUT}
        return bring_in(doc, file, choices, figures_in.SUBJECT, dry_run=dry_run)


def bring_in(doc: Document, file: TrackerFile, choices: Choices, subject: Subject, *, dry_run: bool) -> Exit:
    """Show what a file would bring in, and bring it in unless it is a dry run."""
    found = subject.preview(doc, file, choices)
    _tell(file, choices, found, subject)
    if dry_run or not found.number:
        print(f"{found.words} Nothing was changed.")
        return Exit.FINE
    done = subject.apply(doc, file, choices, None)
    print(found.words)
    print(f"{done.label.replace('Bring in', 'Brought in', 1)}.")
    return Exit.FINE


def _tell(file: TrackerFile, choices: Choices, found: Preview, subject: Subject) -> None:
    from ward_desk.service.counts.figures_preview import OUT

    print(f"{file.name}, sheet “{file.sheets[choices.sheet].name}”, headings in row {choices.header + 1}")
    for sentence in found.said:
        print(sentence)
    if unknown := [one.name for one in found.questions if one.answer == OUT]:
        print(f"Left out, for nothing here is called this: {', '.join(unknown)}.")
    looked_at = [
        (one.where, one.name, one.of, one.says, one.sentence) for one in found.lines if one.what == "refused"
    ]  # fmt: skip
    if looked_at:
        print()
        name, of, says, _ = subject.heads
        show(("Cell", name, of, says, "Why it is refused"), looked_at)
        print()


def sheet_asked(file: TrackerFile, name: str | None) -> int | None:
    """The place of the sheet that was asked for; None when the file is to say. Raises KnownError."""
    return None if name is None else sheet_named(file, name)


def _refusal(happened: str, next_step: str) -> KnownError:
    return KnownError("import_figures", happened, "Nothing was changed.", next_step)

"""What `import-survey` does: bring the file of a survey tool into a survey, or tell what that would do."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ward_desk.cli import Exit
from ward_desk.cli.arguments import add_changed_document
from ward_desk.cli.progress import progress
from ward_desk.cli.tables import show
from ward_desk.core.choices import RESPONSE_CHANNELS
from ward_desk.core.errors import KnownError
from ward_desk.core.same_name import plain
from ward_desk.core.surveys.survey_file import ROLES, TOOLS
from ward_desk.core.typed import counted
from ward_desk.service.document import Document

if TYPE_CHECKING:
    from ward_desk.core.surveys.survey_file import SurveyFile
    from ward_desk.service.surveys.file_in.survey_import import Plan
    from ward_desk.service.surveys.file_in.survey_import_said import Preview


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be asked for."""
    add_changed_document(parser)
    parser.add_argument("source", type=Path, metavar="SURVEY", help="the file: .csv, .tsv, .txt, .xlsx or .xlsm")
    parser.add_argument(
        "--survey", default="", metavar="NAME", help="the reference or title of a survey; without it, a new one"
    )
    parser.add_argument("--sheet", metavar="NAME", help="the sheet to read; without it, the first")
    parser.add_argument(
        "--column", action="append", default=[], metavar='"HEADING=ROLE"',
        help=f"what a column becomes, may be given again; ROLE is one of {', '.join(code for code, _ in ROLES)}",
    )  # fmt: skip
    parser.add_argument(
        "--channel", default="", choices=[code for code, _ in RESPONSE_CHANNELS], help="how the responses were given"
    )
    parser.add_argument(
        "--own-rows", action="store_true", help="row ids are those of another file, though they begin at 1 as well"
    )


def run(options: argparse.Namespace) -> Exit:
    """Bring a survey's file in. Raises KnownError, and then nothing was changed."""
    return import_survey(
        options.file, options.source, survey=options.survey, sheet=options.sheet, columns=options.column,
        channel=options.channel, own_rows=options.own_rows, dry_run=options.dry_run,
    )  # fmt: skip


def import_survey(
    path: Path, source: Path, *, survey: str, sheet: str | None, columns: Sequence[str], channel: str, own_rows: bool,
    dry_run: bool,
) -> Exit:  # fmt: skip
    """Bring a file in. `survey` is the reference or title of one that is there, "" for a new one; `columns` are
    "Heading=role". Whatever looks personal in free text is taken out. Raises KnownError, and then nothing was changed.
    """
    from ward_desk.exchange.surveys import survey_reader
    from ward_desk.service.surveys.file_in import survey_import

    file = survey_reader.read(source)
    if sheet is not None:
        file = survey_reader.read(source, _sheet(file, sheet))
    with closing(Document.open(path, read_only=dry_run)) as doc:
        plan = survey_import.begin(doc, file, _survey(doc, survey) if survey else "")
        plan = plan._replace(channel=channel or plan.channel, own_rows=own_rows or plan.own_rows)
        for one in columns:
            plan = _choose(file, plan, one)
        with progress() as say:
            prepared = survey_import.prepare(doc, file, plan, progress=say)
        found = prepared.preview
        _tell(file, plan, found)
        if dry_run or not found.changes:
            print(f"{found.words} Nothing was changed.")
            return Exit.FINE
        if found.others:
            raise _refusal(
                f"Most rows of {file.name} have the row ids of other people's answers.",
                "Add them all as those of another file with --own-rows, or choose another survey.",
            )
        with progress() as say:
            done = survey_import.write(doc, file, plan, prepared, say)
    print(found.words)
    print(f"{done.words}.")
    return Exit.FINE


def _refusal(happened: str, next_step: str) -> KnownError:
    return KnownError("import_survey", happened, "Nothing was changed.", next_step)


def _sheet(file: SurveyFile, name: str) -> int:
    for at, one in enumerate(file.sheets):
        if plain(one) == plain(name):
            return at
    raise _refusal(f"{file.name} has no sheet “{name}”.", f"It has {', '.join(f'“{one}”' for one in file.sheets)}.")


def _survey(doc: Document, name: str) -> str:
    rows = doc.store.rows("survey", order="ref")
    for field in ("ref", "title"):
        for row in rows:
            if plain(str(row[field])) == plain(name):
                return str(row["id"])
    listed = ", ".join(f"{row['ref']!s} {row['title']!s}" for row in rows)
    raise _refusal(f"No survey is called “{name}”.", f"There are {listed}." if rows else "Leave it out for a new one.")


def _choose(file: SurveyFile, plan: Plan, words: str) -> Plan:
    """What one --column says."""
    heading, _, wanted = words.rpartition("=")
    over = [(one.words, " ".join(filter(None, (one.words, one.choice))), one.code) for one in file.headings]
    places = [at for at, names in enumerate(over) if plain(heading) and plain(heading) in map(plain, names)]
    if not places:
        listed = ", ".join(f"“{names[1]}”" for names in over if names[1])
        raise _refusal(f"No column is headed “{heading.strip()}”.", f"The headings are {listed}.")
    role = next((code for code, label in ROLES if plain(wanted) in (plain(code), plain(label))), None)
    if role is None:
        listed = ", ".join(code for code, _ in ROLES)
        raise _refusal(f"A column can't become “{wanted.strip()}”.", f"It can become one of: {listed}.")
    columns = list(plan.columns)
    for at in places:
        wording = columns[at].wording or file.headings[at].words
        columns[at] = columns[at]._replace(role=role, wording=wording, why="As you asked.")
    return plan._replace(columns=tuple(columns))


def _tell(file: SurveyFile, plan: Plan, found: Preview) -> None:
    tool = dict(TOOLS)[file.tool]
    sheet = f", sheet “{file.sheets[file.sheet]}”" if file.sheets[file.sheet] else ""
    print(f"{file.name}{sheet}: {tool}, {file.row_count:,} rows")
    print()
    labels = dict(ROLES)
    show(
        ("Column", "Becomes", "Why"),
        [
            (": ".join(filter(None, (heading.words, heading.choice)))[:60], labels[one.role], one.why)
            for heading, one in zip(file.headings, plan.columns, strict=True)
        ],
    )
    print()
    for sentence in found.said:
        print(sentence)
    for reason, number in found.skipped:
        print(f"Skipped, {counted(number, 'row')}: {reason}")
    for unread in found.unread:
        print(f"{file.headings[unread.column].words}: {unread.number:,} not read. {' '.join(unread.sentences)}")
    if found.found:
        things, are = ("thing that looks", "is") if found.found == 1 else ("things that look", "are")
        print(f"{found.found:,} {things} personal in free text {are} taken out.")

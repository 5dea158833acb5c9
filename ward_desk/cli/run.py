"""Reading the command line, running what it asks for, and telling trouble in one sentence."""

from __future__ import annotations

import argparse
import difflib
import io
import os
import sys
import textwrap
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, Protocol

from ward_desk import __version__
from ward_desk.cli import (
    COMMANDS,
    EXIT_WORDS,
    WINDOW,
    Exit,
    calendar,
    collate,
    commands,
    double_counts,
    fill_template,
    import_actions,
    import_figures,
    import_survey,
    recut,
)
from ward_desk.core.choices import RESPONSE_CHANNELS
from ward_desk.core.errors import KnownError, NotUnderstoodError
from ward_desk.core.surveys.survey_file import ROLES
from ward_desk.core.tracker.tracker import TARGETS

WIDTH: Final = 96  # of the help, in letters


class OpenWindow(Protocol):
    """Opens the window and gives the exit code."""

    def __call__(self, path: Path | None, *, sample: bool) -> int: ...


def run(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Do what the arguments ask for. Gives the exit code."""
    _speak_utf8()
    try:
        if arguments and arguments[0] in COMMANDS:
            options = _parser(arguments[0]).parse_args(arguments[1:])
            code = _RUN[arguments[0]](options)
        else:
            options = _window_parser().parse_args(_not_a_mistyped_command(arguments))
            return open_window(options.file, sample=options.sample)
        sys.stdout.flush()
        return code
    except SystemExit as end:  # argparse has printed its help, or what is wrong with the arguments
        return end.code if isinstance(end.code, int) else Exit.FINE
    except (KnownError, NotUnderstoodError) as error:
        print(error.sentence, file=sys.stderr)
        return Exit.UNUSABLE
    except BrokenPipeError:
        # Whoever read our output has stopped reading, as `head` does. Python would complain again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.STOPPED


def _speak_utf8() -> None:
    """Windows writes to pipes in an encoding without most of our characters; a name it can't write ends no command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _not_a_mistyped_command(arguments: Sequence[str]) -> Sequence[str]:
    if len(arguments) > 1 and not arguments[0].startswith("-"):
        near = difflib.get_close_matches(arguments[0], COMMANDS, n=1)
        if near:
            _window_parser().error(f"there is no command {arguments[0]}; did you mean {near[0]}?")
    return arguments


# --- the parsers --------------------------------------------------------------------------------------


def _formatted(prog: str) -> argparse.HelpFormatter:
    return argparse.RawDescriptionHelpFormatter(prog, max_help_position=26, width=WIDTH)


def _listed(entries: Iterable[tuple[str, str]]) -> str:
    """Names and what they mean, in two columns."""
    entries = list(entries)
    indent = max(len(name) for name, _ in entries) + 4
    return "\n".join(
        textwrap.fill(words, WIDTH, initial_indent=f"  {name}".ljust(indent), subsequent_indent=" " * indent)
        for name, words in entries
    )


def _after(examples: Sequence[str]) -> str:
    codes = _listed((str(code.value), words) for code, words in EXIT_WORDS.items())
    lines = "\n".join(f"  {example}" for example in examples)
    return f"examples:\n{lines}\n\nexit codes:\n{codes}"


def _window_parser() -> argparse.ArgumentParser:
    listed = _listed((name, command.about) for name, command in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="ward-desk",
        usage="ward-desk [FILE | --sample]\n       ward-desk COMMAND ...",
        description=f"{WINDOW.about}\n\ncommands, each with its own --help:\n{listed}",
        epilog=_after(WINDOW.examples),
        formatter_class=_formatted,
        allow_abbrev=False,
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a ward's document, ending in .ward")
    what.add_argument("--sample", action="store_true", help="open your own copy of the sample ward")
    parser.add_argument("--version", action="version", version=f"Ward Desk {__version__}")
    return parser


def _parser(name: str) -> argparse.ArgumentParser:
    command = COMMANDS[name]
    parser = argparse.ArgumentParser(
        prog=f"ward-desk {name}",
        description=textwrap.fill(command.about, WIDTH),
        epilog=_after(command.examples),
        formatter_class=_formatted,
        allow_abbrev=False,
    )
    _ARGUMENTS[name](parser)
    return parser


def _add_document(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a ward's document; it is only read, so it may be open elsewhere"
    )


def _add_quarter(parser: argparse.ArgumentParser) -> None:
    _add_document(parser)
    parser.add_argument("--quarter", required=True, metavar="QUARTER", help='the quarter, such as "Q3 2023-24"')


def _add_return(parser: argparse.ArgumentParser) -> None:
    _add_quarter(parser)
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar="OUT.xlsx",
        help="the workbook to write; one that is there already is replaced",
    )  # fmt: skip
    parser.add_argument("--csv", type=Path, metavar="FOLDER", help="a folder for the same values as CSV files")
    parser.add_argument("--public", action="store_true", help="the public version, without what is not public")


def _add_recut(parser: argparse.ArgumentParser) -> None:
    _add_document(parser)
    parser.add_argument("--from", dest="first", required=True, metavar="DAY", help="the first day: 23/10/2023")
    parser.add_argument("--to", dest="last", required=True, metavar="DAY", help="the last day")
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar="OUT.xlsx",
        help="the workbook to write; one that is there already is replaced",
    )  # fmt: skip
    parser.add_argument("--csv", type=Path, metavar="FOLDER", help="a folder for the same values as CSV files")
    parser.add_argument("--public", action="store_true", help="for the public, without what is not public")


def _add_fill_template(parser: argparse.ArgumentParser) -> None:
    _add_quarter(parser)
    parser.add_argument(
        "--template", required=True, type=Path, metavar="TEMPLATE", help="the council's own template; it is only read"
    )
    parser.add_argument(
        "--mapping", type=Path, metavar="MAPPING.toml", help="what goes where; without it, the mapping beside it"
    )
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar="OUT",
        help="the copy to write; one that is there already is replaced",
    )  # fmt: skip


def _add_workbook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="RETURN.xlsx", help="a return workbook")
    parser.add_argument("--json", action="store_true", help="print everything in it, or every problem, as JSON")


def _add_double_counts(parser: argparse.ArgumentParser) -> None:
    _add_document(parser)
    parser.add_argument(
        "others", nargs="+", type=Path, metavar="OTHER", help="another ward's return workbook or document; only read"
    )


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a ward's document, not open anywhere else")
    parser.add_argument("tracker", type=Path, metavar="TRACKER", help="the tracker: .xlsx, .xlsm, .csv, .tsv or .txt")
    parser.add_argument("--sheet", metavar="NAME", help="the sheet to read; without it, the one most like a plan")
    parser.add_argument("--header", type=int, metavar="ROW", help="the row of the headings, as the spreadsheet counts")
    parser.add_argument(
        "--column", action="append", default=[], metavar='"HEADING=TARGET"',
        help=f"what a column becomes, may be given again; TARGET is one of {', '.join(code for code, _ in TARGETS)}",
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="only tell what it would do")


def _add_calendar(parser: argparse.ArgumentParser) -> None:
    ways = parser.add_subparsers(dest="way", required=True, metavar="export | import")
    out = ways.add_parser("export", help="write events to a calendar file", allow_abbrev=False)
    _add_document(out)
    out.add_argument("calendar", type=Path, metavar="OUT.ics", help="the file to write; one there is replaced")
    which = out.add_mutually_exclusive_group()
    which.add_argument("--event", action="append", default=[], metavar="REF", help="this event; may be given again")
    which.add_argument("--planned", action="store_true", help="only planned events; without it, every event")
    out.add_argument(
        "--for", dest="audience", choices=("ward", "programme", "public"), default="ward",
        help="who it is for; only this ward gets what is marked for this ward only",
    )  # fmt: skip
    back = ways.add_parser("import", help="bring the events of a calendar file in", allow_abbrev=False)
    back.add_argument("file", type=Path, metavar="FILE", help="a ward's document, not open anywhere else")
    back.add_argument("calendar", type=Path, metavar="CALENDAR.ics", help="the calendar file")
    back.add_argument("--keep-personal", action="store_true", help="leave what looks personal in the words")
    back.add_argument("--dry-run", action="store_true", help="only tell what it would do")


def _calendar(options: argparse.Namespace) -> Exit:
    if options.way == "export":
        return calendar.export(
            options.file, options.calendar, refs=options.event, planned=options.planned, audience=options.audience
        )
    return calendar.bring_in(
        options.file, options.calendar, keep_personal=options.keep_personal, dry_run=options.dry_run
    )


def _add_export(parser: argparse.ArgumentParser) -> None:
    _add_document(parser)
    parser.add_argument("output", type=Path, metavar="OUT", help="the file to write, .xlsx or .csv")
    parser.add_argument(
        "--for", dest="audience", default="programme", choices=("ward", "programme", "public"),
        help="who it is for; what its marks keep from them is left out (without it: programme)",
    )  # fmt: skip


def _add_figures(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a ward's document, not open anywhere else")
    parser.add_argument("source", type=Path, metavar="SHEET", help="the file: .xlsx, .xlsm, .csv, .tsv or .txt")
    parser.add_argument("--sheet", metavar="NAME", help="the sheet to read; without it, the one most like figures")
    parser.add_argument("--dry-run", action="store_true", help="only tell what it would do")


def _add_import_figures(parser: argparse.ArgumentParser) -> None:
    _add_figures(parser)
    parser.add_argument("--year", type=int, metavar="YEAR", help="where the year of months without a year starts: 2023")
    parser.add_argument("--new", action="store_true", help="make a new count of every name that is none")


def _add_import_profile(parser: argparse.ArgumentParser) -> None:
    _add_figures(parser)
    parser.add_argument("--source", dest="said_source", default="", metavar="WORDS", help="where values come from")
    parser.add_argument("--date", dest="dated", default="", metavar="DAY", help="the day the values are of")


def _add_survey(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a ward's document, not open anywhere else")
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
    parser.add_argument("--dry-run", action="store_true", help="only tell what it would do")


_ARGUMENTS: Final[dict[str, Callable[[argparse.ArgumentParser], None]]] = {
    "return": _add_return,
    "recut": _add_recut,
    "fill-template": _add_fill_template,
    "check": _add_quarter,
    "read-return": _add_workbook,
    "info": _add_document,
    "collate": collate.add_arguments,
    "double-counts": _add_double_counts,
    "import-actions": _add_import,
    "calendar": _add_calendar,
    "export-figures": _add_export,
    "import-figures": _add_import_figures,
    "import-profile": _add_import_profile,
    "import-survey": _add_survey,
}
_RUN: Final[dict[str, Callable[[argparse.Namespace], Exit]]] = {
    "return": lambda o: commands.write_return(o.file, o.quarter, o.output, o.csv, public=o.public),
    "recut": lambda o: recut.recut_of(o.file, o.first, o.last, o.output, o.csv, public=o.public),
    "fill-template": lambda o: fill_template.fill_template(o.file, o.quarter, o.template, o.mapping, o.output),
    "check": lambda o: commands.check(o.file, o.quarter),
    "read-return": lambda o: commands.read_return(o.file, as_json=o.json),
    "info": lambda o: commands.info(o.file),
    "collate": collate.run,
    "double-counts": lambda o: double_counts.double_counts_of(o.file, o.others),
    "import-actions": lambda o: import_actions.import_actions(
        o.file, o.tracker, sheet=o.sheet, header=o.header, columns=o.column, dry_run=o.dry_run
    ),
    "calendar": _calendar,
    "export-figures": lambda o: import_figures.export_figures(o.file, o.output, o.audience),
    "import-figures": lambda o: import_figures.import_figures(
        o.file, o.source, sheet=o.sheet, year=o.year, new=o.new, dry_run=o.dry_run
    ),
    "import-profile": lambda o: import_figures.import_profile(
        o.file, o.source, sheet=o.sheet, said_source=o.said_source, dated=o.dated, dry_run=o.dry_run
    ),
    "import-survey": lambda o: import_survey.import_survey(
        o.file,
        o.source,
        survey=o.survey,
        sheet=o.sheet,
        columns=o.column,
        channel=o.channel,
        own_rows=o.own_rows,
        dry_run=o.dry_run,
    ),
}

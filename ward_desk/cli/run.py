"""Reading the command line, running what it asks for, and telling trouble in one sentence."""

from __future__ import annotations

import argparse
import difflib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

from ward_desk.cli import (
    COMMANDS,
    Exit,
    calendar,
    check,
    collate,
    double_counts,
    export_figures,
    fill_template,
    import_actions,
    import_figures,
    import_profile,
    import_survey,
    info,
    read_return,
    recut,
    write_return,
)
from ward_desk.cli.parsers import command_parser, window_parser
from ward_desk.core.errors import KnownError, NotUnderstoodError


class OpenWindow(Protocol):
    """Opens the window and gives the exit code."""

    def __call__(self, path: Path | None, *, sample: bool) -> int: ...


class Work(Protocol):
    """The module of a command."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """What can be asked for."""

    def run(self, options: argparse.Namespace) -> Exit:
        """Do it. Raises KnownError or NotUnderstoodError when it can't be done."""
        ...


# A new command is a module with these two functions, a line here, and its words and examples in COMMANDS.
WORK: Final[dict[str, Work]] = {
    "return": write_return,
    "recut": recut,
    "fill-template": fill_template,
    "check": check,
    "read-return": read_return,
    "info": info,
    "collate": collate,
    "double-counts": double_counts,
    "import-actions": import_actions,
    "calendar": calendar,
    "export-figures": export_figures,
    "import-figures": import_figures,
    "import-profile": import_profile,
    "import-survey": import_survey,
}


def run(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Do what the arguments ask for. Gives the exit code."""
    _speak_utf8()
    try:
        if arguments and arguments[0] in COMMANDS:
            code = _command(arguments[0], arguments[1:])
        else:
            options = window_parser().parse_args(_not_a_mistyped_command(arguments))
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


def _command(name: str, arguments: Sequence[str]) -> Exit:
    parser = command_parser(name)
    WORK[name].add_arguments(parser)
    return WORK[name].run(parser.parse_args(arguments))


def _speak_utf8() -> None:
    """Windows writes to pipes in an encoding without most of our characters; a name it can't write ends no command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _not_a_mistyped_command(arguments: Sequence[str]) -> Sequence[str]:
    if len(arguments) > 1 and not arguments[0].startswith("-"):
        near = difflib.get_close_matches(arguments[0], COMMANDS, n=1)
        if near:
            window_parser().error(f"there is no command {arguments[0]}; did you mean {near[0]}?")
    return arguments

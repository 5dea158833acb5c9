"""What `--help` looks like: the parser of the window and of each command, with its examples and exit codes."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from ward_desk import __version__
from ward_desk.cli import COMMANDS, EXIT_WORDS, WINDOW

WIDTH: Final = 96  # of the help, in letters


def window_parser() -> argparse.ArgumentParser:
    """The parser of what is no command: a file to open in the window, or the sample."""
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


def command_parser(name: str) -> argparse.ArgumentParser:
    """The parser of a command, still without its arguments."""
    command = COMMANDS[name]
    return argparse.ArgumentParser(
        prog=f"ward-desk {name}",
        description=textwrap.fill(command.about, WIDTH),
        epilog=_after(command.examples),
        formatter_class=_formatted,
        allow_abbrev=False,
    )


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

"""Arguments several commands take, each with one wording."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from ward_desk.core.errors import KnownError

AUDIENCES: Final = ("ward", "programme", "public")


def add_document(parser: argparse.ArgumentParser) -> None:
    """A document that is only read."""
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a ward's document; it is only read, so it may be open elsewhere"
    )


def add_changed_document(parser: argparse.ArgumentParser) -> None:
    """A document something is brought into, and whether it is only to be told what that would do."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a ward's document, not open anywhere else")
    parser.add_argument("--dry-run", action="store_true", help="only tell what it would do")


def add_quarter(parser: argparse.ArgumentParser) -> None:
    """The quarter of a return."""
    parser.add_argument("--quarter", required=True, metavar="QUARTER", help='the quarter, such as "Q3 2023-24"')


def add_workbook(parser: argparse.ArgumentParser) -> None:
    """The workbook to write, the same as CSV, and whether it is for the public."""
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar="OUT.xlsx",
        help="the workbook to write; one that is there already is replaced",
    )  # fmt: skip
    parser.add_argument("--csv", type=Path, metavar="FOLDER", help="a folder for the same values as CSV files")
    parser.add_argument("--public", action="store_true", help="the public version, without what is not public")


def check_ending(path: Path, ending: str, what: str) -> None:
    """A slip of the hand must not put a file of one kind in the place of somebody's document. Raises KnownError."""
    if path.suffix.lower() != ending:
        raise KnownError(
            f"not_{ending[1:]}", f"{what} can't be written to {path.name}.", "Nothing was written.",
            f"Give it a name that ends in {ending}.",
        )  # fmt: skip

"""What `collate` does: read the returns of many wards and write the programme workbook, its data file and CSV files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ward_desk.cli import Exit
from ward_desk.cli.tables import show
from ward_desk.core.errors import KnownError

if TYPE_CHECKING:
    from ward_desk.service.collation.collate import Collated


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be asked for."""
    parser.add_argument(
        "returns", nargs="+", type=Path, metavar="RETURNS", help="return workbooks, and folders of them; only read"
    )
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar="OUT.xlsx",
        help="the programme workbook; OUT.sqlite beside it keeps every return and grows, OUT-csv has the same as CSV",
    )  # fmt: skip
    parser.add_argument(
        "--period", metavar="QUARTER",
        help='the quarter of the workbook, such as "Q2 2023-24"; without it, the newest of the returns',
    )  # fmt: skip
    parser.add_argument(
        "--expect", metavar="FRAMEWORK", help="the programme whose wards should all be there, such as opportunity_bucks"
    )
    parser.add_argument("--drafts", action="store_true", help="take returns that nobody has signed too")


def run(options: argparse.Namespace) -> Exit:
    """Collate the returns. Raises KnownError when nothing can be read or written."""
    output: Path = options.output
    # A slip of the hand here must not put a workbook in the place of somebody's document.
    if output.suffix.lower() != ".xlsx":
        raise KnownError(
            "not_xlsx", f"The programme can't be written to {output.name}.", "Nothing was written.",
            "Give it a name that ends in .xlsx.",
        )  # fmt: skip
    from ward_desk.service.collation.collate import collate

    with _progress() as progress:
        done = collate(
            options.returns, output, period=options.period, expect=options.expect, drafts=options.drafts,
            progress=progress,
        )  # fmt: skip
    _tell(done)
    return Exit.REFUSED if done.refused else Exit.FINE


def _tell(done: Collated) -> None:
    if done.refused:
        files = len({one.file for one in done.refused})
        print(f"{files} {'file is' if files == 1 else 'files are'} refused:")
        show(
            ("File", "Sheet", "Row", "Column", "What is wrong"),
            [(one.file, one.sheet, str(one.row or ""), one.column, one.sentence) for one in done.refused],
        )
        print()
    if done.warnings:
        show(("About", "What to ask about"), [(one.about, one.sentence) for one in done.warnings])
        print()
    if done.programme is None:
        print("There is no return to put together, so nothing was written.")
        return
    made = done.programme
    want = len(made.wards) + len(made.missing)
    number = len(done.read)
    print(
        f"{made.programme}, {made.period_label}: {len(made.wards)} of {want} wards. "
        f"Read {number} {'return' if number == 1 else 'returns'}, {len(done.new)} of them new."
    )
    for path in done.files:
        print(f"Written: {path}")


@contextmanager
def _progress() -> Iterator[Callable[[int, int, str], None]]:
    """How far it is, on one line of the terminal; nothing when nobody looks at one."""
    if not sys.stderr.isatty():
        yield lambda done, of, words: None
        return

    def say(done: int, of: int, words: str) -> None:
        share = f" {100 * done // of}%" if of else ""
        print(f"\r\033[K{words}{share}", end="", file=sys.stderr, flush=True)

    try:
        yield say
    finally:
        print("\r\033[K", end="", file=sys.stderr, flush=True)

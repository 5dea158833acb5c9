"""What `collate` does: read the returns of many wards and write the programme workbook, its data file and CSV files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ward_desk.cli import Exit
from ward_desk.cli.arguments import check_ending
from ward_desk.cli.progress import progress
from ward_desk.cli.tables import show
from ward_desk.core.typed import counted

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
    check_ending(output, ".xlsx", "The programme")
    from ward_desk.service.collation.collate import collate

    with progress() as say:
        done = collate(
            options.returns, output, period=options.period, expect=options.expect, drafts=options.drafts,
            progress=say,
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
    print(
        f"{made.programme}, {made.period_label}: {len(made.wards)} of {want} wards. "
        f"Read {counted(len(done.read), 'return')}, {len(done.new)} of them new."
    )
    for path in done.files:
        print(f"Written: {path}")

"""What `collate` does: read the returns of many wards and write the programme workbook, its data file and CSV files."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ward_desk.cli import Exit
from ward_desk.cli.arguments import check_ending
from ward_desk.cli.progress import progress
from ward_desk.cli.tables import show
from ward_desk.core.fields import text, whole
from ward_desk.core.typed import counted

if TYPE_CHECKING:
    from ward_desk.core.collation.programme import Programme
    from ward_desk.service.collation.collate import Collated, Notice

_MOST_MISSING: Final = 3  # wards told a line each


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

    try:
        with progress() as say:
            done = collate(
                options.returns, output, period=options.period, expect=options.expect, drafts=options.drafts,
                progress=say,
            )  # fmt: skip
    except KeyboardInterrupt:
        print("Stopped. No file is half written. Run it again to finish: no return is kept twice.", file=sys.stderr)
        return Exit.STOPPED
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
        if any(one.sheet for one in done.refused):  # a return, and not another file
            print("Ask those wards to export the return again in Ward Desk, and to send the new file as it is.")
        print()
    if done.warnings:
        show(("About", "What to ask about"), _asked(done.warnings))
        print()
    if done.programme is None:
        print("There is no return to put together, so nothing was written.")
        return
    made = done.programme
    for line in _later(made):
        print(line)
    want = len(made.wards) + len(made.missing)
    print(
        f"{made.programme}, {made.period_label}: {len(made.wards)} of {want} wards. "
        f"Read {counted(len(done.read), 'return')}, {len(done.new)} of them new."
    )
    for path in done.files:
        print(f"Written: {path}")


def _asked(warnings: Sequence[Notice]) -> list[tuple[str, str]]:
    """Whose it is, and what; many wards without a return are one line."""
    missing = [one for one in warnings if one.code == "ward.missing"]
    if len(missing) <= _MOST_MISSING:
        return [(one.about, one.sentence) for one in warnings]
    wards = f"There is no return of {'; '.join(one.about for one in missing)}. Ask for them, and collate again."
    others = [(one.about, one.sentence) for one in warnings if one.code != "ward.missing"]
    return [(counted(len(missing), "ward"), wards), *others]


def _later(made: Programme) -> list[str]:
    """A sentence for each version that took the place of another."""
    changed = Counter(
        (text(row, "ward"), whole(row, "version_before"), whole(row, "version"))
        for row in made.tables["version_changes"]
    )
    return [
        f"{ward}: version {now} takes the place of version {before}, which is kept. {counted(number, 'change')}: see "
        "the sheet Version changes."
        for (ward, before, now), number in changed.items()
    ]

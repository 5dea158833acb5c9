"""What `return` does: write a quarter's return as a workbook, and as CSV files if wanted."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path

from ward_desk.cli import Exit
from ward_desk.cli.arguments import add_document, add_quarter, add_workbook, check_ending
from ward_desk.cli.check import errors_and_warnings
from ward_desk.cli.progress import progress
from ward_desk.core.checks import wanting
from ward_desk.core.periods import Quarter
from ward_desk.service.document import Document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be asked for."""
    add_document(parser)
    add_quarter(parser)
    add_workbook(parser)


def run(options: argparse.Namespace) -> Exit:
    """Write a quarter's return, or its public version. Raises KnownError."""
    workbook: Path = options.output
    check_ending(workbook, ".xlsx", "The return")
    from ward_desk.service.returns import return_due, returns
    from ward_desk.service.returns.public import public_return

    of = public_return if options.public else returns
    with closing(Document.open(options.file, read_only=True)) as doc:
        quarter = Quarter.parse(options.quarter, return_due.start_month(doc))
        with progress("Writing the return") as say:
            of.export(doc, quarter, workbook, say)
        print(f"Written: {workbook}")
        if options.csv is not None:
            of.export_csv(doc, quarter, options.csv)
            print(f"Written: {options.csv}")
        if options.public:
            return Exit.FINE
        # What was signed is frozen, and was signed with nothing in its way.
        row = returns.newest(doc, quarter)
        found = wanting(returns.checks(doc, quarter)) if row is None or row["status"] == "draft" else []
    if found:
        print(f"The checks found {errors_and_warnings(found)}; `ward-desk check` shows them.", file=sys.stderr)
    return Exit.FINE

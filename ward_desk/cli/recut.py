"""What `recut` does: write a ward's data for any two dates. It reads the document and never changes it."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from ward_desk.cli import Exit
from ward_desk.cli.arguments import add_document, add_workbook, check_ending
from ward_desk.core.typed import read_date, show_date
from ward_desk.service.document import Document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be asked for."""
    add_document(parser)
    parser.add_argument("--from", dest="first", required=True, metavar="DAY", help="the first day: 23/10/2023")
    parser.add_argument("--to", dest="last", required=True, metavar="DAY", help="the last day")
    add_workbook(parser)


def run(options: argparse.Namespace) -> Exit:
    """Write the data of some dates as a workbook, and as CSV files if wanted. Raises KnownError."""
    workbook: Path = options.output
    check_ending(workbook, ".xlsx", "The re-cut")
    from ward_desk.service.returns.recut import recut

    with closing(Document.open(options.file, read_only=True)) as doc:
        days = read_date(options.first, doc.today), read_date(options.last, doc.today)
        data = recut.recut(doc, *days, "public" if options.public else "programme")
        recut.export(data, workbook)
        print(f"Written: {workbook}")
        if options.csv is not None:
            recut.export_csv(data, options.csv)
            print(f"Written: {options.csv}")
        as_at = show_date(doc.today)
    print(f"{data.header.label}, as it stood on {as_at}. It is a re-cut, not a return.")
    return Exit.FINE

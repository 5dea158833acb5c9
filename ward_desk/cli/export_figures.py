"""What `export-figures` does: write every figure of the activity counts as a row of its own."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from ward_desk.cli import Exit
from ward_desk.cli.arguments import AUDIENCES, add_document
from ward_desk.core.errors import KnownError
from ward_desk.core.typed import counted
from ward_desk.service.document import Document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be asked for."""
    add_document(parser)
    parser.add_argument("output", type=Path, metavar="OUT", help="the file to write, .xlsx or .csv")
    parser.add_argument(
        "--for", dest="audience", default="programme", choices=AUDIENCES,
        help="who it is for; what its marks keep from them is left out (without it: programme)",
    )  # fmt: skip


def run(options: argparse.Namespace) -> Exit:
    """Write every figure an audience may see, a row each. Raises KnownError."""
    output: Path = options.output
    from ward_desk.exchange import table_out
    from ward_desk.service.counts import figures_out

    if output.suffix.lower() not in (".xlsx", ".csv"):
        raise KnownError(
            "export_figures", f"{output.name} is neither a workbook nor CSV.", "Nothing was written.",
            "Give it a name ending in .xlsx or .csv.",
        )  # fmt: skip
    with closing(Document.open(options.file, read_only=True)) as doc:
        table = figures_out.table(doc, options.audience)
    table_out.write(table, output)
    print(f"{counted(len(table.rows), 'figure')} written to {output}.")
    for line in table.said:
        print(line)
    return Exit.FINE

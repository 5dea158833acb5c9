"""What `fill-template` does: write a quarter's return into a copy of the council's own template."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path

from ward_desk.cli import Exit
from ward_desk.cli.arguments import add_document, add_quarter
from ward_desk.cli.tables import show
from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.core.typed import counted
from ward_desk.service.document import Document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be asked for."""
    add_document(parser)
    add_quarter(parser)
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


def run(options: argparse.Namespace) -> Exit:
    """Fill a copy of a template. Raises KnownError."""
    return fill_template(options.file, options.quarter, options.template, options.mapping, options.output)


def fill_template(path: Path, quarter: str, template: Path, mapping: Path | None, output: Path) -> Exit:
    """Fill a copy of a template; without a mapping, the one beside the template is used.

    What is in the way is listed, and then nothing is written. Raises KnownError.
    """
    from ward_desk.exchange.template import mapping_file
    from ward_desk.exchange.template.template_file import open_template
    from ward_desk.service.returns import return_due, returns
    from ward_desk.service.template import filling

    opened = open_template(template)
    beside = mapping_file.default_path(template)
    if mapping is None and not beside.exists():
        raise KnownError(
            "template.no_mapping",
            f"There is no mapping {beside.name} beside {template.name}.",
            "Nothing was written.",
            "Map the template in Ward Desk's window, or name a mapping with --mapping.",
        )
    found = mapping_file.read(mapping or beside)
    with closing(Document.open(path, read_only=True)) as doc:
        data = returns.quarter_data(doc, Quarter.parse(quarter, return_due.start_month(doc)))
    plan = filling.plan(data, found, opened)
    if plan.problems:
        show(
            ("Level", "Sheet", "Cell", "What to mend"),
            [(one.level.capitalize(), one.sheet, one.cell, one.sentence) for one in plan.problems],
        )
    if plan.errors:
        print(f"{template.name} can't be filled yet. Nothing was written.", file=sys.stderr)
        return Exit.REFUSED
    filling.fill(data, found, opened, output)
    filled = sum(1 for one in plan.cells if one.value is not None)
    print(f"Written: {output}, {counted(filled, 'cell')} filled")
    for note in plan.notes:
        print(note)
    return Exit.FINE

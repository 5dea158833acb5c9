"""What `fill-template` does: write a quarter's return into a copy of the council's own template."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

from ward_desk.cli import Exit
from ward_desk.cli.tables import show
from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.service.document import Document


def fill_template(path: Path, quarter: str, template: Path, mapping: Path | None, output: Path) -> Exit:
    """Fill a copy of a template; without a mapping, the one beside the template is used.

    What is in the way is listed, and then nothing is written. Raises KnownError.
    """
    from ward_desk.exchange.template import mapping_file
    from ward_desk.exchange.template.template_file import open_template
    from ward_desk.service.returns import returns
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
        start_month = doc.partnership["year_start_month"]
        wanted = Quarter.parse(quarter, start_month) if isinstance(start_month, int) else Quarter.parse(quarter)
        data = returns.quarter_data(doc, wanted)
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
    print(f"Written: {output}, {filled:,} {'cell' if filled == 1 else 'cells'} filled")
    for note in plan.notes:
        print(note)
    return Exit.FINE

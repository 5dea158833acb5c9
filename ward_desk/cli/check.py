"""What `check` does: run the checks of a quarter's return and show what they found."""

from __future__ import annotations

import argparse
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

from ward_desk.cli import Exit
from ward_desk.cli.arguments import add_document, add_quarter
from ward_desk.cli.tables import show
from ward_desk.core.checks import wanting
from ward_desk.core.errors import NotUnderstoodError
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.records import RECORDS
from ward_desk.core.typed import counted
from ward_desk.service.document import Document

if TYPE_CHECKING:
    from ward_desk.core.checks import Finding


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be asked for."""
    add_document(parser)
    add_quarter(parser)


def run(options: argparse.Namespace) -> Exit:
    """Show what the checks of a quarter's return found. Raises KnownError."""
    from ward_desk.service.returns import return_due, returns

    with closing(Document.open(options.file, read_only=True)) as doc:
        quarter = Quarter.parse(options.quarter, return_due.start_month(doc))
        found = sorted(returns.checks(doc, quarter), key=lambda finding: finding.level != "error")
        ward = str(doc.partnership["ward"])
    left = wanting(found)
    print(f"{ward}, {quarter.label}: {errors_and_warnings(left) if left else 'nothing to mend'}")
    if found:
        print()
        show(("Level", "Record", "Field", "What to mend"), [_line(one) for one in found])
    return Exit.REFUSED if left else Exit.FINE


def errors_and_warnings(found: list[Finding]) -> str:
    """How many there are of each: "2 errors and 1 warning"."""
    levels = Counter[str](finding.level for finding in found)
    return " and ".join(counted(levels[level], level) for level in ("error", "warning") if levels[level])


def _line(finding: Finding) -> tuple[str, ...]:
    record = RECORDS.get(finding.table)
    labels = {field.name: field.label for field in record.fields} if record else {}
    return (
        "Explained" if finding.explained else finding.level.capitalize(),
        finding.ref or (record.label if record else ""),
        labels.get(finding.field) or _of_its_own(finding.field),
        f"{finding.sentence} “{finding.explained}”" if finding.explained else finding.sentence,
    )


def _of_its_own(place: str) -> str:
    """What belongs to a record is mended at its own table's name, and a figure at its period (QuarterView.place)."""
    if place in RECORDS:
        return RECORDS[place].label
    try:
        return Quarter.parse(place).short if "Q" in place else Month.parse(place).label
    except NotUnderstoodError:
        return ""

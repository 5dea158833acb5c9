"""What `double-counts` does: show what a ward may report twice, and what other wards seem to report too."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from ward_desk.cli import Exit
from ward_desk.cli.arguments import add_document
from ward_desk.cli.tables import show
from ward_desk.core.double_counts import Double
from ward_desk.core.records import RECORDS
from ward_desk.core.typed import counted
from ward_desk.service.counts import double_counts
from ward_desk.service.document import Document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be asked for."""
    add_document(parser)
    parser.add_argument(
        "others", nargs="+", type=Path, metavar="OTHER", help="another ward's return workbook or document; only read"
    )


def run(options: argparse.Namespace) -> Exit:
    """Show what a document may report twice, by itself and beside each other ward's return or document. Raises
    KnownError."""
    with closing(Document.open(options.file, read_only=True)) as doc:
        ward = str(doc.partnership["ward"])
        _tell(f"Within {ward}", double_counts.within(doc))
        for other in options.others:
            compared = double_counts.compare(doc, other)
            print()
            _tell(f"{ward} and {compared.ward} ({other.name})", compared.doubles)
    return Exit.FINE


def _tell(about: str, doubles: Iterable[Double]) -> None:
    found = list(doubles)
    if not found:
        print(f"{about}: nothing seems to be reported twice.")
        return
    print(f"{about}: {counted(len(found), 'possible double count')}")
    show(("Kind", "What to look at"), [(RECORDS[one.table].label, one.sentence) for one in found])

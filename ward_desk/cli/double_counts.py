"""What `double-counts` does: show what a ward may report twice, and what other wards seem to report too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from ward_desk.cli import Exit
from ward_desk.cli.tables import show
from ward_desk.core.double_counts import Double
from ward_desk.core.records import RECORDS
from ward_desk.service.counts import double_counts
from ward_desk.service.document import Document


def double_counts_of(path: Path, others: Sequence[Path]) -> Exit:
    """Show what a document may report twice, by itself and beside each other ward's return or document. Raises
    KnownError."""
    with closing(Document.open(path, read_only=True)) as doc:
        ward = str(doc.partnership["ward"])
        _tell(f"Within {ward}", double_counts.within(doc))
        for other in others:
            compared = double_counts.compare(doc, other)
            print()
            _tell(f"{ward} and {compared.ward} ({other.name})", compared.doubles)
    return Exit.FINE


def _tell(about: str, doubles: Iterable[Double]) -> None:
    found = list(doubles)
    if not found:
        print(f"{about}: nothing seems to be reported twice.")
        return
    print(f"{about}: {len(found)} possible double {'count' if len(found) == 1 else 'counts'}")
    show(("Kind", "What to look at"), [(RECORDS[one.table].label, one.sentence) for one in found])

"""What `info` does: show what a document is about, what it holds, its last change and who has it open."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import TYPE_CHECKING

from ward_desk.cli import Exit
from ward_desk.cli.arguments import add_document
from ward_desk.cli.tables import show
from ward_desk.core.fields import whole
from ward_desk.service.document import Document

if TYPE_CHECKING:
    from ward_desk.service.returns.return_due import Entry


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be asked for."""
    add_document(parser)


def run(options: argparse.Namespace) -> Exit:
    """Show what a document is. Raises KnownError."""
    from ward_desk.service.about import about
    from ward_desk.service.returns import return_due

    with closing(Document.open(options.file, read_only=True)) as doc:
        told = about(doc)
        returns = [(_named(entry), return_due.told(entry, doc.today)) for entry in return_due.every(doc, doc.today)]
    last = told.last_change
    show(("Document", ""), [
        ("File", str(options.file)),
        *((label, words) for label, words in told.partnership if words),
        ("Schema version", str(told.schema_version)),
        ("Last change", f"{last.label}, {last.when}{f', {last.role}' if last.role else ''}" if last else "none"),
        ("Open", told.open_by or "nobody has it open"),
    ])  # fmt: skip
    print()
    show(("Return", "Status"), returns)
    print()
    show(("Records", "Number"), [(plural, f"{number:,}") for plural, number in told.records])
    return Exit.FINE


def _named(entry: Entry) -> str:
    version = whole(entry.versions[0], "version") if entry.versions else 1
    return entry.quarter.short if version == 1 else f"{entry.quarter.short}, version {version}"

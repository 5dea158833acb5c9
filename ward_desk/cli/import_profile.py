"""What `import-profile` does: bring a ward profile into a document, or tell what that would do."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from ward_desk.cli import Exit
from ward_desk.cli.import_figures import add_sheet, bring_in, sheet_asked
from ward_desk.service.document import Document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be asked for."""
    add_sheet(parser)
    parser.add_argument("--source", dest="said_source", default="", metavar="WORDS", help="where values come from")
    parser.add_argument("--date", dest="dated", default="", metavar="DAY", help="the day the values are of")


def run(options: argparse.Namespace) -> Exit:
    """Bring a ward profile in. Raises KnownError, and then nothing was changed."""
    return import_profile(
        options.file, options.source, sheet=options.sheet, said_source=options.said_source, dated=options.dated,
        dry_run=options.dry_run,
    )  # fmt: skip


def import_profile(
    path: Path, source: Path, *, sheet: str | None, said_source: str, dated: str, dry_run: bool
) -> Exit:  # fmt: skip
    """Bring a ward profile in, or tell what that would do. Source and date are for a file that does not say them.
    Raises KnownError, and then nothing was changed."""
    from ward_desk.exchange import figures_file
    from ward_desk.service.counts import profile_in

    file = figures_file.read_profile(source)
    with closing(Document.open(path, read_only=dry_run)) as doc:
        choices = profile_in.begin(doc, file, sheet_asked(file, sheet))
        choices.asked = {"source": said_source, "dated": dated}
        return bring_in(doc, file, choices, profile_in.SUBJECT, dry_run=dry_run)

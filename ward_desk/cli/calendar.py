"""What `calendar` does: write events of a document to a calendar file, or bring those of a calendar file in."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ward_desk.cli import Exit
from ward_desk.cli.arguments import AUDIENCES, add_changed_document, add_document, check_ending
from ward_desk.cli.tables import show
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.service.document import Document

if TYPE_CHECKING:
    from ward_desk.service.events.calendar_in import Line

_WHAT = {"add": "Add", "update": "Change", "same": "As it is", "kept": "Recorded", "out": "Left out"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be asked for."""
    ways = parser.add_subparsers(dest="way", required=True, metavar="export | import")
    out = ways.add_parser("export", help="write events to a calendar file", allow_abbrev=False)
    add_document(out)
    out.add_argument("calendar", type=Path, metavar="OUT.ics", help="the file to write; one there is replaced")
    which = out.add_mutually_exclusive_group()
    which.add_argument("--event", action="append", default=[], metavar="REF", help="this event; may be given again")
    which.add_argument("--planned", action="store_true", help="only planned events; without it, every event")
    out.add_argument(
        "--for", dest="audience", choices=AUDIENCES, default="ward",
        help="who it is for; only this ward gets what is marked for this ward only",
    )  # fmt: skip
    back = ways.add_parser("import", help="bring the events of a calendar file in", allow_abbrev=False)
    add_changed_document(back)
    back.add_argument("calendar", type=Path, metavar="CALENDAR.ics", help="the calendar file")
    back.add_argument("--keep-personal", action="store_true", help="leave what looks personal in the words")


def run(options: argparse.Namespace) -> Exit:
    """Write a calendar file, or bring one in. Raises KnownError."""
    if options.way == "export":
        return export(
            options.file, options.calendar, refs=options.event, planned=options.planned, audience=options.audience
        )
    return bring_in(options.file, options.calendar, keep_personal=options.keep_personal, dry_run=options.dry_run)


def export(path: Path, target: Path, *, refs: Sequence[str], planned: bool, audience: str) -> Exit:
    """Write events: those of the references, the planned ones, or every one. Raises KnownError."""
    check_ending(target, ".ics", "The calendar")
    from ward_desk.service.events import calendar_out

    with closing(Document.open(path, read_only=True)) as doc:
        if refs:
            ids = [_event(doc, ref) for ref in refs]
        else:
            ids = calendar_out.planned(doc) if planned else calendar_out.every(doc)
        done = calendar_out.write(doc, ids, audience, target)
    print(f"Written: {target} ({done.words})")
    return Exit.FINE


def _event(doc: Document, ref: str) -> str:
    found = doc.store.rows("event", ref=ref.strip().upper())
    if not found:
        raise KnownError(
            "no_event", f"There is no event {ref}.", "Nothing was written.", "Its reference is as the list shows it."
        )
    return str(found[0]["id"])


def bring_in(path: Path, calendar: Path, *, keep_personal: bool, dry_run: bool) -> Exit:
    """Bring the events of a calendar file in, or tell what that would do. Raises KnownError, and then nothing was
    changed."""
    from ward_desk.exchange.calendar import calendar_reader
    from ward_desk.service.events import calendar_in

    with closing(Document.open(path, read_only=dry_run)) as doc:
        file = calendar_reader.read(calendar, doc.today)
        choices = calendar_in.Choices(redact=not keep_personal)
        found = calendar_in.preview(doc, file, choices)
        show(("What", "Starts", "Ref", "Event"), [_line(one) for one in found.lines])
        print()
        for sentence in found.said:
            print(sentence)
        if dry_run:
            print(f"{found.words} Nothing was changed.")
            return Exit.FINE
        done = calendar_in.apply(doc, file, choices)
    print(found.words)
    print(f"{done}.")
    return Exit.FINE


def _line(line: Line) -> tuple[str, ...]:
    said = f" ({line.said})" if line.said else ""
    starts, title = text(line.shown, "start").replace("T", " "), text(line.shown, "title")
    return _WHAT[line.what], starts, line.ref, f"{title}{said}"

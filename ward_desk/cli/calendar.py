"""What `calendar` does: write events of a document to a calendar file, or bring those of a calendar file in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ward_desk.cli import Exit
from ward_desk.cli.tables import show
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.service.document import Document

if TYPE_CHECKING:
    from ward_desk.service.events.calendar_in import Line

_WHAT = {"add": "Add", "update": "Change", "same": "As it is", "kept": "Recorded", "out": "Left out"}


def export(path: Path, target: Path, *, refs: Sequence[str], planned: bool, audience: str) -> Exit:
    """Write events: those of the references, the planned ones, or every one. Raises KnownError."""
    # A slip of the hand here must not put a calendar in the place of somebody's document.
    if target.suffix.lower() != ".ics":
        raise KnownError(
            "not_ics", f"The calendar can't be written to {target.name}.", "Nothing was written.",
            "Give it a name that ends in .ics.",
        )  # fmt: skip
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

"""What people do to events and counts: each is one operation, taken back whole, and whole or not at all."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.core.records import RECORDS
from ward_desk.exchange import figures_file, table_out
from ward_desk.exchange.calendar import calendar_reader
from ward_desk.service import edits
from ward_desk.service.counts import (
    count_levels,
    double_counts,
    figure_entry,
    figures,
    figures_in,
    figures_out,
    profile,
    profile_in,
    standard_counts,
)
from ward_desk.service.document import Document
from ward_desk.service.events import (
    calendar_in,
    calendar_out,
    event_again,
    event_days,
    event_dive,
    event_follow,
    event_people,
    event_record,
)
from ward_desk.store.rows import Store

Act = Callable[[Document, str, Path], object]

CALENDAR = b"BEGIN:VCALENDAR\r\n" + b"".join(
    b"BEGIN:VEVENT\r\nUID:%d\r\nSUMMARY:Litter pick %d\r\nDTSTART:202402%02dT100000\r\nEND:VEVENT\r\n" % (n, n, n + 1)
    for n in range(3)
) + b"END:VCALENDAR\r\n"  # fmt: skip


def count(doc: Document, **values: str) -> str:
    return str(doc.store.rows("activity_count", **(values or {"name": "Homework club sessions"}))[0]["id"])


def bring_in_calendar(doc: Document, folder: Path) -> None:
    file = calendar_reader.read_content("parish.ics", CALENDAR, date(2023, 12, 18))
    calendar_in.apply(doc, file, calendar_in.Choices())


def bring_in_figures(doc: Document, folder: Path) -> None:
    path = folder / "figures.csv"
    path.write_text("count,period,value\nTeas,2023-04,1\nTeas,2023-05,2\nSkips,2023-05,3\n")
    file = figures_file.read(path)
    choices = figures_in.begin(doc, file)
    choices.answers = {"Teas": "new", "Skips": "new"}
    figures_in.apply(doc, file, choices)


def bring_in_profile(doc: Document, folder: Path) -> None:
    path = folder / "profile.csv"
    path.write_text("indicator,ward,county,source,date\nClaimants,5,3,DWP,1/11/2023\nOver 65,19,18,Census,21/3/2021\n")
    file = figures_file.read_profile(path)
    profile_in.apply(doc, file, profile_in.begin(doc, file))


ACTS: dict[str, Act] = {
    "move an event to another month": lambda doc, event, _: event_days.move(doc, event, 40),
    "repeat it": lambda doc, event, _: event_again.repeat(doc, event, [date(2024, 2, 1), date(2024, 2, 8)]),
    "cancel it": lambda doc, event, _: event_again.cancel(
        doc, str(doc.store.rows("event", title="Tea")[0]["id"]), "Snow"
    ),
    "count who came": lambda doc, event, _: event_record.attend(doc, event, "volunteers", 4),
    "count them as people": lambda doc, event, _: event_record.count_as(doc, event, "people"),
    "hear a comment": lambda doc, event, _: event_record.hear(doc, event, "The bins overflow"),
    "take off its figures": lambda doc, event, _: event_record.take_off_figures(doc, event),
    "name exhibitors": lambda doc, event, _: event_people.add(doc, event, "event_exhibitor", "Scouts; Brownies"),
    "note apologies": lambda doc, event, _: event_people.add(doc, event, "event_apology", "Parish Council"),
    "follow it up": lambda doc, event, _: event_follow.add(doc, event, "Mend the gate"),
    "write its deep dive": lambda doc, event, _: event_dive.edit(doc, event, "context", "Rising rents"),
    "enter figures": lambda doc, *_: figures.set_figures(
        doc, [(count(doc), "2023-07", "4"), (count(doc), "2023-08", "5")]
    ),
    "adjust one": lambda doc, *_: figure_entry.adjust(doc, count(doc, computed="residents"), "2023-11", "-3", "Twice"),
    "take on standard counts": lambda doc, *_: standard_counts.add(
        doc, [one.code for one in standard_counts.lacking(doc)]
    ),
    "lead one to another": lambda doc, *_: count_levels.lead_to(doc, count(doc), count(doc, kind="outcome")),
    "explain one": lambda doc, *_: profile.explain(doc, count(doc), str(doc.store.rows("profile_line")[0]["id"])),
    "mark what another ward reports": lambda doc, *_: double_counts.mark(
        doc, [double_counts.Double("activity_count", count(doc), "shared_with", "", "Southcourt")]
    ),
    "bring in a calendar": lambda doc, _, folder: bring_in_calendar(doc, folder),
    "bring in figures": lambda doc, _, folder: bring_in_figures(doc, folder),
    "bring in a profile": lambda doc, _, folder: bring_in_profile(doc, folder),
}  # fmt: skip


def everything(doc: Document) -> object:
    return {table: {str(row["id"]): row for row in doc.store.rows(table)} for table in RECORDS}


def a_fair(doc: Document) -> str:
    """An event with a figure and somebody counted; another one is planned, and two standard counts are lacking."""
    edits.add(doc, "event", {"title": "Tea", "status": "planned", "start": "2024-01-10"})
    for row in [row for row in doc.store.rows("activity_count") if row["code"]][-2:]:
        edits.remove(doc, "activity_count", str(row["id"]))
    event = edits.add(doc, "event", {"title": "Fair", "kind": "fair", "status": "held", "start": "2023-11-04"})
    edits.add(doc, "attendance", {"event": event, "grouping": "adults", "number": 9})
    edits.add(doc, "profile_line", {"indicator": "Pupils", "dated": "2023-01-01", "ward_value": 900.0})
    event_record.add_figure(doc, event, count(doc), 3)
    return event


@pytest.mark.parametrize("act", ACTS)
def test_what_is_done_at_once_is_taken_back_at_once(ward: Document, act: str, tmp_path: Path) -> None:
    event = a_fair(ward)
    before, operations = everything(ward), ward.store.number("SELECT count(*) FROM operation")
    ACTS[act](ward, event, tmp_path)
    after = everything(ward)
    assert after != before
    assert ward.store.number("SELECT count(*) FROM operation") == operations + 1
    ward.undo()
    assert everything(ward) == before
    ward.redo()
    assert everything(ward) == after


@pytest.mark.parametrize("act", ["repeat it", "take on standard counts", *(one for one in ACTS if "bring" in one)])
def test_what_breaks_in_the_middle_has_not_begun(
    ward: Document, act: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = a_fair(ward)
    before, label = everything(ward), ward.undo_label
    insert, left = Store.insert, [1]

    def full(store: Store, *values: object) -> str:
        if not left:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorname = "SQLITE_FULL"
            raise error
        left.pop()
        return insert(store, *values)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Store, "insert", full)
        with pytest.raises(KnownError, match="room"):
            ACTS[act](ward, event, tmp_path)
    assert left == []  # the first was written, and then the disk was full
    assert (everything(ward), ward.undo_label) == (before, label)


@pytest.mark.parametrize("name", ["events.ics", "figures.csv", "figures.xlsx"])
def test_a_full_disk_leaves_the_file_that_was_there(
    ward: Document, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    path = tmp_path / "out" / name
    path.parent.mkdir()
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    events, table = calendar_out.every(ward), figures_out.table(ward, "ward")
    with pytest.raises(KnownError, match="no room left"):
        calendar_out.write(ward, events, "ward", path) if path.suffix == ".ics" else table_out.write(table, path)
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]

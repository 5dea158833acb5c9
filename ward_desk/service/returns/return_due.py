"""Return due: which quarterly return is wanted next, the newest version of each, and the calendar of them all."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Final, Literal, NamedTuple

from ward_desk.core.errors import WardDeskError
from ward_desk.core.fields import day, short_day, text, whole
from ward_desk.core.periods import APRIL, Quarter, return_due
from ward_desk.core.records import Row
from ward_desk.core.typed import counted, show_date
from ward_desk.service.document import Document
from ward_desk.service.unchanged import known
from ward_desk.store import return_life
from ward_desk.store import returns as stored

_AHEAD: Final = 2  # quarters whose day is still to come
REMIND: Final = 21  # days before it is due that a return begins to be asked for

Standing = Literal["sent", "signed", "draft", "missing", "not_started", "to_come"]


class Due(NamedTuple):
    """A return that is wanted."""

    quarter: Quarter
    due: date
    row: Row | None  # as far as it has come


class Entry(NamedTuple):
    """A quarter in the calendar of returns."""

    quarter: Quarter
    due: date
    standing: Standing
    versions: tuple[Row, ...]  # the newest first, without their files


def start_month(doc: Document) -> int:
    """The month the partnership's financial year starts in."""
    return whole(doc.partnership, "year_start_month") or APRIL


def due_day(doc: Document) -> int:
    """The day of the month a return is due on, 1 to 31."""
    return min(max(whole(doc.partnership, "return_due_day") or 15, 1), 31)


def newest(doc: Document, quarter: Quarter) -> Row | None:
    """The newest version of a quarter's return, without its files; None when nobody has begun it."""
    return next(iter(stored.versions(doc.store, quarter.key)), None)


def due_next(doc: Document, today: date) -> Due:
    """The return wanted next: last quarter's while it is owed, else this quarter's.

    Last quarter's is owed until it is sent, if somebody has begun it or its day has not passed. A correction is owed on
    no day: what it corrects was sent.
    """
    now = Quarter.of(today, start_month(doc))
    row, due = newest(doc, now.previous), return_due(now.previous, due_day(doc))
    owed = row is not None and row["status"] != "sent" and (whole(row, "version") or 1) == 1
    if owed or (row is None and today <= due):
        return Due(now.previous, due, row)
    return Due(now, return_due(now, due_day(doc)), newest(doc, now))


def wanted_too(doc: Document, wanted: Due) -> list[Due]:
    """The returns begun and not sent besides the one wanted next, the newest quarter first: one of an earlier quarter
    still owed, a correction, or this quarter's begun early."""
    found = []
    for period in return_life.begun(doc.store):
        with suppress(WardDeskError):  # a quarter that only another program can have written
            quarter = Quarter.parse(period, start_month(doc))
            if quarter != wanted.quarter:
                found.append(Due(quarter, return_due(quarter, due_day(doc)), newest(doc, quarter)))
    return found


def asked_for(wanted: Due, today: date) -> bool:
    """Whether what stands in the way of a return is anybody's business yet: it is begun, or due in three weeks."""
    return wanted.row is not None or (wanted.due - today).days <= REMIND


def collecting(doc: Document, today: date) -> list[Quarter]:
    """The quarters whose figures still go into a first return, oldest first: those ended whose return is not signed
    yet, and this one."""
    wanted = due_next(doc, today)
    now = Quarter.of(today, start_month(doc))
    found = {now}
    for one in (wanted, *wanted_too(doc, wanted)):
        signed = text(one.row or {}, "status") in ("signed", "sent")
        if one.quarter.last < today and not signed and (whole(one.row or {}, "version") or 1) == 1:
            found.add(one.quarter)
    found.update(entry.quarter for entry in missing(doc, today)[-1:])
    return sorted(found, key=lambda one: one.first)


def checks_of(quarter: Quarter, today: date) -> tuple[str, Quarter, date]:
    """The question, for `unchanged`, of what stands in the way of a quarter's return."""
    return "checks", quarter, today


def checked(doc: Document, wanted: Due, today: date) -> bool:
    """Whether `returns.standing` would give its answer at once."""
    if not asked_for(wanted, today):
        return True
    return text(wanted.row or {}, "status") in ("signed", "sent") or known(doc, checks_of(wanted.quarter, today))


def calendar(doc: Document, today: date) -> list[Entry]:
    """The quarters of this financial year and the last, up to the next two whose day is still to come, oldest first.

    Quarters before the document was begun are left out unless they have a return: nobody owes one for them.
    """
    now = Quarter.of(today, start_month(doc))
    return _entries(doc, today, Quarter(now.fy_start_year - 1, 1, now.start_month), _first_owed(doc, now))


def every(doc: Document, today: date) -> list[Entry]:
    """The calendar from the first return on, however long ago that was."""
    now = Quarter.of(today, start_month(doc))
    owed = _first_owed(doc, now)
    return _entries(doc, today, owed, owed)


def _entries(doc: Document, today: date, quarter: Quarter, owed: Quarter) -> list[Entry]:
    found: list[Entry] = []
    ahead = 0
    while ahead < _AHEAD:
        rows, due = tuple(stored.versions(doc.store, quarter.key)), return_due(quarter, due_day(doc))
        ahead += due >= today
        if rows or quarter.first >= owed.first:
            found.append(Entry(quarter, due, _standing(rows, quarter, due, today), rows))
        quarter = quarter.next
    return found


def missing(doc: Document, today: date) -> list[Entry]:
    """The quarters whose day has passed and whose return nobody has begun."""
    return [entry for entry in calendar(doc, today) if entry.standing == "missing"]


def told(entry: Entry, today: date) -> str:
    """How a quarter stands, in few words: "sent 12 Oct", "draft, overdue by 3 days", "version 2, draft"."""
    row = entry.versions[0] if entry.versions else {}
    if entry.standing in ("sent", "signed"):
        on = short_day(row[f"{entry.standing}_on"], today)
        return f"{entry.standing} {on}".strip()
    version = whole(row, "version") or 1
    if entry.standing == "draft" and version > 1:
        return f"version {version}, draft"  # what it corrects was sent in time, or late for good
    due = short_day(entry.due.isoformat(), today)
    if entry.standing == "missing":
        return f"missing, was due {due}"
    late = (today - entry.due).days
    when = f"overdue by {counted(late, 'day')}" if late > 0 else f"due {due}"
    said = {"draft": "draft, ", "not_started": "not started, "}.get(entry.standing, "")
    return f"{said}{when}"


def reminder(wanted: Due, today: date) -> tuple[str, str]:
    """How near the day of a return is, and the tone of it: grey, amber from three weeks before, red when late.

    "15 Jan 2024", "15 Jan 2024, in 18 days", "15 Jan 2024, 3 days late".
    """
    days, on = (wanted.due - today).days, show_date(wanted.due)
    if days < 0:
        return f"{on}, {counted(-days, 'day')} late", "red"
    if days > REMIND:
        return on, "grey"
    near = "today" if not days else "tomorrow" if days == 1 else f"in {counted(days, 'day')}"
    return f"{on}, {near}", "amber"


def _standing(rows: tuple[Row, ...], quarter: Quarter, due: date, today: date) -> Standing:
    if rows:
        status = text(rows[0], "status")
        return "sent" if status == "sent" else "signed" if status == "signed" else "draft"
    if due < today:
        return "missing"
    return "not_started" if quarter.first <= today else "to_come"


def _first_owed(doc: Document, now: Quarter) -> Quarter:
    """The first quarter a return is owed for: that of the first return, or the one the document was begun in."""
    begun = day(doc.store.setting("created"))
    first = Quarter.of(begun, now.start_month) if begun else now
    with suppress(WardDeskError):
        returned = return_life.first_period(doc.store)
        if returned:
            first = min(first, Quarter.parse(returned, now.start_month), key=lambda one: one.first)
    return min(first, now, key=lambda one: one.first)

"""Return order: the days a return is prepared, checked, signed and sent on, one after the other."""

from __future__ import annotations

from datetime import date

from ward_desk.core.errors import KnownError
from ward_desk.core.fields import day, text, whole
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.core.typed import show_date
from ward_desk.service.document import Document
from ward_desk.store import returns as stored


def refuse_order(doc: Document, quarter: Quarter, row: Row, safe: str) -> None:
    """A return is prepared, then checked, then signed; on one day or later, none of them still to come or before the
    quarter began, and a correction is not signed before the version it corrects was sent.

    `safe` is what a refusal says is safe. Raises KnownError."""
    began = quarter.first
    corrects = stored.last_sent(doc.store, text(row, "period"), whole(row, "version") or 1)
    sent = day(corrects["sent_on"]) if corrects and corrects["period"] == row["period"] else None
    last: tuple[str, date] | None = None
    for done in ("prepared", "checked", "signed"):
        on = day(row[f"{done}_on"])
        if on is None:
            continue
        cannot = f"It can't be {done} on {show_date(on)}: "
        if on > doc.today:
            raise KnownError(
                "return.future", f"{show_date(on)} is still to come.", safe,
                f"Give a day up to today for when it was {done}, or put the computer's date right.",
            )  # fmt: skip
        if on < began:
            raise KnownError(
                "return.before_quarter", f"{cannot}the quarter began on {show_date(began)}.", safe,
                "Look at the year of the date.",
            )  # fmt: skip
        if last is not None and on < last[1]:
            raise KnownError(
                "return.order", f"{cannot}it was {last[0]} on {show_date(last[1])}.", safe,
                f"A return is {last[0]} before it is {done}. Put one of the two dates right.",
            )  # fmt: skip
        if done == "signed" and sent is not None and on < sent:
            raise KnownError(
                "return.order", f"{cannot}the version it corrects was sent on {show_date(sent)}.", safe,
                "Give a date from then up to today.",
            )  # fmt: skip
        last = done, on


def refuse_clock(doc: Document, row: Row) -> None:
    """What is done to a signed return is done on the day it was signed or later. Raises KnownError when the computer's
    date is before it."""
    signed_on = day(row["signed_on"])
    if signed_on is not None and doc.today < signed_on:
        raise KnownError(
            "return.clock",
            f"Today is {show_date(doc.today)} by this computer, and the return was signed on {show_date(signed_on)}.",
            "The return is still signed.", "Put the computer's date right, then try again.",
        )  # fmt: skip

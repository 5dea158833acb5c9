"""Return reports: who else the same data is reported to between returns, and for which dates next (B 3.6, A 7.1)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from ward_desk.core.periods import Month, Quarter
from ward_desk.service.document import Document
from ward_desk.service.returns.making.return_view import framework_of
from ward_desk.service.returns.return_due import start_month

_EVERY = re.compile(r"(\d*)\s*(week|month)s?")


class Recut(NamedTuple):
    """A report that is made from the same data, and the days it covers when it is made today."""

    to: str
    every: str  # "6 weeks", "month"
    source: str  # the paragraph that asks for it
    first: date
    last: date


def recuts(doc: Document, today: date) -> list[Recut]:
    """The reports of the programme besides the return: weeks up to today, whole months by the financial year."""
    framework = framework_of(doc)
    found = []
    for report in framework.reporting if framework else ():
        said = _EVERY.fullmatch(report.every)
        if said:
            number = int(said[1] or 1)
            days = _weeks(number, today) if said[2] == "week" else _months(number, today, start_month(doc))
            found.append(Recut(report.to, report.every, report.source, *days))
    return found


def _weeks(number: int, today: date) -> tuple[date, date]:
    return today - timedelta(days=7 * number - 1), today


def _months(number: int, today: date, start: int) -> tuple[date, date]:
    """The last whole stretch of so many months, counted from the start of the financial year."""
    year = Month.of(Quarter.of(today, start).quarters_to_date[0].first)
    now = Month.of(today)
    over = (now.year - year.year) * 12 + now.month - year.month
    end = year.next(over // number * number)
    return end.next(-number).first, end.next(-1).last

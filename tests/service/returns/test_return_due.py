"""The calendar of returns: which are sent, in hand, due, late and missing, and what else is reported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from ward_desk.core.changes import Op
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.service import edits, frameworks, summary, wards
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.returns.return_due import (
    Due,
    calendar,
    due_next,
    missing,
    reminder,
    start_month,
    told,
    wanted_too,
)
from ward_desk.service.returns.return_reports import recuts

BEGUN = datetime(2023, 5, 3, 9, 0)


@pytest.fixture
def doc(tmp_path: Path) -> Iterator[Document]:
    """A ward that has been at work since May 2023, and sent the return of its first quarter."""
    new = wards.NewWard(frameworks.load("opportunity_bucks"), "Chesham")
    document = Document.create(tmp_path / "chesham.ward", wards.start(new), clock=lambda: BEGUN)
    sent: Row = {"period": "2023-24-Q1", "status": "sent", "sent_on": "2023-07-10"}
    document.run(Op("test", "Sent"), lambda store: store.insert("quarterly_return", sent))
    yield document
    document.close()


def lines(doc: Document, today: date) -> list[tuple[str, str]]:
    return [(entry.quarter.short, told(entry, today)) for entry in calendar(doc, today)]


def test_every_quarter_since_the_ward_began_is_told_and_the_next_two_to_come(doc: Document) -> None:
    returns.ensure_return(doc, Quarter(2023, 3))
    assert lines(doc, date(2024, 1, 18)) == [
        ("Q1 2023-24", "sent 10 Jul 2023"),
        ("Q2 2023-24", "missing, was due 15 Oct 2023"),
        ("Q3 2023-24", "draft, overdue by 3 days"),
        ("Q4 2023-24", "not started, due 15 Apr"),
        ("Q1 2024-25", "due 15 Jul"),
    ]
    assert lines(doc, date(2024, 1, 16))[2][1] == "draft, overdue by 1 day"
    assert lines(doc, date(2024, 1, 15))[2][1] == "draft, due 15 Jan"


def test_no_return_is_owed_for_a_quarter_before_the_ward_began(doc: Document) -> None:
    assert [entry.quarter.short for entry in missing(doc, date(2024, 5, 1))] == [
        "Q2 2023-24",
        "Q3 2023-24",
        "Q4 2023-24",
    ]


@pytest.mark.parametrize(("today", "said"), [
    (date(2023, 12, 24), ("15 Jan 2024", "grey")),
    (date(2023, 12, 25), ("15 Jan 2024, in 21 days", "amber")),
    (date(2024, 1, 14), ("15 Jan 2024, tomorrow", "amber")),
    (date(2024, 1, 15), ("15 Jan 2024, today", "amber")),
    (date(2024, 1, 16), ("15 Jan 2024, 1 day late", "red")),
])  # fmt: skip
def test_a_return_is_asked_for_from_three_weeks_before_its_day(today: date, said: tuple[str, str]) -> None:
    assert reminder(Due(Quarter(2023, 3), date(2024, 1, 15), None), today) == said


def test_home_asks_for_the_return_due_and_names_one_that_nobody_began(doc: Document) -> None:
    returns.ensure_return(doc, Quarter(2023, 3))
    shown = [line for line in summary.home(doc, date(2024, 1, 18)).lines if line.table == "quarterly_return"]
    assert [(line.word, line.tone, line.title) for line in shown] == [
        ("Overdue", "red", "Q3 2023-24 return"), ("Missing", "red", "Q2 2023-24 return"),
    ]  # fmt: skip
    assert shown[0].detail.startswith("15 Jan 2024, 3 days late · ")
    assert shown[1].detail == "was due 15 Oct 2023 and was never begun"


def test_other_reports_say_the_days_they_cover_next(doc: Document) -> None:
    found = {one.to: (one.first, one.last) for one in recuts(doc, date(2024, 1, 18))}
    assert found == {
        "Performance dashboard": (date(2023, 12, 1), date(2023, 12, 31)),
        "Programme Board": (date(2023, 12, 8), date(2024, 1, 18)),
        "Cabinet": (date(2023, 4, 1), date(2023, 9, 30)),
    }


def test_a_correction_of_last_quarters_return_is_not_late_and_this_quarters_comes_next(doc: Document) -> None:
    today = date(2023, 12, 18)
    now = Quarter.of(today, start_month(doc))
    first = edits.add(doc, "quarterly_return", {"period": now.previous.key, "version": 1, "status": "draft"})
    assert due_next(doc, today).quarter == now.previous
    edits.edit(doc, "quarterly_return", first, {"status": "sent", "sent_on": "2023-10-12"})
    second = returns.new_version(doc, now.previous)
    wanted = due_next(doc, today)
    assert wanted.quarter == now
    assert [(one.quarter, (one.row or {})["id"]) for one in wanted_too(doc, wanted)] == [(now.previous, second)]
    assert (now.previous.short, "version 2, draft") in lines(doc, today)
    edits.edit(doc, "quarterly_return", second, {"status": "signed"})
    line = next(one for one in summary.home(doc, today).lines if one.row_id == second)
    assert (line.word, line.detail) == ("Begun", "signed, not sent yet")
    edits.edit(doc, "quarterly_return", second, {"status": "sent"})
    assert wanted_too(doc, wanted) == []

"""Figures that are not what they were in a return that was sent."""

from __future__ import annotations

import json

import pytest

from ward_desk.core.changes import Op
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.records import Row, Value
from ward_desk.service import edits
from ward_desk.service.counts import figures
from ward_desk.service.document import Document
from ward_desk.service.returns.making import revised
from ward_desk.store import returns


def a_count(doc: Document, **values: Value) -> tuple[str, str]:
    made = edits.add(doc, "activity_count", {"name": "Items cleared", "unit": "items", **values})
    return made, str((doc.store.get("activity_count", made) or {})["ref"])


def send(doc: Document, period: str, *rows: dict[str, Value], version: int = 1) -> str:
    content = json.dumps({"tables": {"activity_counts": rows}}).encode()
    values: Row = {"period": period, "version": version, "status": "sent", "snapshot": content}
    made: list[str] = []
    doc.run(Op("test", "Send"), lambda store: made.append(store.insert("quarterly_return", values)))
    return made[0]


def test_a_month_changed_since_it_was_sent_is_told_with_what_was_sent(empty_ward: Document) -> None:
    count, ref = a_count(empty_ward)
    for month, words in (("2023-07", "48"), ("2023-08", "51"), ("2023-09", "7")):
        figures.set_figure(empty_ward, count, month, words)
    send(empty_ward, "2023-24-Q2", {"ref": ref, "month_1": 48, "month_2": 60.0, "quarter": 108})
    assert revised.revised_periods(empty_ward) == {count: {"2023-08": 60}}  # September was not in it
    figures.set_figure(empty_ward, count, "2023-08", "60")
    assert revised.revised_periods(empty_ward) == {}
    figures.set_figure(empty_ward, count, "2023-07", "")
    assert revised.revised_periods(empty_ward) == {count: {"2023-07": 48}}


def test_a_count_entered_by_the_quarter_is_held_against_its_quarter(empty_ward: Document) -> None:
    count, ref = a_count(empty_ward, nature="people", frequency="quarterly")
    figures.set_figure(empty_ward, count, "2023-24-Q2", "31")
    send(empty_ward, "2023-24-Q2", {"ref": ref, "quarter": 30})
    assert revised.revised_periods(empty_ward) == {count: {"2023-24-Q2": 30}}


def test_a_figure_worked_out_from_events_is_revised_when_an_event_is(ward: Document) -> None:
    engaged = str(ward.store.rows("activity_count", computed="residents")[0]["id"])
    ref = str((ward.store.get("activity_count", engaged) or {})["ref"])
    send(ward, "2023-24-Q3", {"ref": ref, "month_1": 17, "month_2": 400})
    assert revised.revised_periods(ward) == {}
    came = str(ward.store.rows("attendance", grouping="adults")[0]["id"])
    edits.edit(ward, "attendance", came, {"number": 14})
    assert revised.revised_periods(ward) == {engaged: {"2023-10": 17}}


def test_the_newest_version_sent_is_what_counts(empty_ward: Document) -> None:
    count, ref = a_count(empty_ward)
    figures.set_figure(empty_ward, count, "2023-07", "50")
    send(empty_ward, "2023-24-Q2", {"ref": ref, "month_1": 48})
    assert revised.revised_periods(empty_ward) == {count: {"2023-07": 48}}
    send(empty_ward, "2023-24-Q2", {"ref": ref, "month_1": 50}, version=2)
    assert revised.revised_periods(empty_ward) == {}


def test_the_changes_of_one_count_are_those_of_the_quarters_asked_for(empty_ward: Document) -> None:
    count, ref = a_count(empty_ward)
    send(empty_ward, "2023-24-Q1", {"ref": ref, "month_1": 5})
    send(empty_ward, "2023-24-Q2", {"ref": ref, "month_1": 6})
    view = figures.count_views(empty_ward, [count], Quarter(2023, 3))[count]
    sent = revised.as_sent(empty_ward)
    assert revised.changes(view, sent) == [
        revised.Change(Month(2023, 4), 5, None), revised.Change(Month(2023, 7), 6, None),
    ]  # fmt: skip
    assert revised.changes(view, sent, [Quarter(2023, 2)]) == [revised.Change(Month(2023, 7), 6, None)]


def test_sent_returns_are_read_once_until_another_is_sent(
    empty_ward: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, ref = a_count(empty_ward)
    send(empty_ward, "2023-24-Q2", {"ref": ref, "month_1": 6})
    read: list[str] = []
    kept = returns.sent_tables
    monkeypatch.setattr(returns, "sent_tables", lambda *a: read.append("once") or kept(*a))  # type: ignore[func-returns-value]
    for words in ("6", "7"):
        revised.revised_periods(empty_ward)
        figures.set_figure(empty_ward, count, "2023-07", words)
    assert read == ["once"]
    send(empty_ward, "2023-24-Q1", {"ref": ref, "month_1": 9})
    assert revised.revised_periods(empty_ward)[count] == {"2023-04": 9, "2023-07": 6}

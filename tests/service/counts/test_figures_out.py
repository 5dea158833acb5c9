"""Figures out: one row per figure, for whom, and from where."""

from __future__ import annotations

import pytest

from ward_desk.core import resources
from ward_desk.core.changes import Op
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.counts import figures, figures_out
from ward_desk.service.document import Document


def rows(doc: Document, audience: str = "ward") -> list[dict[str, object]]:
    table = figures_out.table(doc, audience)
    return [dict(zip((column.heading for column in table.columns), row, strict=True)) for row in table.rows]


def test_a_rate_goes_out_with_its_base_and_its_per_cent(empty_ward: Document) -> None:
    count = edits.add(
        empty_ward, "activity_count", {"name": "Pleased", "nature": "rate", "unit": "%", "level": "theme"}
    )
    figures.set_figure(empty_ward, count, "2023-11", "17 of 27", note="On the doorstep")
    (row,) = [row for row in rows(empty_ward) if row["count"] == "Pleased"]
    wanted = {
        "period": "2023-11", "period_start": "2023-11-01", "value": 62.963, "numerator": 17, "denominator": 27,
        "nature": "rate", "level": "theme", "source": "typed", "note": "On the doorstep", "precision": "exact",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted


def test_where_a_figure_comes_from_is_said(ward: Document) -> None:
    found = rows(ward)
    assert {"typed", "computed"} <= {row["source"] for row in found}
    assert all(row["event_ref"] for row in found if row["source"] == "event")


def test_a_count_for_this_ward_only_goes_to_nobody_else(empty_ward: Document) -> None:
    count = edits.add(
        empty_ward, "activity_count", {"name": "Ours alone", "nature": "flow", "unit": "items", "sharing": "ward"}
    )
    figures.set_figure(empty_ward, count, "2023-11", "4")
    assert "Ours alone" in [row["count"] for row in rows(empty_ward)]
    assert "Ours alone" not in [row["count"] for row in rows(empty_ward, "programme")]
    assert "1 activity count is left out" in figures_out.table(empty_ward, "programme").said[0]


def test_personal_details_in_a_note_are_replaced_for_others(empty_ward: Document) -> None:
    count = edits.add(empty_ward, "activity_count", {"name": "Calls", "nature": "flow", "unit": "calls"})
    figures.set_figure(empty_ward, count, "2023-11", "4", note="Ring 01494 123456 about it")
    assert "01494" in str(rows(empty_ward)[-1]["note"])
    assert "01494" not in str(rows(empty_ward, "programme")[-1]["note"])


def test_a_number_from_an_event_for_this_ward_only_counts_and_says_nothing_of_it(empty_ward: Document) -> None:
    count = edits.add(empty_ward, "activity_count", {"name": "Items", "nature": "flow", "unit": "items"})
    event = edits.add(
        empty_ward, "event", {"title": "Ours", "status": "held", "start": "2023-11-02", "sharing": "ward"}
    )
    figure: Row = {
        "activity_count": count,
        "event": event,
        "period": "2023-11",
        "value": 4.0,
        "note": "Behind the school",
    }
    empty_ward.run(Op("test", "Record"), lambda store: store.insert("figure", figure))
    own, theirs = rows(empty_ward)[-1], rows(empty_ward, "programme")[-1]
    assert (own["value"], own["note"], bool(own["event_ref"])) == (4, "Behind the school", True)
    assert (theirs["value"], theirs["source"], theirs["note"], theirs["event_ref"]) == (4, "event", "", "")


def test_a_figure_under_no_period_goes_out_without_its_day(empty_ward: Document) -> None:
    count = edits.add(empty_ward, "activity_count", {"name": "Items", "nature": "flow", "unit": "items"})
    figure: Row = {"activity_count": count, "period": "2023-13", "value": 4.0}
    empty_ward.run(Op("test", "As an older desk"), lambda store: store.insert("figure", figure))
    row = rows(empty_ward)[-1]
    assert (row["period"], row["period_start"], row["value"]) == ("2023-13", None, 4)


def test_every_column_has_a_plain_name_and_is_told_in_the_help() -> None:
    told = (resources.folder() / "help" / "counts.txt").read_text("utf-8")
    for name, _, words in figures_out.COLUMNS:
        assert name.replace("_", "").isalpha()
        assert name.isascii()
        assert words
        assert f"{name} (" in told


def test_a_figure_changed_after_its_return_was_sent_says_so(ward: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    count = str(ward.store.rows("activity_count", name="Homework club sessions")[0]["id"])
    monkeypatch.setattr(figures_out, "revised_periods", lambda _doc: {count: {"2023-11": 7.0}})
    said = {row["period"]: row["revised"] for row in rows(ward) if row["count"] == "Homework club sessions"}
    assert said["2023-11"] == "yes"
    assert said["2023-12"] == "no"

"""What the counts want by today and do not have."""

from __future__ import annotations

from datetime import date

import pytest

from ward_desk.core.periods import Month, Quarter
from ward_desk.service import edits
from ward_desk.service.counts import figure_entry, figures, figures_missing
from ward_desk.service.document import Document

TODAY = date(2023, 12, 18)


@pytest.fixture
def only(ward: Document) -> str:
    """Sessions alone are counted: 7 in October, 8 in November, 3 in December."""
    kept = str(ward.store.rows("activity_count", name="Homework club sessions")[0]["id"])
    edits.remove(
        ward, "activity_count", [str(one["id"]) for one in ward.store.rows("activity_count") if one["id"] != kept]
    )
    edits.edit(ward, "activity_count", kept, {"owner": "Academy", "baseline": 4.0})
    return kept


def told(doc: Document) -> list[tuple[str, str]]:
    return [(str(one.count["name"]), one.period) for one in figures_missing.missing(doc, TODAY)]


def test_what_is_entered_or_said_to_be_unavailable_is_not_missing(ward: Document, only: str) -> None:
    assert told(ward) == []
    figure_entry.set_figure(ward, only, "2023-12", "")
    figure_entry.set_figure(ward, only, "2023-11", "")
    assert told(ward) == [("Homework club sessions", "Dec 2023"), ("Homework club sessions", "Nov 2023")]
    figure_entry.set_figure(ward, only, "2023-12", "", unavailable="The register was lost")
    assert told(ward) == [("Homework club sessions", "Nov 2023")]


def test_this_months_come_first_and_then_the_oldest(ward: Document, only: str) -> None:
    figure_entry.set_figure(ward, only, "2023-07", "5")
    for month in ("2023-10", "2023-12"):
        figure_entry.set_figure(ward, only, month, "")
    edits.remove(ward, "figure", [str(one["id"]) for one in ward.store.rows("figure", period="2023-10")])
    found = figures_missing.missing(ward, TODAY)
    assert [one.period for one in found] == ["Dec 2023", "Aug 2023", "Sep 2023", "Oct 2023"]
    assert [one.newest for one in found] == [True, False, False, False]


def test_each_says_the_last_figure_before_it_and_the_baseline(ward: Document, only: str) -> None:
    figure_entry.set_figure(ward, only, "2023-12", "")
    figure_entry.set_figure(ward, only, "2023-11", "about 8")
    (one,) = figures_missing.missing(ward, TODAY)
    assert (one.last, one.baseline, one.key) == ("about 8 in Nov 2023", "4", "2023-12")


def test_a_gap_before_a_count_was_kept_is_none(ward: Document, only: str) -> None:
    view = figures.count_views(ward, [only], Quarter(2023, 3))[only]
    assert not figures_missing.is_missing(view, Month(2023, 8), TODAY)
    assert not figures_missing.is_missing(view, Month(2024, 1), TODAY)


def test_a_count_entered_by_the_quarter_wants_one_figure_a_quarter(ward: Document, only: str) -> None:
    edits.add(ward, "activity_count", {"name": "People helped", "unit": "people", "nature": "people"})
    assert told(ward) == [("People helped", "Q3 2023-24")]


def test_in_the_first_quarter_the_one_before_is_still_asked_for(ward: Document, only: str) -> None:
    figure_entry.set_figure(ward, only, "2024-01", "5")
    found = figures_missing.missing(ward, date(2024, 4, 2))
    assert [one.period for one in found] == ["Mar 2024", "Feb 2024"]


def test_counts_worked_out_from_events_are_never_missing_but_wait_for_attendance(ward: Document, only: str) -> None:
    edits.add(ward, "activity_count", {"name": "Residents", "unit": "people", "computed": "residents"})
    edits.add(ward, "activity_count", {"name": "Events", "unit": "events", "computed": "events"})
    edits.add(ward, "activity_count", {"name": "Adults", "unit": "people", "computed": "adults"})
    edits.add(ward, "event", {"title": "Pop-up", "start": "2023-12-03", "status": "held"})
    assert told(ward) == []
    (one,) = figures_missing.waiting(ward, TODAY)
    event = ward.store.rows("event", title="Pop-up")[0]
    residents, _, adults = (
        str(ward.store.rows("activity_count", name=name)[0]["ref"]) for name in ("Residents", "Events", "Adults")
    )
    assert one == (event["id"], "CHE-E04 Pop-up, 3 Dec 2023", f"{residents}, {adults}")


def test_what_is_missing_is_copied_by_who_gives_it(ward: Document, only: str) -> None:
    for month in ("2023-11", "2023-12"):
        figure_entry.set_figure(ward, only, month, "")
    edits.add(ward, "activity_count", {"name": "People helped", "unit": "people", "nature": "people"})
    ref = ward.store.rows("activity_count", name="People helped")[0]["ref"]
    assert figures_missing.to_chase(ward, figures_missing.missing(ward, TODAY), TODAY) == (
        "Figures wanted for Chesham, 18 Dec 2023\n\n"
        "Academy\n- CHE-C15 Homework club sessions: Nov 2023, Dec 2023 (last figure: 7 in Oct 2023)\n\n"
        f"Nobody is named as giving these figures\n- {ref!s} People helped: Q3 2023-24\n"
    )

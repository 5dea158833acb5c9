"""What is said beside a figure: notes, states, reasons and adjustments."""

from __future__ import annotations

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.counts import figure_entry, figure_notes, figures
from ward_desk.service.counts.figures import CountView
from ward_desk.service.document import Document


@pytest.fixture
def sessions(ward: Document) -> str:
    return str(ward.store.rows("activity_count", name="Homework club sessions")[0]["id"])


@pytest.fixture
def adjustment(ward: Document, sessions: str) -> str:
    figure_entry.adjust(ward, sessions, "2023-10", "-1", "Counted twice")
    return str(ward.store.rows("figure", adjustment=1)[0]["id"])


def typed(doc: Document, count: str, period: str) -> Row | None:
    found = [one for one in doc.store.rows("figure", activity_count=count, period=period) if not one["event"]]
    return found[0] if found else None


def view(doc: Document, count: str) -> CountView:
    return figures.count_views(doc, [count], Quarter(2023, 3))[count]


def test_a_note_and_a_state_leave_their_figure_as_it_is(ward: Document, sessions: str) -> None:
    figure_notes.explain(ward, sessions, "2023-12", "note", "Half term fell late.")
    figure_notes.explain(ward, sessions, "2023-12", "state", "provisional")
    row = typed(ward, sessions, "2023-12") or {}
    assert (row["value"], row["note"], row["state"]) == (3, "Half term fell late.", "provisional")


def test_a_reason_stands_without_a_figure_and_goes_with_nothing_left(ward: Document, sessions: str) -> None:
    figure_notes.explain(ward, sessions, "2023-09", "unavailable", "School holidays")
    assert (typed(ward, sessions, "2023-09") or {})["unavailable"] == "School holidays"
    figure_notes.explain(ward, sessions, "2023-09", "unavailable", "")
    assert typed(ward, sessions, "2023-09") is None


def test_there_is_no_state_without_a_figure(ward: Document, sessions: str) -> None:
    assert not figure_notes.explain(ward, sessions, "2023-09", "state", "provisional")
    assert typed(ward, sessions, "2023-09") is None


def test_only_a_flow_that_events_give_figures_for_is_adjusted(ward: Document, sessions: str) -> None:
    assert figure_notes.can_adjust(view(ward, sessions), "2023-10")
    assert not figure_notes.can_adjust(view(ward, sessions), "2023-11")
    assert not figure_notes.can_adjust(view(ward, sessions), "2023-24-Q3")
    computed = edits.add(ward, "activity_count", {"name": "Residents", "unit": "people", "computed": "residents"})
    assert figure_notes.can_adjust(view(ward, computed), "2023-12")
    assert not figure_notes.can_adjust(view(ward, computed), "2023-24-YTD-Q3")
    share = str(ward.store.rows("activity_count", name="Pupils who come back")[0]["id"])
    assert not figure_notes.can_adjust(view(ward, share), "2023-24-Q3")


def test_an_adjustment_is_changed_as_one_step(ward: Document, sessions: str, adjustment: str) -> None:
    figure_notes.change_adjustment(ward, adjustment, "-2", " Counted three times ")
    row = ward.store.get("figure", adjustment) or {}
    assert (row["value"], row["note"], row["adjustment"]) == (-2, "Counted three times", 1)
    assert ward.undo_label == "Change the adjustment of CHE-C15, Oct 2023 to -2"
    assert not figure_notes.change_adjustment(ward, adjustment, "-2", "Counted three times")
    with pytest.raises(KnownError, match="needs its reason"):
        figure_notes.change_adjustment(ward, adjustment, "-2", " ")


def test_an_adjustment_is_taken_away_and_brought_back(ward: Document, sessions: str, adjustment: str) -> None:
    figure_notes.remove_adjustment(ward, adjustment)
    assert ward.undo_label == "Take away the adjustment of CHE-C15, Oct 2023"
    assert view(ward, sessions).value("2023-10") == 7
    ward.undo()
    assert view(ward, sessions).value("2023-10") == 6


def test_what_is_no_adjustment_is_left_alone(ward: Document, sessions: str) -> None:
    row = typed(ward, sessions, "2023-12") or {}
    for do in (figure_notes.remove_adjustment, lambda doc, one: figure_notes.change_adjustment(doc, one, "1", "x")):
        with pytest.raises(KnownError, match="removed meanwhile"):
            do(ward, str(row["id"]))

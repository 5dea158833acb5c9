"""Figures that come from events: one number written down once, never typed over, corrected only with a reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ward_desk.core.changes import Op
from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.sums import Total
from ward_desk.service import edits
from ward_desk.service.counts import figure_entry, figures
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.store.rows import Store

Q3 = Quarter(2023, 3)
DECEMBER = Month(2023, 12)
PRECISIONS = st.sampled_from(["exact", "about", "at_least"])
through_a_document = settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class BackError(Exception):
    """Takes back whatever an example wrote."""


def tried(doc: Document, look: Callable[[Store], None]) -> None:
    def write(store: Store) -> None:
        look(store)
        raise BackError

    with pytest.raises(BackError):
        doc.run(Op("test", "Try"), write)


def totals(doc: Document, *counts: str) -> list[tuple[Total, Total, Total]]:
    views = figures.count_views(doc, counts, Q3)
    return [(views[one].cell(DECEMBER).total, views[one].total, views[one].to_date) for one in counts]


def a_computed(doc: Document) -> str:
    return edits.add(doc, "activity_count", {"name": "Residents engaged", "unit": "people", "computed": "residents"})


def a_typed(doc: Document) -> str:
    return edits.add(doc, "activity_count", {"name": "Items cleared", "unit": "items"})


def an_event(store: Store, count: str, number: int, precision: str, day: int = 2) -> str:
    """An event of December with so many residents, and so many items cleared."""
    event = store.insert("event", {"title": "Clean-up", "start": f"2023-12-{day:02}", "status": "held"})
    store.insert("attendance", {"event": event, "grouping": "residents", "number": number, "precision": precision})
    store.insert("figure", {"activity_count": count, "period": "2023-12", "value": float(number),
                            "precision": precision, "event": event})  # fmt: skip
    return event


@through_a_document
@given(number=st.integers(0, 500), piece=st.integers(0, 500), precision=PRECISIONS)
def test_splitting_an_event_in_two_changes_no_total(
    empty_ward: Document, number: int, piece: int, precision: str
) -> None:
    worked_out, recorded = a_computed(empty_ward), a_typed(empty_ward)
    seen: list[list[tuple[Total, Total, Total]]] = []
    for parts in ((number + piece,), (number, piece)):

        def look(store: Store, parts: tuple[int, ...] = parts) -> None:
            for one in parts:
                an_event(store, recorded, one, precision)
            seen.append(totals(empty_ward, worked_out, recorded))

        tried(empty_ward, look)
    assert seen[0] == seen[1]
    assert seen[0][0][0].value == seen[0][1][0].value == number + piece


@through_a_document
@given(
    came=st.lists(st.tuples(st.integers(0, 90), PRECISIONS, st.integers(1, 28)), min_size=2, max_size=5),
    mixed=st.randoms(use_true_random=False),
)
def test_the_order_events_are_recorded_in_never_matters(
    empty_ward: Document, came: list[tuple[int, str, int]], mixed: object
) -> None:
    worked_out, recorded = a_computed(empty_ward), a_typed(empty_ward)
    shuffled = came.copy()
    mixed.shuffle(shuffled)  # type: ignore[attr-defined]
    seen: list[list[tuple[Total, Total, Total]]] = []
    for some in (came, shuffled):

        def look(store: Store, some: list[tuple[int, str, int]] = some) -> None:
            for number, precision, day in some:
                an_event(store, recorded, number, precision, day)
            seen.append(totals(empty_ward, worked_out, recorded))

        tried(empty_ward, look)
    assert seen[0] == seen[1]


def with_event(doc: Document, number: int = 50) -> tuple[str, str]:
    """A computed count and one that an event fed, each with so many in December."""
    worked_out, recorded = a_computed(doc), a_typed(doc)
    doc.run(Op("test", "Record"), lambda store: an_event(store, recorded, number, "exact"))
    return worked_out, recorded


def test_nothing_is_typed_over_a_figure_from_events(empty_ward: Document) -> None:
    for count in with_event(empty_ward):
        with pytest.raises(KnownError, match="adds up from events") as refused:
            figures.set_figure(empty_ward, count, "2023-12", "60")
        assert refused.value.code == "figure.from_events"
    assert [one[0].value for one in totals(empty_ward, *with_event(empty_ward))] == [100, 50]


def test_a_figure_comes_from_events_unless_one_was_typed_before_them(empty_ward: Document) -> None:
    worked_out, recorded = with_event(empty_ward)
    rows = {one: empty_ward.store.get("activity_count", one) or {} for one in (worked_out, recorded)}
    assert all(figure_entry.adds_up_from_events(empty_ward, rows[one], "2023-12") for one in rows)
    assert not figure_entry.adds_up_from_events(empty_ward, rows[recorded], "2023-11")
    empty_ward.run(
        Op("test", "Type"),
        lambda store: store.insert("figure", {"activity_count": recorded, "period": "2023-12", "value": 3.0}),
    )
    assert not figure_entry.adds_up_from_events(empty_ward, rows[recorded], "2023-12")


@pytest.mark.parametrize(("words", "number"), [("-3", -3), ("+4", 4), (" 2.5 ", 2.5)])
def test_an_adjustment_is_added_once_to_month_quarter_and_year(empty_ward: Document, words: str, number: float) -> None:
    counts = with_event(empty_ward)
    for count in counts:
        figure_entry.adjust(empty_ward, count, "2023-12", words, "Counted twice at the door")
    for month, quarter, year in totals(empty_ward, *counts):
        assert [month.value, quarter.value, year.value] == [50 + number] * 3
    cell = figures.count_views(empty_ward, counts, Q3)[counts[0]].cell(DECEMBER)
    assert [(row["value"], row["note"]) for row in cell.adjustments] == [(number, "Counted twice at the door")]
    assert cell.typed is None


def test_an_adjustment_is_one_operation_with_its_name(empty_ward: Document) -> None:
    count, _ = with_event(empty_ward)
    ref = (empty_ward.store.get("activity_count", count) or {})["ref"]
    figure_entry.adjust(empty_ward, count, "2023-12", "-3", "Counted twice")
    assert empty_ward.undo_label == f"Adjust {ref}, Dec 2023 by -3"
    empty_ward.undo()
    assert totals(empty_ward, count)[0][0].value == 50


@pytest.mark.parametrize(
    ("words", "reason", "said"),
    [("three", "Miscounted", "number"), ("0", "Miscounted", "changes nothing"), ("-3", " ", "needs its reason")],
)
def test_an_adjustment_needs_a_number_and_a_reason(empty_ward: Document, words: str, reason: str, said: str) -> None:
    count, _ = with_event(empty_ward)
    with pytest.raises(KnownError, match=said):
        figure_entry.adjust(empty_ward, count, "2023-12", words, reason)
    assert totals(empty_ward, count)[0][0].value == 50


def test_only_what_adds_up_over_time_is_adjusted(empty_ward: Document) -> None:
    stock = edits.add(empty_ward, "activity_count", {"name": "Homes", "unit": "homes", "nature": "stock"})
    with pytest.raises(KnownError, match="nothing to adjust"):
        figure_entry.adjust(empty_ward, stock, "2023-12", "-1", "Demolished")


def test_the_figure_of_a_cancelled_event_is_told_before_its_return_goes(empty_ward: Document) -> None:
    _, count = with_event(empty_ward)
    event = str(empty_ward.store.rows("event")[0]["id"])
    edits.edit(empty_ward, "event", event, {"status": "cancelled", "cancel_reason": "Snow"})
    told = [one for one in returns.checks(empty_ward, Q3) if one.code == "cancelled_event"]
    assert [(one.table, one.row_id, one.field) for one in told] == [("activity_count", count, "2023-12")]


def test_an_adjustment_with_nothing_to_adjust_is_no_figure(empty_ward: Document) -> None:
    counts = with_event(empty_ward)
    for count in counts:
        figure_entry.adjust(empty_ward, count, "2023-11", "-3", "Counted twice")
    views = figures.count_views(empty_ward, counts, Q3)
    for count in counts:
        november = views[count].cell(Month(2023, 11))
        assert (november.total.value, Month(2023, 11) in views[count].missing(empty_ward.today)) == (None, True)
        assert views[count].value("2023-11") is None
        assert [row["value"] for row in november.adjustments] == [-3]
        assert (views[count].total.value, views[count].total.have) == (50, 1)

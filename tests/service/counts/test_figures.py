"""Figures of a count over a year: sums, judgement, and typing one in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.records import Value
from ward_desk.service import edits, frameworks, wards
from ward_desk.service.counts import figures
from ward_desk.service.document import Document

Q3 = Quarter(2023, 3)


@pytest.fixture
def doc(tmp_path: Path) -> Iterator[Document]:
    new = wards.NewWard(frameworks.load("opportunity_bucks"), "Chesham", "Chesham")
    document = Document.create(tmp_path / "chesham.ward", wards.start(new), clock=lambda: datetime(2023, 12, 18, 9, 0))
    yield document
    document.close()


def a_count(doc: Document, **fields: Value) -> str:
    return edits.add(doc, "activity_count", {"name": "Items", "unit": "items", **fields})


def view(doc: Document, count: str, quarter: Quarter = Q3) -> figures.CountView:
    return figures.count_views(doc, [count], quarter)[count]


def test_a_flow_adds_up_over_the_quarter_and_the_year(doc: Document) -> None:
    count = a_count(doc)
    for key, words in [("2023-09", "4"), ("2023-10", "10"), ("2023-11", "about 20"), ("2023-12", "30")]:
        figures.set_figure(doc, count, key, words)
    seen = view(doc, count)
    assert (seen.total.value, seen.total.precision, seen.completeness) == (60, "about", "3 of 3 months")
    assert (seen.to_date.value, seen.to_date.have, seen.to_date.want) == (64, 4, 9)
    assert seen.last_quarter.value == 4
    assert [cell.total.value for cell in seen.months[5:9]] == [4, 10, 20, 30]
    assert seen.cell(Month(2023, 11)).marks == "[about]"
    assert seen.quarters[2].value == 60


def test_a_missing_month_is_not_zero_and_says_so(doc: Document) -> None:
    count = a_count(doc)
    figures.set_figure(doc, count, "2023-10", "10")
    seen = view(doc, count)
    assert seen.completeness == "1 of 3 months"
    assert not seen.total.complete
    assert seen.missing(date(2023, 12, 18)) == (Month(2023, 11), Month(2023, 12))
    assert seen.missing(date(2023, 12, 1)) == (Month(2023, 11),)
    assert seen.direction == "none"


def test_a_reason_why_there_is_no_figure_ends_the_asking(doc: Document) -> None:
    count = a_count(doc)
    figures.set_figure(doc, count, "2023-11", "", unavailable="The bus was off the road")
    seen = view(doc, count)
    assert Month(2023, 11) not in seen.missing(date(2023, 12, 31))
    assert seen.cell(Month(2023, 11)).marks == "[x]"
    assert "Nov 2023: Not available: The bus was off the road" in seen.explanation


def test_a_rate_adds_numerators_and_bases(doc: Document) -> None:
    count = a_count(doc, nature="rate", unit="%")
    figures.set_figure(doc, count, "2023-10", "17 of 27")
    figures.set_figure(doc, count, "2023-11", "3/13")
    assert view(doc, count).total.value == 50


def test_a_percentage_without_its_base_is_refused(doc: Document) -> None:
    count = a_count(doc, nature="rate", unit="%")
    with pytest.raises(KnownError, match="needs its base"):
        figures.set_figure(doc, count, "2023-10", "63%")


def test_a_score_is_pooled_by_its_answers(doc: Document) -> None:
    count = a_count(doc, nature="score", unit="out of 5")
    figures.set_figure(doc, count, "2023-10", "4 (10 answers)")
    figures.set_figure(doc, count, "2023-11", "2 (30)")
    total = view(doc, count).total
    assert (total.value, total.base) == (2.5, 40)


def test_a_stock_is_read_at_its_last_month(doc: Document) -> None:
    count = a_count(doc, nature="stock")
    figures.set_figure(doc, count, "2023-10", "50")
    figures.set_figure(doc, count, "2023-11", "48")
    total = view(doc, count).total
    assert (total.value, total.stale) == (48, True)


def test_different_people_are_entered_for_the_quarter_never_added(doc: Document) -> None:
    count = a_count(doc, nature="people", frequency="monthly")
    figures.set_figure(doc, count, "2023-10", "20")
    assert view(doc, count).total.value is None
    figures.set_figure(doc, count, "2023-24-Q3", "31")
    figures.set_figure(doc, count, "2023-24-YTD-Q3", "70")
    seen = view(doc, count)
    assert (seen.total.value, seen.to_date.value) == (31, 70)


def test_figures_from_events_and_typed_ones_add_up_and_the_event_is_never_overwritten(doc: Document) -> None:
    count = a_count(doc)
    event = edits.add(doc, "event", {"title": "Clean-up", "start": "2023-12-13"})
    figures.set_figure(doc, count, "2023-12", "5", note="Taken in at the tip")
    edits.add(doc, "figure", {"activity_count": count, "period": "2023-12", "value": 50.0, "event": event})
    cell = view(doc, count).cell(Month(2023, 12))
    assert cell.total.value == 55
    assert [row["event"] for row in cell.from_events] == [event]
    assert cell.typed is not None
    assert cell.typed["value"] == 5
    figures.set_figure(doc, count, "2023-12", "", note="")
    cell = view(doc, count).cell(Month(2023, 12))
    assert (cell.total.value, cell.typed) == (50, None)


def test_the_note_of_an_event_for_this_ward_only_is_left_out(doc: Document) -> None:
    count = a_count(doc)
    event = edits.add(doc, "event", {"title": "Visit", "start": "2023-12-13", "sharing": "ward"})
    edits.add(
        doc, "figure",
        {"activity_count": count, "period": "2023-12", "value": 5.0, "event": event, "note": "Between us"},
    )  # fmt: skip
    assert view(doc, count).explanation == ""
    assert view(doc, count).total.value == 5


def test_a_flow_is_judged_against_the_share_of_its_target_due(doc: Document) -> None:
    count = a_count(doc, target=1200.0)
    for month in Q3.year_to_date:
        figures.set_figure(doc, count, month.key, "100")
    assert view(doc, count).rating == "green"


def test_a_stock_is_judged_against_its_whole_target(doc: Document) -> None:
    count = a_count(doc, nature="stock", target=50.0, tolerance=10.0)
    figures.set_figure(doc, count, "2023-09", "30")
    figures.set_figure(doc, count, "2023-12", "40")
    seen = view(doc, count)
    assert seen.rating == "amber"
    assert seen.direction == "better"


def test_a_count_without_a_figure_or_a_target_is_not_rated(doc: Document) -> None:
    assert view(doc, a_count(doc, target=5.0)).rating is None
    assert view(doc, a_count(doc)).rating is None


def test_last_year_is_seen_beside_this_one(doc: Document) -> None:
    count = a_count(doc, better="lower")
    for key, words in [("2022-10", "9"), ("2022-11", "9"), ("2022-12", "9")]:
        figures.set_figure(doc, count, key, words)
    for key in ("2023-10", "2023-11", "2023-12"):
        figures.set_figure(doc, count, key, "5")
    seen = view(doc, count)
    assert seen.same_quarter_last_year.value == 27
    assert (seen.direction, seen.direction_year) == ("none", "better")


def test_entering_a_figure_is_one_operation_with_its_name(doc: Document) -> None:
    count = a_count(doc)
    ref = doc.store.get("activity_count", count)["ref"]  # type: ignore[index]
    figures.set_figure(doc, count, "2023-12", "50")
    assert doc.undo_label == f"Enter 50 for {ref}, Dec 2023"
    doc.undo()
    assert view(doc, count).total.value is None


def test_entering_the_same_figure_again_changes_nothing(doc: Document) -> None:
    count = a_count(doc)
    figures.set_figure(doc, count, "2023-12", "50")
    assert not figures.set_figure(doc, count, "2023-12", "50")


def test_clearing_a_figure_keeps_its_note(doc: Document) -> None:
    count = a_count(doc)
    figures.set_figure(doc, count, "2023-12", "50", note="From the tip")
    figures.set_figure(doc, count, "2023-12", "")
    typed = view(doc, count).cell(Month(2023, 12)).typed
    assert typed is not None
    assert (typed["value"], typed["note"]) == (None, "From the tip")


def test_a_paste_is_kept_whole_or_not_at_all(doc: Document) -> None:
    count = a_count(doc)
    with pytest.raises(KnownError, match="Nov 2023"):
        figures.set_figures(doc, [(count, "2023-10", "5"), (count, "2023-11", "numerous")])
    assert view(doc, count).total.value is None
    figures.set_figures(doc, [(count, "2023-10", "5"), (count, "2023-11", "6")])
    assert view(doc, count).total.value == 11
    assert doc.undo_label == "Enter 2 figures"


def test_a_period_that_does_not_exist_is_refused(doc: Document) -> None:
    with pytest.raises(KnownError, match="no month 13"):
        figures.set_figure(doc, a_count(doc), "2023-13", "5")

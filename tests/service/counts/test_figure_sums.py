"""The quarters of a count and its year to date, each as it is added up and judged."""

from __future__ import annotations

from datetime import date

from ward_desk.core.periods import Quarter
from ward_desk.service import edits
from ward_desk.service.counts import figure_entry, figure_sums, figures
from ward_desk.service.counts.figures import CountView
from ward_desk.service.document import Document

TODAY = date(2023, 12, 18)


def view(doc: Document, count: str) -> CountView:
    return figures.count_views(doc, [count], Quarter(2023, 3))[count]


def a_count(doc: Document, **values: object) -> str:
    return edits.add(doc, "activity_count", {"name": "Fly-tips", "unit": "reports", **values})  # type: ignore[dict-item]


def test_each_quarter_says_what_it_comes_to_and_how_it_moved(ward: Document) -> None:
    tips = a_count(ward, better="lower", target=120.0, target_on="2024-03-31")
    months = [f"2023-{month:02}" for month in range(4, 12)]
    figure_entry.set_figures(ward, [(tips, key, str(20 - n)) for n, key in enumerate(months)])
    found = figure_sums.of_year(view(ward, tips), TODAY)
    assert [one.key for one in found] == ["2023-24-Q1", "2023-24-Q2", "2023-24-Q3", "2023-24-YTD-Q3"]
    assert [(one.name, one.shown) for one in found] == [
        ("Quarter 1", "57"), ("Quarter 2", "48"), ("Quarter 3 so far", "27 (2 of 3 months)"),
        ("Year to date", "132 (8 of 9 months)"),
    ]  # fmt: skip
    assert [one.direction for one in found] == ["", "Better than the last quarter", "", ""]
    assert found[0].rating == "red"


def test_a_quarter_still_to_come_is_left_out_until_it_has_a_figure(ward: Document) -> None:
    count = a_count(ward)
    assert len(figure_sums.of_year(view(ward, count), TODAY)) == 4
    figure_entry.set_figure(ward, count, "2024-01", "1")
    assert figure_sums.of_year(view(ward, count), TODAY)[3].name == "Quarter 4"


def test_why_there_is_no_sum_is_said(ward: Document) -> None:
    share = a_count(ward, nature="rate")
    edits.add(ward, "figure", {"activity_count": share, "period": "2023-10", "value": 63.0})
    found = figure_sums.of_year(view(ward, share), TODAY)
    assert found[2].shown.startswith("a percentage with no base")
    assert found[0].shown == "–"


def test_both_directions_are_told_in_one_sentence(ward: Document) -> None:
    count = a_count(ward)
    quarters = [("2022", (10, 11, 12), "5"), ("2023", (7, 8, 9), "3"), ("2023", (10, 11, 12), "4")]
    figure_entry.set_figures(
        ward, [(count, f"{year}-{month:02}", words) for year, months, words in quarters for month in months]
    )
    assert figure_sums.directions(view(ward, count)) == (
        "Better than the last quarter, worse than the same quarter last year"
    )


def test_what_a_count_is_held_against_is_told_with_its_dates(ward: Document) -> None:
    count = a_count(ward, baseline=38.0, baseline_on="2023-03-31", target=30.0, target_on="2024-03-31", nature="stock")
    assert figure_sums.against(view(ward, count)) == (
        "Baseline 38 (31 Mar 2023). Target 30 (31 Mar 2024), within 5% of it."
    )
    assert figure_sums.against(view(ward, a_count(ward))) == ""

"""Numbers for pictures: gaps, what is sure, baseline and target of a flow, who came, and what nobody may see."""

from __future__ import annotations

import pytest

from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.counts import chart_figures, figures
from ward_desk.service.counts.chart_figures import Trend
from ward_desk.service.document import Document

YEAR = Quarter(2023, 4).year_to_date
NOW = Quarter(2023, 3)


def count_named(doc: Document, name: str) -> str:
    return next(str(row["id"]) for row in doc.store.rows("activity_count") if row["name"] == name)


def trend_of(doc: Document, name: str, years: int = 1) -> Trend:
    count = count_named(doc, name)
    view = figures.count_views(doc, [count], NOW)[count]
    return chart_figures.trend(view, doc.today, years=years)


def test_a_missing_month_is_a_gap_and_not_nought(ward: Document) -> None:
    points = {point.name: point for point in trend_of(ward, "Homework club sessions").points}
    assert points["Oct 2023"].value == 7  # typed, and one of an event
    assert points["Apr 2023"].value is None
    assert points["Apr 2023"].words == "–"
    assert not points["Apr 2023"].missing  # before the count was kept


def test_a_month_wanted_by_now_that_nobody_entered_is_said_to_be_missing(ward: Document) -> None:
    count = count_named(ward, "Homework club sessions")
    figure = next(row for row in ward.store.rows("figure", activity_count=count) if row["period"] == "2023-12")
    edits.remove(ward, "figure", str(figure["id"]))
    december = trend_of(ward, "Homework club sessions").points[8]
    assert december.missing
    assert december.said == "missing"


def test_what_is_about_stays_about_and_provisional_is_said(ward: Document) -> None:
    count = count_named(ward, "Homework club sessions")
    figures.set_figure(ward, count, "2023-11", "about 8")
    typed = next(row for row in ward.store.rows("figure", activity_count=count) if row["period"] == "2023-11")
    edits.edit(ward, "figure", str(typed["id"]), {"state": "provisional"})
    november = trend_of(ward, "Homework club sessions").points[7]
    assert november.precision == "about"
    assert november.said == "about 8, provisional"


def test_a_yearly_target_of_a_flow_is_divided_over_its_months(ward: Document) -> None:
    target = trend_of(ward, "Homework club sessions").target
    assert target is not None
    assert target.value == 5  # of 60 a year
    assert target.words == "target 5 a month"


def test_a_count_entered_by_quarter_has_four_points_a_year_and_its_baseline_whole(ward: Document) -> None:
    trend = trend_of(ward, "Pupils who come back")
    assert [point.caption for point in trend.points] == ["Q1", "Q2", "Q3", "Q4"]
    assert trend.points[2].words == "81.8%"
    assert trend.baseline is not None
    assert trend.baseline.words == "baseline 0.1%"


def test_last_year_stands_beside_this_one_or_before_it(ward: Document) -> None:
    figures.set_figure(ward, count_named(ward, "Homework club sessions"), "2022-10", "4")
    beside, in_a_row = (trend_of(ward, "Homework club sessions", years) for years in (1, 2))
    assert beside.before[6].value == 4
    assert len(beside.points) == 12
    assert [point.value for point in in_a_row.points if point.value is not None] == [4, 7, 8, 3]
    assert len(in_a_row.points) == 24
    assert in_a_row.before == ()


def test_without_a_figure_last_year_there_is_no_line_for_it(ward: Document) -> None:
    assert trend_of(ward, "Homework club sessions").before == ()


@pytest.mark.parametrize(
    ("values", "closer"), [((62.0, 58.0), True), ((62.0, 5.0), False)], ids=["all far from nought", "one near it"]
)
def test_only_the_axis_of_a_share_far_from_nought_begins_above_it(
    ward: Document, values: tuple[float, ...], closer: bool
) -> None:
    share = count_named(ward, "Pupils who come back")
    edits.edit(ward, "activity_count", share, {"baseline": values[0], "target": values[1]})
    assert trend_of(ward, "Pupils who come back").closer is closer
    assert trend_of(ward, "Homework club sessions").range[0] == 0  # an amount of things never does


def test_attendance_adds_up_by_month_and_by_group(ward: Document) -> None:
    months = {month.name: month for month in chart_figures.attendance(ward, YEAR)}
    october, november = months["Oct 2023"], months["Nov 2023"]
    assert october.groups == (12, 5, None)
    assert (october.total_words, october.events) == ("17", 1)
    assert november.total_words == "at least 400"  # those from the ward are a part of them, never added
    assert months["May 2023"].total is None


def test_an_event_with_nobody_counted_is_waiting_and_adds_nothing(ward: Document) -> None:
    edits.add(ward, "event", {"title": "Walk", "status": "held", "start": "2023-10-20"})
    october = chart_figures.attendance(ward, YEAR)[6]
    assert (october.events, october.waiting, october.total) == (2, 1, 17)


def test_small_numbers_of_an_age_are_kept_back_with_what_would_give_them_away(ward: Document) -> None:
    clean = next(row for row in ward.store.rows("event") if row["title"] == "Clean-up by the river")
    young = next(row for row in ward.store.rows("attendance", event=clean["id"]) if row["grouping"] == "under_18s")
    edits.edit(ward, "attendance", str(young["id"]), {"number": 3})
    october = chart_figures.attendance(ward, YEAR, "programme", mask=True)[6]
    assert october.group_words(1) == "[c]"
    # With 12 adults shown, 15 residents would give the 3 away.
    assert october.group_words(0) == "[c]" or october.total_words == "[c]"
    assert chart_figures.attendance(ward, YEAR)[6].group_words(1) == "3"


def test_an_event_for_this_ward_only_is_no_part_of_what_others_get(ward: Document) -> None:
    fair = next(row for row in ward.store.rows("event") if row["title"] == "Jobs fair")
    edits.edit(ward, "event", str(fair["id"]), {"sharing": "ward"})
    assert chart_figures.attendance(ward, YEAR, "programme")[7].total is None
    assert chart_figures.attendance(ward, YEAR, "ward")[7].total == 400
    span = chart_figures.year_span(2023, 4)
    residents = {bar.name: bar.value for bar in chart_figures.by_theme(ward, "residents", *span, "programme")}
    assert sum(residents.values()) == 17


@pytest.mark.parametrize(
    ("what", "numbers"), [("residents", [0, 400, 17, 0, 0]), ("events", [0, 1, 1, 0, 0]), ("feedback", [1, 0, 0, 0, 0])]
)
def test_what_was_done_is_counted_by_theme(ward: Document, what: str, numbers: list[int]) -> None:
    bars = chart_figures.by_theme(ward, what, *chart_figures.year_span(2023, 4))
    assert [bar.value for bar in bars if bar.position is not None] == numbers


def test_what_has_no_theme_has_a_bar_of_its_own(ward: Document) -> None:
    bars = chart_figures.by_theme(ward, "feedback", *chart_figures.year_span(2023, 4))
    assert (bars[-1].name, bars[-1].value) == ("No theme", 2)


def test_an_action_cancelled_or_complete_before_the_year_is_not_under_way_in_it(ward: Document) -> None:
    def actions(year: int) -> int:
        return sum(bar.value for bar in chart_figures.by_theme(ward, "actions", *chart_figures.year_span(year, 4)))

    assert actions(2023) == 5  # of six: the winter fair was cancelled
    assert actions(2024) == 4  # the profile is complete
    assert actions(2022) == 0


def test_the_years_to_choose_from_reach_from_the_first_event_to_now(ward: Document) -> None:
    edits.add(ward, "event", {"title": "Old fair", "status": "held", "start": "2021-05-01"})
    assert chart_figures.years_of_events(ward, 4) == (2021, 2023)


def test_a_count_is_kept_from_whom_its_mark_keeps_it(ward: Document) -> None:
    count = count_named(ward, "Homework club sessions")
    values: Row = {"sharing": "ward"}
    edits.edit(ward, "activity_count", count, values)
    assert chart_figures.kept_back(ward, [count], "programme") == {count}
    assert chart_figures.kept_back(ward, [count], "ward") == set()

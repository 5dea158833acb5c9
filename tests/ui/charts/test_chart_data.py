"""A chart in words: its numbers as a table, its marks explained, what is said of it to who can't see it."""

from __future__ import annotations

import pytest

from tests.ui.charts.made import bars, month, point, trend
from ward_desk.ui.charts import chart_data


def test_the_table_of_a_trend_has_every_month_and_its_baseline_and_target() -> None:
    chart = chart_data.of_trend(trend(3, None, 9))
    assert chart.rows[:3] == (("Apr 2023", "3"), ("May 2023", "–"), ("Jun 2023", "9"))
    assert chart.rows[-2:] == (("Baseline", "4"), ("Target", "12"))
    assert len(chart.rows) == 14


def test_last_year_has_a_column_of_its_own() -> None:
    chart = chart_data.of_trend(trend(3, before=tuple(point(place, 7) for place in range(12))))
    assert chart.heads == ("Period", "2023-24", "2022-23")
    assert chart.rows[0] == ("Apr 2023", "3", "7")
    assert all(len(row) == 3 for row in chart.rows)


@pytest.mark.parametrize(
    ("more", "mark"),
    [
        ({"precision": "about"}, "○ about"),
        ({"precision": "at_least"}, "△ at least"),
        ({"provisional": True}, "p provisional"),
        ({"revised": True}, "r revised since a return was sent"),
    ],
)
def test_only_the_marks_that_are_used_are_explained(more: dict[str, object], mark: str) -> None:
    assert chart_data.of_trend(trend(3, 4)).marks == ()
    made = trend(3, 4)
    made = trend(3, 4, points=(point(0, 3, **more), *made.points[1:]))
    assert chart_data.of_trend(made).marks == (mark,)


def test_a_gap_between_figures_is_explained_but_not_the_rest_of_the_year() -> None:
    assert "a gap: no figure, which is not zero" in chart_data.of_trend(trend(3, None, 9)).marks
    assert chart_data.of_trend(trend(3, 9)).marks == ()


def test_a_scale_that_does_not_begin_at_nought_is_said() -> None:
    score = trend(62, 63, from_zero=False, baseline=None, target=None)
    assert "the scale does not begin at 0" in chart_data.of_trend(score).marks


def test_a_chart_says_its_numbers_in_words() -> None:
    said = chart_data.of_trend(trend(3, None, 9)).said
    assert said.startswith("Sessions held. Sessions, 2023-24. Apr 2023: 3. May 2023: –. Jun 2023: 9.")


def test_numbers_are_copied_as_a_table() -> None:
    lines = chart_data.of_themes(bars(), "Events held", "2023-24").as_text.split("\n")
    assert lines == ["Theme\tEvents held", "Health\t4", "Education & youth\tabout 9", "No theme\t2"]


def test_a_small_number_kept_back_is_in_no_words_of_the_chart() -> None:
    chart = chart_data.of_attendance([month(0, 12, 3, None, hidden=(True, True, False)), month(1, 20, None, None)], "x")
    assert chart.rows[0] == ("Apr 2023", "[c]", "[c]", "–", "15", "1")
    assert "[c] small numbers are not shown" in chart.marks


def test_an_address_in_the_source_is_taken_out() -> None:
    chart = chart_data.of_trend(trend(3, source="Ask jo.smith@example.org"))
    assert "example.org" not in chart.source


def test_a_picture_of_nothing_says_so() -> None:
    assert chart_data.of_trend(trend()).empty == "No figure yet for 2023-24"
    assert chart_data.of_trends([]).empty
    assert chart_data.of_attendance([], "2023-24").empty == "No event held in 2023-24"


def test_counts_left_out_of_a_picture_are_said() -> None:
    assert chart_data.of_trends([trend(3)], 2).notes == ("2 more counts are not in the picture.",)

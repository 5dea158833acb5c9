from __future__ import annotations

import pytest

from ward_desk.exchange.surveys.survey_ends import kind_of
from ward_desk.exchange.surveys.survey_tools import Row

RESPONSES: list[Row] = [(2, ["1", "Neither", "40", "a"]), (3, ["2", "Satisfied", "41", ""])]


def kind(*cells: str, before: list[Row] = RESPONSES, gap: bool = False) -> str:
    return kind_of((9, list(cells)), before, gap)


@pytest.mark.parametrize(
    "cells",
    [
        ("Total", "", "81"), ("Total: 27",), ("Total responses", "27"), ("", "Totals", "81"), ("Mean", "", "40.5"),
        ("Answered", "27", "Skipped", "3"), ("Standard deviation", "", "1.2"), ("Responses", "27", "100%"),
        ("TOTAL", "1,204", "£3"),
    ],
)  # fmt: skip
def test_totals_and_means_are_no_responses(cells: tuple[str, ...]) -> None:
    assert kind(*cells) == "a total"


@pytest.mark.parametrize("words", ["Exported on 12/10/2023", "© SurveyMonkey", "Note: without paper", "* typed"])
def test_a_line_below_that_says_where_it_comes_from_is_a_note(words: str) -> None:
    assert kind(words) == "a note"


@pytest.mark.parametrize(
    "cells",
    [("3", "Neither", "39"), ("Total disaster, that road",), ("Total", "Neither", "81"), ("Mean",), ("4", "5", "6")],
)
def test_a_response_is_never_taken_for_a_total(cells: tuple[str, ...]) -> None:
    assert kind(*cells) == ""


def test_an_answer_that_others_gave_is_an_answer() -> None:
    before: list[Row] = [(2, ["Average", "40"]), (3, ["Good", "41"])]
    assert kind("average", "50", before=before) == ""
    assert kind("Average", "50", before=[(2, ["Good", "40"]), (3, ["Good", "41"])]) == ""
    assert kind("Average", "50", before=[(2, ["Good", "40"]), (3, ["Good", "41"])], gap=True) == "a total"


def test_sums_without_a_word_are_totals_only_below_an_empty_row() -> None:
    assert kind("", "", "81", gap=True) == "a total"
    assert kind("", "", "81") == ""
    assert kind("", "Neither", "81", gap=True) == ""


def test_a_comment_in_a_narrow_table_is_no_note() -> None:
    assert kind("Source of the stream is dirty", before=[(2, ["Buses"]), (3, ["Dogs"])]) == ""

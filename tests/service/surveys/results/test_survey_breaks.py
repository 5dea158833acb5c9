"""Survey breaks: groups side by side, with nothing told that would give few people away."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.service.surveys.answered import SATISFIED, survey
from ward_desk.core.records import Row
from ward_desk.core.small_numbers import HIDDEN
from ward_desk.service.document import Document
from ward_desk.service.surveys import survey_empty
from ward_desk.service.surveys.results import survey_breaks
from ward_desk.service.surveys.results.survey_breaks import Broken

ONE: Row = {"wording": "Q", "kind": "one", "options": "A\nB"}


def broken(doc: Document, by: str, people: Sequence[tuple[str, str]], question: Row = ONE) -> Broken:
    """A question broken down; `people` are (group, answer)."""
    field = "answered_on" if by == "month" else by
    made = survey(doc, "S", [question], [{0: answer} for _, answer in people], [{field: group} for group, _ in people])
    return next(iter(survey_breaks.breaks(doc, made, by).values()))


def test_each_group_has_its_base_and_shares(empty_ward: Document) -> None:
    people = [("online", "A")] * 6 + [("online", "B")] * 6 + [("paper", "A")] * 15 + [("paper", "B")] * 5
    made = broken(empty_ward, "channel", people)
    assert [(group.words, group.base) for group in made.groups] == [("Paper", 20), ("Online", 12)]
    assert [(row.words, row.cells) for row in made.rows] == [
        ("A", ("15 (75%)", "6 (50%)")),
        ("B", ("5 (25%)", "6 (50%)")),
    ]


def test_small_numbers_are_hidden_with_what_gives_them_away(empty_ward: Document) -> None:
    people = (
        [("X", "A")] * 12
        + [("X", "B")] * 2
        + [("Y", "A")] * 12
        + [("Y", "B")] * 7
        + [("Z", "A")] * 9
        + [("Z", "B")] * 9
    )
    made = broken(empty_ward, "area", people)
    hidden = [[cell == HIDDEN for cell in row.cells] for row in made.rows]
    assert made.hidden
    assert all(sum(row) != 1 for row in hidden)
    assert all(sum(column) != 1 for column in zip(*hidden, strict=True))


def test_groups_of_few_are_put_together_with_the_smallest_other(empty_ward: Document) -> None:
    people = [("X", "A")] * 12 + [("X", "B")] * 8 + [("Y", "A")] * 6 + [("Y", "B")] * 6 + [("Z", "A")] * 2 + [("", "B")]
    made = broken(empty_ward, "area", people)
    assert [(group.words, group.base) for group in made.groups] == [("X", 20), ("Others", 15)]


def test_ages_side_by_side_are_put_together_under_one_name(empty_ward: Document) -> None:
    people = [
        (band, answer) for band in ("16-24", "25-34", "65-74", "75-84", "85+") for answer in ["A"] * 5 + ["B"] * 5
    ]
    made = broken(empty_ward, "age_band", people)
    assert [group.words for group in made.groups] == ["16-34", "65+"]


def test_one_group_is_not_broken_down_and_it_is_said(empty_ward: Document) -> None:
    made = broken(empty_ward, "channel", [("online", "A")] * 30)
    assert not made.rows
    assert made.why == "Too few people answered this to tell two groups apart, so it is not broken down."


def test_a_scale_is_broken_down_by_its_sides(empty_ward: Document) -> None:
    people = [(area, answer) for area in "XY" for answer in SATISFIED.split("\n") for _ in range(6)]
    made = broken(empty_ward, "area", people, {"wording": "Q", "kind": "scale", "options": SATISFIED})
    assert [row.words for row in made.rows] == ["Negative", "In between", "Positive"]


def test_numbers_are_broken_down_by_their_mean(empty_ward: Document) -> None:
    people = [("X", "2")] * 6 + [("Y", "4")] * 6
    made = broken(empty_ward, "area", people, {"wording": "Q", "kind": "number"})
    assert [(row.words, row.cells) for row in made.rows[:1]] == [("Mean", ("2", "4"))]


def test_months_stand_in_their_order(empty_ward: Document) -> None:
    people = [(f"2023-{month}-03", answer) for month in ("11", "09") for answer in "AB" for _ in range(8)]
    assert [group.words for group in broken(empty_ward, "month", people).groups] == ["Sep 2023", "Nov 2023"]


def test_an_emptied_survey_says_that_breaks_are_gone(empty_ward: Document) -> None:
    made = survey(empty_ward, "S", [ONE], [{0: "A"}] * 20, [{"area": "X"}] * 20, closes="2023-01-01")
    survey_empty.remove_answers(empty_ward, made)
    assert "cannot be broken down" in next(iter(survey_breaks.breaks(empty_ward, made, "area").values())).why


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(some.tuples(some.sampled_from(["X", "Y", "Z", ""]), some.sampled_from("ABC")), max_size=70))
@pytest.mark.parametrize("kind", ["one", "several"])
def test_no_number_below_five_is_ever_shown(empty_ward: Document, kind: str, people: list[tuple[str, str]]) -> None:
    made = broken(empty_ward, "area", people, {"wording": "Q", "kind": kind, "options": "A\nB\nC"})
    shown = [int(cell.split()[0]) for row in made.rows for cell in row.cells if cell != HIDDEN]
    assert not [number for number in shown if 0 < number < 5]
    assert all(group.base >= 5 for group in made.groups)


def test_answers_too_many_to_be_listed_are_counted_as_other_answers(empty_ward: Document) -> None:
    people = [(channel, "A") for channel in ("online", "paper") for _ in range(30)]
    people += [(channel, f"Word {at}") for at in range(50) for channel in ("online", "paper")]
    made = broken(empty_ward, "channel", people, {"wording": "Q", "kind": "one"})
    assert [(row.words, row.cells) for row in made.rows] == [
        ("A", ("30 (38%)", "30 (38%)")), ("Other answers", ("50 (62%)", "50 (62%)")),
    ]  # fmt: skip


def test_the_rest_of_many_answers_is_no_row_of_noughts(empty_ward: Document) -> None:
    own = survey(
        empty_ward, "S", [{"wording": "Q", "kind": "several"}],
        [{0: ["A", f"Word {at % 50}"]} for at in range(100)],
        [{"channel": "online" if at < 50 else "paper"} for at in range(100)],
    )  # fmt: skip
    made = next(iter(survey_breaks.breaks(empty_ward, own, "channel").values()))
    assert made.rows[0].cells == ("50 (100%)", "50 (100%)")
    assert not any("other answers" in row.words for row in made.rows)

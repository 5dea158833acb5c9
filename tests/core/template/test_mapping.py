"""Which field goes where: changes give new mappings, and two things never share a cell unsaid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward_desk.core.template.mapping import (
    ListSpot,
    Mapping,
    Spot,
    column_letters,
    column_number,
    row_and_column,
)

WARD = Spot("cover.ward", "Start", "C5")
ACTIONS = ListSpot("action_plan", "Progress", 8, 19, (("ref", "B"), ("action", "C")))


def test_a_field_put_into_a_cell_takes_the_place_of_what_was_to_go_there() -> None:
    mapping = Mapping().with_spot(WARD).with_spot(Spot("cover.town", "Start", "c5"))
    assert mapping.spots == (Spot("cover.town", "Start", "C5"),)


def test_the_same_field_may_stand_in_two_cells() -> None:
    assert len(Mapping().with_spot(WARD).with_spot(WARD._replace(cell="C9")).spots) == 2


def test_a_list_mapped_again_from_the_same_row_takes_the_place_of_the_first() -> None:
    longer = ACTIONS._replace(last_row=40, columns=(("ref", "a"),))
    assert Mapping().with_list(ACTIONS).with_list(longer).lists == (longer._replace(columns=(("ref", "A"),)),)


def test_a_change_leaves_the_mapping_it_was_made_from_as_it_was() -> None:
    mapping = Mapping().with_spot(WARD).with_list(ACTIONS)
    assert mapping.without(WARD).spots == ()
    assert mapping.without(ACTIONS).lists == ()
    assert (mapping.spots, mapping.lists) == ((WARD,), (ACTIONS,))


def test_a_word_is_translated_until_it_has_no_word_of_theirs() -> None:
    mapping = Mapping().with_word("action_plan.rating", "Green", "On track")
    mapping = mapping.with_word("action_plan.rating", "Red", "Off track")
    assert mapping.words == {"action_plan.rating": {"Green": "On track", "Red": "Off track"}}
    assert mapping.with_word("action_plan.rating", "Red", "").words == {"action_plan.rating": {"Green": "On track"}}
    one = Mapping().with_word("action_plan.rating", "Red", "Off track")
    assert one.with_word("action_plan.rating", "Red", "").words == {}


def test_a_mapping_without_overlaps_has_no_problems() -> None:
    assert Mapping().with_spot(WARD).with_list(ACTIONS).problems() == []


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (Mapping(spots=(WARD, Spot("cover.town", "Start", "C5"))), "hold two things, cover.ward and cover.town"),
        (Mapping(spots=(Spot("cover.ward", "Progress", "C9"),), lists=(ACTIONS,)), "inside the list in rows 8 to 19"),
        (Mapping(lists=(ACTIONS, ACTIONS._replace(table="risks", first_row=19, last_row=30))), "hold two lists"),
        (Mapping(lists=(ACTIONS._replace(columns=(("ref", "B"), ("action", "B"))),)), "two columns of the same list"),
        (Mapping(spots=(WARD, WARD._replace(cell="c5"))), "c5 of Start is named twice for cover.ward"),
        (Mapping(lists=(ACTIONS._replace(columns=()),)), "The list of action_plan on Progress has no columns"),
        (Mapping(spots=(WARD._replace(cell="5C"),)), "“5C” of Start is no cell"),
        (Mapping(spots=(WARD._replace(cell="XFE1"),)), "“XFE1” of Start is no cell"),
        (Mapping(lists=(ACTIONS._replace(columns=(("ref", "4"),)),)), "“4” of Progress is no column"),
        (Mapping(lists=(ACTIONS._replace(last_row=7),)), "no rows of a sheet from top to bottom"),
    ],
)
def test_what_can_not_be_is_said_in_a_sentence(mapping, said) -> None:
    problems = mapping.problems()
    assert len(problems) >= 1
    assert said in problems[0]


def test_two_lists_side_by_side_do_not_overlap() -> None:
    beside = ACTIONS._replace(table="risks", columns=(("ref", "F"),))
    assert Mapping(lists=(ACTIONS, beside)).problems() == []


@given(st.integers(1, 16_384))
def test_a_column_has_letters_that_lead_back_to_it(number) -> None:
    assert column_number(column_letters(number)) == number


@pytest.mark.parametrize(
    ("cell", "place"),
    [("C5", (5, 3)), ("XFD1048576", (1_048_576, 16_384)), ("A1048577", None), ("C05", None), ("", None), ("C", None)],
)
def test_a_cell_has_a_row_and_a_column_or_is_none(cell, place) -> None:
    assert row_and_column(cell) == place


def test_columns_written_in_small_letters_are_the_same_columns() -> None:
    one = ListSpot("action_plan", "Plan", 8, 19, (("ref", "b"), ("action", "B")))
    other = ListSpot("events", "Plan", 10, 12, (("ref", "B"),))
    assert Mapping(lists=(one,)).problems() == ["Column B of Plan is to hold two columns of the same list."]
    assert any("two lists" in said for said in Mapping(lists=(one._replace(columns=(("ref", "b"),)), other)).problems())

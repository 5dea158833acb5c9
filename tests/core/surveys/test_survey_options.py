"""Several choices in one cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward_desk.core.surveys.survey_options import joined, pieces, splitter

PARKS = "Parks, play areas and open spaces"


def counted(*cells: str) -> dict[str, int]:
    return {cell: cells.count(cell) for cell in cells}


def test_forms_ends_each_choice_with_a_semicolon() -> None:
    found = joined(counted(f"{PARKS};Jobs;", "Jobs;", "Crime;Jobs;"))
    assert found is not None
    assert found.parts == ";"
    assert set(found.options) == {PARKS, "Jobs", "Crime"}


def test_a_comma_within_an_answer_does_not_cut_it() -> None:
    found = joined(counted(f"{PARKS}, Jobs", "Crime", f"{PARKS}, Jobs, Crime", "Jobs", "Crime, Jobs", PARKS))
    assert found is not None
    assert (found.parts, set(found.options)) == (", ", {PARKS, "Jobs", "Crime"})


@pytest.mark.parametrize("answer", ["Parks, play areas", "Under 10,000"])
def test_an_answer_keeps_its_spelling_where_a_bare_comma_stands_between(answer: str) -> None:
    cells = {f"{answer},Jobs": 3, f"{answer},Crime": 3, "Jobs,Crime": 3, "Jobs": 2}
    found = joined(cells)
    assert found is not None
    assert set(found.options) == {answer, "Jobs", "Crime"}


def test_answers_with_the_same_beginning_are_put_together() -> None:
    cells = ["Buses, days", "Buses, nights", "Jobs", "Buses, days, Buses, nights", "Buses, days, Jobs", "Buses, nights"]
    found = joined(counted(*cells, *cells))
    assert found is not None
    assert set(found.options) == {"Buses, days", "Buses, nights", "Jobs"}


@pytest.mark.parametrize(
    "cells",
    [
        ["Yes, definitely", "Yes, to some extent", "No"] * 3,
        ["Very satisfied", "Satisfied"] * 3,
        ["I like the park, but the swings are old", "Buses, please", "More police, more lights"],
        [],
        ["", " "],
    ],
)
def test_single_answers_and_free_text_are_no_lists(cells: list[str]) -> None:
    assert joined(counted(*cells)) is None


def test_brackets_are_not_cut() -> None:
    assert pieces("Other (litter, dogs), Parks", ", ") == ["Other (litter, dogs)", "Parks"]
    assert pieces("Open (bracket, a, b", ", ") == ["Open (bracket, a, b"]


def test_an_answer_that_is_no_option_is_kept_whole() -> None:
    split = splitter((PARKS, "Jobs"), ", ")
    assert split("jobs, the bins, mostly, Parks, play areas and open spaces") == ("Jobs", "the bins, mostly", PARKS)
    assert split("") == ()
    assert split("Jobs, Jobs") == ("Jobs",)


words = st.text("abcdefgh XYZ", min_size=1, max_size=6).map(lambda text: " ".join(text.split())).filter(bool)


@st.composite
def answered(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    """What stands between, options no two of which share a piece, and those one person chose."""
    parts = draw(st.sampled_from([", ", ";", "|"]))
    single = draw(st.lists(words, min_size=1, max_size=8, unique_by=str.casefold))
    options: list[str] = []
    while single:
        many = draw(st.integers(1, 3)) if parts == ", " else 1
        options.append(parts.join(single[:many]))
        single = single[many:]
    return parts, options, [option for option in options if draw(st.booleans())]


@given(answered())
def test_joined_options_come_apart_again(made: tuple[str, list[str], list[str]]) -> None:
    parts, options, chosen = made
    assert splitter(options, parts)(parts.join(chosen)) == tuple(chosen)
    assert splitter(options, parts)(parts.join(chosen) + parts.rstrip()) == tuple(chosen) or parts == ", "


@given(st.lists(st.sets(st.integers(0, 3)), min_size=40, max_size=60))
def test_the_options_found_explain_every_cell(people: list[set[int]]) -> None:
    options = (PARKS, "Jobs", "Crime (theft, fraud)", "Buses")
    every = [set(range(4)), {0}, {1}, {2}, {3}, {0, 2}, {1, 3}] * 3
    cells = [", ".join(options[at] for at in sorted(one)) for one in [*people, *every]]
    found = joined(counted(*cells))
    assert found is not None
    assert set(found.options) == set(options)

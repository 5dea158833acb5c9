from __future__ import annotations

from datetime import date

import pytest

from ward_desk.core.tracker import tracker_cells as cells
from ward_desk.core.tracker.tracker import Cell

TODAY = date(2023, 12, 18)


def test_numbered_lines_bullets_and_short_paragraphs_are_several_actions() -> None:
    assert cells.listed("1. Clean up\n2) Paint\nthe railings").items == ("Clean up", "Paint\nthe railings")
    assert cells.listed("Hot-spots:\n• Town Field\n- Berkeley Street") == cells.Items(
        "Hot-spots:", ("Town Field", "Berkeley Street")
    )
    assert cells.listed("Hold a fair\n\nTell schools").items == ("Hold a fair", "Tell schools")


def test_a_wrapped_line_or_one_number_is_one_action() -> None:
    assert cells.listed("Door-knock\nin 12 streets").items == ("Door-knock\nin 12 streets",)
    assert cells.listed("1. Door-knock").items == ("1. Door-knock",)


def test_a_long_title_is_its_first_line_and_loses_nothing() -> None:
    assert cells.title("Hold a\nfair") == ("Hold a fair", "")
    assert cells.title("Hold a fair\n" + "word " * 80) == ("Hold a fair", ("word " * 80).strip())
    short, rest = cells.title("word " * 80)
    assert short.endswith("…")
    assert rest == ("word " * 80).strip()


def test_names_part_at_lines_or_semicolons_before_commas() -> None:
    assert cells.names("Greggs, Oasis (Chesham, Bucks)") == ("Greggs", "Oasis (Chesham, Bucks)")
    assert cells.names("Police, Fire and Crime Commissioner; Greggs") == (
        "Police, Fire and Crime Commissioner", "Greggs",
    )  # fmt: skip
    assert cells.names("- Red Kite\n- Fairhive") == ("Red Kite", "Fairhive")
    assert cells.names("a," * 2_000) == (("a," * 2_000).strip(","),)


@pytest.mark.parametrize(
    ("words", "status", "rating"),
    [("Ongoing", "in_progress", ""), ("WIP", "in_progress", ""), ("Done", "complete", ""),
     ("Not yet", "not_started", ""),
     ("Paused", "on_hold", ""), ("R", "in_progress", "red"), ("amber", "in_progress", "amber"), ("B", "complete", ""),
     ("Withdrawn", "cancelled", ""), ("On track", "in_progress", "green"),
     ("Ongoing – delayed", "in_progress", "amber")],
)  # fmt: skip
def test_status_and_rating_by_the_words_councils_use(words: str, status: str, rating: str) -> None:
    found = cells.standing(words)
    assert found is not None
    assert (found.status, found.rating, found.exact) == (status, rating, True)


def test_words_after_a_status_are_noticed_and_a_sentence_is_none() -> None:
    found = cells.standing("Complete - signs are up")
    assert found is not None
    assert (found.status, found.exact) == ("complete", False)
    assert cells.standing("A - slipped a month") == cells.Standing("in_progress", "amber", exact=False, coloured=True)
    assert cells.standing("A meeting was held") is None


def test_per_cent_with_and_without_its_sign_and_as_a_share() -> None:
    assert cells.percent(Cell("65%", 0.65), shares=True) == (65, True)
    assert cells.percent(Cell("0.65", 0.65), shares=True) == (65, True)
    assert cells.percent(Cell("65", 65), shares=False) == (65, True)
    assert cells.percent(Cell("50% - venue booked", None), shares=False) == (50, False)
    for words in ("about half", "150", "3 of 5"):
        assert cells.percent(Cell(words, words), shares=False) == (None, False)


def test_a_dated_line_begins_a_note_and_the_lines_after_go_with_it() -> None:
    assert cells.dated_notes("13/11/23: Venue booked\nfor 400\n\n4 Dec – Posters up", TODAY) == (
        ("2023-11-13", "Venue booked\nfor 400"), ("2023-12-04", "Posters up"),
    )  # fmt: skip
    assert cells.dated_notes("Begun.\n[13/11/23] Booked", TODAY) == ((None, "Begun."), ("2023-11-13", "Booked"))


def test_a_note_is_never_dated_in_the_future() -> None:
    assert cells.dated_notes("24 Dec: closed for the year", TODAY) == (("2022-12-24", "closed for the year"),)
    assert cells.dated_notes("13/12/24 is the day", TODAY) == ((None, "13/12/24 is the day"),)


def test_milestones_with_their_dates_however_they_stand() -> None:
    text = "Venue (due 1 Nov 2023, done 30 Oct 2023); Homes visited - 31/01/24\n13/12/23 Day of action\nEvaluate"
    assert cells.milestones(text, TODAY) == (
        ("Venue", "2023-11-01", "2023-10-30"), ("Homes visited", "2024-01-31", None),
        ("Day of action", "2023-12-13", None), ("Evaluate", None, None),
    )  # fmt: skip


def test_choices_by_label_letter_and_the_beginning_of_longer_words() -> None:
    assert cells.choice("term", "S") == ("short", True)
    assert cells.choice("term", "Longer term (3 years)") == ("longer", False)
    assert cells.choice("delivery", "BAU") == ("bau", True)
    assert cells.choice("delivery", "something else") == ("", False)


@pytest.mark.parametrize(
    ("text", "status", "rating", "exact"),
    [("🟢", "in_progress", "green", True), ("🔴 Red", "in_progress", "red", True), ("✅", "complete", "", True),
     ("🟠 slipping", "in_progress", "amber", False), ("Red ↓", "in_progress", "red", False),
     ("G → A", "in_progress", "amber", False)],
)  # fmt: skip
def test_circles_are_ratings_and_the_last_of_two_is_how_it_stands(
    text: str, status: str, rating: str, exact: bool
) -> None:
    found = cells.standing(text)
    assert found is not None
    assert (found.status, found.rating, found.exact) == (status, rating, exact)


def test_a_share_among_percentages_is_read_as_one_and_said() -> None:
    assert cells.percent(Cell("0.5", 0.5), shares=False) == (50, False)
    assert cells.percent(Cell("1.2", 1.2), shares=True) == (None, False)

"""Status and rating."""

from datetime import date, timedelta

import pytest

from ward_desk.core.ratings import (
    DELAY_CAUSES,
    MARKS,
    OPEN_STATUSES,
    RATINGS,
    STATUSES,
    drawn,
    stale,
    suggest,
    worse,
)

TODAY = date(2023, 11, 14)


def in_days(n: int) -> date:
    return TODAY + timedelta(days=n)


def test_the_words_are_those_of_the_model() -> None:
    assert [words for _, words in STATUSES] == ["Not started", "In progress", "On hold", "Complete", "Cancelled"]
    assert [words for _, words in RATINGS] == ["Green", "Amber", "Red"]
    assert len(DELAY_CAUSES) == 8
    assert {code for code, _ in STATUSES} - set(OPEN_STATUSES) == {"complete", "cancelled"}


def test_every_rating_has_a_shape_of_its_own() -> None:
    shapes = [MARKS[code].shape for code in ("green", "amber", "red", "complete", "not_rated")]
    assert shapes == ["circle", "triangle", "square", "tick", "ring"]
    assert len({mark.word for mark in MARKS.values()}) == len(MARKS)


def test_past_its_date_the_desk_suggests_red() -> None:
    found = suggest("in_progress", in_days(-1), 90, TODAY)
    assert found == ("red", "It was due 1 day ago and is not complete.")


@pytest.mark.parametrize(
    ("days", "progress", "rating"),
    [(28, 49, "amber"), (28, 50, None), (29, 0, None), (0, 0, "amber"), (5, None, "amber"), (-1, 100, "red")],
)
def test_due_soon_with_under_half_done_the_desk_suggests_amber(
    days: int, progress: float | None, rating: str | None
) -> None:
    found = suggest("on_hold", in_days(days), progress, TODAY)
    assert (found.rating if found else None) == rating


def test_a_suggestion_says_why() -> None:
    found = suggest("not_started", in_days(10), None, TODAY)
    assert found is not None
    assert found.why == "It is due in 10 days and no progress is recorded."


@pytest.mark.parametrize("status", ["complete", "cancelled", ""])
def test_nothing_is_suggested_for_what_is_not_open(status: str) -> None:
    assert suggest(status, in_days(-100), 0, TODAY) is None
    assert not stale(in_days(-100), None, status, TODAY)


def test_nothing_is_suggested_without_a_date() -> None:
    assert suggest("in_progress", None, 0, TODAY) is None


@pytest.mark.parametrize(
    ("status", "rating", "key"),
    [
        ("in_progress", "red", "red"),
        ("not_started", "amber", "amber"),
        ("not_started", "", "not_started"),
        ("on_hold", None, "not_rated"),
        ("complete", "red", "complete"),
        ("cancelled", "green", "cancelled"),
        ("in_progress", "complete", "not_rated"),
    ],
)
def test_only_an_open_action_is_drawn_with_its_rating(status: str, rating: str | None, key: str) -> None:
    assert drawn(status, rating) == key
    assert key in MARKS


def test_blue_is_only_how_complete_is_drawn() -> None:
    assert [key for key, mark in MARKS.items() if mark.colour == "blue"] == ["complete"]


def test_an_action_nobody_wrote_about_for_sixty_days_is_stale() -> None:
    assert not stale(in_days(300), in_days(-60), "in_progress", TODAY)
    assert stale(in_days(300), in_days(-61), "in_progress", TODAY)


def test_an_action_without_a_note_is_stale_when_its_date_is_near_or_past() -> None:
    assert stale(in_days(-1), None, "not_started", TODAY)
    assert stale(in_days(60), None, "not_started", TODAY)
    assert not stale(in_days(61), None, "not_started", TODAY)
    assert not stale(None, None, "not_started", TODAY)


def test_worse_needs_a_rating_before_and_now() -> None:
    assert worse("red", "amber")
    assert worse("amber", "green")
    assert not worse("amber", "amber")
    assert not worse("green", "red")
    assert not worse("red", None)
    assert not worse("", "green")

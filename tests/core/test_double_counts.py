"""What may be reported twice: names that are alike, figures that are equal, days that are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward_desk.core import double_counts
from ward_desk.core.double_counts import Double, Reported, Ward, alike, between, names_ward, wards_named, with_ward


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bulky items collected", "Bulky item collected.", True),
        ("Jobs fair", "The Jobs Fair", True),
        ("Jobs and apprenticeships fair", "Apprenticeships and jobs fair at the Elgiva", True),
        ("Cookery sessions", "Sewing sessions", False),
        ("Jobs fair", "", False),
        ("The", "The", False),
    ],
)
def test_names_are_alike_when_nearly_all_their_words_are(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same


@given(st.text(max_size=40), st.text(max_size=40))
def test_being_alike_goes_both_ways(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)


def compared(**own_and_other: tuple[list[Reported], list[Reported]]) -> list[Double]:
    wards = [
        Ward(name, **{kind: lists[at] for kind, lists in own_and_other.items()})
        for at, name in enumerate(("Chesham", "Aylesbury North"))
    ]
    return list(between(*wards))


def a_count(name: str, ref: str = "CHE-C01", shared: str = "", **months: float) -> Reported:
    figures = {f"2023-{month[1:]}": value for month, value in months.items()}
    return Reported(ref, ref, name, shared, figures=figures)


def test_counts_with_like_names_and_equal_figures_are_told_with_their_periods() -> None:
    (found,) = compared(counts=(
        [a_count("Bulky items collected", m10=48, m11=51, m12=7)],
        [a_count("Bulky item collected", "AYN-C04", m10=48, m11=51, m12=9), a_count("Homes visited", "A5", m10=48)],
    ))  # fmt: skip
    assert found == Double(
        "activity_count", "CHE-C01", "shared_with",
        "CHE-C01 “Bulky items collected” and AYN-C04 “Bulky item collected” of Aylesbury North have the same figures"
        " for Oct 2023 and Nov 2023. Agree who reports it.",
        "Aylesbury North",
    )  # fmt: skip


def test_many_equal_periods_are_told_by_the_first_and_the_last() -> None:
    months = {"m01": 1, "m02": 2, "m03": 3, "m05": 5}
    (found,) = compared(counts=([a_count("Visits", **months)], [a_count("Visits", "A", **months)]))
    assert "for 4 months from Jan 2023 to May 2023." in found.sentence


@pytest.mark.parametrize(
    ("own", "other", "told"),
    [
        ({"m10": 3}, {"m10": 3}, False),  # one small number is soon the same
        ({"m10": 3, "m11": 4}, {"m10": 3, "m11": 4}, True),
        ({"m10": 0, "m11": 0}, {"m10": 0, "m11": 0}, False),
        ({"m10": 10}, {"m10": 10}, True),
        ({"m10": 48}, {"m11": 48}, False),
        ({"m10": 48}, {"m10": 49}, False),
    ],
)
def test_equal_figures_are_told_when_they_are_no_coincidence(
    own: dict[str, float], other: dict[str, float], told: bool
) -> None:
    assert bool(compared(counts=([a_count("Visits", **own)], [a_count("Visits", "A", **other)]))) is told


def test_events_with_like_titles_on_one_day_and_actions_with_like_titles_are_told() -> None:
    def fair(ref: str, title: str, day: str) -> Reported:
        return Reported(ref, ref, title, day=day)

    found = compared(
        events=(
            [fair("CHE-E01", "Jobs fair", "2023-11-22")],
            [fair("AYN-E07", "The jobs fair", "2023-11-22"), fair("AYN-E08", "Jobs fair", "2023-11-23")],
        ),
        actions=(
            [Reported("CHE-02", "CHE-02", "Run a cookery course")], [Reported("", "AYN-03", "Run cookery courses")],
        ),
    )  # fmt: skip
    assert [(one.table, one.row_id, one.sentence.split(" of Aylesbury")[0]) for one in found] == [
        ("event", "CHE-E01", "CHE-E01 “Jobs fair” and AYN-E07 “The jobs fair”"),
        ("action", "CHE-02", "CHE-02 “Run a cookery course” and AYN-03 “Run cookery courses”"),
    ]


def test_what_is_marked_as_shared_with_that_ward_says_so() -> None:
    pair = ([a_count("Visits", shared="Southcourt; aylesbury north", m10=48)], [a_count("Visits", "A", m10=48)])
    (found,) = compared(counts=pair)
    assert found.marked
    assert found.sentence.endswith("It is marked as reported by both.")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "Southcourt"), ("Elmhurst", "Elmhurst; Southcourt"), ("Elmhurst, southcourt", "Elmhurst, southcourt"),
    ],
)  # fmt: skip
def test_a_ward_is_named_once(before: str, after: str) -> None:
    assert with_ward(before, "Southcourt") == after


def test_an_event_that_feeds_both_counts_of_one_name_is_named() -> None:
    counts = [{"id": one, "ref": f"CHE-{one}", "name": "Visits", "code": ""} for one in ("C1", "C2")]
    figures = [{"activity_count": one, "event": "e", "event_ref": "CHE-E04"} for one in ("C1", "C2")]
    (found,) = double_counts.counts_twice(counts, figures)  # type: ignore[arg-type] # rows of the store
    assert "CHE-E04 feeds both" in found.sentence


def test_a_comma_may_be_part_of_the_name_of_a_ward() -> None:
    shared = "Booker, Cressex and Castlefield; Abbey"
    assert wards_named(shared) == ["Booker, Cressex and Castlefield", "Abbey"]
    assert names_ward(shared, "Booker, Cressex and Castlefield")
    assert names_ward("Abbey, Southcourt", "southcourt")
    assert not names_ward(shared, "Southcourt")

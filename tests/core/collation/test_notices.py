"""What the centre should ask about, said once and of whom."""

from __future__ import annotations

from typing import Any

from ward_desk.core.collation import notices
from ward_desk.core.collation.standard import Standard
from ward_desk.core.collation.tables import Incoming
from ward_desk.core.collation.themes import themes
from ward_desk.core.records import Row

KNOWN = Standard(wards=("Abbey", "Chesham"), themes=themes([("Health", ["Health and care"])]))


def header(ward: str, **values: Any) -> Row:
    return {
        "return_id": f"{ward} {values}", "ward": ward, "ward_key": ward.lower(), "programme": "Bucks",
        "programme_key": "bucks", "council": "Bucks Council", "period": "2023-24-Q3", "period_label": "Q3 2023-24",
        "version": 1, "status": "signed", "file": f"{ward}.xlsx", **values,
    }  # fmt: skip


def a_return(ward: str, *names: str) -> Incoming:
    actions: list[Row] = [{"theme": name} for name in names]
    return Incoming(header(ward), {"actions": actions, "events": [], "counts": [], "feedback": []})


def test_an_earlier_name_used_by_many_wards_is_told_once() -> None:
    (one,) = notices.labels([a_return(ward, "Health and care", "Health") for ward in "ABCDE"], KNOWN)
    assert (one.code, one.about) == ("theme.earlier", "5 wards")
    assert one.sentence == (
        "“Health and care” is counted under “Health”, as the theme is called now: so in the return of A, B, C and 2 "
        "more."
    )


def test_a_theme_the_programme_does_not_know_is_told_with_its_ward() -> None:
    (one,) = notices.labels([a_return("Abbey", "Zoo; Health")], KNOWN)
    assert (one.code, one.about) == ("theme.unknown", "Abbey")
    assert "“Zoo”" in one.sentence


def test_no_theme_is_strange_where_the_programme_names_none() -> None:
    assert list(notices.labels([a_return("Abbey", "Zoo")], Standard())) == []


def test_the_next_version_of_a_quarter_is_no_return_twice() -> None:
    rows = [header("Abbey"), header("Abbey", version=2), header("Abbey", period="2023-24-Q2")]
    assert list(notices.twice(rows, frozenset())) == []


def test_drafts_are_no_return_twice() -> None:
    rows = [header("Abbey"), header("Abbey", status="draft")]
    assert list(notices.twice(rows, frozenset())) == []


def test_two_different_first_versions_are_named_the_one_that_counts_first() -> None:
    rows = [header("Abbey", file="a.xlsx", return_id="a"), header("Abbey", file="b.xlsx", return_id="b")]
    (one,) = notices.twice(rows, frozenset({"b"}))
    assert one.sentence == (
        "Abbey has 2 different returns that call themselves version 1: b.xlsx (b) is the one counted, a.xlsx (a) is "
        "not. Ask the ward which is right, and to send it as version 2."
    )


def test_versions_from_the_first_leave_no_gap() -> None:
    assert list(notices.gaps([header("Abbey"), header("Abbey", version=2)])) == []
    (one,) = notices.gaps([header("Abbey", version=2)])
    assert "version 1 was never read" in one.sentence


def test_a_ward_is_known_however_its_name_is_written() -> None:
    one = Incoming(header("ABBEY"), {})
    assert list(notices.strangers([one], KNOWN)) == []

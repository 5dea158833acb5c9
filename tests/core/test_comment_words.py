"""A comment as it is typed in a hall, with its themes behind it."""

from __future__ import annotations

import pytest

from ward_desk.core.comment_words import read_comment

THEMES = (
    ("e", "Education & youth"),
    ("j", "Jobs, careers & skills"),
    ("p", "Public realm"),
    ("h", "Health & wellbeing"),
)


@pytest.mark.parametrize(
    ("typed", "words", "themes"),
    [
        ("Lights out", "Lights out", []),
        ("Lights  out #public", "Lights out", ["p"]),
        ("No GP slot #Health", "No GP slot", ["h"]),
        ("No course in the evening #skills #edu", "No course in the evening", ["j", "e"]),
        ("Follow us on #chesham", "Follow us on #chesham", []),
        ("#health", "#health", []),
        ("Flat # 4", "Flat # 4", []),
        ("Twice #health #health", "Twice", ["h"]),
        ("", "", []),
    ],
)
def test_themes_are_told_by_a_part_of_their_name_behind_a_hash(typed: str, words: str, themes: list[str]) -> None:
    assert read_comment(typed, THEMES) == (words, themes)


def test_a_theme_that_begins_with_the_letters_comes_before_one_that_only_holds_them() -> None:
    assert read_comment("Late #car", (("a", "Daycare"), ("b", "Care homes"))) == ("Late", ["b"])

"""A theme stands under the name it has now."""

from __future__ import annotations

from ward_desk.core.collation.themes import NO_THEME, themes

KNOWN = themes([("Education and Youth Engagement", ["Education & youth", "Education and Skills"]), ("Health", [])])


def test_an_earlier_name_is_the_theme_it_became() -> None:
    assert KNOWN.of("Education and Skills") == ["Education and Youth Engagement"]
    assert KNOWN.of("education & SKILLS") == ["Education and Youth Engagement"]


def test_two_themes_in_a_cell_are_two_and_two_names_of_one_are_one() -> None:
    assert KNOWN.of("Health; Education and Skills") == ["Health", "Education and Youth Engagement"]
    assert KNOWN.shown("Education and Skills; Education and Youth Engagement") == "Education and Youth Engagement"


def test_no_theme_is_said_where_themes_are_listed_and_nowhere_else() -> None:
    assert KNOWN.of(None) == [NO_THEME]
    assert KNOWN.shown("") == ""


def test_the_programmes_themes_come_first_then_others_then_none() -> None:
    order = KNOWN.ordered([NO_THEME, "Zoo", "Art", "Health"])
    assert order == ["Education and Youth Engagement", "Health", "Art", "Zoo", NO_THEME]

"""The columns of a survey file as lines, and what a letter and a role do to them."""

from __future__ import annotations

import pytest

from ward_desk.core.surveys.survey_file import OUT, ROLES, Heading, Planned, Profile
from ward_desk.ui.pages.feedback.file_in import file_in_lines
from ward_desk.ui.pages.feedback.file_in.file_in_lines import Line


def holds(*cells: str) -> Profile:
    return Profile(len(cells), len(cells), dict.fromkeys(cells, 1), cells)


def test_columns_of_one_question_are_one_line_at_the_place_of_the_first() -> None:
    headings = [Heading("Date"), Heading("Why?", "Rain"), Heading("Why?", "Wind"), Heading("Why?", "Other")]
    columns = [
        Planned("answered_on"), Planned("several", choice="Rain", group=1), Planned("several", choice="Wind", group=1),
        Planned("text", other=True, group=1),
    ]  # fmt: skip
    lines = file_in_lines.lines(headings, [holds("1 May"), holds("Rain"), holds("Wind"), holds("Fog")], columns)
    assert lines == [
        Line((0,), "Date", "1 May", "Column A"),
        Line((1, 2), "Why?", "Rain · Wind", "Columns B to C"),
        Line((3,), "Other (Why?)", "Fog", "Column D"),
    ]


def test_a_heading_or_a_cell_without_end_is_shown_by_its_beginning() -> None:
    (line,) = file_in_lines.lines([Heading("H" * 9_000)], [holds("x" * 9_000, "y" * 9_000)], [Planned("text")])
    assert len(line.words) < 300
    assert len(line.values) < 300
    assert line.words.endswith("…")


@pytest.mark.parametrize(("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_in_a_spreadsheet(place: int, name: str) -> None:
    assert file_in_lines.letter(place) == name


def test_every_role_has_a_letter_that_picks_it() -> None:
    line = Line((0,), "Any", "", "Column A")
    for code, _ in ROLES:
        letter, role, tried = file_in_lines.NAMES[code][0], "", 0
        while role != code:
            role = file_in_lines.picked(line, letter, role)
            tried += 1
            assert tried <= len(ROLES)


def test_a_letter_that_begins_no_role_changes_nothing() -> None:
    assert file_in_lines.picked(Line((0,), "Any", "", "Column A"), "x", "scale") == "scale"


@pytest.mark.parametrize(
    ("role", "other"),
    [("age_band", "birth"), ("birth", "age_band"), ("area", "postcode"), ("channel", "channel"), ("source_row",) * 2],
)
def test_a_role_there_is_only_one_of_moves(role: str, other: str) -> None:
    headings, profiles = [Heading("A"), Heading("B")], [holds("x"), holds("y")]
    line = Line((1,), "B", "", "Column B")
    after, gone = file_in_lines.decided([Planned(other), Planned("one")], headings, profiles, [line], role)
    assert ([one.role for one in after], gone) == ([OUT, role], [0])


def test_of_several_columns_chosen_only_the_first_becomes_what_there_is_one_of() -> None:
    headings, profiles = [Heading("A"), Heading("B")], [holds("x"), holds("y")]
    chosen = [Line((at,), "", "", "") for at in range(2)]
    after, gone = file_in_lines.decided([Planned("one"), Planned("one")], headings, profiles, chosen, "area")
    assert ([one.role for one in after], gone) == (["area", "one"], [])


def test_a_column_becomes_a_question_with_its_own_words_and_answers() -> None:
    headings, profiles = [Heading("Which  day?")], [holds("Monday", "Friday")]
    line = Line((0,), "Which day?", "", "Column A")
    after, _ = file_in_lines.decided([Planned(OUT, why="Left out: names.")], headings, profiles, [line], "one")
    assert after == (Planned("one", "Which day?", ("Monday", "Friday")),)


def test_several_choices_are_told_apart_in_their_cells() -> None:
    headings, profiles = [Heading("Why?")], [holds("Rain;Wind;", "Rain;", "Wind;", "Wind;Fog;", "Fog;Rain;")]
    line = Line((0,), "Why?", "", "Column A")
    (after,), _ = file_in_lines.decided([Planned("text", "Why?")], headings, profiles, [line], "several")
    assert (set(after.options), after.parts) == ({"Rain", "Wind", "Fog"}, ";")


def test_an_equality_question_is_about_something() -> None:
    line = Line((0,), "Faith", "", "Column A")
    (after,), _ = file_in_lines.decided([Planned("one")], [Heading("Faith")], [holds("None")], [line], "equality")
    assert after.characteristic == "other"


def test_what_is_left_out_is_named_by_kind() -> None:
    headings = [Heading("Email"), Heading("Name"), Heading("Your name"), Heading("Junk")]
    columns = [
        Planned(OUT, why="Left out: e-mail addresses."), Planned(OUT, why="Left out: names."),
        Planned(OUT, why="Left out: names."), Planned(OUT),
    ]  # fmt: skip
    assert file_in_lines.left_out(headings, columns) == "Left out: e-mail addresses (Email), names (Name, Your name)."
    assert file_in_lines.left_out(headings[3:], columns[3:]) == ""

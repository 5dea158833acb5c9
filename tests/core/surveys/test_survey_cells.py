"""Reading one cell of a survey file as what its column is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward_desk.core.privacy import scan
from ward_desk.core.surveys.survey_cells import birth_reader, problem, reader
from ward_desk.core.surveys.survey_file import ROLES, Planned

PARKS = "Parks, play areas and open spaces"


@pytest.mark.parametrize(
    ("planned", "cell", "answer"),
    [
        (Planned("one", options=("Yes", "No")), " yes ", "Yes"),
        (Planned("one", options=("Yes", "No")), "It depends", "It depends"),
        (Planned("one", options=("Yes",)), "ring 07700 900123", "ring [removed: phone number]"),
        (Planned("one", options=("Yes",)), "  ", None),
        (Planned("scale", options=("Very satisfied",)), "VERY  satisfied", "Very satisfied"),
        (Planned("several", options=(PARKS, "Jobs"), parts=", "), f"jobs, {PARKS}", ("Jobs", PARKS)),
        (Planned("several", options=("Jobs",), parts=";"), "Jobs;a@b.co.uk;", ("Jobs", "[removed: e-mail address]")),
        (Planned("several", options=("Jobs",), choice="Jobs"), "Jobs", ("Jobs",)),
        (Planned("several", options=("Jobs",), choice="Jobs"), "1", ("Jobs",)),
        (Planned("several", options=("Jobs",), choice="Jobs"), "0", ()),
        (Planned("several", options=("Jobs",), choice="Jobs"), "No", ()),
        (Planned("several", options=("Jobs",), choice="Jobs"), "", ()),
        (Planned("several", options=("None",), choice="None"), "None", ("None",)),
        (Planned("several", options=("Jobs",)), "jobs", ("Jobs",)),
        (Planned("number"), "7", "7"),
        (Planned("number"), "7.50", "7.5"),
        (Planned("number"), "1,234", "1234"),
        (Planned("number"), "£1,234.50", "1234.5"),
        (Planned("number"), "63 %", "63"),
        (Planned("number"), "about 12 km", "12"),
        (Planned("number"), "7,5", "7.5"),
        (Planned("number"), "-3", "-3"),
        (Planned("number"), "seven", None),
        (Planned("number"), "5-10", None),
        (Planned("date", order="mdy"), "10/5/23 14:03", "2023-10-05"),
        (Planned("answered_on"), "05/10/2023 14:03", "2023-10-05"),
        (Planned("date"), "31/02/2023", None),
        (Planned("age_band"), "25 to 34", "25-34"),
        (Planned("age_band"), "65+", None),
        (Planned("area"), "12 High Street", "High Street"),
        (Planned("area"), "Flat 3b, 12a High Street, HP5 1AB", "High Street"),
        (Planned("area"), "Pond Park", "Pond Park"),
        (Planned("area"), "HP5 1AB", None),
        (Planned("area"), "Mrs Smith, 3 Broad Street", "Broad Street"),
        (Planned("area"), "x" * 80, "x" * 60),
        (Planned("postcode"), "hp51ab", "HP5 1"),
        (Planned("postcode"), "HP5 1AB", "HP5 1"),
        (Planned("postcode"), "SW1A 1AA", "SW1A 1"),
        (Planned("postcode"), "hp12 3cd", "HP12 3"),
        (Planned("postcode"), "HP5 1", "HP5 1"),
        (Planned("postcode"), "HP12", None),
        (Planned("channel"), "Web Link 1", "online"),
        (Planned("channel"), "Facebook", "online"),
        (Planned("channel"), "anonymous", "online"),
        (Planned("channel"), "Paper copies (manual entry)", "paper"),
        (Planned("channel"), "Telephone", "telephone"),
        (Planned("channel"), "Face-to-face", "face_to_face"),
        (Planned("channel"), "118400", None),
        (Planned("source_row"), " R_1 ", "R_1"),
        (Planned("text"), " More benches\nplease ", "More benches\nplease"),
        (Planned("out"), "anything", None),
        (Planned("birth"), "01/02/1980", None),
        (
            Planned("equality", options=("White British",), characteristic="ethnicity"),
            "white british",
            ("White British",),
        ),
        (Planned("equality", characteristic="sex"), "I'd rather not say", ("Prefer not to say",)),
        (Planned("equality", parts=";", options=("A", "B"), characteristic="disability"), "A;B;", ("A", "B")),
        (
            Planned("equality", "Are you married?", options=("Yes", "No"), characteristic="other"),
            "yes",
            ("Marriage or civil partnership: Yes",),
        ),
        (Planned("equality", options=("Muslim",), choice="Muslim", characteristic="religion"), "x", ("Muslim",)),
        (Planned("equality", characteristic="religion"), "", ()),
    ],
)
def test_a_cell_is_read_as_its_column(planned: Planned, cell: str, answer: object) -> None:
    read = reader(planned)
    assert read(cell) == answer
    assert read(cell) == answer  # and again, once it is remembered


@pytest.mark.parametrize(
    ("cell", "on", "band"),
    [
        ("06/10/1988", "2023-10-05", "25-34"),
        ("05/10/1988", "2023-10-05", "35-44"),
        ("05/10/55", "2023-10-05", "65-74"),
        ("05/10/38", "2023-10-05", "85+"),
        ("1950", "2023-10-05", "65-74"),
        ("29/02/36", "2023-10-05", "85+"),
        ("soon", "2023-10-05", None),
        ("05/10/1988", "", None),
        ("", "2023-10-05", None),
    ],
)
def test_a_birth_gives_only_an_age_band(cell: str, on: str, band: str | None) -> None:
    assert birth_reader(Planned("birth"))(cell, on) == band


def test_what_cannot_be_read_is_said_in_words() -> None:
    assert problem(Planned("number"), "seven") == "“seven” is not a number that can be read."
    assert problem(Planned("date"), "soon") == "“soon” is not a date that can be read."
    assert (
        problem(Planned("number"), "ring 07700 900123")
        == "“ring [removed: phone number]” is not a number that can be read."
    )
    assert problem(Planned("number"), "7") == problem(Planned("number"), " ") == problem(Planned("out"), "x") == ""


PLANS = [
    *(Planned(role, "How?", ("Yes", "No, never"), characteristic="other") for role, _ in ROLES),
    *(Planned(role, "How?", ("Yes", "No, never"), parts, characteristic="sex") for role in ("several", "equality")
      for parts in (";", ", ", "|")),
    Planned("several", options=("Yes",), choice="Yes"),
]  # fmt: skip


@given(st.sampled_from(PLANS), st.text(max_size=120))
def test_a_reader_never_raises(planned: Planned, cell: str) -> None:
    answer = reader(planned)(cell)
    assert answer is None or isinstance(answer, str | tuple)
    problem(planned, cell)
    birth_reader(planned)(cell, cell)


@given(
    st.text(max_size=30), st.sampled_from(["07700 900123", "HP5 1AB", "a@b.co.uk", "Mrs Smith"]), st.text(max_size=30)
)
def test_an_area_and_a_choice_hold_nothing_personal(before: str, personal: str, after: str) -> None:
    cell = f"{before} {personal} {after}"
    for planned in (Planned("area"), Planned("one", options=("Yes",)), Planned("several", options=("Yes",), parts=";")):
        answer = reader(planned)(cell)
        for words in (answer,) if isinstance(answer, str) else answer or ():
            assert not scan(words)

"""Survey voices: who answered beside who lives here."""

from __future__ import annotations

from tests.service.surveys.answered import survey
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.surveys.results import survey_voices
from ward_desk.service.surveys.results.survey_voices import Group


def ages(doc: Document, **numbers: int) -> Group:
    people = [{"age_band": band[1:].replace("_", "-")} for band, number in numbers.items() for _ in range(number)]
    made = survey(doc, "S", [{"wording": "Q", "kind": "number"}], [{0: "1"}] * len(people), people)
    return survey_voices.groups(doc, made)[0]


def line(doc: Document, name: str, value: float, **more: str) -> str:
    return edits.add(doc, "profile_line", {"indicator": name, "unit": "%", "ward_value": value, **more})


def test_a_band_with_half_its_people_is_said_to_be(empty_ward: Document) -> None:
    line(empty_ward, "Residents aged 16-24", 20)
    line(empty_ward, "Residents aged 25 to 34", 80)
    made = ages(empty_ward, a16_24=10, a25_34=90)
    assert [(one.words, one.share, one.said) for one in made.voices] == [
        ("16-24", 10, "about half as many as there should be"),
        ("25-34", 90, "about as many as there should be"),
    ]


def test_without_such_a_line_it_says_what_to_add(empty_ward: Document) -> None:
    made = ages(empty_ward, a16_24=10, a25_34=90)
    assert made.why == "The ward profile does not say how many residents there are by age."
    assert made.missing[1] == "Residents aged 16-24"


def test_the_latest_line_counts(empty_ward: Document) -> None:
    line(empty_ward, "Residents aged 16-24", 20, dated="2021-03-21")
    line(empty_ward, "Residents aged 16-24", 10, dated="2011-03-27")
    assert ages(empty_ward, a16_24=10, a25_34=10).voices[0].residents == 20


def test_where_no_child_answered_the_others_are_compared_with_those_of_16_and_over(empty_ward: Document) -> None:
    line(empty_ward, "Residents aged under 16", 20)
    line(empty_ward, "Residents aged 16-24", 20)
    made = ages(empty_ward, a16_24=25, a25_34=75)
    assert [one.residents for one in made.voices] == [20, 25]
    assert made.voices[0].said == "nobody answered"
    assert "aged 16 and over" in made.notes[0]


def test_few_people_of_a_band_are_not_told(empty_ward: Document) -> None:
    line(empty_ward, "Residents aged 16-24", 20)
    line(empty_ward, "Residents aged 25-34", 40)
    line(empty_ward, "Residents aged 35-44", 40)
    made = ages(empty_ward, a16_24=2, a25_34=40, a35_44=50)
    assert [one.answered for one in made.voices] == [None, None, 50]
    assert made.voices[0].said == "a small number, not shown"


def test_a_base_of_few_compares_nothing(empty_ward: Document) -> None:
    line(empty_ward, "Residents aged 16-24", 20)
    assert ages(empty_ward, a16_24=4).why == "Fewer than 5 people gave an age."


def test_equality_totals_are_compared_with_lines_called_after_them(empty_ward: Document) -> None:
    line(empty_ward, "Female residents", 50)
    made = survey(empty_ward, "S", [], [])
    for band, number in (("Female", 60), ("Male", 20), ("Prefer not to say", 9)):
        edits.add(
            empty_ward, "equality_total", {"survey": made, "characteristic": "sex", "band": band, "number": number}
        )
    sex = next(one for one in survey_voices.groups(empty_ward, made) if one.characteristic == "sex")
    assert (sex.base, sex.voices[0].share, sex.missing) == (80, 75, ("Residents, sex: Male",))


def test_a_line_of_another_name_is_used_once_it_is_said_whose_it_is(empty_ward: Document) -> None:
    odd = line(empty_ward, "Young adults", 20, source="Census 2021")
    assert survey_voices.lines_to_choose(empty_ward) == [(odd, "Young adults, 20%")]
    survey_voices.use_line(empty_ward, odd, "Residents aged 16-24")
    assert ages(empty_ward, a16_24=10, a25_34=10).voices[0].words == "16-24"
    added = empty_ward.store.rows("profile_line", indicator="Residents aged 16-24")[0]
    assert added["source"] == "As “Young adults”; Census 2021"
    assert [words for _, words in survey_voices.lines_to_choose(empty_ward)] == ["Young adults, 20%"]

"""The question bank as it is delivered, and adding its questions to a survey."""

from __future__ import annotations

from pathlib import Path

import pytest

from ward_desk.core.choices import AGE_BANDS
from ward_desk.core.errors import KnownError
from ward_desk.core.privacy import scan
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.surveys.paper import survey_bank
from ward_desk.service.surveys.surveys import options_of, questions

OUTCOMES = {
    "area_satisfied": 5, "area_belong": 5, "area_recommend": 5, "safe_day": 4, "safe_dark": 4, "ons4_satisfied": 11,
    "ons4_worthwhile": 11, "ons4_happy": 11, "ons4_anxious": 11,
}  # fmt: skip


def survey_of(doc: Document) -> str:
    return edits.add(doc, "survey", {"title": "Living here"})


def test_the_outcome_questions_have_their_standard_number_of_answers_from_the_low_end_to_the_high() -> None:
    bank = {one.code: one for one in survey_bank.bank()}
    for code, number in OUTCOMES.items():
        assert bank[code].kind == "scale"
        assert len(bank[code].options) == number
    for code in ("area_satisfied", "safe_day", "safe_dark"):
        low, high = bank[code].options[0].lower(), bank[code].options[-1].lower()
        assert low.replace("diss", "s").replace("un", "") == high
    assert bank["area_belong"].options[0] == "Strongly disagree"
    assert bank["ons4_anxious"].options == tuple(str(n) for n in range(11))
    assert bank["civic_12_months"].kind == "several"


def test_every_question_says_whose_wording_it_is_and_who_it_is_for() -> None:
    for one in survey_bank.bank():
        assert all((one.source, one.note, one.group))
        assert not scan("\n".join((one.wording, *one.options)))


def test_equality_questions_are_for_a_sheet_of_their_own_and_let_everybody_decline() -> None:
    equality = survey_bank.equality()
    assert {one.characteristic for one in equality} == {"age", "sex", "ethnicity", "disability", "carer"}
    assert all(one.options[-1] == "Prefer not to say" for one in equality)
    assert not set(equality) & set(survey_bank.to_ask())
    [age] = [one for one in equality if one.characteristic == "age"]
    assert set(age.options) < {code for code, _ in AGE_BANDS}


def test_questions_are_added_in_the_order_of_the_bank_as_one_operation(empty_ward: Document) -> None:
    survey = survey_of(empty_ward)
    made = survey_bank.add(empty_ward, survey, ["one_thing", "ons4_happy", "area_satisfied"])
    rows = questions(empty_ward, survey)
    assert [row["id"] for row in rows] == made
    assert [row["bank"] for row in rows] == ["area_satisfied", "ons4_happy", "one_thing"]
    assert [row["position"] for row in rows] == [1, 2, 3]
    assert options_of(rows[0])[0] == "Very dissatisfied"
    assert empty_ward.undo_label == "Add 3 questions to CHE-S01"
    empty_ward.undo()
    assert questions(empty_ward, survey) == []


def test_a_question_the_survey_has_already_is_passed_over(empty_ward: Document) -> None:
    survey = survey_of(empty_ward)
    survey_bank.add(empty_ward, survey, ["safe_day"])
    assert survey_bank.asked_already(empty_ward, survey) == {"safe_day"}
    assert survey_bank.add(empty_ward, survey, ["safe_day"]) == []
    assert len(survey_bank.add(empty_ward, survey, ["safe_day", "safe_dark"])) == 1
    assert [row["position"] for row in questions(empty_ward, survey)] == [1, 2]


def test_an_equality_question_never_becomes_a_question_of_a_survey(empty_ward: Document) -> None:
    survey = survey_of(empty_ward)
    assert survey_bank.add(empty_ward, survey, ["eq_ethnicity"]) == []
    assert questions(empty_ward, survey) == []


def test_a_survey_that_is_gone_takes_no_questions(empty_ward: Document) -> None:
    with pytest.raises(KnownError, match="removed"):
        survey_bank.add(empty_ward, "gone", ["safe_day"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("group = ", "1_wrong.toml"),
        ("group = 'A'\n[[questions]]\ncode = 'a'", "wording|kind"),
        ("group = 'A'\n[[questions]]\ncode = 'a'\nwording = 'W'\nkind = 'odd'\nsource = 's'\nnote = 'n'", "odd"),
        ("group = 'A'\n[[questions]]\ncode = 'a'\nwording = 'W'\nkind = 'one'\nsource = 's'\nnote = 'n'", "options"),
        (2 * "[[questions]]\ncode = 'a'\nwording = 'W'\nkind = 'text'\nsource = 's'\nnote = 'n'\n", "group"),
        ("group = 'A'\n" + 2 * "[[questions]]\ncode = 'a'\nwording = 'W'\nkind = 'text'\nsource = 's'\nnote = 'n'\n",
         "Two questions"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "1_wrong.toml").write_text(text, encoding="utf-8")
    with pytest.raises(KnownError, match=said):
        survey_bank.bank(tmp_path)

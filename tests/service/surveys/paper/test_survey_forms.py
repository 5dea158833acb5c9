"""Paper forms typed in: one operation each, the pile counted, and equality slips kept as totals only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.core.surveys.answers import Answers, key, unpack
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.surveys.paper import survey_bank, survey_forms, survey_print
from ward_desk.service.surveys.paper.survey_forms import Form
from ward_desk.service.surveys.results.survey_results import results
from ward_desk.service.surveys.surveys import questions

CODES = ("area_satisfied", "civic_12_months", "one_thing")


@pytest.fixture
def survey(empty_ward: Document) -> str:
    """A survey with a scale, several choices and free text."""
    made = edits.add(empty_ward, "survey", {"title": "Living here", "audience": "Residents", "closes": "2024-01-31"})
    survey_bank.add(empty_ward, made, CODES)
    return made


def filled(doc: Document, survey: str, words: str = "More buses") -> Form:
    scale, several, said = (str(row["id"]) for row in questions(doc, survey)[:3])
    answers: Answers = {scale: "Fairly satisfied", several: ["None of these"], said: words}
    return replace(survey_forms.blank(doc, survey), age_band="45-54", area="Pond Park", answers=answers)


def test_a_form_is_one_operation_that_undo_takes_back_whole(empty_ward: Document, survey: str) -> None:
    form = survey_forms.keep(empty_ward, survey, filled(empty_ward, survey))
    assert empty_ward.undo_label == "Type in form 1 of CHE-S01"
    [row] = empty_ward.store.rows("response", survey=survey)
    [comment] = empty_ward.store.rows("comment", survey=survey)
    assert (row["source_row"], row["channel"], row["age_band"], row["area"]) == (
        "paper 1",
        "paper",
        "45-54",
        "Pond Park",
    )
    assert comment["words"] == "More buses"
    assert "More buses" not in str(row["answers"])
    assert survey_forms.read(empty_ward, form.id) == form
    empty_ward.undo()
    assert not empty_ward.store.rows("response", survey=survey)
    assert not empty_ward.store.rows("comment", survey=survey)
    assert survey_forms.blank(empty_ward, survey).number == 1


def test_date_and_channel_are_carried_on_and_nothing_else(empty_ward: Document, survey: str) -> None:
    first = replace(filled(empty_ward, survey), answered_on="2023-12-11", channel="face_to_face")
    survey_forms.keep(empty_ward, survey, first)
    following = survey_forms.blank(empty_ward, survey)
    assert following == Form(number=2, answered_on="2023-12-11", channel="face_to_face")
    assert following.empty


def test_a_form_removed_leaves_its_number_to_the_next(empty_ward: Document, survey: str) -> None:
    forms = [survey_forms.keep(empty_ward, survey, filled(empty_ward, survey)) for _ in range(3)]
    survey_forms.remove(empty_ward, survey, forms[1].id)
    assert empty_ward.undo_label == "Remove form 2 of CHE-S01"
    assert survey_forms.blank(empty_ward, survey).number == 2
    assert survey_forms.pile(empty_ward, survey).done == 2


def test_a_skipped_question_has_no_answer(empty_ward: Document, survey: str) -> None:
    survey_forms.keep(empty_ward, survey, replace(survey_forms.blank(empty_ward, survey), age_band="16-24"))
    [row] = empty_ward.store.rows("response", survey=survey)
    assert row["answers"] == ""
    assert [one.base for one in results(empty_ward, survey).questions] == [0, 0, 0]


def test_correcting_a_form_keeps_its_comment_and_what_was_answered_to_questions_gone(
    empty_ward: Document, survey: str
) -> None:
    form = survey_forms.keep(empty_ward, survey, filled(empty_ward, survey))
    [comment] = empty_ward.store.rows("comment", survey=survey)
    scale, several, said = (str(row["id"]) for row in questions(empty_ward, survey))
    edits.remove(empty_ward, "question", several)
    changed = survey_forms.read(empty_ward, form.id)
    assert changed is not None
    survey_forms.keep(empty_ward, survey, replace(changed, answers={scale: "Very satisfied", said: "More trains"}))
    assert empty_ward.undo_label == "Correct form 1 of CHE-S01"
    [row] = empty_ward.store.rows("response", survey=survey)
    assert unpack(row["answers"]) == {key(scale): "Very satisfied", key(several): ["None of these"]}
    [after] = empty_ward.store.rows("comment", survey=survey)
    assert (after["id"], after["words"]) == (comment["id"], "More trains")
    survey_forms.keep(empty_ward, survey, replace(changed, answers={}))
    assert not empty_ward.store.rows("comment", survey=survey)


def test_a_half_typed_form_is_not_counted_until_it_is_finished(empty_ward: Document, survey: str) -> None:
    survey_forms.set_pile(empty_ward, survey, 40)
    half = survey_forms.keep(empty_ward, survey, replace(filled(empty_ward, survey), half_typed=True))
    pile = survey_forms.pile(empty_ward, survey)
    assert (pile.of, pile.done, survey_forms.blank(empty_ward, survey).number) == (40, 0, 2)
    assert [one.half_typed for one in pile.last] == [True]
    assert survey_forms.half_typed(empty_ward, survey) == half
    survey_forms.keep(empty_ward, survey, replace(half, half_typed=False))
    assert empty_ward.undo_label == "Type in form 1 of CHE-S01"
    assert survey_forms.pile(empty_ward, survey).done == 1
    assert survey_forms.half_typed(empty_ward, survey) is None


def test_areas_keep_the_order_they_came_up_in(empty_ward: Document, survey: str) -> None:
    for area in ("Pond Park", "Asheridge", "Pond Park", "", "Hivings"):
        survey_forms.keep(empty_ward, survey, replace(filled(empty_ward, survey), area=area))
    assert survey_forms.areas(empty_ward, survey) == ["Pond Park", "Asheridge", "Hivings"]


def test_an_emptied_survey_takes_no_forms(empty_ward: Document, survey: str) -> None:
    edits.edit(empty_ward, "survey", survey, {"emptied_on": "2023-12-01"})
    with pytest.raises(KnownError, match="removed"):
        survey_forms.keep(empty_ward, survey, filled(empty_ward, survey))


def test_slips_add_to_the_totals_as_one_operation(empty_ward: Document, survey: str) -> None:
    survey_forms.keep_slips(empty_ward, survey, {"sex": {"Female": 4, "Male": 3}})
    survey_forms.keep_slips(empty_ward, survey, {"sex": {"Female": 5}, "carer": {"No": 6}})
    assert survey_forms.slip_totals(empty_ward, survey) == {"sex": {"Female": 9, "Male": 3}, "carer": {"No": 6}}
    assert empty_ward.undo_label == "Add up the equality slips of CHE-S01"
    empty_ward.undo()
    assert survey_forms.slip_totals(empty_ward, survey) == {"sex": {"Female": 4, "Male": 3}}


def test_so_few_slips_that_one_could_tell_whose_they_are_are_not_added(empty_ward: Document, survey: str) -> None:
    few = {"White": 3, "Other ethnic group": 1}
    assert survey_forms.keep_slips(empty_ward, survey, {"sex": {"Female": 9}, "ethnicity": few}) == {"ethnicity": few}
    assert survey_forms.slip_totals(empty_ward, survey) == {"sex": {"Female": 9}}
    with pytest.raises(KnownError, match="fewer than 5 slips"):
        survey_forms.keep_slips(empty_ward, survey, {"ethnicity": few})
    assert survey_forms.slip_totals(empty_ward, survey) == {"sex": {"Female": 9}}


def test_no_answer_to_an_equality_question_stands_on_a_response_or_a_comment(empty_ward: Document, survey: str) -> None:
    survey_forms.keep(empty_ward, survey, filled(empty_ward, survey))
    survey_forms.keep_slips(empty_ward, survey, {"ethnicity": {"Asian or Asian British": 7}})
    for table in ("response", "comment"):
        assert "Asian" not in str(empty_ward.store.rows(table))


def test_the_paper_form_says_who_asks_why_how_long_what_becomes_of_it_when_and_whom_to_ask(
    empty_ward: Document, survey: str
) -> None:
    edits.edit(empty_ward, "survey", survey, {"purpose": "To agree priorities.", "retain_until": "2025-01-31"})
    form = survey_print.printed(empty_ward, survey)
    said = dict(form.introduction)
    assert list(said) == ["Who asks", "Why", "How long", "Without your name", "What becomes of it",
                          "When you hear of it", "Questions?"]  # fmt: skip
    assert said["Why"] == "To agree priorities."
    assert "31 Jan 2025" in said["What becomes of it"]
    assert "31 Jan 2024" in said["When you hear of it"]
    assert "minutes" in said["How long"]
    assert all(said.values())


def test_what_is_printed_beside_a_box_is_what_is_typed_and_equality_questions_stand_apart(
    empty_ward: Document, survey: str
) -> None:
    survey_bank.add(empty_ward, survey, ["ons4_happy"])
    survey_forms.keep(empty_ward, survey, filled(empty_ward, survey))
    form = survey_print.printed(empty_ward, survey)
    happy = form.asked[3]
    assert [number for number, _ in happy.answers] == [str(n) for n in range(11)]
    age, area = form.about_you
    assert age.answers[-1] == ("0", "Prefer not to say")
    assert area.answers == (("1", "Pond Park"),)
    assert not {one.wording for one in form.equality} & {one.wording for one in form.asked}
    assert "apart" in form.purpose


def test_a_survey_without_questions_is_not_printed(empty_ward: Document) -> None:
    bare = edits.add(empty_ward, "survey", {"title": "Bare"})
    with pytest.raises(KnownError, match="no question"):
        survey_print.printed(empty_ward, bare)

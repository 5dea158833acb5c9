"""Removing the answers of a survey leaves its results, and no trace of an answer anywhere in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.service.surveys.made_files import bring, made
from ward_desk.core.errors import KnownError
from ward_desk.core.surveys.answers import key, pack
from ward_desk.core.surveys.survey_file import Heading
from ward_desk.service import edits, recovery
from ward_desk.service.document import Document
from ward_desk.service.surveys import survey_empty, surveys
from ward_desk.service.surveys.paper import survey_forms
from ward_desk.service.surveys.results.survey_results import results
from ward_desk.store import surveys as stored
from ward_desk.store.search import find

TOKENS = ("Zweibrucken", "Quetzalcoatl", "Okefenokee", "Xanadulane", "Vexillology", "paper 777")


@pytest.fixture
def survey(ward: Document) -> str:
    """A survey whose answers have been through everything: typed, changed, removed, undone, sorted, found."""
    own = edits.add(ward, "survey", {"title": "Winter", "opens": "2023-01-01", "retain_until": "2023-06-30"})
    one = edits.add(ward, "question", {"survey": own, "wording": "Which?", "kind": "one", "options": "Yes\nNo"})
    text = edits.add(ward, "question", {"survey": own, "wording": "Why?", "kind": "text", "position": 1})
    theme = str(ward.store.rows("theme")[0]["id"])
    for at in range(12):
        answers = pack({key(one): "Yes" if at < 5 else "No" if at < 11 else "Zweibrucken"})
        response = edits.add(ward, "response", {
            "survey": own, "answers": answers, "age_band": "35-44", "channel": "paper", "answered_on": "2023-01-09",
            "area": "Xanadulane" if at == 3 else "Pond Park", "source_row": "paper 777" if at == 3 else "",
        })  # fmt: skip
        words = "Quetzalcoatl is late" if at % 2 else "Okefenokee is early"
        comment = edits.add(ward, "comment", {"survey": own, "question": text, "response": response, "words": words})
        edits.set_links(ward, "comment_theme", comment, [theme])
    gone = edits.add(ward, "response", {"survey": own, "answers": pack({key(one): "Vexillology"})})
    edits.remove(ward, "response", gone)
    ward.undo()
    ward.redo()
    edits.edit(ward, "response", str(ward.store.rows("response", survey=own)[0]["id"]), {"area": "Newtown"})
    return own


def test_no_trace_of_an_answer_is_left_in_the_file(ward: Document, survey: str) -> None:
    before = ward.path.read_bytes().lower()
    assert all(token.lower().encode() in before for token in TOKENS)
    survey_empty.remove_answers(ward, survey)
    after = ward.path.read_bytes().lower()
    assert [token for token in TOKENS if token.lower().encode() in after] == []
    assert find(ward.store, "Quetzalcoatl") == []
    ward.check()
    assert [path.name for path in ward.path.parent.iterdir() if path.name.endswith("-journal")] == []


def test_the_pages_are_overwritten_even_before_the_file_is_made_anew(
    ward: Document, survey: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Document, "compact", lambda _self: None)  # as when the computer stops just before
    survey_empty.remove_answers(ward, survey)
    after = ward.path.read_bytes().lower()
    assert [token for token in TOKENS if token.lower().encode() in after] == []


def test_the_results_stay_as_they_were(ward: Document, survey: str) -> None:
    before = results(ward, survey).questions
    row = ward.store.get("survey", survey) or {}
    who = surveys.answered_by(ward, row)
    ages = stored.age_bands(ward.store, survey)
    survey_empty.remove_answers(ward, survey)
    which, why = results(ward, survey).questions
    assert which.base == before[0].base == 12
    assert which.answers == (("No", 6), ("Yes", 5), (survey_empty.OTHER, 1))
    assert (why.base, why.answers) == (12, before[1].answers)
    assert stored.age_bands(ward.store, survey) == ages
    assert surveys.answered_by(ward, row) == who
    assert stored.comment_themes(ward.store, survey)[0]["number"] == 12
    assert (ward.store.get("survey", survey) or {})["emptied_on"] == "2023-12-18"


def test_emptying_again_after_more_answers_came_adds_them(ward: Document, survey: str) -> None:
    survey_empty.remove_answers(ward, survey)
    one = str(surveys.questions(ward, survey)[0]["id"])
    edits.add(ward, "response", {"survey": survey, "answers": pack({key(one): "Yes"}), "age_band": "16-24"})
    assert results(ward, survey).questions[0].base == 13
    survey_empty.remove_answers(ward, survey)
    assert dict(results(ward, survey).questions[0].answers)["Yes"] == 6
    assert [row["number"] for row in stored.age_bands(ward.store, survey)] == [1, 12]


def test_it_cannot_be_undone_and_blocks_no_other_undo(ward: Document, survey: str) -> None:
    survey_empty.remove_answers(ward, survey)
    assert ward.redo_label is None
    with pytest.raises(KnownError, match="can't be undone") as refused:
        ward.undo()
    assert "Undo once more" in refused.value.next_step
    label = ward.undo_label
    assert label is not None
    assert "response" not in label
    while ward.undo_label != "Fill the ward":
        ward.undo()
    assert ward.store.rows("response", survey=survey) == []


def test_the_question_says_how_much_goes_and_which_copies_still_hold_it(
    ward: Document, survey: str, tmp_path: Path
) -> None:
    ward.save_copy(ward.path.with_name("Ward before Christmas.ward"))
    (ward.path.parent / "not one.ward").write_bytes(b"no document")
    goes = survey_empty.what_goes(ward, survey)
    assert (goes.responses, goes.comments, goes.copies) == (12, 12, ("Ward before Christmas.ward",))
    assert "Ward before Christmas.ward" in goes.question
    assert "12 responses and 12 comments" in goes.question
    survey_empty.remove_answers(ward, survey)
    with pytest.raises(KnownError, match="holds no answers"):
        survey_empty.what_goes(ward, survey)


def test_a_question_removed_takes_its_answers_along_and_brings_them_back(ward: Document, survey: str) -> None:
    one, why = (str(row["id"]) for row in surveys.questions(ward, survey))
    before = ward.store.rows("response", survey=survey), ward.store.rows("comment", survey=survey)
    surveys.remove_question(ward, one)
    assert {row["answers"] for row in ward.store.rows("response", survey=survey)} == {""}
    surveys.remove_question(ward, why)
    assert ward.store.rows("comment", survey=survey) == []
    ward.undo()
    ward.undo()
    key_of = lambda row: str(row["id"])  # noqa: E731
    assert (
        sorted(ward.store.rows("response", survey=survey), key=key_of),
        sorted(ward.store.rows("comment", survey=survey), key=key_of),
    ) == (sorted(before[0], key=key_of), sorted(before[1], key=key_of))


def test_answers_in_peoples_own_words_do_not_stay_among_the_choices(empty_ward: Document) -> None:
    rows = [[str(n), ("Poster", "Friend")[n % 2], ("Jobs;Buses;", "Parks;")[n % 2], "Yes"] for n in range(12)]
    rows += [["12", "Zweibrucken", "Jobs;Quetzalcoatl;", "No"], ["13", "Don't know", "Jobs;", "Yes"]]
    survey = bring(empty_ward, made(rows, ("ID", "How did you hear?", "What matters?", "Again?"))).survey
    assert b"quetzalcoatl" in empty_ward.path.read_bytes().lower()
    survey_empty.remove_answers(empty_ward, survey)
    after = empty_ward.path.read_bytes().lower()
    assert [word for word in (b"zweibrucken", b"quetzalcoatl") if word in after] == []
    told = {str(one["wording"]): str(one["options"]).split("\n") for one in surveys.questions(empty_ward, survey)}
    assert sorted(told["How did you hear?"]) == ["Don't know", "Friend", "Poster"]
    assert sorted(told["What matters?"]) == ["Buses", "Jobs", "Parks"]
    assert sorted(told["Again?"]) == ["No", "Yes"]
    kept = {(str(row["value"]), row["number"]) for row in empty_ward.store.rows("kept_result", survey=survey)}
    assert {("Poster", 6), ("Jobs", 8), (survey_empty.OTHER, 1), ("No", 1)} <= kept


def test_a_choice_that_a_heading_names_and_a_step_of_a_scale_stay_though_one_person_gave_them(
    empty_ward: Document,
) -> None:
    rows = [[str(n), "1" if n == 3 else "", "1", "Very good" if n == 1 else "Poor" if n % 2 else "Good"]
            for n in range(12)]  # fmt: skip
    file = made(rows, ("ID", "Ways", "Ways", "How was it?"))
    heads = (file.headings[0], Heading("Ways", "Zeppelin"), Heading("Ways", "Bus"), file.headings[3])
    survey = bring(empty_ward, file._replace(headings=heads)).survey
    survey_empty.remove_answers(empty_ward, survey)
    kept = {(str(row["value"]), row["number"]) for row in empty_ward.store.rows("kept_result", survey=survey)}
    assert {("Zeppelin", 1), ("Bus", 12), ("Very good", 1)} <= kept


def test_what_a_crash_left_half_typed_of_an_answer_goes_too(ward: Document, survey: str) -> None:
    comment = ward.store.rows("comment", survey=survey)[0]
    other = next(row for row in ward.store.rows("comment") if row["survey"] != survey)
    drafts = recovery.Drafts(ward.path)
    drafts.keep("survey", survey, survey_forms.DRAFT, "Paper form 13: Vexillology")
    drafts.keep("survey", survey, "purpose", "To hear")
    for row in (comment, other):
        drafts.keep("comment", str(row["id"]), "words", "Vexillology")
    survey_empty.remove_answers(ward, survey)
    left = {(one.table, one.row_id, one.field) for one in drafts.left_behind()}
    assert left == {("survey", survey, "purpose"), ("comment", str(other["id"]), "words")}

"""Survey results: each question with its base, and what may leave the window."""

from __future__ import annotations

import pytest

from tests.service.surveys.answered import SATISFIED, survey
from ward_desk.core.errors import KnownError
from ward_desk.core.small_numbers import HIDDEN
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.surveys import survey_empty
from ward_desk.service.surveys.results import survey_outgoing, survey_results
from ward_desk.service.surveys.results.survey_question import NO_THEME, QuestionResult


def only(
    doc: Document, kind: str, answers: list[str | list[str]], options: str = "", wording: str = "Q"
) -> QuestionResult:
    made = survey(doc, "S", [{"wording": wording, "kind": kind, "options": options}], [{0: one} for one in answers])
    return survey_results.results(doc, made).questions[0]


def test_choices_stand_in_order_of_size_with_no_substance_last(empty_ward: Document) -> None:
    made = only(empty_ward, "one", ["Other", "Other", "Other", "Bus", "Car", "Car"], "Bus\nCar\nWalk\nOther")
    assert made.answers == (("Car", 2), ("Bus", 1), ("Walk", 0), ("Other", 3))


def test_several_choices_are_shares_of_people_and_say_so(empty_ward: Document) -> None:
    made = only(empty_ward, "several", [["A", "B"], ["A"], ["A", "A"]], "A\nB")
    assert made.answers == (("A", 3), ("B", 1))
    assert made.note == "Several could be chosen, n = 3"


def test_a_scale_says_its_sides_and_keeps_dont_know_outside(empty_ward: Document) -> None:
    given: list[str | list[str]] = ["Very satisfied"] * 3 + ["Neither"] + ["Don't know"] * 2
    made = only(empty_ward, "scale", given, f"{SATISFIED}\nDon't know")
    assert made.note == "n = 4"
    assert made.said == "0% negative, 25% in between, 75% positive. 2 more said “Don't know”."


def test_numbers_say_mean_median_and_spread(empty_ward: Document) -> None:
    made = only(empty_ward, "number", ["2", "4", "4", "10", "a lot"])
    assert made.said == (
        "Mean 5, median 4; half of the answers lie from 3.5 to 5.5; standard deviation 3.5."
        " 1 answered something that is no number."
    )


def test_a_net_score_only_where_one_would_recommend(empty_ward: Document) -> None:
    asked = "Would you recommend living here, from 0 to 10?"
    made = only(empty_ward, "number", ["10", "9", "8", "2", "9", "10"], wording=asked)
    assert "67% would recommend (9 or 10), 17% would not (0 to 6): a net score of +50." in made.said
    assert "score" not in only(empty_ward, "number", ["10", "9"], wording="How happy, from 0 to 10?").said


def test_dates_are_by_month(empty_ward: Document) -> None:
    made = only(empty_ward, "date", ["2023-10-02", "2023-09-30", "2023-10-31", "soon"])
    assert made.answers == (("Sep 2023", 1), ("Oct 2023", 2))
    assert made.unread == 1


def test_free_text_is_counted_by_theme(ward: Document) -> None:
    made = survey(ward, "S", [{"wording": "Why?", "kind": "text"}], [{0: "Dark"}, {0: "Far"}, {}])
    comment = ward.store.rows("comment", survey=made, words="Dark")[0]
    theme = ward.store.rows("theme")[0]
    edits.set_links(ward, "comment_theme", str(comment["id"]), [str(theme["id"])])
    result = survey_results.results(ward, made).questions[0]
    assert (result.base, result.answers) == (2, ((str(theme["label"]), 1), (NO_THEME, 1)))


def test_a_question_nobody_answered_is_shown_too(empty_ward: Document) -> None:
    made = survey(empty_ward, "S", [{"wording": "Q", "kind": "number"}], [])
    assert survey_results.results(empty_ward, made).questions[0].base == 0


def test_an_emptied_survey_shows_what_was_kept(empty_ward: Document) -> None:
    questions = [{"wording": "Q", "kind": "one", "options": "A\nB"}, {"wording": "N", "kind": "number"}]
    made = survey(empty_ward, "S", questions, [{0: "A", 1: "4"}, {0: "A", 1: "6"}, {0: "B"}], closes="2023-01-01")
    before = survey_results.results(empty_ward, made)
    survey_empty.remove_answers(empty_ward, made)
    after = survey_results.results(empty_ward, made)
    assert after.emptied == "18 Dec 2023"
    assert (after.responses, after.questions) == (before.responses, before.questions)


def test_counting_is_kept_until_a_response_changes(ward: Document) -> None:
    made = survey(ward, "S", [{"wording": "Q", "kind": "one"}], [{0: "A"}])
    first = survey_results.counted(ward, made)
    edits.edit(ward, "survey", made, {"title": "T"})
    assert survey_results.counted(ward, made) is first
    edits.remove(ward, "response", str(ward.store.rows("response", survey=made)[0]["id"]))
    assert survey_results.counted(ward, made).responses == {}


def test_a_survey_that_is_gone_is_said(empty_ward: Document) -> None:
    with pytest.raises(KnownError, match="removed meanwhile"):
        survey_results.results(empty_ward, "nowhere")


# ---- what leaves the window


def test_small_numbers_and_one_that_gives_them_away_do_not_leave(empty_ward: Document) -> None:
    given: list[str | list[str]] = ["A"] * 20 + ["B"] * 9 + ["C"] * 2
    out = survey_outgoing.outgoing(only(empty_ward, "one", given), 5)
    assert [line.number_words for line in out.lines] == ["20", HIDDEN, HIDDEN]
    assert out.base == "31"


def test_sides_of_a_scale_do_not_tell_a_hidden_step(empty_ward: Document) -> None:
    given: list[str | list[str]] = ["Very satisfied"] * 12 + ["Fairly satisfied"] * 3 + ["Neither"] * 9
    out = survey_outgoing.outgoing(only(empty_ward, "scale", given, SATISFIED), 5)
    assert out.hidden
    assert out.said == ""


def test_columns_of_few_people_leave_put_together(empty_ward: Document) -> None:
    given: list[str | list[str]] = ["1"] * 2 + ["4"] * 3 + ["7"] * 9 + ["9"]
    out = survey_outgoing.outgoing(only(empty_ward, "number", given), 5)
    assert [(line.words, line.number) for line in out.lines] == [("0 to 4", 5), ("5 to 10", 10)]
    assert not out.hidden


def test_a_base_of_few_is_not_told_and_nothing_beside_it(empty_ward: Document) -> None:
    out = survey_outgoing.outgoing(only(empty_ward, "number", ["1", "4", "9"]), 5)
    assert (out.base, out.said) == (HIDDEN, "")
    assert all(line.number is None for line in out.lines)

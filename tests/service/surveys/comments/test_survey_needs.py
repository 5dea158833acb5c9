"""Needs: comments that say the same become one feedback item, which knows how many they are."""

from __future__ import annotations

import pytest

from tests.survey_words import said, themes
from ward_desk.core.changes import Op
from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.service.surveys import surveys
from ward_desk.service.surveys.comments import survey_comments, survey_needs


def item(doc: Document, need: str) -> Row:
    return doc.store.get("feedback", need) or {}


def test_a_need_takes_what_its_comments_have_in_common(ward: Document) -> None:
    ids = said(ward, "No bus", "The last bus leaves at six", "Buses on Sundays")
    a, b = themes(ward)[1], themes(ward)[3]
    survey_comments.toggle_theme(ward, ids[:1], b)
    survey_comments.toggle_theme(ward, ids[1:2], a)
    priority = str(ward.store.rows("priority")[0]["id"])
    survey_comments.set_priority(ward, ids[:2], priority)
    need = survey_needs.make(ward, ids, "Buses in the  evening and on Sundays")
    row = item(ward, need)
    survey = (ward.store.get("comment", ids[0]) or {})["survey"]
    assert [row[name] for name in ("words", "channel", "survey", "heard_on", "how_many", "priority", "sharing")] == [
        "Buses in the evening and on Sundays", "survey", survey, "2023-11-03", 3, priority, "programme",
    ]  # fmt: skip
    assert ward.store.linked("feedback_theme", need) == [a, b]
    assert [one["id"] for one in survey_needs.comments_of(ward, need)] == ids
    assert ward.undo_label == "Make a need of 3 comments"
    ward.undo()
    assert item(ward, need) == {}
    assert survey_needs.number(ward, need) == 0


def test_a_need_of_two_surveys_names_neither_and_goes_no_further_than_either(ward: Document) -> None:
    ids = said(ward, "No bus")
    ids += said(ward, "A bus at night", title="Spring survey", opens="2023-03-01", sharing="ward")
    row = item(ward, survey_needs.make(ward, ids, "Buses at night"))
    assert (row["survey"], row["heard_on"], row["sharing"]) == (None, "2023-11-01", "ward")


def test_how_many_follows_comments_that_come_move_and_go(ward: Document) -> None:
    ids = said(ward, "One", "Two", "Three", "Four")
    first, second = survey_needs.make(ward, ids[:2], "First"), survey_needs.make(ward, ids[2:3], "Second")
    survey_needs.group(ward, ids[1:], second)
    assert (item(ward, first)["how_many"], item(ward, second)["how_many"]) == (1, 3)
    survey_needs.group(ward, ids[1:], second)
    assert item(ward, second)["how_many"] == 3
    survey_needs.ungroup(ward, ids)
    assert (item(ward, first)["how_many"], item(ward, second)["how_many"]) == (0, 0)


def test_an_item_also_heard_elsewhere_keeps_those_who_said_it_there(ward: Document) -> None:
    ids = said(ward, "One", "Two")
    heard = str(ward.store.rows("feedback", how_many=14)[0]["id"])
    survey_needs.group(ward, ids, heard)
    assert item(ward, heard)["how_many"] == 16


def test_responses_removed_as_mistakes_are_taken_out_of_their_needs(ward: Document) -> None:
    ids = said(ward, "One", "Two", "Three")
    need = survey_needs.make(ward, ids, "All of them")
    responses = [str((ward.store.get("comment", one) or {})["response"]) for one in ids[:2]]
    ward.run(Op("x", "Remove two"), lambda store: (
        survey_needs.forget(store, ids[:2]), [store.delete("response", one) for one in responses]
    ))  # fmt: skip
    assert (item(ward, need)["how_many"], survey_needs.number(ward, need)) == (1, 1)
    ward.undo()
    assert (item(ward, need)["how_many"], survey_needs.number(ward, need)) == (3, 3)


def test_a_question_removed_takes_its_comments_out_of_their_needs(ward: Document) -> None:
    ids = said(ward, "One", "Two", "Three")
    need = survey_needs.make(ward, ids, "All of them")
    surveys.remove_question(ward, str((ward.store.get("comment", ids[0]) or {})["question"]))
    assert (item(ward, need)["how_many"], survey_needs.number(ward, need)) == (0, 0)
    ward.undo()
    assert (item(ward, need)["how_many"], survey_needs.number(ward, need)) == (3, 3)


def test_the_sentence_begins_from_the_shortest_comment_without_anything_personal(ward: Document) -> None:
    ids = said(ward, "A much longer comment about the very same thing", "Ring 07700 900123\nsoon")
    assert survey_needs.sentence(ward, ids) == "Ring [removed: phone number] soon"


def test_a_sentence_that_somebody_wrote_is_told_from_one_of_our_own(ward: Document) -> None:
    ids = said(ward, "No buses after six!")
    assert survey_needs.is_quoted(ward, ids, "no buses, after six")
    assert not survey_needs.is_quoted(ward, ids, "Buses in the evening")


def test_needs_with_most_comments_come_first(ward: Document) -> None:
    ids = said(ward, "One", "Two", "Three")
    survey_needs.make(ward, ids[:1], "Small")
    survey_needs.make(ward, ids[1:], "Great")
    assert [(one.words, one.comments) for one in survey_needs.needs(ward)][:3] == [
        ("Great", 2), ("Small", 1), ("No bus after six", 0),
    ]  # fmt: skip


def test_a_need_without_a_comment_or_a_sentence_is_refused(ward: Document) -> None:
    ids = said(ward, "One")
    for chosen, words in (([], "Words"), (ids, "  ")):
        with pytest.raises(KnownError, match="at least one comment"):
            survey_needs.make(ward, chosen, words)


def test_a_response_removed_is_no_longer_one_who_said_it(ward: Document) -> None:
    ids = said(ward, "One", "Two", "Three")
    need = survey_needs.make(ward, ids, "All of it")
    responses = [str((ward.store.get("comment", one) or {})["response"]) for one in ids]
    surveys.remove_responses(ward, responses[:2])
    assert (item(ward, need)["how_many"], survey_needs.number(ward, need)) == (1, 1)
    assert ward.undo_label == "Remove 2 responses"
    ward.undo()
    assert (item(ward, need)["how_many"], survey_needs.number(ward, need)) == (3, 3)

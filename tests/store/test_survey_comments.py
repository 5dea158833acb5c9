"""Queries of comments: their list, how far they are sorted, and what their words find."""

from __future__ import annotations

from tests.survey_words import said, themes
from ward_desk.core.changes import Op
from ward_desk.core.records import Value
from ward_desk.service.document import Document
from ward_desk.store import listing, survey_comments


def listed(doc: Document, words: str = "", **filters: Value) -> list[str]:
    ids = listing.ids(doc.store, survey_comments.LISTING, words, filters, "", None, "2023-12-18")
    return [str(row["words"]) for row in listing.rows(doc.store, survey_comments.LISTING, ids)]


def test_the_newest_survey_comes_first_and_its_comments_in_their_order(ward: Document) -> None:
    said(ward, "One", "Two")
    said(ward, "Older", opens="2023-05-01")
    assert listed(ward) == ["One", "Two", "A place to sit and read", "Older"]


def test_a_comment_is_sorted_by_any_of_theme_priority_need_and_no_reply(ward: Document) -> None:
    theme, priority, need, no_reply, _ = said(ward, "Theme", "Priority", "Need", "No reply", "Nothing")
    ward.run(Op("x", "Sort"), lambda store: (
        store.link("comment_theme", theme, themes(ward)[0]),
        store.update("comment", priority, {"priority": str(store.rows("priority")[0]["id"])}),
        store.update("comment", need, {"need": str(store.rows("feedback")[0]["id"])}),
        store.update("comment", no_reply, {"no_reply": 1}),
    ))  # fmt: skip
    assert listed(ward, sorted="no") == ["Nothing", "A place to sit and read"]
    assert listed(ward, sorted="yes") == ["Theme", "Priority", "Need", "No reply"]
    assert listed(ward, sorted="no_reply") == ["No reply"]
    survey = str(ward.store.rows("survey", title="Winter survey")[0]["id"])
    assert survey_comments.progress(ward.store) == (4, 6)
    assert survey_comments.progress(ward.store, survey) == (4, 5)


def test_the_list_is_filtered_by_survey_question_theme_need_and_words(ward: Document) -> None:
    first, second = said(ward, "A bus on Sundays", "A light by the river")
    need = str(ward.store.rows("feedback")[0]["id"])
    ward.run(Op("x", "Sort"), lambda store: (
        store.link("comment_theme", first, themes(ward)[2]), store.update("comment", second, {"need": need})
    ))  # fmt: skip
    row = ward.store.get("comment", first) or {}
    assert listed(ward, survey=row["survey"]) == listed(ward, question=row["question"]) != listed(ward)
    assert listed(ward, theme=themes(ward)[2]) == ["A bus on Sundays"]
    assert listed(ward, need=need) == ["A light by the river"]
    assert listed(ward, "river light") == ["A light by the river"]


def test_a_comment_with_two_themes_counts_in_both_and_only_in_its_survey(ward: Document) -> None:
    first, second = said(ward, "One", "Two")
    other = said(ward, "Three", title="Spring survey", opens="2023-03-01")[0]
    a, b = themes(ward)[:2]
    ward.run(Op("x", "Sort"), lambda store: [
        store.link("comment_theme", one, theme) for one, theme in ((first, a), (first, b), (second, a), (other, a))
    ])  # fmt: skip
    survey = str((ward.store.get("comment", first) or {})["survey"])
    assert survey_comments.by_theme(ward.store, survey) == {a: 2, b: 1}
    assert survey_comments.by_theme(ward.store) == {a: 3, b: 1}


def test_only_comments_are_caught_by_words_and_the_words_are_marked(ward: Document) -> None:
    comment = said(ward, "The Bus, again: no buses at night")[0]  # "No bus after six" is a feedback item
    assert survey_comments.caught(ward.store, '"bus"*') == [comment]
    assert survey_comments.marked(ward.store, '"bus"*', [comment], "[", "]") == {
        comment: "The [Bus], again: no [buses] at night"
    }


def test_rows_of_many_comments_come_in_the_order_asked_for(ward: Document) -> None:
    ids = said(ward, *(f"Comment {n}" for n in range(28)))
    many = [*reversed(ids), "gone"] * 20
    found = survey_comments.some(ward.store, list(dict.fromkeys(many)))
    assert [row["id"] for row in found] == list(reversed(ids))
    assert found[0]["answered_on"] == "2023-11-28"

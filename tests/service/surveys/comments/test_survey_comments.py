"""Sorting comments: each key is one operation, and what it says of itself never quotes anybody."""

from __future__ import annotations

import pytest

from tests.survey_words import said, themes, themes_of
from ward_desk.core.errors import KnownError
from ward_desk.service.document import Document
from ward_desk.service.surveys.comments import survey_comments


def test_a_theme_is_given_to_all_chosen_and_taken_off_when_all_have_it(ward: Document) -> None:
    ids = said(ward, "One", "Two", "Three")
    a, b = themes(ward)[:2]
    survey_comments.toggle_theme(ward, ids[:1], b)
    survey_comments.toggle_theme(ward, ids[:1], a)
    survey_comments.toggle_theme(ward, ids, a)
    assert [themes_of(ward, one) for one in ids] == [[a, b], [a], [a]]
    survey_comments.toggle_theme(ward, ids, a)
    assert [themes_of(ward, one) for one in ids] == [[b], [], []]


def test_sorting_many_is_one_operation_taken_back_as_one(ward: Document) -> None:
    ids = said(ward, "One", "Two", "Three")
    survey_comments.toggle_theme(ward, ids, themes(ward)[0])
    assert ward.undo_label == "Sort 3 comments: theme Education & youth"
    ward.undo()
    assert [themes_of(ward, one) for one in ids] == [[], [], []]


def test_no_label_holds_what_somebody_wrote(ward: Document) -> None:
    ids = said(ward, "Zebras everywhere, call 07700 900123")
    for sort in (
        lambda: survey_comments.toggle_theme(ward, ids, themes(ward)[0]),
        lambda: survey_comments.toggle_no_reply(ward, ids),
        lambda: survey_comments.set_priority(ward, ids, str(ward.store.rows("priority")[0]["id"])),
        lambda: survey_comments.redact(ward, ids),
    ):
        assert "Zebras" not in sort().label


def test_no_reply_needed_is_said_and_taken_back_by_the_same_key(ward: Document) -> None:
    ids = said(ward, "Thank you", "Thanks")
    survey_comments.toggle_no_reply(ward, ids[:1])
    survey_comments.toggle_no_reply(ward, ids)
    assert [(ward.store.get("comment", one) or {})["no_reply"] for one in ids] == [1, 1]
    survey_comments.toggle_no_reply(ward, ids)
    assert [(ward.store.get("comment", one) or {})["no_reply"] for one in ids] == [0, 0]


def test_what_looks_personal_is_taken_out_of_every_comment_chosen(ward: Document) -> None:
    ids = said(ward, "Ring me on 07700 900123", "No lights", "Ask jo@example.org")
    survey_comments.redact(ward, ids)
    assert [(ward.store.get("comment", one) or {})["words"] for one in ids] == [
        "Ring me on [removed: phone number]", "No lights", "Ask [removed: e-mail address]",
    ]  # fmt: skip


def test_the_next_one_not_sorted_is_looked_for_from_here_and_round_the_end(ward: Document) -> None:
    ids = said(ward, "One", "Two", "Three", "Four")
    survey_comments.toggle_no_reply(ward, [ids[2], ids[3]])
    assert survey_comments.next_unsorted(ward, ids, ids[0]) == ids[1]
    assert survey_comments.next_unsorted(ward, ids, ids[1]) == ids[0]
    survey_comments.toggle_no_reply(ward, ids[:2])
    assert survey_comments.next_unsorted(ward, ids, ids[1]) is None


def test_themes_are_numbered_in_the_order_of_the_programme_with_how_many_comments_each_has(ward: Document) -> None:
    ids = said(ward, "One", "Two")
    survey_comments.toggle_theme(ward, ids, themes(ward)[1])
    assert [(one.position, one.number) for one in survey_comments.themes(ward)] == [
        (0, 0), (1, 2), (2, 0), (3, 0), (4, 0),
    ]  # fmt: skip


def test_a_theme_the_programme_has_no_longer_is_refused(ward: Document) -> None:
    with pytest.raises(KnownError, match="no longer in the programme"):
        survey_comments.toggle_theme(ward, said(ward, "One"), "gone")

"""Find anything finds a record once, and opens the one that can be opened."""

from __future__ import annotations

from ward_desk.core.surveys.answers import key, pack
from ward_desk.service import edits
from ward_desk.service.counts.figure_entry import set_figure
from ward_desk.service.document import Document
from ward_desk.service.finding import Hit, find
from ward_desk.store.counts import figure_for


def test_a_note_is_found_by_its_words_and_opens_its_action(ward: Document) -> None:
    action = str(ward.store.rows("action")[0]["id"])
    edits.add(ward, "progress_note", {"action": action, "noted_on": "2023-12-18", "words": "The xylophone has come."})
    edits.add(ward, "progress_note", {"action": action, "noted_on": "2023-12-18", "words": "The xylophone is tuned."})
    hits = find(ward, "xylophone")
    assert [(hit.table, hit.row_id) for hit in hits] == [("action", action)]


def test_a_comment_is_found_and_single_answers_are_not_told(ward: Document) -> None:
    survey = edits.add(ward, "survey", {"title": "Winter"})
    question = edits.add(ward, "question", {"survey": survey, "wording": "What matters?"})
    answers = pack({key(question): "Balloons overhead"})
    response = edits.add(ward, "response", {"survey": survey, "answers": answers})
    values = {"survey": survey, "question": question, "response": response, "words": "Zeppelins overhead"}
    comment = edits.add(ward, "comment", values)
    assert find(ward, "balloons") == []
    assert find(ward, "zeppelins") == [Hit("comment", comment, "Zeppelins overhead", "Comment")]


def test_the_note_of_a_figure_is_found_under_its_count_and_opens_the_figure(ward: Document) -> None:
    count = str(ward.store.rows("activity_count", name="Homework club sessions")[0]["id"])
    set_figure(ward, count, "2023-11", "8", note="The xylophone was too loud")
    figure = figure_for(ward.store, count, "2023-11") or {}
    assert find(ward, "xylophone") == [
        Hit("figure", str(figure["id"]), "CHE-C15 Homework club sessions, Nov 2023", "Figure")
    ]

"""Counting the responses of a survey in one pass."""

from __future__ import annotations

import pytest

from tests.service.surveys.answered import survey
from ward_desk.core.surveys.answers import key
from ward_desk.service.document import Document
from ward_desk.store import survey_results


def made(doc: Document) -> tuple[str, str, str]:
    """A survey of three responses, the keys of its question of several choices and of its free text."""
    questions = [{"wording": "Which?", "kind": "several"}, {"wording": "Why?", "kind": "text"}]
    answers: list[dict[int, str | list[str]]] = [{0: ["A", "B", "A"]}, {0: ["A"], 1: "Dark"}, {}]
    people = [{"answered_on": "2023-10-02", "area": "X"}, {"answered_on": "2023-11-02", "area": "X"}, {}]
    one = survey(doc, "S", questions, answers, people)
    which, why = (key(str(row["id"])) for row in doc.store.rows("question", order="position", survey=one))
    return one, which, why


def test_an_answer_counts_once_a_response(empty_ward: Document) -> None:
    one, which, _ = made(empty_ward)
    assert survey_results.counted(empty_ward.store, one) == (
        {"": 3}, {"": {which: 2}}, {"": {which: {"A": 2, "B": 1}}},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("by", "responses"), [("area", {"X": 2, "": 1}), ("month", {"2023-10": 1, "2023-11": 1, "": 1})]
)
def test_groups_add_up_to_the_whole(empty_ward: Document, by: str, responses: dict[str, int]) -> None:
    one, which, _ = made(empty_ward)
    counted = survey_results.counted(empty_ward.store, one, by)
    assert counted.responses == responses
    assert sum(given.get(which, {}).get("A", 0) for given in counted.given.values()) == 2


def test_who_wrote_something_is_known_by_group(empty_ward: Document) -> None:
    one, _, why = made(empty_ward)
    assert survey_results.written(empty_ward.store, one) == {"": {why: 1}}
    assert survey_results.written(empty_ward.store, one, "month") == {"2023-11": {why: 1}}


def test_counting_says_how_far_it_is_and_can_be_stopped(empty_ward: Document) -> None:
    class Enough(Exception):  # noqa: N818 - as the window's own
        pass

    def stop(done: int, of: int) -> None:
        assert (done, of) == (0, 3)
        raise Enough

    with pytest.raises(Enough):
        survey_results.counted(empty_ward.store, made(empty_ward)[0], "", stop)


def test_nothing_was_kept_of_a_survey_that_was_not_emptied(empty_ward: Document) -> None:
    assert survey_results.kept(empty_ward.store, made(empty_ward)[0]) is None

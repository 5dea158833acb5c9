"""What consultations and answers kept too long need of somebody."""

from __future__ import annotations

from datetime import date

import pytest

from ward_desk.core.records import Row
from ward_desk.service import summary
from ward_desk.service.document import Document
from ward_desk.service.edits import add, edit
from ward_desk.service.surveys.told.consultation import needed

TODAY = date(2023, 12, 18)


def consult(doc: Document, **values: object) -> str:
    row: Row = {"title": "Phase 1 of the works", "formal": 1, **values}  # type: ignore[dict-item]
    return add(doc, "survey", row)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"closes": "2023-12-18"}, [("Closes", "consultation closes today", "closes")]),
        ({"closes": "2023-12-19"}, [("Closes", "consultation closes tomorrow", "closes")]),
        ({"closes": "2023-12-25"}, [("Closes", "consultation closes in 7 days", "closes")]),
        ({"closes": "2023-12-26"}, []),
        ({"closes": "2023-12-17"}, []),
        ({"decision_on": "2024-01-01"},
         [("Decision", "in 14 days, views not considered yet", "considered")]),
        ({"decision_on": "2024-01-02"}, []),
        ({"decision_on": "2023-12-11"},
         [("Decision", "taken 11 Dec, no word on how views were considered", "considered")]),
        ({"decision_on": "2023-12-11", "considered": "Two ramps were moved."}, []),
        ({"formal": 0, "closes": "2023-12-19", "decision_on": "2023-12-11"}, []),
    ],
)  # fmt: skip
def test_a_consultation_is_told_of_when_it_needs_somebody(
    empty_ward: Document, values: Row, said: list[tuple[str, str, str]]
) -> None:
    survey = consult(empty_ward, **values)
    found = needed(empty_ward, TODAY)
    assert [(one.word, one.detail, one.field) for one in found] == said
    assert all(one.survey == survey for one in found)


def test_answers_kept_beyond_their_date_are_told_of_until_they_are_gone(ward: Document) -> None:
    [survey] = ward.store.rows("survey")
    edit(ward, "survey", str(survey["id"]), {"retain_until": "2023-12-17"})
    assert [(one.word, one.tone, one.detail) for one in needed(ward, TODAY)] == [
        ("Kept", "red", "answers were to go by 17 Dec")
    ]
    edit(ward, "survey", str(survey["id"]), {"retain_until": "2023-12-18"})
    assert needed(ward, TODAY) == []


def test_home_says_so_and_opens_the_survey_at_the_field(empty_ward: Document) -> None:
    survey = consult(empty_ward, closes="2023-12-20")
    lines = [line for line in summary.home(empty_ward).lines if line.table == "survey"]
    assert [(line.word, line.title, line.row_id, line.field) for line in lines] == [
        ("Closes", "Phase 1 of the works", survey, "closes")
    ]


def test_what_is_due_first_comes_first(ward: Document) -> None:
    consult(ward, closes="2023-12-22", decision_on="2023-12-29")
    consult(ward, decision_on="2023-12-11")
    [survey] = ward.store.rows("survey", formal=0)
    edit(ward, "survey", str(survey["id"]), {"retain_until": "2023-12-15"})
    assert [(one.word, one.tone) for one in needed(ward, TODAY)] == [
        ("Decision", "red"), ("Kept", "red"), ("Closes", "grey"), ("Decision", "amber"),
    ]  # fmt: skip

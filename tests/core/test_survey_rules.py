"""What is wrong with a survey, beside its field: its dates, and what a formal consultation owes (B 6.2.1)."""

from __future__ import annotations

import pytest

from ward_desk.core.records import Row, Value
from ward_desk.core.rules import problems

TODAY = "2023-12-18"
FORMAL: Row = {
    "title": "Phase 1 of the works", "formal": 1, "opens": "2023-11-01", "closes": "2023-11-29",
    "decision_on": "2024-01-10", "considered": "",
}  # fmt: skip


def said(**changed: Value) -> list[tuple[str, str]]:
    return [(one.field, one.level) for one in problems("survey", {**FORMAL, **changed}, TODAY)]


def test_a_consultation_in_order_has_nothing_to_put_right() -> None:
    assert said() == []


@pytest.mark.parametrize(
    ("changed", "field", "level"),
    [
        ({"decision_on": "2023-11-28"}, "decision_on", "warning"),
        ({"closes": "2023-10-31"}, "closes", "error"),
        ({"closes": None}, "closes", "warning"),
        ({"closes": "2023-11-13"}, "closes", "warning"),
        ({"decision_on": "2023-12-17"}, "considered", "warning"),
    ],
)
def test_what_a_consultation_lacks_is_said_beside_its_field(changed: Row, field: str, level: str) -> None:
    assert (field, level) in said(**changed)


def test_a_decision_before_the_close_is_told_of_any_survey() -> None:
    assert said(formal=0, decision_on="2023-11-28") == [("decision_on", "warning")]


@pytest.mark.parametrize(
    "changed",
    [
        {"decision_on": "2023-11-29", "considered": "Ramps moved."},  # on the day it closes
        {"closes": "2023-11-14"},  # two weeks, both days counted
        {"decision_on": "2023-12-17", "considered": "Two ramps were moved."},
        {"formal": 0, "closes": "2023-11-03"},
        {"formal": 0, "closes": None, "decision_on": "2023-12-01"},
    ],
)
def test_what_is_in_order_is_not_told(changed: Row) -> None:
    assert said(**changed) == []

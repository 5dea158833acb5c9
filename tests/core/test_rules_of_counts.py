"""What is wrong with the definition of a count, beside its field."""

from __future__ import annotations

import pytest

from ward_desk.core.records import Row
from ward_desk.core.rules import problems

WELL: Row = {"id": "c", "name": "Fly-tips", "unit": "reports", "nature": "flow", "tolerance": 5.0}


@pytest.mark.parametrize(
    ("values", "field", "level"),
    [
        ({"target": 30.0}, "target_on", "warning"),
        ({"tolerance": 120.0}, "tolerance", "error"),
        ({"tolerance": -1.0}, "tolerance", "error"),
        ({"baseline_on": "2024-04-01", "target": 3.0, "target_on": "2024-03-31"}, "baseline_on", "error"),
        ({"nature": "rate"}, "unit", "warning"),
        ({"nature": "stock", "computed": "residents"}, "nature", "error"),
        ({"frequency": "quarterly", "computed": "residents"}, "frequency", "warning"),
        ({"leads_to": "c"}, "leads_to", "error"),
    ],
)
def test_what_does_not_fit_together_is_said_beside_its_field(values: Row, field: str, level: str) -> None:
    assert [(one.field, one.level) for one in problems("activity_count", {**WELL, **values}, "2023-12-18")] == [
        (field, level)
    ]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"target": 30.0, "target_on": "2024-03-31", "baseline_on": "2023-03-31", "tolerance": 0.0},
        {"nature": "rate", "unit": "%"},
        {"computed": "residents", "frequency": "monthly", "leads_to": "d"},
        {"tolerance": None},
    ],
)
def test_a_count_that_fits_together_has_no_problem(values: Row) -> None:
    assert problems("activity_count", {**WELL, **values}, "2023-12-18") == []

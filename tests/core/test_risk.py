"""Where a risk stands, in words before colour."""

from __future__ import annotations

from ward_desk.core import risk
from ward_desk.core.records import Row


def test_a_risk_is_words_before_it_is_a_colour() -> None:
    row: Row = {"likelihood_before": 4, "impact_before": 3, "likelihood_after": 1, "impact_after": None}
    before = risk.place(row, "before")
    assert before is not None
    assert before.words == "likely 4 × impact 3 = 12, high"
    assert risk.place(row, "after") is None
    assert [risk.Place(1, n).level for n in (3, 5)] == ["low", "medium"]
    assert risk.Place(5, 3).level == "very high"

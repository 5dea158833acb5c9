"""Documents some times the size of the sample."""

from __future__ import annotations

from pathlib import Path

import pytest

from sample_db import NOW
from sample_db.generate import generate, main
from ward_desk.core.records import RECORDS, Row
from ward_desk.service.document import Document


def contents(path: Path) -> dict[str, list[Row]]:
    doc = Document.open(path, read_only=True, clock=lambda: NOW)
    try:
        return {table: doc.store.rows(table) for table in RECORDS}
    finally:
        doc.close()


def test_three_times_the_sample_is_three_times_its_records_in_one_partnership(tmp_path: Path) -> None:
    generate(tmp_path / "one.ward", 1)
    generate(tmp_path / "three.ward", 3)
    one, three = contents(tmp_path / "one.ward"), contents(tmp_path / "three.ward")
    for table in ("action", "event", "feedback", "activity_count", "figure", "response", "comment", "evidence"):
        assert len(three[table]) == 3 * len(one[table]), table
    for table in ("partnership", "theme", "organisation", "quarterly_return"):
        assert three[table] == one[table]


def test_a_copy_hangs_together_by_itself(tmp_path: Path) -> None:
    generate(tmp_path / "two.ward", 2)
    two = contents(tmp_path / "two.ward")
    half = len(two["event"]) // 2
    later_actions = {row["id"] for row in two["action"][len(two["action"]) // 2 :]}
    assert {row["action"] for row in two["event"][half:] if row["action"]} <= later_actions
    assert len({(row["title"], row["theme"]) for row in two["action"]}) == len(two["action"])
    known = {row["id"] for table in two for row in two[table]}
    assert {row["record_id"] for row in two["evidence"]} <= known


def test_a_seed_makes_the_same_rows_again_and_another_seed_others(tmp_path: Path) -> None:
    main([str(tmp_path / "a.ward"), "--times", "2", "--seed", "7"])
    generate(tmp_path / "b.ward", 2, seed=7)
    generate(tmp_path / "c.ward", 2, seed=8)
    assert contents(tmp_path / "a.ward") == contents(tmp_path / "b.ward")
    assert contents(tmp_path / "a.ward") != contents(tmp_path / "c.ward")


@pytest.mark.parametrize("field", ["start", "end"])
def test_no_copy_of_a_held_event_is_still_to_come(tmp_path: Path, field: str) -> None:
    generate(tmp_path / "five.ward", 5)
    held = [row for row in contents(tmp_path / "five.ward")["event"] if row["status"] == "held"]
    assert all(str(row[field] or "") <= NOW.isoformat() for row in held)

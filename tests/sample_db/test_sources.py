"""Reading a ward's sources: what comes from its programme, and what a fact says of its paper."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sample_db import CHESHAM_SOURCES, HERE
from sample_db.sources import Sources, read
from ward_desk.core.records import Row
from ward_desk.service import frameworks

NORTH = HERE / "north_northants_avondale_grange"


def rows(sources: Sources, table: str) -> list[Row]:
    return [entry.values for entry in sources.entries if entry.table == table]


@pytest.mark.parametrize(
    ("folder", "holder", "place", "dated"),
    [
        (CHESHAM_SOURCES, "Buckinghamshire Council", "Report to Cabinet of 14 November 2023, paragraph B 8.1.1",
         "2023-11-14"),
        (NORTH, "North Northamptonshire Council",
         "Executive Advisory Panel report of 24 January 2024, paragraph C 4.9", "2024-01-24"),
    ],
)  # fmt: skip
def test_a_fact_names_the_paper_its_paragraph_is_in(folder: Path, holder: str, place: str, dated: str) -> None:
    found = [row for row in rows(read(folder), "evidence") if row["place"] == place]
    assert found
    assert {(row["holder"], row["dated"]) for row in found} == {(holder, dated)}


def test_recommendations_are_those_of_the_programme_in_its_order() -> None:
    found = rows(read(NORTH), "recommendation")
    wanted = frameworks.load("levelling_up_north_northants").recommendations
    assert [(row["code"], row["title"], row["term"]) for row in found] == [(w.code, w.title, w.term) for w in wanted]
    assert {row["code"] for row in found if row.get("nothing_to_report")} == {"M2", "L1", "L3"}
    assert not rows(read(CHESHAM_SOURCES), "recommendation")


def test_a_recommendation_the_programme_has_not_is_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(NORTH, tmp_path / "north"))
    (folder / "8-more.toml").write_text('[[recommendation]]\nkey = "X9"\nnothing_to_report = "No."\n', encoding="utf-8")
    with pytest.raises(ValueError, match="no recommendation X9"):
        read(folder)

"""A ward profile brought in: shapes, areas, source and date, earlier lines kept (B 3.7)."""

from __future__ import annotations

from pathlib import Path

import pytest

from ward_desk.core.tracker.tracker import TrackerFile
from ward_desk.exchange import figures_file
from ward_desk.service import edits
from ward_desk.service.counts import profile, profile_in
from ward_desk.service.document import Document


def profile_file(path: Path, text: str) -> TrackerFile:
    path.write_text(text, encoding="utf-8")
    return figures_file.read_profile(path)


WIDE = (
    "Indicator,Unit,Chesham,Buckinghamshire,England,Source,As at\n"
    "Aged under 16,%,21.5%,20.1,18.6,Census 2021,21/03/2021\n"
    "Claimants,%,4.2,2.8,n/a,DWP,Nov 2023\n"
)
LONG = "Indicator,Area,Value\nAged under 16,Chesham,22%\nAged under 16,England,18.5\nAged under 16,Wycombe,19\n"


@pytest.fixture
def chesham(ward: Document) -> Document:
    """The sample ward without its own profile."""
    edits.remove(ward, "profile_line", [str(row["id"]) for row in ward.store.rows("profile_line")])
    return ward


def test_a_column_for_each_area_gives_a_line_for_each_indicator(chesham: Document, tmp_path: Path) -> None:
    file = profile_file(tmp_path / "p.csv", WIDE)
    done = profile_in.apply(chesham, file, profile_in.begin(chesham, file))
    assert done.label == "Bring in 5 profile values from p.csv"
    young, claiming = chesham.store.rows("profile_line")
    assert [young[name] for name in ("ward_value", "county_value", "national_value")] == [21.5, 20.1, 18.6]
    assert (young["unit"], young["source"], young["dated"]) == ("%", "Census 2021", "2021-03-21")
    assert (claiming["national_value"], claiming["dated"]) == (None, "2023-11-30")
    chesham.undo()
    assert chesham.store.rows("profile_line") == []


def test_source_and_date_are_asked_when_the_file_has_none(chesham: Document, tmp_path: Path) -> None:
    file = profile_file(tmp_path / "p.csv", LONG)
    choices = profile_in.begin(chesham, file)
    found = profile_in.preview(chesham, file, choices)
    assert found.asks == ("source", "dated")
    assert {line.sentence for line in found.lines if line.what == "refused"} == {"Say which day it is of."}
    choices.asked = {"source": "ONS", "dated": "1/4/2023"}
    profile_in.apply(chesham, file, choices)
    (row,) = chesham.store.rows("profile_line")
    assert (row["ward_value"], row["county_value"], row["national_value"]) == (22, None, 18.5)
    assert (row["source"], row["dated"]) == ("ONS", "2023-04-01")


def test_which_area_a_name_is_can_be_chosen(chesham: Document, tmp_path: Path) -> None:
    file = profile_file(tmp_path / "p.csv", LONG)
    choices = profile_in.begin(chesham, file)
    choices.asked = {"source": "ONS", "dated": "1/4/2023"}
    answers = {one.name: one.answer for one in profile_in.preview(chesham, file, choices).questions}
    assert answers == {"Chesham": "ward_value", "England": "national_value", "Wycombe": "out"}
    choices.answers["Wycombe"] = "county_value"
    profile_in.apply(chesham, file, choices)
    assert chesham.store.rows("profile_line")[0]["county_value"] == 19


def test_a_later_date_is_a_line_of_its_own_and_explains_the_same_counts(chesham: Document, tmp_path: Path) -> None:
    file = profile_file(tmp_path / "p.csv", WIDE)
    profile_in.apply(chesham, file, profile_in.begin(chesham, file))
    count = str(chesham.store.rows("activity_count")[0]["id"])
    profile.explain(chesham, count, str(chesham.store.rows("profile_line")[1]["id"]))
    later = profile_file(tmp_path / "later.csv", WIDE.replace("Nov 2023", "Dec 2023").replace("4.2", "4.4"))
    found = profile_in.preview(chesham, later, profile_in.begin(chesham, later))
    assert [line.what for line in found.lines] == ["same", "same", "same", "new", "new"]
    profile_in.apply(chesham, later, profile_in.begin(chesham, later))
    rows = chesham.store.rows("profile_line")
    assert [row["ward_value"] for row in rows if row["indicator"] == "Claimants"] == [4.2, 4.4]
    assert [row["ward_value"] for row in profile.explaining(chesham, count)] == [4.4]


def test_a_corrected_value_changes_its_line(chesham: Document, tmp_path: Path) -> None:
    file = profile_file(tmp_path / "p.csv", WIDE)
    profile_in.apply(chesham, file, profile_in.begin(chesham, file))
    again = profile_file(tmp_path / "again.csv", WIDE.replace("Aged", "AGED").replace("20.1", "20.3"))
    found = profile_in.preview(chesham, again, profile_in.begin(chesham, again))
    assert [line.becomes for line in found.lines if line.what == "change"] == ["20.1 → 20.3%, 21 Mar 2021"]
    profile_in.apply(chesham, again, profile_in.begin(chesham, again))
    assert len(chesham.store.rows("profile_line")) == 2
    assert chesham.store.rows("profile_line")[0]["county_value"] == 20.3


def test_an_indicator_taken_off_a_count_is_off_in_all_its_lines(chesham: Document, tmp_path: Path) -> None:
    file = profile_file(tmp_path / "p.csv", WIDE)
    profile_in.apply(chesham, file, profile_in.begin(chesham, file))
    count = str(chesham.store.rows("activity_count")[0]["id"])
    line = str(chesham.store.rows("profile_line")[0]["id"])
    assert len(profile.others(chesham, count)) == 2
    profile.explain(chesham, count, line)
    assert [row["indicator"] for row in profile.others(chesham, count)] == ["Claimants"]
    profile.take_off(chesham, count, line)
    assert profile.explaining(chesham, count) == []


def test_what_is_no_number_is_refused(chesham: Document, tmp_path: Path) -> None:
    file = profile_file(tmp_path / "p.csv", WIDE.replace("20.1", "high"))
    found = profile_in.preview(chesham, file, profile_in.begin(chesham, file))
    assert [line.where for line in found.lines if line.what == "refused"] == ["D2"]

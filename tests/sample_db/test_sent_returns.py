"""What the sample wards sent for July to September 2023: ten returns a centre can load, and one of another shape."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path

import pytest

from sample_db import CHESHAM_SOURCES, NOW, RETURNS, folders
from sample_db.sending import send
from sample_db.sources import Sources, read
from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.exchange.returns.return_data import ReturnData
from ward_desk.service import frameworks
from ward_desk.service.document import Document
from ward_desk.service.returns import returns

TEN = sorted((RETURNS / "2023-24-q2").glob("*.xlsx"))
OTHER = sorted((RETURNS / "2023-24-q2-levelling-up-north-northants").glob("*.xlsx"))
Q2 = Quarter.parse("2023-24-Q2")


@pytest.fixture(scope="module")
def ten() -> dict[str, ReturnData]:
    read_back = [returns.read_back(path) for path in TEN]
    return {data.header.ward: data for data in read_back}


def test_the_ten_returns_are_of_the_ten_wards_of_the_programme(ten: dict[str, ReturnData]) -> None:
    assert set(ten) == {place.ward for place in frameworks.load("opportunity_bucks").wards}
    assert len(TEN) == 10
    for data in ten.values():
        header = data.header
        assert (header.period, header.version, header.status) == ("2023-24-Q2", 1, "signed")
        assert header.signed_role
        assert header.signed_on == header.as_at


def test_each_return_is_byte_for_byte_what_its_document_keeps(ten: dict[str, ReturnData]) -> None:
    kept = {path.name: path for path in [*TEN, *OTHER]}
    for document in folders().values():
        with closing(Document.open(document, read_only=True, clock=lambda: NOW)) as doc:
            (row,) = doc.store.rows("quarterly_return", period=Q2.key)
            content = kept.pop(returns.default_file_name(doc, Q2)).read_bytes()
            assert content == row["workbook"]
            assert hashlib.sha256(content).hexdigest() == row["workbook_sha256"]
            frozen = returns.quarter_data(doc, Q2)
            if frozen.header.framework == "opportunity_bucks":
                assert ten[frozen.header.ward] == frozen
    assert not kept


def test_a_plan_of_recommendations_shows_those_with_nothing_to_report() -> None:
    (path,) = OTHER
    data = returns.read_back(path)
    plan = data.tables["action_plan"]
    assert {row["recommendation"] for row in plan} == {
        one.title for one in frameworks.load("levelling_up_north_northants").recommendations
    }
    silent = {row["recommendation"]: row["why"] for row in plan if row["action"] == "Nothing to report"}
    assert set(silent) == {"Crowd Funding", "Community Hub Strategy", "Safer Streets- Street Lighting and CCTV"}
    assert all(silent.values())


def test_an_event_of_two_wards_names_the_other_in_both_returns(ten: dict[str, ReturnData]) -> None:
    told = {
        (ward, str(row["shared_with"]), row["title"], row["held_on"])
        for ward, data in ten.items()
        for row in data.tables["events"]
        if row["shared_with"]
    }
    assert told
    assert {(other, ward, *what) for ward, other, *what in told} == told


def test_the_initiative_that_the_paper_tells_twice_stands_in_two_returns_and_neither_says_so(
    ten: dict[str, ReturnData],
) -> None:
    """B 9.2.6 and 10.2.4 are one: for a centre to find."""
    wards: dict[object, list[str]] = {}
    for ward, data in ten.items():
        for row in data.tables["action_plan"]:
            wards.setdefault(row["action"], []).append(ward)
    assert {title: of for title, of in wards.items() if len(of) > 1} == {
        "Stop smoking support before surgery": ["Abbey", "Aylesbury North"]
    }


def sources_with(then: list[dict[str, object]]) -> Sources:
    sources = read(CHESHAM_SOURCES)
    (source,) = sources.sent
    source["then"] += then
    return sources


def test_a_return_that_could_not_have_been_signed_stops_the_build() -> None:
    with pytest.raises(KnownError, match="CHE-06") as refused:
        send(sources_with([{"action": "building_futures", "rating": "red", "rating_reason": ""}]))
    assert refused.value.code == "return.errors"


def test_what_a_ward_says_of_a_warning_goes_into_the_return(tmp_path: Path) -> None:
    sources = read(CHESHAM_SOURCES)
    sources.sent[0]["explained"]["no_note"] = "Of the check."
    sources.sent[0]["explained"]["no_note CHE-18"] = "Of this record."
    (sent,) = send(sources)
    (tmp_path / sent.file_name).write_bytes(sent.workbook)
    rows = returns.read_back(tmp_path / sent.file_name).tables["checks"]
    assert [row["explanation"] for row in rows if row["record"] == "CHE-18"] == ["Of this record."]
    said = [entry.values["words"] for entry in sources.entries if entry.table == "explanation"]
    assert "Of this record." in said

"""The sample wards: each is its sources, its facts name a paragraph there is, and it can make its return."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from sample_db import CHESHAM, NOW, RETURNS, folders
from sample_db.build import build
from sample_db.sending import Sent
from sample_db.sources import PAPERS
from tests.sample_db.contents import everything, parts
from ward_desk.core.periods import Quarter
from ward_desk.core.privacy import scan
from ward_desk.core.records import RECORDS, Row
from ward_desk.service import frameworks
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.returns.making.return_making import frozen
from ward_desk.service.returns.words.return_compare import differences

LARGEST = 900_000  # bytes
TABLES = tuple(RECORDS)
PARAGRAPHS = {
    line for line in (Path(__file__).parent / "paragraphs.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
}  # fmt: skip
Q2, Q3 = Quarter.parse("2023-24-Q2"), Quarter.parse("2023-24-Q3")


class Built(NamedTuple):
    """A ward built afresh, beside the one that is kept."""

    name: str
    path: Path
    committed: Path
    sent: list[Sent]


@pytest.fixture(scope="module", params=folders(), ids=lambda folder: folder.name)
def ward(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder: Path = request.param
    path = tmp_path_factory.mktemp("wards") / f"{folder.name}.ward"
    return Built(folder.name, path, folders()[folder], build(path, folder))


@pytest.fixture(scope="module")
def rows(ward: Built) -> dict[str, list[Row]]:
    with closing(Document.open(ward.path, read_only=True, clock=lambda: NOW)) as doc:
        return {table: doc.store.rows(table) for table in TABLES}


def test_the_committed_document_holds_exactly_its_sources(ward: Built) -> None:
    fresh, committed = everything(ward.path), everything(ward.committed)
    for table in fresh:
        assert committed.get(table) == fresh[table], f"{ward.name}, {table}: run python3 packaging/dev.py sample"
    assert committed.keys() == fresh.keys()


def test_a_committed_document_is_small(ward: Built) -> None:
    assert ward.committed == CHESHAM or ward.committed.stat().st_size < LARGEST


def test_the_committed_return_is_the_one_its_sources_send(ward: Built) -> None:
    for sent in ward.sent:
        assert parts((RETURNS / sent.folder / sent.file_name).read_bytes()) == parts(sent.workbook), (
            f"{ward.name}: run python3 packaging/dev.py sample"
        )


def test_it_is_a_place_of_its_programme_under_its_own_letters(rows: dict[str, list[Row]]) -> None:
    partnership = rows["partnership"][0]
    places = frameworks.load(str(partnership["framework"])).wards
    assert [partnership[name] for name in ("ward", "town", "prefix")] in [
        [place.ward, place.town, place.prefix] for place in places
    ]


def test_a_fact_has_evidence_that_names_a_paragraph_there_is(rows: dict[str, list[Row]]) -> None:
    proved = {
        row["record_id"]: str(row["place"])
        for row in rows["evidence"]
        if str(row["place"]).startswith(tuple(PAPERS.values()))
    }
    for table in rows:
        for row in rows[table]:
            if row.get("illustrative") == 0:
                assert row["id"] in proved, (table, row)
    for place in proved.values():
        found = re.search(r"paragraph ([ABC] \d+(?:\.\d+)+)(?:, first item)?$", place)
        assert found, place
        assert found[1] in PARAGRAPHS, place


def test_what_is_made_up_says_so(rows: dict[str, list[Row]]) -> None:
    evidence = {row["record_id"]: row for row in rows["evidence"]}
    for table in rows:
        assert all(row.get("illustrative") in (None, 0, 1) for row in rows[table])
        facts = [row for row in rows[table] if row.get("illustrative") == 0]
        assert all(row["id"] in evidence for row in facts), table
    notice = str(rows["partnership"][0]["notice"])
    assert "18 December 2023" in notice
    assert "llustrative" in notice or "made up" in notice


def test_no_one_is_named_and_nothing_personal_is_kept(ward: Built, rows: dict[str, list[Row]]) -> None:
    for table in rows:
        for row in rows[table]:
            for field in RECORDS[table].fields:
                value = row.get(field.name)
                if field.kind in ("text", "long") and isinstance(value, str) and field.name != "work_email":
                    # A number set aside for drama stands in Chesham, to show the check.
                    assert {hit.text for hit in scan(value)} <= {"01632 960 147"}, (table, field.name, value)
    assert str(rows["partnership"][0]["work_email"]).endswith("@example.org")


def test_it_opens_and_writes_the_return_in_draft_and_reads_it_back(ward: Built, tmp_path: Path) -> None:
    with closing(Document.open(ward.committed, read_only=True, clock=lambda: NOW)) as doc:
        written = returns.export(doc, Q3, tmp_path / returns.default_file_name(doc, Q3))
        assert returns.read_back(written) == returns.quarter_data(doc, Q3)


def test_the_return_before_was_sent_and_its_checks_found_nothing_to_mend(ward: Built) -> None:
    with closing(Document.open(ward.committed, read_only=True, clock=lambda: NOW)) as doc:
        (row,) = doc.store.rows("quarterly_return", period=Q2.key)
        data = returns.quarter_data(doc, Q2)
    assert (row["status"], row["illustrative"]) == ("sent", 1)
    assert str(row["signed_on"]) <= str(row["sent_on"]) <= "2023-10-15"
    assert data.header.as_at == row["signed_on"]
    for found in data.tables["checks"]:
        assert found["result"] != "Error"
        assert bool(found["found"]) == bool(found["explanation"]), found


def test_something_has_changed_since_the_return_before(ward: Built) -> None:
    with closing(Document.open(ward.committed, read_only=True, clock=lambda: NOW)) as doc:
        (before,) = doc.store.rows("quarterly_return", period=Q2.key)
        found = list(differences(frozen(doc, str(before["id"])), returns.quarter_data(doc, Q3)))
    assert any(one.kind == "rating" and one.table == "action" for one in found), found

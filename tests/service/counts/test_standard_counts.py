"""The programme's standard counts that a ward lacks, and taking them on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import OpenDocument
from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.counts import standard_counts
from ward_desk.service.document import Document


def count(doc: Document, code: str) -> Row:
    return doc.store.rows("activity_count", code=code)[0]


def take_out(doc: Document, *codes: str) -> None:
    edits.remove(doc, "activity_count", [str(count(doc, code)["id"]) for code in codes])


def lacking(doc: Document) -> list[str]:
    return [one.code for one in standard_counts.lacking(doc)]


def test_a_new_ward_lacks_none(empty_ward: Document, north_northants_ward: Document) -> None:
    assert lacking(empty_ward) == lacking(north_northants_ward) == []


def test_what_was_removed_is_lacking_and_added_as_the_programme_has_it(empty_ward: Document) -> None:
    before = {code: count(empty_ward, code) for code in ("numeracy_starts", "residents_engaged")}
    take_out(empty_ward, *before)
    assert sorted(lacking(empty_ward)) == sorted(before)
    standard_counts.add(empty_ward, before)
    assert empty_ward.undo_label == "Add 2 standard counts"
    for code, row in before.items():
        made = count(empty_ward, code)
        other = {"id", "ref", "position"}
        assert {name: value for name, value in made.items() if name not in other} == {
            name: value for name, value in row.items() if name not in other
        }
    assert lacking(empty_ward) == []
    empty_ward.undo()
    assert sorted(lacking(empty_ward)) == sorted(before)


def test_only_the_chosen_ones_are_added(empty_ward: Document) -> None:
    take_out(empty_ward, "numeracy_starts", "fly_tips")
    standard_counts.add(empty_ward, ["numeracy_starts", "nonsense"])
    assert empty_ward.undo_label == f"Add the standard count “{count(empty_ward, 'numeracy_starts')['name']}”"
    assert lacking(empty_ward) == ["fly_tips"]


def test_what_leads_to_an_added_count_does_so_again_unless_it_leads_elsewhere(empty_ward: Document) -> None:
    take_out(empty_ward, "claimant_rate")
    assert count(empty_ward, "numeracy_starts")["leads_to"] is None
    elsewhere = str(count(empty_ward, "life_satisfaction")["id"])
    edits.edit(empty_ward, "activity_count", str(count(empty_ward, "literacy_signups")["id"]), {"leads_to": elsewhere})
    standard_counts.add(empty_ward, ["claimant_rate"])
    assert count(empty_ward, "numeracy_starts")["leads_to"] == count(empty_ward, "claimant_rate")["id"]
    assert count(empty_ward, "literacy_signups")["leads_to"] == elsewhere
    assert count(empty_ward, "claimant_rate")["leads_to"] == count(empty_ward, "satisfied_area")["id"]


def test_a_count_found_by_its_name_is_not_lacking_and_gets_its_code(empty_ward: Document) -> None:
    row = count(empty_ward, "fly_tips")
    edits.edit(empty_ward, "activity_count", str(row["id"]), {"code": "", "name": f" {str(row['name']).upper()} "})
    assert lacking(empty_ward) == []
    assert standard_counts.named(empty_ward) == [(row["id"], "fly_tips")]
    standard_counts.add(empty_ward, [])
    assert count(empty_ward, "fly_tips")["id"] == row["id"]
    assert not standard_counts.add(empty_ward, []).tables  # nothing is left to do


RELEASED = Path(__file__).parents[3] / "sample_db" / "released"


def test_the_counts_of_an_earlier_version_get_their_codes_and_what_they_lead_to(
    open_document: OpenDocument, tmp_path: Path
) -> None:
    doc = open_document(Path(shutil.copyfile(RELEASED / "0.1.0.ward", tmp_path / "old.ward")))
    before = {row["id"]: row for row in doc.store.rows("activity_count")}
    assert lacking(doc) == []
    assert len(standard_counts.named(doc)) == 14
    standard_counts.add(doc, [])
    assert doc.undo_label == "Say that 14 counts are standard ones"
    assert count(doc, "numeracy_starts")["leads_to"] == count(doc, "claimant_rate")["id"]
    assert count(doc, "claimant_rate")["leads_to"] == count(doc, "satisfied_area")["id"]
    for row in doc.store.rows("activity_count"):
        assert {**row, "code": "", "leads_to": None} == before[row["id"]]  # typed figures stay typed
    doc.undo()
    assert {row["id"]: row for row in doc.store.rows("activity_count")} == before


def test_a_programme_that_is_not_known_has_no_list(empty_ward: Document) -> None:
    edits.edit(empty_ward, "partnership", str(empty_ward.partnership["id"]), {"framework": "another"})
    with pytest.raises(KnownError, match="no list of standard counts"):
        standard_counts.lacking(empty_ward)

"""What a ward may report twice, by itself and beside another ward's return or document."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row, Value
from ward_desk.service import edits, frameworks, wards
from ward_desk.service.counts import double_counts, figures
from ward_desk.service.counts.double_counts import Double
from ward_desk.service.document import Document
from ward_desk.service.returns import returns

Q3 = Quarter(2023, 3)


def a_count(doc: Document, name: str, **values: Value) -> str:
    return edits.add(doc, "activity_count", {"name": name, "unit": "items", **values})


def enter(doc: Document, count: str, **months: str) -> None:
    for month, words in months.items():
        figures.set_figure(doc, count, f"2023-{month[1:]}", words)


@pytest.fixture
def other(tmp_path: Path) -> tuple[Path, Path]:
    """Another ward with the same collection, fair and course: its document and its return."""
    new = wards.NewWard(frameworks.load("opportunity_bucks"), "Aylesbury North", prefix="AYN")
    path = tmp_path / "north.ward"
    doc = Document.create(path, wards.start(new), clock=lambda: datetime(2024, 1, 5, 9, 0))
    enter(doc, a_count(doc, "Bulky items taken away"), m10="48", m11="51")
    enter(doc, a_count(doc, "Sacks of litter filled", sharing="ward"), m10="70")
    edits.add(doc, "event", {"title": "Winter jobs fair", "start": "2023-11-22", "status": "held"})
    edits.add(doc, "event", {"title": "Clean-up by the river", "start": "2023-10-14", "status": "cancelled"})
    edits.add(doc, "action", {"title": "Homework club"})
    workbook = returns.export(doc, Q3, tmp_path / "north.xlsx")
    doc.close()
    return path, workbook


@pytest.fixture
def chesham(ward: Document) -> Document:
    """This ward, which counts the same collection."""
    enter(ward, a_count(ward, "Bulky items taken away"), m10="48", m11="51", m12="9")
    enter(ward, a_count(ward, "Sacks of litter filled"), m10="70")
    edits.add(ward, "event", {"title": "Winter Jobs Fair!", "start": "2023-11-22T10:00", "status": "held"})
    edits.add(ward, "action", {"title": "A homework club"})
    return ward


@pytest.mark.parametrize("which", [0, 1], ids=["document", "return"])
def test_what_two_wards_report_both_is_found_in_a_document_and_in_a_return(
    chesham: Document, other: tuple[Path, Path], which: int
) -> None:
    kept = other[which].read_bytes()
    found = double_counts.compare(chesham, other[which])
    assert found.ward == "Aylesbury North"
    assert [one.table for one in found.doubles] == ["activity_count", "event", "action"]
    count, event, action = (one.sentence for one in found.doubles)
    assert "have the same figures for Oct 2023 and Nov 2023" in count
    assert "were both on 22 Nov 2023" in event
    assert "“A homework club” and AYN-01 “Homework club” of Aylesbury North may be one initiative" in action
    assert other[which].read_bytes() == kept


def test_what_is_found_is_marked_as_one_operation(chesham: Document, other: tuple[Path, Path]) -> None:
    found = double_counts.compare(chesham, other[1]).doubles
    double_counts.mark(chesham, found)
    marked = [chesham.store.get(one.table, one.row_id) or {} for one in found]
    assert [row.get("shared_with") for row in marked] == ["Aylesbury North", "Aylesbury North", None]
    assert chesham.undo_label == "Mark 2 records as also reported by other wards"
    again = double_counts.compare(chesham, other[1]).doubles
    assert [one.marked for one in again] == [True, True, False]
    assert not double_counts.mark(chesham, again).tables  # nothing is left to mark
    chesham.undo()
    assert not any(one.marked for one in double_counts.compare(chesham, other[1]).doubles)


def test_what_is_marked_stands_in_the_checks_and_the_notes_of_the_return(
    chesham: Document, other: tuple[Path, Path], tmp_path: Path
) -> None:
    double_counts.mark(chesham, double_counts.compare(chesham, other[1]).doubles)
    count, event = (
        str(chesham.store.rows(table, shared_with="Aylesbury North")[0]["ref"]) for table in ("activity_count", "event")
    )
    tables = returns.read_back(returns.export(chesham, Q3, tmp_path / "own.xlsx")).tables
    found = {row["record"]: row["what"] for row in tables["checks"] if row["code"] == "double_count"}
    assert "is also counted by Aylesbury North" in str(found[count])
    assert "is also reported by Aylesbury North" in str(found[event])
    assert [(row["subject"], row["note"]) for row in tables["notes"] if "double count" in str(row["note"])] == [
        (f"Activity counts {count}", "Possible double count: also counted by Aylesbury North."),
        (f"Events {event}", "Possible double count: also reported by Aylesbury North."),
    ]
    assert [row["ref"] for row in tables["activity_counts"] if row["also_counted_by"]] == [count]


def test_one_mark_is_named_after_its_record(chesham: Document, other: tuple[Path, Path]) -> None:
    count = double_counts.compare(chesham, other[1]).doubles[0]
    ref = (chesham.store.get("activity_count", count.row_id) or {})["ref"]
    double_counts.mark(chesham, [count])
    assert chesham.undo_label == f"Mark {ref} as also counted by Aylesbury North"


def test_a_ward_is_not_held_against_itself(ward: Document, ward_path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.ward"
    ward.save_copy(copy)
    for path in (copy, returns.export(ward, Q3, tmp_path / "own.xlsx")):
        with pytest.raises(KnownError, match="is of Chesham itself"):
            double_counts.compare(ward, path)


def test_a_file_that_is_neither_is_told(ward: Document, tmp_path: Path) -> None:
    (tmp_path / "words.xlsx").write_text("words")
    with pytest.raises(KnownError, match=r"words\.xlsx was not read"):
        double_counts.compare(ward, tmp_path / "words.xlsx")


def sentences(doc: Document) -> list[str]:
    return [one.sentence for one in double_counts.within(doc)]


def test_a_ward_with_nothing_twice_has_nothing_to_look_at(ward: Document) -> None:
    typed = ward.store.rows("figure", value=6.0)[0]
    edits.remove(ward, "figure", [str(typed["id"])])  # beside what the clean-up gave
    assert double_counts.within(ward) == []


def test_what_one_ward_may_report_twice_is_told(empty_ward: Document) -> None:
    first, second = a_count(empty_ward, "Sacks filled"), a_count(empty_ward, "Sacks  Filled")
    shared = a_count(empty_ward, "Trees planted", shared_with="Southcourt")
    event: Row = {"title": "Litter pick", "start": "2023-12-02", "status": "held"}
    one, two = (edits.add(empty_ward, "event", {**event, "title": title}) for title in ("Litter pick", "litter pick"))
    enter(empty_ward, first, m12="5")
    for count in (first, second):
        edits.add(empty_ward, "figure", {"activity_count": count, "period": "2023-12", "value": 8.0, "event": one})
    refs = {
        row_id: str((empty_ward.store.get(table, row_id) or {})["ref"])
        for table, some in (("activity_count", (first, second, shared)), ("event", (one, two)))
        for row_id in some
    }
    assert sentences(empty_ward) == [
        f"{refs[shared]} is also counted by Southcourt. Agree who reports it, or both will be added up.",
        f"{refs[second]} has the same name as {refs[first]}. {refs[one]} feeds both."
        " Keep one, or say in their names how they differ.",
        f"{refs[two]} has the same title and day as {refs[one]}. Remove one if they are one event.",
        f"{refs[first]}: 5 is typed for Dec 2023 beside what events gave, and both are added up."
        " Clear it if the events have it, or make it an adjustment with its reason.",
    ]


def test_a_figure_typed_beside_one_worked_out_is_told(ward: Document) -> None:
    engaged = str(ward.store.rows("activity_count", computed="residents")[0]["id"])
    typed: Row = {"activity_count": engaged, "period": "2023-11", "value": 12.0}
    edits.add(ward, "figure", typed)
    found = [one for one in double_counts.within(ward) if one.row_id == engaged]
    assert [(one.table, one.field) for one in found] == [("activity_count", "2023-11")]


def test_what_is_for_this_ward_only_is_reported_nowhere(empty_ward: Document) -> None:
    for _ in range(2):
        a_count(empty_ward, "Sacks filled", sharing="ward", shared_with="Southcourt")
    assert double_counts.within(empty_ward) == []


def test_only_counts_and_events_another_ward_has_can_be_marked() -> None:
    double = Double("activity_count", "id", "name", "It has the same name.")
    assert not double_counts.can_mark(double)
    assert double_counts.can_mark(double._replace(other="Southcourt"))
    assert not double_counts.can_mark(double._replace(table="action", other="Southcourt"))

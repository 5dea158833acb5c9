"""A ward as it stood on an earlier day: nothing in it is known from later."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_db import CHESHAM, CHESHAM_SOURCES, folders
from sample_db.earlier import as_of
from sample_db.filling import fill
from sample_db.sources import FIRST_STEP, Sources, read
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.ratings import OPEN_STATUSES
from ward_desk.core.records import RECORDS, Row
from ward_desk.service.document import Document

OCTOBER = date(2023, 10, 12)
# Dates that say what has happened; all others may lie ahead.
PAST = (
    "noted_on", "done_on", "heard_on", "told_on", "answered_on", "agreed_on", "dated", "baseline_on", "emptied_on",
    "signed_on", "sent_on", "opens",
)  # fmt: skip


@cache
def whole(folder: Path) -> Sources:
    return read(folder)


def rows_of(sources: Sources) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {table: [] for table in RECORDS}
    for entry in sources.entries:
        rows[entry.table].append(entry.values)
    return rows


@pytest.fixture(scope="module")
def chesham() -> Sources:
    return as_of(whole(CHESHAM_SOURCES), OCTOBER)


def row_of(sources: Sources, table: str, key: str) -> Row | None:
    wanted = sources.id(table, key)
    return next((entry.values for entry in sources.entries if entry.values["id"] == wanted), None)


@given(st.sampled_from(sorted(folders())), st.dates(date(2023, 3, 1), date(2023, 12, 31)))
def test_nothing_is_known_that_came_later_and_everything_hangs_together(folder: Path, day: date) -> None:
    then = as_of(whole(folder), day)
    rows, today = rows_of(then), day.isoformat()
    ids = {row["id"] for table in rows for row in rows[table]}
    for table, record in RECORDS.items():
        for row in rows[table]:
            for field in record.fields:
                value = row.get(field.name)
                if field.name in PAST and value:
                    assert str(value) <= today, (table, field.name, row)
                if field.kind == "link" and value:
                    assert value in ids, (table, field.name, row)
    for link in then.links:
        assert {link.first, link.second} <= ids, link
    to_come = {row["id"] for row in rows["event"] if str(row["start"])[:10] > today}
    assert all(row["status"] == "planned" for row in rows["event"] if row["id"] in to_come)
    assert not to_come & {row["event"] for row in rows["attendance"]}
    assert not to_come & {row.get("event") for row in rows["equality_total"]}
    for row in rows["figure"]:
        period = str(row["period"]).replace("YTD-", "")
        assert (Quarter.parse(period).last if "Q" in period else Month.parse(period).last) <= day
    assert not rows["quarterly_return"]  # drafts are of the day itself


@given(st.sampled_from(sorted(folders())), st.dates(date(2023, 3, 1), date(2023, 12, 31)))
def test_an_action_stands_as_its_last_note_left_it(folder: Path, day: date) -> None:
    rows, today = rows_of(as_of(whole(folder), day)), rows_of(whole(folder))
    silent = {row["id"]: row.get("rating") for row in today["action"] if not row.get("rating_reason")}
    last: dict[object, Row] = {}
    for note in sorted(rows["progress_note"], key=lambda note: str(note["noted_on"])):
        last[note["action"]] = note
    for row in rows["action"]:
        note = last.get(row["id"], {})
        if note.get("status"):
            assert row["status"] == note["status"]
        if row["status"] not in OPEN_STATUSES:
            assert not row["rating"]
        if row["rating"] in ("amber", "red") and note and silent.get(row["id"]) != row["rating"]:
            assert row["rating_reason"]


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_it_can_be_stored_and_references_are_those_of_the_document_of_today(folder: Path, tmp_path: Path) -> None:
    then = as_of(whole(folder), OCTOBER)
    with (
        closing(Document.create(tmp_path / "then.ward", fill(then, FIRST_STEP, OCTOBER))) as earlier,
        closing(Document.open(folders()[folder], read_only=True)) as now,
    ):
        for table, record in RECORDS.items():
            if record.ref is not None:
                today = {row["id"]: row["ref"] for row in now.store.rows(table)}
                assert [row["ref"] for row in earlier.store.rows(table)] == [
                    today[row["id"]] for row in earlier.store.rows(table)
                ]


def test_a_rating_that_changed_since_has_the_words_of_its_note(chesham: Sources) -> None:
    day = date(2023, 11, 1)
    signs = row_of(as_of(whole(CHESHAM_SOURCES), day), "action", "smoke_free")
    assert signs is not None
    assert signs["rating"] == "amber"
    assert signs["rating_reason"] == "Playground chosen, three weeks late. Competition can still make November."
    hot_spots = row_of(chesham, "action", "hot_spots")
    assert hot_spots is not None
    assert str(hot_spots["rating_reason"]).startswith("Two of five sites")  # amber then and now


def test_what_nobody_had_begun_or_written_of_is_not_there_yet(chesham: Sources) -> None:
    assert row_of(chesham, "action", "warm_welcome") is None
    assert row_of(chesham, "event", "warm_november") is None  # nor what belongs to it
    assert row_of(chesham, "funding", "warm_welcome") is None
    assert row_of(chesham, "action", "breakfast") is not None


def test_an_answer_is_there_only_once_it_was_told(chesham: Sources) -> None:
    told, later = row_of(chesham, "feedback", "rubbish_flats"), row_of(chesham, "feedback", "food_dear")
    assert told is not None
    assert later is not None
    assert told["answer"]
    assert told["told_on"] == "2023-10-05"
    assert not later["answer"]
    assert not later["told_how"]


def test_progress_is_what_the_milestones_come_to_and_never_above_today(chesham: Sources) -> None:
    cookery, hot_spots = row_of(chesham, "action", "cookery"), row_of(chesham, "action", "hot_spots")
    assert cookery is not None
    assert hot_spots is not None
    assert cookery["progress"] == 33  # one of three
    assert hot_spots["progress"] == 30  # one of two, and 30 in December


def test_the_notice_names_the_day(chesham: Sources) -> None:
    partnership = row_of(chesham, "partnership", "chesham")
    assert partnership is not None
    assert str(partnership["notice"]).startswith("Sample ward, as on 12 October 2023. ")


def test_what_came_in_with_a_later_operation_is_not_there(chesham: Sources) -> None:
    assert row_of(chesham, "attendance", "library_popup/1") is None
    assert row_of(chesham, "event", "library_popup") is not None


def test_a_ward_can_say_what_the_rules_cannot_know() -> None:
    then = as_of(whole(CHESHAM_SOURCES), OCTOBER, [
        {"figure": "fly_tips/2023-09/", "value": 36.0},
        {"funding": "cookery", "gone": True},
        {"feedback": "damp", "action": ""},
    ])  # fmt: skip
    figure, feedback = row_of(then, "figure", "fly_tips/2023-09/"), row_of(then, "feedback", "damp")
    assert figure is not None
    assert feedback is not None
    assert figure["value"] == 36.0
    assert row_of(then, "funding", "cookery") is None
    assert feedback["action"] is None
    with pytest.raises(KeyError, match="no action “nobody”"):
        as_of(whole(CHESHAM_SOURCES), OCTOBER, [{"action": "nobody", "rating": "red"}])


def test_a_return_sent_before_the_day_is_there_and_one_sent_later_is_not(tmp_path: Path) -> None:
    with closing(Document.open(CHESHAM, read_only=True)) as doc:
        (sent,) = doc.store.rows("quarterly_return", status="sent")
    sources = read(CHESHAM_SOURCES)
    sources.entries.insert(0, sources.entries[0]._replace(table="quarterly_return", values=sent))
    assert row_of(as_of(sources, date(2023, 10, 13)), "quarterly_return", "2023-24-Q2") == sent
    assert row_of(as_of(sources, date(2023, 10, 12)), "quarterly_return", "2023-24-Q2") is None

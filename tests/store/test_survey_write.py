"""Writing the many rows of a survey file at once: what the triggers would have done is done."""

from __future__ import annotations

from itertools import islice

import pytest

from ward_desk.core.changes import Op
from ward_desk.service.document import Document
from ward_desk.store import changelog, survey_write
from ward_desk.store.identify import objects
from ward_desk.store.rows import Store

Told = list[tuple[object, ...]]


def silent(done: int, of: int, words: str) -> None:
    """Nobody looks."""


def add(doc: Document, at_once: bool) -> tuple[Told, Told]:
    """Three responses, two with a comment: what the change log and the search index say of them."""
    made: list[str] = []

    def write(store: Store) -> None:
        survey = store.insert("survey", {"title": "Ours"})
        question = store.insert("question", {"survey": survey, "wording": "Why?", "kind": "text"})
        made.append(survey)
        ids = list(islice(survey_write.numbered(store.make_id()), 5))
        responses = [(ids[n], survey, None, "paper", str(n), "", "", '{"1":"Ä"}' if n else "") for n in range(3)]
        comments = [(ids[3], survey, question, ids[0], "A café"), (ids[4], survey, question, ids[1], " ")]
        if at_once:
            survey_write.add(store, responses, comments, 5, silent)
            return
        names = ("id", "survey", "answered_on", "channel", "source_row", "age_band", "area", "answers")
        for response in responses:
            store.insert("response", dict(zip(names, response, strict=True)))
        for comment in comments:
            store.insert("comment", dict(zip(("id", "survey", "question", "response", "words"), comment, strict=True)))

    doc.run(Op("test", "Add"), write)
    connection = doc.store.connection
    lines = connection.execute(
        "SELECT record, row_id, old, new, seq FROM change_log WHERE record IN ('response', 'comment') ORDER BY seq"
    ).fetchall()
    assert {row[3] == "" for row in lines[-5:]} == {at_once}
    log = [
        (row[0], row[2], str(changelog.came_as(connection, row[0], row[1], row[4])).replace(made[0], "survey"))
        for row in lines
    ]
    found = [
        (row[0], row[1]) for row in connection.execute(
            "SELECT s.record, w.words FROM search_row s JOIN search_words w ON w.rowid = s.docid"
            " WHERE s.record IN ('response', 'comment')"
        )
    ]  # fmt: skip
    return log, found


def without_ids(log: Told) -> list[str]:
    import re

    return [re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "id", str(one)) for one in log]


@pytest.mark.parametrize(("batch", "together"), [(2000, 20_000), (1, 1), (1, 2)])
def test_the_log_and_the_index_say_what_the_triggers_would_have(
    empty_ward: Document, monkeypatch: pytest.MonkeyPatch, batch: int, together: int
) -> None:
    monkeypatch.setattr(survey_write, "BATCH", batch)
    monkeypatch.setattr(survey_write, "TOGETHER", together)
    by_row = add(empty_ward, at_once=False)
    empty_ward.undo()
    connection = empty_ward.store.connection
    connection.execute("DELETE FROM change_log")
    at_once = add(empty_ward, at_once=True)
    assert without_ids(at_once[0]) == without_ids(by_row[0])
    assert len(at_once[0]) == 5
    assert at_once[1] == by_row[1] == [("comment", "A café")]


def test_the_triggers_are_there_again_and_work(empty_ward: Document) -> None:
    before = objects(empty_ward.store.connection)
    add(empty_ward, at_once=True)
    assert objects(empty_ward.store.connection) == before
    add(empty_ward, at_once=False)
    number = empty_ward.store.number("SELECT count(*) FROM change_log WHERE record = 'response'")
    assert number == 6


def test_what_goes_wrong_in_the_middle_leaves_triggers_rows_and_room_as_they_were(empty_ward: Document) -> None:
    connection = empty_ward.store.connection
    before, room = objects(connection), connection.execute("PRAGMA cache_size").fetchone()[0]

    class StoppedError(Exception):
        pass

    def stop(done: int, of: int, words: str) -> None:
        raise StoppedError

    def write(store: Store) -> None:
        survey = store.insert("survey", {"title": "Ours"})
        row = ("1", survey, None, "", "1", "", "", "")
        survey_write.add(store, [row], [], 1, stop)

    with pytest.raises(StoppedError):
        empty_ward.run(Op("test", "Add"), write)
    assert objects(connection) == before
    assert connection.execute("PRAGMA cache_size").fetchone()[0] == room
    assert not empty_ward.store.rows("response")
    assert not empty_ward.store.number("SELECT count(*) FROM change_log WHERE record = 'response'")


def test_keys_are_shaped_as_all_keys_are_and_rise(empty_ward: Document) -> None:
    import uuid

    keys = list(islice(survey_write.numbered(empty_ward.store.make_id()), 300))
    assert keys == sorted(set(keys))
    assert all(str(uuid.UUID(key)) == key for key in keys)
    assert not set(keys) & set(islice(survey_write.numbered(empty_ward.store.make_id()), 300))

"""A walk of random steps: undo all is the start, redo all is the end, and log, records and search index agree."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ward_desk.core.changes import Op
from ward_desk.core.records import RECORDS
from ward_desk.service.document import Document
from ward_desk.store import changelog
from ward_desk.store.rows import Store

Look = Callable[[Document], Any]

TABLES = ("organisation", "theme", "priority", "action", "milestone", "event", "attendance", "feedback", "figure",
          "activity_count", "deep_dive", "profile_line")  # fmt: skip
PAIRS = ("action_partner", "event_theme", "feedback_theme", "event_exhibitor", "event_apology", "event_follow_up",
         "profile_count", "count_action")  # fmt: skip
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "edit", "edit", "remove", "links", "batch"]),
        st.sampled_from(TABLES),
        st.integers(0, 10**6),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
    ),
    min_size=1,
    max_size=12,
)


def take_step(store: Store, kind: str, table: str, pick: int, words: str) -> None:
    """One thing somebody may do, chosen by these."""
    record = RECORDS[table]
    rows = store.rows(table)
    one = str(rows[pick % len(rows)]["id"]) if rows else ""
    links = {}
    for field in record.fields:
        if field.kind == "link":
            others = store.rows(field.to)
            links[field.name] = str(others[pick % len(others)]["id"]) if others and pick % 3 else None
    if kind == "add":
        store.insert(
            table, {record.title: words if record.field(record.title).kind in ("text", "long") else "", **links}
        )
    elif kind == "edit" and one:
        value = {"text": words, "long": words, "whole": pick, "number": pick / 7}
        store.update(
            table,
            one,
            {field.name: value[field.kind] for field in record.fields if field.kind in value}
            | (links if pick % 2 else {}),
        )
    elif kind == "remove" and one:
        store.delete(table, one)
    elif kind == "links":
        pair = PAIRS[pick % len(PAIRS)]
        a, b = (store.rows(field.to) for field in RECORDS[pair].fields)
        if a:
            store.set_links(pair, str(a[pick % len(a)]["id"]), [str(row["id"]) for row in b[: pick % 4]])
    elif kind == "batch":
        for number, part in enumerate(("add", "edit", "remove", "edit", "links")):
            take_step(store, part, TABLES[(pick + number) % len(TABLES)], pick + number, words)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, some=st.integers(0, 12))
def test_undo_all_is_the_start_and_redo_all_is_the_end(
    wards: dict[str, Path], everything: Look, steps: list[tuple[str, str, int, str]], some: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:  # one for each example: what one leaves must not reach the next
        ward = Document.open(Path(shutil.copyfile(wards["ward"], Path(folder) / "ward.ward")))
        try:
            walk(ward, everything, steps, some)
        finally:
            ward.close()


def walk(ward: Document, everything: Look, steps: list[tuple[str, str, int, str]], some: int) -> None:
    """Takes the steps, then back to the start, forth to the end, and some of the way back."""
    start = everything(ward)
    states = [start]
    for step in steps:
        if ward.run(Op("test", step[0]), lambda store, step=step: take_step(store, *step)):
            states.append(everything(ward))
    assert replayed(ward) == states[-1]
    for state in reversed(states[:-1]):
        ward.undo()
        assert everything(ward) == state
    for state in states[1:]:
        ward.redo()
        assert everything(ward) == state
    assert ward.redo_label is None
    for _ in states[1:][:some]:
        ward.undo()
    assert replayed(ward) == everything(ward)
    assert index(ward) == rebuilt_index(ward)
    while ward.undo_label != "Fill the ward":
        ward.undo()
    assert everything(ward) == start
    assert ward.store.query("PRAGMA foreign_key_check") == []


def replayed(doc: Document) -> Any:
    """Every record, from the log alone."""
    found: Any = {table: {} for table in RECORDS}
    for row in doc.store.query("SELECT record, row_id, old, new FROM change_log ORDER BY seq"):
        record, row_id = str(row["record"]), str(row["row_id"])
        assert found[record].pop(row_id, None) == changelog.decode(record, _text(row["old"]))
        new = changelog.decode(record, _text(row["new"]))
        if new is not None:
            found[record][row_id] = new
    return found


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def index(doc: Document) -> set[tuple[str, str, str]]:
    """(record, id, words) of everything in the search index."""
    return {
        (str(row["record"]), str(row["row_id"]), str(row["words"]))
        for row in doc.store.query(
            "SELECT s.record, s.row_id, w.words FROM search_row s LEFT JOIN search_words w ON w.rowid = s.docid"
        )
    }


def rebuilt_index(doc: Document) -> set[tuple[str, str, str]]:
    """The same, had it been filled from the records just now."""
    from ward_desk.store.schema import rebuild_search

    connection = doc.store.connection
    connection.execute("BEGIN")
    try:
        rebuild_search(connection)
        return index(doc)
    finally:
        connection.execute("ROLLBACK")

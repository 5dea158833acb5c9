"""The plan written out and brought in again: nothing changes, whatever stands in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ward_desk.core.changes import Op
from ward_desk.core.choices import DELIVERIES, SHARING, TERMS
from ward_desk.core.ratings import DELAY_CAUSES, RATINGS, STATUSES
from ward_desk.core.records import Row
from ward_desk.exchange import table_out
from ward_desk.exchange.table_out import Column, Table
from ward_desk.exchange.tracker import tracker_reader
from ward_desk.service.document import Document
from ward_desk.service.plan import plan_out
from ward_desk.service.tracker import tracker_import
from ward_desk.store.rows import Store

TABLES = ("action", "milestone", "progress_note", "action_partner", "organisation", "priority")

words = st.text("abcdefg ÉABC'-&", min_size=1, max_size=24).map(lambda text: " ".join(text.split())).filter(
    lambda text: sum(letter.isalpha() for letter in text) > 2
)  # fmt: skip
sentences = st.text("abcdefg ÉABC.,:;!?'()-–=+@/&%£12\n", max_size=60).map(
    lambda text: "\n".join(line.strip() for line in text.strip().split("\n") if any(map(str.isalpha, line)))
)
days = st.dates(date(2022, 1, 1), date(2025, 12, 31)).map(date.isoformat)
past = st.dates(date(2022, 1, 1), date(2023, 12, 18)).map(date.isoformat)


def codes(choices: tuple[tuple[str, str], ...], *, empty: bool = True) -> st.SearchStrategy[str]:
    return st.sampled_from([*([""] if empty else []), *(code for code, _ in choices)])


actions = st.fixed_dictionaries({
    "title": words, "what": sentences, "success": sentences, "learning": sentences, "rating_reason": sentences,
    "source_ref": st.sampled_from(["", "14", "A-3"]), "theme": st.integers(0, 5), "priority": st.booleans(),
    "lead": st.integers(0, 3), "partners": st.lists(st.integers(0, 2), max_size=3, unique=True),
    "term": codes(TERMS), "delivery": codes(DELIVERIES), "start": st.none() | days, "due": st.none() | days,
    "status": codes(STATUSES, empty=False), "rating": codes(RATINGS), "delay_cause": codes(DELAY_CAUSES),
    "progress": st.none() | st.integers(0, 100), "sharing": codes(SHARING, empty=False),
    "milestones": st.lists(st.tuples(words, st.none() | days, st.none() | past), max_size=3, unique_by=lambda m: m[0]),
    "notes": st.lists(st.tuples(past, sentences.filter(bool)), max_size=3, unique=True),
})  # fmt: skip

PLAIN = (
    "title", "what", "success", "learning", "rating_reason", "source_ref", "term", "delivery", "start", "due", "status",
    "rating", "delay_cause", "progress", "sharing",
)  # fmt: skip
ORGANISATIONS = ("Thrive Trust", "Police, Fire and Crime Commissioner", "St Mary’s / St John’s")
tracker_rows = st.tuples(
    words,
    st.sampled_from(["Thrive Trust", "TBC", ""]),
    st.sampled_from(["R", "A", "G", "Blue", "On track", ""]),
    st.sampled_from(["31/01/2024", "TBC", "Ongoing", ""]),
    sentences,
)


def fill(doc: Document, plan: list[dict[str, object]]) -> None:
    def write(store: Store) -> None:
        themes = [str(row["id"]) for row in store.rows("theme", order="position")]
        organisations = [store.insert("organisation", {"name": name}) for name in ORGANISATIONS]
        priority = store.insert("priority", {"title": "Warm, safe homes"})
        for action in plan:
            plain: Row = {name: action[name] for name in PLAIN}  # type: ignore[misc]
            theme, lead = int(str(action["theme"])), int(str(action["lead"]))
            one = store.insert("action", {
                **plain, "theme": themes[theme] if theme < len(themes) else None,
                "lead": organisations[lead] if lead < len(organisations) else None,
                "priority": priority if action["priority"] else None,
            })  # fmt: skip
            for partner in action["partners"]:  # type: ignore[attr-defined]
                store.link("action_partner", one, organisations[partner])
            for title, due, done in action["milestones"]:  # type: ignore[attr-defined]
                store.insert("milestone", {"action": one, "title": title, "due": due, "done_on": done})
            for day, said in action["notes"]:  # type: ignore[attr-defined]
                store.insert("progress_note", {"action": one, "noted_on": day, "words": said})

    doc.run(Op("fill", "Fill"), write)


def held(doc: Document) -> dict[str, list[Row]]:
    return {table: doc.store.rows(table) for table in TABLES}


def bring_in(doc: Document, path: Path) -> tracker_import.Preview:
    file = tracker_reader.read(path)
    choices = tracker_import.begin(doc, file)
    preview = tracker_import.preview(doc, file, choices)
    tracker_import.apply(doc, file, choices)
    return preview


def assert_nothing_changes(doc: Document, path: Path, number: int) -> None:
    before, last = held(doc), doc.undo_label
    preview = bring_in(doc, path)
    assert [(line.what, line.changes, line.notes) for line in preview.lines] == [("same", (), ())] * number
    assert held(doc) == before
    assert doc.undo_label == last  # no operation was made


@pytest.fixture
def fresh(empty_path: Path, tmp_path: Path, clock: Callable[[], datetime]) -> Callable[[], Document]:
    """Opens a new empty ward each time."""

    def make() -> Document:
        return Document.open(Path(shutil.copyfile(empty_path, tmp_path / "fresh.ward")), clock=clock)

    return make


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(actions, min_size=1, max_size=4, unique_by=lambda one: one["title"].casefold()))
def test_a_plan_written_out_and_brought_in_again_is_the_same(
    fresh: Callable[[], Document], tmp_path: Path, ending: str, plan: list[dict[str, object]]
) -> None:
    doc = fresh()
    try:
        fill(doc, plan)
        path = table_out.write(plan_out.table(doc, "ward"), tmp_path / f"plan.{ending}")
        assert_nothing_changes(doc, path, len(plan))
    finally:
        doc.close()


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_handful_and_its_milestones_that_progress_follows(ward: Document, tmp_path: Path, ending: str) -> None:
    first = ward.store.rows("action")[0]
    ward.run(Op("progress", "Progress"), lambda store: store.update("action", str(first["id"]), {"progress": None}))
    path = table_out.write(plan_out.table(ward, "ward"), tmp_path / f"plan.{ending}")
    assert_nothing_changes(ward, path, 6)
    assert ward.store.rows("action")[0]["progress"] is None


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(tracker_rows, min_size=1, max_size=5, unique_by=lambda row: row[0].casefold()))
@example(rows=[("Litter pick", "Thrive Trust", "R", "TBC", "4 Nov 2023: No crew.\nMore to say.")])
def test_a_tracker_brought_in_written_out_and_brought_in_again_changes_nothing(
    fresh: Callable[[], Document], tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    tracker = Table(
        "Tracker", "Tracker", tuple(map(Column, ("Action", "Lead", "RAG", "Due date", "Update", "Colour of the bins"))),
        [[*row, "Green bins"] for row in rows],
    )  # fmt: skip
    doc = fresh()
    try:
        bring_in(doc, table_out.write(tracker, tmp_path / "tracker.xlsx"))
        path = table_out.write(plan_out.table(doc, "ward"), tmp_path / "plan.xlsx")
        assert_nothing_changes(doc, path, len(doc.store.rows("action")))
    finally:
        doc.close()

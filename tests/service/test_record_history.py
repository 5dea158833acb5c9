"""The history of one record in words, and putting any step of it back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ward_desk.core.choices import TERMS
from ward_desk.core.errors import KnownError
from ward_desk.core.ratings import DELAY_CAUSES, RATINGS, STATUSES
from ward_desk.core.records import Row
from ward_desk.service import edits, record_history
from ward_desk.service.counts import figure_entry
from ward_desk.service.document import Document
from ward_desk.service.plan import plan
from ward_desk.service.record_history import Step


def one(ward: Document, table: str, **equals: str) -> str:
    return str(ward.store.rows(table, **equals)[0]["id"])  # type: ignore[arg-type]


def club(ward: Document) -> str:
    return one(ward, "action", ref="CHE-01")


def newest(ward: Document, table: str, row_id: str) -> Step:
    return record_history.read(ward, table, row_id)[0].steps[0]


def said(ward: Document, table: str, row_id: str) -> list[str]:
    return [step.words for entry in record_history.read(ward, table, row_id) for step in entry.steps]


def test_a_change_is_told_in_words_with_its_day_and_role(ward: Document) -> None:
    ward.role = "Community officer"
    edits.edit(ward, "action", club(ward), {"rating": "amber"})
    entry = record_history.read(ward, "action", club(ward))[0]
    assert entry.steps[0].words == "Rating Green to Amber"
    assert entry.when == "18 Dec, Community officer"


def test_every_kind_of_value_is_told_as_people_read_it(ward: Document) -> None:
    action, council = club(ward), one(ward, "organisation", name="Buckinghamshire Council")
    edits.edit(ward, "action", action, {"due": "2024-04-05", "lead": council, "progress": None, "learning": "Ask."})
    assert said(ward, "action", action)[:4] == [
        "Lead Chiltern Hills Academy to Buckinghamshire Council",
        "Due 29 Mar 2024 to 5 Apr 2024",
        "Progress 60% to following the milestones",
        "Learning set to “Ask.”",
    ]


def test_what_belongs_to_an_action_is_told_with_it(ward: Document) -> None:
    action = club(ward)
    milestone = one(ward, "milestone", title="Room agreed")
    edits.edit(ward, "milestone", milestone, {"due": "2023-09-20"})
    edits.edit(ward, "funding", one(ward, "funding", action=action), {"spent": 90000})
    edits.edit(ward, "risk", one(ward, "risk", action=action), {"mitigation": "Look for another."})
    edits.edit(ward, "evidence", one(ward, "evidence", record_id=action), {"holder": "School"})
    plan.add_partner(ward, action, "Town Library")
    edits.remove(ward, "milestone", milestone)
    assert said(ward, "action", action)[:6] == [
        "Removed milestone “Room agreed”",
        "Added partner Town Library",
        "Evidence “Rent agreement”: who holds it “Council” to “School”",
        "Risk “The school hall is sold”: mitigation set to “Look for another.”",
        "Funding line “Community board”: spent £840.50 to £900",
        "Milestone “Room agreed”: due 15 Sep 2023 to 20 Sep 2023",
    ]


def test_other_records_are_not_told(ward: Document) -> None:
    action = club(ward)
    before = said(ward, "action", action)
    plan.add_note(ward, one(ward, "action", ref="CHE-02"), "Not about the club.")
    assert said(ward, "action", action) == before


def test_one_operation_is_one_entry(ward: Document) -> None:
    edits.edit(ward, "action", club(ward), {"rating": "amber", "rating_reason": "No hall."})
    entry = record_history.read(ward, "action", club(ward))[0]
    assert [step.words for step in entry.steps] == ["Rating Green to Amber", "Reason for the rating set to “No hall.”"]


def test_what_was_undone_is_as_if_it_had_never_been(ward: Document) -> None:
    action = club(ward)
    before = said(ward, "action", action)
    edits.edit(ward, "action", action, {"rating": "amber"})
    ward.undo()
    assert said(ward, "action", action) == before
    ward.redo()
    assert said(ward, "action", action)[0] == "Rating Green to Amber"


def test_long_words_are_shortened_and_kept_whole_beside(ward: Document) -> None:
    edits.edit(ward, "action", club(ward), {"learning": "word " * 60})
    step = newest(ward, "action", club(ward))
    assert len(step.words) < 80
    assert step.words.endswith("…”")
    assert step.whole.count("word") == 60


def test_a_field_is_put_back_as_an_operation_of_its_own(ward: Document) -> None:
    action = club(ward)
    edits.edit(ward, "action", action, {"rating": "amber"})
    edits.edit(ward, "action", action, {"due": "2024-05-01"})
    rating = record_history.read(ward, "action", action)[1].steps[0]
    record_history.put_back(ward, rating)
    row = ward.store.get("action", action)
    assert row is not None
    assert (row["rating"], row["due"]) == ("green", "2024-05-01")
    assert ward.undo_label == "Put back rating of CHE-01"
    ward.undo()
    assert ward.store.rows("action", ref="CHE-01")[0]["rating"] == "amber"


def test_a_row_removed_comes_back_the_same(ward: Document) -> None:
    action = club(ward)
    for table in ("milestone", "funding", "progress_note"):
        row = ward.store.rows(table, action=action)[0]
        edits.remove(ward, table, str(row["id"]))
        record_history.put_back(ward, newest(ward, "action", action))
        assert ward.store.get(table, str(row["id"])) == row
    assert ward.undo_label == "Bring back progress note of CHE-01"


def test_a_row_brings_back_what_went_with_it(ward: Document) -> None:
    survey = one(ward, "survey")
    response = ward.store.rows("response", survey=survey)[1]
    comments = ward.store.rows("comment", response=str(response["id"]))
    assert comments
    assert response["answers"]
    edits.remove(ward, "response", str(response["id"]))
    assert not ward.store.rows("comment", response=str(response["id"]))
    record_history.put_back(ward, newest(ward, "survey", survey))
    assert ward.store.get("response", str(response["id"])) == response
    assert ward.store.rows("comment", response=str(response["id"])) == comments


def test_what_was_added_is_taken_off(ward: Document) -> None:
    action = club(ward)
    partners = ward.store.linked("action_partner", action)
    plan.add_partner(ward, action, "Chiltern Hills Academy")
    record_history.put_back(ward, newest(ward, "action", action))
    assert ward.store.linked("action_partner", action) == partners


def test_a_link_to_what_is_gone_is_refused_and_nothing_changes(ward: Document) -> None:
    action, academy = club(ward), one(ward, "organisation", name="Chiltern Hills Academy")
    edits.edit(ward, "action", action, {"lead": one(ward, "organisation", name="Buckinghamshire Council")})
    step = newest(ward, "action", action)
    edits.remove(ward, "organisation", academy)
    label = ward.undo_label
    with pytest.raises(KnownError) as caught:
        record_history.put_back(ward, step)
    assert "organisation" in caught.value.happened
    assert ward.undo_label == label


def test_a_step_of_what_is_gone_or_is_so_already_is_refused(ward: Document) -> None:
    action, milestone = club(ward), one(ward, "milestone", title="Room agreed")
    edits.edit(ward, "milestone", milestone, {"title": "Room found"})
    changed = newest(ward, "action", action)
    edits.edit(ward, "milestone", milestone, {"title": "Room agreed"})
    with pytest.raises(KnownError, match="already"):
        record_history.put_back(ward, changed)
    edits.remove(ward, "milestone", milestone)
    removed = newest(ward, "action", action)
    with pytest.raises(KnownError, match="removed since"):
        record_history.put_back(ward, changed)
    record_history.put_back(ward, removed)
    with pytest.raises(KnownError, match="back already"):
        record_history.put_back(ward, removed)


def test_how_the_record_came_into_the_document_is_not_for_putting_back(ward: Document) -> None:
    last = record_history.read(ward, "action", club(ward))[-1]
    [made] = [step for step in last.steps if step.record == "action"]
    assert made.words == "Added action"
    with pytest.raises(KnownError):
        record_history.put_back(ward, made)


def test_older_operations_are_read_on_below(ward: Document) -> None:
    action = club(ward)
    for number in range(record_history.OPERATIONS + 5):
        edits.edit(ward, "action", action, {"what": f"Time {number}"})
    first = record_history.read(ward, "action", action)
    below = record_history.read(ward, "action", action, before=first[-1].seq)
    assert len(first) == record_history.OPERATIONS
    assert len(below) == 6  # and the filling of the ward
    assert "Time 5" in first[-1].steps[0].words
    assert "Time 4" in below[0].steps[0].words


def test_an_operation_on_very_many_rows_says_how_many_more(ward: Document) -> None:
    action = club(ward)
    rows: list[Row] = [{"action": action, "title": f"Step {n}"} for n in range(700)]

    def write(store) -> None:  # type: ignore[no-untyped-def]
        for row in rows:
            store.insert("milestone", row)

    from ward_desk.core.changes import Op

    ward.run(Op("milestone.add", "Add milestones"), write)
    entry = record_history.read(ward, "action", action)[0]
    assert len(entry.steps) + entry.more == 700
    assert entry.more


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text(alphabet="abc é“”\n", max_size=12),
        "what": st.text(alphabet="abc é", max_size=30),
        "rating": st.sampled_from(["", *(code for code, _ in RATINGS)]),
        "status": st.sampled_from([code for code, _ in STATUSES]),
        "term": st.sampled_from(["", *(code for code, _ in TERMS)]),
        "delay_cause": st.sampled_from(["", *(code for code, _ in DELAY_CAUSES)]),
        "progress": st.none() | st.integers(0, 100),
        "due": st.none() | st.dates().map(lambda day: day.isoformat()),
        "lead": st.sampled_from([None, 0, 1, 2]),
        "illustrative": st.sampled_from([0, 1]),
    },
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(VALUES, max_size=6))
def test_putting_back_every_step_newest_first_is_the_beginning(ward: Document, walk: list[Row]) -> None:
    action = club(ward)
    organisations = [str(row["id"]) for row in ward.store.rows("organisation")]
    start = ward.store.get("action", action)
    known = {entry.operation for entry in record_history.read(ward, "action", action)}
    for values in walk:
        lead = values.get("lead")
        chosen = {**values, "lead": organisations[lead]} if isinstance(lead, int) else values
        edits.edit(ward, "action", action, chosen)
    for entry in record_history.read(ward, "action", action):
        for step in entry.steps if entry.operation not in known else ():
            record_history.put_back(ward, step)
    assert ward.store.get("action", action) == start


def test_what_is_out_of_history_too_does_not_come_back(ward: Document) -> None:
    milestone = one(ward, "milestone", action=club(ward))
    edits.remove(ward, "milestone", milestone)
    step = newest(ward, "action", club(ward))
    ward.store.connection.execute("DELETE FROM change_log WHERE operation = ?", (step.operation,))
    with pytest.raises(KnownError, match="no longer kept"):
        record_history.put_back(ward, step)


def test_a_row_whose_own_rows_named_something_gone_is_refused_whole(ward: Document) -> None:
    comment = ward.store.rows("comment")[0]
    response, question = str(comment["response"]), str(comment["question"])
    survey = str((ward.store.get("response", response) or {})["survey"])
    edits.remove(ward, "response", response)
    step = newest(ward, "survey", survey)
    edits.remove(ward, "question", question)
    with pytest.raises(KnownError, match="question it named has been removed"):
        record_history.put_back(ward, step)
    assert ward.store.get("response", response) is None


def test_a_figure_does_not_come_back_beside_one_typed_in_its_place(ward: Document) -> None:
    count = one(ward, "activity_count", name="Homework club sessions")
    figure_entry.set_figure(ward, count, "2023-12", "")
    removed = newest(ward, "activity_count", count)
    figure_entry.set_figure(ward, count, "2023-12", "5")
    with pytest.raises(KnownError, match="Another figure was typed in its place since"):
        record_history.put_back(ward, removed)
    assert [row["value"] for row in ward.store.rows("figure", activity_count=count, period="2023-12")] == [5]
    ward.undo()
    record_history.put_back(ward, removed)
    assert [row["value"] for row in ward.store.rows("figure", activity_count=count, period="2023-12")] == [3]

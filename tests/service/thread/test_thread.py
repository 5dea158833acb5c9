"""The golden thread: what it says of its records, links made and taken off as one operation, and its breaks."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row, Value
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.thread import breaks, thread, thread_actions, thread_links
from ward_desk.service.thread.thread import Node, Stage

HEARD, PRIORITY, ACTION, EVENT, COUNT, CHANGE, TOLD = range(7)


def one(doc: Document, table: str, **equals: str) -> str:
    return str(doc.store.rows(table, **equals)[0]["id"])


def field(doc: Document, table: str, row_id: str, name: str) -> Value:
    return (doc.store.get(table, row_id) or {})[name]


def stages(doc: Document, table: str, row_id: str) -> tuple[Stage, ...]:
    return thread.thread(doc, table, row_id).stages


def told(nodes: tuple[Node, ...]) -> list[tuple[str, str]]:
    return [(node.words, node.small) for node in nodes]


@pytest.fixture
def club(ward: Document) -> str:
    """The action with everything on it."""
    return one(ward, "action", title="Open a homework club")


@pytest.fixture
def bus(ward: Document) -> str:
    """The feedback nobody did anything about."""
    return one(ward, "feedback", words="No bus after six")


def test_the_thread_of_an_action_goes_from_words_to_being_told(ward: Document, club: str) -> None:
    found = stages(ward, "action", club)
    assert [stage.key for stage in found] == [
        "heard", "priority", "action", "event", "count", "change", "told", "evidence",
    ]  # fmt: skip
    assert told(found[HEARD].nodes) == [("Nowhere warm to do homework", "heard 12 Sep in CHE-S01, said by 14")]
    assert told(found[PRIORITY].nodes)[0] == ("Something to do after school", "agreed 14 Jun, short term")
    assert found[ACTION].nodes[0]._replace(row_id="") == Node(
        "action", "", "CHE-01", "Open a homework club", "due 29 Mar 2024", "here", mark="green"
    )
    assert told(found[COUNT].nodes) == [("Homework club sessions", "18 sessions of 60")]
    assert told(found[TOLD].nodes) == [
        ("The homework club opened in October.", "told back 6 Nov, newsletter or leaflet")
    ]


def test_an_event_says_how_many_residents_came_as_surely_as_it_is_known(ward: Document) -> None:
    desk = one(ward, "action", title="Advice desk in the library")
    assert told(stages(ward, "action", desk)[EVENT].nodes) == [("Jobs fair", "held 22 Nov, at least 400 residents")]


def test_a_share_is_told_with_its_target(ward: Document, club: str) -> None:
    share = one(ward, "activity_count", name="Pupils who come back")
    thread.link(ward, "action", club, "activity_count", share)
    assert told(stages(ward, "action", club)[CHANGE].nodes) == [("Pupils who come back", "81.8% in Q3 2023-24")]
    edits.edit(ward, "activity_count", share, {"target": 90.0, "better": "lower"})
    (node,) = stages(ward, "action", club)[CHANGE].nodes
    assert (node.small, node.mark) == ("81.8% in Q3 2023-24, target at most 90%", "green")


def test_a_count_without_a_figure_this_year_says_so(ward: Document, club: str) -> None:
    count = edits.add(ward, "activity_count", {"name": "Meals", "unit": "meals", "target": 40.0})
    thread.link(ward, "activity_count", count, "action", club)
    assert ("Meals", "no figure this year, target 40") in told(stages(ward, "action", club)[COUNT].nodes)


def test_a_record_of_the_thread_says_on_which_side_and_through_what_it_hangs(ward: Document, bus: str) -> None:
    youth = one(ward, "priority")
    thread.link(ward, "feedback", bus, "priority", youth)
    (action,) = stages(ward, "feedback", bus)[ACTION].nodes
    assert (action.side, action.through, action.takes_off) == ("came", "CHE-P01", False)
    (priority,) = stages(ward, "feedback", bus)[PRIORITY].nodes
    assert (priority.side, priority.through, priority.takes_off) == ("came", "", True)
    heard = stages(ward, "priority", youth)[HEARD].nodes
    assert {node.side for node in heard} == {"led"}


def test_a_comment_shows_where_it_was_heard_before_itself(ward: Document) -> None:
    heard = one(ward, "feedback", words="The river path is full of glass")
    first, second = stages(ward, "feedback", heard)[HEARD].nodes
    assert (first.words, first.side, first.takes_off) == ("Clean-up by the river", "led", True)
    assert (second.row_id, second.side) == (heard, "here")


def test_an_empty_stage_says_what_is_missing_and_what_mends_it(ward: Document, bus: str) -> None:
    desk = one(ward, "action", title="Advice desk in the library")
    heard = stages(ward, "action", desk)[HEARD]
    assert (heard.missing, [step.words for step in heard.steps]) == (
        "Nobody is linked as having asked.", ["Link feedback…"],
    )  # fmt: skip
    assert stages(ward, "action", desk)[TOLD].missing == "Nobody to tell: no resident's words are linked."
    action = stages(ward, "feedback", bus)[ACTION]
    assert [step.kind for step in action.steps] == ["link", "make"]
    (step,) = stages(ward, "feedback", bus)[TOLD].steps
    assert (step.kind, step.table, step.row_id, step.field) == ("open", "feedback", bus, "answer")


def test_those_not_told_yet_stand_beside_those_who_were(ward: Document, club: str, bus: str) -> None:
    thread.link(ward, "feedback", bus, "action", club)
    edits.edit(ward, "feedback", bus, {"answer": "A later bus from May."})
    (step,) = stages(ward, "action", club)[TOLD].steps
    assert (step.words, step.row_id, step.field) == ("Tell them back…", bus, "told_on")


def test_only_so_many_of_a_stage_are_shown_until_asked(ward: Document, club: str) -> None:
    for number in range(9):
        edits.add(ward, "event", {"title": f"Session {number}", "action": club, "start": "2023-12-01"})
    assert (len(stages(ward, "action", club)[EVENT].nodes), stages(ward, "action", club)[EVENT].more) == (6, 3)
    more = thread.thread(ward, "action", club, {"event": 56}).stages[EVENT]
    assert (len(more.nodes), more.more, more.total) == (9, 0, 9)


@pytest.mark.parametrize("table", [one for one in thread.KINDS if one != "recommendation"])
def test_any_kind_of_record_has_a_thread_and_stands_in_it(ward: Document, table: str) -> None:
    row_id = one(ward, table)
    here = [node for stage in stages(ward, table, row_id) for node in stage.nodes if node.side == "here"]
    assert [(node.table, node.row_id) for node in here if node.field == ""] == [(table, row_id)]


def test_a_recommendation_leads_to_its_actions(north_northants_ward: Document) -> None:
    doc = north_northants_ward
    asked = one(doc, "recommendation")
    made = thread.make_action(doc, "recommendation", asked)
    assert stages(doc, "recommendation", asked)[ACTION].nodes[0].row_id == made
    assert stages(doc, "action", made)[PRIORITY].nodes[0].row_id == asked
    row = doc.store.get("recommendation", asked) or {}
    assert (field(doc, "action", made, "term"), field(doc, "action", made, "title")) == (row["term"], row["title"])


def test_a_record_that_is_gone_has_no_thread(ward: Document) -> None:
    with pytest.raises(KnownError) as error:
        thread.thread(ward, "action", "gone")
    assert error.value.code == "gone"


# ---- links


def test_a_link_is_one_operation_with_a_label_and_undo_takes_it_back(ward: Document, bus: str, club: str) -> None:
    changes = thread.link(ward, "action", club, "feedback", bus)
    assert changes.label == "Link CHE-F03 to CHE-01"
    assert field(ward, "feedback", bus, "action") == club
    ward.undo()
    assert field(ward, "feedback", bus, "action") is None


def test_a_link_in_place_of_another_says_so(ward: Document, club: str) -> None:
    heard = one(ward, "feedback", words="The river path is full of glass")
    changes = thread.link(ward, "feedback", heard, "action", club)
    assert changes.label == "Link CHE-F02 to CHE-01 instead of CHE-02"


@pytest.mark.parametrize(
    ("a_table", "b_table"),
    [("feedback", "priority"), ("feedback", "survey"), ("event", "feedback"), ("action", "priority"),
     ("event", "action"), ("action", "activity_count"), ("deep_dive", "action")],
)  # fmt: skip
def test_whatever_can_be_linked_can_be_parted_from_either_side(ward: Document, a_table: str, b_table: str) -> None:
    assert b_table in thread.linkable(a_table)
    assert a_table in thread.linkable(b_table)
    a = edits.add(ward, a_table, {})
    b = one(ward, b_table)
    thread.link(ward, a_table, a, b_table, b)
    linked = [
        (node.table, node.row_id) for stage in stages(ward, a_table, a) for node in stage.nodes if not node.through
    ]
    assert (b_table, b) in linked
    assert thread.unlink(ward, b_table, b, a_table, a)
    linked = [
        (node.table, node.row_id) for stage in stages(ward, a_table, a) for node in stage.nodes if not node.through
    ]
    assert (b_table, b) not in linked
    assert not thread.unlink(ward, b_table, b, a_table, a)  # no longer linked: nothing happens


def test_what_no_link_is_kept_for_is_refused(ward: Document, bus: str) -> None:
    with pytest.raises(KnownError) as error:
        thread.link(ward, "feedback", bus, "activity_count", one(ward, "activity_count"))
    assert error.value.code == "no_link"


def test_several_records_are_linked_at_once_and_undone_at_once(ward: Document, club: str, bus: str) -> None:
    glass = one(ward, "feedback", words="The river path is full of glass")
    changes = thread.link_many(ward, ("action", club), [("feedback", bus), ("feedback", glass)])
    assert changes.label == "Link 2 records to CHE-01, 1 of them instead of another"
    ward.undo()
    assert field(ward, "feedback", bus, "action") is None
    assert field(ward, "feedback", glass, "action") != club


def test_an_action_takes_one_priority_at_a_time(ward: Document, club: str) -> None:
    more = [edits.add(ward, "priority", {"title": title}) for title in ("Warm homes", "Safe paths")]
    with pytest.raises(KnownError) as error:
        thread.link_many(ward, ("action", club), [("priority", row_id) for row_id in more])
    assert error.value.code == "one_only"
    assert field(ward, "action", club, "priority") == one(ward, "priority", title="Something to do after school")


def test_an_event_feeds_a_count_by_a_number(ward: Document) -> None:
    fair, sessions = one(ward, "event", title="Jobs fair"), one(ward, "activity_count", name="Homework club sessions")
    with pytest.raises(KnownError) as error:
        thread.link(ward, "event", fair, "activity_count", sessions)
    assert error.value.code == "needs_number"
    with pytest.raises(KnownError) as error:
        thread_links.link_figure(ward, fair, sessions, "numerous")
    assert error.value.code == "not_a_number"
    thread_links.link_figure(ward, fair, sessions, "about 12")
    (figure,) = ward.store.rows("figure", event=fair)
    assert (figure["value"], figure["precision"], figure["period"]) == (12.0, "about", "2023-11")
    changes = thread.unlink(ward, "event", fair, "activity_count", sessions)
    assert changes.label.startswith("Take the figure of CHE-C")
    assert ward.store.rows("figure", event=fair) == []


def test_a_share_is_not_fed_by_an_event(ward: Document) -> None:
    share = one(ward, "activity_count", name="Pupils who come back")
    with pytest.raises(KnownError) as error:
        thread_links.link_figure(ward, one(ward, "event"), share, "12")
    assert error.value.code == "not_flow"


def test_only_what_fits_a_stage_is_offered(ward: Document, club: str) -> None:
    assert {one.table for one in thread.offered(ward, "action", club, "heard")} == {"feedback"}
    outcomes = [one.words for one in thread.offered(ward, "action", club, "change")]
    assert "Pupils who come back" in outcomes
    assert "Homework club sessions" not in outcomes
    assert [one.ref for one in thread.offered(ward, "action", club, "heard", "bus six")] == ["CHE-F03"]
    assert thread.offered(ward, "action", club, "told") == []


def test_a_record_is_looked_up_by_its_words_or_by_a_note_of_its_own(ward: Document, club: str) -> None:
    found = thread_links.looked_up(ward, "pupils")
    assert [(one.ref, one.small) for one in found if one.row_id == club] == [("CHE-01", "Action, by a milestone")]
    assert found[0].words == "Pupils who come back"
    assert thread_links.looked_up(ward, "Chiltern Hills") == []  # an organisation


# ---- an action made from a record


def test_an_action_made_from_a_priority_takes_its_theme_and_term_along(ward: Document) -> None:
    youth = one(ward, "priority")
    made = thread.make_action(ward, "priority", youth)
    row = ward.store.get("action", made) or {}
    theme = field(ward, "priority", youth, "theme")
    assert (row["title"], row["theme"], row["term"], row["priority"]) == (
        "Something to do after school", theme, "short", youth,
    )  # fmt: skip
    assert ward.undo_label == "Make an action from CHE-P01"
    ward.undo()
    assert ward.store.get("action", made) is None


def test_an_action_made_from_an_event_or_a_deep_dive_is_linked_to_it(ward: Document) -> None:
    day = one(ward, "event", title="New year open day")
    made = thread.make_action(ward, "event", day)
    assert ward.store.linked("event_follow_up", day) == [made]  # it follows from the event
    assert field(ward, "event", day, "action") is None
    dive = one(ward, "deep_dive")
    made = thread.make_action(ward, "deep_dive", dive)
    assert made in ward.store.linked("deep_dive_action", dive)
    assert field(ward, "action", made, "theme") == field(ward, "deep_dive", dive, "theme")


def test_an_action_is_not_made_where_there_is_one_or_can_be_none(ward: Document) -> None:
    for table, row_id, code in (
        ("feedback", one(ward, "feedback", words="The river path is full of glass"), "has_action"),
        ("activity_count", one(ward, "activity_count"), "no_action"),
    ):
        with pytest.raises(KnownError) as error:
            thread.make_action(ward, table, row_id)
        assert error.value.code == code


# ---- breaks


def found(doc: Document, words: str = "") -> dict[str, int]:
    return {group.kind.key: group.total for group in breaks.groups(doc, words)}


def test_a_break_is_gone_when_it_is_mended_and_back_when_that_is_undone(ward: Document, bus: str, club: str) -> None:
    before = found(ward)
    assert before["unanswered"] == 1
    thread.link(ward, "feedback", bus, "action", club)
    assert "unanswered" not in found(ward)
    ward.undo()
    assert found(ward) == before


def test_each_kind_of_break_is_mended_by_its_step(ward: Document) -> None:
    edits.add(ward, "priority", {"title": "Warm homes"})
    edits.add(ward, "event", {"title": "Litter pick", "start": "2023-12-02", "status": "held"})
    edits.edit(ward, "feedback", one(ward, "feedback", words="No bus after six"), {"answer": "From May."})
    for kind in breaks.KINDS:
        group = next((one for one in breaks.groups(ward) if one.kind is kind), None)
        if group is None:
            assert kind.key == "silent"  # no recommendations here
            continue
        table, row_id = breaks.table_of(kind.key), group.ids[0]
        if kind.mend == "make":
            thread.make_action(ward, table, row_id)
        elif kind.mend == "open":
            values: Row = {kind.field: "2023-12-10"}
            edits.edit(ward, table, row_id, values)
        else:
            other = thread.offered(ward, table, row_id, kind.stage)[0]
            if thread_links.needs_number(table, other.table):
                thread_links.link_figure(ward, row_id, other.row_id, "3")
            else:
                thread.link(ward, table, row_id, other.table, other.row_id)
        assert row_id not in next((one.ids for one in breaks.groups(ward) if one.kind is kind), ())


def test_a_break_is_told_with_what_helps_to_mend_it(ward: Document, bus: str) -> None:
    edits.edit(ward, "feedback", bus, {"priority": one(ward, "priority")})
    (line,) = breaks.lines(ward, "unanswered", [bus, "gone"])
    assert line == breaks.Line("feedback", bus, "CHE-F03", "No bus after six", "heard 1 Dec, under CHE-P01")


def test_the_filter_of_the_breaks_looks_for_every_word(ward: Document) -> None:
    assert found(ward, "bus after") == {"unanswered": 1}
    assert found(ward, "bus never") == {}


@pytest.mark.parametrize("table", ["feedback", "priority", "event", "deep_dive"])
def test_an_action_made_from_what_stays_in_this_ward_stays_there_too(ward: Document, table: str) -> None:
    rows = ward.store.rows(table)
    row_id = next(str(row["id"]) for row in rows if thread_actions.can_make_action(table, row))
    edits.edit(ward, table, row_id, {"sharing": "ward"})
    assert field(ward, "action", thread.make_action(ward, table, row_id), "sharing") == "ward"


# ---- counts that lead to others, and what follows from events


def a_count(doc: Document, name: str, **values: Value) -> str:
    return edits.add(doc, "activity_count", {"name": name, "unit": "items", **values})


def test_what_is_done_leads_to_the_change_from_whichever_end_it_is_linked(ward: Document) -> None:
    done, change = a_count(ward, "Walks led"), a_count(ward, "Feel safe", kind="outcome", level="theme")
    for a, b in ((done, change), (change, done)):
        thread.link(ward, "activity_count", a, "activity_count", b)
        assert (field(ward, "activity_count", done, "leads_to"), field(ward, "activity_count", change, "leads_to")) == (
            change, None,
        )  # fmt: skip
        thread.unlink(ward, "activity_count", b, "activity_count", a)
        assert field(ward, "activity_count", done, "leads_to") is None


def test_of_two_changes_the_lower_level_leads_to_the_higher(ward: Document) -> None:
    theme = a_count(ward, "Feel safe", kind="outcome", level="theme")
    whole = a_count(ward, "Like it here", kind="outcome", level="programme")
    thread.link(ward, "activity_count", whole, "activity_count", theme)
    assert field(ward, "activity_count", theme, "leads_to") == whole


def test_a_count_never_leads_round_to_itself(ward: Document) -> None:
    first, second = a_count(ward, "Walks led"), a_count(ward, "People who walk")
    thread.link(ward, "activity_count", first, "activity_count", second)
    for a, b in ((second, first), (first, first)):
        with pytest.raises(KnownError, match="already"):
            thread.link(ward, "activity_count", a, "activity_count", b)
    assert field(ward, "activity_count", second, "leads_to") is None


def test_only_counts_that_are_not_linked_yet_are_offered_for_the_change(ward: Document) -> None:
    done, change = a_count(ward, "Walks led"), a_count(ward, "Feel safe on walks", kind="outcome")
    assert [one.row_id for one in thread.offered(ward, "activity_count", done, "change", "walks")] == [change]
    thread.link(ward, "activity_count", done, "activity_count", change)
    assert thread.offered(ward, "activity_count", done, "change", "walks") == []
    assert thread.offered(ward, "activity_count", change, "count", "walks") == []


def test_a_link_to_a_count_can_be_taken_off_but_not_what_events_say_by_themselves(ward: Document) -> None:
    fair, engaged = one(ward, "event", title="Jobs fair"), one(ward, "activity_count", computed="residents")
    (node,) = stages(ward, "event", fair)[COUNT].nodes
    assert (node.row_id, node.takes_off) == (engaged, False)
    assert [node.takes_off for node in stages(ward, "activity_count", engaged)[EVENT].nodes] == [False, False]
    done, change = a_count(ward, "Walks led"), a_count(ward, "Feel safe", kind="outcome")
    thread.link(ward, "activity_count", done, "activity_count", change)
    assert [node.takes_off for node in stages(ward, "activity_count", done)[CHANGE].nodes] == [True]


def test_a_computed_count_is_neither_offered_to_an_event_nor_fed_by_hand(ward: Document) -> None:
    fair, engaged = one(ward, "event", title="New year open day"), one(ward, "activity_count", computed="residents")
    assert engaged not in [one.row_id for one in thread.offered(ward, "event", fair, "count")]
    with pytest.raises(KnownError, match="by itself"):
        thread_links.link_figure(ward, fair, engaged, "12")


def test_an_action_that_follows_from_an_event_is_taken_off_it(ward: Document) -> None:
    fair = one(ward, "event", title="Jobs fair")
    made = thread.make_action(ward, "event", fair)
    node = next(node for node in stages(ward, "event", fair)[ACTION].nodes if node.row_id == made)
    assert (node.side, node.takes_off) == ("came", True)
    thread.unlink(ward, "event", fair, "action", made)
    assert ward.store.linked("event_follow_up", fair) == []
    assert field(ward, "event", fair, "action") is not None  # what it belongs to stays


def test_a_deep_dive_is_linked_to_the_event_it_was_held_at(ward: Document) -> None:
    fair, dive = one(ward, "event", title="Jobs fair"), one(ward, "deep_dive")
    thread.link(ward, "deep_dive", dive, "event", fair)
    assert field(ward, "deep_dive", dive, "event") == fair
    thread.unlink(ward, "deep_dive", dive, "event", fair)
    assert field(ward, "deep_dive", dive, "event") is None


def test_a_residents_words_are_followed_to_the_outcome_and_back(ward: Document, bus: str) -> None:
    made = thread.make_action(ward, "feedback", bus)
    event = edits.add(ward, "event", {"title": "Late bus trial", "start": "2023-12-12", "status": "held"})
    edits.add(ward, "attendance", {"event": event, "grouping": "adults", "number": 31})
    thread.link(ward, "action", made, "event", event)
    engaged, better = (
        one(ward, "activity_count", computed="residents"),
        one(ward, "activity_count", code="satisfied_area"),
    )
    if field(ward, "activity_count", engaged, "leads_to") is None:
        thread.link(ward, "activity_count", engaged, "activity_count", better)
    on = (
        ("feedback", bus),
        ("action", made),
        ("event", event),
        ("activity_count", engaged),
        ("activity_count", better),
    )
    for here, there in pairwise(on):
        for (table, row_id), (other, other_id) in ((here, there), (there, here)):
            nodes = [node for stage in thread.thread(ward, table, row_id).stages for node in stage.nodes]
            assert (other, other_id) in [(node.table, node.row_id) for node in nodes], (table, other)

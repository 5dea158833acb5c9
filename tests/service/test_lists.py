"""The lists behind the pages: filtered by words and choices, sorted by any column, and always whole."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

import pytest

from ward_desk.core.changes import Op
from ward_desk.core.fields import day
from ward_desk.core.ratings import stale
from ward_desk.core.records import Row
from ward_desk.service import edits, lists
from ward_desk.service.document import Document
from ward_desk.store import actions
from ward_desk.store.listing import CHUNK
from ward_desk.store.rows import Store

OP = Op("test", "Test")


def shown(doc: Document, name: str, column: str = "ref", **how: object) -> list[object]:
    """One column of a list, in its order."""
    return [row[column] for row in lists.rows(doc, name, lists.ids(doc, name, **how))]  # type: ignore[arg-type]


EVERY = [(name, column) for name, one in lists.LISTINGS.items() for column in one.columns]


@pytest.mark.parametrize(("name", "column"), EVERY)
def test_every_list_sorts_by_every_column_with_empties_last(ward: Document, name: str, column: str) -> None:
    if name == "recommendations":  # Chesham has none
        for row in ({"code": "1", "title": "Plant", "term": "medium"}, {"title": "build", "position": 1}):
            ward.run(OP, lambda store, row=row: store.insert("recommendation", row))
    up = lists.ids(ward, name, sort=column, descending=False)
    down = lists.ids(ward, name, sort=column, descending=True)
    assert sorted(up) == sorted(down)
    assert len(set(up)) == len(up) == lists.total(ward, name) > 0
    if column not in lists.LISTINGS[name].order:
        for ids, backwards in ((up, False), (down, True)):
            values = [row[column] for row in lists.rows(ward, name, ids)]
            full = [value for value in values if value not in (None, "")]
            assert values[len(full) :] == [value for value in values if value in (None, "")]
            folded = [value.lower() if isinstance(value, str) else value for value in full]
            assert folded == sorted(folded, reverse=backwards)


@pytest.mark.parametrize("name", lists.LISTINGS)
def test_rows_keep_the_order_and_hold_every_column(ward: Document, name: str) -> None:
    ids = list(reversed(lists.ids(ward, name)))
    rows = lists.rows(ward, name, [*ids, "gone already"])
    assert [row["id"] for row in rows] == ids
    assert all(set(row) == {"id", *lists.LISTINGS[name].columns} for row in rows)


@pytest.mark.parametrize("name", lists.LISTINGS)
def test_every_filter_of_every_list_can_be_asked(ward: Document, name: str) -> None:
    for key in lists.LISTINGS[name].filters:
        filter_, _, value = key.partition("=")
        assert set(lists.ids(ward, name, filters={filter_: value or "nothing like it"})) <= set(lists.ids(ward, name))


def test_no_filter_means_every_record(ward: Document) -> None:
    assert len(lists.ids(ward, "actions", filters={"status": "", "theme": None}, words="  ")) == 6


def test_actions_are_filtered_by_status_theme_and_rating(ward: Document) -> None:
    theme = ward.store.rows("action", ref="CHE-02")[0]["theme"]
    assert shown(ward, "actions", filters={"theme": theme}) == ["CHE-02", "CHE-04"]
    assert shown(ward, "actions", filters={"theme": theme, "rating": "red"}) == ["CHE-02"]
    assert shown(ward, "actions", filters={"status": "complete"}) == ["CHE-05"]
    assert shown(ward, "actions", filters={"status": "open"}) == ["CHE-01", "CHE-02", "CHE-03", "CHE-04"]


def test_late_is_judged_by_the_documents_clock(ward: Document) -> None:
    """It is 18 December 2023 there."""
    assert shown(ward, "actions", filters={"status": "late"}) == ["CHE-02"]
    assert shown(ward, "actions", filters={"status": "late", "rating": "green"}) == []


def test_every_word_typed_has_to_be_there(ward: Document) -> None:
    assert shown(ward, "actions", words="river clear") == ["CHE-02"]
    assert shown(ward, "actions", words="RIVER coun") == ["CHE-02"]  # in the title, and in the lead's name
    assert shown(ward, "actions", words="river library") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [("100%", ["CHE-04"]), ("%", ["CHE-04"]), ("hedges_", ["CHE-04"]), ("_", ["CHE-04"]), ("\\", []), ("'", []),
     ('"', []), ("e_t", []), ("0%n", [])],
)  # fmt: skip
def test_signs_are_looked_for_as_they_are(ward: Document, words: str, found: list[str]) -> None:
    assert shown(ward, "actions", words=words) == found


def test_a_page_pasted_into_the_filter_box(ward: Document) -> None:
    assert shown(ward, "actions", words="river " * 3000) == ["CHE-02"]


def test_ratings_sort_by_how_bad_they_are(ward: Document) -> None:
    assert shown(ward, "actions", sort="rating") == ["CHE-02", "CHE-03", "CHE-01", "CHE-04", "CHE-05", "CHE-06"]


def test_themes_sort_in_their_own_order(ward: Document) -> None:
    positions = shown(ward, "actions", "theme_position", sort="theme")
    assert positions == [0, 2, 2, 3, 4, None]
    assert shown(ward, "actions", "theme_position", sort="theme", descending=True) == [4, 3, 2, 2, 0, None]


def test_references_sort_as_people_count(ward: Document) -> None:
    def many(store: Store) -> None:
        for number in (99, 100, 999, 1000, 10000):
            store.insert("event", {"title": "Later", "ref": f"CHESHM-E{number}"})

    ward.run(OP, many)
    refs = shown(ward, "events", sort="ref", descending=False)
    assert refs[-5:] == [f"CHESHM-E{number}" for number in (99, 100, 999, 1000, 10000)]


def test_a_list_says_how_it_is_first_sorted(ward: Document) -> None:
    assert shown(ward, "events", "title") == ["New year open day", "Jobs fair", "Clean-up by the river"]
    assert shown(ward, "returns", "period") == ["2023-24-Q3", "2023-24-Q2"]
    assert shown(ward, "actions", sort="no such column") == shown(ward, "actions")


def test_events_show_who_came_and_how_sure_that_is(ward: Document) -> None:
    rows = {row["title"]: row for row in lists.rows(ward, "events", lists.ids(ward, "events"))}
    assert [(rows[one]["residents"], rows[one]["precision"]) for one in ("Jobs fair", "Clean-up by the river")] == [
        (400, "at_least"),
        (17, "exact"),
    ]
    assert rows["New year open day"]["residents"] is None  # not counted is not zero


def test_feedback_shows_where_it_stands(ward: Document) -> None:
    assert shown(ward, "feedback", "standing", sort="ref", descending=False) == ["told", "action", "heard"]
    assert shown(ward, "feedback", filters={"standing": "heard"}) == ["CHE-F03"]


def test_surveys_show_how_many_answered(ward: Document) -> None:
    assert shown(ward, "surveys", "responses") == [3]


def test_a_list_longer_than_one_query_keeps_its_order(empty_ward: Document) -> None:
    def many(store: Store) -> None:
        for number in range(CHUNK * 2 + 5):
            row: Row = {"name": f"Group {number:04d}"}
            store.insert("organisation", row)

    empty_ward.run(OP, many)
    names = shown(empty_ward, "organisations", "name", descending=True)
    assert names == sorted(map(str, names), reverse=True)
    assert len(names) == CHUNK * 2 + 5


def test_equal_values_keep_the_order_in_which_they_were_made(ward: Document) -> None:
    ids = lists.ids(ward, "actions", sort="illustrative")
    assert ids == [str(row["id"]) for row in ward.store.rows("action")]
    assert lists.ids(ward, "actions", sort="illustrative", descending=True) == ids


GROUPS = [(name, group) for name in lists.LISTINGS for group in lists.groups(name)]


@pytest.mark.parametrize(("name", "group"), GROUPS)
def test_every_grouping_holds_every_record_once_with_its_heading_together(
    ward: Document, name: str, group: str
) -> None:
    pairs = lists.arranged(ward, name, group=group)
    assert sorted(row_id for row_id, _ in pairs) == sorted(lists.ids(ward, name))
    headings = [heading for heading, _ in groupby(pairs, key=lambda pair: pair[1])]
    assert len(headings) == len(set(headings))
    assert "" not in headings[:-1]


def test_themes_stand_in_their_own_order_and_each_is_sorted_within(ward: Document) -> None:
    order = [row["label"] for row in ward.store.rows("theme", order="position")]
    pairs = lists.arranged(ward, "actions", group="theme", sort="title")
    headings = [heading for heading, _ in groupby(pairs, key=lambda pair: pair[1])]
    assert headings == [*(label for label in order if label in headings), ""]
    realm = [row_id for row_id, heading in pairs if heading == order[2]]
    assert [row["title"] for row in lists.rows(ward, "actions", realm)] == [
        "Clear the footpath by the river", "Plant 100% native hedges_",
    ]  # fmt: skip


def test_silent_actions_are_those_nobody_has_written_about_for_sixty_days(ward: Document) -> None:
    """As `ratings.stale` has it, over every open action of the plan and each turn of its rule."""
    rows = ward.store.rows("action")
    noted, due = str(rows[3]["id"]), str(rows[2]["id"])
    note = edits.add(ward, "progress_note", {"action": noted, "noted_on": "2023-12-18", "words": "Said."})
    for days in (59, 60, 61):
        edits.edit(ward, "progress_note", note, {"noted_on": (ward.today - timedelta(days=days)).isoformat()})
        edits.edit(ward, "action", due, {"due": (ward.today + timedelta(days=days)).isoformat()})
        told = set(lists.ids(ward, "actions", filters={"status": "silent"}))
        wanted = set()
        for row in lists.rows(ward, "actions", lists.ids(ward, "actions")):
            if stale(day(row["due"]), day(row["noted_on"]), str(row["status"]), ward.today):
                wanted.add(row["id"])
        assert told == wanted
        assert (noted in told) == (days > 60)
        assert (due in told) == (days <= 60)


def test_progress_follows_the_milestones_until_it_is_set(ward: Document) -> None:
    action = ward.store.rows("action", ref="CHE-01")[0]

    def said() -> object:
        return lists.rows(ward, "actions", [str(action["id"])])[0]["progress"]

    assert said() == 60
    ward.run(OP, lambda store: store.update("action", str(action["id"]), {"progress": None}))
    assert said() == actions.progress_of(ward.store, str(action["id"])) == 50  # one milestone of two
    ward.run(OP, lambda store: [store.delete("milestone", str(row["id"])) for row in store.rows("milestone")])
    assert said() is None
    assert actions.progress_of(ward.store, str(action["id"])) is None
    assert str(action["id"]) not in actions.progress(ward.store)

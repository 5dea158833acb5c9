"""You said, we did: each item once, told back in one gesture, and what goes on the poster."""

from __future__ import annotations

from datetime import date

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.core.pre_election import PreElection
from ward_desk.core.records import Row, Value
from ward_desk.service import lists
from ward_desk.service.document import Document
from ward_desk.service.edits import edit, set_links
from ward_desk.service.surveys.told import you_said
from ward_desk.service.surveys.told.you_said import LISTING, rows, tell_back, tick

HOMEWORK, GLASS, BUS = "Nowhere warm to do homework", "The river path is full of glass", "No bus after six"


def item(doc: Document, words: str) -> str:
    return str(doc.store.rows("feedback", words=words)[0]["id"])


def said(doc: Document, **filters: Value) -> list[Value]:
    return [row["words"] for row in rows(doc, lists.ids(doc, LISTING, filters=filters))]


def row_of(doc: Document, words: str) -> Row:
    return rows(doc, [item(doc, words)])[0]


def test_what_most_people_said_comes_first(ward: Document) -> None:
    assert said(ward)[0] == HOMEWORK


def test_an_item_of_several_themes_is_said_once_under_the_first_of_them(ward: Document) -> None:
    themes = [str(row["id"]) for row in ward.store.rows("theme", order="position")]
    set_links(ward, "feedback_theme", item(ward, BUS), [themes[3], themes[1]])
    arranged = lists.arranged(ward, LISTING, group="theme")
    assert sorted(one for one, _ in arranged) == sorted(str(row["id"]) for row in ward.store.rows("feedback"))
    label = ward.store.rows("theme", order="position")[1]["label"]
    assert dict(arranged)[item(ward, BUS)] == label


def test_each_item_stands_beside_what_is_done_about_it(ward: Document) -> None:
    row = row_of(ward, GLASS)
    assert (row["action_title"], row["how_it_goes"], row["progress"]) == ("Clear the footpath by the river", "red", 40)
    assert row["source"] == "Clean-up by the river"
    assert row_of(ward, BUS)["how_it_goes"] == ""


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"standing": "heard"}, [BUS]),
        ({"standing": "told"}, [HOMEWORK]),
        ({"heard": "quarter"}, [GLASS, BUS]),
        ({"heard": "year"}, [HOMEWORK, GLASS, BUS]),
    ],
)
def test_filters_leave_what_was_asked_for(ward: Document, filters: Row, left: list[str]) -> None:
    assert sorted(map(str, said(ward, **filters))) == sorted(left)


def test_the_filters_of_theme_and_survey_leave_what_was_asked_for(ward: Document) -> None:
    theme = str(ward.store.rows("theme", order="position")[0]["id"])
    assert said(ward, theme=theme) == [HOMEWORK]
    assert said(ward, survey=str(ward.store.rows("survey")[0]["id"])) == [HOMEWORK]


def test_many_are_told_back_in_one_gesture(ward: Document) -> None:
    items = [item(ward, GLASS), item(ward, BUS)]
    tell_back(ward, items, date(2023, 12, 15), "newsletter")
    for one in items:
        row = ward.store.get("feedback", one) or {}
        assert (row["told_on"], row["told_how"]) == ("2023-12-15", "newsletter")
    assert ward.undo_label == "Told residents back: 2 items"
    ward.undo()
    assert (ward.store.get("feedback", items[0]) or {})["told_on"] is None


def test_nobody_is_told_on_a_day_to_come(ward: Document) -> None:
    with pytest.raises(KnownError, match="still to come"):
        tell_back(ward, [item(ward, BUS)], date(2023, 12, 19), "event")
    assert (ward.store.get("feedback", item(ward, BUS)) or {})["told_on"] is None


def test_the_poster_takes_what_may_leave_the_ward_and_has_an_answer_or_an_action(ward: Document) -> None:
    assert [row_of(ward, one)["on_poster"] for one in (HOMEWORK, GLASS, BUS)] == [1, 1, 0]
    edit(ward, "feedback", item(ward, GLASS), {"sharing": "ward"})
    assert row_of(ward, GLASS)["on_poster"] == 0
    edit(ward, "feedback", item(ward, BUS), {"answer": "The bus company says no."})
    assert row_of(ward, BUS)["on_poster"] == 1


def test_a_tick_by_hand_stays_whatever_the_item_comes_to_be(ward: Document) -> None:
    tick(ward, [item(ward, BUS)], on=True)
    tick(ward, [item(ward, HOMEWORK)], on=False)
    assert [row_of(ward, one)["on_poster"] for one in (HOMEWORK, GLASS, BUS)] == [0, 1, 1]
    tick(ward, [item(ward, BUS)], on=False)
    edit(ward, "feedback", item(ward, BUS), {"answer": "No."})
    assert row_of(ward, BUS)["on_poster"] == 0
    assert ward.undo_label != "Choose what goes on the poster"


def test_settings_nobody_can_read_are_as_if_none_were_kept(ward: Document) -> None:
    for broken in ("{", "[]", '{"on": 7}', '{"on": true, "first": "soon"}'):
        for key in (you_said.TICKS, you_said.PRE_ELECTION):
            ward.store.set_setting(key, broken)
        assert row_of(ward, HOMEWORK)["on_poster"] == 1
        assert you_said.pre_election(ward.store).first is None


def test_the_pre_election_period_is_kept_with_the_document(ward: Document) -> None:
    assert you_said.pre_election(ward.store) == PreElection()
    period = PreElection(True, date(2024, 3, 25), date(2024, 5, 2))
    you_said.set_pre_election(ward, period)
    assert you_said.pre_election(ward.another().store) == period


def test_a_period_that_ends_before_it_begins_is_not_kept(ward: Document) -> None:
    with pytest.raises(KnownError, match="ends before"):
        you_said.set_pre_election(ward, PreElection(True, date(2024, 5, 2), date(2024, 3, 25)))
    assert you_said.pre_election(ward.store) == PreElection()

"""Computed figures: what events come to month by month, how precise it is, and which events they come from."""

from __future__ import annotations

from datetime import date

import pytest

from ward_desk.core.changes import Op
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.store import computed

TODAY = date(2023, 12, 18)


def a_count(doc: Document, **values: object) -> Row:
    row: Row = {"name": "Residents engaged", "unit": "people", "computed": "residents"} | values  # type: ignore[assignment]
    return doc.store.get("activity_count", edits.add(doc, "activity_count", row)) or {}


def an_event(doc: Document, start: str, *came: tuple[str, int, str], **values: object) -> str:
    row: Row = {"title": "Pop-up", "start": start, "status": "held"} | values  # type: ignore[assignment]
    event = edits.add(doc, "event", row)
    for grouping, number, precision in came:
        edits.add(doc, "attendance", {"event": event, "grouping": grouping, "number": number, "precision": precision})
    return event


def months(doc: Document, count: Row, first: str = "2023-04", last: str = "2024-03") -> dict[str, tuple[object, ...]]:
    return {
        str(row["period"]): (row["value"], row["precision"], row["events"], row["waiting"])
        for row in computed.figures(doc.store, count, first, last, TODAY)
    }


def test_the_residents_of_a_month_are_those_of_its_events(empty_ward: Document) -> None:
    an_event(
        empty_ward, "2023-12-02T10:00", ("adults", 10, "exact"), ("under_18s", 4, "exact"), ("partners", 9, "exact")
    )
    an_event(empty_ward, "2023-12-13", ("residents", 50, "about"))
    assert months(empty_ward, a_count(empty_ward)) == {"2023-12": (64, "about", 2, 0)}


@pytest.mark.parametrize(
    ("what", "value"), [("adults", 10), ("under_18s", 4), ("partners", 9), ("events", 1), ("from_ward", None)]
)
def test_one_group_or_the_events_themselves_are_counted(empty_ward: Document, what: str, value: int | None) -> None:
    an_event(empty_ward, "2023-12-02", ("adults", 10, "exact"), ("under_18s", 4, "exact"), ("partners", 9, "exact"))
    assert months(empty_ward, a_count(empty_ward, computed=what))["2023-12"][0] == value


def test_about_and_at_least_together_carry_both(empty_ward: Document) -> None:
    an_event(empty_ward, "2023-12-02", ("residents", 40, "about"))
    an_event(empty_ward, "2023-12-03", ("residents", 400, "at_least"))
    assert months(empty_ward, a_count(empty_ward))["2023-12"] == (440, "mixed", 2, 0)


def test_one_event_with_both_makes_its_month_both(empty_ward: Document) -> None:
    an_event(empty_ward, "2023-12-02", ("adults", 40, "about"), ("under_18s", 10, "at_least"))
    an_event(empty_ward, "2023-12-03", ("adults", 5, "exact"))
    assert months(empty_ward, a_count(empty_ward)) == {"2023-12": (55, "mixed", 2, 0)}


def test_an_event_with_nobody_counted_is_waited_for_and_is_no_nought(empty_ward: Document) -> None:
    an_event(empty_ward, "2023-12-02")
    assert months(empty_ward, a_count(empty_ward)) == {"2023-12": (None, "exact", 0, 1)}


def test_a_month_over_without_an_event_is_nought_once_events_are_recorded(empty_ward: Document) -> None:
    an_event(empty_ward, "2023-09-30T10:00", ("residents", 7, "exact"))
    found = months(empty_ward, a_count(empty_ward))
    assert {month: value for month, (value, *_) in found.items()} == {"2023-09": 7, "2023-10": 0, "2023-11": 0}


def test_an_evening_on_the_last_day_is_in_its_month(empty_ward: Document) -> None:
    an_event(empty_ward, "2023-10-31T19:00", ("residents", 7, "exact"))
    assert months(empty_ward, a_count(empty_ward), last="2023-10")["2023-10"][0] == 7


def test_noughts_begin_with_the_first_event_held_and_stay_within_the_months_asked_for(empty_ward: Document) -> None:
    an_event(empty_ward, "2023-05-01", status="cancelled")
    an_event(empty_ward, "2023-08-01T10:00", ("residents", 7, "exact"))
    count = a_count(empty_ward)
    assert {month: value for month, (value, *_) in months(empty_ward, count, last="2023-10").items()} == {
        "2023-08": 7, "2023-09": 0, "2023-10": 0,
    }  # fmt: skip


def test_a_month_with_an_event_still_planned_is_not_known_yet(empty_ward: Document) -> None:
    an_event(empty_ward, "2023-10-05", ("residents", 7, "exact"))
    an_event(empty_ward, "2023-11-05", status="planned")
    assert "2023-11" not in months(empty_ward, a_count(empty_ward))


def test_cancelled_and_planned_events_count_for_nothing(empty_ward: Document) -> None:
    for status in ("cancelled", "planned"):
        an_event(empty_ward, "2023-12-05", ("residents", 7, "exact"), status=status)
    assert months(empty_ward, a_count(empty_ward)) == {}


def test_only_events_of_its_kind_its_theme_or_its_actions_are_counted(ward: Document) -> None:
    theme = str(ward.store.rows("theme", order="position")[1]["id"])
    advice = str(ward.store.rows("action", title="Advice desk in the library")[0]["id"])
    fair = {"2023-11": (400, "at_least", 1, 0)}
    seen = {name: a_count(ward, **values) for name, values in {
        "kind": {"computed_kind": "fair"},
        "theme": {"computed_scope": "theme", "theme": theme},
        "actions": {"computed_scope": "actions"},
    }.items()}  # fmt: skip
    edits.set_links(ward, "count_action", str(seen["actions"]["id"]), [advice])
    for name, count in seen.items():
        found = {month: values for month, values in months(ward, count).items() if values[0]}
        assert found == fair, name
    assert months(ward, a_count(ward))["2023-10"][0] == 17


def test_a_count_that_takes_in_no_event_at_all_has_no_noughts(ward: Document) -> None:
    nowhere = a_count(ward, computed_scope="theme", theme=None), a_count(ward, computed_scope="actions")
    assert [months(ward, one) for one in nowhere] == [{}, {}]
    served = str(ward.store.rows("action")[0]["id"])
    edits.set_links(ward, "count_action", str(nowhere[1]["id"]), [served])
    assert months(ward, nowhere[1])


def test_a_count_that_does_not_add_up_over_time_is_never_computed(empty_ward: Document) -> None:
    an_event(empty_ward, "2023-12-02", ("residents", 40, "exact"))
    count = a_count(empty_ward, nature="stock")
    assert not computed.is_computed(count)
    assert computed.events(empty_ward.store, count, "2023-12-01", "2023-12-31") == []


def test_the_events_behind_a_figure_come_oldest_first_with_their_numbers(empty_ward: Document) -> None:
    an_event(empty_ward, "2023-12-13T18:00", ("residents", 50, "about"), title="Later")
    an_event(empty_ward, "2023-12-02", title="Nobody counted")
    an_event(empty_ward, "2023-11-30", ("residents", 5, "exact"), title="Another month")
    found = computed.events(empty_ward.store, a_count(empty_ward), "2023-12-01", "2023-12-31")
    assert [(row["title"], row["value"], row["precision"]) for row in found] == [
        ("Nobody counted", None, "exact"), ("Later", 50, "about"),
    ]  # fmt: skip


def test_splitting_an_event_in_two_changes_no_month(empty_ward: Document) -> None:
    count = a_count(empty_ward)
    whole = an_event(empty_ward, "2023-12-02", ("residents", 61, "about"))
    before = months(empty_ward, count)["2023-12"]

    def split(store: object) -> None:
        row = empty_ward.store.rows("attendance", event=whole)[0]
        empty_ward.store.update("attendance", str(row["id"]), {"number": 40})

    empty_ward.run(Op("test", "Split"), split)
    an_event(empty_ward, "2023-12-02", ("residents", 21, "about"))
    assert months(empty_ward, count)["2023-12"][:2] == before[:2] == (61, "about")


def test_counts_that_take_in_the_same_events_each_have_their_own_figures(ward: Document) -> None:
    themes = [str(row["id"]) for row in ward.store.rows("theme", order="position")]
    made = [
        a_count(ward), a_count(ward, name="Again"), a_count(ward, computed="events"),
        a_count(ward, computed_kind="fair"), a_count(ward, computed_scope="theme", theme=themes[1]),
        a_count(ward, computed_scope="theme", theme=themes[2]), a_count(ward, computed_scope="actions"),
    ]  # fmt: skip
    desk = str(ward.store.rows("action", title="Advice desk in the library")[0]["id"])
    edits.set_links(ward, "count_action", str(made[-1]["id"]), [desk])
    found = computed.figures_of(ward.store, made, "2023-04", "2024-03", TODAY)
    for count in made:
        alone = computed.figures(ward.store, count, "2023-04", "2024-03", TODAY)
        assert found[str(count["id"])] == alone
        assert {row["activity_count"] for row in alone} == {count["id"]}
    assert [[row["value"] for row in found[str(count["id"])]] for count in made] == [
        [17, 400], [17, 400], [1, 1], [0, 400], [0, 400], [17, 0], [0, 400],
    ]  # fmt: skip

"""Home: what needs somebody, the figures that matter, the plan, and the latest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from ward_desk.core.changes import Op
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Value
from ward_desk.service import edits, frameworks, summary, wards
from ward_desk.service.counts import figures
from ward_desk.service.document import Document
from ward_desk.service.returns import return_checks, returns
from ward_desk.service.returns.return_checks import things_left
from ward_desk.service.returns.return_due import Due

Q3 = Quarter(2023, 3)


@pytest.fixture
def doc(tmp_path: Path) -> Iterator[Document]:
    new = wards.NewWard(frameworks.load("opportunity_bucks"), "Chesham", "Chesham")
    document = Document.create(tmp_path / "chesham.ward", wards.start(new), clock=lambda: datetime(2023, 12, 18, 9, 12))
    for count in document.store.rows("activity_count"):
        edits.remove(document, "activity_count", str(count["id"]))
    yield document
    document.close()


def an_action(doc: Document, title: str, **fields: Value) -> str:
    return edits.add(doc, "action", {"title": title, "status": "in_progress", **fields})


def held(doc: Document, day: str, number: int | None = None, precision: str = "exact") -> str:
    event = edits.add(doc, "event", {"title": "Day of Action", "status": "held", "start": day})
    if number is not None:
        values: dict[str, Value] = {"event": event, "grouping": "adults", "number": number, "precision": precision}
        edits.add(doc, "attendance", values)
    return event


def words(doc: Document) -> list[tuple[str, str, str]]:
    return [(line.word, line.title, line.detail) for line in summary.home(doc).lines]


def test_an_empty_ward_is_only_told_what_is_due(doc: Document) -> None:
    shown = summary.home(doc)
    assert [line.word for line in shown.lines] == ["Due"]
    assert shown.lines[0].title == "Q3 2023-24 return"
    assert shown.tiles.open == 0


def test_what_is_late_silent_missing_and_next_comes_in_that_order(doc: Document) -> None:
    lead = edits.add(doc, "organisation", {"name": "Public Health"})
    an_action(doc, "Smoke-free playground", due="2023-11-30", lead=lead)
    quiet = an_action(doc, "Fly-tipping hot spots", due="2024-06-01")
    edits.add(doc, "progress_note", {"action": quiet, "noted_on": "2023-10-05", "words": "Met"})
    fine = an_action(doc, "Cookery", due="2024-06-01")
    edits.add(doc, "progress_note", {"action": fine, "noted_on": "2023-12-05", "words": "Met"})
    held(doc, "2023-12-13")
    a_count(doc, "2023-10", "2023-11")
    edits.add(doc, "event", {"title": "Partnership meeting", "start": "2024-01-11T18:30"})
    assert words(doc)[:-1] == [
        ("Overdue", "Smoke-free playground", "due 30 Nov · Public Health"),
        ("No update", "Fly-tipping hot spots", "last update 74 days ago"),
        ("No figures", "Day of Action, 13 Dec", "held 5 days ago"),
        ("Missing", "Breakfast club places: December", "monthly count"),
        ("Next", "Partnership meeting", "Thu 11 Jan 2024, 18:30"),
    ]
    assert summary.badges(doc) == {"actions": 2, "events": 1, "counts": 1}


def a_count(doc: Document, *months: str) -> str:
    count = edits.add(doc, "activity_count", {"name": "Breakfast club places", "unit": "children"})
    for month in months:
        figures.set_figure(doc, count, month, "50")
    return count


def asked(doc: Document, today: date) -> list[tuple[str, str]]:
    return [(line.title, line.detail) for line in summary.home(doc, today).lines if line.table == "activity_count"]


def test_figures_of_the_quarter_that_has_ended_are_asked_for_until_its_return_is_signed(doc: Document) -> None:
    count = a_count(doc, "2023-10", "2023-11")
    january = date(2024, 1, 10)
    line = ("Breakfast club places: December", "monthly count · for the Q3 2023-24 return")
    assert asked(doc, january) == [line]
    assert summary.badges(doc, january)["counts"] == 1
    tiles = summary.home(doc, january).tiles
    assert (tiles.missing, tiles.missing_from, tiles.wanted) == (1, (Q3,), True)
    both = ("Breakfast club places: December and January", "monthly count · for the Q3 2023-24 return")
    assert asked(doc, date(2024, 1, 20)) == [both]  # late, and not begun
    assert summary.badges(doc, date(2024, 1, 20))["counts"] == 1
    assert summary.home(doc, date(2024, 1, 20)).tiles.missing == 1
    row_id = returns.ensure_return(doc, Q3)
    assert asked(doc, january) == [line]
    doc.run(Op("test", "Sign"), lambda store: store.update("quarterly_return", row_id, {"status": "signed"}))
    assert asked(doc, january) == []
    assert "counts" not in summary.badges(doc, january)
    doc.run(Op("test", "Draft"), lambda store: store.update("quarterly_return", row_id, {"status": "draft"}))
    figures.set_figure(doc, count, "2023-12", "50")
    tiles = summary.home(doc, january).tiles
    assert (tiles.missing, tiles.missing_from, tiles.wanted) == (0, (), True)


def test_a_correction_asks_for_no_figures_of_its_quarter(doc: Document) -> None:
    a_count(doc, "2023-10", "2023-11")
    values: dict[str, Value] = {"period": "2023-24-Q3", "version": 1, "status": "sent", "sent_on": "2024-01-08"}
    edits.add(doc, "quarterly_return", values)
    edits.add(doc, "quarterly_return", {"period": "2023-24-Q3", "version": 2, "status": "draft"})
    assert asked(doc, date(2024, 1, 10)) == []
    tiles = summary.home(doc, date(2024, 1, 10)).tiles
    assert (tiles.missing, tiles.wanted) == (0, False)


def test_a_return_is_nobodys_business_until_three_weeks_before_its_day_or_until_it_is_begun(doc: Document) -> None:
    an_action(doc, "Smoke-free playground", start="2022-05-01")
    assert "returns" not in summary.badges(doc, date(2023, 12, 24))
    shown = summary.home(doc, date(2023, 12, 24), at_once=True)
    assert (shown.settled, shown.lines[-1].detail) == (True, "15 Jan 2024")
    assert summary.badges(doc, date(2023, 12, 25))["returns"] == things_left(
        doc, returns.due_next(doc, date(2023, 12, 25)), date(2023, 12, 25)
    )
    returns.ensure_return(doc, Q3)
    assert summary.badges(doc)["returns"] == left(doc, Q3)


def test_how_far_the_return_has_come_is_left_out_until_it_is_known(doc: Document) -> None:
    returns.ensure_return(doc, Q3)
    first = summary.home(doc, at_once=True)
    assert not first.settled
    assert first.lines[-1].detail == "15 Jan 2024"
    standing = returns.due_words(doc).rpartition(" · ")[2]
    then = summary.home(doc, at_once=True)
    assert then.settled
    assert then.lines[-1].detail == f"15 Jan 2024 · {standing}"
    assert then.lines == summary.home(doc).lines


def left(doc: Document, quarter: Quarter) -> int:
    return things_left(doc, Due(quarter, doc.today, returns.newest(doc, quarter)), doc.today)


def test_the_number_beside_the_returns_is_of_all_that_are_begun_and_not_signed(doc: Document) -> None:
    an_action(doc, "Smoke-free playground", start="2022-05-01")
    earlier = returns.ensure_return(doc, Q3.previous.previous)
    assert left(doc, Q3.previous.previous)
    assert summary.badges(doc)["returns"] == left(doc, Q3.previous.previous)
    returns.ensure_return(doc, Q3)
    assert summary.badges(doc)["returns"] == left(doc, Q3) + left(doc, Q3.previous.previous)
    doc.run(Op("test", "Sign"), lambda store: store.update("quarterly_return", earlier, {"status": "signed"}))
    assert summary.badges(doc)["returns"] == left(doc, Q3)


def test_a_correction_of_an_old_return_counts_and_home_names_it(doc: Document) -> None:
    an_action(doc, "Smoke-free playground", start="2022-05-01")
    values: dict[str, Value] = {"period": "2022-23-Q2", "version": 1, "status": "sent", "sent_on": "2022-10-10"}
    edits.add(doc, "quarterly_return", values)
    second = returns.new_version(doc, Quarter(2022, 2))
    more = left(doc, Quarter(2022, 2))
    assert more
    assert summary.badges(doc)["returns"] == more
    line = next(one for one in summary.home(doc).lines if "Q2 2022-23" in one.title and one.word != "Missing")
    assert (line.word, line.tone, line.title, line.row_id) == ("Begun", "grey", "Q2 2022-23 return, version 2", second)
    assert line.detail.startswith(f"{more} thing")


def test_an_earlier_return_begun_is_late_on_home_until_it_is_signed_and_nobody_waits_for_its_checks(
    doc: Document,
) -> None:
    returns.ensure_return(doc, Quarter(2023, 1))
    late = summary.home(doc, at_once=True)
    assert not late.settled
    line = late.lines[-1]
    assert (line.word, line.tone) == ("Overdue", "red")
    assert (line.title, line.detail) == ("Q1 2023-24 return", "15 Jul 2023, 156 days late")
    returns.checks(doc, Q3)
    assert not summary.home(doc, at_once=True).settled
    summary.badges(doc)
    told = summary.home(doc, at_once=True)
    assert told.settled
    assert "to fix" in told.lines[-1].detail


def test_the_number_is_worked_out_once_for_each_change(doc: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    returns.ensure_return(doc, Quarter(2023, 1))
    summary.badges(doc)
    monkeypatch.setattr(return_checks, "load", None)
    summary.badges(doc)
    summary.home(doc)


def test_lines_open_their_record_at_the_field(doc: Document) -> None:
    event = held(doc, "2023-12-13")
    line = summary.home(doc).lines[0]
    assert (line.table, line.row_id, line.field) == ("event", event, "attendance")


def test_more_lines_than_fit_are_counted_and_what_is_due_still_shows(doc: Document) -> None:
    for number in range(12):
        an_action(doc, f"Late {number}", due="2023-11-30")
    shown = summary.home(doc)
    assert len(shown.lines) == summary.MOST_LINES
    assert shown.lines[-1].word == "Due"
    assert shown.more == 12 - (summary.MOST_LINES - 1)


def test_many_lines_of_one_kind_do_not_hide_the_others(doc: Document) -> None:
    for number in range(12):
        an_action(doc, f"Late {number}", due="2023-11-30")
    held(doc, "2023-12-13")
    assert [line.word for line in summary.home(doc).lines] == ["Overdue"] * 6 + ["No figures", "Due"]


def test_an_event_in_the_past_that_is_still_planned_is_named(doc: Document) -> None:
    edits.add(doc, "event", {"title": "Play street", "start": "2023-09-24"})
    assert words(doc)[0] == ("Past", "Play street, 24 Sep", "planned for 85 days ago")


def test_the_tiles_count_what_matters(doc: Document) -> None:
    an_action(doc, "One", rating="green", due="2024-06-01")
    an_action(doc, "Two", rating="red", due="2024-06-01")
    edits.add(doc, "action", {"title": "Three", "status": "complete"})
    held(doc, "2023-10-10", 40)
    held(doc, "2023-12-13", 400, "at_least")
    held(doc, "2023-08-13", 100)
    action = an_action(doc, "Four", rating="amber", due="2024-06-01")
    edits.add(doc, "feedback", {"words": "Bins", "heard_on": "2023-05-01", "action": action})
    edits.add(doc, "feedback", {"words": "Lights", "heard_on": "2023-12-01"})
    edits.add(doc, "feedback", {"words": "Old", "heard_on": "2023-03-31"})
    tiles = summary.home(doc).tiles
    assert (tiles.on_track, tiles.open, tiles.own, tiles.red, tiles.amber) == (1, 3, 0, 1, 1)
    edits.edit(doc, "action", action, {"sharing": "ward"})
    assert (summary.home(doc).tiles.open, summary.home(doc).tiles.own) == (3, 1)
    assert (tiles.residents, tiles.precision, tiles.residents_before, tiles.events) == (440, "at_least", 100, 2)
    assert (tiles.heard, tiles.heard_linked) == (2, 1)


def test_the_plan_shows_every_theme_in_its_order(doc: Document) -> None:
    theme = str(doc.store.rows("theme")[2]["id"])
    an_action(doc, "One", rating="green", theme=theme)
    an_action(doc, "Two", theme=theme, status="not_started")
    an_action(doc, "Three", status="cancelled")
    plan = summary.home(doc).plan
    assert len(plan) == 5
    assert plan[2][1] == {"green": 1, "not_started": 1}


def test_a_plan_on_recommendations_is_shown_by_term(tmp_path: Path) -> None:
    new = wards.NewWard(frameworks.load("levelling_up_north_northants"), "Queensway")
    doc = Document.create(tmp_path / "queensway.ward", wards.start(new), clock=lambda: datetime(2023, 12, 18, 9, 0))
    an_action(doc, "One", rating="green", recommendation=doc.store.rows("recommendation")[0]["id"])
    plan = summary.home(doc).plan
    doc.close()
    assert plan[0] == ("Short term", {"green": 1})
    assert [name for name, _ in plan] == ["Short term", "Medium term", "Longer term"]


def test_residents_are_shown_for_the_last_twelve_months(doc: Document) -> None:
    held(doc, "2023-12-13", 40)
    held(doc, "2023-01-13", 7)
    months = summary.home(doc).months
    assert len(months) == 12
    assert (months[0].month.key, months[0].residents) == ("2023-01", 7)
    assert (months[-1].month.key, months[-1].residents, months[-1].events) == ("2023-12", 40, 1)


def test_lately_says_what_was_done_in_words_and_opens_it(doc: Document) -> None:
    action = an_action(doc, "Cookery course")
    edits.add(doc, "progress_note", {"action": action, "noted_on": "2023-12-18", "words": "Met"})
    latest, before = summary.home(doc).lately[:2]
    assert (latest.label, latest.when) == ("Progress note on Cookery course", "today 09:12")
    assert (latest.table, latest.row_id) == ("action", action)
    assert before.label == "Action added: Cookery course"


def test_what_was_undone_is_no_longer_among_the_latest(doc: Document) -> None:
    an_action(doc, "Cookery course")
    doc.undo()
    assert not any("Cookery" in one.label for one in summary.home(doc).lately)


def test_a_count_worked_out_from_events_is_not_asked_for_beside_its_events(doc: Document) -> None:
    values: dict[str, Value] = {"name": "Residents engaged", "unit": "attendances", "nature": "flow"}
    engaged = edits.add(doc, "activity_count", {**values, "computed": "residents"})
    held(doc, "2023-10-10")
    held(doc, "2023-11-10", 12)
    asked = ("No figures", "Day of Action, 10 Oct", "held 69 days ago")
    assert words(doc)[:-1] == [asked]
    assert summary.home(doc).tiles.missing == 0
    assert summary.badges(doc).get("counts") is None
    edits.edit(doc, "activity_count", engaged, {"computed": ""})
    figures.set_figure(doc, engaged, "2023-11", "12")
    assert words(doc)[:-1] == [asked, ("Missing", "Residents engaged: October and December", "monthly count")]
    assert summary.home(doc).tiles.missing == 1


def test_where_nobody_is_counted_yet_residents_are_not_known_rather_than_none(doc: Document) -> None:
    assert summary.home(doc).tiles.residents == 0  # no event was held
    event = held(doc, "2023-10-10")
    shown = summary.home(doc)
    october = shown.months[-3]
    assert (shown.tiles.residents, october.residents, october.events) == (None, None, 1)
    edits.add(doc, "attendance", {"event": event, "grouping": "adults", "number": 0})
    shown = summary.home(doc)
    assert (shown.tiles.residents, shown.months[-3].residents) == (0, 0)

"""A ward's data re-cut for any two dates: each thing counted once, the plan as it stood, and never called a return."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ward_desk.core.changes import Op
from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.pre_election import PreElection
from ward_desk.core.records import Row, Value
from ward_desk.exchange.returns.recut_data import RecutData
from ward_desk.service import edits
from ward_desk.service.counts import figure_entry
from ward_desk.service.document import Document
from ward_desk.service.returns.making import return_making
from ward_desk.service.returns.recut import recut
from ward_desk.service.surveys.told import you_said
from ward_desk.store.rows import Store

Q3 = Quarter(2023, 3)
YEAR = (date(2023, 4, 1), date(2024, 3, 31))
FLOWS = ("events_held", "residents_engaged", "feedback_heard", "feedback_answered")
LATER = datetime(2024, 4, 20, 9, 0)


@pytest.fixture
def past(ward_path: Path, open_document: Callable[..., Document]) -> Document:
    """The ward when its year is over."""
    return open_document(ward_path, clock=lambda: LATER)


def fill(doc: Document, seed: int, first: date = date(2023, 4, 1), days: int = 366) -> None:
    """Events, feedback and figures of every nature on days and in months that only the dice know."""
    dice = random.Random(seed)

    def day() -> str:
        return (first + timedelta(days=dice.randrange(days))).isoformat()

    def write(store: Store) -> None:
        counts = {
            nature: store.insert("activity_count", {"name": nature, "unit": "x", "nature": nature, "frequency": often})
            for nature, often in (("flow", "monthly"), ("rate", "monthly"), ("score", "monthly"), ("stock", "monthly"),
                                  ("people", "quarterly"))
        }  # fmt: skip
        quarterly = store.insert("activity_count", {"name": "by quarter", "unit": "x", "frequency": "quarterly"})
        for _ in range(25):
            when = day()
            status = dice.choice(("held", "held", "held", "cancelled"))
            event = store.insert("event", {"title": "Fair", "start": f"{when}T10:00", "status": status})
            if dice.random() < 0.8:
                store.insert("attendance", {
                    "event": event, "grouping": dice.choice(("adults", "under_18s", "residents")),
                    "number": dice.randrange(60), "precision": dice.choice(("exact", "about", "at_least")),
                })  # fmt: skip
            if status == "held" and dice.random() < 0.5:
                store.insert("figure", {
                    "activity_count": counts["flow"], "period": when[:7], "value": dice.randrange(9), "event": event,
                })  # fmt: skip
        for _ in range(20):
            heard = day()
            told = day() if dice.random() < 0.5 else None
            store.insert("feedback", {"words": "So it is", "heard_on": heard, "told_on": told, "answer": "Yes"})
        month = Month.of(first)
        while month.first < first + timedelta(days=days):
            for nature in ("flow", "rate", "score", "stock"):
                if dice.random() < 0.8:
                    values: Row = {"value": dice.randrange(50)}
                    if nature == "rate":
                        values = {"numerator": dice.randrange(9), "denominator": 10}
                    if nature == "score":
                        values = {"value": dice.randrange(5), "denominator": dice.randrange(1, 9)}
                    store.insert("figure", {"activity_count": counts[nature], "period": month.key, **values})
                    if nature == "flow" and dice.random() < 0.2:
                        store.insert("figure", {
                            "activity_count": counts["flow"], "period": month.key, "value": -1, "adjustment": 1,
                            "note": "Twice",
                        })  # fmt: skip
            month = month.next()
        quarter = Quarter.of(first, int(str(doc.partnership["year_start_month"])))
        while quarter.first < first + timedelta(days=days):
            for count in (counts["people"], quarterly):
                store.insert("figure", {"activity_count": count, "period": quarter.key, "value": dice.randrange(50)})
            quarter = quarter.next

    doc.run(Op("test", "Fill"), write)


def summary(data: RecutData) -> dict[object, Value]:
    return {row["code"]: row["number"] for row in data.tables["summary"]}


def totals(data: RecutData, key: str = "total") -> dict[object, Value]:
    return {row["count"]: row[key] for row in data.tables["activity_counts"]}


def row(data: RecutData, table: str, **equals: Value) -> dict[str, Value]:
    return next(dict(one) for one in data.tables[table] if all(one[key] == value for key, value in equals.items()))


def added(parts: Iterable[Value]) -> float:
    return sum(one for one in parts if isinstance(one, int | float))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_recut_of_exactly_a_quarter_has_the_quarters_own_totals(past: Document, seed: int, number: int) -> None:
    fill(past, seed)
    quarter = Quarter(2023, number)
    whole = return_making.made(past, quarter, None)
    data = recut.recut(past, quarter.first, quarter.last)
    assert totals(data) == {one["count"]: one["quarter"] for one in whole.tables["activity_counts"]}
    for key, theirs in (("numerator", "quarter_numerator"), ("base", "quarter_base")):
        assert totals(data, key) == {one["count"]: one[theirs] for one in whole.tables["activity_counts"]}
    theirs_all = {one["code"]: one["this_quarter"] for one in whole.tables["summary"]}
    assert {code: summary(data)[code] for code in FLOWS} == {code: theirs_all[code] for code in FLOWS}
    assert data.tables["events"] == whole.tables["events"]
    assert data.tables["feedback"] == whole.tables["feedback"]


@pytest.mark.parametrize("seed", range(6))
def test_recuts_one_after_another_count_each_thing_of_a_year_once(past: Document, seed: int) -> None:
    fill(past, seed)
    dice = random.Random(seed)
    ends = sorted({YEAR[0] + timedelta(days=dice.randrange(365)) for _ in range(7)} | {YEAR[1]})
    starts = [YEAR[0], *(end + timedelta(days=1) for end in ends[:-1])]
    parts = [recut.recut(past, first, last) for first, last in zip(starts, ends, strict=True)]
    year = recut.recut(past, *YEAR)
    for code in FLOWS:
        assert added(summary(part)[code] for part in parts) == summary(year)[code]
    for name in ("flow", "by quarter", "Residents engaged at events", "Homework club sessions"):
        assert added(totals(part)[name] for part in parts) == added([totals(year)[name]])
    for key in ("numerator", "base"):
        assert added(totals(part, key)["rate"] for part in parts) == added([totals(year, key)["rate"]])


def test_a_year_is_the_sum_of_its_quarters_across_the_start_of_another(past: Document) -> None:
    edits.edit(past, "partnership", str(past.partnership["id"]), {"year_start_month": 1})
    fill(past, 3, date(2023, 1, 1))
    quarters = [Quarter(2023, 2, 1), Quarter(2023, 3, 1)]
    two = recut.recut(past, quarters[0].first, quarters[1].last)
    each = [recut.recut(past, one.first, one.last) for one in quarters]
    assert added(totals(one)["by quarter"] for one in each) == totals(two)["by quarter"]
    assert row(two, "activity_counts", count="by quarter")["taken"] == "Q2 2023; Q3 2023"
    assert row(two, "activity_counts", count="people")["completeness"] == "No one figure for these dates"


def test_a_month_belongs_to_the_dates_it_ends_in_also_in_a_leap_year(past: Document) -> None:
    count = edits.add(past, "activity_count", {"name": "Visits", "unit": "visits"})
    for month, value in (("2024-01", "4"), ("2024-02", "5")):
        figure_entry.set_figure(past, count, month, value)

    def visits(first: date, last: date) -> tuple[Value, Value, Value]:
        one = row(recut.recut(past, first, last), "activity_counts", count="Visits")
        return one["total"], one["taken"], one["completeness"]

    assert visits(date(2024, 1, 15), date(2024, 2, 28)) == (4, "Jan 2024", "1 of 1 months")
    assert visits(date(2024, 1, 15), date(2024, 2, 29)) == (9, "Jan 2024; Feb 2024", "2 of 2 months")
    assert visits(date(2024, 2, 29), date(2024, 2, 29)) == (5, "Feb 2024", "1 of 1 months")
    assert visits(date(2024, 2, 1), date(2024, 2, 28)) == (None, None, "No month ends in these dates")
    assert visits(date(2024, 2, 1), date(2024, 3, 31)) == (5, "Feb 2024", "1 of 2 months")


def test_a_recut_may_go_across_the_start_of_the_financial_year(past: Document) -> None:
    count = edits.add(past, "activity_count", {"name": "Visits", "unit": "visits"})
    for month, value in (("2024-02", "1"), ("2024-03", "10"), ("2023-03", "100"), ("2023-04", "1000")):
        figure_entry.set_figure(past, count, month, value)
    assert totals(recut.recut(past, date(2024, 3, 1), date(2024, 4, 19)))["Visits"] == 10
    assert totals(recut.recut(past, date(2023, 3, 1), date(2023, 4, 30)))["Visits"] == 1100
    assert totals(recut.recut(past, date(2023, 3, 1), date(2024, 4, 19)))["Visits"] == 1111


def test_what_was_counted_at_an_event_belongs_to_its_day(past: Document) -> None:
    count = edits.add(past, "activity_count", {"name": "Alarms", "unit": "alarms"})
    event = edits.add(past, "event", {"title": "Day of action", "start": "2023-12-13T10:00", "status": "held"})
    edits.add(past, "attendance", {"event": event, "grouping": "adults", "number": 30})
    edits.add(past, "figure", {"activity_count": count, "period": "2023-12", "value": 7.0, "event": event})
    before = recut.recut(past, date(2023, 12, 1), date(2023, 12, 12))
    after = recut.recut(past, date(2023, 12, 13), date(2023, 12, 14))
    assert (totals(before)["Alarms"], totals(after)["Alarms"]) == (None, 7)
    assert totals(after)["Residents engaged at events"] == 30
    assert row(after, "activity_counts", count="Residents engaged at events")["figures_from"] == "Computed"
    assert row(after, "activity_counts", count="Alarms")["figures_from"] == "Events"


def test_an_event_with_nobody_counted_is_said(past: Document) -> None:
    edits.add(past, "event", {"title": "Fair", "start": "2023-12-13", "status": "held"})
    data = recut.recut(past, date(2023, 12, 13), date(2023, 12, 13))
    said = row(data, "activity_counts", count="Residents engaged at events")["completeness"]
    assert said == "By the day of each event; 1 event has nobody counted"
    assert summary(data)["residents_engaged"] is None


def test_the_plan_stands_as_on_the_last_day(past: Document) -> None:
    action = str(past.store.rows("action", title="Open a homework club")[0]["id"])
    for day, status, rating in (("2023-09-10", "in_progress", "amber"), ("2024-02-01", "complete", "")):
        edits.add(past, "progress_note", {
            "action": action, "noted_on": day, "words": f"Note {day}", "status": status, "rating": rating,
        })  # fmt: skip
    edits.edit(past, "action", action, {"status": "complete", "rating": "", "rating_reason": ""})

    def stood(first: date, last: date) -> tuple[Value, ...]:
        one = row(recut.recut(past, first, last), "action_plan", action="Open a homework club")
        return one["status"], one["rating"], one["rating_before"], one["done"], one["progress"]

    assert stood(date(2023, 9, 1), date(2023, 9, 30))[:4] == (
        "In progress", "Amber", None, "10 Sep 2023: Note 2023-09-10",
    )  # fmt: skip
    assert stood(date(2023, 10, 1), date(2023, 12, 31))[:3] == ("In progress", "Green", "Amber")
    assert stood(date(2024, 1, 1), date(2024, 3, 31)) == (
        "Complete", None, "Green", "1 Feb 2024: Note 2024-02-01", None,
    )  # fmt: skip
    assert stood(date(2024, 1, 1), LATER.date())[0] == "Complete"


def test_without_a_note_the_history_of_the_document_says_how_an_action_stood(past: Document) -> None:
    title = "Draw up the ward profile"  # it came into the document on 18 December, complete
    action = str(past.store.rows("action", title=title)[0]["id"])
    edits.edit(past, "action", action, {"status": "on_hold"})
    now = row(recut.recut(past, date(2024, 3, 1), LATER.date()), "action_plan", action=title)
    then = row(recut.recut(past, date(2024, 1, 1), date(2024, 1, 31)), "action_plan", action=title)
    early = recut.recut(past, date(2023, 10, 1), date(2023, 10, 31))
    assert (now["status"], then["status"]) == ("On hold", "Complete")
    assert row(early, "action_plan", action=title)["status"] is None
    assert int(str(summary(early)["actions_unknown"])) >= 1


def test_a_milestone_reached_later_was_still_ahead(past: Document) -> None:
    action = str(past.store.rows("action", title="Open a homework club")[0]["id"])
    edits.add(past, "milestone", {"action": action, "title": "Hall", "due": "2023-11-20", "done_on": "2023-11-25"})

    def ahead(last: date) -> Value:
        one = row(recut.recut(past, date(2023, 10, 21), last), "action_plan", action="Open a homework club")
        return one["next_milestone"]

    assert ahead(date(2023, 11, 24)) == "Hall"
    assert ahead(date(2023, 11, 25)) == "Fifty pupils signed up"


def test_different_people_of_the_year_so_far_are_read_from_their_own_figure(past: Document) -> None:
    count = edits.add(past, "activity_count", {
        "name": "Learners", "unit": "people", "nature": "people", "frequency": "quarterly",
    })  # fmt: skip
    for period, value in (("2023-24-Q1", 20), ("2023-24-Q2", 30), ("2023-24-YTD-Q2", 41)):
        edits.add(past, "figure", {"activity_count": count, "period": period, "value": value})
    assert totals(recut.recut(past, date(2023, 4, 1), date(2023, 9, 30)))["Learners"] == 41
    assert totals(recut.recut(past, date(2023, 3, 1), date(2023, 9, 30)))["Learners"] is None
    assert totals(recut.recut(past, date(2023, 7, 1), date(2023, 9, 30)))["Learners"] == 30


def test_an_action_that_was_complete_before_had_no_rating_then(past: Document) -> None:
    action = str(past.store.rows("action", title="Open a homework club")[0]["id"])
    edits.add(past, "progress_note", {
        "action": action, "noted_on": "2024-01-10", "words": "Done", "status": "complete", "rating": "green",
    })  # fmt: skip
    data = recut.recut(past, date(2024, 2, 1), date(2024, 2, 29))
    assert row(data, "action_plan", action="Open a homework club")["rating_before"] is None


def test_only_the_marks_that_are_used_are_explained(past: Document) -> None:
    data = recut.recut(past, date(2023, 10, 1), date(2023, 12, 31), "public")
    assert [one for one in data.tables["notes"] if one["kind"] == "Mark"] == []


def test_dates_the_wrong_way_round_or_still_to_come_are_refused_in_words(ward: Document) -> None:
    with pytest.raises(KnownError, match="3 Dec 2023 comes after 23 Oct 2023") as swapped:
        recut.recut(ward, date(2023, 12, 3), date(2023, 10, 23))
    assert swapped.value.next_step == "Put the earlier date first: 23 Oct 2023 to 3 Dec 2023."
    with pytest.raises(KnownError, match="still to come"):
        recut.recut(ward, date(2023, 12, 19), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("first", "last"), [(date(2018, 12, 18), date(2023, 12, 17)), (date(2020, 2, 29), date(2025, 2, 28))]
)
def test_five_years_to_the_day_are_the_longest(first: date, last: date) -> None:
    today = date(2023, 12, 18)
    recut.refuse_dates(first, last, today)
    with pytest.raises(KnownError, match="more than 5 years"):
        recut.refuse_dates(first, last + timedelta(days=1), today)


def test_a_count_that_is_said_to_be_not_available_says_so(past: Document) -> None:
    count = edits.add(past, "activity_count", {"name": "Visits", "unit": "visits"})
    figure_entry.set_figure(past, count, "2023-10", "", unavailable="the counter broke")
    figure_entry.set_figure(past, count, "2023-11", "4")

    def visits(last: date) -> tuple[Value, ...]:
        one = row(recut.recut(past, date(2023, 10, 1), last), "activity_counts", count="Visits")
        return one["total"], one["total_mark"], one["completeness"], one["explanation"]

    why = "Oct 2023: Not available: the counter broke"
    assert visits(date(2023, 10, 30)) == (None, None, "No month ends in these dates", None)
    assert visits(date(2023, 10, 31)) == (None, "[x]", "0 of 1 months", why)
    assert visits(date(2023, 11, 30)) == (4, "[part]", "1 of 2 months", why)


def test_the_files_of_a_return_are_never_mixed_with_those_of_a_recut(past: Document, tmp_path: Path) -> None:
    first, later = (recut.recut(past, date(2023, 10, 1), date(2023, month, 12)) for month in (11, 12))
    recut.export_csv(first, tmp_path / "recut")
    files = recut.export_csv(later, tmp_path / "recut")  # in the place of the first one, whole
    assert {one.name for one in files} == {one.name for one in (tmp_path / "recut").iterdir()}
    assert all(b"2023-11-12" not in one.read_bytes() for one in files if one.name != "recut.csv")
    (tmp_path / "return").mkdir()
    (tmp_path / "return" / "return.csv").touch()
    with pytest.raises(KnownError, match="holds the CSV files of a return"):
        recut.export_csv(first, tmp_path / "return")
    assert len([*(tmp_path / "return").iterdir()]) == 1


def test_dates_that_go_on_into_the_future_say_so(ward: Document) -> None:
    data = recut.recut(ward, date(2023, 12, 1), date(2023, 12, 31))
    assert "The dates go on to 31 Dec 2023; this is what stood on 18 Dec 2023." in data.header.illustrative_notice
    assert "go on" not in recut.recut(ward, date(2023, 12, 1), date(2023, 12, 18)).header.illustrative_notice


def test_only_surveys_that_closed_in_the_dates_are_told(ward: Document) -> None:
    survey = ward.store.rows("survey")[0]
    edits.edit(ward, "survey", str(survey["id"]), {"opens": "2023-10-01", "closes": "2023-11-15"})
    assert recut.recut(ward, date(2023, 11, 1), date(2023, 11, 14)).tables["surveys"] == []
    rows = recut.recut(ward, date(2023, 11, 15), date(2023, 11, 20)).tables["surveys"]
    assert {one["ref"] for one in rows} == {survey["ref"]}


def test_the_public_gets_what_is_public_and_the_programme_nothing_of_this_ward_only(ward: Document) -> None:
    action = ward.store.rows("action", title="Open a homework club")[0]
    span = (date(2023, 10, 1), date(2023, 12, 18))

    def plan(audience: str) -> set[Value]:
        return {one["ref"] for one in recut.recut(ward, *span, audience).tables["action_plan"]}

    assert plan("public") == set()
    edits.edit(ward, "action", str(action["id"]), {"sharing": "public"})
    assert plan("public") == {action["ref"]}
    public = recut.recut(ward, *span, "public")
    assert (public.header.contact, public.header.audience) == ("", "public")
    assert summary(public)["actions_open"] == 1
    assert any(one["kind"] == "Definition" for one in public.tables["notes"])
    edits.edit(ward, "action", str(action["id"]), {"sharing": "ward"})
    assert action["ref"] not in plan("programme")


def test_in_the_pre_election_period_the_public_gets_no_words_of_residents(ward: Document) -> None:
    for one in ward.store.rows("feedback"):
        edits.edit(ward, "feedback", str(one["id"]), {"sharing": "public"})
    span = (date(2023, 9, 1), date(2023, 12, 18))
    assert any("glass" in str(one["said"]) for one in recut.recut(ward, *span, "public").tables["feedback"])
    you_said.set_pre_election(ward, PreElection(True))
    quiet = recut.recut(ward, *span, "public")
    assert {one["said"] for one in quiet.tables["feedback"]} == {"(left out in the pre-election period)"}
    assert "pre-election" in quiet.header.illustrative_notice
    assert any("glass" in str(one["said"]) for one in recut.recut(ward, *span).tables["feedback"])


def test_what_would_say_who_somebody_is_never_leaves(ward: Document) -> None:
    theme = str(ward.store.rows("theme")[0]["id"])
    edits.edit(ward, "theme", theme, {"label": "Ring 07700 900123"})
    for one in ward.store.rows("action"):
        edits.edit(ward, "action", str(one["id"]), {"sharing": "public"})
    span = (date(2023, 10, 1), date(2023, 12, 18))
    plan = recut.recut(ward, *span).tables["action_plan"]
    assert "Ring [removed: phone number]" in {one["theme"] for one in plan}
    with pytest.raises(KnownError, match=r"Action plan, .*, Theme: phone number"):
        recut.recut(ward, *span, "public")
    edits.edit(ward, "theme", theme, {"label": "Youth"})
    recut.recut(ward, *span, "public")
    edits.edit(ward, "action", str(ward.store.rows("action")[0]["id"]), {"title": "Ring 07700 900123"})
    with pytest.raises(KnownError, match=r"Action plan, .*, Action: phone number"):
        recut.recut(ward, *span, "public")


def test_the_dates_that_are_often_asked_for(ward: Document) -> None:
    six, half, quarter = recut.presets(ward)
    assert (six.first, six.last) == (date(2023, 11, 7), date(2023, 12, 18))
    assert (half.name, half.first, half.last) == ("Half year to 30 Sep 2023", date(2023, 4, 1), date(2023, 9, 30))
    assert (quarter.first, quarter.last) == (date(2023, 10, 1), date(2023, 12, 18))


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (datetime(2024, 3, 30), date(2023, 4, 1), date(2023, 9, 30)),
        (datetime(2024, 3, 31), date(2023, 10, 1), date(2024, 3, 31)),
        (datetime(2024, 9, 30), date(2024, 4, 1), date(2024, 9, 30)),
        (datetime(2024, 1, 1), date(2023, 4, 1), date(2023, 9, 30)),
    ],
)
def test_the_half_year_is_the_last_that_has_ended(
    ward_path: Path, open_document: Callable[..., Document], today: datetime, first: date, last: date
) -> None:
    half = recut.presets(open_document(ward_path, clock=lambda: today))[1]
    assert (half.first, half.last) == (first, last)


def test_it_has_a_name_of_its_own() -> None:
    days = date(2023, 10, 23), date(2023, 12, 3)
    of = "chesham-return-2023-24-q3.xlsx"
    assert recut.file_name(of, *days, "programme") == "chesham-recut-2023-10-23-to-2023-12-03.xlsx"
    assert recut.file_name(of, *days, "public") == "chesham-public-recut-2023-10-23-to-2023-12-03.xlsx"

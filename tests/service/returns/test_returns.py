"""The quarterly return: made, checked, signed, sent, written and read back, in both programmes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.exchange.return_samples import as_of
from ward_desk.core.changes import Op
from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row, Value
from ward_desk.core.surveys.answers import key, pack
from ward_desk.exchange.returns.return_data import ReturnData, canonical_json, clean, sha256
from ward_desk.exchange.returns.return_schema import validate
from ward_desk.service import edits, frameworks, wards
from ward_desk.service.counts import figure_entry, figures
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.returns.words.return_changes import Change, changes, tables_of
from ward_desk.store import returns as stored

Q3 = Quarter(2023, 3)
TODAY = date(2024, 1, 5)
FRAMEWORKS = ("opportunity_bucks", "levelling_up_north_northants")
WARDS = {"opportunity_bucks": "Chesham", "levelling_up_north_northants": "Queensway"}


def changes_since(doc: Document, quarter: Quarter) -> tuple[Quarter, list[Change]] | None:
    """The quarter of the return sent last before this one, and what its Notes would say differs from it."""
    data = returns.quarter_data(doc, quarter)
    earlier = stored.last_sent(doc.store, quarter.key, data.header.version)
    if earlier is None:
        return None
    before = tables_of(stored.file(doc.store, str(earlier["id"]), "snapshot"))
    return Quarter.parse(str(earlier["period"])), changes(before, data.tables)


def a_document(folder: Path, framework: str) -> Document:
    new = wards.NewWard(frameworks.load(framework), WARDS[framework], work_email="desk@council.example")
    return Document.create(folder / f"{framework}.ward", wards.start(new), clock=lambda: datetime(2024, 1, 5, 9, 0))


@pytest.fixture
def doc(tmp_path: Path) -> Iterator[Document]:
    document = a_document(tmp_path, "opportunity_bucks")
    yield document
    document.close()


@pytest.fixture(params=FRAMEWORKS)
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Document]:
    document = a_document(tmp_path, request.param)
    yield document
    document.close()


def first(doc: Document, table: str, **equals: Value) -> str:
    return str(doc.store.rows(table, **equals)[0]["id"])


def an_action(doc: Document, **fields: Value) -> str:
    lead = edits.add(doc, "organisation", {"name": "The Oasis Partnership"})
    heading: Row = {"theme": first(doc, "theme")} if doc.store.rows("theme") else {
        "recommendation": first(doc, "recommendation")
    }  # fmt: skip
    return edits.add(doc, "action", {
        "title": "Cookery course", "lead": lead, "start": "2023-06-01", "due": "2024-03-31", "status": "in_progress",
        "rating": "green", "progress": 60, **heading, **fields,
    })  # fmt: skip


def fill(doc: Document) -> dict[str, str]:
    """A quarter with one of everything, and nothing wrong."""
    made = {"action": an_action(doc)}
    action = made["action"]
    for day, rating in (("2023-09-20", "amber"), ("2023-11-02", "green")):
        edits.add(doc, "progress_note", {
            "action": action, "noted_on": day, "words": f"Note of {day}", "status": "in_progress", "rating": rating,
        })  # fmt: skip
    edits.add(doc, "milestone", {"action": action, "title": "Third course", "due": "2024-02-01"})
    made["event"] = edits.add(doc, "event", {
        "title": "Day of Action", "kind": "day_of_action", "status": "held", "start": "2023-12-13T10:00",
        "venue": "The Broadway, HP5 1EG",
    })  # fmt: skip
    came = (("adults", 40, "exact"), ("under_18s", 12, "about"), ("from_ward", 30, "exact"))
    for grouping, number, precision in came:
        edits.add(doc, "attendance", {
            "event": made["event"], "grouping": grouping, "number": number, "precision": precision,
        })  # fmt: skip
    made["planned"] = edits.add(doc, "event", {"title": "Partnership meeting", "start": "2024-01-11T18:30"})
    made["count"] = edits.add(doc, "activity_count", {
        "name": "Fire-safety visits", "unit": "visits", "target": 60.0, "definition": "Visits booked.",
    })  # fmt: skip
    for month in ("2023-10", "2023-11"):
        figures.set_figure(doc, made["count"], month, "5")
    edits.add(doc, "figure", {
        "activity_count": made["count"], "period": "2023-12", "value": 50.0, "event": made["event"],
        "note": "From the Day of Action",
    })  # fmt: skip
    made["priority"] = edits.add(doc, "priority", {"title": "Cleaner streets"})
    made["feedback"] = edits.add(doc, "feedback", {
        "words": "Bins overflow", "heard_on": "2023-12-13", "priority": made["priority"], "answer": "More bins",
        "told_on": "2023-12-20",
    })  # fmt: skip
    made["funding"] = edits.add(
        doc, "funding", {"source": "Programme", "action": action, "allocated": 450000, "spent": 120050}
    )
    made["risk"] = edits.add(
        doc, "risk", {"title": "Nobody comes", "likelihood_before": 3, "impact_before": 4, "owner_role": "Officer"}
    )
    for count in doc.store.rows("activity_count"):
        if count["id"] != made["count"]:
            for period in ("2023-10", "2023-11", "2023-12", "2023-24-Q3"):
                figures.set_figure(doc, str(count["id"]), period, "", unavailable="Not collected yet")
    worked_on = doc.store.rows("action")[0]["recommendation"]
    for one in doc.store.rows("recommendation"):
        if one["id"] != worked_on:
            edits.edit(doc, "recommendation", str(one["id"]), {"nothing_to_report": "No bidder yet."})
    made["return"] = returns.ensure_return(doc, Q3)
    returns.edit(doc, made["return"], {"progress": "Fifty visits were arranged.", "horizon": "More to come."})
    return made


def table(data: ReturnData, name: str) -> list[dict[str, str | int | float | None]]:
    return data.tables[name]


def row(data: ReturnData, name: str, **equals: Value) -> dict[str, str | int | float | None]:
    return next(one for one in data.tables[name] if all(one[key] == value for key, value in equals.items()))


def test_either_programme_goes_all_the_way_to_a_return(either: Document, tmp_path: Path) -> None:
    made = fill(either)
    assert [one.sentence for one in returns.checks(either, Q3) if one.level == "error"] == []
    returns.sign(either, made["return"], "Ward councillor, chair", date(2024, 1, 4))
    path = returns.export(either, Q3, tmp_path / returns.default_file_name(either, Q3))
    data = returns.quarter_data(either, Q3)
    assert validate(data) == []
    assert returns.read_back(path) == clean(data)
    returns.mark_sent(either, made["return"], date(2024, 1, 5))
    kept = either.store.get("quarterly_return", made["return"])
    assert kept is not None
    assert kept["status"] == "sent"
    assert len(str(kept["sha256"])) == 64
    (tmp_path / "kept.xlsx").write_bytes(bytes(kept["workbook"]))  # type: ignore[arg-type]
    assert returns.read_back(tmp_path / "kept.xlsx") == clean(data)


def test_the_return_says_where_figures_come_from_and_what_they_lead_to(doc: Document) -> None:
    made = fill(doc)
    change = edits.add(doc, "activity_count", {"name": "Feel safe", "unit": "%", "nature": "rate", "kind": "outcome"})
    edits.edit(doc, "activity_count", made["count"], {"leads_to": change, "shared_with": "Aylesbury North"})
    data = returns.quarter_data(doc, Q3)
    counted = row(data, "activity_counts", count="Fire-safety visits")
    ref = (doc.store.get("activity_count", change) or {})["ref"]
    assert (counted["leads_to"], counted["figures_from"], counted["also_counted_by"]) == (
        f"{ref} Feel safe", "Typed and events", "Aylesbury North",
    )  # fmt: skip
    assert str(counted["explanation"]).endswith("Possible double count: also counted by Aylesbury North.")
    assert row(data, "activity_counts", count="Residents engaged at events")["figures_from"] == "Computed"
    assert row(data, "activity_counts", count="Feel safe")["figures_from"] is None
    edits.edit(doc, "activity_count", change, {"sharing": "ward"})
    assert row(returns.quarter_data(doc, Q3), "activity_counts", count="Fire-safety visits")["leads_to"] is None


def test_an_adjustment_is_in_the_sums_and_its_reason_in_the_explanation(doc: Document) -> None:
    made = fill(doc)
    figure_entry.adjust(doc, made["count"], "2023-12", "-3", "Counted twice at the door")
    counted = row(returns.quarter_data(doc, Q3), "activity_counts", count="Fire-safety visits")
    assert (counted["month_3"], counted["quarter"], counted["year_to_date"]) == (47, 57, 57)
    assert "Dec 2023: adjusted by -3: counted twice at the door" in str(counted["explanation"])
    assert "Dec 2023: From the Day of Action" in str(counted["explanation"])


def test_a_cancelled_event_says_why_and_a_shared_one_with_whom(doc: Document) -> None:
    made = fill(doc)
    edits.edit(doc, "event", made["event"], {"shared_with": "Southcourt"})
    gone = {"title": "Play street", "start": "2023-12-20", "status": "cancelled", "cancel_reason": "Ring 07700 900123"}
    edits.add(doc, "event", gone)
    data = returns.quarter_data(doc, Q3)
    assert row(data, "events", title="Play street")["cancel_reason"] == "Ring [removed: phone number]"
    held = row(data, "events", title="Day of Action")
    assert (held["shared_with"], held["cancel_reason"]) == ("Southcourt", None)
    assert row(data, "notes", subject=f"Events {held['ref']}")["note"] == (
        "Possible double count: also reported by Southcourt."
    )


def test_a_return_signed_before_the_schema_grew_is_sent_as_it_was_signed(doc: Document, tmp_path: Path) -> None:
    made = fill(doc)
    returns.sign(doc, made["return"], "Ward councillor, chair", date(2024, 1, 4))
    older = as_of("1.0", returns.quarter_data(doc, Q3))
    older = ReturnData(replace(older.header, statement=""), older.tables)
    values: Row = {"snapshot": canonical_json(older), "sha256": sha256(older), "workbook": None, "workbook_sha256": ""}
    doc.run(Op("test", "As an older desk"), lambda store: store.update("quarterly_return", made["return"], values))
    returns.mark_sent(doc, made["return"], TODAY)
    path = returns.export(doc, Q3, tmp_path / "a.xlsx")
    assert returns.read_back(path) == clean(older)
    returns.new_version(doc, Q3)
    since = changes_since(doc, Q3)
    assert since is not None
    assert not any("Figures come from" in change.what for change in since[1])  # what was not in it has not changed


def test_an_empty_document_can_be_exported_as_a_draft(either: Document, tmp_path: Path) -> None:
    path = returns.export(either, Q3, tmp_path / "return.xlsx")
    assert returns.read_back(path) == clean(returns.quarter_data(either, Q3))
    assert returns.export_csv(either, Q3, tmp_path / "csv")


def test_a_recommendation_with_nothing_to_report_is_shown(tmp_path: Path) -> None:
    doc = a_document(tmp_path, "levelling_up_north_northants")
    an_action(doc)
    crowd = first(doc, "recommendation", title="Crowd Funding")
    edits.edit(doc, "recommendation", crowd, {"nothing_to_report": "No platform has been chosen."})
    plan = table(returns.quarter_data(doc, Q3), "action_plan")
    doc.close()
    assert len(plan) == 12
    silent = next(one for one in plan if one["recommendation"] == "Crowd Funding")
    assert (silent["action"], silent["why"]) == ("Nothing to report", "No platform has been chosen.")
    assert [one["recommendation"] for one in plan][:2] == [
        "Improving engagement and communications", "Businesses, communities, networking and problem solving",
    ]  # fmt: skip


def test_the_action_plan_shows_last_quarters_rating_and_what_was_done(doc: Document) -> None:
    fill(doc)
    plan = table(returns.quarter_data(doc, Q3), "action_plan")[0]
    assert (plan["rating"], plan["rating_last_quarter"]) == ("Green", "Amber")
    assert plan["done_this_quarter"] == "2 Nov 2023: Note of 2023-11-02"
    assert (plan["next_milestone"], plan["next_milestone_on"]) == ("Third course", "2024-02-01")


def test_last_quarters_rating_is_that_of_the_return_sent(doc: Document) -> None:
    made = sent(doc)
    edits.add(doc, "progress_note", {
        "action": made["action"], "noted_on": "2023-12-30", "words": "Late word", "status": "in_progress",
        "rating": "red",
    })  # fmt: skip
    edits.edit(doc, "action", made["action"], {"rating": "amber"})
    assert row(returns.quarter_data(doc, Q3.next), "action_plan", ref="CHE-01")["rating_last_quarter"] == "Green"
    worse = [one.sentence for one in returns.checks(doc, Q3.next) if one.code == "no_explanation"]
    assert worse == ["CHE-01 went from Green to Amber since last quarter without an explanation. Say why."]


def test_a_sum_with_a_month_missing_is_marked_as_a_part(doc: Document) -> None:
    count = edits.add(doc, "activity_count", {"name": "Visits made", "unit": "visits"})
    homes = edits.add(doc, "activity_count", {"name": "Cold homes", "unit": "homes", "nature": "stock"})
    for period, value in (("2023-10", "5"), ("2023-11", "6")):
        figures.set_figure(doc, count, period, value)
        figures.set_figure(doc, homes, period, value)
    data = returns.quarter_data(doc, Q3)
    visits = row(data, "activity_counts", count="Visits made")
    assert (visits["quarter"], visits["quarter_mark"], visits["completeness"]) == (11, "[part]", "2 of 3 months")
    assert (visits["year_to_date"], visits["year_to_date_mark"]) == (11, "[part]")
    assert row(data, "activity_counts", count="Cold homes")["quarter_mark"] == "[part]"
    assert row(data, "notes", subject="[part]")["kind"] == "Mark"
    figures.set_figure(doc, count, "2023-12", "0")
    assert row(returns.quarter_data(doc, Q3), "activity_counts", count="Visits made")["quarter_mark"] is None


def test_the_cover_says_what_day_the_return_stands_on(doc: Document) -> None:
    made = fill(doc)
    assert returns.quarter_data(doc, Q3).header.as_at == TODAY.isoformat()
    returns.sign(doc, made["return"], "Chair", TODAY)
    assert returns.quarter_data(doc, Q3).header.as_at == TODAY.isoformat()


def test_a_return_nobody_has_begun_does_not_pass_its_sign_off(doc: Document) -> None:
    found = row(returns.quarter_data(doc, Q3), "checks", code="sign_off")
    assert (found["result"], found["record"]) == ("Warning", "The return")
    assert "has not been begun" in str(found["what"])


def test_last_quarters_residents_keep_their_precision_in_words(doc: Document) -> None:
    for start, number in (("2023-08-05", 200), ("2023-11-05", 12)):
        event = edits.add(doc, "event", {"title": "Fair", "status": "held", "start": start})
        edits.add(doc, "attendance", {
            "event": event, "grouping": "adults", "number": number,
            "precision": "about" if number > 100 else "exact",
        })  # fmt: skip
    engaged = row(returns.quarter_data(doc, Q3), "summary", code="residents_engaged")
    assert (engaged["last_quarter"], engaged["mark"]) == (200, None)
    assert engaged["words"] == "12; last quarter about 200"


def test_who_came_to_an_event_of_very_few_is_left_out(doc: Document) -> None:
    """Events prints how many came: with three in all and every other band at zero, [c] would be no secret."""
    for title, bands in (("Tiny", (3, 0)), ("Full", (12, 20))):
        event = edits.add(doc, "event", {"title": title, "status": "held", "start": "2023-11-05"})
        edits.add(doc, "attendance", {"event": event, "grouping": "adults", "number": sum(bands)})
        for band, number in zip(("16-24", "25-34"), bands, strict=True):
            edits.add(doc, "equality_total", {
                "event": event, "characteristic": "age", "band": band, "number": number,
            })  # fmt: skip
    data = returns.quarter_data(doc, Q3)
    assert {one["source"] for one in table(data, "who_answered")} == {"CHE-E02 Full"}
    assert row(data, "notes", subject="CHE-E01 Tiny: Age")["note"] == "Too few people to say who came."


def test_an_event_keeps_the_precision_of_who_came(doc: Document) -> None:
    fill(doc)
    event = table(returns.quarter_data(doc, Q3), "events")[0]
    assert (event["residents"], event["residents_precision"], event["residents_mark"]) == (52, "About", "[about]")
    assert (event["from_ward"], event["from_ward_precision"]) == (30, "Exact")
    assert event["exhibitors"] is None
    assert event["done"] == "Fire-safety visits: 50"


def test_the_summary_counts_what_the_sheets_hold(doc: Document) -> None:
    fill(doc)
    data = returns.quarter_data(doc, Q3)
    now = {one["code"]: one["this_quarter"] for one in table(data, "summary")}
    before = {one["code"]: one["last_quarter"] for one in table(data, "summary")}
    assert (now["actions_open"], now["actions_green"], now["actions_amber"]) == (1, 1, 0)
    assert (before["actions_green"], before["actions_amber"]) == (0, 1)
    assert (now["events_held"], now["residents_engaged"], before["residents_engaged"]) == (1, 52, 0)
    assert (now["feedback_heard"], now["feedback_answered"]) == (1, 1)
    assert (now["counts_on_target"], now["counts_with_target"]) == (1, 1)
    assert row(data, "summary", code="progress_to_date")["words"] == "Fifty visits were arranged."


def test_the_horizon_says_whether_a_date_has_passed(doc: Document) -> None:
    fill(doc)
    edits.add(doc, "event", {"title": "Play street", "start": "2023-09-24"})
    ahead = table(returns.quarter_data(doc, Q3), "horizon")
    assert [(one["item"], one["passed"]) for one in ahead] == [
        ("Play street", "Yes"), ("Partnership meeting", "No"), ("Third course", "No"), ("Cookery course", "No"),
    ]  # fmt: skip


def test_no_number_of_people_from_one_to_four_leaves(doc: Document) -> None:
    survey = edits.add(doc, "survey", {"title": "Autumn", "opens": "2023-10-01", "closes": "2023-11-01"})
    for band, number in (("White", 40), ("Asian", 3), ("Black", 12), ("Other", 0)):
        edits.add(doc, "equality_total", {
            "survey": survey, "characteristic": "ethnicity", "band": band, "number": number,
        })  # fmt: skip
    for band in ("16-24", "16-24", "25-34", "25-34", "25-34", "25-34", "25-34"):
        edits.add(doc, "response", {"survey": survey, "age_band": band})
    rows = table(returns.quarter_data(doc, Q3), "who_answered")
    assert rows
    assert not any(one["number"] in (1, 2, 3, 4) for one in rows)
    ethnic = {one["band"]: (one["number"], one["mark"]) for one in rows if one["characteristic"] == "Ethnic group"}
    assert ethnic == {"White": (40, None), "Asian": (None, "[c]"), "Black": (None, "[c]"), "Other": (0, None)}


def test_who_answered_a_survey_is_told_once_when_it_has_closed(doc: Document) -> None:
    survey = edits.add(doc, "survey", {"title": "Long", "opens": "2023-10-01", "closes": "2024-02-01"})
    edits.add(doc, "equality_total", {"survey": survey, "characteristic": "sex", "band": "Female", "number": 40})
    assert table(returns.quarter_data(doc, Q3), "who_answered") == []
    assert row(returns.quarter_data(doc, Q3), "notes", kind="Note")["subject"] == "CHE-S01 Long"
    assert len(table(returns.quarter_data(doc, Q3.next), "who_answered")) == 1


def test_what_people_wrote_among_the_choices_of_a_file_is_another_answer(doc: Document) -> None:
    survey = edits.add(doc, "survey", {"title": "Autumn", "opens": "2023-10-01", "closes": "2023-11-01"})
    given = ("Bus", "Bus", "Car", "Car", "Lift from Bo", "Don't know")
    values: Row = {"survey": survey, "wording": "How?", "kind": "one", "source": "How?",
                   "options": "Bus\nCar\nLift from Bo\nDon't know"}  # fmt: skip
    own = edits.add(doc, "question", values)
    for answer in given:
        edits.add(doc, "response", {"survey": survey, "answers": pack({key(own): answer})})
    rows = table(returns.quarter_data(doc, Q3), "surveys")
    assert [(line["answer"], line["number"]) for line in rows] == [
        ("Bus", 2), ("Car", 2), ("Don't know", 1), ("Another answer", 1),
    ]  # fmt: skip


def test_a_survey_is_tallied_with_its_base_and_written_answers_stay(doc: Document) -> None:
    survey = edits.add(doc, "survey", {"title": "Autumn", "opens": "2023-10-01", "closes": "2023-11-01"})
    one = edits.add(doc, "question", {"survey": survey, "wording": "Feel safe?", "kind": "one", "options": "Yes\nNo"})
    free = edits.add(doc, "question", {"survey": survey, "wording": "Anything?", "kind": "text", "position": 1})
    for at in range(4):
        answers = pack({key(one): "Yes" if at else "With Bo"})
        response = edits.add(doc, "response", {"survey": survey, "answers": answers})
        edits.add(doc, "comment", {"survey": survey, "response": response, "question": free, "words": f"My words {at}"})
    rows = table(returns.quarter_data(doc, Q3), "surveys")
    said = [(line["answer"], line["number"], line["base"], line["share"]) for line in rows]
    assert said == [
        ("Yes", 3, 4, 75), ("No", 0, 4, 0), ("Another answer", 1, 4, 25),
        ("Written answers (kept in the ward)", 4, 4, None),
    ]  # fmt: skip


def test_what_is_for_this_ward_only_is_in_no_sheet(doc: Document) -> None:
    fill(doc)
    secret = an_action(doc, title="Secret plan", sharing="ward")
    edits.add(doc, "progress_note", {"action": secret, "noted_on": "2023-12-01", "words": "Secret note"})
    edits.add(doc, "milestone", {"action": secret, "title": "Secret milestone", "due": "2024-05-01"})
    edits.add(doc, "funding", {"source": "Secret fund", "action": secret})
    edits.add(doc, "event", {"title": "Secret visit", "start": "2023-12-02", "status": "held", "sharing": "ward"})
    edits.add(doc, "feedback", {"words": "Secret words", "heard_on": "2023-12-02", "sharing": "ward"})
    edits.add(doc, "activity_count", {"name": "Secret count", "unit": "x", "sharing": "ward"})
    edits.add(doc, "risk", {"title": "Secret risk", "sharing": "ward"})
    edits.add(doc, "risk", {"title": "Secret risk of a secret action", "action": secret})
    edits.add(doc, "survey", {"title": "Secret survey", "opens": "2023-12-02", "sharing": "ward"})
    priority = edits.add(doc, "priority", {"title": "Secret priority", "sharing": "ward"})
    edits.add(doc, "feedback", {"words": "Open words", "heard_on": "2023-12-02", "priority": priority})
    edits.add(doc, "feedback", {"words": "Words with a secret action", "heard_on": "2023-12-02", "action": secret})
    data = returns.quarter_data(doc, Q3)
    assert row(data, "feedback", said="Words with a secret action")["status"] == "Heard"
    printed = repr(data)
    assert "Open words" in printed
    assert "Secret" not in printed


def test_nothing_personal_leaves_even_in_a_draft(doc: Document) -> None:
    made = fill(doc)
    edits.edit(doc, "feedback", made["feedback"], {"words": "Ring me on 07700 900123"})
    returns.edit(doc, made["return"], {"challenges": "Ask mary.smith@example.com"})
    printed = repr(returns.quarter_data(doc, Q3))
    assert "900123" not in printed
    assert "mary.smith" not in printed
    assert "[removed: phone number]" in printed
    assert "HP5 1EG" in printed
    with pytest.raises(KnownError, match="phone number"):
        returns.sign(doc, made["return"], "Chair", TODAY)


def test_a_return_is_not_signed_while_there_are_errors(doc: Document) -> None:
    made = fill(doc)
    edits.edit(doc, "action", made["action"], {"due": "2023-01-01"})
    with pytest.raises(KnownError, match="CHE-01 is due before it starts"):
        returns.sign(doc, made["return"], "Chair", TODAY)


def test_a_return_is_signed_by_somebody_and_not_in_the_future(doc: Document) -> None:
    made = fill(doc)
    with pytest.raises(KnownError, match="Give a role"):
        returns.sign(doc, made["return"], " ", TODAY)
    with pytest.raises(KnownError, match="still to come"):
        returns.sign(doc, made["return"], "Chair", date(2024, 1, 6))


def test_a_signed_return_stands_whatever_changes_afterwards(doc: Document) -> None:
    made = fill(doc)
    returns.sign(doc, made["return"], "Chair", TODAY)
    signed = returns.quarter_data(doc, Q3)
    edits.edit(doc, "action", made["action"], {"title": "Something else"})
    assert returns.quarter_data(doc, Q3) == signed
    with pytest.raises(KnownError, match="signed"):
        returns.edit(doc, made["return"], {"progress": "Other"})
    returns.unsign(doc, made["return"], "A figure was late")
    assert table(returns.quarter_data(doc, Q3), "action_plan")[0]["action"] == "Something else"


def test_a_return_that_is_not_signed_is_not_sent(doc: Document) -> None:
    made = fill(doc)
    with pytest.raises(KnownError, match="not signed yet"):
        returns.mark_sent(doc, made["return"], TODAY)


def sent(doc: Document) -> dict[str, str]:
    made = fill(doc)
    returns.sign(doc, made["return"], "Chair", TODAY)
    returns.mark_sent(doc, made["return"], TODAY)
    return made


def test_a_sent_return_never_changes(doc: Document, tmp_path: Path) -> None:
    made = sent(doc)
    for change in (
        lambda: returns.edit(doc, made["return"], {"progress": "Other"}),
        lambda: returns.sign(doc, made["return"], "Chair", TODAY),
        lambda: returns.unsign(doc, made["return"], "A figure was late"),
        lambda: returns.mark_sent(doc, made["return"], TODAY),
    ):
        with pytest.raises(KnownError, match="exactly as it left"):
            change()
    edits.edit(doc, "action", made["action"], {"title": "Something else"})
    kept = doc.store.get("quarterly_return", made["return"])
    assert kept is not None
    assert returns.export(doc, Q3, tmp_path / "again.xlsx").read_bytes() == kept["workbook"]


def test_a_new_version_says_what_changed_and_marks_revised_figures(doc: Document) -> None:
    made = sent(doc)
    edits.edit(doc, "action", made["action"], {"progress": 80})
    figures.set_figure(doc, made["count"], "2023-10", "7", note="Two came in late")
    second = returns.new_version(doc, Q3)
    assert returns.ensure_return(doc, Q3) == second
    data = returns.quarter_data(doc, Q3)
    assert data.header.version == 2
    count = row(data, "activity_counts", count="Fire-safety visits")
    assert (count["month_1"], count["month_1_mark"], count["month_2_mark"]) == (7, "[r]", None)
    assert count["quarter_mark"] == "[r]"
    noted = [str(one["note"]) for one in table(data, "notes") if one["kind"] == "Change"]
    assert any("Progress per cent was 60, now 80." in one for one in noted)
    assert "Oct 2023 was 5 in the return sent and is 7 now." in noted
    assert row(data, "notes", kind="Mark")["subject"] == "[r]" or row(data, "notes", subject="[r]")
    since = changes_since(doc, Q3)
    assert since is not None
    assert since[0] == Q3
    assert returns.quarter_data(doc, Q3, version=1).header.version == 1


def test_changes_since_last_quarter_start_from_what_was_sent(doc: Document) -> None:
    sent(doc)
    assert changes_since(doc, Q3) is None
    later = changes_since(doc, Q3.next)
    assert later is not None
    assert later[0] == Q3
    assert any(one.ref == "CHE-E01" and one.what.startswith("No longer there") for one in later[1])


def test_the_summary_takes_last_quarter_from_the_return_sent(doc: Document) -> None:
    sent(doc)
    data = returns.quarter_data(doc, Q3.next)
    assert row(data, "summary", code="residents_engaged")["last_quarter"] == 52
    assert row(data, "summary", code="counts_on_target")["last_quarter"] == 1


def test_made_up_records_are_counted_in_the_notice(doc: Document) -> None:
    fill(doc)
    an_action(doc, title="Made up", illustrative=1)
    data = returns.quarter_data(doc, Q3)
    assert data.header.illustrative_notice == "1 record in this return is illustrative: made up to show how it works."
    assert "CHE-02" in str(row(data, "notes", subject="Illustrative records")["note"])


def test_definitions_stand_in_the_notes(doc: Document) -> None:
    fill(doc)
    data = returns.quarter_data(doc, Q3)
    assert row(data, "notes", note="Visits booked.")["kind"] == "Definition"
    assert "Green: within its tolerance" in str(row(data, "notes", subject="Rating of an activity count")["note"])


def test_every_rule_has_its_result_in_the_checks(doc: Document) -> None:
    made = fill(doc)
    edits.edit(doc, "action", made["action"], {"rating": "red"})
    rows = table(returns.quarter_data(doc, Q3), "checks")
    assert row(returns.quarter_data(doc, Q3), "checks", code="overspent")["result"] == "Passed"
    red = next(one for one in rows if one["code"] == "no_explanation")
    assert (red["result"], red["found"], red["record"]) == ("Error", 1, "CHE-01")


def test_the_status_bar_says_what_is_due_and_what_stands_in_its_way(doc: Document) -> None:
    assert returns.due_words(doc, date(2023, 12, 24)) == "Q3 2023-24 return due 15 Jan 2024"
    assert returns.due_words(doc, date(2023, 12, 25)).startswith("Q3 2023-24 return due 15 Jan 2024 · ")
    made = fill(doc)
    assert returns.due_words(doc, TODAY) == "Q3 2023-24 return due 15 Jan 2024 · ready to sign"
    edits.edit(doc, "funding", made["funding"], {"spent": 999999})
    assert returns.due_words(doc, TODAY) == "Q3 2023-24 return due 15 Jan 2024 · 1 thing to fix, about 1 minute"
    assert returns.due_words(doc, date(2024, 1, 20)).startswith("Q3 2023-24 return was due 15 Jan 2024")


def test_once_sent_the_next_return_is_due(doc: Document) -> None:
    sent(doc)
    assert returns.due_words(doc, TODAY).startswith("Q4 2023-24 return due 15 Apr 2024")


def test_the_file_name_is_short_and_plain(doc: Document, tmp_path: Path) -> None:
    assert returns.default_file_name(doc, Q3) == "chesham-return-2023-24-q3.xlsx"
    new = wards.NewWard(frameworks.load("opportunity_bucks"), "Dŵr & " + "Very " * 20 + "Long", prefix="DWR")
    other = Document.create(tmp_path / "long.ward", wards.start(new))
    name = returns.default_file_name(other, Q3)
    other.close()
    assert len(name) <= 60
    assert name.startswith("dwr-very-")


def test_a_draft_and_a_correction_say_so_in_their_file_names(doc: Document) -> None:
    def name(version: int, status: str) -> str:
        return returns.default_file_name(doc, Q3, {"version": version, "status": status})

    assert name(1, "draft") == "chesham-return-2023-24-q3-draft.xlsx"
    assert name(1, "signed") == name(1, "sent") == "chesham-return-2023-24-q3.xlsx"
    assert name(2, "draft") == "chesham-return-2023-24-q3-v2-draft.xlsx"
    assert name(2, "sent") == "chesham-return-2023-24-q3-v2.xlsx"


def test_a_draft_is_begun_once(doc: Document) -> None:
    one = returns.ensure_return(doc, Q3)
    assert returns.ensure_return(doc, Q3) == one
    assert doc.undo_label == "Begin the Q3 2023-24 return"
    with pytest.raises(KnownError, match="not been sent"):
        returns.new_version(doc, Q3)

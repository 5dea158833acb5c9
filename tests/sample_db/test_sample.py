"""The sample ward: the built document is its sources, its facts name their paragraph, and its traps are there."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from sample_db import CHESHAM, CHESHAM_SOURCES, NOW
from sample_db.build import build, main
from sample_db.sending import send
from sample_db.sources import STORING_ORDER, Sources, read
from tests.sample_db.contents import everything
from ward_desk.core.choices import RESIDENT_GROUPS
from ward_desk.core.privacy import scan
from ward_desk.core.records import RECORDS, Row
from ward_desk.core.surveys.answers import key, listed, unpack
from ward_desk.service import frameworks
from ward_desk.service.document import Document
from ward_desk.service.wards import NewWard, start
from ward_desk.store import computed
from ward_desk.store.changelog import changes


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "chesham.ward"
    build(path)
    return path


@pytest.fixture(scope="module")
def sources() -> Sources:
    sources = read(CHESHAM_SOURCES)
    send(sources)
    return sources


@pytest.fixture(scope="module")
def rows(sources: Sources) -> dict[str, list[Row]]:
    """Every row of the sources, by table."""
    return {table: [entry.values for entry in sources.entries if entry.table == table] for table in STORING_ORDER}


def row_of(sources: Sources, table: str, key: str) -> Row:
    wanted = sources.id(table, key)
    return next(entry.values for entry in sources.entries if entry.values["id"] == wanted)


def test_the_committed_document_holds_exactly_its_sources(built: Path) -> None:
    fresh, committed = everything(built), everything(CHESHAM)
    for table in fresh:
        assert committed.get(table) == fresh[table], f"{table}: run python3 packaging/dev.py sample"
    assert committed.keys() == fresh.keys()


def test_two_builds_hold_the_same_rows(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    again = tmp_path / "again.ward"
    main([str(again)])
    assert str(again) in capsys.readouterr().out
    assert everything(again) == everything(built)


def test_two_builds_hold_the_same_bytes_of_what_was_sent(built: Path, tmp_path: Path) -> None:
    with closing(Document.open(built, read_only=True)) as doc:
        kept = [row["workbook"] for row in doc.store.rows("quarterly_return", status="sent")]
    assert [sent.workbook for sent in build(tmp_path / "again.ward")] == kept


def test_history_tells_what_is_kept_once(built: Path, sources: Sources) -> None:
    with closing(Document.open(built, read_only=True)) as doc:
        first = doc.store.query("SELECT id FROM operation ORDER BY seq")[0]
        told = {change.row_id: change.new for change in changes(doc.store.connection, str(first["id"]))}
        (sent,) = doc.store.rows("quarterly_return", status="sent")
        (answer,) = doc.store.rows("response", id=sources.id("response", "spring/1"))
    assert told[str(answer["id"])] == answer
    assert told[str(sent["id"])] == sent


def test_every_row_of_the_sources_is_in_the_document(built: Path, sources: Sources) -> None:
    found = everything(built)
    wanted = Counter(entry.table for entry in sources.entries)
    wanted.update(link.pair for link in sources.links)
    assert {table: len(found[table]) for table in RECORDS} == {table: wanted[table] for table in RECORDS}


def test_the_document_opens_and_its_latest_operation_can_be_undone_but_not_its_start(built: Path) -> None:
    doc = Document.open(built, read_only=True, clock=lambda: NOW)
    try:
        assert str(doc.partnership["notice"]).startswith("Sample ward, as on 18 December 2023.")
        states = [row["state"] for row in doc.store.query("SELECT state FROM operation ORDER BY seq")]
        assert states == ["kept", "done", "done", "done"]
    finally:
        doc.close()


def test_no_operation_is_older_than_what_it_wrote(sources: Sources) -> None:
    for step in sources.steps:
        for entry in sources.of_step(step.key):
            for name in ("noted_on", "done_on", "heard_on", "told_on", "answered_on"):
                written = str(entry.values.get(name) or "")
                assert written <= step.at.date().isoformat(), (entry.table, written)


def test_it_starts_with_what_any_new_ward_of_the_programme_starts_with(
    tmp_path: Path, rows: dict[str, list[Row]]
) -> None:
    framework = frameworks.load("opportunity_bucks")
    doc = Document.create(tmp_path / "new.ward", start(NewWard(framework, "Chesham", "Chesham")))
    try:
        for name in ("council", "programme", "framework", "prefix", "year_start_month", "small_number"):
            assert doc.partnership[name] == rows["partnership"][0][name]
        for table, names in (
            ("theme", ("code", "label", "short_label", "earlier_labels", "position")),
            ("activity_count", ("name", "definition", "unit", "kind", "level", "nature", "better", "position")),
        ):
            new = [[row[name] for name in names] for row in doc.store.rows(table)]
            sample = [[row.get(name) for name in names] for row in rows[table]]
            assert sample[: len(new)] == new
    finally:
        doc.close()


# --- What is real and what is made up


def test_a_fact_has_evidence_that_names_its_paragraph(rows: dict[str, list[Row]]) -> None:
    papers = [row for row in rows["evidence"] if row["holder"] == "Buckinghamshire Council"]
    proved = {row["record_id"]: str(row["place"]) for row in papers}
    facts = [row for table in rows for row in rows[table] if row.get("illustrative") == 0]
    assert len(facts) > 30
    for row in facts:
        assert re.search(r"paragraph B \d+(\.\d+)+$", proved[row["id"]]), row


def test_every_paragraph_about_chesham_is_an_action(rows: dict[str, list[Row]]) -> None:
    actions = {row["id"] for row in rows["action"]}
    papers = [row for row in rows["evidence"] if row["holder"] == "Buckinghamshire Council"]
    named = {str(row["place"]).rpartition(" ")[2] for row in papers if row["record_id"] in actions}
    assert named == {f"8.1.{n}" for n in range(1, 9)} | {f"8.2.{n}" for n in range(1, 6)}


def test_what_may_be_made_up_says_so_unless_it_is_a_fact(rows: dict[str, list[Row]]) -> None:
    for table, record in RECORDS.items():
        if "illustrative" in {field.name for field in record.fields}:
            assert all(row["illustrative"] in (0, 1) for row in rows[table]), table


def test_the_stated_numbers_keep_their_precision(sources: Sources) -> None:
    fair = row_of(sources, "attendance", "fair/1")
    assert (fair["number"], fair["precision"], fair["illustrative"]) == (400, "at_least", 0)
    assert row_of(sources, "attendance", "fair/2")["number"] == 25
    breakfast = row_of(sources, "figure", "breakfast_places/2023-11/")
    assert (breakfast["value"], breakfast["precision"]) == (50, "about")


def test_a_stated_total_split_by_month_is_illustrative_and_adds_up(sources: Sources) -> None:
    months = [
        row_of(sources, "figure", f"homes_visited/{key}")
        for key in ("2023-08/door_knock", "2023-09/door_knock_september")
    ]
    assert sum(float(str(row["value"])) for row in months) == 750
    assert all(row["illustrative"] == 1 for row in months)


def test_programme_money_is_not_given_to_chesham(rows: dict[str, list[Row]]) -> None:
    for row in rows["funding"]:
        if row["illustrative"] == 0:
            assert row.get("allocated") is None
            assert row.get("spent") is None


def test_no_one_is_named_and_nothing_personal_is_kept_but_the_one_that_shows_the_check(
    rows: dict[str, list[Row]],
) -> None:
    found = []
    for table in rows:
        for row in rows[table]:
            for field in RECORDS[table].fields:
                value = row.get(field.name)
                if field.kind in ("text", "long") and isinstance(value, str) and field.name != "work_email":
                    found += [(table, hit.text) for hit in scan(value)]
    # A number set aside for drama, which nobody has.
    assert found == [("feedback", "01632 960 147")]


# --- The sample agrees with itself


def test_residents_engaged_is_what_the_events_say(rows: dict[str, list[Row]], sources: Sources, built: Path) -> None:
    month_of = {row["id"]: str(row["start"])[:7] for row in rows["event"] if row["status"] == "held"}
    came: Counter[str] = Counter()
    for row in rows["attendance"]:
        if row["grouping"] in RESIDENT_GROUPS and row["event"] in month_of:
            came[month_of[row["event"]]] += int(str(row["number"]))
    engaged = sources.id("activity_count", "residents_engaged")
    typed = {row["period"] for row in rows["figure"] if row["activity_count"] == engaged}
    assert max(map(str, typed)) < min(came)  # from before events were recorded
    with closing(Document.open(built, read_only=True)) as doc:
        count = doc.store.get("activity_count", engaged)
        assert count is not None
        figures = computed.figures(doc.store, count, "2022-01", "2024-12", NOW.date())
    assert {row["period"]: row["value"] for row in figures if row["value"]} == came


def test_the_answers_add_up_to_their_tally(rows: dict[str, list[Row]], sources: Sources) -> None:
    source = tomllib.loads((CHESHAM_SOURCES / "5-surveys.toml").read_text(encoding="utf-8"))
    for survey in source["survey"]:
        for question in survey["question"]:
            asked = sources.id("question", question["key"])
            if question["kind"] == "text":
                given = Counter(row["words"] for row in rows["comment"] if row["question"] == asked)
            else:
                answers = (unpack(row["answers"]).get(key(asked)) for row in rows["response"])
                given = Counter(value for answer in answers for value in listed(answer))
            assert given == dict(question["tally"])
        of_survey = sources.id("survey", survey["key"])
        assert sum(row["survey"] == of_survey for row in rows["response"]) == survey["responses"]


def test_survey_figures_are_the_surveys_own(sources: Sources) -> None:
    source = tomllib.loads((CHESHAM_SOURCES / "5-surveys.toml").read_text(encoding="utf-8"))
    tallies = {
        question["key"]: dict(question["tally"]) for survey in source["survey"] for question in survey["question"]
    }
    for season, quarter in (("spring", "2023-24-Q1"), ("autumn", "2023-24-Q3")):
        satisfied = tallies[f"{season}_satisfied"]
        rate = row_of(sources, "figure", f"satisfied_area/{quarter}/")
        assert rate["numerator"] == satisfied["Very satisfied"] + satisfied["Fairly satisfied"]
        assert rate["denominator"] == sum(satisfied.values())
        life = tallies[f"{season}_life"]
        mean = row_of(sources, "figure", f"life_satisfaction/{quarter}/")
        answered = sum(life.values())
        assert mean["denominator"] == answered
        assert mean["value"] == pytest.approx(sum(int(a) * n for a, n in life.items()) / answered, abs=0.005)


def test_at_least_one_thread_runs_whole_from_words_to_telling_back(sources: Sources) -> None:
    food = row_of(sources, "feedback", "food_dear")
    course = row_of(sources, "action", "cookery")
    assert food["action"] == course["id"]
    assert food["priority"] == course["priority"]
    assert food["told_on"]
    session = row_of(sources, "event", "cookery_13")
    assert session["action"] == course["id"]
    fed = row_of(sources, "figure", "cookery_sessions/2023-11/cookery_13")
    assert fed["event"] == session["id"]


# --- What a check has to find


def test_a_promise_whose_date_has_passed_is_still_not_started(sources: Sources) -> None:
    grant = row_of(sources, "action", "home_upgrade")
    assert grant["status"] == "not_started"
    assert str(grant["start"]) < NOW.date().isoformat()


def test_a_red_action_has_no_explanation(sources: Sources) -> None:
    signs = row_of(sources, "action", "smoke_free")
    assert (signs["rating"], signs["rating_reason"], signs["delay_cause"]) == ("red", "", "")


def test_five_open_actions_have_no_note_this_quarter(rows: dict[str, list[Row]]) -> None:
    noted = {row["action"] for row in rows["progress_note"] if str(row["noted_on"]) >= "2023-10-01"}
    silent = [
        row["title"]
        for row in rows["action"]
        if row["status"] in ("not_started", "in_progress", "on_hold") and row["id"] not in noted
    ]
    assert len(silent) == 5, silent


def test_there_is_a_past_event_still_planned_and_one_held_with_nobody_counted(rows: dict[str, list[Row]]) -> None:
    today = NOW.date().isoformat()
    assert any(row["status"] == "planned" and str(row["start"])[:10] < today for row in rows["event"])
    counted = {row["event"] for row in rows["attendance"]}
    assert [row["title"] for row in rows["event"] if row["status"] == "held" and row["id"] not in counted] == [
        "Community Day of Action"
    ]


def test_some_totals_of_people_are_small_enough_to_be_hidden_and_one_is_a_true_zero(
    rows: dict[str, list[Row]],
) -> None:
    numbers = [int(str(row["number"])) for row in rows["equality_total"]]
    assert any(1 <= number <= 4 for number in numbers)
    assert 0 in numbers

"""The public version of a return: what is public, and nothing that hangs on anything else."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.exchange.return_samples import as_of
from ward_desk.core.changes import Op
from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.core.pre_election import PreElection
from ward_desk.core.records import Row, Value
from ward_desk.exchange.returns.return_data import ReturnData, canonical_json
from ward_desk.exchange.returns.return_schema import validate
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.returns.making import return_making
from ward_desk.service.returns.public import public_return, public_rows
from ward_desk.service.surveys.told import you_said
from ward_desk.store.rows import Store

Q3 = Quarter(2023, 3)
MARKED = ("action", "event", "activity_count", "feedback", "survey", "funding", "risk", "priority")


def share(doc: Document, table: str, sharing: str, **equals: Value) -> None:
    def write(store: Store) -> None:
        for row in store.rows(table, **equals):
            store.update(table, str(row["id"]), {"sharing": sharing})

    doc.run(Op("test", "Share"), write)


def all_public(doc: Document) -> None:
    for table in MARKED:
        share(doc, table, "public")


def refs(data: ReturnData, table: str) -> set[object]:
    return {row["ref"] for row in data.tables[table]}


def words(data: ReturnData) -> str:
    return canonical_json(data).decode()


def first(doc: Document, table: str, **equals: Value) -> Row:
    return doc.store.rows(table, **equals)[0]


def send(doc: Document, quarter: Quarter = Q3, status: str = "sent", version: str = "1.2") -> ReturnData:
    """Keep a quarter's return as it stands as if it had been signed, or sent."""
    own = returns.ensure_return(doc, quarter)
    data = return_making.made(doc, quarter, doc.store.get("quarterly_return", own))
    data = as_of(version, replace(data, header=replace(data.header, status=status)))
    values: Row = {"status": status, "snapshot": canonical_json(data)}
    doc.run(Op("test", "Send"), lambda store: store.update("quarterly_return", own, values))
    return data


def test_nothing_is_public_unless_it_is_marked_so(ward: Document) -> None:
    data = public_return.public_data(ward, Q3)
    assert validate(data) == []
    for table in ("action_plan", "events", "activity_counts", "feedback", "surveys", "funding", "risks", "checks"):
        assert data.tables[table] == []
    assert [row["this_quarter"] for row in data.tables["summary"]][:12] == [0] * 12


def test_what_is_public_is_there_as_in_the_return(ward: Document) -> None:
    all_public(ward)
    whole, data = returns.quarter_data(ward, Q3), public_return.public_data(ward, Q3)
    assert validate(data) == []
    for table in ("action_plan", "horizon", "events", "feedback", "surveys", "who_answered", "funding", "risks"):
        assert data.tables[table] == whole.tables[table]
    assert data.tables["checks"] == []
    same = ("events_held", "residents_engaged", "feedback_heard", "feedback_answered", "actions_open",
            "counts_with_target", "counts_on_target", "actions_green", "actions_complete")  # fmt: skip
    numbers = {row["code"]: row["this_quarter"] for row in whole.tables["summary"]}
    assert {row["code"]: row["this_quarter"] for row in data.tables["summary"] if row["code"] in same} == {
        code: numbers[code] for code in same
    }


@pytest.mark.parametrize("seed", range(6))
def test_nothing_of_a_record_that_is_not_public_gets_out(ward: Document, seed: int) -> None:
    """Every text of every record has a word of its own in it; those of records that are not public must be nowhere."""
    dice = random.Random(seed)
    secret: list[str] = []

    def write(store: Store) -> None:
        public: set[object] = set()
        for table, name in (
            ("action", "title"),
            ("event", "title"),
            ("activity_count", "name"),
            ("survey", "title"),
            ("feedback", "words"),
            ("funding", "purpose"),
            ("risk", "title"),
            ("priority", "title"),
        ):
            for row in store.rows(table):
                own, sharing = str(row["id"]), dice.choice(("ward", "programme", "public"))
                mark = f"Xq{own.replace('-', '')}"
                values: Row = {name: mark, "sharing": sharing}
                values |= {"definition": mark, "target": 5} if table == "activity_count" else {}
                values |= {"rating_reason": mark} if table == "action" else {}
                values |= {"cancel_reason": mark, "venue": mark} if table == "event" else {}
                store.update(table, own, values)
                if sharing == "public":
                    public.add(row["id"])
                else:
                    secret.append(mark)
        for table, link, name in (
            ("progress_note", "action", "words"),
            ("milestone", "action", "title"),
            ("question", "survey", "wording"),
            ("figure", "activity_count", "note"),
        ):
            for row in store.rows(table):
                mark = f"Xq{str(row['id']).replace('-', '')}"
                store.update(table, str(row["id"]), {name: mark})
                if row[link] not in public or table == "figure":  # notes on figures are the programme's
                    secret.append(mark)
        counts = store.rows("activity_count")
        for row in counts:
            store.update("activity_count", str(row["id"]), {"leads_to": dice.choice(counts)["id"]})

    ward.run(Op("test", "Mark every word"), write)
    returns.ensure_return(ward, Q3)
    for status in ("draft", "sent"):
        if status == "sent":
            send(ward)
        said = words(public_return.public_data(ward, Q3))
        assert [mark for mark in secret if mark in said] == []
        assert "Xq" in said or not any(ward.store.rows(table, sharing="public") for table in MARKED[:4])


def test_money_and_risks_of_an_action_that_is_not_public_are_not_either(ward: Document) -> None:
    all_public(ward)
    funded = first(ward, "funding")
    assert funded["ref"] in refs(public_return.public_data(ward, Q3), "funding")
    share(ward, "action", "programme", id=funded["action"])
    data = public_return.public_data(ward, Q3)
    assert data.tables["funding"] == []
    assert data.tables["risks"] == []


def test_money_that_was_an_actions_when_it_was_sent_stays_with_it(ward: Document) -> None:
    all_public(ward)
    funded = first(ward, "funding")
    send(ward)
    assert funded["ref"] in refs(public_return.public_data(ward, Q3), "funding")
    other = next(row for row in ward.store.rows("action") if row["id"] != funded["action"])
    share(ward, "action", "programme", id=funded["action"])
    edits.edit(ward, "funding", str(funded["id"]), {"action": other["id"]})
    assert public_return.public_data(ward, Q3).tables["funding"] == []


def test_only_the_marks_that_are_used_are_explained(ward: Document) -> None:
    assert [row for row in public_return.public_data(ward, Q3).tables["notes"] if row["kind"] == "Mark"] == []


def test_feedback_keeps_still_about_an_action_and_a_priority_that_are_not_public(ward: Document) -> None:
    all_public(ward)
    action, priority = first(ward, "action"), first(ward, "priority")
    own = edits.add(ward, "feedback", {
        "words": "Too dark", "heard_on": "2023-11-11", "action": action["id"], "priority": priority["id"],
        "sharing": "public",
    })  # fmt: skip
    ref = (ward.store.get("feedback", own) or {})["ref"]

    def shown() -> tuple[object, object]:
        rows = public_return.public_data(ward, Q3).tables["feedback"]
        row = next(one for one in rows if one["ref"] == ref)
        return row["status"], row["priority"]

    assert shown() == ("Has an action", priority["title"])
    share(ward, "action", "programme")
    share(ward, "priority", "programme")
    assert shown() == ("Heard", None)


def test_what_was_done_at_an_event_names_public_counts_only(ward: Document) -> None:
    all_public(ward)
    event = first(ward, "event", status="held")
    for name, sharing in (("Smoke alarms", "public"), ("Smoke alarms: hidden", "programme"), ("Quiet", "programme")):
        count = edits.add(ward, "activity_count", {"name": name, "unit": "x", "sharing": sharing})
        edits.add(ward, "figure", {
            "activity_count": count, "period": str(event["start"])[:7], "value": 7.0, "event": event["id"],
        })  # fmt: skip
    rows = public_return.public_data(ward, Q3).tables["events"]
    done = str(next(row for row in rows if row["ref"] == event["ref"])["done"])
    assert "Smoke alarms: 7" in done
    assert "hidden" not in done
    assert "Quiet" not in done


def test_the_summary_counts_only_what_is_public(ward: Document) -> None:
    all_public(ward)

    def numbers() -> dict[object, object]:
        return {row["code"]: row["this_quarter"] for row in public_return.public_data(ward, Q3).tables["summary"]}

    before = numbers()
    held = [row for row in ward.store.rows("event", status="held") if str(row["start"]) >= "2023-10"]
    share(ward, "event", "programme", id=held[0]["id"])
    after = numbers()
    assert after["events_held"] == before["events_held"] - 1  # type: ignore[operator]
    notes = public_return.public_data(ward, Q3).tables["notes"]
    assert any("nothing else" in str(row["note"]) for row in notes if row["subject"] == "Public version")


def test_last_quarter_is_what_was_public_of_the_return_sent_for_it(ward: Document) -> None:
    all_public(ward)
    code = "actions_open"

    def last() -> object:
        rows = public_return.public_data(ward, Q3).tables["summary"]
        return next(row["last_quarter"] for row in rows if row["code"] == code)

    assert last() is None
    kept = send(ward, Q3.previous)
    number = sum(1 for row in kept.tables["action_plan"] if row["status"] in ("Not started", "In progress", "On hold"))
    assert last() == number
    share(ward, "action", "programme", id=first(ward, "action", status="in_progress")["id"])
    assert last() == number - 1


@pytest.mark.parametrize(("status", "version"), [("signed", "1.2"), ("sent", "1.2"), ("sent", "1.0")])
def test_of_a_return_that_left_it_says_nothing_newer(ward: Document, status: str, version: str) -> None:
    all_public(ward)
    sent = send(ward, status=status, version=version)
    action = first(ward, "action")
    edits.edit(ward, "action", str(action["id"]), {"title": "Renamed since"})
    edits.add(ward, "event", {"title": "Newer fair", "start": "2023-12-01", "status": "held", "sharing": "public"})
    data = public_return.public_data(ward, Q3)
    assert validate(data) == []
    assert (data.header.status, data.header.audience, data.header.schema_version) == (status, "public", "1.2")
    assert "Newer fair" not in words(data)
    assert "Renamed since" not in words(data)
    assert refs(data, "action_plan") == refs(sent, "action_plan")
    share(ward, "action", "programme", id=action["id"])  # what is public no longer goes
    assert refs(public_return.public_data(ward, Q3), "action_plan") == refs(sent, "action_plan") - {action["ref"]}
    edits.remove(ward, "feedback", str(first(ward, "feedback", heard_on="2023-10-14")["id"]))
    assert len(public_return.public_data(ward, Q3).tables["feedback"]) == len(sent.tables["feedback"]) - 1


def test_the_words_go_only_when_somebody_said_they_may(ward: Document) -> None:
    assert "The homework club opened." not in words(public_return.public_data(ward, Q3))
    public_return.let_words_be_public(ward, Q3, on=True)
    assert "The homework club opened." in words(public_return.public_data(ward, Q3))
    assert not public_return.words_may_be_public(ward, Q3.next)
    public_return.let_words_be_public(ward, Q3, on=False)
    assert "The homework club opened." not in words(public_return.public_data(ward, Q3))


def test_contact_statement_and_signatures_taken_back_are_not_for_the_public(ward: Document) -> None:
    sent = send(ward)
    header = replace(
        sent.header, contact="desk@council.example", statement="I agree", taken_back="Because", status="sent"
    )
    content = canonical_json(replace(sent, header=header))
    own = str(first(ward, "quarterly_return", period=Q3.key)["id"])
    ward.run(Op("test", "x"), lambda store: store.update("quarterly_return", own, {"snapshot": content}))
    given = public_return.public_data(ward, Q3).header
    assert (given.contact, given.statement, given.taken_back, given.next_due) == ("", "", "", "")


def test_the_number_of_made_up_records_is_not_told_of_those_left_out(ward: Document) -> None:
    edits.edit(ward, "risk", str(first(ward, "risk")["id"]), {"illustrative": 1})
    said = words(public_return.public_data(ward, Q3))
    assert "1 record" not in said
    assert "Some of what the return was made of is illustrative" in said


def test_in_the_pre_election_period_nobody_is_quoted_and_no_councillor_named(ward: Document) -> None:
    all_public(ward)
    own = returns.ensure_return(ward, Q3)
    returns.edit(ward, own, {"progress": "The club opened. Councillor support was vital.", "prepared_role": "Mayor"})
    public_return.let_words_be_public(ward, Q3, on=True)
    action = str(first(ward, "action")["id"])
    edits.add(ward, "progress_note", {
        "action": action, "noted_on": "2023-11-12", "words": "Ten came. One said “it changed my life”.",
    })  # fmt: skip
    heard = [str(row["words"]) for row in ward.store.rows("feedback") if str(row["heard_on"]) >= "2023-10"]
    assert "it changed my life" in words(public_return.public_data(ward, Q3))
    you_said.set_pre_election(ward, PreElection(True, date(2023, 12, 1), date(2024, 1, 10)))
    data = public_return.public_data(ward, Q3)
    said = words(data)
    assert validate(data) == []
    assert "changed my life" not in said
    assert "Ten came." in said
    assert "support was vital" not in said
    assert "The club opened." in said
    assert data.header.prepared_role == ""
    assert not any(one in said for one in heard)
    assert len(data.tables["feedback"]) == len(returns.quarter_data(ward, Q3).tables["feedback"])
    assert data.header.illustrative_notice.startswith("Made in the pre-election period")
    assert any(row["subject"] == "Pre-election period" for row in data.tables["notes"])
    assert "pre-election" not in words(returns.quarter_data(ward, Q3))  # the programme's own return is as ever


def test_it_says_whether_a_pre_election_period_is_set_and_where(ward: Document) -> None:
    assert public_return.pre_election_words(ward).startswith("No pre-election period is set, so nothing is left out")
    you_said.set_pre_election(ward, PreElection(True, date(2024, 3, 26), date(2024, 5, 2)))
    told = public_return.pre_election_words(ward)
    assert told.startswith("Today is not in the pre-election period that is set")
    assert told.endswith("Its dates are given on the page Feedback, beside the poster.")
    you_said.set_pre_election(ward, PreElection(True, date(2023, 12, 1), date(2024, 5, 2)))
    assert public_return.pre_election_words(ward) == public_rows.PRE_ELECTION


def test_a_draft_is_refused_when_it_would_say_who_somebody_is(ward: Document, tmp_path: Path) -> None:
    risk = first(ward, "risk")
    edits.edit(ward, "risk", str(risk["id"]), {"mitigation": "Ring Mrs Brown on 07700 900123"})
    path = tmp_path / "public.xlsx"
    assert public_return.export(ward, Q3, path) == path  # the risk is not in it
    path.unlink()
    all_public(ward)
    with pytest.raises(KnownError, match=f"Risks, {risk['ref']}, Mitigation: name") as refused:
        public_return.export(ward, Q3, path)
    assert "Brown" not in str(refused.value)
    assert not path.exists()


def test_so_is_a_return_that_was_sent_before_anybody_looked(ward: Document) -> None:
    all_public(ward)
    kept = send(ward)
    kept.tables["action_plan"][0]["why"] = "Ring 07700 900123"
    own = str(first(ward, "quarterly_return", period=Q3.key)["id"])
    content = canonical_json(kept)
    ward.run(Op("test", "As an older desk"), lambda store: store.update("quarterly_return", own, {"snapshot": content}))
    with pytest.raises(KnownError, match=r"Action plan, .*, Why: phone number"):
        public_return.public_data(ward, Q3)


def test_it_is_written_and_read_back_and_says_whom_it_is_for(ward: Document, tmp_path: Path) -> None:
    all_public(ward)
    path = public_return.export(ward, Q3, tmp_path / "public.xlsx")
    data = returns.read_back(path)
    assert data == public_return.public_data(ward, Q3)
    assert data.header.audience == "public"
    book = openpyxl.load_workbook(path)
    said = "The actions of the plan that are public, and every recommendation with nothing to report."
    assert book["Action plan"]["A3"].value == said
    assert said in [cell.value for cell in book["Contents"]["C"]]
    whole = openpyxl.load_workbook(returns.export(ward, Q3, tmp_path / "whole.xlsx"))
    assert whole["Action plan"]["A3"].value.startswith("Every action of the plan")
    assert (tmp_path / "csv" / "return.csv") in public_return.export_csv(ward, Q3, tmp_path / "csv")


def test_what_is_left_out_is_counted(ward: Document) -> None:
    whole = returns.quarter_data(ward, Q3).tables
    assert public_return.with_numbers(ward, Q3)[1]["action_plan"] == (0, len(whole["action_plan"]))
    share(ward, "action", "public")
    assert public_return.with_numbers(ward, Q3)[1]["action_plan"] == (len(whole["action_plan"]),) * 2


def test_it_has_a_name_of_its_own() -> None:
    assert public_return.file_name("chesham-return-2023-24-q3.xlsx") == "chesham-public-return-2023-24-q3.xlsx"

"""One cause is one line, with the minutes it takes; what follows from it is not another one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.check_documents import BROKEN, EARLIER, FIGURE, ONE, Rows, a, view
from ward_desk.core import check_groups, checks
from ward_desk.core.check_causes import FOLLOWS
from ward_desk.core.check_groups import WORDS, Group, group, minutes, minutes_words, of_record
from ward_desk.core.checks import CHECKS, Finding
from ward_desk.core.quarter_view import QuarterView, Revised
from ward_desk.core.records import Row
from ward_desk.core.rules import problems


def actions(number: int, **fields: str | int | None) -> list[Row]:
    return [
        a("action", id=f"action-{at}", ref=f"CHE-{at:02}", title=f"Action {at}", **fields)
        for at in range(1, number + 1)
    ]


def seen(number: int = 3, **fields: str | int | None) -> QuarterView:
    return view({"action": actions(number, **fields), "progress_note": [], "milestone": []})


def lines(of: QuarterView) -> list[str]:
    return [one.sentence for one in group(checks.run(of))]


def test_one_cause_is_one_line_that_names_its_records() -> None:
    assert lines(seen()) == ["3 open actions have no note this quarter: CHE-01, CHE-02 and CHE-03."]


def test_a_single_finding_is_told_in_its_own_sentence() -> None:
    assert lines(seen(1)) == ["CHE-01 has no note this quarter. Write what was done, or why not."]


def test_of_very_many_records_the_rest_are_counted() -> None:
    assert lines(seen(12))[0].endswith(": CHE-01, CHE-02, CHE-03, CHE-04, CHE-05 and 7 more.")


def test_six_records_are_all_named() -> None:
    assert lines(seen(6))[0].endswith(": CHE-01, CHE-02, CHE-03, CHE-04, CHE-05 and CHE-06.")


def test_one_check_has_a_line_for_each_thing_it_finds() -> None:
    red, amber = actions(2, rating="red"), actions(2, rating="amber")
    for at, row in enumerate(amber):
        row |= {"id": f"amber-{at}", "ref": f"CHE-1{at}", "title": f"Amber {at}"}
    found = checks.run(view({"action": [*red, *amber]}))
    assert [one.sentence for one in group(found) if one.code == "no_explanation"] == [
        "2 actions are Red without an explanation: CHE-01 and CHE-02.",
        "2 actions are Amber without a reason: CHE-10 and CHE-11.",
    ]


def test_blank_fields_are_grouped_by_their_field() -> None:
    rows = actions(3)
    rows[0]["due"] = rows[1]["due"] = rows[2]["lead"] = None
    assert lines(view({"action": rows, "progress_note": [], "milestone": []}))[:2] == [
        "Due is blank in 2 actions: CHE-01 and CHE-02.",
        "CHE-03: Lead is blank. Fill it in.",
    ]


def test_feedback_is_counted_in_items() -> None:
    rows = [a("feedback", id=f"f{at}", ref=f"CHE-F0{at}", words="Ring 07700 900123") for at in (1, 2)]
    assert lines(view({"feedback": rows})) == [
        "Personal data under “What residents said” in 2 items of feedback: CHE-F01 and CHE-F02."
    ]


def test_several_findings_of_one_record_name_it_once() -> None:
    facts = replace(ONE, figures=(FIGURE, FIGURE._replace(key="2023-11", label="Nov 2023")), earlier=EARLIER)
    assert lines(view(facts=facts)) == ["2 figures are far outside their usual range: CHE-C03."]


def test_a_count_without_any_figure_is_one_line() -> None:
    facts = replace(ONE, missing=(("2023-10", "Oct 2023"), ("2023-11", "Nov 2023"), ("2023-12", "Dec 2023")))
    found = group(checks.run(view(facts=facts)))
    assert [(one.cause, len(one.findings)) for one in found] == [("no figures this quarter", 1)]


def explained(rows: Rows, of: list[Finding]) -> QuarterView:
    said = [
        a("explanation", quarterly_return="quarterly_return-1", code=one.code, record_table=one.table,
          record_id=one.row_id, field=one.field, finding=one.sentence, words="The team was on leave.")
        for one in of
    ]  # fmt: skip
    return view({**rows, "explanation": said})


def test_what_is_explained_comes_last_and_takes_no_minutes() -> None:
    rows: Rows = {"action": actions(3), "progress_note": [], "milestone": [], "risk": []}
    found = checks.run(view(rows))
    notes = [one for one in found if one.code == "no_note"]
    groups = group(checks.run(explained(rows, notes[:2])))
    assert [(one.code, one.explained, len(one.findings), one.minutes) for one in groups] == [
        ("no_note", False, 1, checks.SENTENCE), ("no_risk", False, 1, checks.SENTENCE), ("no_note", True, 2, 0),
    ]  # fmt: skip


def test_errors_come_first_and_each_level_is_in_the_order_of_the_checks() -> None:
    rows: Rows = {"action": actions(2, due="2023-01-01"), "progress_note": [], "milestone": []}
    assert [(one.level, one.code) for one in group(checks.run(view(rows)))] == [
        ("error", "due_before_start"), ("warning", "no_note"),
    ]  # fmt: skip


def test_an_error_can_not_be_explained_and_a_warning_can() -> None:
    rows: Rows = {"funding": [a("funding", spent=5001)], "progress_note": []}
    found = group(checks.run(view(rows)))
    assert [(one.code, one.can_explain) for one in found] == [("overspent", False), ("no_note", True)]


FOLLOWING: list[tuple[str, str, QuarterView]] = [
    ("wrong_kind", "due_before_start", view({"action": [a("action", due="1.3.2024")]})),
    ("due_before_start", "no_delay_cause", view({"action": [a("action", due="2023-05-01")]})),
    ("due_before_start", "not_started", view({"action": [a("action", status="not_started", due="2023-05-01")]})),
    ("due_before_start", "past_planned",
     view({"event": [a("event", status="planned", start="2023-12-13", end="2023-12-12")]})),
    ("wrong_kind", "not_started", view({"action": [a("action", status="not_started", start="1 June")]})),
    ("wrong_kind", "no_delay_cause", view({"action": [a("action", due="1.3.2024", start="")]})),
    ("wrong_kind", "past_planned", view({"event": [a("event", status="planned", start="13 Dec")]})),
    ("open_milestones", "contradiction", view({"action": [a("action", status="complete", progress=60)]})),
    ("past_planned", "no_attendance",
     view({"event": [a("event", start="2023-12-13")], "attendance": []}, today=view().quarter.first)),
    ("no_attendance", "missing_months",
     view({"activity_count": [a("activity_count", computed="residents")], "attendance": []},
          replace(ONE, missing=(("2023-12", "Dec 2023"),)))),
    ("revised_figure", "unusual_figure",
     view(facts=replace(ONE, figures=(FIGURE,), earlier=EARLIER,
                        revised=(Revised("2023-12", "Dec 2023", 50, 500, False),)))),
    ("future_figure", "unusual_figure",
     view(facts=replace(ONE, figures=(FIGURE,), earlier=EARLIER), today=view().quarter.first)),
    ("computed_count", "typed_beside_events",
     view({"activity_count": [a("activity_count", computed="residents", nature="stock")],
           "figure": [a("figure"), a("figure", id="f2", event="event-1", event_ref="CHE-E01")]})),
    ("decided_early", "not_considered",
     view({"survey": [a("survey", ref="CHE-S01", title="Parking", formal=1, closes="2023-12-01",
                        decision_on="2023-11-30")]})),
]  # fmt: skip


@pytest.mark.parametrize(("cause", "follows", "of"), FOLLOWING)
def test_what_follows_from_a_cause_stands_under_it(cause: str, follows: str, of: QuarterView) -> None:
    found = checks.run(of)
    assert {cause, follows} <= {one.code for one in found}
    groups = group(found)
    assert follows not in {one.code for one in groups}
    assert follows in {one.code for one in next(one for one in groups if one.code == cause).follow}


def test_every_way_to_follow_is_shown_by_some_quarter() -> None:
    assert {(cause, follows) for cause, follows, _ in FOLLOWING} == {(rule.cause, rule.code) for rule in FOLLOWS}


def test_the_same_fault_of_another_record_follows_from_nothing() -> None:
    rows = actions(2, due="2023-12-31")
    rows[0]["due"] = "2023-05-01"
    found = group(checks.run(view({"action": rows, "milestone": [], "progress_note": []})))
    assert [(one.code, one.findings[0].ref) for one in found if one.level == "error"] == [
        ("due_before_start", "CHE-01"), ("no_delay_cause", "CHE-02"),
    ]  # fmt: skip


@pytest.mark.parametrize("hit", BROKEN)
def test_every_finding_has_words_for_many(hit: tuple[str, str, QuarterView, tuple[str, str, str], str]) -> None:
    code, _, of, place, _ = hit
    one = next(
        one for one in checks.run(of) if (one.code, one.table, one.row_id, one.field) == (code, *place)
    )  # fmt: skip
    other = one._replace(row_id="other", ref="CHE-99")
    told: Group = group([one, other])[0]
    assert told.sentence.endswith(f": {one.ref} and CHE-99.")
    assert "{" not in told.sentence + told.cause
    assert told.cause


def test_there_are_words_for_every_check_and_for_no_other() -> None:
    assert {code for code, _ in WORDS} == {check.code for check in CHECKS}


def test_minutes_are_whole_and_leave_out_what_follows() -> None:
    assert minutes(group(checks.run(seen(3)))) == 3 * checks.SENTENCE
    due = checks.run(view({"action": [a("action", due="2023-05-01")]}))
    assert len(due) == 2
    assert minutes(group(due)) == 1  # half a minute, and never nothing while something is wanted
    assert minutes([]) == 0


def test_a_draft_that_is_not_signed_takes_no_minutes() -> None:
    draft = a("quarterly_return", status="draft", signed_role="", signed_on=None)
    assert minutes(group(checks.run(view({"quarterly_return": [draft]})))) == 0


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nothing left to mend"),
        (1, "about 1 minute"),
        (6, "about 6 minutes"),
        (60, "about 60 minutes"),
        (121, "about 2 hours"),
    ],
)
def test_minutes_are_told_as_a_rule_of_thumb(number: int, words: str) -> None:
    assert minutes_words(number) == words


FINDINGS = [one for _, _, of, _, _ in BROKEN for one in checks.run(of)]


@given(st.lists(st.sampled_from(FINDINGS), max_size=30))
def test_every_finding_is_told_in_just_one_group(found: list[Finding]) -> None:
    groups = group(found)
    assert sorted(one for of in groups for one in (*of.findings, *of.follow)) == sorted(found)
    assert [one.level for one in groups] == sorted(one.level for one in groups)
    assert bool(minutes(groups)) == any(of.minutes for of in groups)


# ---- beside the fields of one record


def test_a_record_knows_what_only_the_checks_can_see() -> None:
    found = checks.run(view({"progress_note": []}))
    assert [one.field for one in of_record(found, "action", "action-1")] == ["progress_note"]
    assert of_record(found, "action", "another") == []
    assert check_groups.plain(found[0]) == "It has no note this quarter. Write what was done, or why not."


def test_what_is_explained_is_still_told_beside_its_record() -> None:
    rows: Rows = {"progress_note": []}
    found = checks.run(explained(rows, checks.run(view(rows))))
    assert [one.explained for one in of_record(found, "action", "action-1")] == ["The team was on leave."]


IN_THE_FORM = [(code, of, place) for code, _, of, place, _ in BROKEN if of.by_id.get(place[:2])]


@pytest.mark.parametrize(("code", "of", "place"), IN_THE_FORM)
def test_what_the_form_says_is_not_said_again(code: str, of: QuarterView, place: tuple[str, str, str]) -> None:
    table, row_id, field = place
    beside = {one.field for one in problems(table, of.by_id[table, row_id], of.today.isoformat())}
    told = {one.field for one in of_record(checks.run(of), table, row_id) if one.code == code}
    draft = code == "sign_off" and of.return_row.get("status") == "draft"  # it is told by its state
    assert (field in beside) is not (field in told) or draft


def test_a_sentence_without_its_record_begins_with_it_or_with_the_field() -> None:
    blank, early = (checks.run(view({"action": [a("action", due=due)]}))[0] for due in (None, "2023-05-01"))
    assert check_groups.plain(blank) == "Due is blank. Fill it in."
    assert check_groups.plain(early) == "It is due before it starts. Correct one of the two dates."

"""The checks of a return: for each, a quarter that fails it and one that passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.core.check_documents import BROKEN, DUE_ON_THE_17TH, ONE, PASSING, a, due_on, view
from ward_desk.core import checks
from ward_desk.core.check_rules import without_personal_data
from ward_desk.core.checks import CHECKS, Finding
from ward_desk.core.periods import is_period
from ward_desk.core.quarter_view import QuarterView
from ward_desk.core.records import RECORDS, Row


def found(code: str, seen: QuarterView) -> list[Finding]:
    return [finding for finding in checks.run(seen) if finding.code == code]


def test_a_good_quarter_has_nothing_to_put_right() -> None:
    assert checks.run(view()) == []


@pytest.mark.parametrize(("code", "level", "seen", "place", "said"), BROKEN)
def test_a_fault_is_found_named_and_opened_at_its_field(
    code: str, level: str, seen: QuarterView, place: tuple[str, str, str], said: str
) -> None:
    hit = next(finding for finding in found(code, seen) if (finding.table, finding.row_id, finding.field) == place)
    assert said in hit.sentence
    assert hit.level == level
    assert hit.sentence.startswith(hit.ref)
    assert _is_a_place(hit, seen)


def _is_a_place(hit: Finding, seen: QuarterView) -> bool:
    """Whether the field is one of the record, or of what belongs to it, or a period of a count."""
    own = {field.name for field in RECORDS[hit.table].fields}
    belonging = {
        record.name for record in RECORDS.values() for link in record.parents if record.field(link).to == hit.table
    }
    held = {row["period"] for row in seen.of("figure")}
    period = hit.table == "activity_count" and (hit.field in held or is_period(hit.field, seen.quarter.start_month))
    return hit.field in own | belonging or period


def test_every_check_is_broken_by_some_test() -> None:
    assert {code for code, *_ in BROKEN} == {check.code for check in CHECKS}


@pytest.mark.parametrize(("code", "seen"), PASSING)
def test_what_only_looks_like_a_fault_passes(code: str, seen: QuarterView) -> None:
    assert found(code, seen) == []


@pytest.mark.parametrize(("code", "seen"), DUE_ON_THE_17TH)
@pytest.mark.parametrize("today", [date(2023, 12, 18), date(2024, 1, 5), date(2024, 3, 31)])
def test_what_was_late_in_the_quarter_is_found_on_any_day_after(code: str, seen: QuarterView, today: date) -> None:
    assert found(code, replace(seen, today=today))


@pytest.mark.parametrize(("code", "seen"), due_on("2023-12-31"))
def test_what_was_due_on_the_last_day_of_the_quarter_is_the_quarters(code: str, seen: QuarterView) -> None:
    assert found(code, replace(seen, today=date(2024, 1, 1)))


def test_errors_come_before_warnings() -> None:
    seen = view({"progress_note": [], "action": [a("action", due="2023-01-01")]})
    levels = [finding.level for finding in checks.run(seen)]
    assert levels == sorted(levels)
    assert levels[-1] == "warning"


def test_a_finding_never_repeats_what_is_personal() -> None:
    seen = view({"feedback": [a("feedback", words="Ring 07700 900123")]})
    assert "900123" not in found("personal_data", seen)[0].sentence


def test_a_finding_never_names_a_record_by_what_is_personal() -> None:
    recommendation = a("recommendation", title="Ask Mrs Smith, 07700 900123", term="short")
    shown = repr(checks.run(view({"recommendation": [recommendation]})))
    assert "removed: phone number" in shown
    assert "900123" not in shown
    assert "Smith" not in shown


def test_a_value_of_the_wrong_kind_is_not_repeated_when_it_is_personal() -> None:
    shown = repr(checks.run(view({"action": [a("action", due="07700 900123")]})))
    assert "which can't stand there" in shown
    assert "900123" not in shown


def test_personal_data_is_taken_out_of_what_is_printed() -> None:
    seen = view({"feedback": [a("feedback", words="Ring 07700 900123 or a.b@example.com")]})
    without_personal_data(seen)
    assert seen.of("feedback")[0]["words"] == "Ring [removed: phone number] or [removed: e-mail address]"
    assert found("personal_data", seen) == []


def test_codes_and_rules_are_each_given_once() -> None:
    assert len({check.code for check in CHECKS}) == len({check.rule for check in CHECKS}) == len(CHECKS)


def explanation(hit: Finding, words: str = "The hall was shut.", **changed: str) -> Row:
    said: Row = {"code": hit.code, "record_id": hit.row_id, "field": hit.field, "finding": hit.sentence, "words": words}
    return a("explanation", **{**said, "record_table": hit.table, "quarterly_return": "quarterly_return-1", **changed})


def test_a_warning_is_explained_by_the_wards_own_sentence() -> None:
    quarter: dict[str, list[Row]] = {"progress_note": []}
    hit = checks.run(view(quarter))[0]
    assert checks.wanting([hit]) == [hit]
    after = checks.run(view({**quarter, "explanation": [explanation(hit)]}))
    assert [one.explained for one in after] == ["The hall was shut."]
    assert checks.wanting(after) == []


@pytest.mark.parametrize("changed", [{"finding": "CHE-07 did something else."}, {"field": "due"}, {"record_id": "x"}])
def test_an_explanation_of_something_else_covers_nothing(changed: dict[str, str]) -> None:
    quarter: dict[str, list[Row]] = {"progress_note": []}
    said = explanation(checks.run(view(quarter))[0], **changed)
    after = checks.run(view({**quarter, "explanation": [said]}))
    assert [one.explained for one in after] == [""]


def test_an_error_is_never_explained_away() -> None:
    quarter = {"funding": [a("funding", spent=5001)]}
    hit = checks.run(view(quarter))[0]
    after = checks.run(view({**quarter, "explanation": [explanation(hit)]}))
    assert [one.explained for one in after] == [""]
    assert checks.wanting(after) == after


def test_what_explains_a_cause_explains_what_follows_from_it() -> None:
    count = {"activity_count": [a("activity_count", computed="residents")], "attendance": []}
    facts = replace(ONE, missing=(("2023-12", "Dec 2023"),))
    cause, follows = checks.run(view(count, facts))
    assert (cause.code, follows.code) == ("no_attendance", "missing_months")
    after = checks.run(view({**count, "explanation": [explanation(cause)]}, facts))
    assert [one.explained for one in after] == ["The hall was shut.", "The hall was shut."]


def test_a_draft_that_is_not_signed_wants_nothing_for_it() -> None:
    draft = a("quarterly_return", status="draft", signed_role="", signed_on=None)
    found_here = checks.run(view({"quarterly_return": [draft]}))
    assert [one.code for one in found_here] == ["sign_off"]
    assert checks.wanting(found_here) == []


def test_personal_data_in_an_explanation_is_found_at_the_return() -> None:
    quarter: dict[str, list[Row]] = {"progress_note": []}
    said = explanation(checks.run(view(quarter))[0], "Ring 07700 900123")
    hit = found("personal_data", view({**quarter, "explanation": [said]}))[0]
    assert (hit.table, hit.row_id, hit.field) == ("quarterly_return", "quarterly_return-1", "explanation")
    assert hit.sentence.startswith("The return: Explanation of CHE-")


def test_one_sentence_that_explains_several_findings_is_told_once() -> None:
    quarter: dict[str, list[Row]] = {"progress_note": []}
    first = explanation(checks.run(view(quarter))[0], "Ring 07700 900123")
    again = {**first, "id": "explanation-2"}
    other = {**first, "id": "explanation-3", "words": "Mail a.b@example.com"}
    assert len(found("personal_data", view({**quarter, "explanation": [first, again, other]}))) == 2


def test_personal_data_in_an_explanation_of_what_is_not_found_any_more_is_in_no_return() -> None:
    said = explanation(checks.run(view({"progress_note": []}))[0], "Ring 07700 900123")
    assert found("personal_data", view({"explanation": [said]})) == []

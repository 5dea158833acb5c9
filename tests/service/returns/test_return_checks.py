"""The checks of a document: every one of them failed by some document, and passed by the one it was made from; what
the ward says of its warnings; and what a record knows of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.service.returns.test_returns import a_document, an_action, fill, first, row, table
from ward_desk.core import checks as rules
from ward_desk.core.changes import Op
from ward_desk.core.check_groups import group
from ward_desk.core.checks import CHECKS, Finding
from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row, Value
from ward_desk.service import edits, record_history
from ward_desk.service.document import Document
from ward_desk.service.returns import return_checks, returns
from ward_desk.store import history
from ward_desk.store.rows import Store

Q3 = Quarter(2023, 3)
TODAY = date(2024, 1, 5)
WHY = "The team was on leave."


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A document with nothing wrong, on disk, and the ids of what is in it."""
    document = a_document(tmp_path_factory.mktemp("filled"), "opportunity_bucks")
    made = fill(document)
    document.close()
    return document.path, made


@pytest.fixture
def made(filled: tuple[Path, dict[str, str]]) -> dict[str, str]:
    """The ids of what is in the document."""
    return dict(filled[1])


@pytest.fixture
def doc(filled: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Document]:
    """A copy of the document with nothing wrong."""
    copy = tmp_path / "copy.ward"
    shutil.copyfile(filled[0], copy)
    document = Document.open(copy, clock=lambda: datetime(2024, 1, 5, 9, 0))
    yield document
    document.close()


def set_by_hand(document: Document, kind: str, row_id: str, **values: Value) -> None:
    """What a form would refuse to take, as another program may have written it."""
    columns = ", ".join(f'"{name}" = ?' for name in values)

    def write(store: Store) -> None:
        store.connection.execute(f'UPDATE "{kind}" SET {columns} WHERE id = ?', [*values.values(), row_id])

    document.run(Op("elsewhere", "By another program"), write)


def edited(kind: str, key: str, **values: Value) -> Callable[[Document, dict[str, str]], None]:
    return lambda document, made: edits.edit(document, kind, made[key], dict(values)) and None


def added(kind: str, link: str = "", key: str = "", **values: Value) -> Callable[[Document, dict[str, str]], None]:
    return lambda document, made: edits.add(document, kind, {**values, **({link: made[key]} if link else {})}) and None


def gone(kind: str, **equals: Value) -> Callable[[Document, dict[str, str]], None]:
    def break_it(document: Document, made: dict[str, str]) -> None:
        for one in document.store.rows(kind, **equals):
            edits.remove(document, kind, str(one["id"]))

    return break_it


def by_hand(kind: str, key: str, **values: Value) -> Callable[[Document, dict[str, str]], None]:
    return lambda document, made: set_by_hand(document, kind, made[key], **values)


def figure(period: str, **values: Value) -> Callable[[Document, dict[str, str]], None]:
    def break_it(document: Document, made: dict[str, str]) -> None:
        known = document.store.rows("figure", activity_count=made["count"], period=period)
        if values and known:
            set_by_hand(document, "figure", str(known[0]["id"]), **values)
        elif values:
            edits.add(document, "figure", {"activity_count": made["count"], "period": period, **values})
        else:
            edits.remove(document, "figure", str(known[0]["id"]))

    return break_it


def unusual(document: Document, made: dict[str, str]) -> None:
    for month, value in (("2023-06", 5.0), ("2023-07", 6.0), ("2023-08", 5.0), ("2023-09", 5.0)):
        edits.add(document, "figure", {"activity_count": made["count"], "period": month, "value": value})
    figure("2023-11", value=500.0)(document, made)


def revised(document: Document, made: dict[str, str]) -> None:
    returns.sign(document, made["return"], "Chair", TODAY)
    returns.mark_sent(document, made["return"], TODAY)
    returns.new_version(document, Q3)
    figure("2023-11", value=7.0)(document, made)


def cancelled(document: Document, made: dict[str, str]) -> None:
    edits.edit(document, "event", made["event"], {"status": "cancelled", "cancel_reason": "Snow"})


def rated_without_base(document: Document, made: dict[str, str]) -> None:
    edits.edit(document, "activity_count", made["count"], {"nature": "rate", "unit": "%"})


def unread(document: Document, made: dict[str, str]) -> None:
    set_by_hand(document, "action", made["action"], due="31.3.2024")


def recommended(document: Document, made: dict[str, str]) -> None:
    edits.edit(document, "partnership", str(document.partnership["id"]), {"framework": "none of ours"})
    edits.add(document, "recommendation", {"title": "Crowd funding", "term": "short"})


SURVEY: Row = {"title": "Castlefield roads", "opens": "2023-10-02", "closes": "2023-12-01", "formal": 1}

BREAK: dict[str, Callable[[Document, dict[str, str]], object]] = {
    "blank_field": edited("action", "action", due=None),
    "wrong_kind": unread,
    "due_before_start": edited("action", "action", start="2024-05-01"),
    "not_started": edited("action", "action", status="not_started", progress=None),
    "open_milestones": edited("action", "action", status="complete", progress=100),
    "no_delay_cause": edited("action", "action", due="2023-12-31"),
    "no_explanation": edited("action", "action", rating="red"),
    "no_note": gone("progress_note", noted_on="2023-11-02"),
    "no_attendance": gone("attendance"),
    "past_planned": edited("event", "planned", start="2023-12-31T18:30"),
    "missing_months": figure("2023-11"),
    "no_base": rated_without_base,
    "unusual_figure": unusual,
    "overspent": edited("funding", "funding", spent=999999),
    "duplicate_title": lambda document, made: an_action(document, title="cookery  COURSE"),
    "too_long": edited("quarterly_return", "return", progress="word " * 251),
    "personal_data": edited("action", "action", rating_reason="Ring 07700 900123"),
    "revised_figure": revised,
    "cancel_reason": edited("event", "event", status="cancelled"),
    "adjustment_reason": added("figure", "activity_count", "count", period="2023-12", value=-3.0, adjustment=1),
    "computed_count": edited("activity_count", "count", computed="residents", nature="stock"),
    "typed_beside_events": added("figure", "activity_count", "count", period="2023-12", value=9.0),
    "cancelled_event": cancelled,
    "double_count": edited("event", "event", shared_with="Southcourt"),
    "decided_early": added("survey", **SURVEY, decision_on="2023-11-30"),
    "not_considered": added("survey", **SURVEY, decision_on="2023-12-04"),
    "kept_too_long": lambda document, made: kept(document),
    "never_told": edited("feedback", "feedback", answer="Emptied twice a week.", told_on=None),
    "contradiction": edited("action", "action", status="not_started", start="2024-02-01", progress=10),
    "unrated": edited("action", "action", rating=""),
    "late_milestone": lambda document, made: edits.edit(
        document, "milestone", first(document, "milestone"), {"due": "2023-12-31"}
    ),
    "nothing_reported": recommended,
    "no_risk": gone("risk"),
    "duplicate_risk": added("risk", title="nobody comes"),
    "future_figure": figure("2024-02", value=5.0),
    "below_zero": edited("funding", "funding", allocated=-100, spent=None),
    "sign_off": edited("quarterly_return", "return", prepared_role=""),
}


def kept(document: Document) -> None:
    survey = edits.add(document, "survey", {"title": "Autumn", "closes": "2023-12-01", "retain_until": "2024-01-04"})
    edits.add(document, "response", {"survey": survey, "answered_on": "2023-11-02"})


def test_a_document_with_nothing_wrong_passes_every_check(doc: Document) -> None:
    assert [one.sentence for one in rules.wanting(returns.checks(doc, Q3))] == []
    assert {one.code for one in returns.checks(doc, Q3)} <= {"sign_off"}  # a draft is not signed


@pytest.mark.parametrize("code", [check.code for check in CHECKS])
def test_every_check_is_failed_by_some_document_and_opens_its_record(
    code: str, doc: Document, made: dict[str, str]
) -> None:
    quarter = Q3.next if code == "future_figure" else Q3
    assert code not in {one.code for one in rules.wanting(returns.checks(doc, quarter))}
    BREAK[code](doc, made)
    found = [one for one in rules.wanting(returns.checks(doc, quarter)) if one.code == code]
    assert found
    assert all(doc.store.get(one.table, one.row_id) is not None for one in found)


def test_there_is_a_document_for_every_check() -> None:
    assert BREAK.keys() == {check.code for check in CHECKS}


# ---- what the ward says of its warnings


def unexplained(doc: Document) -> tuple[str, list[Finding]]:
    """A return with two warnings of one kind, and those."""
    for title in ("Litter pick", "Play street"):
        an_action(doc, title=title)
    return first(doc, "quarterly_return"), [one for one in returns.checks(doc, Q3) if one.code == "no_note"]


def test_a_warning_wants_a_word_before_the_return_is_signed(doc: Document) -> None:
    return_id, warnings = unexplained(doc)
    with pytest.raises(
        KnownError, match=r"wants a word\. 2 open actions have no note this quarter: CHE-02 and CHE-03\."
    ) as refused:
        returns.sign(doc, return_id, "Chair", TODAY)
    assert refused.value.code == "return.unexplained"
    returns.explain(doc, return_id, warnings, WHY)
    returns.sign(doc, return_id, "Chair", TODAY)
    said = [one for one in table(returns.quarter_data(doc, Q3), "checks") if one["code"] == "no_note"]
    assert [(one["record"], one["result"], one["explanation"]) for one in said] == [
        ("CHE-02", "Warning", WHY), ("CHE-03", "Warning", WHY),
    ]  # fmt: skip


def test_a_return_is_not_held_up_by_what_was_due_after_its_quarter(doc: Document, made: dict[str, str]) -> None:
    edits.edit(doc, "event", made["planned"], {"start": "2024-01-02T18:30"})
    edits.edit(doc, "action", made["action"], {"due": "2024-01-02"})
    returns.sign(doc, made["return"], "Chair", TODAY)


def test_a_refusal_counts_causes_as_the_page_does(doc: Document, made: dict[str, str]) -> None:
    unexplained(doc)
    for code in ("overspent", "late_milestone", "no_risk", "no_delay_cause"):
        BREAK[code](doc, made)
    assert return_checks.things_left(doc, returns.due_next(doc, TODAY), TODAY) == 5
    with pytest.raises(KnownError, match=r"There are 2 more\. It is not signed") as refused:
        returns.sign(doc, made["return"], "Chair", TODAY)
    assert refused.value.code == "return.errors"


def test_one_sentence_for_many_is_one_operation(doc: Document) -> None:
    return_id, warnings = unexplained(doc)
    assert returns.explain(doc, return_id, warnings, f"  {WHY}\n").label == "Explain 2 warnings: no note this quarter"
    assert [one.explained for one in group(returns.checks(doc, Q3)) if one.code == "no_note"] == [True]
    doc.undo()
    assert doc.store.rows("explanation") == []
    assert [one.explained for one in returns.checks(doc, Q3) if one.code == "no_note"] == ["", ""]


def test_undo_names_what_was_explained_in_words_people_know(doc: Document, made: dict[str, str]) -> None:
    for code in ("not_started", "never_told", "late_milestone"):
        BREAK[code](doc, made)
        found = [one for one in returns.checks(doc, Q3) if one.code == code]
        returns.explain(doc, made["return"], found, WHY)
    labels = [str(one["label"]) for one in history.lately(doc.store, 9) if one["kind"] == "return.explain"]
    assert labels[:3] == [
        "Explain 1 warning: milestone past its date",
        "Explain 1 warning: answer not told to residents",
        "Explain 1 warning: start passed, Not started",
    ]


def test_no_words_take_an_explanation_away(doc: Document) -> None:
    return_id, warnings = unexplained(doc)
    returns.explain(doc, return_id, warnings, WHY)
    changed = returns.explain(doc, return_id, warnings[:1], " ")
    assert changed.label == "Take back the explanation of 1 warning: no note this quarter"
    assert [one.explained for one in returns.checks(doc, Q3) if one.code == "no_note"] == ["", WHY]


def test_a_second_sentence_takes_the_place_of_the_first(doc: Document) -> None:
    return_id, warnings = unexplained(doc)
    returns.explain(doc, return_id, warnings, WHY)
    returns.explain(doc, return_id, warnings, "Nobody was told.")
    assert [one["words"] for one in doc.store.rows("explanation")] == ["Nobody was told."] * 2


def test_two_findings_at_one_field_are_each_explained(doc: Document, made: dict[str, str]) -> None:
    for title in ("Room booked", "Cook found"):
        edits.add(doc, "milestone", {"action": made["action"], "title": title, "due": "2023-12-31"})
    late = rules.wanting(returns.checks(doc, Q3))
    assert [(one.row_id, one.field) for one in late] == [(made["action"], "milestone")] * 2
    for words in (WHY, "The hall was shut."):
        returns.explain(doc, made["return"], late, words)
        assert [one.explained for one in returns.checks(doc, Q3) if one.code == "late_milestone"] == [words] * 2
    returns.explain(doc, made["return"], late[:1], WHY)
    said = [returns.offered(doc, made["return"], one) for one in late]
    assert said == [WHY, "The hall was shut."]
    assert len(doc.store.rows("explanation")) == 2


def test_an_error_is_not_explained(doc: Document, made: dict[str, str]) -> None:
    edits.edit(doc, "funding", made["funding"], {"spent": 999999})
    with pytest.raises(KnownError, match="can't be explained away"):
        returns.explain(doc, made["return"], returns.checks(doc, Q3)[:1], WHY)
    assert doc.store.rows("explanation") == []


def test_nothing_found_is_nothing_to_explain(doc: Document, made: dict[str, str]) -> None:
    assert not returns.explain(doc, made["return"], [], WHY)


def test_what_was_signed_and_sent_is_not_explained_otherwise(doc: Document) -> None:
    return_id, warnings = unexplained(doc)
    returns.explain(doc, return_id, warnings, WHY)
    returns.sign(doc, return_id, "Chair", TODAY)
    with pytest.raises(KnownError, match="is signed, so what it says"):
        returns.explain(doc, return_id, warnings, "Other.")
    returns.mark_sent(doc, return_id, TODAY)
    with pytest.raises(KnownError, match="is sent, so what it says"):
        returns.explain(doc, return_id, warnings, "Other.")
    with pytest.raises(KnownError, match="removed meanwhile"):
        returns.explain(doc, "gone", warnings, "Other.")


def _put_back(doc: Document, return_id: str, kind: str) -> object:
    """Put back the newest step of this kind about an explanation, as History offers it."""
    steps = [one for entry in record_history.read(doc, "quarterly_return", return_id) for one in entry.steps]
    there = {str(one["id"]) for one in doc.store.rows("explanation")}
    wanted = [one for one in steps if (one.record, one.kind, one.can) == ("explanation", kind, True)]
    return record_history.put_back(doc, next(one for one in wanted if (one.row_id in there) is (kind != "removed")))


ROADS: dict[str, Callable[[Document, str, str], object]] = {
    "an added one taken off in History": lambda doc, return_id, _one: _put_back(doc, return_id, "added"),
    "a changed one put back in History": lambda doc, return_id, _one: _put_back(doc, return_id, "changed"),
    "a removed one brought back in History": lambda doc, return_id, _one: _put_back(doc, return_id, "removed"),
    "an edit": lambda doc, _return_id, one: edits.edit(doc, "explanation", one, {"words": "Other."}),
    "a removal": lambda doc, _return_id, one: edits.remove(doc, "explanation", one),
    "a new one": lambda doc, return_id, _one: edits.add(
        doc, "explanation", {"quarterly_return": return_id, "words": "Other."}
    ),
    "the removal of the return": lambda doc, return_id, _one: edits.remove(doc, "quarterly_return", return_id),
}


@pytest.mark.parametrize("road", ROADS)
def test_what_a_signed_or_sent_return_says_of_its_warnings_stands_on_every_road(doc: Document, road: str) -> None:
    return_id, warnings = unexplained(doc)
    returns.explain(doc, return_id, warnings, "Not yet.")
    returns.explain(doc, return_id, warnings, WHY)
    edits.remove(doc, "explanation", edits.add(doc, "explanation", {"quarterly_return": return_id, "words": "Once."}))
    returns.sign(doc, return_id, "Chair", TODAY)
    kept = doc.store.rows("explanation")
    one = str(kept[0]["id"])
    with pytest.raises(KnownError, match=r"Q3 2023-24 return is signed.*Take the signature back first"):
        ROADS[road](doc, return_id, one)
    returns.mark_sent(doc, return_id, TODAY)
    with pytest.raises(KnownError, match=r"Q3 2023-24 return is sent.*Begin a new version"):
        ROADS[road](doc, return_id, one)
    assert doc.store.rows("explanation") == kept
    assert doc.store.get("quarterly_return", return_id) is not None


def test_a_signature_taken_back_lets_its_explanations_be_changed_again(doc: Document) -> None:
    return_id, warnings = unexplained(doc)
    returns.explain(doc, return_id, warnings, WHY)
    returns.sign(doc, return_id, "Chair", TODAY)
    returns.unsign(doc, return_id, "A figure was late")
    _put_back(doc, return_id, "added")
    assert len(doc.store.rows("explanation")) == 1
    doc.undo()
    assert len(doc.store.rows("explanation")) == 2


def test_neither_undo_nor_redo_reaches_what_a_signed_return_says(doc: Document) -> None:
    return_id, warnings = unexplained(doc)
    returns.explain(doc, return_id, warnings, WHY)
    returns.explain(doc, return_id, warnings, "Other.")
    doc.undo()
    returns.sign(doc, return_id, "Chair", TODAY)
    assert doc.redo_label is None
    with pytest.raises(KnownError, match="can't be undone"):
        doc.undo()
    doc.undo()
    assert {one["words"] for one in doc.store.rows("explanation")} == {WHY}


@pytest.mark.parametrize(("state", "step"), [("done", "undo"), ("undone", "redo")])
def test_undo_and_redo_are_refused_where_another_program_left_them_a_way(doc: Document, state: str, step: str) -> None:
    return_id, warnings = unexplained(doc)
    returns.explain(doc, return_id, warnings, WHY)
    if step == "redo":
        doc.undo()
        returns.explain(doc, return_id, warnings, "Other.")
        for row in doc.store.rows("explanation"):
            edits.remove(doc, "explanation", str(row["id"]))
        doc.run(Op("test", "Sign"), lambda store: store.update("quarterly_return", return_id, {"status": "signed"}))
    else:
        returns.sign(doc, return_id, "Chair", TODAY)
        with pytest.raises(KnownError, match="can't be undone"):
            doc.undo()
    kept = doc.store.rows("explanation")
    first_said = "SELECT min(seq) FROM operation WHERE kind = 'return.explain'"
    doc.store.connection.execute("UPDATE operation SET state = 'kept' WHERE state IN ('done', 'undone')")
    doc.store.connection.execute(f"UPDATE operation SET state = ? WHERE seq = ({first_said})", (state,))
    with pytest.raises(KnownError, match="return is signed, so what it says of its warnings stands"):
        doc.undo() if step == "undo" else doc.redo()
    assert doc.store.rows("explanation") == kept


def test_an_explanation_written_while_another_window_signs_is_refused(
    doc: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    return_id, warnings = unexplained(doc)
    returns.explain(doc, return_id, warnings, WHY)
    before = returns.newest(doc, Q3)
    returns.sign(doc, return_id, "Chair", TODAY)
    monkeypatch.setattr(return_checks.returns, "light", lambda _store, _id: before)  # as it was looked at
    with pytest.raises(KnownError, match="is signed, so what it says of its warnings stands"):
        returns.explain(doc, return_id, warnings, "Other.")


def test_a_finding_that_changed_is_offered_its_old_words(doc: Document, made: dict[str, str]) -> None:
    figure("2023-11")(doc, made)
    (before,) = rules.wanting(returns.checks(doc, Q3))
    assert returns.offered(doc, made["return"], before) == ""
    returns.explain(doc, made["return"], [before], WHY)
    assert rules.wanting(returns.checks(doc, Q3)) == []
    figure("2023-12")(doc, made)
    (after,) = rules.wanting(returns.checks(doc, Q3))
    assert (after.explained, returns.offered(doc, made["return"], after)) == ("", WHY)
    returns.explain(doc, made["return"], [after], "Both were lost.")
    assert [one["words"] for one in doc.store.rows("explanation")] == ["Both were lost."]


def test_a_new_version_keeps_the_explanations_of_the_one_sent(doc: Document) -> None:
    return_id, warnings = unexplained(doc)
    returns.explain(doc, return_id, warnings, WHY)
    returns.sign(doc, return_id, "Chair", TODAY)
    returns.mark_sent(doc, return_id, TODAY)
    returns.new_version(doc, Q3)
    assert rules.wanting(returns.checks(doc, Q3)) == []
    assert len(doc.store.rows("explanation", quarterly_return=return_id)) == 2
    assert len(doc.store.rows("explanation")) == 4


def test_explanations_go_and_come_with_their_return(doc: Document) -> None:
    return_id, warnings = unexplained(doc)
    returns.explain(doc, return_id, warnings, WHY)
    kept = doc.store.rows("explanation")
    edits.remove(doc, "quarterly_return", return_id)
    assert doc.store.rows("explanation") == []
    doc.undo()
    assert doc.store.rows("explanation") == kept


def test_the_history_of_a_return_tells_what_was_explained(doc: Document) -> None:
    return_id, warnings = unexplained(doc)
    returns.explain(doc, return_id, warnings, WHY)
    returns.explain(doc, return_id, warnings[:1], "The hall was shut.")
    newest, older, *_ = record_history.read(doc, "quarterly_return", return_id)
    assert [step.words for step in older.steps] == [f"Added explanation “{WHY}”"] * 2
    assert [step.words for step in newest.steps] == [
        f"Explanation “The hall was shut.”: explanation “{WHY}” to “The hall was shut.”"
    ]


def test_what_is_personal_in_an_explanation_keeps_the_return_from_being_signed_and_is_not_printed(
    doc: Document,
) -> None:
    return_id, warnings = unexplained(doc)
    returns.explain(doc, return_id, warnings, "Ring 07700 900123")
    with pytest.raises(KnownError, match=r"gives away a phone number|Personal data under “Explanation"):
        returns.sign(doc, return_id, "Chair", TODAY)
    printed = row(returns.quarter_data(doc, Q3), "checks", record="CHE-02")
    assert printed["explanation"] == "Ring [removed: phone number]"


def test_the_status_bar_counts_causes_that_want_mending_or_a_word(doc: Document) -> None:
    return_id, warnings = unexplained(doc)
    assert returns.due_words(doc, TODAY).endswith(" · 1 thing to fix, about 4 minutes")
    returns.explain(doc, return_id, warnings[:1], WHY)
    assert returns.due_words(doc, TODAY).endswith(" · 1 thing to fix, about 2 minutes")
    returns.explain(doc, return_id, warnings, WHY)
    assert returns.due_words(doc, TODAY).endswith(" · ready to sign")


# ---- what a record knows of the checks


def test_a_record_knows_its_findings_once_somebody_has_worked_them_out(doc: Document) -> None:
    _, (first_warning, _) = unexplained(doc)
    asked = first_warning.table, first_warning.row_id
    returns.checks(doc, Q3)
    known = returns.record_findings(doc, *asked)
    assert known is not None
    assert [(one.field, one.level) for one in known] == [("progress_note", "warning")]
    edits.edit(doc, "action", first_warning.row_id, {"success": "Six cook at home."})
    assert returns.record_findings(doc, *asked) is None


def test_of_a_return_that_is_signed_a_record_knows_nothing(doc: Document, made: dict[str, str]) -> None:
    returns.sign(doc, made["return"], "Chair", TODAY)
    assert return_checks.record_findings(doc, "action", made["action"]) == ()

"""A return beside the one sent before it: what differs, then and now, and where it is mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import OpenDocument
from tests.exchange.return_samples import chesham, row
from ward_desk.core.periods import Quarter
from ward_desk.exchange.returns.return_data import ReturnData, ReturnValue
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.returns.words.return_compare import Compared, Difference, compared, differences, pieces, place

Q3 = Quarter(2023, 3)


def changed(table: str, at: int, **values: ReturnValue) -> ReturnData:
    """The sample return with a few values of one row changed."""
    data = chesham()
    data.tables[table][at].update(values)
    return data


def found(then: ReturnData, now: ReturnData) -> list[tuple[str, str, str, ReturnValue, ReturnValue]]:
    return [(one.kind, one.record, one.heading, one.then, one.now) for one in differences(then, now)]


def next_quarter(data: ReturnData) -> ReturnData:
    months = ("2024-01", "2024-02", "2024-03")
    return replace(data, header=replace(data.header, period="2023-24-Q4", months=months))


def test_a_return_does_not_differ_from_itself() -> None:
    assert found(chesham(), chesham()) == []


def test_each_kind_of_change_is_told_then_and_now() -> None:
    now = changed(
        "action_plan", 1, rating="Red", status="On hold", progress=50, due="2024-01-31", why="The hall is shut"
    )
    assert found(chesham(), now) == [
        ("date", "CHE-03", "Due date", None, "2024-01-31"), ("status", "CHE-03", "Status", None, "On hold"),
        ("rating", "CHE-03", "Rating", "Amber", "Red"), ("words", "CHE-03", "Why", None, "The hall is shut"),
        ("figure", "CHE-03", "Progress per cent", 45, 50),
    ]  # fmt: skip


def test_only_a_rating_that_went_down_is_worse() -> None:
    worse = [one.worse for one in differences(chesham(), changed("action_plan", 1, rating="Red"))]
    better = [one.worse for one in differences(chesham(), changed("action_plan", 1, rating="Green"))]
    assert (worse, better) == ([True], [False])


def test_what_is_new_and_what_is_gone_is_told_once() -> None:
    now = chesham()
    gone = now.tables["action_plan"].pop(0)
    now.tables["action_plan"].append(row("action_plan", ref="CHE-09", action="Youth evening"))
    assert found(chesham(), now) == [
        ("new", "CHE-09", "", None, "Youth evening"), ("gone", "CHE-02", "", gone["action"], None),
    ]  # fmt: skip


def test_beside_another_quarter_what_rolls_on_is_no_change() -> None:
    later = next_quarter(chesham())
    later.tables["events"] = []
    later.tables["action_plan"][0]["done_this_quarter"] = "Nothing"
    later.tables["activity_counts"][0].update(month_1=999, year_to_date=999, last_quarter=None)
    wanted = [one for one in differences(chesham(), later) if one.heading != "Last quarter, revised"]
    assert wanted == []
    same = replace(later, header=chesham().header)
    headings = {one.heading for one in differences(chesham(), same)}
    assert {"October 2023", "Done this quarter", ""} <= headings


def test_last_quarter_told_otherwise_than_it_was_sent_is_a_revision() -> None:
    before, later = chesham(), next_quarter(chesham())
    before.tables["activity_counts"][0].update(quarter=10)
    later.tables["activity_counts"][0].update(quarter=10, last_quarter=12)
    [one] = differences(before, later)
    assert (one.kind, one.heading, one.then, one.now) == ("figure", "Last quarter, revised", 10, 12)


def test_a_column_that_was_not_in_what_was_sent_has_not_changed() -> None:
    before = chesham()
    for one in before.tables["activity_counts"]:
        del one["code"]
    assert found(before, changed("activity_counts", 0, code="events")) == []


WORDS = st.lists(st.sampled_from(["one", "two", "three", "four"]))


@given(WORDS, WORDS)
def test_the_pieces_of_two_texts_give_both_back(then: list[str], now: list[str]) -> None:
    split = pieces(" ".join(then), " ".join(now))
    assert [word for one in split if one.change != "in" for word in one.words.split()] == then
    assert [word for one in split if one.change != "out" for word in one.words.split()] == now


def test_a_correction_is_compared_with_the_version_that_was_sent(empty_path: Path, open_document: OpenDocument) -> None:
    doc = open_document(empty_path, clock=_at(datetime(2024, 1, 5, 9)))
    action = _sent(doc)
    returns.new_version(doc, Q3)
    edits.edit(doc, "action", action, {"status": "complete"})
    said = _compared(doc)
    assert said.before == "version 1"
    status = next(one for one in said.differences if one.kind == "status")
    assert (status.then, status.now) == ("In progress", "Complete")
    row_id = str((returns.newest(doc, Q3) or {})["id"])
    assert place(doc, status, row_id) == ("action", action, "status")
    edits.remove(doc, "action", action)
    assert place(doc, status, row_id) is None


def test_the_words_of_a_return_open_at_their_own_field(empty_path: Path, open_document: OpenDocument) -> None:
    doc = open_document(empty_path, clock=_at(datetime(2024, 1, 5, 9)))
    _sent(doc)
    row_id = returns.new_version(doc, Q3)
    returns.edit(doc, row_id, {"horizon": "The fair"})
    [one] = [one for one in _compared(doc).differences if one.kind == "words"]
    assert (one.record, one.then, one.now) == ("On the horizon", None, "The fair")
    assert place(doc, one, row_id) == ("quarterly_return", row_id, "horizon")


def test_the_numbers_of_changes_are_said_in_words() -> None:
    def one(kind: str, *, worse: bool = False) -> Difference:
        return Difference(kind, "Risks", "", "", "", None, None, None, "risk", "", "", worse)  # type: ignore[arg-type]

    said = Compared("Q2 2023-24", (one("new"), one("rating", worse=True), one("rating"), one("words"))).words
    assert said == "1 new, 2 ratings (1 worse), 1 text since Q2 2023-24 as it was sent."
    assert Compared("version 1", ()).words == "Nothing differs since version 1 as it was sent."


def test_the_first_return_has_nothing_before_it(empty_ward: Document) -> None:
    assert compared(empty_ward, returns.ensure_return(empty_ward, Q3)) is None


def _at(when: datetime) -> Callable[[], datetime]:
    return lambda: when


def _compared(doc: Document) -> Compared:
    said = compared(doc, str((returns.newest(doc, Q3) or {})["id"]))
    assert said is not None
    return said


def _sent(doc: Document) -> str:
    """A return of one action, signed and sent; the id of the action."""
    for count in doc.store.rows("activity_count"):
        edits.remove(doc, "activity_count", str(count["id"]))
    theme = str(doc.store.rows("theme", order="position")[0]["id"])
    lead = edits.add(doc, "organisation", {"name": "Oasis"})
    action = edits.add(doc, "action", {
        "title": "Cookery course", "theme": theme, "lead": lead, "start": "2023-10-01", "due": "2024-03-31",
        "status": "in_progress", "rating": "green",
    })  # fmt: skip
    edits.add(doc, "progress_note", {
        "action": action, "noted_on": "2023-11-01", "words": "Going well", "status": "in_progress", "rating": "green",
    })  # fmt: skip
    edits.add(doc, "risk", {"title": "Rain", "likelihood_before": 2, "impact_before": 2})
    row_id = returns.ensure_return(doc, Q3)
    returns.edit(doc, row_id, {"progress": "Begun.", "prepared_role": "Officer"})
    returns.sign(doc, row_id, "Chair", date(2024, 1, 4))
    returns.mark_sent(doc, row_id, date(2024, 1, 4))
    return action

"""First words for a return: every sentence rests on records that may leave the ward, within the limit of words."""

from __future__ import annotations

import pytest

from sample_db import CHESHAM
from tests.conftest import OpenDocument
from ward_desk.core.check_rules import words as number_of_words
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Value
from ward_desk.service import edits
from ward_desk.service.counts import figures
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.returns.words.return_draft import Part, draft, together
from ward_desk.service.returns.words.return_sentence import Sentence

Q3 = Quarter(2023, 3)
PARTS: tuple[Part, ...] = ("progress", "horizon", "challenges")


def said(doc: Document, part: Part) -> list[str]:
    return [one.words for one in draft(doc, Q3, part).sentences]


def theme(doc: Document, place: int = 0) -> str:
    return str(doc.store.rows("theme", order="position")[place]["id"])


def an_action(doc: Document, **fields: Value) -> str:
    return edits.add(doc, "action", {
        "title": "Cookery course", "theme": theme(doc), "status": "in_progress", "rating": "green", **fields,
    })  # fmt: skip


def a_note(doc: Document, action: str, day: str, words: str, status: str = "in_progress") -> None:
    edits.add(doc, "progress_note", {
        "action": action, "noted_on": day, "words": words, "status": status, "rating": "green",
    })  # fmt: skip


def test_an_action_is_told_once_with_its_milestones_and_its_last_note(empty_ward: Document) -> None:
    action = an_action(empty_ward)
    edits.add(empty_ward, "milestone", {"action": action, "title": "Ten sessions", "due": "2023-11-01",
                                        "done_on": "2023-10-25"})  # fmt: skip
    edits.add(empty_ward, "milestone", {"action": action, "title": "Twenty", "done_on": "2023-09-25"})
    a_note(empty_ward, action, "2023-10-30", "Ten sessions so far")
    a_note(empty_ward, action, "2023-12-01", "Fifteen sessions so far")
    assert said(empty_ward, "progress") == [
        "Cookery course: reached “Ten sessions” (25 Oct). Fifteen sessions so far."
    ]  # fmt: skip
    [one] = draft(empty_ward, Q3, "progress").sentences
    assert [(source.table, source.row_id) for source in one.sources] == [("action", action)]


def test_what_was_complete_before_the_quarter_is_no_news(empty_ward: Document) -> None:
    old, new = an_action(empty_ward, title="Fair", status="complete"), an_action(empty_ward, status="complete")
    a_note(empty_ward, old, "2023-09-20", "Held.", "complete")
    a_note(empty_ward, new, "2023-12-01", "Held.", "complete")
    assert said(empty_ward, "progress") == ["Cookery course is complete. Held."]


def test_an_event_says_who_came_no_more_precisely_than_was_counted(empty_ward: Document) -> None:
    event = edits.add(empty_ward, "event", {
        "title": "Fair", "status": "held", "start": "2023-10-12T10:00", "venue": "Market",
    })  # fmt: skip
    for grouping, number, precision in (
        ("adults", 40, "exact"),
        ("under_18s", 10, "about"),
        ("exhibitors", 9, "exact"),
    ):
        edits.add(empty_ward, "attendance", {
            "event": event, "grouping": grouping, "number": number, "precision": precision,
        })  # fmt: skip
    assert said(empty_ward, "progress") == ["Fair was held on 12 Oct 2023 at Market, with about 50 residents."]


def test_a_count_with_a_month_missing_is_not_told_as_the_quarter(empty_ward: Document) -> None:
    count = edits.add(empty_ward, "activity_count", {"name": "Bags cleared", "nature": "flow"})
    for month in ("2023-07", "2023-08", "2023-09", "2023-10", "2023-11"):
        figures.set_figure(empty_ward, count, month, "10")
    assert said(empty_ward, "progress") == []
    figures.set_figure(empty_ward, count, "2023-12", "20")
    assert said(empty_ward, "progress") == ["Bags cleared: 40, 30 last quarter."]


def test_a_date_that_has_passed_is_never_told_as_to_come(empty_ward: Document) -> None:
    edits.add(empty_ward, "event", {"title": "Pop-up", "status": "planned", "start": "2023-12-07"})
    edits.add(empty_ward, "event", {"title": "Morning", "status": "planned", "start": "2024-01-27T10:00"})
    edits.add(empty_ward, "event", {"title": "Summer fair", "status": "planned", "start": "2024-06-27"})
    late = an_action(empty_ward, title="Grant", start="2023-10-02", status="not_started")
    edits.add(empty_ward, "milestone", {"action": late, "title": "Letter", "due": "2024-01-05"})
    assert said(empty_ward, "horizon") == [
        "Grant was to start on 2 Oct 2023.", "Grant: “Letter” is due on 5 Jan 2024.",
        "Pop-up was planned for 7 Dec 2023; whether it was held is still to be recorded.",
        "Morning is on 27 Jan 2024.",
    ]  # fmt: skip


def test_challenges_say_what_turned_worse_what_is_late_and_what_is_overspent(empty_ward: Document) -> None:
    action = an_action(empty_ward, rating="red", rating_reason="Site not agreed", due="2023-12-08",
                       delay_cause="partner")  # fmt: skip
    a_note(empty_ward, action, "2023-09-20", "Fine.")
    edits.add(empty_ward, "funding", {"source": "Board", "purpose": "Skips", "allocated": 10000, "spent": 12000})
    edits.add(empty_ward, "risk", {"title": "No owner", "likelihood_after": 4, "impact_after": 4,
                                   "mitigation": "Walk the site"})  # fmt: skip
    edits.add(empty_ward, "risk", {"title": "Rain", "likelihood_after": 2, "impact_after": 2})
    found = said(empty_ward, "challenges")
    assert found[0] == "Cookery course went from Green to Red: Site not agreed."
    assert found[1].startswith("Cookery course is 10 days past its date. Cause: ")
    assert found[2:] == ["Skips: £120 is spent of £100 allocated.", "Risk: No owner. Walk the site."]


@pytest.mark.parametrize("part", PARTS)
def test_the_chosen_sentences_keep_to_the_limit_and_rest_on_records(part: Part, open_document: OpenDocument) -> None:
    doc = open_document(CHESHAM, read_only=True)
    found = draft(doc, Q3, part)
    assert 0 < number_of_words(found.words) <= found.most_words
    assert found.words == together(one for one in found.sentences if one.chosen)
    for one in found.sentences:
        assert one.sources
        for source in one.sources:
            assert doc.store.get(source.table, source.row_id)["sharing"] != "ward"
            assert source.ref == doc.store.get(source.table, source.row_id)["ref"]
    left = [one.weight for one in found.sentences if not one.chosen and number_of_words(one.words) < 10]
    assert not left or max(left) <= max(one.weight for one in found.sentences if one.chosen)


def test_words_that_stand_there_already_leave_less_room(open_document: OpenDocument) -> None:
    found = draft(open_document(CHESHAM, read_only=True), Q3, "progress", standing=200)
    assert 0 < number_of_words(found.words) <= found.most_words - 200


def test_what_is_for_this_ward_only_is_in_no_sentence(empty_ward: Document) -> None:
    action = an_action(empty_ward, sharing="ward", rating="red", due="2023-12-01")
    a_note(empty_ward, action, "2023-12-01", "Secret.")
    edits.add(empty_ward, "event", {"title": "Quiet", "status": "planned", "start": "2024-01-27", "sharing": "ward"})
    assert [said(empty_ward, part) for part in PARTS] == [[], [], []]


def test_what_says_who_somebody_is_is_taken_out(empty_ward: Document) -> None:
    a_note(empty_ward, an_action(empty_ward), "2023-12-01", "Ring 07700 900123 about it")
    assert said(empty_ward, "progress") == ["Cookery course: Ring [removed: phone number] about it."]


def test_themes_stand_in_the_order_of_the_plan_each_in_a_paragraph(empty_ward: Document) -> None:
    for place, title in ((2, "Third"), (0, "First")):
        a_note(empty_ward, an_action(empty_ward, title=title, theme=theme(empty_ward, place)), "2023-12-01", "Done")
    assert draft(empty_ward, Q3, "progress").words == "First: Done.\nThird: Done."


def test_a_recommendation_with_nothing_to_report_says_so(north_northants_ward: Document) -> None:
    doc = north_northants_ward
    row = doc.store.rows("recommendation", order="position")[0]
    edits.edit(doc, "recommendation", str(row["id"]), {"nothing_to_report": "Waits for the grant"})
    assert "Nothing to report: Waits for the grant." in said(doc, "challenges")


def test_a_draft_changes_nothing(empty_ward: Document) -> None:
    an_action(empty_ward, rating="red")
    before = empty_ward.store.number("SELECT count(*) FROM operation", ())
    for part in PARTS:
        draft(empty_ward, Q3, part)
    assert empty_ward.store.number("SELECT count(*) FROM operation", ()) == before
    assert returns.newest(empty_ward, Q3) is None


def test_sentences_of_one_heading_come_together() -> None:
    made = [Sentence(heading, words, (), 1) for heading, words in (("A", "One."), ("B", "Two."), ("A", "Three."))]
    assert together(made) == "One. Three.\nTwo."

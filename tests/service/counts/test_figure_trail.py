"""How a figure was added up, from which records, who entered it and what it was before."""

from __future__ import annotations

import json

import pytest

from ward_desk.core.periods import PeriodError, Quarter
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.counts import figure_entry, figure_past, figure_trail, figures
from ward_desk.service.counts.figure_trail import Trail
from ward_desk.service.counts.figures import CountView
from ward_desk.service.document import Document

Q3 = Quarter(2023, 3)


def count(doc: Document, name: str) -> str:
    return str(doc.store.rows("activity_count", name=name)[0]["id"])


def view(doc: Document, count_id: str, quarter: Quarter = Q3) -> CountView:
    return figures.count_views(doc, [count_id], quarter)[count_id]


def trail(doc: Document, count_id: str, key: str) -> Trail:
    return figure_trail.trail(doc, view(doc, count_id), key)


def lines(found: Trail) -> list[tuple[str, str]]:
    return [(one.words, one.small) for one in found.lines]


@pytest.fixture
def sessions(ward: Document) -> str:
    """A flow: 6 and one more from an event in October, 8 in November, 3 in December."""
    return count(ward, "Homework club sessions")


@pytest.fixture
def residents(ward: Document) -> str:
    """Worked out from events: at least 400 in November, 17 in October."""
    return edits.add(ward, "activity_count", {"name": "Residents", "unit": "people", "computed": "residents"})


def test_a_figure_tells_what_was_typed_and_what_events_gave(ward: Document, sessions: str) -> None:
    found = trail(ward, sessions, "2023-10")
    assert (found.name, found.shown) == ("Oct 2023", "7")
    assert lines(found) == [("Typed in", "6"), ("CHE-E02 Clean-up by the river, 14 Oct 2023", "1")]
    assert found.rule == "What events gave and what was typed in are added up."
    event = ward.store.rows("event", title="Clean-up by the river")[0]["id"]
    assert [line[:3] for line in found.lines] == [("activity_count", sessions, "2023-10"), ("event", event, "")]


def test_a_computed_figure_tells_its_events_and_why_it_is_no_exact_one(ward: Document, residents: str) -> None:
    found = trail(ward, residents, "2023-11")
    assert (found.shown, found.rule) == ("at least 400", "Residents at events: adds up 1 event.")
    assert lines(found) == [("CHE-E01 Jobs fair, 22 Nov 2023", "at least 400")]
    assert found.remarks == ("Counted as “at least”.",)
    assert found.entered == ""


def test_a_month_with_no_event_is_a_true_nought(ward: Document, residents: str) -> None:
    event = ward.store.rows("event", title="Jobs fair")[0]
    edits.edit(ward, "event", str(event["id"]), {"status": "cancelled"})
    found = trail(ward, residents, "2023-11")
    assert (found.shown, found.remarks, found.lines) == ("0", ("No such event was held: a true nought.",), ())


def test_events_with_nobody_counted_are_waited_for(ward: Document, residents: str) -> None:
    edits.add(ward, "event", {"title": "Pop-up", "start": "2023-11-03", "status": "held"})
    found = trail(ward, residents, "2023-11")
    assert lines(found)[0] == ("CHE-E04 Pop-up, 3 Nov 2023", "not counted")
    assert "1 event held with nobody counted: it may grow." in found.remarks
    edits.add(ward, "event", {"title": "Fair", "start": "2023-12-03", "status": "held"})
    assert trail(ward, residents, "2023-12").remarks == ("Waiting for the attendance of 1 event.",)


def test_an_adjustment_is_told_with_its_reason(ward: Document, residents: str) -> None:
    figure_entry.adjust(ward, residents, "2023-11", "-30", "Two doors counted the same people")
    found = trail(ward, residents, "2023-11")
    assert found.shown == "at least 370"
    assert lines(found)[1] == ("Adjusted: Two doors counted the same people", "-30")
    assert found.lines[1].table == "figure"


def test_a_quarter_is_told_by_its_months_and_names_those_that_are_missing(ward: Document, sessions: str) -> None:
    figure_entry.set_figure(ward, sessions, "2023-12", "")
    found = trail(ward, sessions, "2023-24-Q3")
    assert (found.name, found.shown) == ("Q3 2023-24 (October to December 2023)", "15")
    assert lines(found) == [("Oct 2023", "7"), ("Nov 2023", "8"), ("Dec 2023", "–")]
    assert found.rule == "The quarter and the year are the sum of their months."
    assert found.remarks == ("2 of 3 months.", "No figure for Dec 2023.")
    assert found.lines[0][:3] == ("activity_count", sessions, "2023-10")


def test_a_month_still_to_come_is_not_called_missing(ward: Document, sessions: str) -> None:
    found = figure_trail.trail(ward, view(ward, sessions, Quarter(2023, 4)), "2023-24-Q4")
    assert found.remarks == ("No figure yet.", "3 months still to come.")


def test_a_sum_says_which_of_its_parts_make_it_unsure(ward: Document, sessions: str) -> None:
    figure_entry.set_figure(ward, sessions, "2023-10", "about 6")
    figure_entry.set_figure(ward, sessions, "2023-12", "3+")
    found = trail(ward, sessions, "2023-24-YTD-Q3")
    assert found.shown == "about 18 or more"
    assert found.remarks[0] == "It is “about … or more”, because Oct 2023 and Dec 2023 were not counted exactly."


def test_a_rate_tells_its_numerators_and_denominators(ward: Document) -> None:
    share = count(ward, "Pupils who come back")
    figure_entry.set_figure(ward, share, "2023-24-Q2", "12 of 40")
    found = trail(ward, share, "2023-24-YTD-Q3")
    assert found.shown == "48.4% (30 of 62)"
    assert lines(found) == [("Q1 2023-24", "–"), ("Q2 2023-24", "30% (12 of 40)"), ("Q3 2023-24", "81.8% (18 of 22)")]
    assert "never a mean of percentages" in found.rule


def test_a_score_tells_how_many_answered(ward: Document) -> None:
    score = edits.add(ward, "activity_count", {"name": "Life satisfaction", "unit": "points", "nature": "score"})
    figure_entry.set_figures(ward, [(score, "2023-10", "7.5 (10)"), (score, "2023-11", "6 (20)")])
    found = trail(ward, score, "2023-24-Q3")
    assert found.shown == "6.5 (30 answers)"
    assert lines(found)[:2] == [("Oct 2023", "7.5 (10 answers)"), ("Nov 2023", "6 (20 answers)")]


def test_a_stock_says_when_it_was_read_and_only_later_gaps_count(ward: Document) -> None:
    stock = edits.add(ward, "activity_count", {"name": "Places", "unit": "places", "nature": "stock"})
    figure_entry.set_figures(ward, [(stock, "2023-08", "40"), (stock, "2023-11", "50")])
    found = trail(ward, stock, "2023-24-YTD-Q3")
    assert ("Nov 2023, the latest", "50") in lines(found)
    assert found.remarks == ("As it stood in Nov 2023.", "No figure for Dec 2023.")


def test_different_people_are_never_summed_and_a_year_to_date_is_its_own_figure(ward: Document) -> None:
    people = edits.add(ward, "activity_count", {"name": "People helped", "unit": "people", "nature": "people"})
    figure_entry.set_figures(ward, [(people, "2023-24-Q2", "13"), (people, "2023-24-YTD-Q2", "18")])
    assert trail(ward, people, "2023-24-YTD-Q2").shown == "18"
    assert trail(ward, people, "2023-24-YTD-Q3").shown == "–"
    assert trail(ward, people, "2023-10").remarks == ("One figure is entered for the whole quarter.",)


def test_why_there_is_no_figure_is_told(ward: Document, sessions: str) -> None:
    figure_entry.set_figure(ward, sessions, "2023-12", "", unavailable="The register was lost.")
    assert trail(ward, sessions, "2023-12").remarks == ("Not available: The register was lost.",)
    assert ("Dec 2023", "not available: The register was lost.") in lines(trail(ward, sessions, "2023-24-Q3"))


def test_a_provisional_figure_and_its_note_are_told(ward: Document, sessions: str) -> None:
    found = ward.store.rows("figure", activity_count=sessions, period="2023-12")[0]
    edits.edit(ward, "figure", str(found["id"]), {"state": "provisional", "note": "Half term."})
    assert trail(ward, sessions, "2023-12").remarks == ("Provisional.", "Half term.")
    edits.edit(ward, "figure", str(found["id"]), {"state": "revised"})
    assert trail(ward, sessions, "2023-12").remarks == ("Revised.", "Half term.")


def test_who_entered_a_figure_and_every_value_before_is_told(ward: Document, sessions: str) -> None:
    ward.role = "Community officer"
    figure_entry.set_figure(ward, sessions, "2023-12", "about 5")
    figure_entry.set_figure(ward, sessions, "2023-12", "", note="Checked twice")
    figure_entry.set_figure(ward, sessions, "2023-12", "7")
    assert trail(ward, sessions, "2023-12").entered == "Entered by Community officer on 18 Dec 2023."
    row = ward.store.get("activity_count", sessions) or {}
    told = [one.words for one in figure_past.before(ward, row, "2023-12")]
    assert told[:4] == ["7", "about 5 taken out", "3 to about 5", "3"]
    assert figure_past.before(ward, row, "2023-12")[0].when == "18 Dec, Community officer"


def test_a_figure_taken_out_and_typed_again_still_tells_what_it_was(ward: Document, sessions: str) -> None:
    figure_entry.set_figure(ward, sessions, "2023-12", "")
    figure_entry.set_figure(ward, sessions, "2023-12", "9")
    row = ward.store.get("activity_count", sessions) or {}
    told = [one.words for one in figure_past.before(ward, row, "2023-12")]
    assert told == ["9", "3 taken out", "3"]


def test_what_was_undone_is_told_as_if_it_had_never_been(ward: Document, sessions: str) -> None:
    figure_entry.set_figure(ward, sessions, "2023-12", "99")
    ward.undo()
    row = ward.store.get("activity_count", sessions) or {}
    assert [one.words for one in figure_past.before(ward, row, "2023-12")] == ["3"]


def test_a_change_of_note_state_event_or_adjustment_is_told(ward: Document, sessions: str) -> None:
    row = ward.store.get("activity_count", sessions) or {}
    typed = ward.store.rows("figure", activity_count=sessions, period="2023-12")[0]
    edits.edit(ward, "figure", str(typed["id"]), {"note": "Half term."})
    edits.edit(ward, "figure", str(typed["id"]), {"state": "provisional"})
    assert [one.words for one in figure_past.before(ward, row, "2023-12")][:2] == ["Provisional", "Note: Half term."]
    figure_entry.adjust(ward, sessions, "2023-10", "+2", "Left out at the door")
    assert {one.words for one in figure_past.before(ward, row, "2023-10")} == {"Adjustment: +2", "CHE-E02: 1", "6"}


def test_a_figure_changed_since_its_return_was_sent_says_so(ward: Document, sessions: str) -> None:
    sent: Row = {"ref": "CHE-C15", "month_3": 51, "quarter": 65, "year_to_date": 18}
    snapshot = json.dumps({"tables": {"activity_counts": [sent]}}).encode()
    edits.add(ward, "quarterly_return", {"period": "2023-24-Q3", "version": 2, "status": "sent",
                                         "sent_on": "2024-01-12", "snapshot": snapshot})  # fmt: skip
    said = "It was {} in the return sent on 12 Jan 2024: revised since."
    assert trail(ward, sessions, "2023-12").remarks == (said.format(51),)
    assert said.format(65) in trail(ward, sessions, "2023-24-Q3").remarks
    assert not any("return sent" in one for one in trail(ward, sessions, "2023-24-YTD-Q3").remarks)
    assert trail(ward, sessions, "2023-11").remarks == ()


def test_what_is_no_period_is_refused(ward: Document, sessions: str) -> None:
    with pytest.raises(PeriodError):
        trail(ward, sessions, "spring")


def test_a_month_is_part_of_its_quarter_and_of_the_year_to_date(ward: Document, sessions: str) -> None:
    seen = view(ward, sessions)
    assert figure_trail.longer(seen, "2023-05") == ("2023-24-Q1", "2023-24-YTD-Q3")
    assert figure_trail.longer(seen, "2024-02") == ("2023-24-Q4",)
    assert figure_trail.longer(seen, "2023-24-Q2") == ("2023-24-YTD-Q3",)
    assert figure_trail.longer(seen, "2023-24-YTD-Q3") == ()

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import trackers
from ward_desk.core import choices
from ward_desk.core.tracker.tracker import KEEP, OUT, TARGETS, Cell, Proposed, Sheet
from ward_desk.core.tracker.tracker_guess import guess_columns, guess_header, guess_sheet
from ward_desk.core.tracker.tracker_rows import Aside, asides, propose
from ward_desk.exchange.tracker.tracker_reader import read

TODAY = date(2023, 12, 18)


def sheet(*rows: tuple[str | Cell, ...]) -> Sheet:
    return Sheet(
        "Sheet1",
        tuple(tuple(one if isinstance(one, Cell) else Cell(one, one or None) for one in row) for row in rows),
    )


def of(page: Sheet, *columns: str) -> list[Proposed]:
    return propose(page, 0, columns, TODAY)


def one(heading: str, cell: str | Cell, target: str) -> Proposed:
    """What a row with a title and this cell gives."""
    (found,) = of(sheet(("Action", heading), ("Hold a fair", cell)), "title", target)
    return found


@pytest.fixture
def chesham(tmp_path: Path) -> list[Proposed]:
    return _whole(trackers.chesham(tmp_path / "chesham.xlsx"))


@pytest.fixture
def north(tmp_path: Path) -> list[Proposed]:
    return _whole(trackers.north_northants(tmp_path / "north.xlsx"))


def _whole(path: Path) -> list[Proposed]:
    file = read(path)
    page = file.sheets[guess_sheet(file)]
    header = guess_header(page)
    return propose(page, header, guess_columns(page, header), TODAY)


def test_every_action_of_a_ward_tracker_is_found_and_nothing_else(chesham: list[Proposed]) -> None:
    assert [(row.number, row.part) for row in chesham] == [(5, 0), (6, 0), (8, 0), (9, 1), (9, 2), (9, 3), (10, 0)]


def test_a_merged_theme_is_the_theme_of_each_of_its_rows(chesham: list[Proposed]) -> None:
    assert [row.names["theme"] for row in chesham[:3]] == [
        "Education and Skills", "Education and Skills", "Jobs and career opportunities",
    ]  # fmt: skip


def test_a_rating_that_is_only_a_colour_is_read(chesham: list[Proposed]) -> None:
    assert [row.values.get("rating") for row in chesham] == ["green", None, *["amber"] * 4, "red"]
    assert chesham[1].values["status"] == "complete"  # blue


def test_several_actions_in_a_cell_share_what_is_listed_as_often(chesham: list[Proposed]) -> None:
    parts = chesham[3:6]
    assert [part.values["title"] for part in parts] == [
        "Community Day of Action", "Waste hot-spots with Paradigm Housing", "Paint the railings in Berkhampstead Road",
    ]  # fmt: skip
    assert [part.values.get("due") for part in parts] == ["2023-12-13", None, "2024-03-31"]
    assert [part.values["source_ref"] for part in parts] == ["4 (1)", "4 (2)", "4 (3)"]
    assert [part.notes[0][1] for part in parts] == ["Date agreed.", "Paradigm own most of the land.", "Paint ordered."]
    assert {part.names["lead"] for part in parts} == {"Waste team"}
    assert parts[1].kept == ("By when: TBC",)


def test_dated_lines_of_an_update_are_notes_of_their_days(chesham: list[Proposed]) -> None:
    assert [day for day, _ in chesham[0].notes] == ["2023-09-12", "2023-11-14", None]
    assert chesham[0].notes[2][1] == "Officer notes (internal): Check funding"


def test_a_plan_by_recommendation_and_term_is_read_whole(north: list[Proposed]) -> None:
    assert [row.values["term"] for row in north] == ["short", "short", "short", "medium", "longer"]
    assert [row.values["status"] for row in north] == [
        "in_progress", "in_progress", "complete", "on_hold", "not_started",
    ]  # fmt: skip
    assert [row.values.get("rating") for row in north] == ["green", "amber", None, "red", None]
    assert north[1].names["recommendation"] == north[0].names["recommendation"]
    assert [row.values["delivery"] for row in north] == ["bau", "additional", "task_finish", "bau", "additional"]
    assert north[2].names["lead"] == "Police, Fire and Crime Commissioner"


def test_rows_that_are_no_actions_are_told(tmp_path: Path) -> None:
    page = read(trackers.hand_made(tmp_path / "t.csv")).sheets[0]
    assert [(row.number, row.kind) for row in asides(page, 2, guess_columns(page, 2))] == [(5, "blank"), (8, "repeat")]
    page = read(trackers.chesham(tmp_path / "t.xlsx")).sheets[0]
    assert asides(page, 3, guess_columns(page, 3))[-1] == Aside(11, "footer", "Total actions: 5")


def test_a_hand_made_list_keeps_what_it_cannot_read(tmp_path: Path) -> None:
    rows = _whole(trackers.hand_made(tmp_path / "t.csv"))
    assert [row.kept for row in rows] == [
        ("Cost: £1,200",), ("% complete: about half",), ("Cost: £2.2m",), ("When: 12/25/2023",), ("Who: n/a",),
    ]  # fmt: skip
    assert [row.problems[0].level for row in rows[1:]] == ["error", "warning", "error", "warning"]
    assert rows[0].values["progress"] == 100
    assert rows[1].values["title"] == "Door-knock for unlicensed HMO’s in 12 streets"


def test_a_row_without_an_action_goes_on_with_the_one_above(tmp_path: Path) -> None:
    rows = _whole(trackers.two_sheets(tmp_path / "t.xlsx"))
    first = rows[0]
    assert [row.values["source_ref"] for row in rows] == ["SL1", "SL2", "HW1"]
    assert first.kept == ("Description: Also private tenants",)
    assert first.milestones[-1] == ("Report to board", None, None)
    assert first.notes[-1] == (None, "Landlords told")
    assert (first.values["progress"], first.values["rating"], first.values["due"]) == (65, "amber", "2023-12-31")
    assert [row.names["theme"] for row in rows] == ["Standard of Living"] * 2 + ["Health and Wellbeing"]


def test_a_title_merged_over_rows_is_one_action() -> None:
    fair = Cell("Hold a fair", "Hold a fair")
    page = sheet(
        ("Action", "Update"), (fair, "Venue booked"), (fair._replace(merged=True), "Posters up"), ("Paint", "")
    )
    rows = of(page, "title", "note")
    assert [row.values["title"] for row in rows] == ["Hold a fair", "Paint"]
    assert rows[0].notes == ((None, "Venue booked"), (None, "Posters up"))


def test_a_cell_merged_over_columns_is_read_once() -> None:
    fair = Cell("Hold a fair", "Hold a fair")
    page = sheet(("Action", "Detail", "Lead"), (fair, fair._replace(merged=True), "Council"))
    (found,) = of(page, "title", "what", "lead")
    assert (found.values, found.names) == ({"title": "Hold a fair"}, {"lead": "Council"})


def test_a_heading_between_rows_is_their_theme_or_is_kept_in_words() -> None:
    page = sheet(("No", "Action", "Theme"), ("Education & Skills", "", ""), ("1", "Hold a fair", ""))
    assert of(page, "source_ref", "title", "keep")[0].names == {"theme": "Education & Skills"}
    page = sheet(("No", "Action", "Theme"), ("Education & Skills", "", ""), ("1", "Hold a fair", "Health"))
    (found,) = of(page, "source_ref", "title", "theme")
    assert (found.names, found.kept) == ({"theme": "Health"}, ("Heading above: Education & Skills",))


def test_a_theme_given_once_counts_for_the_rows_below_it() -> None:
    page = sheet(("Theme", "Action"), ("Health", ""), ("", "Hold a fair"), ("Skills", "Paint"))
    assert [row.names["theme"] for row in of(page, "theme", "title")] == ["Health", "Skills"]


def test_a_row_with_only_a_title_is_an_action() -> None:
    assert len(of(sheet(("Action", "Lead"), ("Hold a fair", ""), ("Paint", "")), "title", "lead")) == 2


def test_a_numbered_row_without_an_action_is_an_error_not_a_further_row() -> None:
    page = sheet(("No", "Action", "Lead"), ("1", "Hold a fair", ""), ("2", "", "Council"))
    rows = of(page, "source_ref", "title", "lead")
    assert [(row.problems[0].target, row.problems[0].level) for row in rows[1:]] == [("title", "error")]


def test_a_title_without_a_letter_is_no_action() -> None:
    (found,) = of(sheet(("Action", "Lead"), ("–", "Council")), "title", "lead")
    assert (found.values, found.kept, found.problems[0].level) == ({}, ("Action: –",), "error")


def test_words_and_colour_of_a_rating_that_disagree_are_told() -> None:
    found = one("RAG", Cell("Green", "Green", "red"), "rating")
    assert found.values["rating"] == "green"
    assert "red cell" in found.problems[0].sentence


def test_the_colour_is_taken_where_the_word_names_none() -> None:
    assert one("RAG", Cell("On track", "On track", "amber"), "rating").values["rating"] == "amber"
    found = one("RAG", Cell("Ask Bob", "Ask Bob", "red"), "rating")
    assert (found.values["rating"], found.kept) == ("red", ("RAG: Ask Bob",))


def test_a_tracker_without_a_rating_column_is_rated_by_its_status() -> None:
    assert one("Status", Cell("Ongoing", "Ongoing", "amber"), "status").values["rating"] == "amber"
    assert one("Status", "Overdue", "status").values == {
        "title": "Hold a fair", "status": "in_progress", "rating": "red",
    }  # fmt: skip
    assert "rating" not in one("Status", Cell("Complete", "Complete", "green"), "status").values


def test_a_status_column_wins_over_the_rating_saying_complete() -> None:
    page = sheet(("Action", "Status", "RAG"), ("Hold a fair", "Ongoing", "Complete"))
    (found,) = of(page, "title", "status", "rating")
    assert (found.values["status"], found.kept) == ("in_progress", ("RAG: Complete",))


def test_shares_of_one_are_per_cent_when_the_column_is() -> None:
    page = sheet(("Action", "%"), ("Fair", Cell("0.25", 0.25)), ("Paint", Cell("1", 1)))
    assert [row.values["progress"] for row in of(page, "title", "progress")] == [25, 100]
    page = sheet(("Action", "%"), ("Fair", Cell("25", 25)), ("Paint", Cell("1", 1)))
    assert [row.values["progress"] for row in of(page, "title", "progress")] == [25, 1]


def test_what_is_not_known_yet_becomes_no_organisation() -> None:
    found = one("Lead", "TBC", "lead")
    assert (found.names, found.kept, found.problems[0].level) == ({}, ("Lead: TBC",), "warning")
    assert one("Partners", "-", "partners").partners == ()


def test_the_second_of_two_leads_is_a_partner_and_that_is_said() -> None:
    found = one("Lead", "Housing / Energy Doctor", "lead")
    assert (found.names["lead"], found.partners) == ("Housing", ("Energy Doctor",))
    assert found.problems[0].target == "lead"


def test_a_choice_nobody_knows_is_kept() -> None:
    found = one("Delivery", "by elves", "delivery")
    assert ("delivery" in found.values, found.kept) == (False, ("Delivery: by elves",))


def test_a_text_too_long_for_its_field_is_kept_whole() -> None:
    words = "word " * 7_000
    assert one("Detail", words, "what").kept == (f"Detail: {words}",)


def test_a_correction_takes_the_place_of_the_cell() -> None:
    page = sheet(("Action", "Due"), ("1. Fair\n2. Paint", "soon"))
    typed = {(2, 2, "due"): "13/12/2023", (2, 1, "title"): "Jobs fair"}
    rows = propose(page, 0, ("title", "due"), TODAY, typed)
    assert [row.values["title"] for row in rows] == ["Jobs fair", "Paint"]
    assert [row.values.get("due") for row in rows] == [None, "2023-12-13"]
    assert rows[1].kept == ()


_PLAIN = st.lists(st.from_regex(r"[a-z]{4,8}[0-9]{2}", fullmatch=True), min_size=1, max_size=4).map(" ".join)
_TEXTS = st.one_of(
    _PLAIN,
    st.lists(_PLAIN, min_size=2, max_size=3).map("\n".join),
    st.lists(_PLAIN, min_size=2, max_size=3).map(lambda items: "\n".join(f"- {item}" for item in items)),
    st.lists(_PLAIN, min_size=2, max_size=3).map("; ".join),
    st.builds("{}: {}".format, st.sampled_from(["13/11/23", "4 Dec 2023", "Nov-23"]), _PLAIN),
    st.builds("{} {}".format, st.sampled_from(["Complete", "Amber -", "65%", "Short term", "By 13/12/23"]), _PLAIN),
    st.just(""),
)  # fmt: skip
_TARGETS = [code for code, _ in TARGETS if code not in (OUT, "next_milestone")]
_CELLS = st.builds(
    lambda words, colour, merged: Cell(words, words or None, colour, merged),
    _TEXTS, st.sampled_from(["", "", "red", "blue"]), st.sampled_from([False, False, False, True]),
)  # fmt: skip


@settings(max_examples=400)
@given(st.data())
def test_no_word_of_any_cell_is_lost(data: st.DataObject) -> None:
    columns = data.draw(st.lists(st.sampled_from(_TARGETS), min_size=1, max_size=6))
    columns[data.draw(st.integers(0, len(columns) - 1))] = "title"
    rows = data.draw(st.lists(st.tuples(*[_CELLS] * len(columns)), min_size=1, max_size=6))
    page = Sheet("s", (tuple(Cell(f"Heading {at}", None) for at in range(len(columns))), *rows))
    found = repr(propose(page, 0, columns, TODAY))
    found += repr([row for row in asides(page, 0, columns) if row.kind != "further"])
    words = {word for row in rows for cell in row for word in re.findall(r"[a-z]{4,8}[0-9]{2}", cell.text)}
    assert {word for word in words if word not in found} == set()


def test_a_column_to_be_left_out_is_left_out_and_one_to_keep_is_kept() -> None:
    page = sheet(("Action", "A", "B"), ("Hold a fair", "left out", "kept"))
    (found,) = of(page, "title", OUT, KEEP)
    assert found.kept == ("B: kept",)
    assert "left out" not in repr(found)


def test_every_term_is_known_as_a_heading_between_rows() -> None:
    for code, label in choices.TERMS:
        page = sheet(("Action", "Lead"), (label, ""), ("Hold a fair", "Council"))
        assert [row.values["term"] for row in of(page, "title", "lead")] == [code]


def test_a_coloured_sign_is_a_rating_and_one_without_a_colour_is_kept() -> None:
    coloured, bare = Cell("●", "●", "red"), Cell("●", "●")
    assert (one("RAG", coloured, "rating").values["rating"], one("RAG", coloured, "rating").problems) == ("red", ())
    assert one("RAG", bare, "rating").kept == ("RAG: ●",)
    assert len(one("RAG", bare, "rating").problems) == 1


@pytest.mark.parametrize("target", ["note", "due", "lead", "progress"])
def test_a_fault_of_a_formula_is_kept_and_said_and_nothing_else(target: str) -> None:
    found = one("Cell", "#REF!", target)
    assert (found.notes, found.names, found.kept) == ((), {}, ("Cell: #REF!",))
    assert [problem.target for problem in found.problems] == [target]


def test_more_than_a_hundred_per_cent_is_said_in_its_own_words() -> None:
    assert "more than 100%" in one("Done", "120%", "progress").problems[0].sentence


def test_a_slip_above_one_leaves_the_others_shares() -> None:
    found = of(sheet(("Action", "Done"), ("A fair", "0.25"), ("A choir", "1.2")), "title", "progress")
    assert [row.values.get("progress") for row in found] == [25, None]


def test_a_lonely_time_stamp_is_no_heading() -> None:
    page = sheet(
        ("Timestamp", "Action"), ("14/11/2023 9:32", "Hold a fair"), ("15/11/2023", ""), ("16/11/2023", "Sing")
    )
    assert [row.kind for row in asides(page, 0, (KEEP, "title"))] == ["further"]


def test_an_average_at_the_end_is_no_action() -> None:
    page = sheet(("Action", "Done"), ("Hold a fair", "50%"), ("Average", "=AVERAGE(B2:B2)"))
    assert [row.kind for row in asides(page, 0, ("title", "progress"))] == ["footer"]

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import trackers
from ward_desk.core.records import RECORDS
from ward_desk.core.tracker.tracker import TARGETS, Cell, Sheet, TrackerFile
from ward_desk.core.tracker.tracker_guess import first_of_headings, guess_columns, guess_header, guess_sheet, headings
from ward_desk.exchange.tracker.tracker_reader import read


def sheet(*rows: tuple[str, ...]) -> Sheet:
    return Sheet("Sheet1", tuple(tuple(Cell(words, words or None) for words in row) for row in rows))


@pytest.mark.parametrize(
    ("make", "name", "row"),
    [(trackers.chesham, "Chesham action plan", 4), (trackers.north_northants, "LUP tracker", 5),
     (trackers.two_sheets, "Action tracker", 1)],
)  # fmt: skip
def test_the_plan_is_found_among_the_sheets_and_the_headings_under_the_titles(
    make: Callable[[Path], Path], name: str, row: int, tmp_path: Path
) -> None:
    file = read(make(tmp_path / "tracker.xlsx"))
    found = file.sheets[guess_sheet(file)]
    assert (found.name, guess_header(found) + 1) == (name, row)


def test_a_hidden_sheet_is_the_last_choice() -> None:
    plan = sheet(("Action", "Lead", "Due"), ("Hold a fair", "Council", "13/12/23"))
    notes = sheet(("Words",), ("of no plan",))
    assert guess_sheet(TrackerFile("t.xlsx", (plan._replace(hidden=True), notes))) == 1


def test_one_heading_over_two_columns_stands_before_both(tmp_path: Path) -> None:
    page = read(trackers.north_northants(tmp_path / "t.xlsx")).sheets[0]
    assert headings(page, 4)[3:6] == ("Dates: Start", "Dates: End", "BAU?")


def test_every_column_of_the_chesham_tracker_is_known(tmp_path: Path) -> None:
    page = read(trackers.chesham(tmp_path / "t.xlsx")).sheets[0]
    assert guess_columns(page, 3) == (
        "source_ref", "theme", "title", "lead", "partners", "start", "due", "rating", "note", "note",
    )  # fmt: skip


def test_every_column_of_the_north_northants_tracker_is_known(tmp_path: Path) -> None:
    page = read(trackers.north_northants(tmp_path / "t.xlsx")).sheets[0]
    assert guess_columns(page, 4) == (
        "recommendation", "title", "lead", "start", "due", "delivery", "status", "rating", "note",
    )  # fmt: skip


def test_every_column_of_the_hand_made_list_is_known_or_kept(tmp_path: Path) -> None:
    page = read(trackers.hand_made(tmp_path / "t.csv")).sheets[0]
    assert guess_columns(page, guess_header(page)) == (
        "source_ref", "title", "lead", "due", "status", "progress", "note", "keep",
    )  # fmt: skip


def test_our_own_list_is_read_back_by_its_headings_exactly() -> None:
    labels = {field.label: field.name for field in RECORDS["action"].fields if field.name != "illustrative"}
    words = ("Ref", *labels, "Partners", "Milestones", "Next milestone", "Last note")
    page = sheet(
        words,
        (
            "CHE-07",
            *("65%" if name == "progress" else "x" for name in labels.values()),
            "Greggs",
            "Booked",
            "Booked",
            "13 Dec 2023",
        ),
    )
    assert guess_columns(page, 0) == ("ref", *labels.values(), "partners", "milestones", "next_milestone", "out")


def test_a_progress_column_is_a_note_or_a_percentage_by_what_is_in_it() -> None:
    for values, target in ((("Booked on 13/12", "Met"), "note"), (("65%", "20"), "progress")):
        page = sheet(("Ref", "Action", "Lead", "Due", "Progress"), *(("1", "Fair", "c", "d", one) for one in values))
        assert guess_columns(page, 0)[4] == target


def test_a_status_column_of_colours_is_the_rating() -> None:
    page = sheet(("Action", "Status"), ("Hold a fair", "Green"), ("Paint", "A"))
    assert guess_columns(page, 0) == ("title", "rating")


def test_a_priority_of_high_or_low_is_no_priority_of_the_ward() -> None:
    page = sheet(("Action", "Priority", "Timescale"), ("Hold a fair", "High", "Short term"))
    assert guess_columns(page, 0) == ("title", "keep", "term")


def test_a_column_without_a_heading_is_known_by_colours_or_letters_alone() -> None:
    coloured = Sheet("s", ((Cell("Action", "Action"), Cell("", None)), (Cell("Fair", "Fair"), Cell("", None, "red")),
                           (Cell("Paint", "Paint"), Cell("", None, "green"))))  # fmt: skip
    assert guess_columns(coloured, 0) == ("title", "rating")
    assert guess_columns(sheet(("Action", ""), ("Fair", "R"), ("Paint", "G")), 0) == ("title", "rating")


def test_an_empty_column_is_left_out_and_an_unknown_one_kept() -> None:
    page = sheet(("Action", "Lead", "Zebra"), ("Hold a fair", "", "stripes"))
    assert guess_columns(page, 0) == ("title", "out", "keep")


def test_without_a_heading_for_it_the_action_is_the_column_of_most_words() -> None:
    page = sheet(("Zebra", "Quagga", "Due"), ("x", "Hold a jobs fair", "1/2/24"), ("x", "Paint the railings", "1/3/24"))
    assert guess_columns(page, 0) == ("keep", "title", "due")


def test_no_field_of_an_action_is_left_without_a_target() -> None:
    known = {code for code, _ in TARGETS}
    assert {field.name for field in RECORDS["action"].fields} - known == {"illustrative"}


def test_headings_in_three_rows_are_read_down_each_column() -> None:
    def wide(words: str) -> tuple[Cell, Cell]:
        return Cell(words, words, merged=True), Cell(words, words, merged=True)

    def plain(*words: str) -> tuple[Cell, ...]:
        return tuple(Cell(one, one or None) for one in words)

    page = Sheet("Sheet1", (
        (*plain("Our plan"), *wide("Our plan"), *wide("Our plan"), *plain("Our plan")),
        (*plain(""), *wide("What"), *wide("When"), *plain("")),
        (*plain("No"), *wide("Actions"), *wide("Timescale"), *plain("Comments")),
        plain("", "Actions", "Sub-actions", "Start", "Finish", "and next steps"),
        plain("1", "Breakfast clubs", "Find volunteers", "w/c 4 Dec", "Summer 2024", "Going well"),
    ))  # fmt: skip
    assert guess_header(page) == 3
    assert headings(page, 3) == (
        "No", "What: Actions", "What: Actions: Sub-actions", "When: Timescale: Start", "When: Timescale: Finish",
        "Comments and next steps",
    )  # fmt: skip
    assert guess_columns(page, 3) == ("source_ref", "title", "milestones", "start", "due", "note")
    assert first_of_headings(page, 3) == 1

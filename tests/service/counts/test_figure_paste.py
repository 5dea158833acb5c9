"""Pasting a block of figures: read, placed by cell, by name and by heading, refused in words, entered as one step."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.records import Value
from ward_desk.service import edits
from ward_desk.service.counts import figure_paste, figures
from ward_desk.service.counts.figure_paste import CHANGED, NEW, REFUSED, SAME, Room, plan, read_block
from ward_desk.service.document import Document

YEAR = Quarter(2023, 4).year_to_date


def a_count(doc: Document, name: str, **fields: Value) -> str:
    return edits.add(doc, "activity_count", {"name": name, "unit": "items", **fields})


@pytest.fixture
def two(ward: Document) -> list[str]:
    """A flow of a figure a month, and a share with a figure a quarter."""
    monthly = a_count(ward, "Glass picked up")
    return [monthly, a_count(ward, "Courses finished", nature="rate", unit="%", frequency="quarterly")]


def becomes(found: figure_paste.Plan) -> list[str]:
    return [cell.becomes for cell in found.cells]


def goes_to(found: figure_paste.Plan) -> list[tuple[str, str]]:
    return [(cell.key, cell.after) for cell in found.cells]


def stored(doc: Document, counts: Sequence[str]) -> dict[str, object]:
    rows = [row for one in counts for row in doc.store.rows("figure", activity_count=one)]
    return {str(row["period"]): row["value"] if row["value"] is not None else row["numerator"] for row in rows}


def test_a_block_is_read_as_a_spreadsheet_copies_it() -> None:
    words = '\ufeffName\tApr\r\n"Breakfast\nclub"\t"1,234"\r\nX\r\n\r\n'
    assert read_block(words) == [["Name", "Apr"], ["Breakfast club", "1,234"], ["X", ""]]
    assert read_block("") == []


def test_too_large_a_block_is_refused_in_words() -> None:
    with pytest.raises(KnownError, match="more than can be pasted at once"):
        read_block("\t".join("1" for _ in range(1001)) + "\n" + "\n".join("\t" * 1000 for _ in range(100)) + "\n1")


def test_a_bare_block_goes_on_from_its_first_cell_and_fits(ward: Document, two: list[str]) -> None:
    found = plan(ward, read_block("12\tabout 14\n"), Room(two, YEAR, 0, 3))
    assert goes_to(found) == [("2023-07", "12"), ("2023-08", "about 14")]
    assert becomes(found) == [NEW, NEW]
    assert found.fits


def test_what_is_there_already_is_told_from_what_changes(ward: Document, two: list[str]) -> None:
    figures.set_figures(ward, [(two[0], "2023-04", "12"), (two[0], "2023-05", "14")])
    found = plan(ward, [["12", "15", "-", ""]], Room(two, YEAR))
    assert becomes(found) == [SAME, CHANGED]
    assert found.cells[1].before == "14"
    assert found.left == 2
    assert [cell.key for cell in found.changes] == ["2023-05"]


def test_rows_go_by_name_or_reference_and_columns_by_their_heading(ward: Document, two: list[str]) -> None:
    ref = str(ward.store.rows("activity_count", id=two[1])[0]["ref"])
    block = [
        ["Measure", "Owner", "Jul 2023", "Q2", "Total"],
        ["glass, picked up", "Waste team", "7", "", "7"],
        [ref, "College", "", "17 of 27", ""],
        ["Bins emptied", "", "4", "", "4"],
    ]
    found = plan(ward, block, Room(two, YEAR, 1, 9))
    assert (found.by_name, found.by_heading, found.fits) == (True, True, False)
    assert found.skipped == ("Owner", "Total")
    assert goes_to(found) == [("2023-07", "7"), ("2023-24-Q2", "17 of 27"), ("", "4")]
    assert found.cells[2].why == "There is no one count called “Bins emptied”."


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Dec", "2023-12"), ("dec-23", "2023-12"), ("December 2022", "2022-12"), ("2023-12", "2023-12"),
        ("01/12/2023", "2023-12"), ("Feb", "2024-02"), ("Q3", "2023-24-Q3"), ("Q3 2022-23", "2022-23-Q3"),
        ("Oct-Dec 2023", "2023-24-Q3"), ("Sept 23", "2023-09"), ("2023-24-YTD-Q3", None), ("1250.10", None),
        ("Decimal", None), ("50", None), ("Year", None), ("", None),
    ],
)  # fmt: skip
def test_a_heading_is_a_period_of_the_year_shown_unless_it_says_another(heading: str, key: str | None) -> None:
    found = figure_paste.read_period(heading, YEAR, 4)
    assert (found.key if found else None) == key


def test_a_column_of_names_nobody_knows_is_no_column_of_figures(ward: Document, two: list[str]) -> None:
    found = plan(ward, [["Bins emptied", "4"], ["Trees felled", "5"]], Room(two, YEAR))
    assert [cell.why for cell in found.cells] == [
        "There is no one count called “Bins emptied”.", "There is no one count called “Trees felled”.",
    ]  # fmt: skip


def test_two_counts_of_the_same_name_are_not_guessed_between(ward: Document, two: list[str]) -> None:
    a_count(ward, "Glass picked up")
    found = plan(ward, [["Glass picked up", "4"], ["Courses finished", "3 of 4"]], Room(two, YEAR))
    assert found.cells[0].why == "There is no one count called “Glass picked up”."


def test_what_cannot_be_kept_says_why_and_leaves_the_rest(ward: Document, two: list[str]) -> None:
    event = ward.store.rows("event")[0]
    edits.add(ward, "figure", {"activity_count": two[0], "period": "2024-02", "value": 3.0, "event": event["id"]})
    found = plan(ward, [["numerous", "4", "5", "6"], ["1", "1", "63%", ""], ["9"] + [""] * 3], Room(two, YEAR, 0, 9))
    whys = [cell.why for cell in found.cells]
    assert whys[0].startswith("“numerous” is not a count.")
    assert whys[1] == "It adds up from events, so nothing is typed over it."
    assert (found.cells[2].becomes, found.cells[2].key) == (NEW, "2024-03")
    assert whys[3] == "It is beyond the last period shown."
    assert whys[4] == "This count has one figure a quarter, which stands in Mar 2024."
    assert whys[6].startswith("A percentage needs its base.")
    assert whys[7] == "It is below the last count of the list."
    assert not found.fits
    assert len(found.changes) == 1


def test_in_quarters_a_count_of_months_takes_nothing(ward: Document, two: list[str]) -> None:
    quarters = Quarter(2023, 4).quarters_to_date
    found = plan(ward, [["5"], ["3 of 4"]], Room(two, quarters, 0, 1))
    assert [(cell.key, cell.becomes) for cell in found.cells] == [("", REFUSED), ("2023-24-Q2", NEW)]


def test_one_figure_is_pasted_into_every_cell_chosen(ward: Document, two: list[str]) -> None:
    found = plan(ward, [["0"]], Room(two, YEAR, 0, 0, rows=1, columns=3))
    assert goes_to(found) == [("2023-04", "0"), ("2023-05", "0"), ("2023-06", "0")]


def test_a_block_of_another_shape_than_what_is_chosen_wants_another_look(ward: Document, two: list[str]) -> None:
    assert plan(ward, [["1", "2"]], Room(two, YEAR, 0, 0, rows=1, columns=2)).fits
    assert not plan(ward, [["1", "2"]], Room(two, YEAR, 0, 0, rows=1, columns=3)).fits


def test_a_paste_is_one_operation_taken_back_as_one(ward: Document, two: list[str]) -> None:
    before = ward.undo_label
    found = plan(ward, [["1", "2", "£3"], ["", "", "17 of 27"]], Room(two, YEAR))
    figure_paste.apply(ward, found)
    assert stored(ward, two) == {"2023-04": 1, "2023-05": 2, "2023-24-Q1": 17}
    assert ward.undo_label == "Paste 3 figures"
    ward.undo()
    assert stored(ward, two) == {}
    assert ward.undo_label == before


def test_what_is_copied_from_the_grid_can_be_pasted_back(ward: Document, two: list[str]) -> None:
    from ward_desk.service.counts.figure_cell import cell_words

    typed = ["about 1,250", "12 p", "n/a because the register was lost", "0.333333"]
    figures.set_figures(ward, [(two[0], month.key, words) for month, words in zip(YEAR, typed, strict=False)])
    count = ward.store.get("activity_count", two[0])
    assert count is not None
    rows = [ward.store.rows("figure", activity_count=two[0], period=month.key)[0] for month in YEAR[:4]]
    copied = [cell_words(row, count) for row in rows]
    assert becomes(plan(ward, [copied], Room(two, YEAR))) == [SAME] * 4
    assert Month(2023, 4).key == rows[0]["period"]

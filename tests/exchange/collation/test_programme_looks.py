"""The looks of the programme workbook: what stands out does so for a reason, and in words too."""

from __future__ import annotations

import re

import pytest
from openpyxl import load_workbook

from tests.collate_files import WARDS, a_return, action, count
from tests.exchange.return_samples import row
from ward_desk.core.collation.programme import programme
from ward_desk.core.collation.standard import Standard
from ward_desk.exchange.collation import programme_looks
from ward_desk.exchange.collation.programme_workbook import write
from ward_desk.exchange.returns.return_data import clean
from ward_desk.service.collation.incoming import incoming


@pytest.fixture
def book(tmp_path):
    """The workbook of two wards."""
    counted = [
        incoming(clean(a_return(
            ward,
            activity_counts=[count("Bins", months=(1, 2, 3), rating="Amber", target=9)],
            action_plan=[action("X-1", "Bins", rating="Red", rating_last_quarter="Green")],
            funding=[row("funding", source="Grant", allocated=500)],
        )), f"{ward}.xlsx")
        for ward in WARDS[:2]
    ]  # fmt: skip
    made = programme(counted, [one.row for one in counted], Standard(wards=WARDS), [])
    return load_workbook(write(made, tmp_path / "programme.xlsx"))


def cells(page, heading: str) -> list:
    """The cells under a heading, the heading first."""
    (table,) = page.tables.values()
    top = next(iter(page[table.ref]))
    column = next(cell.column for cell in top if cell.value == heading)
    return [line[column - 1] for line in page[table.ref]]


def test_what_is_over_all_wards_is_in_bold_to_its_last_cell(book) -> None:
    for title in ("Wards", "Themes", "Activity counts"):
        page = book[title]
        (table,) = page.tables.values()
        totals = {cell.row for cell in cells(page, "Ward") if cell.value == "All wards"}
        for line in list(page[table.ref])[1:]:
            assert {cell.fill.fill_type for cell in line if not programme_looks.TINTS.get(str(cell.value))} == {
                "solid" if line[0].row in totals else None
            }
            bold = {cell.font.b for cell in line if cell.value is not None and cell.value not in programme_looks.TINTS}
            assert bold == {line[0].row in totals}


def test_a_rating_is_tinted_and_still_says_its_word(book) -> None:
    now, before = (cells(book["Actions"], heading)[1] for heading in ("Rating", "Rating last quarter"))
    assert [(one.value, one.fill.fgColor.rgb[-6:]) for one in (now, before)] == [
        ("Red", programme_looks.TINTS["Red"][1]), ("Green", programme_looks.TINTS["Green"][1]),
    ]  # fmt: skip


def test_numbers_keep_their_format_and_stand_apart_from_the_words_beside_them(book) -> None:
    heading, *money = cells(book["Funding"], "Allocated")
    assert {cell.number_format for cell in money} == {"#,##0.00"}
    assert {(cell.alignment.horizontal, cell.alignment.indent) for cell in money} == {("right", 1.0)}
    assert heading.alignment.horizontal == "right"
    assert "Money is in pounds." in {book["Funding"].cell(number, 1).value for number in range(1, 8)}


def test_a_tint_can_be_read_by_everyone() -> None:
    def light(colour: str) -> float:
        parts = [int(one, 16) / 255 for one in re.findall("..", colour)]
        linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for ink, ground in programme_looks.TINTS.values():
        assert (light(ground) + 0.05) / (light(ink) + 0.05) > 5


def test_the_words_of_the_wards_stand_on_a_sheet_of_their_own(book) -> None:
    headings = {cell.value for cell in book["Wards"][next(iter(book["Wards"].tables.values())).ref][0]}
    assert "Progress to date" not in headings
    assert "Progress to date" in {cell.value for line in book["Words of the wards"].iter_rows() for cell in line}

"""The bytes of a workbook: the same for the same return."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from ward_desk.exchange.returns.return_archive import packed


def book() -> Workbook:
    made = Workbook()
    made.active["A1"] = "Chesham"
    return made


@pytest.mark.parametrize(
    ("made_on", "day"), [("2023-10-12", (2023, 10, 12)), ("", (1980, 1, 1)), ("1970-01-01", (1980, 1, 1))]
)
def test_every_part_and_both_times_carry_the_day_it_was_made(made_on: str, day: tuple[int, int, int]) -> None:
    content = bytes(packed(book(), made_on))
    with ZipFile(io.BytesIO(content)) as file:
        assert {part.date_time for part in file.infolist()} == {(*day, 0, 0, 0)}
        assert file.testzip() is None
    about = load_workbook(io.BytesIO(content)).properties
    for when in (about.created, about.modified):
        assert (when.year, when.month, when.day) == day


def test_what_was_in_the_workbook_is_in_its_bytes() -> None:
    assert load_workbook(io.BytesIO(packed(book(), "2023-10-12"))).active["A1"].value == "Chesham"

"""The parts of a workbook's file: those that openpyxl itself would write, to the byte."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.writer.excel import ExcelWriter

from tests.exchange.return_samples import NASTY_TEXTS, chesham, row
from ward_desk.core.errors import BugError
from ward_desk.exchange.returns import return_parts
from ward_desk.exchange.returns.return_archive import packed
from ward_desk.exchange.returns.return_workbook import write


def parts(content: Any) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(bytes(content))) as file:
        return {part.filename: file.read(part) for part in file.infolist()}


@pytest.fixture
def as_openpyxl(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], dict[str, bytes]]:
    """The parts of what is written, when openpyxl itself writes them all."""

    def written(write: Callable[[], Any]) -> dict[str, bytes]:
        with monkeypatch.context() as patch:
            patch.setattr(return_parts, "PartsWriter", ExcelWriter)
            return parts(write())

    return written


def book(*values: Any) -> Workbook:
    """One value below the other, and a row of nothing but its height."""
    made = Workbook()
    page = made.active
    assert page is not None
    for number, value in enumerate(values, start=1):
        page.cell(number, 2).value = value
    page.row_dimensions[len(values) + 2].height = 31.5
    return made


@pytest.mark.parametrize(
    "value",
    [
        "Chesham", "a & b < c > d \"e\" 'f'", " edges ", "two\nlines", "\ttab", "ends\n", "café 🏠", "_x005F_x0041_",
        "", "\ud83c alone", 0, -7, 1234567, 10**15, 0.1, 1 / 3, -2.5e-7, 1e15, Decimal("12.34"), Decimal("0.05"),
        date(2023, 10, 12), date(1900, 3, 1), date(9999, 12, 31), datetime(2023, 10, 12, 9, 30),
    ],
)  # fmt: skip
def test_a_cell_is_written_as_openpyxl_writes_it(as_openpyxl, value) -> None:
    assert parts(packed(book("above", value), "")) == as_openpyxl(lambda: packed(book("above", value), ""))


def test_empty_cells_styles_and_links_are_written_as_openpyxl_writes_them(as_openpyxl) -> None:
    def dressed() -> Workbook:
        made = book("first", None, 3, "fourth", None)
        page = made.active
        assert page is not None
        page["A1"].font = page["AB3"].font = Font(name="Arial", b=True)
        page["B3"].number_format = "#,##0"
        page["B4"].hyperlink = "#Sheet!A1"
        page["B5"].quotePrefix = True
        return made

    assert parts(packed(dressed(), "")) == as_openpyxl(lambda: packed(dressed(), ""))


def test_a_whole_return_is_written_as_openpyxl_writes_it(tmp_path: Path, as_openpyxl) -> None:
    notes = [row("notes", kind="Note", subject=f"{n}", note=f"{text}.") for n, text in enumerate(NASTY_TEXTS)]
    risks = [row("risks", risk=f"Risk {n}. " * (n % 20 + 1), impact_before=n) for n in range(1, 2500)]

    def written() -> bytes:
        return write(chesham(notes=notes, risks=risks), tmp_path / "return.xlsx").read_bytes()

    assert parts(written()) == as_openpyxl(written)


@pytest.mark.parametrize("value", ["=1+1", True, "#N/A"])
def test_a_cell_of_another_kind_is_refused_and_not_left_out(value) -> None:
    with pytest.raises(BugError, match="kind"):
        packed(book(value), "")

"""Spreadsheets of figures as officers keep them. What their rows say is made up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl

MONTHS = [datetime(2023, month, 1) for month in range(4, 13)]


def workbook(path: Path, rows: Sequence[Sequence[Any]], sheet: str = "Figures") -> Path:
    """A workbook with these rows in one sheet."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def messy(path: Path) -> Path:
    """Two rows of titles, a column for each month with real dates over them, totals across and down, n/a, a dash,
    "about", thousands, a share without a base, a name that is almost a count's and one that is no count's."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "KPIs"
    page["A1"] = "Chesham ward partnership: key figures 2023-24"
    page.merge_cells("A1:H1")
    page["A2"] = "As at 15 December"
    page.append([])
    rows: list[list[Any]] = [
        ["Measure", "Unit", *MONTHS[5:9], "Total"],
        ["BULKY ITEMS  cleared", "items", 12, "about 50", "n/a", "1,204", 1266],
        ["Fly tips report", "reports", 31, "-", 28, 30, 89],
        ["Claimant rate", "%", None, None, "17 of 27", 0.63, None],
        ["Residents engaged at events", "residents", None, 60, 70, 80, 210],
        ["Pop-up cafes held", "sessions", 2, 3, "50+", 4, 9],
        ["Total", None, 45, 63, 98, 114, 320],
    ]
    for row in rows:
        page.append(row)
    for column in range(3, 7):
        page.cell(4, column).number_format = "mmm-yy"
    page["F7"].number_format = "0%"
    book.save(path)
    return path

"""Writing a quarter's return from the document, beside openpyxl writing the same cells and nothing else."""

from __future__ import annotations

import time
from pathlib import Path

from openpyxl import Workbook, load_workbook

from tests.benchmarks.measure import Result, alternate
from ward_desk.core.periods import Quarter
from ward_desk.exchange.returns import return_workbook
from ward_desk.service.document import Document
from ward_desk.service.returns import returns

AIM = 1.5
RUNS = 3
QUARTER = Quarter.parse("Q3 2023-24")


def measure(document: Path, times: int, folder: Path) -> list[Result]:
    """Milliseconds at one size of document."""
    doc = Document.open(document, read_only=True)
    path = folder / f"return-{times}.xlsx"
    try:
        returns.export(doc, QUARTER, path)
        cells = _cells(path)

        data = returns.quarter_data(doc, QUARTER)

        def write() -> float:
            start = time.perf_counter()
            returns.export(doc, QUARTER, path)
            return 1000 * (time.perf_counter() - start)

        def write_made() -> float:
            start = time.perf_counter()
            return_workbook.write(data, path)
            return 1000 * (time.perf_counter() - start)

        def write_bare() -> float:
            start = time.perf_counter()
            book = Workbook()
            book.remove(book.active)
            for title, rows in cells.items():
                page = book.create_sheet(title)
                for row in rows:
                    page.append(row)
            book.save(folder / f"bare-{times}.xlsx")
            return 1000 * (time.perf_counter() - start)

        whole = alternate(write, write_bare, RUNS)
        made = alternate(write_made, write_bare, RUNS)
    finally:
        doc.close()
    return [
        Result("return made and written", times, *whole, "ms", AIM),
        Result("return written, when made", times, *made, "ms"),
    ]


def _cells(path: Path) -> dict[str, list[list[object]]]:
    book = load_workbook(path)
    return {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in book}

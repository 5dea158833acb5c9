"""Ten wards' returns collated, beside openpyxl reading the same workbooks and writing the same cells, nothing else."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook, load_workbook

from tests.benchmarks.measure import Result, alternate
from ward_desk.core.periods import Quarter
from ward_desk.exchange.returns import return_workbook
from ward_desk.exchange.returns.return_data import ReturnData
from ward_desk.service.collation import collate
from ward_desk.service.document import Document
from ward_desk.service.returns import returns

AIM = 2.0
RUNS = 3
WARDS = 10
LARGE = 100  # from this size on a run takes minutes: fewer wards, each measured once
LARGE_WARDS = 2
QUARTER = Quarter.parse("Q3 2023-24")


def measure(document: Path, times: int, folder: Path) -> list[Result]:
    """Milliseconds for the returns of some wards, each as large as the document's."""
    wards, runs = (WARDS, RUNS) if times < LARGE else (LARGE_WARDS, 1)
    inside = folder / f"returns-{times}"
    inside.mkdir()
    paths = _written(document, inside, wards)
    output = folder / f"programme-{times}.xlsx"
    data_file, csv_folder = collate.beside(output)
    collate.collate(paths, output)
    cells = _cells(output)

    def first() -> float:
        data_file.unlink()
        shutil.rmtree(csv_folder)
        start = time.perf_counter()
        collate.collate(paths, output)
        return 1000 * (time.perf_counter() - start)

    def again() -> float:
        start = time.perf_counter()
        collate.collate(paths, output)
        return 1000 * (time.perf_counter() - start)

    def bare() -> float:
        start = time.perf_counter()
        for path in paths:
            _cells(path)
        book = Workbook()
        book.remove(book.active)
        for title, rows in cells.items():
            page = book.create_sheet(title)
            for row in rows:
                page.append(row)
        book.save(folder / f"bare-programme-{times}.xlsx")
        return 1000 * (time.perf_counter() - start)

    return [
        Result(f"{wards} returns collated", times, *alternate(first, bare, runs), "ms", AIM),
        Result(f"{wards} returns collated again", times, *alternate(again, bare, runs), "ms"),
    ]


def _written(document: Path, folder: Path, wards: int) -> list[Path]:
    doc = Document.open(document, read_only=True)
    try:
        data = returns.quarter_data(doc, QUARTER)
    finally:
        doc.close()
    return [
        return_workbook.write(_of_ward(data, f"Ward {number:02}"), folder / f"ward-{number:02}.xlsx")
        for number in range(1, wards + 1)
    ]


def _of_ward(data: ReturnData, ward: str) -> ReturnData:
    signed = replace(data.header, ward=ward, status="signed", signed_role="Chair", signed_on="2024-01-12")
    return replace(data, header=signed)


def _cells(path: Path) -> dict[str, list[list[object]]]:
    book = load_workbook(path)
    return {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in book}

"""Incoming: one return as read, judged, and as rows for the programme file."""

from __future__ import annotations

import hashlib

from ward_desk.core.collation.tables import COUNT_VALUES, RETURNS, TABLES, Incoming, Table
from ward_desk.core.errors import NotUnderstoodError
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.core.same_name import plain
from ward_desk.core.small_numbers import HIDDEN
from ward_desk.exchange.returns.return_data import ReturnData, ReturnRow, canonical_json_of_clean
from ward_desk.exchange.returns.return_sheets import COVER

# What a mark [c] hides in its row. Nothing stands there in a return of ours, and nothing is taken from any other.
_HIDES = {
    "summary": [("mark", ["this_quarter"])],
    "events": [("residents_mark", ["residents"])],
    "surveys": [("mark", ["number", "base", "share"])],
    "who_answered": [("mark", ["number"])],
}
_MEASURES = ("quarter", "year_to_date", "last_quarter", "same_quarter_last_year")


def refused(data: ReturnData, *, drafts: bool) -> tuple[str, str] | None:
    """Why a return that was read is not taken, as (the item of the Cover, a sentence), or None when it is."""
    header = data.header
    if not _is_quarter(header.period, header.months):
        return "Period code", f"{header.period} is no quarter of these months. Ask the ward to write the return again."
    if header.audience != "programme":
        return "Made for", "This version leaves out what is not public. Ask the ward for the one for the programme."
    if drafts:
        return None
    if header.status == "draft":
        return "Status", "This is a draft: nobody has signed it. Ask the ward to sign it and write it again."
    if not (header.signed_role and header.signed_on):
        return "Signed by (role)", "It does not say who signed it and when. Ask the ward to sign it and write it again."
    return None


def _is_quarter(period: str, months: tuple[str, str, str]) -> bool:
    try:
        return tuple(month.key for month in Quarter.parse(period).months) == months
    except NotUnderstoodError:
        return False


def incoming(data: ReturnData, file: str, read_on: str = "") -> Incoming:
    """The rows of a return as the reader gives it, as the programme file keeps them; `read_on` is a day, 2023-12-18."""
    header = data.header
    fingerprint = hashlib.sha256(canonical_json_of_clean(data)).hexdigest()
    first, second, third = header.months
    known: Row = {
        **header.values(), "return_id": fingerprint, "file": file, "read_on": read_on, "month_1": first,
        "month_2": second, "month_3": third, "programme_key": plain(header.programme), "ward_key": plain(header.ward),
    }  # fmt: skip
    row: Row = {column.name: _given(known.get(column.name)) for column in RETURNS.columns}
    tables = {one.name: _rows(one, data.tables[one.source]) for one in TABLES if one is not COUNT_VALUES}
    tables[COUNT_VALUES.name] = _values(data)
    return Incoming(row, tables)


def _given(value: object) -> str | int | None:
    return value or None if isinstance(value, str | int) else None


def _rows(table: Table, rows: list[ReturnRow]) -> list[Row]:
    names = [column.name for column in table.columns]
    found: list[Row] = []
    for number, row in enumerate(rows, start=1):
        kept: Row = {"row": number, **{name: row.get(name) for name in names}}
        for mark, numbers in _HIDES.get(table.name, ()):
            if HIDDEN in str(row.get(mark)):
                kept |= dict.fromkeys(numbers)
        found.append(kept)
    return found


def _values(data: ReturnData) -> list[Row]:
    """The figures of the activity counts, one row for each that has a value or a mark."""
    header = data.header
    periods = {"quarter": header.period, "year_to_date": header.period}
    try:
        quarter = Quarter.parse(header.period)
        periods |= {"last_quarter": quarter.previous.key, "same_quarter_last_year": quarter.same_last_year.key}
    except NotUnderstoodError:  # a year there is no quarter before
        periods |= dict.fromkeys(("last_quarter", "same_quarter_last_year"), "")
    bases = {"quarter": ("quarter_numerator", "quarter_base"), "year_to_date": ("year_numerator", "year_base")}
    found: list[Row] = []
    for number, row in enumerate(data.tables["activity_counts"], start=1):
        columns = [(f"month_{at}", "month", month) for at, month in enumerate(header.months, start=1)]
        columns += [(measure, measure, periods[measure]) for measure in _MEASURES]
        for column, measure, period in columns:
            value, mark = row[column], row[f"{column}_mark"]
            if value is not None or mark:
                top, base = bases.get(measure, ("", ""))
                if HIDDEN in str(mark):
                    value, top, base = None, "", ""
                found.append({"row": number, "measure": measure, "period": period, "value": value, "mark": mark,
                              "numerator": row.get(top), "base": row.get(base)})  # fmt: skip
    return found


def cover_title() -> str:
    """The sheet that `refused` speaks of."""
    return COVER.title

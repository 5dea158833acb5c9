"""Small returns of any ward, as data and as workbooks, for tests of what the centre does with them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.exchange.return_samples import as_of, header, row
from ward_desk.core import choices
from ward_desk.core.periods import Quarter
from ward_desk.exchange.returns import return_workbook
from ward_desk.exchange.returns.return_data import ReturnData, ReturnRow
from ward_desk.exchange.returns.return_sheets import SUMMARY_ROWS, TABLES
from ward_desk.service.collation.collate import Collated

NATURES = dict(choices.NATURES)
WARDS = (  # of Opportunity Bucks
    "Abbey", "Aylesbury North", "Aylesbury North West", "Aylesbury South West", "Booker, Cressex and Castlefield",
    "Chesham", "Ryemead and Micklefield", "Terriers and Amersham Hill", "Totteridge and Bowerdean", "West Wycombe",
)  # fmt: skip

BUCKS = {"framework": "opportunity_bucks"}


def count(name: str, nature: str = "flow", months: tuple[float | None, ...] = (), **values: Any) -> ReturnRow:
    """A row of the activity counts. Without a quarter, that of a flow is the sum of its months, of a stock the last."""
    given = {f"month_{at}": value for at, value in enumerate(months, start=1)}
    if "quarter" not in values and any(value is not None for value in months):
        have = [value for value in months if value is not None]
        values["quarter"] = sum(have) if nature == "flow" else have[-1]
    return row("activity_counts", **{
        "count": name, "nature": NATURES[nature], "unit": "residents", "level": "Programme", **given, **values,
    })  # fmt: skip


def action(ref: str, title: str, **values: Any) -> ReturnRow:
    return row("action_plan", **{"ref": ref, "action": title, "status": "In progress", **values})


def event(ref: str, title: str, day: str, **values: Any) -> ReturnRow:
    return row("events", **{"ref": ref, "title": title, "held_on": day, "status": "Held", **values})


def feedback(ref: str, said: str, **values: Any) -> ReturnRow:
    return row("feedback", **{"ref": ref, "said": said, "status": "Heard", **values})


def a_return(ward: str, period: str = "2023-24-Q3", summary: dict[str, Any] | None = None, **values: Any) -> ReturnData:
    """A signed return of a ward; `summary` are this quarter's figures by code, and `values` are lists of rows by
    table, or fields of the header."""
    quarter = Quarter.parse(period)
    first, second, third = (month.key for month in quarter.months)
    tables: dict[str, list[ReturnRow]] = {sheet.table: values.pop(sheet.table, []) for sheet in TABLES}
    tables["summary"] = [
        row("summary", measure=label, code=code, this_quarter=(summary or {}).get(code)) for code, label in SUMMARY_ROWS
    ]
    about = {"ward": ward, "town": ward, "period": period, "period_label": quarter.label, "version": 1,
             "framework": "", **values}  # fmt: skip
    return ReturnData(header(months=(first, second, third), **about), tables)


def written(folder: Path, *returns: ReturnData, name: str = "") -> list[Path]:
    """Each return as a workbook in the folder; gives the files."""
    paths = []
    for data in returns:
        called = name or f"{data.header.ward} {data.header.period} v{data.header.version}"
        paths.append(return_workbook.write(data, folder / f"{called}.xlsx"))
    return paths


def of_schema(version: str, data: ReturnData) -> ReturnData:
    """The same return as a desk of an earlier schema version made it."""
    return as_of(version, data)


def again(data: ReturnData, **values: Any) -> ReturnData:
    """The same return with other fields of the header or other tables."""
    tables = {**data.tables, **{key: values.pop(key) for key in list(values) if key in data.tables}}
    return ReturnData(replace(data.header, **values), tables)


def of_wards(done: Collated, table: str, ward: str) -> list[dict[str, Any]]:
    """The rows of one ward in a table of the programme that was put together."""
    assert done.programme is not None
    return [one for one in done.programme.tables[table] if one["ward"] == ward]

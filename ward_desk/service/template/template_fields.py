"""What of a return can be put into the council's own template: single values, and tables with their columns."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from ward_desk.exchange.returns.return_data import ReturnData, ReturnRow, ReturnValue
from ward_desk.exchange.returns.return_layout import MONTH_ITEMS, month_words
from ward_desk.exchange.returns.return_sheets import COVER_DATES, COVER_ROWS, SUMMARY_ROWS, TABLES

NARRATIVES: Final = ("progress_to_date", "on_the_horizon", "challenges")
_COVER: Final = "Cover"
_SUMMARY: Final = "Summary"
_NARRATIVE: Final = "The quarter in words"
_SUMMARY_VALUES: Final = (("this_quarter", "", "number"), ("last_quarter", ", last quarter", "number"))

# What the rows of a table are called when there are many: "18 actions".
_NOUNS: Final = {
    "summary": "measures",
    "action_plan": "actions",
    "horizon": "planned things",
    "events": "events",
    "activity_counts": "activity counts",
    "feedback": "pieces of feedback",
    "surveys": "survey answers",
    "who_answered": "totals of people",
    "funding": "lines of funding",
    "risks": "risks",
    "checks": "checks",
    "notes": "notes",
}


class TemplateField(NamedTuple):
    """One thing that goes into a cell, or a column of a table."""

    code: str  # "cover.ward"; of a column of a table its key, "rating"
    label: str
    group: str  # the heading it is listed under
    kind: str  # text, long, mark, date, whole, number, percent or money


class TemplateList(NamedTuple):
    """A table, which goes into rows."""

    table: str
    title: str
    columns: tuple[TemplateField, ...]
    noun: str  # what its rows are: "actions"


@cache
def single_fields() -> tuple[TemplateField, ...]:
    """Every item of the Cover, its months, every figure of the Summary, and the words of the quarter."""
    found = [TemplateField(f"cover.{name}", label, _COVER, _cover_kind(name)) for name, label in COVER_ROWS]
    found += [
        TemplateField(f"cover.month_{number}", label, _COVER, "text") for number, label in enumerate(MONTH_ITEMS, 1)
    ]
    found.append(TemplateField("cover.quarter", "Quarter, in short", _COVER, "text"))
    for code, label in SUMMARY_ROWS:
        if code in NARRATIVES:
            found.append(TemplateField(f"summary.{code}.words", label, _NARRATIVE, "long"))
            continue
        found += [
            TemplateField(f"summary.{code}.{column}", label + after, _SUMMARY, kind)
            for column, after, kind in _SUMMARY_VALUES
        ]
    return tuple(found)


@cache
def list_tables() -> tuple[TemplateList, ...]:
    """Every table of the return with its columns."""
    return tuple(
        TemplateList(
            sheet.table,
            sheet.title,
            tuple(TemplateField(column.key, column.heading, sheet.title, column.kind) for column in sheet.columns),
            _NOUNS[sheet.table],
        )
        for sheet in TABLES
    )


@cache
def single_field(code: str) -> TemplateField | None:
    """The single field of that code, or None."""
    return next((one for one in single_fields() if one.code == code), None)


@cache
def list_table(table: str) -> TemplateList | None:
    """The table of that name, or None."""
    return next((one for one in list_tables() if one.table == table), None)


def field_label(code: str) -> str:
    """What people call a field: "Rating" for "action_plan.rating" as for a code of `single_fields`."""
    if one := single_field(code):
        return one.label
    table, _, key = code.partition(".")
    columns = known.columns if (known := list_table(table)) else ()
    return next((column.label for column in columns if column.code == key), code)


def value_of(data: ReturnData, code: str) -> ReturnValue:
    """What the return says for a single field, None for nothing. Raises KeyError for a code there is none of."""
    if single_field(code) is None:
        raise KeyError(code)
    group, _, rest = code.partition(".")
    if group == "cover":
        if rest.startswith("month_"):
            return month_words(data.header.months[int(rest[-1]) - 1])
        if rest == "quarter":  # "Q3 2023-24" of "Q3 2023-24 (October to December 2023)"
            return data.header.period_label.partition(" (")[0] or None
        value: ReturnValue = getattr(data.header, rest)
        return None if value == "" else value
    measure, _, column = rest.partition(".")
    return next((row.get(column) for row in data.tables.get("summary", []) if row.get("code") == measure), None)


def rows_of(data: ReturnData, table: str) -> list[ReturnRow]:
    """The rows of a table, none when the return has none."""
    return data.tables.get(table, [])


def _cover_kind(name: str) -> str:
    if name in COVER_DATES:
        return "date"
    return {"version": "whole", "statement": "long", "taken_back": "long"}.get(name, "text")

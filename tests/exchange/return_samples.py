"""Returns to test with: a small one from Chesham, and generated ones with any text and number allowed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from ward_desk.exchange.cell_text import clean_text
from ward_desk.exchange.returns.return_schema import (
    MARKS,
    SUMMARY_ROWS,
    TABLES,
    Column,
    ReturnData,
    ReturnHeader,
    ReturnRow,
    ReturnValue,
    Sheet,
    sheet_of,
    tables_of,
)

NASTY_TEXTS = (
    "=1+1",
    '=HYPERLINK("http://example.org")',
    "+44",
    "-",
    "@SUM(A1)",
    "#N/A",
    "#REF!",
    "'quoted",
    " leading",
    "trailing ",
    "two\nlines",
    "two\r\nlines",
    "tab\there",
    "_x000D_",
    "_x005F_x0041_",
    "_x0041_x0042_",
    "bell\x07",
    "\ud800",
    "\ufffe",
    "  ",
    "\u00a0",
    "",
    "007",
    "1e5",
    "2023-12-13",
    "TRUE",
    "<b>&amp;</b>",
    "]]>",
    "Café £5 🙂",
    "\u200b",
    "\u2028",
    "\x85",
)


def row(table: str, **values: ReturnValue) -> ReturnRow:
    """A row of the table with the given values and nothing else."""
    unknown = values.keys() - {column.key for column in sheet_of(table).columns}
    assert not unknown, unknown
    return {column.key: values.get(column.key) for column in sheet_of(table).columns}


def summary() -> list[ReturnRow]:
    return [row("summary", measure=label, code=code) for code, label in SUMMARY_ROWS]


def header(**changes: Any) -> ReturnHeader:
    values: dict[str, Any] = {
        "ward": "Chesham",
        "town": "Chesham",
        "council": "Buckinghamshire Council",
        "programme": "Opportunity Bucks",
        "framework": "opportunity_bucks",
        "period": "2023-24-Q3",
        "period_label": "Q3 2023-24 (October to December 2023)",
        "months": ("2023-10", "2023-11", "2023-12"),
        "version": 2,
        "status": "signed",
        "prepared_role": "Community officer",
        "signed_role": "Chair of the ward partnership",
        "signed_on": "2024-01-12",
        "contact": "ward.partnerships@example.gov.uk",
        "next_due": "2024-04-15",
        "rating_key": (("Green", "On track"), ("Amber", "At risk, with a plan"), ("Red", "Needs help")),
        **changes,
    }
    return ReturnHeader(**values)


def as_of(version: str, data: ReturnData) -> ReturnData:
    """The same return as a desk of an earlier schema version made it."""
    return ReturnData(
        replace(data.header, schema_version=version),
        {
            sheet.table: [{column.key: row[column.key] for column in sheet.columns} for row in data.tables[sheet.table]]
            for sheet in tables_of(version)
        },
    )


def chesham(**tables: list[ReturnRow]) -> ReturnData:
    """A small return with every kind of value; the tables given take the place of its own."""
    own: dict[str, list[ReturnRow]] = {sheet.table: [] for sheet in TABLES}
    own["summary"] = summary()
    own["summary"][7].update(this_quarter=400, last_quarter=250.5, mark="[at least]")
    own["summary"][12].update(words="The fair drew more than 400 people.\nThe cookery course went on.")
    own["action_plan"] = [
        row(
            "action_plan",
            ref="CHE-02",
            theme="Jobs, Careers and Skills",
            action="Hold a jobs and apprenticeships fair",
            lead="Buckinghamshire Council",
            start="2023-09-01",
            due="2023-11-30",
            status="Complete",
            progress=100,
            done_this_quarter="=Held at the Elgiva",
        ),
        row("action_plan", ref="CHE-03", action="Run the cookery course", rating="Amber", progress=45),
    ]
    own["events"] = [
        row(
            "events",
            ref="CHE-E01",
            title="Jobs fair",
            held_on="2023-10-11",
            residents=1400,
            residents_precision="At least",
            exhibitors=25,
            exhibitors_precision="Exact",
        )
    ]
    own["activity_counts"] = [
        row(
            "activity_counts",
            ref="CHE-C01",
            count="Children at breakfast club",
            unit="children",
            target=55.5,
            month_1=50,
            month_1_mark="[about]",
            month_2=48,
            month_3_mark="[x]",
            quarter=98,
            quarter_mark="[p] [about]",
            completeness="2 of 3 months",
        )
    ]
    own["who_answered"] = [
        row("who_answered", source="Market survey", characteristic="Age", band="16-24", mark="[c]"),
        row("who_answered", source="Market survey", characteristic="Age", band="25-34", number=12),
    ]
    own["funding"] = [
        row("funding", ref="CHE-M01", source="Programme", allocated=123_456_789, spent=29, left=-5, kind="Revenue")
    ]
    own["notes"] = [row("notes", kind="Note", subject="Fair", note="[note 1] Counted at the door.")]
    return ReturnData(header(), {**own, **tables})


_TEXTS = st.one_of(
    st.sampled_from(NASTY_TEXTS),
    st.text(max_size=40),
    st.text(alphabet="_x005Fabc\r\n =", max_size=24),
)
_WORDS = _TEXTS.filter(lambda text: bool(text.strip()) and not text.isspace())
_DAYS = st.dates(min_value=date(1900, 3, 1)).map(date.isoformat)
_NUMBERS = st.one_of(
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.floats(-1e14, 1e14, allow_nan=False, allow_infinity=False),
)


def _values(column: Column) -> st.SearchStrategy[ReturnValue]:
    values: st.SearchStrategy[Any]
    if column.allowed:
        values = st.sampled_from(column.allowed)
    elif column.kind == "mark":
        values = st.lists(st.sampled_from(list(MARKS)), max_size=3).map(" ".join)
    elif column.kind in ("text", "long"):
        values = _TEXTS if column.nullable else _WORDS
    elif column.kind == "date":
        values = _DAYS
    elif column.kind == "whole":
        values = st.integers(-(10**15) + 1, 10**15 - 1)
    elif column.kind == "money":
        values = st.integers(-(10**13) + 1, 10**13 - 1)
    else:
        values = _NUMBERS
    return st.none() | values if column.nullable else values


def _rows(sheet: Sheet) -> st.SearchStrategy[list[ReturnRow]]:
    one = st.fixed_dictionaries({column.key: _values(column) for column in sheet.columns})
    if sheet.table != "summary":
        return st.lists(one, max_size=3)
    codes = [code for code, _ in SUMMARY_ROWS]
    fixed = st.lists(one, min_size=len(codes), max_size=len(codes))
    return fixed.map(lambda rows: [{**one, "code": code} for one, code in zip(rows, codes, strict=True)])


@st.composite
def returns(draw: st.DrawFn) -> ReturnData:
    """Any return the schema allows."""
    names = st.one_of(st.sampled_from(NASTY_TEXTS), st.text(max_size=20)).filter(
        lambda text: bool(text) and not text.isspace()
    )
    key = draw(st.lists(st.tuples(names, _TEXTS), max_size=3, unique_by=lambda pair: repr(pair[0])))
    words = [word for word, _ in key]
    if len({clean_text(word) for word in words}) != len(words):
        key = []
    head = header(
        ward=draw(names),
        council=draw(names),
        town=draw(_TEXTS),
        contact=draw(_TEXTS),
        signed_on=draw(st.just("") | _DAYS),
        version=draw(st.integers(1, 999)),
        rating_key=tuple(key),
        illustrative_notice=draw(_TEXTS),
    )
    return ReturnData(head, {sheet.table: draw(_rows(sheet)) for sheet in TABLES})

"""The schema of the return: its tables are sound, and data that does not keep to it is named."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.exchange.return_samples import chesham, header, returns, row, summary
from ward_desk.core.errors import KnownError
from ward_desk.exchange.returns.return_schema import (
    SHEETS,
    ReturnData,
    canonical_json,
    clean,
    refuse_invalid,
    sha256,
    validate,
)


def test_the_sheets_stand_in_the_order_of_the_model() -> None:
    assert [sheet.title for sheet in SHEETS] == [
        "Cover", "Contents", "Summary", "Action plan", "On the horizon", "Events", "Activity counts",
        "Feedback", "Surveys", "Who answered", "Funding", "Risks", "Checks", "Notes",
    ]  # fmt: skip


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table)
def test_names_and_headings_are_plain_ascii_filled_and_unique(sheet) -> None:
    keys = [column.key for column in sheet.columns]
    headings = [column.heading for column in sheet.columns]
    assert len(set(keys)) == len(keys)
    assert len({heading.casefold() for heading in headings}) == len(headings)
    assert all(key.isascii() and key.isidentifier() and key == key.lower() for key in keys)
    assert all(heading.isascii() and heading.strip() == heading != "" for heading in headings)
    assert sheet.table.isidentifier()
    assert len(sheet.title) <= 31


@pytest.mark.parametrize("sheet", SHEETS[2:], ids=lambda sheet: sheet.table)
def test_no_row_can_be_taken_for_an_empty_table(sheet) -> None:
    """The reader knows an empty table by a text in the first column and nothing in the required ones."""
    assert sheet.columns[0].kind == "text"
    assert any(not column.nullable for column in sheet.columns[1:])


def test_the_sample_keeps_to_the_schema() -> None:
    assert validate(clean(chesham())) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"action": ""}, "Action is blank"),
        ({"due": "30/11/2023"}, "should be a date"),
        ({"due": "20231130"}, "should be a date"),
        ({"due": "1899-12-31"}, "should be a date"),
        ({"progress": "half"}, "should be a number"),
        ({"progress": True}, "should be a number"),
        ({"progress": 1e15}, "too large"),
        ({"progress": float("nan")}, "too large"),
        ({"lead": 3}, "should be text"),
        ({"extra": 1}, "no column called extra"),
    ],
)
def test_a_wrong_value_is_named_with_its_row_and_column(changes, words) -> None:
    data = chesham(action_plan=[row("action_plan", action="Fair"), {**row("action_plan", action="Bus"), **changes}])
    (problem,) = validate(data)
    assert (problem.table, problem.row, problem.key) == ("action_plan", 2, next(iter(changes)))
    assert words in problem.sentence


def test_a_missing_column_and_a_missing_table_are_named() -> None:
    data = chesham(risks=[{key: value for key, value in row("risks", risk="Cost").items() if key != "owner"}])
    del data.tables["notes"]
    assert [(problem.table, problem.key) for problem in validate(data)] == [("risks", "owner"), ("notes", "")]


def test_an_unknown_table_and_a_changed_summary_are_named() -> None:
    data = chesham(summary=summary()[1:])
    data.tables["extra"] = []
    assert {problem.table for problem in validate(data)} == {"summary", "extra"}


@pytest.mark.parametrize("mark", ["[q]", "c", "[c][p]", "[c]  [p]", "12 [p]"])
def test_a_mark_column_holds_only_known_marks(mark) -> None:
    data = chesham(activity_counts=[row("activity_counts", count="Bags", quarter_mark=mark)])
    assert [problem.key for problem in validate(data)] == ["quarter_mark"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ward", " "),
        ("period", "2023 Q3"),
        ("months", ("2023-10", "2023-11", "2023-13")),
        ("version", 0),
        ("schema_version", "9.0"),
        ("signed_on", "yesterday"),
        ("contact", "x" * 256),
        ("rating_key", (("Red", "a"), ("Red", "b"))),
    ],
)
def test_a_wrong_header_is_named(field, value) -> None:
    data = replace(chesham(), header=header(**{field: value}))
    assert [problem.key for problem in validate(data)] == [field]


def test_a_text_too_long_for_a_cell_is_refused_by_name_and_never_cut() -> None:
    data = chesham(action_plan=[row("action_plan", ref="CHE-07", action="Fair", why="🙂" * 16_384)])
    with pytest.raises(KnownError, match="CHE-07: the text in why has 32,768 characters") as refused:
        clean(data)
    assert refused.value.code == "return.text_too_long"


def test_what_cannot_be_written_is_refused_in_sentences() -> None:
    rows = [row("action_plan") for _ in range(5)]
    with pytest.raises(KnownError, match=r"Action plan, row 1: Action is blank.*2 more like these"):
        refuse_invalid(chesham(action_plan=rows))


@settings(max_examples=25, deadline=None)
@given(returns())
def test_cleaning_twice_changes_nothing(data) -> None:
    once = clean(data)
    assert clean(once) == once
    assert validate(once) == []


def test_the_fingerprint_is_of_the_data_and_not_of_its_order_or_spelling() -> None:
    data = chesham()
    turned = ReturnData(
        data.header,
        {name: [dict(reversed(one.items())) for one in rows] for name, rows in reversed(data.tables.items())},
    )
    assert sha256(turned) == sha256(data) == sha256(clean(data))
    start = b'{"header":{"as_at":"","audience":"programme","checked_on":"","checked_role":"","contact":"ward.'
    assert canonical_json(data).startswith(start)
    changed = chesham(notes=[])
    assert sha256(changed) != sha256(data)


def test_the_schema_is_read_without_openpyxl() -> None:
    code = "import sys, ward_desk.exchange.returns.return_schema; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

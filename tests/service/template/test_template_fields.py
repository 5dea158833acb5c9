"""Everything in a return can be placed."""

from __future__ import annotations

import pytest

from tests.exchange.return_samples import chesham
from ward_desk.exchange.returns.return_sheets import COVER_ROWS, SUMMARY_ROWS, TABLES
from ward_desk.service.template.template_fields import (
    field_label,
    list_table,
    list_tables,
    rows_of,
    single_field,
    single_fields,
    value_of,
)


def test_every_item_of_the_cover_and_every_measure_is_a_field() -> None:
    codes = {one.code for one in single_fields()}
    assert {f"cover.{name}" for name, _ in COVER_ROWS} <= codes
    assert {code.split(".")[1] for code in codes if code.startswith("summary.")} == {code for code, _ in SUMMARY_ROWS}


def test_every_table_is_a_list_with_all_its_columns() -> None:
    assert [(one.table, len(one.columns)) for one in list_tables()] == [(one.table, len(one.columns)) for one in TABLES]


def test_every_field_has_a_label_of_its_own_in_its_group_and_a_value() -> None:
    data = chesham()
    assert len({(one.group, one.label) for one in single_fields()}) == len(single_fields())
    assert all(value_of(data, one.code) is None or str(value_of(data, one.code)) for one in single_fields())


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("cover.ward", "Chesham"),
        ("cover.town", "Chesham"),
        ("cover.quarter", "Q3 2023-24"),
        ("cover.month_2", "November 2023"),
        ("cover.version", 2),
        ("cover.illustrative_notice", None),
        ("summary.residents_engaged.this_quarter", 400),
        ("summary.residents_engaged.last_quarter", 250.5),
        ("summary.progress_to_date.words", "The fair drew more than 400 people.\nThe cookery course went on."),
    ],
)
def test_a_field_says_what_the_return_says(code, value) -> None:
    assert value_of(chesham(), code) == value


def test_a_field_there_is_none_of_is_a_slip_of_ours() -> None:
    assert single_field("cover.colour") is None
    assert list_table("colours") is None
    with pytest.raises(KeyError):
        value_of(chesham(), "cover.colour")


def test_a_table_the_return_lacks_has_no_rows() -> None:
    assert [one["ref"] for one in rows_of(chesham(), "action_plan")] == ["CHE-02", "CHE-03"]
    assert rows_of(chesham(), "colours") == []


@pytest.mark.parametrize(
    ("code", "label"),
    [("cover.ward", "Ward"), ("action_plan.rating", "Rating"), ("action_plan.colour", "action_plan.colour")],
)
def test_a_field_is_called_what_people_call_it(code, label) -> None:
    assert field_label(code) == label

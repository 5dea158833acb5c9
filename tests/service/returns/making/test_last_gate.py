"""The last gate: nothing that says who somebody is leaves, wherever in a return it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ward_desk.core import privacy
from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.exchange.returns.return_data import ReturnData
from ward_desk.exchange.returns.return_sheets import TABLES, sheets_of
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.returns.making.last_gate import last_gate, places

Q3 = Quarter(2023, 3)
PHONE = "Ring 07700 900123 after six"
TEXTS = [
    (sheet.table, column.key)
    for sheet in TABLES
    for column in sheet.columns
    if column.kind in ("text", "long") and not column.allowed
]


@pytest.fixture
def data(ward: Document) -> ReturnData:
    return returns.quarter_data(ward, Q3)


def planted(data: ReturnData, table: str, key: str, words: str = PHONE) -> ReturnData:
    """The return with words in one cell of it, in a row of their own if the table has none."""
    sheet = next(one for one in TABLES if one.table == table)
    rows = [dict(row) for row in data.tables[table]] or [{column.key: None for column in sheet.columns}]
    rows[-1][key] = words
    return replace(data, tables={**data.tables, table: rows})


@pytest.mark.parametrize(("table", "key"), TEXTS)
def test_whatever_is_planted_in_a_cell_is_found_there(data: ReturnData, table: str, key: str) -> None:
    assert places(data, sheets_of("1.2")) == []
    sheet = next(one for one in TABLES if one.table == table)
    [found] = places(planted(data, table, key), sheets_of("1.2"))
    assert (found.sheet, found.heading, found.kind) == (sheet.title, sheet.column(key).heading, "phone number")


@pytest.mark.parametrize(("table", "key"), TEXTS)
def test_a_draft_for_the_programme_leaves_with_it_taken_out(data: ReturnData, table: str, key: str) -> None:
    left = last_gate(planted(data, table, key))
    assert left.tables[table][-1][key] == "Ring [removed: phone number] after six"


@pytest.mark.parametrize("header", [{"audience": "public"}, {"status": "signed"}])
def test_a_public_version_and_a_signed_return_are_refused_and_the_place_is_named(
    data: ReturnData, header: dict[str, str]
) -> None:
    bad = planted(data, "risks", "mitigation")
    ref = bad.tables["risks"][-1]["ref"]
    with pytest.raises(KnownError, match=f"Risks, {ref}, Mitigation: phone number") as refused:
        last_gate(replace(bad, header=replace(bad.header, **header)))
    assert "07700" not in str(refused.value)
    assert refused.value.safe == "Nothing was written."


def test_many_places_are_counted_and_not_all_told(data: ReturnData) -> None:
    bad = data
    for table, key in TEXTS[:8]:
        bad = planted(bad, table, key)
    with pytest.raises(KnownError, match="and 3 more"):
        last_gate(replace(bad, header=replace(bad.header, audience="public")))


def test_the_cover_is_looked_through_but_for_the_work_e_mail(data: ReturnData) -> None:
    assert data.header.contact == "" or privacy.scan(data.header.contact)
    open_to_all = replace(data, header=replace(data.header, contact="desk@council.example"))
    assert last_gate(open_to_all) is open_to_all
    named = replace(data, header=replace(data.header, prepared_role="Mrs Brown, officer"))
    assert last_gate(named).header.prepared_role == "[removed: name], officer"


def test_where_an_event_is_and_what_an_organisation_is_called_are_no_secret(data: ReturnData) -> None:
    fine = planted(data, "events", "venue", "The Broadway, HP5 1EG")
    fine = planted(fine, "action_plan", "lead", "Mrs Brown's Kitchen CIC")
    assert last_gate(fine) is fine
    assert places(planted(data, "action_plan", "lead", PHONE), sheets_of("1.2"))


def test_what_no_check_looks_at_is_caught_all_the_same(ward: Document) -> None:
    theme = str(ward.store.rows("theme")[0]["id"])
    edits.edit(ward, "theme", theme, {"label": f"Youth. {PHONE}"})
    said = {str(row["theme"]) for row in returns.quarter_data(ward, Q3).tables["action_plan"]}
    assert "Youth. Ring [removed: phone number] after six" in said


def test_the_same_words_are_found_in_each_column_that_may_not_hold_them(data: ReturnData) -> None:
    where = "The Broadway, HP5 1EG"
    bad = planted(planted(planted(data, "events", "venue", where), "feedback", "said", where), "risks", "risk", where)
    told = [(found.sheet, found.heading, found.kind) for found in places(bad, sheets_of("1.2"))]
    assert told == [
        ("Feedback", "What residents said", "full postcode"),
        ("Risks", "Risk", "full postcode"),
    ]

"""Single records: what may be written, what comes back, and references that are never given twice."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ward_desk.core.changes import Op
from ward_desk.core.errors import BugError, KnownError
from ward_desk.core.records import RECORDS, Field, Row
from ward_desk.core.surveys.answers import pack
from ward_desk.service.document import Document

OP = Op("test", "Test")


def value_for(field: Field) -> st.SearchStrategy[object]:
    """Any value a field may hold."""
    text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
    days = st.dates().map(lambda day: day.isoformat())
    times = st.datetimes().map(lambda when: when.isoformat(timespec="minutes"))
    return {
        "text": text,
        "long": text,
        "date": st.none() | days,
        "when": st.none() | days | times,
        "whole": st.none() | st.integers(-(2**63) + 1, 2**63 - 1),
        "money": st.none() | st.integers(-(2**63) + 1, 2**63 - 1),
        "percent": st.none() | st.integers(0, 100),
        "number": st.none() | st.floats(-1e299, 1e299, allow_subnormal=False),
        "choice": st.sampled_from(["", *(code for code, _ in field.choices)]),
        "flag": st.sampled_from([0, 1]),
        "file": st.none() | st.binary(),
        "answers": st.dictionaries(st.text("0123456789abcdef", min_size=8, max_size=8), st.text(min_size=1)).map(pack),
        "link": st.none(),
    }[field.kind]


TABLES = [name for name, record in RECORDS.items() if any(field.kind != "link" for field in record.fields)]


@pytest.mark.parametrize("table", TABLES)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_written_comes_back_and_comes_back_again_by_undo(
    empty_ward: Document, table: str, data: st.DataObject
) -> None:
    fields = [field for field in RECORDS[table].fields if field.kind != "link"]
    row: Row = {field.name: data.draw(value_for(field), field.name) for field in fields}  # type: ignore[misc]
    if table == "quarterly_return":
        row["status"] = data.draw(st.sampled_from(["", "draft"]), "status of what may be removed again")
    made: list[str] = []
    empty_ward.run(OP, lambda store: made.append(store.insert(table, row)))
    written = empty_ward.store.get(table, made[0])
    assert written is not None
    assert {name: written[name] for name in row} == row
    empty_ward.run(OP, lambda store: store.delete(table, made[0]))
    empty_ward.undo()
    assert empty_ward.store.get(table, made[0]) == written
    empty_ward.undo()
    assert empty_ward.store.get(table, made[0]) is None
    empty_ward.redo()
    assert empty_ward.store.get(table, made[0]) == written


UNFIT = [
    ("action", "status", "finished"), ("action", "due", "13/12/2023"), ("action", "due", "2023-W50-3"),
    ("action", "due", "2023-02-30"), ("action", "progress", 101), ("action", "progress", -1),
    ("action", "title", 7), ("action", "title", b"x"), ("action", "title", "half \ud83d"), ("action", "title", "a\0b"),
    ("event", "start", "2023-12-13 10:00"), ("event", "start", "2023-12-13T25:00"),
    ("event", "start", "20231213T10:00:0"),
    ("funding", "spent", 1.5), ("funding", "spent", 2**63), ("funding", "spent", "12"),
    ("figure", "value", float("nan")), ("figure", "value", float("inf")), ("figure", "value", "12"),
    ("figure", "value", 10**400), ("quarterly_return", "workbook", "text"), ("action", "illustrative", 2),
]  # fmt: skip


@pytest.mark.parametrize(("table", "field", "value"), UNFIT, ids=lambda part: repr(part)[:30])
def test_a_value_that_does_not_fit_is_refused_by_name(ward: Document, table: str, field: str, value: object) -> None:
    row: Row = {field: value}  # type: ignore[dict-item]
    for write in (
        lambda store: store.insert(table, row),
        lambda store: store.update(table, str(store.rows(table)[0]["id"]), row),
    ):
        with pytest.raises(KnownError) as caught:
            ward.run(OP, write)
        assert caught.value.code == "unfit"
        assert RECORDS[table].field(field).label in caught.value.happened


def test_empties_are_stored_one_way(ward: Document) -> None:
    action = str(ward.store.rows("action")[0]["id"])
    ward.run(OP, lambda store: store.update("action", action, {"what": None, "due": "", "theme": "", "rating": None}))
    row = ward.store.get("action", action)
    assert row is not None
    assert (row["what"], row["due"], row["theme"], row["rating"]) == ("", None, None, "")


def test_a_field_that_does_not_exist_is_our_own_mistake(ward: Document) -> None:
    for call in (
        lambda: ward.run(OP, lambda store: store.insert("action", {"colour": "red"})),
        lambda: ward.store.rows("action", colour="red"),
        lambda: ward.store.rows("action", order="title; DROP TABLE action"),
        lambda: ward.store.rows("sqlite_master"),
        lambda: ward.store.get("operation", "x"),
    ):
        with pytest.raises(KeyError):
            call()


@pytest.mark.parametrize("table", RECORDS)
def test_rows_can_be_ordered_by_every_field(ward: Document, table: str) -> None:
    for field in RECORDS[table].fields:
        up = ward.store.rows(table, order=field.name)
        down = ward.store.rows(table, order=f"{field.name} DESC")
        assert len(up) == len(down) == ward.store.number(f'SELECT count(*) FROM "{table}"')


def test_rows_are_found_by_what_they_equal(ward: Document) -> None:
    assert {row["title"] for row in ward.store.rows("action", theme=None)} == {"Draw up the ward profile"}
    assert len(ward.store.rows("action", status="in_progress", rating="red")) == 1


def test_references_count_up_and_carry_the_prefix_and_letter(ward: Document) -> None:
    assert [row["ref"] for row in ward.store.rows("action", order="ref")] == [f"CHE-0{n}" for n in range(1, 7)]
    assert [row["ref"] for row in ward.store.rows("event", order="ref")] == ["CHE-E01", "CHE-E02", "CHE-E03"]


def test_a_reference_is_never_given_twice(ward: Document) -> None:
    def add() -> str:
        made: list[str] = []
        ward.run(OP, lambda store: made.append(store.insert("action", {"title": "New"})))
        row = ward.store.get("action", made[0])
        assert row is not None
        return str(row["ref"])

    assert add() == "CHE-07"
    ward.undo()
    assert add() == "CHE-08"
    ward.run(OP, lambda store: store.delete("action", str(store.rows("action", ref="CHE-08")[0]["id"])))
    assert add() == "CHE-09"


def test_a_reference_that_came_with_a_record_is_not_given_again(empty_ward: Document) -> None:
    empty_ward.run(OP, lambda store: store.insert("event", {"title": "Moved here", "ref": "CHE-E07"}))
    empty_ward.run(OP, lambda store: store.insert("event", {"title": "Odd one", "ref": "Fair"}))
    empty_ward.run(OP, lambda store: store.insert("event", {"title": "New"}))
    assert [row["ref"] for row in empty_ward.store.rows("event")] == ["CHE-E07", "Fair", "CHE-E08"]


def test_a_write_outside_an_operation_fails(ward: Document) -> None:
    action = str(ward.store.rows("action")[0]["id"])
    for write in (
        lambda: ward.store.insert("action", {"title": "Sly"}),
        lambda: ward.store.update("action", action, {"title": "Sly"}),
        lambda: ward.store.delete("action", action),
        lambda: ward.store.set_links("action_partner", action, []),
    ):
        before = ward.store.rows("action"), ward.store.rows("action_partner")
        with pytest.raises(BugError):
            write()
        assert (ward.store.rows("action"), ward.store.rows("action_partner")) == before


def test_a_link_to_what_is_gone_is_told_kindly(ward: Document) -> None:
    """A drop-down may offer for a moment what somebody else has just removed."""
    with pytest.raises(KnownError) as caught:
        ward.run(OP, lambda store: store.insert("action", {"lead": "nobody"}))
    assert caught.value.code == "gone"


def test_two_records_are_joined_once(ward: Document) -> None:
    action = str(ward.store.rows("action", order="ref")[1]["id"])
    school, other = (str(row["id"]) for row in ward.store.rows("organisation")[:2])
    for _ in range(2):
        ward.run(OP, lambda store: store.link("action_partner", action, school))
    assert ward.store.linked("action_partner", action) == [school]
    ward.run(OP, lambda store: store.set_links("action_partner", action, [other, other]))
    assert ward.store.linked("action_partner", action) == [other]
    assert action in ward.store.linked_to("action_partner", other)
    assert not ward.run(OP, lambda store: store.set_links("action_partner", action, [other]))
    ward.run(OP, lambda store: store.unlink("action_partner", action, other))
    assert ward.store.linked("action_partner", action) == []


def test_removing_a_record_takes_what_belongs_to_it_and_lets_go_of_the_rest(ward: Document) -> None:
    action = str(ward.store.rows("action", ref="CHE-01")[0]["id"])
    ward.run(OP, lambda store: store.delete("action", action))
    assert ward.store.rows("milestone") == []
    assert ward.store.rows("funding") == []
    assert [row["action"] for row in ward.store.rows("risk")] == [None]
    assert len(ward.store.rows("feedback", action=None)) == 2


def test_facts_about_the_document_are_kept(ward: Document) -> None:
    ward.store.set_setting("last_export", "2023-12-18")
    ward.store.set_setting("last_export", "2023-12-19")
    assert ward.store.setting("last_export") == "2023-12-19"
    assert ward.store.setting("nothing") == ""
    assert ward.store.setting("created") == "2023-12-18T09:00:00"


def test_records_are_named_for_choosing_by_reference_and_title(ward) -> None:
    named = ward.store.named("action", order="ref")
    assert [words for _, words in named] == [
        f"{row['ref']} {row['title']}" for row in ward.store.rows("action", order="ref")
    ]
    themes = ward.store.named("theme", order="position")
    assert [words for _, words in themes] == [row["label"] for row in ward.store.rows("theme", order="position")]

"""What a later version of a return changed, as people read it."""

from __future__ import annotations

from typing import Any

from ward_desk.core.collation.version_rows import version_changes
from ward_desk.core.records import Row


def row(table: str, ref: str, column: str, before: Any, after: Any, **values: Any) -> Row:
    return {"ward": "Chesham", "version_before": 1, "version": 2, "return_id": "b", "table": table, "ref": ref,
            "column": column, "before": before, "after": after, **values}  # fmt: skip


def shown(*rows: Row) -> list[tuple[Any, ...]]:
    return [tuple(one[name] for name in ("sheet", "ref", "column", "before", "after")) for one in version_changes(rows)]


def test_a_value_that_differs_is_a_line_in_words() -> None:
    said = row("actions", "C-1", "done_this_quarter", None, "Dug")
    assert shown(said, row("summary", "events_held", "x", 7.0, 8.0)) == [
        ("Summary", "events_held", "X", "7", "8"),
        ("Actions", "C-1", "Done this quarter", None, "Dug"),
    ]


def test_a_record_that_is_gone_or_new_is_one_line_that_says_what_it_was() -> None:
    gone = [row("actions", "C-2", name, value, None) for name, value in
            (("action", "Trees"), ("ref", "C-2"), ("status", "On hold"))]  # fmt: skip
    new = [row("events", "C-E1", name, None, value) for name, value in (("ref", "C-E1"), ("title", "Fair"))]
    assert shown(*gone, *new) == [("Actions", "C-2", "Gone", "Trees", None), ("Events", "C-E1", "New", None, "Fair")]


def test_the_figures_of_a_count_that_is_new_are_in_its_line() -> None:
    found = shown(
        row("counts", "C-C1", "ref", None, "C-C1"), row("counts", "C-C1", "count", None, "Bins"),
        row("count_values", "C-C1", "month 2023-11", None, 3.0),
        row("count_values", "C-C2", "month 2023-11", 2.0, 3.0),
    )  # fmt: skip
    assert found == [
        ("Activity counts", "C-C1", "New", None, "Bins"),
        ("Activity counts", "C-C2", "Month 2023-11", "2", "3"),
    ]


def test_a_record_gone_in_one_version_is_not_gone_in_another() -> None:
    later = row("actions", "C-1", "status", "On hold", "Complete", version_before=2, version=3, return_id="c")
    found = version_changes([later, row("actions", "C-1", "ref", None, "C-1")])
    assert [(one["version"], one["column"]) for one in found] == [(2, "New"), (3, "Status")]

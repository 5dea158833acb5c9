"""Return fields: which record and field stand behind a cell of the return, and which cell a field stands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ward_desk.core.records import RECORDS, Row
from ward_desk.exchange.returns.return_columns import Sheet
from ward_desk.service.document import Document

# The record behind each row of a sheet.
RECORD_OF: Final = {
    "action_plan": "action", "events": "event", "activity_counts": "activity_count", "feedback": "feedback",
    "funding": "funding", "risks": "risk",
}  # fmt: skip
# Where a column, or a row of the Summary, is not called as its field is.
_FIELD_OF: Final = {
    "action_plan": {
        "action": "title", "why": "rating_reason", "done_this_quarter": "progress_note",
        "next_milestone": "milestone", "next_milestone_on": "milestone",
    },
    "events": {"held_on": "start", "residents": "attendance", "from_ward": "attendance", "exhibitors": "attendance"},
    "activity_counts": {"count": "name"},
    "feedback": {"said": "words", "did": "answer"},
    "risks": {"risk": "title", "owner": "owner_role"},
    "summary": {"progress_to_date": "progress", "on_the_horizon": "horizon", "challenges": "challenges"},
}  # fmt: skip
_CHILDREN: Final = ("progress_note", "milestone", "attendance")  # opened at the field of their own table's name


def field_of(table: str, key: str) -> tuple[str, str]:
    """The record's table and its field behind a column of a sheet, or behind a row of the Summary. An empty field is
    worked out from others; an empty table has no record of its own."""
    if table == "summary":
        field = _FIELD_OF["summary"].get(key, "")
        return ("quarterly_return", field) if field else ("", "")
    record = RECORD_OF.get(table, "")
    if not record:
        return "", ""
    field = _FIELD_OF.get(table, {}).get(key, key)
    names = {one.name for one in RECORDS[record].fields}
    return record, field if field in names or field in _CHILDREN else ""


def column_of(sheet: Sheet, field: str, months: Sequence[str]) -> str:
    """The key of the column a field of the record stands in; `months` are the keys of the quarter's. A field that has
    no column of its own is shown at what the row is called by."""
    if sheet.table == "activity_counts" and field in months:
        return f"month_{list(months).index(field) + 1}"
    for column in sheet.columns:
        if field_of(sheet.table, column.key)[1] == field:
            return column.key
    return next(column.key for column in sheet.columns if not column.nullable)


def record_id(doc: Document, table: str, ref: str) -> str:
    """The id of the record of a table with that reference; empty when it is no longer there."""
    rows: Sequence[Row] = doc.store.rows(table, ref=ref) if table and ref else ()
    return str(rows[0]["id"]) if rows else ""

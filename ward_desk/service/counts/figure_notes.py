"""Figure notes: what is said beside a figure: its note, its state, why there is none, and what it is adjusted by."""

from __future__ import annotations

from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.records import Row, Value
from ward_desk.core.typed import show_number
from ward_desk.service import edits
from ward_desk.service.counts import figure_entry
from ward_desk.service.counts.figures import CountView
from ward_desk.service.document import Document
from ward_desk.service.returns.return_due import start_month
from ward_desk.store import computed, counts


def explain(
    doc: Document, count_id: str, key: str, field: str, value: Value, initiator: object = None
) -> ChangeSet:  # fmt: skip
    """Keep the note of a figure, its state, or why there is none. Without a figure only a note or a reason is kept, and
    a figure that says nothing any more is taken away. Raises KnownError."""
    typed = counts.figure_for(doc.store, count_id, key)
    if field in ("note", "unavailable") and (typed is None or not _has_number(typed)):
        said: dict[str, str] = {field: str(value)}
        return figure_entry.set_figure(
            doc, count_id, key, "", note=said.get("note"), unavailable=said.get("unavailable"), initiator=initiator
        )
    if typed is None:
        return NOTHING
    return edits.edit(doc, "figure", text(typed, "id"), {field: value}, initiator)


def can_adjust(view: CountView, key: str) -> bool:
    """Whether a figure can be adjusted: a month or quarter of a flow that events gave a figure for, or will."""
    if view.nature != "flow" or "YTD" in key or ("Q" in key) != view.by_quarter:
        return False
    rows = view.rows(key)
    return computed.is_computed(view.count) or any(row["event"] is not None or row["adjustment"] for row in rows)


def change_adjustment(
    doc: Document, figure_id: str, words: str, reason: str, initiator: object = None
) -> ChangeSet:  # fmt: skip
    """Correct an adjustment: its number, which may be below nought, and its reason. Raises KnownError as
    `figure_entry.adjust` does."""
    row = _adjustment(doc, figure_id)
    values: Row = {"value": figure_entry.read_adjustment(words, reason), "note": reason.strip()}
    if all(row[name] == value for name, value in values.items()):
        return NOTHING
    by = show_number(float(str(values["value"])))
    return doc.run(
        Op("figure.adjust", f"Change the adjustment of {_owner(doc, row)} to {by}"),
        lambda store: store.update("figure", figure_id, values),
        initiator,
    )


def remove_adjustment(doc: Document, figure_id: str, initiator: object = None) -> ChangeSet:
    """Take an adjustment away. Raises KnownError when it is gone already."""
    row = _adjustment(doc, figure_id)
    return doc.run(
        Op("figure.adjust", f"Take away the adjustment of {_owner(doc, row)}"),
        lambda store: store.delete("figure", figure_id),
        initiator,
    )


def _adjustment(doc: Document, figure_id: str) -> Row:
    row = doc.store.get("figure", figure_id)
    if row is None or not row["adjustment"]:
        raise KnownError("gone", "This adjustment has been removed meanwhile.", "Nothing was changed.", "")
    return row


def _owner(doc: Document, row: Row) -> str:
    count = doc.store.get("activity_count", text(row, "activity_count")) or {}
    return f"{text(count, 'ref')}, {_period(doc, text(row, 'period'))}"


def _period(doc: Document, key: str) -> str:
    return Quarter.parse(key, start_month(doc)).short if "Q" in key else Month.parse(key).label


def _has_number(row: Row) -> bool:
    return row["value"] is not None or row["numerator"] is not None

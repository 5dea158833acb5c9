"""Queries of the Activity counts page."""

from __future__ import annotations

from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.store import counts


def test_the_span_runs_from_the_first_figure_to_the_last(ward: Document, empty_ward: Document) -> None:
    assert counts.span(empty_ward.store) == ("", "")
    keys = [str(row["period"]) for row in ward.store.rows("figure")]
    assert counts.span(ward.store) == (min(keys), max(keys))


def test_only_events_for_this_ward_are_private(ward: Document) -> None:
    fair, lunch = (str(row["id"]) for row in ward.store.rows("event")[:2])
    edits.edit(ward, "event", fair, {"sharing": "ward"})
    edits.edit(ward, "event", lunch, {"sharing": "programme"})
    assert counts.private_events(ward.store, {fair, lunch, "gone"}) == {fair}

"""Profile: the indicators of the ward profile that explain an activity count (B 3.7), the latest line of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ward_desk.core.changes import ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.core.same_name import plain
from ward_desk.service.document import Document
from ward_desk.store.rows import Store


def explaining(doc: Document, count: str) -> list[Row]:
    """The indicators that explain a count, each as its latest line has it."""
    linked = set(doc.store.linked_to("profile_count", count))
    names = {plain(text(row, "indicator")) for row in doc.store.rows("profile_line") if row["id"] in linked}
    return [row for row in _latest(doc.store.rows("profile_line")) if plain(text(row, "indicator")) in names]


def others(doc: Document, count: str) -> list[Row]:
    """The indicators that do not explain it yet, each as its latest line has it."""
    taken = {text(row, "id") for row in explaining(doc, count)}
    return [row for row in _latest(doc.store.rows("profile_line")) if row["id"] not in taken]


def explain(doc: Document, count: str, line: str) -> ChangeSet:
    """Say that an indicator explains a count. Raises KnownError when one of them is gone."""
    return _run(doc, count, line, lambda store, _: store.link("profile_count", line, count))


def take_off(doc: Document, count: str, line: str) -> ChangeSet:
    """Say that an indicator, in any of its lines, explains a count no more. Raises KnownError when one is gone."""

    def write(store: Store, ids: list[str]) -> None:
        for one in ids:
            store.unlink("profile_count", one, count)

    return _run(doc, count, line, write)


def _run(doc: Document, count: str, line: str, write: Callable[[Store, list[str]], None]) -> ChangeSet:
    owner, row = doc.store.get("activity_count", count), doc.store.get("profile_line", line)
    if owner is None or row is None:
        raise KnownError("gone", "This has been removed meanwhile.", "Nothing was changed.", "")
    name = plain(text(row, "indicator"))
    ids = [text(one, "id") for one in doc.store.rows("profile_line") if plain(text(one, "indicator")) == name]
    words = f"Edit {text(owner, 'ref')}: ward profile"
    return doc.run(Op("profile_count.set", words), lambda store: write(store, ids))


def _latest(rows: Iterable[Row]) -> list[Row]:
    """The latest line of each indicator, in the order the indicators came in."""
    found: dict[str, Row] = {}
    for row in rows:
        name = plain(text(row, "indicator"))
        if name not in found or text(row, "dated") >= text(found[name], "dated"):
            found[name] = row
    return list(found.values())

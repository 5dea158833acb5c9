"""Explanations: queries of what a ward says about the warnings of a return."""

from __future__ import annotations

from ward_desk.core.records import Row
from ward_desk.store.rows import Store


def of_return(store: Store, return_id: str) -> list[Row]:
    """The explanations of one return, in the order they were given."""
    return store.rows("explanation", quarterly_return=return_id)


def copy(store: Store, old: str, new: str) -> None:
    """Give one return the explanations of another, for its next version."""
    for row in of_return(store, old):
        store.insert("explanation", {**{name: row[name] for name in row if name != "id"}, "quarterly_return": new})

"""Changes: what an operation is called, and what it touched."""

from __future__ import annotations

from typing import NamedTuple


class Op(NamedTuple):
    """One unit of work as people know it: `Op("action.edit", "Edit CHE-07: due")`."""

    kind: str
    label: str


class ChangeSet(NamedTuple):
    """What one committed operation touched. Falsy when it changed nothing."""

    operation: str
    label: str
    rows: dict[str, frozenset[str]]  # table -> ids
    initiator: object = None

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def tables(self) -> frozenset[str]:
        """The tables touched."""
        return frozenset(self.rows)

    def touches(self, *tables: str) -> bool:
        """Whether any of these tables changed."""
        return not self.rows.keys().isdisjoint(tables)


NOTHING = ChangeSet("", "", {})

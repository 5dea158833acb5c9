"""Funding: what is left of money allocated, and what of it nobody has promised yet. All sums are in pence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ward_desk.core.fields import whole
from ward_desk.core.records import Row


class Money(NamedTuple):
    """What was allocated, promised and paid: of one funding line, or of several together."""

    allocated: int
    committed: int
    spent: int

    @property
    def left(self) -> int:
        """Allocated and not spent; below nought when more was spent."""
        return self.allocated - self.spent

    @property
    def uncommitted(self) -> int:
        """Allocated and neither promised nor spent: money spent was promised, whether or not somebody wrote so."""
        return max(0, self.allocated - max(self.committed, self.spent))

    @property
    def over(self) -> int:
        """How much more is spent than was allocated; nought when it is not."""
        return max(0, -self.left)


def of(row: Row) -> Money:
    """The money of one line; what is empty counts as nothing."""
    return Money(whole(row, "allocated") or 0, whole(row, "committed") or 0, whole(row, "spent") or 0)


def together(rows: Iterable[Row]) -> Money:
    """The money of several lines. What one line has over does not make up for another that is overspent: look at
    each line's `over` for that."""
    lines = [of(row) for row in rows]
    return Money(sum(m.allocated for m in lines), sum(m.committed for m in lines), sum(m.spent for m in lines))

"""The three kinds of trouble: the world's fault, our own fault, and typing that cannot be read.

A known error is told kindly and says what to do next; a bug is reported (house-style.md).
"""

from __future__ import annotations


class WardDeskError(Exception):
    """Anything Ward Desk raises on purpose."""


class KnownError(WardDeskError):
    """The world's fault: a full disk, a locked file, a workbook from another ward.

    `code` is stable, for logs and tests. `happened`, `safe` and `next_step` are whole sentences for the
    person: what happened, what is still safe, what to do now. `safe` and `next_step` may be empty.
    """

    def __init__(self, code: str, happened: str, safe: str = "", next_step: str = "") -> None:
        super().__init__(code, happened, safe, next_step)
        self.code = code
        self.happened = happened
        self.safe = safe
        self.next_step = next_step

    @property
    def sentence(self) -> str:
        """The three parts as one text, each ending with a full stop."""
        parts = (part.strip() for part in (self.happened, self.safe, self.next_step))
        return " ".join(part if part[-1] in ".?!" else f"{part}." for part in parts if part)

    def __str__(self) -> str:
        return self.sentence


class BugError(WardDeskError):
    """Our own fault: something the code promised did not hold. Shown with a way to report it."""


class NotUnderstoodError(WardDeskError, ValueError):
    """Something a person typed that cannot be read; its text is one plain sentence saying what to type."""

    @property
    def sentence(self) -> str:
        """The text as shown beside the field."""
        return str(self)

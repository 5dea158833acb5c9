"""A sentence of the first words for a return: what it rests on, and how records are named in one."""

from __future__ import annotations

from typing import NamedTuple

from ward_desk.core import ratings
from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.service.returns.making.return_view import Loaded


class Source(NamedTuple):
    """A record a sentence rests on."""

    table: str
    row_id: str
    ref: str


class Sentence(NamedTuple):
    """One sentence that may go into the return."""

    heading: str  # the theme or recommendation it belongs to; empty for the whole ward
    words: str
    sources: tuple[Source, ...]
    weight: int  # what matters more is chosen first
    chosen: bool = False


def named(row: Row) -> str:
    return " ".join(text(row, "title").split()) or "(no title)"


def ended(words: str) -> str:
    """Words as a sentence."""
    return words if words.endswith((".", "!", "?", "…", "”", ".)")) else f"{words}."


def still_open(action: Row) -> bool:
    return action.get("status") in ratings.OPEN_STATUSES


def source(table: str, row: Row) -> Source:
    return Source(table, text(row, "id"), text(row, "ref"))


def of_action(loaded: Loaded, action: Row, words: str, weight: int) -> Sentence:
    heading = text(action, "theme_label" if loaded.view.shape == "themes" else "recommendation_title")
    return Sentence(heading, words, (source("action", action),), weight)


def first_theme(event: Row) -> str:
    return text(event, "themes").split("; ")[0]

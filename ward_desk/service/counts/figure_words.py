"""Figure words: how a figure, a sum and the way it comes about are said, on the screen and in what is copied."""

from __future__ import annotations

from typing import Final

from ward_desk.core import sums
from ward_desk.core.choices import BETTER, FREQUENCIES
from ward_desk.core.choices import label as words_of
from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.core.sums import Total
from ward_desk.core.typed import SHOWN_AS, show_money, show_number
from ward_desk.service.counts.figure_cell import number_words
from ward_desk.store.computed import is_computed

# model.md, Periods and sums.
_ADDS_UP: Final = {
    "flow": "The quarter and the year are the sum of their {parts}.",
    "stock": "The quarter is the figure at its end, and the year the latest one.",
    "rate": "The quarter is all that were counted out of the whole base, never a mean of percentages.",
    "people": "Different people are never added up: one figure is entered for the quarter, one for the year to date.",
    "score": "The quarter is pooled over everyone who answered, never a mean of means.",
}


def is_share(count: Row) -> bool:
    """Whether a count's figures are per cent."""
    return text(count, "nature") == "rate" or text(count, "unit") == "%"


def amount(value: float | None, count: Row, precision: str = "exact") -> str:
    """A figure of a count: "50", "about 50", "4.2%", "£1,200"; "" for none."""
    if value is None:
        return ""
    if is_share(count):
        shown = f"{show_number(round(value, 1))}%"
    elif text(count, "unit") == "£":
        shown = show_money(round(value * 100))
    elif text(count, "nature") == "score":
        shown = show_number(round(value, 2))  # a pooled mean
    else:
        shown = show_number(value)
    return SHOWN_AS[precision].format(shown)


def field_words(row: Row | None, count: Row) -> str:
    """A typed figure as it is typed: "about 50", "17 of 27", "4.2 (27)"; "" for none."""
    return number_words(row, count) if row is not None else ""


def total_words(total: Total, count: Row) -> str:
    """A sum with what a percentage or a mean rests on: "63% (17 of 27)", "4.2 (27 answers)"; "" for none."""
    shown = amount(total.value, count, total.precision)
    if not shown or total.base is None:
        return shown
    base = show_number(total.base)
    return (
        f"{shown} ({base} answers)"
        if total.numerator is None
        else f"{shown} ({show_number(total.numerator)} of {base})"
    )


def covers(total: Total) -> str:
    """What of its period a sum covers: "2 of 3 months", "as it stood in Nov 2023"."""
    return f"as it stood in {total.at}" if total.at else sums.completeness(total)


def rule(count: Row) -> str:
    """How the count adds up over a quarter and a year (model.md, Periods and sums)."""
    monthly = is_computed(count) or text(count, "frequency") != "quarterly"
    return _ADDS_UP.get(text(count, "nature") or "flow", "").format(parts="months" if monthly else "quarters")


def adds_up(count: Row) -> str:
    """How the count adds up, when it is better, and where its figures come from."""
    frequency = text(count, "frequency") or "monthly"
    if is_computed(count):
        comes = "Worked out from events, never typed."
    else:
        comes = f"Entered {words_of(FREQUENCIES, frequency).lower()}" + (
            f" by {text(count, 'owner')}." if count["owner"] else "."
        )
    said = [
        rule(count),
        f"{words_of(BETTER, count['better'])}." if count["better"] else "",
        comes,
        f"Source: {text(count, 'source').rstrip('.')}." if count["source"] else "",
    ]
    return " ".join(filter(None, said))

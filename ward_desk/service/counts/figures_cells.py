"""Figures cells: what one cell of a sheet says of a count, as the fields of a figure."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from ward_desk.core import choices
from ward_desk.core.errors import KnownError, NotUnderstoodError
from ward_desk.core.fields import number, text
from ward_desk.core.records import Row
from ward_desk.core.tracker.tracker import Cell
from ward_desk.core.tracker.tracker_words import plain, short
from ward_desk.service.counts.figure_cell import read_figure

_NOTHING: Final = frozenset(("", "n a", "na", "tbc", "tba", "tbd", "not available", "no data", "not known", "unknown",
                             "awaited", "to be confirmed", "not applicable", "not yet known"))  # fmt: skip
_WHY: Final = re.compile(r"(?:n/?a|n\.a\.|not available|no data)\s*(?:[-–—:;(]+|because|as)\s*(?P<why>\w.*?)\)?", re.I)
_MARKS: Final = re.compile(r"\s*\[(p|r|x|about|at least)\]", re.I)
_GROUPED: Final = re.compile(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))")
_ERRORS: Final = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")
_SHARE: Final = re.compile(r"(?P<number>-?[\d.,]+)\s*(?:%|per ?cent)", re.I)


class Given(NamedTuple):
    """What the cells of one value say; those a sheet does not have are None."""

    value: Cell
    numerator: Cell | None = None
    denominator: Cell | None = None
    precision: str = ""
    state: str = ""
    note: str = ""
    unavailable: str = ""

    @property
    def words(self) -> str:
        """As people read it in the file."""
        parts = [self.value.text]
        if not self.value.text and self.numerator is not None and self.numerator.text:
            parts = [self.numerator.text]
        if parts[0] and self.denominator is not None and self.denominator.text:
            parts.append(f"of {self.denominator.text}")
        return " ".join(" ".join(parts).split())


class Read(NamedTuple):
    """The fields of a figure, or none: then nothing is there, or the sentence says why it is refused."""

    values: Row | None
    sentence: str = ""


def is_nothing(given: Given) -> bool:
    """Whether a value only says that there is none: empty, n/a, a dash. It is never read as nought."""
    tops = (given.value, given.numerator)
    return all(cell is None or plain(cell.text) in _NOTHING for cell in tops) and not given.unavailable


def read(given: Given, nature: str, unit: str, *, adjusting: bool = False) -> Read:
    """A value as a figure of a count of that nature and unit is stored."""
    why = _WHY.fullmatch(" ".join(given.value.text.split()))
    if given.unavailable or why:
        reason = given.unavailable or (why["why"] if why else "")
        return Read({"value": None, "numerator": None, "denominator": None, "unavailable": reason} | _more(given))
    for cell in (given.value, given.numerator, given.denominator):
        if cell is not None and (fault := _fault(cell)):
            return Read(None, fault)
    if given.value.text.startswith("[x]"):
        return Read(None, "It says that the figure is not available, but not why.")
    words = _words(given, nature, unit)
    if words is None:
        return Read(None, "It is a percentage with no base: give how many out of how many, such as 17 of 27."
                    if nature == "rate" else "It is a percentage, and this count is not.")  # fmt: skip
    try:
        values = read_figure(words, nature)
    except (KnownError, NotUnderstoodError) as error:
        return Read(None, error.happened if isinstance(error, KnownError) else error.sentence)
    values |= _precision(given) | _more(given)
    return _bounds(values, nature, adjusting)


def _fault(cell: Cell) -> str:
    if cell.text in _ERRORS:
        return f"{cell.text} is a mistake in the spreadsheet."
    if cell.text.startswith("="):
        return "The answer of this formula is not in the file. Save it once in your spreadsheet program."
    if isinstance(cell.value, (date, bool)):
        return f"“{short(cell.text)}” is no figure."
    return ""


def _words(given: Given, nature: str, unit: str) -> str | None:
    """A value as it would be typed; None for a percentage where none can be kept."""
    value = plain_number(given.value)
    if nature in ("rate", "score") and given.denominator is not None and given.denominator.text:
        top = given.numerator if nature == "rate" and given.numerator is not None else None
        if nature == "score":
            return f"{value} ({plain_number(given.denominator)})"
        shown = value if top is None or not top.text else plain_number(top)
        return None if _SHARE.fullmatch(shown) else f"{shown} of {plain_number(given.denominator)}"
    share = _SHARE.fullmatch(value)
    if share:
        return share["number"] if unit == "%" and nature != "rate" else None
    return value.removeprefix("£") if unit == "£" else value


def plain_number(cell: Cell) -> str:
    """A cell as it would be typed: the whole number behind a rounded one, no spaces in thousands, no marks."""
    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
        if cell.text.endswith("%"):
            return cell.text
        return f"{cell.value:.15g}" if abs(cell.value) < 1e15 else cell.text
    words = _MARKS.sub("", " ".join(cell.text.split()))
    return _GROUPED.sub("", words)


def _precision(given: Given) -> Row:
    marked = " ".join(_MARKS.findall(given.value.text)).lower()
    said = f"{plain(given.precision)} {marked}"
    return next(({"precision": code} for code in ("about", "at_least") if code.replace("_", " ") in said), {})


def _more(given: Given) -> Row:
    """State and note, where the file says them."""
    marks = [one.lower() for one in _MARKS.findall(given.value.text)]
    state = plain(given.state)
    code = next((code for code, words in choices.FIGURE_STATES if state in (code, plain(words))), "")
    code = code or ("provisional" if "p" in marks else "revised" if "r" in marks else "")
    more: Row = {"state": code} if code else {}
    return more | ({"note": given.note} if given.note else {})


def _bounds(values: Row, nature: str, adjusting: bool) -> Read:
    value = number(values, "value")
    if value is not None and value < 0 and nature in ("flow", "people") and not adjusting:
        return Read(None, "A count cannot be below 0.")
    return Read(values)


def same(row: Row, values: Row) -> bool:
    """Whether a figure has these fields already."""
    return all(
        (number(row, name) == number(values, name) if name in ("value", "numerator", "denominator")
         else text(row, name) == text(values, name))
        for name in values
    )  # fmt: skip

"""Figure cell: what may be typed into a cell of the grid of figures, read, and written as it is typed."""

from __future__ import annotations

import re
from typing import Final

from ward_desk.core import typed
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import number, text
from ward_desk.core.records import Row

_OUT_OF = re.compile(r"(?P<top>.+?)\s*(?:/|\bout of\b|\bof\b)\s*(?P<base>[0-9][0-9,. km]*)", re.IGNORECASE)
_WITH_ANSWERS = re.compile(
    r"(?P<mean>[0-9.,]*[0-9.])\s*(?:\(|,\s|;|/|\bfrom\b|\bof\b|\bn\b)[\s(=]*(?P<n>[0-9][0-9,]*)\s*(?:answers?)?\s*\)?",
    re.IGNORECASE,
)
_NOT_AVAILABLE = re.compile(
    r"(?:n\s?/\s?a|n\.a\.|na|not available|unavailable)(?:$|[\s,:;–-]+)(?:because\b)?\s*(?P<why>.*)",
    re.IGNORECASE | re.DOTALL,
)
# "12p" is twelve, still provisional; of an amount of money it would be pence, so there only "p 12" and "12 [p]" are.
_PROVISIONAL = re.compile(r"p\s+(?P<after>.+)|(?P<before>.+?)\s*[\[(]p[\])]|(?P<short>.*[0-9+)])\s?p", re.IGNORECASE)

# What people and spreadsheets put into a cell that is no figure, or may be two: how to type it. The first that fits.
_STRANGE: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), sentence)
    for pattern, sentence in (
        (r"[=@].*", "A formula is not worked out here. Type its result."),
        (r"#[A-Z/0!?]+", "The spreadsheet had an error here. Type the figure, or n/a because … and the reason."),
        (r".*[0-9]\s*%", "This count is no percentage. Type how many, such as 50."),
        (r"£.*", "This count is not of money. Type how many, such as 50."),
        (r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+", "Type a comma for thousands, such as 1,234."),
        (r"none|nil|zero|nought", "Type 0 for none, or leave it empty if nobody counted."),
        (r"(?:<|under |less than |fewer than ).*",
         "It may be several numbers. Type the one it is, or n/a because … and why it is kept back."),
    )
)  # fmt: skip

EMPTY: Row = {"value": None, "numerator": None, "denominator": None, "precision": "exact"}


def read_figure(words: str, nature: str) -> Row:
    """The fields of a figure, from what was typed: "50", "about 50", "17 of 27" for a rate, "4.2 (27)" for a
    score. Nothing typed is an empty figure. Raises KnownError saying what to type."""
    words = words.strip()
    if not words:
        return dict(EMPTY)
    try:
        if nature == "rate":
            return _rate(words)
        if nature == "score":
            return _score(words)
        if words.startswith(("-", "−")):  # a correction; only these may go below nought
            return {**EMPTY, "value": float(typed.read_number(words))}
        value, precision = typed.read_count(words)
    except typed.TypedError as error:
        raise refused(error.sentence) from error
    return {**EMPTY, "value": float(value), "precision": precision}


def _rate(words: str) -> Row:
    found = _OUT_OF.fullmatch(words)
    if found is None:
        raise refused("A percentage needs its base. Type how many out of how many, such as 17 of 27.")
    top, precision = typed.read_count(found["top"])
    base = typed.read_number(found["base"])
    if base <= 0:
        raise refused("The base can't be 0: there would be nobody to take a share of.")
    if top > base:
        raise refused(f"{words} is more than there are. Type the smaller number first, such as 17 of 27.")
    return {"value": None, "numerator": float(top), "denominator": float(base), "precision": precision}


def _score(words: str) -> Row:
    found = _WITH_ANSWERS.fullmatch(words)
    if found is None:
        raise refused("A mean needs the number of answers. Type it in brackets, such as 4.2 (27).")
    mean, answers = typed.read_number(found["mean"]), typed.read_number(found["n"])
    if answers <= 0:
        raise refused("A mean needs at least one answer behind it.")
    return {"value": float(mean), "numerator": None, "denominator": float(answers), "precision": "exact"}


def read_cell(words: str, count: Row) -> Row:
    """The fields of a figure from all that a cell may say: what `read_figure` takes, with the count's own "£" or "%",
    with a "p" for provisional, or "n/a because the machine broke" when there is none. Raises KnownError saying what to
    type."""
    words = words.strip()
    unit, nature = text(count, "unit"), text(count, "nature") or "flow"
    if found := _NOT_AVAILABLE.fullmatch(words):
        why = found["why"].strip()
        if not why:
            raise refused("Say why there is no figure, such as: n/a because the register was lost.")
        return {**EMPTY, "unavailable": why}
    state: Row = {}
    found = _PROVISIONAL.fullmatch(words)
    if found and not (unit == "£" and found["short"]):
        words, state = next(filter(None, found.groups())).strip(), {"state": "provisional"}
    if unit == "£":
        words = words.replace("£", "", 1)
    elif unit == "%" and nature != "rate":
        words = words.removesuffix("%").rstrip()
    if nature not in ("rate", "score"):
        _refuse_strange(words)
    values = read_figure(words, nature)
    return {**values, **state, "unavailable": ""} if words else values


def _refuse_strange(words: str) -> None:
    """Raises KnownError for what is known not to be a figure, saying what to type."""
    sentence = next((sentence for pattern, sentence in _STRANGE if pattern.fullmatch(words)), "")
    if sentence:
        raise refused(sentence)


def cell_words(row: Row | None, count: Row) -> str:
    """A typed figure as `read_cell` reads it back: "about 50", "17 of 27", "4.2 (27)", "12 p", "n/a because ..."."""
    if row is None:
        return ""
    if not has_number(row):
        why = text(row, "unavailable")
        return f"n/a because {why}" if why else ""
    mark = " p" if row["state"] == "provisional" else ""
    return number_words(row, count) + (" [p]" if mark and text(count, "unit") == "£" else mark)


def number_words(row: Row, count: Row) -> str:
    """The number of a typed figure alone, as it is typed: "about 50", "17 of 27", "4.2 (27)"; "" without one."""
    value, top, base = (number(row, name) for name in ("value", "numerator", "denominator"))
    shown = typed.SHOWN_AS.get(text(row, "precision") or "exact", "{}")
    if text(count, "nature") == "rate":
        if top is None:
            return "" if value is None else f"{_exactly(value)}%"
        return shown.format(_exactly(top)) + (f" of {_exactly(base)}" if base is not None else "")
    if value is None:
        return ""
    if text(count, "nature") == "score" and base is not None:
        return f"{_exactly(value)} ({_exactly(base)})"
    return shown.format(_exactly(value))


def _exactly(value: float) -> str:
    """All its decimals, so that a figure opened to be typed and kept again is the same."""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.10f}".rstrip("0")


def has_number(row: Row) -> bool:
    """Whether a figure has a number, be it nought."""
    return row["value"] is not None or row["numerator"] is not None


def refused(sentence: str) -> KnownError:
    """What was typed is no figure; the sentence says what to type."""
    return KnownError("figure.typed", sentence, "Nothing was changed.", "")

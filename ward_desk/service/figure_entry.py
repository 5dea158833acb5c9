"""Typing figures in: reading what somebody typed into a cell of the Activity counts page, and keeping it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ward_desk.core import typed
from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.periods import Month, PeriodError, Quarter
from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.store.counts import figure_for
from ward_desk.store.rows import Store

_OUT_OF = re.compile(r"(?P<top>.+?)\s*(?:/|\bout of\b|\bof\b)\s*(?P<base>[0-9][0-9,. km]*)", re.IGNORECASE)
_WITH_ANSWERS = re.compile(
    r"(?P<mean>[0-9.,]+)\s*(?:\(|,|;|/|\bfrom\b|\bof\b|\bn\b)[\s(=]*(?P<n>[0-9][0-9,]*)\s*(?:answers?)?\s*\)?",
    re.IGNORECASE,
)

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
        number, precision = typed.read_count(words)
    except typed.TypedError as error:
        raise _refused(error.sentence) from error
    return {**EMPTY, "value": float(number), "precision": precision}


def _rate(words: str) -> Row:
    found = _OUT_OF.fullmatch(words)
    if found is None:
        raise _refused("A percentage needs its base. Type how many out of how many, such as 17 of 27.")
    top, precision = typed.read_count(found["top"])
    base = typed.read_number(found["base"])
    if base <= 0:
        raise _refused("The base can't be 0: there would be nobody to take a share of.")
    return {"value": None, "numerator": float(top), "denominator": float(base), "precision": precision}


def _score(words: str) -> Row:
    found = _WITH_ANSWERS.fullmatch(words)
    if found is None:
        raise _refused("A mean needs the number of answers. Type it in brackets, such as 4.2 (27).")
    mean, answers = typed.read_number(found["mean"]), typed.read_number(found["n"])
    if answers <= 0:
        raise _refused("A mean needs at least one answer behind it.")
    return {"value": float(mean), "numerator": None, "denominator": float(answers), "precision": "exact"}


def set_figure(
    doc: Document, count_id: str, period_key: str, words: str, *, note: str | None = None,
    unavailable: str | None = None, initiator: object = None,
) -> ChangeSet:  # fmt: skip
    """Keep what was typed for a count and period, as one operation such as "Enter 50 for CHE-C03, Dec 2023".

    Nothing typed takes the figure away; a note or a reason left with it stays. `note` and `unavailable` (why
    there is no figure) are changed only when given. What events gave is never touched: for a flow the two add
    up. Raises KnownError.
    """
    more: Row = {}
    if note is not None:
        more["note"] = note
    if unavailable is not None:
        more["unavailable"] = unavailable
    return _enter(doc, [(count_id, period_key, words, more)], initiator)


def set_figures(doc: Document, typed_in: Iterable[tuple[str, str, str]], initiator: object = None) -> ChangeSet:
    """Keep many figures, each (count id, period key, what was typed), as one operation: a paste. All or none.
    Raises KnownError naming the count whose figure can't be read."""
    return _enter(doc, [(count, period, words, {}) for count, period, words in typed_in], initiator)


def _enter(doc: Document, cells: list[tuple[str, str, str, Row]], initiator: object) -> ChangeSet:
    start_month = doc.partnership["year_start_month"]
    start = start_month if isinstance(start_month, int) else 4
    plan: list[tuple[str, str, Row]] = []
    names: list[str] = []
    for count_id, period_key, words, more in cells:
        count = doc.store.get("activity_count", count_id)
        if count is None:
            raise KnownError("gone", "This count has been removed meanwhile.", "Nothing was changed.", "")
        where = f"{text(count, 'ref')}, {_period_words(period_key, start)}"
        try:
            values = read_figure(words, text(count, "nature"))
        except KnownError as error:
            if len(cells) == 1:
                raise
            raise KnownError(error.code, f"{where}: {error.happened}", error.safe, error.next_step) from error
        plan.append((count_id, period_key, {**values, **more}))
        names.append(f"Enter {words.strip()} for {where}" if words.strip() else f"Clear {where}")
    if not plan:
        return NOTHING
    words = names[0] if len(names) == 1 else f"Enter {len(names)} figures"

    def write(store: Store) -> None:
        for count_id, period_key, values in plan:
            _keep(store, count_id, period_key, values)

    return doc.run(Op("figure.enter", words), write, initiator)


def _keep(store: Store, count_id: str, period_key: str, values: Row) -> None:
    row = figure_for(store, count_id, period_key)
    after = {**(row or {}), **values}
    says = any(after.get(name) not in (None, "") for name in ("value", "numerator", "note", "unavailable"))
    if row is None:
        if says:
            store.insert("figure", {"activity_count": count_id, "period": period_key, **values})
    elif says:
        store.update("figure", text(row, "id"), values)
    else:
        store.delete("figure", text(row, "id"))


def _period_words(key: str, start_month: int) -> str:
    """The period as people read it. Raises KnownError when there is no such period."""
    try:
        if "Q" not in key:
            return Month.parse(key).label
        quarter = Quarter.parse(key.replace("-YTD", ""), start_month)
        return f"{quarter.year_label} to {quarter.months[2].label}" if "-YTD" in key else quarter.short
    except PeriodError as error:
        raise KnownError("figure.period", error.sentence, "Nothing was changed.", "") from error


def _refused(sentence: str) -> KnownError:
    return KnownError("figure.typed", sentence, "Nothing was changed.", "")

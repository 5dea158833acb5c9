"""Typing figures in: reading what somebody typed into a cell of the Activity counts page, and keeping it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ward_desk.core import typed
from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.periods import Month, PeriodError, Quarter
from ward_desk.core.records import Row
from ward_desk.service.counts.figure_cell import has_number, read_cell, refused
from ward_desk.service.document import Document
from ward_desk.store import computed, counts
from ward_desk.store.counts import figure_for
from ward_desk.store.rows import Store


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


def set_figures(
    doc: Document, typed_in: Iterable[tuple[str, str, str]], initiator: object = None, *, label: str = ""
) -> ChangeSet:
    """Keep many figures, each (count id, period key, what was typed), as one operation: a paste. All or none.

    What was typed is the whole of a cell: nothing takes its reason away too. `label` says of more than one what was
    done. Raises KnownError naming the count whose figure can't be read."""
    gone: Row = {"unavailable": ""}
    return _enter(
        doc, [(one, key, words, {} if words.strip() else gone) for one, key, words in typed_in], initiator, label
    )


def _enter(doc: Document, cells: Sequence[tuple[str, str, str, Row]], initiator: object, label: str = "") -> ChangeSet:
    start = start_month(doc)
    known = counts.some(doc.store, list(dict.fromkeys(one for one, _, _, _ in cells)))
    events = FromEvents(doc, known.values(), [key for _, key, words, _ in cells if words.strip()])
    plan: list[tuple[str, str, Row]] = []
    names: list[str] = []
    for count_id, period_key, words, more in cells:
        count = known.get(count_id)
        if count is None:
            raise KnownError("gone", "This count has been removed meanwhile.", "Nothing was changed.", "")
        where = f"{text(count, 'ref')}, {_period_words(period_key, start)}"
        if words.strip() and events.give(count_id, period_key):
            raise KnownError(
                "figure.from_events", f"{where} adds up from events, so nothing is typed over it.",
                "Nothing was changed.", "Correct the event, or adjust the figure and say why.",
            )  # fmt: skip
        try:
            values = read_cell(words, count)
        except KnownError as error:
            if len(cells) == 1:
                raise
            raise KnownError(error.code, f"{where}: {error.happened}", error.safe, error.next_step) from error
        plan.append((count_id, period_key, {**values, **more}))
        names.append(f"Enter {words.strip()} for {where}" if words.strip() else f"Clear {where}")
    if not plan:
        return NOTHING
    words = names[0] if len(names) == 1 else label or f"Enter {len(names)} figures"

    def write(store: Store) -> None:
        for count_id, period_key, values in plan:
            _keep(store, count_id, period_key, values)

    return doc.run(Op("figure.enter", words), write, initiator)


class FromEvents:
    """Which figures of some counts and periods come from events, asked once for all of them."""

    def __init__(self, doc: Document, wanted: Iterable[Row], keys: Sequence[str]) -> None:
        self._given: dict[tuple[str, str], list[Row]] = {}
        self._since: dict[str, str] = {}  # the first month a computed count has events in
        if not keys:
            return
        listed, months = list(wanted), [key for key in keys if "Q" not in key]
        found = counts.figures(doc.store, [text(count, "id") for count in listed], min(keys), max(keys))
        for count in listed:
            rows = found.get(text(count, "id"), [])
            if months and computed.is_computed(count):
                worked_out = computed.figures(doc.store, count, "0001-01", max(months), doc.today)
                rows = rows + worked_out
                if worked_out:
                    self._since[text(count, "id")] = text(worked_out[0], "period")
            for row in rows:
                self._given.setdefault((text(count, "id"), text(row, "period")), []).append(row)

    def give(self, count_id: str, key: str) -> bool:
        """Whether the figure of a count and period comes from events, and nobody had typed one before they did. From
        the first month with one on, all of a computed count's are left to events."""
        rows = self._given.get((count_id, key), ())
        given = [row for row in rows if row["event"] is not None or row.get("computed")]
        left_to_events = bool(given) or ("Q" not in key and key >= self._since.get(count_id, "~"))
        return left_to_events and not any(
            row not in given and not row["adjustment"] and has_number(row) for row in rows
        )

    def typed(self, count_id: str, key: str) -> Row | None:
        """The figure somebody typed for a count and period."""
        rows = self._given.get((count_id, key), ())
        typed_in = (row for row in rows if row["event"] is None and not row.get("computed") and not row["adjustment"])
        return next(typed_in, None)


def adds_up_from_events(doc: Document, count: Row, period_key: str) -> bool:
    """Whether the figure of a count and period comes from events, and nobody had typed one before they did."""
    return FromEvents(doc, [count], [period_key]).give(text(count, "id"), period_key)


def read_adjustment(words: str, reason: str) -> float:
    """The number of an adjustment: "-3", "+4". Raises KnownError for one that can't be read or changes nothing, and for
    a reason that is missing."""
    try:
        by = float(typed.read_number(words.strip().removeprefix("+")))
    except typed.TypedError as error:
        raise refused(error.sentence) from error
    if not by:
        raise refused("An adjustment of nothing changes nothing. Type how many too many or too few, such as -3.")
    if not reason.strip():
        raise KnownError(
            "figure.reason", "An adjustment needs its reason.", "Nothing was changed.",
            "Say in a few words what was counted wrongly.",
        )  # fmt: skip
    return by


def adjust(
    doc: Document, count_id: str, period_key: str, words: str, reason: str, initiator: object = None
) -> ChangeSet:
    """Correct a figure that comes from events by a number, which may be below nought, and say why. Raises KnownError
    for a number that can't be read, a reason that is missing, or a count that is gone or no flow."""
    count = doc.store.get("activity_count", count_id)
    if count is None:
        raise KnownError("gone", "This count has been removed meanwhile.", "Nothing was changed.", "")
    where = f"{text(count, 'ref')}, {_period_words(period_key, start_month(doc))}"
    if count["nature"] != "flow":
        raise KnownError(
            "figure.adjust", f"{text(count, 'ref')} does not add up over time, so there is nothing to adjust.",
            "Nothing was changed.", "Type the right figure instead.",
        )  # fmt: skip
    by = read_adjustment(words, reason)
    values: Row = {
        "activity_count": count_id, "period": period_key, "value": by, "note": reason.strip(), "adjustment": 1,
    }  # fmt: skip
    return doc.run(
        Op("figure.adjust", f"Adjust {where} by {typed.show_number(by)}"),
        lambda store: store.insert("figure", values),
        initiator,
    )


def _keep(store: Store, count_id: str, period_key: str, values: Row) -> None:
    row = figure_for(store, count_id, period_key)
    if row is not None and row["state"] == "provisional" and has_number({**row, **values}):
        values = {"state": "final", **values}  # typed again without its mark, it stands
    after = {**(row or {}), **values}
    says = any(after.get(name) not in (None, "") for name in ("value", "numerator", "note", "unavailable"))
    if row is None:
        if says:
            store.insert("figure", {"activity_count": count_id, "period": period_key, **values})
    elif says:
        store.update("figure", text(row, "id"), values)
    else:
        store.delete("figure", text(row, "id"))


def start_month(doc: Document) -> int:
    """The month the document's financial year starts in."""
    month = doc.partnership["year_start_month"]
    return month if isinstance(month, int) and 1 <= month <= 12 else 4


def _period_words(key: str, start_month: int) -> str:
    """The period as people read it. Raises KnownError when there is no such period."""
    try:
        if "Q" not in key:
            return Month.parse(key).label
        quarter = Quarter.parse(key.replace("-YTD", ""), start_month)
        return f"{quarter.year_label} to {quarter.months[2].label}" if "-YTD" in key else quarter.short
    except PeriodError as error:
        raise KnownError("figure.period", error.sentence, "Nothing was changed.", "") from error

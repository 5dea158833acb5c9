"""Double counts: what a ward may report twice, and what another ward seems to report too, from its return or its
document (B 9.2.6 and 10.2.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ward_desk.core import double_counts as rules
from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.double_counts import Double as Double
from ward_desk.core.double_counts import Reported, Ward
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import number, text
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.core.same_name import plain
from ward_desk.service.counts.figures import CountView, count_views
from ward_desk.service.document import Document
from ward_desk.service.returns.return_due import start_month
from ward_desk.store import computed
from ward_desk.store import counts as store_counts
from ward_desk.store import double_counts as stored
from ward_desk.store.rows import Store

if TYPE_CHECKING:
    from ward_desk.exchange.returns.return_data import ReturnData

_FIELDS = {"activity_count": "Mark {} as also counted by {}", "event": "Mark {} as also reported by {}"}


class Compared(NamedTuple):
    """What two wards seem to report both."""

    ward: str  # the other one's name
    doubles: tuple[Double, ...]


def within(doc: Document) -> list[Double]:
    """What this ward may report twice by itself, and what is marked as reported by another, each in a sentence that
    names the record."""
    store = doc.store
    counts, events, fed = stored.counts(store), stored.events(store), stored.from_events(store)
    ref = {(table, text(row, "id")): text(row, "ref") for table, rows in (("activity_count", counts), ("event", events))
           for row in rows}  # fmt: skip
    found = [*rules.marked(counts, events), *rules.counts_twice(counts, fed), *rules.events_twice(events)]
    named = [one._replace(sentence=f"{ref[one.table, one.row_id]} {one.sentence.removeprefix('It ')}") for one in found]
    for row, sentence in rules.typed_beside([*fed, *_worked_out(doc, counts)]):
        key = "activity_count", text(row, "activity_count")
        if key in ref:
            named.append(Double(*key, text(row, "period"), f"{ref[key]}: {sentence}"))
    return named


def _worked_out(doc: Document, counts: Iterable[Row]) -> list[Row]:
    """Every figure of the computed counts, those typed and those worked out."""
    found: list[Row] = []
    for count in filter(computed.is_computed, counts):
        one = text(count, "id")
        found += store_counts.figures(doc.store, [one], "", "9999").get(one, [])
        found += computed.figures(doc.store, count, "0001-01", "9998-12", doc.today)
    return found


class Other(NamedTuple):
    """What another ward reports, and the quarter it is compared in."""

    ward: Ward
    quarter: Quarter
    file: str


def read_other(path: Path, now: Quarter) -> Other:
    """What the ward of a return workbook or a document reports; the file is only read, on any thread. `now` is this
    ward's quarter, in which documents are compared. Raises KnownError when it can't be read."""
    if path.suffix.lower() == ".ward":
        with closing(Document.open(path, read_only=True)) as other_doc:
            return Other(ward_of(other_doc, Quarter.of(now.first, start_month(other_doc))), now, path.name)
    from ward_desk.exchange.returns import return_reader

    data = return_reader.read(path)
    return Other(ward_in(data), Quarter.parse(data.header.period, now.start_month), path.name)


def beside(doc: Document, other: Other) -> Compared:
    """What this ward and another seem to report both. Raises KnownError when the other is this ward itself."""
    own = ward_of(doc, other.quarter)
    if plain(own.name) == plain(other.ward.name):
        raise KnownError(
            "double_counts.own", f"{other.file} is of {own.name} itself.", "Nothing was compared.",
            "Choose the return or the document of another ward.",
        )  # fmt: skip
    return Compared(other.ward.name, tuple(rules.between(own, other.ward)))


def compare(doc: Document, path: Path) -> Compared:
    """What this ward and that of a file seem to report both. Raises KnownError as `read_other` and `beside` do."""
    return beside(doc, read_other(path, Quarter.of(doc.today, start_month(doc))))


def ward_of(doc: Document, quarter: Quarter) -> Ward:
    """What a ward reports, with the figures of the quarter's financial year and the one before."""
    views = count_views(doc, [text(row, "id") for row in stored.counts(doc.store)], quarter)
    return Ward(
        text(doc.partnership, "ward"),
        [_reported(view.count, "name", figures=_figures(view)) for view in views.values()],
        [_reported(row, "title", day=text(row, "start")[:10]) for row in stored.events(doc.store)],
        [_reported(row, "title") for row in stored.actions(doc.store)],
    )


def _reported(row: Row, name: str, day: str = "", figures: dict[str, float] | None = None) -> Reported:
    shared = text(row, "shared_with") if "shared_with" in row else ""
    return Reported(text(row, "id"), text(row, "ref"), text(row, name), shared, day, figures or {})


def _figures(view: CountView) -> dict[str, float]:
    return {
        key: value
        for key in view.keys
        if "YTD" not in key and view.is_period(key) and (value := view.value(key)) is not None
    }


def ward_in(data: ReturnData) -> Ward:
    """What a ward reports in a return."""
    header = data.header
    return Ward(
        header.ward,
        [
            Reported("", text(row, "ref"), text(row, "count"), figures=_of_return(row, header.months, header.period))
            for row in _rows(data, "activity_counts")
        ],
        [
            Reported("", text(row, "ref"), text(row, "title"), day=text(row, "held_on"))
            for row in _rows(data, "events")
            if row["status"] != "Cancelled"
        ],
        [
            Reported("", text(row, "ref"), text(row, "action"))
            for row in _rows(data, "action_plan")
            if row["ref"] and row["status"] != "Cancelled"
        ],
    )


def _rows(data: ReturnData, table: str) -> list[Row]:
    return [dict(row) for row in data.tables[table]]


def _of_return(row: Row, months: Sequence[str], quarter: str) -> dict[str, float]:
    columns = zip((*months, quarter), ("month_1", "month_2", "month_3", "quarter"), strict=True)
    found = {key: value for key, column in columns if (value := number(row, column)) is not None}
    if len(found) > 1:  # the quarter adds up from its months and would tell the same thing again
        found.pop(quarter, None)
    return found


def can_mark(double: Double) -> bool:
    """Whether a record can be marked as reported by the other ward too."""
    return double.table in _FIELDS and bool(double.other) and not double.marked


def mark(doc: Document, doubles: Iterable[Double], initiator: object = None) -> ChangeSet:
    """Mark counts and events as also reported by the other ward, as one operation. Those that can't be marked, or are
    gone, are left out."""
    plan: dict[tuple[str, str], str] = {}
    said: dict[tuple[str, str], str] = {}
    for one in filter(can_mark, doubles):
        key = one.table, one.row_id
        row = doc.store.get(*key)
        if row is not None:
            plan[key] = rules.with_ward(plan.get(key, text(row, "shared_with")), one.other)
            said[key] = _FIELDS[one.table].format(text(row, "ref"), one.other)
    if not plan:
        return NOTHING
    label = next(iter(said.values())) if len(said) == 1 else f"Mark {len(said)} records as also reported by other wards"

    def write(store: Store) -> None:
        for (table, row_id), shared in plan.items():
            store.update(table, row_id, {"shared_with": shared})

    return doc.run(Op("double_counts.mark", label), write, initiator)

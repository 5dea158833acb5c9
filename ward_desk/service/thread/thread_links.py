"""Thread links: the links a golden thread is made of: making them and taking them off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.choices import LEVELS
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.records import RECORDS, Row
from ward_desk.core.typed import TypedError, read_count
from ward_desk.service import edits, finding
from ward_desk.service.document import Document
from ward_desk.service.events import event_record
from ward_desk.service.thread import thread_words
from ward_desk.store import thread
from ward_desk.store import thread_links as store_links
from ward_desk.store.rows import Store

Record = tuple[str, str]  # table, id

KINDS: Final = tuple(thread.PATHS)  # the tables whose records a thread can start from
TABLES: Final = frozenset((  # what it shows
    *KINDS, "count_action", "deep_dive_action", "event_follow_up", "event_theme", "figure", "attendance", "evidence",
))  # fmt: skip
OFFERED: Final = 30  # records offered to link
_FOLLOWS: Final = frozenset(("event", "action"))

# (kind of the chosen record, stage) -> what can be linked to it there: the table, and which of its counts.
LINKS_AT: Final[dict[tuple[str, str], tuple[tuple[str, str], ...]]] = {
    ("feedback", "heard"): (("event", ""), ("survey", "")),
    ("feedback", "priority"): (("priority", ""),),
    ("feedback", "action"): (("action", ""),),
    ("survey", "heard"): (("feedback", ""),),
    ("priority", "heard"): (("feedback", ""),),
    ("priority", "action"): (("action", ""),),
    ("recommendation", "action"): (("action", ""),),
    ("deep_dive", "action"): (("action", ""),),
    ("deep_dive", "event"): (("event", ""),),
    ("action", "heard"): (("feedback", ""),),
    ("action", "priority"): (("priority", ""), ("recommendation", ""), ("deep_dive", "")),
    ("action", "event"): (("event", ""),),
    ("action", "count"): (("activity_count", "output"),),
    ("action", "change"): (("activity_count", "outcome"),),
    ("event", "heard"): (("feedback", ""),),
    ("event", "action"): (("action", ""),),
    ("event", "count"): (("activity_count", "flow"),),
    ("activity_count", "action"): (("action", ""),),
    ("activity_count", "event"): (("event", ""),),
    ("activity_count", "count"): (("activity_count", "output"),),
    ("activity_count", "change"): (("activity_count", "outcome"),),
}
_LEVELS: Final = tuple(code for code, _ in LEVELS)


class Offered(NamedTuple):
    """A record that may be linked."""

    table: str
    row_id: str
    ref: str
    words: str
    small: str


def linkable(table: str) -> tuple[str, ...]:
    """The tables whose records can be linked to one of this table."""
    known = (*store_links.FIELDS, *store_links.PAIRS, store_links.FIGURE)
    return tuple(one for one in KINDS if frozenset((table, one)) in known)


def needs_number(a_table: str, b_table: str) -> bool:
    """Whether two kinds of record are linked by a figure: an event feeds a count by how many there were."""
    return frozenset((a_table, b_table)) == store_links.FIGURE


def offered(doc: Document, table: str, row_id: str, stage: str, words: str = "") -> list[Offered]:
    """What can be linked to a record at a stage and holds every word, what belongs to its theme first."""
    theme = text(doc.store.get(table, row_id) or {}, "theme")
    found: list[Offered] = []
    for other, only in LINKS_AT.get((table, stage), ()):
        rows = store_links.may_be_linked(
            doc.store, other, words, (table, row_id), theme=theme, only=only, most=OFFERED - len(found)
        )
        found += [
            Offered(other, text(row, "id"), text(row, "ref"), " ".join(text(row, "words").split()),
                    thread_words.offered_small(other, row, doc.today))
            for row in rows
        ]  # fmt: skip
    return found


def looked_up(doc: Document, words: str) -> list[Offered]:
    """Records a thread can start from that hold every word, or have something that does, a note of theirs, say."""
    found = []
    for hit in finding.find(doc, words):
        row = doc.store.get(hit.table, hit.row_id) if hit.table in KINDS else None
        if row is not None:
            own = hit.kind == RECORDS[hit.table].label
            small = hit.kind if own else f"{RECORDS[hit.table].label}, by a {hit.kind.lower()}"
            shown = thread_words.ref(hit.table, row), thread_words.title(hit.table, row)
            found.append((not own, Offered(hit.table, hit.row_id, *shown, small)))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def link(doc: Document, a_table: str, a_id: str, b_table: str, b_id: str, initiator: object = None) -> ChangeSet:
    """Link two records as one operation. A feedback item, action or event that had another one there takes this one
    instead, and the label says so. Raises KnownError when these two can't be linked or one is gone."""
    return link_many(doc, (a_table, a_id), [(b_table, b_id)], initiator)


def link_many(doc: Document, to: Record, records: Iterable[Record], initiator: object = None) -> ChangeSet:
    """Link several records to one, as one operation. Raises KnownError, and then none is linked."""
    wanted = list(dict.fromkeys(records))
    if not wanted:
        return NOTHING
    row = record(doc, *to)
    others = [(table, record(doc, table, row_id)) for table, row_id in wanted]
    for table, _ in others:
        _refuse_unlinkable(to[0], table)
        owner = store_links.FIELDS.get(frozenset((to[0], table)))
        holds = [one for one in others if one[0] == table and owner and _held((to[0], row), one)[0] == (to[0], row)]
        if len(holds) > 1:
            raise KnownError(
                "one_only", f"{_name(doc, to[0], row)} has room for one {RECORDS[table].label.lower()}.",
                "Nothing was changed.", "Link them one at a time; the last one stays.",
            )  # fmt: skip

    if to[0] == "activity_count":
        for one in others:
            _refuse_circle(doc, (to[0], row), one)

    def write(store: Store) -> None:
        for table, other in others:
            _join(store, (to[0], row), (table, other))

    if len(others) == 1:
        label = _label(doc, (to[0], row), others[0])
    else:
        label = f"Link {len(others)} records to {_name(doc, to[0], row)}"
        replaced = sum(_replaced(doc, (to[0], row), one) is not None for one in others)
        label += f", {replaced} of them instead of another" if replaced else ""
    return doc.run(Op("thread.link", label), write, initiator)


def link_figure(doc: Document, event: str, count: str, number: str, initiator: object = None) -> ChangeSet:
    """Have an event feed a count with a number as it was typed, "about 50" too. Raises KnownError when it can't be
    read, or the count does not add up over events."""
    row = record(doc, "activity_count", count)
    if row["computed"]:
        raise KnownError(
            "computed", f"{row['ref']!s} takes its figures from who came to events by itself.", "Nothing was changed.",
            "Say who came at the event, or choose in the count's details which events it takes in.",
        )  # fmt: skip
    if row["nature"] != "flow":
        raise KnownError(
            "not_flow", f"{row['ref']!s} does not add up over events, so none can feed it.", "Nothing was changed.",
            "Enter its figure on the Activity counts page.",
        )  # fmt: skip
    try:
        value, precision = read_count(number)
    except TypedError as error:
        raise KnownError("not_a_number", error.sentence, "Nothing was changed.", "") from error
    return event_record.add_figure(doc, event, count, value, precision, initiator)


def unlink(doc: Document, a_table: str, a_id: str, b_table: str, b_id: str, initiator: object = None) -> ChangeSet:
    """Take one record off another, as one operation; a figure an event fed into a count goes with its link. Nothing
    happens when they are not linked. Raises KnownError when these two can't be linked or one is gone."""
    a, b = record(doc, a_table, a_id), record(doc, b_table, b_id)
    two = frozenset((a_table, b_table))
    if two == store_links.FIGURE:
        count, event = (a_id, b_id) if a_table == "activity_count" else (b_id, a_id)
        ids = store_links.figures_between(doc.store, count, event)
        words = "Take the figure of {count} off {event}"
        named = {"count": (a, b)[a_table != "activity_count"]["ref"], "event": (a, b)[a_table != "event"]["ref"]}
        label = words.format(**named)
    else:
        _refuse_unlinkable(a_table, b_table)
        ids = []
        label = f"Take {_name(doc, b_table, b)} off {_name(doc, a_table, a)}"

    def write(store: Store) -> None:
        for figure in ids:
            store.delete("figure", figure)
        _part(store, (a_table, a), (b_table, b))

    return doc.run(Op("thread.unlink", label), write, initiator)


def _join(store: Store, a: tuple[str, Row], b: tuple[str, Row]) -> None:
    two = frozenset((a[0], b[0]))
    if two in store_links.PAIRS:
        pair = store_links.PAIRS[two]
        first, second = (a, b) if RECORDS[pair].fields[0].to == a[0] else (b, a)
        store.link(pair, str(first[1]["id"]), str(second[1]["id"]))
        return
    owner, field = store_links.FIELDS[two]
    mine, other = _held(a, b)
    store.update(owner, str(mine[1]["id"]), {field: other[1]["id"]})


def _part(store: Store, a: tuple[str, Row], b: tuple[str, Row]) -> None:
    two = frozenset((a[0], b[0]))
    if two in store_links.PAIRS:
        pair = store_links.PAIRS[two]
        first, second = (a, b) if RECORDS[pair].fields[0].to == a[0] else (b, a)
        store.unlink(pair, str(first[1]["id"]), str(second[1]["id"]))
    elif two in store_links.FIELDS:
        owner, field = store_links.FIELDS[two]
        for mine, other in ((a, b), (b, a)):
            if mine[0] == owner and mine[1][field] == other[1]["id"]:
                store.update(owner, str(mine[1]["id"]), {field: None})
    if two == _FOLLOWS:
        event, action = (a, b) if a[0] == "event" else (b, a)
        store.unlink("event_follow_up", str(event[1]["id"]), str(action[1]["id"]))


def _held(a: tuple[str, Row], b: tuple[str, Row]) -> tuple[tuple[str, Row], tuple[str, Row]]:
    """Two records that are linked by a field: the one that holds it first. Of two counts what is done leads to the
    change, and a lower level to a higher one (B 4.2)."""
    if a[0] != b[0]:
        return (a, b) if store_links.FIELDS[frozenset((a[0], b[0]))][0] == a[0] else (b, a)

    def place(one: tuple[str, Row]) -> tuple[bool, int]:
        level = text(one[1], "level")
        return one[1]["kind"] == "outcome", -_LEVELS.index(level) if level in _LEVELS else 0

    return (b, a) if place(a) > place(b) else (a, b)


def _refuse_circle(doc: Document, a: tuple[str, Row], b: tuple[str, Row]) -> None:
    if b[0] != "activity_count":
        return
    mine, other = _held(a, b)
    if store_links.leads_round(doc.store, str(mine[1]["id"]), str(other[1]["id"])):
        raise KnownError(
            "circle", f"{other[1]['ref']!s} leads to {mine[1]['ref']!s} already, so it can't be the other way round.",
            "Nothing was changed.", "Take that link off first, or choose another count.",
        )  # fmt: skip


def _label(doc: Document, a: tuple[str, Row], b: tuple[str, Row]) -> str:
    """ "Link CHE-F03 to CHE-07 instead of CHE-02"; the record that holds the link comes first."""
    held = store_links.FIELDS.get(frozenset((a[0], b[0])))
    if held is None:
        return f"Link {_name(doc, *b)} to {_name(doc, *a)}"
    mine, other = _held(a, b)
    row = _replaced(doc, a, b)
    instead = f" instead of {_name(doc, other[0], row)}" if row else ""
    return f"Link {_name(doc, *mine)} to {_name(doc, *other)}{instead}"


def _replaced(doc: Document, a: tuple[str, Row], b: tuple[str, Row]) -> Row | None:
    """The record that loses its place when these two are linked; None where nothing does."""
    held = store_links.FIELDS.get(frozenset((a[0], b[0])))
    if held is None:
        return None
    mine, other = _held(a, b)
    before = text(mine[1], held[1])
    return doc.store.get(other[0], before) if before and before != other[1]["id"] else None


def _name(doc: Document, table: str, row: Row) -> str:
    return edits.name(doc.store, table, row)


def record(doc: Document, table: str, row_id: str) -> Row:
    """A record of a golden thread. Raises KnownError when it is gone, or of a kind no thread has."""
    row = doc.store.get(table, row_id) if table in KINDS else None
    if row is None:
        kind = RECORDS[table].label.lower() if table in RECORDS else "record"
        raise KnownError(
            "gone", f"This {kind} is not in the golden thread: it may have been removed meanwhile.",
            "Nothing was changed.", "Undo the removal, or choose another record.",
        )  # fmt: skip
    return row


def _refuse_unlinkable(a_table: str, b_table: str) -> None:
    two = frozenset((a_table, b_table))
    if needs_number(a_table, b_table):
        raise KnownError(
            "needs_number", "An event feeds a count by a figure.", "Nothing was changed.",
            "Say how many there were, here or under What was done of the event.",
        )  # fmt: skip
    if two not in store_links.FIELDS and two not in store_links.PAIRS:
        a, b = (RECORDS[one].label.lower() for one in (a_table, b_table))
        raise KnownError(
            "no_link", f"The golden thread has no link between a record of {a} and one of {b}.",
            "Nothing was changed.", "Link each to the action between them.",
        )  # fmt: skip

"""Thread: the golden thread from any record: what led to it, what came of it, and the links it is made of.

resident's words -> priority -> action -> event -> activity count -> change for residents -> "we told them"
(model.md, The golden thread).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from ward_desk.core.fields import text
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.service.counts import figures
from ward_desk.service.document import Document
from ward_desk.service.returns.return_due import start_month
from ward_desk.service.thread import thread_words
from ward_desk.service.thread.thread_actions import can_make_action
from ward_desk.service.thread.thread_actions import make_action as make_action
from ward_desk.service.thread.thread_links import KINDS as KINDS
from ward_desk.service.thread.thread_links import LINKS_AT, record
from ward_desk.service.thread.thread_links import link as link
from ward_desk.service.thread.thread_links import link_many as link_many
from ward_desk.service.thread.thread_links import linkable as linkable
from ward_desk.service.thread.thread_links import offered as offered
from ward_desk.service.thread.thread_links import unlink as unlink
from ward_desk.store import thread as store_thread
from ward_desk.store import thread_links as store_links

STAGES: Final = (
    ("heard", "Heard from residents"),
    ("priority", "Priority"),
    ("action", "Action"),
    ("event", "Events"),
    ("count", "Counted"),
    ("change", "Change for residents"),
    ("told", "Told back"),
    ("evidence", "Evidence"),
)
SHOWN: Final = 6  # records of a stage shown until people ask for more
MORE: Final = 50  # shown more each time they ask


class Node(NamedTuple):
    """One record of a thread."""

    table: str
    row_id: str
    ref: str
    words: str
    small: str = ""  # "agreed 5 Oct", "held 13 Dec, about 50 residents"
    side: str = "here"  # "here" the chosen record, "led" what led to it, "came" what came of it
    through: str = ""  # reference of the record between; "" for a direct link
    mark: str = ""  # code of its rating or status, drawn before its words
    field: str = ""  # where it opens
    takes_off: bool = False  # whether its link to the chosen record can be taken off


class Step(NamedTuple):
    """What mends an empty stage: "link" there, "make" an action, or "open" a record at a field."""

    kind: str
    words: str
    table: str = ""
    row_id: str = ""
    field: str = ""


class Stage(NamedTuple):
    """One stage of a thread."""

    key: str
    title: str
    nodes: tuple[Node, ...]
    total: int
    more: int = 0  # how many records of it are not shown
    missing: str = ""  # what an empty stage says
    steps: tuple[Step, ...] = ()


class Thread(NamedTuple):
    """The golden thread seen from one record."""

    table: str
    row_id: str
    ref: str
    words: str
    stages: tuple[Stage, ...]


def thread(doc: Document, table: str, row_id: str, shown: Mapping[str, int] | None = None) -> Thread:
    """The thread of a record of one of KINDS. `shown` is how many records of a stage are wanted, by its key, where
    that is not SHOWN. Raises KnownError when the record is gone."""
    row = record(doc, table, row_id)
    found = {key: store_thread.stage(doc.store, table, row_id, key, (shown or {}).get(key, SHOWN)) for key, _ in STAGES}
    counted = [str(one["id"]) for key in ("count", "change") for one in found[key]]
    views = figures.count_views(doc, counted, Quarter.of(doc.today, start_month(doc)))
    heard, told = (_total(found[key]) for key in ("heard", "told"))
    untold = store_thread.untold(doc.store, table, row_id) if heard > told else ""
    stages = []
    for key, title in STAGES:
        nodes = [_node(doc, (table, row), key, one, views) for one in found[key]]
        total = _total(found[key])
        if key == "heard":
            nodes = [*_sources(doc, table, row), *nodes]
        if key == "evidence" and not nodes:
            continue
        steps = (
            _told_steps(doc, untold, heard - told) if key == "told" else _steps(table, key, row) if not nodes else ()
        )
        missing = "" if nodes else thread_words.missing(table, key, heard=bool(heard))
        stages.append(Stage(key, title, tuple(nodes), total, total - len(found[key]), missing, steps))
    return Thread(table, row_id, thread_words.ref(table, row), thread_words.title(table, row), tuple(stages))


def _total(rows: list[Row]) -> int:
    total = rows[0]["total"] if rows else 0
    return total if isinstance(total, int) else 0


def _node(doc: Document, of: tuple[str, Row], key: str, row: Row, views: thread_words.Views) -> Node:
    chosen, table, side, via = of[0], text(row, "record"), text(row, "side"), text(row, "via")
    words, small, mark = thread_words.of_node(key, row, views, doc.today)
    tied = frozenset((chosen, table)) in store_links.FIELDS or frozenset((chosen, table)) in store_links.PAIRS
    direct = not via and side != "here" and key != "told"
    if chosen == "feedback" and key == "told":
        via = ""
    return Node(
        table, text(row, "id"), thread_words.ref(table, row), words, small, side if key != "told" else "came", via,
        mark, "told_on" if key == "told" else "",
        direct and (tied or (frozenset((chosen, table)) == store_links.FIGURE and not _worked_out(of[1], row))),
    )  # fmt: skip


def _worked_out(*rows: Row) -> bool:
    """Whether a count among them takes its figures from every event by itself: no link stands behind them."""
    return any(row.get("computed") for row in rows)


def _sources(doc: Document, table: str, row: Row) -> list[Node]:
    """Where a comment was heard; a survey is itself the head of its thread."""
    if table == "survey":
        words = thread_words.of_survey(row, doc.today)
        return [Node("survey", text(row, "id"), text(row, "ref"), text(row, "title"), words)]
    if table != "feedback":
        return []
    nodes = []
    for source in ("event", "survey"):
        found = doc.store.get(source, text(row, source))
        if found is not None:
            nodes.append(
                Node(
                    source,
                    text(found, "id"),
                    text(found, "ref"),
                    text(found, "title"),
                    "heard here",
                    "led",
                    takes_off=True,
                )
            )
    return nodes


def _steps(table: str, key: str, row: Row) -> tuple[Step, ...]:
    steps = []
    if (table, key) in LINKS_AT:
        steps.append(Step("link", thread_words.link_words(table, key)))
    if key == "action" and can_make_action(table, row):
        steps.append(Step("make", "Make an action from this"))
    return tuple(steps)


def _told_steps(doc: Document, untold: str, number: int) -> tuple[Step, ...]:
    if not untold:
        return ()
    answered = bool((doc.store.get("feedback", untold) or {}).get("answer"))
    words = "Tell them back…" if answered else "Write what was done…"
    if number > 1:
        words = f"{number:,} not told back yet. {words}"
    return (Step("open", words, "feedback", untold, "told_on" if answered else "answer"),)

"""Public rows: what of the tables of a return the public may see, row by row and cell by cell.

It works on the rows as they were made, or frozen, so that a public version never says anything the return did not. A
row stays when its record is public today, and so is what it hangs on; a record that is gone is public no longer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ward_desk.core import pre_election
from ward_desk.core.fields import text
from ward_desk.exchange.returns.return_columns import MARKS, Sheet
from ward_desk.exchange.returns.return_data import ReturnRow
from ward_desk.service.document import Document
from ward_desk.service.returns.making.return_notes import DEFINITIONS
from ward_desk.service.returns.making.return_tables import NOTHING_TO_REPORT
from ward_desk.store import sharing

Tables = dict[str, list[ReturnRow]]

# The record each table is about; the other tables are about none, or are put together from these.
RECORD_OF: Final = {
    "action_plan": "action", "events": "event", "activity_counts": "activity_count", "feedback": "feedback",
    "surveys": "survey", "funding": "funding", "risks": "risk",
}  # fmt: skip
PRE_ELECTION: Final = (
    "Made in the pre-election period: what residents said in their own words, quotations and sentences that speak of a"
    " councillor, a Member of Parliament or a candidate are left out."
)
NOT_NOW: Final = "(left out in the pre-election period)"
WHOLE_COUNTS: Final = (
    "The Summary counts what stands in this version and nothing else. A figure of an activity count is given whole,"
    " also for what was counted at events that are not public."
)
_DEFINED: Final = frozenset(subject for subject, _ in DEFINITIONS)
_COUNTED: Final = re.compile(r"[^:;]*\d[^:;]*")  # "about 50", at the end of "Fire-safety visits: about 50"


@dataclass(frozen=True)
class Public:
    """What of a document is public today."""

    refs: Mapping[str, frozenset[str]]  # table -> references of its public records
    priorities: frozenset[str]  # their titles
    with_action: frozenset[str]  # references of the feedback whose action is public

    def has(self, table: str, ref: object) -> bool:
        """Whether a record is public, by its reference."""
        return isinstance(ref, str) and ref in self.refs[table]

    def named(self, table: str, words: object) -> bool:
        """Whether a text that begins with a reference, "CHE-S01 Summer survey", is of a public record."""
        return isinstance(words, str) and words.partition(" ")[0].rstrip(":") in self.refs[table]


def of_document(doc: Document) -> Public:
    """What is public in a document as it stands."""
    store = doc.store
    found: dict[str, list[dict[str, object]]] = {}
    refs: dict[str, frozenset[str]] = {}
    for table in (*RECORD_OF.values(), "priority"):
        rows = store.rows(table)
        kept_back = sharing.kept_back(store, table, [text(row, "id") for row in rows], "public")
        found[table] = [dict(row) for row in rows if row["id"] not in kept_back]
        refs[table] = frozenset(str(row["ref"]) for row in found[table] if row["ref"])
    actions = {row["id"] for row in found["action"]}
    return Public(
        refs,
        frozenset(str(row["title"]) for row in found["priority"]),
        frozenset(str(row["ref"]) for row in found["feedback"] if row["action"] in actions),
    )


def only_public(tables: Tables, public: Public, defined: Collection[str] = _DEFINED) -> Tables:
    """The tables with what is public of them. The Checks are not for the public; the Summary is put together anew.
    `defined` are the subjects of the definitions that are the same for every ward."""
    kept = {name: [dict(row) for row in tables[name] if _stays(name, row, public, defined)] for name in tables}
    names = [str(row["count"]) for row in kept.get("activity_counts", ())]
    for row in kept.get("events", ()):
        row["done"] = "; ".join(_counted_at(str(row["done"] or ""), names)) or None
    for row in kept.get("activity_counts", ()):
        row["explanation"] = None  # notes on figures are written for the programme
        if "leads_to" in row and not public.named("activity_count", row["leads_to"]):
            row["leads_to"] = None
    for row in kept.get("feedback", ()):
        if row["priority"] not in public.priorities:
            row["priority"] = None
        if row["status"] == "Has an action" and row["ref"] not in public.with_action:
            row["status"] = "Heard"
    used = used_marks({name: rows for name, rows in kept.items() if name != "summary"})
    kept["notes"] = [
        row
        for row in kept.get("notes", ())
        if row["kind"] != "Mark" or row["subject"] in used
    ]  # fmt: skip
    kept["notes"].append({"kind": "Note", "subject": "Public version", "note": WHOLE_COUNTS})
    return kept


def _stays(table: str, row: ReturnRow, public: Public, defined: Collection[str]) -> bool:
    if table == "checks":
        return False
    if table == "horizon":
        return public.has("event" if row["kind"] == "Event" else "action", row["ref"])
    if table == "who_answered":
        return public.named("survey", row["source"]) or public.named("event", row["source"])
    if table == "notes":
        return _note_stays(row, public, defined)
    if table == "action_plan" and row["ref"] is None:
        return row["action"] == NOTHING_TO_REPORT  # a recommendation is the programme's own, and public
    if table == "funding" and row["action_ref"] is not None and not public.has("action", row["action_ref"]):
        return False
    return table not in RECORD_OF or public.has(RECORD_OF[table], row["ref"])


def _note_stays(row: ReturnRow, public: Public, defined: Collection[str]) -> bool:
    kind, subject = row["kind"], row["subject"]
    if kind == "Mark" or (kind == "Note" and subject == "Notice"):
        return True
    if kind == "Definition":
        return subject in defined or public.named("activity_count", subject)
    return kind == "Note" and (public.named("survey", subject) or public.named("event", subject))


def _counted_at(done: str, names: Iterable[str]) -> list[str]:
    """What was counted at an event, of public counts only."""
    known = tuple(f"{name}: " for name in names)
    return [
        part
        for part in done.split("; ")
        if any(part.startswith(name) and _COUNTED.fullmatch(part[len(name) :]) for name in known)
    ]


def used_marks(tables: Mapping[str, Iterable[ReturnRow]]) -> set[str]:
    """The marks that stand in some tables."""
    cells = {
        str(value)
        for name, rows in tables.items()
        if name != "notes"
        for row in rows
        for key, value in row.items()
        if value and (key == "mark" or key.endswith("_mark"))
    }
    return {mark for mark in MARKS if any(mark in cell for cell in cells)}


def quieted(tables: Tables, sheets: Iterable[Sheet]) -> Tables:
    """The tables as the public gets them in the pre-election period: no words of residents, no quotation, nothing that
    speaks of a councillor. Theme and number stand (research.md section 6)."""
    kept = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    for sheet in sheets:
        columns = [one for one in sheet.columns if one.kind in ("text", "long") and not one.allowed]
        for row in kept.get(sheet.table, ()) if sheet.table != "notes" else ():
            for column in columns:
                words = row[column.key]
                if isinstance(words, str):
                    row[column.key] = quiet(words) or (None if column.nullable else NOT_NOW)
    for row in kept.get("feedback", ()):
        row["said"] = NOT_NOW
    kept["notes"].append({"kind": "Note", "subject": "Pre-election period", "note": PRE_ELECTION})
    return kept


def quiet(words: str) -> str:
    """A text in the pre-election period, line by line."""
    return "\n".join(filter(None, (pre_election.quiet(line)[0] for line in words.split("\n"))))

"""Plan out: the whole action plan as one table, with every field that bringing a tracker in can read back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ward_desk.core.choices import label
from ward_desk.core.fields import shown_day, text
from ward_desk.core.records import RECORDS, Row
from ward_desk.exchange import table_out
from ward_desk.exchange.table_out import Cell, Kind, Table
from ward_desk.service import lists
from ward_desk.service.document import Document
from ward_desk.service.list_export import about, for_audience, left_out
from ward_desk.store import actions, sharing

# (field of an action, or what is made of it; heading; kind), in the order of the file.
COLUMNS: Final[tuple[tuple[str, str, Kind], ...]] = (
    ("ref", "Ref", "text"),
    ("source_ref", "Reference elsewhere", "text"),
    ("title", "Action", "text"),
    ("what", "What will be done", "text"),
    ("theme", "Theme", "text"),
    ("priority", "Priority", "text"),
    ("recommendation", "Recommendation", "text"),
    ("term", "Term", "text"),
    ("lead", "Lead", "text"),
    ("partners", "Partners", "text"),
    ("delivery", "Delivery", "text"),
    ("start", "Starts", "date"),
    ("due", "Due", "date"),
    ("status", "Status", "text"),
    ("rating", "Rating", "text"),
    ("rating_reason", "Reason for the rating", "text"),
    ("delay_cause", "Cause of delay", "text"),
    ("progress", "Progress", "percent"),
    ("success", "Success is", "text"),
    ("learning", "Learning", "text"),
    ("sharing", "Who may see it", "text"),
    ("milestones", "Milestones", "text"),
    ("notes", "Notes", "text"),
)
_CHOSEN: Final = ("term", "delivery", "status", "rating", "delay_cause", "sharing")
_FREE: Final = ("source_ref", "title", "what", "rating_reason", "success", "learning")


def table(doc: Document, audience: str) -> Table:
    """Every action an audience may see, one a row, with all that belongs to it."""
    store = doc.store
    every = lists.ids(doc, "actions", sort="ref")
    out = sharing.kept_back(store, "action", every, audience)
    ids = [one for one in every if one not in out]
    unnamed = sharing.links_kept_back(store, "action", "priority", ids, audience)
    titles = {
        link: {str(row["id"]): text(row, RECORDS[to].title) for row in store.rows(to)}
        for link, to in (("theme", "theme"), ("priority", "priority"), ("recommendation", "recommendation"),
                         ("lead", "organisation"))
    }  # fmt: skip
    stored = {str(row["id"]): row for row in store.rows("action")}
    partners, progress = actions.partners(store), actions.progress(store)
    milestones = _by_action(store.rows("milestone", order="due"))
    notes = _by_action(store.rows("progress_note", order="noted_on"))
    rows: list[list[Cell]] = []
    for one in ids:
        row = stored[one]
        linked = {link: names.get(text(row, link), "") for link, names in titles.items()}
        if one in unnamed:
            linked["priority"] = ""
        made: dict[str, Cell] = {
            "ref": text(row, "ref"), "start": text(row, "start"), "due": text(row, "due"),
            **linked,
            **{name: for_audience(text(row, name), "action", name, audience) for name in _FREE},
            **{name: label(RECORDS["action"].field(name).choices, row[name]) for name in _CHOSEN},
            "lead": _names([linked["lead"]] if linked["lead"] else []),
            "partners": _names(partners.get(one, ())),
            "progress": progress.get(one),
            "milestones": "\n".join(_milestone(each, audience) for each in milestones.get(one, ())),
            "notes": "\n".join(_note(each, audience) for each in notes.get(one, ())),
        }  # fmt: skip
        rows.append([made[name] for name, _, _ in COLUMNS])
    return Table(
        f"Action plan: {text(doc.partnership, 'ward')}",
        "Action plan",
        tuple(table_out.Column(heading, kind) for _, heading, kind in COLUMNS),
        rows,
        about(doc),
        left_out(audience, len(out), "action"),
    )


def _names(names: Sequence[str]) -> str:
    """Names one a line; a single one that could be taken for several ends in a semicolon."""
    single = len(names) == 1 and ("," in names[0] or " / " in names[0])
    return f"{names[0]};" if single else "\n".join(names)


def _note(row: Row, audience: str) -> str:
    return f"{shown_day(row['noted_on'])}: {for_audience(text(row, 'words'), 'progress_note', 'words', audience)}"


def _milestone(row: Row, audience: str) -> str:
    """In one line: "Posters out, 12 Jan 2024 (done 10 Jan 2024)"."""
    due, done = shown_day(row["due"]), shown_day(row["done_on"])
    title = for_audience(text(row, "title"), "milestone", "title", audience)
    return title + (f", {due}" if due else "") + (f" (done {done})" if done else "")


def _by_action(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(text(row, "action"), []).append(row)
    return found

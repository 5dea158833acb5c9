"""List export: a list as it is shown, for whoever is to have it: this ward, the programme or the public.

The sharing mark is obeyed, and personal data in free text is replaced, as in the return; the file says so
(model.md, Privacy is a shape, not a notice).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from ward_desk.core import privacy
from ward_desk.core.fields import text
from ward_desk.core.records import RECORDS, Row, Value
from ward_desk.core.rules import finds
from ward_desk.core.typed import show_date
from ward_desk.exchange import table_out
from ward_desk.exchange.table_out import Cell, Kind, Table
from ward_desk.service import lists
from ward_desk.service.document import Document
from ward_desk.store import sharing

AUDIENCES: Final = (("ward", "This ward"), ("programme", "The programme"), ("public", "The public"))

LONGEST_FILE_NAME: Final = 60  # characters, without its date

# An organisation and a work e-mail are public, and nobody types into a reference or a theme.
_NOT_FREE: Final = frozenset({"ref", "lead", "partners", "theme", "themes", "work_email", "action"})


class Column(NamedTuple):
    """One column: the key of its value in a row, or what makes its words of the whole row."""

    key: str
    heading: str
    kind: Kind = "text"
    say: Callable[[Row], Cell] | None = None


class Shown(NamedTuple):
    """A list as it stands on the screen."""

    listing: str  # of `lists`
    title: str  # "Action plan"
    columns: tuple[Column, ...]
    words: str = ""
    filters: Mapping[str, Value] = {}
    sort: str = ""
    descending: bool | None = None
    group: str = ""
    group_heading: str = ""
    filtered_by: str = ""  # the filters as people read them


def table(
    doc: Document, shown: Shown, audience: str, rows: Callable[[Sequence[str]], Sequence[Row]] | None = None
) -> Table:
    """The list as one table. `rows` gives the rows of some ids where the page has its own, else the store does."""
    arranged = lists.arranged(
        doc, shown.listing, words=shown.words, filters=shown.filters, sort=shown.sort, descending=shown.descending,
        group=shown.group,
    )  # fmt: skip
    kind = lists.LISTINGS[shown.listing].source.split(" ", 1)[0]
    heading = dict(arranged)
    out = sharing.kept_back(doc.store, kind, list(heading), audience)
    ids = [one for one in heading if one not in out]
    hidden = {
        link: sharing.links_kept_back(doc.store, kind, link, ids, audience)
        for link in dict.fromkeys([*(column.key for column in shown.columns), shown.group])
        if _is_link(kind, link)
    }
    by_group = bool(shown.group) and all(column.key != shown.group for column in shown.columns)
    columns = [Column(shown.group, shown.group_heading), *shown.columns] if by_group else list(shown.columns)
    made: list[list[Cell]] = []
    for row in (rows or (lambda wanted: lists.rows(doc, shown.listing, wanted)))(ids):
        row_id = str(row["id"])
        cells = [
            None if row_id in hidden.get(column.key, ()) else _cell(column, row, kind, audience)
            for column in shown.columns
        ]
        if by_group:
            cells.insert(0, None if row_id in hidden.get(shown.group, ()) else heading[row_id])
        made.append(cells)
    record = RECORDS[kind]
    total = lists.total(doc, shown.listing)
    number = f"{len(arranged):,} of {total:,} {record.plural.lower()}" if shown.filtered_by else ""
    return Table(
        f"{shown.title}: {text(doc.partnership, 'ward')}",
        shown.title,
        tuple(table_out.Column(column.heading, column.kind) for column in columns),
        made,
        about(doc, ": ".join(filter(None, (number, shown.filtered_by)))),
        left_out(audience, len(out), kind),
    )


def file_name(doc: Document, title: str, ending: str) -> str:
    """What a file of a list is called unless somebody says otherwise: "chesham-action-plan-2023-12-18.xlsx"."""
    plain = unicodedata.normalize("NFKD", f"{text(doc.partnership, 'ward')} {title}").encode("ascii", "ignore").decode()
    name = re.sub("[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST_FILE_NAME]
    return f"{name}-{doc.today.isoformat()}{ending}"


def about(doc: Document, more: str = "") -> tuple[str, ...]:
    """The lines under a title: whose list it is and of which day, what it is filtered by, the partnership's notice."""
    partnership = doc.partnership
    whose = ", ".join(filter(None, (text(partnership, "ward"), text(partnership, "programme"))))
    lines = (f"{whose}. As on {show_date(doc.today)}.", f"{more}." if more else "", text(partnership, "notice"))
    return tuple(" ".join(line.split()) for line in lines if line)


def left_out(audience: str, number: int, kind: str) -> tuple[str, ...]:
    """What is said of what an audience does not get; nothing for this ward, which gets everything."""
    if audience == "ward":
        return ()
    record = RECORDS[kind]
    noun, are = (record.label.lower(), "is") if number == 1 else (record.plural.lower(), "are")
    why = "not marked public" if audience == "public" else "for this ward only"
    gone = f"{number} {noun} {are} left out: {why}." if number else f"No {record.plural.lower()} are left out."
    whom = "the public" if audience == "public" else "the programme"
    return (f"For {whom}. {gone} Personal data in the text is replaced, as in “[removed: phone number]”.",)


def for_audience(words: str, kind: str, field: str, audience: str) -> str:
    """A text as an audience may read it: anything personal is replaced, as in the return."""
    if audience == "ward":
        return words
    for find in reversed(finds(kind, field, words)):
        words = privacy.redact(words, find)
    return words


def _is_link(kind: str, name: str) -> bool:
    return any(field.name == name and field.to for field in RECORDS[kind].fields)


def _cell(column: Column, row: Row, kind: str, audience: str) -> Cell:
    value = column.say(row) if column.say is not None else row.get(column.key)
    if value is None or value == "" or isinstance(value, bytes):
        return None
    if isinstance(value, str):
        public = column.key in _NOT_FREE or (kind, column.key) == ("organisation", "name")
        return value if public else for_audience(value, kind, column.key, audience)
    return str(value) if column.kind == "text" else value

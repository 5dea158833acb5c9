"""List out: a list as it stands on the screen written to a workbook or CSV, for whoever is to have it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from ward_desk.core.choices import label
from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.core.typed import show_number
from ward_desk.exchange import table_out
from ward_desk.exchange.table_out import Cell, Kind, Table
from ward_desk.service import list_export
from ward_desk.service.document import Document
from ward_desk.ui import dialogs, marks
from ward_desk.ui.jobs import Reporter
from ward_desk.ui.paper.file_job import FileJob
from ward_desk.ui.table.table_model import Column
from ward_desk.ui.table.table_page import ListPane

TABLES: Final = "Workbooks (*.xlsx);;CSV files (*.csv)"

_KINDS: Final[dict[str, Kind]] = {
    "date": "date", "when": "when", "number": "number", "percent": "percent", "progress": "percent", "money": "money",
}  # fmt: skip


def ask_audience(parent: QWidget, what: str) -> str | None:
    """Who is to have it: "ward", "programme" or "public"; None when the person backed out."""
    answer = dialogs.ask(
        parent, f"Who is {what} for?", [words for _, words in list_export.AUDIENCES],
        "This ward gets everything. For the programme, what is marked “this ward only” is left out; for the public,"
        " whatever is not marked public. Both get “[removed: …]” in place of personal data.",
    )  # fmt: skip
    return None if answer is None else list_export.AUDIENCES[answer][0]


def filters_in_words(pane: ListPane) -> str:
    """What a list is filtered by, as people read it: "Theme: Health, Status: open, words “river”"."""
    said = [
        f"{box.prefix} {box.currentText()}".strip()
        for box in pane.drop_downs.values()
        if box.count() and box.currentData() is not None
    ]
    return ", ".join([*said, *([f"words “{pane.model.words}”"] if pane.model.words else [])])


def shown(pane: ListPane, listing: str, title: str) -> list_export.Shown:
    """The list as it stands: its columns on the screen, its filters, its order and its groups."""
    model = pane.model
    group = model.group if model.grouping is not None else ""
    words = {name: word for name, word, _ in model.grouping.choices} if model.grouping is not None else {}
    return list_export.Shown(
        listing,
        title,
        tuple(_column(model.columns[place]) for place in pane.table.shown_columns()
              if model.columns[place].kind != "trend"),
        words=model.words,
        filters=dict(model.filters),
        sort=model.sort_key,
        descending=model.descending if model.sort_key else None,
        group=group,
        group_heading=words.get(group, group).capitalize(),
        filtered_by=filters_in_words(pane),
    )  # fmt: skip


def _column(column: Column) -> list_export.Column:
    kind = _KINDS.get(column.kind, "text")
    return list_export.Column(column.key, column.heading, kind, _say(column))


def _say(column: Column) -> Callable[[Row], Cell] | None:
    """How a cell of the screen comes by its words, where it isn't its value alone. Runs off the window's thread."""
    say = column.say
    if say is not None:

        def said(row: Row) -> Cell:
            value, words = row.get(column.key), say(row)
            # "about 50" has to stay in words, but 50 is a number.
            return value if isinstance(value, int | float) and words == show_number(value) else words

        return said
    if column.kind == "choice":
        return lambda row: label(column.choices, row.get(column.key))
    if column.kind == "rating":
        return lambda row: _rating(column, row)
    return None


def _rating(column: Column, row: Row) -> str:
    code = text(row, column.key)
    mark = marks.standing(text(row, column.status), code) if column.status else marks.mark(code)
    return mark.words if mark else ""


class ListOut(FileJob):
    """Asks for whom and where to, and writes."""

    def export(self, pane: ListPane, listing: str, title: str, *, rows_of_page: bool = False) -> None:
        """Write a list as it is shown; with `rows_of_page` its rows are taken from the list itself, where the page
        works out more of them than the store has."""
        now = shown(pane, listing, title)

        def fetch(ids: Sequence[str]) -> Sequence[Row]:
            return [pane.model.record(pane.model.row_of(one)) for one in ids]

        def make(audience: str) -> Callable[[Document], Table]:
            if rows_of_page:
                made = list_export.table(self._doc, now, audience, fetch)
                return lambda doc: made
            return lambda doc: list_export.table(doc, now, audience)

        self.write(title, make)

    def write(self, title: str, make: Callable[[str], Callable[[Document], Table]]) -> None:
        """Ask for whom and where to, and write the table that `make` gives for that audience."""
        audience = None if self.busy else ask_audience(self._window, "the file")
        if audience is None:
            return
        start = self.folder / list_export.file_name(self._doc, title, ".xlsx")
        path = dialogs.choose_file(self._window, "save", f"Export {title[:1].lower()}{title[1:]}", TABLES, start)
        if path is None:
            return
        target = path if path.suffix.lower() in (".xlsx", ".csv") else path.with_name(f"{path.name}.xlsx")
        table_of = make(audience)

        def work(doc: Document, report: Reporter) -> Path:
            return table_out.write(table_of(doc), target, lambda done, of: report(done, of))

        self.run(f"Export {title}", target, work)

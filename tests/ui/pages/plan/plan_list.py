"""The list of the plan under its timeline and its board, as its page keeps it; and what is refused them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pytestqt.qtbot import QtBot

from ward_desk.core.errors import KnownError
from ward_desk.core.ratings import STATUSES
from ward_desk.service import lists
from ward_desk.service.document import Document
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.table.table_model import Column, Grouping
from ward_desk.ui.table.table_page import Filter, ListPane


def a_pane(doc: Document, prefs: Prefs, qtbot: QtBot, status: str | None = None) -> ListPane:
    """The list of the plan, kept up with the document as its page does; of one status only where one is given."""
    pane = ListPane(
        "actions", ("action", "actions"), (Column("ref", "Ref"), Column("title", "Action", stretch=True)),
        partial(lists.ids, doc, "actions"), partial(lists.rows, doc, "actions"), prefs,
        filters=[Filter("status", "Status", lambda: STATUSES, start=status)],
        grouping=Grouping((("theme", "theme", "No theme"),), partial(lists.arranged, doc, "actions")),
    )  # fmt: skip
    qtbot.addWidget(pane)
    doc.subscribe(lambda _changes: pane.refresh())
    pane.refresh()
    pane.select_first()
    return pane


class Refusals:
    """Does what changes the document, and keeps what it refuses."""

    def __init__(self) -> None:
        self.kept: list[KnownError] = []

    def __call__(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except KnownError as error:
            self.kept.append(error)
            return False
        return True

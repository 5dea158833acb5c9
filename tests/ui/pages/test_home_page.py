"""Home: shown at once, and completed when the checks of the return have run."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.counts.figure_entry import set_figure
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.ui.pages.home import HomePage, OpenLine
from ward_desk.ui.prefs import Prefs


def names(page: HomePage) -> list[str]:
    lines = (page.attention.itemAt(at).widget() for at in range(page.attention.count()))
    return [line.accessibleName() for line in lines if isinstance(line, OpenLine)]


def test_how_far_the_return_has_come_follows_when_it_is_known(
    ward: Document, prefs: Prefs, qtbot: QtBot, light: QApplication
) -> None:
    page = HomePage(ward, prefs)
    qtbot.addWidget(page)
    page.refresh(None)
    assert names(page)[-1].endswith("return, 15 Jan 2024")
    standing = returns.due_words(ward).rpartition(" · ")[2]
    page.settled()
    assert names(page)[-1].endswith(f"return, 15 Jan 2024 · {standing}")
    before = [page.attention.itemAt(at).widget() for at in range(page.attention.count())]
    page.settled()
    assert [page.attention.itemAt(at).widget() for at in range(page.attention.count())] == before
    edits.add(ward, "risk", {"title": "Rain"})
    page.refresh(None)
    assert names(page)[-1].endswith("return, 15 Jan 2024")


def test_residents_nobody_counted_are_not_shown_as_none(
    empty_ward: Document, prefs: Prefs, qtbot: QtBot, light: QApplication
) -> None:
    event = edits.add(empty_ward, "event", {"title": "Fair", "start": "2023-11-10", "status": "held"})
    page = HomePage(empty_ward, prefs)
    qtbot.addWidget(page)
    page.refresh(None)
    assert page.residents.accessibleName().endswith(": –, nobody is counted yet · 1 event")
    assert "Nov not known" in page.months.accessibleDescription()
    edits.add(empty_ward, "attendance", {"event": event, "grouping": "adults", "number": 0})
    page.refresh(None)
    assert "nobody is counted" not in page.residents.accessibleName()
    assert "Nov 0" in page.months.accessibleDescription()


def test_open_actions_for_this_ward_only_are_said_apart_since_no_return_counts_them(
    empty_ward: Document, prefs: Prefs, qtbot: QtBot, light: QApplication
) -> None:
    for title, sharing in (("Cookery", "programme"), ("Talks with the landlord", "ward")):
        edits.add(empty_ward, "action", {"title": title, "status": "in_progress", "sharing": sharing})
    page = HomePage(empty_ward, prefs)
    qtbot.addWidget(page)
    page.refresh(None)
    assert page.on_track.accessibleName() == ("Actions on track: 0 of 2 open, 1 for this ward only, not in returns")


def test_the_tile_of_counts_names_the_quarter_that_wants_a_figure(
    empty_ward: Document, prefs: Prefs, qtbot: QtBot, light: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    for old in empty_ward.store.rows("activity_count"):
        edits.remove(empty_ward, "activity_count", str(old["id"]))
    count = edits.add(empty_ward, "activity_count", {"name": "Breakfast club places", "unit": "children"})
    page = HomePage(empty_ward, prefs)
    qtbot.addWidget(page)
    for day, typed, words in (
        (date(2023, 12, 18), "2023-10", "1 has a figure missing"),
        (date(2024, 1, 10), "2023-11", "1 has a figure missing: Q3 2023-24"),
        (date(2024, 1, 20), "2023-12", "1 has a figure missing"),
        (date(2024, 1, 20), "2024-01", "every figure is in"),
    ):
        set_figure(empty_ward, count, typed, "50")
        monkeypatch.setattr(Document, "today", day)
        page.refresh(None)
        assert page.counts.accessibleName().endswith(f", {words}")
    values: Row = {"period": "2023-24-Q3", "status": "sent", "sent_on": "2024-01-08"}
    edits.add(empty_ward, "quarterly_return", values)
    monkeypatch.setattr(Document, "today", date(2024, 1, 10))
    page.refresh(None)
    assert page.counts.accessibleName().endswith(", no figure is wanted yet this quarter")

"""Home: shown at once, and completed when the checks of the return have run."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.service import edits
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

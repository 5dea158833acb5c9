"""An officer records a held event, a councillor completes an action, and the return of that quarter holds both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from ward_desk.service.returns import returns
from ward_desk.ui.app import Application
from ward_desk.ui.pages.events.events import EventsPage
from ward_desk.ui.pages.plan.actions import ActionsPage
from ward_desk.ui.pages.returns.returns import ReturnsPage

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return
TITLE = "Warm space open morning"


def record_event(app: Application, press: Callable[..., None]) -> str:
    """Record a held event by keyboard, with who came and one count. Gives its reference."""
    press(app, (Qt.Key.Key_3, CTRL), (Qt.Key.Key_N, CTRL), TITLE, ENTER)
    page = app.window.page
    assert isinstance(page, EventsPage)
    press(app, (Qt.Key.Key_A, CTRL), "15 dec 10:00", ENTER)
    status = page.form.editor("status")
    assert isinstance(status, QComboBox)
    status.setFocus()
    press(app, "held")
    page.recorded.came.focus_first()
    press(app, "about 42", ENTER, "11", ENTER)
    page.recorded.done.count.setFocus()
    press(app, "bulky", ENTER, "3", ENTER)
    assert app.window.document is not None
    return str(app.window.document.store.rows("event", title=TITLE)[0]["ref"])


def test_an_event_recorded_in_the_hall_is_kept_with_its_precision_and_feeds_a_count(
    desk: Application, press: Callable[..., None]
) -> None:
    record_event(desk, press)
    assert desk.window.document is not None
    store = desk.window.document.store
    event = store.rows("event", title=TITLE)[0]
    assert (event["status"], event["start"]) == ("held", "2023-12-15T10:00")
    came = {row["grouping"]: (row["number"], row["precision"]) for row in store.rows("attendance", event=event["id"])}
    assert came == {"adults": (42, "about"), "under_18s": (11, "exact")}
    figure = store.rows("figure", event=event["id"])[0]
    assert (figure["period"], figure["value"]) == ("2023-12", 3.0)


def test_the_exported_return_holds_the_event_and_the_action_and_undo_takes_them_out_again(
    desk: Application,
    press: Callable[..., None],
    person,  # type: ignore[no-untyped-def]
    qtbot,  # type: ignore[no-untyped-def]
    tmp_path: Path,
) -> None:
    event = record_event(desk, press)
    press(desk, (Qt.Key.Key_2, CTRL), (Qt.Key.Key_F, CTRL), "cookery", Qt.Key.Key_Down)
    page = desk.window.page
    assert isinstance(page, ActionsPage)
    status = page.form.editor("status")
    assert isinstance(status, QComboBox)
    status.setFocus()
    press(desk, "comp", (Qt.Key.Key_M, CTRL), "All fourteen sessions are done.", ENTER)

    press(desk, (Qt.Key.Key_7, CTRL))
    assert isinstance(desk.window.page, ReturnsPage)
    target = tmp_path / "return.xlsx"
    person.files.append(target)
    press(desk, (Qt.Key.Key_E, CTRL))
    qtbot.waitUntil(target.exists, timeout=20_000)
    qtbot.waitUntil(lambda: not desk.window.page.files.busy, timeout=20_000)

    book = load_workbook(target)
    actions = {row[0]: row for row in book["Action plan"].iter_rows(values_only=True)}
    assert "Complete" in actions["CHE-03"]
    assert any("All fourteen sessions are done." in str(cell) for cell in actions["CHE-03"])
    events = {row[0]: row for row in book["Events"].iter_rows(values_only=True)}
    assert TITLE in events[event]
    assert 53 in events[event]
    assert "About" in events[event]
    assert returns.read_back(target).header.ward == "Chesham"

    document = desk.window.document
    assert document is not None
    for _ in range(40):
        if not any(words in str(document.undo_label) for words in ("CHE-03", event, TITLE)):
            break
        press(desk, (Qt.Key.Key_Z, CTRL))
    again = returns.export(document, returns.due_next(document, document.today).quarter, tmp_path / "again.xlsx")
    book = load_workbook(again)
    assert event not in {row[0] for row in book["Events"].iter_rows(values_only=True)}
    actions = {row[0]: row for row in book["Action plan"].iter_rows(values_only=True)}
    assert "Complete" not in actions["CHE-03"]


@pytest.mark.parametrize("key", ["home", "actions", "events", "feedback", "counts", "returns", "partnership"])
def test_no_page_opens_a_window_of_its_own(desk: Application, key: str, qapp) -> None:  # type: ignore[no-untyped-def]
    """A control shown before it has a parent flashes up as a window and costs its start-up time."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QWidget

    class Watch(QObject):
        seen: list[str] = []  # noqa: RUF012

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    try:
        desk.window.show_page("home" if key != "home" else "actions")
        desk.window.show_page(key)
    finally:
        qapp.removeEventFilter(watch)
    assert watch.seen == []

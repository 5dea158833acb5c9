"""A partnership begun from nothing: an event counted, a figure typed, and a return that holds both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.journeys.conftest import Person, StartDesk
from ward_desk.core.periods import Month, Quarter
from ward_desk.service import frameworks, wards
from ward_desk.service.counts.figures import count_views
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.ui.app import Application
from ward_desk.ui.pages.counts.counts import CountsPage
from ward_desk.ui.pages.returns.returns import ReturnsPage

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = KEY.Key_Return
Press = Callable[..., None]
TITLE = "Warm space open morning"
OCTOBER = Month(2023, 10)

AN_EVENT = (
    (KEY.Key_3, CTRL), (KEY.Key_N, CTRL), TITLE, ENTER,
    "10 oct 10:00 to 1pm", ENTER, "Hope Church hall", ENTER, "pop", ENTER, ENTER,
    "about 42", ENTER, "11", ENTER, ENTER, (KEY.Key_H, CTRL),
)  # fmt: skip


def document(app: Application) -> Document:
    assert app.window.document is not None
    return app.window.document


def count(doc: Document, code: str) -> str:
    return str(doc.store.rows("activity_count", code=code)[0]["id"])


@pytest.mark.parametrize(
    ("programme", "ward"), [("opportunity_bucks", "Abbey"), ("levelling_up_north_northants", "Queensway")]
)
def test_a_new_partnership_goes_from_nothing_to_a_return_that_is_read_back(
    start_desk: StartDesk, press: Press, person: Person, qtbot: QtBot, tmp_path: Path, programme: str, ward: str
) -> None:
    Document.create(tmp_path / "new.ward", wards.start(wards.NewWard(frameworks.load(programme), ward))).close()
    app = start_desk(tmp_path / "new.ward")
    doc = document(app)
    press(app, *AN_EVENT)
    engaged, tips = count(doc, "residents_engaged"), count(doc, "fly_tips")

    press(app, (KEY.Key_5, CTRL))
    page = app.window.page
    assert isinstance(page, CountsPage)
    assert page.pane.select(tips)
    assert page.grid.go_to_period(OCTOBER.key)
    page.grid.setFocus()
    press(app, *"at least 1,204", ENTER)
    assert page.pane.select(engaged)
    assert page.grid.go_to_period(OCTOBER.key)
    press(app, "9", ENTER)  # refused: it comes from the event
    views = count_views(doc, [engaged, tips], Quarter(2023, 3))
    cells = [views[one].cell(OCTOBER) for one in (engaged, tips)]
    assert [cell.total.value for cell in cells] == [53, 1204]
    assert cells[0].from_events

    press(app, KEY.Key_Escape, (KEY.Key_7, CTRL))
    page = app.window.page
    assert isinstance(page, ReturnsPage)
    target = tmp_path / "return.xlsx"
    person.files.append(target)
    press(app, (KEY.Key_N, CTRL), (KEY.Key_E, CTRL))
    qtbot.waitUntil(target.exists, timeout=20_000)
    qtbot.waitUntil(lambda: not page.files.busy, timeout=20_000)
    data = returns.read_back(target)
    assert (data.header.ward, data.header.framework, data.header.period) == (ward, programme, "2023-24-Q3")
    counts = {row["count"]: row for row in data.tables["activity_counts"]}
    assert counts["Residents engaged at events"]["month_1"] == 53
    assert counts["Fly-tips reported"]["month_1"] == 1204
    assert [row["title"] for row in data.tables["events"]] == [TITLE]
    assert (counts["Residents engaged at events"]["figures_from"], person.told) == ("Computed", [])

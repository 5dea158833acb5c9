"""An officer types a whole event in the hall, by keyboard alone, and every figure that depends on it follows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.journeys.conftest import Person
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.records import Row
from ward_desk.service.counts import figures
from ward_desk.service.document import Document
from ward_desk.service.events.event_follow import follow_ups
from ward_desk.service.returns.making import return_view
from ward_desk.ui.app import Application
from ward_desk.ui.pages.events.events import EventsPage

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
ENTER = Qt.Key.Key_Return
QUARTER = Quarter(2023, 3)
TITLE = "Warm space open morning"
MOST = 40  # presses that are not typed text, which an event from empty to counted must stay under

FROM_THE_LIST = ((Qt.Key.Key_3, CTRL), (Qt.Key.Key_N, CTRL), TITLE, ENTER)
WHEN_AND_WHERE = ("15 dec 10:00 to 1pm", ENTER, "Hope Church hall", ENTER, "pop", ENTER, ENTER)
WHO_CAME = ("about 42", ENTER, "11", ENTER, ENTER, "30", ENTER, "25", ENTER, ENTER, "+++", ENTER)
WHAT_WAS_DONE = ("bulky", ENTER, "3", ENTER, ENTER)
WHAT_WAS_SAID = (
    "Lights out along the footpath #realm",
    ENTER,
    (Qt.Key.Key_5, ALT),
    "No GP slot before work",
    ENTER,
    ENTER,
)
WHAT_FOLLOWS = ("Ask for the footpath lights", ENTER, (Qt.Key.Key_H, CTRL))
THE_HALL = (*FROM_THE_LIST, *WHEN_AND_WHERE, *WHO_CAME, *WHAT_WAS_DONE, *WHAT_WAS_SAID, *WHAT_FOLLOWS)


def document(app: Application) -> Document:
    assert app.window.document is not None
    return app.window.document


def the_event(app: Application) -> Row:
    return document(app).store.rows("event", title=TITLE)[0]


def residents_engaged(doc: Document) -> float:
    """The figure of December 2023 that is worked out from events."""
    count = doc.store.rows("activity_count", computed="residents")[0]
    (view,) = figures.count_views(doc, [str(count["id"])], QUARTER).values()
    return view.cell(Month(2023, 12)).total.value or 0


def test_an_event_from_empty_to_counted_needs_fewer_than_forty_keys_of_navigation(
    desk: Application, press: Callable[..., None]
) -> None:
    doc = document(desk)
    before = residents_engaged(doc)
    press(desk, *THE_HALL)
    assert sum(not isinstance(key, str) for key in THE_HALL) < MOST

    event, store = the_event(desk), doc.store
    assert (event["status"], event["kind"], event["venue"]) == ("held", "pop_up", "Hope Church hall")
    assert (event["start"], event["end"]) == ("2023-12-15T10:00", "2023-12-15T13:00")
    came = {row["grouping"]: (row["number"], row["precision"]) for row in store.rows("attendance", event=event["id"])}
    assert came == {
        "adults": (42, "about"), "under_18s": (11, "exact"), "from_ward": (30, "exact"),
        "exhibitors": (25, "exact"), "volunteers": (3, "exact"),
    }  # fmt: skip
    (figure,) = store.rows("figure", event=event["id"])
    assert (figure["period"], figure["value"]) == ("2023-12", 3.0)
    said = {row["words"]: store.linked("feedback_theme", str(row["id"])) for row in
            store.rows("feedback", event=event["id"])}  # fmt: skip
    themes = [str(row["id"]) for row in store.rows("theme", order="position")]
    assert said == {"Lights out along the footpath": [themes[2]], "No GP slot before work": [themes[4]]}
    assert [row["title"] for row in follow_ups(doc, str(event["id"]))] == ["Ask for the footpath lights"]
    assert residents_engaged(doc) == before + 53


def test_the_return_of_the_quarter_holds_what_was_typed_in_the_hall(
    desk: Application, press: Callable[..., None]
) -> None:
    press(desk, *THE_HALL)
    doc = document(desk)
    rows = return_view.load(doc, QUARTER, None, doc.today).view.of("event")
    assert TITLE in [row["title"] for row in rows]


def test_a_battery_that_dies_between_two_numbers_costs_at_most_the_field_in_hand(
    start_desk: Callable[..., Application],
    person: Person,
    sample_path: Path,
    tmp_path: Path,
) -> None:
    script = textwrap.dedent(
        """
        import sys, time
        from pathlib import Path
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication
        from ward_desk.ui.app import Application
        from ward_desk.ui.prefs import Prefs
        qt = QApplication([])
        app = Application(qt, Prefs(Path(sys.argv[2])))
        app.open_path(Path(sys.argv[1]))
        app.window.show()
        app.window.activateWindow()
        QTest.qWaitForWindowActive(app.window)
        page = app.window.show_page("events")
        page.add("Warm space open morning")
        page.record_numbers()
        for words in ("about 42", "11", "5"):
            here = QApplication.focusWidget()
            QTest.keyClicks(here, words)
            if words != "5":
                QTest.keyClick(here, Qt.Key.Key_Return)
        QTest.keyClicks(page.recorded.heard.box, "No bus after six")
        page._keeper.flush()
        print("typed", flush=True)
        time.sleep(60)
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(sample_path), str(tmp_path / "child.ini")],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as child:  # fmt: skip
        assert child.stdout is not None
        said = child.stdout.readline().strip()
        child.send_signal(signal.SIGKILL)
    assert said == "typed"

    person.answers.append(0)
    app = start_desk(sample_path)
    QApplication.processEvents()
    event, store = the_event(app), document(app).store
    came = {row["grouping"]: (row["number"], row["precision"]) for row in store.rows("attendance", event=event["id"])}
    assert came == {"adults": (42, "about"), "under_18s": (11, "exact")}
    page = app.window.page
    assert isinstance(page, EventsPage)
    assert page.row == event
    assert page.recorded.came.steppers["residents"].line.text() == "5"
    assert page.recorded.heard.box.text() == "No bus after six"

"""Starting: the sample, a new partnership in each programme, a locked document, a crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ward_desk.service import recovery
from ward_desk.service.document import Document
from ward_desk.ui.pages.plan.actions import ActionsPage
from ward_desk.ui.pages.welcome import Welcome

CTRL = Qt.KeyboardModifier.ControlModifier


def welcome(app) -> Welcome:  # type: ignore[no-untyped-def]
    page = app.window.stack.currentWidget()
    assert isinstance(page, Welcome)
    return page


def test_the_sample_opens_as_a_copy_of_ones_own(start_desk, qtbot) -> None:  # type: ignore[no-untyped-def]
    app = start_desk()
    qtbot.mouseClick(welcome(app).sample, Qt.MouseButton.LeftButton)
    assert app.window.document.partnership["ward"] == "Chesham"
    assert app.window.document.path.parent == recovery.state_folder()
    qtbot.waitUntil(lambda: "made up" in app.window.notice.accessibleName())


@pytest.mark.parametrize(
    ("programme", "ward", "records"),
    [
        ("opportunity_bucks", "Abbey", ("theme", 5)),
        ("levelling_up_north_northants", "Queensway", ("recommendation", 12)),
    ],
)
def test_a_new_partnership_comes_with_its_plan_and_its_counts(  # type: ignore[no-untyped-def]
    start_desk, person, tmp_path: Path, qtbot, programme: str, ward: str, records: tuple[str, int]
) -> None:
    app = start_desk()
    page = welcome(app)
    page.programme.setCurrentIndex(page.programme.place(programme))
    page.ward.setCurrentIndex(page.ward.place(ward))
    person.files.append(tmp_path / "mine.ward")
    qtbot.mouseClick(page.make, Qt.MouseButton.LeftButton)
    document = app.window.document
    assert document.partnership["ward"] == ward
    assert len(document.store.rows(records[0])) == records[1]
    assert document.store.rows("activity_count")
    for key in ("home", "actions", "events", "feedback", "counts", "returns", "partnership"):
        app.window.show_page(key)
    assert person.told == []


def test_another_ward_of_ones_own_needs_a_name(start_desk, person, qtbot) -> None:  # type: ignore[no-untyped-def]
    app = start_desk()
    page = welcome(app)
    page.ward.setCurrentIndex(page.ward.place(""))
    qtbot.mouseClick(page.make, Qt.MouseButton.LeftButton)
    assert "no name yet" in person.told[0]
    assert app.window.document is None


def test_a_document_somebody_else_has_open_is_offered_to_read_and_follows_them(  # type: ignore[no-untyped-def]
    start_desk, person, sample_path: Path, qtbot
) -> None:
    from ward_desk.service import edits

    theirs = Document.open(sample_path)
    try:
        person.answers.append(0)
        app = start_desk(sample_path)
        assert "is open already" in person.asked[0]
        assert app.window.document.read_only
        page = app.window.show_page("actions")
        assert isinstance(page, ActionsPage)
        assert not page.pane.add_box.isVisible()
        action = theirs.store.rows("action", ref="CHE-03")[0]
        edits.edit(theirs, "action", str(action["id"]), {"title": "Cookery course, spring"})
        qtbot.waitUntil(
            lambda: any("Cookery course, spring" in page.pane.model.words_of(row, 1) for row in range(5)), timeout=5000
        )
    finally:
        theirs.close()


def test_a_refusal_leaves_the_document_that_is_open_as_it_is(  # type: ignore[no-untyped-def]
    desk, person, tmp_path: Path
) -> None:
    other = tmp_path / "notes.ward"
    other.write_text("just notes")
    before = desk.window.document
    desk.open_path(other)
    assert desk.window.document is before
    assert "not a Ward Desk document" in person.told[0]


def test_what_was_being_typed_when_the_program_was_killed_is_put_back(  # type: ignore[no-untyped-def]
    start_desk, person, sample_path: Path, tmp_path: Path
) -> None:
    script = textwrap.dedent(
        """
        import sys, time
        from pathlib import Path
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication
        from ward_desk.ui.app import Application
        from ward_desk.ui.prefs import Prefs
        qt = QApplication([])
        app = Application(qt, Prefs(Path(sys.argv[2])))
        app.open_path(Path(sys.argv[1]))
        app.window.show()
        page = app.window.show_page("actions")
        success = page.form.editor("success")
        success.setFocus()
        QTest.keyClicks(success, "Everybody cooks twice a week")
        page._keeper.flush()
        print("typed", page.row["ref"], flush=True)
        time.sleep(60)
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(sample_path), str(tmp_path / "child.ini")],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as child:  # fmt: skip
        assert child.stdout is not None
        said = child.stdout.readline().split()
        child.send_signal(signal.SIGKILL)
    assert said[0] == "typed"

    person.answers.append(0)
    app = start_desk(sample_path)
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()
    assert "did not end as it should" in person.asked[0]
    assert "Everybody cooks twice a week" in person.asked[0]
    page = app.window.page
    assert isinstance(page, ActionsPage)
    assert page.row is not None
    assert page.row["ref"] == said[1]
    assert "Everybody cooks twice a week" in page.form.draft()["success"]


def test_sizes_and_the_last_page_are_remembered(start_desk, sample_path: Path, press: Callable[..., None]) -> None:  # type: ignore[no-untyped-def]
    app = start_desk(sample_path)
    page = app.window.show_page("actions")
    page.splitter.setSizes([600, 500])
    page.splitter.splitterMoved.emit(600, 1)
    kept = app.prefs.pane("action")
    app.window.close()
    again = start_desk(sample_path)
    assert again.prefs.last_page == "actions"
    assert isinstance(again.window.page, ActionsPage)
    assert again.prefs.pane("action") == kept


def test_whatever_is_found_by_its_words_can_be_opened_on_a_page(desk) -> None:  # type: ignore[no-untyped-def]
    from ward_desk.core.records import RECORDS
    from ward_desk.service.finding import UNTOLD

    opened = {table for spec in desk.window._specs.values() for table in spec.opens}
    for record in RECORDS.values():
        searched = record.ref is not None or any(field.searched for field in record.fields)
        if searched and record.name not in UNTOLD:
            owners = {record.field(parent).to for parent in record.parents} or {record.name}
            assert owners <= opened or record.name in opened, record.name

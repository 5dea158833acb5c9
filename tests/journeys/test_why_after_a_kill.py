"""An officer says why a warning is so; the program is killed, or closed, in the middle of the sentence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

from ward_desk.ui.pages.plan.actions import ActionsPage
from ward_desk.ui.pages.returns.returns import ReturnsPage
from ward_desk.ui.record.record_why import WhyEditor

TYPE_AND_WAIT = textwrap.dedent(
    """
    import sys, time
    from pathlib import Path
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication
    from ward_desk.core.checks import explainable, wanting
    from ward_desk.service.returns import returns
    from ward_desk.ui.app import Application
    from ward_desk.ui.prefs import Prefs
    from ward_desk.ui.record.record_checks import CheckNote
    from ward_desk.ui.record.record_why import WhyEditor
    qt = QApplication([])
    app = Application(qt, Prefs(Path(sys.argv[2])))
    app.open_path(Path(sys.argv[1]))
    app.window.show()
    doc = app.window.document
    quarter = returns.due_next(doc, doc.today).quarter
    returns.ensure_return(doc, quarter)
    found = wanting(returns.checks(doc, quarter))
    finding = next(one for one in found if one.table == "action" and explainable(one))
    app.window.open_record("action", finding.row_id)
    page = app.window.page
    page.settled()
    next(one for one in page.findChildren(CheckNote) if one.finding == finding).link.click()
    QTest.keyClicks(page.findChildren(WhyEditor)[0].field, "The officer was on")
    page._keeper.flush()
    print("typed", page.row["ref"], flush=True)
    time.sleep(60)
    """
)


def test_a_sentence_that_says_why_is_put_back_where_it_was_typed(  # type: ignore[no-untyped-def]
    start_desk, person, sample_path: Path, tmp_path: Path, qapp
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", TYPE_AND_WAIT, str(sample_path), str(tmp_path / "child.ini")],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as child:  # fmt: skip
        assert child.stdout is not None
        said = child.stdout.readline().split()
        child.send_signal(signal.SIGKILL)
    assert said[0] == "typed"

    person.answers.append(0)
    app = start_desk(sample_path)
    qapp.processEvents()
    assert "The officer was on" in person.asked[0]
    page = app.window.page
    assert isinstance(page, ActionsPage)
    assert page.row is not None
    assert page.row["ref"] == said[1]
    assert [one.field.text() for one in page.findChildren(WhyEditor)] == ["The officer was on"]
    app.window.commit_pending()
    doc = app.window.document
    assert len(doc.store.rows("explanation", words="The officer was on")) == 1
    assert person.told == []


def test_a_sentence_half_typed_under_check_counts_for_nothing_and_is_there_when_the_ward_is_opened_again(  # type: ignore[no-untyped-def]
    start_desk, person, sample_path: Path, qtbot, qapp
) -> None:
    app = start_desk(sample_path)
    app.window.show_page("returns")
    page = app.window.page
    assert isinstance(page, ReturnsPage)
    page.checks.say_why([one.key for one in page.checks.lines if one.explain][-1])
    qtbot.keyClicks(qapp.focusWidget(), "The officer was on")
    explained = len(app.window.document.store.rows("explanation"))
    app.window.close()

    person.answers.append(0)
    app = start_desk(sample_path)
    qapp.processEvents()
    assert "The officer was on" in person.asked[-1]
    page = app.window.page
    assert isinstance(page, ReturnsPage)
    (editor,) = page.checks.findChildren(WhyEditor)
    assert editor.field.text() == "The officer was on"
    qtbot.waitUntil(editor.field.hasFocus)
    qtbot.waitUntil(lambda: not editor.field.visibleRegion().isEmpty())
    assert len(app.window.document.store.rows("explanation")) == explained

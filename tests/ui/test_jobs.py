"""Long work: its answer, its failure and its end all come back to the window."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ward_desk.core.errors import KnownError
from ward_desk.ui import jobs
from ward_desk.ui.jobs import Job, ProgressBox, Reporter, Stopped


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    widget = QWidget()
    qtbot.addWidget(widget)
    yield widget
    for job in widget.findChildren(Job):
        job.wait()


def test_the_answer_comes_back(parent: QWidget, qtbot: QtBot) -> None:
    def work(report: Reporter) -> int:
        for n in range(3):
            report(n, 3, f"row {n}")
        return 42

    job = Job("Reading…", work, parent)
    answers: list[object] = []
    job.finished.connect(answers.append)
    with qtbot.waitSignal(job.ended):
        job.start()
    assert answers == [42]


def test_a_known_failure_comes_back_as_it_was(parent: QWidget, qtbot: QtBot) -> None:
    def work(report: Reporter) -> None:
        raise KnownError("full", "The disk is full.")

    job = Job("Writing…", work, parent)
    with qtbot.waitSignal(job.failed) as failed:
        job.start()
    assert failed.args[0].code == "full"


def test_stopping_ends_the_work_at_its_next_report(parent: QWidget, qtbot: QtBot) -> None:
    going = threading.Event()

    def work(report: Reporter) -> None:
        going.wait(5)
        while True:
            report(1, 2)

    job = Job("Reading…", work, parent)
    box = parent.findChild(ProgressBox)
    assert box is not None
    with qtbot.waitSignal(job.stopped):
        job.start()
        box.stop.click()
        going.set()


def test_work_that_takes_long_shows_how_far_it_is(parent: QWidget, qtbot: QtBot) -> None:
    going = threading.Event()

    def work(report: Reporter) -> None:
        report(1, 4, "row 1")
        going.wait(5)

    parent.show()
    job = Job("Reading…", work, parent)
    box = parent.findChild(ProgressBox)
    assert box is not None
    with qtbot.waitSignal(job.ended):
        job.start()
        qtbot.waitUntil(box.isVisible)
        going.set()
    assert not box.isVisible()


def test_a_mistake_of_our_own_is_not_swallowed(parent: QWidget, qtbot: QtBot) -> None:
    def work(report: Reporter) -> None:
        raise ZeroDivisionError

    job = Job("Reading…", work, parent)
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(job.ended):
        job.start()
    assert [one[0] for one in caught] == [ZeroDivisionError]


def test_nobody_is_told_of_work_that_was_waited_for(parent: QWidget, qtbot: QtBot) -> None:
    job = Job("Reading…", lambda _report: 42, parent)
    told: list[object] = []
    job.finished.connect(told.append)
    job.ended.connect(lambda: told.append("ended"))
    job.start()
    job.wait()  # the document is closed next, and the thread's last word is still on its way
    qtbot.waitUntil(lambda: parent.findChild(ProgressBox) is None)
    assert told == []


def test_slices_give_their_answer_and_leave_no_box(parent: QWidget, qtbot: QtBot) -> None:
    seen: list[bool] = []

    def work(report: Reporter) -> int:
        report(1, 2)
        box = parent.findChild(ProgressBox)
        assert box is not None
        seen.append(box.isVisible())
        return 42

    assert jobs.in_slices("Writing…", work, parent) == 42
    assert seen == [False]
    qtbot.waitUntil(lambda: parent.findChild(ProgressBox) is None)


def test_slices_that_take_long_show_how_far_they_are_and_can_be_stopped(
    parent: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "SHOW_AFTER_MS", 0)
    seen: list[bool] = []

    def work(report: Reporter) -> None:
        report(1, 2, "row 1")
        box = parent.findChild(ProgressBox)
        assert box is not None
        seen.append(box.isVisible())
        box.stop.click()
        report(2, 2, "row 2")

    parent.show()
    with pytest.raises(Stopped):
        jobs.in_slices("Writing…", work, parent)
    assert seen == [True]

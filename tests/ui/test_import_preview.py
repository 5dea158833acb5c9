"""What an import would do, worked out at once for a small file and on another thread for a large one."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ward_desk.core.errors import KnownError
from ward_desk.service.document import Document
from ward_desk.ui import import_preview
from ward_desk.ui.import_preview import Previewer
from ward_desk.ui.jobs import Reporter

LARGE = import_preview.AT_ONCE + 1


class Slow:
    """A preview that takes as long as a test wants for a large file; it answers with the rows it was asked about."""

    def __init__(self) -> None:
        self.begun, self.going = threading.Event(), threading.Event()
        self.stops = 0

    def __call__(self, doc: Document, rows: int, report: Reporter) -> int:
        if rows >= LARGE:
            self.begun.set()
            self.going.wait(10)
            try:
                report(1, 4)
            except BaseException:
                self.stops += 1
                raise
        return rows


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def previewer(empty_ward: Document, slow: Slow, qtbot: QtBot) -> Iterator[Previewer]:
    made = Previewer(empty_ward, lambda rows: rows, slow)
    yield made
    slow.going.set()
    made.close()


def test_a_small_file_is_answered_before_asking_returns(previewer: Previewer) -> None:
    answers: list[object] = []
    previewer.ready.connect(answers.append)
    previewer.ask(3)
    assert (answers, previewer.busy) == ([3], False)


def test_how_far_a_large_one_is_can_be_followed(previewer: Previewer, slow: Slow, qtbot: QtBot) -> None:
    slow.going.set()
    told: list[object] = []
    previewer.progressed.connect(lambda done, of: told.append((done, of)))
    previewer.ready.connect(told.append)
    previewer.ask(LARGE)
    qtbot.waitUntil(lambda: not previewer.busy)
    assert told == [(1, 4), LARGE]


def test_what_is_at_work_is_given_up_for_what_is_asked_next(previewer: Previewer, slow: Slow, qtbot: QtBot) -> None:
    answers: list[object] = []
    previewer.ready.connect(answers.append)
    previewer.ask(LARGE)
    qtbot.waitUntil(slow.begun.is_set)
    previewer.ask(LARGE + 1)
    slow.going.set()
    qtbot.waitUntil(lambda: not previewer.busy)
    assert (answers, slow.stops) == ([LARGE + 1], 1)


def test_a_late_answer_never_follows_that_of_a_smaller_file(previewer: Previewer, slow: Slow, qtbot: QtBot) -> None:
    answers: list[object] = []
    previewer.ready.connect(answers.append)
    previewer.ask(LARGE)
    qtbot.waitUntil(slow.begun.is_set)
    previewer.ask(3)
    slow.going.set()
    qtbot.waitUntil(lambda: not previewer.busy)
    assert answers == [3]


def test_what_the_world_refuses_is_told(empty_ward: Document, qtbot: QtBot) -> None:
    def refuse(doc: Document, rows: int, report: Reporter) -> None:
        raise KnownError("gone", "It is gone.")

    previewer = Previewer(empty_ward, lambda rows: rows, refuse)
    with qtbot.waitSignal(previewer.failed) as told:
        previewer.ask(LARGE)
    assert told.args[0].code == "gone"

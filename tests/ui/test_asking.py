"""Slow questions: answered at once of a small document, and of a large one without holding up the window."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ward_desk.core.errors import KnownError
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.unchanged import known, until_changed
from ward_desk.ui import frame_words
from ward_desk.ui.asking import Asking


class Counter:
    """Counts the organisations, which takes as long as a test wants."""

    def __init__(self) -> None:
        self.threads: list[str] = []
        self.begun, self.may_go_on = threading.Event(), threading.Event()
        self.may_go_on.set()
        self.fault: Exception | None = None

    def __call__(self, doc: Document) -> int:
        self.threads.append("window" if threading.current_thread() is threading.main_thread() else "other")
        number = until_changed(doc, "how many", lambda: len(doc.store.rows("organisation")))
        self.begun.set()
        assert self.may_go_on.wait(10)
        if self.fault is not None:
            raise self.fault
        return number


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def asking(empty_ward: Document, counter: Counter, qtbot: QtBot) -> Iterator[Asking[int]]:
    parent = QObject()
    one: Asking[int] = Asking(empty_ward, parent)
    yield one
    counter.may_go_on.set()
    one.hold_on()


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every document counts as large."""
    monkeypatch.setattr(frame_words, "LARGE", 0)


def asks(asking: Asking[int], counter: Counter) -> tuple[Callable[[str], None], list[object]]:
    """Ask a question by its name; what is answered, or why not."""
    said: list[object] = []

    def ask(name: str) -> None:
        asking.ask(name, counter, lambda number: said.append((name, number)), lambda error: said.append(error.code))

    return ask, said


def organisation(doc: Document) -> None:
    edits.add(doc, "organisation", {"name": "Waterside Trust"})


def test_a_small_document_is_answered_at_once(asking: Asking[int], counter: Counter) -> None:
    ask, said = asks(asking, counter)
    ask("one")
    assert said == [("one", 0)]
    assert counter.threads == ["window"]
    assert not asking.busy


def test_the_last_answer_is_kept_until_the_document_changes(
    asking: Asking[int], counter: Counter, empty_ward: Document
) -> None:
    ask, said = asks(asking, counter)
    ask("one")
    ask("one")
    assert len(counter.threads) == 1
    organisation(empty_ward)
    ask("one")
    assert said == [("one", 0), ("one", 0), ("one", 1)]


@pytest.mark.usefixtures("large")
def test_a_large_document_is_read_on_another_thread(
    asking: Asking[int], counter: Counter, empty_ward: Document, qtbot: QtBot
) -> None:
    ask, said = asks(asking, counter)
    ask("one")
    assert asking.busy
    assert said == []
    qtbot.waitUntil(lambda: said == [("one", 0)])
    assert counter.threads == ["other"]
    assert not asking.busy
    assert known(empty_ward, "how many")  # what it asked on the way is there for the window too
    ask("one")
    assert said == [("one", 0)] * 2
    assert len(counter.threads) == 1


@pytest.mark.usefixtures("large")
def test_only_what_was_asked_last_is_answered(asking: Asking[int], counter: Counter, qtbot: QtBot) -> None:
    ask, said = asks(asking, counter)
    counter.may_go_on.clear()
    ask("one")
    assert counter.begun.wait(10)
    ask("two")
    counter.may_go_on.set()
    qtbot.waitUntil(lambda: said != [])
    assert said == [("two", 0)]


@pytest.mark.usefixtures("large")
def test_a_document_changed_meanwhile_is_read_again(
    asking: Asking[int], counter: Counter, empty_ward: Document, qtbot: QtBot
) -> None:
    ask, said = asks(asking, counter)
    counter.may_go_on.clear()
    ask("one")
    assert counter.begun.wait(10)
    organisation(empty_ward)
    counter.may_go_on.set()
    qtbot.waitUntil(lambda: said != [])
    assert said == [("one", 1)]


@pytest.mark.usefixtures("large")
def test_what_is_not_wanted_any_more_is_not_answered(asking: Asking[int], counter: Counter, qtbot: QtBot) -> None:
    ask, said = asks(asking, counter)
    counter.may_go_on.clear()
    ask("one")
    assert counter.begun.wait(10)
    asking.forget()
    assert not asking.busy
    ask("two")
    counter.may_go_on.set()
    qtbot.waitUntil(lambda: said != [])
    assert said == [("two", 0)]


@pytest.mark.parametrize("size", [0, frame_words.LARGE])
def test_why_there_is_no_answer_is_told(
    asking: Asking[int], counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(frame_words, "LARGE", size)
    ask, said = asks(asking, counter)
    counter.fault = KnownError("gone", "It is gone.", "", "")
    ask("one")
    qtbot.waitUntil(lambda: said == ["gone"])
    assert not asking.busy


@pytest.mark.usefixtures("large")
def test_the_thread_has_ended_when_its_page_is_gone(counter: Counter, empty_ward: Document) -> None:
    parent = QObject()
    ask, said = asks(Asking(empty_ward, parent), counter)
    counter.may_go_on.clear()
    ask("one")
    assert counter.begun.wait(10)
    threading.Timer(0.05, counter.may_go_on.set).start()
    del parent
    assert counter.may_go_on.is_set()
    assert said == []


@pytest.mark.parametrize("size", [0, frame_words.LARGE])
def test_nothing_is_read_of_a_document_that_is_closed(
    asking: Asking[int], counter: Counter, empty_ward: Document, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(frame_words, "LARGE", size)
    ask, said = asks(asking, counter)
    asking.hold_on()
    empty_ward.close()
    ask("one")
    assert not asking.busy
    assert (said, counter.threads) == ([], [])

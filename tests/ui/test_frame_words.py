"""What the frame says: after a pause, and of a large document worked out on another thread."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ward_desk.core.errors import KnownError
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.unchanged import until_changed
from ward_desk.ui import frame_words
from ward_desk.ui.frame_words import FrameWords, Words


class Maker:
    """Makes words out of how many organisations there are, which takes as long as a test wants."""

    def __init__(self) -> None:
        self.threads: list[str] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.begun = threading.Event()
        self.fault: Exception | None = None

    def __call__(self, doc: Document) -> Words:
        def ask() -> int:
            self.threads.append("window" if threading.current_thread() is threading.main_thread() else "other")
            self.begun.set()
            assert self.may_go_on.wait(10)
            if self.fault is not None:
                raise self.fault
            return len(doc.store.rows("organisation"))

        return Words(state=f"{until_changed(doc, 'how many', ask)} organisations")


@pytest.fixture
def maker() -> Maker:
    return Maker()


@pytest.fixture
def words(maker: Maker, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[FrameWords]:
    monkeypatch.setattr(frame_words, "AFTER_OPENING_MS", 0)
    monkeypatch.setattr(frame_words, "AFTER_CHANGE_MS", 0)
    parent = QObject()
    found = FrameWords(maker, parent)
    yield found
    maker.may_go_on.set()
    found.follow(None)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every document counts as large."""
    monkeypatch.setattr(frame_words, "LARGE", 0)


def heard(words: FrameWords) -> list[str]:
    """What is said from now on."""
    found: list[str] = []
    words.said.connect(lambda one: found.append(one.state))
    return found


def test_a_small_document_is_asked_by_the_window_itself(
    words: FrameWords, maker: Maker, ward: Document, qtbot: QtBot
) -> None:
    said = heard(words)
    words.follow(ward)
    assert said == []
    qtbot.waitUntil(lambda: said == ["3 organisations"])
    assert maker.threads == ["window"]


def test_changes_one_after_another_are_said_once(words: FrameWords, maker: Maker, ward: Document, qtbot: QtBot) -> None:
    said = heard(words)
    words.follow(ward)
    for name in ("Paradigm Housing", "The Elgiva"):
        edits.add(ward, "organisation", {"name": name})
        words.changed()
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["5 organisations"]


@pytest.mark.usefixtures("large")
def test_a_large_document_is_asked_on_another_thread(
    words: FrameWords, maker: Maker, ward: Document, qtbot: QtBot
) -> None:
    said = heard(words)
    words.follow(ward)
    qtbot.waitUntil(lambda: said == ["3 organisations"])
    assert maker.threads == ["other"]


@pytest.mark.usefixtures("large")
def test_words_that_a_change_made_out_of_date_are_never_said(
    words: FrameWords, maker: Maker, ward: Document, qtbot: QtBot
) -> None:
    said = heard(words)
    maker.may_go_on.clear()
    words.follow(ward)
    qtbot.waitUntil(maker.begun.is_set)
    edits.add(ward, "organisation", {"name": "Paradigm Housing"})
    words.changed()
    maker.may_go_on.set()
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["4 organisations"]


@pytest.mark.usefixtures("large")
def test_letting_go_of_the_document_waits_for_the_thread(
    words: FrameWords, maker: Maker, ward: Document, qtbot: QtBot
) -> None:
    said = heard(words)
    maker.may_go_on.clear()
    words.follow(ward)
    qtbot.waitUntil(maker.begun.is_set)
    maker.may_go_on.set()
    words.follow(None)
    assert gc.isenabled()
    ward.close()
    assert said == []


@pytest.mark.usefixtures("large")
def test_no_garbage_is_collected_while_the_thread_runs(
    words: FrameWords, maker: Maker, ward: Document, qtbot: QtBot
) -> None:
    turn = sys.getswitchinterval()
    said = heard(words)
    maker.may_go_on.clear()
    words.follow(ward)
    qtbot.waitUntil(maker.begun.is_set)
    assert not gc.isenabled()
    maker.may_go_on.set()
    qtbot.waitUntil(lambda: bool(said))
    assert gc.isenabled()
    assert sys.getswitchinterval() == turn


@pytest.mark.usefixtures("large")
def test_a_file_that_can_not_be_read_leaves_the_old_words(
    words: FrameWords, maker: Maker, ward: Document, qtbot: QtBot
) -> None:
    said = heard(words)
    maker.fault = KnownError("busy", "Another program is writing.", "", "")
    words.follow(ward)
    qtbot.waitUntil(lambda: maker.threads == ["other"])
    qtbot.waitUntil(gc.isenabled)
    maker.fault = None
    words.changed()
    qtbot.waitUntil(lambda: said == ["3 organisations"])


@pytest.mark.usefixtures("large")
def test_a_mistake_of_ours_on_the_thread_comes_to_light(
    words: FrameWords, maker: Maker, ward: Document, qtbot: QtBot
) -> None:
    maker.fault = ZeroDivisionError("ours")
    with qtbot.captureExceptions() as caught:
        words.follow(ward)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_a_large_document_is_checked_once_its_window_is_up_and_damage_is_said(
    words: FrameWords, ward: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A check of the whole file takes too long on the way to the first window."""
    checked: list[Document] = []

    def damaged(doc: Document) -> None:
        checked.append(doc)
        raise KnownError("damaged", "chesham.ward is damaged.", "Nothing was changed.", "Open your latest copy.")

    monkeypatch.setattr(frame_words, "LARGE", 0)
    monkeypatch.setattr(Document, "check", damaged)
    with qtbot.waitSignal(words.damaged) as said:
        words.follow(ward)
    assert said.args[0].code == "damaged"
    assert checked != [ward]  # on a connection of its own, not the window's


def test_the_check_of_a_sound_document_finds_nothing(ward: Document) -> None:
    ward.check()

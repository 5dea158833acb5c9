"""Journeys drive the real window with keys and mouse, on a copy of the sample ward, on Monday 18 December 2023."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ward_desk.ui import dialogs
from ward_desk.ui.app import Application
from ward_desk.ui.prefs import Prefs

SAMPLE = Path(__file__).parents[2] / "sample_db" / "chesham.ward"
NOW = datetime(2023, 12, 18, 9, 30)


class Person:
    """Answers what the window asks, and remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.asked: list[str] = []
        self.answers: list[int | None] = []
        self.files: list[Path | None] = []

    def ask(self, parent: QWidget | None, question: str, buttons: Sequence[str], more: str) -> int | None:
        self.asked.append(f"{question} {more}")
        return self.answers.pop(0)

    def tell(self, parent: QWidget | None, sentence: str, more: str) -> None:
        self.told.append(f"{sentence} {more}".strip())

    def choose_file(
        self, parent: QWidget | None, kind: str, title: str, pattern: str, start: Path | None
    ) -> Path | None:
        return self.files.pop(0)

    def ask_text(self, parent: QWidget | None, question: str, text: str) -> str | None:
        raise AssertionError(question)


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    """Whoever sits at the window."""
    someone = Person()
    monkeypatch.setattr(dialogs, "seam", someone)
    return someone


StartDesk = Callable[..., Application]


@pytest.fixture
def start_desk(qtbot, qapp: QApplication, person: Person, tmp_path: Path) -> Iterator[StartDesk]:  # type: ignore[no-untyped-def]
    """Starts the program on a document, as a double click would."""
    started: list[Application] = []

    def start(path: Path | None = None, now: datetime = NOW) -> Application:
        app = Application(qapp, Prefs(tmp_path / "prefs.ini"), clock=lambda: now)
        app.session.start(None)
        if path is not None:
            app.open_path(path)
        if app.window.document is None:
            app.window.set_document(None)
        app.window.resize(1440, 900)
        app.window.show()
        app.window.activateWindow()
        qtbot.waitUntil(app.window.isActiveWindow)  # keys go to the active window only
        started.append(app)
        return app

    yield start
    for app in started:
        app.window.close()
        app.window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def sample_path(tmp_path: Path) -> Path:
    """A copy of the sample ward."""
    return Path(shutil.copyfile(SAMPLE, tmp_path / "chesham.ward"))


@pytest.fixture
def desk(start_desk: StartDesk, sample_path: Path) -> Application:
    """The program with the sample ward open."""
    return start_desk(sample_path)


@pytest.fixture
def press() -> Callable[..., None]:
    """Presses keys where the keyboard is: text is typed, `Qt.Key` values are pressed."""

    def do(app: Application, *keys: object) -> None:
        for key in keys:
            target = QApplication.focusWidget() or app.window
            if isinstance(key, str):
                QTest.keyClicks(target, key)
            elif isinstance(key, tuple):
                QTest.keyClick(target, key[0], key[1])
            else:
                QTest.keyClick(target, Qt.Key(key))  # type: ignore[call-overload]
            QApplication.processEvents()

    return do

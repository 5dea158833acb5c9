"""Fixtures of the window: preferences of the test's own, a theme, and people who answer boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget

from ward_desk.ui import dialogs, theme
from ward_desk.ui.prefs import Prefs


class Person:
    """Answers every box at once: what to answer is set before, what was asked is read after."""

    def __init__(self) -> None:
        self.answers: list[int | None] = []
        self.files: list[Path | None] = []
        self.texts: list[str | None] = []
        self.asked: list[str] = []
        self.told: list[str] = []
        self.previews: list[Callable[[QPrinter], None]] = []

    def ask(self, parent: QWidget | None, question: str, buttons: Sequence[str], more: str) -> int | None:
        self.asked.append(f"{question} {more}".strip())
        return self.answers.pop(0)

    def tell(self, parent: QWidget | None, sentence: str, more: str) -> None:
        self.told.append(f"{sentence} {more}".strip())

    def choose_file(
        self, parent: QWidget | None, kind: dialogs.FileKind, title: str, pattern: str, start: Path | None
    ) -> Path | None:
        self.asked.append(title)
        return self.files.pop(0)

    def ask_text(self, parent: QWidget | None, question: str, text: str) -> str | None:
        self.asked.append(question)
        return self.texts.pop(0)

    def preview(
        self, parent: QWidget | None, title: str, paint: Callable[[QPrinter], None], *, upright: bool = False
    ) -> None:
        self.asked.append(title)
        self.previews.append(paint)


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    """Stands in for whoever sits before the window."""
    one = Person()
    monkeypatch.setattr(dialogs, "seam", one)
    return one


@pytest.fixture
def prefs(tmp_path: Path) -> Prefs:
    """Preferences nobody has touched."""
    return Prefs(tmp_path / "prefs.ini")


@pytest.fixture
def light(qapp: QApplication) -> Iterator[QApplication]:
    """The application in its usual dress."""
    theme.apply(qapp, "light")
    yield qapp
    theme.apply(qapp, "light")

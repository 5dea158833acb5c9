"""Words that need more room than a message has are read in a box that scrolls."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from ward_desk.ui import dialogs
from ward_desk.ui.help import words_for
from ward_desk.ui.reading_box import ReadingBox, is_long


@pytest.fixture
def box(light: QApplication, qtbot: QtBot) -> Iterator[ReadingBox]:
    """The longest help over the smallest window."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1024, 640)
    one = ReadingBox(window, *words_for("counts"))
    with qtbot.waitActive(one):
        one.show()
    yield one
    window.close()


def test_the_longest_help_fits_into_the_smallest_window(box: ReadingBox) -> None:
    assert box.height() < 640
    assert box.width() < 1024
    assert box.words.verticalScrollBar().maximum() > 0
    assert box.words.toPlainText() == words_for("counts")[1]


def test_keys_scroll_and_escape_closes(box: ReadingBox, qtbot: QtBot) -> None:
    bar = box.words.verticalScrollBar()
    assert QApplication.focusWidget() is box.words
    qtbot.keyClick(box.words, Qt.Key.Key_Down)
    assert bar.value() == 1
    qtbot.keyClick(box.words, Qt.Key.Key_PageDown)
    assert bar.value() > 2
    qtbot.keyClick(box.words, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(box.words, Qt.Key.Key_Home)
    assert bar.value() == 0
    qtbot.keyClick(box.words, Qt.Key.Key_Escape)
    assert not box.isVisible()


def test_enter_closes_too(box: ReadingBox, qtbot: QtBot) -> None:
    qtbot.keyClick(box.words, Qt.Key.Key_Return)
    assert not box.isVisible()


def test_text_can_be_marked_by_keys(box: ReadingBox, qtbot: QtBot) -> None:
    qtbot.keyClick(box.words, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert box.words.textCursor().selectedText()
    assert box.words.isReadOnly()


def test_a_short_message_stays_a_message() -> None:
    assert is_long(words_for("actions")[1])
    assert is_long("\n".join("Ctrl+K: Find" for _ in range(12)))
    assert not is_long("The file was moved. Nothing was lost.")


@pytest.mark.parametrize(("words", "kind"), [("Nothing was lost.", QMessageBox), ("A line.\n" * 40, ReadingBox)])
def test_telling_chooses_the_box_by_the_words(light: QApplication, words: str, kind: type[QWidget]) -> None:
    seen: list[QWidget | None] = []

    def close() -> None:
        shown = QApplication.activeModalWidget()
        seen.append(shown)
        if shown is not None:
            assert isinstance(shown, kind)
            shown.close()

    QTimer.singleShot(0, close)
    dialogs.QtSeam().tell(None, "Said", words)
    assert seen[0] is not None

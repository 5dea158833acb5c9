"""Records dragged from one part of the window to another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ward_desk.ui import drag_records


def test_records_arrive_as_they_were_dragged() -> None:
    data = drag_records.records_mime("feedback", ["a", "b"])
    assert data.hasFormat("application/x-ward-desk-record")
    assert drag_records.decode(data) == (("feedback", "a"), ("feedback", "b"))


def test_what_is_no_record_is_passed_over() -> None:
    data = QMimeData()
    data.setData(drag_records.MIME, b"action a\nnonsense b\naction\n\xff\xfe\naction b c\nevent c")
    assert drag_records.decode(data) == (("action", "a"), ("event", "c"))
    words = QMimeData()
    words.setText("action a")
    assert drag_records.decode(words) == drag_records.decode(None) == ()


def test_a_drag_carries_its_records_and_a_picture_of_their_words(
    light: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    seen: list[tuple[object, int]] = []
    monkeypatch.setattr(
        QDrag, "exec", lambda drag, _: seen.append((drag_records.decode(drag.mimeData()), drag.pixmap().width()))
    )
    drag_records.start_drag(widget, [("action", "a")], "CHE-01 Open a homework club")
    ((records, wide),) = seen
    assert records == (("action", "a"),)
    assert wide > 100

"""Drag records: how records are carried from one part of the window to another: dragged rows, dropped links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QDrag, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from ward_desk.core.records import RECORDS
from ward_desk.ui import theme
from ward_desk.ui.shapes import LEFT_MIDDLE

MIME: Final = "application/x-ward-desk-record"
MOST: Final = 200  # records taken from one drop

Record = tuple[str, str]  # table, id


def encode(records: Iterable[Record]) -> QMimeData:
    """Records as they are dragged: a line "table id" each."""
    data = QMimeData()
    data.setData(MIME, "\n".join(f"{table} {row_id}" for table, row_id in records).encode("utf-8"))
    return data


def records_mime(table: str, ids: Iterable[str]) -> QMimeData:
    """Records of one table as they are dragged: what a list's `mimeData` gives."""
    return encode((table, row_id) for row_id in ids)


def decode(data: QMimeData | None) -> tuple[Record, ...]:
    """The records dragged, in their order; none when it is something else. Lines that name no kind of record are
    passed over: another program may put anything there."""
    if data is None or not data.hasFormat(MIME):
        return ()
    lines = bytes(data.data(MIME).data()).decode("utf-8", "replace").splitlines()
    found = (line.split(" ") for line in lines[:MOST])
    return tuple((parts[0], parts[1]) for parts in found if len(parts) == 2 and parts[0] in RECORDS and parts[1])


def start_drag(widget: QWidget, records: Iterable[Record], words: str) -> Qt.DropAction:
    """Drag records out of a widget, the words following the pointer, until they are dropped. Tells what came of it."""
    drag = QDrag(widget)
    drag.setMimeData(encode(records))
    drag.setPixmap(_ticket(widget, words))
    drag.setHotSpot(QPoint(-theme.px(10), -theme.px(6)))
    return drag.exec(Qt.DropAction.LinkAction | Qt.DropAction.MoveAction | Qt.DropAction.CopyAction)


def _ticket(widget: QWidget, words: str) -> QPixmap:
    """A small card with the words on it."""
    metrics = widget.fontMetrics()
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, theme.px(260))
    width, height = metrics.horizontalAdvance(shown) + theme.px(20), metrics.height() + theme.px(10)
    ratio = widget.devicePixelRatioF()
    made = QPixmap(round(width * ratio), round(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(widget.font())
    painter.setPen(theme.colour("accent"))
    painter.setBrush(theme.colour("accent_ground"))
    painter.drawRoundedRect(QRect(0, 0, width - 1, height - 1), 6, 6)
    painter.setPen(theme.colour("ink"))
    painter.drawText(QRect(theme.px(10), 0, width - theme.px(20), height), LEFT_MIDDLE, shown)
    painter.end()
    return made

"""Reading order: Tab goes through controls as they stand, also those that came and went since the page was made."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def reading_order(*roots: QWidget | None) -> None:
    """Chain every control under these widgets for Tab, in the order of their layouts."""
    before: QWidget | None = None
    for root in roots:
        for control in _controls(root) if root is not None else ():
            if before is not None:
                QWidget.setTabOrder(before, control)
            before = control


def _controls(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _inside(layout)


def _inside(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield from _controls(widget)
        elif inner is not None:
            yield from _inside(inner)

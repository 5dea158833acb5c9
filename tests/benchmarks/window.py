"""The desk's window in this process, for the measures that act in it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from ward_desk.ui.app import Application
from ward_desk.ui.table_page import ListPane

LONGEST = 60  # seconds to wait for one painting


class PaintWatcher(QObject):
    """Notices that a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.painted = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.painted = True
        return False


class DeskWindow:
    """A document open on the action plan."""

    def __init__(self, document: Path) -> None:
        self.qt = QApplication.instance() or QApplication([])
        # An error inside Qt ends nothing by itself, and a time taken after one means nothing.
        self._errors: list[BaseException] = []
        sys.excepthook = lambda kind, error, trace: self._errors.append(error)
        self.app = Application(self.qt)
        self.app.prefs.last_page = "actions"
        self.app.open_path(document)
        page = self.app.window.show_page("actions")
        assert page is not None
        self.page = page
        panes = page.findChildren(ListPane)
        self.pane = panes[0]
        self.app.window.show()
        self._watcher = PaintWatcher(self.pane.table.viewport())
        self.until_painted()

    def ms_to_painted(self, act: Callable[[], object]) -> float:
        """How long it takes to do something and have the list painted again, with all that follows at once."""
        self.settle()
        self._watcher.painted = False
        start = time.perf_counter()
        act()
        self.until_painted()
        # What the window puts off until it has been painted, badges say, is part of what people wait for.
        self.qt.processEvents()
        took = 1000 * (time.perf_counter() - start)
        if self._errors:
            raise self._errors[0]
        return took

    def until_painted(self) -> None:
        """Let events run until the list has been painted."""
        end = time.monotonic() + LONGEST
        while not self._watcher.painted:
            self.qt.processEvents()
            if time.monotonic() > end:
                raise SystemExit("The list was not painted.")

    def settle(self) -> None:
        """Let everything that waits be done."""
        for _ in range(3):
            self.qt.processEvents()

    def close(self) -> None:
        """Close the window and the document."""
        self.app.window.close()
        self.settle()
        sys.excepthook = sys.__excepthook__

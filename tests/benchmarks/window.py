"""The desk's window in this process, for the measures that act in it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from ward_desk.ui.app import Application
from ward_desk.ui.page import Page
from ward_desk.ui.table.table_page import ListPane

LONGEST = 60  # seconds to wait for one painting


class Took(NamedTuple):
    """Milliseconds."""

    painted: float
    idle: float


class PaintWatcher(QObject):
    """Notices when a widget has been painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.painted_at = 0.0  # by time.perf_counter; 0 for not yet
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.painted_at:
            # Comes back to us when all that is painted now is done, and before anything that was put off.
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User and not self.painted_at:
            self.painted_at = time.perf_counter()
        return super().event(event)


class DeskWindow:
    """A document open on one of its pages, the action plan if no other is named."""

    def __init__(self, document: Path, key: str = "actions") -> None:
        self.qt = QApplication.instance() or QApplication([])
        # An error inside Qt ends nothing by itself, and a time taken after one means nothing.
        self._errors: list[BaseException] = []
        sys.excepthook = lambda kind, error, trace: self._errors.append(error)
        self.app = Application(self.qt)
        self.app.prefs.last_page = key
        self.app.open_path(document)
        page = self.app.window.show_page(key)
        assert page is not None
        self.page = page
        panes = page.findChildren(ListPane)
        self.pane = panes[0]
        self.app.window.show()
        self.watch(self.pane.table.viewport())
        self.until_painted()

    def watch(self, painted: QWidget) -> None:
        """Wait for the painting of another widget from now on."""
        self._watcher = PaintWatcher(painted)

    def time(self, act: Callable[[], object]) -> Took:
        """How long it takes to do something and have the list painted again, and until nothing is left to do."""
        self.settle()
        self._watcher.painted_at = 0.0
        start = time.perf_counter()
        act()
        return self.took(start)

    def time_page(self, key: str) -> tuple[Page, Took]:
        """How long it takes to go to a page for the first time and have its list painted."""
        self.settle()
        start = time.perf_counter()
        page = self.app.window.show_page(key)
        assert page is not None
        self.watch(page.findChildren(ListPane)[0].table.viewport())
        return page, self.took(start)

    def took(self, start: float) -> Took:
        """How long it is, from `start`, until what is watched is painted and nothing is left to do."""
        self.until_painted()
        # What the window puts off until it has been painted: badges, say.
        self.qt.processEvents()
        idle_at = time.perf_counter()
        if self._errors:
            raise self._errors[0]
        return Took(1000 * (self._watcher.painted_at - start), 1000 * (idle_at - start))

    def until_painted(self) -> None:
        """Let events run until the list has been painted."""
        end = time.monotonic() + LONGEST
        while not self._watcher.painted_at:
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

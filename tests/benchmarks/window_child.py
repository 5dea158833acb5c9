"""A window in a process of its own: tells how long it took from the start of the process to a painted window.

`python -m tests.benchmarks.window_child ours FILE` or `... bare ROWS`; `started_at` in the environment says when.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

SIZE = 1440, 900  # of the desk's own window at its first start
COLUMNS = 6

STARTED_AT = "WARD_DESK_BENCH_STARTED_AT"


def peak_kib() -> int:
    """The most memory this process has had, in KiB; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not getrusage: on Linux that counts the parent, which this process was a copy of at first.
        line = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1])
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return 0


def tell_when_painted() -> None:
    """Have the main window report and close as soon as it has been painted for the first time."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QMainWindow

    show = QMainWindow.show

    class Watcher(QObject):
        """Waits for the window to come on screen, where it is painted at once."""

        def __init__(self, window: QMainWindow) -> None:
            super().__init__(window)
            self._window = window

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Expose:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, self.report)  # after this event, and with it the painting, is done
            return False

        def report(self) -> None:
            """Print what there is to tell, and end."""
            seconds = time.time() - float(os.environ[STARTED_AT])
            size = self._window.width(), self._window.height()
            print(json.dumps({"ms": 1000 * seconds, "peak": peak_kib(), "size": size}), flush=True)
            self._window.close()

    def watched_show(self: QMainWindow) -> None:
        self.winId()  # makes the system's window, which is what is told of being on screen
        self.windowHandle().installEventFilter(Watcher(self))
        show(self)

    QMainWindow.show = watched_show  # type: ignore[method-assign]


def ours(path: str) -> int:
    """The desk with a document."""
    tell_when_painted()
    from ward_desk.__main__ import main

    return main([path])


def bare(rows: int) -> int:
    """A window with a table of so many rows, and nothing else."""
    tell_when_painted()
    from PySide6.QtCore import QAbstractTableModel, Qt
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    class Model(QAbstractTableModel):
        """Words that cost nothing to make."""

        def rowCount(self, parent: Any = None) -> int:
            return rows

        def columnCount(self, parent: Any = None) -> int:
            return COLUMNS

        def data(self, index: Any, role: int = 0) -> str | None:
            return f"Row {index.row()}" if role == Qt.ItemDataRole.DisplayRole else None

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    view = QTableView()
    model = Model()
    view.setModel(model)
    window.setCentralWidget(view)
    window.resize(*SIZE)
    window.show()
    return app.exec()


if __name__ == "__main__":
    what, argument = sys.argv[1:]
    sys.exit(ours(argument) if what == "ours" else bare(int(argument)))

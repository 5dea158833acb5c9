"""Chart loader: what draws charts, brought in off the window's thread when the first of them is to be shown."""

from __future__ import annotations

import importlib
import sys
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Signal

from ward_desk.ui.jobs import Worker

PAINTER: Final = "ward_desk.ui.charts.chart_paint"


class Loader(QObject):
    """Imports the painter of charts once. matplotlib takes up to two seconds, and people type meanwhile."""

    ready = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._worker: Worker[object] | None = None
        self._here = False

    @property
    def is_ready(self) -> bool:
        """Whether a chart can be drawn without waiting."""
        return self._here or (self._worker is None and PAINTER in sys.modules)

    def begin(self) -> None:
        """Bring the painter in, unless it is here or on its way; `ready` says when."""
        if self.is_ready or self._worker is not None:
            return
        self._worker = Worker(lambda report: importlib.import_module(PAINTER), self)
        self._worker.finished.connect(self._on_finished)
        app = QCoreApplication.instance()
        if app is not None:  # a thread that is still at it when the program ends would take it down
            app.aboutToQuit.connect(self._worker.hold_on)
        self._worker.begin()

    def _on_finished(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None and worker.error is not None:
            raise worker.error
        self._here = True
        self.ready.emit()


class _Only:
    """One for the whole window, made when the first chart asks."""

    loader: Loader | None = None


def loader() -> Loader:
    """The window's one loader."""
    if _Only.loader is None:
        _Only.loader = Loader()
    return _Only.loader

"""Import foot: what every import says and offers under its rows: what it comes to, its keys, Cancel and Bring in."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.service.document import Document
from ward_desk.ui.widgets import button, label


class ImportFoot(QWidget):
    """The foot. What its buttons do, the screen connects."""

    def __init__(self, keys: str, cancel: str, bring_in: str, parent: QWidget | None = None) -> None:
        """`keys` tells the keys of the screen; `cancel` and `bring_in` are the tips of the two buttons."""
        super().__init__(parent)
        self.total = label("", wrap=True)
        self.keys = label(keys, "small", wrap=True)
        self.cancel = button("Cancel", tip=f"{cancel} (Esc)")
        self.bring_in = button("Bring in", main=True, tip=f"{bring_in} (Ctrl+Enter)")
        summary = QVBoxLayout()
        summary.setSpacing(0)
        summary.addWidget(self.total)
        summary.addWidget(self.keys)
        foot = QHBoxLayout(self)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        foot.addLayout(summary, 1)
        foot.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.bring_in, 0, Qt.AlignmentFlag.AlignTop)

    def wait(self, words: str) -> None:
        """Nothing can be brought in now, and why: "Reading the rows…"."""
        self.total.setText(words)
        self.bring_in.setEnabled(False)

    def come_to(self, words: str, counted: str, doc: Document) -> None:
        """Say what the import comes to; `counted` is how much comes in ("12 rows"), empty for nothing."""
        self.total.setText(words)
        self.bring_in.setText(f"Bring in {counted}" if counted else "Nothing to bring in")
        self.bring_in.setEnabled(bool(counted) and not doc.read_only)
        if doc.read_only:
            self.total.setText(f"{words} {doc.path.name} is open to read only, so nothing can come in.")


def give_keys(screen: QWidget, keys: Iterable[tuple[str, Callable[[], object]]]) -> None:
    """Have keys do something wherever the keyboard is in a screen."""
    for one, work in keys:
        shortcut = QShortcut(QKeySequence(one), screen)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(work)

"""Paper screen: what takes the place of the page while questions are chosen, forms typed in or slips counted."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ward_desk.ui.in_place import Screen


class PaperScreen(Screen):
    """One of them. Whoever shows it tells it of changes, and takes it away when it is `closed`."""

    closed = Signal()
    said = Signal(str)
    removed = Signal(str)  # words for the strip, shown with Undo

    def commit_pending(self) -> None:
        """Keep what is half typed."""
        raise NotImplementedError

    def restore(self, draft: str) -> bool:
        """Put what a crash left half typed back; False when it can't be read."""
        raise NotImplementedError

"""In place: a screen in the place of what a page usually shows, and the page back after it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.service.document import Document


class Screen(QWidget):
    """What takes the place of a page for a while."""

    def take_keyboard(self) -> None:
        """Put the keyboard where it is of use first."""
        raise NotImplementedError

    def refresh(self, changes: ChangeSet) -> None:
        """The document changed meanwhile."""
        raise NotImplementedError


class InPlace:
    """The place: a screen stands in the layout of `page` instead of `usual`, and hears of changes of the document."""

    def __init__(self, doc: Document, page: QWidget, usual: QWidget) -> None:
        self._doc, self._page, self._usual = doc, page, usual
        self._stop: Callable[[], None] = _nothing  # no longer hear of changes

    def put(self, screen: Screen) -> None:
        """Show a screen, with the keyboard in it unless another page is shown meanwhile."""
        layout = self._page.layout()
        assert layout is not None
        self._usual.hide()
        layout.addWidget(screen)
        screen.show()
        self._stop = self._doc.subscribe(screen.refresh)
        if not self._page.isHidden():
            screen.take_keyboard()

    def clear(self, screen: Screen) -> None:
        """Take the screen away for good, and show the page as it usually is."""
        self._stop()
        self._stop = _nothing
        layout = self._page.layout()
        if layout is not None:
            layout.removeWidget(screen)
        screen.hide()
        screen.deleteLater()
        self._usual.show()


def _nothing() -> None:
    return

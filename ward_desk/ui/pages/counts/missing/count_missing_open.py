"""Count missing open: the list of what is missing, in the place of the page until it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ward_desk.service.document import Document

if TYPE_CHECKING:  # imported when it is first asked for
    from ward_desk.ui.pages.counts.missing.count_missing import MissingList

TITLE: Final = "Enter this month"


class MissingPlace(QObject):
    """Stands for the list: made when it is first wanted, shown in the place of `usual` on `page`."""

    changed = Signal(bool)  # whether the list is shown
    open_requested = Signal(str, str, str)  # table, id, field
    said = Signal(str)
    typing = Signal(str, str, str)  # count, period, text so far; "" when it is as stored again

    def __init__(self, doc: Document, page: QWidget, usual: QWidget) -> None:
        super().__init__(page)
        self._doc, self._page, self._usual = doc, page, usual
        self.list: MissingList | None = None

    @property
    def showing(self) -> bool:
        """Whether the list stands in the place of the page."""
        return self.list is not None and not self.list.isHidden()

    def show(self) -> None:
        """Show what is missing now."""
        if self.showing:
            return
        if self.list is None:
            self._make()
        assert self.list is not None
        self._usual.hide()
        self.list.show()
        self.list.begin()
        self.changed.emit(True)

    def _make(self) -> None:
        from ward_desk.ui.pages.counts.missing.count_missing import MissingList

        self.list = made = MissingList(self._doc)
        layout = self._page.layout()
        assert layout is not None
        layout.addWidget(made)
        made.closed.connect(self.close)
        made.open_requested.connect(self.open_requested)
        made.said.connect(self.said)
        made.typing.connect(self.typing)

    def refresh(self) -> None:
        """Show what the document holds now."""
        if self.list is not None and self.showing:
            self.list.refresh()

    def commit_pending(self) -> None:
        """Keep what is half typed."""
        if self.list is not None and self.showing:
            self.list.commit_pending()

    def close(self) -> None:
        """Put the page back."""
        if self.list is not None and self.showing:
            self.list.commit_pending()
            self.list.hide()
            self._usual.show()
            self.changed.emit(False)

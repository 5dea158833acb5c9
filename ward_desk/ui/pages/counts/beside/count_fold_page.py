"""Count fold page: the part of the Activity counts page that shares its height between the grid and the count below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ward_desk.ui import theme
from ward_desk.ui.pages.counts.beside.count_beside import CountBeside
from ward_desk.ui.pages.counts.beside.count_fold import NO_LIMIT, TALL_ENOUGH, WIDE_ENOUGH, FoldLine
from ward_desk.ui.pages.counts.count_lists import CountLists

_KEPT: Final = "activity_count"  # what is chosen is remembered under
_SHARE: Final = 0.67  # of the height, for the grid: nine counts in a usual window
_LOW_SHARE: Final = 0.42  # in a low one, where the count was asked for


class FoldPage(CountLists):
    """A page with a grid and below it one count, which gives the grid its room when it is folded to one line."""

    below: CountBeside
    _brought_up = False  # asked for while it was folded: until people go back to the grid
    _was_folded = False

    def _build_fold(self) -> None:
        """Share the height. The grid needs the whole width, so the count stands below it."""
        inside = self.heading.parentWidget()
        column = inside.layout() if inside is not None else None
        assert isinstance(column, QVBoxLayout)
        self._inside = column
        self.fold_line = FoldLine(self.below.tabs.bar, self._pill_box)
        self.fold_line.toggled.connect(self.toggle_beside)
        self.card.body.insertWidget(0, self.fold_line)
        self.splitter.setOrientation(Qt.Orientation.Vertical)
        for place in range(2):
            self.splitter.setStretchFactor(place, 0)  # both keep their shares of any height
        self._share()

    def _share(self) -> None:
        room = self.height() - self.splitter.handleWidth()
        low = self.height() < theme.px(TALL_ENOUGH)
        grid = round(room * (_LOW_SHARE if low else _SHARE))
        kept = self.prefs.pane(self.table)
        fits = bool(kept) and (not low or sum(kept) < theme.px(TALL_ENOUGH))  # else they are those of a taller window
        self.splitter.setSizes(kept if fits else [grid, room - grid])

    @property
    def folded(self) -> bool:
        """Whether only one line of the count is shown: as last chosen, else where the page is low."""
        chosen = self.prefs.beside(_KEPT)
        return not self._brought_up and (self.height() < theme.px(TALL_ENOUGH) if chosen is None else not chosen)

    def fold(self) -> None:
        """Show as much of the count as it should be now."""
        folded = self.folded
        here = QApplication.focusWidget()
        inside = here is not None and any(one.isAncestorOf(here) for one in (self.area, self.below.tabs.bar))
        self.fold_line.set_folded(folded)
        self.fold_line.place_pills(self._inside, beside=folded or self.width() >= theme.px(WIDE_ENOUGH))
        self.usual.setGeometry(self.rect())  # so that the shares are of the height there is now
        self.area.setHidden(folded)
        if folded and inside:
            self.pane.focus_list()
        around = self.card.body.contentsMargins()
        low = self.fold_line.slim + around.top() + around.bottom() + 2 * self.card.frameWidth()
        self.card.setMaximumHeight(low if folded else NO_LIMIT)
        self.splitter.handle(1).setDisabled(folded)
        if folded != self._was_folded or not self.prefs.pane(self.table):
            self._share()
        self._was_folded = folded

    def toggle_beside(self) -> None:
        """Fold the count below to one line, or unfold it. It is remembered."""
        self.below.commit_pending()
        shown = self.folded
        self._brought_up = False
        self.prefs.set_beside(_KEPT, shown)
        self.fold()

    def need_below(self) -> None:
        """What was asked for is in the count: bring it up, until people go back to the grid with Esc."""
        if self.folded:
            self._brought_up = True
            self.fold()

    def _put_away(self) -> None:
        self._brought_up = False
        self.fold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here: QWidget | None = QApplication.focusWidget()
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Escape and here is not None and self.card.isAncestorOf(here):
            self._put_away()

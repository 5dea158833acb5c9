"""Count figures: the months of one count as fields to type in, with the sums of its quarters beside them."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from ward_desk.core.fields import text
from ward_desk.service.document import Document
from ward_desk.service.figures import CountView
from ward_desk.ui import theme
from ward_desk.ui.pages.counts import count_words
from ward_desk.ui.pages.counts.count_period import PeriodDetail
from ward_desk.ui.pages.counts.count_place import Place
from ward_desk.ui.pages.counts.count_words import MISSING, Entry
from ward_desk.ui.widgets import label

QUARTERS, MOST = 4, 3  # rows, and fields in a row
RIGHT_MIDDLE: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
SIDE_BY_SIDE: Final = 820  # px at 100 %: narrower than this, the period stands below the fields
SHORT: Final = 24  # letters that stand in one line beside the figures


class FiguresPanel(QWidget):
    """A financial year of one count. It shows and asks; the page behind it changes the document."""

    entered = Signal(str, str)  # key of a period, what was typed
    pasted = Signal(list)  # [(key of a period, words)], out of a spreadsheet
    explained = Signal(str, str, object)  # key of a period, field of the figure, value
    event_asked = Signal(str)
    typing = Signal(str, str)  # key of a period, text so far; "" when it is as stored again

    def __init__(self, doc: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc = doc
        self._view: CountView | None = None
        self._chosen = ""
        # Text that could not be read when its count was left, by count and period: it is there on coming back.
        self._unread: dict[tuple[str, str], str] = {}
        self.places = [Place(doc, self) for _ in range(QUARTERS * MOST)]
        self._quarters = [
            (label(f"Q{n}", "soft"), label("", "heading"), label("", "small", wrap=True))
            for n in range(1, QUARTERS + 1)
        ]
        self.hint = label("", "small", wrap=True)
        self.adds_up = label("", "soft", wrap=True)
        self.judged = label("", "soft", wrap=True)
        self.detail = PeriodDetail(doc)
        self.detail.explained.connect(self.explained)
        self.detail.event_asked.connect(self.event_asked)
        self._build()
        for place in self.places:
            place.editor.committed.connect(self._on_committed)
            place.editor.refused.connect(self._on_refused)
            place.editor.typing.connect(self._on_typing)
            place.line.returnPressed.connect(self._on_return)
            place.line.installEventFilter(self)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for quarter, (name, total, covers) in enumerate(self._quarters):
            at = quarter * 2
            grid.addWidget(name, at, 0)
            for n in range(MOST):
                place = self.places[quarter * MOST + n]
                grid.addWidget(place.caption, at, 1 + n * 2, RIGHT_MIDDLE)
                grid.addWidget(place.line, at, 2 + n * 2)
                grid.addWidget(place.note, at + 1, 2 + n * 2)
                grid.setColumnStretch(2 + n * 2, 3)
            grid.addWidget(total, at, 7)
            grid.addWidget(covers, at + 1, 7)
        grid.setColumnStretch(7, 2)
        grid.setColumnMinimumWidth(7, theme.px(80))
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(grid)
        for one in (self.hint, self.judged, self.adds_up):
            left.addWidget(one)
        left.addStretch(1)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 4, 0, 0)
        self._whole.setSpacing(24)
        self._whole.addLayout(left, 5)
        self._whole.addWidget(self.detail, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.px(SIDE_BY_SIDE)
        directions = QBoxLayout.Direction
        self._whole.setDirection(directions.LeftToRight if beside else directions.TopToBottom)

    def show_count(self, view: CountView, today: date) -> None:
        """Show a count over a year. The same one shown again keeps the keyboard and what is half typed."""
        before = self._view
        same = before is not None and (before.count["id"], before.quarter.fy_start_year) == (
            view.count["id"], view.quarter.fy_start_year,
        )  # fmt: skip
        if not same:
            self._put_away()
        self._view = view
        rows = count_words.rows_of_entries(view, today)
        for quarter, entries in enumerate(rows):
            for n in range(MOST):
                place = self.places[quarter * MOST + n]
                entry = entries[n] if n < len(entries) else None
                keep = same and entry is not None and place.entry is not None and place.entry.key == entry.key
                place.show_entry(entry, keep=keep, read_only=self._doc.read_only)
            name, total, covers = self._quarters[quarter]
            value, part = count_words.quarter_words(view.quarters[quarter], view.count)
            total.setText(value)
            covers.setText(part)
            covers.setVisible(bool(part))
            covers.setWordWrap(len(part) > SHORT)
            name.setAccessibleName(f"Quarter {quarter + 1}: {value} {part}".strip())
        self.hint.setText(count_words.how_to_type(view.count))
        self.hint.setVisible(not self._doc.read_only)
        self.judged.setText(count_words.judged(view))
        self.adds_up.setText(count_words.adds_up(view.count))
        shown = self._entries()
        self._chosen = self._chosen if same and self._chosen in shown else _first_wanted(shown)
        self.detail.show_entry(shown[self._chosen], view.count)
        if not same:
            self._take_out()

    def _entries(self) -> dict[str, Entry]:
        return {place.entry.key: place.entry for place in self.places if place.entry is not None}

    def _put_away(self) -> None:
        if self._view is not None:
            for place in self.places:
                if place.entry is not None and place.editor.pending:
                    self._unread[text(self._view.count, "id"), place.entry.key] = place.editor.text()

    def _take_out(self) -> None:
        if self._view is not None:
            count = text(self._view.count, "id")
            kept = {key: self._unread.pop((count, key)) for key in self._entries() if (count, key) in self._unread}
            self.restore_draft(kept)

    def restore_draft(self, draft: dict[str, str]) -> None:
        """Put half-typed figures back; periods that are not shown are left out."""
        for key, words in draft.items():
            if (place := self._place(key)) is not None:
                place.editor.restore_text(words)

    def commit_pending(self) -> None:
        """Keep what is half typed."""
        for place in self.places:
            if place.entry is not None and place.editor.pending:
                place.editor.commit()
        self.detail.commit_pending()

    def refuse(self, key: str, sentence: str) -> None:
        """Say beside the field why what was typed is no figure."""
        if (place := self._place(key)) is not None:
            place.refuse(sentence)

    def focus_period(self, key: str = "") -> bool:
        """Put the keyboard into the field of a period, or of the one that wants a figure most."""
        place = self._place(key or self._chosen)
        if place is None:
            return False
        place.line.setFocus(Qt.FocusReason.OtherFocusReason)
        place.line.selectAll()
        return True

    def set_read_only(self, read_only: bool) -> None:
        """Show only."""
        self.detail.set_read_only(read_only)

    @property
    def chosen(self) -> str:
        """The key of the period shown in full."""
        return self._chosen

    def _place(self, key: str) -> Place | None:
        return next((one for one in self.places if one.entry is not None and one.entry.key == key), None)

    def _of(self, part: object) -> Place:
        return next(one for one in self.places if part in (one.editor, one.line))

    def _on_committed(self, words: object) -> None:
        entry = self._of(self.sender()).entry
        if entry is not None:
            self.entered.emit(entry.key, str(words))

    def _on_refused(self, sentence: str) -> None:
        # What a figure may be is the count's to say, so the editor itself only ever takes a refusal back.
        self._of(self.sender()).refuse(sentence)

    def _on_typing(self, words: str) -> None:
        place = self._of(self.sender())
        if place.entry is not None:
            self.typing.emit(place.entry.key, words if place.editor.pending else "")

    def _on_return(self) -> None:
        place = self._of(self.sender())
        if not place.refused:
            shown = [one for one in self.places if one.entry is not None]
            self._go(shown, shown.index(place) + 1)

    def _go(self, places: list[Place], at: int) -> None:
        if 0 <= at < len(places) and places[at].entry is not None:
            places[at].line.setFocus(Qt.FocusReason.TabFocusReason)
            places[at].line.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._choose(self._of(watched))
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            place = self._of(watched)
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                down = MOST if event.key() == Qt.Key.Key_Down else -MOST
                self._go(self.places, self.places.index(place) + down)
                return True
            if event.matches(QKeySequence.StandardKey.Paste) and self._paste(place):
                return True
        return super().eventFilter(watched, event)

    def _choose(self, place: Place) -> None:
        if place.entry is None or self._view is None or place.entry.key == self._chosen:
            return
        self.detail.commit_pending()
        self._chosen = place.entry.key
        self.detail.show_entry(place.entry, self._view.count)

    def _paste(self, place: Place) -> bool:
        """Take cells copied from a spreadsheet into this period and those after it; a single one is plain text."""
        words = QGuiApplication.clipboard().text().rstrip("\r\n")
        cells = [cell.strip() for line in words.splitlines() for cell in line.split("\t")]
        shown = [one for one in self.places if one.entry is not None]
        after = shown[shown.index(place) :]
        if len(cells) < 2 or self._doc.read_only:
            return False
        taken = [(one, cell) for one, cell in zip(after, cells, strict=False) if one.entry and not one.entry.read_only]
        for one, _ in taken:
            one.editor.load(one.editor.stored)  # what was half typed gives way to what is pasted
        self.pasted.emit([(one.entry.key, cell) for one, cell in taken if one.entry])
        return True


def _first_wanted(entries: dict[str, Entry]) -> str:
    """The first period that wants a figure, else the last one that has one, else the first of the year."""
    wanted = [key for key, entry in entries.items() if entry.state == MISSING]
    known = [key for key, entry in entries.items() if entry.words]
    return wanted[0] if wanted else known[-1] if known else next(iter(entries))

"""Return draft list: first words for one text of a return, sentence by sentence, to tick and put in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ward_desk.core.check_rules import words as number_of_words
from ward_desk.core.typed import counted
from ward_desk.service.returns.words.return_draft import Draft, together
from ward_desk.service.returns.words.return_sentence import Sentence
from ward_desk.ui import theme
from ward_desk.ui.asking import WORKING
from ward_desk.ui.widgets import FlowLayout, button, label

SEEN = 6  # sentences seen at once
MORE = 100  # of them put into the list whenever somebody comes to its end: there may be thousands


class _List(QListWidget):
    """Sentences that wrap, each with its tick. Enter opens what a sentence rests on."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("names")  # its boxes to tick look like those of names
        self.setWordWrap(True)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustIgnored)
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(self.row(item)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.currentRow())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def fit(self, first: int = 0) -> None:
        """Give every sentence from the first one on the height that it needs in this width."""
        metrics = QFontMetrics(self.font())
        room = max(theme.px(120), self.viewport().width() - theme.px(52))  # beside the tick
        flags = int(Qt.TextFlag.TextWordWrap)
        self.model().blockSignals(True)  # each height would lay out all the others again
        for place in range(first, self.count()):
            item = self.item(place)
            height = metrics.boundingRect(0, 0, room, 100_000, flags, item.text()).height()
            item.setSizeHint(QSize(room, height + theme.px(8)))
        self.model().blockSignals(False)
        self.scheduleDelayedItemsLayout()


class DraftList(QWidget):
    """The sentences offered for one text."""

    put_in = Signal(str)  # the ticked sentences, as one text
    source_asked = Signal(str, str, str)  # table, id and field of a record to open
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentences: Sequence[Sentence] = ()
        self._most, self._standing = 0, 0
        self.about = label("", "small", wrap=True)
        self.list = _List()
        self.list.setAccessibleName("Sentences from the quarter’s records")
        self.list.setMaximumHeight(QFontMetrics(self.list.font()).height() * 2 * SEEN)
        self.put_button = button("")
        self.close_button = button("Close")
        self.put_button.clicked.connect(self._on_put)
        self.close_button.clicked.connect(self.closed)
        self.list.itemChanged.connect(lambda _item: self._count())
        self.list.opened.connect(self._on_opened)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.list.installEventFilter(self)
        buttons = QWidget()
        line = FlowLayout(buttons)
        for one in (self.put_button, self.close_button):
            line.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(6)
        for widget in (self.about, self.list, buttons):
            column.addWidget(widget)

    def show_draft(self, draft: Draft, standing: int) -> None:
        """Offer the sentences of a draft, those ticked that fit; so many words stand in the text already."""
        self._sentences, self._most, self._standing = draft.sentences, draft.most_words, standing
        self.list.blockSignals(True)
        self.list.clear()
        self.list.blockSignals(False)
        self._add_more()
        self.list.setVisible(bool(draft.sentences))
        self.put_button.setVisible(bool(draft.sentences))
        if draft.sentences:
            self.list.setCurrentRow(0)
        self._count()

    def _add_more(self) -> None:
        """Put the next sentences into the list."""
        first = self.list.count()
        self.list.blockSignals(True)
        for one in self._sentences[first : first + MORE]:
            refs = ", ".join(source.ref for source in one.sources[:3] if source.ref)
            more = f" and {len(one.sources) - 3} more" if len(one.sources) > 3 else ""
            behind = f"  ({refs}{more})" if refs else ""
            item = QListWidgetItem(f"{one.words}{behind}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if one.chosen else Qt.CheckState.Unchecked)
            item.setToolTip(f"{one.heading or 'The whole ward'}. Enter opens what this rests on.")
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.fit(first)

    def _on_row(self, row: int) -> None:
        if row == self.list.count() - 1:
            self._add_more()

    def _on_scrolled(self, to: int) -> None:
        if to == self.list.verticalScrollBar().maximum():
            self._add_more()

    def show_working(self) -> None:
        """Say that the sentences are still to come."""
        self._sentences = ()
        self.list.clear()
        self.list.hide()
        self.put_button.hide()
        self.about.setText(WORKING)

    @property
    def ticked(self) -> list[Sentence]:
        """The sentences that are ticked, in their order."""
        there = self.list.count()
        return [
            one
            for place, one in enumerate(self._sentences)
            if (self.list.item(place).checkState() == Qt.CheckState.Checked if place < there else one.chosen)
        ]

    def _count(self) -> None:
        ticked = self.ticked
        number = len(ticked)
        said = number_of_words(together(ticked)) + self._standing
        there = f" with the {self._standing:,} there" if self._standing else ""
        self.put_button.setText(f"Put {counted(number, 'sentence')} in")
        self.put_button.setEnabled(bool(ticked))
        if not self._sentences:
            self.about.setText("Nothing recorded for this quarter gives a sentence yet.")
        else:
            self.about.setText(
                f"{number:,} of {len(self._sentences):,} sentences ticked,{there} {said:,} words of at most"
                f" {self._most:,}. Space ticks, Enter opens the record. You can edit everything once it is in."
            )

    def _on_put(self) -> None:
        self.put_in.emit(together(self.ticked))

    def _on_opened(self, place: int) -> None:
        if 0 <= place < len(self._sentences):
            source = self._sentences[place].sources[0]
            self.source_asked.emit(source.table, source.row_id, "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return True
        return super().eventFilter(watched, event)

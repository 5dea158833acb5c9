"""Paper pile: how many forms there are, and those typed in last, each of which can be opened and corrected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.core.typed import TypedError, read_number
from ward_desk.service.surveys.paper.survey_forms import Form, Pile, Typed
from ward_desk.ui import theme
from ward_desk.ui.pages.feedback.paper.paper_choices import ENTER
from ward_desk.ui.record.editors import undoes_more
from ward_desk.ui.widgets import ElidedLabel, button, label, row, set_tone

NONE_YET: Final = "Each form you keep stands here, to be opened and put right."
MOST = 1_000_000  # forms in a pile; more is a slip of the hand


class FormsInPile(QWidget):
    """The number of forms in the pile, where it is typed."""

    meant = Signal(object)  # a whole number, or None
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = _Number()
        self.line.setAccessibleName("Forms in the pile")
        self.line.setToolTip("Count the paper forms before you begin")
        self.line.setFixedWidth(theme.px(70))
        self.line.returnPressed.connect(self._on_enter)
        self.line.editingFinished.connect(self._commit)
        self._shown = ""
        words = label("Forms in the pile", "soft")
        words.setBuddy(self.line)
        box = row(words, self.line)
        self.setLayout(box)
        self.setFocusProxy(self.line)

    def load(self, number: int | None) -> None:
        """Show the stored number."""
        if self.line.text() == self._shown:
            self._shown = "" if number is None else str(number)
            self.line.setText(self._shown)

    def _commit(self) -> bool:
        typed = self.line.text().strip()
        if typed == self._shown:
            return True
        try:
            number = read_number(typed) if typed else None
        except TypedError:
            number = -1
        right = number is None or (isinstance(number, int) and 0 < number <= MOST)
        set_tone(self.line, "problem", not right)
        if right:
            self._shown = typed
            self.meant.emit(number)
        return right

    def _on_enter(self) -> None:
        if self._commit():
            self.entered.emit()


class _Number(QLineEdit):
    """A line whose Ctrl+Z is the document's while nothing is half typed."""

    def event(self, event: QEvent) -> bool:
        return False if undoes_more(event, self.isModified()) else super().event(event)


class PileHead(QWidget):
    """Over the form: whose pile it is and how far it is typed in, and what can be done with the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel("", "heading")
        self.standing, self.to_go = label("", "title"), label("", "soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Forms typed in, of those in the pile")
        self.in_pile = FormsInPile()
        self.take_off = button("Remove this form")
        self.done = button("Done", tip="Back to the survey (Esc)")
        self.keep_it = button("Keep this form", main=True, tip="Ctrl+Enter")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.standing)
        head.addWidget(self.to_go, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.take_off)
        head.addWidget(self.keep_it)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(row(self.title, self.in_pile, self.done, stretch=0))
        whole.addLayout(head)
        whole.addWidget(self.bar)

    def tell(self, survey: Row, pile: Pile, form: Form) -> None:
        """Say how far the pile of a survey is, and which form stands below."""
        self.title.set_words(f"Paper forms of {text(survey, 'ref')}  {text(survey, 'title')}")
        name = f"Form {form.number}"
        if form.id and not form.half_typed:
            self.standing.setText(f"Correcting {name.lower()}")
        else:
            self.standing.setText(f"{name} of {pile.of}" if pile.of and form.number <= pile.of else name)
        self.to_go.setText(pile.words)
        self.bar.setVisible(bool(pile.of))
        self.bar.setMaximum(pile.of or 1)
        self.bar.setValue(min(pile.done, pile.of or 0))
        self.bar.setAccessibleDescription(pile.words)
        self.in_pile.load(pile.of)
        self.take_off.setVisible(bool(form.id))


class LastForms(QListWidget):
    """The forms typed in last, the latest first. Enter or a click opens one."""

    open_asked = Signal(str)  # id of the response

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Last forms typed in")
        self.setAccessibleDescription(NONE_YET)
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(theme.px(150))
        self.setObjectName("names")
        self.itemClicked.connect(self._open)

    def load(self, typed: Sequence[Typed], shown: str) -> None:
        """Show the forms, and which of them stands on the screen."""
        wanted = [(one.id, f"{one.number}   {'Half typed' if one.half_typed else one.words}") for one in typed]
        have = [(self.item(n).data(Qt.ItemDataRole.UserRole), self.item(n).text()) for n in range(self.count())]
        if wanted != have:
            self.clear()
            for one, words in wanted:
                item = QListWidgetItem(words)
                item.setData(Qt.ItemDataRole.UserRole, one)
                item.setToolTip(f"Form {words}")
                self.addItem(item)
        ids = [one for one, _ in wanted]
        self.setCurrentRow(ids.index(shown) if shown in ids else -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(theme.colour("soft"))
            room = self.viewport().rect().adjusted(theme.px(8), theme.px(8), -theme.px(8), -theme.px(8))
            painter.drawText(room, int(Qt.TextFlag.TextWordWrap), NONE_YET)
            painter.end()

    def _open(self, item: QListWidgetItem) -> None:
        self.open_asked.emit(str(item.data(Qt.ItemDataRole.UserRole)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in ENTER and item is not None:
            self._open(item)
        else:
            super().keyPressEvent(event)

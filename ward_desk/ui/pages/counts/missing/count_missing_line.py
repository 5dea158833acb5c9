"""Count missing line: one figure that is wanted, with the field it is typed into, or the words why there is none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.service.counts import figure_cell, figure_entry, figure_notes
from ward_desk.service.counts.figures_missing import Missing
from ward_desk.service.document import Document
from ward_desk.store import counts
from ward_desk.ui import theme
from ward_desk.ui.record.editors import undoes_more
from ward_desk.ui.widgets import ElidedLabel, label, row, set_tone

_AMONG_LETTERS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class FigureBox(QLineEdit):
    """The field. Its keys are those of a list: Enter and the arrows go on, F4 says why there is no figure."""

    stepped = Signal(int)
    reason_asked = Signal()
    escaped = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.takes_n = True  # whether "n" in it, while empty, says that there is no figure

    def event(self, event: QEvent) -> bool:
        return False if undoes_more(event, self.isModified()) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = not event.modifiers() & ~_AMONG_LETTERS
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_F4 or (self.takes_n and plain and event.text() in ("n", "N") and not self.text()):
            self.reason_asked.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class MissingLine(QWidget):
    """One line of the list. What is typed is kept when the field is left; what is no figure stays and is said."""

    kept = Signal()
    stepped = Signal(int)  # to the line before or after
    closed = Signal()  # Esc with nothing half typed
    typing = Signal(str, str, str)  # count, period, text so far; "" when it is as stored again

    def __init__(self, doc: Document, wanted: Missing) -> None:
        super().__init__()
        self._doc, self.wanted = doc, wanted
        self.count = text(wanted.count, "id")
        self.done = False
        self._stored = ""
        self._reason = False  # whether the words say why there is no figure
        self.tick = label("")
        self.tick.setFixedWidth(theme.px(22))
        self.name = ElidedLabel(f"{text(wanted.count, 'ref')}  {text(wanted.count, 'name')}")
        beside = [f"last {wanted.last}"] if wanted.last else []
        beside += [f"baseline {wanted.baseline}"] if wanted.baseline else []
        beside += list(filter(None, (text(wanted.count, "owner"), text(wanted.count, "source"))))
        self.small = ElidedLabel(" · ".join(filter(None, beside)), "small")
        self.box = FigureBox()
        self.box.setAccessibleName(f"{text(wanted.count, 'name')}, {wanted.period}")
        self.note = label("", "problem", wrap=True)
        self.note.hide()
        self._build()
        self._show_way()
        self.box.returnPressed.connect(self._on_return)
        self.box.stepped.connect(self._on_stepped)
        self.box.left.connect(self.keep)
        self.box.reason_asked.connect(self.ask_reason)
        self.box.escaped.connect(self._on_escaped)
        self.box.textEdited.connect(self._on_edited)

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.name)
        words.addWidget(self.small)
        field = QVBoxLayout()
        field.setSpacing(2)
        field.addWidget(self.box)
        field.addWidget(self.note)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setMinimumWidth(theme.px(150))
        line = row(self.tick)
        line.setContentsMargins(0, 4, 0, 4)
        line.addLayout(words, 3)
        line.addLayout(field, 2)
        self.setLayout(line)

    @property
    def pending(self) -> bool:
        """Whether something is typed that is not kept yet."""
        return self.box.text().strip() != self._stored

    def show_stored(self) -> None:
        """Show what the document holds now; what is half typed stays."""
        found = counts.figure_for(self._doc.store, self.count, self.wanted.key)
        number = figure_cell.number_words(found, self.wanted.count) if found else ""
        why = text(found, "unavailable") if found and not number else ""
        pending = self.pending
        self._stored = number or why
        self.done = bool(self._stored)
        if not pending:
            self._reason = bool(why)
            self.box.setText(self._stored)
            self.box.setModified(False)
            self._refuse("")
        self._show_way()

    def ask_reason(self) -> None:
        """The words that follow say why there is no figure."""
        self._reason = True
        if self.box.text().strip() and not self.pending:
            self.box.selectAll()
        self._refuse("")
        self._show_way()

    def keep(self) -> bool:
        """Keep what is typed. False when it is no figure: it stays in the field."""
        words = self.box.text().strip()
        if not self.pending or self._doc.read_only:
            return not self.note.text()
        key = self.wanted.key
        before, self._stored = self._stored, words  # the document tells of the change before this comes back
        try:
            if self._reason and words:
                figure_notes.explain(self._doc, self.count, key, "unavailable", words)
            else:
                figure_entry.set_figure(self._doc, self.count, key, words, unavailable="")
        except KnownError as error:
            self._stored = before
            self._refuse(error.happened)
            return False
        self._reason = self._reason and bool(words)
        self.show_stored()
        self.typing.emit(self.count, key, "")
        self.kept.emit()
        return True

    def _refuse(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))
        set_tone(self.box, "problem", bool(sentence))
        self.box.setAccessibleDescription(sentence)

    def _show_way(self) -> None:
        self.tick.setText("✓" if self.done else "")
        self.tick.setAccessibleName("Done" if self.done else "Wanted")
        self.box.takes_n = not self._reason
        self.box.setPlaceholderText("not available, because …" if self._reason else "")

    def _on_return(self) -> None:
        if self.keep():
            self.stepped.emit(1)

    def _on_stepped(self, by: int) -> None:
        self.keep()
        self.stepped.emit(by)

    def _on_edited(self, words: str) -> None:
        self._refuse("")
        self.typing.emit(self.count, self.wanted.key, words if self.pending else "")

    def _on_escaped(self) -> None:
        if not self.pending and not (self._reason and not self.done):
            self.closed.emit()
            return
        self._reason = False
        self.box.setText(self._stored)
        self.typing.emit(self.count, self.wanted.key, "")
        self.show_stored()

    def focus(self) -> None:
        """Put the keyboard into the field."""
        self.box.setFocus(Qt.FocusReason.TabFocusReason)
        self.box.selectAll()

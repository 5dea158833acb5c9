"""Paper asks: one line of a paper form: what is asked, and where its answer is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ward_desk.core.fields import shown_day
from ward_desk.core.privacy import redact_all, scan
from ward_desk.core.typed import TypedError, read_date, read_number
from ward_desk.ui import theme
from ward_desk.ui.pages.feedback.paper.paper_choices import PaperChoices, way
from ward_desk.ui.record.editors import undoes_more
from ward_desk.ui.widgets import button, label, set_tone

TAKE_OUT = "Take out what looks personal (Alt+T)"
Read = Callable[[str], str]  # what is stored for what was typed; raises TypedError
_TALL = 3  # lines of free text
_PAGES = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)  # keys of the pile


class PaperLine(QLineEdit):
    """One line of a form: a number, a day, an area. `read` makes what is stored of what was typed."""

    changed = Signal()
    went = Signal(int)
    take_out_asked = Signal()

    def __init__(self, name: str, read: Read, show: Callable[[str], str], hint: str = "") -> None:
        super().__init__()
        self._read, self._show, self._stored = read, show, ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.textEdited.connect(lambda _: self.changed.emit())

    def load(self, value: str | list[str] | None) -> None:
        """Show a stored value."""
        self._stored = " + ".join(value) if isinstance(value, list) else value or ""
        self.setText(self._show(self._stored))

    @property
    def value(self) -> str:
        """What is stored for what stands here. Raises TypedError."""
        typed = " ".join(self.text().split())
        return self._stored if typed == self._show(self._stored) else self._read(typed) if typed else ""

    @property
    def rough(self) -> str:
        """What stands here, whether it can be read or not."""
        try:
            return self.value
        except TypedError:
            return self.text()

    def event(self, event: QEvent) -> bool:
        if _is_take_out(event):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.take_out_asked.emit()
            return True
        return False if undoes_more(event, self.isUndoAvailable()) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        go = way(event)
        if go:
            self.went.emit(go)
        else:
            super().keyPressEvent(event)


class PaperWords(QPlainTextEdit):
    """What somebody wrote on a form. Enter goes on; Up and Down leave it from its first and last line."""

    changed = Signal()
    went = Signal(int)
    take_out_asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText("In their words. Nothing that says who wrote it.")
        self.setTabChangesFocus(True)
        self.textChanged.connect(self.changed)

    def load(self, value: str | list[str] | None) -> None:
        """Show stored words."""
        self.blockSignals(True)
        self.setPlainText(str(value or ""))
        self.blockSignals(False)

    @property
    def value(self) -> str:
        """The words, without spaces and empty lines around them."""
        return self.toPlainText().strip()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * _TALL + theme.px(16))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if _is_take_out(event):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.take_out_asked.emit()
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _PAGES:
            event.ignore()
            return True
        return False if undoes_more(event, self.document().isUndoAvailable()) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        go = way(event)
        if go and not (event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._has_line(go)):
            self.went.emit(go)
        else:
            super().keyPressEvent(event)

    def _has_line(self, go: int) -> bool:
        """Whether there is another line that way."""
        up, down = QTextCursor.MoveOperation.Up, QTextCursor.MoveOperation.Down
        return QTextCursor(self.textCursor()).movePosition(up if go < 0 else down)


def _is_take_out(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        and event.key() == Qt.Key.Key_T
        and event.modifiers() == Qt.KeyboardModifier.AltModifier
    )


class PaperAsk(QWidget):
    """What is asked, its answer, and what is wrong with it. `id` is a question's, or the name of a response's field."""

    changed = Signal()
    went = Signal(int)

    def __init__(self, ask: str, words: str, editor: PaperChoices | PaperLine | PaperWords, note: str = "") -> None:
        super().__init__()
        self.id, self.editor = ask, editor
        self.words = label(words, "", wrap=True)
        self.words.setFont(theme.font(bold=True))
        self.note = label(note, "small", wrap=True)
        self.problem = label("", "problem", wrap=True)
        self.found = label("", "warning", wrap=True)
        self.take_out = button(TAKE_OUT)
        self.take_out.clicked.connect(self.clear_personal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(4)
        column.addWidget(self.words)
        for one in (self.note, editor, self.problem):
            column.addWidget(one)
        column.addWidget(self.found)
        column.addWidget(self.take_out, 0, Qt.AlignmentFlag.AlignLeft)
        for hidden in (self.problem, self.found, self.take_out):
            hidden.hide()
        if not note:
            self.note.hide()
        editor.went.connect(self._on_went)
        editor.changed.connect(self._on_changed)
        if not isinstance(editor, PaperChoices):
            editor.take_out_asked.connect(self.clear_personal)

    def minimumSizeHint(self) -> QSize:
        # Its height follows its width; what the narrowest would need is no least height.
        return QSize(super().minimumSizeHint().width(), self.fontMetrics().height() * 2)

    def load(self, value: str | list[str] | None) -> None:
        """Show a stored answer."""
        self.editor.load(value)
        self._complain("")
        self._scan()

    @property
    def value(self) -> str | list[str]:
        """The answer as it is stored; what can't be read yet stands as it was typed."""
        return self.editor.rough if isinstance(self.editor, PaperLine) else self.editor.value

    def check(self) -> bool:
        """Whether the answer can be read. What is wrong with it is said beside it."""
        try:
            value = self.editor.value
        except TypedError as error:
            self._complain(str(error))
            return False
        if isinstance(self.editor, PaperLine):
            self.editor.load(value)  # as it is stored: "1" becomes the area it stands for
        self._complain("")
        return True

    def clear_personal(self) -> None:
        """Take out what looks personal."""
        if isinstance(self.editor, PaperLine):
            self.editor.setText(redact_all(self.editor.text()))
            self._on_changed()
        elif isinstance(self.editor, PaperWords):
            self.editor.setPlainText(redact_all(self.editor.toPlainText()))

    def _on_went(self, way_there: int) -> None:
        if self.check() or way_there < 0:
            self.went.emit(way_there)

    def _on_changed(self) -> None:
        self._complain("")
        self._scan()
        self.changed.emit()

    def _complain(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        set_tone(self.editor, "problem", bool(sentence))

    def _scan(self) -> None:
        typed = "" if isinstance(self.editor, PaperChoices) else (
            self.editor.text() if isinstance(self.editor, PaperLine) else self.editor.toPlainText()
        )  # fmt: skip
        finds = scan(typed)
        self.found.setText(f"“{finds[0].text}” looks personal. Take it out: nothing may say who wrote it."
                           if finds else "")  # fmt: skip
        self.found.setVisible(bool(finds))
        self.take_out.setVisible(bool(finds))


def number_line(name: str) -> PaperLine:
    """A number, stored without thousands commas."""
    return PaperLine(name, lambda typed: str(read_number(typed)), str)


def day_line(name: str, today: date) -> PaperLine:
    """A day, stored as an ISO date."""
    return PaperLine(name, lambda typed: read_date(typed, today).isoformat(), shown_day, "Such as 13/12 or 13 Dec")


def words_line(name: str) -> PaperLine:
    """A few words, stored as they are."""
    return PaperLine(name, str, str)


class AreaAsk(PaperAsk):
    """The area: the number of one that came up before, or its name."""

    def __init__(self, ask: str, words: str, known: Sequence[str]) -> None:
        self._known: tuple[str, ...] = ()
        super().__init__(ask, words, PaperLine(words, self._read, str, "Its number, or its name"), " ")
        self.name(known)

    def name(self, known: Sequence[str]) -> None:
        """Number the areas that came up so far."""
        self._known = tuple(known)
        numbered = " · ".join(f"{n} {one}" for n, one in enumerate(known, 1))
        self.note.setText(numbered or "A neighbourhood, never an address.")

    def _read(self, typed: str) -> str:
        return dict(enumerate(self._known, 1)).get(int(typed), typed) if typed.isdecimal() else typed

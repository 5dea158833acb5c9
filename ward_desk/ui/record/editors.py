"""Editors: the control of one field of a record, by the field's kind, each with the same few verbs.

An editor holds what is typed until it is finished with; it never refuses a letter and never throws text away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QCompleter, QLineEdit, QPlainTextEdit, QToolTip, QWidget

from ward_desk.core.errors import NotUnderstoodError
from ward_desk.core.records import Field, Value
from ward_desk.ui import theme
from ward_desk.ui.record import field_text
from ward_desk.ui.widgets import Choice, set_tone

MOST_LINES = 12  # of several lines of text, before they scroll
_EDGES: Final = 22  # px at 100 % of a line that show no text
Options = Sequence[tuple[Value, str]]


class Editor(QObject):
    """One field's control. `widget` goes into the form; the rest is what the form needs to know of it."""

    committed = Signal(object)  # the value now meant, ready to store; only when it differs from the stored one
    refused = Signal(str)  # what was typed cannot be read: the sentence to show, "" when it can again
    typing = Signal(str)  # the text so far

    widget: QWidget

    def __init__(self, field: Field, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.stored: Value = field.empty

    def load(self, value: Value) -> None:
        """Show a stored value, and drop what was half typed."""
        raise NotImplementedError

    def text(self) -> str:
        """What stands in the control now."""
        raise NotImplementedError

    def words_of(self, value: Value) -> str:
        """What the control would say of a value."""
        return field_text.show(self.field, value)

    @property
    def pending(self) -> bool:
        """Whether something is typed that is not kept yet."""
        return False

    def commit(self) -> None:
        """Finish what is typed, as leaving the field does."""

    def check(self) -> None:
        """Say whether what is typed can be read, without keeping it."""

    def restore_text(self, text: str) -> None:
        """Put half-typed text back, as it was before a crash."""

    def set_read_only(self, read_only: bool) -> None:
        """Show only."""
        self.widget.setEnabled(not read_only)

    def set_placeholder(self, words: str) -> None:
        """Say something where nothing is typed; controls that are never empty say nothing."""

    def set_problem(self, problem: bool) -> None:
        """Draw the control as one with a problem."""
        set_tone(self.widget, "problem", problem)
        self.widget.update()


def undoes_more(event: QEvent, modified: bool) -> bool:
    """Whether a key asks for the document's undo or redo: a field with nothing half typed leaves those to it."""
    if modified or event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    event.ignore()
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class _Line(QLineEdit):
    """A line that says when it is left, and takes Esc as "as it was"."""

    left = Signal()
    escaped = Signal()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.is_cut:
            QToolTip.showText(event.globalPos(), f"{self.text()}\n{self.toolTip()}".strip(), self)
            return True
        return False if undoes_more(event, self.isModified()) else super().event(event)

    @property
    def is_cut(self) -> bool:
        """Whether the text is longer than the line shows."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.width() - theme.px(_EDGES)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # A menu over the window, or another window in front, is not leaving the field.
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class Lines(QPlainTextEdit):
    """Several lines, as tall as their text up to a limit; Tab goes to the next field."""

    left = Signal()
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.document().contentsChanged.connect(self.grow)

    def event(self, event: QEvent) -> bool:
        return False if undoes_more(event, self.document().isModified()) else super().event(event)

    def grow(self) -> None:
        """Be as tall as the text."""
        line = self.fontMetrics().lineSpacing()
        lines = round(self.document().size().height())
        # A bar that comes before it is needed would make the lines shorter, and so itself needed.
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if lines > MOST_LINES else policy.ScrollBarAlwaysOff)
        shown = min(MOST_LINES, max(2, lines))
        self.setFixedHeight(shown * line + theme.px(20))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape and self.document().isModified():
            self.escaped.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class TypedEditor(Editor):
    """Words, dates, numbers and money: whatever is typed and read when it is finished."""

    def __init__(self, field: Field, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(field, parent)
        self._today = today
        self._shown = ""
        self._control: _Line | Lines = Lines() if field.kind == "long" else _Line()
        self.widget = self._control
        self._control.left.connect(self.commit)
        self._control.escaped.connect(self._revert)
        if isinstance(self._control, _Line):
            self._control.returnPressed.connect(self.commit)
            self._control.textEdited.connect(self.typing)
        else:
            self._control.textChanged.connect(self._on_changed)

    def load(self, value: Value) -> None:
        self.stored = value
        self._shown = self.words_of(value)
        self._put(self._shown, modified=False)
        self.refused.emit("")

    def _read(self, text: str) -> Value:
        return field_text.read(self.field, text, self._today())

    def _keep(self, value: Value) -> None:
        self.committed.emit(value)

    def _put(self, text: str, *, modified: bool) -> None:
        if self.text() == text:  # someone's cursor may be in it
            self._set_modified(modified)
            return
        if isinstance(self._control, _Line):
            self._control.setText(text)
            self._control.setCursorPosition(0)
        else:
            self._control.blockSignals(True)
            self._control.setPlainText(text)
            self._control.blockSignals(False)
            self._control.grow()
        self._set_modified(modified)

    def _set_modified(self, modified: bool) -> None:
        if isinstance(self._control, _Line):
            self._control.setModified(modified)
        else:
            self._control.document().setModified(modified)

    def text(self) -> str:
        return self._control.text() if isinstance(self._control, _Line) else self._control.toPlainText()

    @property
    def pending(self) -> bool:
        return self.text() != self._shown

    def commit(self) -> None:
        if not self.pending:
            self.refused.emit("")
            return
        try:
            value = self._read(self.text())
        except NotUnderstoodError as error:
            self.refused.emit(str(error))
            return
        if value == self.stored:
            self.load(self.stored)
            return
        self.refused.emit("")
        # While it is being stored the record is loaded again; what stands here is not half typed any more.
        self._shown = self.text()
        self._keep(value)
        if self.stored != value:  # it could not be stored: it stays here, still to be kept
            self._shown = self.words_of(self.stored)

    def check(self) -> None:
        try:
            self._read(self.text())
        except NotUnderstoodError as error:
            self.refused.emit(str(error))
        else:
            self.refused.emit("")

    def restore_text(self, text: str) -> None:
        self._put(text, modified=True)
        self.typing.emit(text)

    def set_placeholder(self, words: str) -> None:
        self._control.setPlaceholderText(words)

    def set_read_only(self, read_only: bool) -> None:
        # Still reachable by keyboard, so that what it holds can be read out and copied.
        self._control.setReadOnly(read_only)
        set_tone(self._control, "locked", read_only)

    def _revert(self) -> None:
        self.load(self.stored)
        self.typing.emit("")

    def _on_changed(self) -> None:
        self.typing.emit(self.text())


class ChoiceEditor(Editor):
    """One out of a list: a choice by its code, or a link to another record."""

    def __init__(self, field: Field, options: Callable[[], Options], parent: QObject | None = None) -> None:
        super().__init__(field, parent)
        self._options = options
        self._box = Choice()
        self.widget = self._box
        self._box.activated.connect(self._on_activated)

    def load(self, value: Value) -> None:
        self.stored = value
        options = list(self._options())
        can_be_empty = not (self.field.kind == "choice" and self.field.required)
        if can_be_empty or value == self.field.empty:
            options.insert(0, (self.field.empty, "–"))
        if value not in [one for one, _ in options]:
            options.append((value, str(value)))
        self._box.fill(options, value)

    def text(self) -> str:
        return self._box.currentText()

    def _on_activated(self, place: int) -> None:
        value = self._box.itemData(place)
        if value != self.stored:
            self.committed.emit(value)
            if self.stored != value:  # it could not be stored
                self.load(self.stored)


class NamedEditor(TypedEditor):
    """A link that is typed by name, with completion; a name nobody has yet makes a new record."""

    named = Signal(str)  # a name that no record offered has

    def __init__(self, field: Field, options: Callable[[], Options], parent: QObject | None = None) -> None:
        super().__init__(field, date.today, parent)
        self._options = options
        self._offered: list[tuple[Value, str]] = []
        assert isinstance(self._control, _Line)
        self._names = names_completer(self._control)

    def load(self, value: Value) -> None:
        self._offered = [(one, words) for one, words in self._options() if one != self.field.empty]
        offer_names(self._names, [words for _, words in self._offered])
        super().load(value)

    def words_of(self, value: Value) -> str:
        return next((words for one, words in self._offered if one == value), "")

    def _read(self, text: str) -> Value:
        typed = " ".join(text.split())
        if not typed:
            return self.field.empty
        found = (one for one, words in self._offered if words.casefold() == typed.casefold())
        return next(found, _NEW)

    def _keep(self, value: Value) -> None:
        if value is _NEW:
            self.named.emit(" ".join(self.text().split()))
        else:
            super()._keep(value)


_NEW: Final = "\0"  # stands for a record that is still to be made; no record has such an id


def names_completer(box: QLineEdit) -> QCompleter:
    """Offer names under a box as they are typed, whatever part of them is typed, in any case of letters."""
    completer = QCompleter([], box)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    popup = completer.popup()
    assert popup is not None
    popup.setObjectName("names")
    box.setCompleter(completer)
    return completer


def offer_names(completer: QCompleter, names: Sequence[str]) -> None:
    """Change the names offered."""
    model = completer.model()
    if isinstance(model, QStringListModel) and model.stringList() != list(names):
        model.setStringList(names)


class NameLine(_Line):
    """A line that takes names, one after another: with Enter, by choosing one offered, or by leaving the line. Esc
    empties it."""

    entered = Signal(str)  # whoever takes the name calls `clear_name`; a name that is refused stays to be mended

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.names = names_completer(self)
        self.returnPressed.connect(self.enter_name)
        self.left.connect(self.enter_name)
        self.escaped.connect(self.clear_name)
        # Only later: the completer puts the chosen name into the line after Enter has been dealt with.
        self.names.activated.connect(self.enter_name, Qt.ConnectionType.QueuedConnection)

    def enter_name(self) -> None:
        """Hand over what is typed, if anything is."""
        typed = " ".join(self.text().split())
        if typed:
            self.entered.emit(typed)

    def clear_name(self) -> None:
        """Be empty, for the next name."""
        self.setText("")
        popup = self.names.popup()
        assert popup is not None
        popup.hide()


class FlagEditor(Editor):
    """Yes or no."""

    def __init__(self, field: Field, parent: QObject | None = None) -> None:
        super().__init__(field, parent)
        self._box = QCheckBox()
        self.widget = self._box
        self._box.clicked.connect(self._on_clicked)

    def load(self, value: Value) -> None:
        self.stored = value
        self._box.setChecked(bool(value))

    def text(self) -> str:
        return "Yes" if self._box.isChecked() else "No"

    def _on_clicked(self, on: bool) -> None:
        if int(on) != self.stored:
            self.committed.emit(int(on))
            if self.stored != int(on):  # it could not be stored
                self.load(self.stored)

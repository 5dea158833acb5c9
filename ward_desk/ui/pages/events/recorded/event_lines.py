"""Event lines: the lines numbers are typed into in a hall: a count, a stepper."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from ward_desk.core.typed import TypedError, read_count, show_count
from ward_desk.ui import theme
from ward_desk.ui.record.editors import undoes_more
from ward_desk.ui.widgets import button, set_tone

MOST = 1_000_000_000  # a number beyond this is a slip of the hand
HOLD_MS = 900  # presses of + and - that follow each other this closely are kept as one change
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {"+": 1, "-": -1}
_KEEPS_FOCUS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class CountLine(QLineEdit):
    """A number as people count: 50, about 50, 50+. Emptied, it means there is no number; that is not nought."""

    meant = Signal(object, str)  # number or None, precision
    refused = Signal(str)  # the sentence to show, "" when it can be read again
    typing = Signal(str)
    entered = Signal()  # Enter, after what was typed is kept

    def __init__(self, name: str, *, whole: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAccessibleDescription("50, about 50 or 50+. Plus and minus, or the up and down keys, change it by one.")
        self._whole = whole
        self._stored: tuple[float | None, str] = (None, "exact")
        self._shown = ""
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD_MS)
        self._hold.timeout.connect(self.commit)
        self.textEdited.connect(self.typing)
        self.returnPressed.connect(self._on_enter)

    def load(self, number: float | None, precision: str = "exact", *, fresh: bool = False) -> None:
        """Show a stored number. What is half typed stays, unless `fresh`: then it belongs to another record."""
        pending = self.pending and not fresh
        self._stored = (None, "exact") if number is None else (_plain(number), precision or "exact")
        self._shown = _show(self._stored)
        if not pending and self.text() != self._shown:
            self._hold.stop()
            self.setText(self._shown)
            self.setModified(False)
        if not pending:
            self._refuse("")

    @property
    def pending(self) -> bool:
        """Whether something stands here that is not kept yet."""
        return self.text() != self._shown

    def step(self, by: int) -> None:
        """Count one more or one fewer, keeping about or at least. Kept a moment after the last press."""
        try:
            number, precision = self._read()
        except TypedError as error:
            self._refuse(str(error))
            return
        if number is None and by < 0:  # one fewer than nobody knows is not nought
            return
        self.setText(show_count(max(0, (number or 0) + by), precision))
        self.setModified(True)
        self._refuse("")
        self.typing.emit(self.text())
        self._hold.start()

    def commit(self) -> None:
        """Finish what is typed, as leaving the line does."""
        self._hold.stop()
        if not self.pending:
            self._refuse("")
            return
        try:
            number, precision = self._read()
        except TypedError as error:
            self._refuse(str(error))
            return
        self._refuse("")
        if (number, precision) == self._stored:
            self.load(*self._stored, fresh=True)
            self.typing.emit("")
            return
        # While it is being stored the record is shown again; what stands here is not half typed any more.
        self._shown = self.text()
        self.setModified(False)
        self.meant.emit(number, precision)
        if self._stored != (number, precision):  # it could not be stored: it stays here, still to be kept
            self._shown = _show(self._stored)
        else:
            self.typing.emit("")

    def restore_text(self, text: str) -> None:
        """Put a half-typed number back, as it was before a crash."""
        self.setText(text)
        self.setModified(True)
        self.typing.emit(text)

    def _read(self) -> tuple[float | None, str]:
        if not self.text().strip():
            return None, "exact"
        number, precision = read_count(self.text())
        if self._whole and number != int(number):
            raise TypedError(f"“{self.text().strip()}” is not a whole number. Type it without a decimal point.")
        if number > MOST:
            raise TypedError(f"“{self.text().strip()}” is more than the desk can hold. Check the number.")
        return _plain(number), precision

    def _refuse(self, sentence: str) -> None:
        set_tone(self, "problem", bool(sentence))
        self.refused.emit(sentence)

    @property
    def _steps(self) -> bool:
        """Whether a plus or minus counts on. Behind a number being typed a plus says "or more"; a minus where there is
        no number is typed, and told."""
        return not self.isReadOnly() and (not self.pending or self._hold.isActive())

    def _on_enter(self) -> None:
        self.commit()
        if not self.pending:
            self.entered.emit()

    def event(self, event: QEvent) -> bool:
        return False if undoes_more(event, self.isModified()) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.pending:
            self._hold.stop()
            self.setText(self._shown)
            self.setModified(False)
            self._refuse("")
            self.typing.emit("")
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.isReadOnly():
            self.step(1 if event.key() == Qt.Key.Key_Up else -1)
        elif event.text() in _STEPS and self._steps and (self.text() or event.text() == "+"):
            self.step(_STEPS[event.text()])
        else:
            if event.text():  # what is typed behind a step is finished by leaving it
                self._hold.stop()
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _KEEPS_FOCUS:
            self.commit()


class Stepper(QWidget):
    """A count with a button for one fewer and one for one more. The keyboard stays in the number: Up and Down count."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = CountLine(name, whole=True)
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.line.setStyleSheet("padding-left: 2px; padding-right: 2px;")
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fewer, self.more = button("–", tip="One fewer (– or Down)"), button("+", tip="One more (+ or Up)")
        self.fewer.setAccessibleName(f"One fewer: {name}")
        self.more.setAccessibleName(f"One more: {name}")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        for one, by in ((self.fewer, -1), (self.more, 1)):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            one.setFixedWidth(theme.px(28))
            one.setStyleSheet("padding: 5px 0px;")
            one.setAutoRepeat(True)
            one.clicked.connect(lambda _=False, n=by: self.line.step(n))
        box.addWidget(self.fewer)
        box.addWidget(self.line)
        box.addWidget(self.more)

    def set_read_only(self, read_only: bool) -> None:
        """Show only."""
        self.line.setReadOnly(read_only)
        self.fewer.setEnabled(not read_only)
        self.more.setEnabled(not read_only)


def _show(stored: tuple[float | None, str]) -> str:
    number, precision = stored
    return "" if number is None else show_count(number, precision)


def _plain(number: float) -> float:
    return int(number) if float(number).is_integer() else number

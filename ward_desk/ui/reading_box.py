"""Reading box: words that need more room than a message has, such as the help of a page. They scroll."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from ward_desk.ui import theme
from ward_desk.ui.widgets import label

_Step = QAbstractSlider.SliderAction
_STEPS: Final = {
    Qt.Key.Key_Up: _Step.SliderSingleStepSub, Qt.Key.Key_Down: _Step.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: _Step.SliderPageStepSub, Qt.Key.Key_PageDown: _Step.SliderPageStepAdd,
    Qt.Key.Key_Space: _Step.SliderPageStepAdd, Qt.Key.Key_Home: _Step.SliderToMinimum,
    Qt.Key.Key_End: _Step.SliderToMaximum,
}  # fmt: skip
LETTERS: Final = 320  # more of them are read in this box
LINES: Final = 8
_WIDE: Final = 560  # px at 100 %
_SHARE: Final = 0.85  # of the screen, or of the window it stands over, the most it takes at first


def is_long(words: str) -> bool:
    """Whether words would make a message that is hard to read, or higher than a small screen."""
    return len(words) > LETTERS or words.count("\n") >= LINES


class ReadingBox(QDialog):
    """A heading and words to read. Arrow keys, Page Up and Page Down, Home and End go through them, Esc and Enter
    close it; text can be marked and copied, and the box can be made larger."""

    def __init__(self, parent: QWidget | None, heading: str, words: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Ward Desk")
        self.setSizeGripEnabled(True)
        self.heading = label(heading, "heading", wrap=True)
        self.words = _Words(words)
        self.words.setAccessibleName(heading)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.close_button = buttons.button(QDialogButtonBox.StandardButton.Close)
        self.close_button.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(8)
        for one in (self.heading, self.words, buttons):
            column.addWidget(one)
        column.setStretch(1, 1)
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resize(self._at_first())

    def _at_first(self) -> QSize:
        """As high as the words, within what there is room for."""
        parent = self.parentWidget()
        most = (parent.window().size() if parent else self.screen().availableSize()) * _SHARE
        wide = min(theme.px(_WIDE), most.width())
        inside, metrics = wide - theme.px(70), QFontMetrics(self.words.font())
        flags = int(Qt.TextFlag.TextWordWrap)
        high = metrics.boundingRect(0, 0, inside, 1 << 20, flags, self.words.toPlainText()).height()
        return QSize(wide, min(most.height(), high + metrics.lineSpacing() * 2 + theme.px(130)))


class _Words(QPlainTextEdit):
    """The words. Keys scroll them: there is no cursor to move; Tab goes on to the button."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:  # with Shift they mark text
            super().keyPressEvent(event)
        else:
            self.verticalScrollBar().triggerAction(step)

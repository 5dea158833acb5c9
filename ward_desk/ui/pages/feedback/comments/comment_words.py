"""Comment words: what one person wrote, whole, with what looks personal marked where it stands."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from ward_desk.core.rules import finds
from ward_desk.service.surveys.comments.survey_rules import AFTER, BEFORE
from ward_desk.ui import theme

_AROUND = 70  # characters shown before and after the first word that was caught


def personal(words: str) -> list[str]:
    """What in a comment looks personal, as it stands there."""
    return [find.text for find in finds("comment", "words", words)]


def caught(words: str) -> str:
    """What a comment says as rich text, with the words between BEFORE and AFTER marked; a long one is cut around the
    first of them."""
    plain = " ".join(words.split())
    at, end = plain.find(BEFORE), plain.find(AFTER)
    start, stop = max(0, at - _AROUND), min(len(plain), end + _AROUND)
    shown = f"{'…' if start else ''}{plain[start:stop]}{'…' if stop < len(plain) else ''}"
    ground = theme.colour("accent_ground").name()
    ink = theme.colour("accent").name()
    return (
        escape(shown)
        .replace(BEFORE, f'<span style="background-color:{ground}; color:{ink}; font-weight:600">')
        .replace(AFTER, "</span>")
    )


class CommentWords(QLabel):
    """The words of a comment: they can be chosen and copied. What looks personal stands on amber."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setAccessibleName("What they wrote")
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def load(self, words: str) -> None:
        """Show what was written."""
        self._words = words
        self.setAccessibleDescription(words)
        self._mark()

    def _mark(self) -> None:
        ground, ink = theme.colour("amber_ground").name(), theme.colour("amber_ink").name()
        parts, reached = [], 0
        for find in finds("comment", "words", self._words):
            parts.append(escape(self._words[reached : find.start]))
            parts.append(f'<span style="background-color:{ground}; color:{ink}"><b>{escape(find.text)}</b></span>')
            reached = find.end
        parts.append(escape(self._words[reached:]))
        self.setText("".join(parts).replace("\n", "<br>"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._words:
            self._mark()

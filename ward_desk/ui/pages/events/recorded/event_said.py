"""What residents told us: the comments heard at an event, and the line the next one is typed into with its theme."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.core.comment_words import read_comment
from ward_desk.core.privacy import redact_all, scan
from ward_desk.core.records import Row
from ward_desk.ui import theme
from ward_desk.ui.pages.events.recorded.event_comment import Comment
from ward_desk.ui.pages.events.recorded.event_theme_pick import Theme, ThemePick
from ward_desk.ui.record.add_line import AddLine
from ward_desk.ui.record.editors import Options
from ward_desk.ui.record.record_part import TAKE_OUT
from ward_desk.ui.widgets import button, label


class _CommentLine(AddLine):
    """The line a comment is typed into. Alt and a digit choose its theme; there that is no key of the page."""

    digit = Signal(int)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _digit(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = _digit(event)
        if digit is None:
            super().keyPressEvent(event)
        else:
            self.digit.emit(digit)


def _digit(event: QKeyEvent) -> int | None:
    place = event.key() - Qt.Key.Key_0
    return place if event.modifiers() == Qt.KeyboardModifier.AltModifier and 0 <= place <= 9 else None


class WhatWasSaid(QWidget):
    """The comments of one event. It says what is meant; the page stores it."""

    added = Signal(str, list)  # words, ids of their themes
    typing = Signal(str)  # words so far
    passed = Signal()  # Enter in the empty line
    theme_asked = Signal(str, str)  # feedback, theme or ""
    open_asked = Signal(str, str)  # table, id
    action_asked = Signal(str)  # feedback: make an action from it
    link_asked = Signal(str, str)  # feedback, action
    remove_asked = Signal(str)  # feedback
    take_out_asked = Signal(str)  # feedback

    def __init__(self, actions: Callable[[], Options], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._event, self._default, self._picked = "", "", ""
        self._themes: tuple[Theme, ...] = ()
        self.comments: dict[str, Comment] = {}
        self._spare: list[Comment] = []  # lines of comments shown before; making them anew takes a while
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.nothing = label(_NOTHING, "soft", wrap=True)
        column.addWidget(self.nothing)
        self._lines = QWidget()
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        column.addWidget(self._lines)
        self.box = _CommentLine("New comment", "Type a comment and press Enter…")
        self.box.setAccessibleDescription("Alt and a number, or #theme at the end, put it under a theme.")
        self.box.setToolTip("Alt+1, Alt+2… or #theme at the end put it under that theme")
        self.theme = ThemePick("Theme of the new comment")
        self.box.returnPressed.connect(self.commit)
        self.box.passed.connect(self.passed)
        self.box.digit.connect(self.theme.pick)
        self.box.textChanged.connect(self._on_text)
        self.theme.picked.connect(self._on_picked)
        self._new = QWidget()
        line = QHBoxLayout(self._new)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.box, 1)
        line.addWidget(self.theme)
        column.addWidget(self._new)
        self.note = label("", "warning", wrap=True)
        self.take_out = button(TAKE_OUT)
        self.take_out.setAutoDefault(True)
        self.take_out.clicked.connect(lambda: self.box.setText(redact_all(self.box.text())))
        column.addWidget(self.note)
        column.addWidget(self.take_out, 0, Qt.AlignmentFlag.AlignLeft)
        self.note.hide()
        self.take_out.hide()

    def load(
        self, event: str, rows: Sequence[Row], themes: tuple[Theme, ...], default: str, *, read_only: bool = False
    ) -> None:
        """Show the comments of an event; the next one goes under the theme `default` unless another is chosen."""
        self._new.setVisible(not read_only)
        self.box.setVisible(not read_only)
        if event != self._event or themes != self._themes or default != self._default:
            self._picked = self._picked if event == self._event and self.box.text() else default
        if event != self._event:  # shown one by one, twenty lines would be laid out twenty times
            self._lines.hide()
        self._event, self._themes, self._default = event, themes, default
        self._show_theme()
        wanted = {str(row["id"]): row for row in rows}
        for gone in [one for one in self.comments if one not in wanted]:
            line = self.comments.pop(gone)
            self._column.removeWidget(line)
            line.hide()
            self._spare.append(line)
        for place, (item, row) in enumerate(wanted.items()):
            if item not in self.comments:
                self.comments[item] = line = self._spare.pop() if self._spare else self._make()
                self._column.insertWidget(place, line)
                line.load(row, themes, read_only=read_only)
                line.show()
            self.comments[item].load(row, themes, read_only=read_only)
        self._lines.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    def _make(self) -> Comment:
        made = Comment(self._actions)
        made.theme_asked.connect(self.theme_asked)
        made.open_asked.connect(self.open_asked)
        made.action_asked.connect(self.action_asked)
        made.link_asked.connect(self.link_asked)
        made.remove_asked.connect(self.remove_asked)
        made.take_out_asked.connect(self.take_out_asked)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where there is little room the words are worth more than the theme.
        self.theme.setMaximumWidth(max(theme.px(96), event.size().width() * 2 // 5))

    def commit(self) -> None:
        """Keep the comment being typed."""
        words, themes = self._read()
        if words:
            self.added.emit(words, themes)

    def added_one(self) -> None:
        """The comment is stored: the line is bare again, and back at the event's theme."""
        self._picked = self._default
        self.box.clear()

    def _read(self) -> tuple[str, list[str]]:
        words, named = read_comment(self.box.text(), [(one.id, one.words) for one in self._themes])
        return words, named or [one for one in (self._picked,) if one]

    def _show_theme(self) -> None:
        self.theme.load(self._themes, next(iter(self._read()[1]), ""))

    def _on_picked(self, theme: str) -> None:
        self._picked = theme
        self._show_theme()

    def _on_text(self, text: str) -> None:
        found = scan(text)
        self.note.setText(f"“{found[0].text}” looks personal. Take it out: nothing may say who spoke." if found else "")
        self.note.setVisible(bool(found))
        self.take_out.setVisible(bool(found))
        self._show_theme()
        self.typing.emit(text)


_NOTHING = "No comments written down yet. Use your own words, and nothing that says who spoke."

"""Comment reading: the comment people are on, whole, with where it was said, its themes and what was decided of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from ward_desk.core.choices import AGE_BANDS, RESPONSE_CHANNELS
from ward_desk.core.choices import label as words_of
from ward_desk.core.fields import shown_day, text
from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.service.surveys.comments import survey_comments, survey_needs
from ward_desk.ui import theme
from ward_desk.ui.pages.feedback.comments.comment_choosing import Choosing
from ward_desk.ui.pages.feedback.comments.comment_themes import CommentThemes
from ward_desk.ui.pages.feedback.comments.comment_words import CommentWords, personal
from ward_desk.ui.widgets import FlowLayout, button, label

_NAMED: Final = 3  # finds told one by one
_ELIDE: Final = Qt.TextElideMode.ElideRight
_KEYS: Final = (
    ("n", "No reply needed"), ("p", "Priority…"), ("g", "Group into a need…"), ("s", "Similar"), ("u", "Undo"),
)  # fmt: skip


class CommentReading(QWidget):
    """What is read while sorting. It says which key a button stands for; the page sorts."""

    sorted_by = Signal(str)  # a key
    theme_pressed = Signal(str)  # id
    need_asked = Signal(str)  # id: show that feedback item

    def __init__(self, doc: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc = doc
        self._need = ""
        self.several = label("", "heading", wrap=True)
        self.words = CommentWords()
        self.said = label("", "soft", wrap=True)
        self.personal = label("", "warning", wrap=True)
        self.take_out = self._key("r", "Take it out")
        self.choosing = Choosing(doc)
        self.progress = label("", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Comments sorted")
        self.themes = CommentThemes()
        self.themes.pressed.connect(self.theme_pressed)
        self.decided = label("", wrap=True)
        self.need = button("", link=True)
        self.need.clicked.connect(lambda: self.need_asked.emit(self._need))
        self.keys = {key: self._key(key, words) for key, words in _KEYS}
        self._build()

    def _key(self, key: str, words: str) -> QPushButton:
        made = button(f"{key.upper()}  {words}")
        made.setAccessibleName(f"{words.rstrip('…')}, key {key.upper()}")
        made.setObjectName(key)
        made.clicked.connect(lambda: self.sorted_by.emit(key))
        return made

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        warned, linked, foot = QWidget(), QWidget(), QWidget()
        for holder, inside in (
            (warned, (self.take_out,)), (linked, (self.need,)), (foot, tuple(self.keys.values())),
        ):  # fmt: skip
            flow = FlowLayout(holder, gap=6)
            for one in inside:
                flow.addWidget(one)
        self._warned = warned
        for widget in (self.several, self.words, self.said, self.personal, warned, self.choosing):
            column.addWidget(widget)
        column.addSpacing(theme.px(4))
        for widget in (self.themes, self.decided, linked, foot):
            column.addWidget(widget)
        column.addSpacing(theme.px(4))
        column.addWidget(self.bar)
        column.addWidget(self.progress)
        self._linked = linked

    def load(self, row: Row, chosen: Sequence[str], survey: str, question: str) -> None:
        """Show a comment of the list, `chosen` being what the keys sort; the numbers are of one survey or question."""
        read_only = self._doc.read_only
        words = text(row, "words")
        number = len(chosen)
        self.several.setText(f"{survey_comments.how_many(number)} chosen: the keys sort all of them")
        self.several.setVisible(number > 1)
        self.words.load(words)
        self.said.setText(_where_said(row))
        found = personal(words)
        named = " and ".join(f"“{one}”" for one in found[:_NAMED])
        looks = "looks" if len(found) == 1 else "look"
        self.personal.setText(f"{named} {looks} personal. Nothing may say who spoke." if found else "")
        self.personal.setVisible(bool(found))
        self._warned.setVisible(bool(found) and not read_only)
        self._show_decided(row, alone=number < 2)
        have = survey_comments.themes_of(self._doc, chosen)
        numbered = survey_comments.themes(self._doc, survey, question)
        self.themes.load(numbered, list(have.values()), read_only=read_only)
        done, total = survey_comments.progress(self._doc, survey, question)
        self.progress.setText(f"{done:,} of {total:,} sorted")
        self.bar.setMaximum(max(1, total))
        self.bar.setValue(done)
        self.bar.setAccessibleDescription(self.progress.text())
        for key, one in self.keys.items():
            one.setEnabled(not read_only or key == "s")

    def _show_decided(self, row: Row, *, alone: bool) -> None:
        stored = self._doc.store.get("comment", str(row["id"])) or {}
        self._need = text(stored, "need")
        priority = text(row, "priority")
        lines = [f"Priority: {priority}" if priority else "", "No reply needed" if row["no_reply"] else ""]
        self.decided.setText("\n".join(filter(None, lines)))
        self.decided.setVisible(alone and any(lines))
        need = self._doc.store.get("feedback", self._need) if self._need and alone else None
        self._linked.setVisible(need is not None)
        if need is not None:
            number = survey_comments.how_many(survey_needs.number(self._doc, self._need))
            shown = self.fontMetrics().elidedText(text(need, "words"), _ELIDE, theme.px(250))
            self.need.setText(f"Need {need['ref']!s}: {shown}")
            self.need.setToolTip(f"{text(need, 'words')}\n{number}")
            self.need.setAccessibleName(f"Need {need['ref']!s}: {text(need, 'words')}, {number}")


def _where_said(row: Row) -> str:
    """Where a comment of the list was said: survey, question, day, age band, area, channel."""
    parts = (
        text(row, "survey"), text(row, "question"), shown_day(row["answered_on"]),
        words_of(AGE_BANDS, row["age_band"]), text(row, "area"), words_of(RESPONSE_CHANNELS, row["channel"]),
        "illustrative" if row["illustrative"] else "",
    )  # fmt: skip
    return " · ".join(filter(None, parts))

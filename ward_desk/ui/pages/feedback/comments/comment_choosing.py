"""Choosing for comments: the priority they speak for, or the need they are grouped into, from a line to type into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.service.document import Document
from ward_desk.service.surveys.comments import survey_needs
from ward_desk.service.surveys.comments.survey_comments import how_many
from ward_desk.ui.thread.link_picker import LinkPicker, Pick

_NEW: Final = "new"
_NONE: Final = "none"
_MOST: Final = 40  # offered at once
_QUOTED: Final = (
    "These are somebody’s own words, and a need may be published. Put it in yours, or press Enter once more to keep"
    " them."
)


class Choosing(QWidget):
    """One line at a time; Esc leaves it. What was chosen is said, and the page does it."""

    priority_chosen = Signal(str)  # id, "" for none
    need_chosen = Signal(str)  # id, "" for none
    need_worded = Signal(str)  # the sentence of a new need
    left = Signal()

    def __init__(self, doc: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc = doc
        self._ids: Sequence[str] = ()
        self._asking: Literal["", "priority", "need", "sentence"] = ""
        self._warned = ""
        self.picker = LinkPicker("Choose")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.picker)
        self.picker.chosen.connect(self._on_chosen)
        self.picker.typed.connect(self._on_typed)
        self.picker.left.connect(self.leave)
        self.hide()

    def ask_priority(self) -> None:
        """Ask which priority is spoken for."""
        self._ask("priority", "Which priority?", self._priorities)

    def ask_need(self, ids: Sequence[str], *, grouped: bool) -> None:
        """Ask which need the comments go into; `grouped` when one of them is in one already."""
        self._ids = ids
        self._ask("need", "Into which need? Type to find one", lambda words: self._needs(words, grouped))

    def leave(self) -> None:
        """Ask no more."""
        if self._asking:
            self._asking = ""
            self.hide()
            self.left.emit()

    def _ask(self, what: Literal["priority", "need"], prompt: str, search: Callable[[str], Sequence[Pick]]) -> None:
        self._asking = what
        self.picker.offer(prompt, search)
        self.show()
        self.picker.focus()

    def _priorities(self, words: str) -> Sequence[Pick]:
        found = [Pick("priority", row_id, title) for row_id, title in self._doc.store.named("priority", order="title")]
        return [*_matching(found, words), Pick(_NONE, _NONE, "No priority")]

    def _needs(self, words: str, grouped: bool) -> Sequence[Pick]:
        found = [
            Pick("feedback", one.id, f"{one.ref} {one.words}", how_many(one.comments) if one.comments else "")
            for one in survey_needs.needs(self._doc)
        ]
        ends = [Pick(_NONE, _NONE, "Take out of its need")] if grouped else []
        return [Pick(_NEW, _NEW, f"Make a need of {how_many(len(self._ids))}…"), *_matching(found, words), *ends]

    def _on_chosen(self, table: str, row_id: str) -> None:
        if table == _NEW:
            self._ask_sentence()
            return
        chosen = "" if table == _NONE else row_id
        said = self.priority_chosen if self._asking == "priority" else self.need_chosen
        self.leave()
        said.emit(chosen)

    def _ask_sentence(self) -> None:
        self._asking, self._warned = "sentence", ""
        typed = self.picker.box.text().strip()
        self.picker.ask("What do they need, in one sentence?", typed or survey_needs.sentence(self._doc, self._ids))
        self.picker.focus()

    def _on_typed(self, words: str) -> None:
        if not words:
            self.picker.refuse("Say in one sentence what they need.")
        elif words != self._warned and survey_needs.is_quoted(self._doc, self._ids, words):
            self._warned = words
            self.picker.refuse(_QUOTED)
        else:
            self.leave()
            self.need_worded.emit(words)


def _matching(found: Sequence[Pick], words: str) -> list[Pick]:
    wanted = words.casefold().split()
    return [one for one in found if all(word in one.words.casefold() for word in wanted)][:_MOST]

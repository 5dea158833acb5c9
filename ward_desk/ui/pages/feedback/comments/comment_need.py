"""Need comments: on the page of a feedback item, how many comments stand behind it, as a link to them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.core.fields import text
from ward_desk.service.document import Document
from ward_desk.service.surveys.comments import survey_needs
from ward_desk.service.surveys.comments.survey_comments import how_many
from ward_desk.ui.widgets import ElidedLabel, FlowLayout, button

_FIRST = 3  # comments shown, each once however many wrote the same
_LOOKED_AT = 60


class NeedComments(QWidget):
    """Nothing for an item without comments; else their number and what the first of them say."""

    comments_asked = Signal(str)  # id of the feedback item: show its comments

    def __init__(self, doc: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc = doc
        self._need = ""
        self.link = button("", link=True)
        self.link.clicked.connect(lambda: self.comments_asked.emit(self._need))
        self.first = [ElidedLabel("", "soft") for _ in range(_FIRST)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        line = QWidget()
        FlowLayout(line).addWidget(self.link)
        column.addWidget(line)
        for one in self.first:
            column.addWidget(one)
        self.hide()

    def load(self, need: str) -> None:
        """Show what stands behind a feedback item."""
        self._need = need
        number = survey_needs.number(self._doc, need) if need else 0
        self.link.setText(how_many(number))
        self.link.setAccessibleName(f"{how_many(number)} behind this: show them")
        rows = survey_needs.comments_of(self._doc, need, _LOOKED_AT) if number else []
        said = list(dict.fromkeys(" ".join(text(row, "words").split()) for row in rows))[:_FIRST]
        for place, one in enumerate(self.first):
            one.set_words(f"“{said[place]}”" if place < len(said) else "")
            one.setVisible(place < len(said))
        if self.parentWidget() is not None:  # shown without a parent it would be a window of its own
            self.setVisible(number > 0)

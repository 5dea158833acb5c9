"""Responses: every response of one survey in a list, and the answers of the chosen one as they were given.

There is no name to read here: a response has a date, a channel, an age band and an area at most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.core.choices import AGE_BANDS, RESPONSE_CHANNELS
from ward_desk.core.records import Row, Value
from ward_desk.service import lists
from ward_desk.service.document import Document
from ward_desk.service.surveys import surveys
from ward_desk.ui import theme
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.table.table_model import Column
from ward_desk.ui.table.table_page import Filter, ListPane
from ward_desk.ui.widgets import button, label


class SurveyResponses(QWidget):
    """The responses of the survey shown. The page removes one; nothing here is typed over: what somebody answered stays
    what they answered."""

    remove_asked = Signal(list)  # ids of responses
    empty_asked = Signal()  # remove all answers, keep results
    said = Signal(str)

    def __init__(self, doc: Document, prefs: Prefs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc, self._survey = doc, ""
        self.pane = ListPane(
            "responses", ("response", "responses"),
            (
                Column("answered_on", "Date", "date", 11),
                Column("channel", "Channel", "choice", 12, choices=RESPONSE_CHANNELS),
                Column("age_band", "Age band", "text", 10),
                Column("area", "Area", "text", 14, stretch=True),
                Column("source_row", "Row", "text", 9),
            ),
            self._ids, self._rows, prefs,
            filters=(
                Filter("channel", "Channel", lambda: RESPONSE_CHANNELS),
                Filter("age_band", "Age band", lambda: AGE_BANDS),
            ),
            empty="No responses here. Import a survey tool's file, or type in paper forms.",
            can_add=False,
        )  # fmt: skip
        self.pane.table.exportable = False  # results leave the ward, single responses never
        self.pane.setMinimumHeight(theme.px(330))
        self.pane.chosen.connect(self._show)
        self.pane.remove_requested.connect(self.remove_asked)
        self.pane.said.connect(self.said)
        self.heading = label("", "heading", wrap=True)
        self.given = label("", wrap=True)
        self.given.setAccessibleName("Answers of this response")
        self.emptied = label("", "soft", wrap=True)
        self.empty = button("Remove answers, keep results…")
        self.empty.clicked.connect(self.empty_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        for part in (self.emptied, self.pane, self.heading, self.given, self.empty):
            column.addWidget(part)

    def _ids(
        self, *, words: str = "", filters: Mapping[str, Value] | None = None, sort: str = "",
        descending: bool | None = None,
    ) -> Sequence[str]:  # fmt: skip
        within = {**(filters or {}), "survey": self._survey}
        return lists.ids(self._doc, "responses", words=words, filters=within, sort=sort, descending=descending)

    def _rows(self, wanted: Sequence[str]) -> Sequence[Row]:
        return lists.rows(self._doc, "responses", wanted)

    def load(self, survey: str, emptied: str) -> None:
        """Show the responses of a survey; `emptied` says when its answers were removed, "" when they were not."""
        self._survey = survey
        self.emptied.setText(emptied)
        self.emptied.setVisible(bool(emptied))
        self.pane.set_read_only(self._doc.read_only)
        self.pane.refresh()
        self.pane.select_first()
        self._show(self.pane.current_id)
        self.empty.setVisible(not self._doc.read_only and bool(len(self.pane.model.ids)))

    def _show(self, response: str) -> None:
        lines = surveys.given(self._doc, response) if response else []
        self.heading.setText("What was answered" if lines else "Nothing was answered" if response else "")
        self.given.setText("\n\n".join(f"{asked}\n{answer}" for asked, answer in lines))
        self.given.setVisible(bool(lines))

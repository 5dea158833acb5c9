"""Comment list: the comments of every survey, newest survey first, and what they can be filtered by."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ward_desk.core.choices import AGE_BANDS, RESPONSE_CHANNELS
from ward_desk.core.fields import text
from ward_desk.core.records import Row, Value
from ward_desk.service import lists
from ward_desk.service.document import Document
from ward_desk.service.surveys.comments import survey_comments, survey_needs
from ward_desk.ui.pages.feedback.comments.comment_table import CommentTable
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.table.table_model import Column
from ward_desk.ui.table.table_page import Filter, ListPane

_SORTED: Final = (("no", "not yet"), ("yes", "yes"), ("no_reply", "no reply needed"))


def _sorted_as(row: Row) -> str:
    """The themes of a comment, or that it needs no reply."""
    return text(row, "themes") or ("No reply needed" if row.get("no_reply") else "")


_COLUMNS: Final = (
    Column("words", "What they wrote", "text", 34, stretch=True),
    Column("themes", "Themes", "text", 16, sortable=False, say=_sorted_as),
    Column("need", "Need", "text", 9),
    Column("priority", "Priority", "text", 16, hidden=True),
    Column("survey", "Survey", "text", 18, hidden=True),
    Column("opens", "Survey opened", "date", 12, hidden=True),
    Column("question", "Question", "text", 18, hidden=True),
    Column("answered_on", "Written", "date", 10, hidden=True),
    Column("age_band", "Age band", "choice", 9, choices=AGE_BANDS, hidden=True),
    Column("area", "Area", "text", 12, hidden=True),
    Column("channel", "Channel", "choice", 11, choices=RESPONSE_CHANNELS, hidden=True),
)


class CommentList(ListPane):
    """The list; its table says which key was pressed on it."""

    cleared = Signal()  # the filters

    def __init__(self, doc: Document, prefs: Prefs, parent: QWidget | None = None) -> None:
        self._doc = doc
        by_theme = [Filter("theme", "Theme", self._themes)] if survey_comments.themes(doc) else []
        super().__init__(
            "comments", ("comment", "comments"), _COLUMNS, partial(lists.ids, doc, "comments"),
            partial(lists.rows, doc, "comments"), prefs,
            filters=(
                Filter("survey", "Survey", self._surveys),
                Filter("sorted", "Sorted", lambda: _SORTED),
                *by_theme,
                Filter("question", "Question", self._questions, lesser=True),
                Filter("need", "Need", self._needs, lesser=True),
            ),
            empty="Nothing written yet. What people write in a survey stands here once it is brought in or typed.",
            can_add=False, can_remove=False, table_class=CommentTable, parent=parent,
        )  # fmt: skip

    @property
    def comments(self) -> CommentTable:
        """The table of the list."""
        assert isinstance(self.table, CommentTable)
        return self.table

    @property
    def survey(self) -> str:
        """The survey filtered by; "" for all."""
        return str(self.drop_downs["survey"].currentData() or "")

    @property
    def question(self) -> str:
        """The question filtered by; "" for all."""
        return str(self.drop_downs["question"].currentData() or "")

    def clear_filters(self) -> None:
        """Show the whole list again."""
        super().clear_filters()
        self.cleared.emit()

    def _surveys(self) -> Sequence[tuple[Value, str]]:
        return [(str(row["id"]), text(row, "title")) for row in self._doc.store.rows("survey", order="opens DESC")]

    def _questions(self) -> Sequence[tuple[Value, str]]:
        rows = self._doc.store.rows("question", order="position", kind="text")
        return [(str(row["id"]), text(row, "wording")) for row in rows if self.survey in ("", row["survey"])]

    def _themes(self) -> Sequence[tuple[Value, str]]:
        return [(one.id, one.words) for one in survey_comments.themes(self._doc)]

    def _needs(self) -> Sequence[tuple[Value, str]]:
        return [(one.id, f"{one.ref} {one.words}") for one in survey_needs.needs(self._doc) if one.comments]

"""What residents said: the list of feedback items, and one with its themes and what became of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ward_desk.core.choices import CHANNELS
from ward_desk.core.choices import label as words_of
from ward_desk.core.records import Row
from ward_desk.core.rules import SCANNED
from ward_desk.service import edits, feedback
from ward_desk.service.document import Document
from ward_desk.service.plan import plan
from ward_desk.service.thread import thread_links
from ward_desk.ui import marks
from ward_desk.ui.pages.feedback.comments.comment_need import NeedComments
from ward_desk.ui.pages.feedback.feedback_standing import standing_mark
from ward_desk.ui.pages.feedback.feedback_themes import ThemeToggles
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.reading_order import reading_order
from ward_desk.ui.record.field_text import show_kind
from ward_desk.ui.record.form import RecordForm, Section
from ward_desk.ui.record.record_page import Keeper, RecordPage
from ward_desk.ui.table.table_model import Column
from ward_desk.ui.table.table_page import Filter, ListPane
from ward_desk.ui.thread.thread_panel import panel_of
from ward_desk.ui.widgets import FlowLayout, button, label

_HEARD = (Section("", ("words", "heard_on", "channel", "place", "how_many")),)
_BECAME = (Section("", ("priority", "action", "answer", "told_on", "told_how", "sharing")),)


class SaidPage(RecordPage):
    """What residents said."""

    table = "feedback"
    comments_asked = Signal(str)  # id of an item: show the comments behind it
    tables = frozenset({"feedback_theme", "theme", "comment", "partnership"}) | thread_links.TABLES

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(doc, prefs, keeper, parent)
        self._typed: dict[str, str] = {}  # free text not kept yet, scanned as it is typed
        self.clear = button("Take out what looks personal")
        self.clear.clicked.connect(self.clear_personal)
        self.themes = ThemeToggles("Themes of this feedback")
        self.themes.changed.connect(self._set_themes)
        self.more = RecordForm("feedback", _BECAME, self.options, today=lambda: self.doc.today)
        self.more.set_read_only(doc.read_only)
        self.source = button("", link=True)
        self.source.clicked.connect(self._open_source)
        self.make = button("Make an action from this")
        self.make.clicked.connect(self.make_action)
        self._foot = QWidget()
        foot = FlowLayout(self._foot)
        foot.addWidget(self.make)
        top = QWidget()
        line = FlowLayout(top)
        line.addWidget(self.source)
        line.addWidget(self.clear)
        self.behind = NeedComments(doc)
        self.behind.comments_asked.connect(self.comments_asked)
        self.body.addWidget(top)
        self.body.addWidget(self.behind)
        heading = label("Themes", "heading")
        self.body.addWidget(heading)
        self.body.addWidget(self.themes)
        if not doc.store.rows("theme"):  # a plan may hang on recommendations instead (C 4.9)
            heading.hide()
            self.themes.hide()
        self.body.addSpacing(8)
        self.body.addWidget(label("You said, we did", "heading"))
        self.body.addWidget(self.more)
        self.body.addWidget(self._foot)
        self.golden = panel_of(self, doc)
        self.body.addSpacing(8)
        self.body.addWidget(self.golden)
        self.form.typing.connect(self._scan)
        self.more.typing.connect(self._scan)
        self.more.edited.connect(self._on_edited)
        self.more.typing.connect(self._on_typing)
        self.splitter.setHandleWidth(12)
        self.splitter.setSizes(self.prefs.pane(self.table) or [620, 560])
        self.whole.insertWidget(0, self.pane.head)  # the filters over list and record: a small window has room for both

    def make_list(self) -> ListPane:
        """The list, what was heard last first."""
        ids, rows = self.fetch("feedback")
        by_theme = [Filter("theme", "Theme", lambda: self.options("theme"))] if self.doc.store.rows("theme") else []
        return ListPane(
            "feedback", ("item", "items"),
            (
                Column("words", "What residents said", "text", 30, stretch=True),
                Column("themes", "Themes", "text", 18, hidden=True),
                Column("how_many", "Said by", "number", 7, hidden=True),
                Column("heard_on", "Heard", "date", 10),
                Column("standing", "Stands", "choice", 12, choices=feedback.STANDINGS),
                Column("channel", "Heard through", "choice", 13, choices=CHANNELS, hidden=True),
                Column("place", "Place", "text", 15, hidden=True),
                Column("action", "Action", "text", 9, hidden=True),
                Column("ref", "Ref", "text", 9, hidden=True),
            ),
            ids, rows, self.prefs,
            filters=(
                Filter("channel", "Heard through", lambda: CHANNELS),
                *by_theme,
                Filter("standing", "Stands", lambda: feedback.STANDINGS),
            ),
            empty="Nothing written down yet. Type what somebody said below and press Enter.",
        )  # fmt: skip

    def make_form(self) -> RecordForm:
        """What was heard, where and when."""
        return RecordForm("feedback", _HEARD, self.options, today=lambda: self.doc.today)

    def pills_of(self, row: Row) -> list[marks.Mark | None]:
        """Where it stands on its way back to the people who said it."""
        return [standing_mark(row)]

    def show_more(self, row: Row | None) -> None:
        """Its themes, where it was heard and what became of it."""
        if row is None:
            return
        item, store, read_only = str(row["id"]), self.doc.store, self.doc.read_only
        told = (show_kind("date", row["heard_on"]), words_of(CHANNELS, row["channel"]))
        self.heading.setText(f"{row['ref']!s}  {' · '.join(filter(None, told))}")
        self.behind.load(item)
        self._typed.clear()
        self.more.load(row, edits.problems(self.doc, "feedback", row))
        themes = store.rows("theme", order="position")
        self.themes.load(themes, store.linked("feedback_theme", item), read_only=read_only)
        source = self._source()
        self.source.setText(source[2] if source else "")
        self.source.setVisible(source is not None)
        self.clear.setVisible(bool(feedback.personal(row)) and not read_only)
        self.make.setVisible(not row["action"] and not read_only)
        self.golden.show_record("feedback", item)
        reading_order(self.pane, self.area.widget())

    def _source(self) -> tuple[str, str, str] | None:
        """Table, id and words of the event or survey it was heard in."""
        row = self.row or {}
        for table, words in (("event", "Heard at"), ("survey", "Heard in")):
            found = self.doc.store.get(table, str(row.get(table) or ""))
            if found is not None:
                return table, str(found["id"]), f"{words} {found['ref']!s} {found['title']!s}"
        return None

    def _open_source(self) -> None:
        source = self._source()
        if source is not None:
            self.open_requested.emit(source[0], source[1], "")

    def add(self, title: str) -> None:
        """Keep what somebody said, heard today; the filters that are on say through what and under which theme."""
        chosen = self.pane.drop_downs
        channel = chosen["channel"].currentData() or "other"
        under = str(chosen["theme"].currentData() or "") if "theme" in chosen else ""
        made: list[str] = []
        if self.attempt(lambda: made.append(feedback.add(self.doc, title, {"channel": channel}, under))):
            self.open_record("feedback", made[0], "channel")

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show an item, with the keyboard in its field."""
        if not super().open_record(table, row_id):
            return False
        if field:
            (self.more if field in self.more.fields else self.form).focus_field(field)
        return True

    def restore_draft(self, row_id: str, draft: dict[str, str]) -> bool:
        """Put half-typed words back."""
        if not super().restore_draft(row_id, draft):
            return False
        self.more.restore_draft(draft)
        return True

    def commit_pending(self) -> None:
        """Keep what is half typed."""
        super().commit_pending()
        if not self.doc.read_only:
            self.more.commit_pending()

    def _on_chosen(self, row_id: str) -> None:
        if row_id != self._shown and self._shown and not self.doc.read_only:
            self.more.commit_pending()
        super()._on_chosen(row_id)

    def _scan(self, field: str, text: str) -> None:
        row = self.row
        if row is None or field not in SCANNED["feedback"]:
            return
        self._typed[field] = text
        typed: Row = {name: words for name, words in self._typed.items() if words}
        problems = edits.problems(self.doc, "feedback", {**row, **typed})
        self.form.show_problems(problems)
        self.more.show_problems(problems)

    def _set_themes(self, themes: list[str]) -> None:
        item = self._shown
        self.attempt(lambda: edits.set_links(self.doc, "feedback_theme", item, themes))

    def clear_personal(self) -> None:
        """Take everything that looks personal out of the words, the place and the answer."""
        self.commit_pending()
        item = self._shown
        self.attempt(lambda: plan.redact(self.doc, "feedback", item))

    def make_action(self) -> None:
        """Make an action of it, and go there."""
        item = self._shown
        made: list[str] = []
        if item and self.attempt(lambda: made.append(feedback.make_action(self.doc, item))):
            self.open_requested.emit("action", made[0], "title")

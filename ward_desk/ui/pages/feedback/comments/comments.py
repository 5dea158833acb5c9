"""Comments: everything people wrote, newest survey first, sorted by key into themes, priorities and needs.

The list stands still while it is sorted, whatever its filters say: a comment that was given a theme is still there to
be given a second one. It is asked for anew when the filters change, and when anything else changes the comments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.service import lists
from ward_desk.service.document import Document
from ward_desk.service.surveys.comments import survey_comments, survey_needs, survey_rules, survey_similar
from ward_desk.ui import theme
from ward_desk.ui.page import Page
from ward_desk.ui.pages.feedback.comments.comment_list import CommentList
from ward_desk.ui.pages.feedback.comments.comment_reading import CommentReading
from ward_desk.ui.pages.feedback.comments.comment_rules import RulesByWord
from ward_desk.ui.pages.feedback.comments.comment_similar import SimilarComments
from ward_desk.ui.panes import scrolled
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.reading_order import reading_order
from ward_desk.ui.table.table_bar import Segments
from ward_desk.ui.widgets import Card

if TYPE_CHECKING:  # imported when something is first written
    from ward_desk.ui.paper.list_out import ListOut

READ, SIMILAR, RULES = "read", "similar", "rules"
# A plan may hang on recommendations instead of themes (C 4.9).
NO_THEMES: Final = "This programme has no themes: group comments into needs (G), or give them a priority (P)"
_PLACES: Final = (READ, SIMILAR, RULES)


class CommentsPage(Page):
    """The comments of every survey, and the one people are on."""

    tables = frozenset({
        "comment", "comment_theme", "word_rule", "survey", "question", "response", "theme", "feedback", "priority",
    })  # fmt: skip

    def __init__(self, doc: Document, prefs: Prefs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.doc, self.prefs = doc, prefs
        self._stale = True  # something changed while it was out of sight
        self._here = ""  # the comment that is read
        self._sorted: Sequence[str] = ()  # the comments last sorted here
        self._asked_for: Sequence[str] = ()  # those a priority or a need is being chosen for
        self.pane = CommentList(doc, prefs)
        self.reading = CommentReading(doc)
        self.similar = SimilarComments()
        self.rules = RulesByWord(doc, lambda: self.pane.survey)
        self.views = Segments("What is shown beside the comments")
        for key, words, tip in (
            (READ, "Comment", ""), (SIMILAR, "Similar", "Key S"), (RULES, "Rules", "Rules by word, key W"),
        ):  # fmt: skip
            self.views.add(key, words, tip)
        if not survey_comments.themes(doc):
            self.views.buttons[RULES].hide()  # a rule says which theme a word speaks of
        self._build()
        self._connect()

    def _build(self) -> None:
        self.card = Card()
        self.stack = QStackedWidget()
        for one in (scrolled(self.reading), scrolled(self.similar, fills=True), scrolled(self.rules)):
            self.stack.addWidget(one)
        self.card.body.addWidget(self.views, 0, Qt.AlignmentFlag.AlignLeft)
        self.card.body.addWidget(self.stack, 1)
        self.card.setMinimumWidth(theme.px(240))
        self.pane.setMinimumWidth(theme.px(170))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        self.splitter.addWidget(self.pane)
        self.splitter.addWidget(self.card)
        self.splitter.setStretchFactor(0, 6)
        self.splitter.setStretchFactor(1, 4)
        self.splitter.setSizes(self.prefs.pane("comments") or [theme.px(680), theme.px(460)])
        self.splitter.splitterMoved.connect(lambda *_: self.prefs.set_pane("comments", self.splitter.sizes()))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.pane.head)
        whole.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.pane.chosen.connect(self._on_chosen)
        self.pane.picked.connect(lambda _ids: self._load_reading())
        self.pane.activated.connect(lambda _id: self.go_on())
        self.pane.said.connect(self.said)
        self.pane.comments.sorted_by.connect(self.press)
        self.pane.comments.export_requested.connect(self.export_list)
        self.pane.head.changed.connect(self._load)
        self.pane.drop_downs["survey"].currentIndexChanged.connect(self._on_survey)
        self.pane.cleared.connect(self._on_survey)
        self.views.chosen.connect(self._on_view)
        self.reading.sorted_by.connect(self.press)
        self.reading.theme_pressed.connect(self._toggle)
        self.reading.need_asked.connect(lambda need: self.open_requested.emit("feedback", need, ""))
        choosing = self.reading.choosing
        choosing.priority_chosen.connect(self._set_priority)
        choosing.need_chosen.connect(self._set_need)
        choosing.need_worded.connect(self._make_need)
        choosing.left.connect(self.pane.focus_list)
        self.similar.sorted_by.connect(self.press)
        self.similar.themes.pressed.connect(self._toggle)
        self.similar.left.connect(self.show_comment)
        self.similar.ticked_changed.connect(self._load_reading)
        self.similar.copy_themes.clicked.connect(self._give_themes)
        self.rules.keep_asked.connect(self._keep_rule)
        self.rules.apply_asked.connect(self._apply_rule)
        self.rules.remove_asked.connect(self._remove_rule)
        self.rules.left.connect(self.show_comment)

    # ---- what is shown

    def _on_survey(self) -> None:
        self.pane.refresh()  # the questions are those of another survey
        self._load()

    @property
    def can_edit(self) -> bool:
        """Whether the document takes changes; commands that change it ask."""
        return not self.doc.read_only

    @property
    def view(self) -> str:
        """What stands beside the list: READ, SIMILAR or RULES."""
        return _PLACES[self.stack.currentIndex()]

    @property
    def targets(self) -> list[str]:
        """The comments that the keys sort: those ticked as similar with the one people are on, or those chosen."""
        if self.view == SIMILAR and self.similar.ticked:
            return [one for one in (self._here, *self.similar.ticked) if one]
        return self.pane.comments.picked_ids or ([self._here] if self._here else [])

    def refresh(self, changes: ChangeSet | None) -> None:
        """Show the document as it is now, staying on the same comment; out of sight, when it is next seen."""
        if changes is not None and not changes.touches(*self.tables):
            return
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        if changes is not None and changes.initiator is self:
            self.pane.model.ask_again(self._sorted)
            self.pane.head.refill()
        else:
            self.pane.refresh()
            self.pane.select_first()
        self._load()
        reading_order(self.reading)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh(None)

    def _on_chosen(self, row_id: str) -> None:
        if row_id != self._here:
            self._here = row_id
            self.reading.choosing.leave()
            self.similar.untick()
            self._load_comment()

    def _load(self) -> None:
        if self.view == RULES:
            self.rules.load()
        self._load_comment()

    def _load_comment(self) -> None:
        self._here = self.pane.current_id
        if self.view == SIMILAR:
            rows = survey_similar.similar(self.doc, self._here) if self._here else []
            self.similar.load(rows, read_only=self.doc.read_only)
        self._load_reading()

    def _load_reading(self) -> None:
        self.card.setVisible(bool(self._here) or self.view == RULES)
        if self._here:
            row = self.pane.model.record_of(self._here)
            if row:
                self.reading.load(row, self.targets, self.pane.survey, self.pane.question)
        if self.view == SIMILAR:
            have = survey_comments.themes_of(self.doc, self.targets)
            numbered = survey_comments.themes(self.doc, self.pane.survey, self.pane.question)
            self.similar.themes.load(numbered, list(have.values()), read_only=self.doc.read_only)

    def _on_view(self, key: str) -> None:
        self.reading.choosing.leave()
        self.stack.setCurrentIndex(_PLACES.index(key))
        self._load()

    def show_view(self, key: str) -> None:
        """Show that beside the list."""
        self.views.show_chosen(key)
        self._on_view(key)

    def show_comment(self) -> None:
        """Be back at the list, with the comment beside it."""
        self.show_view(READ)
        self.pane.focus_list()

    def go_on(self) -> None:
        """Go to the next comment that is not sorted, from the end on to the beginning."""
        found = survey_comments.next_unsorted(self.doc, self.pane.model.ids, self._here)
        if found is None:
            self.said.emit("Everything in this list is sorted")
        else:
            self.pane.comments.choose_one()
            self.pane.select(found)

    # ---- sorting

    def press(self, key: str) -> None:
        """Do what a key of `comment_table.KEYS` stands for."""
        if key == "s":
            self.show_view(SIMILAR)
            self.similar.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.doc.read_only:
            self.said.emit("The document is open to read only")
        elif (key == "w" or key.isdigit()) and not survey_comments.themes(self.doc):
            self.said.emit(NO_THEMES)
        elif key == "w":
            self.show_view(RULES)
            self.rules.words.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key == "u":
            self.undo()
        elif key.isdigit():
            numbered = survey_comments.themes(self.doc)
            if int(key) <= len(numbered):
                self._toggle(numbered[int(key) - 1].id)
        elif key == "n":
            self._sort(lambda ids: survey_comments.toggle_no_reply(self.doc, ids, self))
        elif key == "r":
            self._sort(lambda ids: survey_comments.redact(self.doc, ids, self))
        else:
            self._choose(key)

    def _choose(self, key: str) -> None:
        ids = self.targets
        self._asked_for = ids
        if self.view != READ:
            self.views.show_chosen(READ)
            self.stack.setCurrentIndex(_PLACES.index(READ))
        if key == "p":
            self.reading.choosing.ask_priority()
        else:
            rows = lists.rows(self.doc, "comments", ids)
            self.reading.choosing.ask_need(ids, grouped=any(row["need"] for row in rows))

    def _sort(self, work: Callable[[Sequence[str]], object], ids: Sequence[str] | None = None) -> None:
        wanted = self.targets if ids is None else list(ids)
        self._sorted = wanted
        self.attempt(lambda: work(wanted))

    def _toggle(self, chosen: str) -> None:
        self._sort(lambda ids: survey_comments.toggle_theme(self.doc, ids, chosen, self))

    def _set_priority(self, priority: str) -> None:
        self._sort(lambda ids: survey_comments.set_priority(self.doc, ids, priority or None, self), self._asked_for)

    def _set_need(self, need: str) -> None:
        if need:
            self._sort(lambda ids: survey_needs.group(self.doc, ids, need, self), self._asked_for)
        else:
            self._sort(lambda ids: survey_needs.ungroup(self.doc, ids, self), self._asked_for)

    def _make_need(self, words: str) -> None:
        self._sort(lambda ids: survey_needs.make(self.doc, ids, words, self), self._asked_for)

    def _give_themes(self) -> None:
        given = sorted(survey_comments.themes_of(self.doc, [self._here])[self._here]) if self._here else []
        if given:
            self._sort(lambda ids: survey_comments.give_themes(self.doc, ids, given, self), self.similar.ticked)
        else:
            self.said.emit("This comment has no theme yet: give it one first")

    def _keep_rule(self, words: str, chosen: str, rule: str) -> None:
        if self.attempt(lambda: survey_rules.keep(self.doc, words, chosen, rule, self)):
            self.rules.clear()

    def _apply_rule(self, words: str, chosen: str, ids: list[str], rule: str) -> None:
        self._sort(lambda wanted: survey_rules.apply(self.doc, words, chosen, wanted, rule, self), ids)

    def _remove_rule(self, rule: str) -> None:
        self.attempt(lambda: survey_rules.remove(self.doc, rule, self))

    def undo(self) -> None:
        """Take back what was done last."""
        label = self.doc.undo_label
        if label is None and self.doc.undo_stop is None:
            self.said.emit("There is nothing to undo")
        elif self.attempt(lambda: self.doc.undo()):
            self.said.emit(f"Undone: {label}")

    # ---- what the window asks of a page

    @cached_property
    def out(self) -> ListOut:
        """Writes the list to a file."""
        from ward_desk.ui.paper.list_out import ListOut

        made = ListOut(self.doc, self)
        made.said.connect(self.said)
        made.busy_changed.connect(self.commands_changed)
        return made

    def export_list(self) -> None:
        """Write the list as it is shown to a workbook or CSV."""
        self.out.export(self.pane, "comments", "Comments")

    def show_need(self, need: str) -> None:
        """Show the comments behind a feedback item."""
        self.show_only("need", need)

    def show_survey(self, survey: str) -> None:
        """Show the comments of a survey."""
        self.show_only("survey", survey)

    def show_only(self, key: str, value: str) -> None:
        """Show only the comments that one filter lets through."""
        self.pane.head.clear()
        self.pane.head.refill()
        box = self.pane.drop_downs[key]
        box.setCurrentIndex(max(0, box.place(value)))
        self.pane.refresh()
        self.pane.select_first()
        self._load()
        self.pane.focus_list()

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show a comment."""
        if table != "comment":
            return False
        if self._stale:
            self.pane.refresh()
        if not self.pane.select(row_id):
            return False
        self.show_comment()
        return True

    def show_change(self, changes: ChangeSet) -> None:
        """Go to the first comment that was changed, unless it is the one shown."""
        touched = changes.rows.get("comment", frozenset())
        if touched and self._here not in touched:
            found = next((one for one in self.pane.model.ids if one in touched), "")
            if found:
                self.pane.select(found)

    def focus_filter(self) -> None:
        """Put the keyboard into the filter box."""
        self.pane.focus_filter()

    def take_keyboard(self) -> None:
        """Put the keyboard into the list, unless it is somewhere on the page."""
        here = QApplication.focusWidget()
        if here is None or not self.isAncestorOf(here):
            self.pane.focus_list()

"""Rules by word: write one, see exactly which comments it would catch, and only then let it sort them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.service.document import Document
from ward_desk.service.surveys.comments import survey_rules
from ward_desk.service.surveys.comments.survey_comments import how_many
from ward_desk.service.surveys.comments.survey_rules import Preview
from ward_desk.ui import theme
from ward_desk.ui.found_list import FoundList
from ward_desk.ui.pages.feedback.comments.comment_words import caught
from ward_desk.ui.widgets import Choice, FlowLayout, button, label, row

_FIRST = 12  # comments shown
_HEIGHT = 28  # px at 100 %, of a kept rule
_VISIBLE = 6  # kept rules seen at once


class KeptRules(FoundList):
    """The rules that are kept, one a line: Enter or a click takes one up, Delete removes it."""

    opened = Signal(str)  # id
    removed = Signal(str)  # id

    def __init__(self) -> None:
        super().__init__(height=_HEIGHT, edge=6, size=14)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Kept rules")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self.opened.emit(self.target(item)[1]))

    def show_rules(self, rules: Sequence[survey_rules.Rule], chosen: str) -> None:
        """Show the rules; `chosen` is the one taken up."""
        place = self.currentRow()
        self.clear()
        for one in rules:
            self.add(one.words, one.theme_words or "no theme", ("word_rule", one.id))
        ids = [one.id for one in rules]
        self.setCurrentRow(ids.index(chosen) if chosen in ids else min(place, len(ids) - 1))
        self.setFixedHeight(min(len(rules), _VISIBLE) * theme.px(_HEIGHT) + 2)
        self.setVisible(bool(rules))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        said = {Qt.Key.Key_Return: self.opened, Qt.Key.Key_Enter: self.opened, Qt.Key.Key_Delete: self.removed}
        if self.currentRow() >= 0 and event.key() in said:
            said[Qt.Key(event.key())].emit(self.target(self.currentItem())[1])
        else:
            super().keyPressEvent(event)


class RulesByWord(QWidget):
    """The rules of the ward, and one being written with what it would catch. The page carries out what is asked."""

    keep_asked = Signal(str, str, str)  # words, theme, the rule that is changed or ""
    apply_asked = Signal(str, str, list, str)  # words, theme, ids of comments, the rule or ""
    remove_asked = Signal(str)
    left = Signal()  # Esc

    def __init__(self, doc: Document, survey: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc, self._survey = doc, survey
        self._rule = ""  # the kept rule in the line, "" for a new one
        self._seen: Preview | None = None
        self._asked = ("", "")  # words and theme of what is previewed
        self.words = QLineEdit()
        self.words.setPlaceholderText("bus*, timetable")
        self.words.setAccessibleName("Words of the rule, parted by commas")
        self.theme = Choice()
        self.theme.setAccessibleName("Theme the words speak of")
        self.see = button("See what it catches", main=True)
        self.problem = label("", "problem", wrap=True)
        self.told = label("", wrap=True)
        self.first = QLabel()
        self.first.setTextFormat(Qt.TextFormat.RichText)
        self.first.setWordWrap(True)
        self.first.setAccessibleName("The first comments it would catch")
        self.bare = button("", main=True)
        self.all = button("")
        self.keep = button("Keep the rule")
        self.drop = button("Remove the rule")
        self.kept = KeptRules()
        self.none = label("None yet. A rule you apply or keep stands here.", "soft", wrap=True)
        self.offered = QWidget()
        self._offers = FlowLayout(self.offered, gap=4)
        self.offered.setAccessibleName("Words often found in comments not sorted yet")
        self._known: list[survey_rules.Suggestion] = []
        self._build()
        self.words.returnPressed.connect(self.preview)
        self.words.textEdited.connect(lambda _: self._forget())
        self.theme.activated.connect(lambda _: self.preview() if self.words.text().strip() else None)
        self.see.clicked.connect(self.preview)
        self.bare.clicked.connect(self._apply_to_bare)
        self.all.clicked.connect(self._apply_to_all)
        self.keep.clicked.connect(self._keep)
        self.drop.clicked.connect(lambda: self.remove_asked.emit(self._rule))
        self.kept.opened.connect(self._load_rule)
        self.kept.removed.connect(self.remove_asked)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        self._hint = label("Parted by commas; a star stands for any ending. A rule sorts nothing by itself.", "small",
                           wrap=True)  # fmt: skip
        self._offers_words = label("Often said in comments not sorted yet", "small", wrap=True)
        self._kept_words = label("Kept for the next survey", "heading")
        tools, ends = QWidget(), QWidget()
        flow = FlowLayout(tools, gap=6)
        flow.addWidget(self.theme)
        flow.addWidget(self.see)
        last = FlowLayout(ends, gap=6)
        for one in (self.bare, self.all, self.keep, self.drop):
            last.addWidget(one)
        column.addLayout(row(self.words, stretch=0))
        for widget in (self._hint, tools, self.problem, self.told, self.first, ends, self._offers_words, self.offered,
                       self._kept_words, self.kept, self.none):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        self._show(None)

    # ---- what is known

    def load(self) -> None:
        """Show the rules and the themes as they are now, and what is previewed anew."""
        read_only = self._doc.read_only
        themes = [
            (str(one["id"]), text(one, "short_label") or text(one, "label"))
            for one in self._doc.store.rows("theme", order="position")
        ]
        self.theme.fill([("", "Choose a theme"), *themes], self.theme.currentData())
        rules = survey_rules.rules(self._doc)
        if self._rule and self._rule not in [one.id for one in rules]:
            self.clear()
        self.kept.show_rules(rules, self._rule)
        self.none.setVisible(not rules)
        self._offer(survey_rules.suggestions(self._doc, self._survey()))
        self.setEnabled(not read_only)
        if self._seen is not None:
            self.preview()

    def _offer(self, found: Sequence[survey_rules.Suggestion]) -> None:
        if list(found) != self._known:
            self._known = list(found)
            while (item := self._offers.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
            for one in found:
                made = button(f"{one.words} {one.number:,}", tip=f"“{one.words}” is in {how_many(one.number)}")
                made.setObjectName(one.words)
                made.clicked.connect(self._take_offer)
                self._offers.addWidget(made)
        self.offered.setVisible(bool(found))
        self._offers_words.setVisible(bool(found))

    # ---- one rule

    def preview(self) -> None:
        """Show exactly what the rule in the line would catch; it sorts nothing."""
        words, chosen = self.words.text(), str(self.theme.currentData() or "")
        try:
            seen = survey_rules.preview(self._doc, words, chosen, self._survey())
        except KnownError as error:
            self._show(None, f"{error.happened} {error.next_step}")
            return
        self._asked = (words, chosen)
        self._show(seen, "" if chosen else "Choose the theme that these words speak of.")

    def _show(self, seen: Preview | None, problem: str = "") -> None:
        self._seen = seen
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.told.setText(_told(seen) if seen is not None else "")
        first = seen.first[:_FIRST] if seen is not None else ()
        self.first.setText("".join(f'<p style="margin:0 0 5px 0">{caught(words)}</p>' for _, words in first))
        self.first.setAccessibleDescription(". ".join(_plain(words) for _, words in first))
        ready = seen is not None and bool(self._asked[1]) and not problem
        bare = len(seen.bare) if seen is not None else 0
        both = bare + (len(seen.otherwise) if seen is not None else 0)
        self.bare.setText(f"Sort the {bare:,} without a theme" if bare != 1 else "Give it to the 1 without a theme")
        self.all.setText(f"Sort all {both:,}" if bare else f"Sort the {both:,} with other themes")
        self.bare.setVisible(ready and bare > 0)
        self.all.setVisible(ready and both > bare)
        self.keep.setVisible(ready)
        self.drop.setVisible(bool(self._rule))
        self.keep.setText("Keep the change" if self._rule else "Keep the rule")
        self.told.setVisible(seen is not None)
        self.first.setVisible(bool(first))

    def _forget(self) -> None:
        """What was previewed is of other words."""
        if self._seen is not None or self.problem.text():
            self._show(None)

    def _apply_to_bare(self) -> None:
        if self._seen is not None:
            self.apply_asked.emit(*self._asked, list(self._seen.bare), self._rule)

    def _apply_to_all(self) -> None:
        if self._seen is not None:
            self.apply_asked.emit(*self._asked, [*self._seen.bare, *self._seen.otherwise], self._rule)

    def _keep(self) -> None:
        self.keep_asked.emit(*self._asked, self._rule)

    def _load_rule(self, rule: str) -> None:
        found = next((one for one in survey_rules.rules(self._doc) if one.id == rule), None)
        if found is not None:
            self._rule = rule
            self.words.setText(found.words)
            self.theme.setCurrentIndex(max(0, self.theme.place(found.theme)))
            self.preview()

    def _take_offer(self) -> None:
        self._rule = ""
        self.words.setText(self.sender().objectName())
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.preview()

    def clear(self) -> None:
        """Begin a new rule."""
        self._rule = ""
        self.words.clear()
        self._show(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._seen is not None:
            self._show(self._seen, self.problem.text())


def _told(seen: Preview) -> str:
    if not seen.number:
        return "No comment holds these words."
    have = "has" if len(seen.already) == 1 else "have"
    parts = (
        f"{len(seen.bare):,} without a theme" if seen.bare else "",
        f"{len(seen.otherwise):,} with other themes" if seen.otherwise else "",
        f"{len(seen.already):,} that {have} it already" if seen.already else "",
    )
    return f"Catches {how_many(seen.number)}: {', '.join(filter(None, parts))}."


def _plain(words: str) -> str:
    return words.replace(survey_rules.BEFORE, "").replace(survey_rules.AFTER, "")

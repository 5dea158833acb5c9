"""Paper bank: choosing questions of the bank for a survey: type to find, Space ticks, Enter adds what is ticked."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.choices import QUESTION_KINDS
from ward_desk.core.choices import label as words_of
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.surveys.bank import BankQuestion, matching
from ward_desk.service.document import Document
from ward_desk.service.surveys.paper import survey_bank
from ward_desk.ui import dialogs, theme
from ward_desk.ui.import_foot import give_keys
from ward_desk.ui.pages.feedback.paper.paper_choices import ENTER
from ward_desk.ui.pages.feedback.paper.paper_screen import PaperScreen
from ward_desk.ui.panes import scrolled
from ward_desk.ui.widgets import Card, ElidedLabel, button, label

KEYS: Final = "Type to find · Up and Down move · Space ticks · Enter adds what is ticked · Esc cancels"
_CODE: Final = Qt.ItemDataRole.UserRole
_MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class PaperBank(PaperScreen):
    """The question bank, for one survey."""

    def __init__(self, doc: Document, survey: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc, self.survey = doc, survey
        self._have = survey_bank.asked_already(doc, survey)
        self._ticked: set[str] = set()
        self._by_code = {one.code: one for one in survey_bank.to_ask()}
        title = ElidedLabel("", "heading")
        title.set_words(f"Questions for {text(doc.store.get('survey', survey) or {}, 'ref')} from the bank")
        self.box = QLineEdit()
        self.box.setPlaceholderText("Find a question: safe, belong, wellbeing…")
        self.box.setAccessibleName("Find a question")
        self.box.setClearButtonEnabled(True)
        self.found = QListWidget()
        self.found.setAccessibleName("Questions of the bank")
        self.found.setObjectName("names")
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.wording = label("", "heading", wrap=True)
        self.detail, self.about = label("", wrap=True), label("", "soft", wrap=True)
        self.total = label("", "soft")
        self.cancel = button("Cancel", tip="Leave the survey as it is (Esc)")
        self.add_them = button("Add", main=True, tip="Enter")
        self._build(title)
        self.box.textChanged.connect(self._fill)
        self.found.itemChanged.connect(self._on_ticked)
        self.found.currentItemChanged.connect(lambda *_: self._show_detail())
        self.cancel.clicked.connect(self.closed)
        self.add_them.clicked.connect(self.add)
        for one in (self.box, self.found):
            one.installEventFilter(self)
        give_keys(self, (("Ctrl+Return", self.add), ("Ctrl+Enter", self.add), ("Esc", self.closed.emit)))
        self._fill()

    def _build(self, title: QWidget) -> None:
        left, right = Card(), Card()
        left.body.addWidget(self.box)
        left.body.addWidget(self.found, 1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        for words in (self.wording, self.detail, self.about):
            column.addWidget(words)
        right.body.addWidget(scrolled(inner))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        for place, (card, share) in enumerate(((left, 3), (right, 2))):
            split.addWidget(card)
            split.setStretchFactor(place, share)
        split.setSizes([600, 400])
        foot = QHBoxLayout()
        foot.addWidget(self.total, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.add_them)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(title)
        whole.addWidget(split, 1)
        whole.addLayout(foot)
        whole.addWidget(label(KEYS, "small", wrap=True))

    def _fill(self) -> None:
        at = self.current
        self.found.blockSignals(True)
        self.found.clear()
        group = ""
        for one in matching(self._by_code.values(), self.box.text()):
            if one.group != group:
                group = one.group
                head = QListWidgetItem(group)
                head.setFont(theme.font(bold=True))
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.found.addItem(head)
            self.found.addItem(self._item(one))
        self.found.blockSignals(False)
        codes = [self.found.item(n).data(_CODE) for n in range(self.found.count())]
        first = next((n for n, code in enumerate(codes) if code), -1)
        self.found.setCurrentRow(codes.index(at.code) if at is not None and at.code in codes else first)
        self._show_detail()
        self._tell()

    def _item(self, one: BankQuestion) -> QListWidgetItem:
        have = one.code in self._have
        item = QListWidgetItem(f"Asked already: {one.wording}" if have else one.wording)
        item.setData(_CODE, one.code)
        item.setToolTip(one.wording)
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        item.setFlags(flags if have else flags | Qt.ItemFlag.ItemIsUserCheckable)
        on = have or one.code in self._ticked
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        return item

    @property
    def current(self) -> BankQuestion | None:
        """The question the keyboard is on."""
        at = self.found.currentRow()
        return self._by_code.get(str(self.found.item(at).data(_CODE))) if at >= 0 else None

    def _show_detail(self) -> None:
        one = self.current
        self.wording.setText(one.wording if one else "No question of the bank says that.")
        kind = words_of(QUESTION_KINDS, one.kind) if one else ""
        self.detail.setText("\n".join((f"{kind}:", *(f"•  {option}" for option in one.options))) if one and one.options
                            else kind)  # fmt: skip
        self.about.setText(f"{one.note}\n\n{one.source}." if one else "")

    def _on_ticked(self, item: QListWidgetItem) -> None:
        code = str(item.data(_CODE))
        if item.checkState() == Qt.CheckState.Checked:
            self._ticked.add(code)
        else:
            self._ticked.discard(code)
        self._tell()

    def _tell(self) -> None:
        number = len(self._ticked)
        self.total.setText("Tick the questions to add" if not number else
                           "1 question ticked" if number == 1 else f"{number} questions ticked")  # fmt: skip
        self.add_them.setText("Add" if not number else f"Add {number}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.add()
                return True
            if watched is self.box and event.key() in _MOVES:
                self.found.setFocus(Qt.FocusReason.TabFocusReason)
                return False
            if watched is self.found and event.key() == Qt.Key.Key_Up and self._at_top:
                self.box.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if watched is self.found and len(event.text()) == 1 and event.text().isalnum():
                self.box.setFocus(Qt.FocusReason.TabFocusReason)
                self.box.setText(self.box.text() + event.text())
                return True
        return super().eventFilter(watched, event)

    @property
    def _at_top(self) -> bool:
        return all(not self.found.item(n).data(_CODE) for n in range(self.found.currentRow()))

    def add(self) -> None:
        """Add what is ticked, or with nothing ticked the question the keyboard is on."""
        at = self.current
        codes = self._ticked or ({at.code} if at is not None else set())
        try:
            made = survey_bank.add(self._doc, self.survey, codes)
        except KnownError as error:
            dialogs.tell_error(self, error)
            return
        if made:
            self.said.emit("Added a question" if len(made) == 1 else f"Added {len(made)} questions")
            self.closed.emit()

    def take_keyboard(self) -> None:
        """The keyboard goes to the box that finds."""
        self.box.setFocus()

    def commit_pending(self) -> None:
        """What is only ticked is nothing typed."""

    def restore(self, draft: str) -> bool:
        """Nothing is half typed here."""
        return False

    def refresh(self, changes: ChangeSet) -> None:
        """The document changed: questions may be in the survey now, or the survey gone."""
        if self._doc.store.get("survey", self.survey) is None:
            self.closed.emit()
        elif changes.touches("question"):
            self._have = survey_bank.asked_already(self._doc, self.survey)
            self._ticked -= self._have
            self._fill()

"""Paper slips: counting the equality slips of a pile, which are handed in apart from the forms.

Nothing of a single slip is ever written down: only what they come to, and only when there are enough of them.
"""

from __future__ import annotations

import json
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.choices import CHARACTERISTICS
from ward_desk.core.choices import label as words_of
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.service.document import Document
from ward_desk.service.surveys.paper import survey_bank, survey_forms
from ward_desk.ui import dialogs, theme
from ward_desk.ui.import_foot import give_keys
from ward_desk.ui.pages.feedback.paper.paper_asks import PaperAsk
from ward_desk.ui.pages.feedback.paper.paper_choices import PaperChoices
from ward_desk.ui.pages.feedback.paper.paper_screen import PaperScreen
from ward_desk.ui.panes import scrolled
from ward_desk.ui.reading_order import reading_order
from ward_desk.ui.record.record_page import Keeper
from ward_desk.ui.widgets import Card, ElidedLabel, button, label

DRAFT: Final = "equality_slips"  # the field of a survey numbers not kept yet are kept safe under
KEYS: Final = (
    "Digits count one more · Enter goes on, and after the last heading to the next slip · Shift+Enter or Up back"
    " · Page Up takes the last slip back · Ctrl+Enter keeps the totals · Esc is done"
)


class PaperSlips(PaperScreen):
    """The equality slips of one survey. The number beside each band is what it comes to so far."""

    def __init__(self, doc: Document, survey: str, keeper: Keeper | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc, self.survey, self._keeper = doc, survey, keeper
        self._slips: list[dict[str, str]] = []  # of this sitting, to be taken back; characteristic -> band
        self.added: dict[str, dict[str, int]] = {}  # not kept yet
        self._stored = survey_forms.slip_totals(doc, survey)
        self.title = ElidedLabel("", "heading")
        self.title.set_words(f"Equality slips of {text(doc.store.get('survey', survey) or {}, 'ref')}")
        self.standing, self.told = label("", "title"), label("", "soft", wrap=True)
        self.back = button("Take one back", tip="Take the last slip back (Page Up)")
        self.done = button("Done", tip="Back to the survey (Esc)")
        self.keep_it = button("Keep the totals", main=True, tip="Ctrl+Enter")
        self.asks: list[PaperAsk] = []
        self._bands: dict[str, tuple[str, ...]] = {}
        for one in survey_bank.equality():
            self._bands[one.characteristic] = one.options
            name = words_of(CHARACTERISTICS, one.characteristic)
            self.asks.append(PaperAsk(one.characteristic, name, PaperChoices(name, one.options, values=one.options)))
        self._build()
        for place, ask in enumerate(self.asks):
            ask.went.connect(lambda by, at=place: self._go(at, by))
        self.back.clicked.connect(self.take_back)
        self.done.clicked.connect(self.give_up)
        self.keep_it.clicked.connect(self.keep)
        give_keys(self, (
            ("Ctrl+Return", self.keep), ("Ctrl+Enter", self.keep), ("Esc", self.give_up), ("PgUp", self.take_back),
        ))  # fmt: skip
        self._tell()

    def _build(self) -> None:
        top, head = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.done)
        head.setSpacing(12)
        head.addWidget(self.standing)
        head.addWidget(self.told, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.back)
        head.addWidget(self.keep_it)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 2, 4, 2)
        column.setSpacing(theme.px(8))
        for ask in self.asks:
            column.addWidget(ask)
        self.area = scrolled(inner)
        card = Card()
        card.body.addWidget(self.area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addLayout(head)
        whole.addWidget(card, 1)
        whole.addWidget(label(KEYS, "small", wrap=True))
        reading_order(self.area.widget())

    def _tell(self) -> None:
        """Say what every band comes to."""
        for ask in self.asks:
            kept, more = self._stored.get(ask.id, {}), self.added.get(ask.id, {})
            editor = ask.editor
            assert isinstance(editor, PaperChoices)
            come = {band: kept.get(band, 0) + more.get(band, 0) for band in self._bands[ask.id]}
            editor.rename([f"{band} · {number}" if number else band for band, number in come.items()])
        number = max((sum(bands.values()) for bands in self.added.values()), default=0)
        self.standing.setText(f"Slip {number + 1}")
        self.told.setText(f"{number} counted, not kept yet" if number else "Nothing counted yet")
        self.back.setEnabled(bool(self._slips))
        self.keep_it.setEnabled(bool(number) and not self._doc.read_only)
        if self._keeper is None:
            return
        if number:
            words = json.dumps(self.added, ensure_ascii=False)
            self._keeper.keep("survey", self.survey, DRAFT, f"Equality slips: {words}")
        else:
            self._keeper.forget("survey", self.survey, DRAFT)

    def take_keyboard(self) -> None:
        """The keyboard goes to the first heading."""
        self._focus(0)

    def _focus(self, at: int) -> None:
        self.asks[at].editor.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(self.asks[at], 0, theme.px(40))

    def _go(self, at: int, by: int) -> None:
        if at + by >= len(self.asks):
            self.next_slip()
        elif at + by >= 0:
            self._focus(at + by)

    def next_slip(self) -> None:
        """Count the slip on the screen, and begin the next."""
        slip = {ask.id: str(ask.value) for ask in self.asks if ask.value}
        if slip:
            self._slips.append(slip)
            self._count(slip, 1)
        self._show({})
        self._focus(0)

    def take_back(self) -> None:
        """Have the last slip of this sitting on the screen again, not counted."""
        if self._slips:
            slip = self._slips.pop()
            self._count(slip, -1)
            self._show(slip)
            self._focus(0)

    def _count(self, slip: dict[str, str], by: int) -> None:
        for characteristic, band in slip.items():
            bands = self.added.setdefault(characteristic, {})
            bands[band] = bands.get(band, 0) + by
            if not bands[band]:
                del bands[band]
        self._tell()

    def _show(self, slip: dict[str, str]) -> None:
        for ask in self.asks:
            ask.load(slip.get(ask.id, ""))

    def keep(self) -> None:
        """Keep the totals, the slip on the screen counted too."""
        self.next_slip()
        if any(self.added.values()):
            self._keep()

    def _keep(self) -> bool:
        try:
            self.added = survey_forms.keep_slips(self._doc, self.survey, self.added)
        except KnownError as error:
            dialogs.tell_error(self, error)
            return False
        self._slips.clear()
        self._stored = survey_forms.slip_totals(self._doc, self.survey)
        self._tell()
        few = ", ".join(words_of(CHARACTERISTICS, one).lower() for one in self.added)
        self.said.emit(f"The totals are kept. Too few to keep yet: {few}" if few else "The totals are kept")
        return True

    def commit_pending(self) -> None:
        """Totals wait until somebody keeps them: too few would tell whose they are. They are safe from a crash."""

    def restore(self, draft: str) -> bool:
        """Put numbers back that were not kept yet."""
        try:
            found = json.loads(draft[draft.index("{") :])
            self.added = {
                str(of): {str(band): int(number) for band, number in bands.items()} for of, bands in found.items()
            }
        except (ValueError, TypeError, AttributeError):
            return False
        self._tell()
        return True

    def give_up(self) -> None:
        """Be done; what is not kept yet is asked after."""
        self.next_slip()
        if any(self.added.values()):
            answer = dialogs.ask(
                self, "Keep the totals of these slips?", ["Keep", "Throw away", "Go on counting"],
                "What is thrown away has to be counted anew.",
            )  # fmt: skip
            if answer not in (0, 1) or (answer == 0 and not (self._keep() and not self.added)):
                return
            self.added = {}
            self._tell()
        self.closed.emit()

    def refresh(self, changes: ChangeSet) -> None:
        """The document changed: the totals are read anew."""
        if self._doc.store.get("survey", self.survey) is None:
            self.closed.emit()
        elif changes.touches("equality_total"):
            self._stored = survey_forms.slip_totals(self._doc, self.survey)
            self._tell()

"""Paper sheet: one form of a survey on the screen, a line for everything it says, in the order of the paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.core.choices import RESPONSE_CHANNELS
from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.core.surveys.survey_file import CHOSEN
from ward_desk.service.document import Document
from ward_desk.service.surveys.paper import survey_forms
from ward_desk.service.surveys.paper.survey_forms import AGES, Form
from ward_desk.service.surveys.surveys import options_of, questions
from ward_desk.ui import theme
from ward_desk.ui.pages.feedback.paper.paper_asks import (
    AreaAsk,
    PaperAsk,
    PaperWords,
    day_line,
    number_line,
    words_line,
)
from ward_desk.ui.pages.feedback.paper.paper_choices import PaperChoices
from ward_desk.ui.panes import scrolled
from ward_desk.ui.reading_order import reading_order

_CARRIED = 2  # the first lines, the date and the channel, stay from form to form
_ONE_DIGIT = 10  # up to so many answers


class PaperSheet(QWidget):
    """The lines of a form. What stands there is stored by whoever is told that its end was passed."""

    changed = Signal()
    ended = Signal()  # Enter in the last line

    def __init__(self, doc: Document, survey: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc, self._survey = doc, survey
        self.asks: list[PaperAsk] = []
        self._asked: list[Row] = []
        self._areas: list[str] = []
        self._loading = False
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(4, 2, 4, 2)
        self._column.setSpacing(theme.px(8))
        self.area = scrolled(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.ask_anew()

    def ask_anew(self) -> bool:
        """Make the lines for the questions as they are now. False when they were those already."""
        asked = questions(self._doc, self._survey)
        if self.asks and asked == self._asked:
            return False
        for old in self.asks:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._asked, self._areas = asked, survey_forms.areas(self._doc, self._survey)
        codes, words = zip(*RESPONSE_CHANNELS, strict=True)
        self.asks = [
            PaperAsk("answered_on", "Date on the forms", day_line("Date on the forms", self._doc.today),
                     "It stays from form to form, as the next line does."),
            PaperAsk("channel", "How they came in", PaperChoices("How they came in", words, values=codes)),
            *(_question(place, one, self._doc.today) for place, one in enumerate(asked, 1)),
            PaperAsk("age_band", "Age band", PaperChoices("Age band", AGES)),
            AreaAsk("area", "Area", self._areas),
        ]  # fmt: skip
        for place, ask in enumerate(self.asks):
            self._column.addWidget(ask)
            ask.changed.connect(self._on_changed)
            ask.went.connect(lambda by, at=place: self._go(at, by))
        reading_order(self.area.widget())
        return True

    def load(self, form: Form) -> None:
        """Show a form."""
        self._loading = True
        fields = {"answered_on": form.answered_on, "channel": form.channel, "age_band": form.age_band,
                  "area": form.area}  # fmt: skip
        for ask in self.asks:
            ask.load(fields.get(ask.id) or form.answers.get(ask.id))
        self._loading = False

    def typed(self, began: Form) -> Form:
        """The form `began` as it stands here now."""
        given = {ask.id: ask.value for ask in self.asks}
        day, channel, age, area = (str(given.pop(one)) for one in ("answered_on", "channel", "age_band", "area"))
        answers = {name: value for name, value in given.items() if value}
        return replace(began, answered_on=day, channel=channel, age_band=age, area=area, answers=answers)

    def check(self) -> bool:
        """Whether everything can be read; else the keyboard goes to the first line that can't."""
        for place, ask in enumerate(self.asks):
            if not ask.check():
                self.focus_line(place)
                return False
        return True

    def name_areas(self, area: str) -> None:
        """Give a new area its number."""
        ask = self.asks[-1]
        if area and area not in self._areas and isinstance(ask, AreaAsk):
            self._areas = survey_forms.areas(self._doc, self._survey)
            ask.name(self._areas)

    def begin(self, *, dated: bool) -> None:
        """Put the keyboard into the first question, or where no date was given yet, into the date."""
        self.focus_line(_CARRIED if dated else 0)

    def focus_line(self, at: int) -> None:
        """Put the keyboard into a line, in sight with the one after it."""
        self.asks[at].editor.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(self.asks[min(at + 1, len(self.asks) - 1)], 0, 0)
        self.area.ensureWidgetVisible(self.asks[at], 0, theme.px(12))

    def _go(self, at: int, by: int) -> None:
        if at + by >= len(self.asks):
            self.ended.emit()
        elif at + by >= 0:
            self.focus_line(at + by)

    def _on_changed(self) -> None:
        if not self._loading:
            self.changed.emit()


def _question(place: int, row: Row, today: date) -> PaperAsk:
    wording, kind, options = text(row, "wording"), text(row, "kind"), options_of(row)
    ask, words = str(row["id"]), f"{place}. {text(row, 'wording')}"
    if kind in CHOSEN and options:
        note = "Several may be chosen: a digit chooses or lets go." if kind == "several" else ""
        if note and len(options) > _ONE_DIGIT:
            note += " Press Space between two numbers."
        return PaperAsk(ask, words, PaperChoices(wording, options, several=kind == "several"), note)
    if kind == "text":
        return PaperAsk(ask, words, PaperWords(wording))
    if kind == "number":
        return PaperAsk(ask, words, number_line(wording))
    if kind == "date":
        return PaperAsk(ask, words, day_line(wording, today))
    return PaperAsk(ask, words, words_line(wording))

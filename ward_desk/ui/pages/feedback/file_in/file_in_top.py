"""File in top: what file it is, into which survey it goes, by which channel people answered, and which sheet is
read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.core.choices import RESPONSE_CHANNELS
from ward_desk.core.surveys.survey_file import TOOLS, SurveyFile
from ward_desk.service.surveys.file_in.survey_import import Plan
from ward_desk.ui import theme
from ward_desk.ui.widgets import Choice, ElidedLabel, FlowLayout

NEW: Final = ""
_TITLE: Final = 260  # px at 100 %, of the box for the name of a new survey
CHANNELS: Final = (
    ("", "as the file says"), *((code, words.lower()) for code, words in RESPONSE_CHANNELS)
)  # fmt: skip


def _said_of(file: SurveyFile) -> str:
    """What kind of file it is, and how long: "responses.csv · Microsoft Forms, 1,204 rows"."""
    tool = dict(TOOLS).get(file.tool, file.tool)
    return f"{file.name} · {tool}, {file.row_count:,} {'row' if file.row_count == 1 else 'rows'}"


class Top(QWidget):
    """The head of the screen."""

    survey_chosen = Signal(str)  # "" for a new one
    titled = Signal(str)  # the name of a new survey
    channel_chosen = Signal(str)
    sheet_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ElidedLabel("", "heading")
        self.survey = Choice("Into:")
        self.survey.setAccessibleName("The survey it goes into")
        self.title = QLineEdit()
        self.title.setAccessibleName("Name of the new survey")
        self.title.setPlaceholderText("Name of the new survey")
        self.channel = Choice("Answered:")
        self.channel.setAccessibleName("Channel of all responses")
        self.channel.fill(CHANNELS)
        self.sheet = Choice("Sheet:")
        self.sheet.setAccessibleName("Sheet")
        fields = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        fields.setSizePolicy(policy)
        flow = FlowLayout(fields)
        for one in self.fields:
            flow.addWidget(one)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.name)
        box.addWidget(fields)
        self.survey.currentIndexChanged.connect(self._on_survey)
        self.title.textEdited.connect(self.titled)
        self.channel.currentIndexChanged.connect(lambda: self.channel_chosen.emit(self.channel.currentData()))
        self.sheet.currentIndexChanged.connect(lambda: self.sheet_chosen.emit(self.sheet.currentData()))

    @property
    def fields(self) -> Sequence[QWidget]:
        """What takes the keyboard, in its order."""
        return self.survey, self.title, self.channel, self.sheet

    def load(self, file: SurveyFile, surveys: Sequence[tuple[str, str]], plan: Plan) -> None:
        """Show a file, and where it goes: `surveys` are those there are, by id and title."""
        self.name.set_words(_said_of(file))
        self.survey.fill([(NEW, "a new survey"), *surveys], plan.survey)
        self.title.setVisible(plan.survey == NEW)
        self.title.setFixedWidth(theme.px(_TITLE))
        if not self.title.hasFocus():  # else somebody is typing it
            self.title.setText(plan.title)
        self.channel.fill(CHANNELS, plan.channel)
        self.sheet.fill(list(enumerate(file.sheets)), file.sheet)
        self.sheet.setVisible(len(file.sheets) > 1)

    def _on_survey(self) -> None:
        self.title.setVisible(self.survey.currentData() == NEW)
        self.survey_chosen.emit(self.survey.currentData())

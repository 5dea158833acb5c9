"""Welcome: what is shown with no document open: the sample, a document, a new ward partnership, the recent ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ward_desk.service import frameworks
from ward_desk.service.wards import NewWard, suggested_prefix
from ward_desk.ui import theme
from ward_desk.ui.widgets import Card, Choice, ElidedLabel, button, label

OTHER = "Another ward…"


class Welcome(QWidget):
    """The start. It asks; the application behind the window opens and makes documents."""

    sample_asked = Signal()
    open_asked = Signal()
    path_asked = Signal(object)  # Path
    new_asked = Signal(object)  # NewWard
    collate_asked = Signal()

    def __init__(self, recent: Callable[[], list[Path]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(label("Ward Desk", "title"))
        column.addWidget(
            label(
                "One ward partnership in one file: its action plan, events, feedback and activity counts, "
                "and the quarterly return they add up to. Nothing leaves this computer until you send it.",
                "soft", wrap=True,
            )
        )  # fmt: skip
        cards = QHBoxLayout()
        cards.setSpacing(16)
        cards.addWidget(self._start_card(recent()), 4, Qt.AlignmentFlag.AlignTop)
        cards.addWidget(self._new_card(), 5, Qt.AlignmentFlag.AlignTop)
        column.addLayout(cards)
        column.addStretch(1)
        inside.setMaximumWidth(theme.px(1040))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.sample.setFocus()

    def _start_card(self, recent: list[Path]) -> Card:
        card = Card("Open")
        layout = card.layout()
        assert isinstance(layout, QVBoxLayout)
        self.sample = button("Look at the sample ward, Chesham", main=True)
        self.sample.clicked.connect(self.sample_asked)
        layout.addWidget(self.sample)
        layout.addWidget(label("A copy of your own to try things in. The one that came with Ward Desk stays as it is.",
                               "small", wrap=True))  # fmt: skip
        self.open_button = button("Open a document…")
        self.open_button.clicked.connect(self.open_asked)
        layout.addWidget(self.open_button)
        self.collate_button = button("Collate returns of many wards…", tip="For the central team")
        self.collate_button.clicked.connect(self.collate_asked)
        layout.addWidget(self.collate_button)
        if recent:
            layout.addWidget(label("Opened lately", "heading"))
        for path in recent:
            line = button(path.stem, link=True, tip=str(path))
            line.setAccessibleName(f"Open {path.stem}")
            line.clicked.connect(lambda _=False, one=path: self.path_asked.emit(one))
            row = QHBoxLayout()
            row.addWidget(line)
            row.addWidget(ElidedLabel(str(path.parent), "small"), 1)
            layout.addLayout(row)
        return card

    def _new_card(self) -> Card:
        card = Card("Start a new ward partnership")
        layout = card.layout()
        assert isinstance(layout, QVBoxLayout)
        self._frameworks = frameworks.available()
        self.programme = Choice()
        self.programme.fill([(one.code, one.programme) for one in self._frameworks])
        self.ward = Choice()
        self.other = QLineEdit()
        self.town = QLineEdit()
        self.prefix = QLineEdit()
        self.chair = QLineEdit("Ward councillor (chair)")
        self.officer = QLineEdit("Community officer")
        self.email = QLineEdit()
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(8)
        for words, field, hint in (
            ("Programme", self.programme, ""),
            ("Ward", self.ward, ""),
            ("Its name", self.other, "The ward's name"),
            ("Town", self.town, ""),
            ("Letters for references", self.prefix, "CHE gives CHE-07"),
            ("Chair (role)", self.chair, "A role, not a name"),
            ("Support officer (role)", self.officer, "A role, not a name"),
            ("Work e-mail", self.email, "For questions about the return"),
        ):
            field.setAccessibleName(words)
            if isinstance(field, QLineEdit):
                field.setPlaceholderText(hint)
                field.setToolTip(hint)
            caption = label(words, "soft")
            caption.setBuddy(field)
            caption.setContentsMargins(0, theme.px(4), 0, 0)  # level with the words in the field
            form.addRow(caption, field)
        self._form = form
        layout.addLayout(form)
        self.holds = label("", "small", wrap=True)
        layout.addWidget(self.holds)
        self.make = button("Make the document…")
        self.make.clicked.connect(self._on_create)
        layout.addWidget(self.make)
        self.programme.currentIndexChanged.connect(self._on_programme)
        self.ward.currentIndexChanged.connect(self._on_ward)
        self.other.textEdited.connect(self._on_other)
        self._on_programme()
        return card

    @property
    def _framework(self) -> frameworks.Framework:
        return self._frameworks[max(self.programme.currentIndex(), 0)]

    def _on_programme(self) -> None:
        chosen = self._framework
        self.ward.fill([*((one.ward, one.ward) for one in chosen.wards), ("", OTHER)])
        hangs = (
            f"{len(chosen.themes)} themes" if chosen.shape == "themes"
            else f"{len(chosen.recommendations)} recommendations in three terms"
        )  # fmt: skip
        self.holds.setText(
            f"It comes with {hangs}, {len(chosen.counts)} standard counts, and a return due each quarter on the "
            f"{chosen.return_due_day}th of the month after. Chair and support are roles, never names."
        )
        self._on_ward()

    def _on_ward(self) -> None:
        known = next((one for one in self._framework.wards if one.ward == self.ward.currentData()), None)
        self._form.setRowVisible(self.other, known is None)
        self.town.setText(known.town if known else "")
        self.prefix.setText(known.prefix if known else "")

    def _on_other(self, name: str) -> None:
        self.prefix.setText(suggested_prefix(name, self._framework) if name.strip() else "")

    def _on_create(self) -> None:
        ward = str(self.ward.currentData() or self.other.text())
        self.new_asked.emit(
            NewWard(
                self._framework, ward, self.town.text(), self.prefix.text(), self.chair.text().strip(),
                self.officer.text().strip(), self.email.text().strip(),
            )
        )  # fmt: skip

    def start_new(self) -> None:
        """Put the keyboard where a new ward begins."""
        self.programme.setFocus(Qt.FocusReason.OtherFocusReason)

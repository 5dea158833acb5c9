"""Collate side: what is to be made: programme, quarter, drafts and place, and what was made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ward_desk.core.periods import Quarter
from ward_desk.core.typed import counted
from ward_desk.service import frameworks
from ward_desk.service.collation.arrivals import Judged
from ward_desk.service.collation.collate import beside
from ward_desk.ui.widgets import Card, Choice, ElidedLabel, button, label, row, set_tone

ANY = "As the returns say"


class CollateSide(QWidget):
    """The choices beside the files."""

    changed = Signal()  # programme, quarter or drafts
    place_asked = Signal()
    collate_asked = Signal()

    def __init__(self, expect: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judged: Judged | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._make_card(expect))
        self.wards_card = Card("Wards")
        self.wards = label("", wrap=True)
        self.wards_card.body.addWidget(self.wards)
        column.addWidget(self.wards_card)
        column.addWidget(self._made_card())
        column.addStretch(1)
        self.wards_card.hide()
        self.made_card.hide()

    def _make_card(self, expect: str) -> Card:
        card = Card("Put together")
        self.programme = Choice()
        self.programme.fill([("", ANY), *((one.code, one.programme) for one in frameworks.available())], expect)
        self.programme.currentIndexChanged.connect(self.changed)
        self.quarter = Choice()
        self.quarter.fill([("", "The newest")])
        self.quarter.currentIndexChanged.connect(self.changed)
        for words, one in (("Expected programme", self.programme), ("Quarter", self.quarter)):
            one.setAccessibleName(words)
            caption = label(words, "small", wrap=True)
            caption.setBuddy(one)
            card.body.addWidget(caption)
            card.body.addWidget(one)
        self.drafts = QCheckBox("Include drafts")
        self.drafts.setToolTip("Returns that nobody has signed count too, where there is no signed one")
        self.drafts.toggled.connect(self.changed)
        card.body.addWidget(self.drafts)
        card.body.addWidget(label("Programme workbook", "small"))
        self.place = ElidedLabel("Not chosen yet")
        change = button("Change…", link=True, tip="Where the programme workbook is written")
        change.setAccessibleName("Change where the programme workbook is written")
        change.clicked.connect(self.place_asked)
        card.body.addLayout(row(self.place, change, stretch=0))
        self.beside = label("", "small", wrap=True)
        card.body.addWidget(self.beside)
        self.collate = button("Collate", main=True, tip="Put the returns together (Ctrl+Return)")
        self.collate.setEnabled(False)
        self.collate.clicked.connect(self.collate_asked)
        card.body.addWidget(self.collate)
        return card

    def _made_card(self) -> Card:
        self.made_card = Card("Made")
        self.files = [button("", link=True) for _ in range(3)]
        self.made_words = label("", "small", wrap=True)
        self.made_card.body.addWidget(self.made_words)
        for one in self.files:
            one.setStyleSheet("text-align: left;")
            one.clicked.connect(self._on_file)
            self.made_card.body.addWidget(one)
        self.folder = button("Open the folder")
        self.folder.clicked.connect(self._on_file)
        self.made_card.body.addWidget(self.folder)
        return self.made_card

    def _on_file(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.sender().property("path"))))

    def show_place(self, path: Path | None) -> None:
        """Show where the workbook goes."""
        self.place.set_words(f"{path.name} in {path.parent}" if path else "Not chosen yet")
        if path is None:
            words = "A data file and a folder of CSV files stand beside it."
        else:
            data_file, folder = beside(path)
            words = (
                f"Beside it stand {data_file.name}, which keeps every return and grows, and the folder {folder.name}."
            )
        self.beside.setText(words)

    def show_judged(self, judged: Judged) -> None:
        """Offer the quarters there are, and say which wards are missing."""
        self._judged = judged
        options = [(one, Quarter.parse(one).short) for one in judged.quarters] or [("", "The newest")]
        self.quarter.fill(options, judged.period)
        self.collate.setEnabled(bool(judged.period))
        here = {one.ward for one in judged.lines if one.level in ("fine", "ask") and one.ward}
        self.wards_card.setVisible(bool(judged.lines))
        want = len(here) + len(judged.missing)
        if judged.missing:
            words = f"{len(here)} of {want} wards. Missing: {', '.join(judged.missing)}."
        elif not here:
            words = "No return can be counted yet."
        else:
            words = f"{counted(len(here), 'ward')}, none missing."
        set_tone(self.wards, "tone", "warning" if judged.missing or not here else "")
        self.wards.setText(words)

    def show_made(self, words: str, files: Sequence[Path]) -> None:
        """Show what was written; nothing for no files."""
        self.made_card.setVisible(bool(files))
        self.made_words.setText(words)
        for shown, path in zip(self.files, files, strict=False):
            shown.setText(path.name)
            shown.setToolTip(f"Open {path}")
            shown.setAccessibleName(f"Open {path.name}")
            shown.setProperty("path", str(path))
        if files:
            self.folder.setProperty("path", str(files[0].parent))

"""Risk places: one risk before and after what is done about it, side by side, and where all risks stand."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.core import risk
from ward_desk.core.records import Row
from ward_desk.core.risk import Place
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.pages.plan.risk_picture import Dot, RiskPicture
from ward_desk.ui.record.record_part import Attempt
from ward_desk.ui.widgets import label

_WHEN: Final = (("before", "Before"), ("after", "After what is done"))


class RiskPlaces(QWidget):
    """Two pictures of one risk. `edited` gives the two fields to keep, likelihood and impact together."""

    edited = Signal(object)  # Row

    def __init__(self) -> None:
        super().__init__()
        self.pictures = {when: RiskPicture(f"Risk {when}", movable=True) for when, _ in _WHEN}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 4, 0, 0)
        outer.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(12)
        outer.addLayout(line)
        for when, caption in _WHEN:
            picture = self.pictures[when]
            words = label("", "small", wrap=True)
            picture.words_changed.connect(words.setText)
            picture.moved.connect(lambda place, when=when: self._on_moved(when, place))
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(label(caption, "soft", wrap=True))
            column.addWidget(words)
            column.addStretch(1)  # the pictures stand level
            column.addWidget(picture)
            line.addLayout(column, 1)
        outer.addWidget(label("Likelihood goes up, impact across.", "small", wrap=True))

    def show_risk(self, row: Row | None, *, read_only: bool) -> None:
        """Show where a risk stands."""
        for when, picture in self.pictures.items():
            picture.show_one(risk.place(row, when) if row else None, read_only=read_only or row is None)

    def commit_pending(self) -> None:
        """Keep where a mark was moved."""
        for picture in self.pictures.values():
            picture.commit()

    def _on_moved(self, when: str, place: Place | None) -> None:
        likelihood, impact = place if place else (None, None)
        self.edited.emit({f"likelihood_{when}": likelihood, f"impact_{when}": impact})


class AllRisks(QWidget):
    """Every risk of the partnership on one picture: where it stands after what is done, else before."""

    chosen = Signal(str)  # id of a risk

    def __init__(self, doc: Document) -> None:
        super().__init__()
        self._doc = doc
        self.picture = RiskPicture("All risks")
        self.picture.setMinimumHeight(theme.px(240))
        self.picture.chosen.connect(self.chosen)
        self._words = label("", "small", wrap=True)
        self.picture.words_changed.connect(self._words.setText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(label("All risks, after what is done about them", "heading", wrap=True))
        column.addWidget(self._words)
        column.addWidget(self.picture)
        column.addWidget(label("Likelihood goes up, impact across.", "small", wrap=True))

    def show_risks(self, row: Row | None) -> None:
        """Show them as they are now, the chosen one stronger."""
        placed = [
            Dot(str(one["id"]), str(one["ref"]), str(one["title"]), place)
            for one in self._doc.store.rows("risk")
            if (place := risk.place(one, "after") or risk.place(one, "before"))
        ]
        self.picture.show_all(placed, str(row["id"]) if row else "")


class RiskSide(QWidget):
    """For a page with a list of risks: the chosen one, moved here, and all of them."""

    chosen = Signal(str)  # id of a risk

    def __init__(self, doc: Document, attempt: Attempt) -> None:
        super().__init__()
        self._doc, self._attempt = doc, attempt
        self._row: Row | None = None
        self.places, self.all_risks = RiskPlaces(), AllRisks(doc)
        self.places.edited.connect(self._on_placed)
        self.all_risks.chosen.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.places)
        column.addWidget(self.all_risks)

    def show_risk(self, row: Row | None) -> None:
        """Show a risk among the others. A mark moved and not kept yet is kept for the risk that is left."""
        if row is None or self._row is None or row["id"] != self._row["id"]:
            self.places.commit_pending()
        self._row = row
        self.places.show_risk(row, read_only=self._doc.read_only)
        self.all_risks.show_risks(row)

    def _on_placed(self, values: Row) -> None:
        if self._row is not None:
            risk_id = str(self._row["id"])
            self._attempt(lambda: edits.edit(self._doc, "risk", risk_id, values))

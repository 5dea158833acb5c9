"""Return list: the returns and the calendar of what is due, as lines of one list."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ward_desk.core import choices
from ward_desk.core.fields import shown_day, text, whole
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.core.typed import show_date
from ward_desk.service.returns.return_due import Entry, told
from ward_desk.service.returns.return_reports import Recut

_ROW: Final = Qt.ItemDataRole.UserRole  # id of a return, "" of a line without one
_ROUND_WORDS: Final = 10  # px at each side
_HIGH: Final = 100_000  # px, more than any words need
_WAITING: Final = Qt.ItemDataRole.UserRole + 1


class ReturnList(QListWidget):
    """Every return, the newest first, and below them the quarters whose return nobody has begun."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Returns")
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QListWidget::item { padding: 4px 6px; }")

    def fill(self, rows: list[tuple[Row, Quarter]], entries: list[Entry], reports: list[Recut], today: date) -> None:
        """Show these returns, the quarters of the calendar that have none, and what else is reported."""
        self.clear()
        for row, quarter in rows:
            self._add(_line(row, quarter), str(row["id"]), None)
        waiting = [entry for entry in entries if not entry.versions]
        for entry in sorted(waiting, key=lambda one: (one.standing != "missing", one.due)):
            said = told(entry, today)
            self._add(f"{entry.quarter.short}\n{said[:1].upper()}{said[1:]}", "", entry)
        for report in reports:
            self._add(f"{report.to}\nEvery {report.every}", "", report)
        self._fit()

    def _add(self, words: str, row_id: str, waiting: Entry | Recut | None) -> None:
        item = QListWidgetItem(words)
        item.setData(_ROW, row_id)
        item.setData(_WAITING, waiting)
        item.setToolTip(words.replace("\n", ": "))
        self.addItem(item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give every line the height that its words need in this width: Qt forgets the room around them."""
        metrics, room = QFontMetrics(self.font()), max(1, self.viewport().width() - 2 * _ROUND_WORDS)
        for place in range(self.count()):
            item = self.item(place)
            height = metrics.boundingRect(0, 0, room, _HIGH, int(Qt.TextFlag.TextWordWrap), item.text()).height()
            item.setSizeHint(QSize(room, height + 8))

    def choose(self, place: int) -> None:
        """Stand on a line, without a word to anybody."""
        self.blockSignals(True)
        self.setCurrentRow(place)
        self.blockSignals(False)

    def place_of(self, quarter: str) -> int:
        """The line of a quarter that nobody has begun, by the quarter's key; -1 when there is none."""
        for place in range(self.count()):
            found = self.waiting(self.item(place))
            if isinstance(found, Entry) and found.quarter.key == quarter:
                return place
        return -1

    def waiting(self, item: QListWidgetItem | None) -> Entry | Recut | None:
        """What a line without a return stands for: a quarter nobody has begun, or a report for other dates."""
        found = item.data(_WAITING) if item is not None else None
        return found if isinstance(found, Entry | Recut) else None


def about(waiting: Entry | Recut, today: date) -> tuple[str, str]:
    """What is said of a line without a return, and the words of the button under it."""
    if isinstance(waiting, Recut):
        days = f"{show_date(waiting.first)} to {show_date(waiting.last)}"
        return (
            f"{waiting.to}, every {waiting.every} ({waiting.source}). The same data, re-cut for {days} or any two"
            " dates. It is not a return.",
            "Re-cut for these dates…",
        )
    name, due = f"{waiting.quarter.short}: {waiting.quarter.long}", show_date(waiting.due)
    said = {
        "missing": f"Nobody has begun this return. It was due on {due}, and the central team counts it as missing.",
        "not_started": f"Nobody has begun this return yet. It is due on {due}.",
    }.get(waiting.standing, f"This quarter is still to come. Its return is due on {due}.")
    start = "" if waiting.quarter.first > today else f"Start the {waiting.quarter.short} return"
    return f"{name}. {said}", start


def _line(row: Row, quarter: Quarter) -> str:
    version, status = whole(row, "version") or 1, text(row, "status")
    word = choices.label(choices.RETURN_STATUSES, status)
    day = "" if status == "draft" else shown_day(row["sent_on" if status == "sent" else "signed_on"])
    return f"{quarter.short}{f', version {version}' if version > 1 else ''}\n{f'{word} {day}'.strip()}"

"""Return list: the returns and the calendar of what is due, as lines of one list."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ward_desk.core import choices
from ward_desk.core.fields import shown_day, text, whole
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.core.typed import show_date
from ward_desk.service.returns.return_due import Entry, told
from ward_desk.service.returns.return_reports import Recut
from ward_desk.ui import theme

_ROW: Final = Qt.ItemDataRole.UserRole  # id of a return, "" of a line without one
_ROUND_WORDS: Final = 10  # px at each side
_HIGH: Final = 100_000  # px, more than any words need
_WAITING: Final = Qt.ItemDataRole.UserRole + 1
_EARLIER: Final = Qt.ItemDataRole.UserRole + 2  # whether a newer version stands above
_INDENT: Final = 14  # px at 100 %


class _Line(QStyledItemDelegate):
    """An earlier version of a return stands further in than the newest one above it."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.data(_EARLIER):
            option = QStyleOptionViewItem(option)
            option.rect = option.rect.adjusted(theme.px(_INDENT), 0, 0, 0)
        super().paint(painter, option, index)


class ReturnList(QListWidget):
    """Every return, the newest quarter first and its earlier versions under it, and below them the quarters whose
    return nobody has begun."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Returns")
        self.setItemDelegate(_Line(self))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QListWidget::item { padding: 4px 6px; }")

    def fill(self, rows: list[tuple[Row, Quarter]], entries: list[Entry], reports: list[Recut], today: date) -> None:
        """Show these returns, the quarters of the calendar that have none, and what else is reported."""
        self.clear()
        newest = sorted(rows, key=lambda one: (one[1].first, whole(one[0], "version") or 1), reverse=True)
        before = ""
        for row, quarter in newest:
            earlier = quarter.key == before
            before = quarter.key
            if earlier:
                words = _earlier(row)
                self._add(words, str(row["id"]), None, f"{quarter.short}, {words}", earlier=True)
            else:
                self._add(_line(row, quarter), str(row["id"]), None)
        waiting = [entry for entry in entries if not entry.versions]
        for entry in sorted(waiting, key=lambda one: (one.standing != "missing", one.due)):
            said = told(entry, today)
            self._add(f"{entry.quarter.short}\n{said[:1].upper()}{said[1:]}", "", entry)
        for report in reports:
            self._add(f"{report.to}\nEvery {report.every}", "", report)
        self._fit()

    def _add(
        self, words: str, row_id: str, waiting: Entry | Recut | None, spoken: str = "", *, earlier: bool = False
    ) -> None:
        item = QListWidgetItem(words)
        told = (spoken or words).replace("\n", ": ")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
        item.setData(_EARLIER, earlier)
        item.setData(_ROW, row_id)
        item.setData(_WAITING, waiting)
        item.setToolTip(told)
        self.addItem(item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give every line the height that its words need in this width: Qt forgets the room around them."""
        metrics, room = QFontMetrics(self.font()), max(1, self.viewport().width() - 2 * _ROUND_WORDS)
        for place in range(self.count()):
            item = self.item(place)
            inside = room - (theme.px(_INDENT) if item.data(_EARLIER) else 0)
            height = metrics.boundingRect(0, 0, inside, _HIGH, int(Qt.TextFlag.TextWordWrap), item.text()).height()
            item.setSizeHint(QSize(room, height + 8))

    def choose(self, place: int) -> None:
        """Stand on a line, without a word to anybody."""
        self.blockSignals(True)
        self.setCurrentRow(place)
        self.blockSignals(False)

    def ids(self) -> list[str]:
        """The id of every line's return, "" of a line without one."""
        return [str(self.item(place).data(_ROW)) for place in range(self.count())]

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
            f"{waiting.to}, every {waiting.every}. The same data, re-cut for {days} or any two"
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
    version = whole(row, "version") or 1
    return f"{quarter.short}{f', version {version}' if version > 1 else ''}\n{_standing(row)}"


def _earlier(row: Row) -> str:
    said = _standing(row)
    return f"version {whole(row, 'version') or 1}, {said[:1].lower()}{said[1:]}"


def _standing(row: Row) -> str:
    status = text(row, "status")
    word = choices.label(choices.RETURN_STATUSES, status)
    day = "" if status == "draft" else shown_day(row["sent_on" if status == "sent" else "signed_on"])
    return f"{word} {day}".strip()

"""Table model: a list of records whose ids are all known and whose rows are fetched as they come on screen.

Sorting and filtering are asked of the store, never done here: a sort in Python of 20,000 rows takes seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ward_desk.core.choices import Choices, label
from ward_desk.core.records import Row, Value
from ward_desk.ui import marks
from ward_desk.ui.field_text import show_kind

# A comparison of ints is seven times as fast as one of Qt's enums, and `data` is called for every cell painted.
DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
TOOLTIP: Final = int(Qt.ItemDataRole.ToolTipRole)
ALIGN: Final = int(Qt.ItemDataRole.TextAlignmentRole)
ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
RAW: Final = int(Qt.ItemDataRole.UserRole)  # the stored value
CHUNK: Final = 100
MOST_COMPARED: Final = 3  # chunks

LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

CellKind = Literal["text", "soft", "date", "when", "number", "percent", "money", "choice", "rating",
                   "progress", "theme", "trend"]  # fmt: skip
Index = QModelIndex | QPersistentModelIndex


class Column(NamedTuple):
    """One column of a list.

    `rating` shows the mark of the code under `key`; with `status` set, the standing of both (`marks.standing`).
    `choice` shows the label of a code. `theme` draws the square of the place under `position`.
    `trend` draws a sparkline of a list of numbers.
    `say` makes the words from the whole row when the value alone does not say it.
    """

    key: str
    heading: str
    kind: CellKind = "text"
    width: float = 10  # in widths of a letter
    stretch: bool = False  # takes the room that is left
    sortable: bool = True
    hidden: bool = False  # until someone chooses it
    status: str = ""
    position: str = "theme_position"
    choices: Choices = ()
    say: Callable[[Row], str] | None = None


class FetchIds(Protocol):
    """Asks the store for the ids of a list, filtered and sorted."""

    def __call__(
        self, *, words: str, filters: Mapping[str, Value], sort: str, descending: bool | None
    ) -> Sequence[str]: ...


class ListModel(QAbstractTableModel):
    """Records as rows. `FetchRows` gives the display columns of some ids, in their order."""

    def __init__(
        self,
        columns: Sequence[Column],
        fetch_ids: FetchIds,
        fetch_rows: Callable[[Sequence[str]], Sequence[Row]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch_ids, self._fetch_rows = fetch_ids, fetch_rows
        self._ids: list[str] = []
        self._place: dict[str, int] = {}
        self._rows: dict[int, Row] = {}
        self.words = ""
        self.filters: dict[str, Value] = {}
        self.sort_key = ""
        self.descending = False

    def reload(self) -> bool:
        """Ask again for everything, with the words, filters and sort as they are now. False when the list still holds
        the same records in the same order: then only those that look otherwise now are painted again."""
        # Without a column of one's own choosing the list has its own order, and its own way up.
        down = self.descending if self.sort_key else None
        ids = self._fetch_ids(words=self.words, filters=self.filters, sort=self.sort_key, descending=down)
        if self._ids and list(ids) == self._ids:
            self._fetch_again()
            return False
        self.beginResetModel()
        self._ids = list(ids)
        self._place = {row_id: place for place, row_id in enumerate(self._ids)}
        self._rows.clear()
        self.endResetModel()
        return True

    def _fetch_again(self) -> None:
        before, self._rows = self._rows, {}
        chunks = {row - row % CHUNK for row in before}
        last = len(self.columns) - 1
        if len(chunks) > MOST_COMPARED:  # somebody has been all through the list
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, last))
            return
        for row, old in before.items():
            if self.record(row) != old:
                self.dataChanged.emit(self.index(row, 0), self.index(row, last))

    @property
    def ids(self) -> Sequence[str]:
        """The ids shown, in their order."""
        return self._ids

    def id_at(self, row: int) -> str:
        """The id of the record in a row; "" when there is no such row."""
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def row_of(self, row_id: str) -> int:
        """The row a record is in; -1 when it is not shown."""
        return self._place.get(row_id, -1)

    def record(self, row: int) -> Row:
        """The display columns of the record in a row."""
        found = self._rows.get(row)
        if found is None:
            start = row - row % CHUNK
            asked = self._ids[start : start + CHUNK]
            self._rows.update(enumerate(self._fetch_rows(asked), start))
            found = self._rows.get(row, {})
        return found

    def words_of(self, row: int, column: int) -> str:
        """What a cell says, as text."""
        shown, record = self.columns[column], self.record(row)
        if shown.say is not None:
            return shown.say(record)
        value = record.get(shown.key)
        if shown.kind == "rating":
            mark = self.mark_of(row, column)
            return mark.words if mark else ""
        if shown.kind == "trend":
            return ""
        if shown.kind == "choice":
            return label(shown.choices, value)
        return show_kind(shown.kind, value)

    def mark_of(self, row: int, column: int) -> marks.Mark | None:
        """The mark a cell draws, for a column of ratings."""
        shown, record = self.columns[column], self.record(row)
        value = str(record.get(shown.key) or "")
        return marks.standing(str(record.get(shown.status) or ""), value) if shown.status else marks.mark(value)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if role == DISPLAY:
            return self.words_of(index.row(), index.column()) if index.isValid() else None
        if role not in (TOOLTIP, ALIGN, ACCESSIBLE, RAW) or not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == ALIGN:
            return RIGHT if column.kind in ("number", "percent", "money") else LEFT
        if role == RAW:
            return self.record(index.row()).get(column.key)
        words = self.words_of(index.row(), index.column())
        if role == TOOLTIP:
            return words or None
        return f"{column.heading}: {words or 'empty'}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == DISPLAY:
            return self.columns[section].heading
        if role == ALIGN:
            return RIGHT if self.columns[section].kind in ("number", "percent", "money") else LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns) and self.columns[column].sortable:
            self.sort_key = self.columns[column].key
            self.descending = order == Qt.SortOrder.DescendingOrder
            self.reload()

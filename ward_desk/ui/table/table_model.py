"""Table model: a list of records whose ids are all known and whose rows are fetched as they come on screen.

Sorting and filtering are asked of the store, never done here: a sort in Python of 20,000 rows takes seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple, Protocol

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from ward_desk.core.choices import Choices, label
from ward_desk.core.records import Row, Value
from ward_desk.ui import marks
from ward_desk.ui.record.field_text import show_kind
from ward_desk.ui.table.table_groups import Grouping, Groups, Heading

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

_RECORD: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

CellKind = Literal["text", "soft", "date", "when", "number", "percent", "money", "choice", "rating",
                   "progress", "theme", "trend"]  # fmt: skip
Index = QModelIndex | QPersistentModelIndex


class Column(NamedTuple):
    """One column of a list.

    `rating` shows the mark of the code under `key`; with `status` set, the standing of both (`marks.standing`).
    `choice` shows the label of a code. `theme` draws the square of the place under `position`.
    `trend` draws a sparkline of a list of numbers.
    `say` makes the words from the whole row when the value alone does not say it.
    `under` names the column it is written beneath, small, instead of standing beside it: a few words that only
    some records have, in the ink of `under_tone`.
    `tell` says all there is to say of a cell, where its words do not.
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
    under: str = ""
    under_tone: str = "red"
    tell: Callable[[Row], str] | None = None


class FetchIds(Protocol):
    """Asks the store for the ids of a list, filtered and sorted."""

    def __call__(
        self, *, words: str, filters: Mapping[str, Value], sort: str, descending: bool | None
    ) -> Sequence[str]: ...


class ListModel(QAbstractTableModel):
    """Records as rows. `FetchRows` gives the display columns of some ids, in their order.

    Grouped, a heading is a row of its own: `id_at` gives "" there and `heading_at` what it says. It is painted over
    the whole row. Only the heading of a folded group can be gone to; the others are passed over.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        fetch_ids: FetchIds,
        fetch_rows: Callable[[Sequence[str]], Sequence[Row]],
        parent: QObject | None = None,
        *,
        grouping: Grouping | None = None,
        table: str = "",
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch_ids, self._fetch_rows = fetch_ids, fetch_rows
        self.grouping = grouping
        self.chunk = CHUNK  # how many rows are asked for at once: fewer where each takes long to work out
        self.table = table  # whose records are dragged out of the list; "" for a list nothing is dragged out of
        self._ids: list[str] = []
        self._headings: Sequence[str] = ()  # of each of them, when grouped
        self._place: dict[str, int] = {}
        self._rows: dict[str, Row] = {}
        self._before: dict[str, Row] = {}  # what the rest held when it was last asked for: it may hold another now
        self._groups = Groups()
        self.under: dict[str, int] = {}  # column -> the place of the one written beneath it
        self.words = ""
        self.filters: dict[str, Value] = {}
        self.sort_key = ""
        self.descending = False
        self.group = ""

    def reload(self, seen: Sequence[str] | None = None) -> bool:
        """Ask again for everything, with the words, filters, sort and group as they are now. False when the list still
        holds the same records in the same order: then only those that look otherwise now are painted again.

        Of a list that only its table shows, `seen` are the records on screen; the rest is asked for when it is there.
        """
        # Without a column of one's own choosing the list has its own order, and its own way up.
        down = self.descending if self.sort_key else None
        headings: Sequence[str] = ()
        if self.group and self.grouping is not None:
            found = self.grouping.fetch(
                words=self.words, filters=self.filters, sort=self.sort_key, descending=down, group=self.group
            )
            ids, headings = [row_id for row_id, _ in found], [words for _, words in found]
        else:
            ids = list(self._fetch_ids(words=self.words, filters=self.filters, sort=self.sort_key, descending=down))
        if self._ids and ids == self._ids and headings == self._headings:
            self._fetch_again(seen)
            return False
        self.beginResetModel()
        self._ids, self._headings = ids, headings
        self._place = {row_id: place for place, row_id in enumerate(ids)}
        self._rows.clear()
        self._before.clear()
        self._groups.set(self.group, headings)
        self.endResetModel()
        return True

    def _fetch_again(self, seen: Sequence[str] | None) -> None:
        before, self._rows, self._before = self._before | self._rows, {}, {}
        last = len(self.columns) - 1
        if seen is not None:
            compared = [row_id for row_id in seen if row_id in before]
            self._rows.update((str(row["id"]), row) for row in (self._fetch_rows(compared) if compared else ()))
            self._before = before
        elif len({(place - place % CHUNK) for place in map(self._place.__getitem__, before)}) > MOST_COMPARED:
            # Somebody has been all through the list.
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, last))
            return
        else:
            compared = list(before)
        for row_id in compared:
            row = self.row_of(row_id)
            if row >= 0 and self.record_of(row_id) != before[row_id]:
                self.dataChanged.emit(self.index(row, 0), self.index(row, last))

    def ask_again(self, ids: Iterable[str]) -> None:
        """Ask again for some records only, where nothing else has changed and the list stands as it stood."""
        known = [row_id for row_id in ids if row_id in self._rows or row_id in self._before]
        self._rows.update((str(row["id"]), row) for row in (self._fetch_rows(known) if known else ()))
        for row in filter(lambda place: place >= 0, map(self.row_of, known)):
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    # ---- headings

    @property
    def grouped(self) -> bool:
        """Whether headings stand among the records."""
        return bool(self._groups)

    def heading_at(self, row: int) -> Heading | None:
        """What the heading in a row says; None for the row of a record."""
        if not self._groups or not 0 <= row < self._groups.rows:
            return None
        heading = self._groups.heading_at(row)
        return heading if heading is None or heading.words else heading._replace(words=self._none_words())

    def _none_words(self) -> str:
        choices = self.grouping.choices if self.grouping is not None else ()
        return next((none for name, _, none in choices if name == self.group), "")

    def heading_row(self, row_id: str) -> int:
        """The row of the heading a record stands under; -1 when it is not in the list, or the list is not grouped."""
        place = self._place.get(row_id, -1)
        return self._groups.heading_row(place) if self._groups and place >= 0 else -1

    def fold(self, row: int, folded: bool) -> bool:
        """Fold the group whose heading or record is in a row, or unfold it. False when it already was."""
        if not self._groups or not 0 <= row < self._groups.rows or self._groups.is_folded(row) == folded:
            return False
        first, last = self._groups.rows_under(row)
        if folded:
            self.beginRemoveRows(QModelIndex(), first, last)
        else:
            self.beginInsertRows(QModelIndex(), first, last)
        self._groups.fold(row, folded)
        if folded:
            self.endRemoveRows()
        else:
            self.endInsertRows()
        self.dataChanged.emit(self.index(first - 1, 0), self.index(first - 1, len(self.columns) - 1))
        return True

    def fold_all(self, folded: bool) -> None:
        """Fold every group, or unfold every one."""
        self.beginResetModel()
        self._groups.fold_all(folded)
        self.endResetModel()

    # ---- records

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the list, in their order, those in folded groups too."""
        return self._ids

    def id_at(self, row: int) -> str:
        """The id of the record in a row; "" for a heading, and when there is no such row."""
        if not 0 <= row < self.rowCount():
            return ""
        place = self._groups.place_at(row) if self._groups else row
        return self._ids[place] if place >= 0 else ""

    def ids_at(self, first: int, last: int) -> Iterator[str]:
        """The ids of the records from one row to another."""
        if not self._groups:
            yield from self._ids[first : last + 1]
            return
        yield from (row_id for row in range(first, last + 1) if (row_id := self.id_at(row)))

    def row_of(self, row_id: str) -> int:
        """The row a record is in; -1 when it is not shown, its group being folded or itself not in the list."""
        place = self._place.get(row_id, -1)
        return self._groups.row_of(place) if self._groups and place >= 0 else place

    def holds(self, row_id: str) -> bool:
        """Whether a record is in the list, be its group folded."""
        return row_id in self._place

    def record(self, row: int) -> Row:
        """The display columns of the record in a row; none for a heading."""
        return self.record_of(self.id_at(row))

    def record_of(self, row_id: str) -> Row:
        """The display columns of a record of the list; none when it is not in it."""
        found = self._rows.get(row_id)
        if found is None:
            place = self._place.get(row_id, -1)
            if place < 0:
                return {}
            start = place - place % self.chunk
            wanted = self._ids[start : start + self.chunk]
            self._rows.update((str(row["id"]), row) for row in self._fetch_rows(wanted))
            found = self._rows.get(row_id, {})
        return found

    def words_of(self, row: int, column: int) -> str:
        """What a cell says, as text; "" in the row of a heading."""
        row_id = self.id_at(row)
        return self.words_for(row_id, column) if row_id else ""

    def words_for(self, row_id: str, column: int) -> str:
        """What a record says in a column, as text, be its group folded."""
        shown, record = self.columns[column], self.record_of(row_id)
        if shown.say is not None:
            return shown.say(record)
        value = record.get(shown.key)
        if shown.kind == "rating":
            mark = self._mark(shown, record)
            return mark.words if mark else ""
        if shown.kind == "trend":
            return ""
        if shown.kind == "choice":
            return label(shown.choices, value)
        return show_kind(shown.kind, value)

    def mark_of(self, row: int, column: int) -> marks.Mark | None:
        """The mark a cell draws, for a column of ratings."""
        return self._mark(self.columns[column], self.record(row))

    def _mark(self, shown: Column, record: Row) -> marks.Mark | None:
        value = str(record.get(shown.key) or "")
        return marks.standing(str(record.get(shown.status) or ""), value) if shown.status else marks.mark(value)

    # ---- what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        if parent.isValid():
            return 0
        return self._groups.rows if self._groups else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.NoItemFlags
        heading = self.heading_at(index.row())
        if heading is None:
            return _RECORD | flag.ItemIsDragEnabled if self.table else _RECORD
        return flag.ItemNeverHasChildren | flag.ItemIsEnabled if heading.folded else flag.ItemNeverHasChildren

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if role not in (DISPLAY, TOOLTIP, ALIGN, ACCESSIBLE, RAW) or not index.isValid():
            return None
        heading = self.heading_at(index.row())
        if heading is not None:
            return self._data_of(heading, role)
        if role == DISPLAY:
            return self.words_of(index.row(), index.column())
        column = self.columns[index.column()]
        if role == ALIGN:
            return RIGHT if column.kind in ("number", "percent", "money") else LEFT
        if role == RAW:
            return self.record(index.row()).get(column.key)
        if column.tell is not None:
            return column.tell(self.record(index.row())) or None
        words = self.words_of(index.row(), index.column())
        below = self.under.get(column.key)
        beneath = self.words_of(index.row(), below) if below is not None else ""
        if role == TOOLTIP:
            return "\n".join(filter(None, (words, beneath))) or None
        return f"{column.heading}: {', '.join(filter(None, (words, beneath))) or 'empty'}"

    def _data_of(self, heading: Heading, role: int) -> Any:
        if role in (DISPLAY, TOOLTIP):
            return heading.words
        if role == ALIGN:
            return LEFT
        how = "folded" if heading.folded else "shown"
        return f"Group {heading.words}: {heading.number}, {how}" if role == ACCESSIBLE else None

    def mimeTypes(self) -> list[str]:
        from ward_desk.ui import drag_records

        return [drag_records.MIME] if self.table else []

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        from ward_desk.ui import drag_records

        rows = dict.fromkeys(index.row() for index in indexes)
        return drag_records.records_mime(self.table, filter(None, map(self.id_at, rows)))

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

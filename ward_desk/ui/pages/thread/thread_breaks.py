"""Thread breaks: the list of where threads break off, by kind, each line with the step that mends it."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ward_desk.service.document import Document
from ward_desk.service.thread import breaks
from ward_desk.service.thread.breaks import Kind, Line
from ward_desk.ui import drag_records, theme
from ward_desk.ui.shapes import LEFT_MIDDLE

DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
TOOLTIP: Final = int(Qt.ItemDataRole.ToolTipRole)
ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_CHUNK: Final = 60
_EVERY: Final = 1_000_000
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex


class Entry(NamedTuple):
    """One line of the list: a heading, a break (`row_id`), or the line that shows all of a kind (`more`)."""

    kind: Kind
    total: int = 0
    row_id: str = ""
    more: int = 0
    place: int = 0  # among the breaks of its kind

    @property
    def is_heading(self) -> bool:
        """Whether it heads a kind."""
        return not self.row_id and not self.more


class BreakModel(QAbstractListModel):
    """Breaks under their headings: counted in SQL, a few of each kind listed, and read as they come on screen."""

    def __init__(self, doc: Document) -> None:
        super().__init__()
        self.doc = doc
        self.words, self.only = "", ""  # of the filter box; the key of the one kind shown
        self._entries: list[Entry] = []
        self._ids: dict[str, tuple[str, ...]] = {}
        self._lines: dict[tuple[str, str], Line] = {}
        self._all: set[str] = set()  # the kinds shown whole
        self.totals: dict[str, int] = {}

    def reload(self) -> None:
        """Ask again for every break."""
        shown = dict.fromkeys({*self._all, *filter(None, (self.only,))}, _EVERY)
        groups = breaks.groups(self.doc, self.words, shown)
        self.beginResetModel()
        self.totals = {group.kind.key: group.total for group in groups}
        self._lines.clear()
        self._ids = {group.kind.key: group.ids for group in groups}
        self._entries = []
        for group in groups:
            if self.only and group.kind.key != self.only:
                continue
            self._entries.append(Entry(group.kind, group.total))
            self._entries += [Entry(group.kind, row_id=one, place=n) for n, one in enumerate(group.ids)]
            if group.total > len(group.ids):
                self._entries.append(Entry(group.kind, group.total, more=group.total - len(group.ids)))
        self.endResetModel()

    def show_all(self, kind: str) -> None:
        """Show every break of a kind."""
        self._all.add(kind)
        self.reload()

    def entry(self, row: int) -> Entry | None:
        """What stands in a row."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def breaks_from(self, row: int) -> list[tuple[str, str]]:
        """The kind and the id of each break from a row on."""
        return [(one.kind.key, one.row_id) for one in self._entries[row:] if one.row_id]

    def places(self) -> dict[tuple[str, str], int]:
        """The kind and the id of each break -> its row."""
        return {(one.kind.key, one.row_id): n for n, one in enumerate(self._entries) if one.row_id}

    def row_of(self, kind: str, row_id: str) -> int:
        """The row of a break; -1 when it is not shown."""
        return next((n for n, one in enumerate(self._entries) if one.kind.key == kind and one.row_id == row_id), -1)

    def line(self, entry: Entry) -> Line:
        """The words of a break."""
        key = entry.kind.key
        found = self._lines.get((key, entry.row_id))
        if found is None:
            start = entry.place - entry.place % _CHUNK
            for one in breaks.lines(self.doc, key, self._ids[key][start : start + _CHUNK]):
                self._lines[key, one.row_id] = one
            found = self._lines.get((key, entry.row_id)) or Line(breaks.table_of(key), entry.row_id, "", "", "")
        return found

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self.entry(index.row())
        if entry is None or entry.is_heading:
            return Qt.ItemFlag.NoItemFlags  # the arrows pass over it
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if entry.row_id else flags

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        entry = self.entry(index.row()) if role in (DISPLAY, TOOLTIP, ACCESSIBLE) else None
        if entry is None:
            return None
        if not entry.row_id:
            more = f"Show all {entry.total:,}"
            return more if entry.more else f"{entry.kind.title}: {entry.total:,}"
        line = self.line(entry)
        if role == DISPLAY:
            return line.words
        said = f"{line.ref} {line.words}".strip()
        if role == TOOLTIP:
            return "\n".join(filter(None, (said, line.small)))
        return f"{entry.kind.title}: {said}, {line.small}. Enter: {entry.kind.words.rstrip('…')}"


class _BreakDelegate(QStyledItemDelegate):
    """Paints a heading with its number, a break in two lines with its step beside, or "Show all"."""

    def __init__(self, view: BreakList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = self._view.entries.entry(index.row())
        if entry is None or not entry.row_id:
            return QSize(theme.px(120), theme.px(34))
        lines = QFontMetrics(theme.font()).height() + QFontMetrics(theme.font(size=12)).height()
        return QSize(theme.px(120), max(theme.px(48), lines + theme.px(12)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self._view.entries.entry(index.row())
        if entry is None:
            return
        painter.save()
        room: QRect = option.rect.adjusted(theme.px(12), 0, -theme.px(12), 0)
        if entry.is_heading:
            self._paint_heading(painter, room, entry)
        else:
            current = bool(option.state & QStyle.StateFlag.State_Selected)
            if current:
                painter.fillRect(option.rect, theme.colour("accent_ground"))
                painter.fillRect(option.rect.left(), option.rect.top(), 3, option.rect.height(), theme.colour("accent"))
            painter.setPen(theme.colour("track"))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
            if entry.more:
                _draw(painter, room, f"Show all {entry.total:,}", "accent", size=13)
            else:
                self._paint_break(painter, room, entry)
        painter.restore()

    def _paint_heading(self, painter: QPainter, room: QRect, entry: Entry) -> None:
        room = room.adjusted(0, theme.px(6), 0, 0)
        painter.setFont(theme.font(size=13, bold=True))
        number = f"{entry.total:,}"
        painter.setPen(theme.colour("amber_ink"))
        painter.drawText(room, _RIGHT, number)
        room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(number) - theme.px(8))
        _draw(painter, room, entry.kind.title, "ink", size=13, bold=True)

    def _paint_break(self, painter: QPainter, room: QRect, entry: Entry) -> None:
        line = self._view.entries.line(entry)
        above = QRect(room.left(), room.top() + theme.px(4), room.width(), room.height() // 2 - theme.px(2))
        below = QRect(room.left(), above.bottom(), room.width(), room.bottom() - above.bottom() - theme.px(4))
        _draw(painter, above, line.words, "ink")
        if self._view.editable or entry.kind.mend == "open":
            words = self.step_rect(room, entry)
            _draw(painter, words, entry.kind.words, "accent", size=12, where=_RIGHT)
            below.setRight(words.left() - theme.px(10))
        _draw(painter, below, " · ".join(filter(None, (line.ref, line.small))), "soft", size=12)

    def step_rect(self, room: QRect, entry: Entry) -> QRect:
        """Where the step of a break stands in the room of its line: at the right of its second half."""
        metrics = QFontMetrics(theme.font(size=12))
        width = min(metrics.horizontalAdvance(entry.kind.words) + 4, room.width() * 2 // 3)
        top = room.top() + room.height() // 2
        return QRect(room.right() - width, top, width, room.bottom() - top - theme.px(4))


def _draw(
    painter: QPainter, room: QRect, words: str, role: str, *, size: float = 14, bold: bool = False,
    where: Qt.AlignmentFlag = LEFT_MIDDLE,
) -> None:  # fmt: skip
    painter.setFont(theme.font(size=size, bold=bold))
    painter.setPen(theme.colour(role))
    painter.drawText(room, where, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width()))


class BreakList(QListView):
    """The breaks. Enter or a click on its step mends one; L links, M makes an action, O opens the record."""

    chosen = Signal(object)  # Entry, None where there is none
    asked = Signal(str, object)  # "mend", "link", "make" or "open", and the Entry

    def __init__(self, doc: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = BreakModel(doc)
        self.editable = not doc.read_only
        self.setModel(self.entries)
        self._delegate = _BreakDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Breaks in the golden thread")
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._pressed_from: int | None = None  # the row people were on when the mouse went down, while it is down
        self.selectionModel().currentChanged.connect(self._on_current)

    @property
    def current(self) -> Entry | None:
        """The line people are on."""
        return self.entries.entry(self.currentIndex().row())

    def reload(self, *, stay: bool = True) -> None:
        """Show the breaks as they are now. `stay` keeps the place when the break people were on is mended."""
        before, at = self.current, self.currentIndex().row()
        scrolled = self.verticalScrollBar().value()
        self.selectionModel().blockSignals(True)
        following = self.entries.breaks_from(at) if stay and at >= 0 else []
        self.entries.reload()
        self.selectionModel().blockSignals(False)
        row = self.entries.row_of(before.kind.key, before.row_id) if before is not None and before.row_id else -1
        if row < 0 and stay and at >= 0:
            # A link may mend breaks further up too: the next one is the next of those that are left.
            left = self.entries.places()
            row = next((left[one] for one in following if one in left), self._near(at))
        if row >= 0:
            self.select_row(row)
            if scrolled:
                self.verticalScrollBar().setValue(scrolled)
                self.scrollTo(self.currentIndex())
        else:
            self.chosen.emit(None)

    def _near(self, at: int) -> int:
        """The break in a row, or the nearest one above or below."""
        rows = [n for n in range(self.entries.rowCount()) if (one := self.entries.entry(n)) is not None and one.row_id]
        below = [n for n in rows if n >= at]
        return below[0] if below else rows[-1] if rows else -1

    def select_row(self, row: int) -> None:
        """Go to a row."""
        self.setCurrentIndex(self.entries.index(row))

    def select_first(self) -> None:
        """Be on the first break when on none."""
        if self.current is None:
            row = self._near(0)
            if row >= 0:
                self.select_row(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self.current
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        keys = {Qt.Key.Key_Return: "mend", Qt.Key.Key_Enter: "mend", Qt.Key.Key_L: "link", Qt.Key.Key_M: "make",
                Qt.Key.Key_O: "open"}  # fmt: skip
        what = keys.get(Qt.Key(event.key())) if plain else None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not plain:
            what = "open"
        if entry is None or what is None:
            super().keyPressEvent(event)
        else:
            self._do(what, entry)

    def _do(self, what: str, entry: Entry) -> None:
        if entry.more:
            row = self.currentIndex().row()
            self.entries.show_all(entry.kind.key)
            self.select_row(row)
        elif entry.row_id:
            self.asked.emit(what, entry)

    def _on_current(self) -> None:
        if self._pressed_from is None:  # a break that is dragged leaves the thread it is dropped on in its place
            self.chosen.emit(self.current)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_from = self.currentIndex().row()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        before, self._pressed_from = self._pressed_from, None
        if before is not None and before != self.currentIndex().row():
            self.chosen.emit(self.current)
        index = self.indexAt(event.position().toPoint())
        entry = self.entries.entry(index.row())
        if event.button() != Qt.MouseButton.LeftButton or entry is None or entry.is_heading:
            return
        if entry.more or self._on_step(index, entry, event):
            self._do("mend", entry)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        entry = self.entries.entry(index.row())
        hand = entry is not None and (entry.more or (entry.row_id and self._on_step(index, entry, event)))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        entry = self.entries.entry(self.indexAt(event.position().toPoint()).row())
        if entry is not None and entry.row_id:
            self._do("open", entry)

    def _on_step(self, index: QModelIndex, entry: Entry, event: QMouseEvent) -> bool:
        room = self.visualRect(index).adjusted(theme.px(12), 0, -theme.px(12), 0)
        return self._delegate.step_rect(room, entry).contains(event.position().toPoint())

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        entry = self.current
        if self._pressed_from is not None:
            self.select_row(self._pressed_from)
            self._pressed_from = None
        if entry is not None and entry.row_id:
            line = self.entries.line(entry)
            drag_records.start_drag(self, [(line.table, line.row_id)], f"{line.ref} {line.words}".strip())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def has_focus(self) -> bool:
        """Whether the keyboard is here."""
        return QApplication.focusWidget() is self

"""Template fields tree: what of a return can be placed, and where each of it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ward_desk.service.template.template_fields import list_tables, single_fields
from ward_desk.ui import theme
from ward_desk.ui.template.template_grid import is_undo

CODE: Final = Qt.ItemDataRole.UserRole
Where = Callable[[str], tuple[str, str] | None]  # code of a field -> sheet and cell, None for nowhere


class _Tree(QTreeWidget):
    chosen = Signal(str)
    removed = Signal(str)
    undo_asked = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_undo(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        code = str(item.data(0, CODE) or "") if item else ""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and code:
            self.chosen.emit(code)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and code:
            self.removed.emit(code)
        elif is_undo(event):
            self.undo_asked.emit()
        else:
            super().keyPressEvent(event)


class FieldsTree(QWidget):
    """The fields in their groups, with a box to find one. Enter or a click takes a field up, to be put into a cell."""

    chosen = Signal(str)  # code of a field
    removed = Signal(str)
    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find a field")
        self.search.setAccessibleName("Find a field")
        self.search.setClearButtonEnabled(True)
        self.tree = _Tree()
        self.tree.setAccessibleName("What can be placed")
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels(["Field", "Goes to"])
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.setIndentation(theme.px(14))
        self.tree.setUniformRowHeights(True)
        self.tree.setStyleSheet("QTreeView::item { padding: 3px 0px; }")
        self._items: dict[str, QTreeWidgetItem] = {}
        self._groups: list[QTreeWidgetItem] = []
        self._fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        self.search.textChanged.connect(self._on_find)
        self.search.returnPressed.connect(self.take_first)
        self.tree.chosen.connect(self.chosen)
        self.tree.removed.connect(self.removed)
        self.tree.undo_asked.connect(self.undo_asked)
        self.tree.itemClicked.connect(self._on_item)

    def _fill(self) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for one in single_fields():
            if one.group not in groups:
                groups[one.group] = self._group(one.group)
            self._add(groups[one.group], one.code, one.label)
        for table in list_tables():
            group = self._group(f"{table.title}: {table.noun}, a row each")
            for column in table.columns:
                self._add(group, f"{table.table}.{column.code}", column.label)
        for group in self._groups[:3]:
            group.setExpanded(True)

    def _group(self, words: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self.tree, [words])
        item.setFont(0, theme.font(bold=True))
        item.setToolTip(0, words)
        item.setFirstColumnSpanned(True)
        self._groups.append(item)
        return item

    def _add(self, group: QTreeWidgetItem, code: str, words: str) -> None:
        item = QTreeWidgetItem(group, [words, ""])
        item.setData(0, CODE, code)
        item.setToolTip(0, words)
        self._items[code] = item

    @staticmethod
    def _below(group: QTreeWidgetItem) -> list[QTreeWidgetItem]:
        return [one for place in range(group.childCount()) if (one := group.child(place)) is not None]

    def show_places(self, where: Where) -> None:
        """Show where each field goes."""
        for code, item in self._items.items():
            place = where(code)
            item.setText(1, f"✓ {place[1]}" if place else "")
            item.setToolTip(1, f"{place[1]} of {place[0]}" if place else "")
        for group in self._groups:
            if any(one.text(1) for one in self._below(group)):
                group.setExpanded(True)

    def current(self) -> str:
        """The code of the field the keyboard is on."""
        item = self.tree.currentItem()
        return str(item.data(0, CODE) or "") if item else ""

    def show_field(self, code: str) -> None:
        """Put the keyboard's place on a field."""
        item = self._items.get(code)
        if item is not None:
            self.tree.setCurrentItem(item)
            self.tree.scrollToItem(item)

    def after(self, code: str) -> str:
        """The next field of the same group that goes nowhere yet; empty when there is none."""
        item = self._items.get(code)
        group = item.parent() if item is not None else None
        if item is None or group is None:
            return ""
        for other in self._below(group)[group.indexOfChild(item) + 1 :]:
            if not other.text(1) and not other.isHidden():
                return str(other.data(0, CODE))
        return ""

    def take_first(self) -> None:
        """Go on from the words typed to the first field found."""
        for group in self._groups:
            for one in self._below(group):
                if not one.isHidden() and not group.isHidden():
                    self.tree.setCurrentItem(one)
                    self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
                    return

    def _on_find(self, words: str) -> None:
        wanted = words.casefold().split()
        for group in self._groups:
            found = 0
            for one in self._below(group):
                said = f"{group.text(0)} {one.text(0)}".casefold()
                hide = not all(word in said for word in wanted)
                one.setHidden(hide)
                found += not hide
            group.setHidden(not found)
            if wanted and found:
                group.setExpanded(True)

    def _on_item(self, item: QTreeWidgetItem, _column: int) -> None:
        if code := item.data(0, CODE):
            self.chosen.emit(str(code))

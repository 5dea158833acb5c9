"""Calendar in: the events of a calendar file on their way in, in the place of the Events page.

Each event stands there as it will be: added, changed, or as it is. They are ticked or left out; then everything comes
in as one operation, or nothing does.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.choices import EVENT_KINDS
from ward_desk.core.errors import KnownError
from ward_desk.exchange.calendar.calendar_file import CalendarFile
from ward_desk.service.document import Document
from ward_desk.service.events import calendar_in
from ward_desk.service.events.calendar_in import Preview, counted
from ward_desk.ui import dialogs, theme
from ward_desk.ui.import_choice import ImportChoice
from ward_desk.ui.import_foot import ImportFoot, give_keys
from ward_desk.ui.import_place import ImportScreen
from ward_desk.ui.pages.events.files.calendar_rows import CalendarRows, CalendarTable
from ward_desk.ui.panes import scrolled
from ward_desk.ui.widgets import Card, ElidedLabel, label

KEYS = "Space leaves an event out or takes it in · F2 sets its kind · Ctrl+Enter brings them in · Esc cancels"
_NOTICED = 96  # px at 100 %, at most
_LOW = 340  # px at 100 %, below which the events need every line


class CalendarIn(ImportScreen):
    """One calendar file on its way in."""

    def __init__(self, doc: Document, file: CalendarFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc, self._file = doc, file
        self.choices = calendar_in.Choices()
        self.model = CalendarRows(self)
        self.table = CalendarTable(self.model)
        self.kind = ImportChoice("Kind:")
        self.kind.setAccessibleName("Kind of the chosen events")
        self.kind.setToolTip("Sets the kind of the chosen events that are new (F2)")
        self.redact = QCheckBox("Take personal details out")
        self.redact.setToolTip("Puts “[removed: phone number]” in the place of what looks personal")
        self.noticed = label("", "soft", wrap=True)
        self.foot = ImportFoot(KEYS, "Leave the events as they are", "Bring the ticked events in")
        self.total, self.cancel, self.bring_in = self.foot.total, self.foot.cancel, self.foot.bring_in
        self._build()
        self.redact.setChecked(True)
        self.redact.toggled.connect(self._on_redact)
        self.table.left_out.connect(self._on_ticked)
        self.table.kind_asked.connect(lambda: self.kind.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.table.selectionModel().selectionChanged.connect(self._show_kind)
        self.kind.activated.connect(self._on_kind)
        self.kind.left.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.cancel.clicked.connect(self.cancelled)
        self.bring_in.clicked.connect(self.apply)
        give_keys(self, (("Ctrl+Return", self.apply), ("Ctrl+Enter", self.apply), ("Esc", self.cancelled.emit)))
        self._show(self._preview())

    def _build(self) -> None:
        name = ElidedLabel(self._file.name, "heading")
        name.setMinimumWidth(theme.px(90))
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(name, 1)
        top.addWidget(self.redact)
        top.addWidget(self.kind)
        inner = QWidget()
        words = QVBoxLayout(inner)
        words.setContentsMargins(0, 0, 0, 0)
        words.addWidget(self.noticed)
        words.addStretch(1)
        self._noticed = scrolled(inner)
        rows = Card()
        rows.body.setContentsMargins(1, 4, 1, 4)
        rows.body.addWidget(self.table, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(top)
        whole.addWidget(self._noticed)
        whole.addWidget(rows, 1)
        whole.addWidget(self.foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.foot.keys.setVisible(self.height() >= theme.px(_LOW))

    def take_keyboard(self) -> None:
        """Put the keyboard on the first event."""
        self.table.begin()

    def close_down(self) -> None:
        """Nothing is at work here."""

    def refresh(self, changes: ChangeSet) -> None:
        """The document changed meanwhile: what an event comes to may be otherwise now."""
        if changes.initiator is not self:
            self._show(self._preview())

    def _preview(self) -> Preview:
        return calendar_in.preview(self._doc, self._file, self.choices)

    def _show(self, found: Preview) -> None:
        self.model.show(found.lines)
        self._show_kind()
        self.redact.setVisible(bool(found.personal))
        self.noticed.setText("\n".join(found.said))
        self._noticed.setVisible(bool(found.said))
        self._noticed.setFixedHeight(min(theme.px(_NOTICED), (len(found.said) + 1) * self.fontMetrics().lineSpacing()))
        self.foot.come_to(found.words, counted(found.number) if found.number else "", self._doc)

    def _on_redact(self, on: bool) -> None:
        self.choices.redact = on
        self._show(self._preview())

    def _show_kind(self) -> None:
        """The kind of the chosen events; only of what is new it can be set."""
        new = self.table.new_chosen
        self.kind.setEnabled(bool(new) and not self._doc.read_only)
        self.kind.fill(EVENT_KINDS, new[0].shown["kind"] if new else None)

    def _on_kind(self, place: int) -> None:
        code = str(self.kind.itemData(place))
        self.choices.kinds.update({line.uid: code for line in self.table.new_chosen})
        self._show(self._preview())

    def _on_ticked(self, uids: list[str]) -> None:
        out = self.choices.left_out
        if out.issuperset(uids):
            out.difference_update(uids)
        else:
            out.update(uids)
        self._show(self._preview())

    def apply(self) -> None:
        """Bring the ticked events in."""
        if not self.bring_in.isEnabled():
            return
        try:
            words = calendar_in.apply(self._doc, self._file, self.choices, initiator=self)
        except KnownError as error:
            dialogs.tell_error(self, error)
            return
        self.finished.emit(words)

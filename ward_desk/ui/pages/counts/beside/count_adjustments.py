"""Count adjustments: the marked corrections beside a figure that comes from events: add, change, take away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ward_desk.core.errors import KnownError
from ward_desk.core.fields import number, text
from ward_desk.service.counts import figure_entry, figure_notes
from ward_desk.service.counts.figure_past import signed
from ward_desk.service.counts.figures import CountView
from ward_desk.service.document import Document
from ward_desk.ui.pages.counts.beside.count_lines import CountLine, CountLines
from ward_desk.ui.record.record_part import Attempt
from ward_desk.ui.widgets import button, label


class Adjustments(QWidget):
    """The adjustments of one figure. Nothing of it is shown where a figure can't be adjusted."""

    def __init__(self, doc: Document, attempt: Attempt) -> None:
        super().__init__()
        self._doc, self._attempt = doc, attempt
        self._view: CountView | None = None
        self._key, self._changing = "", ""  # the adjustment that is being changed
        self._read_only = False
        self.lines = CountLines("Adjustments")
        self.lines.opened.connect(self.start_changing)
        self.lines.removed.connect(self.remove)
        self.by, self.reason = QLineEdit(), QLineEdit()
        self.by.setPlaceholderText("-3 or +4")
        self.by.setAccessibleName("Adjust by how many")
        self.reason.setPlaceholderText("because … (what was counted wrongly)")
        self.reason.setAccessibleName("Why it is adjusted")
        self.by.returnPressed.connect(lambda: self.reason.setFocus(Qt.FocusReason.TabFocusReason))
        self.reason.returnPressed.connect(self.keep)
        self.done = button("Adjust")
        self.done.setAutoDefault(True)
        self.done.clicked.connect(self.keep)
        self.refused = label("", "problem", wrap=True)
        self.refused.hide()
        self._entry = QWidget()
        entry = QHBoxLayout(self._entry)
        entry.setContentsMargins(0, 0, 0, 0)
        for widget, share in ((self.by, 1), (self.reason, 4), (self.done, 0)):
            entry.addWidget(widget, share)
        for one in (self.by, self.reason):
            one.installEventFilter(self)
            one.textEdited.connect(lambda _words: self._refuse(""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(label("Adjustments", "soft"))
        for part in (self.lines, self._entry, self.refused):
            column.addWidget(part)

    def show_figure(self, view: CountView, key: str) -> None:
        """Show those of a period. The same one shown again keeps what is half typed."""
        same = self._view is not None and (self._view.count["id"], self._key) == (view.count["id"], key)
        self._view, self._key = view, key
        can = bool(key) and figure_notes.can_adjust(view, key)
        self.setVisible(can)
        if not same:
            self._clear()
        adjusted = [one for one in view.rows(key) if one["adjustment"]] if can else []
        if self._changing and all(one["id"] != self._changing for one in adjusted):
            self._clear()
        self.lines.show_lines(
            [
                CountLine(
                    text(one, "id"), text(one, "note"), signed(number(one, "value")), can_remove=not self._read_only
                )
                for one in adjusted
            ]
        )
        self._entry.setVisible(not self._read_only)

    def set_read_only(self, read_only: bool) -> None:
        """Show only."""
        self._read_only = read_only
        self._entry.setVisible(not read_only)

    def start(self) -> bool:
        """Put the keyboard into the number of a new adjustment; False where there is nothing to adjust."""
        if self.isHidden() or self._read_only:
            return False
        self._clear()
        self.by.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def start_changing(self, figure_id: str) -> None:
        """Put an adjustment into the fields, to be changed."""
        stored = self._doc.store.get("figure", figure_id)
        if stored is None or self._read_only:
            return
        self._put_in(figure_id, signed(number(stored, "value")), text(stored, "note"))
        self.by.setFocus(Qt.FocusReason.OtherFocusReason)
        self.by.selectAll()

    def keep(self) -> None:
        """Keep what is typed; what can't be kept is said below, and stays."""
        if self._view is not None:
            code = self._keep(self._view)
            (self.reason if code == "figure.reason" else self.by).setFocus(Qt.FocusReason.OtherFocusReason)

    def commit_pending(self) -> None:
        """Keep what is typed whole, number and reason, when people go on without Enter."""
        if self._view is not None and self.by.text().strip() and self.reason.text().strip():
            self._keep(self._view)

    def _keep(self, view: CountView) -> str:
        """The code of what it was refused for; "" when it is kept."""
        words, reason, changing = self.by.text(), self.reason.text(), self._changing
        self._clear()  # the document tells of the change before this goes on
        try:
            if changing:
                figure_notes.change_adjustment(self._doc, changing, words, reason)
            else:
                figure_entry.adjust(self._doc, text(view.count, "id"), self._key, words, reason)
        except KnownError as error:
            self._put_in(changing, words, reason)
            self._refuse(f"{error.happened} {error.next_step}".strip())
            return error.code
        return ""

    def _put_in(self, changing: str, words: str, reason: str) -> None:
        self._changing = changing
        self.by.setText(words)
        self.reason.setText(reason)
        self.done.setText("Change" if changing else "Adjust")

    def remove(self, figure_id: str) -> None:
        """Take one away; undo brings it back."""
        self._attempt(lambda: figure_notes.remove_adjustment(self._doc, figure_id))

    def _clear(self) -> None:
        self._put_in("", "", "")
        self._refuse("")

    def _refuse(self, sentence: str) -> None:
        self.refused.setText(sentence)
        self.refused.setVisible(bool(sentence))
        self.by.setAccessibleDescription(sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        escapes = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if escapes and event.key() == Qt.Key.Key_Escape and (self.by.text() or self.reason.text() or self._changing):  # type: ignore[attr-defined] # a key event, as asked
            self._clear()
            return True
        return super().eventFilter(watched, event)

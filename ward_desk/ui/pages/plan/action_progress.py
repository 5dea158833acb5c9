"""Action progress: the progress summary as a view of the action plan: key achievements by term (C 4.9)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.core.records import Value
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.plan import progress_summary
from ward_desk.service.plan.progress_summary import Summary
from ward_desk.ui import theme
from ward_desk.ui.pages.plan.progress_line import Entry, LineBox, share_out, step
from ward_desk.ui.panes import scrolled
from ward_desk.ui.paper import list_out, print_progress
from ward_desk.ui.paper.paper_out import save_or_print
from ward_desk.ui.widgets import Card, Choice, FlowLayout, button, label

Attempt = Callable[[Callable[[], object]], bool]
_NONE: Final = {
    "recommendation": "No recommendations yet. They stand on the Partnership page.",
    "priority": "No priorities and no actions yet. A priority is what residents' words led to.",
}
MOST_LINES: Final = 60  # at first: a thousand take seconds to lay out


class ProgressView(QWidget):
    """The summary. `attempt` does something to the document and says what the world refuses (`Page.attempt`)."""

    open_requested = Signal(str, str, str)  # table, id, field
    said = Signal(str)

    def __init__(self, doc: Document, *, attempt: Attempt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc, self._attempt = doc, attempt
        self._shown: Summary | None = None
        self._most = MOST_LINES
        self._boxes: dict[tuple[str, str], LineBox] = {}  # by table and id, in their order
        self.span = Choice("Achieved:")
        self.span.fill(progress_summary.SPANS, "quarter")
        self.span.setAccessibleName("When it was achieved")
        self.span.currentIndexChanged.connect(self.reload)
        self.words = label("", "soft", wrap=True)
        self._over = label("", "small")
        self.export_button = button("Export…", tip="Write the summary to a workbook or CSV")
        self.export_button.clicked.connect(self.export)
        self.print_button = button("Print…", tip="Print the summary, or save it as a PDF")
        self.print_button.clicked.connect(self.print_summary)
        self.copy_button = button("Copy", tip="Copy the summary as a table")
        self.copy_button.clicked.connect(self.copy)
        self.out = list_out.ListOut(doc, self)
        self.out.said.connect(self.said)
        self._build()

    def _build(self) -> None:
        bar = FlowLayout()
        for one in (self.span, self.export_button, self.print_button, self.copy_button):
            bar.addWidget(one)
        heads = QWidget()
        grid = QGridLayout(heads)
        grid.setContentsMargins(theme.px(14), 0, theme.px(14) + 18, 0)  # as the lines stand, with a scroll bar
        share_out(grid)
        for column, head in enumerate((self._over, label("Key achievements", "small"), label("What is next", "small"))):
            head.setContentsMargins(theme.px(6), 0, 0, 0)
            head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            grid.addWidget(head, 0, column)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.area: QScrollArea = scrolled(inside)
        self._card = Card()
        self._card.body.addWidget(self.area, 1)
        self._more = button("", link=True)
        self._more.clicked.connect(self._show_more)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(bar)
        whole.addWidget(self.words)
        whole.addWidget(heads)
        whole.addWidget(self._card, 1)

    def reload(self) -> None:
        """Show the document as it is now; the keyboard and what is half typed stay where they are."""
        made = progress_summary.summary(self._doc, str(self.span.currentData()))
        if made != self._shown:
            self._shown = made
            self._show(made)

    def _show(self, made: Summary) -> None:
        place = self._keyboard()
        self._over.setText(print_progress.TITLES[made.under])
        silent = made.silent
        told = f" {silent} with nothing to report {'has' if silent == 1 else 'have'} no reason yet." if silent else ""
        self.words.setText(f"What was achieved: {made.span}.{told}")
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and not isinstance(widget, LineBox) and widget is not self._more:
                widget.hide()
                widget.deleteLater()
        before, self._boxes = self._boxes, {}
        left = self._most
        for group in made.groups:
            if left <= 0:
                break
            heading = label(group.heading, "heading")
            heading.setContentsMargins(theme.px(6), theme.px(10), 0, theme.px(2))
            self._column.addWidget(heading)
            heading.show()
            for line in group.lines[:left]:
                key = line.table, line.row_id
                box = before.pop(key, None) or self._make_box()
                self._boxes[key] = box
                self._column.addWidget(box)
                box.show()
                box.show_line(line)
            left -= len(group.lines)
        for box in before.values():
            box.hide()
            box.deleteLater()
        self._show_rest(made)
        if not made.groups:
            self._column.addWidget(label(_NONE[made.under], "soft", wrap=True))
        self._rove()
        if place is not None:
            self._give_keyboard(*place)

    def _show_rest(self, made: Summary) -> None:
        rest = sum(len(group.lines) for group in made.groups) - len(self._boxes)
        self._more.setText(f"Show the other {rest}")
        self._more.setVisible(rest > 0)
        if rest > 0:
            self._column.addWidget(self._more)

    def _show_more(self) -> None:
        self._most = 1_000_000
        if self._shown is not None:
            self._show(self._shown)

    def _make_box(self) -> LineBox:
        box = LineBox(self._doc.read_only)
        box.open_asked.connect(lambda table, row_id: self.open_requested.emit(table, row_id, ""))
        box.why_given.connect(self._on_why)
        box.moved.connect(self._on_moved)
        box.refilled.connect(self._rove)
        return box

    def _on_why(self, recommendation: str, why: Value) -> None:
        self._attempt(lambda: edits.edit(self._doc, "recommendation", recommendation, {"nothing_to_report": why}))

    # ---- keyboard

    def _rove(self) -> None:
        """One entry can be reached with Tab; from there the arrows lead to all others."""
        every = [entry for box in self._boxes.values() for cell in box.cells for entry in cell]
        for place, entry in enumerate(every):
            entry.setFocusPolicy(Qt.FocusPolicy.ClickFocus if place else Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(every[0] if every else self.span)

    def _on_moved(self, entry: Entry, key: int) -> None:
        to = step(list(self._boxes.values()), entry, key)
        if to is not None:
            entry.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            to.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            to.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(to)

    def _keyboard(self) -> tuple[tuple[str, str], int, int] | None:
        """The line, column and place of the entry the keyboard is on."""
        here = QApplication.focusWidget()
        for key, box in self._boxes.items():
            for column, cell in enumerate(box.cells):
                if isinstance(here, Entry) and here in cell:
                    return key, column, cell.index(here)
        return None

    def _give_keyboard(self, key: tuple[str, str], column: int, place: int) -> None:
        box = self._boxes.get(key)
        cell = box.cells[column] if box is not None else []
        if cell and not isinstance(QApplication.focusWidget(), Entry):
            cell[min(place, len(cell) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def commit_pending(self) -> None:
        """Keep a reason half typed."""
        for box in list(self._boxes.values()):
            if box.why is not None and box.why.pending:
                box.why.commit()

    # ---- out

    def export(self) -> None:
        """Write the summary to a workbook or CSV."""
        self.commit_pending()
        span = str(self.span.currentData())
        self.out.write("Progress summary", lambda audience: lambda doc: progress_summary.table(doc, span, audience))

    def print_summary(self) -> None:
        """Print the summary, or save it as a PDF."""
        self.commit_pending()
        audience = list_out.ask_audience(self, "the printed summary")
        if audience is not None:
            make = partial(print_progress.paper, span=str(self.span.currentData()), audience=audience)
            save_or_print(self, self._doc, self.out, "Progress summary", (("Save as PDF", make),))

    def copy(self) -> None:
        """Put the summary on the clipboard as a table a spreadsheet takes."""
        self.commit_pending()
        QGuiApplication.clipboard().setText(progress_summary.as_text(self._doc, str(self.span.currentData())))
        self.said.emit("Copied the progress summary")

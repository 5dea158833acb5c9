"""Template screen: filling a copy of the council's own template with one return, in the place of the Returns page.

At first a person points at where each field goes; it is kept beside the template, and from then on a copy is filled
at once. Nothing here changes the document or the template.
"""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.core.template.mapping import ListSpot, row_and_column
from ward_desk.exchange.returns.return_data import ReturnData
from ward_desk.exchange.template.template_file import Template
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.template.mapping_work import MappingWork
from ward_desk.service.template.template_fields import field_label, list_table, single_field
from ward_desk.ui import dialogs
from ward_desk.ui.asking import WORKING, Asking
from ward_desk.ui.import_foot import give_keys
from ward_desk.ui.import_place import ImportScreen
from ward_desk.ui.template.template_begin import first_sheet, mapping_of
from ward_desk.ui.template.template_frame import TemplateFrame, focus
from ward_desk.ui.template.template_out import TemplateOut
from ward_desk.ui.template.template_words import total_words

PROBLEMS, WORDS = range(2)


class TemplateScreen(ImportScreen):
    """One template and one return."""

    def __init__(
        self, doc: Document, quarter: Quarter, version: int | None, template: Template, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._doc, self._quarter, self._version = doc, quarter, version
        self.template = template
        mapping, words, saved = mapping_of(template)
        self.work = MappingWork(template, None, mapping, saved=saved)
        self._making: Asking[ReturnData] = Asking(doc, self)
        self._stale = False  # changed while another page was shown
        self._refused = ""  # why there is no return to fill a copy with
        self._armed = ""
        self.out = TemplateOut(doc, self.work, self)
        self.files = self.out.files
        self._build(words)
        self._connect()
        self._show_sheet(first_sheet(template, mapping))
        self._ask()

    # ---- the screen

    def _build(self, words: str) -> None:
        title = f"{self.template.path.name}: {self._quarter.short} return"
        frame = self.frame = TemplateFrame(self.template, title, words)
        self.about, self.fields, self.sheet, self.asks = frame.about, frame.fields, frame.sheet, frame.asks
        self.grid, self.rows, self.problems, self.words = frame.grid, frame.rows, frame.problems, frame.words
        self.tabs, self.total, self.fill_button = frame.tabs, frame.total, frame.fill_button
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(frame)

    def _connect(self) -> None:
        self.fields.chosen.connect(self.take_up)
        self.fields.removed.connect(self._on_field_removed)
        self.grid.chosen.connect(self._on_cell)
        self.grid.removed.connect(self._on_cell_removed)
        self.grid.moved.connect(lambda words: self.frame.cell.set_words("  ·  ".join(words.splitlines())))
        for part in (self.fields, self.grid):
            part.undo_asked.connect(self.undo)
        self.sheet.activated.connect(lambda _place: self._show_sheet(str(self.sheet.currentData())))
        self.problems.asked.connect(self._on_problem)
        self.words.called.connect(self._on_called)
        self.rows.changed.connect(self._on_rows)
        self.frame.close_button.clicked.connect(self.give_up)
        self.frame.save_button.clicked.connect(self.out.keep)
        self.fill_button.clicked.connect(self.fill)
        self.files.busy_changed.connect(self._show_foot)
        self.out.said.connect(self.said)
        self.out.kept.connect(self._show_foot)
        self.out.filled.connect(self.finished)
        give_keys(self, (
            ("Ctrl+Return", self.fill), ("Ctrl+Enter", self.fill), ("Esc", self.back), ("F6", self.frame.next_part),
            ("Ctrl+S", self.out.keep),
        ))  # fmt: skip

    def take_keyboard(self) -> None:
        """Where the next step is: the button that fills a copy when nothing is in the way of it, else the fields."""
        focus(self.fill_button if self.fill_button.isEnabled() else self.fields.search)

    def refresh(self, changes: ChangeSet) -> None:
        """Take the return as the document is now; a signed one stays as it is."""
        data = self.work.data
        if data is not None and data.header.status != "draft":
            return
        if self.isVisible():
            self._ask()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._ask()

    def close_down(self) -> None:
        """Want the return no more; a file being written ends by itself."""
        self._making.forget()

    def _ask(self) -> None:
        """Have the return made, of a large document on another thread. What was made before stays until then."""
        self._stale = False
        quarter, version = self._quarter, self._version
        self._making.ask(
            (quarter, version), lambda doc: returns.quarter_data(doc, quarter, version), self._take, self._refuse
        )
        if self._making.busy:
            self._show_work()

    def _take(self, data: ReturnData) -> None:
        waited = self.work.data is None and self.fields.search.hasFocus() and not self.fields.search.text()
        self._refused = ""
        self.work.take(data)
        self._show_work()
        if waited:
            self.take_keyboard()

    def _refuse(self, error: KnownError) -> None:
        self._refused = f"{error.happened} {error.next_step}".strip()
        self._show_work()

    # ---- what is shown

    def _show_sheet(self, name: str) -> None:
        info = next(one for one in self.template.sheets if one.name == name)
        self.sheet.setCurrentIndex(self.sheet.place(name))
        self.grid.show_sheet(self.template, info)
        self._show_targets()
        self._show_rows()
        starts = [one.first_row for one in self.work.mapping.lists if one.sheet == name]
        if starts:
            self.grid.scrollTo(self.grid.grid.index(max(0, min(starts) - 2), 0), self.grid.ScrollHint.PositionAtTop)

    @property
    def shown_sheet(self) -> str:
        """The name of the sheet shown."""
        return str(self.sheet.currentData())

    def show_cell(self, sheet: str, ref: str) -> None:
        """Show a cell, with the keyboard on it."""
        if sheet != self.shown_sheet:
            self._show_sheet(sheet)
        place = row_and_column(ref)
        if place is not None:
            self.grid.show_cell(*place)
            focus(self.grid)

    def _on_problem(self, sheet: str, ref: str) -> None:
        """Show the cell of a problem; of one with a whole list, the box for its last row."""
        if ref:
            self.show_cell(sheet, ref)
            return
        if sheet != self.shown_sheet:
            self._show_sheet(sheet)
        if self.rows.isVisibleTo(self):
            focus(self.rows.last)
            self.rows.last.selectAll()

    def _show_targets(self) -> None:
        name = self.shown_sheet
        troubles = {one.cell: one.sentence for one in self.work.plan.errors if one.sheet == name and one.cell}
        self.grid.grid.show_targets(self.work.targets(name), troubles)

    def _show_work(self) -> None:
        """Show everything that follows from the mapping."""
        plan = self.work.plan
        self.fields.show_places(self.work.where)
        self._show_targets()
        self.problems.show_problems(plan.problems, plan.notes)
        wanted = self.words.show_words(self.work.mapping, plan.problems)
        errors = len(plan.errors)
        self.tabs.name(PROBLEMS, f"In the way ({errors:,})" if errors else "In the way")
        self.tabs.name(WORDS, f"Words ({wanted:,})" if wanted else "Words")
        self.frame.put_in_order()
        self._show_rows()
        self._show_foot()
        self._show_armed()

    def _show_foot(self) -> None:
        waits, work = self._making.busy, self.work
        self.total.setText(WORKING if waits else self._refused or total_words(work))
        ready = work.data is not None and not (waits or self._refused or work.plan.errors or self.files.busy)
        here = QApplication.focusWidget()
        for one, can in (
            (self.fill_button, ready and bool(work.mapping.spots or work.mapping.lists)),
            (self.frame.save_button, work.unsaved),
        ):
            one.setEnabled(can)
            if one is here and not can:  # the keyboard would go on to the first thing in the window
                self.take_keyboard()

    def _list_shown(self) -> ListSpot | None:
        """The list of the field taken up, or else the first one on the sheet shown."""
        return self.work.list_near(self._armed or self.fields.current(), self.shown_sheet)

    def _show_rows(self) -> None:
        one = self._list_shown()
        self.rows.setVisible(one is not None)
        self.frame.show_cell_words()
        if one is not None:
            table = list_table(one.table)
            name = table.title if table else one.table
            self.rows.show_list(name, one.first_row, one.last_row, self.work.rows(one.table))

    def _show_armed(self) -> None:
        if not self._armed:
            self.asks.setText("Choose a field at the left, then the cell it goes into.")
            self.grid.point(on=False)
            return
        self.grid.point(on=True)
        name = field_label(self._armed)
        where = "its cell" if single_field(self._armed) else "its first cell below the heading"
        self.asks.setText(f"Where does {name} go? Click {where}, or press Enter there.")

    # ---- pointing

    def take_up(self, code: str) -> None:
        """Take a field up; the next cell chosen is where it goes."""
        self._armed = code
        where = self.work.where(code) or self.work.beside(code)
        if where is not None:
            self.show_cell(*where)
        self._show_armed()
        self._show_rows()
        focus(self.grid)

    def _on_cell(self, ref: str) -> None:
        code = self._armed or self.fields.current()
        if not code:
            self.asks.setText("Choose a field at the left first.")
            return
        try:
            self.work.place(code, self.shown_sheet, ref)
        except KnownError as error:
            self.asks.setText(error.happened)
            return
        self._armed = code
        self._show_work()
        following = self.fields.after(code)
        self._armed = following if following and single_field(code) is None else ""
        self.fields.show_field(following or code)
        self._show_armed()
        if not self._armed:
            focus(self.fields.tree)

    def _on_cell_removed(self, ref: str) -> None:
        if self.work.take_off(self.shown_sheet, ref):
            self._show_work()

    def _on_field_removed(self, code: str) -> None:
        if self.work.take_off_field(code):
            self._show_work()

    def _on_rows(self, first: int, last: int) -> None:
        one = self._list_shown()
        if one is not None:
            self.work.give_rows(one, first, last)
            self._show_work()

    def _on_called(self, field: str, ours: str, theirs: str) -> None:
        self.work.call(field, ours, theirs)
        self._show_work()

    def undo(self) -> None:
        """Take the last step of the mapping back."""
        if self.work.undo():
            self._armed = ""
            self._show_work()

    # ---- keeping, filling, closing

    def commit_pending(self) -> None:
        """Keep what somebody has pointed at, when the page or the document is left."""
        self.out.keep_quietly()

    def fill(self) -> None:
        """Ask where to, and write a filled copy there; while something is in the way, go to that."""
        if self.fill_button.isEnabled():
            self.out.fill(self._quarter)
        elif self.work.plan.errors:
            self.tabs.show_tab(PROBLEMS)
            focus(self.problems.buttons[0] if self.problems.buttons else self.tabs.bar)

    def back(self) -> None:
        """Put a field down that was taken up; else close."""
        if self._armed:
            self._armed = ""
            self._show_armed()
            focus(self.fields.tree)
        else:
            self.give_up()

    def give_up(self) -> None:
        """Close, asking first whether what somebody has pointed at is to be kept."""
        if self.work.unsaved and self.work.touched:
            answer = dialogs.ask(
                self, "Keep what goes where?", ("Keep it", "Don’t keep it"),
                "Kept beside the template, it fills next quarter’s copy at once, in every ward that has both files.",
            )  # fmt: skip
            if answer is None or (answer == 0 and not self.out.keep()):
                return
        self.cancelled.emit()

"""Template screen: filling a copy of the council's own template with one return, in the place of the Returns page.

At first a person points at where each field goes; it is kept beside the template, and from then on a copy is filled
at once. Nothing here changes the document or the template.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QVBoxLayout,
    QWidget,
)

from ward_desk.core.changes import ChangeSet
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.periods import Quarter
from ward_desk.core.template.mapping import ListSpot, Mapping, row_and_column
from ward_desk.core.typed import counted
from ward_desk.exchange.template import mapping_file
from ward_desk.exchange.template.template_file import Template
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.template import filling
from ward_desk.service.template.mapping_work import MappingWork
from ward_desk.service.template.template_fields import field_label, list_table, single_field
from ward_desk.ui import dialogs
from ward_desk.ui.import_foot import give_keys
from ward_desk.ui.import_place import ImportScreen
from ward_desk.ui.jobs import Reporter
from ward_desk.ui.panes import bring_into_view
from ward_desk.ui.paper.file_job import FileJob
from ward_desk.ui.template.template_begin import mapping_of
from ward_desk.ui.template.template_frame import TemplateFrame

PROBLEMS, WORDS = range(2)
MAPPINGS: Final = "Mappings (*.toml)"


class TemplateScreen(ImportScreen):
    """One template and one return."""

    def __init__(
        self, doc: Document, quarter: Quarter, version: int | None, template: Template, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._doc, self._quarter, self._version = doc, quarter, version
        self.template = template
        data = returns.quarter_data(doc, quarter, version)
        self._status = data.header.status
        mapping, words, saved = mapping_of(template)
        self.work = MappingWork(template, data, mapping, saved=saved)
        self._armed = ""
        self.files = FileJob(doc, self)
        self.files.folder = template.path.parent
        self.files.said.connect(self.said)
        self.files.busy_changed.connect(self._show_foot)
        self._build(words)
        self._connect()
        shown = mapping.spots[0].sheet if mapping.spots else mapping.lists[0].sheet if mapping.lists else ""
        self._show_sheet(shown if template.has(shown) else self._first_sheet())
        self._show_work()

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
        self.frame.save_button.clicked.connect(self.keep)
        self.fill_button.clicked.connect(self.fill)
        give_keys(self, (
            ("Ctrl+Return", self.fill), ("Ctrl+Enter", self.fill), ("Esc", self.back), ("F6", self.frame.next_part),
            ("Ctrl+S", self.keep),
        ))  # fmt: skip

    def take_keyboard(self) -> None:
        """Where the next step is: the button that fills a copy when nothing is in the way of it, else the fields."""
        if self.fill_button.isEnabled():
            self.fill_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.fields.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: ChangeSet) -> None:
        """Take the return as the document is now; a signed one stays as it is."""
        if self._status == "draft":
            self.work.take(returns.quarter_data(self._doc, self._quarter, self._version))
            self._show_work()

    def close_down(self) -> None:
        """Nothing is at work here but a file being written, which ends by itself."""

    def _first_sheet(self) -> str:
        seen = [one.name for one in self.template.sheets if not one.hidden]
        return seen[0] if seen else self.template.sheets[0].name

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
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_problem(self, sheet: str, ref: str) -> None:
        """Show the cell of a problem; of one with a whole list, the box for its last row."""
        if ref:
            self.show_cell(sheet, ref)
            return
        if sheet != self.shown_sheet:
            self._show_sheet(sheet)
        if self.rows.isVisibleTo(self):
            self.rows.last.setFocus(Qt.FocusReason.OtherFocusReason)
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
        mapping, plan = self.work.mapping, self.work.plan
        rows = sum(len(self.work.data.tables.get(one.table, ())) for one in mapping.lists)
        parts = [counted(len(mapping.spots), "cell")] if mapping.spots else []
        parts += [counted(rows, "row")] if mapping.lists else []
        errors = len(plan.errors)
        if not parts:
            self.total.setText("Nothing is placed yet.")
        else:
            go = "goes" if len(parts) == 1 and parts[0].startswith("1 ") else "go"
            stands = f" {counted(errors, 'thing')} {'stands' if errors == 1 else 'stand'} in the way." if errors else ""
            self.total.setText(f"{' and '.join(parts)} {go} into {self.template.path.name}.{stands}")
        self.fill_button.setEnabled(bool(parts) and not errors and not self.files.busy)
        self.frame.save_button.setEnabled(self.work.unsaved)

    def _list_shown(self) -> ListSpot | None:
        """The list of the field taken up, or else the first one on the sheet shown."""
        table = (self._armed or self.fields.current()).partition(".")[0]
        own = self.work.list_on(table, self.shown_sheet)
        if own is not None or not self.work.mapping.lists:
            return own
        return next((one for one in self.work.mapping.lists if one.sheet == self.shown_sheet), None)

    def _show_rows(self) -> None:
        one = self._list_shown()
        self.rows.setVisible(one is not None)
        self.frame.show_cell_words()
        if one is not None:
            table = list_table(one.table)
            want = len(self.work.data.tables.get(one.table, ()))
            self.rows.show_list(table.title if table else one.table, one.first_row, one.last_row, want)

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
        where = self.work.where(code) or self._beside(code)
        if where is not None:
            self.show_cell(*where)
        self._show_armed()
        self._show_rows()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self.grid)

    def _beside(self, code: str) -> tuple[str, str] | None:
        """Where the other columns of a list are, of which this one goes nowhere yet."""
        found = next((one for one in self.work.mapping.lists if one.table == code.partition(".")[0]), None)
        return (found.sheet, f"A{found.first_row}") if found is not None and single_field(code) is None else None

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
            self.fields.tree.setFocus(Qt.FocusReason.OtherFocusReason)

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
        """Keep what somebody has pointed at, when the page or the document is left; where it can't be written, it goes
        beside the document."""
        if not (self.work.unsaved and self.work.touched):
            return
        beside = mapping_file.default_path(self.template.path)
        for path in (beside, self._doc.path.parent / beside.name):
            with suppress(KnownError):
                mapping_file.write(self._mapping(), path)
                self.work.is_saved()
                self._show_foot()
                self.said.emit(f"What goes where is kept in {path}")
                return

    def _mapping(self) -> Mapping:
        return replace(self.work.mapping, template=self.template.path.name, fingerprint=self.template.fingerprint)

    def keep(self) -> bool:
        """Write the mapping beside the template, or where there is room for it. Whether it was written."""
        path: Path | None = mapping_file.default_path(self.template.path)
        while path is not None:
            try:
                mapping_file.write(self._mapping(), path)
            except KnownError as error:
                dialogs.tell_error(self, error)
                start = self._doc.path.parent / path.name
                path = dialogs.choose_file(self, "save", "Keep the mapping in", MAPPINGS, start)
                continue
            self.work.is_saved()
            self._show_foot()
            self.said.emit(f"What goes where is kept in {path.name}")
            return True
        return False

    def fill(self) -> None:
        """Ask where to, and write a filled copy there; the mapping is kept with it."""
        if not self.fill_button.isEnabled():
            return
        ending = self.template.path.suffix.lower()
        ending = {".xltx": ".xlsx", ".xltm": ".xlsm"}.get(ending, ending)
        ward = text(self._doc.partnership, "ward")
        name = f"{self.template.path.stem} {ward} {self._quarter.key}{ending}"
        chosen = dialogs.choose_file(
            self, "save", "Fill a copy of the template", f"Workbooks (*{ending})", self.files.folder / name
        )
        if chosen is None:
            return
        target = chosen if chosen.suffix.lower() == ending else chosen.with_name(f"{chosen.name}{ending}")
        work = self.work

        def write(_doc: Document, report: Reporter) -> Path:
            return filling.fill(work.data, work.mapping, work.template, target, lambda done, of: report(done, of))

        self.files.run("Filling the template", target, write, lambda: self._on_filled(target))

    def _on_filled(self, target: Path) -> None:
        if self.work.unsaved:
            self.keep()
        draft = " It is of a draft: nobody has signed it." if self._status == "draft" else ""
        self.finished.emit(f"Filled copy written to {target}.{draft}")

    def back(self) -> None:
        """Put a field down that was taken up; else close."""
        if self._armed:
            self._armed = ""
            self._show_armed()
            self.fields.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.give_up()

    def give_up(self) -> None:
        """Close, asking first whether what goes where is to be kept."""
        if self.work.unsaved:
            answer = dialogs.ask(
                self, "Keep what goes where?", ("Keep it", "Don’t keep it"),
                "Kept beside the template, it fills next quarter’s copy at once, in every ward that has both files.",
            )  # fmt: skip
            if answer is None or (answer == 0 and not self.keep()):
                return
        self.cancelled.emit()

"""Count lists: what stands in the place of the activity counts for a while: possible double counts, and the standard
counts of the programme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.service.returns import return_due
from ward_desk.ui import dialogs
from ward_desk.ui.jobs import Job, Reporter
from ward_desk.ui.pages.counts.count_files import CountFiles

if TYPE_CHECKING:  # imported when they are first asked for
    from ward_desk.service.counts.double_counts import Double, Other
    from ward_desk.ui.pages.counts.count_doubles import DoublesList
    from ward_desk.ui.pages.counts.count_standard import StandardList

COMPARE: Final = "Compare with another ward"
STANDARD: Final = "Standard counts"


class CountLists(CountFiles):
    """Comparing with another ward, and taking on standard counts."""

    in_place: DoublesList | StandardList | None = None
    _reading: Job | None = None

    @property
    def can_compare(self) -> bool:
        """Whether nothing else stands in the place of the counts, and no file is being read."""
        return self._reading is None and (self.in_place is not None or not self.usual.isHidden())

    @property
    def can_edit(self) -> bool:
        """Whether the counts themselves are shown and take changes."""
        return super().can_edit and self.in_place is None

    # ---- another ward

    def compare_wards(self) -> None:
        """Ask for another ward's return or document, and show what both seem to report."""
        self.commit_pending()
        files = "Returns and documents (*.xlsx *.ward)"
        path = dialogs.choose_file(self, "open", COMPARE, files, self.doc.path.parent)
        if path is not None:
            self._read(path)

    def _read(self, path: Path) -> None:
        now = Quarter.of(self.doc.today, return_due.start_month(self.doc))

        def work(report: Reporter) -> Other:
            from ward_desk.service.counts import double_counts

            report(0, 0, path.name)
            return double_counts.read_other(path, now)

        self._reading = job = Job(f"Reading {path.name}", work, self)
        job.finished.connect(lambda other: self.attempt(lambda: self._show_doubles(other)))
        job.failed.connect(lambda error: dialogs.tell_error(self, error))
        job.ended.connect(self._on_read)
        self.destroyed.connect(job.wait)  # as when the document is closed meanwhile
        job.start()

    def _on_read(self) -> None:
        job, self._reading = self._reading, None
        if job is not None:
            job.deleteLater()
        self.commands_changed.emit()

    def _show_doubles(self, other: Other) -> None:
        from ward_desk.ui.pages.counts.count_doubles import DoublesList

        made = DoublesList(self.doc, other)
        made.open_requested.connect(self.open_requested)
        made.mark_asked.connect(self._mark)
        made.compare_asked.connect(self.compare_wards)
        self._put(made, COMPARE)

    def _mark(self, doubles: list[Double]) -> None:
        from ward_desk.service.counts import double_counts

        self.attempt(lambda: double_counts.mark(self.doc, doubles))
        if self.in_place is not None:
            self.in_place.take_keyboard()

    # ---- standard counts

    def choose_standard(self) -> None:
        """Show the standard counts of the programme that are not kept here."""
        self.commit_pending()
        self.attempt(self._show_standard)

    def _show_standard(self) -> None:
        from ward_desk.ui.pages.counts.count_standard import StandardList

        made = StandardList(self.doc)
        made.add_asked.connect(self._add_standard)
        made.mark_asked.connect(self._mark_standard)
        self._put(made, STANDARD)

    def _add_standard(self, codes: list[str]) -> None:
        from ward_desk.service.counts import standard_counts

        if self.attempt(lambda: standard_counts.add(self.doc, codes)):
            self.put_back()
            number = f"{len(codes)} standard {'count' if len(codes) == 1 else 'counts'}"
            self.removed.emit(f"Added {number}")  # offered back

    def _mark_standard(self) -> None:
        from ward_desk.service.counts import standard_counts

        self.attempt(lambda: standard_counts.add(self.doc, []))
        if self.in_place is not None:
            self.in_place.take_keyboard()

    # ---- in the place of the page

    def _put(self, widget: DoublesList | StandardList, title: str) -> None:
        self._take_away()
        self.in_place = widget
        widget.closed.connect(self.put_back)
        layout = self.layout()
        assert layout is not None
        self.usual.hide()
        layout.addWidget(widget)
        widget.show()
        widget.take_keyboard()
        self.title_changed.emit(title)
        self.commands_changed.emit()

    def _take_away(self) -> None:
        widget: QWidget | None = self.in_place
        self.in_place = None
        layout = self.layout()
        if widget is not None and layout is not None:
            layout.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def put_back(self) -> None:
        """Show the counts again."""
        if self.in_place is not None:
            self._take_away()
            self.usual.show()
            self.title_changed.emit("Activity counts")
            self.commands_changed.emit()
            self.pane.focus_list()

    def refresh(self, changes: ChangeSet | None) -> None:
        """Show the document as it is now, in what stands in the place of the page too."""
        super().refresh(changes)
        if self.in_place is not None:
            try:
                self.in_place.refresh()
            except KnownError:  # its programme is not known any more, say
                self.put_back()

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show a record; a list gives way to it."""
        if not self.importing:
            self.put_back()
        return super().open_record(table, row_id, field)

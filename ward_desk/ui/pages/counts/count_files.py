"""Count files: what of the activity counts' page leaves the program as a file, and what comes in from one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ward_desk.service.document import Document
from ward_desk.ui.record.record_page import RecordPage

if TYPE_CHECKING:  # imported when a file is first written or read
    from ward_desk.exchange.table_out import Table
    from ward_desk.ui.import_place import ImportPlace


class CountFiles(RecordPage):
    """Figures out to a dashboard tool, figures and a ward profile in from a spreadsheet."""

    @cached_property
    def figures_place(self) -> ImportPlace:
        """Where figures are brought in."""
        from ward_desk.ui.import_place import ImportPlace
        from ward_desk.ui.pages.figures.figures_open import FIGURES

        return self._place(ImportPlace(self.doc, self, self.usual, FIGURES), FIGURES.title)

    @cached_property
    def profile_place(self) -> ImportPlace:
        """Where a ward profile is brought in."""
        from ward_desk.ui.import_place import ImportPlace
        from ward_desk.ui.pages.figures.figures_open import PROFILE

        return self._place(ImportPlace(self.doc, self, self.usual, PROFILE), PROFILE.title)

    def _place(self, made: ImportPlace, title: str) -> ImportPlace:
        def on_changed(on: bool) -> None:
            self.title_changed.emit(title if on else "Activity counts")
            self.commands_changed.emit()

        made.finished.connect(self.removed)  # offered back
        made.said.connect(self.said)
        made.changed.connect(on_changed)
        return made

    @property
    def importing(self) -> bool:
        """Whether a file is on its way in."""
        places = (self.__dict__.get("figures_place"), self.__dict__.get("profile_place"))
        return any(place is not None and place.showing for place in places)

    @property
    def can_edit(self) -> bool:
        """Whether the document takes changes, and no file is on its way in."""
        return super().can_edit and not self.importing

    def import_figures(self) -> None:
        """Ask for a spreadsheet of figures, and begin to bring it in."""
        self.commit_pending()
        self.figures_place.ask()

    def import_profile(self) -> None:
        """Ask for a ward profile, and begin to bring it in."""
        self.commit_pending()
        self.profile_place.ask()

    def drop_file(self, path: Path) -> bool:
        """Begin to bring in a spreadsheet of figures dropped on the window."""
        if not self.can_edit:
            return False
        self.commit_pending()
        return self.figures_place.start(path)

    def export_figures(self) -> None:
        """Write every figure as a row of its own, for a dashboard tool."""
        self.commit_pending()
        self.out.write("Figures", _all_figures)

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show a record, unless a file is on its way in."""
        if self.importing:
            self.said.emit("A file is being brought in: finish that, or cancel it, first")
            return True
        return super().open_record(table, row_id, field)


def _all_figures(audience: str) -> Callable[[Document], Table]:
    from ward_desk.service.counts import figures_out

    return lambda doc: figures_out.table(doc, audience)

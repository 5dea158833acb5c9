"""Chart save: the button that takes a chart elsewhere: to the clipboard, or to a file for whoever is to have it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ward_desk.core.errors import KnownError
from ward_desk.service import list_export
from ward_desk.service.document import Document
from ward_desk.ui import dialogs
from ward_desk.ui.charts.chart_data import Chart

PICTURES: Final = "PNG pictures (*.png);;SVG drawings (*.svg)"

# What a chart looks like for an audience, small numbers of people kept back; None when it is not for them at all.
ForAudience = Callable[[str], Chart | None]


class ChartSave(QPushButton):
    """Copies or saves a chart of a document, as `for_audience` makes it for whoever gets it."""

    said = Signal(str)

    def __init__(self, doc: Document, for_audience: ForAudience, parent: QWidget | None = None) -> None:
        super().__init__("Save ▾", parent)
        self._doc, self._for_audience = doc, for_audience
        self.folder = doc.path.parent  # where the last picture went
        self.setProperty("link", True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Copy the picture or its numbers, or save it")
        self.setAccessibleName("Copy or save this chart")
        menu = QMenu(self)
        for words, act in (
            ("Copy picture", self.copy_picture),
            ("Copy numbers", self.copy_numbers),
            ("Save picture…", self.save_picture),
        ):
            made = QAction(words, menu)
            made.triggered.connect(act)
            menu.addAction(made)
        self.setMenu(menu)

    def copy_picture(self) -> None:
        """Put the picture, on white and with its title and source, on the clipboard."""
        chart = self._for_audience("ward")
        if chart is None:
            return
        from ward_desk.ui.charts import chart_out

        QGuiApplication.clipboard().setImage(chart_out.image(chart, list_export.about(self._doc)))
        self.said.emit(f"Copied the picture “{chart.title}”")

    def copy_numbers(self) -> None:
        """Put the numbers on the clipboard as a table a spreadsheet takes."""
        chart = self._for_audience("ward")
        if chart is None:
            return
        QGuiApplication.clipboard().setText(chart.as_text)
        self.said.emit(f"Copied the numbers of “{chart.title}”")

    def save_picture(self) -> None:
        """Ask for whom and where to, and write the picture."""
        from ward_desk.ui.paper.list_out import ask_audience

        audience = ask_audience(self, "the picture")
        if audience is None:
            return
        chart = self._for_audience(audience)
        if chart is None:
            dialogs.tell(self, "This is not marked for them to see.", "Nothing was written. Its mark is under"
                         " “Who may see it” in its details.")  # fmt: skip
            return
        start = self.folder / list_export.file_name(self._doc, chart.title, ".png")
        path = dialogs.choose_file(self, "save", "Save picture", PICTURES, start)
        if path is None:
            return
        target = path if path.suffix.lower() in (".png", ".svg") else path.with_name(f"{path.name}.png")
        from ward_desk.ui.charts import chart_out

        try:
            chart_out.save(chart, list_export.about(self._doc), target)
        except KnownError as error:
            dialogs.tell_error(self, error)
            return
        self.folder = target.parent
        self.said.emit(f"Written: {target.name}")

"""Return instead: what takes the place of the Returns page for a while: a public version, a re-cut, a template."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ward_desk.core.periods import Quarter
from ward_desk.service.document import Document
from ward_desk.ui import dialogs
from ward_desk.ui.import_place import ImportPlace, ImportScreen, Kind
from ward_desk.ui.pages.returns.instead.return_public import PublicPanel
from ward_desk.ui.pages.returns.instead.return_recut import RecutPanel
from ward_desk.ui.prefs import Prefs

ENDINGS: Final = (".xlsx", ".xlsm", ".xltx", ".xltm")


class ReturnInstead(QObject):
    """Shows one of them in the layout of `page` instead of `usual`. They are made when they are first wanted."""

    said = Signal(str)
    filled = Signal(str)  # what came of a template, in words
    changed = Signal()

    def __init__(self, doc: Document, page: QWidget, usual: QWidget, prefs: Prefs) -> None:
        super().__init__(page)
        self._doc, self._page, self._usual, self._prefs = doc, page, usual, prefs
        self._panel: PublicPanel | RecutPanel | None = None
        self._public: PublicPanel | None = None
        self._recut: RecutPanel | None = None
        self._of: tuple[Quarter, int | None] | None = None  # the return a template is filled with
        self.template = ImportPlace(
            doc, page, usual,
            Kind("template", "The council’s own template", "Workbooks", _open, self._screen, ENDINGS),
        )  # fmt: skip
        self.template.said.connect(self.said)
        self.template.finished.connect(self.filled)
        self.template.changed.connect(self._on_template)

    @property
    def showing(self) -> bool:
        """Whether something stands in the place of the page."""
        return self._panel is not None or self.template.showing

    @property
    def panel(self) -> PublicPanel | RecutPanel | None:
        """The public version or the re-cut, when one of them is shown."""
        return self._panel

    @property
    def help_topic(self) -> str:
        """The help of what stands in the place of the page; "" when nothing does."""
        if self.template.showing:
            return "returns-template"
        return "" if self._panel is None else "returns-public" if self._panel is self._public else "returns-recut"

    def public(self, quarter: Quarter) -> None:
        """Show the public version of a quarter's return."""
        if self._public is None:
            self._public = PublicPanel(self._doc, self._page)
            self._put(self._public)
        self._show(self._public)
        self._public.open(quarter)

    def recut(self, days: tuple[date, date] | None = None) -> None:
        """Show the data re-cut for two dates, the ones given or the ones it had last."""
        if self._recut is None:
            self._recut = RecutPanel(self._doc, self._page)
            self._put(self._recut)
        self._show(self._recut)
        self._recut.open()
        if days is not None:
            self._recut.choose(*days)

    def fill_template(self, quarter: Quarter, version: int | None) -> None:
        """Ask for the council's template, and begin with it."""
        pattern = f"Workbooks ({' '.join(f'*{one}' for one in ENDINGS)})"
        last = self._prefs.template(self._doc.path)
        path = dialogs.choose_file(self._page, "open", "The council’s own template", pattern, last)
        if path is not None and not self.start_template(path, quarter, version):
            self.said.emit(f"{path.name} is no template: choose a workbook that ends in .xlsx or .xlsm")

    def start_template(self, path: Path, quarter: Quarter, version: int | None) -> bool:
        """Begin with a template; False when it is no workbook."""
        self._of = quarter, version
        if not self.template.start(path):
            return False
        self._prefs.set_template(self._doc.path, path)
        return True

    def take_keyboard(self) -> None:
        """Put the keyboard into what is shown."""
        if self.template.screen is not None:
            self.template.screen.take_keyboard()
        elif self._panel is not None:
            self._panel.take_keyboard()

    def commit_pending(self) -> None:
        """Keep what is half done."""
        from ward_desk.ui.template.template_screen import TemplateScreen

        if isinstance(self.template.screen, TemplateScreen):
            self.template.screen.commit_pending()

    def refresh(self) -> None:
        """The document has changed."""
        if self._panel is not None:
            self._panel.refresh()

    def close(self) -> None:
        """Show the page as it usually is."""
        self.template.close()
        panel, self._panel = self._panel, None
        if panel is not None:
            panel.hide()
            self._usual.show()
            self.changed.emit()

    def _put(self, panel: PublicPanel | RecutPanel) -> None:
        layout = self._page.layout()
        assert layout is not None
        panel.hide()
        layout.addWidget(panel)
        panel.closed.connect(self.close)
        panel.files.said.connect(self.said)

    def _show(self, panel: PublicPanel | RecutPanel) -> None:
        self.close()
        self._panel = panel
        self._usual.hide()
        panel.show()
        self.changed.emit()

    def _on_template(self, on: bool) -> None:
        if on and self._panel is not None:
            self._panel.hide()
            self._panel = None
        self.changed.emit()

    def _screen(self, doc: Document, file: object, parent: QWidget) -> ImportScreen:
        from ward_desk.exchange.template.template_file import Template
        from ward_desk.ui.template.template_screen import TemplateScreen

        assert isinstance(file, Template)
        assert self._of is not None
        return TemplateScreen(doc, *self._of, file, parent)


def _open(path: Path, _today: date) -> object:
    from ward_desk.exchange.template.template_file import open_template

    return open_template(path)

"""Template out: what leaves the template screen: what goes where, kept beside the template, and the filled copy."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.periods import Quarter
from ward_desk.core.template.mapping import Mapping
from ward_desk.exchange.template import mapping_file
from ward_desk.service.document import Document
from ward_desk.service.template import filling
from ward_desk.service.template.mapping_work import MappingWork
from ward_desk.ui import dialogs
from ward_desk.ui.jobs import Reporter
from ward_desk.ui.paper.file_job import FileJob

MAPPINGS: Final = "Mappings (*.toml)"


class TemplateOut(QObject):
    """Writes the mapping being worked on, and the copies it fills. Neither the template nor the document is changed."""

    said = Signal(str)
    kept = Signal()
    filled = Signal(str)  # what came of it, in words

    def __init__(self, doc: Document, work: MappingWork, screen: QWidget) -> None:
        super().__init__(screen)
        self._doc, self._work, self._screen = doc, work, screen
        self.files = FileJob(doc, screen)
        self.files.folder = work.template.path.parent
        self.files.said.connect(self.said)

    def keep_quietly(self) -> None:
        """Keep what somebody has pointed at; where it can't be written, it goes beside the document."""
        if not (self._work.unsaved and self._work.touched):
            return
        beside = mapping_file.default_path(self._work.template.path)
        for path in (beside, self._doc.path.parent / beside.name):
            with suppress(KnownError):
                self._write(path)
                self.said.emit(f"What goes where is kept in {path}")
                return

    def keep(self) -> bool:
        """Write the mapping beside the template, or where there is room for it. Whether it was written."""
        path: Path | None = mapping_file.default_path(self._work.template.path)
        while path is not None:
            try:
                self._write(path)
            except KnownError as error:
                dialogs.tell_error(self._screen, error)
                start = self._doc.path.parent / path.name
                path = dialogs.choose_file(self._screen, "save", "Keep the mapping in", MAPPINGS, start)
                continue
            self.said.emit(f"What goes where is kept in {path.name}")
            return True
        return False

    def _write(self, path: Path) -> None:
        mapping_file.write(self._mapping(), path)
        self._work.is_saved()
        self.kept.emit()

    def _mapping(self) -> Mapping:
        template = self._work.template
        return replace(self._work.mapping, template=template.path.name, fingerprint=template.fingerprint)

    def fill(self, quarter: Quarter) -> None:
        """Ask where to, and write a copy filled with the return of a quarter there; the mapping is kept with it."""
        work, data = self._work, self._work.data
        if data is None:
            return
        ending = work.template.path.suffix.lower()
        ending = {".xltx": ".xlsx", ".xltm": ".xlsm"}.get(ending, ending)
        name = f"{work.template.path.stem} {text(self._doc.partnership, 'ward')} {quarter.key}{ending}"
        chosen = dialogs.choose_file(
            self._screen, "save", "Fill a copy of the template", f"Workbooks (*{ending})", self.files.folder / name
        )
        if chosen is None:
            return
        target = chosen if chosen.suffix.lower() == ending else chosen.with_name(f"{chosen.name}{ending}")
        mapping = work.mapping

        def write(_doc: Document, report: Reporter) -> Path:
            return filling.fill(data, mapping, work.template, target, lambda done, of: report(done, of))

        def then() -> None:
            if work.unsaved:
                self.keep()
            draft = " It is of a draft: nobody has signed it." if data.header.status == "draft" else ""
            self.filled.emit(f"Filled copy written to {target}.{draft}")

        self.files.run("Filling the template", target, write, then)

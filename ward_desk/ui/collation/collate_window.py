"""Collate window: the centre drops the returns of its wards here, sees how they stand, and puts them together."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ward_desk.core.errors import KnownError
from ward_desk.core.typed import counted
from ward_desk.service.collation import arrivals
from ward_desk.service.collation.arrivals import Arrival, Judged
from ward_desk.service.collation.collate import Collated, collate
from ward_desk.service.collation.return_files import nothing_in
from ward_desk.ui import dialogs, theme
from ward_desk.ui.collation.collate_empty import EmptyPlace
from ward_desk.ui.collation.collate_menus import add_menus
from ward_desk.ui.collation.collate_parts import GLANCE, CollateParts
from ward_desk.ui.collation.collate_side import CollateSide
from ward_desk.ui.jobs import Job, Reporter
from ward_desk.ui.panes import scrolled
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.widgets import ElidedLabel, button, label, row

WORKBOOKS = "Workbooks (*.xlsx)"
SMALLEST = 1024, 640
USUAL = 1280, 800
FRAME = 40  # what the desktop puts round a window


class CollateWindow(QMainWindow):
    """A window of its own: the centre has no ward's document."""

    def __init__(self, prefs: Prefs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prefs = prefs
        self._arrivals: tuple[Arrival, ...] = ()
        self._done: Collated | None = None
        self._output = prefs.collate_output
        self._job: Job | None = None
        self.judged: Judged = arrivals.judged((), expect=prefs.collate_expect)
        self.setWindowTitle("Collate returns – Ward Desk")
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self._build()
        add_menus(self)
        room = self.screen().availableSize()
        self.resize(min(USUAL[0], room.width()), min(USUAL[1], room.height() - FRAME))
        self._show()
        self.empty.start.setFocus()

    # ---- what it is made of

    def _build(self) -> None:
        self.add_file = button("Add a file…", tip="One return workbook (Ctrl+Shift+O)")
        self.add_file.clicked.connect(self.choose_file)
        self.add_folder = button("Add a folder…", tip="Every workbook in a folder (Ctrl+O)")
        self.add_folder.clicked.connect(self.choose_folder)
        self.said = ElidedLabel("", "small")
        self.parts = CollateParts()
        self.lines, self.glance = self.parts.lines, self.parts.glance
        self.lines.left_out.connect(self.leave_out)
        self.lines.said.connect(self.said.set_words)
        self.place = QStackedWidget()
        self.empty = EmptyPlace()
        self.empty.asked.connect(self.choose_folder)
        self.place.addWidget(self.empty)
        self.place.addWidget(self.parts)
        self.side = CollateSide(self._prefs.collate_expect)
        self.side.changed.connect(self._on_changed)
        self.side.place_asked.connect(self.choose_place)
        self.side.collate_asked.connect(self.collate)
        self._beside = beside = scrolled(self.side)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.place, 1)
        middle.addWidget(beside)
        centre = QWidget()
        lines = QVBoxLayout(centre)
        lines.setContentsMargins(16, 12, 16, 12)
        lines.setSpacing(12)
        lines.addLayout(
            row(label("Collate returns", "title"), self.said, self.add_file, self.add_folder, gap=12, stretch=1)
        )
        lines.addLayout(middle, 1)
        self.setCentralWidget(centre)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = min(theme.px(280), self.width() * 3 // 10)
        self._beside.setFixedWidth(max(wide, self._beside.minimumSizeHint().width()))

    # ---- files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take(event.mimeData())
        event.acceptProposedAction()

    def _take(self, given: QMimeData) -> None:
        self.add([Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile()])

    def paste(self) -> None:
        """Take files that were copied in a file manager."""
        self._take(QGuiApplication.clipboard().mimeData())

    def choose_file(self) -> None:
        """Ask for one workbook."""
        path = dialogs.choose_file(self, "open", "Choose a return", WORKBOOKS, self._folder())
        if path is not None:
            self.add([path])

    def choose_folder(self) -> None:
        """Ask for a folder of workbooks."""
        path = dialogs.choose_file(self, "folder", "Choose a folder of returns", "", self._folder())
        if path is not None:
            self.add([path])

    def _folder(self) -> Path | None:
        return self._arrivals[-1].path.parent if self._arrivals else None

    def add(self, paths: Iterable[Path]) -> None:
        """Read files, and the workbooks of folders, and put them on the list. One on the list is read again."""
        paths = list(paths)
        files = [one for one in arrivals.workbooks(paths) if one != self._output]
        if not files:
            folders = [path for path in paths if path.is_dir()]
            if len(folders) == 1:
                dialogs.tell(self, nothing_in(folders[0]), "No file was added.")
            else:
                self.said.set_words("There is no workbook among these")
            return
        self._run(
            "Reading the returns", lambda report: arrivals.read(files, report), self._on_read, "no file was added"
        )

    def _on_read(self, read: object) -> None:
        assert isinstance(read, tuple)
        new = {one.path for one in read}
        self._arrivals = (*(one for one in self._arrivals if one.path not in new), *read)
        self._forget()
        self.said.set_words(f"{counted(len(read), 'file')} read")
        self.lines.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def read_again(self) -> None:
        """Read every file of the list again."""
        if self._arrivals:
            self.add([one.path for one in self._arrivals])

    def leave_out(self, paths: Sequence[Path]) -> None:
        """Take files off the list. The files themselves stay as they are."""
        self._arrivals = tuple(one for one in self._arrivals if one.path not in paths)
        self._forget()

    def clear(self) -> None:
        """Take every file off the list."""
        self.leave_out([one.path for one in self._arrivals])

    def copy_list(self) -> None:
        """Put the table that is shown on the clipboard."""
        self.parts.table.copy()
        self.said.set_words("The list is on the clipboard")

    # ---- how they stand

    def _forget(self) -> None:
        """What was put together is no longer what the list says."""
        self._done = None
        self._show()

    def _on_changed(self) -> None:
        self._prefs.collate_expect = str(self.side.programme.currentData() or "")
        self._forget()

    def _show(self) -> None:
        self.judged = arrivals.judged(
            self._arrivals,
            expect=str(self.side.programme.currentData() or ""),
            period=str(self.side.quarter.currentData() or ""),
            drafts=self.side.drafts.isChecked(),
            done=self._done,
        )
        self.parts.show_judged(self.judged, self._done)
        self.side.show_judged(self.judged)
        self.side.show_place(self._output)
        self.side.collate.setEnabled(bool(self.judged.period) and self._job is None)
        self.place.setCurrentIndex(1 if self._arrivals else 0)
        if self._done is None:
            self.side.show_made("", ())
        else:
            read, new = len(self._done.read), len(self._done.new)
            self.side.show_made(
                f"{counted(read, 'return')} read, {new} of them new in the data file.", self._done.files
            )

    # ---- putting together

    def choose_place(self) -> None:
        """Ask where the workbook is to be written."""
        start = self._output or (self._folder() or Path.home()) / "programme.xlsx"
        path = dialogs.choose_file(self, "save", "Where should the programme workbook be?", WORKBOOKS, start)
        if path is not None:
            self.write_to(path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx"))

    def write_to(self, path: Path) -> None:
        """Have the workbook written there, this time and the next."""
        self._output = self._prefs.collate_output = path
        self.side.show_place(path)

    def collate(self) -> None:
        """Put the returns together, and ask where to when nobody has said so yet."""
        if not self.judged.period or self._job is not None:
            return
        if self._output is None:
            self.choose_place()
        output = self._output
        if output is None:
            return
        files, period, drafts = [one.path for one in self._arrivals], self.judged.period, self.side.drafts.isChecked()
        expect = str(self.side.programme.currentData() or "") or None
        self._run(
            "Putting the returns together",
            lambda report: collate(files, output, period=period, expect=expect, drafts=drafts, progress=report),
            self._on_collated,
            "the workbook was not written",
        )

    def _on_collated(self, done: object) -> None:
        assert isinstance(done, Collated)
        self._done = done if done.programme is not None else None
        self._show()
        if self._done is not None:
            self.said.set_words(f"Written: {done.files[0].name}")
            self.parts.show_part(GLANCE)

    # ---- long work

    @property
    def is_busy(self) -> bool:
        """Whether files are being read or put together."""
        return self._job is not None

    def _run(
        self, title: str, work: Callable[[Reporter], object], then: Callable[[object], None], when_stopped: str
    ) -> None:
        if self._job is not None:
            self.said.set_words("Wait until the work at hand is done")
            return
        job = self._job = Job(title, work, self)
        job.finished.connect(lambda result: self._attempt(lambda: then(result)))
        job.failed.connect(lambda error: dialogs.tell_error(self, error))
        job.stopped.connect(lambda: self.said.set_words(f"Stopped: {when_stopped}"))
        job.ended.connect(self._on_ended)
        job.start()

    def _attempt(self, work: Callable[[], None]) -> None:
        try:
            work()
        except KnownError as error:
            dialogs.tell_error(self, error)

    def _on_ended(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.deleteLater()
        self.side.collate.setEnabled(bool(self.judged.period))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._job is not None:
            self._job.stop()
            self._job.wait()
        super().closeEvent(event)


def main() -> int:
    """Open this window by itself and stay until it is closed. Gives the exit code."""
    from ward_desk.ui.app import catch_bugs
    from ward_desk.ui.icons import app_icon

    QApplication.setApplicationName("Ward Desk")
    QApplication.setDesktopFileName("ward-desk")
    qt = QApplication(sys.argv[:1])
    qt.setWindowIcon(app_icon())
    prefs = Prefs()
    theme.apply(qt, theme.chosen(prefs.theme, qt), prefs.text_size)
    window = CollateWindow(prefs)
    catch_bugs(lambda: window)
    window.show()
    return qt.exec()

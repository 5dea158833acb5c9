"""Dialogs: the one seam through which the window asks people something; tests put their own behind it.

`ask`, `tell`, `choose_file`, `ask_text` and `preview` are all there is; nothing else in the window opens a modal box.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from PySide6.QtWidgets import QWidget

from ward_desk.core.errors import KnownError

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FileKind = Literal["open", "save", "folder"]


class Seam(Protocol):
    """Whatever stands between the window and the person."""

    def ask(self, parent: QWidget | None, question: str, buttons: Sequence[str], more: str) -> int | None:
        """Which of the buttons; None when the person backed out. The first button is the usual answer."""

    def tell(self, parent: QWidget | None, sentence: str, more: str) -> None:
        """Say something that needs reading."""

    def choose_file(
        self, parent: QWidget | None, kind: FileKind, title: str, pattern: str, start: Path | None
    ) -> Path | None:
        """A path, or None when the person backed out."""

    def ask_text(self, parent: QWidget | None, question: str, text: str) -> str | None:
        """One line of text, or None when the person backed out."""

    def preview(
        self, parent: QWidget | None, title: str, paint: Callable[[QPrinter], None], *, upright: bool = False
    ) -> None:
        """Show what would be printed, and print it when the person says so."""


class QtSeam:
    """The real boxes."""

    def ask(self, parent: QWidget | None, question: str, buttons: Sequence[str], more: str) -> int | None:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(parent)
        box.setWindowTitle("Ward Desk")
        box.setText(question)
        box.setInformativeText(more)
        roles = QMessageBox.ButtonRole
        made = [
            box.addButton(words, roles.AcceptRole if n == 0 else roles.ActionRole) for n, words in enumerate(buttons)
        ]
        made[0].setProperty("main", True)
        box.setDefaultButton(made[0])
        box.setEscapeButton(box.addButton("Cancel", roles.RejectRole))
        box.exec()
        pressed = box.clickedButton()
        return next((n for n, one in enumerate(made) if one is pressed), None)

    def tell(self, parent: QWidget | None, sentence: str, more: str) -> None:
        from PySide6.QtWidgets import QMessageBox

        from ward_desk.ui.reading_box import ReadingBox, is_long

        if is_long(more):
            reading = ReadingBox(parent, sentence, more)
            reading.exec()
            reading.deleteLater()
            return
        box = QMessageBox(parent)
        box.setWindowTitle("Ward Desk")
        box.setText(sentence)
        box.setInformativeText(more)
        box.exec()

    def choose_file(
        self, parent: QWidget | None, kind: FileKind, title: str, pattern: str, start: Path | None
    ) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        where = str(start) if start else ""
        if kind == "open":
            name = QFileDialog.getOpenFileName(parent, title, where, pattern)[0]
        elif kind == "save":
            name = QFileDialog.getSaveFileName(parent, title, where, pattern)[0]
        else:
            name = QFileDialog.getExistingDirectory(parent, title, where)
        return Path(name) if name else None

    def ask_text(self, parent: QWidget | None, question: str, text: str) -> str | None:
        from PySide6.QtWidgets import QInputDialog, QLineEdit

        typed, kept = QInputDialog.getText(parent, "Ward Desk", question, QLineEdit.EchoMode.Normal, text)
        return typed.strip() if kept else None

    def preview(
        self, parent: QWidget | None, title: str, paint: Callable[[QPrinter], None], *, upright: bool = False
    ) -> None:
        from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

        from ward_desk.ui.paper.paper import page_layout

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setFullPage(True)
        printer.setPageLayout(page_layout(upright=upright))
        box = QPrintPreviewDialog(printer, parent)
        box.setWindowTitle(title)
        box.paintRequested.connect(paint)
        box.exec()


seam: Seam = QtSeam()


def ask(parent: QWidget | None, question: str, buttons: Sequence[str], more: str = "") -> int | None:
    """Ask a question with these answers; Cancel is always offered beside them. The place of the answer, or None."""
    return seam.ask(parent, question, buttons, more)


def tell(parent: QWidget | None, sentence: str, more: str = "") -> None:
    """Say something that needs reading before going on."""
    seam.tell(parent, sentence, more)


def tell_error(parent: QWidget | None, error: KnownError) -> None:
    """Say what happened, what is safe, and the next step."""
    seam.tell(parent, error.happened, " ".join(part for part in (error.safe, error.next_step) if part))


def choose_file(
    parent: QWidget | None, kind: FileKind, title: str, pattern: str = "", start: Path | None = None
) -> Path | None:
    """Ask for a file to open, a file to save or a folder; `pattern` as Qt takes it: "Wards (*.ward)"."""
    return seam.choose_file(parent, kind, title, pattern, start)


def ask_text(parent: QWidget | None, question: str, text: str = "") -> str | None:
    """Ask for one line of text."""
    return seam.ask_text(parent, question, text)


def preview(parent: QWidget | None, title: str, paint: Callable[[QPrinter], None], *, upright: bool = False) -> None:
    """Show what would be printed, A4 landscape or upright with no margins of its own, and print it when the person
    says so."""
    seam.preview(parent, title, paint, upright=upright)

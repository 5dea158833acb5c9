"""Page: what a page of the main window is, and what it may ask of the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.errors import KnownError
from ward_desk.ui import dialogs


class Page(QWidget):
    """One page. The window makes it when it is first shown and refreshes it only while it is on screen.

    Commands of a page are rows of `ui.commands.PAGE_COMMANDS` under the page's key; their handlers are methods
    of the page, named there.
    """

    title: str = ""  # over the page, where it is not its name in the list of pages
    tables: ClassVar[frozenset[str]] = frozenset()  # tables it shows; empty: any change concerns it

    open_requested = Signal(str, str, str)  # table, id, field or "": show that record on its own page
    removed = Signal(str)  # words for the strip: "Removed CHE-07", shown with Undo
    said = Signal(str)  # words for the status bar, for some seconds: "Copied 12 rows"
    title_changed = Signal(str)
    commands_changed = Signal()  # what `enabled` of its commands says may have changed

    def attempt(self, work: Callable[[], object]) -> bool:
        """Do something to the document; what the world refuses is said in its own words. Tells whether it was done."""
        try:
            work()
        except KnownError as error:
            dialogs.tell_error(self, error)
            return False
        return True

    def tools(self) -> list[QWidget]:
        """Controls of its own for the top bar, beside its commands: a choice of year, say."""
        return []

    def refresh(self, changes: ChangeSet | None) -> None:
        """Show the document as it is now; `changes` is None when the page comes on screen after any change."""

    def show_change(self, changes: ChangeSet) -> None:
        """Called after undo and redo: be on a record that was changed, where the page shows one."""

    def settled(self) -> None:
        """Called when what takes long to work out is known, some time after the page was shown or refreshed."""

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show that record, with the keyboard in that field. False when the record is not there any more."""
        return False

    def commit_pending(self) -> None:
        """Keep what is half typed: called before the page is left, before undo and before closing."""

    def restore_draft(self, row_id: str, draft: dict[str, str]) -> bool:
        """Put text that a crash left half typed back into the fields of a record; False when it can't be."""
        return False

    def take_keyboard(self) -> None:
        """Someone went to the page by key or by name: put the keyboard where it is of use."""

    def focus_filter(self) -> None:
        """Ctrl+F: put the keyboard into the page's filter box, where it has one."""

    def drop_file(self, path: Path) -> bool:
        """Take a file dropped on the window; False when this page takes no such file."""
        return False

    def help_topic(self) -> str:
        """The help page F1 opens; "" for the contents."""
        return ""

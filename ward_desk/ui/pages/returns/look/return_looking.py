"""Return looking: what takes long of a large document on the Returns page, made when somebody looks at it or signs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from ward_desk.core.checks import Finding
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text, whole
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.exchange.returns.return_data import ReturnData
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.returns.making.revised import revised_periods
from ward_desk.service.returns.return_life import ToSign
from ward_desk.service.returns.words.return_compare import Compared, compared
from ward_desk.store import returns as stored
from ward_desk.ui.asking import WORKING, Asking
from ward_desk.ui.pages.returns.look.return_changes_view import Changes
from ward_desk.ui.pages.returns.look.return_preview import Preview

NOT_KEPT = "What was in this return was not kept, only that it was sent."
NOTHING_BEFORE = "No return was sent before this one, so there is nothing to compare with."


class Looking(QObject):
    """Fills the parts Preview and Changes. What was shown of the same return stays until it is made anew."""

    def __init__(
        self, doc: Document, preview: Preview, changes: Changes, failed: Callable[[KnownError], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._doc, self._preview, self._changes, self._failed = doc, preview, changes, failed
        self._making: Asking[tuple[ReturnData, list[Finding]]] = Asking(doc, parent)
        self._comparing: Asking[Compared | None] = Asking(doc, parent)
        self._checking: Asking[list[Finding]] = Asking(doc, parent)
        self._revising: Asking[int] = Asking(doc, parent)
        self.signing: Asking[ToSign] = Asking(doc, parent)
        self._previewed, self._compared = "", ""  # ids of the returns shown

    @property
    def busy(self) -> bool:
        """Whether what is looked at is still being made."""
        return self._making.busy or self._comparing.busy

    def work_out(self, quarter: Quarter, then: Callable[[], None]) -> None:
        """Work out the checks of a quarter, so that they are known."""
        self._checking.ask(quarter, lambda doc: returns.checks(doc, quarter), lambda _found: then(), self._failed)

    def count_revised(self, row: Row, quarter: Quarter, say: Callable[[int, int], None]) -> None:
        """Say how many figures of a return are not as it was sent, and which version would come next; none of one that
        was not sent, or has been corrected."""
        newest, version = returns.newest(self._doc, quarter), (whole(row, "version") or 1) + 1
        say(0, version)
        if row["status"] != "sent" or newest is None or newest["id"] != row["id"]:
            self._revising.forget()
            return
        keys = {quarter.key, *(month.key for month in quarter.months)}

        def count(doc: Document) -> int:
            return sum(key in keys for figures in revised_periods(doc).values() for key in figures)

        self._revising.ask(("revised", quarter), count, lambda figures: say(figures, version), self._failed)

    def show_preview(self, row: Row, quarter: Quarter) -> None:
        """Show the sheets of a return, those of a draft with what the checks say of their cells."""
        return_id, draft, version = text(row, "id"), row["status"] == "draft", whole(row, "version")
        if not draft and not stored.file(self._doc.store, return_id, "snapshot"):
            self._making.forget()
            self._preview.show_nothing(NOT_KEPT)
            return

        def make(doc: Document) -> tuple[ReturnData, list[Finding]]:
            findings = returns.checks(doc, quarter) if draft else []
            return returns.quarter_data(doc, quarter, version), findings

        def show(made: tuple[ReturnData, list[Finding]]) -> None:
            self._previewed = return_id
            self._preview.show_data(*made)

        self._making.ask(("preview", return_id, draft), make, show, self._failed)
        if self._making.busy and self._previewed == return_id:
            self._preview.about.setText(WORKING)
        elif self._making.busy:
            self._preview.show_nothing(WORKING)

    def show_changes(self, return_id: str) -> None:
        """Show what differs from the return sent before."""

        def show(found: Compared | None) -> None:
            self._compared = return_id
            if found is None:
                self._changes.show_nothing(NOTHING_BEFORE)
            else:
                self._changes.show_compared(found)

        self._comparing.ask(("changes", return_id), lambda doc: compared(doc, return_id), show, self._failed)
        if self._comparing.busy and self._compared == return_id:
            self._changes.words.setText(WORKING)
        elif self._comparing.busy:
            self._changes.show_nothing(WORKING)

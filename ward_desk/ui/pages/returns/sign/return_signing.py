"""Return signing: the steps of the return shown on its way out, each taken as one operation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from ward_desk.core.errors import KnownError
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.ui.pages.returns.look.return_looking import Looking
from ward_desk.ui.pages.returns.sign.return_signoff import SignOff


class Signing(QObject):
    """Does what the part Sign off asks for. `commit` keeps what is half typed, `of` is the id of the return shown."""

    said = Signal(str)
    stepped = Signal()  # a step was taken

    def __init__(
        self, doc: Document, sign_off: SignOff, looking: Looking, commit: Callable[[], None], of: Callable[[], str],
        parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._doc, self._sign_off, self._looking, self._commit, self._of = doc, sign_off, looking, commit, of
        sign_off.sign_asked.connect(self.sign)
        sign_off.prepared_asked.connect(
            lambda role, day: self.step(lambda doc, one: returns.prepared(doc, one, role, day))
        )
        sign_off.checked_asked.connect(
            lambda role, day: self.step(lambda doc, one: returns.checked(doc, one, role, day))
        )
        sign_off.left_out_asked.connect(
            lambda name: self.step(lambda doc, one: returns.edit(doc, one, {f"{name}_role": ""}))
        )
        sign_off.unsign_asked.connect(lambda reason: self.step(lambda doc, one: returns.unsign(doc, one, reason)))
        sign_off.sent_asked.connect(self.mark_sent)

    def sign(self, role: str, day: date, statement: str) -> None:
        """Sign the return shown; what stands in the way is said beside the button."""
        self._commit()
        one = self._of()
        self._looking.signing.ask(
            (one, role, day, statement),
            lambda doc: returns.to_sign(doc, one, role, day, statement=statement),
            lambda made: self.step(lambda doc, _shown: returns.keep_signature(doc, one, made)),
            self._sign_off.refuse,
        )
        if self._looking.signing.busy:
            self.said.emit("Putting the return together to sign it…")

    def mark_sent(self, day: date) -> None:
        """Keep the return shown for good."""
        self.step(lambda doc, one: returns.mark_sent(doc, one, day))

    def step(self, step: Callable[[Document, str], object]) -> None:
        """Take a step with the return shown; what stands in its way is said beside the button."""
        self._commit()
        try:
            step(self._doc, self._of())
        except KnownError as error:
            self._sign_off.refuse(error)
            return
        self.stepped.emit()

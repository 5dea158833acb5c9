"""A messy quarter becomes a signed, exported return by keyboard on the day it is due, and what was sent stays.

Monday 15 January 2024 on the sample ward: nobody has touched it since 18 December, so two more things are late.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from ward_desk.core.records import Row
from ward_desk.exchange.returns import return_reader
from ward_desk.store import returns as stored
from ward_desk.ui.app import Application
from ward_desk.ui.pages.returns.check.return_line import LineWidget
from ward_desk.ui.pages.returns.return_frame import CHECK, SIGN_OFF, WORDS
from ward_desk.ui.pages.returns.returns import ReturnsPage

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
ENTER, ALL = Key.Key_Return, (Key.Key_A, CTRL)
DUE: Final = datetime(2024, 1, 15, 9, 30)
MOST_KEYS = 450  # strokes, letters among them: what a person types in about ten minutes
PARK = "The owner of the park has not agreed yet."
GRANT = "It waits for the grant."
SHORT = "The officer was away."
STATEMENT = "The partnership saw this return on 11 January 2024."


class Hands:
    """Someone at the keyboard, whose strokes are counted."""

    def __init__(self, app: Application, press: Callable[..., None]) -> None:
        self.app, self._press, self.strokes = app, press, 0

    def type(self, *keys: object) -> None:
        self.strokes += sum(len(key) if isinstance(key, str) else 1 for key in keys)
        self._press(self.app, *keys)

    @property
    def page(self) -> ReturnsPage:
        page = self.app.window.page
        assert isinstance(page, ReturnsPage)
        return page

    @property
    def on(self) -> QWidget:
        """Where the keyboard is."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    @property
    def line(self) -> str:
        """What the line of the checks says that the keyboard is on."""
        assert isinstance(self.on, LineWidget)
        return self.on.line.words

    def mend(self, starts: str, field: str, *keys: object) -> None:
        """From a line of the checks to its field, type there, and back."""
        assert self.line.startswith(starts)
        self.type(ENTER)
        assert self.on.accessibleName() == field
        self.type(*keys, Key.Key_F8)

    def explain(self, starts: str, words: str) -> None:
        """Say why a warning is so."""
        assert self.line.startswith(starts)
        self.type("e", words, ENTER)


def the_returns(hands: Hands) -> list[Row]:
    document = hands.app.window.document
    assert document is not None
    return document.store.rows("quarterly_return", period="2023-24-Q3")


def put_first_words_in(hands: Hands) -> None:
    """From the checks to the part Words, where the sentences that are ticked come in the place of what there was."""
    hands.type(Key.Key_Backtab, Key.Key_Right)
    assert hands.page.tabs.bar.currentIndex() == WORDS
    hands.type(Key.Key_Tab, ALL, Key.Key_Delete, Key.Key_Tab, Key.Key_Space, Key.Key_Tab, Key.Key_Space)
    assert isinstance(hands.on, QPlainTextEdit)
    assert "cookery" in hands.on.toPlainText().lower()
    hands.type(Key.Key_Backtab, Key.Key_Left, Key.Key_Tab)
    assert hands.page.tabs.bar.currentIndex() == CHECK


def clear_the_checks(hands: Hands) -> None:
    """Every cause, from the first to the last: mended in its record, or explained in one sentence."""
    hands.mend("CHE-07 is Complete", "Status", "can")  # cancelled, not complete
    hands.type(ENTER)  # shows the records of the cause
    hands.mend("CHE-11: Its due date has passed", "Cause of delay", "waiting")
    hands.mend("CHE-12: Its due date has passed", "Cause of delay", Key.Key_End)  # not known yet
    hands.mend("CHE-11 went from Green to Red", "Reason for the rating", PARK)
    hands.mend("CHE-E22: Its date has passed", "Status", "held")
    hands.mend("CHE-M05: £1,925 is spent", "Spent", ALL, "1800")
    hands.mend("CHE-F22: What residents said", "What residents said", ALL, "Rang about the skip by the garages.")
    assert hands.page.checks.heading.text().endswith("left: 8 warnings.")
    hands.explain("CHE-10: Its start date has passed", GRANT)
    hands.explain("5 open actions have no note", SHORT)
    hands.type(ENTER)
    hands.explain("CHE-E22 was held and nobody is counted", "Nobody counted at the door.")
    hands.mend("CHE-E23 was held and nobody is counted", "Adults", "about 60", ENTER)
    hands.type(ENTER)
    hands.mend("CHE-C03: There is no figure for Dec 2023", "Counts", "5", "1", ENTER)
    hands.explain("CHE-C08: There is no figure for Dec 2023", SHORT)
    for starts in ("4 figures are far", "CHE-C01: Jul 2023", "2 answers have not", "7 milestones are past"):
        hands.explain(starts, SHORT)


def sign_off(hands: Hands) -> None:
    """Prepared, checked and signed, each where the keyboard has come to by itself."""
    assert hands.line.startswith("Next: say who")
    hands.type(ENTER)
    assert hands.page.tabs.bar.currentIndex() == SIGN_OFF
    assert hands.on.accessibleName() == "Prepared by (role)"
    hands.type(ENTER)
    assert hands.on.accessibleName() == "Checked by (role)"
    hands.type("Ward programme lead", ENTER)
    assert hands.on.accessibleName() == "Signed by (role)"
    hands.type(Key.Key_Tab, Key.Key_Tab, ALL, STATEMENT, Key.Key_Tab)
    assert hands.on is hands.page.sign_off.sign_button
    hands.type(Key.Key_Space)


def come_back(hands: Hands, qtbot) -> None:  # type: ignore[no-untyped-def]
    """With no window manager the keyboard does not come back by itself after the box that said how far it is."""
    qtbot.waitUntil(lambda: not hands.page.files.busy, timeout=20_000)
    hands.app.window.activateWindow()
    qtbot.waitUntil(hands.app.window.isActiveWindow)


@pytest.fixture
def hands(start_desk: Callable[..., Application], sample_path: Path, press: Callable[..., None]) -> Hands:
    """Someone who comes to the Returns page for the first time."""
    someone = Hands(start_desk(sample_path, DUE), press)
    someone.type((Key.Key_7, CTRL))
    return someone


def test_a_messy_quarter_becomes_a_signed_and_exported_return_by_keyboard(
    hands: Hands,
    person,  # type: ignore[no-untyped-def]
    qtbot,  # type: ignore[no-untyped-def]
    tmp_path: Path,
) -> None:
    assert hands.page.tabs.bar.tabText(CHECK) == "Check (14 to fix)"
    put_first_words_in(hands)
    clear_the_checks(hands)
    assert hands.page.checks.heading.text() == "The checks found nothing to put right. The return can be signed."
    sign_off(hands)
    row = the_returns(hands)[0]
    signing = ("status", "prepared_role", "prepared_on", "checked_role", "checked_on", "signed_on", "statement")
    assert [row[name] for name in signing] == [
        "signed", "Community engagement officer", "2024-01-15", "Ward programme lead", "2024-01-15", "2024-01-15",
        STATEMENT,
    ]  # fmt: skip

    assert hands.on is hands.page.export_button  # what is next
    target = tmp_path / "q3.xlsx"
    person.files.append(target)
    hands.type(Key.Key_Space)
    come_back(hands, qtbot)
    assert hands.on is hands.page.export_button
    hands.type(Key.Key_Backtab, Key.Key_Backtab)
    assert hands.on is hands.page.sign_off.sent_button
    hands.type(Key.Key_Space)
    assert the_returns(hands)[0]["status"] == "sent"
    assert person.asked == person.told == []  # nothing was in the way
    assert hands.strokes <= MOST_KEYS

    document = hands.app.window.document
    assert document is not None
    return_id = str(row["id"])
    kept = stored.file(document.store, return_id, "workbook")
    assert target.read_bytes() == kept
    assert the_returns(hands)[0]["workbook_sha256"] == hashlib.sha256(kept).hexdigest()
    read = return_reader.read(target)
    assert (read.header.statement, read.header.checked_role) == (STATEMENT, "Ward programme lead")
    explained = [(one["record"], one["explanation"]) for one in read.tables["checks"] if one["explanation"]]
    assert {record for record, words in explained if words == GRANT} == {"CHE-10"}
    assert any(GRANT in map(str, cells) for cells in load_workbook(target)["Checks"].iter_rows(values_only=True))

    hands.type((Key.Key_2, CTRL), (Key.Key_F, CTRL), "cookery", Key.Key_Down, (Key.Key_M, CTRL), SHORT, ENTER)
    hands.type((Key.Key_7, CTRL))
    assert hands.page.tabs.bar.currentIndex() == SIGN_OFF
    while hands.on is not hands.page.sign_off.version_button:
        hands.type(Key.Key_Tab)
    hands.type(Key.Key_Space)
    assert hands.page.tabs.bar.currentIndex() == CHECK
    assert [(one["version"], one["status"]) for one in the_returns(hands)] == [(1, "sent"), (2, "draft")]
    while document.undo_label:
        hands.type((Key.Key_Z, CTRL))
    hands.type((Key.Key_Z, CTRL))
    assert person.told[-1].startswith("“Mark the Q3 2023-24 return as sent” can't be undone.")
    while document.undo_label:
        hands.type((Key.Key_Z, CTRL))
    first = the_returns(hands)[0]
    assert (first["status"], first["statement"], first["sent_on"]) == ("sent", STATEMENT, "2024-01-15")
    assert stored.file(document.store, return_id, "workbook") == kept
    assert return_reader.read(target) == read

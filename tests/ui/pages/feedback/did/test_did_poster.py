"""Making the poster: for whom, on what paper, what is left out and why; PDF, printer, plain text."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.core.pre_election import PreElection
from ward_desk.service.document import Document
from ward_desk.service.edits import edit
from ward_desk.service.surveys.told import you_said
from ward_desk.ui.pages.feedback.did.did import DidPage
from ward_desk.ui.pages.feedback.did.did_poster import DidPoster
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.widgets import Choice

HOMEWORK = "Nowhere warm to do homework"


@pytest.fixture
def place(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> DidPoster:
    """The poster in the place of the list, for a ward where everything is public."""
    for table in ("feedback", "action"):
        for row in ward.store.rows(table):
            edit(ward, table, str(row["id"]), {"sharing": "public"})
    page = DidPage(ward, prefs)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    with qtbot.waitActive(page):
        page.show()
    page.refresh(None)
    page.show_poster()
    one = page.findChild(DidPoster)
    assert one is not None
    return one


def choose(box: Choice, value: str) -> None:
    box.setCurrentIndex(box.place(value))


def shown(place: DidPoster) -> str:
    return place.preview.accessibleDescription()


def type_into(qtbot: QtBot, line: QLineEdit, words: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_it_begins_for_the_public_on_a3_with_the_keyboard_in_the_first_choice(place: DidPoster) -> None:
    assert (place.audience.currentData(), place.paper.currentData()) == ("public", "a3")
    assert place.audience.hasFocus()
    assert HOMEWORK in shown(place)


def test_what_an_audience_does_not_get_is_said(place: DidPoster, ward: Document) -> None:
    row = ward.store.rows("feedback", words=HOMEWORK)[0]
    edit(ward, "feedback", str(row["id"]), {"sharing": "programme"})
    place.refresh()
    assert HOMEWORK not in shown(place)
    assert f"1 ticked item left out: not marked public ({row['ref']})." in place.gone.text()
    choose(place.audience, "programme")
    assert HOMEWORK in shown(place)


def test_the_pre_election_period_is_switched_on_kept_and_obeyed(place: DidPoster, ward: Document, qtbot: QtBot) -> None:
    qtbot.mouseClick(place.quiet, Qt.MouseButton.LeftButton, pos=place.quiet.rect().center() / 8)
    assert HOMEWORK not in shown(place)
    assert "nobody is quoted" in place.gone.text()
    type_into(qtbot, place.first, "8 jan 2024")
    type_into(qtbot, place.last, "1 feb 2024")
    assert you_said.pre_election(ward.store) == PreElection(True, date(2024, 1, 8), date(2024, 2, 1))
    assert HOMEWORK in shown(place)
    assert "not in the pre-election period" in place.gone.text()


def test_a_period_the_wrong_way_round_or_unreadable_is_said_and_not_kept(
    place: DidPoster, ward: Document, qtbot: QtBot
) -> None:
    type_into(qtbot, place.first, "8 jan 2024")
    type_into(qtbot, place.last, "1 jan 2024")
    assert "ends before it begins" in place.problem.text()
    type_into(qtbot, place.last, "some day")
    assert place.problem.isVisible()
    assert you_said.pre_election(ward.store).last is None


def test_how_to_say_more_is_typed_and_kept(place: DidPoster, ward: Document, qtbot: QtBot) -> None:
    type_into(qtbot, place.contact, "Come to the library on Mondays")
    assert "Come to the library on Mondays" in shown(place)
    assert ward.store.setting("poster_contact") == "Come to the library on Mondays"


def test_sheets_are_turned_by_key_and_button(place: DidPoster, ward: Document, qtbot: QtBot) -> None:
    row = ward.store.rows("feedback", words=HOMEWORK)[0]
    edit(ward, "feedback", str(row["id"]), {"answer": "We opened a club, and then another one. " * 12})
    place.refresh()
    assert place.place.text() == "Sheet 1 of 2"
    place.preview.setFocus()
    qtbot.keyClick(place.preview, Qt.Key.Key_PageDown)
    assert place.place.text() == "Sheet 2 of 2"
    assert not place.after.isEnabled()
    qtbot.mouseClick(place.before, Qt.MouseButton.LeftButton)
    assert place.place.text() == "Sheet 1 of 2"
    choose(place.paper, "a4")
    assert place.place.text() == "Sheet 1 of 1"


def test_as_text_it_is_on_the_clipboard(place: DidPoster, qtbot: QtBot) -> None:
    qtbot.mouseClick(place.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == shown(place)


@pytest.mark.parametrize(("size", "wide"), [("a3", 297), ("a4", 210)])
def test_it_is_saved_as_a_pdf_of_that_size(
    place: DidPoster, person: Person, qtbot: QtBot, tmp_path: Path, size: str, wide: int
) -> None:
    person.files = [tmp_path / "poster"]
    choose(place.paper, size)
    with qtbot.waitSignal(place.out.said):
        qtbot.mouseClick(place.save, Qt.MouseButton.LeftButton)
    box = re.search(rb"/MediaBox \[0 0 ([0-9.]+) ", (tmp_path / "poster.pdf").read_bytes())
    assert box is not None
    assert round(float(box[1]) * 25.4 / 72) == wide


def test_print_shows_the_sheets_on_their_paper_first(
    place: DidPoster, person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.mouseClick(place.print, Qt.MouseButton.LeftButton)
    [paint] = person.previews
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    paint(printer)
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A3
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))  # as chosen in the preview
    paint(printer)
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4


def test_going_back_to_the_list_does_not_stop_the_file(
    place: DidPoster, person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    person.files = [tmp_path / "poster.pdf"]
    out = place.out
    with qtbot.waitSignal(out.said):
        qtbot.mouseClick(place.save, Qt.MouseButton.LeftButton)
        assert out.busy
        qtbot.mouseClick(place.back, Qt.MouseButton.LeftButton)
    assert (tmp_path / "poster.pdf").exists()

"""A calendar file on its way in, in the place of the Events page, driven by keys and mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import OpenDocument
from tests.ui.conftest import Person
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.pages.events.events import EventsPage
from ward_desk.ui.pages.events.files.calendar_in import CalendarIn
from ward_desk.ui.pages.events.files.calendar_rows import CalendarTable, shown_time
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.table.table_model import ACCESSIBLE, TOOLTIP

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
PARISH = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:tea
SUMMARY:Tea with Mrs Jones
DTSTART:20240110T100000
DTEND:20240110T120000
LOCATION:St Mary's
END:VEVENT
BEGIN:VEVENT
UID:fair
SUMMARY:Spring fair
DTSTART;VALUE=DATE:20240406
CLASS:PRIVATE
ATTENDEE:mailto:jo@parish.example
END:VEVENT
END:VCALENDAR
"""

pytestmark = pytest.mark.usefixtures("light")


@pytest.fixture
def parish(tmp_path: Path) -> Path:
    path = tmp_path / "parish.ics"
    path.write_text(PARISH, "utf-8")
    return path


Shown = Callable[[Document], EventsPage]


@pytest.fixture
def shown(prefs: Prefs, qtbot: QtBot) -> Shown:
    def show(doc: Document) -> EventsPage:
        page = EventsPage(doc, prefs)
        qtbot.addWidget(page)
        page.resize(1190, 700)
        page.refresh(None)
        with qtbot.waitActive(page):
            page.show()
        return page

    return show


def begin(page: EventsPage, path: Path, qtbot: QtBot) -> CalendarIn:
    assert page.drop_file(path)
    qtbot.waitUntil(lambda: page.importing)
    screen = page.calendar_in.screen
    assert screen is not None
    qtbot.waitUntil(screen.table.hasFocus)
    return screen


def titles(doc: Document) -> list[object]:
    return [row["title"] for row in doc.store.rows("event")]


def press(screen: CalendarIn, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    here = QApplication.focusWidget()
    assert here is not None
    assert screen.isAncestorOf(here)
    qtbot.keyClick(here, key, modifier or Qt.KeyboardModifier.NoModifier)


def test_a_calendar_dropped_on_the_page_stands_in_its_place(
    ward: Document, shown: Shown, parish: Path, qtbot: QtBot
) -> None:
    page = shown(ward)
    with qtbot.waitSignal(page.title_changed, check_params_cb=lambda words: words == "Bring in a calendar"):
        screen = begin(page, parish, qtbot)
    assert not page.usual.isVisible()
    assert screen.total.text() == "2 to add."
    assert screen.bring_in.text() == "Bring in 2 events"
    assert screen.noticed.text().split("\n") == [
        "1 name or address of people invited: left out, the desk keeps none.",
        "1 event with something personal in the words, such as a name or a phone number: it is taken out.",
    ]
    assert (page.can_edit, page.can_write, page.can_print) == (False, False, False)


def test_ctrl_enter_brings_the_ticked_ones_in_and_offers_them_back(
    ward: Document, shown: Shown, parish: Path, qtbot: QtBot
) -> None:
    page = shown(ward)
    screen = begin(page, parish, qtbot)
    press(screen, qtbot, KEY.Key_Down)
    press(screen, qtbot, KEY.Key_Space)
    assert (screen.total.text(), screen.bring_in.text()) == ("1 to add, 1 left out.", "Bring in 1 event")
    with qtbot.waitSignal(page.removed) as told:
        press(screen, qtbot, KEY.Key_Return, CTRL)
    assert told.args == ["Brought in 1 event from parish.ics"]
    assert titles(ward)[3:] == ["Tea with [removed: name]"]
    assert page.usual.isVisible()
    assert not page.importing
    ward.undo()
    assert len(titles(ward)) == 3


def test_esc_leaves_everything_as_it_is(ward: Document, shown: Shown, parish: Path, qtbot: QtBot) -> None:
    page = shown(ward)
    screen = begin(page, parish, qtbot)
    press(screen, qtbot, KEY.Key_Escape)
    assert page.usual.isVisible()
    assert len(titles(ward)) == 3
    assert page.pane.isAncestorOf(QApplication.focusWidget())


def test_f2_sets_the_kind_of_the_chosen_ones_and_esc_there_cancels_nothing(
    ward: Document, shown: Shown, parish: Path, qtbot: QtBot
) -> None:
    page = shown(ward)
    screen = begin(page, parish, qtbot)
    press(screen, qtbot, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(screen, qtbot, KEY.Key_F2)
    assert screen.kind.hasFocus()
    qtbot.keyClicks(screen.kind, "Community")
    assert [line.shown["kind"] for line in screen.model.lines] == ["community_group"] * 2
    press(screen, qtbot, KEY.Key_Escape)
    assert page.importing
    assert screen.table.hasFocus()
    press(screen, qtbot, KEY.Key_Return, CTRL)
    assert [row["kind"] for row in ward.store.rows("event")[3:]] == ["community_group"] * 2


def test_the_kind_of_what_is_here_already_stays(ward: Document, shown: Shown, parish: Path, qtbot: QtBot) -> None:
    edits.add(ward, "event", {"title": "Tea", "source_ref": "tea", "start": "2024-01-10T10:00", "venue": "St Mary's"})
    screen = begin(shown(ward), parish, qtbot)
    assert not screen.kind.isEnabled()
    press(screen, qtbot, KEY.Key_Down)
    assert screen.kind.isEnabled()
    assert screen.kind.currentData() == "fair"


def tick_of(table: CalendarTable, row: int) -> QPoint:
    return table.visualRect(table.rows.index(row, 0)).center()


def test_a_click_on_a_tick_leaves_that_one_out_and_takes_it_in_again(
    ward: Document, shown: Shown, parish: Path, qtbot: QtBot
) -> None:
    screen = begin(shown(ward), parish, qtbot)
    for words in ("1 to add, 1 left out.", "2 to add."):
        qtbot.mouseClick(
            screen.table.viewport(), Qt.MouseButton.LeftButton, pos=tick_of(screen.table, 0)
        )  # fmt: skip
        assert screen.total.text() == words


def test_what_looks_personal_stays_when_the_person_says_so(
    ward: Document, shown: Shown, parish: Path, qtbot: QtBot
) -> None:
    screen = begin(shown(ward), parish, qtbot)
    qtbot.keyClick(screen.redact, KEY.Key_Space)
    assert screen.model.lines[0].shown["title"] == "Tea with Mrs Jones"
    assert screen.noticed.text().endswith("it stays in.")


def test_each_cell_says_its_whole_words_and_what_it_is(
    ward: Document, shown: Shown, parish: Path, qtbot: QtBot
) -> None:
    rows = begin(shown(ward), parish, qtbot).model
    told = [rows.index(0, column).data(ACCESSIBLE) for column in range(rows.columnCount())]
    assert told == [
        "Comes in", "What: Add", "Event: Tea with [removed: name]", "Starts: Wed 10 Jan 2024, 10:00 to 12:00",
        "Kind: Other", "Where: St Mary's", "To look at: empty",
    ]  # fmt: skip
    assert rows.index(1, 6).data(TOOLTIP) == "Private in the calendar: for this ward only."


def test_it_follows_the_document_while_it_stands_there(
    ward: Document, shown: Shown, parish: Path, qtbot: QtBot
) -> None:
    screen = begin(shown(ward), parish, qtbot)
    edits.add(ward, "event", {"title": "Tea", "source_ref": "tea", "start": "2024-01-10T10:00", "venue": "St Mary's"})
    assert screen.total.text() == "1 to add, 1 to change."
    assert screen.model.lines[0].said == "Changes: title, ends."


def test_a_record_asked_for_does_not_put_it_aside(ward: Document, shown: Shown, parish: Path, qtbot: QtBot) -> None:
    page = shown(ward)
    begin(page, parish, qtbot)
    with qtbot.waitSignal(page.said) as told:
        assert page.open_record("event", str(ward.store.rows("event")[0]["id"]))
    assert told.args == ["A calendar is being brought in: finish that, or cancel it, first"]
    assert page.importing


def test_a_file_that_is_no_calendar_is_said_and_the_page_stays(
    ward: Document, shown: Shown, tmp_path: Path, person: Person, qtbot: QtBot
) -> None:
    page = shown(ward)
    (tmp_path / "letter.ics").write_text("Dear all", "utf-8")
    person.files = [tmp_path / "letter.ics"]
    page.import_calendar()
    qtbot.waitUntil(lambda: bool(person.told))
    assert person.told[0].startswith("letter.ics is not a calendar file. Nothing was changed.")
    assert page.usual.isVisible()
    assert not page.drop_file(tmp_path / "letter.docx")


def test_nothing_comes_into_a_document_open_to_read_only(
    ward_path: Path, open_document: OpenDocument, shown: Shown, parish: Path
) -> None:
    page = shown(open_document(ward_path, read_only=True))
    assert not page.drop_file(parish)


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_a_tick_is_seen_in_every_theme(
    name: str, ward: Document, shown: Shown, parish: Path, qtbot: QtBot, light: QApplication
) -> None:
    theme.apply(light, name)
    table = begin(shown(ward), parish, qtbot).table

    def middle() -> QColor:
        picture = table.viewport().grab().toImage()
        scale = picture.devicePixelRatio()
        at = tick_of(table, 1) - QPoint(0, theme.px(5))
        return picture.pixelColor(round(at.x() * scale), round(at.y() * scale))

    assert middle() == theme.colour("accent")
    table.left_out.emit(["fair"])
    assert middle() != theme.colour("accent")


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2024-01-10", "", "Wed 10 Jan 2024"),
        ("2024-01-10", "2024-01-12", "Wed 10 Jan 2024 to 12 Jan 2024"),
        ("2024-01-10T10:00", "2024-01-11T09:00", "Wed 10 Jan 2024, 10:00 to 11 Jan 2024"),
        ("", "", ""),
    ],
)
def test_a_time_is_shown_as_people_read_it(start: str, end: str, words: str) -> None:
    assert shown_time(start, end) == words

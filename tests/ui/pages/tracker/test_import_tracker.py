"""The guided import of a tracker, driven by keys and mouse as people drive it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests import trackers
from tests.service.tracker.test_tracker_import import BENCHES, CHOIR, titled, tracker
from tests.ui.conftest import Person
from ward_desk.core.errors import KnownError
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.tracker import tracker_import
from ward_desk.ui import import_preview
from ward_desk.ui.jobs import Worker
from ward_desk.ui.pages.tracker.import_open import TrackerImport
from ward_desk.ui.pages.tracker.import_tracker import ImportTracker

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def shown(doc: Document, qtbot: QtBot, file: object = None) -> ImportTracker:
    one = ImportTracker(doc, file or tracker(BENCHES, CHOIR))  # type: ignore[arg-type] # a TrackerFile
    qtbot.addWidget(one, before_close_func=lambda made: made.close_down())
    one.resize(1190, 700)
    with qtbot.waitActive(one):
        one.show()
    one.table.setFocus()
    return one


@pytest.fixture
def screen(empty_ward: Document, light: QApplication, qtbot: QtBot) -> ImportTracker:
    """A tracker of two rows, the second with a date that is none yet."""
    return shown(empty_ward, qtbot)


def cell(screen: ImportTracker, number: int, target: str) -> str:
    return screen.model.words(screen.model.index(screen.model.row_of((number, 0)), screen.model.column_of(target)))


def type_into_cell(screen: ImportTracker, qtbot: QtBot, words: str) -> None:
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, words)
    with qtbot.waitSignal(screen.model.corrected):
        qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(screen.table.hasFocus)


def test_it_says_what_it_comes_to(screen: ImportTracker) -> None:
    assert screen.total.text() == "2 to add, 2 problems. 2 notes keep what has no home. 3 new organisations."
    assert screen.bring_in.text() == "Bring in 2 actions"


def test_the_rows_are_shown_from_the_left_however_narrow_they_were_at_first(
    screen: ImportTracker, qtbot: QtBot
) -> None:
    screen.resize(500, 700)
    screen.table.go((3, 0), "title")
    assert screen.table.horizontalScrollBar().value() > 0
    screen.resize(1190, 700)
    qtbot.waitUntil(lambda: screen.table.horizontalScrollBar().value() == 0)


def test_each_column_says_what_it_becomes_beside_its_first_values(screen: ImportTracker) -> None:
    choice = screen.columns.choices[5]
    assert choice.currentText() == "Due"
    assert choice.accessibleName() == "Due becomes"
    assert choice.accessibleDescription() == "Its first values: 31/05/2024 · TBC"


def test_a_problem_stands_in_its_cell_and_in_a_sentence_below(screen: ImportTracker) -> None:
    screen.table.go((3, 0), "due")
    index = screen.table.currentIndex()
    assert cell(screen, 3, "due") == "TBC"
    said = "“TBC” is no date yet. It is kept as a note."
    assert index.data(Qt.ItemDataRole.ToolTipRole) == said
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"Due: TBC. {said}"
    assert screen.detail.text() == f"Row 3 “A choir for everybody”, due: {said}"


@pytest.mark.parametrize("start", [KEY.Key_F2, KEY.Key_Return])
def test_a_cell_is_corrected_by_key(start: Qt.Key, screen: ImportTracker, qtbot: QtBot) -> None:
    screen.table.go((3, 0), "due")
    qtbot.keyClick(screen.table, start)
    type_into_cell(screen, qtbot, "14 feb 2024")
    assert cell(screen, 3, "due") == "14 Feb 2024"
    assert "1 problem." in screen.total.text()
    assert screen.table.place() == ((3, 0), "due")
    assert "The tracker says “TBC”" in screen.detail.text()


def test_typing_begins_a_correction_and_esc_gives_it_up_without_leaving(screen: ImportTracker, qtbot: QtBot) -> None:
    screen.table.go((3, 0), "title")
    qtbot.keyClick(screen.table, KEY.Key_X)
    editor = screen.table.findChild(QLineEdit)
    assert editor is not None
    with qtbot.assertNotEmitted(screen.cancelled):
        qtbot.keyClick(editor, KEY.Key_Escape)
    assert cell(screen, 3, "title") == "A choir for everybody"
    assert not screen.choices.corrections


def test_typing_the_trackers_own_words_again_takes_the_correction_back(screen: ImportTracker, qtbot: QtBot) -> None:
    for words in ("1/2/2024", "TBC"):
        screen.table.go((3, 0), "due")
        qtbot.keyClick(screen.table, KEY.Key_F2)
        type_into_cell(screen, qtbot, words)
    assert not screen.choices.corrections


def test_several_lines_are_corrected_in_several_lines(empty_ward: Document, light: QApplication, qtbot: QtBot) -> None:
    screen = shown(empty_ward, qtbot, tracker((*BENCHES[:8], "02/10/23: Started.\n03/11/23: Half done.", "")))
    screen.table.go((2, 0), "note")
    qtbot.keyClick(screen.table, KEY.Key_F2)
    editor = screen.table.findChild(QPlainTextEdit)
    assert editor is not None
    assert "\n" in editor.toPlainText()


@pytest.mark.parametrize("key", [KEY.Key_Space, KEY.Key_Delete])
def test_a_row_is_left_out_and_taken_in_again_by_key(key: Qt.Key, screen: ImportTracker, qtbot: QtBot) -> None:
    screen.table.go((3, 0), "title")
    qtbot.keyClick(screen.table, key)
    qtbot.waitUntil(lambda: screen.total.text() != "Reading the rows…")
    assert screen.total.text().startswith("1 to add, 1 left out.")
    assert cell(screen, 3, "").startswith("Left out")
    assert screen.bring_in.text() == "Bring in 1 action"
    qtbot.keyClick(screen.table, key)
    qtbot.waitUntil(lambda: screen.total.text() != "Reading the rows…")
    assert screen.bring_in.text() == "Bring in 2 actions"


def test_choosing_what_a_column_becomes_changes_the_rows(screen: ImportTracker, qtbot: QtBot) -> None:
    choice = screen.columns.choices[9]
    choice.setFocus()
    qtbot.keyClicks(choice, "Success")
    assert cell(screen, 2, "success") == "CB-121"
    assert screen.choices.columns[9] == "success"


def test_a_second_column_that_only_one_can_be_takes_it_from_the_first_and_says_so(
    screen: ImportTracker, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(screen.said) as said:
        screen.columns.choices[9].setCurrentIndex(screen.columns.choices[9].place("due"))
    assert said.args == ["Only one column can be that: column F is kept as a note now"]
    assert screen.columns.choices[5].currentText() == "Keep as a note"


def test_other_headings_and_another_sheet_are_read_anew(
    empty_ward: Document, light: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    from ward_desk.exchange.tracker import tracker_reader

    screen = shown(empty_ward, qtbot, tracker_reader.read(trackers.two_sheets(tmp_path / "two.xlsx")))
    assert screen.sheet.currentText() == "Action tracker"
    screen.sheet.setCurrentIndex(screen.sheet.place(2))
    assert screen.sheet.currentText() == "Closed actions (hidden)"
    assert screen.total.text().startswith("1 to add")
    assert cell(screen, 2, "title") == "Debt surgeries"
    screen.header.setCurrentIndex(screen.header.place(1))
    assert screen.choices.header == 1
    assert screen.model.rowCount() == 0
    assert screen.bring_in.text() == "Nothing to bring in"
    assert not screen.bring_in.isEnabled()


def test_only_the_rows_with_problems_can_be_shown(screen: ImportTracker) -> None:
    screen.shown.setCurrentIndex(screen.shown.place("problems"))
    assert [screen.model.line(row).number for row in range(screen.model.rowCount())] == [3]
    screen.shown.setCurrentIndex(screen.shown.place("update"))
    assert screen.model.rowCount() == 0
    assert screen.detail.text() == ""


def test_what_was_noticed_is_said_and_what_was_remembered(
    empty_ward: Document, light: QApplication, qtbot: QtBot
) -> None:
    file = tracker(BENCHES, ("Short term",))
    choices = tracker_import.begin(empty_ward, file)
    choices.choose(9, "success")
    tracker_import.apply(empty_ward, file, choices)
    screen = shown(empty_ward, qtbot, file)
    assert screen.noticed.words.text().splitlines() == [
        "Columns are as you chose them last time.", "Row 3 is a heading: Short term",
    ]  # fmt: skip
    for width, height, inside in ((1190, 700, False), (760, 420, True)):
        screen.resize(width, height)
        qtbot.waitUntil(lambda inside=inside: screen.columns.isAncestorOf(screen.noticed) == inside)
        qtbot.waitUntil(screen.noticed.isVisible)


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Enter])
def test_ctrl_enter_brings_everything_in_as_one_operation(
    key: Qt.Key, screen: ImportTracker, qtbot: QtBot, empty_ward: Document
) -> None:
    with qtbot.waitSignal(screen.finished) as done:
        qtbot.keyClick(screen.table, key, CTRL)
    assert done.args == ["Brought in 2 actions from tracker.xlsx"]
    assert len(empty_ward.store.rows("action")) == 2
    empty_ward.undo()
    assert empty_ward.store.rows("action") == []


def test_what_is_half_typed_comes_in_as_well(screen: ImportTracker, qtbot: QtBot, empty_ward: Document) -> None:
    screen.table.go((3, 0), "due")
    qtbot.keyClick(screen.table, KEY.Key_F2)
    editor = screen.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "14 feb 2024")
    with qtbot.waitSignal(screen.finished):
        qtbot.keyClick(editor, KEY.Key_Return, CTRL)
    assert titled(empty_ward, "A choir for everybody")["due"] == "2024-02-14"


def test_esc_leaves_at_once_when_nothing_was_changed(screen: ImportTracker, qtbot: QtBot, person: Person) -> None:
    with qtbot.waitSignal(screen.cancelled):
        qtbot.keyClick(screen.table, KEY.Key_Escape)
    assert person.asked == []


def test_esc_asks_first_when_something_was_corrected(screen: ImportTracker, qtbot: QtBot, person: Person) -> None:
    screen.table.go((3, 0), "title")
    qtbot.keyClick(screen.table, KEY.Key_Space)
    person.answers = [None, 0]
    with qtbot.assertNotEmitted(screen.cancelled):
        qtbot.keyClick(screen.table, KEY.Key_Escape)
    with qtbot.waitSignal(screen.cancelled):
        qtbot.keyClick(screen.table, KEY.Key_Escape)
    assert person.asked[0] == "Leave tracker.xlsx without bringing it in? What you corrected here is not kept."


def test_a_change_of_the_document_meanwhile_changes_what_the_rows_come_to(
    screen: ImportTracker, empty_ward: Document
) -> None:
    stop = empty_ward.subscribe(screen.refresh)
    edits.add(empty_ward, "action", {"title": "New benches on the Moor", "source_ref": "5"})
    stop()
    assert screen.total.text().startswith("1 to add, 1 to change")


def test_a_document_open_to_read_takes_nothing_and_says_so(
    ward_path: Path, open_document, light: QApplication, qtbot: QtBot
) -> None:
    screen = shown(open_document(ward_path, read_only=True), qtbot)
    assert not screen.bring_in.isEnabled()
    assert screen.total.text().endswith("chesham.ward is open to read only, so nothing can come in.")


def test_what_the_world_refuses_is_told_and_the_rows_stay(
    screen: ImportTracker, qtbot: QtBot, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise KnownError("full", "The disk is full.", "Nothing was changed.", "Make room.")

    monkeypatch.setattr(tracker_import, "apply", full)
    with qtbot.assertNotEmitted(screen.finished):
        qtbot.keyClick(screen.table, KEY.Key_Return, CTRL)
    assert person.told == ["The disk is full. Nothing was changed. Make room."]
    assert screen.bring_in.isEnabled()
    assert QApplication.overrideCursor() is None


def test_a_large_tracker_is_read_on_another_thread_and_only_its_last_choice_counts(
    empty_ward: Document, light: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_preview, "AT_ONCE", 1)
    screen = shown(empty_ward, qtbot)
    assert not screen.bring_in.isEnabled()
    assert screen.total.text() == "Reading the rows…"
    qtbot.waitUntil(lambda: not screen._previewer.busy and screen.bring_in.isEnabled())
    answers: list[object] = []
    screen._previewer.ready.connect(answers.append)
    for target in ("success", "what", "learning"):
        screen.columns.choices[9].setCurrentIndex(screen.columns.choices[9].place(target))
    assert not screen.bring_in.isEnabled()
    qtbot.waitUntil(lambda: bool(answers) and not screen._previewer.busy)
    assert len(answers) == 1
    assert cell(screen, 2, "learning") == "CB-121"


def test_closing_everything_waits_for_the_thread(
    empty_ward: Document, light: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, ended = threading.Event(), threading.Event()

    def slow(*_: object) -> None:
        going.wait(10)
        ended.set()

    monkeypatch.setattr(import_preview, "AT_ONCE", 1)
    previewer = import_preview.Previewer(empty_ward, lambda _: 2, slow)
    previewer.ask(tracker_import.begin(empty_ward, tracker(BENCHES)))
    qtbot.waitUntil(lambda: previewer.findChild(Worker) is not None)
    threading.Thread(target=going.set).start()
    shiboken6.delete(previewer)
    assert ended.is_set()


def test_tab_goes_from_the_columns_to_the_rows_to_the_buttons(screen: ImportTracker, qtbot: QtBot) -> None:
    screen.header.setFocus()
    visited = []
    for _ in range(15):
        visited.append(QApplication.focusWidget())
        qtbot.keyClick(visited[-1], KEY.Key_Tab)
    wanted = [screen.header, screen.shown, *screen.columns.choices, screen.table, screen.cancel, screen.bring_in]
    assert visited == wanted


def test_nothing_is_cut_off_in_the_smallest_window(screen: ImportTracker, qtbot: QtBot) -> None:
    screen.resize(760, 420)
    qtbot.waitUntil(lambda: screen.width() == 760)
    for choice in screen.columns.choices:
        right = choice.mapTo(screen.columns, QPoint(choice.width(), 0)).x()
        assert right <= screen.columns.width()
    assert screen.bring_in.geometry().right() <= 760


# ---- in the place of a page


@pytest.fixture
def place(empty_ward: Document, light: QApplication, qtbot: QtBot) -> Iterator[SimpleNamespace]:
    """A page, and the import that can stand in its place."""
    page, usual = QWidget(), QWidget()
    QHBoxLayout(page).addWidget(usual)
    qtbot.addWidget(page)
    page.resize(1190, 700)
    with qtbot.waitActive(page):
        page.show()
    importing = TrackerImport(empty_ward, page, usual)
    yield SimpleNamespace(page=page, usual=usual, importing=importing, doc=empty_ward)
    importing.close()


def begin_with(place: SimpleNamespace, qtbot: QtBot, path: Path) -> ImportTracker:
    with qtbot.waitSignal(place.importing.changed):
        assert place.importing.start(path)
    screen = place.importing.screen
    assert isinstance(screen, ImportTracker)
    return screen


def test_a_tracker_takes_the_place_of_the_page_and_gives_it_back(
    place: SimpleNamespace, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = begin_with(place, qtbot, trackers.chesham(tmp_path / "tracker.xlsx"))
    assert screen.isVisible()
    assert screen.table.hasFocus()
    assert place.usual.isHidden()
    with qtbot.waitSignal(place.importing.finished) as done:
        qtbot.keyClick(screen.table, KEY.Key_Return, CTRL)
    assert done.args == ["Brought in 7 actions from tracker.xlsx"]
    assert place.usual.isVisible()
    assert not place.importing.showing


def test_cancelling_gives_the_page_back_and_changes_nothing(
    place: SimpleNamespace, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = begin_with(place, qtbot, trackers.hand_made(tmp_path / "tracker.csv"))
    qtbot.mouseClick(screen.cancel, Qt.MouseButton.LeftButton)
    assert place.usual.isVisible()
    assert place.doc.store.rows("action") == []


def test_the_command_asks_for_a_file(place: SimpleNamespace, qtbot: QtBot, tmp_path: Path, person: Person) -> None:
    person.files = [None, trackers.hand_made(tmp_path / "tracker.csv")]
    place.importing.ask()
    assert not place.importing.showing
    with qtbot.waitSignal(place.importing.changed):
        place.importing.ask()
    assert person.asked == ["Bring in a tracker", "Bring in a tracker"]
    assert place.importing.showing


def test_a_change_elsewhere_reaches_the_tracker_on_its_way_in(
    place: SimpleNamespace, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = begin_with(place, qtbot, trackers.hand_made(tmp_path / "tracker.csv"))
    edits.add(place.doc, "action", {"title": "Home Upgrade Grant 2"})
    assert screen.total.text().startswith("4 to add, 1 to change")


@pytest.mark.parametrize(
    "make", [trackers.not_a_workbook, trackers.with_a_password, trackers.with_entities, trackers.that_unpacks_for_ever]
)
def test_a_bad_file_is_told_and_the_page_stays(
    make, place: SimpleNamespace, qtbot: QtBot, tmp_path: Path, person: Person
) -> None:
    place.importing.start(make(tmp_path / "tracker.xlsx"))
    qtbot.waitUntil(lambda: bool(person.told))
    assert "Nothing was changed." in person.told[0]
    assert place.usual.isVisible()
    assert not place.importing.showing


def test_a_file_of_another_kind_is_not_taken(place: SimpleNamespace, tmp_path: Path) -> None:
    assert not place.importing.start(tmp_path / "picture.png")

"""The centre's window, with real keys, drops and clicks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.collate_files import WARDS, a_return, action, count, written
from ward_desk.core.errors import KnownError
from ward_desk.ui import shapes, theme
from ward_desk.ui.collation import collate_window
from ward_desk.ui.collation.collate_parts import CHANGES, FILES, GLANCE, REDS, TO_ASK
from ward_desk.ui.collation.collate_window import CollateWindow

BUCKS = {"framework": "opportunity_bucks"}


@pytest.fixture
def window(qtbot, light, person, prefs) -> CollateWindow:
    """The window, with nothing in it."""
    made = CollateWindow(prefs)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def settled(qtbot) -> Callable[[CollateWindow], None]:
    """Waits until a window has done its work."""

    def wait(window: CollateWindow) -> None:
        qtbot.waitUntil(lambda: window._job is None)
        window.activateWindow()  # the box that said how far it is may have had the keyboard
        qtbot.waitUntil(window.isActiveWindow)

    return wait


@pytest.fixture
def inside(tmp_path) -> Path:
    """A folder for returns."""
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def of_files(*paths: Path) -> QMimeData:
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return given


def drop(window: CollateWindow, *paths: Path) -> None:
    given = of_files(*paths)
    action, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), action, given, buttons, keys)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(50, 50), action, given, buttons, keys))


def column(table, place: int) -> list[str]:
    return [str(table.rows.index(at, place).data()) for at in range(table.rows.rowCount())]


def test_an_empty_window_says_what_to_drop_and_collates_nothing(window, qtbot) -> None:
    assert window.empty.start.hasFocus()
    assert not window.side.collate.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window._job is None


def test_a_dropped_folder_is_read_and_trouble_stands_first(window, settled, inside) -> None:
    written(inside, *(a_return(ward, **BUCKS) for ward in WARDS[:8]))
    (inside / "notes.xlsx").write_text("no")
    drop(window, inside)
    settled(window)
    table = window.lines.table
    assert column(table, 0) == ["Refused", "Missing", "Missing", *["Fine"] * 8]
    assert column(table, 1)[:2] == ["notes.xlsx", WARDS[8]]
    assert WARDS[9] in window.side.wards.text()
    assert table.hasFocus()


def test_files_copied_elsewhere_are_pasted(window, settled, inside, qtbot) -> None:
    QGuiApplication.clipboard().setMimeData(of_files(*written(inside, a_return("Abbey"))))
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled(window)
    assert column(window.lines.table, 1) == ["Abbey"]


def test_a_folder_and_a_file_are_chosen_by_key(window, settled, inside, person, qtbot) -> None:
    first, second = written(inside, a_return("Abbey"), a_return("Chesham"))
    person.files = [inside, second]
    shutil.move(second, second.parent.parent / second.name)
    person.files[1] = second.parent.parent / second.name
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    settled(window)
    qtbot.keyClick(window, Qt.Key.Key_O, both)
    settled(window)
    assert column(window.lines.table, 1) == ["Abbey", "Chesham"]
    assert first.exists()


def test_delete_takes_a_file_off_the_list_and_leaves_it_where_it_is(window, settled, inside, qtbot) -> None:
    first, second = written(inside, a_return("Abbey"), a_return("Chesham"))
    window.add([first, second])
    settled(window)
    qtbot.keyClick(window.lines.table, Qt.Key.Key_Delete)
    assert column(window.lines.table, 1) == ["Chesham"]
    assert first.exists()


def test_drafts_are_taken_when_they_are_asked_for(window, settled, inside, qtbot) -> None:
    window.add(written(inside, a_return("Abbey", status="draft", signed_role="", signed_on="")))
    settled(window)
    assert column(window.lines.table, 0) == ["Refused"]
    assert not window.side.collate.isEnabled()
    qtbot.keyClick(window.side.drafts, Qt.Key.Key_Space)
    assert column(window.lines.table, 0) == ["To ask"]
    assert window.side.collate.isEnabled()


def test_another_quarter_is_chosen(window, settled, inside) -> None:
    window.add(written(inside, a_return("Abbey"), a_return("Chesham", "2023-24-Q2")))
    settled(window)
    assert window.side.quarter.currentText() == "Q3 2023-24"
    QTest.keyClick(window.side.quarter, Qt.Key.Key_Down)
    assert window.judged.period == "2023-24-Q2"
    assert dict(zip(column(window.lines.table, 1), column(window.lines.table, 0), strict=True)) == {
        "Abbey": "Set aside", "Chesham": "Fine",
    }  # fmt: skip


def test_the_expected_programme_is_remembered(window, settled, prefs, qtbot) -> None:
    at = window.side.programme.findData("opportunity_bucks")
    window.side.programme.setCurrentIndex(at)
    again = CollateWindow(prefs)
    qtbot.addWidget(again)
    assert again.side.programme.currentData() == "opportunity_bucks"
    assert set(again.judged.missing) == set(WARDS)


def test_returns_are_put_together_and_seen_at_a_glance(window, settled, inside, tmp_path, person, prefs, qtbot) -> None:
    figures = {"actions_open": 3, "actions_green": 1, "actions_red": 2, "events_held": 4, "residents_engaged": 120}
    red = action("A-1", "Bins", rating="Red", why="No crew")
    blank = count("Trees", ref="A-C1", quarter=1, rating="Red")
    drop(window, *written(inside, a_return("Abbey", summary=figures, action_plan=[red], activity_counts=[blank]),
                          a_return("Chesham", summary=figures)))  # fmt: skip
    settled(window)
    person.files = [tmp_path / "programme"]
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(window)
    for name in ("programme.xlsx", "programme.sqlite", "programme-csv"):
        assert (tmp_path / name).exists()
    assert window.parts.stack.currentIndex() == GLANCE
    assert window.glance.table.hasFocus()
    assert [(one.figure.text(), one.words.text()) for one in window.glance.figures[:2]] == [
        ("2 of 2", "wards"), ("6", "open actions, 4 red"),
    ]  # fmt: skip
    assert column(window.glance.table, 1) == ["3 open: 2 Red, 1 Green"] * 2
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert window.parts.stack.currentIndex() == REDS
    assert column(window.parts.red, 3) == ["No reason given", "No crew"]
    again = CollateWindow(prefs)
    qtbot.addWidget(again)
    assert again.side.place.words == f"programme.xlsx in {tmp_path}"


def test_a_file_of_the_result_and_its_folder_are_opened(window, settled, inside, tmp_path, person, monkeypatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    window.add(written(inside, a_return("Abbey")))
    settled(window)
    person.files = [tmp_path / "programme.xlsx"]
    window.collate()
    settled(window)
    for one in (*window.side.files, window.side.folder):
        one.click()
    assert opened == [
        str(tmp_path / "programme.xlsx"), str(tmp_path / "programme.sqlite"), str(tmp_path / "programme-csv"),
        str(tmp_path),
    ]  # fmt: skip


def test_what_was_put_together_is_forgotten_when_the_files_change(window, settled, inside, tmp_path, person) -> None:
    first, second = written(inside, a_return("Abbey"), a_return("Chesham"))
    window.add([first])
    settled(window)
    person.files = [tmp_path / "programme.xlsx"]
    window.collate()
    settled(window)
    assert window.parts.tabs.isVisible()
    window.add([second])
    settled(window)
    assert not window.parts.tabs.isVisible()
    assert window.side.made_card.isHidden()
    window.parts.show_part(TO_ASK)
    assert window.parts.stack.currentIndex() == FILES


def test_backing_out_of_the_place_puts_nothing_together(window, settled, inside, person) -> None:
    window.add(written(inside, a_return("Abbey")))
    settled(window)
    person.files = [None]
    window.collate()
    assert window._job is None
    assert window.side.place.words == "Not chosen yet"


def test_the_workbook_itself_is_not_taken_for_a_return(window, settled, inside, person) -> None:
    written(inside, a_return("Abbey"))
    window.add([inside])
    settled(window)
    person.files = [inside / "programme.xlsx"]
    window.collate()
    settled(window)
    window.add([inside])
    settled(window)
    assert column(window.lines.table, 1) == ["Abbey"]


def test_the_list_is_copied_as_a_table(window, settled, inside, qtbot) -> None:
    window.add(written(inside, a_return("Abbey"), a_return("Chesham")))
    settled(window)
    qtbot.keyClick(window.lines.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["Standing", "Ward, or file that could not be read", "What stands against it"]
    assert [line.split("\t")[1] for line in lines[1:]] == ["Abbey", "Chesham"]
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines() == lines


def test_a_message_to_the_ward_of_a_refused_file_is_copied(window, settled, inside, qtbot) -> None:
    window.add(written(inside, a_return("Abbey", status="draft", signed_role="", signed_on="")))
    settled(window)
    assert window.lines.heading.words == "Message to Abbey"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_C, both)
    words = QGuiApplication.clipboard().text()
    assert words == window.lines.message.toPlainText()
    assert "Please sign it and write it again." in words


def test_work_that_is_stopped_writes_nothing(window, settled, inside, tmp_path, person, monkeypatch) -> None:
    window.add(written(inside, a_return("Abbey")))
    settled(window)
    real = collate_window.collate

    def slow(*args, progress, **options):
        window._job.stop()
        return real(*args, progress=progress, **options)

    monkeypatch.setattr(collate_window, "collate", slow)
    person.files = [tmp_path / "programme.xlsx"]
    window.collate()
    settled(window)
    assert window.said.words == "Stopped: the workbook was not written"
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".xlsx"] == []


def test_what_stands_in_the_way_is_told(window, settled, inside, tmp_path, person) -> None:
    window.add(written(inside, a_return("Abbey")))
    settled(window)
    (tmp_path / "programme.sqlite").write_text("somebody else's")
    person.files = [tmp_path / "programme.xlsx"]
    window.collate()
    settled(window)
    assert len(person.told) == 1
    assert window.side.collate.isEnabled()


def test_a_framework_that_cannot_be_read_is_told(window, monkeypatch, person, settled, inside) -> None:
    def refuse(*args, **options):
        raise KnownError("framework.broken", "It cannot be read.", "", "")

    monkeypatch.setattr(collate_window.arrivals, "judged", refuse)
    window.add(written(inside, a_return("Abbey")))
    settled(window)
    assert person.told == ["It cannot be read."]


def test_closing_in_the_middle_of_the_work_waits_for_it(window, inside) -> None:
    window.add(written(inside, *(a_return(ward) for ward in WARDS)))
    job = window._job
    assert job is not None
    window.close()
    assert job._worker.isFinished()


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
@pytest.mark.parametrize("size", [100, 150])
def test_everything_fits_the_smallest_window(name, size, qapp, qtbot, person, prefs, settled, inside, tmp_path) -> None:
    theme.apply(qapp, name, size)
    try:
        window = CollateWindow(prefs)
        qtbot.addWidget(window)
        window.resize(1024, 640)
        window.show()
        window.add(written(inside, a_return("Abbey", **BUCKS), a_return("Nowhere", **BUCKS)))
        settled(window)
        person.files = [tmp_path / "programme.xlsx"]
        window.collate()
        settled(window)
        for part in (FILES, GLANCE, REDS, TO_ASK, CHANGES):
            window.parts.show_part(part)
            QApplication.processEvents()
            assert (window.width(), window.height()) == (1024, 640)
            assert not window.grab().isNull()
    finally:
        theme.apply(qapp, "light")


def test_every_control_has_a_name(window, settled, inside, person, tmp_path) -> None:
    window.add(written(inside, a_return("Abbey")))
    settled(window)
    person.files = [tmp_path / "programme.xlsx"]
    window.collate()
    settled(window)
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QPlainTextEdit, QTableView

    for kind in (QAbstractButton, QComboBox, QPlainTextEdit, QTableView):
        for one in window.findChildren(kind):
            if one.isVisible():
                assert one.accessibleName() or getattr(one, "text", str)(), one
    table = window.glance.table
    said = table.rows.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Open actions by rating: No open action"


def test_the_window_opens_by_itself(tmp_path) -> None:
    code = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ward_desk.ui.collation import collate_window


class Brief(collate_window.CollateWindow):
    def showEvent(self, event):
        print(self.windowTitle())
        QTimer.singleShot(0, QApplication.quit)


collate_window.CollateWindow = Brief
raise SystemExit(collate_window.main())
"""
    folders = {"WARD_DESK_CONFIG": str(tmp_path), "WARD_DESK_STATE": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **folders}, capture_output=True, encoding="utf-8", timeout=60,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "Collate returns – Ward Desk"), done.stderr


def test_the_files_are_read_again_when_they_were_put_right(window, settled, inside, qtbot) -> None:
    (path,) = written(inside, a_return("Abbey", status="draft", signed_role="", signed_on=""))
    window.add([path])
    settled(window)
    written(inside, a_return("Abbey"))
    qtbot.keyClick(window, Qt.Key.Key_F5)
    settled(window)
    assert column(window.lines.table, 0) == ["Fine"]


def test_all_files_are_taken_off_the_list(window, settled, inside, qtbot) -> None:
    window.add(written(inside, a_return("Abbey"), a_return("Chesham")))
    settled(window)
    qtbot.keyClick(window, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert window.place.currentWidget() is window.empty
    assert not window.side.collate.isEnabled()


def test_a_place_whose_folder_is_gone_is_forgotten(prefs, tmp_path, qtbot, light, person) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    prefs.collate_output = folder / "programme.xlsx"
    assert prefs.collate_output == folder / "programme.xlsx"
    folder.rmdir()
    window = CollateWindow(prefs)
    qtbot.addWidget(window)
    assert window.side.place.words == "Not chosen yet"


def test_f1_tells_how_returns_are_collated(window, person, qtbot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert person.told[-1].startswith("Collate returns ")


def test_a_folder_with_returns_only_in_folders_inside_it_is_told_with_their_names(window, person, inside) -> None:
    quarter = inside / "2023-24-q3"
    quarter.mkdir()
    written(quarter, a_return("Abbey"))
    drop(window, inside)
    assert "in folders inside it: 2023-24-q3." in person.told[-1]


def test_what_stands_against_a_file_that_no_ward_can_mend_is_read_whole_without_a_message(
    window, settled, inside, qtbot
) -> None:
    (path,) = written(inside, a_return("Abbey", **BUCKS))
    packed = inside / "mail.zip"
    with zipfile.ZipFile(packed, "w") as content:
        content.write(path, path.name)
    drop(window, packed)
    settled(window)
    assert window.lines.heading.text() == "What stands against it"
    assert "Take them out of it" in window.lines.message.toPlainText()
    assert not window.lines.copy_message_button.isVisible()
    QGuiApplication.clipboard().setText("before")
    QTest.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().text() == "before"


def test_no_mark_of_the_list_is_cut_short(window, settled, inside) -> None:
    drop(window, *written(inside, a_return("Abbey", **BUCKS), a_return("Abbey", version=2, **BUCKS)))
    settled(window)
    window.resize(1024, 640)
    table = window.lines.table
    marks = [table.rows.cell(table.rows.index(at, 0)).mark for at in range(table.rows.rowCount())]
    assert "Set aside" in [mark.words for mark in marks if mark]
    metrics = QFontMetrics(theme.font(size=12))
    widest = max(shapes.pill_width(metrics, mark) for mark in marks if mark)
    assert table.columnWidth(0) - 2 * theme.px(8) >= widest


def test_what_a_second_version_changed_is_one_key_away(window, settled, inside, tmp_path, qtbot) -> None:
    first = a_return("Abbey", action_plan=[action("A-1", "Bins")], **BUCKS)
    second = a_return("Abbey", version=2, action_plan=[action("A-1", "Bins", status="Complete")], **BUCKS)
    drop(window, *written(inside, first, second))
    settled(window)
    window.write_to(tmp_path / "programme.xlsx")
    window.collate()
    settled(window)
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert window.parts.tabs.tabText(CHANGES) == "Version changes (1)"
    table = window.parts.table
    assert table.hasFocus()
    assert [column(table, place)[0] for place in range(6)] == [
        "Abbey", "1 to 2", "Actions A-1", "Status", "In progress", "Complete",
    ]  # fmt: skip

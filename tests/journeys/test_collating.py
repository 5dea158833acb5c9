"""A central officer drops the returns of a quarter, sees what came in, and puts the programme together."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.collate_files import a_return, again, written
from ward_desk.exchange.returns import return_reader, return_workbook
from ward_desk.ui.collation.collate_parts import GLANCE
from ward_desk.ui.collation.collate_window import CollateWindow
from ward_desk.ui.prefs import Prefs

RETURNS = Path(__file__).parents[2] / "sample_db" / "returns" / "2023-24-q2"
PROGRAMME = {"framework": "opportunity_bucks", "programme": "Opportunity Bucks"}
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def centre(qtbot, qapp: QApplication, person, tmp_path) -> Iterator[CollateWindow]:
    """The window of the centre."""
    window = CollateWindow(Prefs(tmp_path / "prefs.ini"))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    QGuiApplication.clipboard().clear()  # what Python has put there must not outlive it


@pytest.fixture
def settled(qtbot) -> Callable[[CollateWindow], None]:
    """Waits until a window has done its work."""

    def wait(window: CollateWindow) -> None:
        qtbot.waitUntil(lambda: window._job is None, timeout=60_000)
        window.activateWindow()  # the box that said how far it is may have had the keyboard
        qtbot.waitUntil(window.isActiveWindow)

    return wait


def standing(window: CollateWindow) -> dict[str, str]:
    return {line.file or line.ward: line.level for line in window.judged.lines}


def paste(qtbot, window: CollateWindow, *paths: Path) -> None:
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QGuiApplication.clipboard().setMimeData(given)
    qtbot.keyClick(window, Qt.Key.Key_V, CTRL)


def test_from_ten_files_with_trouble_to_a_whole_programme(centre, settled, person, qtbot, tmp_path) -> None:
    came = tmp_path / "came in"
    shutil.copytree(RETURNS, came)
    files = {path.name.split("-return")[0]: path for path in sorted(came.glob("*.xlsx"))}
    damaged, draft, twice = files["west-wycombe"], files["abbey"], files["chesham"]
    damaged.write_bytes(damaged.read_bytes()[:5000])
    draft.unlink()
    unsigned = a_return("Abbey", "2023-24-Q2", status="draft", signed_role="", signed_on="", **PROGRAMME)
    draft = written(came, unsigned)[0]
    shutil.copyfile(twice, came / "chesham again.xlsx")

    # The folder is chosen with the keyboard, and what came in stands there, trouble first.
    person.files = [came]
    qtbot.keyClick(centre, Qt.Key.Key_O, CTRL)
    settled(centre)
    stands = standing(centre)
    assert stands[damaged.name] == stands[draft.name] == "refused"
    assert stands["West Wycombe"] == "missing"
    assert sorted((stands[twice.name], stands["chesham again.xlsx"])) == ["aside", "fine"]
    assert [line.level for line in centre.judged.lines[:3]] == ["refused", "refused", "missing"]
    assert set(centre.judged.missing) == {"Abbey", "West Wycombe"}

    # A message for the ward of the draft.
    chosen = next(at for at, line in enumerate(centre.judged.lines) if line.path == draft)
    for _ in range(chosen):
        qtbot.keyClick(centre.lines.table, Qt.Key.Key_Down)
    qtbot.keyClick(centre, Qt.Key.Key_C, CTRL | SHIFT)
    assert "nobody has signed it" in QGuiApplication.clipboard().text()

    # Put together without them.
    output = tmp_path / "out" / "programme.xlsx"
    output.parent.mkdir()
    person.files = [output]
    qtbot.keyClick(centre, Qt.Key.Key_Return, CTRL)
    settled(centre)
    assert person.told == []
    assert centre.parts.stack.currentIndex() == GLANCE
    assert centre.glance.figures[0].figure.text() == "8 of 10"
    assert counted(output.with_suffix(".sqlite")) == 8
    assert wards_of(output)["All wards"] == "8 of 10 wards"

    # The two that were asked for come, and one is corrected as version 2.
    original = return_reader.read(RETURNS / damaged.name)
    return_workbook.write(original, damaged)
    shutil.copyfile(RETURNS / "abbey-return-2023-24-q2.xlsx", came / "abbey signed.xlsx")
    first = return_reader.read(twice)
    second = return_workbook.write(again(first, version=2), came / "chesham version 2.xlsx")
    paste(qtbot, centre, damaged, came / "abbey signed.xlsx", second)
    settled(centre)
    stands = standing(centre)
    assert stands[second.name] == "fine"
    assert stands[twice.name] == "aside"
    qtbot.keyClick(centre, Qt.Key.Key_Return, CTRL)
    settled(centre)
    assert centre.glance.figures[0].figure.text() == "10 of 10"
    assert wards_of(output)["All wards"] == "10 of 10 wards"
    with closing(sqlite3.connect(output.with_suffix(".sqlite"))) as data:
        found = data.execute("SELECT version FROM current_returns WHERE ward = 'Chesham'").fetchall()
        every = data.execute("SELECT version FROM returns WHERE ward = 'Chesham' ORDER BY version").fetchall()
    assert (found, every) == ([(2,)], [(1,), (2,)])
    assert (output.with_name("programme-csv") / "values.csv").exists()


def counted(data_file: Path) -> int:
    with closing(sqlite3.connect(data_file)) as data:
        return int(data.execute("SELECT count(*) FROM current_returns").fetchone()[0])


def wards_of(workbook: Path) -> dict[object, object]:
    """The status of each ward on the sheet Wards."""
    page = load_workbook(workbook)["Wards"]
    rows = list(page.iter_rows(values_only=True))
    top = next(at for at, row in enumerate(rows) if row[0] == "Ward")
    return {row[0]: row[1] for row in rows[top + 1 :]}

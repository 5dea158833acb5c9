"""An officer fills the council's own template: the first time by pointing at its cells, from then on with two keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.journeys.conftest import NOW
from tests.template_files import FIRST_ROW, LAST_ROW, RATINGS, council_template, edited, opened, parts, sheet_part
from ward_desk.exchange.template import mapping_file
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.ui.app import Application
from ward_desk.ui.template.template_screen import TemplateScreen

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
DOWN, RIGHT = Qt.Key.Key_Down, Qt.Key.Key_Right
ENTER, TAB, F6 = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_F6
FILL, BACK, ALL = (ENTER, CTRL), (TAB, SHIFT), (Qt.Key.Key_A, CTRL)
WORDS = "xl/sharedStrings.xml"


def now() -> datetime:
    return NOW


@pytest.fixture
def small_ward(sample_path: Path) -> Path:
    """The sample with no more actions than the template has rows for."""
    doc = Document.open(sample_path, clock=now)
    for row in doc.store.rows("action", order="ref")[LAST_ROW - FIRST_ROW + 1 :]:
        edits.remove(doc, "action", str(row["id"]))
    doc.close()
    return sample_path


@pytest.fixture
def council(tmp_path: Path) -> Path:
    """A template that calls three things as nobody else does, so that they have to be pointed at."""
    folder = tmp_path / "council"
    folder.mkdir()
    path = council_template(folder, macros=True)
    for theirs, strange in (
        ("Local authority:", "Sent in by"), ("Number of events", "Gatherings"), ("Lead officer", "In whose hands"),
    ):  # fmt: skip
        path = edited(path, WORDS, theirs, strange)
    return path


def on_screen(desk: Application, qtbot) -> TemplateScreen:  # type: ignore[no-untyped-def]
    """The template, once it is read."""
    place = desk.window.page.instead.template
    qtbot.waitUntil(lambda: place.screen is not None, timeout=20_000)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    assert isinstance(place.screen, TemplateScreen)
    return place.screen


def wait_for_the_page(desk: Application, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Waits until the copy is written and the page is back."""
    page = desk.window.page
    qtbot.waitUntil(lambda: not page.instead.showing, timeout=20_000)


def test_a_template_is_pointed_at_once_and_filled_with_a_key_from_then_on(
    start_desk: Callable[..., Application], small_ward: Path, council: Path, press, person, qtbot, tmp_path: Path
) -> None:
    desk = start_desk(small_ward)
    first, second = tmp_path / "first.xlsm", tmp_path / "second.xlsm"
    person.files = [council, first]
    press(desk, (Qt.Key.Key_7, CTRL), (Qt.Key.Key_T, CTRL))
    screen = on_screen(desk, qtbot)
    assert screen.work.where("cover.council") is None

    # Two fields, each found by its name and put into its cell with the arrows.
    while not screen.fields.search.hasFocus():
        press(desk, BACK)
    press(desk, "cover council", ENTER, ENTER, RIGHT, RIGHT, *[DOWN] * 4, ENTER)
    assert screen.work.where("cover.council") == ("Start", "C5")
    press(desk, BACK, ALL, "events held", ENTER, ENTER, *[DOWN] * 6, ENTER)
    assert screen.work.where("summary.events_held.this_quarter") == ("Start", "C11")

    # A column of the list that the desk found most of; the sheet it is on comes by itself.
    press(desk, BACK, ALL, "action plan lead", ENTER, ENTER, RIGHT, RIGHT, ENTER)
    assert screen.work.where("action_plan.lead") == ("Progress", f"C{FIRST_ROW}")

    # Our ratings in the council's words.
    assert not screen.fill_button.isEnabled()
    press(desk, F6, F6, RIGHT, TAB, "some", TAB, "on", TAB, "off")
    assert [choice.currentText() for choice in screen.words.choices] == ["Some concern", "On track", "Off track"]
    assert screen.total.text().endswith("council template.xlsm.")
    press(desk, FILL)
    wait_for_the_page(desk, qtbot)
    assert person.told == []

    book = opened(first)
    assert book["Start"]["C5"].value == "Buckinghamshire Council"
    assert book["Start"]["C11"].value == 9
    rows = range(FIRST_ROW, LAST_ROW + 1)
    assert all(book["Progress"][f"C{row}"].value for row in rows)
    assert {book["Progress"][f"E{row}"].value for row in rows} <= {*RATINGS, None}
    before, after = parts(council), parts(first)
    sheets = {sheet_part(council, "Start"), sheet_part(council, "Progress")}
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed == {"xl/workbook.xml", *sheets}  # the first asks for formulas to be worked out again
    for sheet in sheets:
        for rules in (rb"<dataValidations.*</dataValidations>", rb"<extLst>.*</extLst>", rb"<sheetProtection [^>]*>"):
            assert re.findall(rules, after[sheet], re.DOTALL) == re.findall(rules, before[sheet], re.DOTALL)

    # The next time the same template is all there: one key to open it, one to fill it.
    person.files = [council, second]
    press(desk, (Qt.Key.Key_T, CTRL))
    again = on_screen(desk, qtbot)
    assert again.about.text() == f"What goes where comes from {mapping_file.default_path(council).name}."
    press(desk, FILL)
    wait_for_the_page(desk, qtbot)
    assert parts(second) == after

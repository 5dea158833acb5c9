"""Calendar files and tally sheets from the Events page: what is asked, and what is written."""

from __future__ import annotations

from pathlib import Path

import icalendar
import pytest
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.ui.pages.events.events import EventsPage
from ward_desk.ui.paper import paper
from ward_desk.ui.prefs import Prefs

pytestmark = pytest.mark.usefixtures("light")


@pytest.fixture
def page(ward: Document, prefs: Prefs, qtbot: QtBot) -> EventsPage:
    one = EventsPage(ward, prefs)
    qtbot.addWidget(one)
    one.resize(1190, 700)
    one.refresh(None)
    one.show()
    [fair] = ward.store.rows("event", title="Jobs fair")
    one.open_record("event", str(fair["id"]))
    return one


def written(path: Path) -> list[str]:
    return [str(one["SUMMARY"]) for one in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")]


@pytest.mark.parametrize(
    ("which", "expected"),
    [(0, ["Jobs fair"]), (1, ["New year open day"]),
     (2, ["Clean-up by the river", "Jobs fair", "New year open day"])],
)  # fmt: skip
def test_the_chosen_the_planned_or_every_event_is_written_and_where_is_said(
    page: EventsPage, person: Person, qtbot: QtBot, tmp_path: Path, which: int, expected: list[str]
) -> None:
    person.answers, person.files = [which, 0], [tmp_path / "mine"]
    page.export_calendar()
    qtbot.waitUntil(lambda: bool(person.told))
    path = tmp_path / "mine.ics"
    assert written(path) == expected
    assert person.told == [
        f"mine.ics: {len(expected)} event{'s' if len(expected) > 1 else ''}. It is in {tmp_path}."
        " Open it, and your calendar asks whether to take them in."
    ]
    assert page.can_write


def test_what_is_for_this_ward_only_does_not_leave_it(
    page: EventsPage, ward: Document, person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    edits.edit(ward, "event", page._shown, {"sharing": "ward"})
    person.answers, person.files = [2, 1], [tmp_path / "theirs.ics"]
    page.export_calendar()
    qtbot.waitUntil(lambda: bool(person.told))
    assert written(tmp_path / "theirs.ics") == ["Clean-up by the river", "New year open day"]
    assert person.told[0].startswith("theirs.ics: 2 events, 1 left out: not for them.")


def test_backing_out_writes_nothing(page: EventsPage, person: Person, tmp_path: Path) -> None:
    for answers, files in (([None], []), ([0, None], []), ([0, 0], [None])):
        person.answers, person.files = list(answers), list(files)
        page.export_calendar()
    assert page.can_write
    assert not list(tmp_path.glob("*.ics"))


def test_an_empty_ward_has_nothing_to_write(empty_ward: Document, prefs: Prefs, qtbot: QtBot, person: Person) -> None:
    page = EventsPage(empty_ward, prefs)
    qtbot.addWidget(page)
    page.refresh(None)
    assert not page.can_print
    with qtbot.waitSignal(page.said) as told:
        page.export_calendar()
    assert told.args == ["There are no events to put into a calendar yet"]


def test_the_tally_sheet_is_shown_upright_before_it_is_printed(
    page: EventsPage, person: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    person.answers = [0]
    page.print_tally()
    assert person.asked == ["How is it to be printed? On A4 upright. Print shows the pages first.", "Tally sheet"]
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPageLayout(paper.page_layout(upright=True))
    person.previews[0](printer)
    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Portrait
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


def test_several_chosen_events_are_saved_as_several_sheets(
    page: EventsPage, person: Person, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.pane.table.selectAll()
    person.answers, person.files = [1], [tmp_path / "sheets.pdf"]
    painted: list[int] = []
    kept = paper.paint
    monkeypatch.setattr(paper, "paint", lambda pages, *more: (painted.append(len(pages)), kept(pages, *more)))
    with qtbot.waitSignal(page.said) as told:
        page.print_tally()
    assert told.args == ["Written: sheets.pdf"]
    assert person.asked[0].startswith("How are 3 sheets to be printed?")
    assert painted[0] >= 6
    assert (tmp_path / "sheets.pdf").read_bytes().startswith(b"%PDF")

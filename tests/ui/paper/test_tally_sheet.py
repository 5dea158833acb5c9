"""The tally sheet on paper: the order of the form, room for a pen, nothing over the edge."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.events import tally
from ward_desk.service.events.tally import Sheet
from ward_desk.ui.pages.events.events import EventsPage
from ward_desk.ui.pages.events.recorded.event_came import WhoCame
from ward_desk.ui.paper import tally_sheet
from ward_desk.ui.paper.tally_parts import LINE, MILLIMETRE, TALLY
from ward_desk.ui.paper.tally_sheet import TallyPages
from ward_desk.ui.prefs import Prefs

SHEET = Sheet(
    "CHE-E01", "Jobs fair", ("Wed 22 Nov 2023", "Town hall"), ("Adults", "Volunteers"), (("Fly-tips", "reports"),),
    ("Health", "Jobs"), False, False, (), ("The council", "The school", "The trust"), (), "Chesham. As on 18 Dec 2023.",
)  # fmt: skip
VISIT = SHEET._replace(visit=True, exhibitors=("A stall",), counts=(("Fly-tips " * 8, "reports"),) * 8)

pytestmark = pytest.mark.usefixtures("light")


def headings(sheet: Sheet) -> list[str]:
    return [heading for heading, _ in tally_sheet.parts(sheet)]


def image(pages: TallyPages, number: int) -> QImage:
    made = QImage(595, 842, QImage.Format.Format_RGB32)
    made.fill(QColor("white"))
    painter = QPainter(made)
    pages.paint_page(painter, number, made.width(), made.height())
    painter.end()
    return made


def test_its_parts_stand_in_the_order_of_the_form(ward: Document, prefs: Prefs, qtbot: QtBot) -> None:
    [fair] = ward.store.rows("event", title="Jobs fair")
    edits.edit(ward, "event", str(fair["id"]), {"kind": "ward_visit"})
    page = EventsPage(ward, prefs)
    qtbot.addWidget(page)
    page.resize(1400, 900)
    page.refresh(None)
    page.open_record("event", str(fair["id"]))
    form = [one.text() for one in page.recorded.findChildren(QLabel)]
    [sheet] = tally.sheets(ward, [str(fair["id"])])
    shared = [one for one in headings(sheet) if one in form]
    assert {"Who came", "What was done", "What residents told us", "Follow-up actions"} <= set(shared)
    assert sorted(shared, key=form.index) == shared
    assert headings(sheet)[-2:] == ["Partners present", "Before you leave the hall"]


def test_who_came_is_asked_in_the_order_of_the_form(ward: Document, qtbot: QtBot) -> None:
    form = WhoCame()
    qtbot.addWidget(form)
    [sheet] = tally.sheets(ward, [str(ward.store.rows("event")[0]["id"])])
    _, pieces = next(iter(tally_sheet.parts(sheet)))
    said = [words for piece in pieces for words in piece.words]
    asked = [stepper.line.accessibleName() for stepper in form.steppers.values()]
    assert [words for words in said if words in asked] == asked


def test_a_hand_has_room_to_write() -> None:
    assert LINE >= 8 * MILLIMETRE
    assert TALLY >= 8 * MILLIMETRE
    for _, pieces in tally_sheet.parts(VISIT):
        assert all(piece.height >= 8 * MILLIMETRE for piece in pieces)


def test_a_visit_has_lines_for_strengths_and_issues_and_exhibitors_have_boxes() -> None:
    assert [one for one in headings(VISIT) if one not in headings(SHEET)] == [
        "Strengths seen", "Issues seen", "Exhibitors",
    ]  # fmt: skip
    assert "What was decided" in headings(SHEET._replace(meeting=True))


def test_nothing_is_painted_over_the_edge_or_into_the_foot() -> None:
    pages = TallyPages([SHEET, VISIT])
    white = QColor("white")
    for number in range(len(pages)):
        made = image(pages, number)
        for x in range(0, 595, 3):
            assert all(made.pixelColor(x, y) == white for y in (2, 36, 806, 840)), (number, x)
        assert all(made.pixelColor(x, y) == white for x in (3, 30, 565, 592) for y in range(0, 842, 3)), number


def test_several_events_have_sheets_of_their_own_that_count_their_own_pages() -> None:
    one, other = len(TallyPages([SHEET])), len(TallyPages([VISIT]))
    assert one == 2
    assert other > 2
    assert len(TallyPages([SHEET, VISIT])) == one + other
    assert image(TallyPages([VISIT, SHEET]), other) == image(TallyPages([SHEET]), 0)


def test_it_is_painted_in_ink_alone(light: QApplication) -> None:
    made = image(TallyPages([SHEET]), 0)
    spread = max(
        max(c.red(), c.green(), c.blue()) - min(c.red(), c.green(), c.blue())
        for x in range(0, 595, 2) for y in range(0, 842, 2) if (c := made.pixelColor(x, y))
    )  # fmt: skip
    assert spread < 40  # dark ink, no colour that grey would lose


def test_a_deep_dive_has_lines_for_each_of_its_parts_where_the_form_has_them(
    ward: Document, prefs: Prefs, qtbot: QtBot
) -> None:
    [fair] = ward.store.rows("event", title="Jobs fair")
    edits.edit(ward, "event", str(fair["id"]), {"kind": "deep_dive"})
    page = EventsPage(ward, prefs)
    qtbot.addWidget(page)
    page.refresh(None)
    page.open_record("event", str(fair["id"]))
    asked = [one.text() for one in page.recorded.dive.form.findChildren(QLabel)]
    [sheet] = tally.sheets(ward, [str(fair["id"])])
    said = headings(sheet)
    assert len(sheet.dive) == 5
    assert set(sheet.dive) <= set(asked)
    first = said.index(sheet.dive[0])
    assert said[first - 1 : first + 6] == ["What residents told us", *sheet.dive, "Follow-up actions"]


def test_a_line_or_two_for_comments_do_not_stand_alone_on_the_next_page() -> None:
    beginnings = set()
    for number in range(9):
        sheet = SHEET._replace(counts=(("Fly-tips", "reports"),) * number)
        for page in tally_sheet.laid(sheet)[1:]:
            beginnings.add(next(n for n, (_, piece) in enumerate(page) if piece.words))
    assert not beginnings & {1, 2}
    assert max(beginnings) > 2  # but three do

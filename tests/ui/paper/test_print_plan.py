"""The printed plan: what stands on its pages, and how they are made."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from ward_desk.core.changes import Op
from ward_desk.core.errors import KnownError
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.plan import plan_print
from ward_desk.store.rows import Store
from ward_desk.ui import theme
from ward_desk.ui.paper import paper, print_plan, print_progress

pytestmark = pytest.mark.usefixtures("light")


class Said(NamedTuple):
    words: str
    x: float
    y: float


class Recorder(QPainter):
    """Writes down what is written."""

    said: list[Said]

    def drawText(self, where: QPointF, words: str) -> None:
        self.said.append(Said(words, where.x(), where.y()))
        super().drawText(where, words)


def picture(pages: paper.Pages, number: int) -> tuple[QImage, list[Said]]:
    image = QImage(1169, 827, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = Recorder(image)
    painter.said = []
    pages.paint_page(painter, number, image.width(), image.height())
    painter.end()
    return image, painter.said


def said(pages: paper.Pages) -> list[list[str]]:
    return [[one.words for one in picture(pages, number)[1]] for number in range(len(pages))]


def pages_of(doc: Document, *, page_per_group: bool = False, audience: str = "ward", **how: object) -> paper.Pages:
    made = plan_print.plan(doc, audience, **how)  # type: ignore[arg-type]
    return paper.Pages(print_plan.paper(made, page_per_group=page_per_group))


def many(doc: Document, number: int, words: str = "") -> None:
    theme_id = doc.store.rows("theme", order="position")[0]["id"]

    def write(store: Store) -> None:
        for n in range(number):
            made = store.insert("action", {"title": f"Action number {n}", "theme": theme_id, "due": "2024-03-29"})
            store.insert("progress_note", {"action": made, "noted_on": "2023-12-01", "words": words or f"Note {n}"})

    doc.run(Op("fill", "Fill"), write)


def test_the_first_page_says_whose_plan_it_is_of_which_day_and_what_it_is_filtered_by(ward: Document) -> None:
    first, *_ = said(pages_of(ward, filters={"status": "open"}, filtered_by="Status: open"))
    assert first[0] == "Action plan: Chesham"
    assert "Chesham, Opportunity Bucks. As on 18 Dec 2023." in first
    assert "4 of 6 actions: Status: open." in first
    assert {"Ref", "Action and who leads it", "Due", "Rating", "Progress", "What happened last"} <= set(first)


def test_a_row_says_what_a_meeting_asks(ward: Document) -> None:
    words = " ".join(said(pages_of(ward))[0])
    for wanted in (
        "CHE-02", "Clear the footpath by the river", "Buckinghamshire Council", "30 Nov 2023", "18 days late", "Red",
        "40%", "4 Dec 2023", "No crew until January.", "The contractor has not come.",
        "Next: Fifty pupils signed up,",
    ):  # fmt: skip
        assert wanted in words


def test_a_milestone_whose_day_has_passed_says_so(ward: Document) -> None:
    row = ward.store.rows("milestone", title="Fifty pupils signed up", order="title")[0]
    edits.edit(ward, "milestone", str(row["id"]), {"due": "2023-12-01"})
    plan = plan_print.plan(ward, "ward")
    assert plan.groups[0][1][0].next_step == "Fifty pupils signed up, was due 1 Dec 2023"


def test_the_plan_is_grouped_by_theme_or_by_recommendation_as_it_hangs_on_them(
    ward: Document, north_northants_ward: Document
) -> None:
    assert [heading for heading, _ in plan_print.plan(ward, "ward").groups] == [
        "Education and Youth Engagement", "Quality of Public Realm", "Standard of Living", "Health and Wellbeing",
        "No theme",
    ]  # fmt: skip
    assert plan_print.plan(ward, "ward", group="lead").groups[0][0] == "Buckinghamshire Council"
    first = north_northants_ward.store.rows("recommendation", order="position")[0]
    edits.add(north_northants_ward, "action", {"title": "FreshFest", "recommendation": first["id"]})
    edits.add(north_northants_ward, "action", {"title": "Loose"})
    assert [heading for heading, _ in plan_print.plan(north_northants_ward, "ward").groups] == [
        "Improving engagement and communications", "Under no recommendation",
    ]  # fmt: skip


def test_every_page_has_its_number_the_headings_and_the_key_and_every_action_stands_once(ward: Document) -> None:
    many(ward, 60)
    pages = said(pages_of(ward))
    assert len(pages) > 4
    for number, words in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in words
        assert {"Action plan: Chesham", "What happened last", "Amber", " On track."} <= set(words)
    assert "Education and Youth Engagement, continued" in pages[1]
    every = [one for words in pages for one in words if one.startswith("Action number")]
    assert sorted(every) == sorted({f"Action number {n}" for n in range(60)})


def test_no_row_is_cut_and_nothing_runs_into_the_foot(ward: Document) -> None:
    many(ward, 30, "One two three four five six seven eight nine ten eleven twelve thirteen. " * 3)
    pages = pages_of(ward)
    for number in range(len(pages)):
        written = picture(pages, number)[1]
        foot = min(one.y for one in written if one.words in ("Green", " On track.") and one.y > 4500)
        body = [one for one in written if one.y < foot - 60]
        assert max(one.y for one in body) < foot - 60
        refs = [one.y for one in body if one.words.startswith("CHE-")]
        titles = [one.y for one in body if one.words.startswith("Action number")]
        assert len([y for y in titles if y in refs]) == len(titles)  # side by side, on one page


def test_a_very_long_note_ends_in_dots_instead_of_filling_pages(ward: Document) -> None:
    many(ward, 1, "word " * 3000)
    pages = pages_of(ward)
    assert len(pages) <= 3
    assert any(one.startswith("word") and one.endswith("…") for page in said(pages) for one in page)


def test_a_long_reason_leaves_room_for_what_is_next(ward: Document) -> None:
    first = ward.store.rows("action")[0]
    edits.edit(ward, "action", str(first["id"]), {"rating": "amber", "rating_reason": "because " * 400})
    words = " ".join(said(pages_of(ward))[0])
    assert "Next: Fifty pupils" in words


def test_a_page_for_each_theme_when_asked_for(ward: Document) -> None:
    assert len(said(pages_of(ward))) < 5
    pages = said(pages_of(ward, page_per_group=True))
    assert len(pages) == 5
    assert "No theme" in pages[-1]


def test_only_what_an_audience_may_see_is_printed(ward: Document) -> None:
    first = next(row for row in ward.store.rows("action") if row["ref"] == "CHE-01")
    second = next(row for row in ward.store.rows("action") if row["ref"] == "CHE-02")
    edits.edit(ward, "action", str(first["id"]), {"sharing": "ward"})
    edits.edit(ward, "action", str(second["id"]), {"rating_reason": "Ring Mrs Patel"})
    words = " ".join(one for page in said(pages_of(ward, audience="programme")) for one in page)
    assert "homework" not in words
    assert "Ring [removed: name]" in words
    assert "1 action is left out: for this ward only." in words


def test_a_plan_with_nothing_in_it_says_so(empty_ward: Document) -> None:
    (page,) = said(pages_of(empty_ward))
    assert "No actions to print: nothing in the plan passes the filter." in page


def test_paper_is_white_whatever_the_window_wears(ward: Document, qapp: QApplication) -> None:
    light = picture(pages_of(ward), 0)[0]
    theme.apply(qapp, "dark")
    assert picture(pages_of(ward), 0)[0] == light
    assert light.pixelColor(5, 5).lightness() == 255


def test_a_pdf_is_a4_landscape_and_carries_its_title(ward: Document, tmp_path: Path) -> None:
    many(ward, 20)
    told: list[tuple[int, int]] = []
    made = print_plan.paper(plan_print.plan(ward, "ward"))
    path = paper.save_pdf(made, tmp_path / "plan.pdf", lambda done, of: told.append((done, of)))
    content = path.read_bytes()
    number = len(paper.Pages(made))
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") == number
    assert told[-1] == (number, number)
    assert "Action plan: Chesham".encode("utf-16-be") in content
    # QPdfWriter measures pages in whole points.
    assert b"/MediaBox [0 0 842" in content


def test_a_pdf_that_is_stopped_or_has_no_folder_leaves_what_was_there(ward: Document, tmp_path: Path) -> None:
    made = print_plan.paper(plan_print.plan(ward, "ward"))
    old = tmp_path / "plan.pdf"
    old.write_bytes(b"old")

    def stop(done: int, of: int) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        paper.save_pdf(made, old, stop)
    assert old.read_bytes() == b"old"
    with pytest.raises(KnownError, match="is not there"):
        paper.save_pdf(made, tmp_path / "gone" / "plan.pdf")


def test_a_printer_gets_the_same_pages(ward: Document, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)
    printer.setPageLayout(paper.page_layout())
    pages = pages_of(ward, page_per_group=True)
    paper.paint(pages, printer)
    assert (tmp_path / "printed.pdf").read_bytes().count(b"/Type /Page\n") == len(pages) == 5


def test_the_progress_summary_is_printed_with_each_recommendation_again_on_its_next_page(
    north_northants_ward: Document,
) -> None:
    first = north_northants_ward.store.rows("recommendation", order="position")[0]

    def write(store: Store) -> None:
        made = store.insert("action", {"title": "FreshFest", "recommendation": first["id"], "status": "in_progress"})
        for n in range(40):
            store.insert("progress_note", {"action": made, "noted_on": "2023-12-01", "words": f"Note {n}"})

    north_northants_ward.run(Op("fill", "Fill"), write)
    pages = said(paper.Pages(print_progress.paper(north_northants_ward, "quarter", "ward")))
    assert "Improving engagement and" in pages[1]
    assert "continued" in pages[1]
    every = [one for words in pages for one in words]
    assert all(f"Note {n}" in every for n in range(40))
    assert "Nothing to report, and nobody has said why" in every

"""The poster on paper: large enough, whole items, nothing over the edge, on A4 and A3."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from ward_desk.service.surveys.told.you_said_poster import OPEN, Line, Part, Poster
from ward_desk.ui.paper import paper, poster_pages
from ward_desk.ui.paper.poster_pages import A3, A4, PosterPages, Sheet

pytestmark = pytest.mark.usefixtures("light")

LINE = Line(
    "Rubbish is dumped by the flats and nobody says whose job it is.", "12 people said this",
    "The five worst sites are agreed.", "Fly-tipping hot spots.", "Late or at risk", "triangle", "amber", 30,
)  # fmt: skip
LONG = LINE._replace(said="Llanfairpwllgwyngyll" * 60, did="and so on " * 900, more="more " * 400, word="W" * 90)
TOP_OF_WORDS = 0.729  # of the letters' size, the height of a capital of most fonts


def poster(*lines: Line, still_open: tuple[Line, ...] = ()) -> Poster:
    parts = [Part("Quality of Public Realm", 2, lines)] if lines else []
    parts += [Part(OPEN, None, still_open)] if still_open else []
    return Poster(
        "You said, we did", "Chesham, Opportunity Bucks", "Heard in June 2023", "Tell us more: the library",
        tuple(parts), "As on 18 Dec 2023.", (),
    )  # fmt: skip


def image(pages: PosterPages, number: int, sheet: Sheet) -> QImage:
    made = QImage(595, round(595 * sheet.height / sheet.width), QImage.Format.Format_RGB32)
    made.fill(QColor("white"))
    painter = QPainter(made)
    pages.paint_page(painter, number, made.width(), made.height())
    painter.end()
    return made


def painted(monkeypatch: pytest.MonkeyPatch, pages: PosterPages, sheet: Sheet) -> list[list[str]]:
    """The words on each sheet, in the order painted."""
    said: list[list[str]] = []
    real = poster_pages.text_at

    def listen(x, y, lines, letters, colour):  # type: ignore[no-untyped-def]
        said[-1].append(" ".join(lines))
        return real(x, y, lines, letters, colour)

    monkeypatch.setattr(poster_pages, "text_at", listen)
    for number in range(len(pages)):
        said.append([])
        image(pages, number, sheet)
    return said


def test_letters_on_a3_are_read_from_two_metres() -> None:
    millimetres = A3.words * TOP_OF_WORDS / 10 * 25.4 / 72
    assert millimetres >= 2000 / 350  # twice what good eyes make out from there: five minutes of arc
    assert A3.words / A4.words > A3.width / A4.width


@pytest.mark.parametrize("sheet", [A4, A3])
@pytest.mark.parametrize("lines", [(), (LINE,), (LINE,) * 40, (LINE, LONG, LINE)])
def test_nothing_is_painted_over_the_edge(sheet: Sheet, lines: tuple[Line, ...]) -> None:
    pages = PosterPages(poster(*lines, still_open=lines[:1]), sheet)
    white = QColor("white")
    for number in range(len(pages)):
        made = image(pages, number, sheet)
        right, bottom = made.width() - 30, made.height() - 30
        assert all(made.pixelColor(x, y) == white for y in (2, 28, bottom, bottom + 25) for x in range(0, 595, 3))
        assert all(made.pixelColor(x, y) == white for x in (3, 28, right, 592) for y in range(0, made.height(), 3))


@pytest.mark.parametrize("sheet", [A4, A3])
def test_forty_items_go_on_on_further_sheets_each_whole(sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [LINE._replace(said=f"Item {n:02d} says something long enough to need several lines") for n in range(40)]
    pages = PosterPages(poster(*lines), sheet)
    said = painted(monkeypatch, pages, sheet)
    assert len(pages) > 2
    items = [[words for words in page if words.startswith("Item ")] for page in said]
    assert [words for page in items for words in page] == [one.said for one in lines]
    for page, shown in zip(said, items, strict=True):
        assert page.count("12 people said this") == page.count("30%") == len(shown)
        assert page.count("Tell us more: the library") == 1
    assert "Quality of Public Realm" in said[0]
    assert all("Quality of Public Realm, continued" in page for page in said[1:])
    assert f"Sheet 2 of {len(pages)}" in said[1]


def test_a_heading_is_never_alone_at_the_foot(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 14):
        pages = PosterPages(poster(*[LINE] * number, still_open=(LINE,)), A4)
        for page in painted(monkeypatch, pages, A4):
            if OPEN in page:
                assert "12 people said this" in page[page.index(OPEN) :]


def test_an_item_longer_than_a_sheet_is_shortened_and_counted() -> None:
    pages = PosterPages(poster(LINE, LONG), A4)
    assert (len(pages), pages.shortened) == (2, 1)
    assert PosterPages(poster(LINE), A4).shortened == 0


def test_how_far_it_is_is_told_by_word_shape_and_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    shapes: list[str] = []
    monkeypatch.setattr(poster_pages.shapes, "paint_shape", lambda painter, box, shape, colour: shapes.append(shape))
    [said] = painted(monkeypatch, PosterPages(poster(LINE, still_open=(LINE._replace(progress=None),)), A3), A3)
    assert shapes == ["triangle", "triangle"]
    assert said.count("Late or at risk") == 2
    assert said.count("30%") == 1


def test_with_nothing_to_tell_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    [said] = painted(monkeypatch, PosterPages(poster(), A4), A4)
    assert "There is nothing to tell yet." in said


@pytest.mark.parametrize(("sheet", "millimetres"), [(A4, (210, 297)), (A3, (297, 420))])
def test_a_pdf_is_of_the_size_of_the_paper(sheet: Sheet, millimetres: tuple[int, int], tmp_path: Path) -> None:
    target = paper.save_pages(
        PosterPages(poster(*[LINE] * 20), sheet), "Poster", tmp_path / "p.pdf", upright=True, size=sheet.code
    )
    content = target.read_bytes()
    boxes = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", content)
    sizes = {tuple(round(float(one) * 25.4 / 72) for one in box) for box in boxes}
    assert sizes == {millimetres}
    assert len(boxes) == len(PosterPages(poster(*[LINE] * 20), sheet))


def test_no_word_of_how_far_it_is_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    words = painted(monkeypatch, PosterPages(poster(LINE._replace(word="Answered", progress=None)), A3), A3)[0]
    assert "Answered" in words

"""Survey form: a survey on paper, A4 upright, and its equality sheet, which is handed in apart from it.

Beside each box stands the number that is typed for it. Printed on both sides, the equality sheet still is a sheet of
its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from ward_desk.service.surveys.paper.survey_print import Printed
from ward_desk.ui.paper.paper_ink import font, ink, text_at, wrap
from ward_desk.ui.paper.paper_parts import PAD, SMALL
from ward_desk.ui.paper.survey_form_parts import USUAL, Letters, gap, paragraph, question, told
from ward_desk.ui.paper.tally_parts import MARGIN, PAGE_HEIGHT, PAGE_WIDTH, ROOM, Piece, stacked

OFFICE: Final = "Form number (we fill this in)"
ABOUT_YOU: Final = "About you"
THANKS: Final = "Thank you."
EQUALITY: Final = "A separate sheet: about you"
EMPTY: Final = "This page is empty, so that the next is a sheet of its own."

Placed = list[tuple[float, Piece]]


class _Page(NamedTuple):
    pieces: Placed
    foot: str


class FormPages:
    """A form laid out; each page is painted as often as it is asked for."""

    def __init__(self, form: Printed, letters: Letters = USUAL) -> None:
        whose = f"{form.ref}  {form.title}. {form.foot}."
        pages = _laid(_form(form, letters))
        self._pages = [_Page(page, f"Page {n} of {len(pages)}") for n, page in enumerate(pages, 1)]
        if len(pages) % 2:
            self._pages.append(_Page([(MARGIN, paragraph(EMPTY, letters.small, soft=True))], ""))
        sheet = _laid(_equality(form, letters))
        self._pages += [_Page(page, f"Separate sheet, page {n} of {len(sheet)}") for n, page in enumerate(sheet, 1)]
        self._whose = wrap(whose, font(SMALL), ROOM * 0.78, 1)

    def __len__(self) -> int:
        return len(self._pages)

    def words(self, number: int) -> list[str]:
        """Everything one page says, counted from nought."""
        return [one for _, piece in self._pages[number].pieces for one in piece.words]

    def paint_page(self, painter: QPainter, number: int, width: float, height: float) -> None:
        """Paint one page, counted from nought, into so much room in the painter's own units."""
        page = self._pages[number]
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        scale = min(width / PAGE_WIDTH, height / PAGE_HEIGHT)
        painter.scale(scale, scale)
        painter.translate(MARGIN, 0)
        for top, piece in page.pieces:
            for down, painting in piece.parts:
                painter.save()
                painter.translate(0, top + down)
                painting(painter)
                painter.restore()
        if page.foot:
            small = font(SMALL)
            top = PAGE_HEIGHT - MARGIN - QFontMetricsF(small).lineSpacing()
            text_at(0, top, self._whose, small, ink("soft"))(painter)
            right = ROOM - QFontMetricsF(small).horizontalAdvance(page.foot)
            text_at(right, top, [page.foot], small, ink("ink"))(painter)
        painter.restore()


def _laid(pieces: Sequence[Piece]) -> list[Placed]:
    """Which pieces stand on which page, and how far down."""
    bottom = PAGE_HEIGHT - MARGIN - 2 * PAD - QFontMetricsF(font(SMALL)).lineSpacing()
    pages: list[Placed] = [[]]
    y = MARGIN
    for piece in pieces:
        if y + piece.height > bottom and pages[-1]:
            pages.append([])
            y = MARGIN
        pages[-1].append((y, piece))
        y += piece.height
    return pages


def _form(form: Printed, letters: Letters) -> list[Piece]:
    made = [_title(form.title, letters), gap(letters.space)]
    made += told(form.introduction, letters)
    made.append(_rule(letters))
    made += [question(one, letters) for one in form.asked]
    first, *more = [question(one, letters) for one in form.about_you]
    made += [stacked((_rule(letters), paragraph(ABOUT_YOU, letters.head, bold=True), first)), *more]
    return [*made, gap(letters.space * 3), paragraph(THANKS, letters.body, bold=True)]


def _equality(form: Printed, letters: Letters) -> list[Piece]:
    made = [paragraph(EQUALITY, letters.title, bold=True), gap(letters.space), paragraph(form.purpose, letters.body)]
    made.append(_rule(letters))
    return [*made, *(question(one, letters) for one in form.equality)]


def _title(words: str, letters: Letters) -> Piece:
    """The title, and beside it the box for the number of the form."""
    small = font(SMALL)
    wide = QFontMetricsF(small).horizontalAdvance(OFFICE)
    title = paragraph(words, letters.title, bold=True, wide=ROOM - wide - 2 * PAD)
    tall = QFontMetricsF(small).lineSpacing()

    def paint(painter: QPainter) -> None:
        text_at(ROOM - wide, 0, [OFFICE], small, ink("soft"))(painter)
        painter.setPen(QPen(ink("soft"), 6))
        painter.drawLine(QPointF(ROOM - wide, tall * 3), QPointF(ROOM, tall * 3))

    return Piece(max(title.height, tall * 3.4), (*title.words, OFFICE), (*title.parts, (0.0, paint)))


def _rule(letters: Letters) -> Piece:
    def paint(painter: QPainter) -> None:
        painter.setPen(QPen(ink("field_line"), 8))
        painter.drawLine(QPointF(0, letters.space), QPointF(ROOM, letters.space))

    return Piece(letters.space * 2, (), ((0.0, paint),))

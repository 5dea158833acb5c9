"""Tally sheet: the paper an event is counted on where no screen is at hand, A4 upright, in the order of the form.

It is filled in with a pen, so lines and boxes are large; nobody's name belongs on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from ward_desk.core.choices import COUNTED, PRECISIONS
from ward_desk.service.events.tally import LEAVING, Sheet
from ward_desk.ui.paper.paper_ink import font, ink, text_at, wrap
from ward_desk.ui.paper.paper_parts import PAD, SMALL
from ward_desk.ui.paper.tally_parts import (
    MARGIN,
    NOTE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    ROOM,
    TITLE,
    WORDS,
    Piece,
    columns,
    heading,
    line,
    note,
    stacked,
    tally,
    tick_row,
    ticks,
)

NO_NAMES: Final = "Numbers and words only, never a resident’s name, phone number or address."
BLANK_COUNTS: Final = 3
COMMENTS: Final = 9
LEFT_OVER: Final = 2  # so few lines for comments don't go on to another page
NOTES: Final = 5  # lines for strengths, issues, decisions
DIVE: Final = 4  # lines for each part of a deep dive
ACTIONS: Final = 3
BLANK_NAMES: Final = 2
_SAID: Final = (13, 2)  # shares of the width: the words, their theme
_FOLLOW: Final = (9, 5)  # the action, who does it

Part = tuple[str, tuple[Piece, ...]]


def parts(sheet: Sheet) -> Iterator[Part]:
    """The parts of a sheet, each with its heading, in the order of the form."""
    yield _part(
        "Who came", "A stroke for each, then the number. Leave a group empty when nobody counted it.",
        [*(tally(words) for words in sheet.groups),
         ticks((("How sure:", [words for _, words in PRECISIONS]), ("Counted:", [words for _, words in COUNTED])))],
    )  # fmt: skip
    yield _part(
        "What was done", "What is counted at such events; the empty lines are for more.",
        [*(tally(name, unit) for name, unit in sheet.counts), *(tally("") for _ in range(BLANK_COUNTS))],
    )  # fmt: skip
    numbered = " · ".join(f"{place} {words}" for place, words in enumerate(sheet.themes, start=1))
    yield _part(
        "What residents told us", "In their words, one on a line. Nothing that says who spoke.",
        [line(*_SAID) for _ in range(COMMENTS)],
        [*([note(f"Themes: {numbered}")] if numbered else []), columns(("What was said", "Theme"), *_SAID)],
    )  # fmt: skip
    if sheet.visit:
        yield _part("Strengths seen", "", [line(1) for _ in range(NOTES)], whole=True)
        yield _part("Issues seen", "", [line(1) for _ in range(NOTES)], whole=True)
    if sheet.meeting:
        yield _part("What was decided", "", [line(1) for _ in range(NOTES)], whole=True)
    for words in sheet.dive:
        yield _part(words, "", [line(1) for _ in range(DIVE)], whole=True)
    follow = [columns(("What", "Who does it"), *_FOLLOW), *(line(*_FOLLOW) for _ in range(ACTIONS))]
    yield _part("Follow-up actions", "", follow, whole=True)
    yield _part("Partners present", "Tick who is there, and add who else is.", _names(sheet.partners), whole=True)
    if sheet.exhibitors:
        yield _part("Exhibitors", "Tick who is there, and add who else is.", _names(sheet.exhibitors), whole=True)
    yield _part("Before you leave the hall", "", [tick_row((words,), 1) for words in LEAVING], whole=True)


def _part(words: str, beside: str, pieces: Sequence[Piece], over: Sequence[Piece] = (), *, whole: bool = False) -> Part:
    """A part of the sheet. What stands over its first piece is never alone at the foot of a page; a `whole` part is
    not cut at all."""
    together = len(pieces) if whole else 1
    return words, (stacked((heading(words, beside), *over, *pieces[:together])), *pieces[together:])


def _names(names: Sequence[str]) -> list[Piece]:
    every = [*names, *([""] * (BLANK_NAMES + len(names) % 2))]
    return [tick_row(every[at : at + 2], 2) for at in range(0, len(every), 2)]


class TallyPages:
    """The sheets of some events, laid out; each page is painted as often as it is asked for."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._pages: list[tuple[Sheet, int, int, list[tuple[float, Piece]]]] = []
        for sheet in sheets:
            every = laid(sheet)
            self._pages += [(sheet, place, len(every), page) for place, page in enumerate(every)]

    def __len__(self) -> int:
        return len(self._pages)

    def paint_page(self, painter: QPainter, number: int, width: float, height: float) -> None:
        """Paint one page, counted from nought, into so much room in the painter's own units."""
        sheet, place, of, pieces = self._pages[number]
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        scale = min(width / PAGE_WIDTH, height / PAGE_HEIGHT)
        painter.scale(scale, scale)
        painter.translate(MARGIN, 0)
        _paint_head(painter, sheet, first=not place)
        for top, piece in pieces:
            for down, painting in piece.parts:
                painter.save()
                painter.translate(0, top + down)
                painting(painter)
                painter.restore()
        _paint_foot(painter, f"{sheet.ref}. {sheet.foot}", f"Page {place + 1} of {of}")
        painter.restore()


def laid(sheet: Sheet) -> list[list[tuple[float, Piece]]]:
    """Which pieces stand on which page, and how far down."""
    bottom = PAGE_HEIGHT - MARGIN - 2 * PAD - QFontMetricsF(font(SMALL)).lineSpacing()
    pages: list[list[tuple[float, Piece]]] = [[]]
    y = _head_height(sheet, first=True)
    for _, pieces in parts(sheet):
        for place, piece in enumerate(pieces):
            if y + piece.height > bottom:
                if (
                    place > LEFT_OVER
                    and len(pieces) - place <= LEFT_OVER
                    and not any(one.words for one in pieces[place:])
                ):
                    break
                pages.append([])
                y = _head_height(sheet, first=False)
            pages[-1].append((y, piece))
            y += piece.height
    return pages


def _title(sheet: Sheet) -> list[str]:
    return wrap(f"{sheet.ref}  {sheet.title}", font(TITLE, bold=True), ROOM, 2)


def _head_height(sheet: Sheet, *, first: bool) -> float:
    small = QFontMetricsF(font(NOTE)).lineSpacing()
    if not first:
        return MARGIN + small + PAD
    title = len(_title(sheet)) * QFontMetricsF(font(TITLE, bold=True)).lineSpacing()
    words = len(sheet.lines) * QFontMetricsF(font(WORDS)).lineSpacing()
    return MARGIN + title + words + len(_no_names()) * QFontMetricsF(font(WORDS, bold=True)).lineSpacing() + 2 * PAD


def _no_names() -> list[str]:
    return wrap(NO_NAMES, font(WORDS, bold=True), ROOM, 2)


def _paint_head(painter: QPainter, sheet: Sheet, *, first: bool) -> None:
    if not first:
        words = " · ".join((f"{sheet.ref}  {sheet.title}", *sheet.lines[:1]))
        text_at(0, MARGIN, wrap(words, font(NOTE, bold=True), ROOM, 1), font(NOTE, bold=True), ink("ink"))(painter)
        return
    big, y = font(TITLE, bold=True), MARGIN
    text_at(0, y, _title(sheet), big, ink("ink"))(painter)
    y += len(_title(sheet)) * QFontMetricsF(big).lineSpacing()
    for words in sheet.lines:
        text_at(0, y, wrap(words, font(WORDS), ROOM, 1), font(WORDS), ink("ink"))(painter)
        y += QFontMetricsF(font(WORDS)).lineSpacing()
    text_at(0, y + PAD, _no_names(), font(WORDS, bold=True), ink("ink"))(painter)


def _paint_foot(painter: QPainter, whose: str, page: str) -> None:
    top = PAGE_HEIGHT - MARGIN - QFontMetricsF(font(SMALL)).lineSpacing()
    painter.setPen(QPen(ink("soft"), 5))
    painter.drawLine(QPointF(0, top - PAD * 0.5), QPointF(ROOM, top - PAD * 0.5))
    wide = QFontMetricsF(font(SMALL, bold=True)).horizontalAdvance(page)
    text_at(0, top, wrap(whose, font(SMALL), ROOM - wide - 2 * PAD, 1), font(SMALL), ink("soft"))(painter)
    text_at(ROOM - wide, top, [page], font(SMALL, bold=True), ink("ink"))(painter)

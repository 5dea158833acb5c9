"""Poster pages: "You said, we did" on A4 or A3 upright, as many sheets as it takes; no item is cut across two.

On A3 the letters are large enough to be read from two metres: those of what was said and done are 25 points, whose
capitals are 6 mm high, twice the least that good eyes make out from there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageSize, QPainter, QPen

from ward_desk.service.surveys.told.you_said_poster import OPEN, Line, Part, Poster
from ward_desk.ui import shapes
from ward_desk.ui.paper.paper_ink import font, ink, text_at, wrap

HEADINGS: Final = ("You said", "We did, or are doing", "How far")
OPEN_HEADINGS: Final = ("You said", "Why it is not done", "")
EMPTY: Final = "There is nothing to tell yet."
_SHARES: Final = (0.38, 0.4, 0.22)  # of the width


class Sheet(NamedTuple):
    """A size of paper, and the sizes of what stands on it, all in tenths of a point."""

    name: str
    code: QPageSize.PageSizeId
    width: float
    height: float
    margin: float
    title: int
    theme: int
    words: int
    small: int
    foot: int

    @property
    def pad(self) -> float:
        """The room around words."""
        return self.words * 0.55

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin


A4: Final = Sheet("A4", QPageSize.PageSizeId.A4, 5953, 8419, 380, 360, 180, 135, 105, 90)
A3: Final = Sheet("A3", QPageSize.PageSizeId.A3, 8419, 11906, 480, 640, 310, 250, 190, 150)
SHEETS: Final = {"a4": A4, "a3": A3}

_Placed = tuple[float, Callable[[QPainter, float], None]]


class PosterPages:
    """A poster laid out; each sheet is painted as often as it is asked for."""

    def __init__(self, poster: Poster, sheet: Sheet) -> None:
        self._poster, self._sheet = poster, sheet
        self._pages: list[list[_Placed]] = []
        self._foot_height = self._height_of_foot()
        self._y = 0.0
        self.shortened = 0  # items longer than a sheet
        self._lay()

    def __len__(self) -> int:
        return len(self._pages)

    def paint_page(self, painter: QPainter, number: int, width: float, height: float) -> None:
        """Paint one sheet, counted from nought, into so much room in the painter's own units."""
        sheet = self._sheet
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        scale = min(width / sheet.width, height / sheet.height)
        painter.scale(scale, scale)
        for top, one in self._pages[number]:
            one(painter, top)
        self._paint_foot(painter, number)
        painter.restore()

    # ---- laying out

    @property
    def _bottom(self) -> float:
        return self._sheet.height - self._sheet.margin - self._foot_height

    def _lay(self) -> None:
        self._new_page()
        for part in self._poster.parts:
            for place, line in enumerate(part.lines):
                heading = _Heading(self._sheet, part, again=False) if not place else None
                row = self._row(line)
                height = row.height + (heading.height if heading else 0)
                if self._y + height > self._bottom:
                    self._new_page()
                    heading = _Heading(self._sheet, part, again=bool(place))
                if heading:
                    self._put(heading.height, heading.paint)
                self._put(row.height, row.paint)
        if not self._poster.parts:
            big = font(self._sheet.words)
            self._put(0, lambda painter, top: text_at(self._sheet.margin, top, [EMPTY], big, ink("soft"))(painter))

    def _row(self, line: Line) -> _Row:
        """An item, with as many lines of each text as a whole sheet takes."""
        room = self._bottom - self._top_of(first=False) - _Heading(self._sheet, Part(OPEN, None, ()), again=True).height
        row = _Row(self._sheet, line, room)
        self.shortened += row.shortened
        return row

    def _put(self, height: float, paint: Callable[[QPainter, float], None]) -> None:
        self._pages[-1].append((self._y, paint))
        self._y += height

    def _new_page(self) -> None:
        first = not self._pages
        self._pages.append([(self._sheet.margin, self._paint_head if first else self._paint_head_again)])
        self._y = self._top_of(first=first)

    def _top_of(self, *, first: bool) -> float:
        sheet = self._sheet
        if not first:
            return sheet.margin + _spacing(sheet.theme, bold=True) + sheet.pad
        lines = len(self._whose())
        return sheet.margin + _spacing(sheet.title, bold=True) + lines * _spacing(sheet.small) + 3.4 * sheet.pad

    def _whose(self) -> list[str]:
        sheet = self._sheet
        words = " · ".join(filter(None, (self._poster.whose, self._poster.period)))
        return wrap(words, font(sheet.small), sheet.room - 2 * sheet.pad, 2)

    def _paint_head(self, painter: QPainter, top: float) -> None:
        sheet, white = self._sheet, ink("on_accent")
        height = self._top_of(first=True) - sheet.margin - sheet.pad
        painter.fillRect(QRectF(sheet.margin, top, sheet.room, height), ink("accent"))
        left, y = sheet.margin + sheet.pad * 1.4, top + sheet.pad
        big = font(sheet.title, bold=True)
        text_at(left, y, wrap(self._poster.title, big, sheet.room - 2 * sheet.pad, 1), big, white)(painter)
        text_at(left, y + _spacing(sheet.title, bold=True), self._whose(), font(sheet.small), white)(painter)

    def _paint_head_again(self, painter: QPainter, top: float) -> None:
        sheet, big = self._sheet, font(self._sheet.theme, bold=True)
        words = wrap(f"{self._poster.title}: {self._poster.whose}", big, sheet.room, 1)
        text_at(sheet.margin, top, words, big, ink("accent"))(painter)

    # ---- foot

    def _contact(self) -> list[str]:
        return wrap(self._poster.contact, font(self._sheet.words, bold=True), self._sheet.room, 2)

    def _height_of_foot(self) -> float:
        sheet = self._sheet
        contact = len(self._contact()) if self._poster.contact else 0
        return contact * _spacing(sheet.words, bold=True) + _spacing(sheet.foot) + 1.6 * sheet.pad

    def _paint_foot(self, painter: QPainter, number: int) -> None:
        sheet = self._sheet
        y = self._bottom + sheet.pad * 0.8
        painter.setPen(QPen(ink("accent"), sheet.words / 10))
        painter.drawLine(QPointF(sheet.margin, y), QPointF(sheet.width - sheet.margin, y))
        y += sheet.pad * 0.5
        if self._poster.contact:
            bold = font(sheet.words, bold=True)
            text_at(sheet.margin, y, self._contact(), bold, ink("accent"))(painter)
            y += len(self._contact()) * _spacing(sheet.words, bold=True)
        small = font(sheet.foot)
        page = f"Sheet {number + 1} of {len(self)}" if len(self) > 1 else ""
        wide = QFontMetricsF(small).horizontalAdvance(page)
        words = wrap(self._poster.foot, small, sheet.room - wide - sheet.pad, 1)
        text_at(sheet.margin, y, words, small, ink("soft"))(painter)
        text_at(sheet.width - sheet.margin - wide, y, [page], small, ink("soft"))(painter)


class _Heading:
    """A theme's name beside its square, over the headings of the columns."""

    def __init__(self, sheet: Sheet, part: Part, *, again: bool) -> None:
        self._sheet, self._part = sheet, part
        self._big = font(sheet.theme, bold=True)
        self._side = sheet.theme * 0.7
        words = f"{part.heading}, continued" if again else part.heading
        self._lines = wrap(words, self._big, sheet.room - self._side * 1.6, 2)
        self._words_height = len(self._lines) * _spacing(sheet.theme, bold=True)
        self.height = sheet.pad * 0.9 + self._words_height + _spacing(sheet.small, bold=True) + sheet.pad * 0.5

    def paint(self, painter: QPainter, top: float) -> None:
        """Paint it from there down."""
        sheet, colour = self._sheet, _colour_of(self._part)
        y = top + sheet.pad * 0.9
        line = _spacing(sheet.theme, bold=True)
        painter.fillRect(QRectF(sheet.margin, y + (line - self._side) / 2, self._side, self._side), colour)
        text_at(sheet.margin + self._side * 1.6, y, self._lines, self._big, ink("ink"))(painter)
        y += self._words_height
        heads = OPEN_HEADINGS if self._part.heading == OPEN else HEADINGS
        for (left, _), words in zip(_columns(sheet), heads, strict=True):
            text_at(left, y, [words], font(sheet.small, bold=True), ink("soft"))(painter)
        y += _spacing(sheet.small, bold=True) + sheet.pad * 0.3
        painter.setPen(QPen(colour, sheet.words / 7))
        painter.drawLine(QPointF(sheet.margin, y), QPointF(sheet.width - sheet.margin, y))


class _Row:
    """One item, measured: what was said and by how many, what is being done, and how far it is."""

    def __init__(self, sheet: Sheet, line: Line, room: float) -> None:
        self._sheet, self._line = sheet, line
        said, did, far = (width for _, width in _columns(sheet))
        words, small = _spacing(sheet.words), _spacing(sheet.small)
        inner = room - 1.6 * sheet.pad
        beneath = 6 if line.more else 0  # lines of small words at most
        self._said = wrap(line.said, font(sheet.words, bold=True), said, max(1, int((inner - small) / words)))
        self._number = wrap(line.number, font(sheet.small), said, 2) if line.number else []
        self._did = wrap(line.did, font(sheet.words), did, max(1, int((inner - beneath * small) / words)))
        self._more = wrap(line.more, font(sheet.small), did, beneath) if line.more else []
        ends = ((self._said, line.said), (self._did, line.did), (self._more, line.more))
        self.shortened = any(lines and lines[-1].endswith("…") and not words.endswith("…") for lines, words in ends)
        self._shape = sheet.words * 0.8
        self._letters = _fitting(line.word, sheet, far - self._shape * 1.5)
        self._word = wrap(line.word, self._letters, far - self._shape * 1.5, 3)
        bar = 2 * small if line.progress is not None else 0
        tallest = max(
            len(self._said) * words + len(self._number) * small,
            len(self._did) * words + len(self._more) * small,
            len(self._word) * words + bar,
        )
        self.height = tallest + 1.6 * sheet.pad

    def paint(self, painter: QPainter, top: float) -> None:
        """Paint it from there down."""
        sheet = self._sheet
        words, y = _spacing(sheet.words), top + sheet.pad * 0.8
        (said, _), (did, _), (far, wide) = _columns(sheet)
        text_at(said, y, self._said, font(sheet.words, bold=True), ink("ink"))(painter)
        below = y + len(self._said) * words
        text_at(said, below, self._number, font(sheet.small), ink("soft"))(painter)
        text_at(did, y, self._did, font(sheet.words), ink("ink"))(painter)
        below = y + len(self._did) * words
        text_at(did, below, self._more, font(sheet.small), ink("soft"))(painter)
        self._paint_far(painter, far, y, wide)
        painter.setPen(QPen(ink("field_line"), sheet.words / 20))
        bottom = top + self.height
        painter.drawLine(QPointF(sheet.margin, bottom), QPointF(sheet.width - sheet.margin, bottom))

    def _paint_far(self, painter: QPainter, left: float, y: float, wide: float) -> None:
        sheet, side, words = self._sheet, self._shape, _spacing(self._sheet.words)
        box = QRectF(left, y + (words - side) / 2, side, side)
        shapes.paint_shape(painter, box, self._line.shape, ink(self._line.tone))
        text_at(left + side * 1.5, y, self._word, self._letters, ink("ink"))(painter)
        done = self._line.progress
        if done is None:
            return
        small, y = _spacing(sheet.small), y + len(self._word) * words
        per_cent = f"{done}%"
        beside = QFontMetricsF(font(sheet.small, bold=True)).horizontalAdvance("100% ")
        bar = QRectF(left, y + small * 0.65, max(0.0, wide - beside), small * 0.7)
        painter.fillRect(bar, ink("track"))
        share = min(max(done, 0), 100) / 100
        painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * share, bar.height()), ink(self._line.tone))
        text_at(bar.right() + beside * 0.12, y + small * 0.5, [per_cent], font(sheet.small, bold=True), ink("ink"))(
            painter
        )


def _columns(sheet: Sheet) -> list[tuple[float, float]]:
    """Where each column begins, and how wide its words may be."""
    left, found = sheet.margin, []
    for share in _SHARES:
        wide = sheet.room * share
        found.append((left, wide - (sheet.pad * 1.6 if share != _SHARES[-1] else 0)))
        left += wide
    return found


def _fitting(words: str, sheet: Sheet, width: float) -> QFont:
    """Bold letters of the sheet's words, or as much smaller as it takes for no word to be broken."""
    letters = font(sheet.words, bold=True)
    widest = max((QFontMetricsF(letters).horizontalAdvance(one) for one in words.split()), default=0.0)
    return letters if widest <= width else font(max(sheet.small, int(sheet.words * width / widest)), bold=True)


def _colour_of(part: Part) -> QColor:
    return ink("ink" if part.position is None else f"theme_{part.position % 5 + 1}")


def _spacing(size: int, *, bold: bool = False) -> float:
    return QFontMetricsF(font(size, bold=bold)).lineSpacing()

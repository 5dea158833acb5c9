"""Tally parts: the pieces a tally sheet is laid of, each with its height: headings, boxes to write in, ticks.

Lengths are tenths of a point, as in `paper_parts`. Everything is drawn in ink on white, for who prints in grey.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from ward_desk.ui.paper.paper_ink import Painting, font, ink, text_at, wrap
from ward_desk.ui.paper.paper_parts import HEIGHT, PAD, WIDTH

# An upright page is one on its side, turned.
PAGE_WIDTH: Final = HEIGHT
PAGE_HEIGHT: Final = WIDTH
MARGIN: Final = 400.0  # 14 mm: holes are punched there
ROOM: Final = PAGE_WIDTH - 2 * MARGIN
MILLIMETRE: Final = 28.35
LINE: Final = 9 * MILLIMETRE  # what a hand writes on
TALLY: Final = 11.5 * MILLIMETRE  # what strokes are made in
NUMBER: Final = 20 * MILLIMETRE  # the box for a number
NAME: Final = 58 * MILLIMETRE  # the words before the strokes
WORDS: Final = 105  # letters of 10.5 points
NOTE: Final = 88
TITLE: Final = 165
_THIN: Final = 6.0


class Piece(NamedTuple):
    """Something that is never cut across pages. `paint` is told its left top corner."""

    height: float
    words: tuple[str, ...]  # everything it says
    parts: tuple[tuple[float, Painting], ...]  # how far down each painting begins


def stacked(pieces: Sequence[Piece]) -> Piece:
    """Pieces one below the other as one that is never cut."""
    y, words, parts = 0.0, list[str](), list[tuple[float, Painting]]()
    for piece in pieces:
        words += piece.words
        parts += [(y + down, painting) for down, painting in piece.parts]
        y += piece.height
    return Piece(y, tuple(words), tuple(parts))


def heading(words: str, beside: str = "") -> Piece:
    """The heading of a part, with small words that say how to fill it in."""
    big = font(125, bold=True)
    tall, left = QFontMetricsF(big).lineSpacing(), QFontMetricsF(big).horizontalAdvance(words) + 2 * PAD
    small = wrap(beside, font(NOTE), ROOM - left, 2) if beside else []
    lower = QFontMetricsF(big).ascent() - QFontMetricsF(font(NOTE)).ascent()
    space = QFontMetricsF(font(NOTE)).lineSpacing()
    before = 2.2 * PAD
    return Piece(
        before + max(tall, lower + len(small) * space) + PAD * 0.8, (words, beside),
        (
            (before, text_at(0, 0, [words], big, ink("ink"))),
            (before, text_at(left, lower, small, font(NOTE), ink("soft"))),),
    )  # fmt: skip


def note(words: str) -> Piece:
    """A sentence in small letters."""
    lines = wrap(words, font(NOTE), ROOM, 3)
    return Piece(
        len(lines) * QFontMetricsF(font(NOTE)).lineSpacing() + PAD * 0.6, (words,),
        ((0, text_at(0, 0, lines, font(NOTE), ink("soft"))),),
    )  # fmt: skip


def tally(words: str, beside: str = "") -> Piece:
    """Words, room for strokes, and a box for the number they come to. Without words there is a line for them."""
    letters, small = font(WORDS), font(NOTE)
    lines = wrap(words, letters, NAME - PAD, 2)
    below = wrap(beside, small, NAME - PAD, 1) if beside and len(lines) == 1 else []  # two lines leave no room
    spacing = QFontMetricsF(letters).lineSpacing()
    top = (TALLY - len(lines) * spacing - len(below) * QFontMetricsF(small).lineSpacing()) / 2

    def paint(painter: QPainter) -> None:
        painter.setPen(QPen(ink("ink"), _THIN))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not words:
            painter.drawLine(QPointF(0, TALLY - PAD), QPointF(NAME - PAD, TALLY - PAD))
        painter.drawRect(QRectF(NAME, 0, ROOM - NAME - NUMBER, TALLY))
        painter.setPen(QPen(ink("ink"), 2 * _THIN))
        painter.drawRect(QRectF(ROOM - NUMBER, 0, NUMBER, TALLY))

    parts = (
        (0.0, paint),
        (top, text_at(0, 0, lines, letters, ink("ink"))),
        (top + spacing * len(lines), text_at(0, 0, below, small, ink("soft"))),
    )
    return Piece(TALLY, (words, beside), parts)


def ticks(groups: Sequence[tuple[str, Sequence[str]]]) -> Piece:
    """Questions on one line, each with its answers to tick."""
    letters, bold = font(WORDS), font(WORDS, bold=True)
    height = LINE
    top = (height - QFontMetricsF(letters).lineSpacing()) / 2
    parts: list[tuple[float, Painting]] = []
    x = 0.0
    for question, answers in groups:
        parts.append((top, text_at(x, 0, [question], bold, ink("ink"))))
        x += QFontMetricsF(bold).horizontalAdvance(question) + 1.5 * PAD
        for answer in answers:
            parts.append((0.0, _box(x, height)))
            x += _SIDE + PAD * 0.8
            parts.append((top, text_at(x, 0, [answer], letters, ink("ink"))))
            x += QFontMetricsF(letters).horizontalAdvance(answer) + 2 * PAD
        x += 3 * PAD
    said = tuple(word for question, answers in groups for word in (question, *answers))
    return Piece(height, said, tuple(parts))


def tick_row(names: Sequence[str], across: int) -> Piece:
    """Names side by side, each with a box to tick; an empty one is a line to write on."""
    wide = ROOM / across
    letters = font(WORDS)
    top = (LINE - QFontMetricsF(letters).lineSpacing()) / 2
    parts: list[tuple[float, Painting]] = []
    for place, name in enumerate(names):
        x = place * wide
        parts.append((0.0, _box(x, LINE)))
        inner = x + _SIDE + PAD
        if name:
            words = wrap(name, letters, wide - _SIDE - 3 * PAD, 1)
            parts.append((top, text_at(inner, 0, words, letters, ink("ink"))))
        else:
            parts.append((0.0, _rule(inner, x + wide - 2 * PAD, LINE - PAD * 0.8)))
    return Piece(LINE, tuple(names), tuple(parts))


def line(*shares: float) -> Piece:
    """A line to write on, in as many parts as there are shares of the width."""
    parts: list[tuple[float, Painting]] = []
    x, total = 0.0, sum(shares)
    for share in shares:
        wide = ROOM * share / total
        parts.append((0.0, _rule(x, x + wide - (PAD if x + wide < ROOM - 1 else 0), LINE)))
        x += wide
    return Piece(LINE, (), tuple(parts))


def columns(heads: Sequence[str], *shares: float) -> Piece:
    """The small headings over the parts of a line."""
    x, total = 0.0, sum(shares)
    parts: list[tuple[float, Painting]] = []
    for words, share in zip(heads, shares, strict=True):
        parts.append((0.0, text_at(x, 0, [words], font(NOTE), ink("soft"))))
        x += ROOM * share / total
    return Piece(QFontMetricsF(font(NOTE)).lineSpacing(), tuple(heads), tuple(parts))


_SIDE: Final = 4.5 * MILLIMETRE


def _box(x: float, height: float) -> Painting:
    def paint(painter: QPainter) -> None:
        painter.setPen(QPen(ink("ink"), _THIN * 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(x, (height - _SIDE) / 2, _SIDE, _SIDE))

    return paint


def _rule(left: float, right: float, y: float) -> Painting:
    def paint(painter: QPainter) -> None:
        painter.setPen(QPen(ink("soft"), _THIN))
        painter.drawLine(QPointF(left, y), QPointF(right, y))

    return paint

"""Survey form parts: the pieces a paper form is laid of, in letters of either size: paragraphs, questions, boxes.

Lengths are tenths of a point, as in `paper_parts`. Everything is drawn in ink on white, for who prints in grey.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from ward_desk.service.surveys.paper.survey_print import Asked
from ward_desk.ui.paper.paper_ink import Painting, font, ink, text_at, wrap
from ward_desk.ui.paper.paper_parts import PAD
from ward_desk.ui.paper.tally_parts import MILLIMETRE, ROOM, Piece, stacked

MOST_LINES: Final = 40  # of one paragraph
_THIN: Final = 8.0


class Letters(NamedTuple):
    """The sizes of a form's letters, in tenths of a point, and of its boxes."""

    title: int
    head: int
    body: int
    small: int
    box: float
    line: float  # what a hand writes on
    lines: int  # to write a free answer on

    @property
    def space(self) -> float:
        """Between two pieces."""
        return self.body * 0.45


USUAL: Final = Letters(200, 130, 110, 92, 4.5 * MILLIMETRE, 8.5 * MILLIMETRE, 3)
LARGE: Final = Letters(240, 180, 160, 160, 6.5 * MILLIMETRE, 11 * MILLIMETRE, 3)


def gap(height: float) -> Piece:
    """Room between pieces."""
    return Piece(height, (), ())


def paragraph(words: str, size: int, *, bold: bool = False, soft: bool = False, wide: float = ROOM) -> Piece:
    """Words as lines of the width."""
    letters = font(size, bold=bold)
    lines = wrap(words, letters, wide, MOST_LINES)
    tone = ink("soft" if soft else "ink")
    return Piece(
        len(lines) * QFontMetricsF(letters).lineSpacing(), (words,), ((0.0, text_at(0, 0, lines, letters, tone)),)
    )


def told(parts: Sequence[tuple[str, str]], letters: Letters) -> list[Piece]:
    """Small headings with what is said beside each, or under each where the headings leave too little room."""
    bold, plain = font(letters.body, bold=True), font(letters.body)
    left = max(QFontMetricsF(bold).horizontalAdvance(head) for head, _ in parts) + 2 * PAD
    if left > ROOM * 0.36:
        return [
            stacked((paragraph(head, letters.body, bold=True), paragraph(words, letters.body), gap(letters.space)))
            for head, words in parts
        ]
    made = []
    for head, words in parts:
        beside = wrap(words, plain, ROOM - left, MOST_LINES)
        height = len(beside) * QFontMetricsF(bold).lineSpacing() + letters.space * 0.7
        paintings = ((0.0, text_at(0, 0, [head], bold, ink("ink"))), (0.0, text_at(left, 0, beside, plain, ink("ink"))))
        made.append(Piece(height, (head, words), paintings))
    return made


def question(one: Asked, letters: Letters) -> Piece:
    """A question with how to answer it, and its boxes or lines."""
    words = f"{one.number}.  {one.wording}" if one.number else one.wording
    pieces = [gap(letters.space * 2), paragraph(words, letters.body, bold=True)]
    if one.answers:
        pieces += [paragraph(one.hint, letters.small, soft=True), gap(letters.space * 0.5)]
        pieces.append(_boxes(one, letters))
    elif one.kind == "text":
        pieces += [paragraph(one.hint, letters.small, soft=True), *(_line(letters, ROOM) for _ in range(letters.lines))]
    else:
        pieces.append(_line(letters, ROOM * 0.6))
    return stacked(pieces)


def _line(letters: Letters, wide: float) -> Piece:
    def paint(painter: QPainter) -> None:
        painter.setPen(QPen(ink("soft"), _THIN))
        painter.drawLine(QPointF(0, letters.line), QPointF(wide, letters.line))

    return Piece(letters.line, (), ((0.0, paint),))


def _boxes(one: Asked, letters: Letters) -> Piece:
    """A box for each answer and the number that is typed for it: side by side where all have room, else in columns."""
    figures = max(QFontMetricsF(font(letters.body, bold=True)).horizontalAdvance(number) for number, _ in one.answers)
    if all(number == words for number, words in one.answers):
        wide = ROOM / len(one.answers)
        return _beside([[_bare_box(number, letters)] for number, _ in one.answers], wide)
    before = figures + letters.box + 2 * PAD
    widest = max(QFontMetricsF(font(letters.body)).horizontalAdvance(words) for _, words in one.answers)
    across = _across(len(one.answers), int(ROOM // (before + widest + 3 * PAD)), in_order=one.kind == "scale")
    wide, deep = ROOM / across, -(-len(one.answers) // across)
    made = [_box(number, words, figures, wide - before - PAD, letters) for number, words in one.answers]
    return _beside([made[place * deep : (place + 1) * deep] for place in range(across)], wide)


def _beside(columns: Sequence[Sequence[Piece]], wide: float) -> Piece:
    """Columns of pieces, each so wide."""
    made = [stacked(column) for column in columns]
    parts = tuple(
        (down, _shifted(painting, place * wide)) for place, one in enumerate(made) for down, painting in one.parts
    )
    return Piece(max(one.height for one in made), tuple(words for one in made for words in one.words), parts)


def _across(number: int, fits: int, *, in_order: bool) -> int:
    """How many answers stand side by side: all, or of many in no order two or three columns."""
    if fits >= number:
        return number
    return 1 if in_order or fits < 2 or number <= 3 else min(fits, 3)


def _shifted(painting: Painting, right: float) -> Painting:
    def paint(painter: QPainter) -> None:
        painter.save()
        painter.translate(right, 0)
        painting(painter)
        painter.restore()

    return paint


def _box(number: str, words: str, figures: float, room: float, letters: Letters) -> Piece:
    bold, plain = font(letters.body, bold=True), font(letters.body)
    lines: Sequence[str] = wrap(words, plain, room, MOST_LINES) if words else ()
    spacing = QFontMetricsF(plain).lineSpacing()
    height = max(letters.box, spacing * max(1, len(lines))) + letters.space
    top = (max(letters.box, spacing) - letters.box) / 2
    left = figures + PAD
    base = (max(letters.box, spacing) - spacing) / 2

    def paint(painter: QPainter) -> None:
        painter.setPen(QPen(ink("ink"), _THIN * 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(left, top, letters.box, letters.box))

    x = figures - QFontMetricsF(bold).horizontalAdvance(number)
    parts: tuple[tuple[float, Painting], ...] = (
        (0.0, paint), (base, text_at(x, 0, [number], bold, ink("soft"))),
        (base, text_at(left + letters.box + PAD, 0, lines, plain, ink("ink"))),
    )  # fmt: skip
    return Piece(height, tuple(filter(None, (number, words))), parts)


def _bare_box(number: str, letters: Letters) -> Piece:
    """An answer that is only its number, which stands over its box."""
    bold = font(letters.body, bold=True)
    tall = QFontMetricsF(bold).lineSpacing()
    x = (letters.box - QFontMetricsF(bold).horizontalAdvance(number)) / 2 + PAD

    def paint(painter: QPainter) -> None:
        painter.setPen(QPen(ink("ink"), _THIN * 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(PAD, 0, letters.box, letters.box))

    parts = ((0.0, text_at(x, 0, [number], bold, ink("soft"))), (tall, paint))
    return Piece(tall + letters.box + letters.space, (number,), parts)

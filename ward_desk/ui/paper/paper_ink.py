"""Paper ink: measuring and painting what stands on a printed page: text, a row, the foot.

Paper is white, so the colours are those of the light theme whatever the window wears, and a shape and a word stand
beside each for who prints in grey.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication

from ward_desk.ui import shapes, theme
from ward_desk.ui.paper.paper_parts import (
    BAR,
    BODY,
    HEIGHT,
    MARGIN,
    MOST_LINES,
    PAD,
    SHAPE,
    SMALL,
    WIDTH,
    Cell,
    Key,
    Paper,
)

Painting = Callable[[QPainter], None]


class LaidRow:
    """One row, measured: the lines of each cell, and how high the highest makes it."""

    def __init__(
        self, cells: Sequence[Cell], widths: Sequence[float], *, ground: bool = False, joined: bool = False
    ) -> None:
        self._cells, self._widths, self._ground, self._joined = cells, widths, ground, joined
        self._lines = [
            _lines(cell, width - 2 * PAD - (SHAPE * 1.5 if cell.mark[0] else 0))
            for cell, width in zip(cells, widths, strict=True)
        ]
        spacing = QFontMetricsF(font(BODY)).lineSpacing()
        tallest = max(
            (len(lines) * spacing + (BAR * 2 if cell.bar is not None else 0)
             for cell, lines in zip(cells, self._lines, strict=True)), default=spacing,
        )  # fmt: skip
        self.height = tallest + 2 * PAD

    def paint(self, painter: QPainter, top: float) -> None:
        """Paint it from there down."""
        left, spacing = MARGIN, QFontMetricsF(font(BODY)).lineSpacing()
        if self._ground:
            painter.fillRect(QRectF(MARGIN, top, WIDTH - 2 * MARGIN, self.height), ink("ground"))
        for cell, width, lines in zip(self._cells, self._widths, self._lines, strict=True):
            x, y = left + PAD, top + PAD
            if cell.mark[0]:
                middle = y + spacing / 2
                box = QRectF(x, middle - SHAPE / 2, SHAPE, SHAPE)
                shapes.paint_shape(painter, box, cell.mark[0], ink(cell.mark[1]))
                x += SHAPE * 1.5
            for words, tone in lines:
                text_at(x, y, [words], font(BODY, bold=tone == "bold"), ink("soft" if tone == "soft" else "ink"))(
                    painter
                )
                y += spacing
            if cell.bar is not None:
                _paint_bar(painter, QRectF(x, y + BAR * 0.4, width - 3 * PAD, BAR), cell.bar)
            left += width
        if self._joined:
            return
        painter.setPen(QPen(ink("soft" if self._ground else "field_line"), 8 if self._ground else 5))
        bottom = top + self.height
        painter.drawLine(QPointF(MARGIN, bottom), QPointF(WIDTH - MARGIN, bottom))


class Foot:
    """The foot of a page: what the marks mean, and which page it is."""

    def __init__(self, paper: Paper) -> None:
        self._whose = paper.lines[0] if paper.lines else paper.title
        self._rows: list[list[tuple[Key, str, float]]] = [[]]
        metrics, bold = QFontMetricsF(font(SMALL)), QFontMetricsF(font(SMALL, bold=True))
        used, room = 0.0, WIDTH - 2 * MARGIN
        for one in paper.key:
            words = f" {one.meaning}"
            wide = SHAPE * 1.5 + bold.horizontalAdvance(one.words) + metrics.horizontalAdvance(words) + 2 * PAD
            if used + wide > room and self._rows[-1]:
                self._rows.append([])
                used = 0.0
            self._rows[-1].append((one, words, wide))
            used += wide
        self._spacing = metrics.lineSpacing()
        self.height = self._spacing * (len(self._rows) if paper.key else 0) + self._spacing + 2 * PAD

    def paint(self, painter: QPainter, top: float, number: int, of: int) -> None:
        """Paint it from there down, for one page of so many."""
        y = top + PAD
        bold = font(SMALL, bold=True)
        for row in self._rows:
            x = MARGIN
            for one, words, wide in row:
                box = QRectF(x, y + (self._spacing - SHAPE) / 2, SHAPE, SHAPE)
                shapes.paint_shape(painter, box, one.shape, ink(one.tone))
                text_at(x + SHAPE * 1.5, y, [one.words], bold, ink("ink"))(painter)
                after = x + SHAPE * 1.5 + QFontMetricsF(bold).horizontalAdvance(one.words)
                text_at(after, y, [words], font(SMALL), ink("soft"))(painter)
                x += wide
            y += self._spacing if row else 0
        last = HEIGHT - MARGIN - self._spacing
        text_at(MARGIN, last, [self._whose], font(SMALL), ink("soft"))(painter)
        words = f"Page {number} of {of}"
        right = WIDTH - MARGIN - QFontMetricsF(bold).horizontalAdvance(words)
        text_at(right, last, [words], bold, ink("ink"))(painter)


def wrap(words: str, letters: QFont, width: float, most: int) -> list[str]:
    """A text as lines of that width; where there would be more than `most`, the last ends in "…"."""
    lines: list[str] = []
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    for paragraph in words.split("\n"):
        layout = QTextLayout(paragraph, letters)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start = line.textStart()
            if len(lines) == most:
                last = f"{lines[-1]} {paragraph[start : start + 200]}".rstrip()
                layout.endLayout()
                return [*lines[:-1], QFontMetricsF(letters).elidedText(f"{last}…", Qt.TextElideMode.ElideRight, width)]
            lines.append(paragraph[start : start + line.textLength()].rstrip())
        layout.endLayout()
    return lines


def _lines(cell: Cell, width: float) -> list[tuple[str, str]]:
    """The lines of a cell; a long text leaves room for what comes after it."""
    made: list[tuple[str, str]] = []
    parts = [one for one in cell.lines if one[0]]
    for place, (words, tone) in enumerate(parts, start=1):
        left = MOST_LINES - len(made) - 2 * (len(parts) - place)
        made += [(line, tone) for line in wrap(words, font(BODY, bold=tone == "bold"), width, left)]
    return made


def _paint_bar(painter: QPainter, box: QRectF, per_cent: float) -> None:
    painter.setPen(QPen(ink("soft"), 5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
    painter.fillRect(QRectF(box.left(), box.top(), box.width() * min(max(per_cent, 0), 100) / 100, box.height()),
                     ink("soft"))  # fmt: skip


def text_at(x: float, y: float, lines: Sequence[str], letters: QFont, colour: QColor) -> Painting:
    """What paints lines of text from their top left corner."""
    metrics = QFontMetricsF(letters)

    def paint_lines(painter: QPainter) -> None:
        painter.setFont(letters)
        painter.setPen(colour)
        base = y + metrics.ascent()
        for line in lines:
            painter.drawText(QPointF(x, base), line)
            base += metrics.lineSpacing()

    return paint_lines


def font(size: int, *, bold: bool = False) -> QFont:
    """The window's letters at a size in tenths of a point."""
    made = QFont(QApplication.font())
    made.setPixelSize(size)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


def ink(role: str) -> QColor:
    """A colour of the light theme by its role."""
    return QColor(theme.LIGHT[role])

"""Paper: a table in groups laid out on A4 landscape and painted alike on a printer, in a PDF or on a picture.

Rows are never cut across pages.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QFontMetricsF, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from ward_desk.exchange.atomic import replace_file
from ward_desk.ui.paper.paper_ink import Foot, LaidRow, Painting, font, ink, text_at, wrap
from ward_desk.ui.paper.paper_parts import BODY, HEADING, HEIGHT, MARGIN, MOST_LINES, PAD, WIDTH, Cell, Group, Paper


class Painted(Protocol):
    """Pages that can be painted one by one, in whatever units the painter has."""

    def __len__(self) -> int: ...

    def paint_page(self, painter: QPainter, number: int, width: float, height: float) -> None: ...


def page_layout(
    *, upright: bool = False, size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4
) -> QPageLayout:  # fmt: skip
    """A4 or another size, landscape or upright, margins left to the pages themselves."""
    way = QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape
    return QPageLayout(QPageSize(size), way, QMarginsF(0, 0, 0, 0))


def save_pdf(paper: Paper, path: Path, progress: Callable[[int, int], None] = lambda done, total: None) -> Path:
    """Write a PDF, replacing what is there whole or not at all. Gives back `path`.

    `progress` is told of every page; whatever it raises stops the work and nothing is written. Raises KnownError.
    """
    return save_pages(Pages(paper), paper.title, path, progress)


def save_pages(
    pages: Painted, title: str, path: Path, progress: Callable[[int, int], None] = lambda done, total: None,
    *, upright: bool = False, size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4,
) -> Path:  # fmt: skip
    """Write pages as a PDF, as `save_pdf` does a paper. Raises KnownError."""
    content = QByteArray()
    device = QBuffer(content)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(device)
    writer.setPageLayout(page_layout(upright=upright, size=size))
    writer.setResolution(600)
    writer.setTitle(title)
    writer.setCreator("Ward Desk")
    paint(pages, writer, progress)
    device.close()
    return replace_file(path, lambda temporary: _fill(temporary, bytes(content.data())))


def _fill(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def paint(
    pages: Painted, device: QPagedPaintDevice, progress: Callable[[int, int], None] = lambda done, total: None
) -> None:
    """Paint every page on a printer or into a PDF."""
    painter = QPainter(device)
    try:
        for number in range(len(pages)):
            if number:
                device.newPage()
            pages.paint_page(painter, number, device.width(), device.height())
            progress(number + 1, len(pages))
    finally:  # a device that goes while it is painted on takes the program with it
        painter.end()


class Pages:
    """A paper laid out; each page is painted as often as it is asked for."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._pages: list[list[Painting]] = []
        room = WIDTH - 2 * MARGIN
        share = room / sum(column.share for column in paper.columns)
        self._widths = [column.share * share for column in paper.columns]
        self._y = 0.0
        self._foot = Foot(paper)
        self._bottom = HEIGHT - MARGIN - self._foot.height
        self._lay()

    def __len__(self) -> int:
        return len(self._pages)

    def paint_page(self, painter: QPainter, number: int, width: float, height: float) -> None:
        """Paint one page, counted from nought, into so much room in the painter's own units."""
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        scale = min(width / WIDTH, height / HEIGHT)
        painter.scale(scale, scale)
        for one in self._pages[number]:
            one(painter)
        self._foot.paint(painter, self._bottom, number + 1, len(self._pages))
        painter.restore()

    def _lay(self) -> None:
        self._new_page("")
        for place, group in enumerate(self._paper.groups):
            if place and self._paper.page_per_group:
                self._new_page("")
            self._lay_group(group)
        if not any(group.rows for group in self._paper.groups):
            self._put(text_at(MARGIN, self._y + PAD, [self._paper.empty], font(BODY), ink("soft")))

    def _lay_group(self, group: Group) -> None:
        for place, row in enumerate(group.rows):
            laid = LaidRow(row.cells, self._widths, joined=row.joined)
            before = HEADING if not place and group.heading else 0.0
            if self._y + before + laid.height > self._bottom:
                self._new_page(f"{group.heading}, continued" if place and group.heading else "")
                if row.again is not None and place:
                    laid = LaidRow((row.again, *row.cells[1:]), self._widths, joined=row.joined)
            if before:
                self._put_heading(group)
            self._put_row(laid)

    def _put(self, one: Painting) -> None:
        self._pages[-1].append(one)

    def _put_row(self, row: LaidRow) -> None:
        top = self._y
        self._put(lambda painter: row.paint(painter, top))
        self._y += row.height

    def _new_page(self, heading: str) -> None:
        """Begin a page with the title, the headings of the columns and, within a group, its heading again."""
        first = not self._pages
        self._pages.append([])
        self._y = MARGIN
        title = font(160 if first else BODY, bold=True)
        self._put(text_at(MARGIN, self._y, [self._paper.title], title, ink("ink")))
        self._y += QFontMetricsF(title).lineSpacing() + (PAD / 2 if first else 0)
        small = font(BODY - 5)
        for line in self._paper.lines if first else ():
            wrapped = wrap(line, small, WIDTH - 2 * MARGIN, MOST_LINES)
            self._put(text_at(MARGIN, self._y, wrapped, small, ink("soft")))
            self._y += len(wrapped) * QFontMetricsF(small).lineSpacing()
        self._y += PAD
        heads = tuple(Cell(((column.heading, "bold"),)) for column in self._paper.columns)
        self._put_row(LaidRow(heads, self._widths, ground=True))
        if heading:
            self._put(text_at(MARGIN + PAD, self._y + PAD, [heading], font(BODY, bold=True), ink("soft")))
            self._y += HEADING * 0.75

    def _put_heading(self, group: Group) -> None:
        big = font(115, bold=True)
        left = MARGIN + PAD + QFontMetricsF(big).horizontalAdvance(group.heading) + 2 * PAD
        top = self._y + HEADING - QFontMetricsF(big).lineSpacing() - PAD * 0.6
        self._put(text_at(MARGIN + PAD, top, [group.heading], big, ink("ink")))
        lower = QFontMetricsF(big).ascent() - QFontMetricsF(font(BODY)).ascent()
        self._put(text_at(left, top + lower, [group.beside], font(BODY), ink("soft")))
        self._y += HEADING

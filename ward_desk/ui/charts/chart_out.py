"""Chart out: a chart with its title, source, date and marks, always on white: to the clipboard, a PNG or an SVG."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from matplotlib.figure import Figure
from PySide6.QtGui import QImage

from ward_desk.exchange.atomic import replace_file
from ward_desk.exchange.cell_text import clean_text
from ward_desk.ui.charts import answers_chart, chart_look, chart_paint, trends_chart
from ward_desk.ui.charts.chart_area import Area
from ward_desk.ui.charts.chart_data import Chart, Trends
from ward_desk.ui.charts.chart_look import Look
from ward_desk.ui.charts.survey_parts import Answers, ScaleAnswers

WIDE: Final = 960.0  # px
TALL: Final = 420.0  # px of the chart itself, without its title
SHARP: Final = 2  # pixels of a PNG for each of these
_EDGE: Final = 20.0  # px of white around it


def save(chart: Chart, about: tuple[str, ...], path: Path) -> Path:
    """Write a chart as SVG, when the path says so, or as PNG, with the lines `about` it under its title. Raises
    KnownError for a fault of the disk."""
    look = chart_look.on_paper()
    with chart_paint.dressed(look):
        figure = _page(chart, about, look)
        if path.suffix.lower() == ".svg":
            words = _svg(figure, chart)
            return replace_file(path, lambda file: _write(file, words))
        about_file = {"Title": chart.title, "Description": chart.said, "Software": "Ward Desk"}
        return replace_file(
            path, lambda file: figure.savefig(file, format="png", dpi=figure.dpi * SHARP, metadata=about_file)
        )


def _write(file: Path, words: str) -> None:
    file.write_text(words, encoding="utf-8")


def image(chart: Chart, about: tuple[str, ...]) -> QImage:
    """The same picture for the clipboard."""
    look = chart_look.on_paper()
    with chart_paint.dressed(look):
        made = chart_paint.pixels(_page(chart, about, look, SHARP), SHARP)
    made.setDevicePixelRatio(1)
    return made


def _page(chart: Chart, about: tuple[str, ...], look: Look, ratio: float = 1) -> Figure:
    """The chart between its title and what has to be known of it."""
    room = WIDE - 2 * _EDGE
    measure = Area(chart_paint.figure_of(WIDE, TALL), look)
    head = [line for words in (f"{chart.under}.", *about) for line in _wrapped(measure, words, room)]
    foot = [line for words in _foot(chart) for line in _wrapped(measure, words, room)]
    title = _wrapped(measure, chart.title, room / 1.5)
    above = _EDGE + measure.line * (1.55 * len(title) + len(head) + 0.8)
    below = _EDGE + measure.line * (len(foot) + 0.8)
    tall = TALL
    if isinstance(chart.data, Trends):
        tall = trends_chart.TALL * -(-len(chart.data.trends) // trends_chart.ACROSS)
    elif isinstance(chart.data, Answers | ScaleAnswers):
        tall = answers_chart.tall(chart.data, measure.line)
    high = above + tall + below
    figure = chart_paint.figure_of(WIDE, high, ratio)
    figure.set_facecolor(look.colour("card"))
    parts = figure.add_gridspec(
        3, 3, width_ratios=(_EDGE, room, _EDGE), height_ratios=(above, tall, below), left=0, right=1, bottom=0, top=1,
        wspace=0, hspace=0,
    )  # fmt: skip
    chart_paint.draw(Area(figure.add_subfigure(parts[1, 1]), look), chart.data)
    y = high - _EDGE
    for line in title:
        figure.text(_EDGE / WIDE, y / high, line, va="top", fontsize=look.size * 1.5, fontweight="bold",
                    color=look.colour("ink"))  # fmt: skip
        y -= measure.line * 1.55
    for line in head:
        figure.text(_EDGE / WIDE, y / high, line, va="top", color=look.colour("soft"))
        y -= measure.line
    y = below - measure.line * 0.6
    for line in foot:
        figure.text(_EDGE / WIDE, y / high, line, va="top", color=look.colour("soft"))
        y -= measure.line
    return figure


def _foot(chart: Chart) -> list[str]:
    marks = f"Marks: {'; '.join(chart.marks)}." if chart.marks else ""
    source = f"Source: {chart.source}." if chart.source else ""
    return [words for words in (marks, source, *chart.notes) if words]


def _wrapped(area: Area, words: str, room: float) -> list[str]:
    """Words in lines no wider than `room` pixels; a single longer word is left whole."""
    lines: list[str] = []
    for word in words.split():
        if lines and area.wide(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _svg(figure: Figure, chart: Chart) -> str:
    """The picture with its words kept as words, and its title and numbers for whoever can't see it."""
    file = StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": "Ward Desk"})
    start, tag, rest = file.getvalue().partition("<svg ")
    inside = rest.index(">") + 1
    title, numbers = (escape(" ".join(words.split())) for words in (chart.title, chart.said))
    said = f'<title id="title">{title}</title><desc id="desc">{numbers}</desc>'
    return clean_text(f'{start}{tag}role="img" aria-labelledby="title desc" {rest[:inside]}{said}{rest[inside:]}')

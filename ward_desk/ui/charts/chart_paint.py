"""Chart paint: a chart drawn by matplotlib, to a picture of the screen's own pixels. Import it only to draw.

Every figure is made for one picture and let go with it: nothing of pyplot, which keeps them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from PySide6.QtGui import QImage

from ward_desk.service.counts.chart_figures import Trend
from ward_desk.ui.charts import answers_chart, months_chart, themes_chart, trend_chart, trends_chart
from ward_desk.ui.charts.chart_area import DPI, Area, Spot
from ward_desk.ui.charts.chart_data import Chart, Data, Months, Themes
from ward_desk.ui.charts.chart_look import SPARE_FAMILY, Look
from ward_desk.ui.charts.survey_parts import Answers, ScaleAnswers

LEAST: Final = 40  # px; nothing smaller is drawn


@contextmanager
def dressed(look: Look) -> Iterator[None]:
    """matplotlib's own settings while something is drawn: the letters of the look, and no formulas in a name."""
    known = fontManager.get_font_names()
    families = [name for name in (look.family, SPARE_FAMILY) if name in known]
    with matplotlib.rc_context({
        "font.family": families, "font.size": look.size, "text.parse_math": False, "svg.fonttype": "none",
        "svg.hashsalt": "ward-desk", "hatch.linewidth": 0.7, "hatch.color": "edge",
    }):  # fmt: skip
        yield


def figure_of(width: float, height: float, ratio: float = 1) -> Figure:
    """An empty figure of that many pixels, each drawn as `ratio` by `ratio` of the screen's."""
    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI * ratio)
    FigureCanvasAgg(figure)
    return figure


def draw(area: Area, data: Data) -> list[Spot]:
    """Draw a chart's data in an area, by the kind of data it is."""
    if isinstance(data, Trend):
        return trend_chart.draw(area, data)
    if isinstance(data, Months):
        return months_chart.draw(area, data)
    if isinstance(data, Themes):
        return themes_chart.draw(area, data)
    if isinstance(data, Answers):
        return answers_chart.draw(area, data)
    if isinstance(data, ScaleAnswers):
        return answers_chart.draw_scale(area, data)
    return trends_chart.draw(area, data)


def image(chart: Chart, width: int, height: int, ratio: float, look: Look) -> tuple[QImage, list[Spot]]:
    """A chart on the ground of a card, and what is said under the mouse."""
    with dressed(look):
        figure = figure_of(max(width, LEAST), max(height, LEAST), ratio)
        figure.set_facecolor(look.colour("card"))
        spots = draw(Area(figure, look), chart.data)
        return pixels(figure, ratio), spots


def small_image(trend: Trend, width: int, height: int, ratio: float, look: Look) -> QImage:
    """One of many counts on a page, without its name."""
    with dressed(look):
        figure = figure_of(max(width, LEAST), max(height, LEAST), ratio)
        figure.set_facecolor(look.colour("card"))
        trends_chart.draw_small(Area(figure, look), trend)
        return pixels(figure, ratio)


def pixels(figure: Figure, ratio: float) -> QImage:
    """A figure as a picture of Qt, on a screen of that ratio."""
    canvas = figure.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    canvas.draw()
    pixels = canvas.buffer_rgba()
    high, wide = pixels.shape[:2]
    # Qt's picture must not outlive the memory it was made over, so it is given its own.
    made = QImage(bytes(pixels), wide, high, wide * 4, QImage.Format.Format_RGBA8888).copy()
    made.setDevicePixelRatio(ratio)
    return made

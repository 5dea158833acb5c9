"""Drawn charts: gaps stay gaps, marks tell how sure a figure is, grey tells what colour does, nothing overlaps."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Iterator

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PySide6.QtGui import QColor, qGray
from PySide6.QtWidgets import QApplication

from tests.ui.charts.made import bars, month, point, trend
from tests.ui.test_theme import contrast
from ward_desk.service.counts.chart_figures import Trend
from ward_desk.ui import theme
from ward_desk.ui.charts import chart_data, chart_look, chart_paint, months_chart, trend_chart
from ward_desk.ui.charts.chart_area import Area, apart, steps
from ward_desk.ui.charts.chart_data import Data, Months, Themes, Trends


def drawn(data: Data, width: float = 420, height: float = 220) -> Figure:
    """A figure with the chart in it, laid out."""
    look = chart_look.on_screen()
    with chart_paint.dressed(look):
        figure = chart_paint.figure_of(width, height)
        chart_paint.draw(Area(figure, look), data)
        figure.canvas.draw()
    return figure


def lines_of(figure: Figure, role: str) -> list[list[float]]:
    """The places along of each line drawn in a colour."""
    colour = chart_look.on_screen().colour(role)
    return [list(line.get_xdata()) for line in figure.axes[0].lines
            if line.get_color() == colour and line.get_linestyle() != "None"]  # fmt: skip


def words_of(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_text() and text.get_visible()]


def overlaps(figure: Figure) -> Iterator[tuple[str, str]]:
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in words_of(figure)]
    for (one, first), (other, second) in itertools.combinations(boxes, 2):
        across = min(first.x1, second.x1) - max(first.x0, second.x0)
        up = min(first.y1, second.y1) - max(first.y0, second.y0)
        if across > 1 and up > 2:
            yield one, other


def test_no_line_goes_over_a_missing_month(light: QApplication) -> None:
    figure = drawn(trend(3, 5, None, None, 9, 8, None, 4))
    assert lines_of(figure, "accent") == [[0, 1], [4, 5]]


def test_how_sure_a_figure_is_shows_in_the_shape_of_its_mark(light: QApplication) -> None:
    points = (point(0, 3), point(1, 5, precision="about"), point(2, 6, precision="at_least"), point(3, 7))
    figure = drawn(trend(points=points))
    marks = {line.get_marker(): line for line in figure.axes[0].lines if line.get_linestyle() == "None"}
    card = chart_look.on_screen().colour("card")
    filled = [line for line in figure.axes[0].lines if line.get_marker() == "o" and line.get_markerfacecolor() != card]
    assert [list(line.get_xdata()) for line in filled] == [[0, 3]]
    assert list(marks["^"].get_xdata()) == [2]
    assert marks["^"].get_markerfacecolor() == card


def test_last_year_says_too_how_sure_its_figures_are(light: QApplication) -> None:
    before = (point(0, 4), point(1, 6, precision="at_least"), *(point(place, 5) for place in range(2, 12)))
    figure = drawn(trend(3, before=before))
    assert [list(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() == "^"] == [[1]]


def test_the_way_to_a_provisional_figure_is_broken_and_it_is_marked(light: QApplication) -> None:
    figure = drawn(trend(points=(point(0, 3), point(1, 5), point(2, 6, provisional=True))))
    kinds = [line.get_linestyle() for line in figure.axes[0].lines if len(line.get_xdata()) == 2]
    assert kinds.count("-") >= 1
    assert kinds.count("--") >= 1
    assert "p" in [text.get_text() for text in words_of(figure)]


def test_a_missing_figure_is_shaded_and_one_not_available_says_so(light: QApplication) -> None:
    figure = drawn(trend(points=(point(0, 3), point(1, None, missing=True), point(2, None, unavailable=True))))
    assert any(patch.get_hatch() for patch in figure.axes[0].patches)
    assert "n/a" in [text.get_text() for text in words_of(figure)]


def test_baseline_and_target_are_told_apart_by_their_lines_and_named_at_them(light: QApplication) -> None:
    figure = drawn(trend(3, 5))
    level = [
        line for line in figure.axes[0].lines if list(line.get_xdata()) == [0, 1] and len(set(line.get_ydata())) == 1
    ]
    assert sorted(line.get_ydata()[0] for line in level) == [4, 12]
    assert len({str(line._dash_pattern) for line in level}) == 2  # type: ignore[attr-defined]
    assert {"baseline 4", "target 12"} <= {text.get_text() for text in words_of(figure)}


def test_an_amount_of_things_is_drawn_from_nought_and_a_share_far_from_it_is_not(light: QApplication) -> None:
    assert drawn(trend(30, 32)).axes[0].get_ylim()[0] == 0
    share = trend(60, 62, from_zero=False, baseline=None, target=None)
    assert drawn(share).axes[0].get_ylim()[0] > 50


def test_a_change_below_nought_is_drawn_down_from_nought(light: QApplication) -> None:
    for values in ((-5, -3, -8), (-5, 3)):
        axes = drawn(trend(*values, baseline=None, target=None)).axes[0]
        low, high = axes.get_ylim()
        assert low < 0 <= high
        assert [0, 0] in [list(line.get_ydata()) for line in axes.lines]
        assert not axes.spines["bottom"].get_visible()


@pytest.mark.parametrize("name", sorted(theme.THEMES))
@pytest.mark.parametrize("line", sorted(trend_chart.ROLES))
def test_every_line_of_a_trend_stands_out_from_its_ground(name: str, line: str) -> None:
    colours = theme.THEMES[name]
    assert contrast(colours[trend_chart.ROLES[line]], colours["card"]) >= 3


def test_last_year_s_provisional_figures_are_marked_too(light: QApplication) -> None:
    before = (point(0, 4), point(1, 6, provisional=True), *(point(place, 5) for place in range(2, 12)))
    figure = drawn(trend(3, before=before))
    assert "p" in [text.get_text() for text in words_of(figure)]
    assert "--" in [line.get_linestyle() for line in figure.axes[0].lines if list(line.get_xdata()) == [0, 1]
                    and len(set(line.get_ydata())) == 2]  # fmt: skip


def test_a_page_of_one_count_is_as_wide_as_the_page(light: QApplication) -> None:
    (part,) = drawn(Trends((trend(3),)), 900, 150).subfigs
    assert part.bbox.width == pytest.approx(900, abs=1)


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize(("width", "height"), [(330, 150), (420, 220), (1100, 480)])
@pytest.mark.parametrize("years", [1, 2])
def test_no_words_of_a_trend_stand_in_each_other(
    light: QApplication, scale: int, width: int, height: int, years: int
) -> None:
    theme.apply(light, "dark", scale)
    made = trend(41, 38, 40, 36, 37, 34, 33, 35, before=tuple(point(place, 50 - place) for place in range(12)))
    if years == 2:
        both = tuple(point(place, 40 - place % 12) for place in range(24))
        made = trend(points=both, span="2022-23 and 2023-24")
    assert list(overlaps(drawn(made, width, height))) == []


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize(("width", "height"), [(300, 320), (320, 200), (420, 320), (900, 320)])
def test_no_words_of_attendance_stand_in_each_other(light: QApplication, scale: int, width: int, height: int) -> None:
    theme.apply(light, "light", scale)
    months = Months(tuple(month(place, 1000 + place, 40, 7) for place in range(12)))
    assert list(overlaps(drawn(months, width, height))) == []


def test_groups_stand_on_each_other_and_what_was_kept_back_is_one_piece(light: QApplication) -> None:
    months = Months((month(0, 30, 10, 5), month(1, 20, 3, 12, hidden=(False, True, True))))
    heights = [bar.get_height() for bar in figure_bars(drawn(months))]
    assert heights == [30, 10, 5, 20, 15]


def figure_bars(figure: Figure) -> list:  # type: ignore[type-arg]
    return [bar for bars in figure.axes[0].containers for bar in bars]


@pytest.mark.parametrize("name", sorted(theme.THEMES))
def test_groups_are_told_apart_without_colour(light: QApplication, name: str) -> None:
    theme.apply(light, name)
    look = chart_look.on_screen()
    fills = [*months_chart.FILLS, months_chart.HIDDEN_FILL]
    assert len({fill.hatch for fill in fills}) == len(fills)
    for fill in fills:
        if fill.hatch:  # it is seen on its ground
            greys = [qGray(QColor(colour).rgb()) for colour in (look.colour(fill.role), months_chart.edge(look, fill))]
            assert abs(greys[0] - greys[1]) > 70


def test_lines_that_cross_a_trend_are_told_apart_without_colour() -> None:
    kinds = trend_chart.LINES
    assert len({str(kinds[name]) for name in ("now", "baseline", "target")}) == 3


def test_a_bar_of_a_theme_has_its_name_and_number(light: QApplication) -> None:
    assert {"Health", "4", "Education & youth", "about 9"} <= {
        text.get_text() for text in words_of(drawn(Themes(bars())))
    }


def test_a_name_with_a_dollar_is_written_as_it_is(light: QApplication) -> None:
    figure = drawn(Trends((trend(3, name="Raised in $ and $"),)))
    assert "Raised in $ and $" in [text.get_text() for text in words_of(figure)]


def test_a_picture_has_the_pixels_of_its_screen(light: QApplication) -> None:
    image, _ = chart_paint.image(chart_data.of_trend(trend(3, 5)), 300, 160, 2, chart_look.on_screen())
    assert (image.width(), image.height(), image.devicePixelRatio()) == (600, 320, 2)


@pytest.mark.parametrize("name", sorted(theme.THEMES))
def test_a_picture_on_the_screen_stands_on_the_ground_of_its_theme(light: QApplication, name: str) -> None:
    theme.apply(light, name)
    image, _ = chart_paint.image(chart_data.of_trend(trend(3, 5)), 300, 160, 1, chart_look.on_screen())
    assert image.pixelColor(1, 1).name() == theme.THEMES[name]["card"]


def test_under_the_mouse_every_month_says_its_own(light: QApplication) -> None:
    before = tuple(point(place, 7) for place in range(12))
    _, spots = chart_paint.image(chart_data.of_trend(trend(3, 5, before=before)), 300, 160, 1, chart_look.on_screen())
    assert len(spots) == 12
    assert spots[0].words.startswith("Apr 2023: 3\n")
    assert 0 < spots[0].left < spots[1].left < 1


def test_pictures_leave_no_figures_behind(light: QApplication) -> None:
    def figures() -> int:
        gc.collect()
        return sum(isinstance(one, Figure | FigureCanvasAgg) for one in gc.get_objects())

    before = figures()
    for value in range(20):
        chart_paint.image(chart_data.of_trend(trend(3, value)), 300, 160, 1, chart_look.on_screen())
    assert figures() <= before


def test_labels_are_moved_apart_and_stay_below_the_top() -> None:
    assert apart([10, 12, 40], [10, 10, 10], 100) == [10, 20, 40]
    assert apart([90, 95], [10, 10], 100) == [85, 95]


def test_an_axis_of_whole_things_has_whole_numbers() -> None:
    assert all(step.is_integer() for step in steps(0, 3, 5, whole=True))


def test_every_kind_of_data_can_be_drawn_small(light: QApplication) -> None:
    made: Trend = trend()
    for data in (made, Months((month(0, None, None, None),)), Themes(bars()), Trends((made,))):
        assert drawn(data, 60, 50).axes

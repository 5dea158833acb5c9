"""A chart in the window: drawn when it is seen, its numbers by a key, in words for who can't see it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.charts.made import trend
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.charts import chart_data
from ward_desk.ui.charts.chart_panel import ChartPanel

ROOT = Path(__file__).resolve().parents[3]

# Held here: typing goes on while what draws is brought in, and the picture comes by itself after.
FIRST = """
import sys
from PySide6.QtWidgets import QApplication, QLineEdit
from PySide6.QtTest import QTest
from tests.ui.charts.made import trend
from ward_desk.ui import theme
from ward_desk.ui.charts import chart_data
from ward_desk.ui.charts.chart_loader import loader
from ward_desk.ui.charts.chart_picture import ChartPicture
qt = QApplication([])
theme.apply(qt, "light")
assert "matplotlib" not in sys.modules
picture, box = ChartPicture(), QLineEdit()
picture.show_chart(chart_data.of_trend(trend(3, 5)))
picture.resize(300, 160)
picture.show()
box.show()
typed = 0
while not picture.is_drawn:
    qt.processEvents()
    if not loader().is_ready and typed < 5:
        QTest.keyClick(box, "a")
        typed += 1
print(box.text(), "pyplot" in str(sorted(sys.modules)))
"""


@pytest.fixture
def panel(ward: Document, qtbot: QtBot, light: QApplication) -> ChartPanel:
    made = ChartPanel(ward, lambda audience: made.picture.chart)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show_chart(chart_data.of_trend(trend(3, None, 9)))
    made.show()
    qtbot.waitUntil(lambda: made.picture.is_drawn)
    return made


def test_the_first_chart_lets_people_type_while_matplotlib_comes(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "MPLCONFIGDIR": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["aaaaa", "False"]


def test_a_chart_that_is_not_seen_is_not_drawn(ward: Document, qtbot: QtBot, light: QApplication) -> None:
    panel = ChartPanel(ward, lambda audience: None)
    qtbot.addWidget(panel)
    panel.show_chart(chart_data.of_trend(trend(3)))
    with qtbot.assertNotEmitted(panel.picture.drawn, wait=120):
        panel.resize(400, 200)
    with qtbot.waitSignal(panel.picture.drawn):
        panel.show()


def test_the_numbers_are_shown_and_hidden_by_a_key(panel: ChartPanel, qtbot: QtBot) -> None:
    assert not panel.numbers.isVisible()
    panel.picture.setFocus()
    qtbot.keyClick(panel.picture, Qt.Key.Key_T)
    assert panel.numbers.isVisible()
    cells = [[panel.numbers.item(down, across).text() for across in (0, 1)] for down in range(3)]
    assert cells == [["Apr 2023", "3"], ["May 2023", "–"], ["Jun 2023", "9"]]
    qtbot.keyClick(panel.picture, Qt.Key.Key_T)
    assert not panel.numbers.isVisible()


def test_the_numbers_shown_are_those_of_the_chart_shown_next(panel: ChartPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.picture, Qt.Key.Key_T)
    panel.show_chart(chart_data.of_trend(trend(8)))
    assert panel.numbers.item(0, 1).text() == "8"


def test_a_chart_says_its_numbers_to_who_cannot_see_it(panel: ChartPanel) -> None:
    assert panel.picture.accessibleName() == "Chart: Sessions held"
    assert "Jun 2023: 9" in panel.picture.accessibleDescription()
    assert panel.save.accessibleName()


def test_a_month_says_its_figure_under_the_mouse(panel: ChartPanel) -> None:
    width, height = panel.picture.width(), panel.picture.height()
    said = {panel.picture.words_at(QPoint(x, height // 2)) for x in range(0, width, 4)}
    assert {"Apr 2023: 3", "May 2023: –", "Jun 2023: 9"} <= said


def test_the_picture_is_copied_by_its_key(panel: ChartPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.said) as said:
        qtbot.keyClick(panel.picture, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert said.args == ["Copied the picture “Sessions held”"]
    assert not QGuiApplication.clipboard().image().isNull()


def test_the_numbers_are_copied_out_of_their_table(panel: ChartPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.picture, Qt.Key.Key_T)
    qtbot.keyClick(panel.numbers, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("Period\t2023-24")


@pytest.mark.parametrize("name", ["dark", "contrast"])
def test_another_theme_draws_the_chart_anew(panel: ChartPanel, qtbot: QtBot, light: QApplication, name: str) -> None:
    with qtbot.waitSignal(panel.picture.drawn):
        theme.apply(light, name)
        panel.picture.update()
    image = panel.picture.grab().toImage()
    assert image.pixelColor(3, 3).name() == theme.THEMES[name]["card"]


def test_a_chart_with_nothing_in_it_says_so_without_being_drawn(panel: ChartPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.picture.drawn, wait=120):
        panel.show_chart(chart_data.of_trend(trend()))
    assert "No figure yet for 2023-24" in panel.picture.accessibleDescription()


def test_the_table_stands_beside_a_wide_picture_and_below_a_narrow_one(panel: ChartPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.picture, Qt.Key.Key_T)
    panel.resize(900, 400)
    qtbot.waitUntil(lambda: panel.numbers.x() > panel.picture.x())
    panel.resize(420, 500)
    qtbot.waitUntil(lambda: panel.numbers.y() > panel.picture.y())

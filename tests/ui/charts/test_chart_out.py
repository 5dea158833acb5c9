"""Charts taken elsewhere: a PNG and an SVG on white, with title, source, date and marks; for whom they are."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import defusedxml.ElementTree
import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from tests.ui.charts.made import bars, month, trend
from tests.ui.conftest import Person
from ward_desk.core.errors import KnownError
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.charts import chart_data, chart_out
from ward_desk.ui.charts.chart_data import Chart
from ward_desk.ui.charts.chart_save import ChartSave

SVG = "{http://www.w3.org/2000/svg}"
ABOUT = ("Chesham. As on 18 Dec 2023.",)


def words_in(path: Path) -> str:
    return " ".join("".join(text.itertext()) for text in ElementTree.parse(path).iter(f"{SVG}text"))


def test_a_png_is_sharp_and_on_white_whatever_the_window_wears(light: QApplication, tmp_path: Path) -> None:
    theme.apply(light, "dark", 150)
    image = QImage(str(chart_out.save(chart_data.of_trend(trend(3, 5)), ABOUT, tmp_path / "trend.png")))
    assert image.width() == 1920
    assert image.pixelColor(0, 0).name() == "#ffffff"
    assert image.text("Title") == "Sessions held"
    assert "Apr 2023: 3" in image.text("Description")


def test_an_svg_keeps_its_words_as_words_and_says_what_it_shows(light: QApplication, tmp_path: Path) -> None:
    chart = chart_data.of_trend(trend(3, None, 9, name="Sessions <held>"))
    root = ElementTree.parse(chart_out.save(chart, ABOUT, tmp_path / "trend.svg")).getroot()
    assert root.find(f"{SVG}title").text == "Sessions <held>"  # type: ignore[union-attr]
    assert "Jun 2023: 9" in str(root.find(f"{SVG}desc").text)  # type: ignore[union-attr]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title desc"
    words = words_in(tmp_path / "trend.svg")
    for said in ("Sessions <held>", "target 12", "As on 18 Dec 2023", "Source: The diary", "a gap: no figure"):
        assert said in words


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("A & B “x” ]]> $5 and $6", "A & B “x” ]]> $5 and $6"),
        ("Sessions\x0bheld", "Sessions held"),  # a line broken in a word processor
        ("Rung\x07", "Rung\ufffd"),
    ],
)
@pytest.mark.filterwarnings("ignore:Glyph")
def test_an_svg_can_be_read_whatever_a_count_is_called(
    light: QApplication, tmp_path: Path, name: str, kept: str
) -> None:
    path = chart_out.save(chart_data.of_trend(trend(3, name=name)), ABOUT, tmp_path / "trend.svg")
    root = defusedxml.ElementTree.parse(path).getroot()
    assert root.find(f"{SVG}title").text == kept
    assert kept in str(root.find(f"{SVG}desc").text)
    assert kept in words_in(path)


def test_the_same_chart_gives_the_same_file(light: QApplication, tmp_path: Path) -> None:
    chart = chart_data.of_themes(bars(), "Events held", "2023-24")
    first, second = (chart_out.save(chart, ABOUT, tmp_path / name).read_bytes() for name in ("a.svg", "b.svg"))
    assert first == second


def test_many_counts_go_on_one_page_each_with_its_name(light: QApplication, tmp_path: Path) -> None:
    trends = [trend(3, 5, name=f"Count {number}") for number in range(7)]
    words = words_in(chart_out.save(chart_data.of_trends(trends, 4), ABOUT, tmp_path / "all.svg"))
    assert all(f"Count {number}" in words for number in range(7))
    assert "4 more counts are not in the picture." in words


def test_a_small_number_kept_back_is_nowhere_in_the_file(light: QApplication, tmp_path: Path) -> None:
    months = [month(0, 12, 3, None, hidden=(True, True, False)), month(1, 21, None, None)]
    path = chart_out.save(chart_data.of_attendance(months, "2023-24"), ABOUT, tmp_path / "came.svg")
    assert "[c]" in path.read_text(encoding="utf-8")
    assert not {"12", "3"} & set(words_in(path).split())


def test_a_folder_that_is_gone_is_said_and_leaves_nothing(light: QApplication, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        chart_out.save(chart_data.of_trend(trend(3)), ABOUT, tmp_path / "gone" / "trend.png")
    assert refused.value.code == "file.no_folder"


def save_of(doc: Document, chart: Chart | None, asked: list[str]) -> ChartSave:
    def make(audience: str) -> Chart | None:
        asked.append(audience)
        return chart

    return ChartSave(doc, make)


def test_saving_asks_for_whom_and_where_to(light: QApplication, ward: Document, person: Person, tmp_path: Path) -> None:
    asked: list[str] = []
    save = save_of(ward, chart_data.of_trend(trend(3)), asked)
    said: list[str] = []
    save.said.connect(said.append)
    person.answers, person.files = [1], [tmp_path / "sessions"]
    save.save_picture()
    assert asked == ["programme"]
    assert (tmp_path / "sessions.png").stat().st_size > 1000
    assert said == ["Written: sessions.png"]


def test_a_count_that_is_not_for_them_is_not_written(light: QApplication, ward: Document, person: Person) -> None:
    save = save_of(ward, None, [])
    person.answers = [2]
    save.save_picture()
    assert person.told[0].startswith("This is not marked for them to see.")


def test_a_fault_of_the_disk_is_told(light: QApplication, ward: Document, person: Person, tmp_path: Path) -> None:
    save = save_of(ward, chart_data.of_trend(trend(3)), [])
    person.answers, person.files = [0], [tmp_path / "gone" / "sessions.svg"]
    save.save_picture()
    assert "is not there" in person.told[0]


def test_picture_and_numbers_are_copied_as_this_ward_may_give_them(light: QApplication, ward: Document) -> None:
    asked: list[str] = []
    save = save_of(ward, chart_data.of_trend(trend(3)), asked)
    save.copy_numbers()
    assert QGuiApplication.clipboard().text().startswith("Period\t2023-24\nApr 2023\t3\n")
    save.copy_picture()
    assert QGuiApplication.clipboard().image().width() == 1920
    assert asked == ["ward", "ward"]

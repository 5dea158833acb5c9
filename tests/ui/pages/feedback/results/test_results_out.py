"""What leaves the window of a survey's results: pictures, numbers and paper."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.service.surveys.answered import SATISFIED, survey
from ward_desk.core.small_numbers import HIDDEN
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.surveys.results import survey_compare, survey_results
from ward_desk.ui.charts import chart_out
from ward_desk.ui.charts.chart_data import Chart
from ward_desk.ui.charts.scale_tones import DARK_LETTERS, LIGHT_LETTERS, letters_on, mixed, tones
from ward_desk.ui.charts.survey_parts import Answers, ScaleAnswers
from ward_desk.ui.pages.feedback.results import results_charts, results_out
from ward_desk.ui.theme import THEMES

ONE = {"wording": "Bus or car?", "kind": "one", "options": "Bus\nCar"}
SCALE = {"wording": "How satisfied?", "kind": "scale", "options": SATISFIED}


def chart(doc: Document, question: dict[str, str], answers: list[str]) -> Chart:
    made = survey_results.results(doc, survey(doc, "Autumn", [question], [{0: one} for one in answers]))
    return results_charts.chart(made, made.questions[0], 5)


def test_a_picture_says_base_and_source(empty_ward: Document) -> None:
    made = chart(empty_ward, ONE, ["Bus"] * 12 + ["Car"] * 8)
    assert (made.title, made.under, made.source) == ("Bus or car?", "Autumn: n = 20", "CHE-S01 Autumn")
    assert made.rows == (("Bus", "12", "60%"), ("Car", "8", "40%"))


def test_a_picture_with_few_people_hides_them_and_says_so(empty_ward: Document) -> None:
    made = chart(empty_ward, ONE, ["Bus"] * 12 + ["Car"] * 2)
    assert isinstance(made.data, Answers)
    assert [bar.value for bar in made.data.bars] == [None, None]
    assert made.rows == (("Bus", HIDDEN, HIDDEN), ("Car", HIDDEN, HIDDEN))
    assert made.notes[0].startswith(f"{HIDDEN}: a number of people below 5")


def test_a_scale_is_one_bar_unless_a_step_of_it_is_hidden(empty_ward: Document) -> None:
    steps = SATISFIED.split("\n")
    assert isinstance(chart(empty_ward, SCALE, steps * 6).data, ScaleAnswers)
    assert isinstance(chart(empty_ward, SCALE, steps * 6 + steps[:1] * 9 + steps[1:2]).data, ScaleAnswers)
    assert isinstance(chart(empty_ward, SCALE, steps[1:] * 6 + steps[:1]).data, Answers)


def test_pictures_of_every_kind_are_drawn(empty_ward: Document, light: QApplication) -> None:
    steps = SATISFIED.split("\n")
    for question, answers in ((ONE, ["Bus"] * 12 + ["Car"] * 8), (SCALE, steps * 6), (ONE, [])):
        assert chart_out.image(chart(empty_ward, question, answers), ("A ward.",)).width() > 900


def test_the_steps_of_a_scale_are_stronger_towards_its_ends() -> None:
    assert tones(5) == ["low_3", "low_2", "middle", "high_2", "high_3"]
    assert tones(2) == ["low_3", "high_3"]
    assert len(tones(11)) == 11


def test_letters_on_every_step_can_be_read_in_every_theme() -> None:
    for roles in THEMES.values():
        for tone in tones(7):
            colour = mixed(roles.__getitem__, tone)
            assert max(_contrast(colour, one) for one in (DARK_LETTERS, LIGHT_LETTERS)) == _contrast(
                colour, letters_on(colour)
            )
            assert _contrast(colour, letters_on(colour)) >= 4.5


def _contrast(one: str, other: str) -> float:
    lights = sorted((_light(one), _light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_paper_has_every_question_its_comparison_and_who_is_missing(empty_ward: Document) -> None:
    before = survey(empty_ward, "Spring", [ONE], [{0: "Bus"}] * 40 + [{0: "Car"}] * 40, opens="2023-04-01")
    people = [{"age_band": "16-24"}] * 60
    edits.add(empty_ward, "profile_line", {"indicator": "Residents aged 16-24", "unit": "%", "ward_value": 40})
    after = survey(
        empty_ward, "Autumn", [ONE], [{0: "Bus"}] * 40 + [{0: "Car"}] * 20, people, opens="2023-10-01", follows=before
    )
    made = results_out.paper(empty_ward, after, survey_compare.compare(empty_ward, after, before))
    assert [group.heading for group in made.groups] == ["Bus or car?", "Bus or car?", "Whose voice is missing: age"]
    assert made.groups[0].rows[0].cells[2].bar is not None
    assert survey_compare.HOW in made.lines


def test_a_table_says_small_numbers_are_hidden(empty_ward: Document) -> None:
    made = survey(empty_ward, "Autumn", [ONE], [{0: "Bus"}] * 12 + [{0: "Car"}] * 2)
    table = results_out.table(empty_ward, made, "ward")
    assert [row[2] for row in table.rows] == [HIDDEN, HIDDEN]
    assert table.said[0] == results_out.hidden_words(5)

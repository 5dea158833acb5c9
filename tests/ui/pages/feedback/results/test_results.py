"""The results of a survey, driven as people drive them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.service.surveys.answered import SATISFIED, survey
from tests.ui.conftest import Person
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.surveys import survey_empty
from ward_desk.service.surveys.results import survey_results
from ward_desk.ui.pages.feedback.results.results import SurveyResults
from ward_desk.ui.pages.feedback.results.results_bars import AnswerBars
from ward_desk.ui.pages.feedback.results.results_columns import Columns
from ward_desk.ui.pages.feedback.results.results_question import QuestionView
from ward_desk.ui.pages.feedback.results.results_scale import ScaleBar
from ward_desk.ui.pages.feedback.results.results_table import ResultsTable
from ward_desk.ui.pages.feedback.results.results_voices import VoiceBars, VoicesView

QUESTIONS = [
    {"wording": "Bus or car?", "kind": "one", "options": "Bus\nCar"},
    {"wording": "How satisfied?", "kind": "scale", "options": SATISFIED},
    {"wording": "How happy, 0 to 10?", "kind": "number"},
    {"wording": "Why?", "kind": "text"},
]


def autumn(doc: Document, **fields: str) -> str:
    steps = SATISFIED.split("\n")
    answers = [
        {0: "Bus" if n % 3 else "Car", 1: steps[n % 5], 2: str(n % 11), **({3: f"Because {n}"} if n < 9 else {})}
        for n in range(60)
    ]
    people = [{"area": "X" if n % 2 else "Y", "channel": "online", "age_band": "16-24"} for n in range(60)]
    return survey(doc, "Autumn", QUESTIONS, answers, people, opens="2023-10-01", **fields)


@pytest.fixture
def results(empty_ward: Document, light: QApplication, qtbot: QtBot) -> Iterator[SurveyResults]:
    """The results as a page shows them, in 700 pixels."""
    one = SurveyResults(empty_ward)
    qtbot.addWidget(one)
    one.resize(700, 800)
    with qtbot.waitExposed(one):
        one.show()
    yield one
    one.counting.hold_on()


def show(results: SurveyResults, qtbot: QtBot, which: str) -> None:
    with qtbot.waitSignal(results.shown):
        results.show_survey(which)


def words_of(results: SurveyResults) -> list[str]:
    return [one.text() for one in results.findChildren(QLabel) if not one.isHidden()]


def test_each_question_has_the_picture_of_its_kind_and_its_base(results: SurveyResults, qtbot: QtBot) -> None:
    show(results, qtbot, autumn(results.doc))
    assert [type(one) for kind in (AnswerBars, ScaleBar, Columns) for one in results.findChildren(kind)] == [
        AnswerBars, ScaleBar, Columns,
    ]  # fmt: skip
    assert words_of(results).count("n = 60") == 3
    assert "40% negative, 20% in between, 40% positive." in words_of(results)
    assert results.findChildren(AnswerBars)[0].accessibleDescription() == "Bus: 40, 67%. Car: 20, 33%"


def test_the_words_under_a_scale_never_lie_over_each_other(results: SurveyResults, qtbot: QtBot) -> None:
    show(results, qtbot, autumn(results.doc))
    bar = results.findChildren(ScaleBar)[0]
    for width in (200, 330, 700):
        places = bar._places(width)
        for (x, line, wide), (after, below, _) in itertools.pairwise(places):
            assert below > line or after >= x + wide
        assert all(x + wide <= width for x, _, wide in places)


def test_a_picture_says_under_the_mouse_what_it_shows(results: SurveyResults, qtbot: QtBot) -> None:
    show(results, qtbot, autumn(results.doc))
    bars, scale = results.findChildren(AnswerBars)[0], results.findChildren(ScaleBar)[0]
    columns = results.findChildren(Columns)[0]
    assert bars.words_at(4) == "Bus: 40, 67%"
    assert bars.words_at(bars.height() + 40) == ""
    assert scale.words_at(2) == "Very dissatisfied: 12, 20%"
    assert columns.words_at(2) == "0: 6"


def test_the_numbers_are_a_table_by_key(results: SurveyResults, qtbot: QtBot) -> None:
    show(results, qtbot, autumn(results.doc))
    view = results.findChildren(QuestionView)[0]
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Space)
    table = view.findChildren(ResultsTable)[0]
    assert table.isVisible()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        "Answer\tNumber\tShare of those who answered\nBus\t40\t67%\nCar\t20\t33%"
    )
    qtbot.keyClick(view.table, Qt.Key.Key_Space)
    assert not table.isVisible()


def test_a_table_is_copied_without_the_few_it_shows(results: SurveyResults, qtbot: QtBot) -> None:
    show(results, qtbot, survey(results.doc, "Small", QUESTIONS[:1], [{0: "Bus"}] * 12 + [{0: "Car"}] * 2))
    view = results.findChildren(QuestionView)[0]
    qtbot.keyClick(view.table, Qt.Key.Key_Space)
    table = view.findChildren(ResultsTable)[0]
    assert table.as_text.endswith("Car\t2\t14%")
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[1:] == ["Bus\t[c]\t[c]", "Car\t[c]\t[c]"]


def test_a_break_shows_groups_with_their_bases(results: SurveyResults, qtbot: QtBot) -> None:
    show(results, qtbot, autumn(results.doc))
    with qtbot.waitSignal(results.shown):
        results.by.setCurrentIndex(results.by.place("area"))
    table = results.findChildren(ResultsTable)[0]
    assert table.accessibleName() == "Bus or car?, by area"
    assert table.as_text.splitlines()[0] == "By area\tX n = 30\tY n = 30"


def test_a_break_that_would_give_people_away_says_why_it_is_not_there(results: SurveyResults, qtbot: QtBot) -> None:
    show(results, qtbot, autumn(results.doc))
    with qtbot.waitSignal(results.shown):
        results.by.setCurrentIndex(results.by.place("channel"))
    assert "Too few people answered this to tell two groups apart, so it is not broken down." in words_of(results)


def test_two_waves_stand_side_by_side_with_the_method_in_words(results: SurveyResults, qtbot: QtBot) -> None:
    before = survey(results.doc, "Spring", QUESTIONS, [{0: "Bus"}] * 40, opens="2023-04-01")
    show(results, qtbot, autumn(results.doc, follows=before))
    assert results.other.itemText(1) == "Spring, the wave before"
    with qtbot.waitSignal(results.shown, timeout=30_000):
        results.other.setCurrentIndex(1)
    table = next(
        one for one in results.findChildren(ResultsTable) if one.accessibleName() == "Bus or car?, two surveys"
    )
    assert table.as_text.splitlines()[1].split("\t")[:3] == ["Bus", "100%", "67%"]
    assert table.as_text.splitlines()[1].endswith("larger than chance")
    assert "random sample" in results.note.text()


def test_a_large_survey_is_counted_beside_the_window(
    results: SurveyResults, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(survey_results, "is_large", lambda doc, which: True)
    made = autumn(results.doc)
    results.show_survey(made)
    assert results.counting.busy
    assert results.progress.isVisible()
    assert "Counting responses…" in [one.text() for one in results.waiting.findChildren(QLabel)]
    assert not results.findChildren(QuestionView)
    with qtbot.waitSignal(results.shown, timeout=30_000):
        pass
    assert not results.progress.isVisible()
    assert len(results.findChildren(QuestionView)) == 4


def test_another_survey_chosen_while_one_is_counted_is_shown(
    results: SurveyResults, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(survey_results, "is_large", lambda doc, which: True)
    first, second = autumn(results.doc), survey(results.doc, "Other", QUESTIONS[:1], [{0: "Car"}])
    results.show_survey(first)
    with qtbot.waitSignal(results.shown, timeout=30_000):
        results.show_survey(second)
    qtbot.waitUntil(lambda: not results.counting.busy)
    assert [one.accessibleDescription() for one in results.findChildren(AnswerBars)] == ["Car: 1, 100%. Bus: 0, 0%"]


def test_going_back_to_what_is_shown_stops_counting(
    results: SurveyResults, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = autumn(results.doc)
    show(results, qtbot, made)
    monkeypatch.setattr(survey_results, "is_large", lambda doc, which: True)
    results.by.setCurrentIndex(results.by.place("area"))
    assert results.progress.isVisible()
    results.by.setCurrentIndex(0)
    assert not results.progress.isVisible()
    qtbot.waitUntil(lambda: not results.counting.busy)
    assert not results.findChildren(ResultsTable)


def test_asking_again_meanwhile_does_not_begin_again(
    results: SurveyResults, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(survey_results, "is_large", lambda doc, which: True)
    made = autumn(results.doc)
    with qtbot.waitSignal(results.shown, timeout=30_000):
        results.show_survey(made)
        begun: list[object] = []
        monkeypatch.setattr(results.counting, "begin", begun.append)
        results.show_survey(made)
    assert not begun


def test_unchanged_results_are_left_as_they_are(results: SurveyResults, qtbot: QtBot) -> None:
    made = autumn(results.doc)
    show(results, qtbot, made)
    views = results.findChildren(QuestionView)
    edits.edit(results.doc, "survey", made, {"purpose": "To know"})
    results.show_survey(made)
    assert results.findChildren(QuestionView) == views


def test_an_emptied_survey_says_what_is_left(results: SurveyResults, qtbot: QtBot) -> None:
    made = autumn(results.doc, closes="2023-11-01")
    survey_empty.remove_answers(results.doc, made)
    show(results, qtbot, made)
    assert results.note.text().startswith("The answers were removed on 18 Dec 2023.")
    assert results.findChildren(AnswerBars)[0].accessibleDescription() == "Bus: 40, 67%. Car: 20, 33%"


def test_the_comments_of_a_question_are_one_key_away(results: SurveyResults, qtbot: QtBot) -> None:
    made = autumn(results.doc)
    show(results, qtbot, made)
    read = next(one for one in results.findChildren(QPushButton) if one.text() == "Read the comments")
    read.setFocus()
    with qtbot.waitSignal(results.comments_asked) as asked:
        qtbot.keyClick(read, Qt.Key.Key_Space)
    assert asked.args == [str(results.doc.store.rows("question", survey=made, kind="text")[0]["id"])]


def test_saying_which_line_is_a_bands_compares_it(results: SurveyResults, qtbot: QtBot) -> None:
    odd = {"indicator": "Young adults", "unit": "%", "ward_value": 40.0}
    edits.add(results.doc, "profile_line", odd)
    made = autumn(results.doc)
    show(results, qtbot, made)
    assert not results.findChildren(VoiceBars)
    voices = results.findChildren(VoicesView)[0]
    voices.name.setCurrentIndex(voices.name.place("Residents aged 16-24"))
    voices.use.setFocus()
    with qtbot.waitSignal(results.shown):
        qtbot.keyClick(voices.use, Qt.Key.Key_Space)
    assert "16-24: 60 (100%) of those who answered, 40% of residents" in (
        results.findChildren(VoiceBars)[0].accessibleDescription()
    )


def test_numbers_are_saved_for_those_who_may_have_them(
    results: SurveyResults, qtbot: QtBot, person: Person, tmp_path: Path
) -> None:
    show(results, qtbot, autumn(results.doc, sharing="ward"))
    for audience, name in ((0, "own.csv"), (2, "public.csv")):
        person.answers, person.files = [audience], [tmp_path / name]
        with qtbot.waitSignal(results.said, timeout=30_000):
            results.save.click()
        qtbot.waitUntil(lambda: not results._out.busy)
    assert "Bus or car?,Bus,40,67%,60," in (tmp_path / "own.csv").read_text(encoding="utf-8-sig")
    public = (tmp_path / "public.csv").read_text(encoding="utf-8-sig")
    assert "Bus" not in public
    assert "1 survey is left out: not marked public." in public


def test_the_whole_survey_goes_to_paper(results: SurveyResults, qtbot: QtBot, person: Person, tmp_path: Path) -> None:
    show(results, qtbot, autumn(results.doc))
    person.answers, person.files = [0], [tmp_path / "results.pdf"]
    with qtbot.waitSignal(results.said, timeout=30_000):
        results.print.click()
    assert (tmp_path / "results.pdf").read_bytes().startswith(b"%PDF")


def test_a_survey_without_questions_says_where_to_begin(results: SurveyResults) -> None:
    results.show_survey(survey(results.doc, "Bare", [], []))
    assert results.note.text() == "No questions yet. Add the first one under Questions."
    assert not results.print.isEnabled()

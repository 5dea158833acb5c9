"""A survey of our own: questions chosen from the bank by keyboard, and the survey printed as a form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.core.errors import KnownError
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.surveys.paper import survey_bank, survey_print
from ward_desk.service.surveys.surveys import questions
from ward_desk.ui.pages.feedback.paper.paper_bank import PaperBank
from ward_desk.ui.pages.feedback.paper.paper_place import PaperPlace
from ward_desk.ui.paper import survey_form, survey_form_out
from ward_desk.ui.paper.file_job import FileJob
from ward_desk.ui.paper.survey_form import FormPages
from ward_desk.ui.paper.survey_form_parts import LARGE, USUAL, Letters

ENTER = Qt.Key.Key_Return

pytestmark = pytest.mark.usefixtures("light")


@pytest.fixture
def survey(empty_ward: Document) -> str:
    """A survey without questions."""
    return edits.add(empty_ward, "survey", {"title": "Living here", "purpose": "To agree priorities."})


@pytest.fixture
def bank(empty_ward: Document, survey: str, qtbot: QtBot) -> Iterator[PaperBank]:
    """The bank in the place of a page."""
    page = QWidget()
    usual = QWidget(page)
    QVBoxLayout(page).addWidget(usual)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    place = PaperPlace(empty_ward, page, usual)
    with qtbot.waitActive(page):
        page.show()
    place.pick_questions(survey)
    assert isinstance(place.screen, PaperBank)
    yield place.screen
    place.close()


def press(*keys: str | Qt.Key) -> None:
    for key in keys:
        at = QApplication.focusWidget()
        assert at is not None
        if isinstance(key, str):
            QTest.keyClicks(at, key)
        else:
            QTest.keyClick(at, key)
        QApplication.processEvents()


def codes(doc: Document, survey: str) -> list[object]:
    return [row["bank"] for row in questions(doc, survey)]


def test_several_are_ticked_and_enter_adds_them_at_once(empty_ward: Document, survey: str, bank: PaperBank) -> None:
    closed: list[bool] = []
    bank.closed.connect(lambda: closed.append(True))
    press("safe", Qt.Key.Key_Down, " ", Qt.Key.Key_Up)
    assert bank.add_them.text() == "Add 1"
    bank.box.clear()
    press("wellbeing happy", Qt.Key.Key_Down, " ", ENTER)
    assert len(codes(empty_ward, survey)) == 2
    assert "ons4_happy" in codes(empty_ward, survey)
    assert empty_ward.undo_label == "Add 2 questions to CHE-S01"
    assert closed == [True]


def test_with_nothing_ticked_enter_adds_the_question_it_is_on(
    empty_ward: Document, survey: str, bank: PaperBank
) -> None:
    press("belong", ENTER)
    assert codes(empty_ward, survey) == ["area_belong"]


def test_the_question_it_is_on_is_shown_with_its_answers_and_source(bank: PaperBank) -> None:
    press("after dark")
    assert "after dark" in bank.wording.text()
    assert bank.detail.text().splitlines()[1:] == [
        "•  Very unsafe", "•  A bit unsafe", "•  Fairly safe", "•  Very safe",
    ]  # fmt: skip
    assert "16+" in bank.about.text()
    press("zebra")
    assert bank.wording.text() == "No question of the bank says that."
    press(ENTER)


def test_a_question_of_the_survey_can_not_be_ticked_again(empty_ward: Document, survey: str, bank: PaperBank) -> None:
    survey_bank.add(empty_ward, survey, ["area_belong"])
    press("belong", Qt.Key.Key_Down, " ", ENTER)
    assert codes(empty_ward, survey) == ["area_belong"]
    assert bank.found.item(1).text().startswith("Asked already")


def test_escape_leaves_the_survey_as_it_is(empty_ward: Document, survey: str, bank: PaperBank) -> None:
    closed: list[bool] = []
    bank.closed.connect(lambda: closed.append(True))
    press("belong", Qt.Key.Key_Down, " ", Qt.Key.Key_Escape)
    assert codes(empty_ward, survey) == []
    assert closed == [True]


def image(pages: FormPages, number: int) -> QImage:
    made = QImage(595, 842, QImage.Format.Format_RGB32)
    made.fill(QColor("white"))
    painter = QPainter(made)
    pages.paint_page(painter, number, made.width(), made.height())
    painter.end()
    return made


@pytest.fixture
def whole(empty_ward: Document, survey: str) -> str:
    """A survey that asks everything of the bank."""
    survey_bank.add(empty_ward, survey, [one.code for one in survey_bank.to_ask()])
    return survey


@pytest.mark.parametrize("letters", [USUAL, LARGE])
def test_nothing_is_painted_over_the_edge(empty_ward: Document, whole: str, letters: Letters) -> None:
    pages = FormPages(survey_print.printed(empty_ward, whole), letters)
    white = QColor("white")
    for number in range(len(pages)):
        made = image(pages, number)
        assert all(made.pixelColor(x, y) == white for x in range(0, 595, 3) for y in (2, 36, 806, 840)), number
        assert all(made.pixelColor(x, y) == white for x in (3, 30, 565, 592) for y in range(0, 842, 3)), number


@pytest.mark.parametrize("letters", [USUAL, LARGE])
def test_equality_questions_stand_on_a_sheet_of_paper_of_their_own(
    empty_ward: Document, whole: str, letters: Letters
) -> None:
    pages = FormPages(survey_print.printed(empty_ward, whole), letters)
    said = [pages.words(number) for number in range(len(pages))]
    first = next(n for n, words in enumerate(said) if survey_form.EQUALITY in words)
    assert first % 2 == 0  # the front of a sheet, also where both sides are printed on
    sensitive = {one.wording for one in survey_bank.equality()}
    before = " ".join(words for page in said[:first] for words in page)
    after = " ".join(words for page in said[first:] for words in page)
    assert not any(wording in before for wording in sensitive)
    assert all(wording in after for wording in sensitive)
    assert "Prefer not to say" in after


def test_large_letters_are_of_sixteen_points() -> None:
    assert (LARGE.body, USUAL.body) == (160, 110)
    assert min(LARGE.body, LARGE.small) == 160


def test_every_answer_stands_beside_the_number_that_is_typed_for_it(empty_ward: Document, whole: str) -> None:
    form = survey_print.printed(empty_ward, whole)
    pages = FormPages(form)
    said = [words for number in range(len(pages)) for words in pages.words(number)]
    for one in form.asked:
        for number, words in one.answers:
            at = said.index(words, said.index(f"{one.number}.  {one.wording}"))
            assert words == number or said[at - 1] == number


def test_the_form_is_previewed_or_saved_in_either_size(
    empty_ward: Document, whole: str, person: Person, tmp_path: Path, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    out = FileJob(empty_ward, window)
    person.answers = [1, 2]
    person.files = [tmp_path / "form"]
    survey_form_out.save_or_print(window, empty_ward, out, whole)
    assert len(person.previews) == 1
    with qtbot.waitSignal(out.said, timeout=20_000):
        survey_form_out.save_or_print(window, empty_ward, out, whole)
    qtbot.waitUntil(lambda: not out.busy)
    assert (tmp_path / "form.pdf").read_bytes().startswith(b"%PDF")


def test_a_survey_that_asks_nothing_is_not_printed(
    empty_ward: Document, survey: str, person: Person, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    with pytest.raises(KnownError):
        survey_form_out.save_or_print(window, empty_ward, FileJob(empty_ward, window), survey)
    assert person.asked == []

"""Typing in paper forms and counting equality slips, by the keys people use, on a real document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.surveys.paper import survey_bank, survey_forms
from ward_desk.service.surveys.surveys import questions
from ward_desk.ui.pages.feedback.paper import paper_forms, paper_slips
from ward_desk.ui.pages.feedback.paper.paper_choices import PaperChoices
from ward_desk.ui.pages.feedback.paper.paper_forms import PaperForms
from ward_desk.ui.pages.feedback.paper.paper_place import PaperPlace
from ward_desk.ui.pages.feedback.paper.paper_slips import PaperSlips

ENTER, SHIFT = Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier
CODES = ("area_satisfied", "civic_12_months", "ons4_happy", "one_thing")
DATED = ("11/12", ENTER, "3", ENTER)
FORM = ("4", ENTER, "13", ENTER, "10", ENTER, "More buses", ENTER, "5", ENTER, "Pond Park", ENTER)


class Safe:
    """Keeps half-typed text as `service.recovery.Drafts` does."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def keep(self, table: str, row_id: str, field: str, text: str) -> None:
        self.kept[field] = text

    def forget(self, table: str, row_id: str, field: str) -> None:
        self.kept.pop(field, None)


@pytest.fixture
def safe() -> Safe:
    """Where half-typed text is kept safe."""
    return Safe()


@pytest.fixture
def survey(empty_ward: Document) -> str:
    """A survey with a scale, several choices, nought to ten and free text."""
    made = edits.add(empty_ward, "survey", {"title": "Living here"})
    survey_bank.add(empty_ward, made, CODES)
    return made


@pytest.fixture
def place(empty_ward: Document, safe: Safe, light: QApplication, qtbot: QtBot) -> Iterator[PaperPlace]:
    """A page that the forms take the place of."""
    page = QWidget()
    usual = QWidget(page)
    QVBoxLayout(page).addWidget(usual)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    one = PaperPlace(empty_ward, page, usual, safe)
    with qtbot.waitActive(page):
        page.show()
    yield one
    one.close()


def press(*keys: object) -> None:
    for key in keys:
        at = QApplication.focusWidget()
        assert at is not None
        if isinstance(key, str):
            QTest.keyClicks(at, key)
        elif isinstance(key, tuple):
            QTest.keyClick(at, key[0], key[1])
        else:
            QTest.keyClick(at, Qt.Key(key))  # type: ignore[arg-type]
        QApplication.processEvents()


def forms_of(place: PaperPlace, survey: str) -> PaperForms:
    place.type_forms(survey)
    assert isinstance(place.screen, PaperForms)
    return place.screen


def begun(place: PaperPlace, survey: str, *, of: str = "40") -> PaperForms:
    """The forms with the pile said, the date and channel typed, at the first question of the first form."""
    forms = forms_of(place, survey)
    press(of, ENTER, *DATED)
    return forms


def answers(doc: Document, survey: str, number: int) -> Sequence[object]:
    [row] = doc.store.rows("response", survey=survey, source_row=f"paper {number}")
    form = survey_forms.read(doc, str(row["id"]))
    assert form is not None
    return [form.answers.get(str(one["id"])) for one in questions(doc, survey)] + [form.age_band, form.area]


def focused(forms: PaperForms) -> str:
    return next(ask.id for ask in forms.sheet.asks if ask.editor.hasFocus())


def test_the_keyboard_begins_at_the_number_in_the_pile_and_goes_on_to_the_date(
    empty_ward: Document, survey: str, place: PaperPlace
) -> None:
    forms = forms_of(place, survey)
    assert forms.head.in_pile.line.hasFocus()
    press("40", ENTER)
    assert (empty_ward.store.get("survey", survey) or {})["pile"] == 40
    assert focused(forms) == "answered_on"
    assert forms.head.standing.text() == "Form 1 of 40"


def test_digits_and_enter_type_in_a_form_and_the_next_begins_with_its_date(
    empty_ward: Document, survey: str, place: PaperPlace
) -> None:
    forms = begun(place, survey)
    press(*FORM)
    assert answers(empty_ward, survey, 1) == [
        "Fairly satisfied",
        ["Contacted a local official, such as a councillor, an MP or the council",
         "Signed a petition on paper or online"],
        "10", "More buses", "45-54", "Pond Park",
    ]  # fmt: skip
    [row] = empty_ward.store.rows("response", survey=survey)
    assert (row["answered_on"], row["channel"]) == ("2023-12-11", "paper")
    assert (forms.head.standing.text(), forms.head.to_go.text()) == ("Form 2 of 40", "39 to go")
    assert focused(forms) == str(questions(empty_ward, survey)[0]["id"])
    press(*FORM)
    assert [one["answered_on"] for one in empty_ward.store.rows("response", survey=survey)] == ["2023-12-11"] * 2
    assert empty_ward.undo_label == "Type in form 2 of CHE-S01"


def test_a_question_passed_with_enter_is_skipped(empty_ward: Document, survey: str, place: PaperPlace) -> None:
    begun(place, survey)
    press("2", ENTER, ENTER, ENTER, ENTER, ENTER, ENTER)
    assert answers(empty_ward, survey, 1) == ["Fairly dissatisfied", None, None, None, "", ""]


def test_up_and_shift_enter_go_back_and_backspace_empties(empty_ward: Document, survey: str, place: PaperPlace) -> None:
    forms = begun(place, survey)
    press("2", ENTER, "1", Qt.Key.Key_Up, Qt.Key.Key_Backspace)
    assert focused(forms) == str(questions(empty_ward, survey)[0]["id"])
    assert forms.sheet.asks[2].value == ""
    press(Qt.Key.Key_Down, Qt.Key.Key_Down, (ENTER, SHIFT))
    assert focused(forms) == str(questions(empty_ward, survey)[1]["id"])


def test_an_area_that_came_up_before_has_a_number(empty_ward: Document, survey: str, place: PaperPlace) -> None:
    forms = begun(place, survey)
    press(*FORM)
    assert forms.sheet.asks[-1].note.text() == "1 Pond Park"
    press(*FORM[:-2], "1", ENTER)
    assert answers(empty_ward, survey, 2)[-1] == "Pond Park"


def test_undo_takes_the_last_form_back_and_its_number_is_free_again(
    empty_ward: Document, survey: str, place: PaperPlace
) -> None:
    forms = begun(place, survey)
    press(*FORM, *FORM)
    empty_ward.undo()
    assert (forms.head.standing.text(), forms.head.to_go.text()) == ("Form 2 of 40", "39 to go")
    assert forms.last.count() == 1
    press(*FORM)
    assert answers(empty_ward, survey, 2)[0] == "Fairly satisfied"


def test_page_up_opens_the_form_before_and_the_half_typed_one_waits(
    empty_ward: Document, survey: str, place: PaperPlace
) -> None:
    forms = begun(place, survey)
    press(*FORM, "1", ENTER, "2", Qt.Key.Key_PageUp)
    assert forms.head.standing.text() == "Correcting form 1"
    press("5", Qt.Key.Key_PageDown)
    assert answers(empty_ward, survey, 1)[0] == "Very satisfied"
    assert empty_ward.undo_label == "Correct form 1 of CHE-S01"
    assert forms.head.standing.text() == "Form 2 of 40"
    assert forms.sheet.asks[2].value == "Very dissatisfied"
    assert len(empty_ward.store.rows("response", survey=survey)) == 1


def test_a_form_of_the_list_is_opened_and_removed(empty_ward: Document, survey: str, place: PaperPlace) -> None:
    forms = begun(place, survey)
    press(*FORM, *FORM)
    heard: list[str] = []
    forms.removed.connect(heard.append)
    forms.last.setFocus()
    forms.last.setCurrentRow(1)
    press(ENTER)
    assert forms.head.standing.text() == "Correcting form 1"
    forms.head.take_off.click()
    assert heard == ["Removed form 1"]
    assert [one["source_row"] for one in empty_ward.store.rows("response", survey=survey)] == ["paper 2"]
    assert forms.head.standing.text() == "Form 1 of 40"


def test_leaving_keeps_a_half_typed_form_and_coming_back_goes_on_with_it(
    empty_ward: Document, survey: str, place: PaperPlace
) -> None:
    begun(place, survey)
    press("4", ENTER, "1", Qt.Key.Key_Escape)
    assert not place.showing
    [row] = empty_ward.store.rows("response", survey=survey)
    assert row["source_row"] == "paper 1, half typed"
    forms = forms_of(place, survey)
    assert (forms.head.standing.text(), forms.head.to_go.text()) == ("Form 1 of 40", "40 to go")
    press(ENTER, ENTER, "7", ENTER, ENTER, ENTER, ENTER)
    assert answers(empty_ward, survey, 1)[2] == "7"
    assert len(empty_ward.store.rows("response", survey=survey)) == 1


def test_what_a_crash_leaves_half_typed_comes_back(
    empty_ward: Document, survey: str, place: PaperPlace, safe: Safe
) -> None:
    forms = begun(place, survey)
    press("4", ENTER, "2")
    draft = dict(safe.kept)
    assert set(draft) == {paper_forms.DRAFT}
    forms.sheet.load(survey_forms.blank(empty_ward, survey))  # as though nothing had been typed
    place.close()
    assert place.restore(survey, draft)
    again = place.screen
    assert isinstance(again, PaperForms)
    assert again.sheet.asks[2].value == "Fairly satisfied"
    assert again.dirty
    again.keep()
    assert safe.kept == {}
    assert answers(empty_ward, survey, 1)[0] == "Fairly satisfied"
    assert not place.restore(survey, {paper_forms.DRAFT: "Paper form 3: {not"})
    assert not place.restore(survey, {"title": "Words"})


def test_what_looks_personal_is_shown_as_it_is_typed_and_taken_out_by_key(
    empty_ward: Document, survey: str, place: PaperPlace
) -> None:
    forms = begun(place, survey)
    press(ENTER, ENTER, ENTER, "Ring Mrs Smith on 07700 900123")
    ask = forms.sheet.asks[5]
    assert "Mrs Smith" in ask.found.text()
    assert ask.take_out.isVisible()
    press((Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier))
    assert ask.value == "Ring [removed: name] on [removed: phone number]"
    assert not ask.take_out.isVisible()


def test_a_date_nobody_can_read_keeps_the_keyboard(empty_ward: Document, survey: str, place: PaperPlace) -> None:
    forms = forms_of(place, survey)
    press("40", ENTER, "31/2", ENTER)
    assert focused(forms) == "answered_on"
    assert "31 February" in forms.sheet.asks[0].problem.text()
    forms.sheet.focus_line(2)
    press("4", (ENTER, Qt.KeyboardModifier.ControlModifier))
    assert focused(forms) == "answered_on"
    assert not empty_ward.store.rows("response", survey=survey)


def test_an_untouched_form_is_not_stored(empty_ward: Document, survey: str, place: PaperPlace) -> None:
    forms = begun(place, survey)
    heard: list[str] = []
    forms.said.connect(heard.append)
    press(ENTER, ENTER, ENTER, ENTER, ENTER, ENTER)
    assert heard == ["Nothing is typed on this form yet"]
    assert not empty_ward.store.rows("response", survey=survey)


def test_the_pile_says_when_all_are_in_and_when_there_are_more(
    empty_ward: Document, survey: str, place: PaperPlace
) -> None:
    forms = begun(place, survey, of="1")
    press(*FORM)
    assert forms.head.to_go.text() == "All 1 are in"
    press(*FORM)
    assert forms.head.to_go.text() == "2 typed in, 1 more than the pile was said to have"


def test_a_question_added_meanwhile_is_asked_and_what_is_typed_stays(
    empty_ward: Document, survey: str, place: PaperPlace
) -> None:
    forms = begun(place, survey)
    press("4", ENTER)
    survey_bank.add(empty_ward, survey, ["heard_of"])
    assert len(forms.sheet.asks) == 9
    assert forms.sheet.asks[2].value == "Fairly satisfied"
    assert forms.dirty


def test_a_survey_removed_meanwhile_gives_the_page_back(empty_ward: Document, survey: str, place: PaperPlace) -> None:
    forms_of(place, survey)
    edits.remove(empty_ward, "survey", survey)
    assert not place.showing


def test_more_than_ten_answers_take_two_figures_and_space_parts_two_numbers(light: QApplication, qtbot: QtBot) -> None:
    several = PaperChoices("Which?", [f"Answer {n}" for n in range(1, 13)], several=True)
    qtbot.addWidget(several)
    several.resize(600, 200)
    with qtbot.waitActive(several):
        several.show()
    several.setFocus()
    press("12")
    assert several.value == ["Answer 12"]
    press(" 1 2")
    assert several.value == ["Answer 1", "Answer 2", "Answer 12"]
    press(" 12")
    assert several.value == ["Answer 1", "Answer 2"]
    assert "Chosen: Answer 1, Answer 2." in several.accessibleDescription()


def test_a_click_chooses_and_lets_go(light: QApplication, qtbot: QtBot) -> None:
    one = PaperChoices("Which?", ("No", "Yes"))
    qtbot.addWidget(one)
    one.resize(400, 60)
    one.show()
    spot = one._laid(one.width())[1].center()
    QTest.mouseClick(one, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert one.value == "Yes"
    QTest.mouseClick(one, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert one.value == ""


def slips_of(place: PaperPlace, survey: str) -> PaperSlips:
    place.count_slips(survey)
    assert isinstance(place.screen, PaperSlips)
    return place.screen


def test_slips_are_counted_by_digits_and_nothing_is_stored_before_the_totals_are_kept(
    empty_ward: Document, survey: str, place: PaperPlace, safe: Safe
) -> None:
    slips = slips_of(place, survey)
    before = empty_ward.undo_label
    for _ in range(5):
        press("5", ENTER, "1", ENTER, "2", ENTER, "2", ENTER, "2", ENTER)
    assert slips.standing.text() == "Slip 6"
    assert empty_ward.undo_label == before
    assert paper_slips.DRAFT in safe.kept
    press(Qt.Key.Key_PageUp, ENTER, "2", ENTER, ENTER, ENTER, ENTER)
    press((ENTER, Qt.KeyboardModifier.ControlModifier))
    totals = survey_forms.slip_totals(empty_ward, survey)
    assert totals["age"] == {"45-54": 5}
    assert totals["sex"] == {"Female": 4, "Male": 1}
    assert safe.kept == {}
    assert not empty_ward.store.rows("response", survey=survey)


def test_too_few_slips_are_not_kept_and_still_stand_there(
    empty_ward: Document, survey: str, place: PaperPlace, person: Person
) -> None:
    slips = slips_of(place, survey)
    press("5", ENTER, (ENTER, Qt.KeyboardModifier.ControlModifier))
    assert "could tell whose" in person.told[0]
    assert slips.added == {"age": {"45-54": 1}}
    assert survey_forms.slip_totals(empty_ward, survey) == {}
    person.answers = [2, 1]
    press(Qt.Key.Key_Escape)
    assert place.showing
    press(Qt.Key.Key_Escape)
    assert not place.showing


def test_a_heading_with_too_few_slips_waits_while_the_others_are_kept(
    empty_ward: Document, survey: str, place: PaperPlace, safe: Safe
) -> None:
    slips = slips_of(place, survey)
    for number in range(5):
        press("5", ENTER, "1", ENTER, "1" if number < 2 else "", ENTER, ENTER, ENTER)
    press((ENTER, Qt.KeyboardModifier.ControlModifier))
    assert survey_forms.slip_totals(empty_ward, survey) == {"age": {"45-54": 5}, "sex": {"Female": 5}}
    assert slips.added == {"ethnicity": {"White": 2}}
    assert "White" in safe.kept[paper_slips.DRAFT]
    assert slips.told.text() == "2 counted, not kept yet"


def test_slips_a_crash_left_uncounted_come_back(
    empty_ward: Document, survey: str, place: PaperPlace, safe: Safe
) -> None:
    slips_of(place, survey)
    press("5", ENTER, ENTER, ENTER, ENTER, ENTER)
    draft = dict(safe.kept)
    place.close()
    assert place.restore(survey, draft)
    again = place.screen
    assert isinstance(again, PaperSlips)
    assert again.added == {"age": {"45-54": 1}}


def test_a_form_undone_while_it_is_corrected_stays_on_the_screen_as_a_new_one(
    empty_ward: Document, survey: str, place: PaperPlace
) -> None:
    forms = begun(place, survey)
    press(*FORM, Qt.Key.Key_PageUp, "1")
    empty_ward.undo()
    assert forms.typed == replace(forms.typed, id="", number=1)
    assert forms.sheet.asks[2].value == "Very dissatisfied"
    forms.keep()
    assert answers(empty_ward, survey, 1)[0] == "Very dissatisfied"


def test_a_form_that_can_not_be_kept_is_asked_after_and_leaves_nothing_behind(
    empty_ward: Document, survey: str, place: PaperPlace, person: Person, safe: Safe
) -> None:
    begun(place, survey)
    press("4")
    edits.edit(empty_ward, "survey", survey, {"emptied_on": "2023-12-18"})
    person.answers = [1, 0]
    shown: list[bool] = []
    place.changed.connect(shown.append)
    press(Qt.Key.Key_Escape)
    assert "answers of this survey were removed" in person.told[0]
    assert shown == []
    press(Qt.Key.Key_Escape)
    assert shown == [False]
    assert safe.kept == {}
    assert not empty_ward.store.rows("response", survey=survey)

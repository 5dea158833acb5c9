"""An officer makes a survey from the bank, types in the forty forms that came back, and counts the equality slips."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from tests.journeys.conftest import Person
from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.service.surveys import surveys
from ward_desk.service.surveys.paper import survey_forms
from ward_desk.service.surveys.results.survey_results import results
from ward_desk.ui.app import Application
from ward_desk.ui.pages.feedback.feedback import FeedbackPage

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
TITLE = "Living in Chesham this winter"
FORMS = 40
KEYS_A_FORM = 12  # for seven things, words typed apart: a digit or two and Enter for each, and no more


def document(app: Application) -> Document:
    assert app.window.document is not None
    return app.window.document


def feedback(app: Application) -> FeedbackPage:
    page = app.window.show_page("feedback")
    assert isinstance(page, FeedbackPage)
    return page


def the_survey(app: Application) -> Row:
    return document(app).store.rows("survey", title=TITLE)[0]


def form(number: int) -> tuple[object, ...]:
    """The keys of one form: satisfied, which of three, nought to ten, words, age band, area."""
    words = (f"A bench at stop {number}",) if number % 4 == 0 else ()
    return (str(number % 5 + 1), ENTER, "13" if number % 2 else "4", ENTER, str(number % 11), ENTER, *words, ENTER,
            str(number % 8 + 2), ENTER, "Pond Park" if number == 1 else "1", ENTER)  # fmt: skip


def made(desk: Application, press: Callable[..., None]) -> FeedbackPage:
    """A survey of four questions of the bank, chosen by keys."""
    page = feedback(desk)
    page.new_survey()
    press(desk, TITLE, ENTER)
    page.pick_questions()
    for words in ("satisfied place", "civic", "happy", "change one"):
        press(desk, words, Qt.Key.Key_Down, " ", Qt.Key.Key_Up, (Qt.Key.Key_A, CTRL), Qt.Key.Key_Delete)
    press(desk, ENTER)
    return page


def test_forty_paper_forms_by_keys_alone(desk: Application, person: Person, press: Callable[..., None]) -> None:
    page = made(desk, press)
    doc, survey = document(desk), str(the_survey(desk)["id"])
    assert [row["bank"] for row in surveys.questions(doc, survey)] == [
        "area_satisfied", "civic_12_months", "ons4_happy", "one_thing",
    ]  # fmt: skip
    page.type_forms()
    press(desk, str(FORMS), ENTER, "11/12", ENTER, "3", ENTER)
    for number in range(1, FORMS + 1):
        keys = form(number)
        assert sum(not isinstance(key, str) for key in keys) <= KEYS_A_FORM
        press(desk, *keys)
    pile = survey_forms.pile(doc, survey)
    assert (pile.done, pile.of, pile.last[0].number) == (FORMS, FORMS, FORMS)
    assert doc.undo_label == f"Type in form {FORMS} of {the_survey(desk)['ref']!s}"
    satisfied, civic, happy, change = results(doc, survey).questions
    assert [number for _, number in satisfied.answers] == [8] * 5
    assert dict(civic.answers)["None of these"] == 20
    assert happy.base == FORMS
    assert change.base == FORMS // 4
    assert {row["area"] for row in doc.store.rows("response", survey=survey)} == {"Pond Park"}

    press(desk, (Qt.Key.Key_Z, CTRL))
    assert survey_forms.pile(doc, survey).done == FORMS - 1
    press(desk, *form(FORMS), ESCAPE)
    assert survey_forms.pile(doc, survey).done == FORMS
    assert not page.paper.showing

    page.count_slips()
    for number in range(FORMS):
        press(desk, str(number % 8 + 2), ENTER, str(number % 2 + 1), ENTER, "1", ENTER, "2", ENTER, "2", ENTER)
    press(desk, (ENTER, CTRL), ESCAPE)
    totals = survey_forms.slip_totals(doc, survey)
    assert totals["sex"] == {"Female": 20, "Male": 20}
    assert all(sum(bands.values()) == FORMS for bands in totals.values())
    assert not page.paper.showing
    assert person.told == []
    assert "White" not in str(doc.store.rows("response", survey=survey))


def test_a_window_closed_in_the_middle_of_a_form_keeps_it(
    desk: Application, person: Person, press: Callable[..., None]
) -> None:
    page = made(desk, press)
    survey = str(the_survey(desk)["id"])
    page.type_forms()
    press(desk, "40", ENTER, "11/12", ENTER, "3", ENTER, "4", ENTER, "13")
    desk.window.commit_pending()  # as closing does
    [row] = document(desk).store.rows("response", survey=survey)
    assert row["source_row"] == "paper 1, half typed"
    press(desk, ENTER, "9", ENTER, ENTER, ENTER, ENTER)
    [row] = document(desk).store.rows("response", survey=survey)
    assert row["source_row"] == "paper 1"

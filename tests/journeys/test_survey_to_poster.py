"""An officer brings in the file of a survey tool, sorts what residents wrote, answers it and makes the poster of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests import survey_files
from tests.journeys.conftest import Person, StartDesk
from ward_desk.core.records import RECORDS, Row
from ward_desk.service.document import Document
from ward_desk.service.surveys import surveys
from ward_desk.service.surveys.comments import survey_comments
from ward_desk.ui.app import Application
from ward_desk.ui.pages.feedback.did.did_poster import DidPoster
from ward_desk.ui.pages.feedback.feedback import COMMENTS, DID, SURVEYS, FeedbackPage
from ward_desk.ui.pages.feedback.file_in.file_in import SurveyFileIn
from ward_desk.ui.pages.feedback.results.results_table import ResultsTable

pytestmark = pytest.mark.journey

KEY = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
TITLE = "Autumn doorstep survey"
NEED = "Buses that run in the evening and on Sundays."
WRITTEN = (
    "The last bus is far too early, number {}", "Bins by the flats overflow, number {}",
    "No bus on Sundays to the hospital, number {}", "Ring me on 07700 900123 about light {}",
)  # fmt: skip
Press = Callable[..., None]


def rows(responses: int) -> list[list[object]]:
    """An export of Microsoft Forms of so many responses, each with words of its own."""
    made = survey_files.forms_rows()[:1]
    for number in range(1, responses + 1):
        choices, satisfied, _, _ = survey_files.ANSWERS[number % 3]
        day = f"10/{number % 28 + 1}/23"
        made.append([
            number, f"{day} 14:01:00", f"{day} 14:03:10", "anonymous", "",
            "".join(f"{survey_files.CHOICES[one]};" for one in choices), satisfied,
            WRITTEN[number % 4].format(number), ("16-24", "25-34", "45-54")[number % 7 % 3],
        ])  # fmt: skip
    return made


def export(folder: Path, responses: int) -> Path:
    return survey_files.written(folder / f"{TITLE}.csv", rows(responses), encoding="cp1252")


def document(app: Application) -> Document:
    assert app.window.document is not None
    return app.window.document


def everything(doc: Document) -> dict[str, list[Row]]:
    return {table: sorted(doc.store.rows(table), key=lambda row: str(row["id"])) for table in RECORDS}


def feedback(app: Application) -> FeedbackPage:
    page = app.window.page
    assert isinstance(page, FeedbackPage)
    return page


def here() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def the_screen(app: Application, qtbot: QtBot) -> SurveyFileIn:
    """The import once its rows are worked out."""

    def there() -> bool:
        screen = feedback(app).file_in.screen
        return isinstance(screen, SurveyFileIn) and screen.foot.bring_in.text() != "Bring in"

    qtbot.waitUntil(there)
    found = feedback(app).file_in.screen
    assert isinstance(found, SurveyFileIn)
    return found


def bring_in(app: Application, press: Press, qtbot: QtBot) -> None:
    press(app, (KEY.Key_Return, CTRL))
    qtbot.waitUntil(lambda: not feedback(app).busy)


def choose(app: Application, press: Press, words: str) -> None:
    """The entry that begins with these words, of the drop-down the keyboard is in, by the arrows."""
    box = here()
    assert isinstance(box, QComboBox)
    press(app, KEY.Key_Home)
    for _ in range(box.count()):
        if words in box.currentText():
            return
        press(app, KEY.Key_Down)
    raise AssertionError(words)


def tab_to(app: Application, press: Press, name: str) -> None:
    """Tab until the keyboard is at the control of that name."""
    for _ in range(40):
        control = here()
        if name in (control.accessibleName(), control.text() if isinstance(control, QPushButton) else ""):
            return
        press(app, KEY.Key_Tab)
    raise AssertionError(name)


def drop(app: Application, path: Path) -> None:
    """A file dropped on the middle of the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    both = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(app.window, QDragEnterEvent(QPoint(600, 400), Qt.DropAction.CopyAction, data, *both))
    QApplication.sendEvent(app.window, QDropEvent(QPointF(600, 400), Qt.DropAction.CopyAction, data, *both))


def test_from_the_file_of_a_survey_to_the_poster_by_keys_alone(
    desk: Application, press: Press, person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    doc = document(desk)
    # The file, its columns and what looks personal in it.
    person.files = [export(tmp_path, 36)]
    press(desk, (KEY.Key_4, CTRL), (KEY.Key_I, CTRL))
    screen = the_screen(desk, qtbot)
    assert here() is screen.table
    press(desk, KEY.Key_Down, KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    choose(desk, press, "One choice")
    press(desk, KEY.Key_Escape, "s", "s")
    assert screen.rows.planned(screen.table.current).role == "scale"  # type: ignore[arg-type]
    press(desk, KEY.Key_F6)
    assert screen.parts.bar.tabText(1) == "Personal (9)"
    press(desk, KEY.Key_F6)
    assert here() is screen.told.area
    bring_in(desk, press, qtbot)
    page = feedback(desk)
    assert page.tabs.currentIndex() == SURVEYS
    assert page.surveys.row is not None
    assert page.surveys.row["title"] == TITLE
    assert page.surveys.pane.table.hasFocus()
    survey = str(page.surveys.row["id"])
    assert (page.surveys.row["opens"], page.surveys.row["closes"]) == ("2023-10-01", "2023-10-28")
    assert len(doc.store.rows("response", survey=survey)) == 36
    assert "07700" not in str(doc.store.rows("comment", survey=survey))

    # Results, broken down, and beside the survey before.
    results = page.surveys.results
    tab_to(desk, press, "Break down by")
    choose(desk, press, "age band")
    tables = [table.accessibleName() for table in results.findChildren(ResultsTable)]
    assert f"{survey_files.MATTERS}, by age band" in tables
    press(desk, KEY.Key_Home)
    tab_to(desk, press, "Compare with another survey")
    choose(desk, press, "Autumn residents")
    qtbot.waitUntil(lambda: any("chi-square" in one.text() for one in results.findChildren(QLabel)))

    # What they wrote: a theme for those that speak of buses, and a need made of them.
    page.surveys.pane.focus_list()
    tab_to(desk, press, "Comments")
    press(desk, " ")
    comments = page.comments
    assert page.tabs.currentIndex() == COMMENTS
    assert (comments.pane.survey, len(comments.pane.model.ids)) == (survey, 36)
    press(desk, (KEY.Key_F, CTRL), "bus", KEY.Key_Return)
    press(desk, (KEY.Key_A, CTRL), "3", "g", KEY.Key_Return, (KEY.Key_A, CTRL), NEED, KEY.Key_Return)
    [need] = doc.store.rows("feedback", words=NEED)
    assert need["how_many"] == 18
    assert survey_comments.progress(doc, survey) == (18, 36)

    # An answer everybody may read, an action, told back.
    press(desk, (KEY.Key_4, ALT))
    assert page.tabs.currentIndex() == DID
    press(desk, (KEY.Key_F, CTRL), "evening and on Sundays", KEY.Key_Return)
    press(desk, "w", "We asked the bus company for one.", KEY.Key_Tab)
    tab_to(desk, press, "Who may see it")
    choose(desk, press, "Public")
    press(desk, KEY.Key_Escape)
    person.answers = [0]  # an action made of it
    press(desk, "a", "t", KEY.Key_Return)
    [need] = doc.store.rows("feedback", words=NEED)
    action = doc.store.get("action", str(need["action"])) or {}
    assert (need["told_on"], action["sharing"]) == ("2023-12-18", "public")

    # The poster of it.
    press(desk, (KEY.Key_P, CTRL_SHIFT))
    [poster] = page.did.findChildren(DidPoster)
    words = poster.preview.accessibleDescription()
    assert f"You said: {NEED} (18 people said this)" in words
    assert f"We asked the bus company for one. Planned: {NEED}" in words
    assert "07700" not in words
    person.files = [tmp_path / "poster.pdf"]
    tab_to(desk, press, "Save as PDF…")
    press(desk, " ")
    qtbot.waitUntil(lambda: not poster.out.busy)
    made = (tmp_path / "poster.pdf").read_bytes()
    assert made.startswith(b"%PDF")
    assert made.count(b"/Type /Page\n") == len(poster._pages)
    press(desk, KEY.Key_Escape)
    assert page.did.pane.table.hasFocus()


def test_the_same_export_again_adds_nothing_and_a_longer_one_only_what_is_new(
    desk: Application, press: Press, person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    doc = document(desk)
    untouched = everything(doc)
    person.files = [export(tmp_path, 20)]
    press(desk, (KEY.Key_4, CTRL), (KEY.Key_I, CTRL))
    the_screen(desk, qtbot)
    bring_in(desk, press, qtbot)
    before = everything(doc)

    person.files = [tmp_path / f"{TITLE}.csv"]
    press(desk, (KEY.Key_I, CTRL))
    screen = the_screen(desk, qtbot)
    assert (screen.foot.total.text(), screen.foot.bring_in.isEnabled()) == ("20 as they are.", False)
    press(desk, (KEY.Key_Return, CTRL), KEY.Key_Escape)  # the first of them does nothing
    assert not feedback(desk).busy
    assert feedback(desk).surveys.pane.table.hasFocus()
    assert everything(doc) == before

    person.files = [export(tmp_path, 27)]
    press(desk, (KEY.Key_I, CTRL))
    assert the_screen(desk, qtbot).foot.total.text() == "7 to add, 20 as they are."
    bring_in(desk, press, qtbot)
    survey = str(doc.store.rows("survey", title=TITLE)[0]["id"])
    assert len(doc.store.rows("response", survey=survey)) == 27
    assert len(surveys.questions(doc, survey)) == 3
    press(desk, (KEY.Key_Z, CTRL))
    assert everything(doc) == before
    press(desk, (KEY.Key_Z, CTRL))
    assert everything(doc) == untouched
    assert feedback(desk).surveys.row is not None  # another survey, and not a page without one


def test_while_a_file_is_on_its_way_in_nothing_else_takes_its_place(
    desk: Application, press: Press, person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    press(desk, (KEY.Key_4, CTRL))
    drop(desk, export(tmp_path, 20))
    screen = the_screen(desk, qtbot)
    press(desk, KEY.Key_Down, "f")
    changed = screen.choices.plan

    drop(desk, survey_files.google_csv(tmp_path / "other.csv"))  # a second file
    assert "first" in desk.window.status._state.text()
    press(desk, (KEY.Key_I, CTRL), (KEY.Key_2, ALT))  # another, and another part of the page
    assert here() is screen.table
    item = str(document(desk).store.rows("feedback")[0]["id"])
    assert desk.window.open_record("feedback", item)
    assert "first" in desk.window.status._state.text()

    press(desk, (KEY.Key_1, CTRL), (KEY.Key_4, CTRL))  # away, and back
    assert (here(), desk.window.top.title.words) == (screen.table, "Bring in a survey file")
    assert feedback(desk).file_in.screen is screen
    assert screen.choices.plan == changed

    person.answers = [0]
    press(desk, KEY.Key_Escape)
    assert "without bringing it in" in person.asked[0]
    assert feedback(desk).part.isAncestorOf(here())


def test_a_file_read_while_another_page_is_shown_leaves_the_keyboard_there(
    desk: Application, press: Press, qtbot: QtBot, tmp_path: Path
) -> None:
    press(desk, (KEY.Key_4, CTRL))
    page = feedback(desk)
    drop(desk, export(tmp_path, 20))
    press(desk, (KEY.Key_1, CTRL))
    before = here()
    qtbot.waitUntil(lambda: page.busy)
    assert here() is before
    press(desk, (KEY.Key_4, CTRL))
    assert here() is the_screen(desk, qtbot).table


def test_the_window_closes_on_a_long_file_that_is_being_read(
    desk: Application, press: Press, qtbot: QtBot, tmp_path: Path
) -> None:
    doc = document(desk)
    before = everything(doc)
    press(desk, (KEY.Key_4, CTRL))
    drop(desk, survey_files.large_csv(tmp_path / "long.csv", rows=4000, columns=8))
    qtbot.waitUntil(lambda: feedback(desk).busy)
    assert everything(doc) == before
    desk.window.close()


def test_a_document_open_to_read_only_says_so_to_a_survey_file(
    start_desk: StartDesk, sample_path: Path, press: Press, person: Person, tmp_path: Path
) -> None:
    with closing(Document.open(sample_path)):  # in another window
        person.answers = [0]  # open it to read only
        desk = start_desk(sample_path)
        press(desk, (KEY.Key_4, CTRL))
        drop(desk, export(tmp_path, 20))
        assert "read only" in desk.window.status._state.text()
        press(desk, (KEY.Key_I, CTRL))  # it asks for no file
        assert not feedback(desk).busy
        assert not document(desk).store.rows("survey", title=TITLE)

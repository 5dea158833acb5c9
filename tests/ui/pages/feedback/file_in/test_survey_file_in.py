"""A survey tool's file on its way in, in the place of the Feedback page, driven by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests import survey_files
from tests.conftest import OpenDocument
from tests.ui.conftest import Person
from ward_desk.core.errors import KnownError
from ward_desk.core.surveys.answers import key, unpack
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.surveys.file_in import survey_import
from ward_desk.ui import import_preview, jobs, theme
from ward_desk.ui.pages.feedback.file_in.file_in import SurveyFileIn
from ward_desk.ui.pages.feedback.file_in.file_in_open import SurveyFileImport
from ward_desk.ui.pages.feedback.file_in.file_in_table import WORDS

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PERSONAL = "Personal (2)"

pytestmark = pytest.mark.usefixtures("light")


class Host(QWidget):
    """A page with the import in it, as the Feedback page has it."""

    def __init__(self, doc: Document) -> None:
        super().__init__()
        self.usual = QLineEdit()
        QVBoxLayout(self).addWidget(self.usual)
        self.place = SurveyFileImport(doc, self, self.usual)
        self.done: list[str] = []
        self.said: list[str] = []
        self.place.finished.connect(self.done.append)
        self.place.said.connect(self.said.append)


Begin = Callable[..., SurveyFileIn]


@pytest.fixture
def hosts(qtbot: QtBot) -> Iterator[list[Host]]:
    made: list[Host] = []
    yield made
    for host in made:
        host.place.close()


@pytest.fixture
def begin(hosts: list[Host], qtbot: QtBot) -> Begin:
    def show(doc: Document, path: Path) -> SurveyFileIn:
        host = Host(doc)
        qtbot.addWidget(host)
        hosts.append(host)
        host.resize(1190, 700)
        with qtbot.waitActive(host):
            host.show()
        assert host.place.start(path)
        qtbot.waitUntil(lambda: host.place.showing)
        screen = host.place.screen
        assert isinstance(screen, SurveyFileIn)
        qtbot.waitUntil(screen.table.hasFocus)
        return screen

    return show


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    return survey_files.forms_csv(tmp_path / "autumn.csv")


def personal(path: Path) -> Path:
    rows = survey_files.forms_rows()
    rows[1][7] = "The bins are never emptied, ask Mrs Jones at the corner shop"
    rows[2][7] = "Ring me on 07700 900123"
    return survey_files.written(path, rows)


def press(screen: SurveyFileIn, qtbot: QtBot, pressed: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    here = QApplication.focusWidget()
    assert here is not None
    assert screen.isAncestorOf(here)
    qtbot.keyClick(here, pressed, modifier or Qt.KeyboardModifier.NoModifier)


def go_to(screen: SurveyFileIn, words: str) -> None:
    """Be on the line with that heading."""
    found = [row for row in range(screen.rows.rowCount()) if screen.rows.index(row, WORDS).data() == words]
    screen.table.selectRow(found[0])


def becomes(screen: SurveyFileIn) -> dict[str, str]:
    """What each column becomes, by its heading."""
    plan = screen.choices.plan
    return {heading.words.strip(): one.role for heading, one in zip(screen.file.headings, plan.columns, strict=True)}


def bring_in(screen: SurveyFileIn, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.finished):
        press(screen, qtbot, KEY.Key_Return, CTRL)


def the_survey(doc: Document, title: str = "autumn") -> str:
    return str(doc.store.rows("survey", title=title)[0]["id"])


def test_the_file_stands_in_the_place_of_the_page_with_its_tool_and_its_rows(
    empty_ward: Document, begin: Begin, hosts: list[Host], forms: Path
) -> None:
    screen = begin(empty_ward, forms)
    assert not hosts[0].usual.isVisible()
    assert screen.top.name.words == "autumn.csv · Microsoft Forms, 5 rows"
    assert (screen.top.survey.currentText(), screen.top.title.text()) == ("a new survey", "autumn")
    assert (screen.foot.total.text(), screen.foot.bring_in.text()) == ("5 to add.", "Bring in 5 responses")
    assert not screen.top.sheet.isVisible()


def test_ctrl_enter_brings_everything_in_and_one_undo_takes_it_back(
    empty_ward: Document, begin: Begin, hosts: list[Host], forms: Path, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, forms)
    bring_in(screen, qtbot)
    assert hosts[0].done == ["Brought in 5 responses and 4 comments from autumn.csv"]
    assert hosts[0].usual.isVisible()
    survey = the_survey(empty_ward)
    responses = empty_ward.store.rows("response", survey=survey)
    assert len(responses) == 5
    satisfied = empty_ward.store.rows("question", survey=survey, wording=survey_files.SATISFIED)[0]
    assert satisfied["options"] == "\n".join(survey_files.SCALE)
    answers = [unpack(str(row["answers"])).get(key(str(satisfied["id"]))) for row in responses]
    assert answers == [one[1] or None for one in survey_files.ANSWERS]
    empty_ward.undo()
    assert not empty_ward.store.rows("survey")
    assert not empty_ward.store.rows("response")


def test_the_same_file_twice_adds_nothing(
    empty_ward: Document, begin: Begin, hosts: list[Host], forms: Path, qtbot: QtBot
) -> None:
    bring_in(begin(empty_ward, forms), qtbot)
    screen = begin(empty_ward, forms)
    assert screen.top.survey.currentText() == "autumn"
    assert not screen.top.title.isVisible()
    assert screen.foot.total.text() == "5 as they are."
    assert screen.foot.bring_in.text() == "Nothing to bring in"
    press(screen, qtbot, KEY.Key_Return, CTRL)
    assert hosts[1].done == []
    assert len(empty_ward.store.rows("response")) == 5


def test_a_file_of_a_survey_that_is_there_can_go_into_a_new_one(
    empty_ward: Document, begin: Begin, forms: Path, qtbot: QtBot
) -> None:
    bring_in(begin(empty_ward, forms), qtbot)
    screen = begin(empty_ward, forms)
    screen.top.survey.setFocus()
    press(screen, qtbot, KEY.Key_Up)
    assert screen.top.title.isVisible()
    assert screen.foot.total.text() == "5 to add."


def test_a_file_asked_for_at_a_survey_goes_into_it(
    empty_ward: Document, hosts: list[Host], forms: Path, person: Person, qtbot: QtBot
) -> None:
    survey = edits.add(empty_ward, "survey", {"title": "Town survey"})
    host = Host(empty_ward)
    qtbot.addWidget(host)
    hosts.append(host)
    person.files = [None, forms]
    host.place.ask(survey)
    host.place.ask(survey)
    qtbot.waitUntil(lambda: host.place.showing)
    screen = host.place.screen
    assert isinstance(screen, SurveyFileIn)
    assert screen.top.survey.currentText() == "Town survey"
    assert not screen.choices.changed
    with qtbot.waitSignal(screen.finished):
        screen.apply()
    assert len(empty_ward.store.rows("response", survey=survey)) == 5


def test_a_file_chosen_at_no_survey_is_not_put_into_the_one_before(
    empty_ward: Document, hosts: list[Host], forms: Path, person: Person, begin: Begin, qtbot: QtBot
) -> None:
    survey = edits.add(empty_ward, "survey", {"title": "Town survey"})
    begin(empty_ward, forms)
    person.files = [None]
    hosts[0].place.close()
    hosts[0].place.ask(survey)
    hosts[0].place.start(forms)
    qtbot.waitUntil(lambda: hosts[0].place.showing)
    screen = hosts[0].place.screen
    assert isinstance(screen, SurveyFileIn)
    assert screen.top.survey.currentText() == "a new survey"


def test_after_a_file_nobody_can_read_the_next_one_is_not_for_that_survey(
    empty_ward: Document, hosts: list[Host], forms: Path, person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    survey = edits.add(empty_ward, "survey", {"title": "Town survey"})
    host = Host(empty_ward)
    qtbot.addWidget(host)
    hosts.append(host)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    person.files = [broken]
    host.place.ask(survey)
    qtbot.waitUntil(lambda: bool(person.told))
    qtbot.waitUntil(lambda: host.place._job is None)
    host.place.start(forms)
    qtbot.waitUntil(lambda: host.place.showing)
    screen = host.place.screen
    assert isinstance(screen, SurveyFileIn)
    assert screen.top.survey.currentText() == "a new survey"


def test_the_page_hears_which_survey_a_file_went_into(
    empty_ward: Document, begin: Begin, hosts: list[Host], forms: Path, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, forms)
    with qtbot.waitSignal(hosts[0].place.brought_in) as told:
        bring_in(screen, qtbot)
    assert told.args == [the_survey(empty_ward)]


def test_what_a_column_became_is_remembered_for_the_survey(
    empty_ward: Document, begin: Begin, forms: Path, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, forms)
    go_to(screen, survey_files.AGE)
    press(screen, qtbot, KEY.Key_F)
    bring_in(screen, qtbot)
    again = begin(empty_ward, forms)
    assert becomes(again)[survey_files.AGE] == "text"
    again.top.survey.setCurrentIndex(0)
    assert becomes(again)[survey_files.AGE] == "one"


def test_a_letter_picks_what_the_chosen_columns_become(
    empty_ward: Document, begin: Begin, forms: Path, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, forms)
    go_to(screen, survey_files.SATISFIED)
    press(screen, qtbot, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(screen, qtbot, KEY.Key_F)
    assert [becomes(screen)[words] for words in (survey_files.SATISFIED, survey_files.CHANGE)] == ["text", "text"]
    go_to(screen, survey_files.SATISFIED)
    wanted = ["several", "scale", "several"]
    for role in wanted:
        press(screen, qtbot, KEY.Key_S)
        assert becomes(screen)[survey_files.SATISFIED] == role
    assert screen.card.role.currentText() == "Several choices"


def test_a_scale_picked_by_hand_has_its_answers_from_low_to_high(
    empty_ward: Document, begin: Begin, forms: Path, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, forms)
    go_to(screen, survey_files.SATISFIED)
    press(screen, qtbot, KEY.Key_F)
    press(screen, qtbot, KEY.Key_S)
    press(screen, qtbot, KEY.Key_S)
    assert screen.card.answers.answers == list(survey_files.SCALE)


def test_of_some_roles_there_is_only_one_and_the_other_column_is_said(
    empty_ward: Document, begin: Begin, hosts: list[Host], forms: Path, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, forms)
    go_to(screen, "Start time")
    for _ in range(3):
        press(screen, qtbot, KEY.Key_D)
        if becomes(screen)["Start time"] == "answered_on":
            break
    assert becomes(screen)["Start time"] == "answered_on"
    assert becomes(screen)["Completion time"] == "out"
    assert hosts[0].said == ["Only one column can be that: column C is left out now"]


def test_the_arrows_pass_over_what_a_column_could_become_and_leave_nothing_behind(
    empty_ward: Document, begin: Begin, forms: Path, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, forms)
    before = screen.choices.plan.columns
    go_to(screen, survey_files.SATISFIED)
    press(screen, qtbot, KEY.Key_Return)
    seen = set()
    press(screen, qtbot, KEY.Key_Home)
    for _ in range(screen.card.role.count()):
        seen.add((becomes(screen)[survey_files.SATISFIED], becomes(screen)["ID"], becomes(screen)["Completion time"]))
        press(screen, qtbot, KEY.Key_Down)
    assert {("source_row", "out", "answered_on"), ("answered_on", "source_row", "out")} <= seen
    screen.card.role.setCurrentIndex(screen.card.role.place("scale"))
    assert screen.choices.plan.columns == before


def test_a_guess_at_the_order_of_dates_is_told_until_somebody_says_it(
    empty_ward: Document, begin: Begin, forms: Path, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, forms)
    assert "Completion time: days and months could stand either way round here." in screen.told.words
    assert "Opens: 5 Oct 2023" in screen.told.words
    go_to(screen, "Completion time")
    screen.card.order.setFocus()
    press(screen, qtbot, KEY.Key_Home)
    assert "either way round" not in screen.told.words
    assert screen.card.why.isHidden()
    assert "Opens: 10 May 2023" in screen.told.words


def test_space_leaves_a_column_out_and_takes_it_in_as_it_was(
    empty_ward: Document, begin: Begin, forms: Path, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, forms)
    go_to(screen, survey_files.MATTERS)
    press(screen, qtbot, KEY.Key_Space)
    assert becomes(screen)[survey_files.MATTERS] == "out"
    assert f"Left out as well: {survey_files.MATTERS}." in screen.told.words
    press(screen, qtbot, KEY.Key_Delete)
    assert becomes(screen)[survey_files.MATTERS] == "several"


def test_personal_columns_stand_by_themselves_and_are_named(
    empty_ward: Document, begin: Begin, hosts: list[Host], forms: Path, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, forms)
    headings = [screen.rows.index(row, WORDS).data() for row in range(screen.rows.rowCount())]
    assert headings[headings.index("Left out") + 1 :] == ["Start time", "Email", "Name"]
    assert "e-mail addresses (Email), names (Name)." in screen.told.words
    go_to(screen, "Email")
    assert screen.rows.index(screen.table.currentIndex().row(), 1).data() == "Left out: e-mail addresses."
    press(screen, qtbot, KEY.Key_Space)
    assert becomes(screen)["Email"] == "out"
    assert hosts[0].said == ["Type a letter for what it becomes: F for free text, say"]


def test_the_keyboard_passes_over_the_heading_between_the_columns(
    empty_ward: Document, begin: Begin, forms: Path, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, forms)
    go_to(screen, survey_files.AGE)
    press(screen, qtbot, KEY.Key_Down)
    assert screen.table.current is not None
    assert screen.table.current.words == "Start time"
    press(screen, qtbot, KEY.Key_Home)
    assert screen.table.current.words == "ID"


def test_enter_goes_to_all_of_a_column_and_esc_there_cancels_nothing(
    empty_ward: Document, begin: Begin, hosts: list[Host], forms: Path, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, forms)
    go_to(screen, survey_files.SATISFIED)
    press(screen, qtbot, KEY.Key_Return)
    assert screen.card.role.hasFocus()
    qtbot.keyClicks(screen.card.role, "one")
    assert becomes(screen)[survey_files.SATISFIED] == "one"
    press(screen, qtbot, KEY.Key_Escape)
    assert screen.table.hasFocus()
    assert hosts[0].place.showing


def test_alt_and_the_arrows_put_the_answers_of_a_scale_in_order(
    empty_ward: Document, begin: Begin, forms: Path, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, forms)
    go_to(screen, survey_files.SATISFIED)
    screen.card.answers.list.setFocus()
    press(screen, qtbot, KEY.Key_Down, ALT)
    low, fairly, *rest = survey_files.SCALE
    assert screen.card.answers.answers == [fairly, low, *rest]
    press(screen, qtbot, KEY.Key_Up, ALT)
    qtbot.keyClick(screen.card.answers.turn, KEY.Key_Space)
    assert screen.card.answers.answers == list(survey_files.SCALE[::-1])
    bring_in(screen, qtbot)
    satisfied = empty_ward.store.rows("question", wording=survey_files.SATISFIED)[0]
    assert satisfied["options"] == "\n".join(survey_files.SCALE[::-1])


def test_the_order_of_dates_can_be_changed(empty_ward: Document, begin: Begin, forms: Path, qtbot: QtBot) -> None:
    screen = begin(empty_ward, forms)
    go_to(screen, "Completion time")
    screen.card.order.setFocus()
    press(screen, qtbot, KEY.Key_Home)
    press(screen, qtbot, KEY.Key_Down)
    bring_in(screen, qtbot)
    days = sorted(str(row["answered_on"]) for row in empty_ward.store.rows("response"))
    assert days == [f"2023-10-0{day}" for day in range(5, 10)]


def test_what_looks_personal_is_taken_out_unless_a_key_keeps_it(
    empty_ward: Document, begin: Begin, tmp_path: Path, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, personal(tmp_path / "autumn.csv"))
    assert screen.parts.bar.tabText(1) == PERSONAL
    press(screen, qtbot, KEY.Key_F6)
    assert screen.personal.table.hasFocus()
    press(screen, qtbot, KEY.Key_Space)
    assert screen.personal.words.text().startswith("2 things in the free text look personal. 1 stays as written, 1 are")
    press(screen, qtbot, KEY.Key_Down)
    press(screen, qtbot, KEY.Key_K)
    press(screen, qtbot, KEY.Key_R)
    assert [screen.personal.rows.index(row, 0).data() for row in range(2)] == ["Kept", "Taken out"]
    bring_in(screen, qtbot)
    words = [str(row["words"]) for row in empty_ward.store.rows("comment")]
    assert "The bins are never emptied, ask Mrs Jones at the corner shop" in words
    assert "Ring me on [removed: phone number]" in words


def test_finds_are_taken_out_when_nobody_looks(
    empty_ward: Document, begin: Begin, tmp_path: Path, qtbot: QtBot
) -> None:
    bring_in(begin(empty_ward, personal(tmp_path / "autumn.csv")), qtbot)
    words = [str(row["words"]) for row in empty_ward.store.rows("comment")]
    assert "The bins are never emptied, ask [removed: name] at the corner shop" in words


def test_a_find_stands_in_its_words(empty_ward: Document, begin: Begin, tmp_path: Path) -> None:
    screen = begin(empty_ward, personal(tmp_path / "autumn.csv"))
    assert [screen.personal.rows.index(0, column).data() for column in range(4)] == [
        "Taken out", "Name", "The bins are never emptied, ask Mrs Jones at the corner shop",
        f"Row 2: {survey_files.CHANGE}",
    ]  # fmt: skip
    screen.next_part()
    whole = "Row 2: “The bins are never emptied, ask Mrs Jones at the corner shop”"
    assert (screen.personal.detail.text(), screen.personal.detail.isVisible()) == (whole, True)


def test_esc_leaves_everything_as_it_is_and_asks_when_something_was_chosen(
    empty_ward: Document, begin: Begin, hosts: list[Host], forms: Path, person: Person, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, forms)
    press(screen, qtbot, KEY.Key_Space)
    person.answers = [None, 0]
    press(screen, qtbot, KEY.Key_Escape)
    assert hosts[0].place.showing
    press(screen, qtbot, KEY.Key_Escape)
    assert not hosts[0].place.showing
    assert person.asked[0].startswith("Leave autumn.csv without bringing it in?")
    assert not empty_ward.store.rows("survey")


def test_all_responses_can_be_of_one_channel_and_the_survey_named(
    empty_ward: Document, begin: Begin, forms: Path, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, forms)
    screen.top.title.setFocus()
    screen.top.title.selectAll()
    qtbot.keyClicks(screen.top.title, "Town survey")
    screen.top.channel.setFocus()
    qtbot.keyClicks(screen.top.channel, "paper")
    bring_in(screen, qtbot)
    survey = the_survey(empty_ward, "Town survey")
    assert [row["title"] for row in empty_ward.store.rows("survey")] == ["Town survey"]
    assert {row["channel"] for row in empty_ward.store.rows("response", survey=survey)} == {"paper"}


def test_a_survey_whose_name_was_cleared_is_called_after_the_file(
    empty_ward: Document, begin: Begin, forms: Path, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, forms)
    screen.top.title.setFocus()
    screen.top.title.selectAll()
    press(screen, qtbot, KEY.Key_Delete)
    bring_in(screen, qtbot)
    assert the_survey(empty_ward)


def test_a_survey_added_meanwhile_is_offered(empty_ward: Document, begin: Begin, forms: Path) -> None:
    screen = begin(empty_ward, forms)
    edits.add(empty_ward, "survey", {"title": "Another"})
    assert [screen.top.survey.itemText(at) for at in range(screen.top.survey.count())] == ["a new survey", "Another"]


def test_tab_goes_from_the_top_to_the_columns_to_the_buttons(
    empty_ward: Document, begin: Begin, forms: Path, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, forms)
    go_to(screen, survey_files.SATISFIED)
    screen.top.survey.setFocus()
    visited = []
    for _ in range(11):
        here = QApplication.focusWidget()
        assert here is not None
        visited.append(here)
        qtbot.keyClick(here, KEY.Key_Tab)
    answers = screen.card.answers
    assert visited[:3] == [screen.top.survey, screen.top.title, screen.top.channel]
    assert visited[4:] == [
        screen.table, screen.card.role, answers.list, answers.up, answers.down, answers.turn, screen.foot.cancel,
    ]  # fmt: skip


def test_another_sheet_of_a_workbook_is_read(empty_ward: Document, begin: Begin, tmp_path: Path, qtbot: QtBot) -> None:
    book = {"Spring": survey_files.forms_rows(), "Autumn": survey_files.forms_rows()[:3]}
    screen = begin(empty_ward, survey_files.workbook(tmp_path / "both.xlsx", book))
    assert screen.foot.total.text() == "5 to add."
    screen.top.sheet.setFocus()
    press(screen, qtbot, KEY.Key_Down)
    qtbot.waitUntil(lambda: screen.foot.total.text() == "2 to add.")
    assert screen.top.name.words == "both.xlsx · Microsoft Forms, 2 rows"


def test_a_question_with_a_column_for_each_choice_is_one_line(
    empty_ward: Document, begin: Begin, tmp_path: Path, qtbot: QtBot
) -> None:
    screen = begin(empty_ward, survey_files.surveymonkey_csv(tmp_path / "monkey.csv"))
    go_to(screen, survey_files.MATTERS)
    line = screen.table.current
    assert line is not None
    assert (line.of, line.values) == ("Columns J to L", " · ".join(survey_files.CHOICES))
    press(screen, qtbot, KEY.Key_D)
    assert screen.rows.planned(line).role == "several"
    press(screen, qtbot, KEY.Key_L)
    assert {screen.choices.plan.columns[at].role for at in line.columns} == {"out"}


def test_other_peoples_answers_under_the_same_ids_can_all_be_added(
    empty_ward: Document, begin: Begin, forms: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    bring_in(begin(empty_ward, forms), qtbot)
    rows = survey_files.forms_rows()
    for row in rows[1:]:
        row[2], row[6] = f"0{row[0]}/11/23 10:00:00", "Very dissatisfied"
    screen = begin(empty_ward, survey_files.written(tmp_path / "winter.csv", rows))
    assert screen.top.survey.currentText() == "a new survey"
    screen.top.survey.setCurrentIndex(1)
    assert screen.others.isVisible()
    qtbot.keyClick(screen.others, KEY.Key_Space)
    assert screen.foot.total.text() == "5 to add."


def test_a_large_file_is_read_on_another_thread(
    empty_ward: Document, begin: Begin, forms: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_preview, "AT_ONCE", 1)
    screen = begin(empty_ward, forms)
    qtbot.waitUntil(screen.foot.bring_in.isEnabled)
    press(screen, qtbot, KEY.Key_Space)
    assert screen.foot.total.text() == "Reading the rows…"
    assert not screen.foot.bring_in.isEnabled()
    qtbot.waitUntil(screen.foot.bring_in.isEnabled)
    bring_in(screen, qtbot)
    assert len(empty_ward.store.rows("response")) == 5


def test_stopping_while_it_is_written_leaves_nothing_behind(
    empty_ward: Document, begin: Begin, hosts: list[Host], forms: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = begin(empty_ward, forms)
    monkeypatch.setattr(jobs, "SHOW_AFTER_MS", 0)
    real = survey_import.write

    def stopped(*given: object, **how: object) -> object:
        def progress(done: int, of: int, words: str = "") -> None:
            report(done, of, words)
            screen.findChildren(jobs.ProgressBox)[-1].stop.click()
            report(done, of, words)

        report = given[4]
        assert isinstance(report, jobs.Reporter)
        return real(*given[:4], progress, *given[5:], **how)  # type: ignore[arg-type]

    monkeypatch.setattr(survey_import, "write", stopped)
    press(screen, qtbot, KEY.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not screen._work.busy)
    assert hosts[0].place.showing
    assert (hosts[0].done, empty_ward.undo_label) == ([], None)
    assert not empty_ward.store.rows("response")
    assert not empty_ward.store.rows("survey")


def test_what_the_world_refuses_is_said_and_nothing_comes_in(
    empty_ward: Document, begin: Begin, hosts: list[Host], forms: Path, person: Person, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    screen = begin(empty_ward, forms)

    def full(*_: object, **__: object) -> None:
        raise KnownError("full", "The disk is full.", "Nothing was changed.", "Make room.")

    monkeypatch.setattr(survey_import, "write", full)
    press(screen, qtbot, KEY.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(person.told))
    assert person.told == ["The disk is full. Nothing was changed. Make room."]
    qtbot.waitUntil(lambda: not screen._work.busy)
    assert hosts[0].place.showing


def test_a_file_without_any_question_says_so(empty_ward: Document, begin: Begin, forms: Path, qtbot: QtBot) -> None:
    screen = begin(empty_ward, forms)
    screen.table.selectAll()
    press(screen, qtbot, KEY.Key_L)
    assert screen.foot.total.text().startswith("No column of autumn.csv becomes a question.")
    assert not screen.foot.bring_in.isEnabled()


def test_it_follows_the_document_while_it_stands_there(empty_ward: Document, begin: Begin, forms: Path) -> None:
    screen = begin(empty_ward, forms)
    before = screen._preview
    edits.add(empty_ward, "survey", {"title": "Another"})
    assert screen._preview is not before


def test_a_document_to_read_only_takes_nothing(
    ward_path: Path, open_document: OpenDocument, begin: Begin, forms: Path
) -> None:
    screen = begin(open_document(ward_path, read_only=True), forms)
    assert "is open to read only" in screen.foot.total.text()
    assert not screen.foot.bring_in.isEnabled()


def test_nothing_is_cut_off_in_the_smallest_window_with_large_text(
    empty_ward: Document, begin: Begin, forms: Path, light: QApplication, qtbot: QtBot
) -> None:
    theme.apply(light, "light", 150)
    screen = begin(empty_ward, forms)
    host = screen.window()
    host.resize(760, 560)
    qtbot.waitUntil(lambda: host.width() == 760)
    go_to(screen, survey_files.SATISFIED)
    for one in (screen.foot.bring_in, screen.card.role, screen.top.channel):
        qtbot.waitUntil(lambda one=one: one.mapTo(host, QPoint(one.width(), 0)).x() <= 760)

"""You said, we did: driven by its letters, as people drive it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.surveys.told import you_said
from ward_desk.ui.pages.feedback.did.did import DidPage
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.widgets import Choice

HOMEWORK, GLASS, BUS = "Nowhere warm to do homework", "The river path is full of glass", "No bus after six"


@pytest.fixture
def page(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[DidPage]:
    """The page as the window shows it: it hears of every change."""
    one = DidPage(ward, prefs)
    qtbot.addWidget(one)
    stop = ward.subscribe(one.refresh)
    one.resize(1200, 760)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    yield one
    stop()


def item(doc: Document, words: str) -> Row:
    return doc.store.rows("feedback", words=words)[0]


def go_to(page: DidPage, words: str) -> None:
    assert page.open_record("feedback", str(item(page.doc, words)["id"]))
    assert page.pane.table.hasFocus()


def press(qtbot: QtBot, page: DidPage, letter: str) -> None:
    qtbot.keyClicks(page.pane.table, letter)


def listed(page: DidPage) -> list[str]:
    return [str(page.pane.model.record_of(one)["words"]) for one in page.pane.model.ids]


def test_items_stand_by_theme_and_by_how_many_said_it(page: DidPage, ward: Document) -> None:
    headings = [one.words for n in range(page.pane.model.rowCount()) if (one := page.pane.model.heading_at(n))]
    assert headings == [ward.store.rows("theme", order="position")[0]["label"], "No theme"]
    assert listed(page)[0] == HOMEWORK


def test_a_row_says_what_is_being_done_and_how_it_goes(page: DidPage) -> None:
    model = page.pane.model
    keys = [one.key for one in model.columns]
    row = model.row_of(str(item(page.doc, GLASS)["id"]))
    said = {key: model.words_of(row, keys.index(key)) for key in ("action_title", "how_it_goes", "progress")}
    assert said == {"action_title": "CHE-02 Clear the footpath by the river", "how_it_goes": "Red", "progress": "40%"}
    bus = model.row_of(str(item(page.doc, BUS)["id"]))
    assert model.words_of(bus, keys.index("action_title")) == "No action yet"
    assert model.words_of(bus, keys.index("how_it_goes")) == ""


def test_a_filter_leaves_what_nobody_has_acted_on(page: DidPage) -> None:
    stands = page.pane.drop_downs["standing"]
    stands.setCurrentIndex(stands.place("heard"))
    assert listed(page) == [BUS]


def test_enter_opens_the_item(page: DidPage, qtbot: QtBot) -> None:
    go_to(page, BUS)
    with qtbot.waitSignal(page.open_requested) as opened:
        qtbot.keyClick(page.pane.table, Qt.Key.Key_Return)
    assert opened.args == ["feedback", item(page.doc, BUS)["id"], ""]


def test_w_writes_the_answer_in_place(page: DidPage, qtbot: QtBot) -> None:
    go_to(page, BUS)
    press(qtbot, page, "w")
    answer = page.form.editor("answer")
    assert isinstance(answer, QPlainTextEdit)
    assert answer.hasFocus()
    qtbot.keyClicks(answer, "The bus company says no.")
    qtbot.keyClick(answer, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert item(page.doc, BUS)["answer"] == "The bus company says no."


def test_a_makes_an_action_of_it(page: DidPage, person: Person, qtbot: QtBot) -> None:
    go_to(page, BUS)
    person.answers = [0]
    press(qtbot, page, "a")
    action = page.doc.store.get("action", str(item(page.doc, BUS)["action"])) or {}
    assert action["title"] == BUS
    assert page.about.doing.text() == f"{action['ref']} {BUS}"
    page.doc.undo()
    assert item(page.doc, BUS)["action"] is None


def test_a_links_an_action_there_is(page: DidPage, person: Person, qtbot: QtBot) -> None:
    go_to(page, BUS)
    person.answers = [1]
    press(qtbot, page, "a")
    assert page.form.editor("action").hasFocus()
    go_to(page, GLASS)
    press(qtbot, page, "a")
    assert page.form.editor("action").hasFocus()
    assert len(person.asked) == 1


def test_t_tells_all_the_chosen_back_today_in_one_gesture(page: DidPage, qtbot: QtBot) -> None:
    go_to(page, BUS)
    page.pane.table.selectAll()
    press(qtbot, page, "t")
    assert page.tell.day.hasFocus()
    page.tell.how.setCurrentIndex(page.tell.how.place("newsletter"))
    qtbot.keyClick(page.tell.day, Qt.Key.Key_Return)
    rows = page.doc.store.rows("feedback")
    assert {(row["told_on"], row["told_how"]) for row in rows} == {("2023-12-18", "newsletter")}
    assert page.tell.isHidden()
    assert page.pane.table.hasFocus()
    page.doc.undo()
    assert item(page.doc, BUS)["told_on"] is None


def test_another_day_is_typed_and_one_nobody_can_read_is_asked_again(page: DidPage, qtbot: QtBot) -> None:
    go_to(page, BUS)
    press(qtbot, page, "t")
    for typed in ("soonish", "yesterday"):
        page.tell.day.selectAll()
        qtbot.keyClicks(page.tell.day, typed)
        qtbot.keyClick(page.tell.day, Qt.Key.Key_Return)
        assert page.tell.problem.isVisible() == (typed == "soonish")
    assert item(page.doc, BUS)["told_on"] == "2023-12-17"


def test_a_day_to_come_is_refused_and_esc_leaves(page: DidPage, person: Person, qtbot: QtBot) -> None:
    go_to(page, BUS)
    press(qtbot, page, "t")
    page.tell.day.selectAll()
    qtbot.keyClicks(page.tell.day, "tomorrow")
    qtbot.keyClick(page.tell.day, Qt.Key.Key_Return)
    assert "still to come" in person.told[0]
    qtbot.keyClick(page.tell.day, Qt.Key.Key_Escape)
    assert page.tell.isHidden()
    assert item(page.doc, BUS)["told_on"] is None


def test_space_puts_an_item_on_the_poster_and_takes_it_off(page: DidPage, qtbot: QtBot) -> None:
    go_to(page, BUS)
    column = [one.key for one in page.pane.model.columns].index("on_poster")
    shown = []
    for _ in range(2):
        press(qtbot, page, " ")
        row = page.pane.model.row_of(str(item(page.doc, BUS)["id"]))
        shown.append((page.pane.model.words_of(row, column), page.about.poster.isChecked()))
    assert shown == [("✓", True), ("", False)]


def test_the_mouse_ticks_tells_and_opens_too(page: DidPage, person: Person, qtbot: QtBot) -> None:
    go_to(page, GLASS)
    qtbot.mouseClick(page.about.poster, Qt.MouseButton.LeftButton, pos=page.about.poster.rect().center() / 4)
    assert you_said.rows(page.doc, [str(item(page.doc, GLASS)["id"])])[0]["on_poster"] == 0
    with qtbot.waitSignal(page.open_requested) as opened:
        qtbot.mouseClick(page.about.doing, Qt.MouseButton.LeftButton)
    assert opened.args == ["action", item(page.doc, GLASS)["action"], ""]
    qtbot.mouseClick(page.about.tell, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.tell.keep, Qt.MouseButton.LeftButton)
    assert item(page.doc, GLASS)["told_how"] == "event"


def test_what_looks_personal_in_an_answer_is_told_as_it_is_typed(page: DidPage, qtbot: QtBot) -> None:
    go_to(page, BUS)
    press(qtbot, page, "w")
    answer = page.form.editor("answer")
    qtbot.keyClicks(answer, "Mrs Patel knows. ")
    said = [one.text() for one in page.form.findChildren(QLabel) if one.isVisible() and "personal" in one.text()]
    assert said == ["“Mrs Patel” looks personal. Take it out: nothing may say who spoke."]


def test_letters_typed_into_the_filter_stay_letters(page: DidPage, qtbot: QtBot) -> None:
    page.focus_filter()
    qtbot.keyClicks(page.pane.filter_box, "wat")
    assert page.pane.filter_box.text() == "wat"
    assert page.tell.isHidden()


def test_a_document_to_read_only_takes_no_letter(
    ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot
) -> None:
    ward.read_only = True
    page = DidPage(ward, prefs)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    page.refresh(None)
    page.pane.focus_list()
    said: list[str] = []
    page.said.connect(said.append)
    for letter in ("t", "a", " "):
        press(qtbot, page, letter)
    assert said == ["This document is open to read only"] * 3
    assert page.tell.isHidden()
    assert not page.about.tell.isEnabled()


def test_the_poster_stands_in_the_place_of_the_list_until_esc(page: DidPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.poster_button, Qt.MouseButton.LeftButton)
    place = page.findChild(QLineEdit, "contact")
    assert place is not None
    assert page.usual.isHidden()
    qtbot.keyClick(place, Qt.Key.Key_Escape)
    assert not page.usual.isHidden()
    assert page.pane.table.hasFocus()


def test_a_letter_on_the_heading_of_a_folded_group_does_nothing(page: DidPage, qtbot: QtBot) -> None:
    go_to(page, BUS)
    qtbot.keyClick(page.pane.table, Qt.Key.Key_Left)
    press(qtbot, page, "t")
    assert page.tell.isHidden()


def test_the_poster_shows_what_is_changed_meanwhile(page: DidPage) -> None:
    page.show_poster()
    words = page.findChild(QWidget, "preview")
    assert words is not None
    choice = page.findChild(Choice, "audience")
    assert choice is not None
    choice.setCurrentIndex(choice.place("ward"))
    edits.edit(page.doc, "feedback", str(item(page.doc, GLASS)["id"]), {"words": "Glass is everywhere"})
    assert "Glass is everywhere" in words.accessibleDescription()


def test_enter_tells_only_what_was_chosen_though_it_leaves_the_list(page: DidPage, qtbot: QtBot) -> None:
    for words in (BUS, GLASS):
        edits.edit(page.doc, "feedback", str(item(page.doc, words)["id"]), {"answer": "We asked for one."})
    box = page.pane.drop_downs["standing"]
    box.setCurrentIndex(box.place("answered"))
    go_to(page, BUS)
    heard: list[str] = []
    page.said.connect(heard.append)
    press(qtbot, page, "t")
    qtbot.keyClick(page.tell.day, Qt.Key.Key_Return)
    assert item(page.doc, BUS)["told_on"] == "2023-12-18"
    assert item(page.doc, GLASS)["told_on"] is None
    assert heard == ["Told back: 1 item"]

"""The comments of the Feedback page, sorted with real keys on a real document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.survey_words import said, themes, themes_of
from ward_desk.core.records import Row
from ward_desk.service import list_export
from ward_desk.service.document import Document
from ward_desk.service.surveys.comments import survey_comments, survey_needs, survey_rules
from ward_desk.ui import theme
from ward_desk.ui.pages.feedback.comments.comment_need import NeedComments
from ward_desk.ui.pages.feedback.comments.comments import READ, RULES, SIMILAR, CommentsPage
from ward_desk.ui.paper.list_out import shown
from ward_desk.ui.prefs import Prefs

WORDS = ("Buses on Sundays", "The bus at night", "Dark footpath by the river", "Ring Mrs Jones", "Thank you")


@pytest.fixture
def ids(ward: Document) -> list[str]:
    """The comments of a survey, which are the first of the list."""
    return said(ward, *WORDS)


@pytest.fixture
def page(ward: Document, ids: list[str], prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[CommentsPage]:
    one = CommentsPage(ward, prefs)
    qtbot.addWidget(one)
    stop = ward.subscribe(one.refresh)
    one.resize(1100, 720)
    with qtbot.waitActive(one):
        one.show()
    one.pane.focus_list()
    yield one
    stop()


def press(qtbot: QtBot, keys: str) -> None:
    """Press keys where the keyboard is: "1", "n", "_" for Space, ">" for Enter, "v" and "^" for the arrows, "<" for
    Esc."""
    special = {
        "_": Qt.Key.Key_Space, ">": Qt.Key.Key_Return, "v": Qt.Key.Key_Down, "^": Qt.Key.Key_Up, "<": Qt.Key.Key_Escape,
    }  # fmt: skip
    for key in keys:
        here = QApplication.focusWidget()
        assert isinstance(here, QWidget)
        if key in special:
            qtbot.keyClick(here, special[key])
        else:
            qtbot.keyClicks(here, key)


def type_in(qtbot: QtBot, words: str) -> None:
    here = QApplication.focusWidget()
    assert isinstance(here, QWidget)
    qtbot.keyClick(here, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(here, words)


def stored(doc: Document, comment: str) -> Row:
    return doc.store.get("comment", comment) or {}


def reads(page: CommentsPage) -> str:
    return page.reading.words.accessibleDescription()


def test_digits_sort_and_enter_goes_on_to_the_next_not_sorted(
    page: CommentsPage, ward: Document, ids: list[str], qtbot: QtBot
) -> None:
    a, _, c = themes(ward)[:3]
    survey_comments.toggle_no_reply(ward, ids[1:2])
    press(qtbot, "13>")
    assert themes_of(ward, ids[0]) == [a, c]
    assert reads(page) == WORDS[2]
    press(qtbot, "3n")
    assert (themes_of(ward, ids[2]), stored(ward, ids[2])["no_reply"]) == ([c], 1)
    press(qtbot, "3")
    assert themes_of(ward, ids[2]) == []
    assert page.reading.progress.text() == "3 of 6 sorted"


def test_each_key_is_one_operation_that_u_takes_back(
    page: CommentsPage, ward: Document, ids: list[str], qtbot: QtBot
) -> None:
    press(qtbot, "12")
    spy = QSignalSpy(page.said)
    press(qtbot, "u")
    assert themes_of(ward, ids[0]) == themes(ward)[:1]
    assert spy.at(0)[0] == "Undone: Sort 1 comment: theme Jobs, careers & skills"
    assert page.pane.current_id == ids[0]


def test_the_list_stands_still_while_what_it_leaves_out_is_sorted(
    page: CommentsPage, ward: Document, ids: list[str], qtbot: QtBot
) -> None:
    box = page.pane.drop_downs["sorted"]
    box.setCurrentIndex(box.place("no"))
    press(qtbot, "1")
    assert page.pane.current_id == ids[0]
    assert page.pane.model.words_of(0, 1) == "Education & youth"
    press(qtbot, "2v")
    assert themes_of(ward, ids[0]) == themes(ward)[:2]
    assert reads(page) == WORDS[1]


def test_space_chooses_several_and_a_key_sorts_them_as_one(
    page: CommentsPage, ward: Document, ids: list[str], qtbot: QtBot
) -> None:
    press(qtbot, "_v_")
    assert page.targets == [ids[0], ids[2]]
    assert page.reading.several.text() == "2 comments chosen: the keys sort all of them"
    press(qtbot, "2")
    assert [themes_of(ward, one) for one in ids[:3]] == [[themes(ward)[1]], [], [themes(ward)[1]]]
    assert ward.undo_label == "Sort 2 comments: theme Jobs, careers & skills"
    press(qtbot, "^_<")
    assert page.targets == [page.pane.current_id]


def test_p_chooses_the_priority_they_speak_for(
    page: CommentsPage, ward: Document, ids: list[str], qtbot: QtBot
) -> None:
    press(qtbot, "p")
    type_in(qtbot, "after sch")
    press(qtbot, ">")
    priority = str(ward.store.rows("priority", title="Something to do after school")[0]["id"])
    assert stored(ward, ids[0])["priority"] == priority
    assert page.reading.decided.text() == "Priority: Something to do after school"
    assert page.pane.table.hasFocus()
    press(qtbot, "p^>")
    assert stored(ward, ids[0])["priority"] is None


def test_g_makes_a_need_and_asks_once_more_before_it_quotes_somebody(
    page: CommentsPage, ward: Document, ids: list[str], qtbot: QtBot
) -> None:
    press(qtbot, "__g>")
    box = page.reading.choosing.picker.box
    assert box.text() == "Buses on Sundays"
    assert page.reading.choosing.picker.prompt.isVisible()  # words in the line hide the question in it
    assert page.reading.choosing.picker.prompt.text() == "What do they need, in one sentence?"
    assert (box.selectedText(), box.cursorPosition()) == (box.text(), 0)
    press(qtbot, ">")
    assert "somebody’s own words" in page.reading.choosing.picker.note.text()
    type_in(qtbot, "Buses when there are none")
    press(qtbot, ">")
    need = str(stored(ward, ids[0])["need"])
    assert stored(ward, ids[1])["need"] == need
    assert (ward.store.get("feedback", need) or {})["words"] == "Buses when there are none"
    assert page.pane.model.words_of(1, 2) == str((ward.store.get("feedback", need) or {})["ref"])
    assert ward.undo_label == "Make a need of 2 comments"


def test_g_groups_into_a_need_there_is_and_takes_out_again(
    page: CommentsPage, ward: Document, ids: list[str], qtbot: QtBot
) -> None:
    need = str(ward.store.rows("feedback", words="No bus after six")[0]["id"])
    press(qtbot, "g")
    type_in(qtbot, "bus six")
    press(qtbot, "v>")
    assert stored(ward, ids[0])["need"] == need
    spy = QSignalSpy(page.open_requested)
    qtbot.mouseClick(page.reading.need, Qt.MouseButton.LeftButton)
    assert list(spy.at(0)) == ["feedback", need, ""]
    page.pane.focus_list()
    press(qtbot, "g^>")
    assert stored(ward, ids[0])["need"] is None


def test_esc_leaves_the_choice_and_changes_nothing(
    page: CommentsPage, ward: Document, ids: list[str], qtbot: QtBot
) -> None:
    press(qtbot, "g><")
    assert page.reading.choosing.isHidden()
    assert page.pane.table.hasFocus()
    assert stored(ward, ids[0])["need"] is None


def test_what_looks_personal_is_marked_where_it_stands_and_r_takes_it_out(
    page: CommentsPage, ward: Document, ids: list[str], qtbot: QtBot
) -> None:
    assert page.reading.personal.isHidden()
    press(qtbot, "vvv")
    assert page.reading.personal.text().startswith("“Mrs Jones” looks personal.")
    assert "<b>Mrs Jones</b>" in page.reading.words.text()
    press(qtbot, "r")
    assert stored(ward, ids[3])["words"] == reads(page) == "Ring [removed: name]"
    assert page.reading.personal.isHidden()


def test_similar_ones_are_ticked_by_hand_and_sorted_with_the_comment(
    page: CommentsPage, ward: Document, ids: list[str], qtbot: QtBot
) -> None:
    press(qtbot, "s")
    assert page.view == SIMILAR
    assert page.similar.list.count() == 1
    assert page.similar.ticked == []
    press(qtbot, "_4")
    assert [themes_of(ward, one) for one in ids[:3]] == [[themes(ward)[3]], [themes(ward)[3]], []]
    assert page.similar.ticked == [ids[1]]
    press(qtbot, "<")
    assert page.view == READ
    assert page.pane.table.hasFocus()
    assert page.targets == [ids[0]]


def test_a_need_is_made_of_a_comment_and_those_ticked_as_like_it(
    page: CommentsPage, ward: Document, ids: list[str], qtbot: QtBot
) -> None:
    press(qtbot, "s_g>")
    type_in(qtbot, "Buses when there are none")
    press(qtbot, ">")
    need = str(stored(ward, ids[0])["need"])
    assert [one["id"] for one in survey_needs.comments_of(ward, need)] == ids[:2]


def test_the_themes_of_a_comment_are_given_to_those_ticked(
    page: CommentsPage, ward: Document, ids: list[str], qtbot: QtBot
) -> None:
    press(qtbot, "12s>")
    qtbot.mouseClick(page.similar.copy_themes, Qt.MouseButton.LeftButton)
    assert themes_of(ward, ids[1]) == themes(ward)[:2]
    assert ward.undo_label == "Sort 1 comment: themes"


def test_a_rule_shows_what_it_catches_and_sorts_only_when_told(
    page: CommentsPage, ward: Document, ids: list[str], qtbot: QtBot
) -> None:
    survey_comments.toggle_theme(ward, ids[:1], themes(ward)[0])
    press(qtbot, "w")
    assert page.view == RULES
    type_in(qtbot, "bus*")
    press(qtbot, ">")
    assert page.rules.problem.text() == "Choose the theme that these words speak of."
    page.rules.theme.setCurrentIndex(page.rules.theme.place(themes(ward)[3]))
    press(qtbot, ">")
    assert page.rules.told.text() == "Catches 2 comments: 1 without a theme, 1 with other themes."
    assert page.rules.first.accessibleDescription() == "The bus at night. Buses on Sundays"
    assert ">bus</span> at night" in page.rules.first.text()
    assert survey_rules.rules(ward) == []
    qtbot.mouseClick(page.rules.bare, Qt.MouseButton.LeftButton)
    assert [themes_of(ward, one) for one in ids[:2]] == [themes(ward)[:1], themes(ward)[3:4]]
    assert page.rules.told.text() == "Catches 2 comments: 1 with other themes, 1 that has it already."
    assert page.rules.kept.item(0).text() == "bus*"


def test_esc_leaves_the_rules_for_the_comment(page: CommentsPage, qtbot: QtBot) -> None:
    press(qtbot, "w")
    assert page.view == RULES
    here = QApplication.focusWidget()
    assert here is page.rules.words
    qtbot.keyClick(here, Qt.Key.Key_Escape)
    assert page.view == READ
    assert page.pane.table.hasFocus()


def test_a_kept_rule_is_taken_up_changed_and_removed_by_key(
    page: CommentsPage, ward: Document, ids: list[str], qtbot: QtBot
) -> None:
    survey_rules.keep(ward, "bus*", themes(ward)[3])
    press(qtbot, "w")
    page.rules.kept.setFocus()
    press(qtbot, ">")
    assert (page.rules.words.text(), page.rules.theme.currentData()) == ("bus*", themes(ward)[3])
    assert page.rules.told.text() == "Catches 2 comments: 2 without a theme."
    page.rules.words.setFocus()
    type_in(qtbot, "bus*, path")
    press(qtbot, ">")
    qtbot.mouseClick(page.rules.keep, Qt.MouseButton.LeftButton)
    assert [one.words for one in survey_rules.rules(ward)] == ["bus*, path"]
    page.rules.kept.setFocus()
    qtbot.keyClick(page.rules.kept, Qt.Key.Key_Delete)
    assert survey_rules.rules(ward) == []


def test_words_a_rule_cannot_look_for_are_told_beside_it(page: CommentsPage, ids: list[str], qtbot: QtBot) -> None:
    press(qtbot, "w")
    type_in(qtbot, "*bus")
    press(qtbot, ">")
    assert page.rules.problem.text() == "“*bus” can't be looked for: a star stands at the end of a word. Write “bus*”."
    assert page.rules.bare.isHidden()


def test_a_word_often_found_is_offered_and_only_put_into_the_line(
    page: CommentsPage, ward: Document, qtbot: QtBot
) -> None:
    said(ward, "Litter here", "Litter there", "Litter again", title="Spring survey", opens="2023-03-01")
    press(qtbot, "w")
    offers = [one for one in page.rules.offered.findChildren(QWidget) if one.objectName() == "litter"]
    qtbot.mouseClick(offers[0], Qt.MouseButton.LeftButton)
    assert page.rules.words.text() == "litter"
    assert page.rules.told.text() == "Catches 3 comments: 3 without a theme."
    assert survey_rules.rules(ward) == []


def test_numbers_are_of_the_survey_filtered_by_and_its_questions_are_offered(
    page: CommentsPage, ward: Document, ids: list[str], qtbot: QtBot
) -> None:
    press(qtbot, "1")
    box = page.pane.drop_downs["survey"]
    box.setCurrentIndex(box.findText("After-school survey"))
    assert page.reading.progress.text() == "0 of 1 sorted"
    assert page.reading.themes.lines[0].shown is not None
    assert page.reading.themes.lines[0].shown.number == 0
    assert page.pane.drop_downs["question"].count() == 2
    page.pane.clear_filters()
    assert page.reading.progress.text() == "1 of 6 sorted"


def test_it_is_said_where_a_comment_was_written(page: CommentsPage) -> None:
    assert page.reading.said.text() == "Winter survey · Anything else? · 1 Nov 2023 · 35-44"


def test_a_comment_found_elsewhere_is_opened_and_the_comments_of_a_need_are_shown(
    page: CommentsPage, ward: Document, ids: list[str]
) -> None:
    assert page.open_record("comment", ids[3])
    assert reads(page) == WORDS[3]
    assert not page.open_record("comment", "gone")
    need = survey_needs.make(ward, ids[1:3], "Light and buses")
    page.show_need(need)
    assert list(page.pane.model.ids) == ids[1:3]


def test_a_comment_that_came_while_the_page_was_out_of_sight_is_opened(page: CommentsPage, ward: Document) -> None:
    page.hide()
    new = said(ward, "Quite new", title="Spring survey", opens="2023-03-01")[0]
    assert page.open_record("comment", new)
    assert reads(page) == "Quite new"


def test_what_somebody_wrote_is_never_read_as_markup(
    ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot
) -> None:
    comment = said(ward, "<img src=x> <b>bus</b> & more")[0]
    page = CommentsPage(ward, prefs)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    page.open_record("comment", comment)
    assert page.reading.words.text() == "&lt;img src=x&gt; &lt;b&gt;bus&lt;/b&gt; &amp; more"
    press(qtbot, "w")
    type_in(qtbot, "bus")
    press(qtbot, ">")
    assert "&lt;img src=x&gt; &lt;b&gt;<span" in page.rules.first.text()


@pytest.mark.parametrize("name", ["empty_ward", "north_northants_ward"])
def test_a_ward_without_comments_says_where_they_come_from(
    name: str, prefs: Prefs, light: QApplication, qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    page = CommentsPage(request.getfixturevalue(name), prefs)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    qtbot.keyClicks(page.pane.table, "1gsw")
    assert page.pane.count.text() == "0 comments"
    assert page.card.isHidden()
    assert page.view == READ


def test_out_of_sight_it_waits_until_it_is_seen(page: CommentsPage, ward: Document, ids: list[str]) -> None:
    page.hide()
    survey_comments.toggle_theme(ward, ids[:1], themes(ward)[0])
    assert page.pane.model.words_of(0, 1) == ""
    page.show()
    assert page.pane.model.words_of(0, 1) == "Education & youth"


def test_what_leaves_the_ward_is_redacted_and_a_survey_of_this_ward_only_stays(
    page: CommentsPage, ward: Document, ids: list[str]
) -> None:
    said(ward, "Not for others", title="Our own", opens="2023-12-01", sharing="ward")
    made = list_export.table(ward, shown(page.pane, "comments", "Comments"), "programme")
    words = [str(line[0]) for line in made.rows]
    assert "Ring [removed: name]" in words
    assert "Not for others" not in words
    assert len(words) == len(page.pane.model.ids) - 1


def test_chosen_comments_are_copied_as_lines(page: CommentsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.pane.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "What they wrote\tThemes\tNeed\nBuses on Sundays\t\t"


def test_a_document_open_to_read_only_is_read_and_not_sorted(
    ward: Document, ids: list[str], prefs: Prefs, light: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ward, "read_only", True)
    page = CommentsPage(ward, prefs)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    page.pane.focus_list()
    press(qtbot, "1n")
    assert themes_of(ward, ids[0]) == []
    assert not page.reading.keys["g"].isEnabled()
    press(qtbot, "s")
    assert page.similar.list.count() == 1


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_marks_take_the_colours_of_the_theme(
    name: str, ward: Document, ids: list[str], prefs: Prefs, light: QApplication, qtbot: QtBot
) -> None:
    page = CommentsPage(ward, prefs)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    page.open_record("comment", ids[3])
    theme.apply(light, name)
    assert theme.colour("amber_ground").name() in page.reading.words.text()


def test_an_item_says_how_many_comments_stand_behind_it(
    ward: Document, ids: list[str], light: QApplication, qtbot: QtBot
) -> None:
    again = said(ward, WORDS[0], title="Spring survey", opens="2023-03-01")
    need = survey_needs.make(ward, [ids[0], *again, *ids[1:3]], "Many things")
    holder = QWidget()
    qtbot.addWidget(holder)
    one = NeedComments(ward, holder)
    holder.show()
    one.load(need)
    assert one.link.text() == "4 comments"
    assert [line.words for line in one.first] == [
        "“Buses on Sundays”",
        "“The bus at night”",
        "“Dark footpath by the river”",
    ]
    spy = QSignalSpy(one.comments_asked)
    one.link.setFocus()
    qtbot.keyClick(one.link, Qt.Key.Key_Space)
    assert spy.at(0)[0] == need
    one.load(str(ward.store.rows("feedback", words="No bus after six")[0]["id"]))
    assert one.isHidden()

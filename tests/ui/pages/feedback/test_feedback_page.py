"""The Feedback page, driven as people drive it, on a real document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.survey_words import said
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.surveys import surveys
from ward_desk.ui import commands, theme
from ward_desk.ui.pages.feedback.comments.comments import NO_THEMES, READ, RULES
from ward_desk.ui.pages.feedback.feedback import FeedbackPage
from ward_desk.ui.pages.feedback.results.results_bars import AnswerBars
from ward_desk.ui.prefs import Prefs


@pytest.fixture
def page(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[FeedbackPage]:
    """The page as the window shows it: it hears of every change."""
    one = FeedbackPage(ward, prefs)
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


def type_into(qtbot: QtBot, line: QLineEdit, words: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def pill_words(page: FeedbackPage) -> list[str]:
    pills = page.items.pills
    found = (pills.itemAt(n) for n in range(pills.count()))
    return [widget.accessibleName() for one in found if one is not None and (widget := one.widget()) is not None]


def test_the_list_says_where_each_item_stands(page: FeedbackPage) -> None:
    model = page.items.pane.model
    column = [one.key for one in model.columns].index("standing")
    said = {str(model.record(n)["words"]): model.words_of(n, column) for n in range(len(model.ids))}
    assert said == {
        "No bus after six": "No action yet",
        "The river path is full of glass": "Has an action",
        "Nowhere warm to do homework": "Told back",
    }


def test_a_filter_leaves_the_items_no_action_answers(page: FeedbackPage) -> None:
    drop_down = page.items.pane.drop_downs["standing"]
    drop_down.setCurrentIndex(drop_down.place("heard"))
    model = page.items.pane.model
    assert [model.record(n)["words"] for n in range(len(model.ids))] == ["No bus after six"]


def test_words_and_enter_add_an_item_heard_today(page: FeedbackPage, ward: Document, qtbot: QtBot) -> None:
    type_into(qtbot, page.items.pane.add_box, "The park gate is locked too early")
    row = item(ward, "The park gate is locked too early")
    assert (row["heard_on"], row["channel"]) == ("2023-12-18", "other")
    assert page.items.form.row_id == row["id"]
    assert page.items.form.editor("channel").hasFocus()


def test_an_item_added_under_filters_belongs_there(page: FeedbackPage, ward: Document, qtbot: QtBot) -> None:
    theme = str(ward.store.rows("theme", order="position")[2]["id"])
    for key, value in (("channel", "councillor"), ("theme", theme)):
        drop_down = page.items.pane.drop_downs[key]
        drop_down.setCurrentIndex(drop_down.place(value))
    type_into(qtbot, page.items.pane.add_box, "Bins not emptied")
    row = item(ward, "Bins not emptied")
    assert row["channel"] == "councillor"
    assert ward.store.linked("feedback_theme", str(row["id"])) == [theme]
    assert page.items.pane.current_id == row["id"]


def test_something_personal_is_pointed_out_as_it_is_typed(page: FeedbackPage, ward: Document, qtbot: QtBot) -> None:
    page.open_record("feedback", str(item(ward, "No bus after six")["id"]))
    words = page.items.form.editor("words")
    assert isinstance(words, QPlainTextEdit)
    words.setFocus()
    qtbot.keyClicks(words, "Mrs Patel says: ")
    said = [one.text() for one in page.items.form.findChildren(QLabel) if one.isVisible() and "personal" in one.text()]
    assert said == ["“Mrs Patel” looks personal. Take it out: nothing may say who spoke."]
    assert ward.store.rows("feedback", words="No bus after six")


def test_what_looks_personal_goes_with_one_press_and_comes_back_with_undo(
    page: FeedbackPage, ward: Document, qtbot: QtBot
) -> None:
    row = str(item(ward, "No bus after six")["id"])
    page.open_record("feedback", row)
    assert page.items.clear.isHidden()
    edits.edit(ward, "feedback", row, {"words": "Ring 07700 900123", "place": "HP5 1AB"})
    qtbot.mouseClick(page.items.clear, Qt.MouseButton.LeftButton)
    clean = ward.store.get("feedback", row) or {}
    assert (clean["words"], clean["place"]) == ("Ring [removed: phone number]", "[removed: full postcode]")
    assert page.items.clear.isHidden()
    ward.undo()
    assert (ward.store.get("feedback", row) or {})["words"] == "Ring 07700 900123"


def test_telling_residents_back_moves_the_item_on(page: FeedbackPage, ward: Document, qtbot: QtBot) -> None:
    page.open_record("feedback", str(item(ward, "No bus after six")["id"]))
    assert pill_words(page) == ["No action yet"]
    told = page.items.more.editor("told_on")
    assert isinstance(told, QLineEdit)
    type_into(qtbot, told, "yesterday")
    assert item(ward, "No bus after six")["told_on"] == "2023-12-17"
    assert pill_words(page) == ["Told back"]


def test_themes_go_in_and_out(page: FeedbackPage, ward: Document, qtbot: QtBot) -> None:
    row = str(item(ward, "No bus after six")["id"])
    page.open_record("feedback", row)
    qtbot.mouseClick(page.items.themes.buttons[1], Qt.MouseButton.LeftButton)
    assert len(ward.store.linked("feedback_theme", row)) == 1
    qtbot.mouseClick(page.items.themes.buttons[1], Qt.MouseButton.LeftButton)
    assert ward.store.linked("feedback_theme", row) == []


def test_an_action_is_made_of_what_was_said(page: FeedbackPage, ward: Document, qtbot: QtBot) -> None:
    row = str(item(ward, "No bus after six")["id"])
    page.open_record("feedback", row)
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.mouseClick(page.items.make, Qt.MouseButton.LeftButton)
    table, action, field = asked.args or ("", "", "")
    assert (table, field) == ("action", "title")
    assert (ward.store.get("feedback", row) or {})["action"] == action
    assert page.items.make.isHidden()


def test_where_it_was_heard_opens_from_the_item(page: FeedbackPage, ward: Document, qtbot: QtBot) -> None:
    row = item(ward, "The river path is full of glass")
    page.open_record("feedback", str(row["id"]))
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.mouseClick(page.items.source, Qt.MouseButton.LeftButton)
    assert asked.args == ["event", row["event"], ""]


def test_a_made_up_item_says_so(page: FeedbackPage, ward: Document) -> None:
    row = str(item(ward, "No bus after six")["id"])
    page.open_record("feedback", row)
    edits.edit(ward, "feedback", row, {"illustrative": 1})
    assert pill_words(page) == ["No action yet", "Illustrative"]


def test_a_change_made_elsewhere_leaves_what_is_half_typed(page: FeedbackPage, ward: Document, qtbot: QtBot) -> None:
    row = str(item(ward, "No bus after six")["id"])
    page.open_record("feedback", row)
    answer = page.items.more.editor("answer")
    assert isinstance(answer, QPlainTextEdit)
    answer.setFocus()
    qtbot.keyClicks(answer, "We asked the bus company")
    edits.edit(ward, "feedback", row, {"how_many": 6})
    how_many = page.items.form.editor("how_many")
    assert isinstance(how_many, QLineEdit)
    assert (how_many.text(), answer.toPlainText()) == ("6", "We asked the bus company")
    page.commit_pending()
    assert (ward.store.get("feedback", row) or {})["answer"] == "We asked the bus company"


def test_delete_removes_an_item_and_offers_it_back(page: FeedbackPage, ward: Document, qtbot: QtBot) -> None:
    row = item(ward, "No bus after six")
    page.items.pane.select(str(row["id"]))
    with qtbot.waitSignal(page.removed) as said:
        qtbot.keyClick(page.items.pane.table, Qt.Key.Key_Delete)
    assert said.args == [f"Removed {row['ref']!s}"]


def test_a_title_and_enter_add_a_survey(page: FeedbackPage, ward: Document, qtbot: QtBot) -> None:
    page.new_survey()
    type_into(qtbot, page.surveys.pane.add_box, "Winter survey")
    (row,) = ward.store.rows("survey", title="Winter survey")
    assert page.surveys.form.row_id == row["id"]
    assert page.surveys.form.editor("purpose").hasFocus()
    assert page.surveys.answered.text() == "No responses yet"


def test_an_answer_nobody_gave_is_shown_as_nought(page: FeedbackPage, ward: Document, qtbot: QtBot) -> None:
    question = ward.store.rows("question", wording="What would you come to?")[0]
    edits.edit(ward, "question", str(question["id"]), {"options": "Homework club\nFootball\nCooking\nDrama"})
    page.open_record("survey", str(question["survey"]))
    results = page.surveys.results

    def said() -> list[str]:
        return [bars.accessibleDescription() for bars in results.findChildren(AnswerBars)]

    qtbot.waitUntil(lambda: any(words.endswith("Drama: 0, 0%") for words in said()))


def test_who_answered_is_said_in_a_line(page: FeedbackPage, ward: Document) -> None:
    page.open_record("survey", str(ward.store.rows("survey")[0]["id"]))
    assert page.surveys.answered.text() == "3 responses · 3 paper · 1 Sep 2023 to 30 Sep 2023"


def test_questions_are_added_worded_moved_and_removed(page: FeedbackPage, ward: Document, qtbot: QtBot) -> None:
    survey = str(ward.store.rows("survey")[0]["id"])
    page.open_record("survey", survey)
    page.surveys.parts.show_tab(2)
    type_into(qtbot, page.surveys.questions.box, "Which evening suits you?")
    added = surveys.questions(ward, survey)[-1]
    assert added["wording"] == "Which evening suits you?"
    card = page.surveys.questions.cards[str(added["id"])]
    options = card.form.editor("options")
    assert isinstance(options, QPlainTextEdit)
    options.setFocus()
    qtbot.keyClicks(options, "Monday")
    qtbot.keyClick(options, Qt.Key.Key_Return)
    qtbot.keyClicks(options, "Friday")
    page.commit_pending()
    assert surveys.options_of(surveys.questions(ward, survey)[-1]) == ["Monday", "Friday"]
    qtbot.mouseClick(card.up, Qt.MouseButton.LeftButton)
    assert [row["wording"] for row in surveys.questions(ward, survey)][2] == "Which evening suits you?"
    with qtbot.waitSignal(page.removed):
        qtbot.mouseClick(page.surveys.questions.cards[str(added["id"])].off, Qt.MouseButton.LeftButton)
    assert len(surveys.questions(ward, survey)) == 3


def test_answers_to_choose_from_are_asked_only_where_there_are_any(page: FeedbackPage, ward: Document) -> None:
    question = ward.store.rows("question", wording="How safe is the way home?")[0]
    page.open_record("survey", str(question["survey"]))
    page.surveys.parts.show_tab(2)
    card = page.surveys.questions.cards[str(question["id"])]
    assert not card.form.editor("options").isHidden()
    edits.edit(ward, "question", str(question["id"]), {"kind": "text"})
    assert card.form.editor("options").isHidden()


def test_a_record_opens_behind_its_own_tab(page: FeedbackPage, ward: Document) -> None:
    survey = ward.store.rows("survey")[0]
    assert page.open_record("survey", str(survey["id"]), "audience")
    assert page.part is page.surveys
    assert page.surveys.form.editor("audience").hasFocus()
    assert page.open_record("feedback", str(item(ward, "No bus after six")["id"]), "answer")
    assert page.part is page.items
    assert page.items.more.editor("answer").hasFocus()
    assert not page.open_record("survey", "not there")


def test_a_part_opened_by_key_takes_the_keyboard_into_its_list(page: FeedbackPage, qtbot: QtBot) -> None:
    page.view_surveys()
    page.view_said()
    page.items.pane.table.setFocus()
    page.view_surveys()
    assert page.surveys.pane.table.hasFocus()


def test_no_poster_is_made_behind_paper_forms(page: FeedbackPage, ward: Document) -> None:
    page.view_surveys()
    page.surveys.pane.select_first()
    page.type_forms()
    page.make_poster()
    assert page.busy
    page.paper.close()
    assert not page.did.usual.isHidden()


def test_the_pre_election_period_is_come_to_by_a_command_of_its_own(
    ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot
) -> None:
    one = FeedbackPage(ward, prefs)
    qtbot.addWidget(one)
    one.resize(654, 410)
    with qtbot.waitActive(one):
        one.show()
    command = next(row for row in commands.of_page("feedback") if "election" in row.text.lower())
    getattr(one, command.handler)()
    box = next(box for box in one.findChildren(QCheckBox) if box.text() == "Pre-election period")
    qtbot.waitUntil(box.hasFocus)
    qtbot.waitUntil(lambda: box.visibleRegion().boundingRect().height() >= box.height() - 1 > 0)


def test_a_small_window_with_large_text_cuts_nothing_off(
    ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot
) -> None:
    theme.apply(light, "light", 150)
    try:
        one = FeedbackPage(ward, prefs)
        qtbot.addWidget(one)
        one.resize(654, 410)  # what 1024 by 640 leaves beside the window's own
        with qtbot.waitActive(one):
            one.show()
        for show, card in (
            (one.view_said, lambda: one.items.card), (one.view_surveys, lambda: one.surveys.card),
            (one.view_comments, lambda: one.comments.card), (one.view_did, lambda: one.did.card),
        ):  # fmt: skip
            show()
            qtbot.waitUntil(lambda card=card: card().isVisible())
            edge = card().mapTo(one, card().rect().topRight()).x()
            assert edge < one.width(), show
            assert card().width() >= card().minimumSizeHint().width(), show
    finally:
        theme.apply(light, "light")


def test_a_plan_without_themes_offers_none(
    north_northants_ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot
) -> None:
    said(north_northants_ward, "Buses on Sundays")
    one = FeedbackPage(north_northants_ward, prefs)
    qtbot.addWidget(one)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    one.items.add("Buses stop at six.")
    for pane in (one.items.pane, one.did.pane, one.comments.pane):
        assert "theme" not in pane.drop_downs
    assert one.did.pane.head.group.currentData() == "standing"
    one.view_comments()
    assert one.comments.views.buttons[RULES].isHidden()
    heard: list[str] = []
    one.said.connect(heard.append)
    qtbot.keyClicks(one.comments.pane.table, "1w")
    assert heard == [NO_THEMES, NO_THEMES]
    assert one.comments.view == READ

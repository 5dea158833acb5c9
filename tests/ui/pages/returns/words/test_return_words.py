"""The words of a return: first words offered sentence by sentence, put in beside what is there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ward_desk.core.periods import Quarter
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.returns.words.return_draft import Draft
from ward_desk.service.returns.words.return_sentence import Sentence
from ward_desk.ui import theme
from ward_desk.ui.pages.returns.words.return_draft_list import MORE, DraftList
from ward_desk.ui.pages.returns.words.return_words import FIRST_WORDS, SHORTLY, Words
from ward_desk.ui.panes import scrolled

Q3 = Quarter(2023, 3)


@pytest.fixture
def words(empty_ward: Document, light: QApplication, qtbot: QtBot) -> Words:
    """The words of a return whose quarter has two notes."""
    theme = str(empty_ward.store.rows("theme", order="position")[0]["id"])
    for title in ("Cookery course", "Fair"):
        action = edits.add(empty_ward, "action", {"title": title, "theme": theme, "status": "in_progress"})
        edits.add(empty_ward, "progress_note", {"action": action, "noted_on": "2023-12-01", "words": "Going well"})
    row_id = returns.ensure_return(empty_ward, Q3)
    one = Words(empty_ward, {"progress": 250, "horizon": 200})
    qtbot.addWidget(one)
    one.resize(700, 700)
    row = returns.newest(empty_ward, Q3)
    assert row is not None
    assert row["id"] == row_id
    one.load(row, "")
    with qtbot.waitActive(one):
        one.show()
    return one


def box(words: Words) -> QPlainTextEdit:
    widget = words.editors["progress"].widget
    assert isinstance(widget, QPlainTextEdit)
    return widget


def test_ticked_sentences_go_in_after_what_is_there_and_one_undo_takes_them_out(words: Words, qtbot: QtBot) -> None:
    qtbot.keyClicks(box(words), "As before.")
    qtbot.keyClick(box(words), Qt.Key.Key_Home)
    qtbot.mouseClick(words.draft_buttons["progress"], Qt.MouseButton.LeftButton)
    offered = words.drafts["progress"]
    assert offered.list.hasFocus()
    assert [offered.list.item(n).text() for n in range(2)] == [
        "Cookery course: Going well.  (CHE-01)", "Fair: Going well.  (CHE-02)",
    ]  # fmt: skip
    qtbot.keyClick(offered.list, Qt.Key.Key_Space)  # the first one out
    assert "1 of 2 sentences ticked, with the 2 there 5 words of at most 250" in offered.about.text()
    qtbot.mouseClick(offered.put_button, Qt.MouseButton.LeftButton)
    assert box(words).toPlainText() == "As before. Fair: Going well."
    assert box(words).hasFocus()
    assert not offered.isVisibleTo(words)
    box(words).undo()
    assert box(words).toPlainText() == "As before."


@pytest.mark.parametrize(("there", "between"), [
    ("As before.", " "), ("Is it? ", ""), ("Waiting on a partner", "\n"), ("One.\nTwo.", "\n"), ("One.\n", ""),
])  # fmt: skip
def test_sentences_put_into_a_text_nobody_has_been_in_are_not_glued_to_it(
    words: Words, qtbot: QtBot, there: str, between: str
) -> None:
    row = returns.newest(words._doc, Q3)
    assert row is not None
    edits.edit(words._doc, "quarterly_return", str(row["id"]), {"progress": there})
    words.load({**row, "progress": there}, "")
    words.draft_buttons["progress"].setFocus()
    qtbot.keyClick(words.draft_buttons["progress"], Qt.Key.Key_Space)
    qtbot.keyClick(words.drafts["progress"].list, Qt.Key.Key_Space)
    words.drafts["progress"].put_button.setFocus()
    qtbot.keyClick(words.drafts["progress"].put_button, Qt.Key.Key_Space)
    assert box(words).toPlainText() == f"{there}{between}Fair: Going well."
    qtbot.keyClicks(box(words), " And more.")
    assert box(words).toPlainText().endswith("Going well. And more.")


def test_words_that_give_somebody_away_are_pointed_at_under_their_text_as_they_are_typed(
    words: Words, qtbot: QtBot
) -> None:
    challenges = words.editors["challenges"].widget
    qtbot.keyClicks(challenges, "Ring 01632 960 147")
    shown = [name for name, one in words.problems.items() if one.isVisible()]
    assert shown == ["challenges"]
    assert words.problems["challenges"].text() == "“01632 960 147” looks personal. Take it out."
    row = returns.newest(words._doc, Q3)
    assert row is not None
    words.load(row, "It is signed.")
    assert not words.problems["challenges"].isVisible()  # nobody can take it out
    words.load(row, "")
    assert words.problems["challenges"].isVisible()
    for _ in "01632 960 147":
        qtbot.keyClick(challenges, Qt.Key.Key_Backspace)
    assert not words.problems["challenges"].isVisible()


def test_with_large_text_in_a_small_window_nothing_is_cut_off_at_the_right(
    words: Words, light: QApplication, qtbot: QtBot
) -> None:
    links = words.draft_buttons.values()
    assert {one.text() for one in links} == {FIRST_WORDS}
    area = scrolled(words)
    qtbot.addWidget(area)
    theme.apply(light, "light", 150)
    area.resize(375, 320)
    with qtbot.waitActive(area):
        area.show()
    assert words.mapTo(area, words.rect().topRight()).x() <= 375
    assert {one.text() for one in links} == {SHORTLY}
    assert {one.toolTip() for one in links} == {FIRST_WORDS}
    for name in ("prepared_role", "progress"):
        assert words.focus_field(name)
        shown = words.editors[name].widget
        qtbot.waitUntil(lambda at=shown: not at.visibleRegion().isEmpty())  # type: ignore[misc]
    words.setParent(None)  # the fixture closes it


def test_enter_opens_what_a_sentence_rests_on(words: Words, qtbot: QtBot) -> None:
    words.show_draft("progress")
    offered = words.drafts["progress"]
    qtbot.keyClick(offered.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(words.source_asked) as asked:
        qtbot.keyClick(offered.list, Qt.Key.Key_Return)
    action = words._doc.store.rows("action", ref="CHE-02")[0]
    assert asked.args == ["action", action["id"], ""]


def test_escape_closes_the_offer_and_comes_back_to_the_text(words: Words, qtbot: QtBot) -> None:
    words.show_draft("progress")
    qtbot.keyClick(words.drafts["progress"].list, Qt.Key.Key_Escape)
    assert not words.drafts["progress"].isVisibleTo(words)
    assert box(words).hasFocus()
    assert box(words).toPlainText() == ""


def test_a_quarter_without_records_says_so(words: Words, qtbot: QtBot) -> None:
    words.show_draft("horizon")
    offered = words.drafts["horizon"]
    assert offered.about.text() == "Nothing recorded for this quarter gives a sentence yet."
    assert not offered.put_button.isVisibleTo(words)


def test_what_is_signed_offers_no_first_words(words: Words) -> None:
    words.show_draft("progress")
    row = returns.newest(words._doc, Q3)
    assert row is not None
    words.load(row, "It is signed.")
    assert not words.draft_buttons["progress"].isVisibleTo(words)
    assert not words.drafts["progress"].isVisibleTo(words)


def test_of_thousands_of_sentences_those_further_down_come_when_somebody_gets_there(
    light: QApplication, qtbot: QtBot
) -> None:
    offered = DraftList()
    qtbot.addWidget(offered)
    offered.resize(500, 400)
    offered.show()
    told = list[str]()
    offered.put_in.connect(told.append)
    sentences = tuple(Sentence("", f"Meeting {n} was held.", (), 1, chosen=n == 1_500) for n in range(2_000))
    offered.show_draft(Draft("progress", sentences, 250), 0)
    assert offered.list.count() == MORE
    assert "1 of 2,000 sentences ticked" in offered.about.text()
    qtbot.keyClick(offered.list, Qt.Key.Key_Space)
    qtbot.keyClick(offered.list, Qt.Key.Key_End)
    assert offered.list.count() == 2 * MORE
    qtbot.keyClick(offered.list, Qt.Key.Key_Down)
    assert offered.list.currentRow() == MORE
    bar = offered.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert offered.list.count() > 2 * MORE
    offered.put_button.click()
    assert told == ["Meeting 0 was held. Meeting 1500 was held."]


def test_in_a_low_window_the_whole_offer_comes_into_sight(words: Words, qtbot: QtBot) -> None:
    area = scrolled(words)
    qtbot.addWidget(area)
    area.resize(700, 320)
    with qtbot.waitActive(area):
        area.show()
    button = words.drafts["progress"].put_button
    qtbot.keyClick(words.draft_buttons["progress"], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: button.visibleRegion().boundingRect() == button.rect())
    words.setParent(None)  # the fixture closes it

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
from ward_desk.ui.pages.returns.words.return_words import Words

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


def test_ticked_sentences_go_in_at_the_cursor_and_one_undo_takes_them_out(words: Words, qtbot: QtBot) -> None:
    qtbot.keyClicks(box(words), "As before.")
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

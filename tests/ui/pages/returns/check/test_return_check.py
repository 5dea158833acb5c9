"""The part Check of a return: one cause a line, worked through by keyboard, with what is left in minutes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.core.check_groups import group, minutes, minutes_words
from ward_desk.core.checks import Finding, wanting
from ward_desk.core.periods import Quarter
from ward_desk.service import edits, recovery, summary
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.ui import theme
from ward_desk.ui.pages.returns.check.return_line import Line, LineWidget
from ward_desk.ui.pages.returns.return_frame import CHECK, PREVIEW, WORDS
from ward_desk.ui.pages.returns.returns import ReturnsPage
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.record.record_why import WhyEditor

Q3 = Quarter(2023, 3)
Key = Qt.Key


@pytest.fixture
def page(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[ReturnsPage]:
    """A draft with several actions that have no note, and the keyboard on its first line."""
    for title in ("Litter picks", "Bus shelter"):
        edits.add(ward, "action", {"title": title, "status": "in_progress", "rating": "green", "start": "2023-10-01"})
    one = ReturnsPage(ward, prefs)
    qtbot.addWidget(one)
    stop = ward.subscribe(one.refresh)
    one.resize(1240, 800)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    one.take_keyboard()
    yield one
    stop()


def findings(page: ReturnsPage) -> list[Finding]:
    return returns.checks(page.doc, Q3)


def here(page: ReturnsPage) -> Line:
    """The line the keyboard is on."""
    widget = QApplication.focusWidget()
    assert isinstance(widget, LineWidget)
    return widget.line


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(focused(), key)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def go_to(qtbot: QtBot, page: ReturnsPage, code: str) -> Line:
    """Walk down to the cause of that check by arrow key."""
    press(qtbot, Key.Key_Home)
    while here(page).key[1] != code:
        before = here(page)
        press(qtbot, Key.Key_Down)
        assert here(page) != before, "no such line"
    return here(page)


def test_one_cause_is_one_line_and_the_top_says_how_many_minutes_are_left(page: ReturnsPage) -> None:
    wanted = [one for one in group(findings(page)) if wanting(one.findings)]
    shown = [one for one in page.checks.lines if one.key[0] == "wanting"]
    assert [one.words for one in shown] == [one.sentence for one in wanted]
    assert sum(len(one.findings) for one in shown) > len(shown)
    left = minutes_words(minutes(wanted)).capitalize()
    errors = sum(one.level == "error" for one in wanted)
    assert page.checks.heading.text() == (
        f"{left} of mending left: {errors} error{'s' * (errors != 1)}, {len(wanted) - errors} warnings."
    )
    assert page.tabs.bar.tabText(CHECK) == f"Check ({len(wanted)} to fix)"


def test_the_bar_shows_the_checks_that_passed_and_they_are_folded_away(qtbot: QtBot, page: ReturnsPage) -> None:
    bar = page.checks.bar
    assert 0 < bar.value() < bar.maximum()
    assert bar.accessibleName() == f"{bar.value()} of {bar.maximum()} checks passed or explained"
    last = page.checks.lines[-1]
    assert last.words == f"{bar.value()} checks passed"
    press(qtbot, Key.Key_End, Key.Key_Space)
    assert "Nothing is spent above what was allocated." in [one.words for one in page.checks.lines]
    press(qtbot, Key.Key_Space)
    assert page.checks.lines[-1] == last


def test_space_and_arrows_unfold_and_fold_the_records_of_a_cause(qtbot: QtBot, page: ReturnsPage) -> None:
    cause = go_to(qtbot, page, "no_note")
    number = len(cause.findings)
    assert number >= 2
    folded = len(page.checks.lines)
    press(qtbot, Key.Key_Right)
    assert len(page.checks.lines) == folded + number
    assert here(page).key == cause.key
    press(qtbot, Key.Key_Down, Key.Key_Down)
    assert here(page).words == cause.findings[1].sentence
    press(qtbot, Key.Key_Left)
    assert here(page).key == cause.key
    press(qtbot, Key.Key_Space)
    assert len(page.checks.lines) == folded


def test_enter_opens_a_record_at_its_field_and_unfolds_where_there_are_several(qtbot: QtBot, page: ReturnsPage) -> None:
    cause = go_to(qtbot, page, "no_note")
    press(qtbot, Key.Key_Return)
    first = cause.findings[0]
    assert here(page).words == first.sentence
    with qtbot.waitSignal(page.open_requested) as asked:
        press(qtbot, Key.Key_Return)
    assert asked.args == [first.table, first.row_id, first.field]


def test_a_double_click_or_the_link_of_a_line_opens_its_record(qtbot: QtBot, page: ReturnsPage) -> None:
    line = next(
        one for one in page.checks.findChildren(LineWidget)
        if one.line.one is not None and one.line.one.table != "quarterly_return"
    )  # fmt: skip
    one = line.line.one
    assert one is not None
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.mouseDClick(line, Qt.MouseButton.LeftButton)
    assert asked.args == [one.table, one.row_id, one.field]
    link = next(made for made in line.findChildren(QPushButton) if made.text() == "fix")
    assert link.accessibleName() == f"Fix: {line.line.words}"
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert asked.args == [one.table, one.row_id, one.field]


def test_coming_back_after_mending_the_keyboard_is_on_the_next_line(qtbot: QtBot, page: ReturnsPage) -> None:
    cause = go_to(qtbot, page, "no_note")
    press(qtbot, Key.Key_Return)
    following = cause.findings[1]
    words = {"action": cause.findings[0].row_id, "noted_on": "2023-12-18", "words": "Two more sessions."}
    page.list.setFocus()
    edits.add(page.doc, "progress_note", words)
    page.take_keyboard()
    assert here(page).findings == (following,)


def test_a_sentence_explains_every_record_of_a_cause(qtbot: QtBot, page: ReturnsPage) -> None:
    cause = go_to(qtbot, page, "no_note")
    number = len(cause.findings)
    press(qtbot, Key.Key_E)
    qtbot.keyClicks(focused(), "The officer was away; notes follow in January.")
    qtbot.keyClick(focused(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert {one.explained for one in findings(page) if one.code == "no_note"} == {
        "The officer was away; notes follow in January."
    }
    assert page.doc.undo_label == f"Explain {number} warnings: no note this quarter"
    assert not [one for one in page.checks.lines if one.key[:2] == ("wanting", "no_note")]
    assert isinstance(focused(), LineWidget)
    assert f"Explained ({number})" in [one.words for one in page.checks.lines]


def explained(qtbot: QtBot, page: ReturnsPage) -> Line:
    """The keyboard on the one cause that is explained."""
    row = returns.newest(page.doc, Q3)
    assert row is not None
    some = [one for one in findings(page) if one.code == "no_note"]
    returns.explain(page.doc, str(row["id"]), some, "The officer was away.")
    press(qtbot, Key.Key_End)
    while here(page).key != ("explained",):
        press(qtbot, Key.Key_Up)
    press(qtbot, Key.Key_Return)
    return here(page)


def test_what_is_explained_is_folded_away_with_its_words_and_can_be_written_anew(
    qtbot: QtBot, page: ReturnsPage
) -> None:
    line = explained(qtbot, page)
    assert line.small == "“The officer was away.”"
    press(qtbot, Key.Key_E)
    qtbot.keyClicks(focused(), "The officer is ill.")  # over what stood there
    press(qtbot, Key.Key_Return)
    assert {one.explained for one in findings(page) if one.code == "no_note"} == {"The officer is ill."}


def test_what_is_explained_can_be_taken_back(qtbot: QtBot, page: ReturnsPage) -> None:
    explained(qtbot, page)
    press(qtbot, Key.Key_E)
    back = next(one for one in page.checks.findChildren(QPushButton) if one.text() == "Take it back")
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert {one.explained for one in findings(page)} == {""}
    assert [one for one in page.checks.lines if one.key[:2] == ("wanting", "no_note")]


def test_esc_leaves_a_warning_as_it_was(qtbot: QtBot, page: ReturnsPage) -> None:
    cause = go_to(qtbot, page, "no_note")
    press(qtbot, Key.Key_E)
    qtbot.keyClicks(focused(), "No")
    press(qtbot, Key.Key_Escape)
    assert here(page).key == cause.key
    assert not page.checks.findChildren(WhyEditor, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert {one.explained for one in findings(page)} == {""}


def test_a_sentence_half_typed_outlives_a_change_elsewhere(qtbot: QtBot, page: ReturnsPage) -> None:
    go_to(qtbot, page, "no_note")
    press(qtbot, Key.Key_E)
    qtbot.keyClicks(focused(), "The officer")
    edits.add(page.doc, "action", {"title": "Hedges", "status": "in_progress", "rating": "green"})
    qtbot.keyClicks(focused(), " was away")
    editor = focused().parentWidget()
    assert isinstance(editor, WhyEditor)
    assert editor.pending == "The officer was away"


def test_a_sentence_half_typed_is_no_explanation_when_the_page_is_left_and_is_there_on_coming_back(
    qtbot: QtBot, page: ReturnsPage
) -> None:
    go_to(qtbot, page, "no_note")
    press(qtbot, Key.Key_E)
    qtbot.keyClicks(focused(), "The officer")
    page.commit_pending()
    page.list.setFocus()
    page.refresh(None)
    assert {one.explained for one in findings(page)} == {""}
    page.take_keyboard()
    qtbot.keyClicks(focused(), " was away.")
    press(qtbot, Key.Key_Return)
    assert {one.explained for one in findings(page) if one.code == "no_note"} == {"The officer was away."}
    assert isinstance(focused(), LineWidget)


def test_a_sentence_half_typed_waits_while_another_return_is_looked_at(qtbot: QtBot, page: ReturnsPage) -> None:
    shown = page._shown
    go_to(qtbot, page, "no_note")
    press(qtbot, Key.Key_E)
    qtbot.keyClicks(focused(), "The officer")
    other = returns.ensure_return(page.doc, Quarter(2023, 2))
    assert page.open_record("quarterly_return", other, "period")
    assert page.open_record("quarterly_return", shown, "period")
    go_to(qtbot, page, "no_note")
    press(qtbot, Key.Key_E)
    editor = focused().parentWidget()
    assert isinstance(editor, WhyEditor)
    assert editor.pending == "The officer"


def test_an_explanation_that_gives_away_a_phone_number_is_opened_to_be_written_anew(
    qtbot: QtBot, page: ReturnsPage
) -> None:
    go_to(qtbot, page, "no_note")
    press(qtbot, Key.Key_Right, Key.Key_Down, Key.Key_E)
    qtbot.keyClicks(focused(), "She was away.")
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_E)
    qtbot.keyClicks(focused(), "Ring 07700 900123.")
    press(qtbot, Key.Key_Return)
    assert go_to(qtbot, page, "personal_data").words.startswith("The return: Explanation of CHE-")
    press(qtbot, Key.Key_Return)
    editor = focused().parentWidget()
    assert isinstance(editor, WhyEditor)
    assert editor.field.text() == "Ring 07700 900123."
    qtbot.keyClicks(focused(), "The officer was away.")
    press(qtbot, Key.Key_Return)
    assert [one.explained for one in findings(page) if one.code == "no_note" and one.explained] == [
        "She was away.", "The officer was away.",
    ]  # fmt: skip
    assert not [one for one in findings(page) if one.code == "personal_data"]


def test_an_error_takes_no_sentence(qtbot: QtBot, page: ReturnsPage) -> None:
    errors = [one for one in page.checks.lines if one.findings and one.findings[0].level == "error"]
    assert errors
    assert {one.explain for one in errors} == {""}


def test_words_that_look_personal_are_pointed_at_while_they_are_typed(qtbot: QtBot, page: ReturnsPage) -> None:
    go_to(qtbot, page, "no_note")
    press(qtbot, Key.Key_E)
    qtbot.keyClicks(focused(), "Ask 07700 900123")
    said = [one.text() for one in page.checks.findChildren(QLabel) if one.isVisible()]
    assert "“07700 900123” looks personal, and this goes into the return." in said


def test_tab_stops_once_in_the_lines(qtbot: QtBot, page: ReturnsPage) -> None:
    go_to(qtbot, page, "no_note")
    stops = [
        one for one in page.checks.findChildren(LineWidget)
        if one.focusPolicy() == Qt.FocusPolicy.StrongFocus and one.isVisible()
    ]  # fmt: skip
    assert [one.line.key for one in stops] == [here(page).key]


def test_the_card_at_the_side_says_the_first_things_to_do_and_goes_to_them(qtbot: QtBot, page: ReturnsPage) -> None:
    row_id = str(page.doc.store.rows("action", order="ref")[0]["id"])
    edits.edit(page.doc, "action", row_id, {"start": "2023-12-01", "due": "2023-11-01"})
    wanted = [one for one in group(findings(page)) if wanting(one.findings)]
    links = [one for one in page.ready.findChildren(QPushButton) if one.isVisible()]
    single = next(n for n, one in enumerate(wanted) if one.code == "due_before_start")
    first = wanted[single].findings[0]
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.mouseClick(links[single], Qt.MouseButton.LeftButton)
    assert asked.args == [first.table, first.row_id, first.field]
    assert here(page).findings == (first,)  # to come back to
    several = next(n for n, one in enumerate(wanted) if len(one.findings) > 1)
    qtbot.mouseClick(links[several], Qt.MouseButton.LeftButton)
    assert here(page).findings == wanted[several].findings
    assert len(page.checks.lines) > len(wanted) + 1


def test_the_keyboard_comes_to_the_part_that_is_shown(page: ReturnsPage) -> None:
    page.tabs.show_tab(PREVIEW)
    page.list.setFocus()
    page.take_keyboard()
    assert page.tabs.bar.currentIndex() == PREVIEW
    assert page.tabs.bar.hasFocus()


def test_the_card_at_the_side_ticks_what_is_done(page: ReturnsPage) -> None:
    said = [one.text() for one in page.ready.findChildren(QLabel)]
    assert "Every event held says who came" in said


def test_a_narrow_page_has_the_side_under_the_list(qtbot: QtBot, page: ReturnsPage) -> None:
    page.resize(1240, 700)
    assert page.frame.side.x() > page.card.x()
    page.resize(764, 480)
    qtbot.waitUntil(lambda: page.frame.side.x() < page.card.x())
    assert page.frame.side.y() > page.frame.left.y()


def test_a_signed_return_is_not_checked_any_more(empty_ward: Document, prefs: Prefs, qtbot: QtBot) -> None:
    row_id = returns.ensure_return(empty_ward, Q3)
    page = ReturnsPage(empty_ward, prefs)
    qtbot.addWidget(page)
    page.refresh(None)
    edits.edit(empty_ward, "quarterly_return", row_id, {"status": "signed"})
    page.refresh(None)
    assert page.checks.heading.text().startswith("It was signed with nothing in the way.")
    assert page.checks.lines == []


def mend(page: ReturnsPage, *causes: Finding) -> None:
    """Write the note that these wanted, as people do on another page."""
    page.list.setFocus()
    for one in causes:
        edits.add(page.doc, "progress_note", {"action": one.row_id, "noted_on": "2023-12-18", "words": "Two more."})
    page.take_keyboard()


def test_what_is_left_of_a_cause_comes_before_the_next_cause(qtbot: QtBot, page: ReturnsPage) -> None:
    cause = go_to(qtbot, page, "no_note")
    press(qtbot, Key.Key_Return)
    while here(page).findings != cause.findings[-1:]:
        press(qtbot, Key.Key_Down)
    mend(page, *cause.findings[1:])
    assert here(page).findings == cause.findings[:1]  # one line now, which stands above where the keyboard was


def test_what_was_passed_over_comes_after_the_last_line(qtbot: QtBot, page: ReturnsPage) -> None:
    press(qtbot, Key.Key_Home)
    first = here(page)
    wanting_lines = [one for one in page.checks.lines if one.key[0] == "wanting"]
    while here(page) != wanting_lines[-1]:
        press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_E)
    qtbot.keyClicks(focused(), "The officer was away.")
    press(qtbot, Key.Key_Return)
    assert here(page).key == first.key


def test_a_sentence_left_half_typed_is_there_the_next_time(qtbot: QtBot, page: ReturnsPage) -> None:
    go_to(qtbot, page, "no_note")
    press(qtbot, Key.Key_E)
    qtbot.keyClicks(focused(), "The officer")
    press(qtbot, Key.Key_Escape, Key.Key_E)
    editor = focused().parentWidget()
    assert isinstance(editor, WhyEditor)
    assert editor.pending == "The officer"


def test_a_sentence_half_typed_waits_when_another_is_begun(qtbot: QtBot, page: ReturnsPage) -> None:
    go_to(qtbot, page, "no_note")
    press(qtbot, Key.Key_Right, Key.Key_Down, Key.Key_E)
    qtbot.keyClicks(focused(), "The officer was away.")
    press(qtbot, Key.Key_Down, Key.Key_E)
    editor = focused().parentWidget()
    assert isinstance(editor, WhyEditor)
    assert editor.pending == ""
    assert {one.explained for one in findings(page)} == {""}
    press(qtbot, Key.Key_Escape, Key.Key_Up, Key.Key_E)
    editor = focused().parentWidget()
    assert isinstance(editor, WhyEditor)
    assert editor.pending == "The officer was away."


def test_no_line_of_words_ends_inside_a_reference(qtbot: QtBot, page: ReturnsPage) -> None:
    cause = go_to(qtbot, page, "no_note")
    shown = next(one for one in focused().findChildren(QLabel) if "note this quarter" in one.text())
    assert "CHE‑03" in shown.text()
    assert "-0" not in shown.text()
    assert "CHE-03" in cause.words  # what is read out, and looked for
    assert "CHE-03" in focused().accessibleName()


def test_enter_on_a_way_out_takes_it(qtbot: QtBot, page: ReturnsPage) -> None:
    recut = next(one for one in page.send.findChildren(QPushButton) if one.text().startswith("Re-cut"))
    recut.setFocus()
    qtbot.keyClick(recut, Key.Key_Return)
    assert page.instead.panel is not None


def test_tab_goes_from_the_tabs_to_the_lines_and_on_to_the_side(qtbot: QtBot, page: ReturnsPage) -> None:
    press(qtbot, Key.Key_Down, Key.Key_Backtab)
    assert page.tabs.bar.isAncestorOf(focused())
    press(qtbot, Key.Key_Tab)
    assert isinstance(focused(), LineWidget)
    press(qtbot, Key.Key_Tab)
    assert page.ready.isAncestorOf(focused())


def test_the_keys_are_said_while_there_is_something_to_mend(page: ReturnsPage) -> None:
    assert page.checks.keys.text() == (
        "Enter goes to what is wrong, and F8 comes back here. E explains a warning in one sentence."
    )


def test_coming_back_to_the_words_the_keyboard_is_where_it_was(qtbot: QtBot, page: ReturnsPage) -> None:
    page.tabs.show_tab(WORDS)
    field = page.words.editors["horizon"].widget
    field.setFocus()
    page.list.setFocus()
    page.take_keyboard()
    assert focused() is field


def test_closing_the_recut_brings_the_keyboard_back(qtbot: QtBot, page: ReturnsPage) -> None:
    press(qtbot, Key.Key_Down)
    line = here(page).key
    page.show_recut()
    assert page.instead.panel is not None
    press(qtbot, Key.Key_Escape)
    assert page.instead.panel is None
    assert here(page).key == line


def test_in_a_narrow_page_with_large_text_nothing_covers_the_return(
    qtbot: QtBot, page: ReturnsPage, light: QApplication
) -> None:
    theme.apply(light, "light", 150)
    page.resize(660, 500)
    qtbot.waitUntil(lambda: page.frame.width() == page.width())
    QApplication.processEvents()
    frame = page.frame
    frame.beside_button.click()  # shows what makes room for the return
    QApplication.processEvents()
    for part in (frame.left, frame.side):
        assert part.mapTo(frame, part.rect().topRight()).x() < frame.card.x()
    for one in page.send.findChildren(QPushButton):
        assert one.mapTo(frame, one.rect().topRight()).x() < frame.card.x()


def test_a_reminder_of_the_return_leads_to_what_is_to_be_mended(page: ReturnsPage) -> None:
    page.tabs.show_tab(WORDS)
    page.list.setFocus()
    reminder = next(one for one in summary.home(page.doc).lines if one.table == "quarterly_return")
    assert page.open_record(reminder.table, reminder.row_id, reminder.field)
    assert page.tabs.bar.currentIndex() == CHECK
    assert here(page) == page.checks.lines[0]


def test_a_reminder_of_a_quarter_nobody_reported_leads_to_it(page: ReturnsPage) -> None:
    returns.ensure_return(page.doc, Quarter(2022, 4))
    page.refresh(None)
    missing = next(one for one in summary.home(page.doc).lines if one.title.startswith("Q1 2023-24"))
    assert (missing.table, missing.row_id) == ("quarterly_return", "")
    assert page.open_record(missing.table, missing.row_id, missing.field)
    assert page.list.currentItem().text().startswith("Q1 2023-24")
    assert page.first_button.text() == "Start the Q1 2023-24 return"
    assert page.first_button.hasFocus()


def writes(page: ReturnsPage) -> list[str]:
    return [one.field.text() for one in page.checks.findChildren(WhyEditor) if one.isVisible()]


def test_a_sentence_half_typed_is_there_again_after_a_crash(
    qtbot: QtBot, page: ReturnsPage, prefs: Prefs, ward: Document
) -> None:
    drafts = page._keeper = recovery.Drafts(ward.path)  # type: ignore[assignment]  # which waits for a pause
    line = next(one for one in page.checks.lines if one.explain)
    page.checks.say_why(line.key)
    qtbot.keyClicks(focused(), "The officer was")
    (left,) = recovery.Drafts(ward.path).left_behind()
    assert (left.table, left.row_id, left.text) == ("quarterly_return", page._shown, "The officer was")
    after = ReturnsPage(ward, prefs, drafts)
    qtbot.addWidget(after)
    after.refresh(None)
    assert after.restore_draft(left.row_id, {left.field: left.text})
    after.show()
    assert after.tabs.bar.currentIndex() == CHECK
    assert writes(after) == ["The officer was"]
    field = next(one.field for one in after.checks.findChildren(WhyEditor) if one.isVisible())
    qtbot.keyClick(field, Key.Key_Return)
    assert {row["words"] for row in ward.store.rows("explanation")} == {"The officer was"}
    assert drafts.left_behind() == []


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape])
def test_a_sentence_kept_or_left_is_not_brought_back(
    qtbot: QtBot, page: ReturnsPage, ward: Document, key: Qt.Key
) -> None:
    drafts = page._keeper = recovery.Drafts(ward.path)  # type: ignore[assignment]
    page.checks.say_why(next(one.key for one in page.checks.lines if one.explain))
    qtbot.keyClicks(focused(), "The officer was away.")
    assert len(drafts.left_behind()) == 1
    press(qtbot, key)
    assert drafts.left_behind() == []


def test_a_sentence_about_a_line_that_is_gone_is_told_once_and_not_lost(
    page: ReturnsPage, person: Person, ward: Document
) -> None:
    drafts = page._keeper = recovery.Drafts(ward.path)  # type: ignore[assignment]
    drafts.keep("quarterly_return", page._shown, 'why/["gone", "since"]', "The officer was away.")
    assert page.restore_draft(page._shown, {'why/["gone", "since"]': "The officer was away."})
    assert drafts.left_behind() == []
    assert "The officer was away." in person.told[-1]

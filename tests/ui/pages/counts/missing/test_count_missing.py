"""The list of just what is missing, typed in from the first field to the last."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.counts import figure_entry
from ward_desk.service.document import Document
from ward_desk.ui.pages.counts.missing import count_missing
from ward_desk.ui.pages.counts.missing.count_missing import MissingList
from ward_desk.ui.pages.counts.missing.count_missing_line import MissingLine


@pytest.fixture
def counts(ward: Document) -> dict[str, str]:
    """Sessions want December and November; of the pupils who come back, nothing is wanted."""
    kept = {str(one["name"]): str(one["id"]) for one in ward.store.rows("activity_count")}
    kept = {name: kept[name] for name in ("Homework club sessions", "Pupils who come back")}
    others = [str(one["id"]) for one in ward.store.rows("activity_count") if one["id"] not in kept.values()]
    edits.remove(ward, "activity_count", others)
    for month in ("2023-11", "2023-12"):
        figure_entry.set_figure(ward, kept["Homework club sessions"], month, "")
    return kept


@pytest.fixture
def missing(ward: Document, counts: dict[str, str], qtbot: QtBot, light: QApplication) -> Iterator[MissingList]:
    one = MissingList(ward)
    qtbot.addWidget(one)
    stop = ward.subscribe(lambda _changes: one.refresh())
    one.resize(900, 500)
    with qtbot.waitActive(one):
        one.show()
    one.begin()
    yield one
    stop()


def figure(doc: Document, period: str) -> Row | None:
    found = [one for one in doc.store.rows("figure", period=period) if not one["event"]]
    return found[0] if found else None


def words(line: MissingLine) -> str:
    return " ".join(one.text() for one in line.findChildren(QLabel))


def test_just_what_is_missing_is_listed_with_what_helps_to_enter_it(missing: MissingList) -> None:
    assert [one.wanted.period for one in missing.lines] == ["Dec 2023", "Nov 2023"]
    assert missing.left.text() == "2 of 2 figures still to enter"
    assert "last 7 in Oct 2023" in words(missing.lines[0])
    assert missing.lines[0].box.accessibleName() == "Homework club sessions, Dec 2023"
    assert missing.lines[0].box.hasFocus()


def test_figures_are_typed_one_after_another_by_enter(qtbot: QtBot, ward: Document, missing: MissingList) -> None:
    first, second = missing.lines
    qtbot.keyClicks(first.box, "about 5")
    qtbot.keyClick(first.box, Qt.Key.Key_Return)
    assert second.box.hasFocus()
    assert (first.done, first.tick.text(), first.box.text()) == (True, "✓", "about 5")
    assert missing.left.text() == "1 of 2 figures still to enter"
    assert ward.undo_label == "Enter about 5 for CHE-C15, Dec 2023"
    qtbot.keyClicks(second.box, "4")
    qtbot.keyClick(second.box, Qt.Key.Key_Return)
    assert missing.left.text() == "Every figure is entered"
    assert missing.done.hasFocus()
    assert len(missing.lines) == 2  # what is done stays in sight


@pytest.mark.parametrize("key", [Qt.Key.Key_N, Qt.Key.Key_F4])
def test_one_key_says_that_there_is_no_figure_and_why(
    qtbot: QtBot, ward: Document, missing: MissingList, key: Qt.Key
) -> None:
    first = missing.lines[0]
    qtbot.keyClick(first.box, key)
    assert first.box.placeholderText() == "not available, because …"
    qtbot.keyClicks(first.box, "no register")
    qtbot.keyClick(first.box, Qt.Key.Key_Return)
    stored = figure(ward, "2023-12") or {}
    assert (stored["value"], stored["unavailable"]) == (None, "no register")
    assert (first.done, first.box.text()) == (True, "no register")
    assert missing.lines[1].box.hasFocus()


def test_what_is_no_figure_stays_and_is_said(qtbot: QtBot, ward: Document, missing: MissingList) -> None:
    first = missing.lines[0]
    qtbot.keyClicks(first.box, "lots")
    qtbot.keyClick(first.box, Qt.Key.Key_Return)
    assert first.note.text().startswith("“lots” is not a count.")
    assert first.box.hasFocus()
    assert figure(ward, "2023-12") is None
    qtbot.keyClick(first.box, Qt.Key.Key_Down)
    assert missing.lines[1].box.hasFocus()
    assert first.box.text() == "lots"
    first.focus()
    qtbot.keyClick(first.box, Qt.Key.Key_Escape)
    assert (first.box.text(), first.note.text()) == ("", "")


def test_a_field_that_is_left_is_kept_and_the_arrows_go_up_and_down(
    qtbot: QtBot, ward: Document, missing: MissingList
) -> None:
    first, second = missing.lines
    qtbot.keyClicks(first.box, "6")
    qtbot.keyClick(first.box, Qt.Key.Key_Down)
    assert second.box.hasFocus()
    assert (figure(ward, "2023-12") or {})["value"] == 6
    qtbot.keyClick(second.box, Qt.Key.Key_Up)
    assert first.box.hasFocus()


def test_what_is_undone_is_wanted_again(qtbot: QtBot, ward: Document, missing: MissingList) -> None:
    first = missing.lines[0]
    qtbot.keyClicks(first.box, "6")
    qtbot.keyClick(first.box, Qt.Key.Key_Return)
    ward.undo()
    assert (first.done, first.box.text()) == (False, "")
    assert missing.left.text() == "2 of 2 figures still to enter"


def test_a_reason_gives_way_to_the_figure_when_it_comes(qtbot: QtBot, ward: Document, missing: MissingList) -> None:
    first = missing.lines[0]
    qtbot.keyClick(first.box, Qt.Key.Key_F4)
    qtbot.keyClicks(first.box, "no register")
    qtbot.keyClick(first.box, Qt.Key.Key_Return)
    first.focus()
    qtbot.keyClick(first.box, Qt.Key.Key_Delete)
    qtbot.keyClick(first.box, Qt.Key.Key_Return)
    assert not first.done
    first.focus()
    qtbot.keyClicks(first.box, "5")
    qtbot.keyClick(first.box, Qt.Key.Key_Return)
    stored = figure(ward, "2023-12") or {}
    assert (stored["value"], stored["unavailable"]) == (5, "")


def test_what_is_missing_is_copied_for_an_email(qtbot: QtBot, missing: MissingList) -> None:
    qtbot.keyClicks(missing.lines[0].box, "6")
    with qtbot.waitSignal(missing.said) as said:
        qtbot.mouseClick(missing.copy, Qt.MouseButton.LeftButton)
    assert said.args == ["Copied 1 wanted figure, by who gives them"]
    copied = QGuiApplication.clipboard().text()
    assert "- CHE-C15 Homework club sessions: Nov 2023 (last figure: 7 in Oct 2023)" in copied
    assert "sessions: Dec 2023" not in copied


def test_events_with_nobody_counted_are_opened_from_the_list(
    qtbot: QtBot, ward: Document, missing: MissingList
) -> None:
    edits.add(ward, "activity_count", {"name": "Residents", "unit": "people", "computed": "residents"})
    event = edits.add(ward, "event", {"title": "Pop-up", "start": "2023-12-03", "status": "held"})
    (waiting,) = missing.waiting.lines
    assert waiting.words == "CHE-E04 Pop-up, 3 Dec 2023"
    with qtbot.waitSignal(missing.open_requested) as asked:
        qtbot.mouseClick(missing.waiting.buttons[0], Qt.MouseButton.LeftButton)
    assert asked.args == ["event", event, ""]


def test_escape_keeps_what_is_typed_elsewhere_and_goes_back(qtbot: QtBot, ward: Document, missing: MissingList) -> None:
    qtbot.keyClick(missing.lines[0].box, Qt.Key.Key_F4)
    qtbot.keyClick(missing.lines[0].box, Qt.Key.Key_Escape)  # takes the reason back first
    assert missing.lines[0].box.placeholderText() == ""
    with qtbot.waitSignal(missing.closed):
        qtbot.keyClick(missing.lines[0].box, Qt.Key.Key_Escape)


def test_half_typed_words_are_told_so_that_a_crash_loses_none(
    qtbot: QtBot, counts: dict[str, str], missing: MissingList
) -> None:
    with qtbot.waitSignal(missing.typing) as typing:
        qtbot.keyClicks(missing.lines[0].box, "4")
    assert typing.args == [counts["Homework club sessions"], "2023-12", "4"]


def test_many_are_shown_some_at_a_time(
    qtbot: QtBot, ward: Document, missing: MissingList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(count_missing, "MOST", 1)
    missing.begin()
    assert len(missing.lines) == 1
    assert missing.left.text() == "2 of 2 figures still to enter"
    qtbot.keyClick(missing.lines[0].box, Qt.Key.Key_Down)
    assert missing.more.hasFocus()
    qtbot.keyClick(missing.more, Qt.Key.Key_Space)
    assert len(missing.lines) == 2
    assert missing.lines[1].box.hasFocus()


def test_when_nothing_is_missing_it_says_so(ward: Document, counts: dict[str, str], missing: MissingList) -> None:
    figure_entry.set_figures(ward, [(counts["Homework club sessions"], f"2023-{n}", "1") for n in (11, 12)])
    missing.begin()
    assert missing.left.text() == "No figure is wanted now"
    assert not missing.copy.isEnabled()
    assert missing.done.hasFocus()

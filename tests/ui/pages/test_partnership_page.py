"""The Partnership page: the partnership's own facts, and the shorter lists around its plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.core.records import RECORDS
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.events import event_dive
from ward_desk.ui.pages.figures.figures_import import ImportFigures
from ward_desk.ui.pages.partnership import KINDS, PartnershipPage
from ward_desk.ui.prefs import Prefs


class Kept:
    def __init__(self) -> None:
        self.words: dict[tuple[str, str], str] = {}

    def keep(self, table: str, row_id: str, field: str, text: str) -> None:
        self.words[table, field] = text

    def forget(self, table: str, row_id: str, field: str) -> None:
        self.words.pop((table, field), None)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def page(ward: Document, kept: Kept, tmp_path: Path, qtbot: QtBot) -> PartnershipPage:
    made = PartnershipPage(ward, Prefs(tmp_path / "prefs.ini"), kept)
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.refresh(None)
    ward.subscribe(made.refresh)  # as the window does
    made.show()
    return made


def test_a_fact_about_the_partnership_is_edited_in_place_and_undone(page: PartnershipPage, ward: Document) -> None:
    officer = page.form.editor("officer_role")
    assert isinstance(officer, QLineEdit)
    officer.selectAll()
    QTest.keyClicks(officer, "Neighbourhood officer")
    page.commit_pending()
    assert ward.partnership["officer_role"] == "Neighbourhood officer"
    ward.undo()
    assert ward.partnership["officer_role"] == "Community officer"


def test_what_is_half_typed_about_the_partnership_is_kept_and_put_back(
    page: PartnershipPage, ward: Document, kept: Kept
) -> None:
    officer = page.form.editor("officer_role")
    assert isinstance(officer, QLineEdit)
    officer.selectAll()
    QTest.keyClicks(officer, "Neighb")
    assert kept.words == {("partnership", "officer_role"): "Neighb"}
    assert page.restore_draft(str(ward.partnership["id"]), {"officer_role": "Neighbourhood"})
    assert officer.text() == "Neighbourhood"
    page.commit_pending()
    assert kept.words == {}


@pytest.mark.parametrize("table", [kind.table for kind in KINDS if kind.table != "recommendation"])
def test_a_record_of_each_list_is_added_by_its_title_opened_and_taken_back(
    page: PartnershipPage, ward: Document, table: str
) -> None:
    before = len(ward.store.rows(table))
    page.open_record(table, "")
    shown = page._list(table)
    shown.add("Something new of this kind")
    row = next(one for one in ward.store.rows(table) if one[RECORDS[table].title] == "Something new of this kind")
    assert shown.pane.current_id == row["id"]
    assert page.open_record(table, str(row["id"]))
    ward.undo()
    page.refresh(None)
    assert len(ward.store.rows(table)) == before


def test_a_plan_that_hangs_on_recommendations_lists_them(
    north_northants_ward: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    page = PartnershipPage(north_northants_ward, Prefs(tmp_path / "prefs.ini"))
    qtbot.addWidget(page)
    page.refresh(None)
    assert "Recommendations" in [page.bar.tabText(n) for n in range(page.bar.count())]
    page.open_record("recommendation", "")
    assert len(page._list("recommendation").pane.model.ids) == 12


def test_recommendations_can_be_written_down_when_there_are_none_yet(
    north_northants_ward: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    ward = north_northants_ward
    edits.remove(ward, "recommendation", [str(row["id"]) for row in ward.store.rows("recommendation")])
    page = PartnershipPage(ward, Prefs(tmp_path / "prefs.ini"))
    qtbot.addWidget(page)
    page.refresh(None)
    page.open_record("recommendation", "")
    shown = page._list("recommendation")
    for title in ("Crowd Funding", "Community Hub Strategy"):
        shown.add(title)
    shown.refresh(None)
    assert [row["title"] for row in ward.store.rows("recommendation", order="position")] == [
        "Crowd Funding", "Community Hub Strategy",
    ]  # fmt: skip
    assert {"title", "term", "nothing_to_report"} <= set(shown.form.fields)


def test_a_plan_that_hangs_on_themes_has_no_tab_of_recommendations(page: PartnershipPage) -> None:
    assert "Recommendations" not in [page.bar.tabText(n) for n in range(page.bar.count())]


def test_what_looks_personal_in_a_deep_dive_is_taken_out_and_its_event_shows_the_same(
    page: PartnershipPage, ward: Document
) -> None:
    (dive,) = ward.store.rows("deep_dive")
    page.open_record("deep_dive", str(dive["id"]))
    shown = page._list("deep_dive")
    assert shown.take_out.isHidden()
    event = str(ward.store.rows("event", title="Jobs fair")[0]["id"])
    event_dive.choose(ward, event, str(dive["id"]))
    event_dive.edit(ward, event, "context", "Ring 07700 900123")
    editor = shown.form.editor("context")
    assert isinstance(editor, QPlainTextEdit)
    assert editor.toPlainText() == "Ring 07700 900123"
    shown.take_out.click()
    assert (event_dive.dive_of(ward, event) or {})["context"] == "Ring [removed: phone number]"
    assert shown.take_out.isHidden()


def test_a_ward_profile_is_brought_in_under_its_tab(
    page: PartnershipPage, ward: Document, person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "profile.csv").write_text(
        "Indicator,Chesham,England,Source,Date\nClaimants now,4.2,4.0,DWP,1/11/2023\n", "utf-8"
    )
    person.files = [tmp_path / "profile.csv"]
    page.import_profile()
    qtbot.waitUntil(lambda: bool(page.findChildren(ImportFigures)))
    (screen,) = page.findChildren(ImportFigures)
    assert not page.can_edit
    with qtbot.waitSignal(page.removed) as done:
        QTest.mouseClick(screen.bring_in, Qt.MouseButton.LeftButton)
    assert done.args == ["Brought in 2 profile values from profile.csv"]
    assert page.can_edit
    assert "Claimants now" in [row["indicator"] for row in ward.store.rows("profile_line")]

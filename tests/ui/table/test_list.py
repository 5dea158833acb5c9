"""A list: its model, its table, its filters and keys, and what it remembers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ward_desk.core.records import Row, Value
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.table.table_model import ACCESSIBLE, ALIGN, RIGHT, TOOLTIP, Column, ListModel
from ward_desk.ui.table.table_page import Filter, ListPane

COLUMNS = (
    Column("ref", "Ref", "soft", 7),
    Column("title", "Action", stretch=True),
    Column("theme", "Theme", "theme", 19),
    Column("progress", "Progress", "progress"),
    Column("due", "Due", "date"),
    Column("rating", "Rating", "rating", status="status"),
    Column("spent", "Spent", "money"),
    Column("lead", "Lead", hidden=True),
)


class Plan:
    """Some actions, and the two questions a list asks of the store."""

    def __init__(self, number: int = 3) -> None:
        self.rows: dict[str, Row] = {}
        self.fetched: list[int] = []
        for n in range(number):
            self.add(f"id{n}", ("Cookery course", "Bus offer", "Play street")[n % 3], n)

    def add(self, row_id: str, title: str, n: int) -> None:
        self.rows[row_id] = {
            "id": row_id, "ref": f"CHE-{n:02d}", "title": title, "theme": "Public realm", "theme_position": n % 5,
            "progress": n * 10 % 101, "due": f"2024-01-{n % 28 + 1:02d}", "rating": "green", "spent": n * 100,
            "status": "complete" if n % 3 == 1 else "in_progress", "lead": "Oasis",
        }  # fmt: skip

    def ids(self, *, words: str, filters: Mapping[str, Value], sort: str, descending: bool | None) -> Sequence[str]:
        found = [
            row for row in self.rows.values()
            if words.lower() in str(row["title"]).lower() and all(row[key] == one for key, one in filters.items())
        ]  # fmt: skip
        found.sort(key=lambda row: str(row.get(sort or "ref")), reverse=bool(descending))
        return [str(row["id"]) for row in found]

    def some(self, ids: Sequence[str]) -> Sequence[Row]:
        self.fetched.append(len(ids))
        return [self.rows[one] for one in ids]


@pytest.fixture
def plan() -> Plan:
    return Plan()


@pytest.fixture
def pane(plan: Plan, prefs: Prefs, qtbot: QtBot, light: QApplication) -> ListPane:
    return make(plan, prefs, qtbot)


def make(plan: Plan, prefs: Prefs, qtbot: QtBot) -> ListPane:
    pane = ListPane(
        "actions", ("action", "actions"), COLUMNS, plan.ids, plan.some, prefs,
        filters=[Filter("status", "Status", lambda: [("complete", "Complete"), ("in_progress", "In progress")])],
        empty="Type the first action in the line below.",
    )  # fmt: skip
    qtbot.addWidget(pane)
    pane.resize(900, 500)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    pane.refresh()
    return pane


def test_the_model_keeps_its_promises_to_qt(plan: Plan, qtmodeltester: object, qapp: QApplication) -> None:
    model = ListModel(COLUMNS, plan.ids, plan.some)
    model.reload()
    qtmodeltester.check(model)  # type: ignore[attr-defined] # pytest-qt's fixture has no type
    plan.add("id9", "Winter fair", 9)
    model.reload()
    model.sort(1, Qt.SortOrder.DescendingOrder)
    qtmodeltester.check(model)  # type: ignore[attr-defined] # as above
    assert model.rowCount() == 4


def test_rows_are_fetched_only_as_they_are_looked_at() -> None:
    plan = Plan(1000)
    model = ListModel(COLUMNS, plan.ids, plan.some)
    model.reload()
    assert plan.fetched == []
    model.words_of(950, 1)
    model.words_of(951, 1)
    assert plan.fetched == [100]


def test_a_reload_asks_again_for_the_rows_on_screen_only() -> None:
    plan = Plan(90)
    model = ListModel(COLUMNS, plan.ids, plan.some)
    model.reload()
    model.words_of(0, 1)
    painted: list[int] = []
    model.dataChanged.connect(lambda first, last: painted.append(first.row()))
    plan.rows["id3"] = plan.rows["id3"] | {"title": "Winter fair"}
    plan.rows["id50"] = plan.rows["id50"] | {"title": "Spring fair"}
    assert not model.reload(model.ids[:20])
    assert plan.fetched == [90, 20]
    assert painted == [3]
    assert model.words_of(50, 1) == "Spring fair"


def test_what_changed_off_screen_is_told_when_more_than_the_table_shows_it() -> None:
    plan = Plan(60)
    model = ListModel(COLUMNS, plan.ids, plan.some)
    model.reload()
    model.words_of(0, 1)
    painted: list[int] = []
    model.dataChanged.connect(lambda first, last: painted.append(first.row()))
    model.reload(model.ids[:20])
    plan.rows["id50"] = plan.rows["id50"] | {"title": "Spring fair"}
    model.ask_again(["id50"])
    assert painted == [50]
    plan.rows["id51"] = plan.rows["id51"] | {"title": "Summer fair"}
    model.reload()
    assert painted[-1] == 51


def test_an_edit_asks_again_for_what_the_table_shows(qtbot: QtBot, prefs: Prefs, light: QApplication) -> None:
    plan = Plan(300)
    pane = make(plan, prefs, qtbot)
    pane.table.viewport().repaint()
    plan.fetched.clear()
    pane.refresh()
    seen = pane.table.ids_seen()
    assert seen[0] == "id0"
    assert len(seen) < 30
    assert plan.fetched == [len(seen)]


def test_a_reload_of_the_same_records_paints_only_those_that_changed(plan: Plan, qtbot: QtBot) -> None:
    model = ListModel(COLUMNS, plan.ids, plan.some)
    assert model.reload()
    before = [model.words_of(row, 1) for row in range(3)]
    painted: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: painted.append((first.row(), last.row())))
    assert not model.reload()
    assert painted == []
    plan.rows["id1"] = {**plan.rows["id1"], "title": "Another title"}
    assert not model.reload()
    assert painted == [(1, 1)]
    assert model.words_of(1, 1) == "Another title" != before[1]


def test_a_reload_after_a_walk_through_a_long_list_fetches_what_is_on_screen_only(qtbot: QtBot) -> None:
    plan = Plan(1000)
    model = ListModel(COLUMNS, plan.ids, plan.some)
    model.reload()
    for row in range(0, 1000, 100):
        model.words_of(row, 1)
    plan.fetched.clear()
    with qtbot.waitSignal(model.dataChanged):
        assert not model.reload()
    assert plan.fetched == []


def test_cells_speak_for_themselves(plan: Plan) -> None:
    model = ListModel(COLUMNS, plan.ids, plan.some)
    model.reload()
    assert [model.words_of(1, n) for n in range(7)] == [
        "CHE-01", "Bus offer", "Public realm", "10%", "2 Jan 2024", "Complete", "£1",
    ]  # fmt: skip
    assert model.index(1, 5).data(ACCESSIBLE) == "Rating: Complete"
    assert model.index(1, 1).data(TOOLTIP) == "Bus offer"
    assert model.index(1, 6).data(ALIGN) == RIGHT


def test_a_list_grows_and_shrinks_as_one_types(pane: ListPane, qtbot: QtBot) -> None:
    assert pane.count.text() == "3 actions"
    qtbot.keyClicks(pane.filter_box, "bus")
    assert pane.model.ids == ["id1"]
    assert pane.count.text() == "1 of 3 actions"
    qtbot.keyClick(pane.filter_box, Qt.Key.Key_Escape)
    assert pane.count.text() == "3 actions"


def test_a_filter_leaves_the_others_out(pane: ListPane) -> None:
    box = pane.drop_downs["status"]
    box.setCurrentIndex(box.place("complete"))
    assert pane.model.ids == ["id1"]
    pane.refresh()
    assert box.currentData() == "complete"


def test_going_to_a_record_the_filter_hides_clears_the_filter(pane: ListPane, qtbot: QtBot) -> None:
    qtbot.keyClicks(pane.filter_box, "bus")
    assert pane.select("id2")
    assert pane.filter_box.text() == ""
    assert pane.current_id == "id2"
    assert not pane.select("nowhere")


def test_nothing_found_offers_the_whole_list_again(pane: ListPane, qtbot: QtBot) -> None:
    qtbot.keyClicks(pane.filter_box, "zzz")
    assert not pane.table.isVisible()
    pane.clear_filters()
    assert pane.table.isVisible()


def test_the_keyboard_goes_from_the_filter_into_the_list_and_on(pane: ListPane, qtbot: QtBot) -> None:
    pane.focus_filter()
    qtbot.keyClick(pane.filter_box, Qt.Key.Key_Down)
    assert pane.table.hasFocus()
    assert pane.current_id == "id0"
    with qtbot.waitSignal(pane.chosen) as chosen:
        qtbot.keyClick(pane.table, Qt.Key.Key_Down)
    assert chosen.args == ["id1"]
    with qtbot.waitSignal(pane.activated) as activated:
        qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    assert activated.args == ["id1"]
    with qtbot.waitSignal(pane.remove_requested) as removed:
        qtbot.keyClick(pane.table, Qt.Key.Key_Delete)
    assert removed.args == [["id1"]]


def test_a_title_and_enter_ask_for_a_new_record(pane: ListPane, qtbot: QtBot) -> None:
    pane.start_adding()
    with qtbot.waitSignal(pane.add_requested) as asked:
        qtbot.keyClicks(pane.add_box, " Winter   fair ")
        qtbot.keyClick(pane.add_box, Qt.Key.Key_Return)
    assert asked.args == ["Winter fair"]
    assert pane.add_box.text() == ""
    with qtbot.assertNotEmitted(pane.add_requested):
        qtbot.keyClick(pane.add_box, Qt.Key.Key_Return)


def test_a_refresh_stays_on_the_record_without_saying_so_again(pane: ListPane, plan: Plan, qtbot: QtBot) -> None:
    pane.select("id1")
    plan.rows["id1"]["ref"] = "CHE-99"
    with qtbot.assertNotEmitted(pane.chosen):
        pane.refresh()
    assert pane.current_id == "id1"
    assert pane.table.selected_ids() == ["id1"]
    assert pane.model.row_of("id1") == 2


def test_when_the_record_goes_its_neighbour_is_next(pane: ListPane, plan: Plan, qtbot: QtBot) -> None:
    pane.select("id1")
    del plan.rows["id1"]
    with qtbot.waitSignal(pane.chosen) as chosen:
        pane.refresh()
    assert chosen.args == ["id2"]
    plan.rows.clear()
    with qtbot.waitSignal(pane.chosen) as chosen:
        pane.refresh()
    assert chosen.args == [""]
    assert pane.current_id == ""


def test_rows_are_copied_as_a_table(pane: ListPane, qtbot: QtBot) -> None:
    pane.select("id1")
    with qtbot.waitSignal(pane.said) as said:
        qtbot.keyClick(pane.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert said.args == ["Copied 1 row"]
    assert QGuiApplication.clipboard().text().splitlines() == [
        "Ref\tAction\tTheme\tProgress\tDue\tRating\tSpent",
        "CHE-01\tBus offer\tPublic realm\t10%\t2 Jan 2024\tComplete\t£1",
    ]


def test_the_columns_and_the_sort_are_remembered(pane: ListPane, plan: Plan, prefs: Prefs, qtbot: QtBot) -> None:
    pane.table.show_column("lead", True)
    pane.table.show_column("due", False)
    for _ in range(2):
        pane.table.horizontalHeader().sectionClicked.emit(1)
    assert pane.model.ids == ["id2", "id0", "id1"]
    other = make(plan, prefs, qtbot)
    assert other.model.ids == ["id2", "id0", "id1"]
    assert not other.table.isColumnHidden(7)
    assert other.table.isColumnHidden(4)


def test_a_column_can_be_chosen_but_never_all_hidden(pane: ListPane) -> None:
    for key in ("ref", "theme", "progress", "due", "rating", "spent"):
        pane.table.show_column(key, False)
    left = [one for one in pane.table.columns.menu(pane).actions() if one.isChecked()]
    assert [one.text() for one in left] == ["Action"]
    assert not left[0].isEnabled()


def test_reading_only_takes_the_ways_to_change_away(pane: ListPane, qtbot: QtBot) -> None:
    pane.set_read_only(True)
    pane.select("id1")
    assert not pane.add_box.isVisible()
    with qtbot.assertNotEmitted(pane.remove_requested):
        qtbot.keyClick(pane.table, Qt.Key.Key_Delete)


def test_every_control_says_its_name(pane: ListPane) -> None:
    for one in (pane.filter_box, pane.add_box, pane.table, *pane.drop_downs.values()):
        assert one.accessibleName()


def test_columns_that_can_be_read_narrower_give_way_before_the_list_scrolls(pane: ListPane, qtbot: QtBot) -> None:
    theme_column, header, across = 2, pane.table.horizontalHeader(), pane.table.horizontalScrollBar()
    own = header.sectionSize(theme_column)
    pane.resize(800, 500)
    qtbot.waitUntil(lambda: header.sectionSize(theme_column) < own)
    assert across.maximum() == 0
    pane.resize(900, 500)
    qtbot.waitUntil(lambda: header.sectionSize(theme_column) == own)


def test_the_record_people_are_on_stays_on_screen_when_the_list_gets_shorter(prefs: Prefs, qtbot: QtBot) -> None:
    pane = make(Plan(40), prefs, qtbot)
    pane.table.verticalScrollBar().setValue(0)
    last = pane.table.rowAt(pane.table.viewport().height() - 2) - 1
    pane.select(pane.model.ids[last])
    pane.resize(900, 300)
    room = pane.table.viewport()
    qtbot.waitUntil(lambda: room.rect().contains(pane.table.visualRect(pane.table.currentIndex()).center()))


def test_a_list_that_takes_nothing_off_never_does(plan: Plan, prefs: Prefs, qtbot: QtBot) -> None:
    pane = ListPane("a", ("line", "lines"), COLUMNS, plan.ids, plan.some, prefs, can_remove=False)
    qtbot.addWidget(pane)
    pane.set_read_only(False)
    assert not pane.table.removable


def test_words_beneath_a_column_are_shown_copied_and_chosen_like_a_column(
    plan: Plan, prefs: Prefs, qtbot: QtBot, light: QApplication
) -> None:
    needs = Column("needs", "Needs", say=lambda row: "18 days late" if row["id"] == "id1" else "", under="title")
    pane = ListPane("needy", ("action", "actions"), (*COLUMNS[:2], needs), plan.ids, plan.some, prefs)
    qtbot.addWidget(pane)
    pane.refresh()
    assert pane.table.isColumnHidden(2)
    assert pane.model.index(1, 1).data(TOOLTIP) == "Bus offer\n18 days late"
    assert pane.model.index(1, 1).data(ACCESSIBLE) == "Action: Bus offer, 18 days late"
    assert pane.table.as_text(["id1"]).splitlines()[1] == "CHE-01\tBus offer\t18 days late"
    painted = pane.table.viewport().grab().toImage()
    pane.table.show_column("needs", False)
    assert pane.model.index(1, 1).data(TOOLTIP) == "Bus offer"
    assert pane.table.viewport().grab().toImage() != painted
    assert "Needs" not in pane.table.as_text(["id1"])


def test_columns_can_be_as_they_were_at_first(pane: ListPane, plan: Plan, prefs: Prefs, qtbot: QtBot) -> None:
    at_first = pane.table.shown_columns()
    pane.table.show_column("lead", True)
    pane.table.show_column("due", False)
    menu = pane.columns.menu()
    menu.aboutToShow.emit()
    assert {one.text() for one in menu.actions() if one.isChecked()} >= {"Lead", "Ref"}
    next(one for one in menu.actions() if one.text() == "As at first").trigger()
    assert pane.table.shown_columns() == at_first
    assert make(plan, prefs, qtbot).table.shown_columns() == at_first


def test_a_column_is_chosen_from_the_button_under_the_list(pane: ListPane) -> None:
    menu = pane.columns.menu()
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if one.text() == "Lead").trigger()
    assert not pane.table.isColumnHidden(7)


def _with_views(plan: Plan, prefs: Prefs, qtbot: QtBot) -> tuple[ListPane, list[str]]:
    made: list[str] = []

    def view(key: str) -> QLabel:
        made.append(key)
        one = QLabel(key)
        one.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return one

    pane = make(plan, prefs, qtbot)
    pane.add_view("board", "Board", lambda: view("board"))
    pane.add_view("whole", "Progress", lambda: view("whole"), whole=True)
    pane.show_last_view()
    return pane, made


def test_a_view_is_made_when_it_is_first_shown_and_shown_again_next_time(
    plan: Plan, prefs: Prefs, qtbot: QtBot, light: QApplication
) -> None:
    pane, made = _with_views(plan, prefs, qtbot)
    assert made == []
    pane.table.setFocus()
    pane.segments.buttons["board"].click()
    pane.show_view("table")
    with qtbot.waitSignal(pane.view_changed):
        pane.show_view("board")
    assert made == ["board"]
    assert pane.list_widget.isVisible()
    assert not pane.table.isVisible()
    other, made_there = _with_views(plan, prefs, qtbot)
    assert other.view == "board"
    assert made_there == ["board"]
    assert other.segments.buttons["board"].isChecked()


def test_filters_and_the_chosen_record_go_with_the_view(
    plan: Plan, prefs: Prefs, qtbot: QtBot, light: QApplication
) -> None:
    pane, _ = _with_views(plan, prefs, qtbot)
    pane.select("id2")
    pane.show_view("board")
    qtbot.keyClicks(pane.filter_box, "street")
    assert pane.model.ids == ["id2"]
    assert pane.current_id == "id2"
    qtbot.keyClick(pane.filter_box, Qt.Key.Key_Down)
    assert pane.list_widget.hasFocus()
    qtbot.keyClicks(pane.filter_box, "zzz")
    assert not pane.list_widget.isVisible()


def test_a_view_of_the_whole_document_has_no_filters(
    plan: Plan, prefs: Prefs, qtbot: QtBot, light: QApplication
) -> None:
    pane, _ = _with_views(plan, prefs, qtbot)
    qtbot.keyClicks(pane.filter_box, "zzz")
    pane.show_view("whole")
    assert pane.list_widget.isVisible()
    assert not pane.filter_box.isEnabled()
    pane.focus_filter()
    assert pane.view == "table"
    assert pane.filter_box.hasFocus()


def test_arrow_keys_go_from_view_to_view(plan: Plan, prefs: Prefs, qtbot: QtBot, light: QApplication) -> None:
    pane, _ = _with_views(plan, prefs, qtbot)
    table, board = pane.segments.buttons["table"], pane.segments.buttons["board"]
    qtbot.waitUntil(lambda: board.x() > table.x())
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert pane.view == "board"
    assert board.hasFocus()


def test_lesser_filters_are_shown_when_asked_for_and_say_that_they_are_there(
    plan: Plan, prefs: Prefs, qtbot: QtBot, light: QApplication
) -> None:
    def pane_of() -> ListPane:
        pane = ListPane(
            "more", ("action", "actions"), COLUMNS, plan.ids, plan.some, prefs,
            filters=[Filter("status", "Status", lambda: [("complete", "Complete")], lesser=True)],
        )  # fmt: skip
        qtbot.addWidget(pane)
        pane.show()
        pane.refresh()
        return pane

    pane = pane_of()
    box = pane.drop_downs["status"]
    assert not box.isVisible()
    pane.head.more.click()
    assert box.isVisible()
    again = pane_of()
    assert again.drop_downs["status"].isVisible()
    box.setCurrentIndex(1)
    pane.head.more.click()
    assert pane.head.more.text() == "More filters (1)"
    assert pane.model.ids == ["id1"]


def test_the_button_for_columns_gives_way_to_the_line_that_adds(pane: ListPane, qtbot: QtBot) -> None:
    assert pane.columns.isVisible()
    narrowest = pane.minimumSizeHint().width()
    pane.resize(narrowest, 400)
    qtbot.waitUntil(lambda: not pane.columns.isVisible())
    assert pane.minimumSizeHint().width() == narrowest
    pane.resize(900, 400)
    qtbot.waitUntil(pane.columns.isVisible)


def test_rows_are_asked_for_so_many_at_a_time() -> None:
    asked: list[int] = []

    def fetch(wanted: Sequence[str]) -> list[Row]:
        asked.append(len(wanted))
        return [{"id": one, "title": one} for one in wanted]

    model = ListModel((Column("title", "Title"),), lambda **_: [f"{n:03d}" for n in range(300)], fetch)
    model.chunk = 16
    model.reload()
    assert [model.words_of(row, 0) for row in (0, 15, 20)] == ["000", "015", "020"]
    assert asked == [16, 16]

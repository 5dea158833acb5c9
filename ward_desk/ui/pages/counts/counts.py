"""Activity counts: the grid of counts over a financial year, and one count with its figures and what it serves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ward_desk.core import choices
from ward_desk.core.changes import ChangeSet
from ward_desk.core.fields import text
from ward_desk.core.periods import Month, PeriodError, Quarter, is_period
from ward_desk.core.records import Row, Value
from ward_desk.service import edits
from ward_desk.service.counts import count_levels, figures
from ward_desk.service.counts.figures import CountView
from ward_desk.service.document import Document
from ward_desk.service.returns.making.revised import revised_periods
from ward_desk.service.thread import thread_links
from ward_desk.store import counts
from ward_desk.ui import marks
from ward_desk.ui.pages.counts.beside.count_beside import CHART, DETAILS, OVERVIEW, CountBeside
from ward_desk.ui.pages.counts.beside.count_definition import CountForm
from ward_desk.ui.pages.counts.grid import count_grid
from ward_desk.ui.pages.counts.grid.count_grid_page import GridPage
from ward_desk.ui.pages.counts.grid.count_table import CountTable
from ward_desk.ui.pages.counts.missing.count_missing_open import TITLE, MissingPlace
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.record.form import RecordForm
from ward_desk.ui.record.record_page import Keeper
from ward_desk.ui.table.table_page import TABLE, Filter, ListPane
from ward_desk.ui.thread.thread_panel import panel_of
from ward_desk.ui.widgets import Choice


class CountsPage(GridPage):
    """The activity counts."""

    table = "activity_count"
    own_rows = True
    tables = frozenset(
        {"theme", "partnership", "quarterly_return", "profile_line", "profile_count"} | thread_links.TABLES
    )
    start = {"unit": "items"}  # noqa: RUF012

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        self._view: CountView | None = None  # of the count shown
        self._fy = Quarter.of(doc.today, _start_month(doc)).fy_start_year
        super().__init__(doc, prefs, keeper, parent)
        self.year = Choice(parent=self)
        self.year.setAccessibleName("Financial year shown")
        self.year.hide()
        self.year.activated.connect(self._on_year)
        self.golden = panel_of(self, doc)
        self.below = CountBeside(doc, self.attempt, self.options, self.form, self.golden)
        self.below.set_read_only(doc.read_only)
        self.below.open_requested.connect(self.open_requested)
        self.below.figure_asked.connect(self.enter_figure)
        self.below.said.connect(self.said)
        self.below.typing.connect(self._on_typing)
        self.tabs = self.below.tabs
        self.body.addWidget(self.below)
        self._build_fold()
        self.heading.hide()  # the overview begins with the name itself
        self.tabs.bar.currentChanged.connect(lambda at: self.heading.setVisible(at != OVERVIEW))
        self.missing = MissingPlace(doc, self, self.usual)
        self.missing.changed.connect(self._on_missing)
        self.missing.open_requested.connect(self.open_requested)
        self.missing.said.connect(self.said)
        self.missing.typing.connect(self.refused.keep_safe)
        self._build_grid(self._quarter)
        self.pane.activated.disconnect()
        self.pane.activated.connect(self._on_activated)
        self.pane.add_view("charts", "Charts", self._make_charts)
        self.pane.view_changed.connect(self._on_view)
        self.pane.show_last_view()

    # ---- views

    def _make_charts(self) -> QWidget:
        from ward_desk.ui.pages.counts.pictures.count_pictures import CountPictures

        view = CountPictures(self.doc, self.pane, lambda: self._quarter)
        view.activated.connect(self._on_charted)
        view.said.connect(self.said)
        return view

    def _on_view(self, key: str) -> None:
        self.line.setVisible(key == TABLE)
        self.card.setVisible(self.beside and self.row is not None)
        self.fold()

    @property
    def beside(self) -> bool:
        """Whether the count is shown below: the charts have the whole page."""
        return self.pane.view == TABLE

    def _on_charted(self, row_id: str) -> None:
        """Enter on a small chart: its count, with its chart large."""
        self.pane.show_view(TABLE)
        self.pane.select(row_id)
        self.need_below()
        self.tabs.show_tab(CHART)
        self.below.large_chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def view_table(self) -> None:
        """Show the counts as a grid of figures."""
        self._show_view(TABLE)

    def view_charts(self) -> None:
        """Show the counts as small charts."""
        self._show_view("charts")

    def _show_view(self, key: str) -> None:
        self.grid.commit()
        self.pane.show_view(key)
        self.pane.focus_list()

    # ---- the grid

    def make_list(self) -> ListPane:
        """The grid, a column for each month."""
        ids, _ = self.fetch("counts")
        by_theme = bool(self.doc.store.rows("theme"))
        return ListPane(
            "counts", ("count", "counts"),
            count_grid.columns(self._this_quarter.start_month, by_theme=by_theme),
            ids, self._rows, self.prefs,
            filters=(
                *((Filter("theme", "Theme", lambda: self.options("theme")),) if by_theme else ()),
                Filter("kind", "Kind", lambda: choices.COUNT_KINDS),
                Filter("level", "Level", lambda: choices.LEVELS),
            ),
            empty="No activity counts yet. Type the name of the first one below and press Enter: sessions held,"
            " items cleared, people helped.",
            table_class=CountTable,
        )  # fmt: skip

    def _rows(self, wanted: Sequence[str]) -> list[Row]:
        """The rows of some counts, with the figures of the year shown."""
        _, fetch = self.fetch("counts")
        return count_grid.rows(self.doc, fetch(wanted), self._quarter, self.refused.cells, revised_periods(self.doc))

    # ---- the year

    @property
    def _this_quarter(self) -> Quarter:
        return Quarter.of(self.doc.today, _start_month(self.doc))

    @property
    def _quarter(self) -> Quarter:
        """What the year shown is judged by: this quarter, or the last one of a year gone by."""
        now = self._this_quarter
        return now if self._fy == now.fy_start_year else Quarter(self._fy, 4, now.start_month)

    def tools(self) -> list[QWidget]:
        """The choice of the financial year, and of months or quarters."""
        return [self.year, self.across.choice]

    def _years(self) -> list[tuple[object, str]]:
        now = self._this_quarter
        found = {now.fy_start_year, self._fy}
        for key in counts.span(self.doc.store):
            found |= _year_of(key, now.start_month)
        years = range(max(found), min(found) - 1, -1)
        return [(year, Quarter(year, 1, now.start_month).year_label) for year in years]

    def _on_year(self, place: int) -> None:
        self.show_year(int(self.year.itemData(place)))

    def show_year(self, fy_start_year: int) -> None:
        """Show the financial year that starts in that year."""
        if fy_start_year != self._fy:
            self.below.commit_pending()
            self.grid.commit()
            self._fy = fy_start_year
            self.grid.quarter = self._quarter
            self.refresh(None)

    # ---- the count shown

    def make_form(self) -> RecordForm:
        """The fields of a count."""
        return CountForm(self.doc, self.options, lambda: self._quarter)

    def refresh(self, changes: ChangeSet | None) -> None:
        """Show the document as it is now. After a figure, only its own count is asked for again."""
        self.year.fill(self._years(), self._fy)
        if self.missing.showing:
            self.missing.refresh()
            return
        if changes is not None and changes.tables == {"figure"}:
            self.pane.model.ask_again(sorted(edits.owners(self.doc.store, self.table, changes)))
            self._load()
        else:
            super().refresh(changes)
        self._fit()
        self.line.show_cell(self.grid.cell)

    def _on_chosen(self, row_id: str) -> None:
        if row_id != self._shown:
            self.below.commit_pending()
        super()._on_chosen(row_id)

    def pills_of(self, row: Row) -> list[marks.Mark | None]:
        """How the count stands against its target, what it is and who may see it."""
        # Asked before what stands below, which shows the same figures.
        self._view = view = figures.count_views(self.doc, [str(row["id"])], self._quarter)[str(row["id"])]
        hangs_on = self.doc.store.get("theme", str(row["theme"])) if row["theme"] else None
        plain = [
            text(hangs_on, "label") if hangs_on else "",
            choices.label(choices.COUNT_KINDS, row["kind"]),
            f"{choices.label(choices.LEVELS, row['level'])} level" if row["level"] else "",
            choices.label(choices.SHARING, "ward") if row["sharing"] == "ward" else "",
        ]
        rating = marks.mark(view.rating or "")
        missing = view.missing(self.doc.today)
        return [
            rating,
            marks.worded(f"{len(missing)} {'figure' if len(missing) == 1 else 'figures'} wanted", "amber")
            if missing
            else None,
            *(marks.Mark(words, "grey", "none") for words in plain if words),
        ]

    def show_more(self, row: Row | None) -> None:
        """The figures of the count, its chart and the actions it serves."""
        if row is None or self._view is None:
            return
        self.fold_line.name.set_words(self.heading.text())
        self.below.show_count(self._view)

    # ---- figures

    def keep(self, row_id: str, field: str, value: Value) -> None:
        """Where a count leads to is looked at first: it goes up, and never in a circle."""
        if field == "leads_to":
            count_levels.lead_to(self.doc, row_id, str(value) if value else None)
        else:
            super().keep(row_id, field, value)

    def note_figure(self) -> None:
        """Put the keyboard into what is said of the chosen figure."""
        self.need_below()
        self.below.start_note()

    def show_behind(self) -> None:
        """Put the keyboard on what the chosen figure adds up from."""
        self.need_below()
        self.below.take_keyboard()

    # ---- just what is missing

    def enter_missing(self) -> None:
        """Show the list of the figures that are wanted by now, in the place of the grid."""
        self.commit_pending()
        self.missing.show()

    def _on_missing(self, on: bool) -> None:
        self.title_changed.emit(TITLE if on else "Activity counts")
        self.commands_changed.emit()
        if not on:
            self.refresh(None)
            self.pane.focus_list()

    @property
    def can_edit(self) -> bool:
        """Whether the grid itself is shown and takes changes."""
        return super().can_edit and not self.missing.showing

    # ---- what the window asks

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show a count, with the keyboard in a field of its details or the cell of a period; a figure in its cell."""
        if table == "figure":
            figure = self.doc.store.get("figure", row_id) or {}
            table, row_id, field = self.table, text(figure, "activity_count"), text(figure, "period")
        self.missing.close()
        self.pane.show_view(TABLE)
        in_form = field in self.form.fields
        found: set[int] = set() if in_form else _year_of(field, self._this_quarter.start_month)
        if found:
            self.show_year(next(iter(found)))
        if in_form:
            self.need_below()
            self.tabs.show_tab(DETAILS)
        if not super().open_record(table, row_id, field if in_form else ""):
            return False
        if field and not in_form:
            self.tabs.show_tab(OVERVIEW)
            self.below.show_period(field if found else "")
            self.enter_figure(field if found else "")
        return True

    def add(self, title: str) -> None:
        """Add a count by its name; what it counts comes next."""
        before = self._shown
        super().add(title)
        if self._shown != before:
            self.pane.show_view(TABLE)
            self.need_below()
            self.tabs.show_tab(DETAILS)
            self.form.focus_field("unit")

    def commit_pending(self) -> None:
        """Keep what is half typed, figures too."""
        self.grid.commit()
        super().commit_pending()
        if not self.doc.read_only:
            self.below.commit_pending()
            self.missing.commit_pending()

    def restore_draft(self, row_id: str, draft: dict[str, str]) -> bool:
        """Put half-typed figures back as well."""
        self.pane.show_view(TABLE)
        if not super().restore_draft(row_id, draft):
            return False
        start = self._this_quarter.start_month
        self.refused.restore(row_id, {key: words for key, words in draft.items() if is_period(key, start)})
        beside = {key: words for key, words in draft.items() if not is_period(key, start)}
        if beside:
            self.need_below()
        self.below.restore_draft({key: words for key, words in beside.items() if key not in self.form.fields})
        return True

    def help_topic(self) -> str:
        """The help of this page."""
        return "counts"


def _start_month(doc: Document) -> int:
    month = doc.partnership["year_start_month"]
    return month if isinstance(month, int) and 1 <= month <= 12 else 4


def _year_of(key: str, start_month: int) -> set[int]:
    """The start of the financial year of a period's key; nothing for any other words."""
    try:
        if "Q" in key:
            return {Quarter.parse(key.replace("-YTD", ""), start_month).fy_start_year}
        first: date = Month.parse(key).first
        return {Quarter.of(first, start_month).fy_start_year}
    except PeriodError:
        return set()

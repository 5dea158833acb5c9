"""Activity counts: the grid of counts over a financial year, and one count with its figures and what it serves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ward_desk.core import choices
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import number, text
from ward_desk.core.periods import Month, PeriodError, Quarter
from ward_desk.core.records import Row, Value
from ward_desk.service import edits, figures, thread_links
from ward_desk.service.document import Document
from ward_desk.service.figures import CountView
from ward_desk.store import counts
from ward_desk.ui import dialogs, marks, theme
from ward_desk.ui.figures import MonthBars
from ward_desk.ui.pages.counts import count_grid, count_words
from ward_desk.ui.pages.counts.count_cells import CountDelegate
from ward_desk.ui.pages.counts.count_figures import FiguresPanel
from ward_desk.ui.pages.counts.count_serves import Serves
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.record.form import RecordForm, Section
from ward_desk.ui.record.record_page import Keeper, RecordPage
from ward_desk.ui.record.tabs import Tabs
from ward_desk.ui.table.table_page import Filter, ListPane
from ward_desk.ui.thread.thread_panel import panel_of
from ward_desk.ui.widgets import Choice

_FIELDS = (
    Section("", ("name", "definition", "unit", "theme", "kind", "level")),
    Section("How it adds up", ("nature", "frequency", "better")),
    Section("Against what", ("baseline", "baseline_on", "target", "target_on", "tolerance")),
    Section("Where it comes from", ("owner", "source", "sharing")),
)
FIGURES, CHART, SERVES, DETAILS = range(4)


class CountsPage(RecordPage):
    """The activity counts."""

    table = "activity_count"
    own_rows = True
    tables = frozenset({"theme", "partnership"}) | thread_links.TABLES
    start = {"unit": "items"}  # noqa: RUF012

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(doc, prefs, keeper, parent)
        self._view: CountView | None = None  # of the count shown
        self._fy = self._this_quarter.fy_start_year
        self.year = Choice(parent=self)
        self.year.setAccessibleName("Financial year shown")
        self.year.hide()
        self.year.activated.connect(self._on_year)
        self.figures = FiguresPanel(doc)
        self.figures.set_read_only(doc.read_only)
        self.figures.entered.connect(self.enter)
        self.figures.pasted.connect(self.enter_many)
        self.figures.explained.connect(self.explain)
        self.figures.typing.connect(self._on_typing)
        self.figures.event_asked.connect(lambda event: self.open_requested.emit("event", event, ""))
        self.chart = MonthBars("Figures of the year")
        self.serves = Serves(doc)
        self.serves.changed.connect(self._on_serves)
        self.serves.action_asked.connect(lambda action: self.open_requested.emit("action", action, ""))
        self.form.setMaximumWidth(theme.px(720))
        self.golden = panel_of(self, doc)
        self.tabs = Tabs(
            (("Figures", (self.figures,)), ("Chart", (self.chart,)), ("Serves", (self.serves,)),
             ("Details", (self.form,)), ("Thread", (self.golden,)))
        )  # fmt: skip
        self.body.addWidget(self.tabs)
        self.pane.table.setItemDelegate(CountDelegate(self.pane.table))
        self.pane.table.lettered.connect(lambda: count_grid.fit_months(self.pane, self.prefs))
        # The grid needs the whole width, so the count stands below it; Enter goes to its figures, not to its form.
        self.splitter.setOrientation(Qt.Orientation.Vertical)
        self.splitter.setSizes(prefs.pane(self.table) or [410, 370])
        self.pane.activated.disconnect()
        self.pane.activated.connect(lambda _id: self.enter_figures())

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
        )  # fmt: skip

    def _rows(self, wanted: Sequence[str]) -> list[Row]:
        """The rows of some counts, with the figures of the year shown."""
        _, fetch = self.fetch("counts")
        return count_grid.rows(self.doc, fetch(wanted), self._quarter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        count_grid.fit_columns(self.pane, self.prefs, self.width())

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
        """The choice of the financial year."""
        return [self.year]

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
            self.figures.commit_pending()
            self._fy = fy_start_year
            self.refresh(None)

    # ---- the count shown

    def make_form(self) -> RecordForm:
        """The fields of a count."""
        hidden = "" if self.doc.store.rows("theme") else "theme"
        sections = [Section(one.heading, tuple(f for f in one.fields if f != hidden)) for one in _FIELDS]
        return RecordForm("activity_count", sections, self.options, today=lambda: self.doc.today)

    def refresh(self, changes: object) -> None:
        """Show the document as it is now."""
        self.year.fill(self._years(), self._fy)
        super().refresh(changes)  # type: ignore[arg-type] # the window's own
        count_grid.fit_months(self.pane, self.prefs)

    def _on_chosen(self, row_id: str) -> None:
        if row_id != self._shown:
            self.figures.commit_pending()
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
        view = self._view
        self.figures.show_count(view, self.doc.today)
        entries = [one for part in count_words.rows_of_entries(view, self.doc.today) for one in part]
        bars = [(one.caption if len(entries) == 12 else one.name, one.total.value) for one in entries]
        yearly = view.nature == "flow"  # its target is the year's, no month's
        self.chart.show_bars(bars, None if yearly else number(row, "target"), text(row, "unit"))
        served = self.doc.store.linked("count_action", str(row["id"]))
        self.serves.show_actions([one for one in map(self._action, served) if one], self.options("action"))
        self.golden.show_record("activity_count", str(row["id"]))
        self.tabs.name(SERVES, f"Serves {len(served)}" if served else "Serves")

    def _action(self, row_id: str) -> Row | None:
        return self.doc.store.get("action", row_id)

    def _on_serves(self, actions: list[str]) -> None:
        count = self._shown
        self.attempt(lambda: edits.set_links(self.doc, "count_action", count, actions))

    # ---- figures

    def enter(self, key: str, words: str) -> None:
        """Keep a figure typed for a period; one that can't be read is said beside its field, where it stays."""
        count = self._shown
        try:
            figures.set_figure(self.doc, count, key, words)
        except KnownError as error:
            if error.code == "figure.typed":
                self.figures.refuse(key, error.happened)
            else:
                dialogs.tell_error(self, error)
            return
        if self._keeper is not None:
            self._keeper.forget(self.table, count, key)

    def enter_many(self, cells: list[tuple[str, str]]) -> None:
        """Keep figures pasted out of a spreadsheet, all or none."""
        count = self._shown
        if self.attempt(lambda: figures.set_figures(self.doc, [(count, key, words) for key, words in cells])):
            self.said.emit(f"Pasted {len(cells)} figures")

    def explain(self, key: str, field: str, value: Value) -> None:
        """Keep the note of a figure, its state, or why there is none."""
        typed = counts.figure_for(self.doc.store, self._shown, key)
        if typed is not None:
            self.attempt(lambda: edits.edit(self.doc, "figure", str(typed["id"]), {field: value}))
        elif field in ("note", "unavailable"):
            more = {field: str(value)}
            self.attempt(lambda: figures.set_figure(self.doc, self._shown, key, "", **more))

    def enter_figures(self) -> None:
        """Put the keyboard into the figure that is wanted most."""
        self.tabs.show_tab(FIGURES)
        self.figures.focus_period()

    # ---- what the window asks

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show a count, with the keyboard in a field of its details, or in the figure of a period."""
        in_form = field in self.form.fields
        found: set[int] = set() if in_form else _year_of(field, self._this_quarter.start_month)
        if found:
            self.show_year(next(iter(found)))
        if in_form:
            self.tabs.show_tab(DETAILS)
        if not super().open_record(table, row_id, field if in_form else ""):
            return False
        if field and not in_form:
            self.tabs.show_tab(FIGURES)
            self.figures.focus_period(field if found else "")
        return True

    def add(self, title: str) -> None:
        """Add a count by its name; what it counts comes next."""
        before = self._shown
        super().add(title)
        if self._shown != before:
            self.tabs.show_tab(DETAILS)
            self.form.focus_field("unit")

    def commit_pending(self) -> None:
        """Keep what is half typed, figures too."""
        super().commit_pending()
        if not self.doc.read_only:
            self.figures.commit_pending()

    def restore_draft(self, row_id: str, draft: dict[str, str]) -> bool:
        """Put half-typed figures back as well."""
        if not super().restore_draft(row_id, draft):
            return False
        self.figures.restore_draft({key: words for key, words in draft.items() if key not in self.form.fields})
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

"""Home: what needs somebody, four figures that matter, the plan by theme, residents by month, and the latest."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.periods import Quarter
from ward_desk.core.ratings import MARKS
from ward_desk.core.typed import show_count
from ward_desk.service import summary
from ward_desk.service.document import Document
from ward_desk.ui import marks, theme
from ward_desk.ui.figures import Legend, MonthBars, Part, StackedBars, Tile
from ward_desk.ui.marks import Mark
from ward_desk.ui.page import Page
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.widgets import Card, ElidedLabel, Pill, label

_BESIDE = 900  # px at 100 %, from which two columns of cards are wide enough to read


class _TitleAndDetail(QWidget):
    """Both whole where there is room; else the detail takes what the title leaves, and two fifths at least."""

    def __init__(self, title: str, detail: str) -> None:
        super().__init__()
        self._title, self._detail = ElidedLabel(title, parent=self), ElidedLabel(detail, "small", parent=self)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        self._title.ensurePolished()  # its letters are known only then
        return QSize(theme.px(200), self._title.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._detail.ensurePolished()
        gap = 10 if self._detail.words else 0
        room, high = self.width() - gap, self.height()
        title, detail = self._title.sizeHint().width(), self._detail.sizeHint().width()
        beside = min(detail, max(round(room * 0.4), room - title)) if self._detail.words else 0
        self._title.setGeometry(0, 0, room - beside, high)
        self._detail.setGeometry(self.width() - beside, 0, beside, high)


class OpenLine(QFrame):
    """One line that opens a record, by click or by Enter."""

    opened = Signal(str, str, str)

    def __init__(
        self, mark: Mark | None, title: str, detail: str, table: str, row_id: str, field: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._target = table, row_id, field
        self.setObjectName("line")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = ": ".join(part for part in (mark.words if mark else "", title) if part)
        self.setAccessibleName(f"{words}, {detail}" if detail else words)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 5, 0, 5)
        box.setSpacing(10)
        if mark is not None:
            holder = QWidget()
            holder.setFixedWidth(theme.px(112))  # titles stand under each other
            inner = QHBoxLayout(holder)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.addWidget(Pill(mark))
            inner.addStretch(1)
            box.addWidget(holder)
        box.addWidget(_TitleAndDetail(title, detail), 1)

    def _open(self) -> None:
        self.opened.emit(*self._target)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)


class HomePage(Page):
    """The first page."""

    def __init__(self, doc: Document, prefs: Prefs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.doc = doc
        self._settled = True
        self.on_track = Tile("Actions on track")
        self.residents = Tile("Residents engaged this quarter")
        self.heard = Tile("Feedback heard this year")
        self.counts = Tile("Counts on target")
        self.attention, self.lately = QVBoxLayout(), QVBoxLayout()
        self.plan = StackedBars("Action plan")
        self.months = MonthBars("Residents engaged, by month")
        self._build()

    def _build(self) -> None:
        inside = QWidget()
        self._grid = grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        for at, tile in enumerate((self.on_track, self.residents, self.heard, self.counts)):
            grid.addWidget(tile, 0, at)
            grid.setColumnStretch(at, 1)
        needs = Card("Needs your attention")
        for layout in (self.attention, self.lately):
            layout.setSpacing(0)
        needs.body.addLayout(self.attention)
        needs.body.addSpacing(12)
        needs.body.addWidget(label("Lately", "heading"))
        needs.body.addLayout(self.lately)
        needs.body.addStretch(1)
        by_theme = bool(self.doc.store.rows("theme"))
        plan = Card("Action plan by theme" if by_theme else "Action plan by term")
        plan.body.addWidget(self.plan)
        shown = ("complete", "green", "amber", "red", "not_rated")
        legend = Legend([Mark(MARKS[one].word, MARKS[one].colour, MARKS[one].shape) for one in shown])
        plan.body.addWidget(legend)
        self._plan_shown = (self.plan, legend)
        self._no_plan = label("No actions yet. The first is typed on the Action plan page.", "soft", wrap=True)
        plan.body.addWidget(self._no_plan)
        months = Card("Residents engaged, by month")
        months.body.addWidget(self.months, 1)
        self._no_months = label("No events yet. One that was held, with who came, shows here.", "soft", wrap=True)
        months.body.addWidget(self._no_months, 0, Qt.AlignmentFlag.AlignTop)
        self._cards, self._wide = (needs, plan, months), True
        self._place_cards()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _place_cards(self) -> None:
        """What needs somebody stands beside the figures, or over them in a narrow window."""
        beside, below = ((1, 0, 2, 2), (1, 2, 1, 2), (2, 2, 1, 2)), ((1, 0, 1, 4), (2, 0, 1, 2), (2, 2, 1, 2))
        for card, place in zip(self._cards, beside if self._wide else below, strict=True):
            self._grid.removeWidget(card)
            self._grid.addWidget(card, *place)
        self._grid.setRowStretch(2, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_BESIDE)
        if wide != self._wide:
            self._wide = wide
            self._place_cards()

    def refresh(self, changes: ChangeSet | None) -> None:
        """Ask for everything again."""
        shown = summary.home(self.doc, at_once=True)
        self._settled = shown.settled
        self.title = f"Quarter {shown.quarter.number}, {shown.quarter.year_label}"
        self.title_changed.emit(self.title)
        self._show_tiles(shown.tiles, shown.quarter)
        lines: list[QWidget] = [
            OpenLine(marks.worded(one.word, one.tone), one.title, one.detail, one.table, one.row_id, one.field)
            for one in shown.lines
        ]
        if shown.more:
            lines.append(label(f"And {shown.more:,} more, on their pages.", "small"))
        self._fill(self.attention, lines)
        self._fill(
            self.lately,
            [OpenLine(None, one.label, one.when, one.table, one.row_id) for one in shown.lately]
            or [label("Nothing has been changed yet.", "soft")],
        )
        self.plan.show_bars(
            [
                (name, [Part(states.get(one, 0), MARKS[one].colour, MARKS[one].word) for one in summary.STATES])
                for name, states in shown.plan
            ]
        )
        self.months.show_bars([(one.month.name[:3], one.residents) for one in shown.months], unit="residents")
        planned = any(any(states.values()) for _, states in shown.plan)
        for one in self._plan_shown:
            one.setVisible(planned)
        self._no_plan.setVisible(not planned)
        engaged = any(one.events for one in shown.months)
        self.months.setVisible(engaged)
        self._no_months.setVisible(not engaged)

    def settled(self) -> None:
        """Say how far the return due has come."""
        if not self._settled:
            self.refresh(None)

    def _show_tiles(self, tiles: summary.Tiles, quarter: Quarter) -> None:
        pills = [
            marks.worded(f"{number} {tone}", tone)
            for number, tone in ((tiles.red, "red"), (tiles.amber, "amber"))
            if number
        ]
        own = f"{tiles.own:,} for this ward only, not in returns" if tiles.own else ""
        self.on_track.show_figure(f"{tiles.on_track:,}", f"of {tiles.open:,} open", own, pills)
        held = f"{tiles.events:,} {'event' if tiles.events == 1 else 'events'}"
        if tiles.residents is None:
            self.residents.show_figure("–", "", f"nobody is counted yet · {held}")
        else:
            more = tiles.residents - (tiles.residents_before or 0)
            than = f"{abs(more):,} {'more' if more >= 0 else 'fewer'} than last quarter · "
            than = than if tiles.residents_before else ""
            self.residents.show_figure(show_count(tiles.residents, tiles.precision), "", than + held)
        share = f"{round(100 * tiles.heard_linked / tiles.heard)}% have an action" if tiles.heard else "none yet"
        self.heard.show_figure(f"{tiles.heard:,}", "item" if tiles.heard == 1 else "items", share)
        figures = "every figure is in" if tiles.wanted else "no figure is wanted yet this quarter"
        if tiles.missing:
            figures = f"{tiles.missing:,} {'has' if tiles.missing == 1 else 'have'} a figure missing"
            if tiles.missing_from != (quarter,):
                figures += f": {' and '.join(one.short for one in tiles.missing_from)}"
        self.counts.show_figure(f"{tiles.on_target:,}", f"of {tiles.with_target:,}", figures)

    def _fill(self, layout: QVBoxLayout, widgets: list[QWidget]) -> None:
        items = [layout.itemAt(n) for n in range(layout.count())]
        before = [widget for item in items if item is not None and (widget := item.widget()) is not None]
        keyboard = next((n for n, old in enumerate(before) if old.hasFocus()), -1)
        for old in before:
            layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        for widget in widgets:
            if isinstance(widget, OpenLine):
                widget.opened.connect(self.open_requested)
            layout.addWidget(widget)
        if keyboard >= 0 and widgets:  # it stays on the line in that place
            widgets[min(keyboard, len(widgets) - 1)].show()
            widgets[min(keyboard, len(widgets) - 1)].setFocus()

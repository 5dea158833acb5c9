"""Thread chain: the stages of a golden thread one below the other, and the keyboard among their records."""

from __future__ import annotations

from collections.abc import Container
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from ward_desk.service.thread.thread import Stage, Thread
from ward_desk.ui import theme
from ward_desk.ui.drag_records import Record
from ward_desk.ui.thread.thread_nodes import MayLink, NodeLine, StageBox

_ONE_LINE: Final = 560  # px at 100 %: from this width on a record stands in one line
NOTHING: Final[Record] = ("", "")


class Place(NamedTuple):
    """Where the keyboard is: a record of a stage, or the nth thing the arrows go through."""

    stage: str
    record: Record
    at: int


class ThreadChain(QWidget):
    """Shows a thread and says what is meant. `may_link` says whether records can be dropped on one of its own."""

    followed = Signal(object)  # Node
    opened = Signal(object)
    off = Signal(object)
    dropped = Signal(object, tuple)  # the record they are linked to, None for the chosen one; records
    link_asked = Signal(str)  # stage
    more_asked = Signal(str)
    step_asked = Signal(str, int)  # stage, place of the step
    make_asked = Signal()

    def __init__(self, may_link: MayLink) -> None:
        super().__init__()
        self._may_link, self._wide = may_link, False
        self.boxes: dict[str, StageBox] = {}  # by stage
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_thread(self, found: Thread | None, *, editable: bool, linkable: Container[str], makes: bool) -> None:
        """Show these stages in place of those before. `linkable` are the stages something can be linked at, `makes`
        whether an action can be made from the chosen record."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes.clear()
        stages = found.stages if found else ()
        for stage in stages:
            box = StageBox(
                stage, linkable=stage.key in linkable, makes=makes and stage.key == "action",
                last=stage is stages[-1], may_link=self._may_link,
            )  # fmt: skip
            self._fill(box, stage, editable=editable)
            self._column.addWidget(box)
            self.boxes[stage.key] = box
            box.show()  # the layout would show it only later, and what is hidden takes no keyboard
        self._rove(self._here)

    def _fill(self, box: StageBox, stage: Stage, *, editable: bool) -> None:
        box.make_asked.connect(self.make_asked)
        box.link_asked.connect(self.link_asked)
        box.step_asked.connect(self.step_asked)
        box.more_asked.connect(self.more_asked)
        box.dropped.connect(lambda records: self.dropped.emit(None, records))
        for node in stage.nodes:
            line = NodeLine(node, wide=self._wide, editable=editable, may_link=self._may_link)
            line.followed.connect(self.followed)
            line.opened.connect(self.opened)
            line.off.connect(self.off)
            line.dropped.connect(lambda records, to=(node.table, node.row_id): self.dropped.emit(to, records))
            box.add_node(line)
        box.finish(editable=editable, wide=self._wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_ONE_LINE)
        if wide != self._wide:
            self._wide = wide
            for box in self.boxes.values():
                box.set_wide(wide)

    @property
    def nodes(self) -> list[NodeLine]:
        """The records shown, from the first stage to the last."""
        return [one for one in self._steps if isinstance(one, NodeLine)]

    @property
    def _steps(self) -> list[QWidget]:
        """What the arrows go through: records, the links to more of them, and the steps that mend."""
        return [one for box in self.boxes.values() for one in box.chain]

    @property
    def _here(self) -> NodeLine | None:
        return next((one for one in self.nodes if one.node.side == "here"), None)

    # ---- the keyboard

    def place(self) -> Place | None:
        """Where the keyboard is; None when it is elsewhere."""
        focused = QApplication.focusWidget()
        for key, box in self.boxes.items():
            if focused is not None and box.isAncestorOf(focused):
                record = (focused.node.table, focused.node.row_id) if isinstance(focused, NodeLine) else NOTHING
                return Place(key, record, next((n for n, one in enumerate(self._steps) if one is focused), -1))
        return None

    def give_keyboard(self, place: Place | None, meant: Record = NOTHING) -> None:
        """Put the keyboard on the record meant, or back in its place; a record gone leaves it to the next one."""
        wanted = meant if meant != NOTHING else place.record if place else NOTHING
        lines = [one for one in self.nodes if (one.node.table, one.node.row_id) == wanted]
        stage = self.boxes.get(place.stage) if place else None
        found: QWidget | None = next((one for one in lines if stage and one in stage.chain), next(iter(lines), None))
        steps = self._steps
        if found is None and place is not None and steps:
            found = steps[min(max(place.at, 0), len(steps) - 1)]
        if found is not None:
            self._go_to(found)

    def step(self, by: int) -> None:
        """Go so many steps down the thread, or up."""
        steps, focused = self._steps, QApplication.focusWidget()
        at = next((n for n, one in enumerate(steps) if one is focused), -1)
        if steps:
            self._go_to(steps[min(max(at + by, 0), len(steps) - 1)])

    def focus(self) -> None:
        """Put the keyboard on the chosen record."""
        if self._here is not None:
            self._go_to(self._here)

    def bring_up(self, widget: QWidget) -> None:
        """Scroll the page to where a part of the thread is seen."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(widget, 0, theme.px(40))

    def _go_to(self, widget: QWidget) -> None:
        self._rove(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_up(widget)

    def _rove(self, current: QWidget | None) -> None:
        """Tab comes to one record of the thread; the arrows go on from there."""
        lines = self.nodes
        for line in lines:
            on = line is current or (line is lines[0] and not isinstance(current, NodeLine))
            line.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

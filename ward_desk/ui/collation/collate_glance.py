"""Collate glance: what a programme came to, at a glance: totals, the wards side by side, what is red, what to ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.core.collation.programme import Programme
from ward_desk.core.collation.ward_rows import ALL_WARDS, NO_RETURN
from ward_desk.core.fields import text, whole
from ward_desk.core.records import Row
from ward_desk.core.typed import show_number
from ward_desk.exchange.returns.return_columns import MARKS
from ward_desk.ui import theme
from ward_desk.ui.collation.collate_table import Cell, CollateTable, Column
from ward_desk.ui.marks import worded
from ward_desk.ui.widgets import FlowLayout, Pill, label

# The pieces of a ward's bar in their order: column of the sheet Wards, word, tone.
RATINGS: Final = (
    ("actions_red", "Red", "red"),
    ("actions_amber", "Amber", "amber"),
    ("actions_green", "Green", "green"),
    ("actions_unrated", "Without a rating", "grey"),
)
WARDS: Final = (
    Column("Ward", 120, 4),
    Column("Open actions by rating", 150, 8),
    Column("Done", 48, right=True, whole="Actions completed"),
    Column("On target", 64, right=True, whole="Counts on target"),
    Column("Residents", 116, right=True, whole="Residents engaged"),
    Column("Events", 52, right=True, whole="Events held"),
)
RED: Final = (
    Column("Ward", 120, 3), Column("Kind", 64), Column("What is red", 150, 6), Column("Why", 150, 6),
    Column("Before", 60, whole="Rating last quarter"),
)  # fmt: skip
KINDS: Final = {"Activity count": "Count"}
CHANGED: Final = (
    Column("Ward", 110, 2),
    Column("Version", 64, wraps=False, whole="Version before, and now"),
    Column("Record", 110, 2, whole="Where it is, and its reference"),
    Column("What differs", 96, 2),
    Column("Before", 110, 4),
    Column("Now", 110, 4),
)
ASK: Final = (Column("Standing", 100), Column("About", 120, 2), Column("What to ask about", 200, 9))


class _Figure(QWidget):
    """One figure of the programme: large, with its words below."""

    def __init__(self) -> None:
        super().__init__()
        self.figure = label("", "heading")
        self.words = label("", "small")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, theme.px(18), 0)
        box.setSpacing(0)
        box.addWidget(self.figure)
        box.addWidget(self.words)

    def say(self, figure: str, words: str, tip: str) -> None:
        self.figure.setText(figure)
        self.words.setText(words)
        self.setToolTip(tip)
        self.setAccessibleName(f"{figure} {words}")


class Glance(QWidget):
    """The figures of the programme over its wards, side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title: QLabel = label("", "heading", wrap=True)
        top = _wrapping()
        flow = FlowLayout(top, gap=8)
        self.figures = [_Figure() for _ in range(6)]
        for figure in self.figures:
            flow.addWidget(figure)
        key = _wrapping()
        legend = FlowLayout(key, gap=6)
        for _, words, tone in RATINGS:
            legend.addWidget(Pill(worded(words, tone), key))
        self.table = CollateTable(WARDS, "Wards side by side")
        self.table.setMinimumHeight(theme.px(120))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        for one in (self.title, top, key):
            lines.addWidget(one)
        lines.addWidget(self.table, 1)

    def show_programme(self, programme: Programme) -> None:
        """Show another programme."""
        self.title.setText(f"{programme.programme}, {programme.period_label}")
        rows = programme.tables["wards"]
        want = len(programme.wards) + len(programme.missing)
        for shown, figure in zip(self.figures, totals(programme, rows[0], want), strict=True):
            shown.say(*figure)
        most = max((_open(row) for row in rows if row["ward"] != ALL_WARDS), default=0)
        self.table.show_rows([_ward(row, most) for row in rows if row["ward"] != ALL_WARDS])


def _wrapping() -> QWidget:
    made = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made


def totals(programme: Programme, every: Row, want: int) -> list[tuple[str, str, str]]:
    """The figures of all wards as (figure, what it is of, what its marks mean)."""
    red_counts = sum(1 for row in programme.tables["red"] if row["kind"] != "Action")
    marks = text(every, "residents_engaged_mark")
    meant = "\n".join(f"{mark} {meaning}" for mark, meaning in MARKS.items() if mark in marks)
    plain: Row = {**every, "residents_engaged_mark": None}
    return [
        (f"{len(programme.wards)} of {want}", "wards", ""),
        (_number(every, "actions_open"), f"open actions, {_number(every, 'actions_red')} red", ""),
        (_number(every, "actions_complete"), "actions completed", ""),
        (_of(every, "counts_on_target", "counts_with_target"), f"counts on target, {red_counts} red", ""),
        (_number(plain, "residents_engaged"), " ".join(filter(None, ("residents engaged", marks))), meant),
        (_number(every, "events_held"), "events held", ""),
    ]


def _number(row: Row, name: str) -> str:
    """A figure with its mark: "2,120 [about]"; the mark alone when there is none."""
    value, mark = row.get(name), row.get(f"{name}_mark") or ""
    return " ".join(filter(None, ("" if value is None else show_number(_figure(value)), str(mark)))) or "–"


def _figure(value: object) -> float:
    return value if isinstance(value, int | float) else 0


def _of(row: Row, part: str, all_of: str) -> str:
    return f"{_number(row, part)} of {_number(row, all_of)}"


def _open(row: Row) -> int:
    return sum(whole(row, name) or 0 for name, _, _ in RATINGS)


def _ward(row: Row, most: int) -> list[Cell]:
    ward = Cell(text(row, "ward"), strong=True)
    if row["status"] == NO_RETURN:
        return [ward, Cell(NO_RETURN), *[Cell("")] * (len(WARDS) - 2)]
    bar = tuple((tone, whole(row, name) or 0) for name, _, tone in RATINGS)
    pieces = [f"{whole(row, name)} {words}" for name, words, _ in RATINGS if whole(row, name)]
    open_words = f"{_open(row)} open: {', '.join(pieces)}" if pieces else "No open action"
    return [
        ward, Cell(open_words, bar=bar if pieces else (), most=most),
        Cell(_number(row, "actions_complete")), Cell(_of(row, "counts_on_target", "counts_with_target")),
        Cell(_number(row, "residents_engaged")), Cell(_number(row, "events_held")),
    ]  # fmt: skip


def red_rows(programme: Programme) -> list[list[Cell]]:
    """What is red and why, those without a reason first: they are to be asked for."""
    rows = sorted(programme.tables["red"], key=lambda row: bool(row["why"]))
    return [
        [Cell(text(row, "ward"), strong=True), Cell(KINDS.get(text(row, "kind"), text(row, "kind"))),
         Cell(" ".join(filter(None, (text(row, "ref"), text(row, "what"))))),
         Cell(text(row, "why")) if row["why"] else Cell("No reason given", worded("No reason given", "amber")),
         Cell(text(row, "before"))]
        for row in rows
    ]  # fmt: skip


def changed_rows(programme: Programme) -> list[list[Cell]]:
    """What later versions of a return changed: the sheet Version changes."""
    return [
        [Cell(text(row, "ward"), strong=True), Cell(f"{whole(row, 'version_before')} to {whole(row, 'version')}"),
         Cell(f"{text(row, 'sheet')} {text(row, 'ref')}"), Cell(text(row, "column")), Cell(text(row, "before")),
         Cell(text(row, "after"))]
        for row in programme.tables["version_changes"]
    ]  # fmt: skip


def ask_rows(problems: list[Row]) -> list[list[Cell]]:
    """What to ask about, of one kind after another: the sheet Problems."""
    tones: Mapping[str, str] = {"Refused": "red"}
    made: list[list[Cell]] = []
    for row in problems:
        level = text(row, "level")
        where = ", ".join(filter(None, (
            f"Sheet {text(row, 'sheet')}" if row["sheet"] else "", f"row {whole(row, 'row')}" if row["row"] else "",
            text(row, "column"),
        )))  # fmt: skip
        words = f"{where}: {text(row, 'what')}" if where else text(row, "what")
        made.append(
            [Cell(level, worded(level, tones.get(level, "amber"))), Cell(text(row, "about"), strong=True), Cell(words)]
        )
    return made

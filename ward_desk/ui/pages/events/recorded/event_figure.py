"""Event figure: one figure that comes from an event, in a line: its count, its number, the theme it adds to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ward_desk.core.periods import Month, PeriodError
from ward_desk.core.records import Row
from ward_desk.core.typed import show_number
from ward_desk.ui import theme
from ward_desk.ui.pages.events.recorded.event_lines import CountLine
from ward_desk.ui.widgets import ThemeDot, button, label

NUMBER = 110  # px at 100 %
THEME = 140


class FigureLine(QWidget):
    """One figure: its count, its number, the theme it adds to."""

    meant = Signal(object, str)  # number or None, precision
    refused = Signal(str)  # the sentence to show, "" when it can be read again
    typing = Signal(str)  # text so far, "" when it is kept
    entered = Signal()
    remove_asked = Signal()

    def __init__(self, row: Row) -> None:
        super().__init__()
        name = str(row["name"])
        self.number = CountLine(f"Number: {name}", whole=False)
        self.number.setFixedWidth(theme.px(NUMBER))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.meant.connect(self.meant)
        self.number.refused.connect(self.refused)
        self.number.typing.connect(self.typing)
        self.number.entered.connect(self.entered)
        self.share = label("", "")
        self.share.setFixedWidth(theme.px(NUMBER))
        self.share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        place = row["theme_position"]
        self.theme = ThemeDot(place if isinstance(place, int) else None, str(row["theme"]))
        self.theme.setFixedWidth(theme.px(THEME))
        self.off = button("✕", link=True, tip=f"Remove “{name}”")
        self.off.setAccessibleName(f"Remove {name}")
        self.off.clicked.connect(self.remove_asked)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self.words = label("", wrap=True)
        box.addWidget(self.words, 1)
        for one in (self.number, self.share, self.theme, self.off):
            box.addWidget(one)
        self.load(row, "")

    def load(self, row: Row, month: str, *, read_only: bool = False) -> None:
        """Show the figure as it is stored, with its period where that is not the event's first month; a share of a
        base is shown as that."""
        period = str(row["period"])
        other = f" ({_period_words(period)})" if "Q" not in period and period != month else ""
        self.words.setText(f"{row['name']!s}{other}")
        self.words.setToolTip(str(row["unit"] or ""))
        value, top, base = row["value"], row["numerator"], row["denominator"]
        is_share = isinstance(top, float) and isinstance(base, float)
        self.number.setVisible(not is_share)
        self.share.setVisible(is_share)
        if isinstance(top, float) and isinstance(base, float):
            self.share.setText(f"{show_number(top)} of {show_number(base)}")
        self.number.load(value if isinstance(value, float) else None, str(row["precision"] or "exact"))
        self.number.setReadOnly(read_only)
        self.off.setVisible(not read_only)


def _period_words(key: str) -> str:
    try:
        return Month.parse(key).label
    except PeriodError:
        return key

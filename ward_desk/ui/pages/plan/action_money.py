"""Action money: the funding lines of an action, and what is left of each and of all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ward_desk.core import funding
from ward_desk.core.choices import FUNDING_KINDS, FUNDING_STAGES
from ward_desk.core.choices import label as words_of
from ward_desk.core.funding import Money
from ward_desk.core.records import Row
from ward_desk.core.typed import show_money
from ward_desk.service.plan import plan
from ward_desk.ui.record.record_lines import Line
from ward_desk.ui.record.record_part import RecordPart
from ward_desk.ui.widgets import label, set_tone


class MoneyPart(RecordPart):
    """Funding lines in the order they were written down."""

    table = "funding"
    name = "Funding lines"
    fields = ("source", "purpose", "kind", "stage", "allocated", "committed", "spent", "sharing")
    box_name = "New funding line"
    box_words = "Who pays, how much: Lottery, £2,500"
    empty = "No money is written down for this action."
    opens_new = "purpose"

    def make_top(self) -> Sequence[QWidget]:
        self.total = label("", "", wrap=True)
        self.over = label("", "problem", wrap=True)
        return self.total, self.over

    def add_one(self, words: str) -> str:
        return plan.add_funding(self.doc, self.owner[1], words)

    def tab(self) -> str:
        return f"Money {len(self.rows)}" if self.rows else "Money"

    def show_top(self) -> None:
        money = funding.together(self.rows)
        over = sum(funding.of(row).over for row in self.rows)
        self.total.setText(f"In all {_standing(money)}")
        self.total.setVisible(len(self.rows) > 1)
        self.over.setText(f"{show_money(over)} more is spent than was allocated, on the lines marked below.")
        self.over.setVisible(over > 0 and len(self.rows) > 1)
        set_tone(self.total, "tone", "soft")

    def line(self, row: Row) -> Line:
        money = funding.of(row)
        first = " · ".join(filter(None, (str(row["source"]), str(row["purpose"]))))
        known = any(row[name] is not None for name in ("allocated", "committed", "spent"))
        small = (
            _standing(money) if known else "no amounts yet",
            " · ".join(filter(None, (words_of(FUNDING_STAGES, row["stage"]), words_of(FUNDING_KINDS, row["kind"])))),
        )
        over = f"Overspent: {show_money(money.over)} more is spent than was allocated." if money.over else ""
        return Line(str(row["id"]), first, "\n".join(small), over)


def _standing(money: Money) -> str:
    """ "£1,659.50 left of £2,500 · £1,300 uncommitted"."""
    left = show_money(money.left) if money.left > 0 else "nothing"
    return f"{left} left of {show_money(money.allocated)} · {show_money(money.uncommitted)} uncommitted"

"""Action risks: what may go wrong with an action, how likely and how bad, before and after what is done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ward_desk.core import risk
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.ui.pages.plan.risk_places import RiskPlaces
from ward_desk.ui.record.record_lines import Line
from ward_desk.ui.record.record_part import RecordPart


class RisksPart(RecordPart):
    """Risks of an action in the order they were written down."""

    table = "risk"
    name = "Risks"
    fields = ("title", "mitigation", "owner_role", "category", "sharing")
    box_name = "New risk"
    box_words = "What may go wrong: The hall is sold"
    empty = "No risks are written down for this action."
    opens_new = "mitigation"

    def make_body(self) -> Sequence[QWidget]:
        self.places = RiskPlaces()
        self.places.edited.connect(self._on_placed)
        return (self.places,)

    def add_one(self, words: str) -> str:
        return edits.add(self.doc, self.table, {"title": words, "action": self.owner[1]})

    def tab(self) -> str:
        return f"Risks {len(self.rows)}" if self.rows else "Risks"

    def line(self, row: Row) -> Line:
        before, after = risk.place(row, "before"), risk.place(row, "after")
        small = (
            f"before: {before.words}" if before else "not placed yet",
            f"after: {after.words}" if after else "",
            str(row["owner_role"]),
        )
        return Line(str(row["id"]), str(row["title"]), "\n".join(filter(None, small)))

    def show_body(self, row: Row | None) -> None:
        self.places.show_risk(row, read_only=self.doc.read_only)

    def _on_placed(self, values: Row) -> None:
        row_id = self.form.row_id
        if row_id:
            self.attempt(lambda: edits.edit(self.doc, self.table, row_id, values))

    def _on_opened(self, row_id: str) -> None:
        self.places.commit_pending()
        super()._on_opened(row_id)

    def commit_pending(self) -> None:
        """Keep where a mark was moved as well."""
        if not self.doc.read_only:
            self.places.commit_pending()
        super().commit_pending()

"""Action milestones: ticked off as they are done; the action's progress follows from them unless it is set."""

from __future__ import annotations

from ward_desk.core.fields import day
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.plan import plan
from ward_desk.ui.record.field_text import show_kind
from ward_desk.ui.record.record_lines import Line
from ward_desk.ui.record.record_part import RecordPart


class MilestonesPart(RecordPart):
    """Milestones by date, those without one last."""

    table = "milestone"
    name = "Milestones"
    fields = ("title", "due", "done_on")
    box_name = "New milestone"
    box_words = "What, and due when: Posters out, 12 jan"
    empty = "No milestones yet. The action's progress follows from them."
    can_tick = True

    def rows_of(self) -> list[Row]:
        rows = self.doc.store.rows(self.table, order="due", action=self.owner[1])
        return sorted(rows, key=lambda row: row["due"] is None)

    def add_one(self, words: str) -> str:
        return plan.add_milestone(self.doc, self.owner[1], words)

    def tab(self) -> str:
        done = sum(1 for row in self.rows if row["done_on"])
        return f"Milestones {done}/{len(self.rows)}" if self.rows else "Milestones"

    def line(self, row: Row) -> Line:
        due, today = day(row["due"]), self.doc.today
        shown = show_kind("date", row["due"])
        small, problem = f"due {shown}" if shown else "no date", ""
        if row["done_on"]:
            small = " · ".join(filter(None, (f"done {show_kind('date', row['done_on'])}", shown and f"due {shown}")))
        elif due is not None and due < today:
            late = (today - due).days
            small, problem = "", f"Overdue: it was due {shown}, {late} {'day' if late == 1 else 'days'} ago."
        if row["illustrative"]:
            small = " · ".join(filter(None, (small, "illustrative")))
        return Line(str(row["id"]), str(row["title"]), small, problem, ticked=bool(row["done_on"]))

    def tick(self, row_id: str, done: bool) -> None:
        """Mark a milestone done today, or not done."""
        day_done = self.doc.today.isoformat() if done else None
        self.attempt(lambda: edits.edit(self.doc, self.table, row_id, {"done_on": day_done}))

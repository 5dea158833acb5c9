"""Action evidence: pointers to what shows that something was done, for an action or any other record (C 4.8)."""

from __future__ import annotations

from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.ui.record.field_text import show_kind
from ward_desk.ui.record.record_lines import Line
from ward_desk.ui.record.record_part import RecordPart


class EvidencePart(RecordPart):
    """Evidence of any record: what it shows, who holds it and where. The thing itself stays with them."""

    table = "evidence"
    name = "Evidence"
    fields = ("shows", "holder", "place", "dated", "sharing")
    box_name = "New evidence"
    box_words = "What it shows: 22 on the register"
    empty = "No evidence is pointed at yet. Point to it; the file stays with whoever holds it."
    opens_new = "holder"

    def rows_of(self) -> list[Row]:
        return self.doc.store.rows(self.table, record_table=self.owner[0], record_id=self.owner[1])

    def add_one(self, words: str) -> str:
        table, row_id = self.owner
        return edits.add(self.doc, self.table, {"shows": words, "record_table": table, "record_id": row_id})

    def tab(self) -> str:
        return f"Evidence {len(self.rows)}" if self.rows else "Evidence"

    def line(self, row: Row) -> Line:
        small = (str(row["holder"]), str(row["place"]), show_kind("date", row["dated"]))
        return Line(str(row["id"]), str(row["shows"]), " · ".join(filter(None, small)))

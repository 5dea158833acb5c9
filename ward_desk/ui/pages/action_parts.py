"""Action parts: one action whole, under tabs: its fields, partners, notes, milestones and evidence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ward_desk.core.choices import label as words_of
from ward_desk.core.ratings import RATINGS, suggest
from ward_desk.core.records import Row
from ward_desk.service import edits, plan
from ward_desk.service.document import Document
from ward_desk.ui.field_text import show_kind
from ward_desk.ui.form import RecordForm
from ward_desk.ui.pages.record_page import Keeper
from ward_desk.ui.pages.small_list import SmallList
from ward_desk.ui.pages.tabs import Tabs
from ward_desk.ui.widgets import label

Attempt = Callable[[Callable[[], object]], bool]


class ActionParts(QWidget):
    """What stands beside the list: the form of an action and everything that belongs to it.

    `attempt` does something to the document and says what the world refuses (`Page.attempt`).
    """

    removed = Signal(str)  # words for the strip
    open_requested = Signal(str, str, str)  # table, id, field

    def __init__(self, doc: Document, form: RecordForm, keeper: Keeper | None, attempt: Attempt) -> None:
        super().__init__()
        self.doc, self.form, self._keeper, self.attempt = doc, form, keeper, attempt
        self._shown = ""  # id of the action
        self.suggestion = label("", "soft", wrap=True)
        self.note_box = self._box("New progress note", "Write a progress note and press Enter…", self.add_note)
        self.note_box.textEdited.connect(self._on_note_typed)
        self.notes = SmallList("Progress notes", self._remover("progress_note"), small_below=True)
        self.milestone_box = self._box(
            "New milestone", "Add a milestone and its date: Posters out, 12 jan…", self.add_milestone
        )
        self.milestones = SmallList("Milestones", self._remover("milestone"), tick=self.tick_milestone)
        self.partners_heading = label("Partners", "heading")
        self.partner_box = self._box("New partner", "Add a partner by name…", self.add_partner)
        self.partners = SmallList("Partners", self.remove_partner)
        self.evidence = SmallList("Evidence", None, small_below=True)
        self.tabs = Tabs(
            (
                ("Details", (self.suggestion, self.form, self.partners_heading, self.partners, self.partner_box)),
                ("Notes", (self.note_box, self.notes)),
                ("Milestones", (self.milestone_box, self.milestones)),
                ("Evidence", (self.evidence,)),
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)

    def _box(self, name: str, words: str, keep: Callable[[], None]) -> QLineEdit:
        box = QLineEdit()
        box.setPlaceholderText(words)
        box.setAccessibleName(name)
        box.returnPressed.connect(keep)
        if self.doc.read_only:
            box.hide()
        return box

    def show_action(self, row: Row | None) -> None:
        """Suggestion, notes, milestones, partners and evidence of the action."""
        self._shown = str(row["id"]) if row else ""
        if row is None:
            return
        due = date.fromisoformat(str(row["due"])) if row["due"] else None
        progress = row["progress"]
        said = suggest(str(row["status"]), due, progress if isinstance(progress, int) else None, self.doc.today)
        differs = said is not None and said.rating != row["rating"]
        self.suggestion.setVisible(differs)
        if said is not None and differs:
            self.suggestion.setText(f"The desk would rate this {words_of(RATINGS, said.rating)}: {said.why}")
        action = str(row["id"])
        notes = self.doc.store.rows("progress_note", order="noted_on DESC", action=action)
        self.notes.show_rows([(str(note["id"]), str(note["words"]), _of_note(note)) for note in notes], "No notes yet.")
        milestones = self.doc.store.rows("milestone", order="due", action=action)
        self.milestones.show_rows(
            [(str(one["id"]), str(one["title"]), _of_milestone(one)) for one in milestones],
            "No milestones yet.",
            ticked={str(one["id"]) for one in milestones if one["done_on"]},
        )
        partners = [(p, self.doc.store.get("organisation", p)) for p in self.doc.store.linked("action_partner", action)]
        self.partners.show_rows([(p, str(org["name"]), "") for p, org in partners if org], "No partners yet.")
        evidence = self.doc.store.rows("evidence", record_table="action", record_id=action)
        self.evidence.show_rows(
            [(str(e["id"]), str(e["shows"]), _joined(str(e["holder"]), str(e["place"]))) for e in evidence],
            "No evidence is pointed at yet.",
        )
        done = sum(1 for m in milestones if m["done_on"])
        self.tabs.name(1, f"Notes {len(notes)}" if notes else "Notes")
        self.tabs.name(2, f"Milestones {done}/{len(milestones)}" if milestones else "Milestones")
        self.tabs.name(3, f"Evidence {len(evidence)}" if evidence else "Evidence")

    def show_details(self) -> None:
        """Bring the fields to the front."""
        self.tabs.show_tab(0)

    def _on_note_typed(self, text: str) -> None:
        if self._keeper is not None and self._shown:
            if text:
                self._keeper.keep("action", self._shown, "progress_note", text)
            else:
                self._keeper.forget("action", self._shown, "progress_note")

    def add_note(self) -> None:
        """Keep the note, dated today, with the status and rating of today."""
        words, action = self.note_box.text().strip(), self._shown
        if words and self.attempt(lambda: plan.add_note(self.doc, action, words)):
            self.note_box.clear()
            self._on_note_typed("")

    def add_milestone(self) -> None:
        """Keep a milestone; words after the last comma that read as a date are its date."""
        words, action = self.milestone_box.text().strip(), self._shown
        if words and self.attempt(lambda: plan.add_milestone(self.doc, action, words)):
            self.milestone_box.clear()

    def tick_milestone(self, milestone: str, done: bool) -> None:
        """Mark a milestone done today, or not done."""
        day = self.doc.today.isoformat() if done else None
        self.attempt(lambda: edits.edit(self.doc, "milestone", milestone, {"done_on": day}))

    def add_partner(self) -> None:
        """Add a partner by name, making the organisation when there is none of that name."""
        name, action = self.partner_box.text().strip(), self._shown
        if name and self.attempt(lambda: plan.add_partner(self.doc, action, name)):
            self.partner_box.clear()

    def remove_partner(self, organisation: str) -> None:
        """Take a partner off the action; the organisation stays."""
        action = self._shown
        kept = [one for one in self.doc.store.linked("action_partner", action) if one != organisation]
        self.attempt(lambda: edits.set_links(self.doc, "action_partner", action, kept))

    def start_note(self) -> None:
        """Put the keyboard into the box for a progress note."""
        self.tabs.show_tab(1)
        self.note_box.setFocus()

    def _remover(self, table: str) -> Callable[[str], None]:
        def remove(row_id: str) -> None:
            row = self.doc.store.get(table, row_id)
            if row and self.attempt(lambda: edits.remove(self.doc, table, row_id)):
                self.removed.emit(f"Removed {edits.name(self.doc.store, table, row)}")

        return remove

    def commit_pending(self) -> None:
        """Keep a note half typed."""
        if self.note_box.text().strip() and not self.doc.read_only and self._shown:
            self.add_note()

    def restore_draft(self, draft: dict[str, str]) -> None:
        """Put a half-typed note back into its box."""
        if "progress_note" in draft:
            self.tabs.show_tab(1)
            self.note_box.setText(draft["progress_note"])
            self.note_box.setFocus()


def _joined(*words: str) -> str:
    return " · ".join(one for one in words if one)


def _of_note(note: Row) -> str:
    """The small words beside a note: its day, the rating then, and whether it is made up."""
    return _joined(
        show_kind("date", note["noted_on"]),
        words_of(RATINGS, note["rating"]),
        "illustrative" if note["illustrative"] else "",
    )


def _of_milestone(milestone: Row) -> str:
    done = show_kind("date", milestone["done_on"])
    return f"done {done}" if done else show_kind("date", milestone["due"])

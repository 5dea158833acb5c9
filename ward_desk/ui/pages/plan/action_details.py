"""Action details: the fields of an action, what the desk would rate it, and who takes part."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ward_desk.core.choices import label as words_of
from ward_desk.core.fields import day
from ward_desk.core.privacy import scan
from ward_desk.core.ratings import RATINGS, suggest
from ward_desk.core.records import Row, Value
from ward_desk.core.rules import SCANNED
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.plan import plan
from ward_desk.store.actions import milestones_of, progress_of
from ward_desk.ui.record.editors import NameLine, offer_names
from ward_desk.ui.record.form import RecordForm
from ward_desk.ui.record.record_page import Keeper
from ward_desk.ui.record.record_part import TAKE_OUT, Attempt
from ward_desk.ui.record.small_list import SmallList
from ward_desk.ui.widgets import button, label

_ASKED_WHY = ("amber", "red")


class ActionDetails(QWidget):
    """The form of an action, which the page made, with what goes with its fields."""

    def __init__(self, doc: Document, form: RecordForm, keeper: Keeper | None, attempt: Attempt) -> None:
        super().__init__()
        self.doc, self.form, self._keeper, self.attempt = doc, form, keeper, attempt
        self._row: Row = {}
        self._suggested = ""
        self.suggestion = label("", "soft", wrap=True)
        self.rate = _button("")
        self.rate.clicked.connect(self.rate_as_suggested)
        self.take_out = _button(TAKE_OUT)
        self.take_out.clicked.connect(self._redact)
        self.follow = button("Follow milestones", link=True)
        self.follow.setAutoDefault(True)
        self.follow.clicked.connect(self.follow_milestones)
        self.partners = SmallList("Partners", None if doc.read_only else self.remove_partner)
        self.partner_box = NameLine("New partner", "Add a partner by name…")
        self.partner_box.entered.connect(self.add_partner)
        self._ask = QTimer(self)  # someone going through the ratings by letter or arrow is not there yet
        self._ask.setSingleShot(True)
        self._ask.setInterval(QApplication.keyboardInputInterval())
        self._ask.timeout.connect(self._ask_why)
        form.put_below("progress", self.follow)
        form.edited.connect(self._on_edited)
        form.named.connect(self._on_named)
        form.typing.connect(self._on_typing)
        self._lay_out()

    def _lay_out(self) -> None:
        self._top = QWidget()
        line = QHBoxLayout(self._top)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.suggestion, 1)
        line.addWidget(self.rate, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._top)
        column.addWidget(self.take_out, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.form)
        column.addWidget(label("Partners", "heading"))
        column.addWidget(self.partners)
        column.addWidget(self.partner_box)
        if self.doc.read_only:
            self.partner_box.hide()

    def put_last(self, widget: QWidget) -> None:
        """Put something below everything else."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(widget)

    def show_action(self, row: Row) -> None:
        """Show what goes with the fields of an action; the page loads the form itself."""
        if row["id"] != self._row.get("id"):
            self.partner_box.clear_name()
        self._row = row
        self._show_suggestion()
        self._show_progress()
        self._offer_redacting(row)
        store = self.doc.store
        partners = [(one, store.get("organisation", one)) for one in store.linked("action_partner", str(row["id"]))]
        self.partners.show_rows([(one, str(org["name"]), "") for one, org in partners if org], "No partners yet.")
        offer_names(self.partner_box.names, [name for _, name in store.named("organisation", order="name")])

    def _show_suggestion(self) -> None:
        row = self._row
        progress = progress_of(self.doc.store, str(row["id"]))
        said = suggest(str(row["status"]), day(row["due"]), progress, self.doc.today)
        differs = said is not None and said.rating != row["rating"]
        self._suggested = said.rating if said is not None and differs else ""
        self._top.setVisible(differs)
        if said is not None and differs:
            word = words_of(RATINGS, said.rating)
            self.suggestion.setText(f"The desk would rate this {word}: {said.why}")
            self.rate.setText(f"Rate it {word}")
            self.rate.setVisible(not self.doc.read_only)

    def _show_progress(self) -> None:
        row, action = self._row, str(self._row["id"])
        count, done = milestones_of(self.doc.store, action)
        share = f"{round(100 * done / count)}%" if count else ""
        self.form.set_placeholder(
            "progress", f"{share}, from {done} of {count} milestones" if count else "no milestones yet"
        )
        self.follow.setToolTip(f"{share}, from {done} of {count} milestones")
        self.follow.setVisible(bool(count) and row["progress"] is not None and not self.doc.read_only)

    def rate_as_suggested(self) -> None:
        """Give the action the rating the desk suggests, and ask why."""
        action, rating = str(self._row["id"]), self._suggested
        if rating and self.attempt(lambda: edits.edit(self.doc, "action", action, {"rating": rating})):
            self.form.focus_field("rating_reason")

    def follow_milestones(self) -> None:
        """Leave progress to the milestones again."""
        action = str(self._row["id"])
        if self.attempt(lambda: edits.edit(self.doc, "action", action, {"progress": None})):
            self.form.focus_field("progress")

    def _on_edited(self, field: str, value: Value) -> None:
        if field == "rating":
            if value in _ASKED_WHY:
                self._ask.start()
            else:
                self._ask.stop()
        elif field == "rating_reason" and self.form.editor(field).hasFocus() and self._wants_cause():
            self.form.focus_field("delay_cause")

    def _ask_why(self) -> None:
        if self.form.editor("rating").hasFocus():
            self.form.focus_field("rating_reason")

    def _wants_cause(self) -> bool:
        return any(one.field == "delay_cause" for one in edits.problems(self.doc, "action", self._row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Only what the field itself has no use for comes here: Esc with nothing half typed leaves the reason.
        if event.key() == Qt.Key.Key_Escape and self.form.editor("rating_reason").hasFocus():
            self.form.focus_field("rating")
        else:
            super().keyPressEvent(event)

    def _on_named(self, field: str, name: str) -> None:
        action = str(self._row["id"])
        if self.attempt(lambda: plan.set_lead(self.doc, action, name)) and self._keeper is not None:
            self._keeper.forget("action", action, field)

    def _on_typing(self, field: str, text: str) -> None:
        if field in SCANNED["action"] and self._row:
            typed: Row = {**self._row, field: text} if text else self._row
            self.form.show_problems(edits.problems(self.doc, "action", typed))
            self._offer_redacting(typed)

    def _offer_redacting(self, row: Row) -> None:
        found = any(scan(str(row[name] or "")) for name in SCANNED["action"])
        self.take_out.setVisible(found and not self.doc.read_only)

    def _redact(self) -> None:
        self.form.commit_pending()
        action = str(self._row["id"])
        self.attempt(lambda: plan.redact(self.doc, "action", action))

    def add_partner(self, name: str) -> None:
        """Add a partner by name, making the organisation when there is none of that name."""
        action = str(self._row.get("id") or "")
        if not action or self.doc.read_only:
            return
        known = dict(self.doc.store.named("organisation", order="name"))
        partners = {known.get(one, "").casefold() for one in self.doc.store.linked("action_partner", action)}
        if name.casefold() in partners or self.attempt(lambda: plan.add_partner(self.doc, action, name)):
            self.partner_box.clear_name()

    def commit_pending(self) -> None:
        """Keep a partner half typed."""
        self.partner_box.enter_name()

    def remove_partner(self, organisation: str) -> None:
        """Take a partner off the action; the organisation stays."""
        action = str(self._row["id"])
        kept = [one for one in self.doc.store.linked("action_partner", action) if one != organisation]
        self.attempt(lambda: edits.set_links(self.doc, "action_partner", action, kept))


def _button(words: str) -> QPushButton:
    made = button(words)
    made.setAutoDefault(True)  # Enter presses it
    return made

"""Count definition: everything that says what a count is, as a form, with what events make of it in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from ward_desk.core.fields import text
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.core.rules import Problem
from ward_desk.service.counts import count_levels
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.record.editors import Options
from ward_desk.ui.record.form import RecordForm, Section
from ward_desk.ui.widgets import label

_SECTIONS: Final = (
    Section("", ("name", "definition", "unit", "theme", "kind", "level", "leads_to")),
    Section("How it adds up", ("nature", "computed", "computed_kind", "computed_scope", "frequency", "better")),
    Section("Against what", ("baseline", "baseline_on", "target", "target_on", "tolerance")),
    Section("Where it comes from", ("owner", "source", "shared_with", "sharing")),
)
_LONGEST: Final = 60  # letters of a count in the list of those it may lead to


class CountForm(RecordForm):
    """The definition of a count. `quarter` is the one its page looks from."""

    def __init__(self, doc: Document, options: Callable[[str], Options], quarter: Callable[[], Quarter]) -> None:
        hidden = "" if doc.store.rows("theme") else "theme"
        sections = [Section(one.heading, tuple(name for name in one.fields if name != hidden)) for one in _SECTIONS]
        self._doc, self._quarter = doc, quarter
        super().__init__(
            "activity_count", sections, options, narrowed={"leads_to": self._may_lead_to}, today=lambda: doc.today
        )
        self.standard = label("", "small")
        self.comes_to = label("", "small")
        self.put_below("name", self.standard)
        self.put_below("computed", self.comes_to)
        self.setMaximumWidth(theme.px(720))

    def load(self, row: Row | None, problems: Sequence[Problem] = ()) -> None:
        """Show a count, or none, with the fields that mean something for it."""
        super().load(row, problems)
        shown = row or {}
        flow, computed = text(shown, "nature") == "flow", bool(shown.get("computed"))
        self.show_field("computed", flow or computed)
        self.show_field("computed_kind", flow and computed)
        self.show_field("computed_scope", flow and computed)
        self.show_field("frequency", not (flow and computed) or shown.get("frequency") == "quarterly")
        said = count_levels.computed_words(self._doc, shown, self._quarter()) if computed else ""
        self.comes_to.setText(said)
        self.comes_to.setVisible(bool(said))
        code = text(shown, "code")
        self.standard.setText(f"Standard count {code} of the programme." if code else "")
        self.standard.setVisible(bool(code))

    def _may_lead_to(self) -> Options:
        """What it may lead to, and what it leads to now, whatever that is."""
        row = self._doc.store.get("activity_count", self.row_id) if self.row_id else None
        if row is None:
            return ()
        found = count_levels.may_lead_to(self._doc, row)
        now = self._doc.store.get("activity_count", text(row, "leads_to"))
        if now is not None and all(one != now["id"] for one, _ in found):
            found.append((text(now, "id"), f"{text(now, 'ref')} {text(now, 'name')}"))
        return [
            (one, words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…") for one, words in found
        ]

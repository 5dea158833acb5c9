"""Tracker names: a row's words for a theme, a priority, a recommendation and a lead, as the records they mean."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from ward_desk.core.fields import text
from ward_desk.core.records import RECORDS, Row
from ward_desk.core.tracker.tracker import Problem, Proposed
from ward_desk.service.tracker.tracker_match import Known, Names

NAMED: Final = ("theme", "priority", "recommendation", "lead")
MADE: Final = ("priority", "lead")  # made when there is none; themes and recommendations are the programme's own


class RowNames:
    """A row's words for other records: those found, those to be made, and those that nothing goes by."""

    def __init__(self, row: Proposed, held: Known, headings: Mapping[str, str]) -> None:
        self.ids: Row = {}
        self.new: dict[str, str] = {}
        self.shown: dict[str, str] = {}
        self.kept: list[str] = []
        self.problems: list[Problem] = []
        known: dict[str, Names] = {
            "theme": held.themes, "priority": held.priorities, "recommendation": held.recommendations,
            "lead": held.organisations,
        }  # fmt: skip
        for target in NAMED:
            words = " ".join(row.names.get(target, "").split())
            if not words:
                continue
            found = known[target].exact(words)
            if not found and target not in MADE and (found := known[target].begun(words)):
                self.problems.append(Problem(
                    target, "warning", f"“{words}” is taken as “{known[target].shown[found]}”.",
                ))  # fmt: skip
            if found:
                self.ids[target], self.shown[target] = found, known[target].shown[found]
            elif target in MADE:
                self.new[target] = self.shown[target] = words
            else:
                label = RECORDS["action"].field(target).label
                self.kept.append(f"{headings.get(target) or label}: {words}")
                self.problems.append(Problem(
                    target, "error",
                    f"“{words}” is no {label.lower()} of this programme. The words are kept as a note.",
                ))  # fmt: skip

    @property
    def theme(self) -> str:
        """The id of the theme; "" for none."""
        return text(self.ids, "theme")


def themed(
    rows: Sequence[Proposed], sheet: str, held: Known, typed: Collection[tuple[int, int, str]]
) -> tuple[list[Proposed], str]:
    """Rows under the theme that their sheet is named after, where the tracker says none itself, and the words of that
    theme; "" where there is no such. `typed` are the row numbers, parts and targets that a person corrected."""
    if any("theme" in row.names for row in rows) or not (found := held.themes.exact(sheet)):
        return list(rows), ""
    return [
        row if (row.number, row.part, "theme") in typed else row._replace(names={**row.names, "theme": sheet})
        for row in rows
    ], held.themes.shown[found]

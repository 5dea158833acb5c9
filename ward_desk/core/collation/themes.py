"""Themes as the programme calls them now, whichever of their names a return used (A 2.3 and B 3.3 differ in three)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ward_desk.core.same_name import plain

NO_THEME: Final = "No theme"


@dataclass(frozen=True)
class Themes:
    """The themes of a programme: `labels` in their order, `now` from any name as it is compared to the label."""

    labels: tuple[str, ...] = ()
    now: Mapping[str, str] = field(default_factory=dict)

    def of(self, words: object) -> list[str]:
        """The themes named in a cell of a return, semicolons between; NO_THEME alone when there is none."""
        said = [name for part in str(words or "").split(";") if (name := part.strip())]
        return list(dict.fromkeys(self.now.get(plain(name), name) for name in said)) or [NO_THEME]

    def shown(self, words: object) -> str:
        """The same cell with the names of now; empty when there is none."""
        return "; ".join(one for one in self.of(words) if one != NO_THEME)

    def ordered(self, names: Iterable[str]) -> list[str]:
        """Every theme of the programme, then the other names that were met, NO_THEME last."""
        others = sorted(set(names) - set(self.labels) - {NO_THEME}, key=lambda name: (plain(name), name))
        return [*self.labels, *others, *([NO_THEME] if NO_THEME in set(names) else [])]


def themes(named: Iterable[tuple[str, Iterable[str]]]) -> Themes:
    """The themes of a programme: each with its label and every other name it has or had."""
    labels, now = [], {}
    for label, others in named:
        labels.append(label)
        now[plain(label)] = label
        for other in others:
            now.setdefault(plain(other), label)
    return Themes(tuple(labels), now)

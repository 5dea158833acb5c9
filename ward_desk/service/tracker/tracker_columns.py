"""Tracker columns: which sheet, headings and columns of a tracker are what, guessed or as somebody last said."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ward_desk.core.same_name import plain
from ward_desk.core.tracker.tracker import KEEP, OUT, TARGETS, Sheet, TrackerFile
from ward_desk.core.tracker.tracker_guess import guess_columns, guess_header, guess_sheet, headings
from ward_desk.service.document import Document
from ward_desk.store.rows import Store

SETTING: Final = "tracker.columns"  # JSON: heading as it is compared -> target
MOST_KEPT: Final = 500
SEVERAL: Final = frozenset(("note", "partners", "milestones", "next_milestone", KEEP, OUT))  # more than one column
CODES: Final = frozenset(code for code, _ in TARGETS)


@dataclass
class Choices:
    """How a tracker is to be read, and what a person changed of it."""

    sheet: int
    header: int  # index of the row of headings
    columns: list[str]  # a target for each column
    corrections: dict[tuple[int, int, str], str] = field(default_factory=dict)  # row number, part, target -> text typed
    left_out: set[tuple[int, int]] = field(default_factory=set)  # row number, part
    remembered: bool = False  # whether somebody's choice of last time decided a column

    def choose(self, column: int, target: str) -> list[int]:
        """Make a column that target. Gives the columns that had been it and are kept as notes instead, where a target
        can be one column's only."""
        self.columns[column] = target
        if target in SEVERAL:
            return []
        others = [at for at, one in enumerate(self.columns) if one == target and at != column]
        for at in others:
            self.columns[at] = KEEP
        return others


def begin(doc: Document, file: TrackerFile, sheet: int | None = None, header: int | None = None) -> Choices:
    """How a tracker is best read: what was chosen last time for a heading of the same words wins over guesses."""
    at = guess_sheet(file) if sheet is None else sheet
    here = file.sheets[at]
    top = guess_header(here) if header is None else header
    made = Choices(at, top, list(guess_columns(here, top)))
    kept = _kept(doc.store)
    for column, key in enumerate(_keys(here, top)):
        target = kept.get(key)
        if target is not None and target != made.columns[column]:
            made.choose(column, target)
            made.remembered = True
    return made


def remember(store: Store, file: TrackerFile, choices: Choices) -> None:
    """Keep what was chosen otherwise than guessed, by the words of the headings, for the next time."""
    here = file.sheets[choices.sheet]
    kept = _kept(store)
    guessed = guess_columns(here, choices.header)
    for key, guess, target in zip(_keys(here, choices.header), guessed, choices.columns, strict=True):
        if key:
            kept.pop(key, None)
            if target != guess:
                kept[key] = target
    words = json.dumps(dict(list(kept.items())[-MOST_KEPT:]), ensure_ascii=False)
    if words != (store.setting(SETTING) or "{}"):
        store.set_setting(SETTING, words)


def _keys(sheet: Sheet, header: int) -> list[str]:
    """Headings as they are compared; the second of two alike is another one."""
    seen: Counter[str] = Counter()
    keys = []
    for words in headings(sheet, header):
        key = plain(words)
        seen[key] += 1
        keys.append(f"{key} {seen[key]}" if key and seen[key] > 1 else key)
    return keys


def _kept(store: Store) -> dict[str, str]:
    try:
        value = json.loads(store.setting(SETTING) or "{}")
    except ValueError:
        return {}
    items: Sequence[tuple[object, object]] = list(value.items()) if isinstance(value, dict) else []
    return {str(key): target for key, target in items if isinstance(target, str) and target in CODES}

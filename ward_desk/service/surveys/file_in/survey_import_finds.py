"""Survey import finds: what is personal in the free text of a survey file, and taking it out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from ward_desk.core.privacy import redact, scan
from ward_desk.core.surveys.survey_private import may_be_personal
from ward_desk.service.surveys.file_in.survey_import_said import FindKey, Found

MOST_SHOWN: Final = 200


class Finds:
    """The finds so far: `number` of them, of which the `first` 200 are shown. `taken_out` is True for all, False for
    none; a collection says which of those shown go, and then those not shown go as well."""

    def __init__(self, taken_out: bool | Collection[FindKey]) -> None:
        self._taken_out = taken_out
        self.number = 0
        self.first: list[Found] = []

    def without(self, row: int, column: int, words: str) -> str:
        """A free text without what is taken out of it."""
        if not may_be_personal(words):
            return words
        finds = scan(words)
        gone = [find for find in finds if self._goes(Found(row, column, words, find))]
        text = words
        for find in reversed(gone):
            text = redact(text, find)
        if not gone or len(gone) < len(finds):  # somebody looked at it and kept the rest
            return text
        while again := scan(text):  # what stood beside a find can look personal without it
            text = redact(text, again[-1])
        return text

    def _goes(self, found: Found) -> bool:
        shown = self.number < MOST_SHOWN
        self.number += 1
        if shown:
            self.first.append(found)
        if isinstance(self._taken_out, bool):
            return self._taken_out
        return not shown or found.key in self._taken_out

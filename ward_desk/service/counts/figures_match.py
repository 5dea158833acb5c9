"""Figures match: which activity count the name of a row in somebody's file means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.core.same_name import plain
from ward_desk.core.typed import counted
from ward_desk.service.counts.figures_preview import NEW, OUT, Choices, Question
from ward_desk.service.document import Document
from ward_desk.service.tracker.tracker_match import Names

ALIKE: Final = 0.78  # of their letters: two names of one count
MOST_COMPARED: Final = 400  # names in one file that are compared by their letters


class Named(NamedTuple):
    """How a row of the file names its count."""

    ref: str
    code: str
    name: str

    @property
    def words(self) -> str:
        """The name a person knows it by; also what answers are kept under."""
        return self.name or self.ref or self.code


class Counts:
    """The counts of a document, found by what people call them."""

    def __init__(self, doc: Document) -> None:
        self.rows = {text(row, "id"): row for row in doc.store.rows("activity_count", order="position")}
        self._names = Names(
            (row, text(row, "name"), (text(row, "ref"), text(row, "code"))) for row in self.rows.values()
        )
        self.options = [(row_id, f"{text(row, 'ref')} {text(row, 'name')}") for row_id, row in self.rows.items()]

    def exact(self, named: Named) -> str:
        """By its reference, its standard code or its name, however it is written; "" for none."""
        return next((found for one in (named.ref, named.code, named.name) if (found := self._exact(one))), "")

    def _exact(self, words: str) -> str:
        first = words.split(" ", 1)[0] if words else ""
        return (self._names.exact(words) or self._by_ref(first)) if words else ""

    def _by_ref(self, words: str) -> str:
        """ "CHE-C03 Tea mornings" begins with a reference."""
        return next((row_id for row_id, row in self.rows.items() if words and text(row, "ref") == words.upper()), "")

    def alike(self, words: str) -> str:
        """The only count whose name begins with these words, or the one whose name is most like them; "" for none."""
        if begun := self._names.begun(words):
            return begun
        key = plain(words)
        scored = [(SequenceMatcher(None, key, plain(text(row, "name"))).ratio(), row_id)
                  for row_id, row in self.rows.items()]  # fmt: skip
        best = max(scored, default=(0.0, ""))
        return best[1] if best[0] >= ALIKE else ""


def answers(counts: Counts, names: Iterable[Named], choices: Choices) -> dict[str, str]:
    """For each name in the file the id of its count, NEW or OUT: as chosen, else as found."""
    found: dict[str, str] = {}
    for named in names:
        words = named.words
        if words in choices.answers and (choices.answers[words] in (NEW, OUT) or choices.answers[words] in counts.rows):
            found[words] = choices.answers[words]
        elif words not in found:
            if words not in choices.guessed:
                room = len(choices.guessed) < MOST_COMPARED
                choices.guessed[words] = counts.exact(named) or (counts.alike(words) if room else "")
            guess = choices.guessed[words]
            found[words] = guess if guess in counts.rows else OUT if counts.rows else NEW
    return found


def questions(
    counts: Counts, names: Sequence[Named], answered: dict[str, str], choices: Choices, values: dict[str, int]
) -> tuple[Question, ...]:
    """A question for each name, those that nothing was found for first."""
    options = [(OUT, "Leave out"), (NEW, "Make a new count"), *counts.options]
    made = []
    for named in dict.fromkeys(names):
        words = named.words
        sure = bool(counts.exact(named)) or words in choices.answers
        how = "like it, not the same" if answered[words] in counts.rows else "no count is called this"
        if sure:
            how = "chosen" if words in choices.answers else "the same name"
        detail = f"{counted(values.get(words, 0), 'value')}, {how}"
        made.append(Question(words, detail, options, answered[words], sure))
    # What was chosen stays where it stood, so that the keyboard can go on from it.
    exact = {named.words for named in names if counts.exact(named)}
    by_name = {one.name: one for one in made}
    return tuple(sorted(by_name.values(), key=lambda one: one.name in exact))


def frequency_and_nature(periods: Iterable[str], words: Iterable[str]) -> tuple[str, str]:
    """What a new count is taken to be, from the periods of its values and how they are written."""
    keys = list(periods)
    said = list(words)
    quarterly = bool(keys) and all("Q" in key for key in keys)
    shares = bool(said) and sum(" of " in f" {one} " or one.endswith("%") for one in said) * 2 > len(said)
    return "quarterly" if quarterly else "monthly", "rate" if shares else "flow"


def new_count(named: str, unit: str, frequency: str, nature: str) -> Row:
    """The fields of a count made for a name in the file."""
    return {
        "name": named, "unit": unit or ("%" if nature == "rate" else "items"), "frequency": frequency, "nature": nature,
    }  # fmt: skip

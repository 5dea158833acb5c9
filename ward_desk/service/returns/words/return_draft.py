"""Return draft: first words for a return, put together from the quarter's own records.

Every sentence rests on records and names them; nothing is made up. What matters most is chosen until the words run
out, the rest is offered. The author edits, and answers for, what goes into the return.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from ward_desk.core.check_rules import without_personal_data
from ward_desk.core.check_rules import words as number_of_words
from ward_desk.core.fields import text
from ward_desk.core.periods import Quarter
from ward_desk.service.document import Document
from ward_desk.service.returns.making.return_view import Loaded, load
from ward_desk.service.returns.return_due import newest
from ward_desk.service.returns.words.return_draft_ahead import planned
from ward_desk.service.returns.words.return_draft_done import events, feedback, figures, work
from ward_desk.service.returns.words.return_draft_obstacles import late, money, risks, silent, worse
from ward_desk.service.returns.words.return_sentence import Sentence

Part = Literal["progress", "horizon", "challenges"]

MOST_CHALLENGES: Final = 150  # words; the return sets no limit


class Draft(NamedTuple):
    """The sentences of one part, in the order they are read in."""

    part: Part
    sentences: tuple[Sentence, ...]
    most_words: int

    @property
    def words(self) -> str:
        """The chosen sentences as one text: a paragraph for each theme."""
        return together(one for one in self.sentences if one.chosen)


def together(sentences: Iterable[Sentence]) -> str:
    """Sentences as one text: a paragraph for each heading, in their order."""
    paragraphs: dict[str, list[str]] = {}
    for one in sentences:
        paragraphs.setdefault(one.heading, []).append(one.words)
    return "\n".join(" ".join(said) for said in paragraphs.values())


def draft(doc: Document, quarter: Quarter, part: Part, standing: int = 0) -> Draft:
    """First words for one part of a quarter's return, within what its limit leaves beside so many words that stand
    there already."""
    loaded = load(doc, quarter, newest(doc, quarter), doc.today)
    without_personal_data(loaded.view)
    most = {"progress": loaded.view.progress_words, "horizon": loaded.view.horizon_words}.get(part, MOST_CHALLENGES)
    found = [one for say in _SAYING[part] for one in say(loaded)]
    return Draft(part, tuple(_chosen(_in_order(loaded, found), most - standing)), most)


def _in_order(loaded: Loaded, found: Sequence[Sentence]) -> list[Sentence]:
    """Theme by theme in the order of the plan, the whole ward last; within a theme as they were found."""
    wanted = "theme" if loaded.view.shape == "themes" else "recommendation"
    labels = [
        text(row, "label" if wanted == "theme" else "title") for row in loaded.store.rows(wanted, order="position")
    ]
    place = {label: number for number, label in enumerate(labels)}
    return sorted(found, key=lambda one: place.get(one.heading, len(place)))


def _chosen(sentences: Sequence[Sentence], most: int) -> Iterator[Sentence]:
    """The weightiest until the words run out; of two alike the one that is read first."""
    left, taken = most, set[int]()
    for number in sorted(range(len(sentences)), key=lambda number: -sentences[number].weight):
        needs = number_of_words(sentences[number].words)
        if needs <= left:
            left -= needs
            taken.add(number)
    for number, one in enumerate(sentences):
        yield one._replace(chosen=number in taken)


_Saying = Callable[[Loaded], Iterator[Sentence]]
_SAYING: Final[dict[Part, tuple[_Saying, ...]]] = {
    "progress": (work, events, figures, feedback),
    "horizon": (planned,),
    "challenges": (worse, late, money, risks, silent),
}

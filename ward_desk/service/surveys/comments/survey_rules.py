"""Rules by word: which words in a comment speak of which theme. A rule catches nothing until somebody has seen what it
would catch and says so; it is kept for the next survey."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from ward_desk.core.changes import ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.service.document import Document
from ward_desk.service.surveys.comments.survey_comments import how_many
from ward_desk.service.surveys.comments.survey_similar import quoted, words_of
from ward_desk.store import survey_comments
from ward_desk.store.rows import Store

BEFORE: Final = "\x02"  # stands before a word that was caught, AFTER behind it; nobody types them
AFTER: Final = "\x03"
SHOWN: Final = 20  # comments shown of those a rule would catch
OFFERED: Final = 8  # rules suggested
_LOOKED_AT: Final = 10_000  # comments that rules are suggested from
_FEWEST: Final = 3  # comments a word is in before a rule is suggested


class Rule(NamedTuple):
    """A rule as it is kept."""

    id: str
    words: str
    theme: str  # id, "" when the programme no longer has it
    theme_words: str


class Preview(NamedTuple):
    """What a rule would catch: ids of comments in the order they came, each in one of the three."""

    bare: tuple[str, ...]  # without any theme
    otherwise: tuple[str, ...]  # that have other themes
    already: tuple[str, ...]  # that have the theme of the rule
    first: tuple[tuple[str, str], ...]  # the first ones that have it not, their words with BEFORE and AFTER

    @property
    def number(self) -> int:
        """How many comments hold the words, whatever themes they have."""
        return len(self.bare) + len(self.otherwise) + len(self.already)


class Suggestion(NamedTuple):
    """A word, or two that stand side by side, that many comments not sorted yet hold."""

    words: str
    number: int  # of comments


def looked_for(words: str) -> str:
    """The words of a rule as the search index takes them. They are parted by commas, a part may be several words that
    stand side by side, and a star at the end of one stands for any ending: "bus*, street light*".

    Raises KnownError when it can't be read.
    """
    parts = [part.strip() for part in words.replace(";", ",").replace("\n", ",").split(",")]
    made = []
    for part in filter(None, parts):
        stem = part.removesuffix("*")
        if "*" in stem:
            raise _unread(f"“{part}” can't be looked for: a star stands at the end of a word.", "Write “bus*”.")
        if not any(letter.isalnum() for letter in stem):
            raise _unread(f"“{part}” holds no word.", "Take it out, or write a word.")
        made.append(quoted(stem, begins=part.endswith("*")))
    if not made:
        raise _unread("A rule needs at least one word.", "Write the words, parted by commas: “bus*, timetable”.")
    return " OR ".join(made)


def rules(doc: Document) -> list[Rule]:
    """The rules of the ward, in the order they were made."""
    themes = {str(row["id"]): text(row, "short_label") or text(row, "label") for row in doc.store.rows("theme")}
    return [
        Rule(str(row["id"]), text(row, "words"), text(row, "theme"), themes.get(text(row, "theme"), ""))
        for row in doc.store.rows("word_rule")
    ]


def keep(doc: Document, words: str, theme: str, rule: str = "", initiator: object = None) -> ChangeSet:
    """Keep a new rule, or one that was kept already with other words or another theme. It catches nothing by that.
    Raises KnownError when its words can't be read."""
    looked_for(words)
    label = f"{'Change' if rule else 'Add'} the rule “{_short(words)}”"
    return doc.run(Op("word_rule.edit", label), lambda store: _keep(store, words, theme, rule), initiator)


def remove(doc: Document, rule: str, initiator: object = None) -> ChangeSet:
    """Keep a rule no longer; what it caught keeps its themes. Raises KnownError."""
    row = doc.store.get("word_rule", rule) or {}
    label = f"Remove the rule “{_short(text(row, 'words'))}”"
    return doc.run(Op("word_rule.remove", label), lambda store: store.delete("word_rule", rule), initiator)


def preview(doc: Document, words: str, theme: str, survey: str = "") -> Preview:
    """What a rule would catch in one survey or in all. Raises KnownError when its words can't be read."""
    match = looked_for(words)
    ids = survey_comments.caught(doc.store, match, survey)
    have = survey_comments.themes_of(doc.store, ids)
    bare = tuple(one for one in ids if not have[one])
    otherwise = tuple(one for one in ids if have[one] and theme not in have[one])
    first = [*bare, *otherwise][:SHOWN]
    told = survey_comments.marked(doc.store, match, first, BEFORE, AFTER) if first else {}
    return Preview(
        bare, otherwise, tuple(one for one in ids if theme in have[one]), tuple((one, told[one]) for one in first)
    )


def apply(
    doc: Document, words: str, theme: str, ids: Sequence[str], rule: str = "", initiator: object = None
) -> ChangeSet:
    """Give the theme of a rule to the comments that were shown, and keep the rule, as one operation. Raises
    KnownError."""
    looked_for(words)
    row = doc.store.get("theme", theme)
    if row is None:
        raise _unread("This rule has no theme.", "Choose the theme that its words speak of.")

    def write(store: Store) -> None:
        _keep(store, words, theme, rule)
        for one in ids:
            store.link("comment_theme", one, theme)

    label = f"Rule “{_short(words)}”: {text(row, 'short_label') or text(row, 'label')} for {how_many(len(ids))}"
    return doc.run(Op("comment.rule", label), write, initiator)


def suggestions(doc: Document, survey: str = "") -> list[Suggestion]:
    """Words that stand in many comments of a survey, or of all, that are not sorted yet, and that no rule looks for;
    two side by side before one alone, where that one is hardly ever found without the other. They are only offered."""
    single, double = Counter[str](), Counter[str]()
    for words in survey_comments.unsorted_words(doc.store, survey, _LOOKED_AT):
        found = words_of(words)
        single.update(set(found))
        plain = " ".join("".join(letter if letter.isalnum() else " " for letter in words.lower()).split())
        double.update({pair for a, b in pairwise(found) if (pair := f"{a} {b}") in plain})
    kept = [part.strip().lower() for rule in rules(doc) for part in rule.words.split(",")]
    made: list[Suggestion] = []
    for pair, number in double.most_common():
        if number >= _FEWEST and any(number * 2 > single[word] for word in pair.split()):
            made.append(Suggestion(pair, number))
    within = {word: one.number for one in reversed(made) for word in one.words.split()}
    made += [
        Suggestion(word, number)
        for word, number in single.most_common(OFFERED * 4)
        if number >= _FEWEST and within.get(word, 0) * 2 <= number
    ]
    fresh = [one for one in made if not any(_covers(part, one.words) for part in kept)]
    return sorted(fresh, key=lambda one: (-one.number, one.words))[:OFFERED]


def _covers(part: str, words: str) -> bool:
    """Whether a part of a rule finds these words already."""
    if part.endswith("*"):
        return any(word.startswith(part[:-1]) for word in (words, *words.split()))
    return part in (words, *words.split())


def _keep(store: Store, words: str, theme: str, rule: str) -> None:
    plain = " ".join(words.split())
    if rule and store.update("word_rule", rule, {"words": plain, "theme": theme}):
        return
    if not store.rows("word_rule", words=plain, theme=theme):
        store.insert("word_rule", {"words": plain, "theme": theme})


def _short(words: str) -> str:
    return " ".join(words.split())[:40]


def _unread(happened: str, next_step: str) -> KnownError:
    return KnownError("rule.unread", happened, "Nothing was changed.", next_step)

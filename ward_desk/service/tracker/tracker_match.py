"""Tracker match: which action of the plan a tracker's row is, and which record its words for another one mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.core.same_name import plain
from ward_desk.service.document import Document
from ward_desk.service.unchanged import until_changed
from ward_desk.store import actions
from ward_desk.store.rows import Store

ALIKE: Final = 0.6  # of their letters: two titles of one action, the one edited
SHORTEST_PART: Final = 4  # letters that may stand for the whole of a theme's name


def _unnumbered(words: str) -> str:
    """Without the number people put in front of a theme: "Theme 2: Jobs", "3. Health"."""
    return re.sub(r"^(?:(?:theme|priority|recommendation|rec|r)\s*)?[0-9]{1,3}(?:\.[0-9]+)*\s*[-–.:)]*\s+", "", words,
                  flags=re.IGNORECASE)  # fmt: skip


class Names:
    """Records of one kind, found by the words people have for them."""

    def __init__(self, rows: Iterable[tuple[Row, str, Sequence[str]]]) -> None:
        """Each row with the words it is shown by and all the others it goes by."""
        self.shown: dict[str, str] = {}
        self._by_words: dict[str, str] = {}
        for row, shown, others in rows:
            row_id = text(row, "id")
            self.shown[row_id] = shown
            for one in (shown, *others):
                if key := plain(one):
                    self._by_words.setdefault(key, row_id)

    def exact(self, words: str) -> str:
        """The id of the record that goes by these words, with or without a number in front; "" for none."""
        return self._by_words.get(plain(words)) or self._by_words.get(plain(_unnumbered(words)), "")

    def begun(self, words: str) -> str:
        """The id of the only record a name of which begins with these words; "" for none or several."""
        start = plain(_unnumbered(words))
        if len(start) < SHORTEST_PART:
            return ""
        found = {row_id for name, row_id in self._by_words.items() if f"{name} ".startswith(f"{start} ")}
        return found.pop() if len(found) == 1 else ""


class Known(NamedTuple):
    """What the document holds, as far as an import asks. Nobody may change it."""

    actions: dict[str, Row]  # in the order they were made
    progress: dict[str, int]  # as shown
    themes: Names
    priorities: Names
    recommendations: Names
    organisations: Names
    partners: dict[str, frozenset[str]]  # action -> organisations
    milestones: dict[str, tuple[Row, ...]]
    notes: dict[str, tuple[Row, ...]]


def known(doc: Document) -> Known:
    """What the document holds now."""
    return until_changed(doc, "tracker.known", lambda: _known(doc.store))


def _known(store: Store) -> Known:
    partners: dict[str, set[str]] = defaultdict(set)
    for row in store.rows("action_partner"):
        partners[text(row, "action")].add(text(row, "organisation"))
    return Known(
        {text(row, "id"): row for row in store.rows("action")},
        actions.progress(store),
        Names((row, text(row, "label"), _theme_names(row)) for row in store.rows("theme", order="position")),
        Names((row, text(row, "title"), [text(row, "ref")]) for row in store.rows("priority")),
        Names((row, text(row, "title"), [text(row, "code")]) for row in store.rows("recommendation")),
        Names((row, text(row, "name"), []) for row in store.rows("organisation")),
        {action: frozenset(ids) for action, ids in partners.items()},
        _by_action(store.rows("milestone")),
        _by_action(store.rows("progress_note")),
    )


def _theme_names(row: Row) -> list[str]:
    earlier = (re.sub(r"\s*\([^()]*\)$", "", line) for line in text(row, "earlier_labels").splitlines())
    return [text(row, "short_label"), text(row, "code"), *earlier]


def _by_action(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[text(row, "action")].append(row)
    return {action: tuple(own) for action, own in found.items()}


class Wanted(NamedTuple):
    """What a tracker's row says of which action it is."""

    ref: str
    source_ref: str
    title: str
    theme: str  # id


class Matched(NamedTuple):
    """For each row the id of its action, "" for a new one; and the rows whose number is another action's."""

    actions: list[str]
    other_numbers: dict[int, str]  # place of the row -> the action that has its number


def match(rows: Sequence[Wanted], held: Known) -> Matched:
    """Which action each row is: by our reference, by its number elsewhere, by its title within its theme. Each action
    is taken at most once."""
    return _Matching(rows, held).done()


class _Matching:
    def __init__(self, rows: Sequence[Wanted], held: Known) -> None:
        self._rows, self._held = rows, held
        self._found = [""] * len(rows)
        self._taken: set[str] = set()
        self._other: dict[int, str] = {}

    def done(self) -> Matched:
        by_ref = self._actions_by("ref")
        for at, row in enumerate(self._rows):
            self._take(at, by_ref.get(plain(row.ref), ()) if row.ref else ())
        self._by_number()
        self._by_title()
        return Matched(self._found, self._other)

    def _actions_by(self, field: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for row_id, row in self._held.actions.items():
            if key := plain(text(row, field)):
                found[key].append(row_id)
        return found

    def _take(self, at: int, candidates: Iterable[str]) -> None:
        if not self._found[at]:
            self._found[at] = next((one for one in candidates if one not in self._taken), "")
            self._taken.add(self._found[at])

    def _by_number(self) -> None:
        numbered = self._actions_by("source_ref")
        open_rows: dict[str, list[int]] = defaultdict(list)
        same = 0
        for at, row in enumerate(self._rows):
            key = plain(row.source_ref)
            if self._found[at] or not key or key not in numbered:
                continue
            title = plain(row.title)
            self._take(at, (one for one in numbered[key] if plain(self._title(one)) == title))
            if self._found[at]:
                same += 1
            else:
                open_rows[key].append(at)
        pairs: list[tuple[int, str]] = []
        for key, places in open_rows.items():
            left = [one for one in numbered[key] if one not in self._taken]
            if len(left) == len(places):  # of several with one number, all are there: they are in the order they were
                pairs += zip(places, left, strict=True)
        unlike = [(at, one) for at, one in pairs if not _alike(self._rows[at].title, self._title(one))]
        # Another tracker begins at 1 as well: one whose numbers mean other actions must not write over those.
        if len(unlike) > 1 and len(unlike) > same + len(pairs) - len(unlike):
            self._other = dict(unlike)
        # So does another sheet of a tracker with a sheet for each theme.
        self._other |= {at: one for at, one in unlike if self._other_theme(at, one)}
        for at, one in pairs:
            if at not in self._other:
                self._take(at, [one])

    def _other_theme(self, at: int, action: str) -> bool:
        theme = text(self._held.actions[action], "theme")
        return bool(theme and self._rows[at].theme) and theme != self._rows[at].theme

    def _title(self, action: str) -> str:
        return text(self._held.actions[action], "title")

    def _by_title(self) -> None:
        titled = self._actions_by("title")
        themes = {row_id: text(row, "theme") for row_id, row in self._held.actions.items()}
        for at, row in enumerate(self._rows):
            candidates = titled.get(plain(row.title), [])
            if row.theme:
                wanted = [one for one in candidates if themes[one] == row.theme]
                wanted += [one for one in candidates if not themes[one]]
            else:
                wanted = sorted(candidates, key=lambda one: bool(themes[one]))
            self._take(at, wanted)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, plain(one), plain(other)).ratio() >= ALIKE

"""The rows of a tracker as actions: which row is one, which goes with the one above, and which is a heading.

Nothing is dropped in silence: what is in no proposed action is in `asides`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, Literal, NamedTuple

from ward_desk.core.tracker import tracker_cells as cells
from ward_desk.core.tracker.tracker import KEEP, OUT, Cell, Proposed, Sheet
from ward_desk.core.tracker.tracker_action import Draft, Given, parted
from ward_desk.core.tracker.tracker_dates import looks_like_a_date
from ward_desk.core.tracker.tracker_guess import headings
from ward_desk.core.tracker.tracker_words import CHOICES, plain

_LONGEST_HEADING: Final = 120
_MOST_OF_SHARES: Final = 1.5  # 150 %: somebody's slip in a column of shares
_CARRIED: Final = ("theme", "priority", "recommendation", "term")
_NAMED: Final = re.compile(r"(theme|priority|recommendation|objective|aim)s?\b[ .:–—-]*\w{0,2}[ .:–—-]+(?=\w)", re.I)
_FOOTER: Final = re.compile(
    r"(grand |sub-?)?totals?\b|(average|mean|count|sum)\W*$|number of actions|key\b|"
    r"(last )?updated\b|prepared by|source\b|notes?:|rag (key|rating)|"
    r"end of\b|page \d|version\b|\*", re.I,
)  # fmt: skip
_SHARED: Final = frozenset(("note", "partners", "milestones", "lead", "due", "start", "status", "rating", "progress",
                            "source_ref", "rating_reason", "what", "success", KEEP))  # fmt: skip


class Aside(NamedTuple):
    """A row under the headings that is no action of its own."""

    number: int  # from 1, as a spreadsheet shows it
    kind: Literal["blank", "repeat", "heading", "footer", "further"]  # further: goes with the action above
    words: str


def propose(
    sheet: Sheet,
    header: int,
    columns: Sequence[str],
    today: date,
    corrections: Mapping[tuple[int, int, str], str] | None = None,
) -> list[Proposed]:
    """The actions of a sheet, in its order.

    `header` is the row of headings, `columns` a target for each column, `corrections` what a person typed
    instead of a cell: (row number, part, target) -> words.
    """
    walk = _Walk(sheet, header, columns, today, corrections or {})
    return [draft.proposed() for draft in walk.drafts]


def asides(sheet: Sheet, header: int, columns: Sequence[str]) -> tuple[Aside, ...]:
    """The rows under the headings that are no actions of their own, and what they are."""
    return tuple(_Walk(sheet, header, columns, date.min, {}, draft=False).asides)


class _Walk:
    """Goes down the rows once, knowing what stands above each."""

    def __init__(
        self, sheet: Sheet, header: int, columns: Sequence[str], today: date,
        corrections: Mapping[tuple[int, int, str], str], *, draft: bool = True,
    ) -> None:  # fmt: skip
        self._sheet, self._columns, self._today, self._draft = sheet, columns, today, draft
        self._headings = [words or f"Column {at + 1}" for at, words in enumerate(headings(sheet, header))]
        self._titles = [at for at, target in enumerate(columns) if target == "title"]
        self._mapped = frozenset(columns)
        self._shares = self._has_shares(header)
        self._corrections: dict[tuple[int, int], dict[str, str]] = {}
        for (number, part, target), words in corrections.items():
            self._corrections.setdefault((number, part), {})[target] = words
        self._over: dict[str, str] = {}  # what headings between the rows say, by target
        self._open: list[Draft] = []  # the actions of the last row that had some
        self._begun = False
        self.drafts: list[Draft] = []
        self.asides: list[Aside] = []
        for at in range(header + 1, len(sheet.rows)):
            self._row(at, header)

    def _has_shares(self, header: int) -> bool:
        """Whether progress is written as shares of 1: some are between 0 and 1, and none is far above."""
        at = [n for n, target in enumerate(self._columns) if target == "progress"]
        values = [row[n].value for row in self._sheet.rows[header + 1 :] for n in at if "%" not in row[n].text]
        numbers = [_number(value) for value in values]
        found = [one for one in numbers if one is not None]
        return any(0 < one < 1 for one in found) and all(one <= _MOST_OF_SHARES for one in found)

    def _row(self, at: int, header: int) -> None:
        row = self._sheet.rows[at]
        own = [n for n, cell in enumerate(row) if cell.text.strip() and not self._repeated(at, n)]
        words = " · ".join(" ".join(row[n].text.split()) for n in own)
        if not own:
            # Nothing but what a merged cell says for this row as well.
            self._aside(at, "blank", "")
        elif len(own) > 1 and all(plain(row[n].text) == plain(self._sheet.rows[header][n].text) for n in own):
            self._aside(at, "repeat", words)
        elif self._is_footer(at, own):
            self._aside(at, "footer", words)
        elif self._is_heading(at, own):
            self._aside(at, "heading", words)
            self._head(" ".join(row[own[0]].text.split()), self._columns[own[0]])
        elif self._goes_on(at, own):
            self._aside(at, "further", words)
            further = self._given(row, own)
            for draft in self._open[-1:]:
                draft.go_on(further)
        else:
            self._begun = True
            if self._draft:
                self._open = list(self._actions(at, row))
                self.drafts.extend(self._open)

    def _aside(self, at: int, kind: Literal["blank", "repeat", "heading", "footer", "further"], words: str) -> None:
        self.asides.append(Aside(at + 1, kind, words))

    def _repeated(self, at: int, n: int) -> bool:
        """Whether a cell only repeats the one beside or above it, with which it is merged."""
        cell = self._sheet.rows[at][n]
        return cell.merged and (self._beside(at, n) or self._above(at, n))

    def _beside(self, at: int, n: int) -> bool:
        row = self._sheet.rows[at]
        return n > 0 and row[n].merged and row[n - 1].text == row[n].text and not self._above(at, n)

    def _above(self, at: int, n: int) -> bool:
        rows = self._sheet.rows
        return at > 0 and rows[at][n].merged and rows[at - 1][n].text == rows[at][n].text

    def _is_footer(self, at: int, own: list[int]) -> bool:
        """Totals and the like: words that say so, and nothing that only an action has."""
        row = self._sheet.rows[at]
        if not _FOOTER.match(row[own[0]].text.strip()) or (
            len(own) > 1 and self._title_of(row) and own[0] not in self._titles
        ):
            return False
        below = self._sheet.rows[at + 1 :]
        rest = [n for n in own[1:] if not re.fullmatch(r"=.*|[\W\d]*\w{0,20}", row[n].text)]
        return not rest and not any(self._title_of(one) and sum(bool(c.text) for c in one) > 2 for one in below)

    def _is_heading(self, at: int, own: list[int]) -> bool:
        row, n = self._sheet.rows[at], own[0]
        if len(own) > 1 or len(row[n].text) > _LONGEST_HEADING:
            return False
        text = " ".join(row[n].text.split())
        wide = n + 1 < len(row) and row[n + 1].merged and self._beside(at, n + 1)
        across = wide and (n not in self._titles or (n + 2 < len(row) and self._beside(at, n + 2)))
        if across or plain(text) in CHOICES["term"] or _NAMED.match(text):
            return True
        if n in self._titles:
            return row[n].colour in ("blue", "grey") or text.endswith(":") or (text.isupper() and len(text) > 3)
        before = self._columns[n] in (KEEP, OUT) and n < min(self._titles, default=0)
        if before or self._columns[n] in (*_CARRIED, "source_ref", "ref"):
            return bool(re.search("[^\\W\\d]{3}", text)) and not looks_like_a_date(row[n])
        return False

    def _title_of(self, row: Sequence[Cell]) -> str:
        return " ".join(row[n].text for n in self._titles if row[n].text)

    def _goes_on(self, at: int, own: list[int]) -> bool:
        """Whether a row only says more of the action above it."""
        row = self._sheet.rows[at]
        if not self._begun:
            return False
        if self._title_of(row):
            return all(self._repeated(at, n) for n in self._titles if row[n].text)
        numbered = any(self._columns[n] in ("source_ref", "ref") for n in own)
        return not (numbered and len(own) > 1)

    def _head(self, text: str, target: str) -> None:
        """A heading between the rows: what it says of every action below it."""
        self._begun = False
        words = plain(text)
        if words in CHOICES["term"]:
            self._over = {"term": text}
            return
        named = _NAMED.match(text)
        if target not in _CARRIED:
            target = self._kind_of(named[1].lower() if named else "")
        term = {"term": self._over["term"]} if "term" in self._over and target != "term" else {}
        self._over = {**term, target: text[named.end() :] if named and target in _CARRIED else text}

    def _kind_of(self, name: str) -> str:
        """What a heading is: as it says itself; else a recommendation where the plan has terms, else a theme."""
        if name in ("theme", "recommendation", "priority"):
            return name
        if name:
            return "priority"
        by_term = "term" in self._over or "term" in self._mapped
        target = "recommendation" if by_term and "theme" not in self._mapped | {*self._over} else "theme"
        return "" if target in self._mapped else target

    def _given(self, row: Sequence[Cell], own: Sequence[int]) -> dict[str, list[Given]]:
        found: dict[str, list[Given]] = {}
        for n in own:
            if self._columns[n] not in (OUT, "next_milestone"):
                found.setdefault(self._columns[n], []).append(Given(self._headings[n], row[n]))
        return found

    def _actions(self, at: int, row: Sequence[Cell]) -> Iterator[Draft]:
        coloured = ("rating", "status")
        said = [
            n for n, cell in enumerate(row)
            if (cell.text.strip() or (cell.colour and self._columns[n] in coloured)) and not self._beside(at, n)
        ]  # fmt: skip
        given = self._given(row, said)
        titles = given.get("title", [])
        found = cells.listed(titles[0].cell.text) if len(titles) == 1 else cells.Items("", ("",))
        count = len(found.items)
        if count == 1:
            yield self._action(at + 1, 0, given)
            return
        shares = {
            target: shared
            for target, several in given.items()
            if target in _SHARED and (shared := parted(several, count)) is not None
        }
        for part, item in enumerate(found.items, start=1):
            one = {target: several for target, several in given.items() if target not in shares}
            one |= {target: shared[part - 1] for target, shared in shares.items()}
            one["title"] = [Given(titles[0].heading, Cell(item, item))]
            if "source_ref" not in shares:
                one["source_ref"] = [
                    Given(ref.heading, Cell(f"{ref.cell.text} ({part})", None)) for ref in given.get("source_ref", [])
                ]
            draft = self._action(at + 1, part, one)
            if found.before:
                draft.keep_words(titles[0].heading, found.before)
            yield draft

    def _action(self, number: int, part: int, given: dict[str, list[Given]]) -> Draft:
        draft = Draft(number, part, self._today)
        typed = self._corrections.get((number, part), {})
        for target, words in typed.items():
            heading = given[target][0].heading if given.get(target) else ""
            given[target] = [Given(heading, Cell(words, words))] if words.strip() else []
        for target, words in self._over.items():
            if target in _CARRIED and not given.get(target) and target not in typed:
                given[target] = [Given("Heading above", Cell(words, words))]
            elif target not in _CARRIED:
                draft.keep_words("Heading above", words)
        draft.read(given, shares=self._shares, rated=self._mapped & {"status", "rating"})
        return draft


def _number(value: object) -> float | None:
    """A number, also one that a CSV file has as text."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?", value):
        return float(value)
    return None

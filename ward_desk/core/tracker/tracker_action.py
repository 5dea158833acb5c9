"""One action out of the cells of its row: every field that can be read, and every other word kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, NamedTuple

from ward_desk.core.choices import label
from ward_desk.core.ratings import OPEN_STATUSES, STATUSES
from ward_desk.core.tracker import tracker_cells as cells
from ward_desk.core.tracker import tracker_dates
from ward_desk.core.tracker.tracker import KEEP, Cell, Problem, Proposed
from ward_desk.core.tracker.tracker_words import RATING_CODES, plain, short

LONGEST: Final = 30_000  # characters of a field; a longer text is kept as a note
_TEXTS: Final = ("what", "success", "learning", "rating_reason", "source_ref", "ref")
_NAMES: Final = ("theme", "priority", "recommendation")
_CHOICES: Final = ("term", "delivery", "delay_cause", "sharing")
_FAULT: Final = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|ERROR!|#+)")
_ONE_LINE: Final = ("source_ref", "ref")


class Given(NamedTuple):
    """A cell of the row under its heading."""

    heading: str
    cell: Cell

    @property
    def words(self) -> str:
        """As it is kept."""
        return f"{self.heading}: {self.cell.text}" if self.heading else self.cell.text


Row = Mapping[str, list[Given]]  # target -> its cells, left to right; only those that say something


@dataclass
class Draft:
    """An action being read; further rows may still add to it."""

    number: int
    part: int
    today: date
    values: dict[str, str | int | None] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    partners: list[str] = field(default_factory=list)
    milestones: list[cells.ReadMilestone] = field(default_factory=list)
    notes: list[tuple[str | None, str]] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def read(self, row: Row, *, shares: bool, rated: frozenset[str]) -> None:
        """Take in the cells of its own row.

        `shares` is whether its progress column has shares of 1, `rated` which of status and rating have columns.
        """
        row = self._without_faults(row)
        self._title(row.get("title", []))
        for target in _TEXTS:
            self._text(target, row.get(target, []))
        for target in _NAMES:
            self._name(target, row.get(target, []))
        self._lead(row.get("lead", []))
        for target in _CHOICES:
            self._choice(target, row.get(target, []))
        for target in ("start", "due"):
            self._date(target, row.get(target, []))
        self._standing(row.get("status", []), row.get("rating", []), rated)
        self._progress(row.get("progress", []), shares)
        self._lists(row)
        self.keep(*row.get(KEEP, []))

    def go_on(self, row: Row) -> None:
        """Take in the cells of a further row of the same action: what is no list is kept in words."""
        row = self._without_faults(row)
        self._lists(row)
        for target, several in row.items():
            if target not in ("note", "partners", "milestones"):
                self.keep(*several)

    def keep(self, *several: Given) -> None:
        """Keep cells in words."""
        self.kept.extend(one.words for one in several if one.words not in self.kept)

    def keep_words(self, heading: str, words: str) -> None:
        """Keep words that stand elsewhere than in a cell of the row."""
        self.keep(Given(heading, Cell(words, words)))

    def proposed(self) -> Proposed:
        """The action as it would be brought in."""
        return Proposed(
            self.number, self.part, self.values, self.names, tuple(dict.fromkeys(self.partners)),
            tuple((one.title, one.due, one.done) for one in self.milestones), tuple(dict.fromkeys(self.notes)),
            tuple(self.kept), tuple(self.problems),
        )  # fmt: skip

    def _without_faults(self, row: Row) -> Row:
        """The row without cells in which the spreadsheet itself tells a fault of a formula: they are kept in words."""
        sound: dict[str, list[Given]] = {}
        for target, several in row.items():
            sound[target] = [one for one in several if not _FAULT.fullmatch(one.cell.text.strip())]
            for one in several:
                if target != KEEP and one not in sound[target]:
                    self.keep(one)
                    self._say(
                        target, "warning", f"“{one.cell.text}” is a fault of the spreadsheet. It is kept as a note."
                    )
        return {**sound, KEEP: row.get(KEEP, [])}

    def _say(self, target: str, level: Literal["error", "warning"], sentence: str) -> None:
        self.problems.append(Problem(target, level, sentence))

    def _title(self, several: list[Given]) -> None:
        text = "\n".join(one.cell.text for one in several)
        if not plain(text):
            self.keep(*several)
            self._say("title", "error", "There is no action in this row, only other words. Type what will be done.")
            return
        title, rest = cells.title(text)
        self.values["title"] = title
        if rest:
            self.values["what"] = rest

    def _text(self, target: str, several: list[Given]) -> None:
        text = "\n".join(one.cell.text for one in several)
        if target in _ONE_LINE:
            text = " ".join(text.split())
        if not text:
            return
        if len(text) > LONGEST or (target in self.values and len(str(self.values[target])) + len(text) > LONGEST):
            self.keep(*several)
            self._say(target, "warning", "This is too long for its field, so it is kept as a note.")
        elif target in self.values:  # a long title ran over into it
            self.values[target] = f"{self.values[target]}\n\n{text}"
        else:
            self.values[target] = text

    def _name(self, target: str, several: list[Given]) -> None:
        words = " ".join(" ".join(one.cell.text for one in several).split())
        if cells.nothing(words):
            self._nothing(target, several)
        else:
            self.names[target] = words

    def _lead(self, several: list[Given]) -> None:
        found: list[str] = []
        for one in several:
            if cells.nothing(one.cell.text):
                self._nothing("lead", [one])
            else:
                found.extend(cells.names(one.cell.text, commas=False))
        real = [name for name in found if not cells.nothing(name)]
        if real:
            self.names["lead"] = real[0]
            self.partners.extend(real[1:])
        if len(real) > 1:
            self._say("lead", "warning", f"{real[0]} leads; the others are partners: {', '.join(real[1:])}.")
        if len(real) < len(found):
            self.keep(*several)

    def _nothing(self, target: str, several: list[Given]) -> None:
        """Cells that say there is nothing yet; a dash says nothing at all."""
        for one in several:
            if re.search(r"[^\s.…?/_–—-]", one.cell.text):
                self.keep(one)
                self._say(target, "warning", f"“{one.cell.text.strip()}” is left empty here and kept as a note.")

    def _choice(self, target: str, several: list[Given]) -> None:
        for one in several:
            code, exact = cells.choice(target, one.cell.text)
            if code and target not in self.values:
                self.values[target] = code
            elif code and self.values[target] != code:
                exact = False
            if not code and cells.nothing(one.cell.text):
                self._nothing(target, [one])
            elif not exact:
                self.keep(one)
                words = short(one.cell.text)
                if code:
                    self._say(target, "warning", f"The rest of “{words}” is kept as a note.")
                else:
                    self._say(target, "error", f"“{words}” is none of the choices here. It is kept as a note.")

    def _date(self, target: str, several: list[Given]) -> None:
        for one in several:
            read = tracker_dates.read(one.cell, self.today, first=target == "start")
            if read.day and target not in self.values:
                self.values[target] = read.day.isoformat()
            elif read.day:
                self.keep(one)
            if not read.whole:
                self.keep(one)
            if read.sentence:
                nothing = read.day is None and not cells.nothing(one.cell.text)
                self._say(target, "error" if nothing else "warning", read.sentence)

    def _standing(self, statuses: list[Given], ratings: list[Given], rated: frozenset[str]) -> None:
        status = self._words_of("status", statuses)
        rating = self._rating(ratings)
        code = status.status if status else ""
        colour = rating.rating if rating else ""
        if rating and not code and (not rating.coloured or rating.status == "complete"):
            code = rating.status
        elif rating and rating.status and not rating.coloured and not rating.rating and rating.status != code:
            self.keep(*ratings)
            self._say("rating", "warning", f"The status column says {label(STATUSES, code).lower()}, which is taken.")
        if not code and colour and "status" not in rated:
            code = "in_progress"
        if status and status.rating and status.rating != colour:
            if colour:
                self.keep(*statuses)
            else:
                colour = status.rating
        if not colour and not ratings and code in OPEN_STATUSES:
            colour = next((one.cell.colour for one in statuses if one.cell.colour in RATING_CODES), "")
        if code:
            self.values["status"] = code
        if colour:
            self.values["rating"] = colour

    def _words_of(self, target: str, several: list[Given]) -> cells.Standing | None:
        """What the first of these cells with words says; the words it does not cover are kept."""
        found = None
        for one in several:
            if not one.cell.text or (
                cells.standing_of_colour(one.cell.colour) and not re.search(r"\w", cells.in_words(one.cell.text))
            ):
                continue  # a coloured ● says what its colour says
            read = cells.standing(one.cell.text)
            if found is None:
                found = read
            elif read and read[:2] != found[:2]:
                self.keep(one)
            words = short(one.cell.text)
            if read is None and cells.nothing(one.cell.text):
                self._nothing(target, [one])
            elif read is None:
                self.keep(one)
                self._say(target, "error", f"“{words}” is no {target} the desk knows. It is kept as a note.")
            elif not read.exact:
                self.keep(one)
                self._say(target, "warning", f"The rest of “{words}” is kept as a note.")
        return found

    def _rating(self, several: list[Given]) -> cells.Standing | None:
        said = [one for one in several if one.cell.text]
        colour = next((one.cell.colour for one in several if cells.standing_of_colour(one.cell.colour)), "")
        shown = cells.standing_of_colour(colour)
        before = len(self.problems)
        words = self._words_of("rating", said)
        if words is None:
            if shown and said and len(self.problems) > before:
                self.problems[before:] = []
                self._say(
                    "rating", "warning", f"The rating is taken from the {colour} of the cell; its words are kept."
                )
            return shown
        if shown and shown.rating and words.coloured and words.rating != shown.rating:
            self._say(
                "rating", "warning", f"“{short(said[0].cell.text)}” stands in a {colour} cell. The word is taken."
            )
        if shown and shown.rating and not words.coloured and words.status in ("in_progress", "not_started", "on_hold"):
            if words.rating and words.rating != shown.rating:
                self.keep(*said)
            return cells.Standing(words.status, shown.rating, exact=True)
        return words

    def _progress(self, several: list[Given], shares: bool) -> None:
        for one in several:
            number, exact = cells.percent(one.cell, shares=shares)
            if number is not None and "progress" not in self.values:
                self.values["progress"] = number
            elif number is not None:
                exact = False
            if number is None and cells.nothing(one.cell.text):
                self._nothing("progress", [one])
            elif not exact:
                self.keep(one)
                words = short(one.cell.text)
                if number is None and re.fullmatch(r"\d+(\.\d+)?\s*%?", words):
                    self._say("progress", "error", f"“{words}” is more than 100%. It is kept as a note.")
                elif number is None:
                    self._say("progress", "error", f"“{words}” is not a percentage. It is kept as a note.")
                else:
                    self._say("progress", "warning", f"“{words}” is read as {number}% and kept as a note.")

    def _lists(self, row: Row) -> None:
        """What any row of an action adds to: its notes, partners and milestones."""
        notes = row.get("note", [])
        for one in notes:
            for day, words in cells.dated_notes(one.cell.text, self.today):
                named = day is None and one.heading and (len(notes) > 1 or re.search(r"\d", one.heading))
                self.notes.append((day, f"{one.heading}: {words}" if named else words))
        for one in row.get("partners", []):
            found = cells.names(one.cell.text)
            self.partners.extend(name for name in found if not cells.nothing(name))
            if any(cells.nothing(name) for name in found):
                self._nothing("partners", [one])
        for one in row.get("milestones", []):
            if cells.nothing(one.cell.text):
                self._nothing("milestones", [one])
            else:
                self.milestones.extend(cells.milestones(one.cell.text, self.today))


def parted(several: Iterable[Given], count: int) -> list[list[Given]] | None:
    """Cells shared out over several actions, where each lists as many things as there are actions."""
    shares: list[list[Given]] = [[] for _ in range(count)]
    for one in several:
        items = cells.listed(one.cell.text).items
        if len(items) != count:
            items = tuple(line.strip() for line in one.cell.text.split("\n") if line.strip())
        if len(items) != count:
            return None
        for share, item in zip(shares, items, strict=True):
            share.append(Given(one.heading, one.cell._replace(text=item, value=item)))
    return shares

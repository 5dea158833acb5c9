"""Survey import columns: the columns of a survey file, made ready to be read a hundred thousand times.

Every cell that was read before costs one look into a dictionary of its column, which gives what is stored at once: of
a question the piece of the answers' JSON text, `"1a2b3c4d":"Agree"`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from operator import itemgetter
from typing import Final, NamedTuple

from ward_desk.core.privacy import redact_all
from ward_desk.core.surveys.answers import key
from ward_desk.core.surveys.survey_cells import birth_reader, problem, reader
from ward_desk.core.surveys.survey_file import CHOSEN, QUESTIONS, Heading, Planned
from ward_desk.core.surveys.survey_guess import known_as
from ward_desk.core.surveys.survey_private import may_be_personal
from ward_desk.core.surveys.survey_words import folded

Cells = Sequence[str]

MOST_OPTIONS: Final = 60  # a question gets no more answers to choose from than this by being answered otherwise
LONGEST: Final = 20_000  # characters of a free text that are kept
_MOST_KEPT: Final = 4096  # different cells a column remembers
_LONGEST_KEPT: Final = 400
_FIRST: Final = 3  # unread cells that are told in words
_DAY: Final = re.compile(r"[0-9]{1,4}([/.-])[0-9]{1,2}\1[0-9]{2,4}")
_LONGEST_ID: Final = 120
_CONTROLS: Final = {code: None for code in range(32) if code not in (9, 10, 13)} | {127: None, 0xFEFF: None}


class Unread:
    """The cells of one column that could not be read: how many, and the first few in words."""

    def __init__(self, planned: Planned) -> None:
        self._planned = planned
        self.number = 0
        self.first: dict[str, str] = {}  # cell -> sentence

    def note(self, cell: str) -> None:
        """One cell gave nothing, which is trouble unless it is blank."""
        sentence = self.first.get(cell) or problem(self._planned, cell)
        if sentence:
            self.number += 1
            if len(self.first) < _FIRST:
                self.first[cell] = sentence


class Remembered(dict[str, str]):
    """What each cell of a column becomes; "" when it becomes nothing."""

    def __init__(self, read: Callable[[str], str], unread: Unread) -> None:
        super().__init__({"": ""})
        self._read, self._unread = read, unread

    def __missing__(self, cell: str) -> str:
        made = self._read(clean(cell))
        if not made:
            self._unread.note(cell)
        if (made or not cell.strip()) and len(self) < _MOST_KEPT and len(cell) <= _LONGEST_KEPT:
            self[cell] = made
        return made


class Days(Remembered):
    """The days of a column of dates with times: hardly two cells are alike, but their days are."""

    def __missing__(self, cell: str) -> str:
        day, _, time = cell.partition(" ")
        if time and _DAY.fullmatch(day):
            return self[day] or super().__missing__(cell)
        return super().__missing__(cell)


class Asked(NamedTuple):
    """One question of the survey that columns of the file answer, there already or to be made."""

    id: str
    wording: str
    kind: str
    source: str  # heading in the file
    columns: tuple[int, ...]
    options: list[str]  # those it has; what is met besides is added
    made: bool  # whether it is to be made
    new: dict[str, None]  # answers met that are none of its options, in the order met
    spelt: dict[str, str]  # answers as they are compared -> as they are spelt


class Text(NamedTuple):
    """A column of free text."""

    column: int
    question: str


class Columns:
    """Everything the pass over a file needs of its columns. `asked` are the questions; `own` the roles of the columns
    that are none: (place, planned)."""

    def __init__(self, planned: Sequence[Planned], headings: Sequence[Heading], asked: Sequence[Asked]) -> None:
        self.unread: dict[int, Unread] = {at: Unread(one) for at, one in enumerate(planned)}
        self.texts: list[Text] = []
        singles: list[tuple[int, Remembered]] = []
        self.groups: list[tuple[str, bool, Callable[[Cells], tuple[str, ...]], list[Remembered]]] = []
        for one in sorted(asked, key=lambda one: one.id):
            if one.kind == "text":
                self.texts += [Text(at, one.id) for at in one.columns]
            elif len(one.columns) == 1 and not planned[one.columns[0]].choice:
                at = one.columns[0]
                singles.append((at, Remembered(_fragment(planned[at], one), self.unread[at])))
            else:
                tables = [Remembered(_ticked(planned[at], one), self.unread[at]) for at in one.columns]
                self.groups.append((_json_text(key(one.id)) + ":", one.kind == "several", _getter(one.columns), tables))
        self.single_cells = _getter([at for at, _ in singles])
        self.single_tables: list[Remembered] = [table for _, table in singles]
        self.days = [
            (at, Days(_words(reader(one)), self.unread[at]))
            for at, one in enumerate(planned)
            if one.role == "answered_on"
        ]
        self.ages = self._plain(planned, "age_band")
        self.areas = self._plain(planned, "area") + self._plain(planned, "postcode")
        self.channels = self._plain(planned, "channel")
        self.ids = [(at, reader(one)) for at, one in enumerate(planned) if one.role == "source_row"]
        self.births = [(at, birth_reader(one)) for at, one in enumerate(planned) if one.role == "birth"]
        self.equality = [
            (at, one.characteristic or "other", reader(one._replace(role="equality")), Counter[str]())
            for at, one in enumerate(planned)
            if one.role == "equality" and not one.other
        ]
        self._hashed = self._own_cells(planned, headings)

    def _plain(self, planned: Sequence[Planned], role: str) -> list[tuple[int, Remembered]]:
        return [
            (at, Remembered(_words(reader(one)), self.unread[at])) for at, one in enumerate(planned) if one.role == role
        ]

    def _own_cells(
        self, planned: Sequence[Planned], headings: Sequence[Heading]
    ) -> list[tuple[int, Callable[[str], str]]]:
        """What tells one response from another: the cells that are kept, each with its heading, in the order of the
        headings, so that the order of the columns does not matter. Nothing of a column that is left out, personal or
        kept as totals is in it, nor more than is kept of an age or a time: one could try values until they fit. That
        goes for a date of birth, too."""
        areas = dict(self.areas)
        found: list[tuple[str, int, Callable[[str], str]]] = []
        for at, (one, heading) in enumerate(zip(planned, headings, strict=False)):
            name = known_as(heading)
            if one.role in QUESTIONS:
                found.append((name, at, _keyed(name, _folded)))
            elif one.role in ("answered_on", "age_band", "channel"):
                found.append((name, at, _keyed(name, Days(_words(reader(one)), Unread(one)).__getitem__)))
            elif at in areas:
                found.append((name, at, _keyed(name, areas[at].__getitem__)))
        return [(at, read) for _, at, read in sorted(found, key=lambda one: one[:2])]

    def row_id(self, cells: Cells) -> str:
        """The row id of the survey tool; "" when it has none."""
        for at, read in self.ids:
            cell = cells[at]
            if cell.isalnum() and len(cell) <= _LONGEST_ID:
                return cell
            if found := read(clean(cell)):
                return str(found)
        return ""

    def own_cells(self, cells: Cells) -> str:
        """The kept cells of a response as one text."""
        return "\x1d".join(filter(None, (read(cells[at]) for at, read in self._hashed)))


def first_of(columns: Sequence[tuple[int, Remembered]], cells: Cells) -> str:
    """What the first of some columns that says anything says."""
    for at, table in columns:
        if found := table[cells[at]]:
            return found
    return ""


def clean(cell: str) -> str:
    """A cell without what a text cannot hold: control characters, and halves of letters."""
    if cell.isprintable():
        return cell
    return cell.translate(_CONTROLS).encode("utf-8", "replace").decode("utf-8")


def free_text(cell: str) -> str:
    """The words of a free text as they are kept."""
    return clean(cell).strip()[:LONGEST].rstrip() if cell else ""


def _json_text(words: str) -> str:
    """Words as JSON."""
    return json.dumps(words, ensure_ascii=False)


def _getter(columns: Collection[int]) -> Callable[[Cells], tuple[str, ...]]:
    places = list(columns)
    if len(places) == 1:
        only = places[0]
        return lambda cells: (cells[only],)
    return itemgetter(*places) if places else lambda cells: ()


def _words(read: Callable[[str], object]) -> Callable[[str], str]:
    return lambda cell: str(read(cell) or "")


def _folded(cell: str) -> str:
    words = " ".join(clean(cell).casefold().split())
    return redact_all(words) if may_be_personal(words) else words


def _keyed(name: str, read: Callable[[str], str]) -> Callable[[str], str]:
    remembered: dict[str, str] = {"": ""}

    def keyed(cell: str) -> str:
        found = remembered.get(cell)
        if found is None:
            words = read(cell)
            found = f"{name}\x1f{words}" if words else ""
            if len(remembered) < _MOST_KEPT and len(cell) <= _LONGEST_KEPT:
                remembered[cell] = found
        return found

    return keyed


def _met(asked: Asked, answer: str) -> str:
    """An answer as JSON, in the spelling in which it was met first; one that is new is noted."""
    if asked.kind not in CHOSEN:
        return _json_text(answer)
    low = folded(answer)
    spelt = asked.spelt.setdefault(low, answer)
    if spelt is answer and answer not in asked.options and len(asked.options) + len(asked.new) < MOST_OPTIONS:
        asked.new.setdefault(answer)
    return _json_text(spelt)


def _fragment(planned: Planned, asked: Asked) -> Callable[[str], str]:
    """One column that is a question: the piece of the answers' text."""
    read, name = reader(planned), _json_text(key(asked.id)) + ":"

    def made(cell: str) -> str:
        answer = read(cell)
        if not answer:
            return ""
        if isinstance(answer, str):
            return name + _met(asked, answer)
        return f"{name}[{','.join(_met(asked, one) for one in answer)}]"

    return made


def _ticked(planned: Planned, asked: Asked) -> Callable[[str], str]:
    """One of the columns of a question: its choice as JSON when it is ticked, else what it says."""
    read = reader(planned._replace(role="several") if planned.choice else planned)

    def made(cell: str) -> str:
        answer = read(cell)
        if not answer:
            return ""
        return ",".join(_met(asked, one) for one in ((answer,) if isinstance(answer, str) else answer))

    return made

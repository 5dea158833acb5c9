"""Survey import pass: one pass over a survey file, which tells new responses from those that are there."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from operator import getitem
from typing import Final, NamedTuple

from ward_desk.core import fields
from ward_desk.core.records import Row
from ward_desk.core.small_numbers import THRESHOLD
from ward_desk.core.surveys.answers import Answers, key, listed, pack, unpack
from ward_desk.core.surveys.survey_file import SurveyFile
from ward_desk.service.document import Document
from ward_desk.service.surveys.file_in import survey_import_sums as sums
from ward_desk.service.surveys.file_in.survey_import_columns import Asked, Cells, Columns, first_of, free_text
from ward_desk.service.surveys.file_in.survey_import_finds import Finds
from ward_desk.service.surveys.file_in.survey_import_rows import ChangedResponse, NewResponse, Prepared, Settled, packed
from ward_desk.service.surveys.file_in.survey_import_said import Preview, QuestionIn, UnreadIn
from ward_desk.service.surveys.file_in.survey_match import Known, Standing, left_out, questions
from ward_desk.store import changelog

EVERY: Final = 1000  # rows between two reports of how far it is
_NEVER: Final = "9999-12-31"


def read_all(
    doc: Document, file: SurveyFile, settled: Settled, progress: Callable[[int, int, str], object]
) -> Prepared:
    """Read a file from beginning to end. Raises whatever `progress` raises."""
    newest = changelog.newest(doc.store.connection)
    planned, asked = questions(doc.store, settled.survey, settled.columns, file.headings, doc.store.make_id)
    columns = Columns(planned, file.headings, asked)
    told = _told(columns, settled)
    one = _Pass(settled, columns, asked, Known(doc.store, settled.survey, told=told), told)
    with _no_collecting():
        done = 0
        for number, cells in file.rows():
            one.take(number, cells)
            done += 1
            if not done % EVERY:
                progress(done, file.row_count, "Reading the responses")
    least = max(int(fields.number(doc.partnership, "small_number") or THRESHOLD), 2)
    totals = sums.added(columns, one.with_equality, least)
    values = sums.survey_values(
        doc.store.get("survey", settled.survey) or {}, one.first if one.last else "", one.last, one.channels
    )
    skipped = tuple((reason, count) for reason, count in one.skipped.items())
    made = Preview(
        done, one.add, one.update, one.same, skipped, one.comments,
        tuple(QuestionIn(q.wording, q.kind, q.columns, q.made, () if q.made else tuple(q.new)) for q in asked),
        left_out(settled.columns), sums.totals_in(doc.store, settled.survey, totals), tuple(one.finds.first),
        one.finds.number,
        tuple(UnreadIn(at, u.number, tuple(u.first.values())) for at, u in columns.unread.items() if u.number),
        values, one.others, tuple(sums.said(file, one.others, one.with_equality, least, values)),
    )  # fmt: skip
    return Prepared(settled, tuple(asked), one.responses, one.changed, totals, made, newest)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """A hundred thousand rows hold no rings; looking for some time and again takes a fifth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _told(columns: Columns, settled: Settled) -> tuple[str, ...]:
    given = {
        "answered_on": bool(columns.days),
        "channel": bool(columns.channels or settled.channel),
        "age_band": bool(columns.ages or columns.births),
        "area": bool(columns.areas),
        "answers": True,
    }
    return tuple(name for name, is_given in given.items() if is_given)


class _Pass:
    """What the rows so far come to."""

    def __init__(
        self, settled: Settled, columns: Columns, asked: Sequence[Asked], known: Known, told: tuple[str, ...]
    ) -> None:
        self._settled, self._columns, self._known, self._told = settled, columns, known, told
        self._keys = frozenset(key(one.id) for one in asked)
        self._seen: set[str] = set()
        self._alike: Counter[str] = Counter()
        self.responses: list[NewResponse] = []
        self.changed: list[ChangedResponse] = []
        self.skipped: Counter[str] = Counter()
        self.finds = Finds(settled.redact)
        self.add = self.update = self.same = self.comments = self.with_equality = 0
        self._others = 0
        self.first, self.last = _NEVER, ""
        self.channels: set[str] = set()

    @property
    def others(self) -> bool:
        """Whether most rows whose ids are there hold other people's answers."""
        return self._others > 2 and self._others * 2 > self.update + self.same

    def take(self, number: int, cells: Cells) -> None:
        """One row of the file."""
        columns = self._columns
        made = day, channel, row, age, area, answers, texts = self._read(cells)
        equality = [(counter, bands) for at, _, read, counter in columns.equality if (bands := read(cells[at]))]
        if not (answers or texts or equality or age or area):
            self.skipped["It holds no answers."] += 1
            return
        row = row or self._row_of(cells)
        if row in self._seen:
            self.skipped["Its row id was in the file before."] += 1
            return
        self._seen.add(row)
        standing = self._known.by_row.get(row)
        if standing is not None:
            self._again(number, standing, _Row(*made))
            return
        if row in self._known.removed:
            self.skipped["It was removed from the survey here."] += 1
            return
        self.add += 1
        if day:
            if day < self.first:
                self.first = day
            if day > self.last:
                self.last = day
        self.channels.add(channel)
        if texts:
            texts = self._taken_out(number, texts)
            self.comments += len(texts)
        if equality:
            self.with_equality += 1
            for counter, bands in equality:
                for band in bands:
                    counter[band] += 1
        if self._settled.keep:
            comments = tuple([(columns.texts[at].question, words) for at, words in texts])
            self.responses.append(NewResponse(day, channel, row, age, area, answers, comments))

    def _read(self, cells: Cells) -> tuple[str, str, str, str, str, tuple[str, ...], list[tuple[int, str]]]:
        columns = self._columns
        answers = tuple(filter(None, map(getitem, columns.single_tables, columns.single_cells(cells))))
        if columns.groups:
            answers += tuple(filter(None, [_group(group, cells) for group in columns.groups]))
        day = first_of(columns.days, cells) if columns.days else ""
        age = first_of(columns.ages, cells) if columns.ages else ""
        if not age and columns.births:
            age = next((band for at, read in columns.births if (band := read(cells[at], day))), "")
        row = columns.row_id(cells)
        return (
            day,
            (first_of(columns.channels, cells) if columns.channels else "") or self._settled.channel,
            f"{self._settled.own}:{row}" if row and self._settled.own else row,
            age,
            first_of(columns.areas, cells) if columns.areas else "",
            answers,
            [
                (at, words)
                for at, (column, _) in enumerate(columns.texts)
                if (cell := cells[column]) and (words := free_text(cell))
            ],
        )

    def _row_of(self, cells: Cells) -> str:
        row = sha256(self._columns.own_cells(cells).encode()).hexdigest()[:16]
        self._alike[row] += 1
        return row if self._alike[row] == 1 else f"{row}#{self._alike[row]}"

    def _again(self, number: int, standing: Standing, made: _Row) -> None:
        values: Row = {}
        given = _fields(made)
        if hash(tuple(given[name] for name in self._told)) != standing.mark:
            values = self._differing(standing.id, given)
        added, rewritten = [], []
        for at, words in made.comments:
            question = self._columns.texts[at].question
            comment = self._known.rewritten(standing.id, question, words)
            if comment is None:
                continue
            ((_, kept),) = self._taken_out(number, [(at, words)])
            if comment:
                rewritten.append((comment, kept))
            else:
                added.append((question, kept))
        if not (values or added or rewritten):
            self.same += 1
            return
        self.update += 1
        self.comments += len(added)
        if self._settled.keep:
            self.changed.append(ChangedResponse(standing.id, values, tuple(added), tuple(rewritten)))

    def _differing(self, response: str, given: dict[str, str]) -> Row:
        """What of a response that is there the file says otherwise. What the file doesn't ask stays as it is."""
        before = self._known.row(response)
        values: Row = {
            name: given[name]
            for name in self._told
            if name != "answers" and given[name] and given[name] != (before.get(name) or "")
        }
        answers, there = unpack(given["answers"]), unpack(before.get("answers"))
        ours: Answers = {name: value for name, value in there.items() if name in self._keys}
        if _alike(ours) != _alike(answers):
            kept = {name: value for name, value in there.items() if name not in self._keys}
            values["answers"] = pack({**kept, **answers})
        shared = [name for name in ours if name in answers]
        other = sum(_alike({name: ours[name]}) != _alike({name: answers[name]}) for name in shared)
        if other * 2 > len(shared) or (before.get("answered_on") and "answered_on" in values):
            self._others += 1
        return values

    def _taken_out(self, number: int, texts: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
        places = self._columns.texts
        return [(at, self.finds.without(number, places[at].column, words)) for at, words in texts]


class _Row(NamedTuple):
    """One row of the file as it is read."""

    answered_on: str
    channel: str
    source_row: str
    age_band: str
    area: str
    answers: tuple[str, ...]
    comments: list[tuple[int, str]]  # place in the texts, words


def _fields(made: _Row) -> dict[str, str]:
    return {
        "answered_on": made.answered_on, "channel": made.channel, "age_band": made.age_band, "area": made.area,
        "answers": packed(made.answers),
    }  # fmt: skip


def _group(group: tuple[str, bool, Callable[[Cells], tuple[str, ...]], Sequence[dict[str, str]]], cells: Cells) -> str:
    name, several, getter, tables = group
    chosen = [one for one in map(getitem, tables, getter(cells)) if one]
    if not chosen:
        return ""
    return f"{name}[{','.join(chosen)}]" if several else name + chosen[0]


def _alike(answers: Answers) -> dict[str, frozenset[str]]:
    """Answers as they are compared: in which order several were chosen does not matter."""
    return {name: frozenset(listed(value)) for name, value in answers.items()}

"""Profile in: the indicators of a ward profile, a column for each area or a row for each value, by guided import.

A line keeps its source and its date (B 3.7). The same indicator of a later date is a line of its own, so that earlier
ones stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from ward_desk.core import profile_shape
from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.fields import number, text
from ward_desk.core.profile_shape import AREAS
from ward_desk.core.records import Row
from ward_desk.core.same_name import plain
from ward_desk.core.tracker import tracker_dates
from ward_desk.core.tracker.tracker import OUT, Cell, Sheet, TrackerFile
from ward_desk.core.typed import TypedError, counted, read_date, read_number, show_date, show_number
from ward_desk.service.counts import figures_cells
from ward_desk.service.counts.figures_cells import Given
from ward_desk.service.counts.figures_preview import Choices, Line, Preview, Question, Subject
from ward_desk.service.document import Document
from ward_desk.service.tracker import tracker_said
from ward_desk.service.tracker.tracker_said import letters
from ward_desk.store.rows import Store

_WORDS: Final = dict(AREAS)
_Key = tuple[str, str]  # of a line: its indicator as it is compared, and its date as ISO


def begin(doc: Document, file: TrackerFile, sheet: int | None = None, header: int | None = None) -> Choices:
    """How a profile is read unless somebody says otherwise; `header` is the row of the headings, from 0."""
    ward, council = _names(doc)
    at = profile_shape.guess_sheet(file, ward, council) if sheet is None else sheet
    page = file.sheets[at]
    top = profile_shape.guess_header(page, ward, council) if header is None else header
    return Choices(at, top, profile_shape.guess_columns(page, top, ward, council), doc.today.year)


def _names(doc: Document) -> tuple[str, str]:
    return text(doc.partnership, "ward"), text(doc.partnership, "council")


class _Value(NamedTuple):
    """One value as the sheet has it."""

    key: int
    where: str
    indicator: str
    unit: str
    area: str  # words of the file, or a field of a profile line
    cell: Cell
    source: str
    dated: Cell


def preview(doc: Document, file: TrackerFile, choices: Choices) -> Preview:
    """What bringing the file in would do."""
    return _Work(doc, file, choices).preview


def apply(doc: Document, file: TrackerFile, choices: Choices, initiator: object = None) -> ChangeSet:
    """Bring the values in, as one operation such as "Bring in 24 profile values from x.csv". Raises KnownError."""
    work = _Work(doc, file, choices)
    if not work.planned:
        return NOTHING

    def write(store: Store) -> None:
        for key, values in work.planned.items():
            row = work.held.get(key)
            if row is not None:
                store.update("profile_line", text(row, "id"), values)
                continue
            made = store.insert("profile_line", values)
            earlier = [one for (name, _), one in work.held.items() if name == key[0]]
            if earlier:  # what an indicator explains, it explains in its newer line too
                last = max(earlier, key=lambda one: text(one, "dated"))
                for count in store.linked("profile_count", text(last, "id")):
                    store.link("profile_count", made, count)

    words = f"Bring in {counted(work.preview.number, 'profile value')} from {file.name}"
    return doc.run(Op("profile.import", words), write, initiator)


class _Work:
    """The values of a profile, judged one after the other."""

    def __init__(self, doc: Document, file: TrackerFile, choices: Choices) -> None:
        self._doc, self._choices = doc, choices
        sheet = file.sheets[choices.sheet]
        found = list(_values(sheet, choices))
        self.held = _held(doc)
        self.planned: dict[_Key, Row] = {}
        self._taken: dict[tuple[_Key, str], float] = {}
        self._asked_day = _typed_day(choices.asked.get("dated", ""), doc.today)
        self._areas = self._answers(found)
        asks = tuple(
            name for name, missing in (
                ("source", any(not one.source for one in found)), ("dated", any(not one.dated.text for one in found)),
            ) if missing
        )  # fmt: skip
        lines = tuple(self._line(one) for one in found)
        self.preview = Preview(
            lines, self._questions(found), tuple(_said(file, choices, found)),
            sum(line.what in ("new", "change") for line in lines), asks,
        )  # fmt: skip

    def _answers(self, found: list[_Value]) -> dict[str, str]:
        ward, council = _names(self._doc)
        names = dict.fromkeys(one.area for one in found)
        return {
            name: self._choices.answers.get(name)
            or (name if name in _WORDS else profile_shape.area_of(name, ward, council) or OUT)
            for name in names
        }

    def _questions(self, found: list[_Value]) -> tuple[Question, ...]:
        options = [(OUT, "Leave out"), *AREAS]
        number_of = {name: sum(one.area == name for one in found) for name in self._areas}
        return tuple(
            Question(name, counted(number_of[name], "value"), options, answer, answer != OUT)
            for name, answer in self._areas.items() if name not in _WORDS
        )  # fmt: skip

    def _line(self, one: _Value) -> Line:
        field = self._areas[one.area]
        line = Line(one.key, one.where, one.indicator, _WORDS.get(field, one.area), one.cell.text, "refused")
        if field == OUT:
            return line._replace(what="out", sentence=f"“{one.area}” is left out.")
        if not one.indicator:
            return line._replace(sentence="There is no indicator in this row.")
        read = tracker_dates.read(one.dated, self._doc.today) if one.dated.text else None
        day = read.day if read else self._asked_day
        if day is None:
            return line._replace(sentence=(read.sentence.split(" It is kept")[0] if read else "") or
                                 "Say which day it is of.")  # fmt: skip
        source = one.source or self._choices.asked.get("source", "").strip()
        if not source:
            return line._replace(sentence="Say where it comes from.")
        value, unit, fault = _number(one)
        if value is None:
            return line._replace(sentence=fault)
        return self._judged(line, one, field, value, unit, source, day)

    def _judged(
        self, line: Line, one: _Value, field: str, value: float, unit: str, source: str, day: date
    ) -> Line:  # fmt: skip
        key = plain(one.indicator), day.isoformat()
        shown = f"{show_number(value)}{'%' if unit == '%' else ''}, {show_date(day)}"
        line = line._replace(becomes=shown)
        if one.key in self._choices.left_out:
            return line._replace(what="out", sentence="You left it out.")
        if (key, field) in self._taken:
            same = self._taken[key, field] == value
            return line._replace(
                what="out" if same else "refused", becomes="",
                sentence="The file has it twice." if same else "The file has another value for it above.",
            )  # fmt: skip
        self._taken[key, field] = value
        row = self.held.get(key)
        had = number(row, field) if row is not None else None
        values: Row = {"source": source}
        if unit:
            values["unit"] = unit
        as_said = row is not None and all(text(row, name) == one for name, one in values.items())
        if had == value and as_said:
            return line._replace(what="same")
        values[field] = value
        if row is None:
            values |= {"indicator": one.indicator, "dated": day.isoformat()}
        self.planned.setdefault(key, {}).update(values)
        if had is None:
            return line._replace(what="new")
        sentence = "Its source or unit changes." if had == value else ""
        return line._replace(what="change", sentence=sentence,
                             becomes=shown if sentence else f"{show_number(had)} → {shown}")  # fmt: skip


def _held(doc: Document) -> dict[_Key, Row]:
    return {(plain(text(row, "indicator")), text(row, "dated")): row for row in doc.store.rows("profile_line")}


def _typed_day(words: str, today: date) -> date | None:
    try:
        return read_date(words, today) if words.strip() else None
    except TypedError:
        return None


def _number(one: _Value) -> tuple[float | None, str, str]:
    """The value, its unit, and why it can't be read."""
    words = figures_cells.plain_number(one.cell)
    unit = one.unit
    if words.endswith("%"):
        words, unit = words[:-1].strip(), unit or "%"
    elif words.startswith("£"):
        words, unit = words[1:].strip(), unit or "£"
    try:
        return float(read_number(words)), unit, ""
    except TypedError as error:
        return None, unit, error.sentence


def _values(sheet: Sheet, choices: Choices) -> Iterator[_Value]:
    at = {target: place for place, target in enumerate(choices.columns) if target != OUT}
    long = {"area", "value"} <= set(at)
    for row_at, row in enumerate(sheet.rows[choices.header + 1 :], start=choices.header + 1):

        def cell(target: str, row: tuple[Cell, ...] = row) -> Cell:
            return row[at[target]] if target in at else Cell("", None)

        def words(target: str) -> str:
            return " ".join(cell(target).text.split())

        places = [(words("area"), at["value"])] if long else [(field, at[field]) for field in _WORDS if field in at]
        for area, place in places:
            if figures_cells.is_nothing(Given(row[place])):
                continue
            yield _Value(
                row_at * 10_000 + place, f"{letters(place)}{row_at + 1}", words("indicator"), words("unit"), area,
                row[place], words("source"), cell("dated"),
            )  # fmt: skip


def _said(file: TrackerFile, choices: Choices, found: list[_Value]) -> Iterator[str]:
    sheet = file.sheets[choices.sheet]
    long = {"area", "value"} <= set(choices.columns)
    yield "A row for each value." if long else "A row for each indicator, a column for each area."
    yield from tracker_said.left_out(sheet, choices.header, choices.columns)
    rows = {int(one.key // 10_000) + 1 for one in found}
    yield from tracker_said.hidden_parts(sheet, choices.header, choices.columns, rows)
    yield from tracker_said.other_sheets(file, choices.sheet)


SUBJECT: Final = Subject(
    "profile value", "Which area each name is", profile_shape.TARGETS, frozenset((OUT,)),
    ("Indicator", "Area", "In the file", "Becomes"), begin, preview, apply,
)  # fmt: skip

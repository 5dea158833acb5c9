"""Figures in: the figures of somebody's spreadsheet, a row for each value or a column for each month, by guided import.

Nothing is guessed past what can be seen: a figure that comes from events is never written over, an empty cell is
never nought, and a percentage without its base is refused (model.md, Periods and sums).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ward_desk.core import figures_periods, figures_shape
from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.fields import number, text, whole
from ward_desk.core.figures_shape import COUNTS, FIGURES
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.records import Row
from ward_desk.core.tracker.tracker import Cell, TrackerFile
from ward_desk.core.tracker.tracker_words import short
from ward_desk.core.typed import counted
from ward_desk.service.counts import figures_cells, figures_match, figures_sheet
from ward_desk.service.counts.figure_words import field_words
from ward_desk.service.counts.figures_match import Counts
from ward_desk.service.counts.figures_preview import NEW, OUT, Choices, Line, Preview, Subject
from ward_desk.service.counts.figures_sheet import Value
from ward_desk.service.document import Document
from ward_desk.service.tracker.tracker_said import letters
from ward_desk.store import computed, counts
from ward_desk.store.rows import Store

_FIRST, _LAST = "0000", "9999"  # before and after the key of any period
_EMPTY: Final = Cell("", None)
_EVENTS: Final = "It comes from events. Correct the event, or adjust the figure and say why."


def begin(doc: Document, file: TrackerFile, sheet: int | None = None, header: int | None = None) -> Choices:
    """How a file is read unless somebody says otherwise; `header` is the row of the headings, from 0."""
    at = figures_shape.guess_sheet(file) if sheet is None else sheet
    page = file.sheets[at]
    top = figures_shape.guess_header(page) if header is None else header
    said = figures_shape.financial_year(page, top)
    now = Quarter.of(doc.today, _start(doc)).fy_start_year
    return Choices(at, top, figures_shape.guess_columns(page, top), now if said is None else said)


class _Planned(NamedTuple):
    """A value that comes in."""

    count_id: str  # or "new:" and the name
    period: str
    values: Row
    adjusting: bool


class _Worked(NamedTuple):
    preview: Preview
    planned: tuple[_Planned, ...]
    new: dict[str, Row]  # name -> the count made for it


def preview(doc: Document, file: TrackerFile, choices: Choices) -> Preview:
    """What bringing the file in would do."""
    return _work(doc, file, choices).preview


def apply(doc: Document, file: TrackerFile, choices: Choices, initiator: object = None) -> ChangeSet:
    """Bring the values in, as one operation such as "Bring in 96 figures from x.xlsx". Raises KnownError."""
    worked = _work(doc, file, choices)
    if not worked.planned:
        return NOTHING

    def write(store: Store) -> None:
        made = {f"new:{name}": store.insert("activity_count", row) for name, row in worked.new.items()}
        for one in worked.planned:
            _keep(store, made.get(one.count_id, one.count_id), one)

    words = f"Bring in {counted(len(worked.planned), 'figure')} from {file.name}"
    return doc.run(Op("figure.import", words), write, initiator)


def _keep(store: Store, count: str, one: _Planned) -> None:
    row = None if one.adjusting or count != one.count_id else counts.figure_for(store, count, one.period)
    if row is None:
        more = {"adjustment": 1} if one.adjusting else {}
        store.insert("figure", {"activity_count": count, "period": one.period, **one.values, **more})
    else:
        store.update("figure", text(row, "id"), one.values)


def _work(doc: Document, file: TrackerFile, choices: Choices) -> _Worked:
    sheet = file.sheets[choices.sheet]
    found = list(figures_sheet.values(sheet, choices))
    held = Counts(doc)
    names = list(dict.fromkeys(one.named for one in found))
    answered = figures_match.answers(held, names, choices)
    work = _Working(doc, choices, held, answered, found)
    lines = tuple(work.line(one) for one in found)
    number = sum(line.what in ("new", "change") for line in lines)
    per_name: dict[str, int] = {}
    for one in found:
        per_name[one.named.words] = per_name.get(one.named.words, 0) + 1
    asked = figures_match.questions(held, names, answered, choices, per_name)
    wanted = {one.count_id for one in work.planned}
    new = {name: row for name, row in work.new.items() if f"new:{name}" in wanted}
    return _Worked(
        Preview(lines, asked, tuple(figures_sheet.said(file, choices, found)), number,
                has_day=figures_sheet.has_day(found), needs_year=work.needs_year),
        tuple(work.planned), new,
    )  # fmt: skip


class _Working:
    """Judges one value after the other."""

    def __init__(
        self, doc: Document, choices: Choices, held: Counts, answered: dict[str, str], found: list[Value]
    ) -> None:
        self._doc, self._choices, self._held, self._answered = doc, choices, held, answered
        self._start = _start(doc)
        self.planned: list[_Planned] = []
        self.needs_year = False
        self._taken: dict[tuple[str, str], Row] = {}
        self._periods = {
            cell: figures_periods.read(cell, choices.year, self._start, month_first=choices.month_first)
            for cell in {one.period for one in found}
        }
        self._monthly = any(one.key and "Q" not in one.key for one in self._periods.values())
        wanted = [row_id for row_id in dict.fromkeys(answered.values()) if row_id in held.rows]
        self._typed, self._adjusted, self._from_events = _stored(doc, [held.rows[one] for one in wanted])
        self.new = self._new_counts(found)

    def _new_counts(self, found: list[Value]) -> dict[str, Row]:
        new: dict[str, Row] = {}
        for name in (name for name, answer in self._answered.items() if answer == NEW):
            own = [one for one in found if one.named.words == name and not figures_cells.is_nothing(one.given)]
            keys = [key for one in own if (key := self._periods[one.period].key)]
            frequency, nature = figures_match.frequency_and_nature(keys, (one.given.words for one in own))
            new[name] = figures_match.new_count(
                name, next((one.unit for one in own if one.unit), ""), frequency, nature
            )
        return new

    def line(self, one: Value) -> Line:
        """What becomes of a value."""
        name = one.named.words
        answer = self._answered.get(name, OUT)
        count = self.new.get(name) if answer == NEW else self._held.rows.get(answer)
        period = self._periods[one.period]
        self.needs_year = self.needs_year or period.guessed_year
        shown = name if count is None or answer == NEW else f"{text(count, 'ref')} {text(count, 'name')}"
        of = period_words(period.key, self._start) if period.key else short(one.period.text, 24)
        line = Line(one.key, f"{letters(one.column)}{one.row + 1}", shown, of, one.given.words, "refused")
        if not name:
            return line._replace(sentence="There is no count in this row.")
        if count is None:
            return line._replace(what="out", sentence=f"“{short(name)}” is left out.")
        if not period.key:
            return line._replace(sentence=period.sentence)
        if self._monthly and "Q" in period.key and not _by_quarter(count):
            return line._replace(what="out", sentence="It is a total of months, which are added up here.")
        if one.source in ("event", "computed", "from events"):
            return line._replace(what="out", sentence="It comes from events, which are not brought in with figures.")
        return self._judged(line, one, f"new:{name}" if answer == NEW else answer, count, period.key)

    def _judged(self, line: Line, one: Value, count_id: str, count: Row, key: str) -> Line:
        adjusting = one.source == "adjustment"
        if fault := _no_place(count, key, self._doc, self._start):
            return line._replace(sentence=fault)
        read = figures_cells.read(one.given, text(count, "nature"), text(count, "unit"), adjusting=adjusting)
        if read.values is None:
            held = self._typed.get((count_id, key))
            same = held is not None and one.given.words == words_of_value(held)
            return line._replace(what="same") if same else line._replace(sentence=read.sentence)
        becomes = figure_said(read.values, count)
        line = line._replace(becomes=becomes)
        if line.key in self._choices.left_out:
            return line._replace(what="out", sentence="You left it out.")
        if adjusting:
            if count["nature"] != "flow" or not read.values.get("note"):
                return line._replace(sentence="An adjustment needs its reason as a note, and a count that adds up.")
            if any(figures_cells.same(row, read.values) for row in self._adjusted.get((count_id, key), ())):
                return line._replace(what="same")
        else:
            # Beside a figure recorded at one event the desk's own file may have a typed one: the two add up.
            beside = one.source == "typed" and not count.get("computed")
            if (count_id, key) in self._from_events and not beside:
                return line._replace(sentence=_EVENTS, becomes="")
            before = self._taken.get((count_id, key))
            if before is not None:
                again = figures_cells.same(before, read.values)
                words = "The file has it twice." if again else "The file has another figure for it above."
                return line._replace(what="out" if again else "refused", sentence=words, becomes="")
            self._taken[count_id, key] = read.values
        row = None if adjusting else self._typed.get((count_id, key))
        if row is not None and figures_cells.same(row, read.values):
            return line._replace(what="same")
        self.planned.append(_Planned(count_id, key, read.values, adjusting))
        had = figure_said(row, count) if row is not None else ""
        sentence = "Its note or state changes." if had == becomes else ""
        if had:
            return line._replace(what="change", becomes=f"{had} → {becomes}" if had != becomes else had,
                                 sentence=sentence)  # fmt: skip
        return line._replace(what="new")


def _stored(
    doc: Document, rows: list[Row]
) -> tuple[dict[tuple[str, str], Row], dict[tuple[str, str], list[Row]], set[tuple[str, str]]]:
    """What the document holds of these counts: figures typed, adjustments, and what comes from events."""
    typed: dict[tuple[str, str], Row] = {}
    adjusted: dict[tuple[str, str], list[Row]] = {}
    events: set[tuple[str, str]] = set()
    for count_id, found in counts.figures(doc.store, [text(row, "id") for row in rows], _FIRST, _LAST).items():
        for row in found:
            key = count_id, text(row, "period")
            if row["event"] is not None:
                events.add(key)
            elif row["adjustment"]:
                adjusted.setdefault(key, []).append(row)
            else:
                typed.setdefault(key, row)
    for row in filter(computed.is_computed, rows):
        months = computed.figures(doc.store, row, _FIRST, _LAST, doc.today)
        events.update((text(row, "id"), text(one, "period")) for one in months)
    given = {key for key, row in typed.items() if row["value"] is not None or row["numerator"] is not None}
    return typed, adjusted, events - given


def _by_quarter(count: Row) -> bool:
    by_events = bool(count.get("computed")) and count["nature"] == "flow"
    return not by_events and (count.get("frequency") == "quarterly" or count["nature"] == "people")


def _no_place(count: Row, key: str, doc: Document, start: int) -> str:
    """Why a period has no figure of a count; "" when it has."""
    if _by_quarter(count) != ("Q" in key):
        if count["nature"] == "people":
            return "Different people are never added up: give one figure for the quarter."
        return f"This count is entered by {'quarter' if 'Q' not in key else 'month'}."
    if "YTD" in key and count["nature"] != "people":
        return "The year to date is added up here."
    first = Quarter.parse(key.replace("-YTD", ""), start).months[0] if "Q" in key else Month.parse(key)
    return f"{period_words(key, start)} is still to come." if first.first > doc.today else ""


def figure_said(row: Row, count: Row) -> str:
    """A figure as it is typed, or why there is none."""
    return field_words(row, count) or (f"not available: {why}" if (why := text(row, "unavailable")) else "")


def words_of_value(row: Row) -> str:
    """The value of a figure alone, as a file that the desk wrote has it."""
    value = number(row, "value")
    return "" if value is None else f"{value:g}"


def period_words(key: str, start: int) -> str:
    """A period as people read it: "Dec 2023", "Q3 2023-24"."""
    if "Q" not in key:
        return Month.parse(key).label
    quarter = Quarter.parse(key.replace("-YTD", ""), start)
    return f"{quarter.year_label} to {quarter.months[2].label}" if "-YTD" in key else quarter.short


def _start(doc: Document) -> int:
    return whole(doc.partnership, "year_start_month") or 4


SUBJECT: Final = Subject(
    "figure", "Which count each name is", figures_shape.TARGETS, frozenset((FIGURES, COUNTS, OUT)),
    ("Count", "Period", "In the file", "Becomes"), begin, preview, apply,
)  # fmt: skip

"""Read the file of any survey tool: its tool, its headings, and its responses without what is none."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from pathlib import Path
from typing import Final

from ward_desk.core.surveys.survey_file import Heading, SurveyFile
from ward_desk.exchange.file_limits import TooLargeError, refuse_beyond
from ward_desk.exchange.surveys import survey_ends
from ward_desk.exchange.surveys.survey_headings import headings
from ward_desk.exchange.surveys.survey_limits import LARGEST_FILE, MOST_CELLS, SURVEY
from ward_desk.exchange.surveys.survey_table import Table, of_text
from ward_desk.exchange.surveys.survey_tools import LOOKED_AT, Row, folded, recognise
from ward_desk.exchange.table_in import is_workbook, told_plainly
from ward_desk.exchange.workbook_file import NotAWorkbookError, content_of, name_of

_SAMPLE: Final = 2_000  # responses by which headings are judged
_NEAR: Final = 6  # rows in which an empty one parts totals from responses
# What Qualtrics calls a response that its maker or a machine gave, in words and as numbers.
_NO_RESPONSE: Final = frozenset({"survey preview", "survey test", "spam", "1", "2", "8"})


def read(path: Path, sheet: int | None = None) -> SurveyFile:
    """The survey in the file; of a workbook the sheet at this place of `SurveyFile.sheets`, or the visible one with
    most cells.

    The file is held as bytes, and its rows are read anew each time they are asked for. Raises KnownError for a file
    that cannot be opened, is no workbook or text, has a password, is damaged, dangerous, empty, or too large.
    """
    workbook = is_workbook(path, SURVEY)
    with told_plainly(SURVEY):
        content = content_of(path, LARGEST_FILE)
        if not content:
            raise NotAWorkbookError("The file is empty.")
        if not workbook:
            return _survey(name_of(path), ("",), 0, of_text(content))
        from ward_desk.exchange.surveys.survey_workbook import read_sheet

        sheets, chosen, table = read_sheet(content, sheet)
        return _survey(name_of(path), sheets, chosen, table)


@dataclass
class _Seen:
    """What one pass over all rows under the headings finds."""

    count: int = 0
    width: int = 0
    dropped: int = 0
    longer: list[int] = field(default_factory=list)  # the first rows with cells beyond the headings
    end: deque[Row] = field(default_factory=lambda: deque(maxlen=survey_ends.LOOKED_AT))


def _survey(name: str, sheets: tuple[str, ...], sheet: int, table: Table) -> SurveyFile:
    head: list[Row] = list(islice(table.records(), _SAMPLE + LOOKED_AT))
    if not head:
        if len(sheets) > 1:
            return SurveyFile(name, "", sheets, sheet, (), lambda: iter(()), 0, ("There is nothing on this sheet.",))
        raise NotAWorkbookError("The file has nothing in it.")
    found = recognise(head)
    top = head[found.at : found.at + found.rows]
    under = top[-1][0]
    status = _status(found.tool, top)
    seen = _pass(table, under, _width(top), status)
    ends, last = _ends(seen)
    sample = [cells for number, cells in head[found.at + found.rows :] if number <= last]
    columns = headings(found.tool, [cells for _, cells in top], seen.width, sample)
    count = seen.count - len(ends)
    return SurveyFile(
        name, found.tool, sheets, sheet, columns, _rows(table, under, last, len(columns), status), count,
        tuple(_said(found.at, table.hidden, seen, ends, columns)),
    )  # fmt: skip


def _width(top: Sequence[Row]) -> int:
    """Columns up to the last one with a heading."""
    return max(at for _, cells in top for at, cell in enumerate(cells, start=1) if cell)


def _status(tool: str, top: Sequence[Row]) -> int:
    """The column that says how a response came about, -1 where a tool has none."""
    words = folded(top[0][1])
    return words.index("status") if tool == "qualtrics" and "status" in words else -1


def _is_none(cells: Sequence[str], status: int) -> bool:
    return -1 < status < len(cells) and cells[status].casefold() in _NO_RESPONSE


def _pass(table: Table, under: int, headed: int, status: int) -> _Seen:
    """Go over all rows once. Raises TooLargeError when there are too many rows, columns or cells."""
    seen = _Seen(width=headed)
    left = MOST_CELLS
    for number, cells in table.records():
        if number <= under:
            continue
        if number > SURVEY.rows:
            refuse_beyond(number, 1, SURVEY)
        left -= len(cells) - cells.count("")
        if left < 0:
            raise TooLargeError("The file holds far more cells than a survey file does.", SURVEY)
        if status >= 0 and _is_none(cells, status):
            seen.dropped += 1
            continue
        if len(cells) > headed and any(cells[headed:]):
            width = max(at for at, cell in enumerate(cells, start=1) if cell)
            seen.width = max(seen.width, width)
            if len(seen.longer) < 2:
                seen.longer.append(number)
        seen.count += 1
        seen.end.append((number, cells))
    refuse_beyond(1, seen.width, SURVEY)
    return seen


def _ends(seen: _Seen) -> tuple[list[tuple[int, str]], int]:
    """The rows at the end that are no responses, from the top, each with what it is; and the last row that is one."""
    rows = list(seen.end)
    ends: list[tuple[int, str]] = []
    while len(rows) > 1:
        gap = any(lower - upper > 1 for (upper, _), (lower, _) in pairwise(rows[-_NEAR:]))
        kind = survey_ends.kind_of(rows[-1], rows[:-1], gap)
        if not kind:
            break
        ends.insert(0, (rows[-1][0], kind))
        rows.pop()
    return ends, rows[-1][0] if rows else 0


def _rows(
    table: Table, under: int, last: int, width: int, status: int
) -> Callable[[], Iterator[tuple[int, Sequence[str]]]]:
    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        for number, cells in table.records():
            if number <= under:
                continue
            if number > last:
                return
            if status >= 0 and _is_none(cells, status):
                continue
            if len(cells) < width:
                cells += [""] * (width - len(cells))
            elif len(cells) > width:
                del cells[width:]
            yield number, cells

    return rows


def _said(
    above: int, hidden: int, seen: _Seen, ends: Sequence[tuple[int, str]], columns: Sequence[Heading]
) -> Iterator[str]:
    if above:
        yield _counted(above, "The line above the headings is", "The {} lines above the headings are") + " left out."
    for number, kind in ends:
        yield f"Row {number:,}, {kind} under the responses, is left out."
    if seen.dropped:
        yield _counted(seen.dropped, "One response is", "{} responses are") + (
            " left out: a preview, a test or spam, as Qualtrics marks them."
        )
    if hidden:
        yield _counted(hidden, "One row is hidden in the sheet; it is", "{} rows are hidden in the sheet; they are") + (
            " read as well."
        )
    if seen.longer:
        yield f"Row {seen.longer[0]:,}{' and others have' if seen.longer[1:] else ' has'} cells beyond the headings."
    twice = sorted({one.words for one, other in pairwise(sorted(columns)) if one == other})
    for words in twice:
        yield f"More than one column is headed “{words}”."
    if seen.count == len(ends):
        yield "There are no responses under the headings."


def _counted(number: int, one: str, many: str) -> str:
    return one if number == 1 else many.format(f"{number:,}")

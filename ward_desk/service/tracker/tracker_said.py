"""Tracker said: what a person should know of a tracker beyond its rows: what is hidden, passed over, or not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ward_desk.core.tracker.tracker import OUT, Cell, Sheet, TrackerFile
from ward_desk.core.tracker.tracker_guess import first_of_headings, headings
from ward_desk.core.tracker.tracker_rows import Aside
from ward_desk.core.tracker.tracker_words import short as short

LONGEST_ABOVE: Final = 300  # of what stands above the headings


def noticed(
    file: TrackerFile, sheet: int, header: int, columns: Sequence[str], rows: set[int], aside: Sequence[Aside]
) -> Iterator[str]:
    """Sentences, what matters most first. `rows` are the numbers of the rows that are actions, `aside` the others."""
    here = file.sheets[sheet]
    yield from hidden_parts(here, header, columns, rows)
    yield from left_out(here, header, columns)
    yield from _formulas(here, header, columns)
    yield from other_sheets(file, sheet)
    above = [words for words in (_words(row) for row in here.rows[: first_of_headings(here, header)]) if words]
    if above:
        yield f"Above the headings and not brought in: {short('; '.join(above), LONGEST_ABOVE)}"
    yield from _no_actions(aside)


def hidden_parts(sheet: Sheet, header: int, columns: Sequence[str], rows: set[int]) -> Iterator[str]:
    """What is hidden in the file and read all the same."""
    if sheet.hidden:
        yield f"The sheet “{sheet.name}” is hidden in the file."
    hidden = [n for n in sorted(sheet.hidden_columns) if n < len(columns) and columns[n] != OUT]
    if hidden:
        over = headings(sheet, header)
        are = "column is" if len(hidden) == 1 else "columns are"
        names = (f"{letters(n)} “{short(over[n])}”" if over[n] else letters(n) for n in hidden)
        yield f"{len(hidden)} hidden {are} read too: {', '.join(names)}"
    hidden = [n + 1 for n in sorted(sheet.hidden_rows) if n + 1 in rows]
    if hidden:
        are = "row is" if len(hidden) == 1 else "rows are"
        yield f"{len(hidden)} hidden {are} read too: {listed(hidden)}"


def left_out(sheet: Sheet, header: int, columns: Sequence[str]) -> Iterator[str]:
    """The columns that are not read, though they hold something."""
    over = headings(sheet, header)
    for at, target in enumerate(columns):
        if target == OUT and any(row[at].text.strip() for row in sheet.rows[header + 1 :]):
            yield f"Column {letters(at)} “{short(over[at])}” is left out, with what it holds."


def other_sheets(file: TrackerFile, sheet: int) -> Iterator[str]:
    """The sheets that are not read now."""
    others = [one.name for at, one in enumerate(file.sheets) if at != sheet and one.rows]
    if others:
        are = "sheet is" if len(others) == 1 else "sheets are"
        again = "it" if len(others) == 1 else "each of them"
        yield f"{len(others)} other {are} not read now: {', '.join(others)}. Bring the file in again for {again}."


def _formulas(sheet: Sheet, header: int, columns: Sequence[str]) -> Iterator[str]:
    found = [
        f"{letters(at)}{number}"
        for number, row in enumerate(sheet.rows[header + 1 :], start=header + 2)
        for at, cell in enumerate(row)
        if cell.text.startswith("=") and not cell.merged and columns[at] != OUT
    ]
    if found:
        cells = "1 cell shows its formula" if len(found) == 1 else f"{len(found):,} cells show their formulas"
        yield f"{cells}: {listed(found)}. Saved once in a spreadsheet program, the file has the answers too."


def _no_actions(rows: Sequence[Aside]) -> Iterator[str]:
    for row in rows:
        if row.kind == "repeat":
            yield f"Row {row.number} repeats the headings."
        elif row.kind == "heading":
            yield f"Row {row.number} is a heading: {short(row.words)}"
        elif row.kind == "footer":
            yield f"Row {row.number} is no action and not brought in: {short(row.words)}"
        elif row.kind == "further":
            yield f"Row {row.number} goes with the action above it: {short(row.words)}"
    blank = sum(row.kind == "blank" for row in rows)
    if blank:
        yield f"{blank:,} blank {'row is' if blank == 1 else 'rows are'} passed over."


def _words(row: Sequence[Cell]) -> str:
    """What a row says, a merged cell once."""
    return " · ".join(dict.fromkeys(" ".join(cell.text.split()) for cell in row if cell.text.strip()))


def letters(column: int) -> str:
    """The letters a spreadsheet has over a column, counted from nought: A, B ... AA."""
    name = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        name = chr(ord("A") + left) + name
    return name


def listed(numbers: Sequence[int | str]) -> str:
    """Numbers or names in a row, no more than ten of them."""
    words = ", ".join(str(one) for one in numbers[:10])
    return f"{words} and {len(numbers) - 10} more" if len(numbers) > 10 else words

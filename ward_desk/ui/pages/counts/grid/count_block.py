"""Count block: what is done with a chosen block of the grid: copied, filled from its first cells, emptied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple, cast

from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.service.counts import figures
from ward_desk.ui.pages.counts.grid.count_cells import (
    CLOSED,
    EVENTS,
    REFUSED,
    SUM,
    TYPED,
    GridCell,
    period_of,
)
from ward_desk.ui.pages.counts.grid.count_grid import CELLS, cell_of
from ward_desk.ui.table.table_model import ListModel

Entered = tuple[str, str, str]  # id of a count, key of a period, what is typed there


class Block(NamedTuple):
    """Rows and columns of the grid, those shown, from one corner to the other."""

    rows: range
    places: Sequence[int]


class Done(NamedTuple):
    """What comes of a block: figures to enter, and what was left out, in words."""

    entered: list[Entered]
    left: str


def can_be_typed(cell: GridCell) -> bool:
    """Whether a figure is typed into a cell."""
    return bool(cell.key) and cell.state not in (EVENTS, SUM, CLOSED)


def figure_in(record: Row, key: str) -> GridCell | None:
    """The cell of a row in a column; None for a column that holds no figures."""
    return cell_of(record, key) if key in cast("Mapping[str, GridCell]", record.get(CELLS) or {}) else None


def emptied(model: ListModel, block: Block) -> Done:
    """Take every figure of a block away."""
    entered, from_events = [], 0
    for row_id, _, cell in _cells(model, block):
        from_events += cell.state == EVENTS
        if can_be_typed(cell) and cell.typed:
            entered.append((row_id, cell.key, ""))
    return Done(list(dict.fromkeys(entered)), _left(from_events=from_events))


def filled(model: ListModel, block: Block, *, down: bool) -> Done:
    """Fill a block from its first row, or its first column; a single cell from the one before it."""
    rows, places = list(block.rows), list(block.places)
    if down and len(rows) == 1:
        rows = [max(0, rows[0] - 1), *rows]
    elif not down and len(places) == 1 and (before := _column_before(model, places[0])) is not None:
        places = [before, *places]
    lines = [[(row, place) for row in rows] for place in places] if down else [
        [(row, place) for place in places] for row in rows
    ]  # fmt: skip
    entered: list[Entered] = []
    from_events = other = 0
    for line in lines:
        first, words = model.record(line[0][0]), ""
        if (cell := figure_in(first, model.columns[line[0][1]].key)) is not None:
            words = cell.typed if cell.state != REFUSED else ""
            words = words or (cell.words if cell.state == EVENTS else "")
        for row, place in line[1:] if words else []:
            record = model.record(row)
            target = figure_in(record, model.columns[place].key)
            if target is None or target.state in (SUM, CLOSED) or not target.key:
                continue
            from_events += target.state == EVENTS
            alike = all(record.get(name) == first.get(name) for name in ("nature", "unit", "frequency"))
            other += not alike and target.state != EVENTS
            if alike and can_be_typed(target) and target.typed != words:
                entered.append((model.id_at(row), target.key, words))
    return Done(list(dict.fromkeys(entered)), _left(from_events=from_events, other=other))


def _column_before(model: ListModel, place: int) -> int | None:
    key = model.columns[place].key
    alike = [n for n, column in enumerate(model.columns) if column.key.split("_")[0] == key.split("_")[0]]
    return alike[alike.index(place) - 1] if place in alike[1:] else None


def _left(*, from_events: int, other: int = 0) -> str:
    said = []
    if from_events:
        said.append(f"{from_events} {'adds' if from_events == 1 else 'add'} up from events")
    if other:
        said.append(f"{other} {'counts' if other == 1 else 'count'} something else")
    return f"Left as they are: {', '.join(said)}" if said else ""


def as_text(model: ListModel, block: Block, quarter: Quarter, *, headings: bool) -> str:
    """Lines of cells set apart by tabs, as they are typed, so that they can be pasted back."""
    return "\n".join("\t".join(map(_quoted, line)) for line in _table(model, block, quarter, headings=headings))


def as_html(model: ListModel, block: Block, quarter: Quarter, *, headings: bool) -> str:
    """The same as a table, for a text or an e-mail."""
    table = _table(model, block, quarter, headings=headings)
    rows = []
    for at, line in enumerate(table):
        tag = "th" if headings and at == 0 else "td"
        rows.append(f"<tr>{''.join(f'<{tag}>{escape(words)}</{tag}>' for words in line)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _table(model: ListModel, block: Block, quarter: Quarter, *, headings: bool) -> list[list[str]]:
    named = headings and not any(model.columns[place].key == "name" for place in block.places)
    made = []
    if headings:
        periods = [period_of(model.columns[place].key, quarter) for place in block.places]
        heads = [
            figures.label(period) if period is not None else model.columns[place].heading
            for place, period in zip(block.places, periods, strict=True)
        ]
        made.append([*(["Activity count"] if named else []), *heads])
    for row in block.rows:
        record = model.record(row)
        line = [str(record.get("name") or "")] if named else []
        for place in block.places:
            cell = figure_in(record, model.columns[place].key)
            line.append(_as_typed(cell) if cell is not None else model.words_of(row, place))
        made.append(line)
    return made


def _as_typed(cell: GridCell) -> str:
    if cell.typed:
        return cell.typed
    return cell.words if cell.state in (EVENTS, SUM, TYPED) else ""


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"' if any(one in words for one in '\t\n"') else words


def _cells(model: ListModel, block: Block) -> Iterator[tuple[str, Row, GridCell]]:
    """(count, its row, cell) of the cells of a block that hold figures."""
    for row in block.rows:
        record = model.record(row)
        for place in block.places:
            if (cell := figure_in(record, model.columns[place].key)) is not None:
                yield model.id_at(row), record, cell

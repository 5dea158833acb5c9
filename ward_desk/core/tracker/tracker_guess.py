"""What a tracker's sheets, rows and columns are, guessed from their words first and then from what is in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from ward_desk.core.tracker.tracker import KEEP, OUT, Cell, Sheet, TrackerFile
from ward_desk.core.tracker.tracker_dates import looks_like_a_date
from ward_desk.core.tracker.tracker_words import CHOICES, COLOUR_WORDS, HEADINGS, OUR_HEADINGS, PARTS, STANDINGS, plain

_LOOKED_AT: Final = 40  # rows in which headings are looked for
_HEADING_ROWS: Final = 3
_LONGEST_HEADING: Final = 80  # characters
_SAMPLE: Final = 200  # rows whose values are looked at
_SEVERAL: Final = frozenset(("note", "partners", "milestones", KEEP, OUT))
_ASIDE: Final = re.compile(
    r"lookup|look up|drop ?down|list|guidance|instruction|key|archive|closed|read ?me|version|contact", re.I
)
_PLAN: Final = re.compile(r"action|plan|tracker|delivery", re.I)
_KNOWN: Final = {words: target for target, several in HEADINGS.items() for words in several}
_IMPORTANCE: Final = frozenset(("high", "medium", "low", "h", "m", "l", "1", "2", "3", "med", "urgent", "critical"))
_OUR_REF: Final = re.compile(r"[A-Z]{2,5}-\d+")


def guess_sheet(file: TrackerFile) -> int:
    """The sheet that looks most like an action plan; hidden ones, lists and guidance come last."""

    def likeness(at: int) -> tuple[bool, float]:
        sheet = file.sheets[at]
        header = guess_header(sheet)
        found = _recognised(headings(sheet, header))
        rows = len(sheet.rows) - header - 1
        named = bool(_PLAN.search(sheet.name)) - 3 * bool(_ASIDE.search(sheet.name))
        return not sheet.hidden and rows > 0, (3 * found if rows > 0 else 0) + 2 * named + min(rows, 20) / 20

    return max(range(len(file.sheets)), key=lambda at: (*likeness(at), -at), default=0)


def guess_header(sheet: Sheet) -> int:
    """The row of headings, past titles above it; the lower one of two rows of headings. 0 when none looks like it."""
    best, most = 0, (0, 0)
    for at in range(min(len(sheet.rows), _LOOKED_AT)):
        words = headings(sheet, at)
        texts = {plain(cell.text) for cell in sheet.rows[at] if cell.text and len(cell.text) <= 80}
        if len(texts) > 1 and not any(looks_like_a_date(cell) for cell in sheet.rows[at]):
            likeness = (_recognised(words), min(len(texts), 3))
            if likeness > most:
                best, most = at, likeness
    return best


def headings(sheet: Sheet, header: int) -> tuple[str, ...]:
    """The words over each column, also where headings stand in up to three rows: "Dates: Start" under one heading over
    several columns, "Comments and next steps" where the words go on in the row below."""
    if header >= len(sheet.rows):
        return ()
    top = first_of_headings(sheet, header)
    return tuple(_heading(sheet.rows[top : header + 1], at) for at in range(len(sheet.rows[header])))


def first_of_headings(sheet: Sheet, header: int) -> int:
    """The topmost row of those the headings stand in; `header` is the lowest."""
    top = header
    while top and header - top < _HEADING_ROWS - 1 and _spans(sheet.rows[top - 1], sheet.rows[top]):
        top -= 1
    return top


def _heading(rows: Sequence[Sequence[Cell]], at: int) -> str:
    """The words of one column, down the rows of headings."""
    words = ""
    wide = False
    for row in rows:
        own = " ".join(row[at].text.split())
        if own and own not in (words, words.rpartition(": ")[2]):
            words = f"{words}: {own}" if words and wide else f"{words} {own}".strip()
            wide = _over(row, at)
    return words


def _spans(row: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a row has a heading over several columns that have headings of their own in the row below."""
    return any(
        _over(row, at) and cell.text and cell.text != row[at].text and len(cell.text) <= _LONGEST_HEADING
        for at, cell in enumerate(below)
    )


def _over(row: Sequence[Cell], at: int) -> bool:
    """Whether a cell is part of a heading over several columns, yet not of a title over all of them."""
    text = row[at].text
    same = [
        one
        for one in (at - 1, at + 1)
        if 0 <= one < len(row) and row[one].merged | row[at].merged and row[one].text == text
    ]
    return bool(text and same) and len({cell.text for cell in row if cell.text}) > 1


def guess_columns(sheet: Sheet, header: int) -> tuple[str, ...]:
    """A target for each column: `keep` where nothing fits, `out` where the column has nothing in it."""
    words = headings(sheet, header)
    below = sheet.rows[header + 1 :][:_SAMPLE]
    columns = [[row[at] for row in below if row[at].text or row[at].colour] for at in range(len(words))]
    ours = sum(plain(word) in OUR_HEADINGS for word in words) >= 3 and "ref" in map(plain, words)
    wanted = [_wanted(word, cells, ours) for word, cells in zip(words, columns, strict=True)]
    given: list[str] = [KEEP] * len(words)
    taken: set[str] = set()
    for sureness in (3, 2, 1):
        for at, guesses in enumerate(wanted):
            for target, sure in guesses:
                if sure == sureness and given[at] == KEEP and (target not in taken or target in _SEVERAL):
                    given[at] = target
                    taken.add(target)
    if "title" not in taken:
        _find_title(given, columns)
    for at, cells in enumerate(columns):
        empty = not any(row[at].text for row in sheet.rows[header + 1 :])
        if empty and not (given[at] == "rating" and cells):
            given[at] = OUT
    return tuple(given)


def _recognised(words: Sequence[str]) -> int:
    """How many different targets a row of headings names."""
    found = {
        _KNOWN.get(plain(one)) or OUR_HEADINGS.get(plain(one)) or _part(one) for one in words if one and len(one) <= 80
    }
    return len(found - {None, KEEP, ""})


def _part(heading: str) -> str:
    words = plain(heading) + (" £" if "£" in heading else "")
    if len(words) > 60:
        return ""
    return next((target for pattern, target in PARTS if re.search(pattern, words)), "")


def _wanted(heading: str, cells: Sequence[Cell], ours: bool) -> list[tuple[str, int]]:
    """Targets this column could be, surest first, each with how sure that is: 3 for its whole heading."""
    whole = plain(heading)
    last = plain(heading.rpartition(":")[2])
    found: list[tuple[str, int]] = []
    own = OUR_HEADINGS.get(whole, "")
    if own and (ours or whole not in _KNOWN):
        found.append((own, 3))
    for words in dict.fromkeys((whole, last)):
        if words in _KNOWN:
            found.append((_KNOWN[words], 3))
    if part := _part(heading):
        found.append((part, 2))
    found = [(_by_values(target, whole, cells, ours), sure) for target, sure in found]
    if not found and (guess := _from_values(cells)):
        found.append((guess, 1))
    return found


def _by_values(target: str, heading: str, cells: Sequence[Cell], ours: bool) -> str:
    """The target, or what the values say it is instead."""
    filled = [cell for cell in cells if cell.text]
    if target in ("ref", "source_ref"):
        own = heading == "ref" and ours and _most(filled, lambda cell: bool(_OUR_REF.fullmatch(cell.text)))
        return "ref" if own or heading == "reference in this plan" else "source_ref"
    if target == "next_milestone":
        return target if ours else "milestones"
    if target == "priority" and _most(filled, lambda cell: plain(cell.text) in _IMPORTANCE):
        return KEEP
    if target in ("priority", "due", "start", "status", "delivery") and _most(
        filled, lambda cell: plain(cell.text) in CHOICES["term"]
    ):
        return "term"
    if target == "status" and _most(filled, lambda cell: plain(cell.text) in COLOUR_WORDS):
        return "rating"
    if target in ("note", "progress", "status") and _most(filled, _percent):
        return "progress"
    if target == "note" and filled and all(looks_like_a_date(cell) for cell in filled):
        return OUT if ours else KEEP
    if target == "progress" and filled and not _most(filled, _percent) and heading == "progress":
        return "note"
    if target in ("note", "progress") and _most(filled, lambda cell: plain(cell.text) in STANDINGS):
        return "status"
    return target


def _from_values(cells: Sequence[Cell]) -> str:
    """What a column is when its heading does not say: only what its values leave no doubt about."""
    filled = [cell for cell in cells if cell.text]
    coloured = [cell for cell in cells if cell.colour in ("red", "amber", "green")]
    if not filled:
        return "rating" if len(coloured) > 1 and len({cell.colour for cell in coloured}) > 1 else ""
    if _most(filled, lambda cell: plain(cell.text) in COLOUR_WORDS):
        return "rating"
    if _most(filled, lambda cell: plain(cell.text) in STANDINGS) and len(filled) > 1:
        return "status"
    if len(filled) > 1 and _most(filled, lambda cell: plain(cell.text) in CHOICES["term"]):
        return "term"
    if len(filled) > 1 and _most(filled, lambda cell: bool(re.fullmatch(r"\d{1,3} ?%", cell.text))):
        return "progress"
    return ""


def _percent(cell: Cell) -> bool:
    number = isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool) and 0 <= cell.value <= 100
    return number or bool(re.fullmatch(r"(100|\d{1,2})( ?%| per ?cent)?", cell.text.lower()))


def _most(cells: Sequence[Cell], fits: Callable[[Cell], bool]) -> bool:
    """Whether more than half of them fit."""
    return sum(fits(cell) for cell in cells) * 2 > len(cells)


def _find_title(given: list[str], columns: Sequence[Sequence[Cell]]) -> None:
    """Without a heading that says so, the action is the column of words most rows differ in."""

    def weight(at: int) -> float:
        texts = [cell.text for cell in columns[at] if isinstance(cell.value, str) and len(cell.text) > 8]
        return len(Counter(texts)) - 0.01 * at

    free = [at for at, target in enumerate(given) if target in (KEEP, "what", "note") and weight(at) >= 1]
    if free:
        given[max(free, key=weight)] = "title"

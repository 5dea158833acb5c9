"""Which tool a survey's file comes from, told by the headings the tool writes, and which rows are headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

Row = tuple[int, Sequence[str]]  # its number in the file, its cells

LOOKED_AT: Final = 60  # rows with something in them, in which the headings are looked for
_SUBMITTED: Final = ("submitted", "date submitted", "submission date", "response date", "date of submission")
_ANON: Final = re.compile(r"ANON-\w{3,4}-\w{3,4}-\w", re.IGNORECASE)  # as Citizen Space numbers its responses
_VALUE: Final = re.compile(r"[\d\s.,:/%£+-]+")


class Found(NamedTuple):
    """Where the headings of a file are."""

    tool: str  # a code of TOOLS
    at: int  # the first row of headings, among the rows looked at
    rows: int  # how many rows of headings there are


def recognise(head: Sequence[Row]) -> Found:
    """The tool of a file that begins with these rows, at least one, and its rows of headings."""
    for at, (_, cells) in enumerate(head[:LOOKED_AT]):
        if tool := _tool(folded(cells), head[at + 1 :]):
            return Found(tool, at, _heading_rows(tool, head[at : at + 3], head[at + 3 :]))
    at = _first_of_plain(head[:LOOKED_AT])
    return Found("", at, _heading_rows("", head[at : at + 3], head[at + 3 :]))


def folded(cells: Sequence[str]) -> list[str]:
    """The cells as marks are compared: small letters, single spaces."""
    return [" ".join(cell.casefold().split()) for cell in cells]


def _tool(words: list[str], after: Sequence[Row]) -> str:
    """The tool that writes such headings, or ""."""
    has = set(words)
    if {"start time", "completion time"} <= has:
        return "forms"
    if "respondent id" in has and (has & {"collector id", "start date"}):
        return "surveymonkey"
    if "responseid" in has and (has & {"startdate", "recordeddate"}):
        return "qualtrics"
    if {"userid", "userno"} <= has or ({"started", "ended"} <= has and has & {"unique id", "tracking link"}):
        return "smartsurvey"
    if has & {"response id", "responseid", "response reference"}:
        dated = any(word.startswith(_SUBMITTED) for word in words)
        if dated or any(_ANON.fullmatch(cell) for _, cells in after[:LOOKED_AT] for cell in cells[:3]):
            return "citizen_space"
    if words[0] == "timestamp" and len(words) > 1:
        return "google"
    return ""


def _heading_rows(tool: str, head: Sequence[Row], after: Sequence[Row]) -> int:
    """How many of these rows are headings; the first one is."""
    first = head[0][1]
    second = head[1][1] if len(head) > 1 else []
    third = head[2][1] if len(head) > 2 else []
    if tool == "qualtrics":
        rows = 2 if {"responseid", "response id", "recorded date", "start date"} & set(folded(second)) else 1
        under = (second, third)[rows - 1]
        return rows + any("importid" in cell.casefold() for cell in under)
    if tool in ("surveymonkey", "smartsurvey"):
        marks = ("respondent id", "userid", "userno", "unique id", "started")
        own = [at for at, word in enumerate(folded(first)) if word in marks]
        return 1 + (len(head) > 1 and not any(_cell(second, at) for at in own))
    if tool in ("", "citizen_space"):
        return 1 + _goes_on(first, second, [third, *(cells for _, cells in after)])
    return 1


def _goes_on(first: Sequence[str], second: Sequence[str], after: Sequence[Sequence[str]]) -> bool:
    """Whether the second row names the choices of questions that stand over the first of their columns only."""
    width = max(len(first), len(second))
    gaps = [at for at in range(1, width) if not _cell(first, at)]
    return (
        bool(gaps)
        and bool(_cell(first, 0))
        and not _cell(second, 0)
        and all(_cell(second, at) for at in gaps)
        and not any(_VALUE.fullmatch(cell) for cell in second if cell)
        and any(_cell(cells, 0) for cells in after)
    )


def _first_of_plain(head: Sequence[Row]) -> int:
    """The first row that fills at least half as many cells as the fullest: what stands above it are titles."""
    filled = [sum(map(bool, cells)) for _, cells in head]
    enough = max(filled) / 2
    at = next(at for at, cells in enumerate(filled) if cells >= enough and (cells > 1 or max(filled) == 1))
    after = [row for _, row in head[at + 1 :]]
    if at and _goes_on(head[at - 1][1], head[at][1], after):
        return at - 1  # questions over the first of their many choices
    return at


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""

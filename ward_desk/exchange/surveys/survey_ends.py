"""What stands under the responses of a survey and is none: totals, means, notes of when it was exported."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ward_desk.exchange.surveys.survey_tools import Row

LOOKED_AT: Final = 40  # rows at the end

_TOTAL: Final = re.compile(
    r"(?:(?:grand |sub-?)?totals?(?: (?:responses|answers|number(?: of (?:responses|answers))?))?"
    r"|(?:number of )?responses|response count|answered(?: question)?|skipped(?: question)?)\s*[:=]?\s*[\d,]*"
)
_SUM: Final = re.compile(
    r"mean|average|median|mode|sum|count|base|n|min(?:imum)?|max(?:imum)?|(?:weighted|overall) (?:mean|average)"
    r"|(?:std\.?|standard) dev(?:iation|\.)?|variance|percent(?:age)?|%"
)
_NOTE: Final = re.compile(
    r"(?:exported|generated|downloaded|printed|produced|created|source|notes?|end of|page \d|©|\*).*", re.DOTALL
)
_NUMBER: Final = re.compile(r"[£+-]?[\d,]*\.?\d+\s*%?")


def kind_of(row: Row, before: Sequence[Row], gap: bool) -> str:
    """What the last row is when it is no response: "a total" or "a note"; "" for a response.

    `before` are the rows above it; `gap` says whether an empty row stands a little above it.
    """
    _, cells = row
    at = next(at for at, cell in enumerate(cells) if cell)
    said = cells[at].casefold().rstrip(": ")
    others = [cell for cell in cells[at + 1 :] if cell]
    above = [one[at].casefold() if len(one) > at else "" for _, one in before]
    if cells[at].casefold() in above:
        return ""  # an answer that others gave as well
    if all(map(_is_figure, others)):
        apart = gap or len(set(above)) == len(above)  # what stands in its column are ids or numbers, not answers
        if _TOTAL.fullmatch(said) or (others and apart and _SUM.fullmatch(said)):
            return "a total"
        if gap and at > 0 and _NUMBER.fullmatch(said) and _is_wide(before) and all(one[0] for _, one in before):
            return "a total"
    if not others and at == 0 and _NOTE.fullmatch(said) and _is_wide(before):
        return "a note"
    return ""


def _is_figure(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell) or _TOTAL.fullmatch(cell.casefold()))


def _is_wide(rows: Sequence[Row]) -> bool:
    return any(sum(map(bool, cells)) > 2 for _, cells in rows)

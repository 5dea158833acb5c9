"""Double counts between wards: counts, events and actions that two returns seem to report both (B 9.2.6, 10.2.4)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, islice
from typing import Final

from ward_desk.core import double_counts as rules
from ward_desk.core.collation.tables import Incoming
from ward_desk.core.double_counts import Reported, Ward, names_ward
from ward_desk.core.fields import number, text
from ward_desk.core.records import Row

MOST: Final = 100  # of two wards that are told one by one
MORE: Final = (
    f"More than {MOST} things look alike in these two returns; only the first are listed. Ask both wards whether one"
    " return was made from the other."
)
_KINDS: Final = {"activity_count": "Activity count", "event": "Event", "action": "Action"}


def doubles(counted: Sequence[Incoming]) -> list[Row]:
    """What each two wards seem to report both, and whether one of them has marked it as shared. Two returns that are
    one and the same in all but the ward give the first MOST of them, and a row that says so."""
    wards = [_ward(one) for one in counted]
    rows: list[Row] = []
    for first, second in combinations(wards, 2):
        for own, other in _both_ways(first, second):
            found = list(islice(rules.between(own, other), MOST + 1))
            rows += [
                {"ward": own.name, "other": other.name, "kind": _KINDS[one.table], "what": one.sentence,
                 "marked": "Yes" if one.marked else "No"}
                for one in found[:MOST]
            ]  # fmt: skip
            if len(found) > MOST:
                rows.append({"ward": own.name, "other": other.name, "kind": "More", "what": MORE, "marked": "No"})
    return rows


def _both_ways(first: Ward, second: Ward) -> list[tuple[Ward, Ward]]:
    """What the second marks as shared with the first is told from its side: the mark is on its record only."""

    def said(one: Reported) -> bool:
        return names_ward(one.shared_with, first.name)

    def part(*, shared: bool) -> Ward:
        lists = (
            [one for one in rows if said(one) == shared] for rows in (second.counts, second.events, second.actions)
        )
        return Ward(second.name, *lists)

    return [(first, part(shared=False)), (part(shared=True), first)]


def _ward(one: Incoming) -> Ward:
    figures: dict[object, dict[str, float]] = {}
    quarters: dict[object, dict[str, float]] = {}
    for row in one.tables["count_values"]:
        value, measure = number(row, "value"), text(row, "measure")
        if value is not None and measure in ("month", "quarter"):
            kept = figures if measure == "month" else quarters
            kept.setdefault(row["row"], {})[text(row, "period")] = value
    return Ward(
        str(one.row["ward"]),
        [
            # The quarter adds up from its months and would tell the same thing again.
            Reported("", text(row, "ref"), text(row, "count"), text(row, "also_counted_by"),
                     figures=figures.get(row["row"]) or quarters.get(row["row"], {}))
            for row in one.tables["counts"]
        ],
        [
            Reported("", text(row, "ref"), text(row, "title"), text(row, "shared_with"), text(row, "held_on"))
            for row in one.tables["events"]
            if row["status"] != "Cancelled"
        ],
        [
            Reported("", text(row, "ref"), text(row, "action"))
            for row in one.tables["actions"]
            if row["ref"] and row["status"] != "Cancelled"
        ],
    )  # fmt: skip

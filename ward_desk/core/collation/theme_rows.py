"""Theme by theme: actions, events, feedback and counts of all wards, and what residents said across wards.

What belongs to two themes stands under both, so the themes do not add up to the whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ward_desk.core.collation.tables import Incoming
from ward_desk.core.collation.themes import Themes
from ward_desk.core.collation.totals import PART, Given, joined, over_wards
from ward_desk.core.collation.ward_rows import ALL_WARDS, OPEN, plain_rows, totalled
from ward_desk.core.fields import number, text
from ward_desk.core.records import Row

_ANSWERED = ("Answered", "Told back")


def themes(counted: Sequence[Incoming], known: Themes, missing: int) -> list[Row]:
    """Each theme: all wards, then each ward that has anything under it. `missing` is how many wards sent no return."""
    by_theme: dict[str, dict[str, dict[str, list[Row]]]] = {}
    for name in ("actions", "events", "feedback", "counts"):
        for row in plain_rows(counted, name):
            for theme in known.of(row["theme"]):
                by_theme.setdefault(theme, {}).setdefault(text(row, "ward"), {}).setdefault(name, []).append(row)
    rows: list[Row] = []
    for theme in known.ordered(by_theme):
        wards = by_theme.get(theme, {})
        own = [_theme(theme, ward, wards[ward]) for ward in (str(one.row["ward"]) for one in counted) if ward in wards]
        rows += [_together(theme, own, missing), *own]
    return rows


def _theme(theme: str, ward: str, lists: dict[str, list[Row]]) -> Row:
    actions, events = lists.get("actions", []), lists.get("events", [])
    feedback, counts = lists.get("feedback", []), lists.get("counts", [])
    still_open = [row for row in actions if row["status"] in OPEN]
    ratings = Counter(text(row, "rating") for row in still_open)
    held = [row for row in events if row["status"] == "Held"]
    came = over_wards("flow", [Given(number(row, "residents"), text(row, "residents_mark")) for row in held], 0)
    return {
        "theme": theme, "ward": ward, "actions_open": len(still_open), "actions_green": ratings["Green"],
        "actions_amber": ratings["Amber"], "actions_red": ratings["Red"], "actions_unrated": ratings[""],
        "actions_complete": sum(1 for row in actions if row["status"] == "Complete"), "events_held": len(held),
        "residents": came.value if held else 0, "residents_mark": came.mark, "feedback_heard": len(feedback),
        "feedback_answered": sum(1 for row in feedback if row["status"] in _ANSWERED),
        "counts_on_target": sum(1 for row in counts if row["rating"] == "Green"),
        "counts_rated": sum(1 for row in counts if row["rating"]),
    }  # fmt: skip


def _together(theme: str, own: Sequence[Row], missing: int) -> Row:
    names = ("actions_open", "actions_green", "actions_amber", "actions_red", "actions_unrated", "actions_complete",
             "events_held", "feedback_heard", "feedback_answered", "counts_on_target", "counts_rated")  # fmt: skip
    given = [Given(number(row, "residents"), text(row, "residents_mark")) for row in own]
    came = over_wards("flow", given, len(own) + missing)
    return {
        "theme": theme, "ward": ALL_WARDS, **{name: totalled(own, name) or 0 for name in names},
        "residents": came.value if own else 0, "residents_mark": came.mark,
    }  # fmt: skip


def feedback(counted: Sequence[Incoming], known: Themes, want: int) -> list[Row]:
    """What was heard of each theme across wards, how far the answers have come, and from how many wards."""
    by_theme: dict[str, list[Row]] = {}
    for row in plain_rows(counted, "feedback"):
        for theme in known.of(row["theme"]):
            by_theme.setdefault(theme, []).append(row)
    rows: list[Row] = []
    for theme in known.ordered(by_theme):
        heard = by_theme.get(theme, [])
        standing = Counter(text(row, "status") for row in heard)
        rows.append({
            "theme": theme, "wards": f"{len({row['ward'] for row in heard})} of {want} wards", "heard": len(heard),
            "people": totalled(heard, "how_many"),
            "people_mark": joined([PART]) if any(row["how_many"] is None for row in heard) else "",
            "waiting": standing["Heard"], "in_hand": standing["Has an action"],
            "answered": sum(standing[one] for one in _ANSWERED), "told": standing["Told back"],
        })  # fmt: skip
    return rows


def said(counted: Sequence[Incoming], known: Themes) -> list[Row]:
    """Everything residents said, by theme and ward."""
    rows = [{**row, "theme": known.shown(row["theme"])} for row in plain_rows(counted, "feedback")]
    place = {theme: at for at, theme in enumerate(known.labels)}
    return sorted(rows, key=lambda row: (place.get(known.of(row["theme"])[0], len(place)), text(row, "theme")))

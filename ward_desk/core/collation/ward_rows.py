"""Ward by ward: the returns that were read, the wards side by side, and lists of every ward in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ward_desk.core.collation.tables import Incoming, table
from ward_desk.core.collation.themes import Themes
from ward_desk.core.collation.totals import Given, over_wards, plain_number
from ward_desk.core.fields import number, text
from ward_desk.core.records import Row

ALL_WARDS: Final = "All wards"
NO_RETURN: Final = "No return"
OPEN: Final = ("Not started", "In progress", "On hold")

# The numbers of a return's Summary that stand side by side, by their codes.
NUMBERS: Final = (
    "actions_open", "actions_green", "actions_amber", "actions_red", "actions_unrated", "actions_complete",
    "events_held", "residents_engaged", "feedback_heard", "feedback_answered", "counts_on_target",
    "counts_with_target",
)  # fmt: skip
MONEY: Final = ("allocated", "committed", "spent")
WORDS: Final = ("progress_to_date", "on_the_horizon", "challenges")


def returns(every: Sequence[Row], counted: frozenset[str], missing: Sequence[str]) -> list[Row]:
    """Every return of the quarter that was read, whether it counts, and every ward without one."""
    rows: list[Row] = []
    by_ward: dict[str, int] = {
        text(row, "ward_key"): int(number(row, "version") or 0) for row in every if row["return_id"] in counted
    }
    order = sorted(every, key=lambda row: (text(row, "ward_key"), -(number(row, "version") or 0), row["return_id"]))
    for row in order:
        used = row["return_id"] in counted
        now = by_ward.get(text(row, "ward_key"), 0)
        said = "Counted" if used else f"Version {now} counts in its place"
        if not used and now == row["version"]:
            said = "Another return of the same version counts in its place"
        kept = {name: row[name] for name in (
            "ward", "version", "status", "prepared_role", "prepared_on", "checked_role", "checked_on", "signed_role",
            "signed_on", "schema_version", "file",
        )}  # fmt: skip
        rows.append({**kept, "status": text(row, "status").capitalize(), "used": said, "sha256": row["return_id"]})
    empty = dict.fromkeys(rows[0]) if rows else {}
    return rows + [{**empty, "ward": ward, "used": NO_RETURN} for ward in missing]


def wards(counted: Sequence[Incoming], missing: Sequence[str]) -> list[Row]:
    """All wards together, then each by itself, then those without a return."""
    rows: list[Row] = []
    given: dict[str, list[Given]] = {name: [] for name in NUMBERS}
    for one in counted:
        lines = {text(line, "code"): line for line in one.tables["summary"]}
        row: Row = {"ward": one.row["ward"], "version": one.row["version"], "signed_on": one.row["signed_on"],
                    "status": text(one.row, "status").capitalize()}  # fmt: skip
        for name in NUMBERS:
            line = lines.get(name, {})
            row[name] = line.get("this_quarter")
            row[f"{name}_before"] = line.get("last_quarter")
            given[name].append(Given(number(line, "this_quarter"), text(line, "mark")))
        row["residents_engaged_mark"] = lines.get("residents_engaged", {}).get("mark")
        for name in MONEY:
            row[name] = totalled(one.tables["funding"], name)
        row |= {name: lines.get(name, {}).get("words") for name in WORDS}
        rows.append(row)
    want = len(counted) + len(missing)
    whole: Row = dict.fromkeys(rows[0])
    whole |= {"ward": ALL_WARDS, "status": f"{len(counted)} of {want} wards"}
    whole |= {name: totalled(rows, name) for name in MONEY}
    for name, all_given in given.items():
        total = over_wards("flow", all_given, want)
        whole[name] = total.value
        if name == "residents_engaged":
            whole["residents_engaged_mark"] = total.mark
    empty = dict.fromkeys(rows[0])
    return [whole, *rows, *({**empty, "ward": ward, "status": NO_RETURN} for ward in missing)]


def words(wards: Sequence[Row]) -> list[Row]:
    """What the wards say, of their rows side by side; those that say nothing left out."""
    return [row for row in wards if any(row[name] for name in WORDS)]


def plain_rows(counted: Sequence[Incoming], name: str) -> list[Row]:
    """The rows of one table of every return, each with its ward."""
    names = [column.name for column in table(name).columns]
    return [
        {"ward": one.row["ward"], **{key: row[key] for key in names}} for one in counted for row in one.tables[name]
    ]


def actions(counted: Sequence[Incoming], themes: Themes) -> list[Row]:
    """Every action, ward by ward, under the theme as it is called now."""
    return [{**row, "theme": themes.shown(row["theme"])} for row in plain_rows(counted, "actions")]


def events(counted: Sequence[Incoming], themes: Themes) -> list[Row]:
    """Every event, by its day."""
    rows = [{**row, "theme": themes.shown(row["theme"])} for row in plain_rows(counted, "events")]
    return sorted(rows, key=lambda row: text(row, "held_on") or "9999")


def risks(counted: Sequence[Incoming]) -> list[Row]:
    """Every risk, those that stay greatest first."""
    return sorted(plain_rows(counted, "risks"), key=lambda row: -(number(row, "score_after") or 0))


def red(rows: Sequence[Row], counted: Sequence[Incoming], themes: Themes) -> list[Row]:
    """What is red and why: actions, then activity counts."""
    found = [
        {
            "kind": "Action", "ward": row["ward"], "ref": row["ref"], "what": row["action"], "theme": row["theme"],
            "why": row["why"], "cause": row["delay_cause"], "due": row["due"], "lead": row["lead"],
            "before": row["rating_last_quarter"],
        }
        for row in rows
        if row["rating"] == "Red"
    ]  # fmt: skip
    found += [
        {
            "kind": "Activity count", "ward": row["ward"], "ref": row["ref"], "what": row["count"],
            "theme": themes.shown(row["theme"]), "why": row["explanation"], "cause": None, "due": row["target_on"],
            "lead": None, "before": None,
        }
        for row in plain_rows(counted, "counts")
        if row["rating"] == "Red"
    ]  # fmt: skip
    return found


def totalled(rows: Sequence[Mapping[str, object]], name: str) -> float | None:
    """The sum of a column; None when no row has it."""
    values = [value for row in rows if isinstance(value := row.get(name), int | float)]
    return plain_number(sum(values)) if values else None

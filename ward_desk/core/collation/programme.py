"""A programme of wards in one quarter, put together from their returns: every table of the programme workbook.

Pure: the same returns give the same programme, in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ward_desk.core.collation import count_rows, double_rows, theme_rows, version_rows, ward_rows
from ward_desk.core.collation.standard import Standard
from ward_desk.core.collation.tables import Incoming
from ward_desk.core.records import Row
from ward_desk.core.same_name import plain

# The tables of a return that a programme is made of.
READ: Final = ("summary", "actions", "events", "counts", "count_values", "feedback", "funding", "risks")


@dataclass(frozen=True)
class Programme:
    """The wards of one programme in one quarter."""

    programme: str
    council: str
    period: str  # 2023-24-Q3
    period_label: str
    months: tuple[str, str, str]  # 2023-10, ...
    wards: tuple[str, ...]  # with a return that counts
    missing: tuple[str, ...]  # of the framework, without one
    notices: tuple[tuple[str, str], ...]  # ward and what its return says of itself, such as that it is illustrative
    tables: Mapping[str, list[Row]]  # of the programme workbook, by the name of the table


def programme(
    counted: Sequence[Incoming], every: Sequence[Row], standard: Standard, problems: Sequence[Row],
    changes: Sequence[Row] = (),
) -> Programme:  # fmt: skip
    """The programme of the returns that count, at least one, all of one programme and quarter. `every` is the rows of
    all returns of that programme and quarter, older versions too; `problems` are rows of the sheet Problems, and
    `changes` is what their later versions changed, as the view `version_changes` tells it."""
    counted = sorted(counted, key=lambda one: (str(one.row["ward_key"]), one.id))
    first = counted[0].row
    missing = missing_wards(standard, [one.row for one in counted])
    want = len(counted) + len(missing)
    counts = count_rows.gathered(counted, standard.codes)
    doubles = double_rows.doubles(counted)
    actions = ward_rows.actions(counted, standard.themes)
    wards = ward_rows.wards(counted, missing)
    tables: dict[str, list[Row]] = {
        "returns": ward_rows.returns(every, frozenset(one.id for one in counted), missing),
        "version_changes": version_rows.version_changes(changes),
        "wards": wards,
        "ward_words": ward_rows.words(wards),
        "themes": theme_rows.themes(counted, standard.themes, len(missing)),
        "actions": actions,
        "red": ward_rows.red(actions, counted, standard.themes),
        "activity_counts": count_rows.counts(counts, standard, want),
        "feedback_by_theme": theme_rows.feedback(counted, standard.themes, want),
        "residents_said": theme_rows.said(counted, standard.themes),
        "events": ward_rows.events(counted, standard.themes),
        "funding": ward_rows.plain_rows(counted, "funding"),
        "risks": ward_rows.risks(counted),
        "double_counts": doubles,
        "problems": list(problems),
    }
    return Programme(
        programme=str(first["programme"]),
        council=min(str(one.row["council"] or "") for one in counted),
        period=str(first["period"]),
        period_label=min(str(one.row["period_label"] or "") for one in counted),
        months=(str(first["month_1"]), str(first["month_2"]), str(first["month_3"])),
        wards=tuple(str(one.row["ward"]) for one in counted),
        missing=missing,
        notices=tuple(
            (str(one.row["ward"]), notice) for one in counted if (notice := str(one.row["illustrative_notice"] or ""))
        ),
        tables=tables,
    )


def missing_wards(standard: Standard, rows: Sequence[Row]) -> tuple[str, ...]:
    """The wards of the framework that none of these returns is from."""
    here = {plain(str(row["ward"])) for row in rows}
    return tuple(ward for ward in standard.wards if plain(ward) not in here)

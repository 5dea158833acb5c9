"""The sheets and columns of a re-cut: a ward's data for any two dates, for a board or a Cabinet (B 3.6, A 7.1).

What stands in a re-cut for the same reason as in a return has the same table, key and heading there; what is counted
over other days, or seen on another day, is called otherwise.
"""

from __future__ import annotations

from typing import Final

from ward_desk.exchange.returns.return_columns import Column, Sheet
from ward_desk.exchange.returns.return_sheets import CONTENTS, COVER, FIGURES_FROM, sheet_of

RECUT_VERSION: Final = "1.0"
KIND: Final = "recut"  # property of the workbook, so that nobody takes it for a return

# The rows of the Summary, in their order: the code stays, the words are for people.
SUMMARY: Final[tuple[tuple[str, str], ...]] = (
    ("actions_open", "Open actions"),
    ("actions_green", "Open actions rated Green"),
    ("actions_amber", "Open actions rated Amber"),
    ("actions_red", "Open actions rated Red"),
    ("actions_unrated", "Open actions without a rating"),
    ("actions_complete", "Actions completed"),
    ("actions_unknown", "Actions whose status then is not known"),
    ("events_held", "Events held"),
    ("residents_engaged", "Residents engaged (attendances)"),
    ("feedback_heard", "Feedback heard"),
    ("feedback_answered", "Feedback answered and told back"),
)

# The fields of RecutHeader that stand on the Cover, in their order.
COVER_ITEMS: Final[tuple[tuple[str, str], ...]] = (
    ("what", "What this is"),
    ("ward", "Ward"),
    ("town", "Town"),
    ("council", "Council"),
    ("programme", "Programme"),
    ("framework", "Framework code"),
    ("first", "From"),
    ("last", "To"),
    ("as_at", "As it stood on"),
    ("audience", "Made for"),
    ("contact", "Contact"),
    ("illustrative_notice", "Notice"),
    ("schema_version", "Re-cut version"),
)
COVER_DAYS: Final = ("first", "last", "as_at")


def _about(table: str, about: str, **renamed: Column) -> Sheet:
    """A sheet of the return with other words about it, and other columns in place of some."""
    sheet = sheet_of(table)
    return sheet._replace(about=about, columns=tuple(renamed.get(column.key, column) for column in sheet.columns))


RECUT_COVER: Final = COVER._replace(about="What this re-cut is, its dates, the rating key and what each mark means.")
RECUT_TABLES: Final[tuple[Sheet, ...]] = (
    Sheet("Summary", "summary", "These dates in figures, with what stood on the day before them beside it.", (
        Column("measure", "Measure", width=38, nullable=False),
        Column("number", "In these dates, or on the last day", "number", 18),
        Column("before", "On the day before", "number", 14),
        Column("mark", "Mark", "mark", 14),
        Column("words", "In words", "long", 60),
        Column("code", "Code", width=20, nullable=False, allowed=tuple(code for code, _ in SUMMARY)),
    )),
    _about(
        "action_plan", "The actions of the plan as they stood on the last day, and what was done in these dates.",
        rating_last_quarter=Column("rating_before", "Rating on the day before", width=14),
        done_this_quarter=Column("done", "Done in these dates", "long", 50),
    ),
    sheet_of("horizon"),
    _about("events", "Events of these dates and who came."),
    Sheet("Activity counts", "activity_counts",
        "What was counted in these dates. A month belongs to the dates it ends in; events are counted by their day.", (
        Column("ref", "Reference"),
        Column("count", "Count", "long", 36, nullable=False),
        Column("level", "Level", width=14),
        Column("theme", "Theme", width=24),
        Column("kind", "Kind", width=12),
        Column("nature", "How it adds up", width=24),
        Column("unit", "Unit", width=16),
        Column("target", "Target", "number", 12),
        Column("target_on", "Target date", "date", 14),
        Column("total", "In these dates", "number", 14),
        Column("total_mark", "In these dates mark", "mark", 14),
        Column("numerator", "Numerator", "number", 12),
        Column("base", "Base", "number", 12),
        Column("taken", "Months or quarters counted", width=30),
        Column("completeness", "Completeness", width=26),
        Column("figures_from", "Figures come from", width=18, allowed=FIGURES_FROM),
        Column("explanation", "Explanation", "long", 50),
        Column("leads_to", "Leads to", "long", 36),
        Column("also_counted_by", "Also counted by", width=24),
        Column("code", "Standard count code", width=24),
    )),
    _about("feedback", "What residents said or were told in these dates, and what was done about it."),
    _about("surveys", "Answers to each question of the surveys that closed in these dates, with their base."),
    sheet_of("who_answered"),
    _about("funding", "Money for the plan as it stands now, in pounds."),
    _about("risks", "Risks as they stand now, scored 1 to 5 for likelihood and for impact."),
    _about("notes", "Marks used and definitions."),
)  # fmt: skip
RECUT_SHEETS: Final[tuple[Sheet, ...]] = (RECUT_COVER, CONTENTS, *RECUT_TABLES)

"""The sheets of the programme workbook: one table on each, in the shape of a return's own sheets.

Table names and headings do not change within a version. The rows are made in `core/collation`.
"""

from __future__ import annotations

from typing import Final

from ward_desk.exchange.returns.return_columns import Column, Sheet, figure
from ward_desk.exchange.returns.return_sheets import CONTENTS, COVER

VERSION: Final = "1.0"

_WARD: Final = Column("ward", "Ward", width=34, nullable=False)


def _numbers(*columns: tuple[str, str]) -> tuple[Column, ...]:
    return tuple(Column(key, heading, "number", 12) for key, heading in columns)


_ACTIONS: Final = (
    ("actions_open", "Open actions"),
    ("actions_green", "Green"),
    ("actions_amber", "Amber"),
    ("actions_red", "Red"),
    ("actions_unrated", "Without a rating"),
    ("actions_complete", "Actions completed"),
)

TABLES: Final[tuple[Sheet, ...]] = (
    Sheet("Returns", "returns",
        "Every return of the quarter that was read, whether it counts, and every ward without one.", (
        _WARD,
        Column("used", "Counted", "long", 30),
        Column("version", "Version", "whole", 10),
        Column("status", "Status", width=12),
        Column("prepared_role", "Prepared by (role)", width=24),
        Column("prepared_on", "Prepared on", "date", 14),
        Column("checked_role", "Checked by (role)", width=24),
        Column("checked_on", "Checked on", "date", 14),
        Column("signed_role", "Signed by (role)", width=24),
        Column("signed_on", "Signed on", "date", 14),
        Column("schema_version", "Schema version", width=10),
        Column("file", "File", "long", 30),
        Column("sha256", "SHA-256 of the data", "long", 36),
    )),
    Sheet("Version changes", "version_changes",
        "What a later version of a return changed beside the version before it. A record that is new or gone is one"
        " row.", (
        _WARD,
        Column("version_before", "Version before", "whole", 10),
        Column("version", "Version now", "whole", 10),
        Column("sheet", "Where", width=18),
        Column("ref", "Reference or code", width=20),
        Column("column", "What differs", "long", 28),
        Column("before", "Before", "long", 44),
        Column("after", "Now", "long", 44),
    )),
    Sheet("Wards", "wards", "All wards together, then side by side, with last quarter beside some figures.", (
        _WARD,
        Column("status", "Status", width=16),
        Column("version", "Version", "whole", 10),
        Column("signed_on", "Signed on", "date", 14),
        *_numbers(*_ACTIONS),
        *_numbers(("actions_red_before", "Red last quarter"), ("events_held", "Events held")),
        *figure("residents_engaged", "Residents engaged"),
        *_numbers(
            ("residents_engaged_before", "Residents engaged last quarter"),
            ("feedback_heard", "Feedback heard"),
            ("feedback_answered", "Feedback answered"),
            ("counts_on_target", "Counts on target"),
            ("counts_with_target", "Counts with a target"),
        ),
        Column("allocated", "Allocated", "money", 16),
        Column("committed", "Committed", "money", 16),
        Column("spent", "Spent", "money", 16),
    )),
    Sheet("Words of the wards", "ward_words",
        "What each ward says of its quarter, of what is coming and of what is hard.", (
        _WARD,
        Column("progress_to_date", "Progress to date", "long", 60),
        Column("on_the_horizon", "On the horizon", "long", 60),
        Column("challenges", "Challenges", "long", 60),
    )),
    Sheet("Themes", "themes", "Each theme: all wards together, then each ward that has anything under it.", (
        Column("theme", "Theme", width=32, nullable=False),
        _WARD,
        *_numbers(*_ACTIONS, ("events_held", "Events held")),
        *figure("residents", "Residents"),
        *_numbers(
            ("feedback_heard", "Feedback heard"),
            ("feedback_answered", "Feedback answered"),
            ("counts_on_target", "Counts on target"),
            ("counts_rated", "Counts with a rating"),
        ),
    )),
    Sheet("Red and why", "red",
        "Actions and activity counts rated Red, and the reason each ward gives. Where Why is empty, none is given.", (
        Column("kind", "Kind", width=16, nullable=False),
        _WARD,
        Column("ref", "Reference"),
        Column("what", "What is red", "long", 40),
        Column("theme", "Theme", "long", 28),
        Column("why", "Why", "long", 50),
        Column("cause", "Cause of delay", width=22),
        Column("due", "Due", "date", 14),
        Column("lead", "Lead", width=24),
        Column("before", "Rating last quarter", width=14),
    )),
    Sheet("Actions", "actions", "Every action of every ward.", (
        _WARD,
        Column("ref", "Reference"),
        Column("theme", "Theme", width=28),
        Column("recommendation", "Recommendation", "long", 30),
        Column("term", "Term", width=14),
        Column("action", "Action", "long", 40),
        Column("lead", "Lead", width=24),
        Column("partners", "Partners", "long", 30),
        Column("start", "Start date", "date", 14),
        Column("due", "Due date", "date", 14),
        Column("status", "Status", width=14),
        Column("rating", "Rating", width=12),
        Column("rating_last_quarter", "Rating last quarter", width=14),
        Column("why", "Why", "long", 40),
        Column("delay_cause", "Cause of delay", width=22),
        Column("progress", "Progress per cent", "percent", 12),
        Column("done_this_quarter", "Done this quarter", "long", 50),
        Column("next_milestone", "Next milestone", "long", 30),
        Column("next_milestone_on", "Next milestone date", "date", 14),
    )),
    Sheet("Activity counts", "activity_counts", "Each count: all wards together, then ward by ward.", (
        Column("count", "Count", "long", 36, nullable=False),
        _WARD,
        Column("ref", "Reference"),
        Column("code", "Standard count code", width=24),
        Column("level", "Level", width=14),
        Column("theme", "Theme", "long", 28),
        Column("kind", "Kind", width=12),
        Column("nature", "How it adds up", "long", 26),
        Column("unit", "Unit", width=16),
        Column("target", "Target", "number", 12),
        *figure("month_1", "Month 1"),
        *figure("month_2", "Month 2"),
        *figure("month_3", "Month 3"),
        *figure("quarter", "Quarter"),
        *figure("year_to_date", "Year to date"),
        *figure("last_quarter", "Last quarter"),
        Column("rating", "Rating", width=12),
        Column("completeness", "Completeness", "long", 24),
        Column("note", "Note", "long", 50),
    )),
    Sheet("Feedback by theme", "feedback_by_theme",
        "What was heard of each theme, and how far the answers have come.", (
        Column("theme", "Theme", width=32, nullable=False),
        Column("wards", "Heard in", width=18),
        *_numbers(("heard", "Things heard")),
        *figure("people", "People who said them"),
        *_numbers(("waiting", "Heard only"), ("in_hand", "Has an action"), ("answered", "Answered"),
                  ("told", "Of them told back")),
    )),
    Sheet("What residents said", "residents_said", "What residents said across wards, by theme.", (
        Column("theme", "Theme", "long", 28),
        _WARD,
        Column("ref", "Reference"),
        Column("heard_on", "Heard on", "date", 14),
        Column("said", "What residents said", "long", 50),
        Column("how_many", "How many", "whole", 12),
        Column("priority", "Priority", "long", 30),
        Column("did", "What we did", "long", 50),
        Column("status", "Status", width=16),
        Column("told_on", "Told back on", "date", 14),
    )),
    Sheet("Events", "events", "Events of the quarter in every ward, by their day.", (
        Column("held_on", "Date", "date", 14),
        _WARD,
        Column("ref", "Reference"),
        Column("kind", "Kind", width=20),
        Column("status", "Status", width=12),
        Column("title", "Event", "long", 36),
        Column("venue", "Venue", "long", 28),
        Column("theme", "Theme", "long", 28),
        Column("partners", "Partners", "long", 30),
        Column("residents", "Residents", "whole", 12),
        Column("residents_precision", "Residents precision", width=12),
        Column("residents_mark", "Residents mark", "mark", 12),
        Column("from_ward", "From the ward", "whole", 12),
        Column("from_ward_precision", "From the ward precision", width=12),
        Column("exhibitors", "Exhibitors", "whole", 12),
        Column("exhibitors_precision", "Exhibitors precision", width=12),
        Column("done", "What was done", "long", 50),
        Column("cancel_reason", "Why it was cancelled", "long", 40),
        Column("shared_with", "Held together with", "long", 24),
    )),
    Sheet("Funding", "funding", "Money for the plans of every ward, in pounds.", (
        _WARD,
        Column("ref", "Reference"),
        Column("source", "Source", width=30),
        Column("purpose", "Purpose", "long", 36),
        Column("action_ref", "Action reference"),
        Column("kind", "Kind", width=12),
        Column("stage", "Stage", width=16),
        Column("allocated", "Allocated", "money", 16),
        Column("committed", "Committed", "money", 16),
        Column("spent", "Spent", "money", 16),
        Column("left", "Left", "money", 16),
    )),
    Sheet("Risks", "risks", "Risks of every ward, those that stay greatest first.", (
        _WARD,
        Column("ref", "Reference"),
        Column("risk", "Risk", "long", 40),
        Column("category", "Category", width=22),
        *_numbers(
            ("likelihood_before", "Likelihood before"), ("impact_before", "Impact before"),
            ("score_before", "Score before"), ("likelihood_after", "Likelihood after"),
            ("impact_after", "Impact after"), ("score_after", "Score after"),
        ),
        Column("mitigation", "Mitigation", "long", 50),
        Column("owner", "Owner (role)", width=24),
    )),
    Sheet("Double counts", "double_counts",
        "What two wards seem to report both. Nothing here says that it is so, only that somebody should look.", (
        _WARD,
        Column("other", "Other ward", width=22),
        Column("kind", "Kind", width=16),
        Column("what", "What to look at", "long", 80),
        Column("marked", "Marked as shared", width=12),
    )),
    Sheet("Problems", "problems", "Files that were refused, and what to ask the wards about.", (
        Column("level", "Kind", width=12, nullable=False),
        Column("about", "File or ward", "long", 30),
        Column("sheet", "Sheet", width=18),
        Column("row", "Row", "whole", 10),
        Column("column", "Column", width=18),
        Column("what", "What is wrong", "long", 80, nullable=False),
    )),
    Sheet("Notes", "notes", "How the figures of several wards come together.", (
        Column("subject", "Subject", width=30, nullable=False),
        Column("note", "Note", "long", 80, nullable=False),
    )),
)  # fmt: skip

SHEETS: Final[tuple[Sheet, ...]] = (COVER, CONTENTS, *TABLES)

# How things are counted, for whoever reads the workbook and nothing else.
NOTES: Final[tuple[tuple[str, str], ...]] = (
    ("One return a ward", "Of each ward the newest version of its signed return counts. Earlier versions are listed on "
     "the sheet Returns and kept in the data file; what a later one changed is on the sheet Version changes."),
    ("Flows and stocks", "A flow (sessions held) and a stock (how many at the end) are added up over wards. A total "
     "that lacks a ward or a month is marked [part]."),
    ("Rates", "A percentage of all wards is all of their how-many over all of their out-of-how-many, never a mean of "
     "percentages. Returns of schema 1.0 and 1.1 do not say how many out of how many; with one of them, or for a "
     "single month, it is not added up."),
    ("Scores", "A mean of all wards is pooled by how many answered in each."),
    ("People", "Different people are never added up: the same person may be counted in two wards."),
    ("Hidden numbers", "A number hidden in a ward's return stays hidden, and no total is given over wards of which one "
     "is hidden."),
    ("Completeness", "“9 of 10 wards, 26 of 30 months” counts every ward of the programme for a standard count or one "
     "of the level Programme, and for any other count the wards that keep it."),
    ("Same count", "Counts of two wards are one count when they are the same standard count, or have the same name, "
     "and in both cases the same unit and the same way of adding up."),
    ("Themes", "A theme stands under the name it has now, whichever of its names a return used. What belongs to two "
     "themes stands under both, so the themes do not add up to the whole."),
)  # fmt: skip

"""The sheets and columns of the quarterly return, for the writer, the reader and the CSV files.

A dashboard finds values by the keys, table names and headings below, so within one SCHEMA_VERSION none is
renamed, moved or removed. A new column goes at the end of its sheet and raises the version. Headings are what
people read; they are plain ASCII and never change with the quarter: which month "Month 1" is stands above the
table. Sheets and order: model.md, "The quarterly return". Marks: research.md section 2.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from ward_desk.exchange.returns.return_columns import SCHEMA_VERSION, Column, Sheet, figure, later_than, precision

# The rows of the Summary, in their order: the code stays, the words are for people.
SUMMARY_ROWS: Final[tuple[tuple[str, str], ...]] = (
    ("actions_open", "Open actions"),
    ("actions_green", "Open actions rated Green"),
    ("actions_amber", "Open actions rated Amber"),
    ("actions_red", "Open actions rated Red"),
    ("actions_unrated", "Open actions without a rating"),
    ("actions_complete", "Actions completed"),
    ("events_held", "Events held"),
    ("residents_engaged", "Residents engaged (attendances)"),
    ("feedback_heard", "Feedback heard"),
    ("feedback_answered", "Feedback answered and told back"),
    ("counts_on_target", "Activity counts on target"),
    ("counts_with_target", "Activity counts with a target"),
    ("progress_to_date", "Progress to date"),
    ("on_the_horizon", "On the horizon"),
    ("challenges", "Challenges"),
)

# Where the figures of a count in the quarter come from: typed in, recorded at events one by one, or worked out from
# who came to events.
FIGURES_FROM: Final = ("Typed", "Events", "Typed and events", "Computed")

# The fields of ReturnHeader that stand on the Cover, in their order.
COVER_ROWS: Final[tuple[tuple[str, str], ...]] = (
    ("ward", "Ward"),
    ("town", "Town"),
    ("council", "Council"),
    ("programme", "Programme"),
    ("framework", "Framework code"),
    ("period_label", "Period"),
    ("period", "Period code"),
    ("version", "Version"),
    ("status", "Status"),
    ("as_at", "As it stood on"),
    ("prepared_role", "Prepared by (role)"),
    ("signed_role", "Signed by (role)"),
    ("signed_on", "Signed on"),
    ("contact", "Contact"),
    ("next_due", "Next return due"),
    ("illustrative_notice", "Notice"),
    ("schema_version", "Schema version"),
    ("prepared_on", "Prepared on"),
    ("checked_role", "Checked by (role)"),
    ("checked_on", "Checked on"),
    ("statement", "Statement signed"),
    ("taken_back", "Signatures taken back"),
    ("audience", "Made for"),
)
# The schema version each row of the Cover came with, where it was not there from the first.
COVER_SINCE: Final = dict.fromkeys(
    ("prepared_on", "checked_role", "checked_on", "statement", "taken_back", "audience"), "1.2"
)
# Rows of the Cover that are dates; all others are text, but for the version.
COVER_DATES: Final = ("as_at", "signed_on", "next_due", "prepared_on", "checked_on")
# Who a return may be made for: the programme, or everybody.
AUDIENCES: Final = ("programme", "public")

COVER: Final = Sheet(
    "Cover",
    "cover",
    "What this return is, who prepared it, the rating key and what each mark means.",
    (
        Column("item", "Item", width=28, nullable=False),
        Column("value", "Value", "long", 70),
    ),
)

CONTENTS: Final = Sheet(
    "Contents",
    "contents",
    "Every sheet of this workbook, with a link to it and its number of rows.",
    (
        Column("sheet", "Sheet", width=24, nullable=False),
        Column("rows", "Number of rows", "whole", 16, nullable=False),
        Column("holds", "What it holds", "long", 70, nullable=False),
    ),
)

TABLES: Final[tuple[Sheet, ...]] = (
    Sheet("Summary", "summary", "The quarter in figures and words, with last quarter beside it.", (
        Column("measure", "Measure", width=34, nullable=False),
        Column("this_quarter", "This quarter", "number", 14),
        Column("last_quarter", "Last quarter", "number", 14),
        Column("mark", "Mark", "mark", 14),
        Column("words", "In words", "long", 80),
        Column("code", "Code", width=20, nullable=False, allowed=tuple(code for code, _ in SUMMARY_ROWS)),
    )),
    Sheet("Action plan", "action_plan",
        "Every action of the plan, and every recommendation with nothing to report.", (
        Column("ref", "Reference"),
        Column("theme", "Theme", width=24),
        Column("recommendation", "Recommendation", width=30),
        Column("term", "Term", width=14),
        Column("action", "Action", "long", 40, nullable=False),
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
        Column("next_milestone", "Next milestone", width=30),
        Column("next_milestone_on", "Next milestone date", "date", 14),
    )),
    Sheet("On the horizon", "horizon", "Planned things, soonest first, and whether their date has passed.", (
        Column("ref", "Reference"),
        Column("kind", "Kind", width=14, nullable=False),
        Column("item", "What is planned", "long", 50, nullable=False),
        Column("theme", "Theme", width=24),
        Column("planned_on", "Date", "date", 14),
        Column("passed", "Date has passed", width=14, allowed=("Yes", "No")),
        Column("note", "Note", "long", 40),
    )),
    Sheet("Events", "events", "Events of the quarter and who came.", (
        Column("ref", "Reference"),
        Column("held_on", "Date", "date", 14),
        Column("kind", "Kind", width=20),
        Column("status", "Status", width=12),
        Column("title", "Event", "long", 36, nullable=False),
        Column("venue", "Venue", width=28),
        Column("theme", "Theme", width=24),
        Column("partners", "Partners", "long", 30),
        Column("residents", "Residents", "whole", 12),
        precision("residents_precision", "Residents precision"),
        Column("residents_mark", "Residents mark", "mark", 12),
        Column("from_ward", "From this ward", "whole", 12),
        precision("from_ward_precision", "From this ward precision"),
        Column("exhibitors", "Exhibitors", "whole", 12),
        precision("exhibitors_precision", "Exhibitors precision"),
        Column("done", "What was done", "long", 50),
        Column("cancel_reason", "Why it was cancelled", "long", 40, since="1.1"),
        Column("shared_with", "Held together with", width=24, since="1.1"),
    )),
    Sheet("Activity counts", "activity_counts", "What is counted, month by month, against its target.", (
        Column("ref", "Reference"),
        Column("count", "Count", "long", 36, nullable=False),
        Column("level", "Level", width=14),
        Column("theme", "Theme", width=24),
        Column("kind", "Kind", width=12),
        Column("nature", "How it adds up", width=24),
        Column("unit", "Unit", width=16),
        Column("baseline", "Baseline", "number", 12),
        Column("baseline_on", "Baseline date", "date", 14),
        Column("target", "Target", "number", 12),
        Column("target_on", "Target date", "date", 14),
        *figure("month_1", "Month 1"),
        *figure("month_2", "Month 2"),
        *figure("month_3", "Month 3"),
        *figure("quarter", "Quarter"),
        *figure("year_to_date", "Year to date"),
        *figure("last_quarter", "Last quarter"),
        *figure("same_quarter_last_year", "Same quarter last year"),
        Column("direction", "Direction on last quarter", width=18),
        Column("direction_year", "Direction on last year", width=18),
        Column("rating", "Rating", width=12),
        Column("completeness", "Completeness", width=18),
        Column("explanation", "Explanation", "long", 50),
        Column("leads_to", "Leads to", "long", 36, since="1.1"),
        Column("figures_from", "Figures come from", width=18, allowed=FIGURES_FROM, since="1.1"),
        Column("also_counted_by", "Also counted by", width=24, since="1.1"),
        Column("code", "Standard count code", width=24, since="1.2"),
        Column("quarter_numerator", "Quarter numerator", "number", 12, since="1.2"),
        Column("quarter_base", "Quarter base", "number", 12, since="1.2"),
        Column("year_numerator", "Year to date numerator", "number", 12, since="1.2"),
        Column("year_base", "Year to date base", "number", 12, since="1.2"),
    )),
    Sheet("Feedback", "feedback", "What residents said, what was done about it, and when they were told.", (
        Column("ref", "Reference"),
        Column("heard_on", "Heard on", "date", 14),
        Column("theme", "Theme", width=24),
        Column("said", "What residents said", "long", 50, nullable=False),
        Column("how_many", "How many", "whole", 12),
        Column("priority", "Priority", width=30),
        Column("did", "What we did", "long", 50),
        Column("status", "Status", width=16),
        Column("told_on", "Told back on", "date", 14),
    )),
    Sheet("Surveys", "surveys",
        "Answers to each survey question, with the number who answered it as the base.", (
        Column("ref", "Reference"),
        Column("survey", "Survey", width=30, nullable=False),
        Column("question", "Question", "long", 50, nullable=False),
        Column("answer", "Answer", "long", 36, nullable=False),
        Column("number", "Number", "number", 12),
        Column("base", "Base", "whole", 12),
        Column("share", "Share per cent", "percent", 12),
        Column("mark", "Mark", "mark", 12),
    )),
    Sheet("Who answered", "who_answered", "Totals of people by characteristic, with small numbers hidden.", (
        Column("source", "Survey or event", width=36, nullable=False),
        Column("characteristic", "Characteristic", width=28, nullable=False),
        Column("band", "Band", width=28, nullable=False),
        Column("number", "Number", "whole", 12),
        Column("mark", "Mark", "mark", 12),
    )),
    Sheet("Funding", "funding", "Money for the plan, in pounds.", (
        Column("ref", "Reference"),
        Column("source", "Source", width=30, nullable=False),
        Column("purpose", "Purpose", "long", 36),
        Column("action_ref", "Action reference"),
        Column("kind", "Kind", width=12),
        Column("stage", "Stage", width=16),
        Column("allocated", "Allocated", "money", 16),
        Column("committed", "Committed", "money", 16),
        Column("spent", "Spent", "money", 16),
        Column("left", "Left", "money", 16),
    )),
    Sheet("Risks", "risks",
        "Risks, scored 1 to 5 for likelihood and for impact, before and after what is done about them.", (
        Column("ref", "Reference"),
        Column("risk", "Risk", "long", 40, nullable=False),
        Column("category", "Category", width=22),
        Column("likelihood_before", "Likelihood before", "whole", 12),
        Column("impact_before", "Impact before", "whole", 12),
        Column("score_before", "Score before", "whole", 12),
        Column("likelihood_after", "Likelihood after", "whole", 12),
        Column("impact_after", "Impact after", "whole", 12),
        Column("score_after", "Score after", "whole", 12),
        Column("mitigation", "Mitigation", "long", 50),
        Column("owner", "Owner (role)", width=24),
    )),
    Sheet("Checks", "checks", "Every rule this return was checked against, its result and what it found.", (
        Column("code", "Code", width=28, nullable=False),
        Column("rule", "Rule", "long", 50, nullable=False),
        Column("result", "Result", width=12, nullable=False, allowed=("Passed", "Warning", "Error")),
        Column("found", "How many found", "whole", 12),
        Column("record", "Record", width=24),
        Column("what", "What it found", "long", 60),
        Column("explanation", "Explanation", "long", 40, since="1.2"),
    )),
    Sheet("Notes", "notes", "Marks used, definitions, and what changed since the last version.", (
        Column("kind", "Kind", width=16, nullable=False, allowed=("Mark", "Definition", "Change", "Note")),
        Column("subject", "Subject", width=30, nullable=False),
        Column("note", "Note", "long", 80, nullable=False),
    )),
)  # fmt: skip

SHEETS: Final[tuple[Sheet, ...]] = (COVER, CONTENTS, *TABLES)


def cover_rows_of(version: str) -> tuple[tuple[str, str], ...]:
    """The rows of the Cover in a schema version. Raises KeyError for a version there never was."""
    later = later_than(version)
    return tuple((name, label) for name, label in COVER_ROWS if COVER_SINCE.get(name) not in later)


@cache
def sheets_of(version: str) -> tuple[Sheet, ...]:
    """Every sheet as it was in a schema version. Raises KeyError for a version there never was."""
    later = later_than(version)
    return tuple(
        sheet
        if all(column.since not in later for column in sheet.columns)
        else sheet._replace(columns=tuple(column for column in sheet.columns if column.since not in later))
        for sheet in SHEETS
    )


def tables_of(version: str) -> tuple[Sheet, ...]:
    """The sheets with the tables of data, as they were in a schema version. Raises KeyError as `sheets_of` does."""
    return sheets_of(version)[len(SHEETS) - len(TABLES) :]


# What a sheet holds of a version made for everybody, where that is less than its own words say.
_PUBLIC: Final = {
    "action_plan": "The actions of the plan that are public, and every recommendation with nothing to report.",
    "horizon": "Planned things that are public, soonest first, and whether their date has passed.",
    "events": "Events of the quarter that are public, and who came.",
    "funding": "Money for the plan that is public, in pounds.",
}


def about(sheet: Sheet, audience: str) -> str:
    """What a sheet holds, in one sentence, for whom the return is made."""
    return _PUBLIC.get(sheet.table, sheet.about) if audience == "public" else sheet.about


def sheet_of(table: str, version: str = SCHEMA_VERSION) -> Sheet:
    """The sheet of a table, as it was in a schema version. Raises KeyError when there is none."""
    for sheet in sheets_of(version):
        if sheet.table == table:
            return sheet
    raise KeyError(table)

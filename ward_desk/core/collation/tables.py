"""The tables of a programme file: what of every return is kept, column by column, with words for those who read it.

Table and column names do not change within a version of the file. Columns that a return has are called as in the
return. The SQL is made of these tables in `store/programme`, the page about them in `exchange/collation`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple, cast

from ward_desk.core.records import Row

Kind = Literal[
    "text",
    "date",  # ISO text, so that it sorts and every program reads it
    "whole",
    "number",
    "money",  # kept in whole pence; a column of the same name beside it gives pounds
]


class Column(NamedTuple):
    """One column, and what it holds in words."""

    name: str
    kind: Kind
    words: str


class Table(NamedTuple):
    """One table; `source` is the table of the return its rows come from, empty for one of the file's own."""

    name: str
    source: str
    words: str
    columns: tuple[Column, ...]


class Incoming(NamedTuple):
    """One return as it is to be kept: its row in `returns`, and the rows of every other table, by its name."""

    row: Row
    tables: Mapping[str, Sequence[Row]]

    @property
    def id(self) -> str:
        """What it is known by: the SHA-256 of its data."""
        return str(self.row["return_id"])


def _table(name: str, source: str, words: str, columns: str) -> Table:
    made = []
    for line in columns.strip().splitlines():
        column, kind, about = line.split(None, 2)
        made.append(Column(column, cast(Kind, kind), about.strip()))
    return Table(name, source, words, tuple(made))


RETURNS: Final = _table("returns", "", "Every return that was read, one row each; earlier versions stay.", """
    return_id text The SHA-256 of the return's data: what it is known by in every other table
    programme text The programme
    ward text The ward
    town text The town
    council text The council
    framework text The code of the programme's framework
    period text The quarter, as 2023-24-Q3
    period_label text The quarter, as it is read
    month_1 text The first month of the quarter, as 2023-10
    month_2 text The second month
    month_3 text The third month
    version whole The version of the return, from 1
    status text signed, or draft
    as_at date The day it stood so
    prepared_role text Who prepared it, by role
    prepared_on date When it was prepared
    checked_role text Who checked it, by role
    checked_on date When it was checked
    signed_role text Who signed it, by role
    signed_on date When it was signed
    statement text The words that were signed
    taken_back text A line for each time a signature was taken back
    contact text The work e-mail of the partnership
    next_due date When the next return is due
    illustrative_notice text What of it is not real, when it is a sample
    schema_version text The version of the return's schema
    file text The name of the file it was read from
    read_on date The day it was read into the data file
    programme_key text The programme's name as it is compared: small letters, no punctuation
    ward_key text The ward's name as it is compared
""")  # fmt: skip

COUNT_VALUES: Final = _table("count_values", "",
    "The figures of the activity counts, one row for each: a month, the quarter, the year to date, the quarter before, "
    "the same quarter a year before.", """
    measure text month, quarter, year_to_date, last_quarter or same_quarter_last_year
    period text The month, as 2023-10, or the quarter, as 2023-24-Q3; of a year to date the quarter it runs to
    value number The figure; empty when there is none, and then the mark says why
    numerator number Of a rate: how many; of a quarter and a year to date only
    base number Of a rate: out of how many; of a score: how many answered
    mark text Marks beside the figure, such as [p] for provisional
""")  # fmt: skip

COUNTS: Final = _table("counts", "activity_counts", "Activity counts of the quarter, with target and rating.", """
    ref text Reference of the count in its ward
    count text What is counted
    level text Programme, Theme or Initiative
    theme text The theme it belongs to
    kind text Output or Outcome
    nature text How it adds up: flow, stock, rate, people or score
    unit text What is counted in
    baseline number The figure it started from
    baseline_on date The day of the baseline
    target number The target
    target_on date The day of the target
    direction text Better, same or worse than last quarter
    direction_year text Better, same or worse than the same quarter last year
    rating text Green, Amber or Red against the target
    completeness text How much of the quarter has figures
    explanation text What the ward says about it
    leads_to text The count it should move
    figures_from text Where the figures come from
    also_counted_by text Other wards that count the same thing
    code text The code of the programme's standard count; empty for a count of the ward's own
""")  # fmt: skip

EVENTS: Final = _table("events", "events", "Events of the quarter.", """
    ref text Reference of the event in its ward
    held_on date The day
    kind text The kind of event
    status text Planned, Held or Cancelled
    title text What it is called
    venue text Where it was
    theme text Its themes, with semicolons between
    partners text Organisations that took part
    residents whole Residents who came
    residents_precision text Exact, About or At least
    residents_mark text Marks beside it
    from_ward whole Of them, from this ward
    from_ward_precision text Exact, About or At least
    exhibitors whole Exhibitors
    exhibitors_precision text Exact, About or At least
    done text What was done
    cancel_reason text Why it was cancelled
    shared_with text Other wards it was held with
""")  # fmt: skip

TABLES: Final[tuple[Table, ...]] = (
    _table("summary", "summary", "The quarter in figures and words.", """
        measure text What is measured
        this_quarter number This quarter
        last_quarter number Last quarter
        mark text Marks beside this quarter's figure
        words text In words
        code text The code of the measure, the same from every ward
    """),
    _table("actions", "action_plan", "Every action of the plan.", """
        ref text Reference of the action in its ward
        theme text Its theme
        recommendation text The recommendation it answers
        term text Short, medium or longer term
        action text What is done
        lead text The lead organisation
        partners text Partners, with semicolons between
        start date The day it starts
        due date The day it is due
        status text Not started, In progress, On hold, Complete or Cancelled
        rating text Green, Amber or Red, of open actions
        rating_last_quarter text The rating a quarter ago
        why text Why it is rated so
        delay_cause text What delays it
        progress number Progress in per cent
        done_this_quarter text What was done this quarter
        next_milestone text The next milestone
        next_milestone_on date The day of it
    """),
    _table("horizon", "horizon", "What is planned.", """
        ref text Reference of the record in its ward
        kind text Event, Action starts, Action due or Milestone
        item text What is planned
        theme text Its theme
        planned_on date The day
        passed text Whether the day had passed: Yes or No
        note text A note
    """),
    EVENTS,
    COUNTS,
    COUNT_VALUES,
    _table("feedback", "feedback", "What residents said and what came of it.", """
        ref text Reference of the feedback in its ward
        heard_on date The day it was heard
        theme text Its themes, with semicolons between
        said text What residents said, in other words
        how_many whole How many said it
        priority text The priority it led to
        did text What was done
        status text Heard, Has an action, Answered or Told back
        told_on date The day residents were told
    """),
    _table("surveys", "surveys", "Answers to survey questions.", """
        ref text Reference of the survey in its ward
        survey text The survey
        question text The question
        answer text The answer
        number number How many gave it, or a mean
        base whole How many answered the question
        share number Share in per cent
        mark text Marks beside it
    """),
    _table("who_answered", "who_answered", "People by characteristic, small numbers hidden.", """
        source text The survey or event
        characteristic text What is told of people
        band text The band
        number whole How many; empty when hidden
        mark text [c] when hidden, [x] when not known
    """),
    _table("funding", "funding", "Money for the plan.", """
        ref text Reference of the line in its ward
        source text Where the money comes from
        purpose text What it is for
        action_ref text The action it pays for
        kind text Capital or Revenue
        stage text Idea, Business case, Approved or Spent
        allocated money Allocated
        committed money Committed
        spent money Spent
        left money Left of what is allocated
    """),
    _table("risks", "risks", "Risks, before and after what is done about them.", """
        ref text Reference of the risk in its ward
        risk text The risk
        category text Its category
        likelihood_before whole Likelihood before, 1 to 5
        impact_before whole Impact before, 1 to 5
        score_before whole Score before: likelihood times impact
        likelihood_after whole Likelihood after, 1 to 5
        impact_after whole Impact after, 1 to 5
        score_after whole Score after
        mitigation text What is done about it
        owner text Who owns it, by role
    """),
    _table("checks", "checks", "The checks each return went through.", """
        code text The code of the check
        rule text What it asks
        result text Passed, Warning or Error
        found whole How many were found
        record text The record
        what text What was found
        explanation text What the ward says to it
    """),
    _table("notes", "notes", "Notes of each return.", """
        kind text Mark, Definition, Change or Note
        subject text What it is about
        note text The note
    """),
)  # fmt: skip


def table(name: str) -> Table:
    """The table of that name. Raises KeyError when there is none."""
    for one in (RETURNS, *TABLES):
        if one.name == name:
            return one
    raise KeyError(name)

"""Records: what a ward partnership keeps. The one place where a field is added.

`RECORDS` is walked by the schema check, the change log, search, forms, history and exports, so a field named
here is stored, searched, undone and shown. The rules behind the fields are in `model.md`, Records.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from ward_desk.core import choices as c
from ward_desk.core.ratings import DELAY_CAUSES, RATINGS, STATUSES

Kind = Literal[
    "text",  # one line
    "long",  # several lines
    "date",  # ISO text, 2023-12-13
    "when",  # ISO text, a date or a local date and time: 2023-12-13 or 2023-12-13T10:00
    "whole",  # a whole number
    "number",  # a number
    "percent",  # a whole number of per cent, 0 to 100
    "money",  # whole pence
    "choice",  # one code out of `choices`
    "link",  # the id of a record in table `to`
    "flag",  # 0 or 1
    "file",  # bytes
    "answers",  # what one person answered, as JSON: see `surveys.answers`
]

Value = str | int | float | bytes | None
Row = dict[str, Value]


class Field(NamedTuple):
    """One field of a record: how it is stored, named, entered and searched."""

    name: str
    label: str
    kind: Kind = "text"
    choices: c.Choices = ()
    to: str = ""  # the table a link points at
    required: bool = False  # wanted before a return is signed; never blocks typing
    default: Value = None  # what a new record starts with
    hint: str = ""  # one sentence shown under the field
    told: bool = True  # whether search finds its words

    @property
    def empty(self) -> Value:
        """The stored value of an empty field: words and choices are never NULL, everything else is."""
        return "" if self.kind in ("text", "long", "choice", "answers") else None

    @property
    def column_type(self) -> str:
        """The STRICT column type."""
        return COLUMN_TYPES[self.kind]

    @property
    def searched(self) -> bool:
        """Whether the words of this field are in the full-text index."""
        return self.told and self.kind in ("text", "long")


class Record(NamedTuple):
    """One kind of record: its table, its words and its fields."""

    name: str  # the table
    label: str
    plural: str
    fields: tuple[Field, ...]
    title: str  # the field people know it by
    ref: str | None = None  # letter in its short reference: "" gives CHE-07, "E" gives CHE-E07; None has no reference
    parents: tuple[str, ...] = ()  # links whose record takes this one with it when it is removed

    def field(self, name: str) -> Field:
        """The field of that name. Raises KeyError when there is none."""
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(f"{self.name}.{name}")


COLUMN_TYPES: Final[dict[Kind, str]] = {
    "text": "TEXT", "long": "TEXT", "date": "TEXT", "when": "TEXT", "choice": "TEXT", "link": "TEXT",
    "answers": "TEXT",
    "whole": "INTEGER", "percent": "INTEGER", "money": "INTEGER", "flag": "INTEGER",
    "number": "REAL", "file": "BLOB",
}  # fmt: skip

SHARING: Final = Field(
    "sharing", "Who may see it", "choice", c.SHARING, default="programme",
    hint="A record for this ward only stays out of every return.",
)  # fmt: skip

# True facts carry their paragraph in an evidence record; what a sample makes up carries this.
ILLUSTRATIVE: Final = Field("illustrative", "Illustrative", "flag", default=0)


def _link(name: str, label: str, to: str, *, required: bool = False, hint: str = "") -> Field:
    return Field(name, label, "link", to=to, required=required, hint=hint)


def _pair(name: str, label: str, first: str, second: str) -> Record:
    """A record that joins two others, each of which takes it along when removed."""
    fields = (_link(first, first.replace("_", " ").capitalize(), first, required=True),
              _link(second, second.replace("_", " ").capitalize(), second, required=True))  # fmt: skip
    return Record(name, label, label, fields, title=second, parents=(first, second))


RECORDS: Final[dict[str, Record]] = {
    record.name: record
    for record in (
        Record("partnership", "Partnership", "Partnership", title="ward", fields=(
            Field("ward", "Ward", required=True),
            Field("town", "Town"),
            Field("council", "Council", required=True),
            Field("programme", "Programme", required=True),
            Field("framework", "Framework code", required=True),
            Field("prefix", "Reference prefix", required=True, hint="Letters in front of every reference: CHE-07."),
            Field("chair_role", "Chair (role)", hint="A role, not a name."),
            Field("officer_role", "Support officer (role)", hint="A role, not a name."),
            Field("work_email", "Work e-mail", hint="A work address for questions about the return."),
            Field("year_start_month", "Financial year starts in month", "whole", default=4),
            Field("small_number", "Hide numbers of people below", "whole", default=5),
            Field("return_due_day", "Return due on day", "whole", default=15,
                  hint="Day of the month after the quarter ends."),
            Field("notice", "Notice", "long", hint="Shown above every page, and in the return's notes."),
        )),
        Record("theme", "Theme", "Themes", title="label", fields=(
            Field("code", "Code", required=True),
            Field("label", "Label", required=True),
            Field("short_label", "Short label"),
            Field("earlier_labels", "Earlier labels", "long"),
            Field("position", "Order", "whole", default=0),
        )),
        Record("recommendation", "Recommendation", "Recommendations", title="title", fields=(
            Field("code", "Code"),
            Field("title", "Recommendation", required=True),
            Field("term", "Term", "choice", c.TERMS, required=True),
            Field("nothing_to_report", "Nothing to report", "long",
                  hint="Why there is nothing to report yet. It is shown in the return, never left out."),
            Field("position", "Order", "whole", default=0),
            ILLUSTRATIVE,
        )),
        Record("priority", "Priority", "Priorities", title="title", ref="P", fields=(
            Field("title", "Priority", required=True),
            _link("theme", "Theme", "theme"),
            Field("term", "Term", "choice", c.TERMS),
            Field("why", "Why it matters", "long"),
            Field("agreed_on", "Agreed on", "date"),
            SHARING, ILLUSTRATIVE,
        )),
        Record("organisation", "Organisation", "Organisations", title="name", fields=(
            Field("name", "Name", required=True),
            Field("sector", "Sector", "choice", c.SECTORS),
            Field("contact_role", "Role to contact", hint="A role, not a name."),
            Field("work_email", "Work e-mail"),
        )),
        Record("action", "Action", "Actions", title="title", ref="", fields=(
            Field("title", "Action", required=True),
            Field("what", "What will be done", "long"),
            _link("theme", "Theme", "theme"),
            _link("priority", "Priority", "priority"),
            _link("recommendation", "Recommendation", "recommendation"),
            Field("term", "Term", "choice", c.TERMS),
            _link("lead", "Lead", "organisation", required=True),
            Field("delivery", "Delivery", "choice", c.DELIVERIES, default="bau"),
            Field("start", "Starts", "date", required=True),
            Field("due", "Due", "date", required=True),
            Field("status", "Status", "choice", STATUSES, required=True, default="not_started"),
            Field("rating", "Rating", "choice", RATINGS),
            Field("rating_reason", "Reason for the rating", "long"),
            Field("delay_cause", "Cause of delay", "choice", DELAY_CAUSES),
            Field("progress", "Progress", "percent", hint="Left empty, it follows the milestones."),
            Field("success", "Success is", "long"),
            Field("learning", "Learning", "long"),
            SHARING, ILLUSTRATIVE,
            Field("source_ref", "Reference elsewhere",
                  hint="Its number in a tracker it came from. Bringing in that tracker again finds it by this."),
        )),
        _pair("action_partner", "Partner in an action", "action", "organisation"),
        Record("milestone", "Milestone", "Milestones", title="title", parents=("action",), fields=(
            _link("action", "Action", "action", required=True),
            Field("title", "Milestone", required=True),
            Field("due", "Due", "date"),
            Field("done_on", "Done on", "date"),
            ILLUSTRATIVE,
        )),
        Record("progress_note", "Progress note", "Progress notes", title="words", parents=("action",), fields=(
            _link("action", "Action", "action", required=True),
            Field("noted_on", "Date", "date", required=True),
            Field("words", "Note", "long", required=True),
            Field("status", "Status then", "choice", STATUSES),
            Field("rating", "Rating then", "choice", RATINGS),
            ILLUSTRATIVE,
        )),
        Record("event", "Event", "Events", title="title", ref="E", fields=(
            Field("title", "Event", required=True),
            Field("kind", "Kind", "choice", c.EVENT_KINDS, required=True, default="other"),
            Field("status", "Status", "choice", c.EVENT_STATUSES, required=True, default="planned"),
            Field("start", "Starts", "when", required=True),
            Field("end", "Ends", "when"),
            Field("venue", "Where"),
            _link("action", "Belongs to", "action"),
            _link("organiser", "Organiser", "organisation"),
            Field("notes", "Notes", "long"),
            Field("strengths", "Strengths seen", "long", hint="For a ward visit (B 7.3)."),
            Field("issues", "Issues seen", "long", hint="For a ward visit (B 7.3)."),
            SHARING, ILLUSTRATIVE,
            Field("cancel_reason", "Why it was cancelled", "long"),
            _link("repeats", "Repeats", "event", hint="The session it was repeated from."),
            Field("shared_with", "Held together with", hint="Other wards that report this event too."),
            Field("source_ref", "Reference elsewhere",
                  hint="Its number in a calendar it came from. Bringing in that calendar again finds it by this."),
        )),
        _pair("event_theme", "Theme of an event", "event", "theme"),
        _pair("event_partner", "Partner at an event", "event", "organisation"),
        _pair("event_exhibitor", "Exhibitor at an event", "event", "organisation"),
        _pair("event_apology", "Apologies for a meeting", "event", "organisation"),
        _pair("event_follow_up", "Action that follows from an event", "event", "action"),
        Record("attendance", "Attendance", "Attendance", title="grouping", parents=("event",), fields=(
            _link("event", "Event", "event", required=True),
            Field("grouping", "Group", "choice", c.ATTENDANCE_GROUPS, required=True),
            Field("number", "Number", "whole", required=True),
            Field("precision", "Precision", "choice", c.PRECISIONS, default="exact"),
            Field("counted", "Counted as", "choice", c.COUNTED, default="attendances"),
            ILLUSTRATIVE,
        )),
        Record("feedback", "Feedback", "Feedback", title="words", ref="F", fields=(
            Field("words", "What residents said", "long", required=True,
                  hint="In your own words. Nothing that says who spoke."),
            Field("heard_on", "Heard on", "date", required=True),
            Field("channel", "Heard through", "choice", c.CHANNELS, required=True, default="event"),
            Field("place", "Place", hint="A street or area, never an address."),
            Field("how_many", "How many said it", "whole", default=1),
            _link("event", "Heard at", "event"),
            _link("survey", "Heard in", "survey"),
            _link("priority", "Priority", "priority"),
            _link("action", "Action", "action"),
            Field("answer", "What we did", "long"),
            Field("told_on", "Told back on", "date"),
            Field("told_how", "Told back by", "choice", c.TOLD_HOW),
            SHARING, ILLUSTRATIVE,
        )),
        _pair("feedback_theme", "Theme of feedback", "feedback", "theme"),
        Record("survey", "Survey", "Surveys", title="title", ref="S", fields=(
            Field("title", "Survey", required=True),
            Field("purpose", "Purpose", "long"),
            Field("opens", "Opens", "date"),
            Field("closes", "Closes", "date"),
            Field("method", "Method", "choice", c.SURVEY_METHODS),
            Field("audience", "Who it was put to"),
            Field("retain_until", "Keep answers until", "date"),
            SHARING, ILLUSTRATIVE,
            Field("formal", "Formal consultation", "flag", default=0,
                  hint="Residents are consulted before a decision, by the rules for it."),
            Field("decision_on", "Decision on", "date"),
            Field("considered", "How views were considered", "long"),
            _link("follows", "Wave before", "survey", hint="The same survey, held earlier."),
            Field("pile", "Paper forms in the pile", "whole"),
            Field("emptied_on", "Answers removed on", "date"),
        )),
        Record("question", "Question", "Questions", title="wording", parents=("survey",), fields=(
            _link("survey", "Survey", "survey", required=True),
            Field("position", "Order", "whole", default=0),
            Field("wording", "Question", required=True),
            Field("kind", "Kind", "choice", c.QUESTION_KINDS, default="one"),
            Field("options", "Answers to choose from", "long",
                  hint="One a line, in their order; those of a scale from its low to its high end."),
            ILLUSTRATIVE,
            Field("bank", "Code in the question bank", told=False),
            Field("source", "Heading in the file", told=False),
        )),
        Record("response", "Response", "Responses", title="answered_on", parents=("survey",), fields=(
            _link("survey", "Survey", "survey", required=True),
            Field("answered_on", "Date", "date"),
            Field("channel", "Channel", "choice", c.RESPONSE_CHANNELS),
            Field("source_row", "Row in the source", told=False),
            Field("age_band", "Age band", "choice", c.AGE_BANDS),
            Field("area", "Area", told=False),
            ILLUSTRATIVE,
            Field("answers", "Answers", "answers"),
        )),
        Record("comment", "Comment", "Comments", title="words", parents=("survey", "response", "question"), fields=(
            _link("survey", "Survey", "survey", required=True),
            _link("question", "Question", "question", required=True),
            _link("response", "Response", "response", required=True),
            Field("words", "What they wrote", "long"),
            _link("priority", "Priority", "priority"),
            _link("need", "Need", "feedback", hint="What several people said, in one sentence."),
            Field("no_reply", "No reply needed", "flag", default=0),
            ILLUSTRATIVE,
        )),
        _pair("comment_theme", "Theme of a comment", "comment", "theme"),
        Record("word_rule", "Rule by word", "Rules by word", title="words", fields=(
            Field("words", "Words", hint="Parted by commas; * stands for any ending: bus*, timetable.", told=False),
            _link("theme", "Theme", "theme"),
        )),
        Record("kept_result", "Kept result", "Kept results", title="value", parents=("survey",), fields=(
            _link("survey", "Survey", "survey", required=True),
            _link("question", "Question", "question"),
            Field("of", "Of", told=False),
            Field("value", "Answer", told=False),
            Field("number", "Number", "whole"),
            Field("position", "Order", "whole", default=0),
        )),
        Record("equality_total", "Equality total", "Equality totals", title="band",
               parents=("survey", "event"), fields=(
            _link("survey", "Survey", "survey"),
            _link("event", "Event", "event"),
            Field("characteristic", "Characteristic", "choice", c.CHARACTERISTICS, required=True),
            Field("band", "Band", required=True),
            Field("number", "Number", "whole", required=True),
            ILLUSTRATIVE,
        )),
        Record("activity_count", "Activity count", "Activity counts", title="name", ref="C", fields=(
            Field("name", "Count", required=True),
            Field("definition", "What is counted", "long"),
            Field("unit", "Unit", required=True),
            Field("kind", "Output or outcome", "choice", c.COUNT_KINDS, default="output"),
            Field("level", "Level", "choice", c.LEVELS, default="initiative"),
            _link("theme", "Theme", "theme"),
            Field("nature", "How it adds up", "choice", c.NATURES, required=True, default="flow"),
            Field("better", "Better when", "choice", c.BETTER, default="higher"),
            Field("baseline", "Baseline", "number"),
            Field("baseline_on", "Baseline date", "date"),
            Field("target", "Target", "number", hint="For a flow: the whole financial year's."),
            Field("target_on", "Target date", "date"),
            Field("tolerance", "Tolerance, per cent", "number", default=5.0),
            Field("frequency", "Entered", "choice", c.FREQUENCIES, default="monthly"),
            Field("owner", "Who gives the figure", hint="A role or an organisation."),
            Field("source", "Source"),
            Field("position", "Order", "whole", default=0),
            SHARING, ILLUSTRATIVE,
            Field("code", "Standard count", hint="Its code in the programme's list of standard counts."),
            _link("leads_to", "Leads to", "activity_count",
                  hint="The count of a theme or the programme that it should move (B 4.2)."),
            Field("computed", "Figures come from", "choice", c.COMPUTED),
            Field("computed_kind", "Events of the kind", "choice", c.EVENT_KINDS, hint="Left empty: every kind."),
            Field("computed_scope", "Which events", "choice", c.COMPUTED_SCOPES),
            Field("shared_with", "Also counted by", hint="Other wards that report the same (B 9.2.6 and 10.2.4)."),
        )),
        _pair("count_action", "Action a count serves", "activity_count", "action"),
        Record("figure", "Figure", "Figures", title="period", parents=("activity_count", "event"), fields=(
            _link("activity_count", "Count", "activity_count", required=True),
            Field("period", "Period", required=True, hint="A month (2023-12) or a quarter (2023-24-Q3)."),
            Field("value", "Value", "number"),
            Field("numerator", "Number out of the base", "number"),
            Field("denominator", "Base", "number"),
            Field("precision", "Precision", "choice", c.PRECISIONS, default="exact"),
            Field("state", "State", "choice", c.FIGURE_STATES, default="final"),
            Field("note", "Note", "long"),
            Field("unavailable", "Not available, because", hint="Why there is no figure."),
            _link("event", "From the event", "event"),
            ILLUSTRATIVE,
            Field("adjustment", "Adjustment", "flag", default=0,
                  hint="A correction beside figures that come from events, with its reason in the note."),
        )),
        Record("funding", "Funding line", "Funding", title="source", ref="M", parents=("action",), fields=(
            _link("action", "Action", "action"),
            Field("source", "Source", required=True),
            Field("purpose", "Purpose"),
            Field("kind", "Kind", "choice", c.FUNDING_KINDS, default="revenue"),
            Field("stage", "Stage", "choice", c.FUNDING_STAGES, default="idea"),
            Field("allocated", "Allocated", "money"),
            Field("committed", "Committed", "money"),
            Field("spent", "Spent", "money"),
            SHARING, ILLUSTRATIVE,
        )),
        Record("risk", "Risk", "Risks", title="title", ref="R", fields=(
            Field("title", "Risk", required=True),
            _link("action", "Action", "action"),
            Field("category", "Category", "choice", c.RISK_CATEGORIES, default="delivery"),
            Field("likelihood_before", "Likelihood before", "whole"),
            Field("impact_before", "Impact before", "whole"),
            Field("likelihood_after", "Likelihood after", "whole"),
            Field("impact_after", "Impact after", "whole"),
            Field("mitigation", "Mitigation", "long"),
            Field("owner_role", "Owner (role)"),
            SHARING, ILLUSTRATIVE,
        )),
        Record("evidence", "Evidence", "Evidence", title="shows", ref="V", fields=(
            Field("shows", "What it shows", required=True),
            Field("holder", "Who holds it"),
            Field("place", "Where"),
            Field("dated", "Date", "date"),
            Field("record_table", "Kind of record"),
            Field("record_id", "Record"),
            SHARING,
        )),
        Record("profile_line", "Ward profile line", "Ward profile", title="indicator", fields=(
            Field("indicator", "Indicator", required=True),
            Field("unit", "Unit"),
            Field("ward_value", "Ward", "number"),
            Field("county_value", "County", "number"),
            Field("national_value", "National", "number"),
            Field("source", "Source"),
            Field("dated", "Date", "date"),
            ILLUSTRATIVE,
        )),
        _pair("profile_count", "Count an indicator explains", "profile_line", "activity_count"),
        Record("deep_dive", "Deep dive", "Deep dives", title="topic", ref="D", fields=(
            Field("topic", "Topic", required=True),
            _link("theme", "Theme", "theme"),
            Field("context", "Local and national context", "long"),  # B 5.6.1
            Field("current_state", "Current state of play", "long"),  # B 5.6.2
            Field("data_review", "Data and trends", "long"),  # B 5.6.3
            Field("strengths", "Areas of strength", "long"),  # B 5.6.4
            Field("challenges", "Challenges and improvements", "long"),  # B 5.6.5
            SHARING, ILLUSTRATIVE,
            _link("event", "Held at", "event"),
        )),
        _pair("deep_dive_action", "Action from a deep dive", "deep_dive", "action"),
        Record("quarterly_return", "Return", "Returns", title="period", fields=(
            Field("period", "Quarter", required=True, hint="2023-24-Q3"),
            Field("version", "Version", "whole", default=1),
            Field("status", "Status", "choice", c.RETURN_STATUSES, default="draft"),
            Field("progress", "Progress to date", "long", hint="At most 250 words."),
            Field("horizon", "On the horizon", "long", hint="At most 200 words."),
            Field("challenges", "Challenges", "long"),
            Field("prepared_role", "Prepared by (role)"),
            Field("signed_role", "Signed by (role)"),
            Field("signed_on", "Signed on", "date"),
            Field("sent_on", "Sent on", "date"),
            Field("workbook", "Workbook as signed", "file"),
            Field("snapshot", "Data as signed", "file"),
            Field("sha256", "SHA-256"),
            ILLUSTRATIVE,
            Field("prepared_on", "Prepared on", "date"),
            Field("checked_role", "Checked by (role)"),
            Field("checked_on", "Checked on", "date"),
            Field("statement", "Statement signed", "long"),
            Field("taken_back", "Signatures taken back", "long"),
            Field("workbook_sha256", "SHA-256 of the workbook"),
        )),
        Record("explanation", "Explanation", "Explanations", title="words", parents=("quarterly_return",), fields=(
            _link("quarterly_return", "Return", "quarterly_return", required=True),
            Field("code", "Check", told=False),
            Field("record_table", "Kind of record", told=False),
            Field("record_id", "Record", told=False),
            Field("field", "Field", told=False),
            Field("finding", "What the check found", "long", told=False),
            Field("words", "Explanation", "long"),
        )),
    )
}  # fmt: skip


def children(name: str) -> tuple[tuple[str, str], ...]:
    """The (table, link field) pairs that point at a record of this kind."""
    return tuple(
        (record.name, field.name) for record in RECORDS.values() for field in record.fields if field.to == name
    )

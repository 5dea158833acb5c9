"""Check documents: a quarter with one good record of everything, and for every check ones that fail it and ones that
only look as if they did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ward_desk.core.periods import Quarter
from ward_desk.core.quarter_view import CountFacts, PeriodFigure, QuarterView, Revised
from ward_desk.core.records import RECORDS, Row, Value

Q3 = Quarter(2023, 3)
TODAY = date(2024, 1, 5)

Rows = dict[str, list[Row]]


def a(table: str, **fields: Value) -> Row:
    """A record with everything that is required, and these fields."""
    record = RECORDS[table]
    row: Row = {field.name: field.default if field.default is not None else field.empty for field in record.fields}
    row |= {"id": f"{table}-1", **GOOD.get(table, {}), **fields}
    return row


GOOD: dict[str, Row] = {
    "partnership": {"ward": "Chesham", "council": "Bucks", "programme": "OB", "framework": "ob", "prefix": "CHE"},
    "quarterly_return": {
        "period": "2023-24-Q3", "progress": "Much was done.", "prepared_role": "Officer", "signed_role": "Chair",
        "signed_on": "2024-01-04", "status": "signed",
    },
    "action": {
        "ref": "CHE-07", "title": "Cookery", "theme": "t", "lead": "o", "start": "2023-06-01", "due": "2024-03-31",
        "status": "in_progress", "rating": "green",
    },
    "milestone": {"action": "action-1", "title": "Third course"},
    "progress_note": {"action": "action-1", "noted_on": "2023-11-02", "words": "Six came."},
    "event": {"ref": "CHE-E01", "title": "Day of Action", "status": "held", "start": "2023-12-13"},
    "attendance": {"event": "event-1", "grouping": "adults", "number": 40},
    "feedback": {"ref": "CHE-F01", "words": "Bins overflow", "heard_on": "2023-12-13"},
    "activity_count": {"ref": "CHE-C03", "name": "Visits", "unit": "visits"},
    "figure": {"activity_count": "activity_count-1", "period": "2023-12", "value": 50.0},
    "funding": {"ref": "CHE-M01", "source": "Programme", "allocated": 5000, "spent": 5000},
    "risk": {"ref": "CHE-R01", "title": "Nobody comes"},
}  # fmt: skip


def view(rows: Rows | None = None, facts: CountFacts | None = None, **changed: object) -> QuarterView:
    """A quarter with one good record of everything, but for these tables."""
    whole: Rows = {table: [a(table)] for table in GOOD} | (rows or {})
    count = whole["activity_count"][0]
    made = QuarterView(
        Q3, TODAY, "themes", whole,
        counts=(replace(facts, row=count) if facts else CountFacts(count),),
    )  # fmt: skip
    return replace(made, **changed)  # type: ignore[arg-type]


def _survey(**fields: Value) -> Row:
    return a("survey", **{"ref": "CHE-S01", "title": "Autumn survey", "responses": 86, **fields})


ONE = CountFacts({})
FIGURE = PeriodFigure("2023-12", "Dec 2023", 500, False)
EARLIER = (48.0, 50.0, 51.0, 52.0, 49.0)

BROKEN: list[tuple[str, str, QuarterView, tuple[str, str, str], str]] = [
    ("blank_field", "error", view({"action": [a("action", due=None)]}),
     ("action", "action-1", "due"), "CHE-07: Due is blank"),
    ("blank_field", "error", view({"action": [a("action", theme=None)]}),
     ("action", "action-1", "theme"), "Theme is blank"),
    ("blank_field", "error", view({"action": [a("action")]}, shape="recommendations"),
     ("action", "action-1", "recommendation"), "Recommendation is blank"),
    ("blank_field", "error", view({"attendance": [a("attendance", number=None)]}),
     ("event", "event-1", "attendance"), "Number is blank"),
    ("blank_field", "error", view({"quarterly_return": [a("quarterly_return", progress=" ")]}),
     ("quarterly_return", "quarterly_return-1", "progress"), "at most 250 words"),
    ("wrong_kind", "error", view({"action": [a("action", progress="half")]}),
     ("action", "action-1", "progress"), "holds 'half'"),
    ("wrong_kind", "error", view({"figure": [a("figure", period="Christmas")]}),
     ("activity_count", "activity_count-1", "Christmas"), "no month or quarter"),
    ("wrong_kind", "error", view({"feedback": [a("feedback", heard_on="13/12/2023")]}),
     ("feedback", "feedback-1", "heard_on"), "can't stand there"),
    ("due_before_start", "error", view({"action": [a("action", start="2024-05-01")]}),
     ("action", "action-1", "due"), "CHE-07 is due before it starts"),
    ("due_before_start", "error", view({"event": [a("event", end="2023-12-12")]}),
     ("event", "event-1", "end"), "ends before it starts"),
    ("not_started", "warning", view({"action": [a("action", status="not_started")]}),
     ("action", "action-1", "status"), "Not started"),
    ("open_milestones", "error", view({"action": [a("action", status="complete")]}),
     ("action", "action-1", "status"), "1 milestone is still open"),
    ("no_delay_cause", "error", view({"action": [a("action", due="2023-12-31")]}),
     ("action", "action-1", "delay_cause"), "Choose what has held it up"),
    ("no_explanation", "error", view({"action": [a("action", rating="red")]}),
     ("action", "action-1", "rating_reason"), "Red without an explanation"),
    ("no_explanation", "error",
     view({"action": [a("action", rating="amber")]}, rating_before={"action-1": {"rating": "green"}}),
     ("action", "action-1", "rating_reason"), "went from Green to Amber"),
    ("no_explanation", "warning", view({"action": [a("action", rating="amber")]}),
     ("action", "action-1", "rating_reason"), "Amber without a reason"),
    ("no_note", "warning", view({"progress_note": []}),
     ("action", "action-1", "progress_note"), "no note this quarter"),
    ("no_attendance", "warning", view({"attendance": []}),
     ("event", "event-1", "attendance"), "nobody is counted"),
    ("past_planned", "error", view({"event": [a("event", status="planned", start="2023-09-24")]}),
     ("event", "event-1", "status"), "still planned"),
    ("past_planned", "error", view({"event": [a("event", start="2024-02-01T10:00")]}),
     ("event", "event-1", "status"), "can't have been held yet"),
    ("missing_months", "warning",
     view(facts=replace(ONE, missing=(("2023-11", "Nov 2023"), ("2023-12", "Dec 2023")))),
     ("activity_count", "activity_count-1", "2023-11"), "no figure for Nov 2023, Dec 2023. Enter it"),
    ("missing_months", "warning",
     view({"activity_count": [a("activity_count", computed="residents")]},
          replace(ONE, missing=(("2023-12", "Dec 2023"),))),
     ("activity_count", "activity_count-1", "2023-12"), "It comes from events: say who came"),
    ("no_base", "error",
     view({"activity_count": [a("activity_count", nature="rate")], "figure": [a("figure", value=63.0)]}),
     ("activity_count", "activity_count-1", "2023-12"), "percentage has no base"),
    ("no_base", "error", view({"activity_count": [a("activity_count", nature="score")]}),
     ("activity_count", "activity_count-1", "2023-12"), "number of answers"),
    ("unusual_figure", "warning", view(facts=replace(ONE, figures=(FIGURE,), earlier=EARLIER)),
     ("activity_count", "activity_count-1", "2023-12"), "500 for Dec 2023"),
    ("overspent", "error", view({"funding": [a("funding", spent=5001)]}),
     ("funding", "funding-1", "spent"), "£50.01 is spent of £50"),
    ("duplicate_title", "error",
     view({"action": [a("action"), a("action", id="action-2", ref="CHE-08", title=" cookery ")]}),
     ("action", "action-2", "title"), "same title as CHE-07"),
    ("too_long", "error", view({"quarterly_return": [a("quarterly_return", progress="word " * 251)]}),
     ("quarterly_return", "quarterly_return-1", "progress"), "has 251 words and may have 250. Take out 1."),
    ("too_long", "error", view({"quarterly_return": [a("quarterly_return", horizon="word " * 201)]}),
     ("quarterly_return", "quarterly_return-1", "horizon"), "may have 200"),
    ("personal_data", "error", view({"feedback": [a("feedback", words="Ring 07700 900123")]}),
     ("feedback", "feedback-1", "words"), "gives away a phone number"),
    ("personal_data", "error", view({"progress_note": [a("progress_note", words="Mail a.b@example.com")]}),
     ("action", "action-1", "progress_note"), "an e-mail address"),
    ("revised_figure", "warning",
     view(facts=replace(ONE, revised=(Revised("2023-10", "Oct 2023", 5, 7, False),))),
     ("activity_count", "activity_count-1", "2023-10"), "Oct 2023 was 5 in the return sent and is 7 now"),
    ("cancel_reason", "warning", view({"event": [a("event", status="cancelled", cancel_reason=" ")]}),
     ("event", "event-1", "cancel_reason"), "CHE-E01 was cancelled without a reason"),
    ("adjustment_reason", "error", view({"figure": [a("figure"), a("figure", value=-3.0, adjustment=1)]}),
     ("activity_count", "activity_count-1", "2023-12"), "adjustment by -3 for Dec 2023 has no reason"),
    ("computed_count", "error", view({"activity_count": [a("activity_count", computed="residents", nature="stock")]}),
     ("activity_count", "activity_count-1", "nature"), "what it counts (stock) does not add up"),
    ("typed_beside_events", "warning",
     view({"figure": [a("figure"), a("figure", id="figure-2", event="event-1", event_ref="CHE-E01")]}),
     ("activity_count", "activity_count-1", "2023-12"), "50 is typed for Dec 2023 beside what events gave"),
    ("typed_beside_events", "warning",
     view({"figure": [a("figure"), a("figure", id="", computed=1, events=2, value=7)]}),
     ("activity_count", "activity_count-1", "2023-12"), "beside what events gave"),
    ("cancelled_event", "warning",
     view({"event": [a("event", status="cancelled", cancel_reason="Snow")],
           "figure": [a("figure", event="event-1", event_status="cancelled")]}),
     ("activity_count", "activity_count-1", "2023-12"), "50 for Dec 2023 come from CHE-E01, which was cancelled"),
    ("cancelled_event", "warning", view({"figure": [a("figure", event="elsewhere", event_status="cancelled")]}),
     ("activity_count", "activity_count-1", "2023-12"), "come from an event, which was cancelled"),
    ("double_count", "warning", view({"activity_count": [a("activity_count", shared_with="Southcourt")]}),
     ("activity_count", "activity_count-1", "shared_with"), "CHE-C03 is also counted by Southcourt"),
    ("double_count", "warning", view({"event": [a("event", shared_with="Southcourt; Elmhurst")]}),
     ("event", "event-1", "shared_with"), "also reported by Southcourt and Elmhurst"),
    ("double_count", "warning",
     view({"activity_count": [a("activity_count"), a("activity_count", id="c2", ref="CHE-C09", name="VISITS.")]}),
     ("activity_count", "c2", "name"), "CHE-C09 has the same name as CHE-C03"),
    ("double_count", "warning",
     view({"activity_count": [
         a("activity_count", code="v"), a("activity_count", id="c2", ref="C2", name="Booked", code="v"),
     ]}),
     ("activity_count", "c2", "name"), "same standard count as CHE-C03"),
    ("double_count", "warning", view({"event": [a("event"), a("event", id="e2", ref="E02", title="Day of action ")]}),
     ("event", "e2", "title"), "same title and day as CHE-E01"),
    ("decided_early", "warning", view({"survey": [_survey(closes="2023-12-01", decision_on="2023-11-30")]}),
     ("survey", "survey-1", "decision_on"), "decided before it closes"),
    ("not_considered", "warning", view({"survey": [_survey(formal=1, decision_on="2023-12-31")]}),
     ("survey", "survey-1", "considered"), "how residents’ views were considered"),
    ("kept_too_long", "warning", view({"survey": [_survey(retain_until="2024-01-04")]}),
     ("survey", "survey-1", "retain_until"), "beyond their date"),
    ("never_told", "warning", view({"feedback": [a("feedback", answer="Emptied twice a week.")]}),
     ("feedback", "feedback-1", "told_on"), "nobody has been told"),
    ("contradiction", "warning",
     view({"action": [a("action", status="complete", progress=60)],
           "milestone": [a("milestone", done_on="2023-12-01")]}),
     ("action", "action-1", "progress"), "CHE-07 is Complete and 60 % done"),
    ("contradiction", "warning",
     view({"action": [a("action", status="not_started", start="2024-02-01", progress=10)]}),
     ("action", "action-1", "progress"), "Not started and 10 % done"),
    ("unrated", "warning", view({"action": [a("action", rating="")]}),
     ("action", "action-1", "rating"), "has no rating"),
    ("late_milestone", "warning", view({"milestone": [a("milestone", due="2023-12-31")]}),
     ("action", "action-1", "milestone"), "“Third course” was due on 31 Dec 2023"),
    ("nothing_reported", "warning",
     view({"recommendation": [a("recommendation", title="Crowd funding", term="short")]}),
     ("recommendation", "recommendation-1", "nothing_to_report"), "“Crowd funding” has no action"),
    ("no_risk", "warning", view({"risk": []}),
     ("quarterly_return", "quarterly_return-1", "challenges"), "names no risk, and 1 action is under way"),
    ("duplicate_risk", "error", view({"risk": [a("risk"), a("risk", id="r2", ref="CHE-R02", title="nobody  comes")]}),
     ("risk", "r2", "title"), "CHE-R02 has the same title as CHE-R01"),
    ("future_figure", "error", view(today=date(2023, 11, 30)),
     ("activity_count", "activity_count-1", "2023-12"), "under Dec 2023, which is still to come"),
    ("below_zero", "error", view({"funding": [a("funding", committed=-1)]}),
     ("funding", "funding-1", "committed"), "CHE-M01: Committed is below zero"),
    ("below_zero", "error", view({"attendance": [a("attendance", number=-4)]}),
     ("event", "event-1", "attendance"), "CHE-E01: Number is below zero"),
    ("below_zero", "error", view({"feedback": [a("feedback", how_many=-1)]}),
     ("feedback", "feedback-1", "how_many"), "below zero"),
    ("sign_off", "error", view({"quarterly_return": [a("quarterly_return", status="draft", prepared_role=" ")]}),
     ("quarterly_return", "quarterly_return-1", "prepared_role"), "who prepared it"),
    ("sign_off", "error", view({"quarterly_return": [a("quarterly_return", checked_on="2024-01-06")]}),
     ("quarterly_return", "quarterly_return-1", "checked_on"), "is checked in the future"),
    ("missing_months", "warning",
     view(facts=replace(ONE, figures=(FIGURE,), missing=(("2023-11", "Nov 2023"),))),
     ("activity_count", "activity_count-1", "2023-11"), "no figure for Nov 2023"),
    ("sign_off", "error", view({"quarterly_return": [a("quarterly_return", signed_role="")]}),
     ("quarterly_return", "quarterly_return-1", "signed_role"), "not signed"),
    ("sign_off", "error", view({"quarterly_return": [a("quarterly_return", signed_on=None)]}),
     ("quarterly_return", "quarterly_return-1", "signed_on"), "day it was signed is missing"),
    ("sign_off", "error", view({"quarterly_return": [a("quarterly_return", signed_on="2024-01-06")]}),
     ("quarterly_return", "quarterly_return-1", "signed_on"), "in the future"),
    ("sign_off", "warning",
     view({"quarterly_return": [a("quarterly_return", status="draft", signed_role="", signed_on=None)]}),
     ("quarterly_return", "quarterly_return-1", "signed_role"), "not signed"),
    ("sign_off", "warning", view({"quarterly_return": []}), ("quarterly_return", "", "prepared_role"),
     "The return has not been begun"),
]  # fmt: skip


def due_on(day: str) -> list[tuple[str, QuarterView]]:
    """For every check of what is late: something that was to be by this day."""
    return [
        ("no_delay_cause", view({"action": [a("action", due=day)]})),
        ("not_started", view({"action": [a("action", status="not_started", start=day)]})),
        ("past_planned", view({"event": [a("event", status="planned", start=f"{day}T18:30")]})),
        ("late_milestone", view({"milestone": [a("milestone", due=day)]})),
        ("not_considered", view({"survey": [_survey(formal=1, decision_on=day)]})),
    ]


# The first day of the next quarter is a later return's, however late this one is made.
NEXT_QUARTERS = due_on("2024-01-01")
DUE_ON_THE_17TH = due_on("2023-12-17")

PASSING: list[tuple[str, QuarterView]] = [
    ("blank_field", view({"action": [a("action", due=None, status="cancelled")]})),
    ("not_started", view({"action": [a("action", status="not_started", start="2024-02-01")]})),
    ("open_milestones", view({"action": [a("action", status="complete")],
                              "milestone": [a("milestone", done_on="2023-12-01")]})),
    ("no_delay_cause", view({"action": [a("action", due="2023-12-31", delay_cause="partner")]})),
    ("no_delay_cause", view({"action": [a("action", due="2023-12-31", status="complete")]})),
    ("no_explanation", view({"action": [a("action", rating="red", rating_reason="No crew")]})),
    ("no_note", view({"action": [a("action", start="2024-02-01")], "progress_note": []})),
    ("no_attendance", view({"event": [a("event", status="cancelled")], "attendance": []})),
    ("past_planned", view({"event": [a("event", status="planned", start="2024-01-05")]})),
    *((code, replace(one, today=day)) for code, one in NEXT_QUARTERS for day in (TODAY, date(2024, 3, 31))),
    *((code, replace(one, today=date(2023, 12, 17))) for code, one in DUE_ON_THE_17TH),
    ("no_base", view({"activity_count": [a("activity_count", nature="rate")],
                      "figure": [a("figure", value=None, numerator=17.0, denominator=27.0)]})),
    ("unusual_figure", view(facts=replace(ONE, figures=(FIGURE._replace(noted=True),), earlier=EARLIER))),
    ("unusual_figure", view(facts=replace(ONE, figures=(FIGURE,), earlier=EARLIER[:3]))),
    ("duplicate_title", view({"action": [a("action"), a("action", id="action-2", ref="CHE-08", theme="other")]})),
    ("too_long", view({"quarterly_return": [a("quarterly_return", progress="word " * 250)]})),
    ("personal_data", view({"event": [a("event", venue="The Elgiva, HP5 1HR")]})),
    ("revised_figure", view(facts=replace(ONE, revised=(Revised("2023-10", "Oct 2023", 5, 7, True),)))),
    ("cancel_reason", view({"event": [a("event", status="cancelled", cancel_reason="Snow")]})),
    ("cancel_reason", view({"event": [a("event", status="cancelled", start="2023-09-30")]})),
    ("adjustment_reason", view({"figure": [a("figure", adjustment=1, note="Counted twice")]})),
    ("computed_count", view({"activity_count": [a("activity_count", computed="residents")]})),
    ("typed_beside_events", view({"figure": [a("figure", adjustment=1, note="Twice"), a("figure", event="event-1")]})),
    ("typed_beside_events", view({"figure": [a("figure"), a("figure", computed=1, events=0, value=0)]})),
    ("cancelled_event", view({"figure": [a("figure", event="event-1", event_status="held")]})),
    ("cancelled_event", view({"figure": [a("figure", event="event-1", event_status="cancelled", value=0.0)]})),
    ("double_count", view({"event": [a("event"), a("event", id="e2", ref="CHE-E02", start="2023-12-14")]})),
    ("double_count", view({"event": [a("event"), a("event", id="e2", ref="CHE-E02", status="cancelled")]})),
    ("decided_early", view({"survey": [_survey(closes="2023-12-01", decision_on="2023-12-01")]})),
    ("not_considered", view({"survey": [_survey(formal=1, decision_on="2024-01-05")]})),
    ("not_considered", view({"survey": [_survey(formal=1, decision_on="2023-12-31", considered="Moved.")]})),
    ("not_considered", view({"survey": [_survey(decision_on="2023-12-31")]})),
    ("kept_too_long", view({"survey": [_survey(retain_until="2024-01-05")]})),
    ("kept_too_long", view({"survey": [_survey(retain_until="2024-01-04", emptied_on="2024-01-04")]})),
    ("kept_too_long", view({"survey": [_survey(retain_until="2024-01-04", responses=0)]})),
    ("never_told", view({"feedback": [a("feedback", answer="Emptied.", told_on="2023-12-20")]})),
    ("never_told", view({"feedback": [a("feedback", answer=" ")]})),
    ("past_planned", view({"event": [a("event", status="planned", start="2023-12-30", end="2024-01-01")]})),
    ("contradiction", view({"action": [a("action", status="complete")],
                            "milestone": [a("milestone", done_on="2023-12-01")]})),
    ("contradiction", view({"action": [a("action", status="in_progress", progress=100)]})),
    ("unrated", view({"action": [a("action", status="not_started", start="2024-02-01", rating="")]})),
    ("late_milestone", view({"milestone": [a("milestone", due="2024-01-05")]})),
    ("late_milestone", view({"milestone": [a("milestone", due="2023-12-01", done_on="2023-12-24")]})),
    ("late_milestone", view({"action": [a("action", status="on_hold")]})),
    ("nothing_reported", view({"recommendation": [a("recommendation", term="short", nothing_to_report="No bidder.")]})),
    ("nothing_reported", view({"recommendation": [a("recommendation", term="short")],
                               "action": [a("action", recommendation="recommendation-1")]})),
    ("no_risk", view({"risk": [], "action": [a("action", status="not_started", start="2024-02-01")]})),
    ("duplicate_risk", view({"risk": [a("risk"), a("risk", id="r2", ref="CHE-R02", action="action-1")]})),
    ("future_figure", view(today=date(2023, 12, 1))),
    ("below_zero", view({"figure": [a("figure", value=-3.0, adjustment=1, note="Twice")]})),
    ("revised_figure", view(facts=replace(ONE, missing=(("2023-10", "Oct 2023"),),
                                          revised=(Revised("2023-10", "Oct 2023", 5, None, False),)))),
]  # fmt: skip

"""Choices: every list of words a field may hold, stored code first, then what people read.

Codes go into the document and the workbook schema and never change; labels may.
Status, rating and cause of delay come from `core.ratings`, where their rules are.
"""

from __future__ import annotations

from typing import Final

Choices = tuple[tuple[str, str], ...]

TERMS: Final[Choices] = (
    ("short", "Short term"),
    ("medium", "Medium term"),
    ("longer", "Longer term"),
)  # C 4.9

DELIVERIES: Final[Choices] = (  # C 4.5-4.6
    ("bau", "Business as usual"),
    ("additional", "Additional"),
    ("task_finish", "Task and finish"),
)

SHARING: Final[Choices] = (
    ("ward", "This ward only"),
    ("programme", "The programme"),
    ("public", "Public"),
)

SECTORS: Final[Choices] = (
    ("council", "Council"),
    ("town_parish", "Town or parish council"),
    ("health", "Health"),
    ("police_fire", "Police and fire"),
    ("housing", "Housing association"),
    ("education", "School, college or university"),
    ("voluntary", "Voluntary and community"),
    ("faith", "Faith group"),
    ("business", "Business"),
    ("government", "Government"),
    ("other", "Other"),
)

EVENT_KINDS: Final[Choices] = (
    ("day_of_action", "Day of action"),
    ("clean_up", "Clean-up"),
    ("fair", "Fair"),
    ("pop_up", "Pop-up"),
    ("workshop", "Workshop"),
    ("ward_visit", "Ward visit"),
    ("door_knock", "Door-knock"),
    ("play_street", "Play street"),
    ("course_session", "Course session"),
    ("partnership_meeting", "Partnership meeting"),
    ("community_group", "Community group"),
    ("forum", "Forum"),
    ("deep_dive", "Deep dive"),
    ("other", "Other"),
)

EVENT_STATUSES: Final[Choices] = (("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled"))

ATTENDANCE_GROUPS: Final[Choices] = (
    ("adults", "Adults"),
    ("under_18s", "Under 18s"),
    ("residents", "Residents, ages not taken"),
    ("from_ward", "From this ward"),
    ("exhibitors", "Exhibitors"),
    ("partners", "Partners"),
    ("volunteers", "Volunteers"),
)

# The groups that add up to the residents of an event; "from this ward" is a part of them, never added to them.
RESIDENT_GROUPS: Final = ("adults", "under_18s", "residents")

PRECISIONS: Final[Choices] = (("exact", "Exact"), ("about", "About"), ("at_least", "At least"))

COUNTED: Final[Choices] = (("people", "Different people"), ("attendances", "Attendances"))

CHANNELS: Final[Choices] = (
    ("event", "Event"),
    ("survey", "Survey"),
    ("ward_visit", "Ward visit"),
    ("group", "Community group"),
    ("councillor", "Councillor"),
    ("other", "Other"),
)

TOLD_HOW: Final[Choices] = (
    ("event", "At an event"),
    ("newsletter", "Newsletter or leaflet"),
    ("website", "Website or social media"),
    ("notice", "Notice or poster"),
    ("meeting", "Meeting"),
    ("directly", "Directly"),
)

SURVEY_METHODS: Final[Choices] = (
    ("online", "Online"),
    ("face_to_face", "Face to face"),
    ("paper", "Paper"),
    ("telephone", "Telephone"),
    ("mixed", "More than one way"),
)

QUESTION_KINDS: Final[Choices] = (
    ("one", "One choice"),
    ("several", "Several choices"),
    ("scale", "Scale"),
    ("number", "Number"),
    ("date", "Date"),
    ("text", "Free text"),
)

RESPONSE_CHANNELS: Final[Choices] = (
    ("online", "Online"),
    ("face_to_face", "Face to face"),
    ("paper", "Paper"),
    ("telephone", "Telephone"),
)

AGE_BANDS: Final[Choices] = tuple(  # A's bands, research.md section 1
    (band, band)
    for band in (
        "0-15", "16-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75-84", "85+",
        "Prefer not to say", "Not asked",
    )
)  # fmt: skip

CHARACTERISTICS: Final[Choices] = (
    ("age", "Age"),
    ("sex", "Sex"),
    ("ethnicity", "Ethnic group"),
    ("disability", "Disability or long-term condition"),
    ("religion", "Religion or belief"),
    ("orientation", "Sexual orientation"),
    ("carer", "Caring responsibilities"),
    ("other", "Other"),
)

COUNT_KINDS: Final[Choices] = (("output", "Output"), ("outcome", "Outcome"))
LEVELS: Final[Choices] = (("programme", "Programme"), ("theme", "Theme"), ("initiative", "Initiative"))
NATURES: Final[Choices] = (
    ("flow", "Flow: adds up over time"),
    ("stock", "Stock: how many at the end"),
    ("rate", "Rate: a share of a base"),
    ("people", "People: different individuals"),
    ("score", "Score: a survey mean"),
)
BETTER: Final[Choices] = (("higher", "Higher is better"), ("lower", "Lower is better"))
FREQUENCIES: Final[Choices] = (("monthly", "Monthly"), ("quarterly", "Quarterly"))
FIGURE_STATES: Final[Choices] = (("final", "Final"), ("provisional", "Provisional"), ("revised", "Revised"))

# What the figures of a count are worked out from; empty: they are typed, or recorded at events one by one.
COMPUTED: Final[Choices] = (
    ("residents", "Residents at events"),
    ("adults", "Adults at events"),
    ("under_18s", "Under 18s at events"),
    ("from_ward", "Residents from this ward at events"),
    ("volunteers", "Volunteers at events"),
    ("exhibitors", "Exhibitors at events"),
    ("partners", "Partners at events"),
    ("events", "Events held"),
)
COMPUTED_SCOPES: Final[Choices] = (
    ("all", "All events"),
    ("theme", "Events of its theme"),
    ("actions", "Events of the actions it serves"),
)

FUNDING_KINDS: Final[Choices] = (("capital", "Capital"), ("revenue", "Revenue"))
FUNDING_STAGES: Final[Choices] = (  # A 3.1
    ("idea", "Idea"),
    ("business_case", "Business case"),
    ("approved", "Approved"),
    ("spent", "Spent"),
)

RISK_CATEGORIES: Final[Choices] = (
    ("delivery", "Delivery"),
    ("money", "Money"),
    ("people", "People and capacity"),
    ("partners", "Partners"),
    ("property", "Property and planning"),
    ("reputation", "Trust and reputation"),
    ("legal", "Legal and data protection"),
    ("safety", "Health and safety"),
    ("other", "Other"),
)

RETURN_STATUSES: Final[Choices] = (("draft", "Draft"), ("signed", "Signed"), ("sent", "Sent"))


def code(choices: Choices, words: object) -> str:
    """The stored code of what people read; empty when there is none."""
    return next((one for one, label in choices if label == words), "")


def label(choices: Choices, code: object) -> str:
    """What people read for a stored code; an unknown code is shown as it is, an empty one as nothing."""
    if code is None or code == "":
        return ""
    for known, words in choices:
        if known == code:
            return words
    return str(code)

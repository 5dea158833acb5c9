"""The words trackers use: headings of columns, how an action stands, and what councils write for nothing.

All are compared as `plain` gives them, so case, dots, dashes and brackets make no difference.
"""

from __future__ import annotations

import re
from typing import Final

from ward_desk.core import choices
from ward_desk.core.ratings import DELAY_CAUSES, MARKS, RATINGS, STATUSES
from ward_desk.core.records import RECORDS


def plain(words: str) -> str:
    """Words as they are compared: small letters, figures, % and #, one space between them."""
    return " ".join(re.findall(r"[^\W_]+|[%#]", words.lower()))


def short(words: str, most: int = 60) -> str:
    """Somebody's words on one line, cut where they are too long for a sentence."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[:most].rstrip()}…"


# What a list of ours has over a column that the record calls otherwise.
_OURS: Final = {
    "ref": "ref", "partners": "partners", "milestones": "milestones", "next milestone": "next_milestone",
    "last note": "note", "progress notes": "note", "reference in this plan": "ref",
    "progress per cent": "progress", "progress %": "progress",
    "reason": "rating_reason", "needs": "out",  # late, or no word for long: the desk works it out
}  # fmt: skip
OUR_HEADINGS: Final = {
    plain(field.label): field.name for field in RECORDS["action"].fields if field.name != "illustrative"
} | _OURS

# Headings as councils have them, for each target; a whole heading that is one of these is surest.
HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    target: tuple(words.split("|"))
    for target, words in (
        ("title",
         "action|actions|action title|activity|activities|project|initiative|task|what we will do|"
         "what will we do|action required|agreed action|proposed action|action agreed|key action|"
         "key actions|actions required|action point|project name|scheme|what are we doing|"
         "key achievements|examples of key achievements|intervention|deliverable|action activity"),
        ("what",
         "description|details|detail|action detail|what|how|scope|summary|how we will do it|"
         "further detail|description of activity|background"),
        ("source_ref",
         "ref|reference|no|number|id|action no|action ref|action number|ref no|item|item no|"
         "action id|reference number|unique id|#|line|s no|action reference"),
        ("theme",
         "theme|themes|opportunity bucks theme|programme theme|workstream|strand|pillar|area of focus|"
         "focus area"),
        ("priority",
         "priority|ward priority|local priority|priority area|issue|key priority|objective|aim|"
         "priorities|challenge|outcome area|what residents told us|need"),
        ("recommendation",
         "recommendation|recommendations|levelling up plan recommendation|plan recommendation|"
         "scrutiny recommendation|lup recommendation"),
        ("term",
         "term|timeframe|time frame|horizon|short medium long term|short medium longer term|s m l"),
        ("lead",
         "lead|owner|lead officer|lead organisation|responsible|responsibility|who|by whom|"
         "action owner|lead partner|lead agency|responsible officer|lead service|led by|who by|"
         "accountable|action lead|project lead|who is leading|lead body|assigned to|officer"),
        ("partners",
         "partners|partner|partners involved|supporting partners|delivery partners|other partners|"
         "support|supported by|partner organisations|with|key partners|who else|contributors|"
         "stakeholders|other organisations"),
        ("delivery",
         "delivery|delivery type|delivery route|bau|bau or additional|type of activity|"
         "delivered through|bau additional"),
        ("start",
         "start|starts|start date|from|date started|commenced|commencement|start by|begin|"
         "planned start|date raised|date opened"),
        ("due",
         "due|due date|deadline|target date|by when|timescale|timescales|end|end date|"
         "completion date|target completion|target completion date|when|finish|finish date|complete by|"
         "date due|due by|expected completion|planned end|timeline|delivery date|to|when by"),
        ("status",
         "status|action status|current status|state|stage|position|progress status|open closed|"
         "delivery status"),
        ("rating",
         "rag|rag rating|rag status|rating|brag|brag rating|brag status|r a g|traffic light|"
         "confidence|rag now|current rag"),
        ("rating_reason",
         "reason for rating|reason for rag|rag commentary|rag reason|why amber or red|"
         "reason for the rating|rag comment|rag rationale|reason for amber red"),
        ("delay_cause",
         "cause of delay|reason for delay|factor of delay|delay factor|delay reason|cause"),
        ("progress",
         "% complete|progress %|percent complete|percentage complete|per cent complete|% done|"
         "complete %|completion %|% progress|%"),
        ("success",
         "success is|success|success measure|success measures|outcome|outcomes|kpi|kpis|measure|"
         "measures|what success looks like|what does success look like|expected outcome|intended outcome|"
         "desired outcome|how will we know|impact|measure of success|outputs|target|success criteria"),
        ("learning",
         "learning|lessons|lessons learned|lessons learnt|what we learned"),
        ("sharing",
         "who may see it|sharing|sharing mark|publish|public or private"),
        ("note",
         "update|updates|progress|progress update|progress updates|progress note|comments|comment|"
         "commentary|notes|note|latest update|latest position|latest|progress to date|current position|"
         "key project progress|narrative|remarks|progress notes|update comments|progress so far|"
         "comments update|update notes|state of play|how is it going|actions taken|what has happened"),
        ("milestones",
         "milestones|key milestones|milestone|milestones and dates|steps|key dates|key stages|sub tasks|"
         "sub actions|sub action|subactions|sub activities"),
    )
}  # fmt: skip

# A heading with one of these words in it is probably that; the first that fits wins.
PARTS: Final[tuple[tuple[str, str], ...]] = (
    (r"\b(completed on|date completed|actual (completion|end|finish))\b", "keep"),
    (r"\b(last updated|updated on|date of update|reviewed?)\b", "keep"),
    (r"\b(budget|cost|funding|spend|£)", "keep"),
    (r"^(?!.*\b(updates?|comments?|commentary|progress)\b).*\bnext steps?\b", "keep"),
    (r"\brisks?\b|\bbarriers?\b|\bissues?\b", "keep"),
    (r"\b(reason|why|rationale|comment\w*)\b.*\brag\b|\brag\b.*\b(reason|why|rationale|comment\w*)\b", "rating_reason"),
    (r"\b(reason|cause|factor)\b.*\bdelay", "delay_cause"),
    (r"\bb?rag\b|\brating\b", "rating"),
    (r"\bpercent|\bper cent\b|%", "progress"),
    (r"\bmilestones?\b", "milestones"),
    (r"\b(updates?|comments?|commentary|narrative|progress)\b", "note"),
    (r"\b(success|outcomes?|measures?|kpis?)\b", "success"),
    (r"\b(lessons?|learn\w*)\b", "learning"),
    (r"\b(partners?|supporting|stakeholders?)\b", "partners"),
    (r"\b(lead|leads|leading|owner|responsib\w+|accountable)\b", "lead"),
    (r"\b(start|commence\w*)\b", "start"),
    (r"\b(deadline|due|by when|timescales?|target date|end date|completion|finish)\b", "due"),
    (r"\brecommendations?\b", "recommendation"),
    (r"\bthemes?\b", "theme"),
    (r"\bpriorit(y|ies)\b|\bobjectives?\b", "priority"),
    (r"\bstatus\b", "status"),
    (r"\bterm\b", "term"),
    (r"\b(ref|reference|no|id)\b", "source_ref"),
    (r"\b(description|details?)\b", "what"),
    (r"\b(actions?|activit(y|ies)|projects?|initiatives?|tasks?)\b", "title"),
    (r"\bnotes?\b", "note"),
)  # fmt: skip

# Words for how an action stands: status and rating, "" where they say nothing of it.
STANDINGS: Final[dict[str, tuple[str, str]]] = {
    word: (status, rating)
    for words, status, rating in (
        ("not started|not yet|not yet started|to do|todo|to start|planned|proposed|scheduled|future|new|pending|"
         "awaiting start|not begun|yet to start|not commenced|to be started|upcoming", "not_started", ""),
        ("in progress|ongoing|on going|wip|work in progress|started|underway|under way|active|live|open|current|"
         "in hand|commenced|in delivery|progressing|continuing|being delivered|partially complete|partly complete|"
         "part complete|nearly complete|in train|begun", "in_progress", ""),
        ("on hold|paused|hold|parked|suspended|deferred|postponed|stalled|awaiting funding|dormant", "on_hold", ""),
        ("complete|completed|done|closed|finished|delivered|achieved|c|b|blue|complete closed|"
         "blue complete", "complete", ""),
        ("cancelled|canceled|withdrawn|stopped|dropped|abandoned|no longer required|removed|not proceeding|"
         "no longer needed|superseded", "cancelled", ""),
        ("green|g|on track|on target|on schedule|ongoing on track|in progress on track", "in_progress", "green"),
        ("amber|a|y|yellow|orange|at risk|delayed|slipping|some concern|amber green|green amber|behind|behind schedule|"
         "ongoing delayed|in progress delayed|slippage|some delay|minor delay", "in_progress", "amber"),
        ("red|r|off track|overdue|late|critical|amber red|red amber|missed|not on track|major delay",
         "in_progress", "red"),
        ("not rated|no rating|unrated|grey|gray", "", ""),
    )
    for word in words.split("|")
} | {plain(MARKS[code].word): (code, "") for code, _ in STATUSES if code in MARKS}  # fmt: skip
COLOUR_WORDS: Final = frozenset(
    ("green", "g", "amber", "a", "y", "yellow", "orange", "red", "r",
     "amber green", "green amber", "amber red", "red amber")
)  # fmt: skip

# Where nothing is known yet; not a name and not a date.
NOTHING: Final = frozenset(
    ("tbc", "tba", "tbd", "n a", "na", "none", "nil", "not known", "unknown", "to be confirmed", "to be agreed",
     "to be decided", "not applicable", "not yet known", "awaited", "various", "all", "ongoing", "on going", "asap",
     "continuous", "rolling", "throughout", "not set", "no date", "not yet agreed", "none yet")
)  # fmt: skip


def _both(pairs: choices.Choices, more: dict[str, str]) -> dict[str, str]:
    """Every word for each code: the code, its label, and what else is written for it."""
    words = {plain(label): code for code, label in pairs} | {plain(code): code for code, _ in pairs}
    return words | {plain(word): code for code, said in more.items() for word in said.split("|")}


CHOICES: Final[dict[str, dict[str, str]]] = {
    "term": _both(choices.TERMS, {
        "short": "s|short term priority|short term recommendations|immediate|quick wins|quick win",
        "medium": "m|med|mid|mid term|medium term priority|medium term recommendations",
        "longer": "l|long|long term|long term priority|longer term priority|longer term recommendations|"
                  "long term recommendations",
    }),
    "delivery": _both(choices.DELIVERIES, {
        "bau": "bau activity|existing|existing service|core",
        "additional": "additional to bau|extra|new|new activity|in addition to bau|additionality",
        "task_finish": "task finish|t f|task and finish group|t f group|project group",
    }),
    "delay_cause": _both(DELAY_CAUSES, {
        "rising_cost": "cost|costs|rising costs|inflation", "procurement": "tender|tendering|contract",
        "partner": "partner|partners|external stakeholder management|stakeholders|waiting on partners",
        "delivery_partner": "contractor|supplier|poor delivery",
        "property_planning": "planning|property|premises|venue",
        "capacity": "staffing|resources|resource|recruitment|staff capacity|vacancy", "not_known": "not known|unknown",
    }),
    "sharing": _both(choices.SHARING, {"ward": "private|internal|ward only|confidential", "public": "published"}),
}  # fmt: skip
RATING_CODES: Final = tuple(code for code, _ in RATINGS)

"""Calendar kinds: what kind of event a title in somebody's calendar speaks of."""

from __future__ import annotations

import re
from typing import Final

# The first that fits is taken, so what says more stands before what says less.
_SPEAKS_OF: Final = (
    ("deep_dive", "deep dives?"),
    ("ward_visit", "ward (visit|walk)s?|walkabouts?|estate walks?|site visits?"),
    ("door_knock", "door knock(s|ing)?|doorstep"),
    ("play_street", "play streets?|street play"),
    ("clean_up", "clean ups?|clean(up|ing)s?|litter( pick(s|ing)?)?|tidy ups?"),
    ("day_of_action", "days? of action|action days?"),
    ("pop_up", "pop ups?|popups?|stalls?"),
    ("fair", "fairs?|fayres?|f[êe]tes?|market|fun day"),
    ("workshop", "workshops?"),
    ("forum", "forums?|(public|residents|residents['’]|town) meetings?"),
    ("partnership_meeting", "(partnership|board|steering)( group)?( meetings?)?"),
    ("course_session", "courses?|class(es)?|lessons?|training|sessions?"),
    ("community_group", "coffee mornings?|clubs?|groups?|caf[ée]|choir"),
)  # fmt: skip
_PATTERNS: Final = tuple((kind, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for kind, words in _SPEAKS_OF)


def guess(*said: str) -> str:
    """A code of EVENT_KINDS for a title, or for whatever else is said when the title has no word of a kind; "other"
    where nothing has."""
    for words in said:
        plain = re.sub(r"[\s_-]+", " ", words.casefold())
        for kind, pattern in _PATTERNS:
            if pattern.search(plain):
                return kind
    return "other"

"""Survey said: queries of "You said, we did": what residents said beside what is being done about it."""

from __future__ import annotations

from ward_desk.store.actions import PROGRESS
from ward_desk.store.feedback import LISTING as HEARD
from ward_desk.store.listing import Listing

# An item of several themes stands under the first of them in the programme's order, so that nothing is said twice.
_FIRST_THEME = (
    "(SELECT e.theme FROM feedback_theme e JOIN theme x ON x.id = e.theme WHERE e.feedback = r.id"
    " ORDER BY x.position, e.rowid LIMIT 1)"
)

LISTING = Listing(
    source=(
        f"feedback r LEFT JOIN theme t ON t.id = {_FIRST_THEME} LEFT JOIN action a ON a.id = r.action"
        " LEFT JOIN survey s ON s.id = r.survey LEFT JOIN event v ON v.id = r.event"
    ),
    columns={
        "ref": "r.ref", "words": "r.words", "how_many": "r.how_many", "heard_on": "r.heard_on",
        "theme": "coalesce(t.label, '')", "theme_position": "t.position",
        "source": "coalesce(nullif(s.title, ''), v.title, '')", "standing": HEARD.columns["standing"],
        "action": "coalesce(a.ref, '')", "action_title": "coalesce(a.title, '')",
        "action_status": "coalesce(a.status, '')", "action_rating": "coalesce(a.rating, '')",
        "action_reason": "coalesce(a.rating_reason, '')", "action_cause": "coalesce(a.delay_cause, '')",
        "action_start": "a.start", "progress": PROGRESS.replace("r.", "a."),
        "answer": "r.answer", "told_on": "r.told_on", "told_how": "r.told_how", "sharing": "r.sharing",
        "illustrative": "r.illustrative",
    },
    words=("r.ref", "r.words", "r.answer", "coalesce(a.ref, '')", "coalesce(a.title, '')"),
    filters={
        "theme": HEARD.filters["theme"], "standing": HEARD.filters["standing"], "survey": "r.survey = ?",
        "heard=quarter": "r.heard_on >= date(?, '-3 months')", "heard=year": "r.heard_on >= date(?, '-1 year')",
        "from": "r.heard_on >= ?", "to": "r.heard_on <= ?",
    },
    sort="how_many",
    descending=True,
    order={"ref": HEARD.order["ref"], "standing": HEARD.order["standing"], "theme": "t.position"},
    groups={"theme": ("coalesce(t.label, '')", "t.position"), "standing": (
        "CASE WHEN r.told_on IS NOT NULL THEN 'Told back' WHEN r.answer <> '' THEN 'Answered'"
        " WHEN r.action IS NOT NULL THEN 'Has an action' ELSE 'No action yet' END",
        HEARD.order["standing"],
    )},
)  # fmt: skip

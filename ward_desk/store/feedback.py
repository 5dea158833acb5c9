"""Feedback: queries of what residents said."""

from __future__ import annotations

from ward_desk.store.listing import BY_REF, Listing

_THEMES = (
    "(SELECT group_concat(coalesce(nullif(t.short_label, ''), t.label), ', ') FROM feedback_theme e"
    " JOIN theme t ON t.id = e.theme WHERE e.feedback = r.id)"
)

# Where an item stands on its way back to the resident.
_STANDING = (
    "CASE WHEN r.told_on IS NOT NULL THEN 'told' WHEN r.answer <> '' THEN 'answered'"
    " WHEN r.action IS NOT NULL THEN 'action' ELSE 'heard' END"
)

LISTING = Listing(
    source="feedback r LEFT JOIN action a ON a.id = r.action",
    columns={
        "ref": "r.ref", "words": "r.words", "heard_on": "r.heard_on", "channel": "r.channel", "place": "r.place",
        "how_many": "r.how_many", "themes": _THEMES, "standing": _STANDING,
        "action": "coalesce(a.ref, '')", "told_on": "r.told_on", "illustrative": "r.illustrative",
    },
    words=("r.ref", "r.words", "r.place", "r.answer"),
    filters={
        "channel": "r.channel = ?", "standing": f"{_STANDING} = ?",
        "theme": "r.id IN (SELECT feedback FROM feedback_theme WHERE theme = ?)",
        "survey": "r.survey = ?", "event": "r.event = ?",
    },
    sort="heard_on",
    descending=True,
    order={"ref": BY_REF,
           "standing": f"CASE {_STANDING} WHEN 'heard' THEN 1 WHEN 'action' THEN 2 WHEN 'answered' THEN 3 ELSE 4 END"},
)  # fmt: skip

"""Feedback: queries of the Feedback page: what residents said, and surveys."""

from __future__ import annotations

from ward_desk.core.records import Row
from ward_desk.store.listing import BY_REF, Listing
from ward_desk.store.rows import Store

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

SURVEYS = Listing(
    source="survey r",
    columns={
        "ref": "r.ref", "title": "r.title", "opens": "r.opens", "closes": "r.closes", "method": "r.method",
        "responses": "(SELECT count(*) FROM response x WHERE x.survey = r.id)", "illustrative": "r.illustrative",
    },
    words=("r.ref", "r.title", "r.purpose", "r.audience"),
    filters={"method": "r.method = ?"},
    sort="opens",
    descending=True,
    order={"ref": BY_REF},
)  # fmt: skip


def tallies(store: Store, survey: str) -> list[Row]:
    """How many responses gave each answer to each question of a survey, and how many answered it (the base)."""
    return store.query(
        "SELECT q.id AS question, q.wording, q.kind, q.options, q.position, a.value,"
        " count(DISTINCT a.response) AS number,"
        " (SELECT count(DISTINCT b.response) FROM answer b WHERE b.question = q.id AND b.value <> '') AS base"
        " FROM question q JOIN answer a ON a.question = q.id WHERE q.survey = ? AND a.value <> ''"
        " GROUP BY q.id, a.value ORDER BY q.position, q.rowid, number DESC, a.value",
        (survey,),
    )


def age_bands(store: Store, survey: str) -> list[Row]:
    """How many responses of a survey came from each age band that was given."""
    return store.query(
        "SELECT age_band AS band, count(*) AS number FROM response WHERE survey = ? AND age_band <> ''"
        " GROUP BY age_band ORDER BY age_band",
        (survey,),
    )


def response_channels(store: Store, survey: str) -> list[Row]:
    """How many responses of a survey came through each channel, most first; "" for those that do not say."""
    return store.query(
        "SELECT channel, count(*) AS number FROM response WHERE survey = ? GROUP BY channel"
        " ORDER BY number DESC, channel",
        (survey,),
    )

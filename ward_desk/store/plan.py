"""Plan: the shorter lists around the action plan: returns, priorities, organisations, risks, funding, evidence."""

from __future__ import annotations

from ward_desk.store.listing import BY_REF, Listing

RETURNS = Listing(
    source="quarterly_return r",
    columns={"period": "r.period", "version": "r.version", "status": "r.status", "signed_on": "r.signed_on",
             "sent_on": "r.sent_on", "illustrative": "r.illustrative"},
    words=("r.period", "r.progress", "r.horizon", "r.challenges"),
    filters={"status": "r.status = ?"},
    sort="period",
    descending=True,
    order={"period": "r.period || printf('%03d', r.version)"},
)  # fmt: skip

PRIORITIES = Listing(
    source="priority r LEFT JOIN theme t ON t.id = r.theme",
    columns={"ref": "r.ref", "title": "r.title", "term": "r.term", "agreed_on": "r.agreed_on",
             "theme": "coalesce(nullif(t.short_label, ''), t.label, '')"},
    words=("r.ref", "r.title", "r.why"),
    filters={"term": "r.term = ?", "theme": "r.theme = ?"},
    sort="ref",
    order={"ref": BY_REF},
)  # fmt: skip

ORGANISATIONS = Listing(
    source="organisation r",
    columns={"name": "r.name", "sector": "r.sector", "contact_role": "r.contact_role"},
    words=("r.name", "r.contact_role"),
    filters={"sector": "r.sector = ?"},
    sort="name",
)

RECOMMENDATIONS = Listing(
    source="recommendation r",
    columns={"title": "r.title", "term": "r.term", "position": "r.position",
             "nothing_to_report": "r.nothing_to_report",
             "actions": "(SELECT count(*) FROM action a WHERE a.recommendation = r.id)"},
    words=("r.title", "r.nothing_to_report"),
    filters={"term": "r.term = ?"},
    sort="position",
    order={"term": "CASE r.term WHEN 'short' THEN 1 WHEN 'medium' THEN 2 WHEN 'longer' THEN 3 END"},
)  # fmt: skip

FUNDING = Listing(
    source="funding r LEFT JOIN action a ON a.id = r.action",
    columns={"ref": "r.ref", "source": "r.source", "action": "coalesce(a.ref, '')", "stage": "r.stage",
             "allocated": "r.allocated", "spent": "r.spent"},
    words=("r.ref", "r.source", "r.purpose"),
    filters={"stage": "r.stage = ?", "kind": "r.kind = ?"},
    sort="ref",
    order={"ref": "length(r.ref) || r.ref"},
)  # fmt: skip

RISKS = Listing(
    source="risk r LEFT JOIN action a ON a.id = r.action",
    columns={"ref": "r.ref", "title": "r.title", "category": "r.category", "action": "coalesce(a.ref, '')",
             "before": "r.likelihood_before * r.impact_before", "after": "r.likelihood_after * r.impact_after"},
    words=("r.ref", "r.title", "r.mitigation"),
    filters={"category": "r.category = ?"},
    sort="after",
    descending=True,
    order={"ref": "length(r.ref) || r.ref"},
)  # fmt: skip

EVIDENCE = Listing(
    source="evidence r",
    columns={"ref": "r.ref", "shows": "r.shows", "holder": "r.holder", "place": "r.place", "dated": "r.dated"},
    words=("r.ref", "r.shows", "r.holder", "r.place"),
    filters={},
    sort="ref",
    order={"ref": "length(r.ref) || r.ref"},
)

PROFILE = Listing(
    source="profile_line r",
    columns={"indicator": "r.indicator", "unit": "r.unit", "ward_value": "r.ward_value",
             "county_value": "r.county_value", "national_value": "r.national_value", "dated": "r.dated"},
    words=("r.indicator", "r.source"),
    filters={},
    sort="indicator",
)  # fmt: skip

DEEP_DIVES = Listing(
    source="deep_dive r LEFT JOIN theme t ON t.id = r.theme",
    columns={"ref": "r.ref", "topic": "r.topic", "theme": "coalesce(nullif(t.short_label, ''), t.label, '')"},
    words=("r.ref", "r.topic", "r.context", "r.current_state", "r.challenges"),
    filters={"theme": "r.theme = ?"},
    sort="ref",
    order={"ref": "length(r.ref) || r.ref"},
)

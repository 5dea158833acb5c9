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

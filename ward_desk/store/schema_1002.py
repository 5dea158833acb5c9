"""Schema 1002: what events and activity counts came to hold with version 0.3.0. A released step never changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final


def _text(table: str, *columns: str) -> Iterator[str]:
    for column in columns:
        yield f'ALTER TABLE "{table}" ADD COLUMN "{column}" TEXT NOT NULL DEFAULT \'\''


def _link(table: str, column: str, to: str) -> Iterator[str]:
    yield f'ALTER TABLE "{table}" ADD COLUMN "{column}" TEXT REFERENCES "{to}"("id") ON DELETE SET NULL'
    yield f'CREATE INDEX "{table}_{column}" ON "{table}" ("{column}")'


def _pair(name: str, first: str, second: str) -> Iterator[str]:
    yield (
        f'CREATE TABLE "{name}" ("id" TEXT PRIMARY KEY,'
        f' "{first}" TEXT REFERENCES "{first}"("id") ON DELETE CASCADE,'
        f' "{second}" TEXT REFERENCES "{second}"("id") ON DELETE CASCADE) STRICT'
    )
    yield f'CREATE INDEX "{name}_{first}" ON "{name}" ("{first}")'
    yield f'CREATE INDEX "{name}_{second}" ON "{name}" ("{second}")'


STEPS: Final = (
    *_text("event", "cancel_reason"),
    *_link("event", "repeats", "event"),
    *_text("event", "shared_with", "source_ref"),
    *_pair("event_exhibitor", "event", "organisation"),
    *_pair("event_apology", "event", "organisation"),
    *_pair("event_follow_up", "event", "action"),
    *_text("activity_count", "code"),
    *_link("activity_count", "leads_to", "activity_count"),
    *_text("activity_count", "computed", "computed_kind", "computed_scope", "shared_with"),
    'ALTER TABLE "figure" ADD COLUMN "adjustment" INTEGER NOT NULL DEFAULT 0',
    *_pair("profile_count", "profile_line", "activity_count"),
    *_link("deep_dive", "event", "event"),
)

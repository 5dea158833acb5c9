"""Schema 1004: what returns came to hold with version 0.5.0. A released step never changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final


def _text(table: str, *columns: str) -> Iterator[str]:
    for column in columns:
        yield f'ALTER TABLE "{table}" ADD COLUMN "{column}" TEXT NOT NULL DEFAULT \'\''


STEPS: Final = (
    'ALTER TABLE "quarterly_return" ADD COLUMN "prepared_on" TEXT',
    *_text("quarterly_return", "checked_role"),
    'ALTER TABLE "quarterly_return" ADD COLUMN "checked_on" TEXT',
    *_text("quarterly_return", "statement", "taken_back", "workbook_sha256"),
    """CREATE TABLE "explanation" (
        "id" TEXT PRIMARY KEY,
        "quarterly_return" TEXT REFERENCES "quarterly_return"("id") ON DELETE CASCADE,
        "code" TEXT NOT NULL DEFAULT '',
        "record_table" TEXT NOT NULL DEFAULT '',
        "record_id" TEXT NOT NULL DEFAULT '',
        "field" TEXT NOT NULL DEFAULT '',
        "finding" TEXT NOT NULL DEFAULT '',
        "words" TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    'CREATE INDEX "explanation_quarterly_return" ON "explanation" ("quarterly_return")',
)

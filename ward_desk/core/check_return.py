"""Check return: what the checks of a return look for in its own words and its sign-off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ward_desk.core.check_rules import Hit, words
from ward_desk.core.fields import text
from ward_desk.core.quarter_view import QuarterView
from ward_desk.core.records import RECORDS
from ward_desk.core.rules import Level
from ward_desk.core.typed import show_date

_DAYS: Final = (("prepared_on", "prepared"), ("checked_on", "checked"), ("signed_on", "signed"))


def too_long(view: QuarterView) -> Iterator[Hit]:
    for field, most in (("progress", view.progress_words), ("horizon", view.horizon_words)):
        long = words(text(view.return_row, field))
        if long > most:
            label = RECORDS["quarterly_return"].field(field).label
            yield Hit(
                "quarterly_return", view.return_row, field,
                f"{label} has {long} words and may have {most}. Take out {long - most}.",
            )  # fmt: skip


def sign_off(view: QuarterView) -> Iterator[Hit]:
    row = view.return_row
    if not row:
        yield Hit(
            "quarterly_return", {}, "prepared_role",
            "It has not been begun. Begin it, and say who prepared it and what was done.", "warning",
        )  # fmt: skip
        return
    draft: Level = "warning" if row["status"] == "draft" else "error"
    if not text(row, "prepared_role").strip():
        yield Hit("quarterly_return", row, "prepared_role", "It doesn't say who prepared it. Give the role.")
    if not text(row, "signed_role").strip():
        yield Hit("quarterly_return", row, "signed_role", "It is not signed. Give the role of who signs it.", draft)
    if text(row, "signed_role").strip() and not text(row, "signed_on"):
        yield Hit("quarterly_return", row, "signed_on", "The day it was signed is missing. Give the date.", draft)
    for name, done in _DAYS:
        if text(row, name) > view.today.isoformat():
            yield Hit(
                "quarterly_return", row, name,
                f"It is {done} in the future. Give a date up to {show_date(view.today)}.", "error",
            )  # fmt: skip

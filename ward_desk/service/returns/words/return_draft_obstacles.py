"""What stands in the way, in sentences: ratings, late actions, money, risks, and what has nothing to report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from ward_desk.core import choices, ratings
from ward_desk.core.fields import text, whole
from ward_desk.core.ratings import DELAY_CAUSES
from ward_desk.core.typed import counted, show_money
from ward_desk.service.returns.making.return_view import Loaded
from ward_desk.service.returns.words.return_sentence import (
    Sentence,
    Source,
    ended,
    named,
    of_action,
    source,
    still_open,
)

HIGH_RISK: Final = 12  # likelihood times impact, after what is done about it
_RATING_WORDS: Final = dict(ratings.RATINGS)


def worse(loaded: Loaded) -> Iterator[Sentence]:
    for action in filter(still_open, loaded.view.of("action")):
        rating = text(action, "rating")
        if rating not in ("amber", "red"):
            continue
        before = text(loaded.view.rating_before.get(text(action, "id"), {}), "rating")
        label, reason = _RATING_WORDS[rating], " ".join(text(action, "rating_reason").split())
        turned = f"went from {_RATING_WORDS[before]} to {label}" if ratings.worse(rating, before) else f"is {label}"
        cause = choices.label(DELAY_CAUSES, action["delay_cause"]).lower()
        why = f": {ended(reason)}" if reason else f" (held up by: {cause})." if cause else "."
        yield of_action(loaded, action, f"{named(action)} {turned}{why}", 9 if rating == "red" else 6)


def late(loaded: Loaded) -> Iterator[Sentence]:
    today = loaded.view.today
    for action in filter(still_open, loaded.view.of("action")):
        due = text(action, "due")
        if "" < due < today.isoformat():
            days = counted((today - date.fromisoformat(due)).days, "day")
            cause = choices.label(DELAY_CAUSES, action["delay_cause"]).lower()
            why = f" Cause: {cause}." if cause else ""
            yield of_action(loaded, action, f"{named(action)} is {days} past its date.{why}", 7)


def money(loaded: Loaded) -> Iterator[Sentence]:
    for row in loaded.view.of("funding"):
        allocated, spent = whole(row, "allocated"), whole(row, "spent")
        if allocated is not None and spent is not None and spent > allocated:
            what = text(row, "purpose") or text(row, "source")
            said = f"{what}: {show_money(spent)} is spent of {show_money(allocated)} allocated."
            yield Sentence("", said, (source("funding", row),), 6)


def risks(loaded: Loaded) -> Iterator[Sentence]:
    for row in loaded.view.of("risk"):
        score = (whole(row, "likelihood_after") or 0) * (whole(row, "impact_after") or 0)
        if score >= HIGH_RISK:
            doing = f" {ended(text(row, 'mitigation').strip())}" if text(row, "mitigation").strip() else ""
            said = f"Risk: {ended(text(row, 'title'))}{doing}"
            yield Sentence("", " ".join(said.split()), (source("risk", row),), 4 + (score >= 16))


def silent(loaded: Loaded) -> Iterator[Sentence]:
    """Recommendations with nothing to report: shown, never dropped (C 4.9)."""
    having = {text(action, "recommendation") for action in loaded.view.of("action")}
    for row in loaded.view.of("recommendation"):
        if text(row, "id") not in having:
            why = text(row, "nothing_to_report").strip()
            said = f"Nothing to report{f': {ended(why)}' if why else '.'}"
            yield Sentence(text(row, "title"), said, (Source("recommendation", text(row, "id"), ""),), 2)

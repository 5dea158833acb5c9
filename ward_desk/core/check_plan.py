"""Check plan: what the checks of a return look for in the plan beyond single fields: contradictions, gaps, risks."""

from __future__ import annotations

from collections.abc import Iterator

from ward_desk.core import ratings
from ward_desk.core.check_rules import Hit
from ward_desk.core.fields import shown_day, text, whole
from ward_desk.core.privacy import redact_all
from ward_desk.core.quarter_view import QuarterView


def contradiction(view: QuarterView) -> Iterator[Hit]:
    for row in view.of("action"):
        done = whole(row, "progress")
        if row["status"] == "complete" and done is not None and done < 100:
            yield Hit(
                "action", row, "progress", f"It is Complete and {done} % done. Correct one of the two.",
                shape="complete",
            )  # fmt: skip
        elif row["status"] == "not_started" and done:
            yield Hit(
                "action", row, "progress", f"It is Not started and {done} % done. Correct one of the two.",
                shape="not_started",
            )  # fmt: skip


def unrated(view: QuarterView) -> Iterator[Hit]:
    for row in view.of("action"):
        if row["status"] in ("in_progress", "on_hold") and not row["rating"]:
            yield Hit("action", row, "rating", "It is under way and has no rating. Choose Green, Amber or Red.")


def late_milestone(view: QuarterView) -> Iterator[Hit]:
    """What is "on the horizon" with its date passed (B 8.2.2, 10.1.10)."""
    milestones = view.grouped("milestone", "action")
    for row in view.of("action"):
        if row["status"] not in ratings.OPEN_STATUSES:
            continue
        for one in milestones.get(text(row, "id"), ()):
            if "" < text(one, "due") < view.overdue_before and not one["done_on"]:
                title = redact_all(text(one, "title"))
                yield Hit(
                    "milestone", one, "due",
                    f"Its milestone “{title}” was due on {shown_day(one['due'])} and is not done."
                    " Date it as done, or move it.",
                )  # fmt: skip


def same_risk(view: QuarterView) -> Iterator[Hit]:
    first: dict[tuple[str, str], str] = {}
    for row in view.of("risk"):
        title = " ".join(text(row, "title").casefold().split())
        other = first.setdefault((text(row, "action"), title), text(row, "ref"))
        if title and other != row["ref"]:
            yield Hit("risk", row, "title", f"It has the same title as {other}. Rename one, or remove it.")


def no_risk(view: QuarterView) -> Iterator[Hit]:
    live = [row for row in view.of("action") if row["status"] in ("in_progress", "on_hold")]
    if live and view.return_row and not view.of("risk"):
        many = "1 action is" if len(live) == 1 else f"{len(live)} actions are"
        yield Hit(
            "quarterly_return", view.return_row, "challenges",
            f"It names no risk, and {many} under way. Record what may go wrong, or say why nothing can.",
        )  # fmt: skip


def nothing_reported(view: QuarterView) -> Iterator[Hit]:
    """A recommendation that is blank in the report (C 4.9)."""
    worked_on = {text(row, "recommendation") for row in view.of("action")}
    for row in view.of("recommendation"):
        if text(row, "id") not in worked_on and not text(row, "nothing_to_report").strip():
            yield Hit(
                "recommendation", row, "nothing_to_report",
                "It has no action, and nothing says why. Add an action, or write why there is nothing to report.",
            )  # fmt: skip

"""Check surveys: what the checks of a return look for in consultations, answers kept, and residents not told."""

from __future__ import annotations

from collections.abc import Iterator

from ward_desk.core.check_rules import Hit
from ward_desk.core.fields import text
from ward_desk.core.quarter_view import QuarterView


def decided_early(view: QuarterView) -> Iterator[Hit]:
    for row in view.of("survey"):
        if "" < text(row, "decision_on") < text(row, "closes"):
            yield Hit(
                "survey", row, "decision_on",
                "It is decided before it closes, so not every view can count. Move the decision, or correct the date.",
            )  # fmt: skip


def not_considered(view: QuarterView) -> Iterator[Hit]:
    for row in view.of("survey"):
        decided = row.get("formal") and "" < text(row, "decision_on") < view.overdue_before
        if decided and not text(row, "considered").strip():
            yield Hit(
                "survey", row, "considered",
                "It is decided, and nothing says how residents’ views were considered. Write it down.",
            )  # fmt: skip


def kept_too_long(view: QuarterView) -> Iterator[Hit]:
    today = view.today.isoformat()
    for row in view.of("survey"):
        if "" < text(row, "retain_until") < today and row.get("responses") and not row.get("emptied_on"):
            yield Hit(
                "survey", row, "retain_until",
                "It has kept its answers beyond their date. Remove the answers and keep the results.",
            )  # fmt: skip


def never_told(view: QuarterView) -> Iterator[Hit]:
    for row in view.of("feedback"):
        if text(row, "answer").strip() and not row.get("told_on"):
            yield Hit(
                "feedback", row, "told_on",
                "It is answered and nobody has been told. Tell residents, and say when and how.",
            )  # fmt: skip

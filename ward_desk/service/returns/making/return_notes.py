"""Return notes: the Checks and the Notes of a return: what was found, what marks mean, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ward_desk.core.checks import CHECKS, Finding
from ward_desk.core.fields import text
from ward_desk.core.rules import without_finds
from ward_desk.exchange.returns.return_columns import MARKS
from ward_desk.exchange.returns.return_data import ReturnRow
from ward_desk.exchange.returns.return_sheets import TABLES
from ward_desk.service.returns.making.return_people import AS_TOLD, as_told_before, not_yet_told, too_few
from ward_desk.service.returns.making.return_view import Loaded
from ward_desk.service.returns.words.return_changes import Change

# What the words of the sheets mean (model.md, Status and rating; Periods and sums).
DEFINITIONS: Final = (
    ("Rating of an action", "For open actions only; the rating key is on the sheet called Cover. Rating last quarter "
     "is that of the return sent for it, or else of the last note before this quarter."),
    ("Residents engaged", "Attendances of residents, adults and under 18s at the events held. Somebody who came to two "
     "events counts twice; partners, exhibitors and volunteers do not count."),
    ("Feedback answered and told back", "Feedback whose residents were told in the quarter what was done, whenever it "
     "was heard."),
    ("Quarter and year to date", "A flow adds up. A stock is its latest figure. A rate is the sum of its numerators "
     "out of the sum of its bases. A score is the mean of all answers. Different people are never added up. An empty "
     "month is not zero."),
    ("Rating of an activity count", "Green: within its tolerance of the target, or better. Amber: outside it, and "
     "better than the same period last year, or than last quarter when there is none. Red: neither. A flow is held "
     "against the part of its yearly target that is due."),
    ("Figures come from", "Computed: worked out from who came to the events of each month. Events: recorded at events "
     "one by one. Typed: entered by whoever keeps the count. An adjustment is a correction beside them; the "
     "explanation gives its reason."),
    ("Leads to", "The count of a theme or of the programme that this one should move."),
    ("Direction", "Better or worse by which way is better for the count, higher or lower. A sum with a month missing "
     "has no comparator."),
)  # fmt: skip


def checks(findings: Sequence[Finding]) -> list[ReturnRow]:
    """Every rule with its result: one row when it passed, else one for each thing found."""
    rows: list[ReturnRow] = []
    for check in CHECKS:
        found = [finding for finding in findings if finding.code == check.code]
        shared: ReturnRow = {"code": check.code, "rule": check.rule, "found": len(found)}
        if not found:
            rows.append({**shared, "result": "Passed", "record": None, "what": None, "explanation": None})
        rows += [
            {
                **shared, "result": "Error" if one.level == "error" else "Warning", "record": one.ref,
                "what": one.sentence, "explanation": without_finds("explanation", "words", one.explained),
            }
            for one in found
        ]  # fmt: skip
    return rows


def notes(loaded: Loaded, tables: dict[str, list[ReturnRow]], changed: Sequence[Change], since: str) -> list[ReturnRow]:
    """The marks used in these tables, the definition of each count, and what changed since an earlier version."""
    used = _marks(tables)
    rows = [_note("Mark", mark, meaning) for mark, meaning in MARKS.items() if mark in used]
    rows += [_note("Definition", subject, meaning) for subject, meaning in DEFINITIONS]
    for count in loaded.view.of("activity_count"):
        if text(count, "definition").strip():
            rows.append(_note("Definition", f"{text(count, 'ref')} {text(count, 'name')}", text(count, "definition")))
    rows += [_note("Change", f"{one.sheet} {one.ref}", f"Since {since}: {one.what}") for one in changed]
    for facts in loaded.view.counts:
        for one in facts.revised:
            was, now = f"{one.was:g}", "empty" if one.now is None else f"{one.now:g}"
            subject = f"Activity counts {text(facts.row, 'ref')}"
            rows.append(_note("Change", subject, f"{one.label} was {was} in the return sent and is {now} now."))
    for row in loaded.view.of("activity_count"):
        if others := text(row, "shared_with"):
            subject = f"Activity counts {text(row, 'ref')}"
            rows.append(_note("Note", subject, f"Possible double count: also counted by {others}."))
    for row in loaded.view.of("event"):
        if text(row, "shared_with") and row["status"] == "held" and loaded.view.in_quarter(text(row, "start")):
            subject = f"Events {text(row, 'ref')}"
            rows.append(_note("Note", subject, f"Possible double count: also reported by {text(row, 'shared_with')}."))
    notice = text(loaded.view.of("partnership")[0], "notice").strip()
    if notice:
        rows.append(_note("Note", "Notice", notice))
    if made_up := illustrative(loaded):
        rows.append(_note("Note", "Illustrative records", f"{made_up} Their references: {_refs(loaded)}."))
    rows += [
        _note("Note", survey, "Who answered is told in the return of the quarter in which the survey closes.")
        for survey in not_yet_told(loaded)
    ]
    rows += [_note("Note", who, "Too few people to say who came.") for who in too_few(loaded)]
    rows += [_note("Note", who, AS_TOLD) for who in as_told_before(loaded)]
    return rows


def illustrative(loaded: Loaded) -> str:
    """How many records of the return are made up, in a sentence; empty when none is."""
    many = sum(1 for rows in loaded.view.rows.values() for row in rows if row.get("illustrative") == 1)
    if not many:
        return ""
    which = "1 record in this return is" if many == 1 else f"{many:,} records in this return are"
    return f"{which} illustrative: made up to show how it works."


def _refs(loaded: Loaded) -> str:
    refs = [text(row, "ref") for rows in loaded.view.rows.values() for row in rows if row.get("illustrative") == 1]
    shown = [ref for ref in refs if ref]
    more = f" and {len(shown) - 20} more" if len(shown) > 20 else ""
    return (", ".join(shown[:20]) or "none has one") + more


def _marks(tables: dict[str, list[ReturnRow]]) -> set[str]:
    used: set[str] = set()
    for sheet in TABLES:
        keys = [column.key for column in sheet.columns if column.kind == "mark"]
        for row in tables.get(sheet.table, ()) if keys else ():
            for key in keys:
                if marks := row[key]:
                    used.update(mark for mark in MARKS if mark in str(marks))
    return used


def _note(kind: str, subject: str, note: str) -> ReturnRow:
    return {"kind": kind, "subject": subject, "note": note}

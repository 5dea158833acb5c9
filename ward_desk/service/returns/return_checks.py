"""Return checks: what stands in the way of a return, and what the ward says about its warnings.

An error is mended. A warning is mended or explained in one sentence, which goes into the sheet Checks (model.md,
Checks before a return can be signed); until then neither lets the return be signed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ward_desk.core import checks as rules
from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.check_groups import Group, group, minutes, minutes_words, of_form, of_record
from ward_desk.core.checks import Finding
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.core.typed import counted, show_date
from ward_desk.service.document import Document
from ward_desk.service.returns.making.return_view import load
from ward_desk.service.returns.return_due import (
    Due,
    asked_for,
    checks_of,
    due_next,
    newest,
    start_month,
    wanted_too,
)
from ward_desk.service.unchanged import known, until_changed
from ward_desk.store import explanations, returns
from ward_desk.store.rows import Store

_TOLD = 3  # causes named in a refusal


def checks(doc: Document, quarter: Quarter, today: date | None = None) -> list[Finding]:
    """What the checks of a quarter's newest return find, errors first; a warning comes with its explanation."""
    day = today or doc.today

    def ask() -> tuple[Finding, ...]:
        return tuple(rules.run(load(doc, quarter, newest(doc, quarter), day).view))

    return list(until_changed(doc, checks_of(quarter, day), ask))


def record_findings(doc: Document, table: str, row_id: str) -> tuple[Finding, ...] | None:
    """What the checks of the return due next found in one record and its form can't see by itself.

    None while nobody has worked out the checks since the last change: this never waits for them.
    """
    found = _known_checks(doc)
    return None if found is None else tuple(of_record(found, table, row_id))


def form_findings(doc: Document, table: str, row_id: str) -> tuple[Finding, ...] | None:
    """The warnings among them that the form does say by itself, for saying why; None as `record_findings`."""
    found = _known_checks(doc)
    return None if found is None else tuple(of_form(found, table, row_id))


def _known_checks(doc: Document) -> list[Finding] | None:
    wanted = due_next(doc, doc.today)
    if text(wanted.row or {}, "status") in ("signed", "sent"):
        return []
    return checks(doc, wanted.quarter) if known(doc, checks_of(wanted.quarter, doc.today)) else None


def refuse_unready(doc: Document, quarter: Quarter, row: Row) -> None:
    """Raises KnownError naming what stands in the way of signing a return; `row` is its record as it would be signed:
    an error, or a warning neither mended nor explained."""
    found = group(rules.run(load(doc, quarter, row, doc.today).view))
    causes = [one for one in found if rules.wanting(one.findings)]
    if not causes:
        return
    first = " ".join(one.sentence for one in causes[:_TOLD])
    more = f" There are {len(causes) - _TOLD} more." if len(causes) > _TOLD else ""
    if causes[0].level == "error":
        raise KnownError(
            "return.errors", f"The {quarter.short} return can't be signed yet. {first}{more}",
            "It is not signed.", "Put these right, then sign.",
        )  # fmt: skip
    raise KnownError(
        "return.unexplained",
        f"The {quarter.short} return can't be signed while a warning wants a word. {first}{more}",
        "It is not signed.", "Mend each, or say in one sentence why it is so. The sentence goes into the return.",
    )  # fmt: skip


def explain(
    doc: Document, return_id: str, findings: Iterable[Finding], words: str, initiator: object = None
) -> ChangeSet:
    """Say why these warnings are so, in the ward's own words; no words take what was said away.

    One operation. Raises KnownError for an error, and when the return is signed, sent or gone.
    """
    wanted = list(findings)
    row = _draft(doc, return_id)
    for finding in wanted:
        if not rules.explainable(finding):
            raise KnownError(
                "return.not_explained", f"This can't be explained away. {finding.sentence}", "Nothing was changed.",
                "Put it right in the record itself.",
            )  # fmt: skip
    if not wanted:
        return NOTHING
    said = " ".join(words.split())

    found = {_key_of(one) for one in checks(doc, Quarter.parse(text(row, "period"), start_month(doc)))}

    def write(store: Store) -> None:
        given = explanations.of_return(store, return_id)
        for finding in wanted:
            key = _key_of(finding)
            # What was said of it before, and of what it said before.
            old = [one for one in given if _key(one) == key or (_key(one)[:3] == key[:3] and _key(one) not in found)]
            for one in old[1:] if said else old:
                store.delete("explanation", text(one, "id"))
            values: Row = {"finding": finding.sentence, "words": said}
            if said and old:
                store.update("explanation", text(old[0], "id"), values)
            elif said:
                values |= {"code": finding.code, "record_table": finding.table, "record_id": finding.row_id}
                values |= {"field": finding.field, "quarterly_return": return_id}
                store.insert("explanation", values)
            given = [one for one in given if one not in old]

    causes = list(dict.fromkeys(one.cause for one in group(wanted)))
    cause = causes[0] if len(causes) == 1 else f"{causes[0]} and {len(causes) - 1} more"
    verb = "Explain" if said else "Take back the explanation of"
    return doc.run(Op("return.explain", f"{verb} {counted(len(wanted), 'warning')}: {cause}"), write, initiator)


def offered(doc: Document, return_id: str, finding: Finding) -> str:
    """The words last given for a finding of this check, record and field; "" for none. When the finding has changed
    since, they no longer cover it, and are only there to be taken up again."""
    key = _key_of(finding)
    rows = [row for row in explanations.of_return(doc.store, return_id) if _key(row)[:3] == key[:3]]
    rows.sort(key=lambda row: _key(row) != key)
    return text(rows[0], "words") if rows else ""


def _key(row: Row) -> tuple[str, str, str, str]:
    return text(row, "code"), text(row, "record_id"), text(row, "field"), text(row, "finding")


def _key_of(finding: Finding) -> tuple[str, str, str, str]:
    return finding.code, finding.row_id, finding.field, finding.sentence


def _draft(doc: Document, return_id: str) -> Row:
    row = returns.light(doc.store, return_id)
    if row is None:
        raise KnownError("gone", "This return has been removed meanwhile.", "Nothing was changed.", "")
    if row["status"] == "draft":
        return row
    sent = row["status"] == "sent"
    raise KnownError(
        "return.sent" if sent else "return.signed",
        f"This return is {'sent' if sent else 'signed'}, so what it says of its warnings stands.",
        "Nothing was changed.", "Begin a new version." if sent else "Take the signature back first.",
    )  # fmt: skip


def due_words(doc: Document, today: date | None = None) -> str:
    """For the status bar: "Q3 2023-24 return due 15 Jan 2024 · 4 things to fix, about 9 minutes"."""
    today = today or doc.today
    wanted = due_next(doc, today)
    when = f"{wanted.quarter.short} return {'was due' if wanted.due < today else 'due'} {show_date(wanted.due)}"
    return " · ".join(filter(None, (when, standing(doc, wanted, today))))


def standing(doc: Document, wanted: Due, today: date) -> str:
    """How far a return has come, in words: "4 things to fix, about 9 minutes", "ready to sign", "signed, not sent
    yet"; "" while nobody has begun it and its day is far off."""
    if not asked_for(wanted, today):
        return ""
    status = text(wanted.row or {}, "status")
    if status in ("signed", "sent"):
        return "signed, not sent yet" if status == "signed" else "sent"
    number = things_left(doc, wanted, today)
    if number:
        return f"{counted(number, 'thing')} to fix, {minutes_words(minutes(_causes(doc, wanted.quarter, today)))}"
    return "ready to sign"


def things_left(doc: Document, wanted: Due, today: date) -> int:
    """How many causes are still to be mended, or explained, before a return can be signed."""
    if text(wanted.row or {}, "status") in ("signed", "sent"):
        return 0
    return sum(1 for one in _causes(doc, wanted.quarter, today) if rules.wanting(one.findings))


def _causes(doc: Document, quarter: Quarter, today: date) -> tuple[Group, ...]:
    return until_changed(doc, ("causes", quarter, today), lambda: tuple(group(checks(doc, quarter, today))))


def things_to_fix(doc: Document, today: date) -> int:
    """How many causes are still to be mended, or explained, in the return wanted next, once it is asked for, and in
    every other that is begun and not sent: a cause in two of them is mended, or explained, in each."""
    wanted = due_next(doc, today)
    return sum(things_left(doc, one, today) for one in (wanted, *wanted_too(doc, wanted)) if asked_for(one, today))

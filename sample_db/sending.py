"""Sending: the returns that a sample ward has sent, made by the real service from the ward as it stood on that day."""

from __future__ import annotations

from datetime import datetime, time
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from sample_db.earlier import as_of
from sample_db.filling import fill
from sample_db.sources import FIRST_STEP, Entry, Sources
from ward_desk.core import checks as rules
from ward_desk.core.checks import Finding
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.service.returns import return_checks, returns

SIGNING, SENDING = time(16), time(16, 30)
OF_THE_SAMPLES = "opportunity_bucks"  # the programme that has ten of them

# What a ward says of a warning when its sources don't: by the code of the check.
SAID = {
    "not_started": "It starts a few weeks later than planned; the new date is agreed with its lead.",
    "no_explanation": "It is watched; the partnership talks about it at its next meeting.",
    "no_note": "Nothing happened in the quarter that needs a note.",
    "no_attendance": "The tally sheets are still on paper; the number goes into the next return.",
    "missing_months": "Whoever counts has been asked; the figure goes into the next return.",
    "unusual_figure": "Checked and right: it goes up and down with what was on.",
    "revised_figure": "A late tally sheet.",
    "cancel_reason": "Too few helpers on the day.",
    "double_count": "Agreed with the others named that each tells of its own part.",
    "never_told": "To be told at the next event.",
    "late_milestone": "It slipped by a few weeks; a new date is agreed.",
}
KNOWN = "The partnership knows of it and has put it on its next agenda."  # of any other


class Sent(NamedTuple):
    """A return as it left the ward."""

    folder: str  # among the returns kept beside the samples
    file_name: str
    workbook: bytes


def send(sources: Sources) -> list[Sent]:
    """Make, sign and send the returns a ward's sources say it has sent, and add their records to the sources. Raises
    KnownError naming what stood in the way of one."""
    sent: list[Sent] = []
    for source in sources.sent:
        entries, file_name = _sent(sources, dict(source))
        sources.entries[:0] = entries
        row = entries[0].values
        period = str(row["period"]).lower()
        programme = sources.framework.code
        folder = period if programme == OF_THE_SAMPLES else f"{period}-{programme.replace('_', '-')}"
        workbook = row["workbook"]
        assert isinstance(workbook, bytes)
        sent.append(Sent(folder, file_name, workbook))
    return sent


def _sent(sources: Sources, source: dict[str, Any]) -> tuple[list[Entry], str]:
    """The records of one return, itself first and then what it says of its warnings, and the name of its file."""
    key, quarter = source.pop("key"), Quarter.parse(source.pop("period"), sources.framework.year_start_month)
    role, signed_on, sent_on = source.pop("signed_role"), source.pop("signed_on"), source.pop("sent_on")
    then, said = source.pop("then", []), SAID | source.pop("explained", {})
    now = datetime.combine(signed_on, SIGNING)
    made = count(1)
    with TemporaryDirectory(prefix="ward-desk-sample-") as folder:
        doc = Document.create(
            Path(folder, "ward.ward"), fill(as_of(sources, signed_on, then), FIRST_STEP, signed_on),
            clock=lambda: now, make_id=lambda: sources.id("sending", f"{key} {next(made)}"),
        )  # fmt: skip
        try:
            row_id = returns.ensure_return(doc, quarter)
            returns.edit(doc, row_id, source)
            _explain(doc, row_id, quarter, said)
            returns.sign(doc, row_id, role, signed_on)
            now = datetime.combine(sent_on, SENDING)
            returns.mark_sent(doc, row_id, sent_on)
            rows = [("quarterly_return", row) for row in doc.store.rows("quarterly_return", id=row_id)]
            rows += [("explanation", row) for row in doc.store.rows("explanation", quarterly_return=row_id)]
            name = returns.default_file_name(doc, quarter)
        finally:
            doc.close()
    own = sources.id("quarterly_return", key)
    mark: dict[str, Row] = {
        "quarterly_return": {"id": own, "illustrative": 1},
        "explanation": {"quarterly_return": own},
    }
    return [Entry(table, row | mark[table], FIRST_STEP) for table, row in rows], name


def _explain(doc: Document, return_id: str, quarter: Quarter, said: dict[str, str]) -> None:
    """Say why each warning is so: in the words for that record ("no_note CHE-05") or for that check ("no_note")."""
    of: dict[str, list[Finding]] = {}
    for finding in return_checks.checks(doc, quarter):
        words = said.get(f"{finding.code} {finding.ref}") or said.get(finding.code, KNOWN)
        if rules.explainable(finding):
            of.setdefault(words, []).append(finding)
    for words, findings in of.items():
        return_checks.explain(doc, return_id, findings, words)

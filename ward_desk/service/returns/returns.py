"""Returns: checking, making, signing and sending the quarterly return.

Signing freezes the return: what was signed is what is exported and kept as sent, whatever changes in the document
afterwards. A sent return never changes; a correction is a new version.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from ward_desk.core import checks as rules
from ward_desk.core.changes import ChangeSet, Op
from ward_desk.core.checks import Finding as Finding
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text, whole
from ward_desk.core.periods import Quarter
from ward_desk.core.records import RECORDS, Row
from ward_desk.core.typed import show_date
from ward_desk.exchange.returns.return_data import ReturnData, canonical_json
from ward_desk.service.document import Document
from ward_desk.service.returns.return_due import Due as Due
from ward_desk.service.returns.return_due import checks_of, start_month
from ward_desk.service.returns.return_due import due_next as due_next
from ward_desk.service.returns.return_due import newest as newest
from ward_desk.service.returns.return_making import changes_since as changes_since
from ward_desk.service.returns.return_making import frozen, made
from ward_desk.service.returns.return_making import quarter_data as quarter_data
from ward_desk.service.returns.return_view import load
from ward_desk.service.unchanged import until_changed
from ward_desk.store import returns as stored
from ward_desk.store.rows import Store

Progress = Callable[[int, int], None]  # rows written, rows in all

LONGEST_FILE_NAME: Final = 60  # characters (GOV.UK, research.md section 2)
_TYPED: Final = ("progress", "horizon", "challenges", "prepared_role")


def ensure_return(doc: Document, quarter: Quarter, initiator: object = None) -> str:
    """The id of a quarter's newest return; a draft is begun when there is none."""
    row = newest(doc, quarter)
    return text(row, "id") if row else _begin(doc, quarter, 1, {}, initiator)


def new_version(doc: Document, quarter: Quarter, initiator: object = None) -> str:
    """Begin the next version of a return that was sent, with its words. Raises KnownError when it was not sent."""
    row = newest(doc, quarter)
    if row is None or row["status"] != "sent":
        raise KnownError(
            "return.not_sent", f"The {quarter.short} return has not been sent, so it needs no new version.",
            "Nothing was changed.", "Change the return itself.",
        )  # fmt: skip
    kept = {name: row[name] for name in _TYPED}
    return _begin(doc, quarter, (whole(row, "version") or 1) + 1, kept, initiator)


def _begin(doc: Document, quarter: Quarter, version: int, kept: Row, initiator: object) -> str:
    made: list[str] = []
    values: Row = {"prepared_role": text(doc.partnership, "officer_role"), **kept}
    values |= {"period": quarter.key, "version": version, "status": "draft"}
    words = f"Begin the {quarter.short} return" + (f", version {version}" if version > 1 else "")
    doc.run(Op("return.begin", words), lambda store: made.append(store.insert("quarterly_return", values)), initiator)
    return made[0]


def edit(doc: Document, return_id: str, values: Row, initiator: object = None) -> ChangeSet:
    """Change the words of a draft. Raises KnownError when it is signed or sent."""
    row = refuse_if_sent(doc, return_id)
    if row["status"] == "signed":
        raise KnownError(
            "return.signed", "This return is signed, so its words stand.", "What you typed is still in its field.",
            "Take the signature back first.",
        )  # fmt: skip
    labels = ", ".join(RECORDS["quarterly_return"].field(name).label.lower() for name in values)
    return _change(doc, row, values, f"Edit the {_short(doc, row)} return: {labels}", initiator)


def refuse_if_sent(doc: Document, return_id: str) -> Row:
    """The return, without its files. Raises KnownError when it was sent or is gone: a sent return never changes."""
    row = stored.light(doc.store, return_id)
    if row is None:
        raise KnownError("gone", "This return has been removed meanwhile.", "Nothing was changed.", "")
    if row["status"] == "sent":
        raise KnownError(
            "return.sent", f"The {_short(doc, row)} return was sent and is kept exactly as it left.",
            "Nothing was changed.", "To correct it, begin a new version.",
        )  # fmt: skip
    return row


def checks(doc: Document, quarter: Quarter, today: date | None = None) -> list[Finding]:
    """What stands in the way of a quarter's return, errors first."""
    day = today or doc.today

    def ask() -> tuple[Finding, ...]:
        return tuple(rules.run(load(doc, quarter, newest(doc, quarter), day).view))

    return list(until_changed(doc, checks_of(quarter, day), ask))


def sign(doc: Document, return_id: str, role: str, on: date, initiator: object = None) -> ChangeSet:
    """Sign a return: freeze its data as it stands now. Raises KnownError naming what stands in the way."""
    row = refuse_if_sent(doc, return_id)
    if not role.strip():
        raise KnownError("return.no_role", "A return is signed by somebody.", "It is not signed.", "Give a role.")
    if on > doc.today:
        raise KnownError(
            "return.future", f"{show_date(on)} is still to come.", "It is not signed.", "Give a date up to today."
        )
    quarter = Quarter.parse(text(row, "period"), start_month(doc))
    signed: Row = {**row, "status": "signed", "signed_role": role.strip(), "signed_on": on.isoformat()}
    found = rules.errors(rules.run(load(doc, quarter, signed, doc.today).view))
    if found:
        first = " ".join(finding.sentence for finding in found[:3])
        more = f" There are {len(found) - 3} more." if len(found) > 3 else ""
        raise KnownError(
            "return.errors", f"The {quarter.short} return can't be signed yet. {first}{more}",
            "It is not signed.", "Put these right, then sign.",
        )  # fmt: skip
    data = made(doc, quarter, signed)
    content, workbook = canonical_json(data), _workbook(data)
    values: Row = {name: signed[name] for name in ("status", "signed_role", "signed_on")}
    values |= {"snapshot": content, "sha256": hashlib.sha256(content).hexdigest()}
    values |= {"workbook": workbook, "workbook_sha256": hashlib.sha256(workbook).hexdigest()}
    return _change(doc, row, values, f"Sign the {quarter.short} return", initiator)


def _workbook(data: ReturnData) -> bytes:
    """The bytes of a return's workbook."""
    from ward_desk.exchange.returns import return_workbook

    with tempfile.TemporaryDirectory(prefix="ward-desk-") as folder:
        return return_workbook.write(data, Path(folder, "return.xlsx")).read_bytes()


def unsign(doc: Document, return_id: str, initiator: object = None) -> ChangeSet:
    """Take a signature back, so that the return can be changed. Raises KnownError when it was sent."""
    row = refuse_if_sent(doc, return_id)
    values: Row = {"status": "draft", "signed_role": "", "signed_on": None, "snapshot": None, "sha256": ""}
    values |= {"workbook": None, "workbook_sha256": ""}
    return _change(doc, row, values, f"Take back the signature of the {_short(doc, row)} return", initiator)


def mark_sent(doc: Document, return_id: str, on: date, initiator: object = None) -> ChangeSet:
    """Keep the signed return for good. Raises KnownError when it is not signed."""
    row = refuse_if_sent(doc, return_id)
    if row["status"] != "signed":
        raise KnownError(
            "return.not_signed", f"The {_short(doc, row)} return is not signed yet.", "Nothing was changed.",
            "Sign it first, then mark it as sent.",
        )  # fmt: skip
    if on > doc.today or on.isoformat() < text(row, "signed_on"):
        raise KnownError(
            "return.sent_when", f"It can't have been sent on {show_date(on)}.", "Nothing was changed.",
            "Give a date from the day it was signed up to today.",
        )  # fmt: skip
    values: Row = {"status": "sent", "sent_on": on.isoformat()}
    if not stored.file(doc.store, return_id, "workbook"):  # signed with a version that kept it from sending on
        workbook = _workbook(frozen(doc, return_id))
        values |= {"workbook": workbook, "workbook_sha256": hashlib.sha256(workbook).hexdigest()}
    return _change(doc, row, values, f"Mark the {_short(doc, row)} return as sent", initiator)


def export(doc: Document, quarter: Quarter, path: Path, progress: Progress | None = None) -> Path:
    """Write a quarter's newest return as a workbook, whole or not at all. One that is signed is written exactly as
    it was signed. Raises KnownError."""
    from ward_desk.exchange.atomic import replace_file
    from ward_desk.exchange.returns import return_workbook

    row = newest(doc, quarter)
    content = stored.file(doc.store, text(row, "id"), "workbook") if row is not None else b""
    if content:

        def fill(temporary: Path) -> None:
            temporary.write_bytes(content)

        return replace_file(path, fill)
    with return_workbook.no_garbage_looked_for():
        return return_workbook.write(quarter_data(doc, quarter), path, progress)


def export_csv(doc: Document, quarter: Quarter, folder: Path) -> list[Path]:
    """Write a quarter's newest return as CSV files for a dashboard. Raises KnownError."""
    from ward_desk.exchange import csv_out

    return csv_out.write_folder(quarter_data(doc, quarter), folder)


def read_back(path: Path) -> ReturnData:
    """The return in a workbook. Raises KnownError when it is none of ours, or was changed by hand."""
    from ward_desk.exchange.returns import return_reader

    return return_reader.read(path)


def default_file_name(doc: Document, quarter: Quarter) -> str:
    """What to call the workbook: lowercase and dashes, no longer than 60 characters, no version."""
    plain = unicodedata.normalize("NFKD", text(doc.partnership, "ward")).encode("ascii", "ignore").decode().lower()
    ending = f"-return-{quarter.year_label}-q{quarter.number}.xlsx"
    ward = re.sub("[^a-z0-9]+", "-", plain).strip("-")[: LONGEST_FILE_NAME - len(ending)].strip("-")
    return f"{ward or 'ward'}{ending}"


def due_words(doc: Document, today: date | None = None) -> str:
    """For the status bar: "Q3 2023-24 return due 15 Jan 2024 · 4 things to fix"."""
    today = today or doc.today
    wanted = due_next(doc, today)
    when = f"{wanted.quarter.short} return {'was due' if wanted.due < today else 'due'} {show_date(wanted.due)}"
    return f"{when} · {standing(doc, wanted, today)}"


def standing(doc: Document, wanted: Due, today: date) -> str:
    """How far a return has come, in words: "4 things to fix", "ready to sign", "signed, not sent yet"."""
    status = text(wanted.row or {}, "status")
    if status in ("signed", "sent"):
        return "signed, not sent yet" if status == "signed" else "sent"
    number = len(rules.errors(checks(doc, wanted.quarter, today)))
    if number:
        return f"{number:,} {'thing' if number == 1 else 'things'} to fix"
    return "ready to sign"


def _short(doc: Document, row: Row) -> str:
    return Quarter.parse(text(row, "period"), start_month(doc)).short


def _change(doc: Document, row: Row, values: Row, label: str, initiator: object) -> ChangeSet:
    def write(store: Store) -> None:
        store.update("quarterly_return", text(row, "id"), values)

    return doc.run(Op("return.edit", label), write, initiator)

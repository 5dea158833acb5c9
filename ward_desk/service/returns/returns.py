"""Returns: checking, making, signing and sending the quarterly return.

Signing freezes the return: what was signed is what is exported and kept as sent, whatever changes in the document
afterwards. A sent return never changes; a correction is a new version.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Final

from ward_desk.core.changes import ChangeSet, Op
from ward_desk.core.checks import Finding as Finding
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text, whole
from ward_desk.core.periods import Quarter
from ward_desk.core.records import RECORDS, Row
from ward_desk.exchange.returns.return_data import ReturnData
from ward_desk.service.document import Document
from ward_desk.service.returns.making.return_making import quarter_data as quarter_data
from ward_desk.service.returns.return_checks import checks as checks
from ward_desk.service.returns.return_checks import due_words as due_words
from ward_desk.service.returns.return_checks import explain as explain
from ward_desk.service.returns.return_checks import offered as offered
from ward_desk.service.returns.return_checks import record_findings as record_findings
from ward_desk.service.returns.return_checks import standing as standing
from ward_desk.service.returns.return_copy import kept, save_as_sent
from ward_desk.service.returns.return_due import Due as Due
from ward_desk.service.returns.return_due import due_next as due_next
from ward_desk.service.returns.return_due import newest as newest
from ward_desk.service.returns.return_life import change, refuse_if_signed, short
from ward_desk.service.returns.return_life import checked as checked
from ward_desk.service.returns.return_life import keep_signature as keep_signature
from ward_desk.service.returns.return_life import mark_sent as mark_sent
from ward_desk.service.returns.return_life import prepared as prepared
from ward_desk.service.returns.return_life import refuse_if_sent as refuse_if_sent
from ward_desk.service.returns.return_life import sign as sign
from ward_desk.service.returns.return_life import to_sign as to_sign
from ward_desk.service.returns.return_life import unsign as unsign
from ward_desk.store import explanations
from ward_desk.store import returns as stored
from ward_desk.store.rows import Store

Progress = Callable[[int, int], None]  # rows written, rows in all

LONGEST_FILE_NAME: Final = 60  # characters (GOV.UK, research.md section 2)
_TYPED: Final = ("progress", "horizon", "challenges", "prepared_role", "checked_role")


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
    words = {name: row[name] for name in _TYPED}
    return _begin(doc, quarter, (whole(row, "version") or 1) + 1, words, initiator, text(row, "id"))


def _begin(
    doc: Document, quarter: Quarter, version: int, begun_with: Row, initiator: object, corrected: str = ""
) -> str:
    made: list[str] = []
    values: Row = {"prepared_role": text(doc.partnership, "officer_role"), **begun_with}
    values |= {"period": quarter.key, "version": version, "status": "draft"}
    words = f"Begin the {quarter.short} return" + (f", version {version}" if version > 1 else "")

    def write(store: Store) -> None:
        if any(row["version"] == version for row in stored.versions(store, quarter.key)):
            raise KnownError(
                "return.begun", f"The {quarter.short} return was begun in another window meanwhile.",
                "Nothing was changed.", "Choose it in the list and go on there.",
            )  # fmt: skip
        made.append(store.insert("quarterly_return", values))
        explanations.copy(store, corrected, made[0])

    doc.run(Op("return.begin", words), write, initiator)
    return made[0]


def edit(doc: Document, return_id: str, values: Row, initiator: object = None) -> ChangeSet:
    """Change the words of a draft. Raises KnownError when it is signed or sent."""
    row = refuse_if_signed(doc, return_id)
    labels = ", ".join(RECORDS["quarterly_return"].field(name).label.lower() for name in values)
    return change(doc, row, values, f"Edit the {short(doc, row)} return: {labels}", initiator)


def export(doc: Document, quarter: Quarter, path: Path, progress: Progress | None = None) -> Path:
    """Write a quarter's newest return as a workbook, whole or not at all. One that is signed is written exactly as
    it was signed. Raises KnownError, also when what was signed was changed outside."""
    from ward_desk.exchange.returns import return_workbook

    row = newest(doc, quarter)
    if row is not None and kept(doc, text(row, "id"), "workbook"):
        return save_as_sent(doc, text(row, "id"), path)
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


def default_file_name(doc: Document, quarter: Quarter, row: Row | None = None) -> str:
    """What to call the workbook: lowercase and dashes, no longer than 60 characters. A draft and a correction say that
    they are one where `row` is the return: they may lie in one folder with what was signed."""
    version = whole(row or {}, "version") or 1
    told = (f"-v{version}" if version > 1 else "") + ("-draft" if row and row["status"] == "draft" else "")
    plain = unicodedata.normalize("NFKD", text(doc.partnership, "ward")).encode("ascii", "ignore").decode().lower()
    ending = f"-return-{quarter.year_label}-q{quarter.number}{told}.xlsx"
    ward = re.sub("[^a-z0-9]+", "-", plain).strip("-")[: LONGEST_FILE_NAME - len(ending)].strip("-")
    return f"{ward or 'ward'}{ending}"

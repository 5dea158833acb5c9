"""Return life: a return is prepared, checked, signed and sent, each by a role on a day.

Signing freezes it: the data, the workbook and their hashes are kept, and neither edits nor undo reach them. A signature
is taken back with a reason, which stands in the return from then on. A sent return never changes.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from ward_desk.core import privacy
from ward_desk.core.changes import ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import day, text
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.core.typed import show_date
from ward_desk.exchange.returns.return_data import ReturnData, canonical_json
from ward_desk.service.document import Document
from ward_desk.service.returns.making.return_making import frozen, made
from ward_desk.service.returns.return_checks import refuse_unready
from ward_desk.service.returns.return_copy import kept, sealed
from ward_desk.service.returns.return_due import start_month
from ward_desk.service.returns.return_order import refuse_clock, refuse_order
from ward_desk.store import changelog
from ward_desk.store import return_life as stored_life
from ward_desk.store import returns as stored
from ward_desk.store.rows import Store

STATEMENT: Final = (
    "I confirm that this return is complete and correct to the best of my knowledge and that the partnership has"
    " seen it."
)
_UNSIGNED: Final = "It is not signed."
_SAME: Final = "Nothing was changed."


class ToSign(NamedTuple):
    """A return as it will be signed, put together and not kept yet."""

    newest: int  # the newest change it knew of
    values: Row


def refuse_if_sent(doc: Document, return_id: str) -> Row:
    """The return, without its files. Raises KnownError when it was sent or is gone: a sent return never changes."""
    row = stored.light(doc.store, return_id)
    if row is None:
        raise KnownError("gone", "This return has been removed meanwhile.", _SAME, "")
    if row["status"] == "sent":
        raise KnownError(
            "return.sent", f"The {short(doc, row)} return was sent and is kept exactly as it left.", _SAME,
            "To correct it, begin a new version.",
        )  # fmt: skip
    return row


def refuse_if_signed(doc: Document, return_id: str) -> Row:
    """The draft, without its files. Raises KnownError when it is signed, sent or gone."""
    row = refuse_if_sent(doc, return_id)
    if row["status"] == "signed":
        raise KnownError(
            "return.signed", "This return is signed, so its words stand.", "What you typed is still in its field.",
            "Take the signature back first.",
        )  # fmt: skip
    return row


def prepared(doc: Document, return_id: str, role: str, on: date, initiator: object = None) -> ChangeSet:
    """Say who prepared a draft, and when. Raises KnownError for a name, or a day that can't be."""
    row = refuse_if_signed(doc, return_id)
    _refuse_role(role, "prepared", _SAME)
    refuse_order(doc, _quarter(doc, row), {**row, "prepared_on": on.isoformat()}, _SAME)
    values: Row = {"prepared_role": role.strip(), "prepared_on": on.isoformat()}
    return change(doc, row, values, f"Say who prepared the {short(doc, row)} return", initiator)


def checked(doc: Document, return_id: str, role: str, on: date, initiator: object = None) -> ChangeSet:
    """Say who checked a draft, and when. Raises KnownError for a name, or a day that can't be."""
    row = refuse_if_signed(doc, return_id)
    _refuse_role(role, "checked", _SAME)
    refuse_order(doc, _quarter(doc, row), {**row, "checked_on": on.isoformat()}, _SAME)
    values: Row = {"checked_role": role.strip(), "checked_on": on.isoformat()}
    return change(doc, row, values, f"Say who checked the {short(doc, row)} return", initiator)


def sign(
    doc: Document, return_id: str, role: str, on: date, initiator: object = None, *, statement: str = STATEMENT
) -> ChangeSet:
    """Sign a return: freeze its data as it stands now. It can't be undone, only taken back (`unsign`).

    Raises KnownError naming what stands in the way.
    """
    return keep_signature(doc, return_id, to_sign(doc, return_id, role, on, statement=statement), initiator)


def to_sign(doc: Document, return_id: str, role: str, on: date, *, statement: str = STATEMENT) -> ToSign:
    """What signing a return puts into it: all of the work, and nothing is changed. Raises KnownError as `sign`."""
    newest = changelog.newest(doc.store.connection)
    row = refuse_if_signed(doc, return_id)
    _refuse_role(role, "signed", _UNSIGNED)
    said = " ".join(statement.split())
    if not said:
        raise KnownError("return.no_statement", "A signature says what it stands for.", _UNSIGNED, "Give a statement.")
    _refuse_personal(said, "statement", _UNSIGNED)
    if row["checked_role"] and not row["checked_on"]:
        raise KnownError(
            "return.checked_when", f"It says that {text(row, 'checked_role')} checked the return, but not when.",
            _UNSIGNED, "Give the day it was checked.",
        )  # fmt: skip
    signed: Row = {**row, "status": "signed", "signed_role": role.strip(), "signed_on": on.isoformat()}
    signed["statement"] = said
    refuse_order(doc, _quarter(doc, row), signed, _UNSIGNED)
    refuse_unready(doc, _quarter(doc, row), signed)
    data = made(doc, _quarter(doc, row), signed)
    content, workbook = canonical_json(data), _workbook(data)
    values: Row = {name: signed[name] for name in ("status", "signed_role", "signed_on", "statement")}
    values |= sealed("snapshot", content) | sealed("workbook", workbook)
    return ToSign(newest, values)


def keep_signature(doc: Document, return_id: str, signed: ToSign, initiator: object = None) -> ChangeSet:
    """Keep what `to_sign` made. Raises KnownError when the document has changed since: it would not be in it."""
    row = refuse_if_signed(doc, return_id)

    def write(store: Store) -> None:
        if changelog.newest(store.connection) != signed.newest:
            raise KnownError(
                "return.changed", "The document was changed while the return was put together.", _UNSIGNED,
                "Sign again.",
            )  # fmt: skip
        _write(store, row, signed.values, for_good=True)

    return doc.run(Op("return.edit", f"Sign the {short(doc, row)} return"), write, initiator)


def unsign(doc: Document, return_id: str, reason: str, initiator: object = None) -> ChangeSet:
    """Take a signature back for a reason, so that the return can be changed. Day, who had signed and the reason stand
    in the return from then on. Raises KnownError without a reason, and when the return isn't signed, or was sent."""
    row = refuse_if_sent(doc, return_id)
    if row["status"] != "signed":
        raise _not_signed(doc, row, "There is no signature to take back.")
    said = " ".join(reason.split()).rstrip(".")
    if not said:
        raise KnownError(
            "return.no_reason", "A signature is taken back for a reason.", "The return is still signed.",
            "Say why in one sentence: it goes into the return.",
        )  # fmt: skip
    _refuse_personal(said, "reason", "The return is still signed.")
    refuse_clock(doc, row)
    said = said if said.endswith(("!", "?")) else f"{said}."
    signed_on = day(row["signed_on"])
    when = f" ({show_date(signed_on)})" if signed_on else ""
    line = f"{show_date(doc.today)}: signature of {text(row, 'signed_role')}{when} taken back. {said}"
    values: Row = {"status": "draft", "signed_role": "", "signed_on": None, "statement": ""}
    values |= {"snapshot": None, "sha256": "", "workbook": None, "workbook_sha256": ""}
    values["taken_back"] = "\n".join(filter(None, (text(row, "taken_back"), line)))
    label = f"Take back the signature of the {short(doc, row)} return: {said}"
    return change(doc, row, values, label, initiator, for_good=True)


def mark_sent(doc: Document, return_id: str, on: date, initiator: object = None) -> ChangeSet:
    """Keep the signed return for good. Raises KnownError when it is not signed, or no longer what was signed."""
    row = refuse_if_sent(doc, return_id)
    if row["status"] != "signed":
        raise _not_signed(doc, row, "Sign it first, then mark it as sent.")
    refuse_clock(doc, row)
    if on > doc.today or on.isoformat() < text(row, "signed_on"):
        raise KnownError(
            "return.sent_when", f"It can't have been sent on {show_date(on)}.", _SAME,
            "Give a date from the day it was signed up to today.",
        )  # fmt: skip
    kept(doc, return_id, "snapshot")
    values: Row = {"status": "sent", "sent_on": on.isoformat()}
    if not kept(doc, return_id, "workbook"):  # signed with a version that kept it from sending on
        workbook = _workbook(frozen(doc, return_id))
        values |= sealed("workbook", workbook)
    return change(doc, row, values, f"Mark the {short(doc, row)} return as sent", initiator, for_good=True)


def short(doc: Document, row: Row) -> str:
    """What people call the quarter of a return: "Q3 2023-24"."""
    return _quarter(doc, row).short


def change(
    doc: Document, row: Row, values: Row, label: str, initiator: object = None, *, for_good: bool = False
) -> ChangeSet:
    """Change fields of a return as one operation; `for_good` is one that can't be undone."""

    return doc.run(Op("return.edit", label), lambda store: _write(store, row, values, for_good=for_good), initiator)


def _write(store: Store, row: Row, values: Row, *, for_good: bool) -> None:
    """Inside an operation: nobody else writes now, so what another window did to the return before is seen."""
    now = stored.light(store, text(row, "id"))
    if now is None or now["status"] != row["status"]:
        status = text(now or {}, "status")
        how = f"is {status} by now" if status in ("signed", "sent") else "was changed meanwhile"
        raise KnownError("return.elsewhere", f"This return {how}, in another window.", _SAME, "Look at it again.")
    store.update("quarterly_return", text(row, "id"), values)
    if for_good:
        stored_life.keep(store, text(row, "id"))


def _quarter(doc: Document, row: Row) -> Quarter:
    return Quarter.parse(text(row, "period"), start_month(doc))


def _not_signed(doc: Document, row: Row, next_step: str) -> KnownError:
    return KnownError("return.not_signed", f"The {short(doc, row)} return is not signed yet.", _SAME, next_step)


def _refuse_role(role: str, done: str, safe: str) -> None:
    """A return is prepared, checked and signed by a role; who holds it changes, and is nobody's business in a file."""
    if not role.strip():
        raise KnownError("return.no_role", f"A return is {done} by somebody.", safe, "Give a role.")
    finds = privacy.scan(role)
    if finds:
        raise KnownError(
            "return.name", f"“{finds[0].text}” looks like a {finds[0].label}.", safe,
            "Give a role, not a name: “Ward member, chair” or “Community officer”.",
        )  # fmt: skip


def _refuse_personal(words: str, part: str, safe: str) -> None:
    finds = privacy.scan(words)
    if finds:
        raise KnownError(
            "return.personal", f"“{finds[0].text}” in the {part} looks like a {finds[0].label}.", safe,
            "Say it without: a role, not a name.",
        )  # fmt: skip


def _workbook(data: ReturnData) -> bytes:
    """The bytes of a return's workbook. Raises KnownError when there is no room to put it together."""
    from ward_desk.exchange.returns import return_workbook

    try:
        with tempfile.TemporaryDirectory(prefix="ward-desk-") as folder:
            return return_workbook.write(data, Path(folder, "return.xlsx")).read_bytes()
    except OSError as error:
        raise _no_room(error.strerror or str(error)) from error
    except KnownError as error:
        if not error.code.startswith("file."):
            raise
        raise _no_room(error.happened) from error


def _no_room(why: str) -> KnownError:
    """The workbook is put together in a temporary folder nobody chose: another one can't be the advice."""
    return KnownError(
        "return.no_room", f"The return's workbook could not be put together: {why.rstrip('.')}.", _SAME,
        "Make room on the computer's disk, then try again.",
    )  # fmt: skip

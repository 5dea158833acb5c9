"""Return copy: what a return kept when it was signed, as it was kept, or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final, Literal

from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.exchange.atomic import replace_file
from ward_desk.service.document import Document
from ward_desk.store import returns as stored

File = Literal["snapshot", "workbook"]

_SEALS: Final[dict[File, str]] = {"snapshot": "sha256", "workbook": "workbook_sha256"}  # the field with its hash


def sealed(name: File, content: bytes) -> Row:
    """The values that keep a file of a return, with its hash beside it."""
    return {name: content, _SEALS[name]: hashlib.sha256(content).hexdigest()}


def kept(doc: Document, return_id: str, name: File) -> bytes:
    """A file a return keeps, empty when it keeps none. Raises KnownError when it is no longer the one signed: altered,
    or gone with only its hash left."""
    content = stored.file(doc.store, return_id, name)
    row = stored.light(doc.store, return_id) or {}
    seal = text(row, _SEALS[name])
    if seal and hashlib.sha256(content).hexdigest() != seal:
        raise KnownError(
            "return.changed_outside",
            "This return is no longer what was signed: the document was changed outside Ward Desk.",
            "Nothing was written.",
            "Take the signature back and sign again." if row["status"] == "signed"
            else "Take it from a backup of the document, or from the workbook that was sent.",
        )  # fmt: skip
    return content


def save_as_sent(doc: Document, return_id: str, path: Path) -> Path:
    """Write the workbook kept when a return was signed, byte for byte. Raises KnownError when none was kept, or it is
    no longer the one signed."""
    kept(doc, return_id, "snapshot")
    content = kept(doc, return_id, "workbook")
    if not content:
        raise KnownError(
            "return.no_workbook", "No workbook was kept with this return.", "Nothing was written.",
            "Export the return instead.",
        )  # fmt: skip

    def fill(temporary: Path) -> None:
        temporary.write_bytes(content)

    return replace_file(path, fill)

"""Return copy: a return that was sent, written again exactly as it left."""

from __future__ import annotations

from pathlib import Path

from ward_desk.core.errors import KnownError
from ward_desk.exchange.atomic import replace_file
from ward_desk.service.document import Document
from ward_desk.store import returns as stored


def save_as_sent(doc: Document, return_id: str, path: Path) -> Path:
    """Write the workbook kept when a return was sent, byte for byte. Raises KnownError when none was kept."""
    content = stored.file(doc.store, return_id, "workbook")
    if not content:
        raise KnownError(
            "return.no_workbook", "No workbook was kept with this return.", "Nothing was written.",
            "Export the return instead.",
        )  # fmt: skip

    def fill(temporary: Path) -> None:
        temporary.write_bytes(content)

    return replace_file(path, fill)

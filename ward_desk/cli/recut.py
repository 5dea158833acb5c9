"""The command that re-cuts a ward's data for any two dates. It reads the document and never changes it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from ward_desk.cli import Exit
from ward_desk.core.errors import KnownError
from ward_desk.core.typed import read_date, show_date
from ward_desk.service.document import Document


def recut_of(path: Path, first: str, last: str, workbook: Path, folder: Path | None, *, public: bool) -> Exit:
    """Write the data of some dates as a workbook, and as CSV files if wanted. Raises KnownError."""
    if workbook.suffix.lower() != ".xlsx":
        raise KnownError(
            "not_xlsx", f"The re-cut can't be written to {workbook.name}.", "Nothing was written.",
            "Give it a name that ends in .xlsx.",
        )  # fmt: skip
    from ward_desk.service.returns import recut

    with closing(Document.open(path, read_only=True)) as doc:
        days = read_date(first, doc.today), read_date(last, doc.today)
        data = recut.recut(doc, *days, "public" if public else "programme")
        recut.export(data, workbook)
        print(f"Written: {workbook}")
        if folder is not None:
            recut.export_csv(data, folder)
            print(f"Written: {folder}")
        as_at = show_date(doc.today)
    print(f"{data.header.label}, as it stood on {as_at}. It is a re-cut, not a return.")
    return Exit.FINE

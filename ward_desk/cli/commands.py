"""What each command does. They read documents and never change one, so nobody's lock is in the way."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ward_desk.cli import Exit
from ward_desk.cli.tables import show
from ward_desk.core.checks import wanting
from ward_desk.core.errors import KnownError, NotUnderstoodError
from ward_desk.core.fields import whole
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.records import RECORDS
from ward_desk.service.document import Document

if TYPE_CHECKING:
    from ward_desk.exchange.returns.return_data import ReturnData
    from ward_desk.exchange.returns.return_reader import ReturnRefusedError
    from ward_desk.service.returns.return_due import Entry
    from ward_desk.service.returns.returns import Finding


@contextmanager
def _opened(path: Path) -> Iterator[Document]:
    doc = Document.open(path, read_only=True)
    try:
        yield doc
    finally:
        doc.close()


def _quarter(doc: Document, text: str) -> Quarter:
    start_month = doc.partnership["year_start_month"]
    return Quarter.parse(text, start_month) if isinstance(start_month, int) else Quarter.parse(text)


@contextmanager
def _progress(words: str) -> Iterator[Callable[..., None]]:
    """How far long work is, on one line of the terminal; nothing when nobody looks at one."""
    if not sys.stderr.isatty():
        yield lambda done, of, words="": None
        return

    def say(done: int, of: int, _words: str = "") -> None:
        print(f"\r{words}: {100 * done // max(of, 1)}%", end="", file=sys.stderr, flush=True)

    try:
        yield say
    finally:
        print("\r" + " " * (len(words) + 6) + "\r", end="", file=sys.stderr, flush=True)


# --- return and check ---------------------------------------------------------------------------------


def write_return(path: Path, quarter: str, workbook: Path, folder: Path | None, *, public: bool = False) -> Exit:
    """Write a quarter's return, or its public version. Raises KnownError."""
    # A slip of the hand here must not put a workbook in the place of somebody's document.
    if workbook.suffix.lower() != ".xlsx":
        raise KnownError(
            "not_xlsx", f"The return can't be written to {workbook.name}.", "Nothing was written.",
            "Give it a name that ends in .xlsx.",
        )  # fmt: skip
    from ward_desk.service.returns import public_return, returns

    of = public_return if public else returns
    with _opened(path) as doc:
        wanted = _quarter(doc, quarter)
        with _progress("Writing the return") as progress:
            of.export(doc, wanted, workbook, progress)
        print(f"Written: {workbook}")
        if folder is not None:
            of.export_csv(doc, wanted, folder)
            print(f"Written: {folder}")
        if public:
            return Exit.FINE
        # What was signed is frozen, and was signed with nothing in its way.
        row = returns.newest(doc, wanted)
        found = wanting(returns.checks(doc, wanted)) if row is None or row["status"] == "draft" else []
    if found:
        print(f"The checks found {_numbers(found)}; `ward-desk check` shows them.", file=sys.stderr)
    return Exit.FINE


def check(path: Path, quarter: str) -> Exit:
    """Show what the checks of a quarter's return found. Raises KnownError."""
    from ward_desk.service.returns import returns

    with _opened(path) as doc:
        wanted = _quarter(doc, quarter)
        found = sorted(returns.checks(doc, wanted), key=lambda finding: finding.level != "error")
        ward = str(doc.partnership["ward"])
    left = wanting(found)
    print(f"{ward}, {wanted.label}: {_numbers(left) if left else 'nothing to mend'}")
    if found:
        print()
        show(("Level", "Record", "Field", "What to mend"), [_line(one) for one in found])
    return Exit.REFUSED if left else Exit.FINE


def _line(finding: Finding) -> tuple[str, ...]:
    record = RECORDS.get(finding.table)
    labels = {field.name: field.label for field in record.fields} if record else {}
    return (
        "Explained" if finding.explained else finding.level.capitalize(),
        finding.ref or (record.label if record else ""),
        labels.get(finding.field) or _of_its_own(finding.field),
        f"{finding.sentence} “{finding.explained}”" if finding.explained else finding.sentence,
    )


def _of_its_own(place: str) -> str:
    """What belongs to a record is mended at its own table's name, and a figure at its period (QuarterView.place)."""
    if place in RECORDS:
        return RECORDS[place].label
    try:
        return Quarter.parse(place).short if "Q" in place else Month.parse(place).label
    except NotUnderstoodError:
        return ""


def _numbers(found: list[Finding]) -> str:
    levels = Counter[str](finding.level for finding in found)
    parts = [
        f"{levels[level]} {word if levels[level] == 1 else word + 's'}"
        for level, word in (("error", "error"), ("warning", "warning"))
        if levels[level]
    ]
    return " and ".join(parts)


# --- read-return --------------------------------------------------------------------------------------


def read_return(path: Path, *, as_json: bool) -> Exit:
    """Verify a return workbook and show what is in it. Raises KnownError when the file can't be opened at all."""
    from ward_desk.exchange.returns import return_reader

    try:
        data = return_reader.read(path)
    except return_reader.ReturnRefusedError as error:
        return _refused(path, error, as_json=as_json)
    if as_json:
        _print_json({"header": data.header.values(), "tables": data.tables})
    else:
        _show_return(data)
    return Exit.FINE


def _refused(path: Path, error: ReturnRefusedError, *, as_json: bool) -> Exit:
    if as_json:
        _print_json({"problems": [problem._asdict() for problem in error.problems]})
        return Exit.REFUSED
    number = len(error.problems)
    print(f"{path.name} is refused: {number} {'problem' if number == 1 else 'problems'}.", file=sys.stderr)
    show(
        ("Sheet", "Row", "Column", "What is wrong"),
        [(one.sheet, str(one.row or ""), one.column, one.sentence) for one in error.problems],
    )
    return Exit.REFUSED


def _show_return(data: ReturnData) -> None:
    from ward_desk.exchange.returns.return_data import sha256
    from ward_desk.exchange.returns.return_sheets import TABLES, cover_rows_of

    header = data.header
    items = cover_rows_of(header.schema_version)
    values = [(label, str(getattr(header, name))) for name, label in items if getattr(header, name)]
    show(("Cover", ""), [*values, ("SHA-256", sha256(data))])
    print()
    show(("Sheet", "Rows"), [(sheet.title, f"{len(data.tables[sheet.table]):,}") for sheet in TABLES])


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


# --- info ---------------------------------------------------------------------------------------------


def info(path: Path) -> Exit:
    """Show what a document is. Raises KnownError."""
    from ward_desk.service.about import about
    from ward_desk.service.returns import return_due

    with _opened(path) as doc:
        told = about(doc)
        returns = [(_named(entry), return_due.told(entry, doc.today)) for entry in return_due.every(doc, doc.today)]
    last = told.last_change
    show(("Document", ""), [
        ("File", str(path)),
        *((label, words) for label, words in told.partnership if words),
        ("Schema version", str(told.schema_version)),
        ("Last change", f"{last.label}, {last.when}{f', {last.role}' if last.role else ''}" if last else "none"),
        ("Open", told.open_by or "nobody has it open"),
    ])  # fmt: skip
    print()
    show(("Return", "Status"), returns)
    print()
    show(("Records", "Number"), [(plural, f"{number:,}") for plural, number in told.records])
    return Exit.FINE


def _named(entry: Entry) -> str:
    version = whole(entry.versions[0], "version") if entry.versions else 1
    return entry.quarter.short if version == 1 else f"{entry.quarter.short}, version {version}"

"""What `read-return` does: verify a return workbook and show what is in it, or what is wrong with it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ward_desk.cli import Exit
from ward_desk.cli.tables import show
from ward_desk.core.typed import counted

if TYPE_CHECKING:
    from ward_desk.exchange.returns.return_data import ReturnData
    from ward_desk.exchange.returns.return_reader import ReturnRefusedError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be asked for."""
    parser.add_argument("file", type=Path, metavar="RETURN.xlsx", help="a return workbook")
    parser.add_argument("--json", action="store_true", help="print everything in it, or every problem, as JSON")


def run(options: argparse.Namespace) -> Exit:
    """Verify a return workbook. Raises KnownError when the file can't be opened at all."""
    from ward_desk.exchange.returns import return_reader

    try:
        data = return_reader.read(options.file)
    except return_reader.ReturnRefusedError as error:
        return _refused(options.file, error, as_json=options.json)
    if options.json:
        _print_json({"header": data.header.values(), "tables": data.tables})
    else:
        _show(data)
    return Exit.FINE


def _refused(path: Path, error: ReturnRefusedError, *, as_json: bool) -> Exit:
    if as_json:
        _print_json({"problems": [problem._asdict() for problem in error.problems]})
        return Exit.REFUSED
    print(f"{path.name} is refused: {counted(len(error.problems), 'problem')}.", file=sys.stderr)
    show(
        ("Sheet", "Row", "Column", "What is wrong"),
        [(one.sheet, str(one.row or ""), one.column, one.sentence) for one in error.problems],
    )
    return Exit.REFUSED


def _show(data: ReturnData) -> None:
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

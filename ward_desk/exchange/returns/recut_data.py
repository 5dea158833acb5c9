"""A re-cut as data: whose it is, its two dates and its tables, made clean as those of a return are."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import Final

from ward_desk.core.errors import KnownError
from ward_desk.exchange.returns.recut_sheets import COVER_ITEMS, RECUT_TABLES, RECUT_VERSION
from ward_desk.exchange.returns.return_columns import MARKS
from ward_desk.exchange.returns.return_data import ReturnData, ReturnHeader, ReturnRow, clean
from ward_desk.exchange.returns.return_schema import what_is_wrong
from ward_desk.exchange.returns.return_sheets import AUDIENCES

WHAT: Final = "The ward's data re-cut for two dates. It is not a return: it was not checked and nobody signed it."


@dataclass(frozen=True)
class RecutHeader:
    """Whose re-cut it is and of which days; dates are ISO text, and an empty text is "not given"."""

    ward: str
    council: str
    programme: str
    first: str
    last: str
    label: str  # 23 Oct to 3 Dec 2023
    as_at: str
    town: str = ""
    framework: str = ""
    audience: str = AUDIENCES[0]
    contact: str = ""
    illustrative_notice: str = ""
    rating_key: tuple[tuple[str, str], ...] = ()
    what: str = WHAT
    schema_version: str = RECUT_VERSION


@dataclass(frozen=True)
class RecutData:
    """One re-cut: every table of RECUT_TABLES by name, each row with every column key of its sheet."""

    header: RecutHeader
    tables: dict[str, list[ReturnRow]] = field(default_factory=dict)


def cleaned(data: RecutData) -> RecutData:
    """The same re-cut, every value in the form a workbook can keep. Raises KnownError for a text too long for a cell,
    and for a value that its column can't hold."""
    carrier = ReturnHeader("", "", "", "", "", ("", "", ""), illustrative_notice=data.header.illustrative_notice)
    made = clean(ReturnData(carrier, data.tables))
    for sheet in RECUT_TABLES:
        for number, row in enumerate(made.tables[sheet.table], start=1):
            for column in sheet.columns:
                if wrong := what_is_wrong(column, row[column.key]):
                    raise KnownError(
                        "recut.not_valid", f"{sheet.title}, {row.get('ref') or f'row {number}'}: {wrong}",
                        "Nothing was written.", "Put it right, then make the re-cut again.",
                    )  # fmt: skip
    return RecutData(replace(data.header, illustrative_notice=made.header.illustrative_notice), made.tables)


def cover_rows(header: RecutHeader) -> list[ReturnRow]:
    """The rows of the Cover: the header, the rating key and what each mark means."""
    items: list[tuple[str, str]] = [(label, str(getattr(header, name))) for name, label in COVER_ITEMS]
    items += [(f"Rating: {word}", meaning) for word, meaning in header.rating_key]
    items += [(f"Mark: {mark}", meaning) for mark, meaning in MARKS.items()]
    return [{"item": item, "value": value or None} for item, value in items]


def sha256(data: RecutData) -> str:
    """The fingerprint of a re-cut, 64 hexadecimal digits."""
    whole = {"header": asdict(data.header), "tables": data.tables}
    said = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()

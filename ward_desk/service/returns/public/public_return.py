"""Public return: the version of a return that anybody may read.

It is the return without what is not public today: of a draft as the document stands, of a signed or sent return as it
was frozen, so that it never says anything newer. It needs no signature of its own, and says what it was made of.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from ward_desk.core import pre_election
from ward_desk.core.changes import Op
from ward_desk.core.fields import text
from ward_desk.core.periods import Quarter
from ward_desk.exchange.returns.return_columns import SCHEMA_VERSION
from ward_desk.exchange.returns.return_data import ReturnData, ReturnHeader, ReturnRow, clean
from ward_desk.exchange.returns.return_sheets import SUMMARY_ROWS, TABLES
from ward_desk.service.document import Document
from ward_desk.service.returns.making import return_summary
from ward_desk.service.returns.making.last_gate import last_gate
from ward_desk.service.returns.making.return_making import frozen, quarter_data
from ward_desk.service.returns.public import public_rows
from ward_desk.service.returns.public.public_rows import Public
from ward_desk.service.surveys.told import you_said
from ward_desk.store import returns as stored
from ward_desk.store.rows import Store

Progress = Callable[[int, int], None]  # rows written, rows in all

WORDS: Final = ("progress_to_date", "on_the_horizon", "challenges")
_MAY: Final = "return.public_words"  # document setting: the quarters whose words may be public
_MADE_UP: Final = re.compile(r"[\d,]+ records? in this return (?:is|are) illustrative")


def public_data(doc: Document, quarter: Quarter, version: int | None = None) -> ReturnData:
    """A quarter's return for the public, of the newest version unless one is named.

    Raises KnownError when there is no such version, or when it would say who somebody is: nothing is taken out of what
    goes to everybody without the ward having seen it.
    """
    return with_numbers(doc, quarter, version)[0]


def with_numbers(
    doc: Document, quarter: Quarter, version: int | None = None
) -> tuple[ReturnData, dict[str, tuple[int, int]]]:
    """As `public_data`, and table -> how many rows of the return are in its public version, and how many there are."""
    whole = _as_now(quarter_data(doc, quarter, version, as_typed=True))
    public = public_rows.of_document(doc)
    tables = public_rows.only_public(whole.tables, public)
    numbers = {table: (len(tables[table]), len(whole.tables[table])) for table in public_rows.RECORD_OF}
    before = _before(doc, quarter, public)
    tables["summary"] = _summary(tables, quarter, _words(whole) if words_may_be_public(doc, quarter) else {}, before)
    quiet = is_pre_election(doc)
    if quiet:
        tables = public_rows.quieted(tables, TABLES)
    return last_gate(clean(ReturnData(_header(whole.header, quiet=quiet), tables))), numbers


def is_pre_election(doc: Document) -> bool:
    """Whether what is published today is published in a pre-election period."""
    return you_said.pre_election(doc.store).covers(doc.today)


def pre_election_words(doc: Document) -> str:
    """Whether the pre-election period leaves anything out of what is published today, and where it is set."""
    period = you_said.pre_election(doc.store)
    if period.covers(doc.today):
        return public_rows.PRE_ELECTION
    set_ = "Today is not in the pre-election period that is set" if period.on else "No pre-election period is set"
    return f"{set_}, so nothing is left out for it. Its dates are given on the page Feedback, beside the poster."


def words_may_be_public(doc: Document, quarter: Quarter) -> bool:
    """Whether somebody said that the words of a quarter's return may be public."""
    return quarter.key in _quarters(doc.store)


def let_words_be_public(doc: Document, quarter: Quarter, *, on: bool) -> None:
    """Keep with the document whether the words of a quarter's return may be public. Raises KnownError."""
    kept = sorted(_quarters(doc.store) - {quarter.key} | ({quarter.key} if on else set()))
    label = f"Let the words of the {quarter.short} return be public" if on else f"Keep the {quarter.short} words back"
    doc.run(Op("return.public_words", label), lambda store: store.set_setting(_MAY, json.dumps(kept)))


def export(doc: Document, quarter: Quarter, path: Path, progress: Progress | None = None) -> Path:
    """Write the public version as a workbook, whole or not at all. Raises KnownError."""
    from ward_desk.exchange.returns import return_workbook

    return return_workbook.write(public_data(doc, quarter), path, progress)


def export_csv(doc: Document, quarter: Quarter, folder: Path) -> list[Path]:
    """Write the public version as CSV files. Raises KnownError."""
    from ward_desk.exchange import csv_out

    return csv_out.write_folder(public_data(doc, quarter), folder)


def file_name(of_the_return: str) -> str:
    """What to call it, from the name of the return: "chesham-public-return-2023-24-q3.xlsx"."""
    ward, found, rest = of_the_return.rpartition("-return-")
    return f"{ward}-public-return-{rest}" if found else f"public-{of_the_return}"


def _quarters(store: Store) -> frozenset[str]:
    try:
        kept = json.loads(store.setting(_MAY) or "[]")
    except ValueError:
        return frozenset()
    return frozenset(map(str, kept)) if isinstance(kept, list) else frozenset()


def _as_now(data: ReturnData) -> ReturnData:
    """The same return in the schema of today: what it did not have is empty."""
    if data.header.schema_version == SCHEMA_VERSION:
        return data
    tables: dict[str, list[ReturnRow]] = {
        sheet.table: [{column.key: row.get(column.key) for column in sheet.columns} for row in data.tables[sheet.table]]
        for sheet in TABLES
    }
    return ReturnData(replace(data.header, schema_version=SCHEMA_VERSION), tables)


def _header(header: ReturnHeader, *, quiet: bool) -> ReturnHeader:
    notice = _MADE_UP.sub("Some of what the return was made of is illustrative", header.illustrative_notice)
    given = replace(
        header, audience="public", contact="", next_due="", statement="", taken_back="", illustrative_notice=notice
    )
    if not quiet:
        return given
    said = " ".join(filter(None, [public_rows.quiet(notice), public_rows.PRE_ELECTION]))
    return replace(
        given,
        illustrative_notice=said,
        prepared_role=_no_member(given.prepared_role),
        checked_role=_no_member(given.checked_role),
        signed_role=_no_member(given.signed_role),
    )


def _no_member(role: str) -> str:
    return "" if pre_election.names_member(role) else role


def _words(whole: ReturnData) -> dict[str, str]:
    return {code: str(row["words"] or "") for row in whole.tables["summary"] if (code := str(row["code"])) in WORDS}


def _before(doc: Document, quarter: Quarter, public: Public) -> dict[str, int | None]:
    """The Summary of last quarter's return as it was sent, counted over what of it is public; empty when none was."""
    sent = next((row for row in stored.versions(doc.store, quarter.previous.key) if row["status"] == "sent"), None)
    if sent is None or not stored.file(doc.store, text(sent, "id"), "snapshot"):
        return {}
    last = public_rows.only_public(_as_now(frozen(doc, text(sent, "id"))).tables, public)
    return _numbers(last, quarter.previous)


def _numbers(tables: public_rows.Tables, quarter: Quarter) -> dict[str, int | None]:
    counts = tables["activity_counts"]
    return return_summary.numbers(tables, quarter.first, quarter.last) | {
        "counts_on_target": sum(1 for row in counts if row["rating"] == "Green"),
        "counts_with_target": sum(1 for row in counts if row["target"] is not None),
    }


def _summary(
    tables: public_rows.Tables, quarter: Quarter, words: dict[str, str], before: dict[str, int | None]
) -> list[ReturnRow]:
    now = _numbers(tables, quarter)
    precision, mark = return_summary.engaged(tables)
    said = {
        "residents_engaged": return_summary.engaged_words(now["residents_engaged"], precision),
        "actions_open": f"{now['actions_green']} of {now['actions_open']} on track",
        "counts_on_target": f"{now['counts_on_target']} of {now['counts_with_target']}",
        **words,
    }
    return [
        {
            "measure": measure, "this_quarter": now.get(code), "last_quarter": before.get(code),
            "mark": mark if code == "residents_engaged" else "", "words": said.get(code, ""), "code": code,
        }
        for code, measure in SUMMARY_ROWS
    ]  # fmt: skip

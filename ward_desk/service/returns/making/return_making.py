"""Making a return: every table of it, out of the document as it stands, or as it was frozen when signed."""

from __future__ import annotations

import json

from ward_desk.core import checks
from ward_desk.core.check_rules import without_personal_data
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text, whole
from ward_desk.core.periods import Quarter, return_due
from ward_desk.core.records import Row
from ward_desk.exchange.returns.return_data import ReturnData, ReturnHeader, ReturnRow, clean
from ward_desk.service.document import Document
from ward_desk.service.returns.making import return_figures, return_notes, return_people, return_tables
from ward_desk.service.returns.making.last_gate import last_gate
from ward_desk.service.returns.making.return_view import Loaded, load
from ward_desk.service.returns.return_copy import kept
from ward_desk.service.returns.return_due import due_day as due_day
from ward_desk.service.returns.words.return_changes import changes, tables_of
from ward_desk.store import returns as stored


def quarter_data(doc: Document, quarter: Quarter, version: int | None = None, *, as_typed: bool = False) -> ReturnData:
    """A quarter's return, the newest version unless one is named: a draft as the document stands now, a signed
    or sent one as it was frozen. `as_typed` is as in `made`. Raises KnownError when there is no such version."""
    rows = stored.versions(doc.store, quarter.key)
    row = next((one for one in rows if version in (None, one["version"])), None)
    if row is None and version not in (None, 1):
        raise KnownError("return.no_version", f"The {quarter.short} return has no version {version}.", "", "")
    if row is not None and row["status"] != "draft":
        return frozen(doc, text(row, "id"))
    return made(doc, quarter, row, as_typed=as_typed)


def frozen(doc: Document, return_id: str) -> ReturnData:
    """A signed or sent return, as it was frozen. Raises KnownError when what was in it was not kept, or is no
    longer what was signed."""
    content = kept(doc, return_id, "snapshot")
    if not content:
        raise KnownError("return.not_kept", "What was in this return was not kept, only that it was sent.", "", "")
    whole_return = json.loads(content)
    header = whole_return["header"]
    header["months"] = tuple(header["months"])
    header["rating_key"] = tuple(tuple(pair) for pair in header["rating_key"])
    return ReturnData(ReturnHeader(**header), whole_return["tables"])


def made(doc: Document, quarter: Quarter, row: Row | None, *, as_typed: bool = False) -> ReturnData:
    """A return as the document stands now; `row` is its record, as it will stand in it. What could say who somebody is
    is taken out of it, unless it is wanted `as_typed` by whoever looks through it and refuses it.

    Raises KnownError when a signed one would still say who somebody is.
    """
    loaded = load(doc, quarter, row, doc.today)
    findings = checks.run(loaded.view)
    if not as_typed:
        without_personal_data(loaded.view)
    counts = return_figures.activity_counts(loaded)
    tables: dict[str, list[ReturnRow]] = {
        "summary": return_figures.summary(loaded, counts),
        "action_plan": return_tables.action_plan(loaded),
        "horizon": return_tables.horizon(loaded),
        "events": return_tables.events(loaded),
        "activity_counts": counts,
        "feedback": return_tables.feedback(loaded),
        "surveys": return_people.surveys(loaded),
        "who_answered": return_people.who_answered(loaded),
        "funding": return_tables.funding(loaded),
        "risks": return_tables.risks(loaded),
        "checks": return_notes.checks(findings),
    }
    version = whole(row or {}, "version") or 1
    earlier = stored.last_sent(doc.store, quarter.key, version) if version > 1 else None
    changed = changes(_tables_of(doc, earlier), tables) if earlier else []
    since = f"version {whole(earlier or {}, 'version')}"
    tables["notes"] = return_notes.notes(loaded, tables, changed, since)
    data = clean(ReturnData(_header(doc, loaded, version), tables))
    return data if as_typed else last_gate(data)


def _tables_of(doc: Document, row: Row) -> dict[str, list[ReturnRow]]:
    return tables_of(stored.file(doc.store, text(row, "id"), "snapshot"))


def _header(doc: Document, loaded: Loaded, version: int) -> ReturnHeader:
    quarter, row, partnership = loaded.view.quarter, loaded.view.return_row, doc.partnership
    notice = " ".join(filter(None, [text(partnership, "notice").strip(), return_notes.illustrative(loaded)]))
    key = loaded.framework.rating_key if loaded.framework else ()
    first, second, third = (month.key for month in quarter.months)
    return ReturnHeader(
        ward=text(partnership, "ward"),
        town=text(partnership, "town"),
        council=text(partnership, "council"),
        programme=text(partnership, "programme"),
        framework=text(partnership, "framework"),
        period=quarter.key,
        period_label=quarter.label,
        months=(first, second, third),
        version=version,
        status=text(row, "status") or "draft",
        as_at=loaded.view.today.isoformat(),
        prepared_role=text(row, "prepared_role"),
        signed_role=text(row, "signed_role"),
        signed_on=text(row, "signed_on"),
        prepared_on=text(row, "prepared_on"),
        checked_role=text(row, "checked_role"),
        checked_on=text(row, "checked_on"),
        statement=text(row, "statement"),
        taken_back=text(row, "taken_back"),
        contact=text(partnership, "work_email"),
        next_due=return_due(quarter.next, due_day(doc)).isoformat(),
        illustrative_notice=notice,
        rating_key=tuple((line.label, line.meaning) for line in key),
    )

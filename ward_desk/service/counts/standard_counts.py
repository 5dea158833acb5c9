"""Standard counts: those of the programme's list that a ward does not keep yet, and taking them on."""

from __future__ import annotations

from collections.abc import Iterable

from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text, whole
from ward_desk.core.records import Row
from ward_desk.core.same_name import plain
from ward_desk.service import frameworks, wards
from ward_desk.service.document import Document
from ward_desk.service.frameworks import StandardCount as StandardCount
from ward_desk.store.rows import Store


def lacking(doc: Document) -> list[StandardCount]:
    """The standard counts of the programme that the document has neither by their code nor by their name, in the
    order of the programme. Raises KnownError when this version does not know the programme."""
    kept = _kept(doc, _standard(doc))
    return [one for one in _standard(doc) if one.code not in kept]


def named(doc: Document) -> list[tuple[str, str]]:
    """(id, code) of each count that is a standard one by its name but has no code yet. Raises KnownError as
    `lacking` does."""
    return [(text(row, "id"), code) for code, row in _kept(doc, _standard(doc)).items() if not text(row, "code")]


def add(doc: Document, codes: Iterable[str], initiator: object = None) -> ChangeSet:
    """Take on standard counts, with what they lead to (B 4.2), as one operation; counts that are standard ones by their
    name get their code and what they lead to. What the document says already is left as it is. Raises KnownError as
    `lacking` does."""
    wanted = set(codes)
    standard = _standard(doc)
    chosen = [one for one in lacking(doc) if one.code in wanted]
    found = named(doc)
    if not chosen and not found:
        return NOTHING
    if chosen:
        what = (
            f"Add the standard count “{chosen[0].name}”" if len(chosen) == 1 else f"Add {len(chosen)} standard counts"
        )
    else:
        what = f"Say that {len(found)} {'count is a standard one' if len(found) == 1 else 'counts are standard ones'}"

    def write(store: Store) -> None:
        themes = {text(row, "code"): text(row, "id") for row in store.rows("theme")}
        for row_id, code in found:
            store.update("activity_count", row_id, {"code": code})
        after = max((whole(row, "position") or 0 for row in store.rows("activity_count")), default=-1) + 1
        for at, count in enumerate(chosen, start=after):
            store.insert("activity_count", wards.count_row(count, themes, at))
        _lead_on(store, standard, {*(one.code for one in chosen), *(code for _, code in found)})

    return doc.run(Op("standard_counts.add", what), write, initiator)


def _lead_on(store: Store, standard: Iterable[StandardCount], new: set[str]) -> None:
    """Link the new counts to what they lead to, and what leads to them, unless it leads elsewhere."""
    kept = {text(row, "code"): row for row in store.rows("activity_count") if row["code"]}
    for one in standard:
        mine, to = kept.get(one.code), kept.get(one.leads_to)
        if mine and to and not mine["leads_to"] and (one.code in new or one.leads_to in new):
            store.update("activity_count", text(mine, "id"), {"leads_to": text(to, "id")})


def _standard(doc: Document) -> tuple[StandardCount, ...]:
    code = text(doc.partnership, "framework")
    try:
        return tuple(frameworks.load(code).counts)
    except KnownError as error:
        raise KnownError(
            "standard_counts.none", "This version of Ward Desk has no list of standard counts for this programme.",
            "Nothing was changed.", "Add the counts by their names.",
        ) from error  # fmt: skip


def _kept(doc: Document, standard: Iterable[StandardCount]) -> dict[str, Row]:
    """code -> the count that is it, by its code, or else by its name."""
    rows = doc.store.rows("activity_count")
    by_code = {text(row, "code"): row for row in rows if row["code"]}
    by_name = {plain(text(row, "name")): row for row in rows if not row["code"]}
    found = {one.code: by_code.get(one.code) or by_name.get(plain(one.name)) for one in standard}
    return {code: row for code, row in found.items() if row is not None}

"""Record history: what was done to one record and to what belongs to it, in words, and putting any step of it back."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, NamedTuple

from ward_desk.core import choices
from ward_desk.core.changes import ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import short_day
from ward_desk.core.records import RECORDS, Field, Row, Value
from ward_desk.core.typed import show_date, show_datetime, show_money, show_number
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.store import changelog, counts, history
from ward_desk.store.changelog import Change
from ward_desk.store.rows import Store

OPERATIONS: Final = 20  # read at a time
_LONGEST: Final = 44  # characters of a value in the words of a step; the whole is in `Step.whole`

# What the second of two joined records is to the first, where its own name does not say it.
_AS: Final = {"action_partner": "partner", "event_partner": "partner"}


class Step(NamedTuple):
    """One thing that was done to a record: one field changed, or a row that belongs to it added or removed."""

    operation: str
    record: str
    row_id: str
    kind: Literal["changed", "added", "removed"]
    field: str  # of a change
    old: Value
    words: str  # "Rating Green to Amber"
    whole: str  # the same with nothing left out
    can: bool  # whether it is for putting back at all


class Entry(NamedTuple):
    """One operation, as far as it concerns the record."""

    operation: str
    seq: int  # of its oldest change: what `read` goes on below
    label: str
    when: str  # "4 Nov, Community officer"
    steps: tuple[Step, ...]
    more: int  # rows it touched besides, which are not told one by one


def read(doc: Document, table: str, row_id: str, *, before: int | None = None) -> list[Entry]:
    """The newest operations that still stand, newest first; `before` is the `seq` of the last one read."""
    found = history.of_record(doc.store, table, row_id, before=before, limit=OPERATIONS)
    grouped: dict[str, list[Row]] = {}
    for row in found:
        grouped.setdefault(str(row["operation"]), []).append(row)
    return [_entry(doc, table, row_id, rows) for rows in grouped.values()]


def _entry(doc: Document, table: str, row_id: str, rows: list[Row]) -> Entry:
    last = rows[0]
    first: dict[tuple[str, str], Row] = {}
    newest: dict[tuple[str, str], Row] = {}
    for row in rows:  # newest first: what stands here at the end was done first
        key = str(row["record"]), str(row["row_id"])
        newest.setdefault(key, row)
        first[key] = row
    steps: list[Step] = []
    for key, row in newest.items():
        change = Change(*key, _held(key[0], first[key]["old"]), _held(key[0], row["new"]))
        steps += _steps(doc.store, str(last["operation"]), change, (table, row_id))
    when = ", ".join(filter(None, (short_day(last["at"], doc.today), str(last["role"]))))
    seq = min(int(str(row["seq"])) for row in rows)
    return Entry(
        str(last["operation"]), seq, str(last["label"]), when, tuple(steps),
        int(str(last["touched"])) - len(newest),
    )  # fmt: skip


def _held(record: str, text: Value) -> Row | None:
    return changelog.decode(record, None if text is None else str(text))


def _steps(store: Store, operation: str, change: Change, subject: tuple[str, str]) -> list[Step]:
    record, row_id, old, new = change
    own = (record, row_id) == subject
    can = record != "quarterly_return"  # what was signed and sent stays as it left
    if old is None or new is None:
        if old is new:
            return []
        kind: Literal["added", "removed"] = "added" if old is None else "removed"
        name = RECORDS[record].label.lower() if own else _name(store, record, old or new or {}, subject[0])
        whole = f"{kind.capitalize()} {name}"
        return [Step(operation, record, row_id, kind, "", None, _short(whole, 2), whole, can and not own)]
    made = []
    for field in RECORDS[record].fields:
        before, after = old.get(field.name), new.get(field.name)
        if before == after or field.name in ("record_table", "record_id"):
            continue
        words, whole = (_change(store, field, before, after, short=short) for short in (True, False))
        if not own:
            name = _name(store, record, new, subject[0])
            words, whole = (f"{name[0].upper()}{name[1:]}: {one[0].lower()}{one[1:]}" for one in (words, whole))
            words = _short(words, 3)
        made.append(
            Step(operation, record, row_id, "changed", field.name, before, words, whole, can and field.kind != "file")
        )
    return made


def _name(store: Store, record: str, row: Row, seen_from: str) -> str:
    """What a row that belongs to a record is called there: "milestone “Posters out”", "partner Town Library"."""
    kind = RECORDS[record]
    if len(kind.fields) == 2 and kind.parents == tuple(field.name for field in kind.fields):
        other = next(field for field in kind.fields if field.to != seen_from)
        word = _AS.get(record, RECORDS[other.to].label.lower()) if other is kind.fields[1] else other.label.lower()
        return f"{word} {_shown(store, other, row.get(other.name), short=False)}"
    title = kind.field(kind.title)
    return f"{kind.label.lower()} {_shown(store, title, row.get(kind.title), short=False)}".strip()


def _change(store: Store, field: Field, old: Value, new: Value, *, short: bool) -> str:
    before, after = (_shown(store, field, value, short=short) for value in (old, new))
    if field.name == "progress" and new is None:
        return f"Progress {before} to following the milestones"
    if not before:
        return f"{field.label} set to {after}"
    return f"{field.label} {before} to {after}" if after else f"{field.label} {before} taken out"


def _shown(store: Store, field: Field, value: Value, *, short: bool) -> str:
    if value is None or value == "":
        return ""
    if field.kind == "choice":
        return choices.label(field.choices, value)
    if field.kind == "link":
        row = store.get(field.to, str(value))
        return _short(_title(field.to, row), 1) if short else _title(field.to, row)
    if field.kind == "flag":
        return "yes" if value else "no"
    if field.kind == "file":
        return "a file"
    if isinstance(value, str) and field.kind in ("date", "when"):
        day = date.fromisoformat(value[:10])
        return show_date(day) if field.kind == "date" else show_datetime(day) + value[10:].replace("T", ", ")
    if isinstance(value, int | float):
        return show_money(int(value)) if field.kind == "money" else show_number(value) + "%" * (field.kind == "percent")
    one_line = " ".join(str(value).split())
    return f"“{_short(one_line, 1) if short else one_line}”"


def _title(table: str, row: Row | None) -> str:
    record = RECORDS[table]
    if row is None:
        return f"{record.label.lower()} since removed"
    return " ".join(filter(None, (str(row.get("ref") or ""), str(row[record.title] or ""))))


def _short(words: str, times: int) -> str:
    most = _LONGEST * times
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def put_back(doc: Document, step: Step, initiator: object = None) -> ChangeSet:
    """Write the old value of a step back, bring back what it removed or take off what it added, as a new operation.

    Raises KnownError, having changed nothing, when that can't be: the record is gone, or is so already, or the
    record it named is gone.
    """
    if not step.can:
        raise _refused("This step can't be put back.", "Change the record itself, or undo the operation.")
    row = doc.store.get(step.record, step.row_id)
    if step.kind == "removed":
        return _bring_back(doc, step, row, initiator)
    label = RECORDS[step.record].label.lower()
    if row is None:
        if step.kind == "added":
            raise _refused(f"This {label} is gone already.", "")
        raise _refused(f"This {label} has been removed since.", "Put back its removal first; that is told above.")
    if step.kind == "added":
        return doc.run(
            Op(f"{step.record}.put_back", f"Take off {edits.name(doc.store, step.record, row)}"),
            lambda store: store.delete(step.record, step.row_id),
            initiator,
        )
    field = RECORDS[step.record].field(step.field)
    if row[field.name] == step.old:
        raise _refused(f"{field.label} is that already.", "")
    _look_for(doc.store, field, step.old)
    return doc.run(
        Op(f"{step.record}.put_back", f"Put back {field.label.lower()} of {edits.name(doc.store, step.record, row)}"),
        lambda store: store.update(step.record, step.row_id, {field.name: step.old}),
        initiator,
    )


def _bring_back(doc: Document, step: Step, row: Row | None, initiator: object) -> ChangeSet:
    """The row as it was, and what went with it: the answers of a response."""
    if row is not None:
        raise _refused(f"This {RECORDS[step.record].label.lower()} is back already.", "")
    gone = [(one.record, one.old) for one in changelog.changes(doc.store.connection, step.operation) if one.old]
    gone = [(record, old) for record, old in gone if doc.store.get(record, str(old["id"])) is None]
    held = next((old for record, old in gone if record == step.record and old["id"] == step.row_id), None)
    if held is None:  # answers whose time was over, say, are out of history too
        raise _refused("What was removed is no longer kept.", "Enter it again if it is still wanted.")
    if step.record == "figure" and held["event"] is None and not held["adjustment"]:
        count, period = str(held["activity_count"]), str(held["period"])
        if counts.figure_for(doc.store, count, period) is not None:  # the two would be added up
            raise _refused("Another figure was typed in its place since.", "Type the right one over it.")

    def write(store: Store) -> None:
        back, left = {step.row_id}, [one for one in gone if one[1] is not held]
        _insert(store, step.record, held)
        while ready := [one for one in left if back & {str(one[1][link]) for link in RECORDS[one[0]].parents}]:
            for record, old in ready:
                back.add(_insert(store, record, old))
            left = [one for one in left if one not in ready]

    named = edits.name(doc.store, step.record, held)
    return doc.run(Op(f"{step.record}.put_back", f"Bring back {named}"), write, initiator)


def _insert(store: Store, record: str, old: Row) -> str:
    for field in RECORDS[record].fields:
        _look_for(store, field, old[field.name])
    return store.insert(record, old)


def _look_for(store: Store, field: Field, value: Value) -> None:
    if field.kind == "link" and value and store.get(field.to, str(value)) is None:
        kind = RECORDS[field.to].label.lower()
        raise _refused(f"The {kind} it named has been removed since.", f"Bring the {kind} back first, in History.")


def _refused(happened: str, next_step: str) -> KnownError:
    return KnownError("cannot_put_back", happened, "Nothing was changed.", next_step)

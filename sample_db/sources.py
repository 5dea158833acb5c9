"""Sources: the readable files of a sample ward, read into rows ready to be stored. README.md says how to write them."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import NAMESPACE_OID, uuid5

from sample_db.dealing import MOST_CHOICES, deal
from ward_desk.core.choices import ATTENDANCE_GROUPS, label
from ward_desk.core.records import RECORDS, Record, Row
from ward_desk.core.surveys.answers import Answers, pack
from ward_desk.core.surveys.answers import key as answer_key
from ward_desk.service import frameworks

# A list of keys in a source row, and the pair of records that it fills.
LINKS = {
    ("action", "partners"): "action_partner",
    ("event", "themes"): "event_theme",
    ("event", "partners"): "event_partner",
    ("event", "exhibitors"): "event_exhibitor",
    ("event", "apologies"): "event_apology",
    ("event", "follow_up"): "event_follow_up",
    ("feedback", "themes"): "feedback_theme",
    ("activity_count", "serves"): "count_action",
    ("profile_line", "explains"): "profile_count",
    ("deep_dive", "actions"): "deep_dive_action",
}
# What a record of evidence calls a paper of the programme's framework.
PAPERS = {"A": "Report to Cabinet", "B": "Report to Cabinet", "C": "Executive Advisory Panel report"}
FIRST_STEP = "first"


class Step(NamedTuple):
    """One operation of the sample's history."""

    key: str
    kind: str
    label: str
    at: datetime


class Entry(NamedTuple):
    """One row to store."""

    table: str
    values: Row
    step: str


class Link(NamedTuple):
    """Two records to join."""

    pair: str
    first: str
    second: str
    step: str = FIRST_STEP


@dataclass
class Sources:
    """All of a sample ward, in the order of its files."""

    name: str
    framework: frameworks.Framework
    steps: list[Step] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)  # the returns that were sent, as their rows say

    def id(self, table: str, key: str) -> str:
        """The id of a row, made from its key, so that every build gives it the same one."""
        return str(uuid5(NAMESPACE_OID, f"ward-desk sample {self.name} {table} {key}"))

    def of_step(self, step: str) -> Iterator[Entry]:
        """The rows of one operation, those that others point at first."""
        for table in STORING_ORDER:
            yield from (entry for entry in self.entries if entry.table == table and entry.step == step)


def _storing_order() -> tuple[str, ...]:
    done: list[str] = []
    waiting = list(RECORDS)
    while waiting:
        ready = [t for t in waiting if all(f.to in done or f.to in ("", t) for f in RECORDS[t].fields)]
        done += ready
        waiting = [table for table in waiting if table not in ready]
    return tuple(done)


STORING_ORDER = _storing_order()


def read(folder: Path) -> Sources:
    """The sample ward in a folder, without the returns it has sent. Raises ValueError naming what is wrong with a
    row, KeyError for a missing one."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(folder.glob("*.toml")):
        for table, rows in tomllib.loads(path.read_text(encoding="utf-8")).items():
            tables.setdefault(table, []).extend(rows)
    sources = Sources(folder.name, frameworks.load(tables["partnership"][0]["framework"]))
    sources.steps = [Step(row["key"], row["kind"], row["label"], row["at"]) for row in tables.pop("step")]
    sources.sent = tables.pop("sent_return", [])
    _themes(sources)
    _recommendations(sources, tables.pop("recommendation", []))
    for table, rows in tables.items():
        for row in rows:
            _READERS.get(table, _record)(sources, table, row)
    for row in _figures(folder):
        _figure(sources, row)
    return sources


def _themes(sources: Sources) -> None:
    for position, theme in enumerate(sources.framework.themes):
        _add(sources, "theme", theme.code, {
            "code": theme.code, "label": theme.label, "short_label": theme.short_label,
            "earlier_labels": theme.earlier_words, "position": position,
        })  # fmt: skip


def _recommendations(sources: Sources, rows: list[dict[str, Any]]) -> None:
    """Those of the framework; a row of the ward's says of one why there is nothing to report."""
    own = {row.pop("key"): row for row in rows}
    for position, one in enumerate(sources.framework.recommendations):
        row = {"code": one.code, "title": one.title, "term": one.term, "position": position, "fact": one.source}
        _add(sources, "recommendation", one.code, row | own.pop(one.code, {}))
    if own:
        raise ValueError(f"{sources.name}: the programme has no recommendation {', '.join(own)}")


def _add(sources: Sources, table: str, key: str, row: dict[str, Any], title: str = "") -> str:
    """Add a row as a record: links by key become ids, and its fact becomes a flag and a record of evidence."""
    record = RECORDS[table]
    row = dict(row)
    fact, part, step = row.pop("fact", ""), row.pop("fact_in_part", ""), row.pop("step", FIRST_STEP)
    values: Row = {"id": sources.id(table, key)}
    for name, value in row.items():
        values[name] = stored(sources, record, name, value)
    if any(one.name == "illustrative" for one in record.fields):
        values["illustrative"] = 0 if fact else 1
    sources.entries.append(Entry(table, values, step))
    if fact or part:
        shows = f"{record.label}: {title or values[record.title]!s}" + (", in part" if part else "")
        _evidence(sources, shows, fact or part, table, str(values["id"]), key)
    return str(values["id"])


def stored(sources: Sources, record: Record, name: str, value: Any) -> Any:
    """A value of a source row as the document holds it: a key becomes the id of its row, a date ISO text."""
    kind = record.field(name)
    if kind.kind == "link" and value is not None:
        return sources.id(kind.to, value) if value else None
    return value.isoformat() if isinstance(value, date) else value


def _evidence(sources: Sources, shows: str, paragraph: str, table: str, row_id: str, key: str) -> None:
    paper = next(paper for paper in sources.framework.papers if paper.letter == paragraph.split()[0])
    day = f"{paper.date.day} {paper.date:%B %Y}"
    values: Row = {
        "id": sources.id("evidence", f"{table} {key}"), "shows": shows, "holder": sources.framework.council,
        "place": f"{PAPERS[paper.letter]} of {day}, paragraph {paragraph}", "dated": paper.date.isoformat(),
        "record_table": table, "record_id": row_id, "sharing": "public",
    }  # fmt: skip
    sources.entries.append(Entry("evidence", values, FIRST_STEP))


def _record(sources: Sources, table: str, row: dict[str, Any]) -> None:
    """A record with its own lists: the records it owns, and the records it is joined to."""
    key = row.pop("key")
    children = [name for name in row if name in RECORDS and table in RECORDS[name].parents]
    owned = [(name, row.pop(name)) for name in children]
    joined = [(pair, row.pop(name)) for (of, name), pair in LINKS.items() if of == table and name in row]
    row_id = _add(sources, table, key, row)
    for child, rows in owned:
        for number, values in enumerate(rows, start=1):
            title = str(row[RECORDS[table].title])
            if child == "attendance":
                title = f"{label(ATTENDANCE_GROUPS, values['grouping'])} at {title}"
            _add(sources, child, f"{key}/{number}", {table: key, **values}, title)
    for pair, keys in joined:
        to = RECORDS[pair].fields[1].to
        sources.links += [Link(pair, row_id, sources.id(to, other)) for other in keys]


def _partnership(sources: Sources, table: str, row: dict[str, Any]) -> None:
    framework = sources.framework
    _add(sources, table, row.pop("key"), {
        "council": framework.council, "programme": framework.programme,
        "year_start_month": framework.year_start_month, "return_due_day": framework.return_due_day,
        "small_number": framework.thresholds.small_number, **row,
    })  # fmt: skip


def _count(sources: Sources, table: str, row: dict[str, Any]) -> None:
    """A standard count takes what it does not say itself from the framework."""
    code = row.pop("standard", "")
    if code:
        standard = next(count for count in sources.framework.counts if count.code == code)
        row = {"key": code, **{name: getattr(standard, name) for name in standard.__slots__}, **row}
    row["position"] = sum(entry.table == table for entry in sources.entries)
    _record(sources, table, row)


def _equality(sources: Sources, table: str, row: dict[str, Any]) -> None:
    where = row.get("survey") or row["event"]
    for band, number in row.pop("bands"):
        key = f"{where}/{row['characteristic']}/{band}"
        _add(sources, table, key, {**row, "band": band, "number": number})


def _evidence_row(sources: Sources, table: str, row: dict[str, Any]) -> None:
    of, key = row.pop("record")
    _add(sources, table, row.pop("key"), {**row, "record_table": of, "record_id": sources.id(of, key)})


def _survey(sources: Sources, table: str, row: dict[str, Any]) -> None:
    key, number = row.pop("key"), row.pop("responses")
    questions, step = row.pop("question"), row.pop("responses_step", FIRST_STEP)
    dealt = {name: deal(f"{key} {name}", number, row.pop(name)) for name in ("channels", "age_bands", "areas")}
    days = row.pop("days")
    _add(sources, table, key, row)
    answers: list[Answers] = [{} for _ in range(number)]
    for position, question in enumerate(questions):
        _question(sources, key, question, position, answers, step)
    for place in range(number):
        _add(sources, "response", f"{key}/{place + 1}", {
            "survey": key, "answered_on": days[place * len(days) // number], "source_row": str(place + 2),
            "channel": dealt["channels"][place][0], "age_band": dealt["age_bands"][place][0],
            "area": dealt["areas"][place][0], "answers": pack(answers[place]), "step": step,
        })  # fmt: skip


def _question(
    sources: Sources, survey: str, row: dict[str, Any], position: int, given: list[Answers], step: str
) -> None:
    """A question, its answers among those of each response; what people wrote are comments."""
    key, tally = row.pop("key"), row.pop("tally")
    kind = row["kind"]
    needs = {words: (need, themes) for words, need, themes in row.pop("needs", [])}
    no_reply = row.pop("no_reply", [])
    options = "\n".join(answer for answer, _ in tally) if kind in ("one", "several", "scale") else ""
    _add(sources, "question", key, {"survey": survey, "position": position, "options": options, **row})
    for place, answers in enumerate(deal(key, len(given), tally, MOST_CHOICES if kind == "several" else 1)):
        if kind == "text":
            for value in answers:
                need, themes = needs.get(value, ("", []))
                comment = _add(sources, "comment", f"{key}/{place + 1}", {
                    "survey": survey, "question": key, "response": f"{survey}/{place + 1}", "words": value,
                    "need": need, "no_reply": int(value in no_reply), "step": step,
                })  # fmt: skip
                sources.links += [Link("comment_theme", comment, sources.id("theme", theme), step) for theme in themes]
        elif answers:
            given[place][answer_key(sources.id("question", key))] = answers if kind == "several" else answers[0]


_READERS = {
    "partnership": _partnership, "activity_count": _count, "survey": _survey,
    "equality_total": _equality, "evidence": _evidence_row,
}  # fmt: skip


def _figures(folder: Path) -> Iterator[dict[str, str]]:
    """The figures of both files, as rows of text: one cell of the monthly grid is one row."""
    with (folder / "figures-months.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            count = line.pop("count")
            for period, cell in line.items():
                if cell:
                    yield {"count": count, "period": period, **_cell(cell)}
    with (folder / "figures-other.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _cell(cell: str) -> dict[str, str]:
    """`50`, `218/5200` for a rate with its base, `p` behind it when provisional."""
    number, _, mark = cell.partition(" ")
    state = {"": "final", "p": "provisional"}[mark]
    top, over, base = number.partition("/")
    return {"numerator": top, "denominator": base, "state": state} if over else {"value": top, "state": state}


def _figure(sources: Sources, row: dict[str, str]) -> None:
    values: dict[str, Any] = {name: float(row[name]) for name in ("value", "numerator", "denominator") if row.get(name)}
    values |= {name: row[name] for name in ("precision", "state", "note", "unavailable", "fact") if row.get(name)}
    values |= {"activity_count": row["count"], "event": row.get("event", ""), "period": row["period"]}
    key = f"{row['count']}/{row['period']}/{row.get('event', '')}"
    _add(sources, "figure", key, values, f"{row['count'].replace('_', ' ')}, {row['period']}")

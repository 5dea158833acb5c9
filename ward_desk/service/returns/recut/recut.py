"""Re-cut: a ward's data for any two dates, for a board every six weeks or a Cabinet twice a year (B 3.6, A 7.1).

Nobody signs it and nobody checks it, so it never goes by the name of a return. Statuses and ratings are those of the
last day, as the notes or the history of the document say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from ward_desk.core import ratings
from ward_desk.core.check_rules import without_personal_data
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.quarter_view import QuarterView
from ward_desk.core.records import Row
from ward_desk.core.typed import show_date
from ward_desk.exchange.returns.recut_data import RecutData, RecutHeader, cleaned
from ward_desk.exchange.returns.recut_sheets import RECUT_SHEETS, RECUT_TABLES, SUMMARY
from ward_desk.exchange.returns.return_columns import MARKS
from ward_desk.exchange.returns.return_data import ReturnRow
from ward_desk.service.counts.figures import CountView, views_of_years
from ward_desk.service.document import Document
from ward_desk.service.returns.making import return_people, return_summary, return_tables
from ward_desk.service.returns.making.last_gate import last_gate
from ward_desk.service.returns.making.return_view import Loaded, framework_of, rows_between, shape_of
from ward_desk.service.returns.public import public_rows
from ward_desk.service.returns.public.public_return import is_pre_election
from ward_desk.service.returns.recut import recut_counts
from ward_desk.service.returns.return_due import start_month
from ward_desk.store import actions, history

Progress = Callable[[int, int], None]  # rows written, rows in all

SIX_WEEKS: Final = timedelta(days=42)
LONGEST: Final = 5  # years
DEFINITIONS: Final = (
    ("Status and rating", "Those of the last day, by the last note until then, or else by the history of the document."
     " Empty where neither says. Progress and the reason are given only where the last day is today or later."),
    ("Activity counts", "A figure of a month or quarter belongs to the dates in which that ends, so that re-cuts one"
     " after another count each once. What was counted at an event belongs to the day of the event."),
    ("Residents engaged", "Attendances of residents, adults and under 18s at the events held. Somebody who came to two"
     " events counts twice; partners, exhibitors and volunteers do not count."),
    ("Horizon, funding and risks", "As they stand on the day the re-cut was made."),
)  # fmt: skip


class Preset(NamedTuple):
    """Two dates that are often asked for, and what people call them."""

    name: str
    first: date
    last: date


def presets(doc: Document) -> list[Preset]:
    """The six weeks up to today (B 3.6), the last half year to 30 September or 31 March (A 7.1), and this quarter so
    far."""
    today = doc.today
    quarter = Quarter.of(today, start_month(doc))
    end = max(
        day for year in (today.year - 1, today.year) for day in (date(year, 3, 31), date(year, 9, 30)) if day <= today
    )
    return [
        Preset("Last six weeks", today - SIX_WEEKS + timedelta(days=1), today),
        Preset(f"Half year to {show_date(end)}", Month.of(end).next(-5).first, end),
        Preset("This quarter so far", quarter.first, today),
    ]


@dataclass(frozen=True)
class _DaysView(QuarterView):
    """Some days of a ward, as the tables of a return see a quarter."""

    first: str = ""
    last: str = ""

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day."""
        return self.first, self.last


def refuse_dates(first: date, last: date, today: date) -> None:
    """Raise KnownError when nothing can be re-cut for these dates."""
    safe = "Nothing was written."
    if last < first:
        raise KnownError(
            "recut.order", f"{show_date(first)} comes after {show_date(last)}.", safe,
            f"Put the earlier date first: {show_date(last)} to {show_date(first)}.",
        )  # fmt: skip
    if first > today:
        raise KnownError(
            "recut.future", f"These dates begin on {show_date(first)}, which is still to come.", safe,
            "Give a first date up to today.",
        )  # fmt: skip
    if last >= _years_after(first, LONGEST):
        raise KnownError(
            "recut.long", f"From {show_date(first)} to {show_date(last)} is more than {LONGEST} years.", safe,
            "Make one re-cut for each year.",
        )  # fmt: skip


def _years_after(day: date, years: int) -> date:
    """The same day some years on, 1 March for 29 February."""
    leap = (day.month, day.day) == (2, 29)
    return date(day.year + years, 3, 1) if leap else day.replace(year=day.year + years)


def recut(doc: Document, first: date, last: date, audience: str = "programme") -> RecutData:
    """The ward's data from one day to another, both included, for the "programme" or the "public".

    Raises KnownError for dates the wrong way round or still to come, and when the public would be told who somebody is.
    """
    refuse_dates(first, last, doc.today)
    loaded = _load(doc, first, last)
    if audience != "public":  # what goes to everybody is refused, not mended unseen
        without_personal_data(loaded.view)
    tables: public_rows.Tables = {
        "action_plan": _plan(loaded, last), "horizon": return_tables.horizon(loaded),
        "events": return_tables.events(loaded), "activity_counts": _counts(doc, loaded, first, last),
        "feedback": return_tables.feedback(loaded), "surveys": return_people.surveys(loaded),
        "who_answered": return_people.who_answered(loaded), "funding": return_tables.funding(loaded),
        "risks": return_tables.risks(loaded),
    }  # fmt: skip
    tables["notes"] = _notes(loaded, tables)
    quiet = audience == "public" and is_pre_election(doc)
    if audience == "public":
        tables = public_rows.only_public(tables, public_rows.of_document(doc), [subject for subject, _ in DEFINITIONS])
    tables["summary"] = _summary(tables, first, last)
    if quiet:
        tables = public_rows.quieted(tables, RECUT_TABLES)
    data = cleaned(RecutData(_header(doc, loaded, first, last, audience, quiet=quiet), tables))
    return last_gate(data, RECUT_SHEETS)


def export(data: RecutData, path: Path, progress: Progress | None = None) -> Path:
    """Write a re-cut as a workbook, whole or not at all. Raises KnownError."""
    from ward_desk.exchange.returns import recut_files

    return recut_files.write_workbook(data, path, progress)


def export_csv(data: RecutData, folder: Path) -> list[Path]:
    """Write a re-cut as CSV files. Raises KnownError, also for a folder that holds the files of a return: they have the
    same names."""
    from ward_desk.exchange.returns import recut_files

    if (folder / "return.csv").exists():
        raise KnownError(
            "recut.of_a_return", f"The folder {folder.name} holds the CSV files of a return.",
            "No CSV file was written.", "Choose another folder.",
        )  # fmt: skip
    return recut_files.write_csv(data, folder)


def file_name(of_the_return: str, first: date, last: date, audience: str) -> str:
    """What to call it, from the name of a return: "chesham-recut-2023-10-23-to-2023-12-03.xlsx"."""
    ward = of_the_return.rpartition("-return-")[0] or "ward"
    return f"{ward}-{'public-' if audience == 'public' else ''}recut-{first.isoformat()}-to-{last.isoformat()}.xlsx"


def label(first: date, last: date) -> str:
    """The dates in words: "23 Oct 2023 to 3 Dec 2023"."""
    return f"{show_date(first)} to {show_date(last)}"


def _load(doc: Document, first: date, last: date) -> Loaded:
    """What there is of these days, and the plan as it was on the last of them."""
    store, shape = doc.store, shape_of(doc)
    rows = rows_between(doc, shape, first.isoformat(), last.isoformat())
    rows = {"partnership": [dict(doc.partnership)], **rows}
    rows["survey"] = [
        row
        for row in rows["survey"]
        if first.isoformat() <= (text(row, "closes") or text(row, "opens")) <= last.isoformat()
    ]
    before = _standings(doc, rows["action"], first - timedelta(days=1))
    before = {own: row for own, row in before.items() if row["status"] in ratings.OPEN_STATUSES}
    if last < doc.today:
        then = _standings(doc, rows["action"], last)
        rows["action"] = [_as_then(row, then.get(text(row, "id"), {})) for row in rows["action"]]
        rows["milestone"] = [
            {**row, "done_on": None} if text(row, "done_on") > last.isoformat() else row for row in rows["milestone"]
        ]
    views = _views(doc, rows["activity_count"], first, last)
    rows["figure"] = [row for view in views.values() for key in view.keys for row in view.rows(key)]
    view = _DaysView(
        Quarter.of(last, start_month(doc)), doc.today, shape, rows, rating_before=before,
        first=first.isoformat(), last=last.isoformat(),
    )  # fmt: skip
    return Loaded(view, store, framework_of(doc), views, {})


def _views(doc: Document, rows: Sequence[Row], first: date, last: date) -> dict[str, CountView]:
    quarter = Quarter.of(last, start_month(doc))
    ids = [text(row, "id") for row in rows]
    return views_of_years(doc, ids, quarter, first.year - 1, last.year + 1, doc.today)


def _standings(doc: Document, plan: Sequence[Row], day: date) -> dict[str, Row]:
    """action id -> its status and rating on a day: by the last note until then, or else by the document's history;
    left out where neither says."""
    found = actions.rating_on(doc.store, day.isoformat())
    for row in plan:
        own = text(row, "id")
        if own not in found:
            then = history.as_on(doc.store, "action", own, day.isoformat())
            if then is not None:
                found[own] = then
    return found


def _as_then(row: Row, then: Row) -> Row:
    """An action with the status and rating of then; what was said of them later is not of then."""
    given: Row = {"status": text(then, "status"), "rating": text(then, "rating")}
    changed = any(given[name] != text(row, name) for name in given)
    return {**row, **given, **({"rating_reason": "", "delay_cause": ""} if changed else {})}


def _plan(loaded: Loaded, last: date) -> list[ReturnRow]:
    renamed = {"rating_last_quarter": "rating_before", "done_this_quarter": "done"}
    past = last < loaded.view.today
    return [
        {renamed.get(key, key): None if past and key == "progress" else value for key, value in row.items()}
        for row in return_tables.action_plan(loaded)
    ]


def _counts(doc: Document, loaded: Loaded, first: date, last: date) -> list[ReturnRow]:
    found = []
    for own, view in loaded.counts.items():
        to = loaded.view.by_id.get(("activity_count", text(view.count, "leads_to")), {})
        row = loaded.view.by_id["activity_count", own]
        found.append(recut_counts.row_of(
            view, recut_counts.cut(doc.store, view, first, last), text(row, "theme_label"),
            f"{text(to, 'ref')} {text(to, 'name')}".strip(),
        ))  # fmt: skip
    return found


def _summary(tables: public_rows.Tables, first: date, last: date) -> list[ReturnRow]:
    now = return_summary.numbers(tables, first, last)
    now["actions_unknown"] = sum(1 for row in tables["action_plan"] if row["ref"] is not None and not row["status"])
    before = {
        f"actions_{code}": sum(1 for row in tables["action_plan"] if row["rating_before"] == words)
        for code, words in ratings.RATINGS
    }
    precision, mark = return_summary.engaged(tables)
    said = {
        "residents_engaged": return_summary.engaged_words(now["residents_engaged"], precision),
        "actions_open": f"{now['actions_green']} of {now['actions_open']} on track",
    }
    return [
        {
            "measure": measure, "number": now[code], "before": before.get(code),
            "mark": mark if code == "residents_engaged" else "", "words": said.get(code, ""), "code": code,
        }
        for code, measure in SUMMARY
    ]  # fmt: skip


def _notes(loaded: Loaded, tables: public_rows.Tables) -> list[ReturnRow]:
    def note(kind: str, subject: str, words: str) -> ReturnRow:
        return {"kind": kind, "subject": subject, "note": words}

    used = public_rows.used_marks(tables)
    rows = [note("Mark", mark, meaning) for mark, meaning in MARKS.items() if mark in used]
    rows += [note("Definition", subject, meaning) for subject, meaning in DEFINITIONS]
    for count in loaded.view.of("activity_count"):
        if text(count, "definition").strip():
            rows.append(note("Definition", f"{text(count, 'ref')} {text(count, 'name')}", text(count, "definition")))
    rows += [note("Note", who, "Too few people to say who came.") for who in return_people.too_few(loaded)]
    rows += [note("Note", who, return_people.AS_TOLD) for who in return_people.as_told_before(loaded)]
    notice = text(loaded.view.of("partnership")[0], "notice").strip()
    return [*rows, note("Note", "Notice", notice)] if notice else rows


def _header(doc: Document, loaded: Loaded, first: date, last: date, audience: str, *, quiet: bool) -> RecutHeader:
    partnership = doc.partnership
    public = audience == "public"
    made_up = any(row.get("illustrative") == 1 for rows in loaded.view.rows.values() for row in rows)
    ahead = f"The dates go on to {show_date(last)}; this is what stood on {show_date(doc.today)}."
    notice = " ".join(filter(None, [
        text(partnership, "notice").strip(),
        "Some of what it was made of is illustrative: made up to show how it works." if made_up else "",
        ahead if last > doc.today else "", public_rows.PRE_ELECTION if quiet else "",
    ]))  # fmt: skip
    key = loaded.framework.rating_key if loaded.framework else ()
    return RecutHeader(
        ward=text(partnership, "ward"), town=text(partnership, "town"), council=text(partnership, "council"),
        programme=text(partnership, "programme"), framework=text(partnership, "framework"), first=first.isoformat(),
        last=last.isoformat(), label=label(first, last), as_at=doc.today.isoformat(), audience=audience,
        contact="" if public else text(partnership, "work_email"), illustrative_notice=notice,
        rating_key=tuple((line.label, line.meaning) for line in key),
    )  # fmt: skip

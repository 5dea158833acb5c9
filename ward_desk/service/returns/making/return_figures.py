"""Return figures: the Activity counts and the Summary of a return."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ward_desk.core import choices, ratings, sums
from ward_desk.core.fields import number, text, whole
from ward_desk.core.periods import Quarter
from ward_desk.core.quarter_view import CountFacts
from ward_desk.core.records import Row
from ward_desk.core.sums import Total
from ward_desk.core.typed import show_count
from ward_desk.exchange.returns.return_data import ReturnRow
from ward_desk.exchange.returns.return_sheets import SUMMARY_ROWS
from ward_desk.service.counts.figures import CountView, is_typed, precision_mark
from ward_desk.service.returns.making.return_tables import words
from ward_desk.service.returns.making.return_view import Loaded
from ward_desk.store import computed, returns

_NOT_APPLICABLE = "[z]"
_ONE_MARK = re.compile(r"\[[^]]*\]")


def activity_counts(loaded: Loaded) -> list[ReturnRow]:
    """Every count: its months, its sums, and how they are judged."""
    rows: list[ReturnRow] = []
    quarter = loaded.view.quarter
    now, to_date = _keys([quarter]), _keys(quarter.quarters_to_date)
    before, year_before = _keys([quarter.previous]), _keys([quarter.same_last_year])
    for facts in loaded.view.counts:
        count = facts.row
        seen = loaded.counts[text(count, "id")]
        revised = loaded.revised.get(text(count, "id"), frozenset())
        row: ReturnRow = {
            "ref": text(count, "ref"), "count": text(count, "name") or "(no name)",
            "level": words("activity_count", count, "level"), "theme": text(count, "theme_label"),
            "kind": words("activity_count", count, "kind"), "nature": words("activity_count", count, "nature"),
            "unit": text(count, "unit"), "baseline": number(count, "baseline"),
            "baseline_on": text(count, "baseline_on"), "target": number(count, "target"),
            "target_on": text(count, "target_on"),
        }  # fmt: skip
        row |= _months(seen, revised)
        for name, total, keys in (
            ("quarter", seen.total, now),
            ("year_to_date", seen.to_date, to_date),
            ("last_quarter", seen.last_quarter, before),
            ("same_quarter_last_year", seen.same_quarter_last_year, year_before),
        ):
            row[name] = total.value
            row[f"{name}_mark"] = _sum_mark(seen, total, keys, revised)
        row |= {
            "direction": sums.DIRECTIONS[seen.direction][0], "direction_year": sums.DIRECTIONS[seen.direction_year][0],
            "rating": choices.label(ratings.RATINGS, seen.rating), "completeness": seen.completeness,
            "explanation": _explanation(facts, seen), "leads_to": _leads_to(loaded, count),
            "figures_from": _figures_from(seen), "also_counted_by": text(count, "shared_with"),
            "code": text(count, "code"), "quarter_numerator": seen.total.numerator, "quarter_base": seen.total.base,
            "year_numerator": seen.to_date.numerator, "year_base": seen.to_date.base,
        }  # fmt: skip
        rows.append(row)
    return rows


def _months(seen: CountView, revised: frozenset[str]) -> ReturnRow:
    row: ReturnRow = {}
    for name, month in zip(("month_1", "month_2", "month_3"), seen.quarter.months, strict=True):
        cell = seen.cell(month)
        row[name] = cell.total.value
        if cell.total.value is None and seen.by_quarter:
            row[f"{name}_mark"] = _NOT_APPLICABLE
        else:
            row[f"{name}_mark"] = _joined(cell.marks, "[r]" if month.key in revised else "")
    return row


def _keys(quarters: Iterable[Quarter]) -> frozenset[str]:
    """The keys of these quarters and their months."""
    return frozenset(key for quarter in quarters for key in (quarter.key, *(month.key for month in quarter.months)))


def _sum_mark(seen: CountView, total: Total, keys: frozenset[str], revised: frozenset[str]) -> str:
    """The marks of a sum: those of its parts that make it less than final. `keys` are of the periods in it."""
    figures = [row for key in keys for row in seen.rows(key)]
    if total.value is None:
        return "[x]" if any(row["unavailable"] for row in figures) else ""
    states = {row["state"] for row in figures}
    return _joined(
        "[p]" if "provisional" in states else "",
        "[r]" if "revised" in states or keys & revised else "",
        "" if total.complete else "[part]",
        precision_mark(total.precision),
    )


def _joined(*marks: str) -> str:
    """Marks side by side, none twice."""
    return " ".join(dict.fromkeys(one for mark in marks if mark for one in _ONE_MARK.findall(mark)))


def _explanation(facts: CountFacts, seen: CountView) -> str:
    changes = [f"{one.label} was {show_count(one.was)} in the return sent before." for one in facts.revised]
    others = text(facts.row, "shared_with")
    double = f"Possible double count: also counted by {others}." if others else ""
    return "\n".join(filter(None, [seen.explanation, *changes, double]))


def _leads_to(loaded: Loaded, count: Row) -> str:
    """The reference and name of the count it leads to (B 4.2); one for this ward only is as if there were none."""
    to = loaded.view.by_id.get(("activity_count", text(count, "leads_to")), {})
    return f"{text(to, 'ref')} {text(to, 'name')}".strip()


def _figures_from(seen: CountView) -> str:
    """Where the figures of the quarter come from, one of FIGURES_FROM; empty when there are none."""
    if computed.is_computed(seen.count):
        return "Computed"
    keys = (seen.quarter.key, *(month.key for month in seen.quarter.months))
    rows = [row for key in keys for row in seen.rows(key) if row["value"] is not None or row["numerator"] is not None]
    events = any(row["event"] is not None for row in rows)
    typed = any(is_typed(row) for row in rows)
    return "Typed and events" if events and typed else "Events" if events else "Typed" if typed else ""


def summary(loaded: Loaded, counts: list[ReturnRow]) -> list[ReturnRow]:
    """The quarter in figures and words, with last quarter as it was sent, or as the notes of then say."""
    view = loaded.view
    now = _numbers(loaded, view.quarter, _standings(view.of("action")))
    noted = [row for own, row in view.rating_before.items() if ("action", own) in view.by_id]
    before = _numbers(loaded, view.quarter.previous, _standings(noted) if noted else {})
    before |= _as_sent(loaded)
    rated = [row for row in counts if row["rating"]]
    now |= {
        "counts_on_target": sum(1 for row in rated if row["rating"] == "Green"),
        "counts_with_target": sum(1 for row in counts if row["target"] is not None),
    }
    _, came = returns.engaged(loaded.store, *loaded.days)
    precision = sums.join_precision(text(row, "precision") or "exact" for row in came)
    engaged = now["residents_engaged"]
    previous = view.quarter.previous
    _, came = returns.engaged(loaded.store, previous.first.isoformat(), previous.last.isoformat())
    precision_before = sums.join_precision(text(row, "precision") or "exact" for row in came)
    said: dict[str, str] = {
        "residents_engaged": _engaged_words(engaged, precision, before["residents_engaged"], precision_before),
        "actions_open": f"{now['actions_green'] or 0} of {now['actions_open'] or 0} on track",
        "counts_on_target": f"{now['counts_on_target']} of {now['counts_with_target']}",
        "progress_to_date": text(view.return_row, "progress"),
        "on_the_horizon": text(view.return_row, "horizon"),
        "challenges": text(view.return_row, "challenges"),
    }
    return [
        {
            "measure": measure, "this_quarter": now.get(code), "last_quarter": before.get(code),
            "mark": precision_mark(precision) if code == "residents_engaged" else "", "words": said.get(code, ""),
            "code": code,
        }
        for code, measure in SUMMARY_ROWS
    ]  # fmt: skip


def _engaged_words(now: int | None, precision: str, before: int | None, precision_before: str) -> str:
    """ "about 150; last quarter about 384": the mark in its column is that of this quarter only."""
    said = ["" if now is None else show_count(now, precision)]
    if before is not None and precision_before != "exact":
        said.append(f"last quarter {show_count(before, precision_before)}")
    return "; ".join(filter(None, said))


def _standings(rows: list[Row]) -> dict[str, int | None]:
    """How many actions are open, by rating, and how many complete, from rows with a status and a rating."""
    still_open = [row for row in rows if row["status"] in ratings.OPEN_STATUSES]
    found: dict[str, int | None] = {
        f"actions_{code}": sum(1 for row in still_open if row["rating"] == code) for code, _ in ratings.RATINGS
    }
    found["actions_unrated"] = sum(1 for row in still_open if not row["rating"])
    found["actions_open"] = len(still_open)
    found["actions_complete"] = sum(1 for row in rows if row["status"] == "complete")
    return found


def _numbers(loaded: Loaded, quarter: Quarter, standings: dict[str, int | None]) -> dict[str, int | None]:
    first, last = quarter.first.isoformat(), quarter.last.isoformat()
    held, came = returns.engaged(loaded.store, first, last)
    heard, told = returns.feedback_numbers(loaded.store, first, last)
    residents = sum(whole(row, "number") or 0 for row in came) if came else (None if held else 0)
    return {
        **standings, "events_held": held, "residents_engaged": residents, "feedback_heard": heard,
        "feedback_answered": told,
    }  # fmt: skip


def _as_sent(loaded: Loaded) -> dict[str, int | None]:
    """What the Summary of last quarter's return said, if one was sent."""
    previous = loaded.view.quarter.previous.key
    sent = returns.sent_tables(loaded.store, [previous], "summary").get(previous, [])
    return {text(row, "code"): whole(row, "this_quarter") for row in sent if row["this_quarter"] is not None}

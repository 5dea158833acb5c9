"""Return tables: the plan, the horizon, events, feedback, funding and risks of a return, row by row."""

from __future__ import annotations

from ward_desk.core import choices, ratings
from ward_desk.core.fields import shown_day, text, whole
from ward_desk.core.records import RECORDS, Row
from ward_desk.core.sums import join_precision
from ward_desk.core.typed import show_count
from ward_desk.exchange.returns.return_data import ReturnRow
from ward_desk.exchange.returns.return_sheets import sheet_of
from ward_desk.service.counts.figures import precision_mark
from ward_desk.service.returns.making.return_view import Loaded
from ward_desk.store import actions, returns

NOTHING_TO_REPORT = "Nothing to report"


def words(table: str, row: Row, field: str) -> str:
    """What people read for the code in a field of choices."""
    return choices.label(RECORDS[table].field(field).choices, row.get(field))


def action_plan(loaded: Loaded) -> list[ReturnRow]:
    """Every action, and every recommendation that has none (C 4.9: shown, never dropped)."""
    view = loaded.view
    notes, milestones = view.grouped("progress_note", "action"), view.grouped("milestone", "action")
    partners, done = actions.partners(loaded.store), actions.progress(loaded.store)
    rows: list[ReturnRow] = []
    for action in view.of("action"):
        own = text(action, "id")
        still_open = action["status"] in ratings.OPEN_STATUSES
        ahead = next((one for one in milestones.get(own, ()) if not one["done_on"]), None) if still_open else None
        before = view.rating_before.get(own, {})
        rows.append({
            "ref": text(action, "ref"), "theme": text(action, "theme_label"),
            "recommendation": text(action, "recommendation_title"), "term": words("action", action, "term"),
            "action": text(action, "title") or "(no title)", "lead": text(action, "lead_name"),
            "partners": "; ".join(partners.get(own, ())), "start": text(action, "start"), "due": text(action, "due"),
            "status": words("action", action, "status"),
            "rating": words("action", action, "rating") if still_open else "",
            "rating_last_quarter": choices.label(ratings.RATINGS, before.get("rating")),
            "why": text(action, "rating_reason"),
            "delay_cause": words("action", action, "delay_cause"), "progress": done.get(own),
            "done_this_quarter": "\n".join(
                f"{shown_day(text(note, 'noted_on'))}: {text(note, 'words')}" for note in notes.get(own, ())
            ),
            "next_milestone": text(ahead, "title") if ahead else "",
            "next_milestone_on": text(ahead, "due") if ahead else "",
        })  # fmt: skip
    return _with_silent(loaded, rows)


def _with_silent(loaded: Loaded, rows: list[ReturnRow]) -> list[ReturnRow]:
    """The plan with a row for each recommendation that has no action, all in the order of the recommendations."""
    wanted = loaded.view.of("recommendation")
    if not wanted:
        return rows
    empty: ReturnRow = {column.key: None for column in sheet_of("action_plan").columns}
    of: dict[str, list[ReturnRow]] = {}
    for action, row in zip(loaded.view.of("action"), rows, strict=True):
        of.setdefault(text(action, "recommendation"), []).append(row)
    plan = []
    for one in wanted:
        silent: ReturnRow = {
            **empty, "recommendation": text(one, "title"), "term": words("recommendation", one, "term"),
            "action": NOTHING_TO_REPORT, "why": text(one, "nothing_to_report"),
        }  # fmt: skip
        plan += of.pop(text(one, "id"), [silent])
    return plan + [row for left in of.values() for row in left]


def horizon(loaded: Loaded) -> list[ReturnRow]:
    """What is planned: events, actions to start, milestones and due dates, soonest first (B 8.2)."""
    view = loaded.view
    ahead: list[tuple[str, ReturnRow]] = []

    def add(day: str, ref: str, kind: str, item: str, theme: str, note: str) -> None:
        passed = ("Yes" if day[:10] < view.today.isoformat() else "No") if day else ""
        ahead.append((day or "9999", {
            "ref": ref, "kind": kind, "item": item, "theme": theme, "planned_on": day[:10], "passed": passed,
            "note": note,
        }))  # fmt: skip

    for event in view.of("event"):
        if event["status"] == "planned":
            title = text(event, "title") or "(no title)"
            add(text(event, "start"), text(event, "ref"), "Event", title, text(event, "themes"), text(event, "venue"))
    of_action = {text(action, "id"): action for action in view.of("action")}
    for action in of_action.values():
        if action["status"] not in ratings.OPEN_STATUSES:
            continue
        ref, theme, title = text(action, "ref"), text(action, "theme_label"), text(action, "title") or "(no title)"
        due = text(action, "due")
        if action["status"] == "not_started":
            note = f"Due {shown_day(due)}." if due else ""
            add(text(action, "start"), ref, "Action starts", title, theme, note)
        else:
            add(due, ref, "Action due", title, theme, words("action", action, "status"))
    for milestone in view.of("milestone"):
        action = of_action.get(text(milestone, "action"), {})
        if not milestone["done_on"] and action.get("status") in ratings.OPEN_STATUSES:
            title = text(milestone, "title") or "(no title)"
            add(text(milestone, "due"), text(action, "ref"), "Milestone", title, text(action, "theme_label"),
                text(action, "title"))  # fmt: skip
    return [row for _, row in sorted(ahead, key=lambda pair: (pair[0], str(pair[1]["ref"])))]


def events(loaded: Loaded) -> list[ReturnRow]:
    """The events of the quarter, and who came."""
    view = loaded.view
    came = view.grouped("attendance", "event")
    done: dict[str, list[str]] = {}
    for row in returns.done(loaded.store, *loaded.days):
        value = row["value"]
        if isinstance(value, int | float):
            shown = show_count(int(value) if float(value).is_integer() else value, text(row, "precision") or "exact")
            name = text(view.by_id.get(("activity_count", text(row, "activity_count")), {}), "name")
            done.setdefault(text(row, "event"), []).append(f"{name}: {shown}")
    rows: list[ReturnRow] = []
    for event in view.of("event"):
        if not view.in_quarter(text(event, "start")):
            continue
        groups = came.get(text(event, "id"), [])
        residents, precision = _sum(groups, choices.RESIDENT_GROUPS)
        from_ward, from_ward_precision = _sum(groups, ("from_ward",))
        exhibitors, exhibitors_precision = _sum(groups, ("exhibitors",))
        mark = precision_mark(precision)
        if residents is None:
            mark = "[x]" if event["status"] == "held" else "[z]"
        rows.append({
            "ref": text(event, "ref"), "held_on": text(event, "start")[:10], "kind": words("event", event, "kind"),
            "status": words("event", event, "status"), "title": text(event, "title") or "(no title)",
            "venue": text(event, "venue"), "theme": text(event, "themes"), "partners": text(event, "partners"),
            "residents": residents, "residents_precision": _precision(residents, precision), "residents_mark": mark,
            "from_ward": from_ward, "from_ward_precision": _precision(from_ward, from_ward_precision),
            "exhibitors": exhibitors, "exhibitors_precision": _precision(exhibitors, exhibitors_precision),
            "done": "; ".join(done.get(text(event, "id"), ())),
            "cancel_reason": text(event, "cancel_reason") if event["status"] == "cancelled" else "",
            "shared_with": text(event, "shared_with"),
        })  # fmt: skip
    return rows


def _sum(groups: list[Row], wanted: tuple[str, ...]) -> tuple[int | None, str]:
    """The number of people of some groups, None when nobody counted, and its precision."""
    counted = [row for row in groups if row["grouping"] in wanted and row["number"] is not None]
    total = sum(whole(row, "number") or 0 for row in counted) if counted else None
    return total, join_precision(text(row, "precision") or "exact" for row in counted)


def _precision(number: int | None, precision: str) -> str:
    """The word for a precision. A sum of "about" and "at least" is about; its mark says both."""
    return "" if number is None else choices.label(choices.PRECISIONS, "about" if precision == "mixed" else precision)


def feedback(loaded: Loaded) -> list[ReturnRow]:
    """What residents said, and how far the answer has come."""
    view = loaded.view
    rows: list[ReturnRow] = [
        {
            "ref": text(row, "ref"), "heard_on": text(row, "heard_on"), "theme": text(row, "themes"),
            "said": text(row, "words") or "(no words)", "how_many": whole(row, "how_many"),
            "priority": text(view.by_id.get(("priority", text(row, "priority")), {}), "title"),
            "did": text(row, "answer"), "status": _standing(loaded, row), "told_on": text(row, "told_on"),
        }
        for row in view.of("feedback")
    ]  # fmt: skip
    return rows


def _standing(loaded: Loaded, row: Row) -> str:
    for field, said in (("told_on", "Told back"), ("answer", "Answered")):
        if row[field]:
            return said
    # An action for this ward only is as if there were none.
    return "Has an action" if ("action", text(row, "action")) in loaded.view.by_id else "Heard"


def funding(loaded: Loaded) -> list[ReturnRow]:
    """Money for the plan, in pence. Nothing is left where nothing was allocated."""
    rows: list[ReturnRow] = []
    for row in loaded.view.of("funding"):
        allocated, spent = whole(row, "allocated"), whole(row, "spent")
        rows.append({
            "ref": text(row, "ref"), "source": text(row, "source") or "(no source)", "purpose": text(row, "purpose"),
            "action_ref": text(row, "action_ref"), "kind": words("funding", row, "kind"),
            "stage": words("funding", row, "stage"), "allocated": allocated, "committed": whole(row, "committed"),
            "spent": spent, "left": None if allocated is None else allocated - (spent or 0),
        })  # fmt: skip
    return rows


def risks(loaded: Loaded) -> list[ReturnRow]:
    """Risks with their scores: likelihood times impact."""
    rows: list[ReturnRow] = []
    for row in loaded.view.of("risk"):
        numbers = {
            name: whole(row, name)
            for name in ("likelihood_before", "impact_before", "likelihood_after", "impact_after")
        }
        rows.append({
            "ref": text(row, "ref"), "risk": text(row, "title") or "(no title)",
            "category": words("risk", row, "category"), **numbers,
            "score_before": _score(numbers["likelihood_before"], numbers["impact_before"]),
            "score_after": _score(numbers["likelihood_after"], numbers["impact_after"]),
            "mitigation": text(row, "mitigation"), "owner": text(row, "owner_role"),
        })  # fmt: skip
    return rows


def _score(likelihood: int | None, impact: int | None) -> int | None:
    return None if likelihood is None or impact is None else likelihood * impact

"""Return view: loading one quarter of a ward as its checks and its return see it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from ward_desk.core import ratings
from ward_desk.core.choices import code as code_of
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.periods import Quarter
from ward_desk.core.quarter_view import CountFacts, PeriodFigure, QuarterView, Revised
from ward_desk.core.records import Row
from ward_desk.service import frameworks
from ward_desk.service.counts.figures import CountView, count_views, label
from ward_desk.service.document import Document
from ward_desk.service.frameworks import Framework, Shape
from ward_desk.service.returns.making.revised import Change, as_sent, changes
from ward_desk.service.returns.return_due import start_month as start_month
from ward_desk.store import actions, explanations, returns
from ward_desk.store import surveys as stored_surveys
from ward_desk.store.rows import Store


@dataclass(frozen=True)
class Loaded:
    """A quarter, with its counts as they are seen from it and what the store alone knows."""

    view: QuarterView
    store: Store
    framework: Framework | None
    counts: dict[str, CountView]  # by id, in their order
    revised: dict[str, frozenset[str]]  # count id -> keys of the periods revised since they were sent

    @property
    def days(self) -> tuple[str, str]:
        """The first and last day of the quarter, as ISO text."""
        return self.view.days


def framework_of(doc: Document) -> Framework | None:
    """The document's programme framework, or None when this version doesn't have it."""
    with suppress(KnownError):
        return frameworks.load(text(doc.partnership, "framework"))
    return None


def shape_of(doc: Document) -> Shape:
    """What the plan hangs on: its themes (B 3.3) or the recommendations of its programme (C 4.9)."""
    framework = framework_of(doc)
    if framework:
        return framework.shape
    return "recommendations" if doc.store.rows("recommendation") else "themes"


def load(doc: Document, quarter: Quarter, return_row: Row | None, today: date) -> Loaded:
    """One quarter, as plain rows. `return_row` is the return it is looked at for, if there is one."""
    store = doc.store
    first, last = quarter.first.isoformat(), quarter.last.isoformat()
    framework = framework_of(doc)
    shape = shape_of(doc)
    rows: dict[str, list[Row]] = {
        "partnership": [dict(doc.partnership)],
        "quarterly_return": [dict(return_row)] if return_row else [],
        "explanation": explanations.of_return(store, text(return_row, "id")) if return_row else [],
        **rows_between(doc, shape, first, last),
    }
    count_rows = rows["activity_count"]
    views = count_views(doc, [text(row, "id") for row in count_rows], quarter, today)
    before, compared = as_sent(doc), _compared(quarter)
    facts = [_facts(row, views[text(row, "id")], changes(views[text(row, "id")], before, compared), today)
             for row in count_rows]  # fmt: skip
    rows["figure"] = [row for view in views.values() for row in _figures(view)]
    view = QuarterView(
        quarter,
        today,
        shape,
        rows,
        counts=tuple(facts),
        rating_before=_ratings_before(store, quarter, rows["action"]),
        progress_words=framework.thresholds.progress_words if framework else 250,
        horizon_words=framework.thresholds.horizon_words if framework else 200,
    )
    revised = {text(one.row, "id"): frozenset(change.key for change in one.revised) for one in facts}
    return Loaded(view, store, framework, views, revised)


def rows_between(doc: Document, shape: Shape, first: str, last: str) -> dict[str, list[Row]]:
    """What the programme may see of some days, by table; figures are not in it. Days are ISO text."""
    store = doc.store
    surveys = returns.surveys(store, first, last)
    questions: list[Row] = []
    answers: list[Row] = []
    for survey in surveys:
        questions += store.rows("question", order="position", survey=survey["id"])
        answers += _answers(store, survey)
    plan = returns.actions(store)
    shared = {text(row, "id") for row in plan}
    events = returns.events(store, first, last)  # planned ones of any day, too
    within = [row for row in events if first <= text(row, "start")[:10] <= last]
    return {
        "recommendation": store.rows("recommendation", order="position") if shape == "recommendations" else [],
        "priority": returns.priorities(store),
        "action": plan,
        "milestone": returns.of_actions(store, "milestone"),
        "progress_note": returns.notes(store, first, last),
        "event": events,
        "attendance": returns.attendance(store, first, last),
        "feedback": returns.feedback(store, first, last),
        "survey": surveys,
        "question": questions,
        "response": answers,
        "equality_total": _equality(store, [*surveys, *within]),
        "activity_count": returns.counts(store),
        "funding": returns.funding(store),
        "risk": [row for row in returns.risks(store) if row["action"] is None or row["action"] in shared],
    }


def _ratings_before(store: Store, quarter: Quarter, plan: list[Row]) -> dict[str, Row]:
    """action id -> its status and rating in last quarter's return as sent, or else in its last note before."""
    before = actions.rating_on(store, quarter.previous.last.isoformat())
    key = quarter.previous.key
    sent = {text(row, "ref"): row for row in returns.sent_tables(store, [key], "action_plan").get(key, ())}
    for action in plan:
        if row := sent.get(text(action, "ref")):
            before[text(action, "id")] = {
                "status": code_of(ratings.STATUSES, text(row, "status")),
                "rating": code_of(ratings.RATINGS, text(row, "rating")),
            }
    return before


def _compared(quarter: Quarter) -> list[Quarter]:
    """The quarters whose figures stand somewhere in the return."""
    return sorted({*quarter.quarters_to_date, quarter.previous, quarter.same_last_year})


def _facts(row: Row, view: CountView, revised: Iterable[Change], today: date) -> CountFacts:
    figures = []
    for period in view.periods:
        if view.rows(period.key):
            figures.append(PeriodFigure(period.key, label(period), view.value(period.key), _noted(view, period.key)))
    return CountFacts(
        row,
        tuple(figures),
        tuple((period.key, label(period)) for period in view.missing(today)),
        tuple(view.earlier()) if figures else (),
        tuple(
            Revised(one.period.key, label(one.period), one.was, one.now, _noted(view, one.period.key))
            for one in revised
        ),
    )


def _noted(view: CountView, key: str) -> bool:
    return any(text(row, "note") for row in view.rows(key))


def _figures(view: CountView) -> list[Row]:
    """The quarter's figures, and those that stand under no period at all."""
    wanted = {view.quarter.key, view.quarter.to_date_key, *(month.key for month in view.quarter.months)}
    return [row for key in view.keys if key in wanted or not view.is_period(key) for row in view.rows(key)]


def _answers(store: Store, survey: Row) -> list[Row]:
    """How many gave each answer; each with an id, so that it can be looked through like any other text."""
    tallies = stored_surveys.tallies(store, text(survey, "id"))
    return [{**row, "id": f"{text(row, 'question')} {at}", "answers": row["value"]} for at, row in enumerate(tallies)]


def _equality(store: Store, sources: Iterable[Row]) -> list[Row]:
    """The equality totals of these surveys and events."""
    shown = {row["id"] for row in sources}
    return [row for row in returns.equality(store) if row["survey"] in shown or row["event"] in shown]

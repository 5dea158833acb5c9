"""Summary: what the Home page shows, and the numbers beside the pages: what needs somebody, and where things stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from ward_desk.core import choices, fields, ratings, sums
from ward_desk.core.fields import short_day, text, whole
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.records import RECORDS, Row
from ward_desk.core.typed import show_date, show_datetime
from ward_desk.service.counts import figures
from ward_desk.service.counts.figures import CountView, count_views, label
from ward_desk.service.document import Document
from ward_desk.service.returns.return_due import (
    Due,
    checked,
    collecting,
    due_next,
    missing,
    reminder,
    start_month,
    wanted_too,
)
from ward_desk.service.surveys.told import consultation
from ward_desk.service.unchanged import until_changed
from ward_desk.store import computed, events, history
from ward_desk.store import summary as stored

MOST_LINES: Final = 8
LATELY: Final = 8
_BEGUN: Final = 2  # lines about returns begun besides the one wanted next
# The states of an action in the bars of the plan, in the order drawn; keys of `ratings.MARKS`.
STATES: Final = ("complete", "green", "amber", "red", "not_rated", "not_started")


class Line(NamedTuple):
    """One thing that needs somebody; it opens its record at the field."""

    word: str  # Overdue, No update, No figures, Past, Missing, Next, Due, Begun
    tone: str  # the colour of its mark: red, amber or grey
    title: str
    detail: str
    table: str
    row_id: str  # empty for a return nobody has begun
    field: str


class Tiles(NamedTuple):
    """The figures that matter. Residents are attendances; `precision` is that of this quarter's."""

    on_track: int
    open: int
    own: int  # of the open ones, for this ward only: a return leaves them out
    red: int
    amber: int
    residents: int | None  # None when events were held and nobody is counted at any
    residents_before: int | None  # in the last quarter
    precision: str
    events: int
    heard: int  # this financial year
    heard_linked: int  # of them, with an action
    on_target: int
    with_target: int
    missing: int  # counts with a figure missing
    missing_from: tuple[Quarter, ...]  # the quarters they are missing from, oldest first
    wanted: bool  # whether any figure is wanted by now


class MonthBar(NamedTuple):
    """Residents engaged in one month; None when nobody is counted at any of its events, or there was none."""

    month: Month
    residents: int | None
    events: int


class Lately(NamedTuple):
    """Something done: "Progress note on Cookery course", "today 09:12"."""

    label: str
    when: str
    table: str
    row_id: str


@dataclass(frozen=True)
class Home:
    """The whole of the Home page."""

    quarter: Quarter
    lines: tuple[Line, ...]
    more: int  # lines there was no room for
    tiles: Tiles
    plan: tuple[tuple[str, dict[str, int]], ...]  # theme, or term, and how many actions are in each state
    months: tuple[MonthBar, ...]  # the last twelve
    lately: tuple[Lately, ...]
    settled: bool = True  # False: how far the return due has come is not said yet


def home(doc: Document, today: date | None = None, *, at_once: bool = False) -> Home:
    """What the Home page shows on a day, by default the document's own. `at_once` leaves out how far the return due
    has come, unless that is known already: its checks read the whole quarter."""
    today = today or doc.today
    quarter = Quarter.of(today, start_month(doc))
    actions = stored.open_actions(doc.store)
    counts = _collected(doc, today)
    urgent = [_late(actions, today), _silent(actions, today), _events(doc, today), _missing(counts, today),
              _surveys(doc, today)]  # fmt: skip
    wanted = due_next(doc, today)
    begun = wanted_too(doc, wanted)[:_BEGUN]
    settled = not at_once or all(checked(doc, one, today) for one in (wanted, *begun))
    ahead = [*_ahead(doc, today, wanted, settled=settled), *_begun(doc, today, begun, settled=settled)]
    room = MOST_LINES - len(ahead)
    return Home(
        quarter,
        (*_some_of_each(urgent, room), *ahead),
        max(sum(map(len, urgent)) - room, 0),
        _tiles(doc, quarter, today, actions, counts),
        _by_term(doc) if _by_recommendation(doc) else _by_theme(doc),
        _months(doc, today),
        _lately(doc, today),
        settled,
    )


def _some_of_each(kinds: list[list[Line]], room: int) -> list[Line]:
    """As many lines as there is room for, in their order, so that many of one kind don't hide the others."""
    taken = [0] * len(kinds)
    while sum(taken) < room and any(taken[n] < len(lines) for n, lines in enumerate(kinds)):
        for n, lines in enumerate(kinds):
            taken[n] += taken[n] < len(lines) and sum(taken) < room
    return [line for lines, number in zip(kinds, taken, strict=True) for line in lines[:number]]


def badges(doc: Document, today: date | None = None) -> dict[str, int]:
    """The number of things that need somebody on each page, by the page's key; pages with none are left out."""
    day = today or doc.today

    def ask() -> dict[str, int]:
        actions = stored.open_actions(doc.store)
        found = {
            "actions": len(_late(actions, day)) + len(_silent(actions, day)),
            "events": len(_events(doc, day)),
            "counts": len(_missing(_collected(doc, day), day)),
            "returns": _to_fix(doc, day),
        }
        return {page: number for page, number in found.items() if number}

    return dict(until_changed(doc, ("badges", day), ask))


def _to_fix(doc: Document, today: date) -> int:
    from ward_desk.service.returns.return_checks import things_to_fix

    return things_to_fix(doc, today)


def _by_recommendation(doc: Document) -> bool:
    return not doc.store.rows("theme")


def _counts(doc: Document, quarter: Quarter) -> list[CountView]:
    def ask() -> list[CountView]:
        ids = [row_id for row_id, _ in doc.store.named("activity_count", order="position")]
        return list(count_views(doc, ids, quarter).values())

    return until_changed(doc, ("counts", quarter, doc.today), ask)


def _collected(doc: Document, today: date) -> list[list[CountView]]:
    """The counts of each quarter whose figures still go into a return, this quarter's last."""
    return [_counts(doc, quarter) for quarter in collecting(doc, today)]


def _late(actions: list[Row], today: date) -> list[Line]:
    return [
        Line(
            "Overdue", "red", text(row, "title"), _with(f"due {_day(row, 'due', today)}", text(row, "lead_name")),
            "action", text(row, "id"), "due",
        )
        for row in actions
        if "" < text(row, "due") < today.isoformat()
    ]  # fmt: skip


def _silent(actions: list[Row], today: date) -> list[Line]:
    found = []
    for row in actions:
        noted, due = fields.day(row["noted_on"]), fields.day(row["due"])
        if (due is None or due >= today) and ratings.stale(due, noted, text(row, "status"), today):
            said = f"last update {_ago(noted, today)}" if noted else "no update yet"
            found.append(
                Line("No update", "amber", text(row, "title"), said, "action", text(row, "id"), "progress_note")
            )
    return found


def _events(doc: Document, today: date) -> list[Line]:
    found = []
    for row in stored.events_to_see_to(doc.store, today.isoformat()):
        day = fields.day(row["start"])
        title = f"{text(row, 'title')}, {day.day} {Month.of(day).name[:3]}" if day else text(row, "title")
        ago = _ago(day, today) if day else ""
        if row["status"] == "held":
            found.append(Line("No figures", "amber", title, f"held {ago}", "event", text(row, "id"), "attendance"))
        else:
            found.append(Line("Past", "amber", title, f"planned for {ago}", "event", text(row, "id"), "status"))
    return found


def _missing(counts: list[list[CountView]], today: date) -> list[Line]:
    """One line for each count, with what it wants of every quarter."""
    found = []
    for views in zip(*counts, strict=True):
        seen = views[-1]
        if not _is_typed_in(seen):
            continue
        # A count nobody has begun is asked for by the return's checks, not every morning.
        wanting = [one for one in views if one.keys and one.missing(today)]
        periods = [period for one in wanting for period in one.missing(today)]
        if periods:
            names = [one.name if isinstance(one, Month) else label(one) for one in periods]
            title, row_id = f"{text(seen.count, 'name')}: {_listed(names)}", text(seen.count, "id")
            kind = "quarterly count" if seen.by_quarter else "monthly count"
            ended = _listed([one.quarter.short for one in wanting if one is not seen])
            said = _with(kind, f"for the {ended} return" if ended else "")
            found.append(Line("Missing", "amber", title, said, "activity_count", row_id, periods[0].key))
    return found


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _surveys(doc: Document, today: date) -> list[Line]:
    return [
        Line(one.word, one.tone, one.title, one.detail, "survey", one.survey, one.field)
        for one in consultation.needed(doc, today)
    ]


def _is_typed_in(seen: CountView) -> bool:
    """Whether somebody has to type the figures of a count. Those worked out from events wait for the events, which are
    asked for themselves."""
    return not computed.is_computed(seen.count)


def _ahead(doc: Document, today: date, wanted: Due, *, settled: bool) -> list[Line]:
    """What comes next, and the return that is due."""
    found = []
    event = stored.next_event(doc.store, today.isoformat())
    if event:
        when = text(event, "start")
        shown = show_datetime(datetime.fromisoformat(when) if len(when) > 10 else date.fromisoformat(when))
        found.append(Line("Next", "grey", text(event, "title"), shown, "event", text(event, "id"), "start"))
    if text(wanted.row or {}, "status") != "sent":
        when, tone = reminder(wanted, today)
        said = _with(when, _standing(doc, wanted, today) if settled else "")
        title, row_id = f"{wanted.quarter.short} return", text(wanted.row or {}, "id")
        found.append(
            Line("Overdue" if tone == "red" else "Due", tone, title, said, "quarterly_return", row_id, "period")
        )
    for entry in missing(doc, today)[-1:]:
        said = f"was due {show_date(entry.due)} and was never begun"
        title = f"{entry.quarter.short} return"
        found.append(Line("Missing", "red", title, said, "quarterly_return", "", entry.quarter.key))
    return found


def _begun(doc: Document, today: date, begun: list[Due], *, settled: bool) -> list[Line]:
    """The other returns begun and not sent: their things to fix are in the number beside the page too."""
    found = []
    for one in begun:
        row = one.row or {}
        version = whole(row, "version") or 1
        when, tone = reminder(one, today) if version == 1 else ("", "grey")  # a correction is due on no day
        said = _with(when, _standing(doc, one, today) if settled else "")
        title = f"{one.quarter.short} return" + (f", version {version}" if version > 1 else "")
        word = "Overdue" if tone == "red" else "Begun"
        found.append(Line(word, tone, title, said, "quarterly_return", text(row, "id"), "period"))
    return found


def _standing(doc: Document, wanted: Due, today: date) -> str:
    from ward_desk.service.returns import returns

    return returns.standing(doc, wanted, today)


def _tiles(doc: Document, quarter: Quarter, today: date, actions: list[Row], counts: list[list[CountView]]) -> Tiles:
    rated = {code: sum(1 for row in actions if row["rating"] == code) for code, _ in ratings.RATINGS}
    residents, precision, held = _residents(doc, quarter)
    heard, linked = stored.feedback_since(doc.store, quarter.quarters_to_date[0].first.isoformat(), today.isoformat())
    now = counts[-1]
    missing_from = [views for views in counts if any(_is_typed_in(one) and one.missing(today) for one in views)]
    aimed = [seen for seen in now if seen.count["target"] is not None]
    return Tiles(
        on_track=rated["green"],
        open=len(actions),
        own=sum(1 for row in actions if row["sharing"] == "ward"),
        red=rated["red"],
        amber=rated["amber"],
        residents=residents,
        residents_before=_residents(doc, quarter.previous)[0],
        precision=precision,
        events=held,
        heard=heard,
        heard_linked=linked,
        on_target=sum(1 for seen in aimed if seen.rating == "green"),
        with_target=len(aimed),
        missing=len(
            {text(one.count, "id") for views in counts for one in views if _is_typed_in(one) and one.missing(today)}
        ),
        missing_from=tuple(views[0].quarter for views in missing_from),
        wanted=any(figures.wanted(period, today) for views in counts for one in views for period in one.periods),
    )


def _residents(doc: Document, quarter: Quarter) -> tuple[int | None, str, int]:
    """Residents engaged in a quarter, how sure that is, and at how many events; None when nobody is counted at any."""
    held, came = stored.engaged(doc.store, quarter.first.isoformat(), quarter.last.isoformat())
    precision = sums.join_precision(text(row, "precision") or "exact" for row in came)
    return sum(whole(row, "number") or 0 for row in came) if came or not held else None, precision, held


def _by_theme(doc: Document) -> tuple[tuple[str, dict[str, int]], ...]:
    numbers = _numbers(stored.by_theme(doc.store))
    bars = [
        (text(theme, "short_label") or text(theme, "label"), numbers.get(text(theme, "id"), {}))
        for theme in doc.store.rows("theme", order="position")
    ]
    return (*bars, *([("No theme", numbers[""])] if "" in numbers else []))


def _by_term(doc: Document) -> tuple[tuple[str, dict[str, int]], ...]:
    numbers = _numbers(stored.by_term(doc.store))
    bars = [(words, numbers.get(code, {})) for code, words in choices.TERMS]
    return (*bars, *([("No term", numbers[""])] if "" in numbers else []))


def _numbers(rows: list[Row]) -> dict[str, dict[str, int]]:
    """id -> state -> how many; cancelled actions are no part of the plan any more."""
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        state = ratings.drawn(text(row, "status"), text(row, "rating"))
        if state in STATES:
            parts = found.setdefault(text(row, "id"), {})
            parts[state] = parts.get(state, 0) + (whole(row, "number") or 0)
    return found


def _months(doc: Document, today: date) -> tuple[MonthBar, ...]:
    months = [Month.of(today).next(n) for n in range(-11, 1)]
    found = events.residents_by_month(doc.store, months[0].first.isoformat(), months[-1].last.isoformat())
    return tuple(MonthBar(month, *found.get(month.key, (None, 0))) for month in months)


def _lately(doc: Document, today: date) -> tuple[Lately, ...]:
    return tuple(
        Lately(_said(row), _when(text(row, "at"), today), text(row, "table"), text(row, "row_id"))
        for row in history.lately(doc.store, LATELY)
    )


def _said(row: Row) -> str:
    """What was done, and to what: "Progress note on Cookery course"."""
    title, verb = text(row, "title"), text(row, "kind").rpartition(".")[2]
    if not title or row["touched"] != 1 or verb not in _DONE:
        return text(row, "label")
    words = _DONE[verb][0 if text(row, "record") != row["table"] else 1]
    return f"{RECORDS[text(row, 'record')].label}{words} {title}"


# What was done, to a part of the record named and to the record itself.
_DONE: Final = {
    "add": (" on", " added:"),
    "edit": (" changed on", " changed:"),
    "remove": (" removed from", " removed:"),
}


def _when(at: str, today: date) -> str:
    """When, as people say it: "today 09:12", "yesterday", "Mon 4 Dec"."""
    then = datetime.fromisoformat(at)
    days = (today - then.date()).days
    if days <= 1:
        return f"today {then:%H:%M}" if days < 1 else "yesterday"
    shown = show_datetime(then.date())
    return shown if then.year != today.year else shown.rpartition(" ")[0]


def _with(first: str, second: str) -> str:
    return " · ".join(filter(None, (first, second)))


def _ago(day: date, today: date) -> str:
    days = (today - day).days
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"


def _day(row: Row, name: str, today: date) -> str:
    """A day, with its year only when it isn't this one; as it is stored when no calendar has it."""
    return short_day(row[name], today) or text(row, name)

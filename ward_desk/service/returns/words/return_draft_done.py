"""What was done in a quarter, in sentences: actions, events, counts, and what residents said and were told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ward_desk.core import choices
from ward_desk.core.fields import short_day, shown_day, text, whole
from ward_desk.core.records import Row
from ward_desk.core.sums import join_precision
from ward_desk.core.typed import counted, show_count
from ward_desk.service.returns.making.return_view import Loaded
from ward_desk.service.returns.words.return_sentence import Sentence, ended, first_theme, named, of_action, source
from ward_desk.store import computed
from ward_desk.store import returns as stored


def work(loaded: Loaded) -> Iterator[Sentence]:
    """What was done on each action: whether it is complete, the milestones reached, its last note in its own words."""
    noted = loaded.view.grouped("progress_note", "action")
    dated = loaded.view.grouped("milestone", "action")
    for action in loaded.view.of("action"):
        notes = noted.get(text(action, "id"), [])
        reached = [one for one in dated.get(text(action, "id"), ()) if _reached(loaded, one)]
        completed = _completed(loaded, action, notes)
        last = " ".join(text(notes[-1], "words").split()) if notes else ""
        if not (completed or reached or last):
            continue
        all_reached = " and ".join(
            f"“{text(one, 'title')}” ({short_day(one['done_on'], loaded.view.today)})" for one in reached
        )
        said = [f"{named(action)} is complete." if completed else ""]
        if reached:
            said.append(f"{'Reached' if completed else f'{named(action)}: reached'} {all_reached}.")
        if last:
            said.append(ended(last) if completed or reached else f"{named(action)}: {ended(last)}")
        weight = 9 if completed else 7 if action["rating"] in ("amber", "red") else 6 if reached else 5
        yield of_action(loaded, action, " ".join(filter(None, said)), weight)


def _completed(loaded: Loaded, action: Row, notes: Sequence[Row]) -> bool:
    """Whether an action was completed in the quarter, as its notes or last quarter's return say."""
    before = text(loaded.view.rating_before.get(text(action, "id"), {}), "status")
    if action["status"] != "complete" or before == "complete":
        return False
    return bool(before) or any(note["status"] == "complete" for note in notes)


def _reached(loaded: Loaded, milestone: Row) -> bool:
    done = text(milestone, "done_on")
    return bool(text(milestone, "title") and done and loaded.view.in_quarter(done))


def events(loaded: Loaded) -> Iterator[Sentence]:
    came = loaded.view.grouped("attendance", "event")
    for event in loaded.view.of("event"):
        if event["status"] != "held" or not loaded.view.in_quarter(text(event, "start")):
            continue
        where = f" at {text(event, 'venue')}" if text(event, "venue") else ""
        groups = [row for row in came.get(text(event, "id"), ()) if row["grouping"] in choices.RESIDENT_GROUPS]
        residents = [row for row in groups if row["number"] is not None]
        number = sum(whole(row, "number") or 0 for row in residents)
        precision = join_precision(text(row, "precision") or "exact" for row in residents)
        who = f", with {_people(number, precision)}" if number else ""
        partners = len([one for one in text(event, "partners").split("; ") if one])
        helped = f" and {counted(partners, 'partner')}" if partners and who else ""
        said = f"{named(event)} was held on {shown_day(text(event, 'start'))}{where}{who}{helped}."
        weight = 8 if number >= 100 else 6 if number >= 30 else 4
        yield Sentence(first_theme(event), said, (source("event", event),), weight)


def _people(number: int, precision: str) -> str:
    shown = show_count(number, "about" if precision == "mixed" else precision)
    return f"{shown} {'resident' if number == 1 else 'residents'}"


def figures(loaded: Loaded) -> Iterator[Sentence]:
    """Counts that moved since last quarter, and those on their target."""
    for facts in loaded.view.counts:
        seen = loaded.counts[text(facts.row, "id")]
        now, before = seen.total, seen.last_quarter
        if now.value is None or not now.complete:
            continue
        unit = text(facts.row, "unit")
        shown = _amount(now.value, now.precision, unit)
        if before.value is not None and before.complete and before.value != now.value:
            said = f"{text(facts.row, 'name')}: {shown}, {_amount(before.value, before.precision, unit)} last quarter."
            weight = 8 if computed.is_computed(facts.row) else 5 if seen.rating else 3
        elif now.value:
            said, weight = f"{text(facts.row, 'name')}: {shown} this quarter.", 3
        else:
            continue
        yield Sentence(text(facts.row, "theme_label"), said, (source("activity_count", facts.row),), weight)


def _amount(value: float, precision: str, unit: str) -> str:
    shown = show_count(round(value, 1), "about" if precision == "mixed" else precision)
    return f"{shown}%" if unit == "%" else shown


def feedback(loaded: Loaded) -> Iterator[Sentence]:
    first, last = loaded.days
    heard, told = stored.feedback_numbers(loaded.store, first, last)
    rows = loaded.view.of("feedback")
    if heard:
        sources = tuple(source("feedback", row) for row in rows if first <= text(row, "heard_on") <= last)
        one = "1 thing was" if heard == 1 else f"{heard:,} things were"
        back = f"; residents were told what became of {told:,}" if told else ""
        yield Sentence("", f"{one} heard from residents{back}.", sources, 6)
    for row in rows:
        if first <= text(row, "told_on") <= last and text(row, "answer").strip():
            said = f"You said: {ended(text(row, 'words').strip())} We did: {ended(text(row, 'answer').strip())}"
            yield Sentence(text(row, "themes").split("; ")[0], " ".join(said.split()), (source("feedback", row),), 5)

"""Return draft: first words for a return, put together from the quarter's own records.

Every sentence rests on records and names them; nothing is made up. What matters most is chosen until the words run
out, the rest is offered. The author edits, and answers for, what goes into the return.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Final, Literal, NamedTuple

from ward_desk.core import choices, ratings
from ward_desk.core.check_rules import without_personal_data
from ward_desk.core.check_rules import words as number_of_words
from ward_desk.core.fields import short_day, shown_day, text, whole
from ward_desk.core.periods import Quarter
from ward_desk.core.ratings import DELAY_CAUSES
from ward_desk.core.records import Row
from ward_desk.core.sums import join_precision
from ward_desk.core.typed import counted, show_count, show_money
from ward_desk.service.document import Document
from ward_desk.service.returns.return_due import newest
from ward_desk.service.returns.return_view import Loaded, load
from ward_desk.store import computed
from ward_desk.store import returns as stored

Part = Literal["progress", "horizon", "challenges"]

MOST_CHALLENGES: Final = 150  # words; the return sets no limit
HIGH_RISK: Final = 12  # likelihood times impact, after what is done about it
_RATING_WORDS: Final = dict(ratings.RATINGS)


class Source(NamedTuple):
    """A record a sentence rests on."""

    table: str
    row_id: str
    ref: str


class Sentence(NamedTuple):
    """One sentence that may go into the return."""

    heading: str  # the theme or recommendation it belongs to; empty for the whole ward
    words: str
    sources: tuple[Source, ...]
    weight: int  # what matters more is chosen first
    chosen: bool = False


class Draft(NamedTuple):
    """The sentences of one part, in the order they are read in."""

    part: Part
    sentences: tuple[Sentence, ...]
    most_words: int

    @property
    def words(self) -> str:
        """The chosen sentences as one text: a paragraph for each theme."""
        return together(one for one in self.sentences if one.chosen)


def together(sentences: Iterable[Sentence]) -> str:
    """Sentences as one text: a paragraph for each heading, in their order."""
    paragraphs: dict[str, list[str]] = {}
    for one in sentences:
        paragraphs.setdefault(one.heading, []).append(one.words)
    return "\n".join(" ".join(said) for said in paragraphs.values())


def draft(doc: Document, quarter: Quarter, part: Part, standing: int = 0) -> Draft:
    """First words for one part of a quarter's return, within what its limit leaves beside so many words that stand
    there already."""
    loaded = load(doc, quarter, newest(doc, quarter), doc.today)
    without_personal_data(loaded.view)
    most = {"progress": loaded.view.progress_words, "horizon": loaded.view.horizon_words}.get(part, MOST_CHALLENGES)
    found = [one for say in _SAYING[part] for one in say(loaded)]
    return Draft(part, tuple(_chosen(_in_order(loaded, found), most - standing)), most)


def _in_order(loaded: Loaded, found: Sequence[Sentence]) -> list[Sentence]:
    """Theme by theme in the order of the plan, the whole ward last; within a theme as they were found."""
    wanted = "theme" if loaded.view.shape == "themes" else "recommendation"
    labels = [
        text(row, "label" if wanted == "theme" else "title") for row in loaded.store.rows(wanted, order="position")
    ]
    place = {label: number for number, label in enumerate(labels)}
    return sorted(found, key=lambda one: place.get(one.heading, len(place)))


def _chosen(sentences: Sequence[Sentence], most: int) -> Iterator[Sentence]:
    """The weightiest until the words run out; of two alike the one that is read first."""
    left, taken = most, set[int]()
    for number in sorted(range(len(sentences)), key=lambda number: -sentences[number].weight):
        needs = number_of_words(sentences[number].words)
        if needs <= left:
            left -= needs
            taken.add(number)
    for number, one in enumerate(sentences):
        yield one._replace(chosen=number in taken)


# ---- what was done


def _work(loaded: Loaded) -> Iterator[Sentence]:
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
        named = " and ".join(
            f"“{text(one, 'title')}” ({short_day(one['done_on'], loaded.view.today)})" for one in reached
        )
        said = [f"{_name(action)} is complete." if completed else ""]
        if reached:
            said.append(f"{'Reached' if completed else f'{_name(action)}: reached'} {named}.")
        if last:
            said.append(_ended(last) if completed or reached else f"{_name(action)}: {_ended(last)}")
        weight = 9 if completed else 7 if action["rating"] in ("amber", "red") else 6 if reached else 5
        yield _of_action(loaded, action, " ".join(filter(None, said)), weight)


def _completed(loaded: Loaded, action: Row, notes: Sequence[Row]) -> bool:
    """Whether an action was completed in the quarter, as its notes or last quarter's return say."""
    before = text(loaded.view.rating_before.get(text(action, "id"), {}), "status")
    if action["status"] != "complete" or before == "complete":
        return False
    return bool(before) or any(note["status"] == "complete" for note in notes)


def _reached(loaded: Loaded, milestone: Row) -> bool:
    done = text(milestone, "done_on")
    return bool(text(milestone, "title") and done and loaded.view.in_quarter(done))


def _events(loaded: Loaded) -> Iterator[Sentence]:
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
        said = f"{_name(event)} was held on {shown_day(text(event, 'start'))}{where}{who}{helped}."
        weight = 8 if number >= 100 else 6 if number >= 30 else 4
        yield Sentence(_first_theme(event), said, (_source("event", event),), weight)


def _people(number: int, precision: str) -> str:
    shown = show_count(number, "about" if precision == "mixed" else precision)
    return f"{shown} {'resident' if number == 1 else 'residents'}"


def _figures(loaded: Loaded) -> Iterator[Sentence]:
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
        yield Sentence(text(facts.row, "theme_label"), said, (_source("activity_count", facts.row),), weight)


def _amount(value: float, precision: str, unit: str) -> str:
    shown = show_count(round(value, 1), "about" if precision == "mixed" else precision)
    return f"{shown}%" if unit == "%" else shown


def _feedback(loaded: Loaded) -> Iterator[Sentence]:
    first, last = loaded.days
    heard, told = stored.feedback_numbers(loaded.store, first, last)
    rows = loaded.view.of("feedback")
    if heard:
        sources = tuple(_source("feedback", row) for row in rows if first <= text(row, "heard_on") <= last)
        one = "1 thing was" if heard == 1 else f"{heard:,} things were"
        back = f"; residents were told what became of {told:,}" if told else ""
        yield Sentence("", f"{one} heard from residents{back}.", sources, 6)
    for row in rows:
        if first <= text(row, "told_on") <= last and text(row, "answer").strip():
            said = f"You said: {_ended(text(row, 'words').strip())} We did: {_ended(text(row, 'answer').strip())}"
            yield Sentence(text(row, "themes").split("; ")[0], " ".join(said.split()), (_source("feedback", row),), 5)


# ---- what is to come


def _planned(loaded: Loaded) -> Iterator[Sentence]:
    """Planned events and the dates of open actions, soonest first; a date that has passed is said to have (B 8.2)."""
    today, ahead = loaded.view.today.isoformat(), list[tuple[str, Sentence]]()
    last = loaded.view.quarter.next.last.isoformat()
    for event in loaded.view.of("event"):
        day = text(event, "start")[:10]
        if event["status"] != "planned" or not day or day > last:
            continue
        if day < today:
            said = f"{_name(event)} was planned for {shown_day(day)}; whether it was held is still to be recorded."
        else:
            where = f" at {text(event, 'venue')}" if text(event, "venue") else ""
            said = f"{_name(event)} is on {shown_day(day)}{where}."
        ahead.append((day, Sentence(_first_theme(event), said, (_source("event", event),), 7)))
    for milestone in loaded.view.of("milestone"):
        action, day = loaded.view.by_id.get(("action", text(milestone, "action")), {}), text(milestone, "due")
        if not _still_open(action) or milestone["done_on"] or not day or day > last or not text(milestone, "title"):
            continue
        verb = "was due" if day < today else "is due"
        said = f"{_name(action)}: “{text(milestone, 'title')}” {verb} on {shown_day(day)}."
        ahead.append((day, _of_action(loaded, action, said, 5)))
    for action in filter(_still_open, loaded.view.of("action")):
        start, due = text(action, "start"), text(action, "due")
        if action["status"] == "not_started" and "" < start <= last:
            verb = "was to start" if start < today else "starts"
            ahead.append((start, _of_action(loaded, action, f"{_name(action)} {verb} on {shown_day(start)}.", 6)))
        if "" < due <= last:
            verb = "was due to finish" if due < today else "is due to finish"
            ahead.append((due, _of_action(loaded, action, f"{_name(action)} {verb} on {shown_day(due)}.", 4)))
    for _, one in sorted(ahead, key=lambda pair: pair[0]):
        yield one


# ---- what stands in the way


def _worse(loaded: Loaded) -> Iterator[Sentence]:
    for action in filter(_still_open, loaded.view.of("action")):
        rating = text(action, "rating")
        if rating not in ("amber", "red"):
            continue
        before = text(loaded.view.rating_before.get(text(action, "id"), {}), "rating")
        label, reason = _RATING_WORDS[rating], " ".join(text(action, "rating_reason").split())
        turned = f"went from {_RATING_WORDS[before]} to {label}" if ratings.worse(rating, before) else f"is {label}"
        cause = choices.label(DELAY_CAUSES, action["delay_cause"]).lower()
        why = f": {_ended(reason)}" if reason else f" (held up by: {cause})." if cause else "."
        yield _of_action(loaded, action, f"{_name(action)} {turned}{why}", 9 if rating == "red" else 6)


def _late(loaded: Loaded) -> Iterator[Sentence]:
    today = loaded.view.today
    for action in filter(_still_open, loaded.view.of("action")):
        due = text(action, "due")
        if "" < due < today.isoformat():
            days = counted((today - date.fromisoformat(due)).days, "day")
            cause = choices.label(DELAY_CAUSES, action["delay_cause"]).lower()
            why = f" Cause: {cause}." if cause else ""
            yield _of_action(loaded, action, f"{_name(action)} is {days} past its date.{why}", 7)


def _money(loaded: Loaded) -> Iterator[Sentence]:
    for row in loaded.view.of("funding"):
        allocated, spent = whole(row, "allocated"), whole(row, "spent")
        if allocated is not None and spent is not None and spent > allocated:
            what = text(row, "purpose") or text(row, "source")
            said = f"{what}: {show_money(spent)} is spent of {show_money(allocated)} allocated."
            yield Sentence("", said, (_source("funding", row),), 6)


def _risks(loaded: Loaded) -> Iterator[Sentence]:
    for row in loaded.view.of("risk"):
        score = (whole(row, "likelihood_after") or 0) * (whole(row, "impact_after") or 0)
        if score >= HIGH_RISK:
            doing = f" {_ended(text(row, 'mitigation').strip())}" if text(row, "mitigation").strip() else ""
            said = f"Risk: {_ended(text(row, 'title'))}{doing}"
            yield Sentence("", " ".join(said.split()), (_source("risk", row),), 4 + (score >= 16))


def _silent(loaded: Loaded) -> Iterator[Sentence]:
    """Recommendations with nothing to report: shown, never dropped (C 4.9)."""
    having = {text(action, "recommendation") for action in loaded.view.of("action")}
    for row in loaded.view.of("recommendation"):
        if text(row, "id") not in having:
            why = text(row, "nothing_to_report").strip()
            said = f"Nothing to report{f': {_ended(why)}' if why else '.'}"
            yield Sentence(text(row, "title"), said, (Source("recommendation", text(row, "id"), ""),), 2)


_Saying = Callable[[Loaded], Iterator[Sentence]]
_SAYING: Final[dict[Part, tuple[_Saying, ...]]] = {
    "progress": (_work, _events, _figures, _feedback),
    "horizon": (_planned,),
    "challenges": (_worse, _late, _money, _risks, _silent),
}


# ---- words


def _name(row: Row) -> str:
    return " ".join(text(row, "title").split()) or "(no title)"


def _ended(words: str) -> str:
    """Words as a sentence."""
    return words if words.endswith((".", "!", "?", "…", "”", ".)")) else f"{words}."


def _still_open(action: Row) -> bool:
    return action.get("status") in ratings.OPEN_STATUSES


def _source(table: str, row: Row) -> Source:
    return Source(table, text(row, "id"), text(row, "ref"))


def _of_action(loaded: Loaded, action: Row, words: str, weight: int) -> Sentence:
    heading = text(action, "theme_label" if loaded.view.shape == "themes" else "recommendation_title")
    return Sentence(heading, words, (_source("action", action),), weight)


def _first_theme(event: Row) -> str:
    return text(event, "themes").split("; ")[0]

"""You said, we did, as a poster: what an audience may read of it, by theme, and what is left out and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final, NamedTuple

from ward_desk.core import pre_election, ratings
from ward_desk.core.changes import Op
from ward_desk.core.choices import label
from ward_desk.core.fields import day, text, whole
from ward_desk.core.periods import MONTHS, Quarter
from ward_desk.core.records import Row, Value
from ward_desk.core.rules import without_finds
from ward_desk.core.typed import counted, show_date
from ward_desk.service import lists
from ward_desk.service.document import Document
from ward_desk.service.returns.return_due import start_month
from ward_desk.service.surveys.told import you_said
from ward_desk.store import sharing

TITLE: Final = "You said, we did"
OPEN: Final = "Not done yet, and why"
SPANS: Final = (("all", "at any time"), ("year", "this financial year"), ("quarter", "this quarter"),
                ("before", "last quarter"))  # fmt: skip
MOST: Final = 200  # items of one poster
_NAMED: Final = 6  # of those left out
CONTACT: Final = "poster_contact"  # a setting of the document
_NO_THEME: Final = "Other things you said"
_ALL: Final = "What you said"  # where a plan hangs on recommendations there is no theme (C 4.9)
_HIDDEN_TITLE: Final = "Work on this is under way"

# How far something is, for who walks past: by the key an action is drawn with (`ratings.drawn`).
_WORDS: Final = {
    "complete": "Done", "green": "On track", "amber": "Late or at risk", "red": "Off track",
    "not_rated": "Under way", "not_started": "Not started", "cancelled": "Not going ahead",
}  # fmt: skip


class Line(NamedTuple):
    """One thing said: who said it, what is being done, and how far that is as a word, a shape and a per cent."""

    said: str
    number: str  # "31 people said this"
    did: str
    more: str  # beneath it, smaller: the action an answer speaks of, or why it is late
    word: str
    shape: str
    tone: str
    progress: int | None  # per cent; None where it has no sense


class Part(NamedTuple):
    """A theme, its place in the programme, and what was said under it."""

    heading: str
    position: int | None
    lines: tuple[Line, ...]


class Poster(NamedTuple):
    """Everything on the poster. `open` is the last of its parts: what is not done yet."""

    title: str
    whose: str  # "Chesham, Opportunity Bucks"
    period: str
    contact: str
    parts: tuple[Part, ...]
    foot: str
    left_out: tuple[str, ...]  # sentences for whoever makes it, not printed


class Wanted(NamedTuple):
    """What a poster is asked for: for whom, heard when (a code of SPANS), and how to say more."""

    audience: str = "public"
    span: str = "all"
    contact: str = ""


def contact(doc: Document) -> str:
    """How to say more: as somebody typed it, else by the partnership's work e-mail."""
    work_email = text(doc.partnership, "work_email")
    return doc.store.setting(CONTACT) or (f"Tell us more: {work_email}" if work_email else "")


def set_contact(doc: Document, words: str) -> None:
    """Keep how to say more with the document; the work e-mail again for no words. Raises KnownError."""
    if words != contact(doc):
        doc.run(Op("poster.contact", "Say how to say more"), lambda store: store.set_setting(CONTACT, words))


def poster(doc: Document, wanted: Wanted) -> Poster:
    """What is ticked for the poster, as that audience may read it."""
    found = lists.ids(doc, you_said.LISTING, filters=_span(doc, wanted.span))
    ticked = [row for row in you_said.rows(doc, found) if row["on_poster"]]
    every = [text(row, "id") for row in ticked]
    out = sharing.kept_back(doc.store, "feedback", every, wanted.audience)
    unseen = sharing.links_kept_back(doc.store, "feedback", "action", every, wanted.audience) - out
    quiet = wanted.audience == "public" and you_said.pre_election(doc.store).covers(doc.today)
    seen = [row for row in ticked if row["id"] not in out and row["id"] not in unseen]
    more = len(seen) - MOST
    seen = seen[:MOST]
    made = _Maker(doc.today, whole(doc.partnership, "small_number") or 0, quiet=quiet)
    partnership = doc.partnership
    whose = ", ".join(filter(None, (text(partnership, "ward"), text(partnership, "programme"))))
    line = made.clean("", "", wanted.contact) if quiet else wanted.contact
    made_parts = _parts(doc, seen, made)
    return Poster(
        TITLE, whose, _period(seen), line, made_parts, made.foot(show_date(doc.today)),
        (*_kept_back(wanted.audience, _refs(ticked, out), _refs(ticked, unseen)), *_toocounted(more),
         *made.left_out()),
    )  # fmt: skip


def as_text(made: Poster) -> str:
    """The poster as plain text, for a newsletter or a post."""
    lines = [f"{made.title}: {made.whose}", *([made.period] if made.period else [])]
    for part in made.parts:
        lines += ["", part.heading.upper()]
        for one in part.lines:
            far = f"{one.word}, {one.progress}%" if one.progress not in (None, 100) else one.word
            is_open = part.heading == OPEN
            lines += ["", f"You said: {_ended(one.said)} ({one.number})" if one.number else f"You said: {one.said}"]
            lines.append(f"{'Why' if is_open else 'We did' if one.shape == 'tick' else 'We are doing'}: {one.did}")
            lines += [one.more] if one.more else []
            lines.append(f"How far: {far}")
    return "\n".join([*lines, "", *filter(None, (made.contact, made.foot))])


def people(number: int, small: int) -> str:
    """How many people, with a small number hidden (model.md, Privacy): "31 people", "fewer than 5 people"."""
    if number < small:
        return f"fewer than {small} people"
    return "1 person" if number == 1 else f"{number:,} people"


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _span(doc: Document, span: str) -> dict[str, Value]:
    quarter = Quarter.of(doc.today, start_month(doc))
    first, last = {
        "year": (quarter.quarters_to_date[0].first, quarter.last),
        "quarter": (quarter.first, quarter.last),
        "before": (quarter.previous.first, quarter.previous.last),
    }.get(span, (None, None))
    return {"from": first.isoformat(), "to": last.isoformat()} if first and last else {}


def _period(seen: list[Row]) -> str:
    days = sorted(found for row in seen if (found := day(row["heard_on"])) is not None)
    if not days:
        return ""
    first, last = (f"{MONTHS[one.month - 1]} {one.year}" for one in (days[0], days[-1]))
    return f"Heard in {first}" if first == last else f"Heard from {first} to {last}"


def _parts(doc: Document, seen: list[Row], made: _Maker) -> tuple[Part, ...]:
    """The themes in the programme's order, those with most people first in each, and what is open at the end."""
    by_theme: dict[str, list[Line]] = {}
    waiting: list[Line] = []
    places = {text(row, "label"): place for place, row in enumerate(doc.store.rows("theme", order="position"))}
    for row in seen:
        is_open, line = made.line(row)
        if is_open:
            waiting.append(line)
        else:
            by_theme.setdefault(text(row, "theme"), []).append(line)
    parts = [
        Part(theme or (_NO_THEME if places else _ALL), places.get(theme), tuple(lines))
        for theme, lines in sorted(by_theme.items(), key=lambda pair: places.get(pair[0], len(places)))
    ]
    return (*parts, *([Part(OPEN, None, tuple(waiting))] if waiting else []))


class _Maker:
    """Makes the lines of one poster, and counts what it leaves out."""

    def __init__(self, today: date, small: int, *, quiet: bool) -> None:
        self._today, self._small, self._quiet = today, small, quiet
        self._words = self._sentences = self._personal = self._small_ones = 0

    def line(self, row: Row) -> tuple[bool, Line]:
        """Whether an item is still open, and its line."""
        drawn = text(row, "how_it_goes")
        answer = self.clean("feedback", "answer", text(row, "answer"))
        title = self.clean("action", "title", text(row, "action_title")) or (_HIDDEN_TITLE if drawn else "")
        waits = text(row, "action_status") in ("not_started", "on_hold", "cancelled") or not (drawn or row["answer"])
        said, number = self._said(row)
        if waits:
            mark = ratings.MARKS[drawn or "not_started"]
            word = "On hold" if text(row, "action_status") == "on_hold" else _WORDS.get(drawn, "No action yet")
            did, more = self._why(row), " ".join(filter(None, (answer, f"Planned: {title}." if title else "")))
            return True, Line(said, number, did, more, word, mark.shape, mark.colour, None)
        if not drawn:
            return False, Line(said, number, answer or "We have an answer.", "", "Answered", "tick", "blue", None)
        mark = ratings.MARKS[drawn]
        done = 100 if drawn == "complete" else whole(row, "progress")
        late = self.clean("action", "rating_reason", text(row, "action_reason")) if drawn in ("amber", "red") else ""
        more = " ".join(filter(None, (_ended(title) if answer else "", late)))
        return False, Line(said, number, answer or title, more, _WORDS[drawn], mark.shape, mark.colour, done)

    def clean(self, table: str, field: str, words: str) -> str:
        """A text without what is personal, and in a pre-election period without quotes and councillors."""
        if self._quiet:
            words, gone = pre_election.quiet(words)
            self._sentences += gone
        cleaned = without_finds(table, field, words) if table else words
        self._personal += cleaned != words
        return " ".join(cleaned.split())

    def _said(self, row: Row) -> tuple[str, str]:
        number = whole(row, "how_many") or 0
        who = people(number, self._small)
        self._small_ones += number < self._small
        if self._quiet:
            self._words += 1
            theme = text(row, "theme")
            return f"{who[0].upper()}{who[1:]} told us about {theme or 'their area'}.", ""
        return self.clean("feedback", "words", text(row, "words")), f"{who[0].upper()}{who[1:]} said this"

    def _why(self, row: Row) -> str:
        """Why nothing is done yet, as far as it is known."""
        status, start = text(row, "action_status"), day(row["action_start"])
        reason = self.clean("action", "rating_reason", text(row, "action_reason"))
        cause = label(ratings.DELAY_CAUSES, row["action_cause"])
        because = reason or (_ended(cause) if cause else "")
        if not status:
            return "No action has been agreed yet."
        if status == "cancelled":
            return f"It will not go ahead. {because}".strip()
        if status == "on_hold":
            return f"It is on hold. {because}".strip()
        tense = "is" if start is not None and start > self._today else "was"
        begins = f" It {tense} to start in {MONTHS[start.month - 1]} {start.year}." if start is not None else ""
        return f"It has not started yet.{begins} {because}".strip()

    def foot(self, shown: str) -> str:
        """The small words at the foot of the poster."""
        said = [f"As on {shown}."]
        if self._small_ones:
            said.append(f"Numbers below {self._small} are not shown.")
        if self._personal:
            said.append("Personal details are taken out.")
        return " ".join(said)

    def left_out(self) -> tuple[str, ...]:
        """What was left out of the texts and why, in sentences."""
        found = []
        if self._quiet:
            found.append(
                "Pre-election period: what people said is given as a theme and a number only, so that nobody is quoted"
                f" ({counted(self._words, 'item')})."
            )
        if self._sentences:
            found.append(
                "Pre-election period: sentences that quote somebody or name a councillor are left out of what we did"
                f" ({self._sentences})."
            )
        if self._personal:
            found.append(f"Personal data is taken out of {counted(self._personal, 'text')}.")
        if self._small_ones:
            found.append(f"Numbers below {self._small} are given as “fewer than {self._small} people”.")
        return tuple(found)


def _refs(rows: Sequence[Row], which: Collection[object]) -> list[str]:
    return [text(row, "ref") for row in rows if row["id"] in which]


def _named(refs: Sequence[str]) -> str:
    """The first of them, so that they can be found: "CHE-F03, CHE-F24 and 5 more"."""
    more = len(refs) - _NAMED
    return ", ".join(refs[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _kept_back(audience: str, items: Sequence[str], by_action: Sequence[str]) -> tuple[str, ...]:
    """What an audience does not get by a sharing mark, in sentences."""
    why = "not marked public" if audience == "public" else "for this ward only"
    found = []
    if items:
        found.append(f"{counted(len(items), 'ticked item')} left out: {why} ({_named(items)}).")
    if by_action:
        found.append(
            f"{counted(len(by_action), 'ticked item')} left out: the action on it is {why} ({_named(by_action)})."
        )
    return tuple(found)


def _toocounted(more: int) -> tuple[str, ...]:
    if more <= 0:
        return ()
    return (f"{counted(more, 'ticked item')} left out: a poster takes the {MOST} that most people said.",)

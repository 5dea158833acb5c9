"""Progress summary: key achievements for each recommendation, by term, as the table of C 4.9 has them.

In a plan that hangs on themes each priority stands in a recommendation's place, and the actions under no priority stand
by their theme. One with nothing to report is shown, never dropped.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from ward_desk.core import ratings
from ward_desk.core.choices import TERMS, label
from ward_desk.core.fields import day, text
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.records import Row
from ward_desk.core.typed import show_date
from ward_desk.exchange import table_out
from ward_desk.exchange.table_out import Table
from ward_desk.service.document import Document
from ward_desk.service.list_export import about, for_audience, left_out
from ward_desk.service.plan.plan_print import dated
from ward_desk.service.returns.making.return_view import shape_of
from ward_desk.service.returns.return_due import start_month
from ward_desk.store import progress, sharing

SPANS: Final = (("quarter", "This quarter"), ("half", "The last six months"), ("all", "All so far"))

NOTHING: Final = "Nothing to report"
NOTHING_SAID: Final = "Nothing to report, and nobody has said why"


class Item(NamedTuple):
    """One thing achieved, or one thing that is next."""

    action: str  # id
    ref: str
    words: str
    day: str  # ISO; "" where there is none
    mark: str  # a key of `ratings.MARKS`, of what is next; "" of what is achieved


class Line(NamedTuple):
    """A recommendation, a priority, or a theme's actions under no priority."""

    table: str  # recommendation, priority or theme; "" for actions under none of them
    row_id: str
    title: str
    achieved: tuple[Item, ...]  # newest first
    ahead: tuple[Item, ...]  # due first first
    why_nothing: str  # the reason somebody gave

    @property
    def can_say_why(self) -> bool:
        """Whether it has a place for the reason why there is nothing to report."""
        return self.table == "recommendation" and not self.achieved

    @property
    def nothing(self) -> str:
        """What is said where there is nothing to report; "" where there is something."""
        if self.achieved:
            return ""
        if self.why_nothing:
            return f"{NOTHING}: {self.why_nothing}"
        return NOTHING_SAID if self.can_say_why else NOTHING

    def nothing_for(self, audience: str) -> str:
        """As `nothing`; that nobody has said why is told nobody but this ward."""
        return self.nothing if audience == "ward" or self.why_nothing else NOTHING


class Group(NamedTuple):
    """The lines of one term."""

    heading: str
    lines: tuple[Line, ...]


class Summary(NamedTuple):
    """The whole table."""

    under: str  # "recommendation" or "priority"
    span: str  # in words: "Oct 2023 to 18 Dec 2023"
    groups: tuple[Group, ...]

    @property
    def silent(self) -> int:
        """How many recommendations have nothing to report and nobody who said why."""
        return sum(line.nothing == NOTHING_SAID for group in self.groups for line in group.lines)


def span_of(doc: Document, span: str) -> tuple[str, str, str]:
    """First and last day of a span of SPANS, as ISO text, "" and the last there is for all; and its words."""
    today = doc.today
    if span == "all":
        return "", "9999-12-31", f"everything up to {show_date(today)}"
    first = Quarter.of(today, start_month(doc)).first if span == "quarter" else _half_a_year_before(today)
    return first.isoformat(), today.isoformat(), f"{show_date(first)} to {show_date(today)}"


def _half_a_year_before(today: date) -> date:
    month = Month.of(today).next(-6)
    return date(month.year, month.month, min(today.day, month.last.day))


def summary(doc: Document, span: str, audience: str = "ward") -> Summary:
    """The table for a span of SPANS, as an audience may see it."""
    under = "recommendation" if shape_of(doc) == "recommendations" else "priority"
    first, last, words = span_of(doc, span)
    done: dict[str, list[Item]] = {}
    for row in progress.achieved(doc.store, under, first, last, audience):
        done.setdefault(text(row, "place"), []).append(_achieved(row, audience))
    next_up: dict[str, list[Item]] = {}
    for row in progress.ahead(doc.store, under, audience):
        next_up.setdefault(text(row, "place"), []).append(_ahead(row, audience, doc.today))
    placed = _places(doc, under, audience)
    known = {place for _, place, _ in placed}
    for items in (done, next_up):
        for place in [one for one in items if one not in known]:
            # A priority that is kept back: its actions are not.
            items.setdefault("", []).extend(items.pop(place))
    groups: dict[str, list[Line]] = {heading: [] for heading, _, _ in placed}
    rest = "Under no recommendation" if under == "recommendation" else "Under no priority"
    for heading, place, (table, row_id, title, why) in [*placed, (rest, "", ("", "", rest, ""))]:
        line = Line(table, row_id, title, tuple(done.get(place, ())), tuple(next_up.get(place, ())), why)
        if table in ("recommendation", "priority") or line.achieved or line.ahead:
            groups.setdefault(heading, []).append(line)
    return Summary(under, words, tuple(Group(heading, tuple(lines)) for heading, lines in groups.items() if lines))


_Place = tuple[str, str, tuple[str, str, str, str]]  # heading, place, (table, id, title, why nothing)


def _places(doc: Document, under: str, audience: str) -> list[_Place]:
    """Where things stand, in their order: by term, then by the programme's order or the reference."""
    order = [code for code, _ in TERMS]
    rows = doc.store.rows(under, order="position" if under == "recommendation" else "ref")
    rows.sort(key=lambda row: len(text(row, "ref")))  # CHE-P100 after CHE-P99
    out = sharing.kept_back(doc.store, under, [text(row, "id") for row in rows], audience)
    rows = [row for row in rows if row["id"] not in out]
    rows.sort(key=lambda row: order.index(text(row, "term")) if row["term"] in order else len(order))
    made: list[_Place] = []
    for row in rows:
        title = for_audience(text(row, "title"), under, "title", audience) or "(no title)"
        why = for_audience(text(row, "nothing_to_report"), under, "nothing_to_report", audience)
        made.append((label(TERMS, row["term"]) or "No term", text(row, "id"), (under, text(row, "id"), title, why)))
    if under == "priority":
        no_theme: Row = {"id": "", "label": "No theme"}
        for theme in [*doc.store.rows("theme", order="position"), no_theme]:
            place = ("theme" if theme["id"] else "", text(theme, "id"), text(theme, "label"), "")
            made.append(("Under no priority", f"theme {place[1]}", place))
    return made


def _achieved(row: Row, audience: str) -> Item:
    kind = text(row, "kind")
    if kind == "note":
        words = for_audience(text(row, "words"), "progress_note", "words", audience)
    elif kind == "milestone":
        words = f"Done: {for_audience(text(row, 'words'), 'milestone', 'title', audience)}"
    else:
        said = [for_audience(text(row, name), "action", field, audience)
                for name, field in (("words", "success"), ("more", "learning"))]  # fmt: skip
        parts = (f"Complete: {for_audience(text(row, 'title'), 'action', 'title', audience)}", *said)
        words = " ".join(part if part[-1] in ".?!…" else f"{part}." for part in parts if part)
    return Item(text(row, "action"), text(row, "ref"), words, text(row, "day"), "")


def _ahead(row: Row, audience: str, today: date) -> Item:
    """ "Open a homework club: Fifty pupils signed up, 31 Jan 2024", or its own day where it has no milestone."""
    title = for_audience(text(row, "title"), "action", "title", audience) or "(no title)"
    milestone = for_audience(text(row, "milestone"), "milestone", "title", audience)
    why = for_audience(text(row, "rating_reason"), "action", "rating_reason", audience)
    due = day(row["due"])
    if milestone:
        words = f"{title}: {dated(milestone, day(row['milestone_due']), today)}."
    else:
        words = f"{dated(title, due, today)}." if due is None or due < today else f"{title}, due {show_date(due)}."
    drawn = ratings.drawn(text(row, "status"), text(row, "rating"))
    return Item(text(row, "action"), text(row, "ref"), f"{words} {why}" if why else words, "", drawn)


def table(doc: Document, span: str, audience: str) -> Table:
    """The summary as one table: one achievement a row, what is next beside the first."""
    made = summary(doc, span, audience)
    over = "Recommendation" if made.under == "recommendation" else "Priority"
    rows: list[list[table_out.Cell]] = []
    for group in made.groups:
        for line in group.lines:
            shown = line.achieved or (Item("", "", line.nothing_for(audience), "", ""),)
            next_up = "\n".join(f"{item.ref} {ratings.MARKS[item.mark].word}: {item.words}" for item in line.ahead)
            for place, item in enumerate(shown):
                # In every row, so that the list can be sorted and filtered.
                rows.append([group.heading, line.title, item.words, item.day, item.ref, "" if place else next_up])
    columns = [table_out.Column(one) for one in ("Term", over, "Key achievements", "On", "From", "What is next")]
    columns[3] = table_out.Column("On", "date")
    title = f"Progress summary: {text(doc.partnership, 'ward')}"
    kept_back = progress.number_kept_back(doc.store, audience)
    return Table(
        title, "Progress summary", tuple(columns), rows,
        about(doc, f"What was achieved: {made.span}"), left_out(audience, kept_back, "action"),
    )  # fmt: skip


def as_text(doc: Document, span: str) -> str:
    """The summary for the clipboard: cells set apart by tabs, headings first."""
    whole = table(doc, span, "ward")
    lines = ["\t".join(column.heading for column in whole.columns)]
    for row in whole.rows:
        when = day(row[3])
        shown = [*row[:3], show_date(when) if when else "", *row[4:]]
        lines.append("\t".join(" ".join(str(one or "").split()) for one in shown))
    return "\n".join(lines)

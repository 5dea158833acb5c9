"""Plan print: what stands on the printed action plan that a meeting reads, before it is laid out on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from ward_desk.core import ratings
from ward_desk.core.choices import label
from ward_desk.core.fields import day, text, whole
from ward_desk.core.records import Row, Value
from ward_desk.core.typed import show_date
from ward_desk.service import lists
from ward_desk.service.document import Document
from ward_desk.service.list_export import about, for_audience, left_out
from ward_desk.service.returns.making.return_view import framework_of, shape_of
from ward_desk.store import sharing

# What is said of the actions that have none of what the plan is grouped by.
WITHOUT: Final = {
    "theme": "No theme", "term": "No term", "priority": "Under no priority",
    "recommendation": "Under no recommendation", "lead": "No lead yet", "status": "No status",
}  # fmt: skip

_ALWAYS_IN_KEY: Final = ("green", "amber", "red", "complete")
_ON_PAPER: Final = {"complete": "Done."}  # its meaning on the screen speaks of colour


class Line(NamedTuple):
    """One action as a meeting reads it."""

    ref: str
    title: str
    lead: str
    due: str
    late: str  # "18 days late"; empty when it is not
    mark: str  # a key of `ratings.MARKS`
    status: str
    progress: int | None  # per cent
    happened: str  # the last note
    happened_on: str
    why: str  # the reason for the rating
    next_step: str  # the next milestone and its date


class Printed(NamedTuple):
    """The plan in its groups."""

    title: str
    lines: tuple[str, ...]  # whose plan, of which day, what it is filtered by, what is left out
    key: tuple[tuple[str, str], ...]  # of the marks: (key of `ratings.MARKS`, what it means)
    groups: tuple[tuple[str, tuple[Line, ...]], ...]  # heading and actions

    @property
    def number(self) -> int:
        """How many actions there are."""
        return sum(len(lines) for _, lines in self.groups)


def plan(
    doc: Document, audience: str, *, words: str = "", filters: Mapping[str, Value] | None = None,
    filtered_by: str = "", group: str = "",
) -> Printed:  # fmt: skip
    """The plan as an audience may see it, filtered as the list is; grouped by theme or by recommendation, as the plan
    hangs on them, unless another way is given."""
    framework, today = framework_of(doc), doc.today
    grouping = group or ("theme" if shape_of(doc) == "themes" else "recommendation")
    arranged = lists.arranged(doc, "actions", words=words, filters=filters, sort="ref", group=grouping)
    ids = [one for one, _ in arranged]
    out = sharing.kept_back(doc.store, "action", ids, audience)
    unnamed = sharing.links_kept_back(doc.store, "action", "priority", ids, audience) if grouping == "priority" else ()
    groups: dict[str, list[str]] = {}
    for one, heading in arranged:
        if one not in out:
            groups.setdefault("" if one in unnamed else heading, []).append(one)
    if "" in groups:
        groups[""] = groups.pop("")  # last
    number = f"{len(ids):,} of {lists.total(doc, 'actions'):,} actions: {filtered_by}" if filtered_by else ""
    made = tuple(
        (heading or WITHOUT[grouping], tuple(_line(row, audience, today) for row in lists.rows(doc, "actions", each)))
        for heading, each in groups.items()
    )
    meanings = {line.code: line.meaning for line in framework.rating_key} if framework else {}
    drawn = {line.mark for _, lines in made for line in lines} | set(_ALWAYS_IN_KEY)
    return Printed(
        f"Action plan: {text(doc.partnership, 'ward')}",
        (*about(doc, number), *left_out(audience, len(out), "action")),
        tuple((code, meanings.get(code) or _ON_PAPER.get(code) or mark.meaning)
              for code, mark in ratings.MARKS.items() if code in drawn),
        made,
    )  # fmt: skip


def _line(row: Row, audience: str, today: date) -> Line:
    def said(name: str, kind: str = "action", field: str = "") -> str:
        return for_audience(text(row, name), kind, field or name, audience)

    status = text(row, "status")
    still_open, due = status in ratings.OPEN_STATUSES, day(row["due"])
    late = (today - due).days if still_open and due is not None else 0
    noted = day(row["noted_on"])
    ahead, ahead_on = said("next_milestone", "milestone", "title"), day(row["next_milestone_on"])
    return Line(
        ref=text(row, "ref"),
        title=said("title") or "(no title)",
        lead=text(row, "lead"),
        due=show_date(due) if due else "",
        late=f"{ratings.days(late)} late" if late > 0 else "",
        mark=ratings.drawn(status, text(row, "rating")),
        status=label(ratings.STATUSES, status),
        progress=whole(row, "progress"),
        happened=said("last_note", "progress_note", "words"),
        happened_on=show_date(noted) if noted else "",
        why=said("rating_reason") if still_open else "",
        next_step=dated(ahead, ahead_on, today) if still_open and ahead else "",
    )


def dated(words: str, when: date | None, today: date) -> str:
    """Something planned, with its day; a day that has passed says so: "Posters out, was due 1 Dec 2023"."""
    if when is None:
        return words
    return f"{words}, {'was due ' if when < today else ''}{show_date(when)}"

"""What is to come, in sentences: planned events and the dates of open actions."""

from __future__ import annotations

from collections.abc import Iterator

from ward_desk.core.fields import shown_day, text
from ward_desk.service.returns.making.return_view import Loaded
from ward_desk.service.returns.words.return_sentence import Sentence, first_theme, named, of_action, source, still_open


def planned(loaded: Loaded) -> Iterator[Sentence]:
    """Planned events and the dates of open actions, soonest first; a date that has passed is said to have (B 8.2)."""
    today, ahead = loaded.view.today.isoformat(), list[tuple[str, Sentence]]()
    last = loaded.view.quarter.next.last.isoformat()
    for event in loaded.view.of("event"):
        day = text(event, "start")[:10]
        if event["status"] != "planned" or not day or day > last:
            continue
        if day < today:
            said = f"{named(event)} was planned for {shown_day(day)}; whether it was held is still to be recorded."
        else:
            where = f" at {text(event, 'venue')}" if text(event, "venue") else ""
            said = f"{named(event)} is on {shown_day(day)}{where}."
        ahead.append((day, Sentence(first_theme(event), said, (source("event", event),), 7)))
    for milestone in loaded.view.of("milestone"):
        action, day = loaded.view.by_id.get(("action", text(milestone, "action")), {}), text(milestone, "due")
        if not still_open(action) or milestone["done_on"] or not day or day > last or not text(milestone, "title"):
            continue
        verb = "was due" if day < today else "is due"
        said = f"{named(action)}: “{text(milestone, 'title')}” {verb} on {shown_day(day)}."
        ahead.append((day, of_action(loaded, action, said, 5)))
    for action in filter(still_open, loaded.view.of("action")):
        start, due = text(action, "start"), text(action, "due")
        if action["status"] == "not_started" and "" < start <= last:
            verb = "was to start" if start < today else "starts"
            ahead.append((start, of_action(loaded, action, f"{named(action)} {verb} on {shown_day(start)}.", 6)))
        if "" < due <= last:
            verb = "was due to finish" if due < today else "is due to finish"
            ahead.append((due, of_action(loaded, action, f"{named(action)} {verb} on {shown_day(due)}.", 4)))
    for _, one in sorted(ahead, key=lambda pair: pair[0]):
        yield one

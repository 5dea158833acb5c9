"""Event drafts: what is half typed in the parts of an event's record, by a key that says where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ward_desk.ui.pages.events.recorded.event_recorded import EventRecorded


def keep(parts: EventRecorded, typing: Callable[[str, str], None]) -> None:
    """Tell of everything that is typed into the parts: its key and its text, "" when it is kept or given up."""
    parts.came.typing.connect(lambda group, text: typing(f"attendance/{group}", text))
    parts.done.typing.connect(lambda key, text: typing(f"figure/{key}", text))
    parts.heard.typing.connect(lambda text: typing("comment", text))
    parts.follow.typing.connect(lambda text: typing("follow_up", text))
    parts.dive.form.typing.connect(lambda field, text: typing(f"dive/{field}", text))
    for pair, card in parts.side.names.items():
        card.typing.connect(lambda text, one=pair: typing(one, text))


def restore(parts: EventRecorded, draft: dict[str, str]) -> None:
    """Put half-typed words back where they were typed. A place that is gone leaves them out."""
    parts.more.restore_draft(draft)
    parts.notes.form.restore_draft(draft)
    for key, text in draft.items():
        part, _, rest = key.partition("/")
        if part == "attendance" and rest in parts.came.steppers:
            parts.came.steppers[rest].line.restore_text(text)
        elif part == "figure":
            parts.done.restore(rest, text)
        elif part == "dive":
            parts.dive.form.restore_draft({rest: text})
        elif part == "comment":
            parts.heard.box.setText(text)
        elif part == "follow_up":
            parts.follow.box.setText(text)
        elif part in parts.side.names:
            parts.side.names[part].box.setText(text)

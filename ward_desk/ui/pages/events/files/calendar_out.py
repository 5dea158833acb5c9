"""Calendar out: asks which events are to go into a calendar file, for whom and where to, and writes it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ward_desk.exchange.calendar.calendar_file import ENDING
from ward_desk.service import list_export
from ward_desk.service.document import Document
from ward_desk.service.events import calendar_out
from ward_desk.ui import dialogs
from ward_desk.ui.jobs import Reporter
from ward_desk.ui.paper.file_job import FileJob
from ward_desk.ui.paper.list_out import ask_audience


class CalendarOut(FileJob):
    """Writes calendar files, one at a time. It opens nothing: whoever wants the file in their calendar opens it."""

    def export(self, chosen: Sequence[str]) -> None:
        """Ask, and write; `chosen` are the events chosen in the list, which are offered first."""
        if self.busy:
            return
        every = calendar_out.every(self._doc)
        planned = calendar_out.planned(self._doc)
        ways = [
            (words, ids)
            for words, ids in (
                (self._words(chosen), list(chosen)),
                (f"All planned: {len(planned):,}", planned),
                (f"Every event: {len(every):,}", every),
            )
            if ids
        ]
        if not ways:
            self.said.emit("There are no events to put into a calendar yet")
            return
        answer = dialogs.ask(
            self._window, "Which events are to go into the calendar file?", [words for words, _ in ways],
            "Those to come remind you a day and an hour before. What residents said never goes into the file.",
        )  # fmt: skip
        audience = None if answer is None else ask_audience(self._window, "the calendar file")
        if answer is None or audience is None:
            return
        _, ids = ways[answer]
        title = "event" if len(ids) == 1 else "events"
        start = self.folder / list_export.file_name(self._doc, title, ENDING)
        path = dialogs.choose_file(self._window, "save", "Add to my calendar", f"Calendar files (*{ENDING})", start)
        if path is None:
            return
        target = path if path.suffix.lower() == ENDING else path.with_name(f"{path.name}{ENDING}")
        done: list[str] = []

        def work(doc: Document, report: Reporter) -> Path:
            report(0, 0, target.name)
            done.append(calendar_out.write(doc, ids, audience, target).words)
            return target

        def tell() -> None:
            where = f"It is in {target.parent}. Open it, and your calendar asks whether to take them in."
            dialogs.tell(self._window, f"{target.name}: {done[0]}.", where)

        self.run("Write the calendar file", target, work, tell)

    def _words(self, chosen: Sequence[str]) -> str:
        if len(chosen) != 1:
            return f"The {len(chosen):,} chosen"
        row = self._doc.store.get("event", chosen[0])
        return f"Only {row['ref']!s}" if row else ""

"""What `export-figures`, `import-figures` and `import-profile` do: figures and a ward profile out and in as files."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ward_desk.cli import Exit
from ward_desk.cli.sheets import sheet_named
from ward_desk.cli.tables import show
from ward_desk.core.errors import KnownError
from ward_desk.core.typed import counted
from ward_desk.service.document import Document

if TYPE_CHECKING:
    from ward_desk.core.tracker.tracker import TrackerFile
    from ward_desk.service.counts.figures_preview import Choices, Preview, Subject


def export_figures(path: Path, output: Path, audience: str) -> Exit:
    """Write every figure an audience may see, a row each. Raises KnownError."""
    from ward_desk.exchange import table_out
    from ward_desk.service.counts import figures_out

    if output.suffix.lower() not in (".xlsx", ".csv"):
        raise _refusal(f"{output.name} is neither a workbook nor CSV.", "Give it a name ending in .xlsx or .csv.")
    with closing(Document.open(path, read_only=True)) as doc:
        table = figures_out.table(doc, audience)
    table_out.write(table, output)
    print(f"{counted(len(table.rows), 'figure')} written to {output}.")
    for line in table.said:
        print(line)
    return Exit.FINE


def import_figures(
    path: Path, source: Path, *, sheet: str | None, year: int | None, new: bool, dry_run: bool
) -> Exit:  # fmt: skip
    """Bring figures in, or tell what that would do. `year` is where the financial year of months without one starts;
    with `new` a name that is no count becomes one. Raises KnownError, and then nothing was changed."""
    from ward_desk.exchange import figures_file
    from ward_desk.service.counts import figures_in
    from ward_desk.service.counts.figures_preview import NEW, OUT

    file = figures_file.read(source)
    with closing(Document.open(path, read_only=dry_run)) as doc:
        choices = figures_in.begin(doc, file, _sheet(file, sheet))
        choices.year = choices.year if year is None else year
        if new:
            found = figures_in.preview(doc, file, choices)
            choices.answers |= {one.name: NEW for one in found.questions if one.answer == OUT}
        return _bring_in(doc, file, choices, figures_in.SUBJECT, dry_run=dry_run)


def import_profile(
    path: Path, source: Path, *, sheet: str | None, said_source: str, dated: str, dry_run: bool
) -> Exit:  # fmt: skip
    """Bring a ward profile in, or tell what that would do. Source and date are for a file that does not say them.
    Raises KnownError, and then nothing was changed."""
    from ward_desk.exchange import figures_file
    from ward_desk.service.counts import profile_in

    file = figures_file.read_profile(source)
    with closing(Document.open(path, read_only=dry_run)) as doc:
        choices = profile_in.begin(doc, file, _sheet(file, sheet))
        choices.asked = {"source": said_source, "dated": dated}
        return _bring_in(doc, file, choices, profile_in.SUBJECT, dry_run=dry_run)


def _bring_in(doc: Document, file: TrackerFile, choices: Choices, subject: Subject, *, dry_run: bool) -> Exit:
    found = subject.preview(doc, file, choices)
    _tell(file, choices, found, subject)
    if dry_run or not found.number:
        print(f"{found.words} Nothing was changed.")
        return Exit.FINE
    done = subject.apply(doc, file, choices, None)
    print(found.words)
    print(f"{done.label.replace('Bring in', 'Brought in', 1)}.")
    return Exit.FINE


def _tell(file: TrackerFile, choices: Choices, found: Preview, subject: Subject) -> None:
    from ward_desk.service.counts.figures_preview import OUT

    print(f"{file.name}, sheet “{file.sheets[choices.sheet].name}”, headings in row {choices.header + 1}")
    for sentence in found.said:
        print(sentence)
    if unknown := [one.name for one in found.questions if one.answer == OUT]:
        print(f"Left out, for nothing here is called this: {', '.join(unknown)}.")
    looked_at = [
        (one.where, one.name, one.of, one.says, one.sentence) for one in found.lines if one.what == "refused"
    ]  # fmt: skip
    if looked_at:
        print()
        name, of, says, _ = subject.heads
        show(("Cell", name, of, says, "Why it is refused"), looked_at)
        print()


def _sheet(file: TrackerFile, name: str | None) -> int | None:
    return None if name is None else sheet_named(file, name)


def _refusal(happened: str, next_step: str) -> KnownError:
    return KnownError("import_figures", happened, "Nothing was changed.", next_step)

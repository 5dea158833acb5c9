"""Survey files made by hand, as the reader would give them, and quick ways of bringing them in and looking."""

from __future__ import annotations

from collections.abc import Sequence

from ward_desk.core.surveys.survey_file import Heading, SurveyFile
from ward_desk.service.document import Document
from ward_desk.service.surveys.file_in import survey_import
from ward_desk.service.surveys.file_in.survey_import import Plan
from ward_desk.service.surveys.file_in.survey_import_said import Done

HEADS = ("ID", "Completion time", "Email", "How safe do you feel?", "What matters?", "What would you change?",
         "Ethnic group", "Age")  # fmt: skip
SAFE = ("Very unsafe", "Fairly unsafe", "Fairly safe", "Very safe")
GROUPS = ("White", "Asian or Asian British", "Black or Black British")


def rows_of(number: int, first: int = 1) -> list[list[str]]:
    """So many rows under HEADS, each with something to say."""
    return [
        [
            str(n), f"2023-10-{n % 28 + 1:02d} 14:03:00", f"person{n}@example.org", SAFE[n % 4],
            "Jobs;Buses;" if n % 2 else "Parks;", f"More of number {n}, please" if n % 3 else "", GROUPS[n % 3],
            ("16-24", "25-34", "65-74")[n % 3],
        ]
        for n in range(first, first + number)
    ]  # fmt: skip


def made(rows: Sequence[Sequence[str]], heads: Sequence[str] = HEADS, name: str = "survey.csv") -> SurveyFile:
    """A file of these rows."""
    kept = [list(row) for row in rows]
    headings = tuple(Heading(words) for words in heads)
    return SurveyFile(name, "", ("",), 0, headings, lambda: iter(enumerate(kept, 2)), len(kept))


def plan_of(doc: Document, file: SurveyFile, survey: str = "", **roles: str) -> Plan:
    """The best plan, with the columns headed so (spaces as _) as these roles."""
    plan = survey_import.begin(doc, file, survey)
    columns = [
        one._replace(role=roles.get(heading.words.replace(" ", "_").rstrip("?"), one.role))
        for heading, one in zip(file.headings, plan.columns, strict=True)
    ]
    return plan._replace(columns=tuple(columns))


def bring(doc: Document, file: SurveyFile, survey: str = "", **roles: str) -> Done:
    """Bring a file in."""
    return survey_import.bring_in(doc, file, plan_of(doc, file, survey, **roles))


def responses(doc: Document, survey: str) -> list[tuple[object, ...]]:
    """What the responses of a survey hold, questions by their wording, in no order of rows, columns or answers."""
    from ward_desk.core.surveys.answers import key, listed, unpack

    wording = {key(str(row["id"])): str(row["wording"]) for row in doc.store.rows("question", survey=survey)}
    written: dict[str, list[tuple[str, str]]] = {}
    names = {str(row["id"]): str(row["wording"]) for row in doc.store.rows("question", survey=survey)}
    for row in doc.store.rows("comment", survey=survey):
        written.setdefault(str(row["response"]), []).append((names[str(row["question"])], str(row["words"])))
    return sorted(
        (
            str(row["source_row"]), str(row["answered_on"]), str(row["channel"]), str(row["age_band"]),
            str(row["area"]),
            tuple(sorted((wording[k], tuple(sorted(listed(v)))) for k, v in unpack(row["answers"]).items())),
            tuple(sorted(written.get(str(row["id"]), ()))),
        )
        for row in doc.store.rows("response", survey=survey)
    )  # fmt: skip


def totals(doc: Document, survey: str) -> dict[tuple[str, str], object]:
    """The totals of the equality questions of a survey."""
    rows = doc.store.rows("equality_total", survey=survey)
    return {(str(row["characteristic"]), str(row["band"])): row["number"] for row in rows}

"""Emptying: "remove answers, keep results" (model.md, Privacy is a shape): what stays, what goes and what copies hold.

What stays of a survey are the numbers of its results, by question and of who answered. Breaks of one by the other go
with the answers: a single person could be seen in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from ward_desk.core import fields, small_numbers
from ward_desk.core.changes import ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row
from ward_desk.core.surveys.survey_file import CHOSEN
from ward_desk.service import recovery
from ward_desk.service.document import Document
from ward_desk.service.surveys import surveys
from ward_desk.service.surveys.file_in import survey_import
from ward_desk.service.surveys.paper.survey_forms import DRAFT
from ward_desk.service.surveys.survey_own_words import offered
from ward_desk.store import survey_empty
from ward_desk.store import surveys as stored
from ward_desk.store.rows import Store

OTHER: Final = "Another answer"  # one that stands in no list and that few gave: it may be somebody's own words

OTHER_AREA: Final = "Another area"


class Emptying(NamedTuple):
    """What emptying a survey would do."""

    ref: str
    responses: int
    comments: int
    copies: tuple[str, ...]  # names of files beside the document that hold the answers too

    @property
    def question(self) -> str:
        """What a person is asked before it is done."""
        people = "1 response" if self.responses == 1 else f"{self.responses:,} responses"
        written = "1 comment" if self.comments == 1 else f"{self.comments:,} comments"
        said = [
            f"{people} and {written} of {self.ref} will be removed for good: from the file, its history and its search."
            " The numbers of its results stay; what people wrote and breaks by age, area or channel go. Feedback made"
            " from comments stays as you worded it. This can't be undone."
        ]
        if self.copies:
            said.append(
                f"Still holding the answers: {', '.join(self.copies)}. Delete or empty "
                f"{'it' if len(self.copies) == 1 else 'them'} too."
            )
        said.append(
            "Backups, copies that were mailed or stand elsewhere, and the survey tool itself keep theirs: delete them"
            " there."
        )
        return "\n\n".join(said)


def what_goes(doc: Document, survey: str) -> Emptying:
    """What emptying a survey would remove. Raises KnownError when there is nothing to remove."""
    row = surveys.survey_row(doc, survey)
    number = survey_empty.before_emptying(doc.store, survey)
    responses, comments = int(str(number["responses"])), int(str(number["comments"]))
    if not responses and not comments:
        raise KnownError(
            "nothing", f"{row['ref']!s} holds no answers.", "Nothing was changed.", "There is nothing to remove."
        )
    return Emptying(str(row["ref"]), responses, comments, tuple(copies(doc, survey)))


def copies(doc: Document, survey: str) -> Iterator[str]:
    """The names of other files in the document's folder that hold answers of the survey: copies made before an upgrade,
    or saved by hand."""
    document = doc.store.setting("uuid")
    for path in sorted(doc.path.parent.glob("*.ward")):
        if path.name != doc.path.name and survey_empty.holding(path, document, survey):
            yield path.name


def remove_answers(doc: Document, survey: str, initiator: object = None) -> ChangeSet:
    """Remove the answers of a survey for good and keep its results. Raises KnownError; when the file could only not be
    made smaller its code is "not_compact", and the answers are gone all the same."""
    row = surveys.survey_row(doc, survey)

    def write(store: Store) -> None:
        results = list(_results(doc, survey))
        for question, options in _offered(doc, survey).items():
            store.update("question", question, {"options": "\n".join(options)})
        survey_import.forget(store, survey)
        for earlier in store.rows("kept_result", survey=survey):  # of when it was emptied before
            store.delete("kept_result", str(earlier["id"]))
        for place, kept in enumerate(results):
            store.insert("kept_result", {"survey": survey, "position": place, **kept})
        survey_empty.empty(store, survey)
        store.update("survey", survey, {"emptied_on": doc.today.isoformat()})

    survey_empty.overwrite_deleted(doc.store.connection)
    changes = doc.run(Op("survey.empty", f"Remove the answers of {row['ref']!s}, keep results"), write, initiator)
    recovery.Drafts(doc.path).forget_where(lambda draft: _is_of(doc, survey, draft))
    doc.compact()
    return changes


def _is_of(doc: Document, survey: str, draft: recovery.Draft) -> bool:
    """Whether half-typed text, which a crash may have left behind, is an answer that is gone."""
    if draft.table == "survey":
        return draft.row_id == survey and draft.field == DRAFT
    return draft.table in ("response", "comment") and doc.store.get(draft.table, draft.row_id) is None


def _least(doc: Document) -> int:
    return fields.whole(doc.partnership, "small_number") or small_numbers.THRESHOLD


def _tallies(doc: Document, survey: str) -> dict[str, list[Row]]:
    """The answers of each question."""
    found: dict[str, list[Row]] = {}
    for row in stored.tallies(doc.store, survey):
        found.setdefault(str(row["question"]), []).append(row)
    return found


def _offered(doc: Document, survey: str) -> dict[str, list[str]]:
    """The options that stay, of each question of choices."""
    choices, least = survey_import.choices(doc.store, survey), _least(doc)
    tallies = _tallies(doc, survey)
    found = {}
    for question in surveys.questions(doc, survey):
        if question["kind"] in CHOSEN:
            rows = tallies.get(str(question["id"]), [])
            given = {str(row["value"]): int(str(row["number"])) for row in rows}
            found[str(question["id"])] = offered(question, given, choices, least)
    return found


def _results(doc: Document, survey: str) -> Iterator[Row]:
    """What is kept: the tally of every question with its base, how often each theme was given to a comment, and who
    answered."""
    least = _least(doc)
    by_question, listed = _tallies(doc, survey), _offered(doc, survey)
    for question in surveys.questions(doc, survey):
        own = str(question["id"])
        rows = by_question.get(own, [])
        if rows:
            yield {"question": own, "of": "base", "number": rows[0]["base"]}
        for value, number in _answers(str(question["kind"]), listed.get(own, []), rows, least):
            yield {"question": own, "of": "answer", "value": value, "number": number}
    for row in stored.comment_themes(doc.store, survey):
        yield {"of": "theme", "value": row["theme"], "number": row["number"], "question": row["question"]}
    total = 0
    for by in ("age_band", "area", "channel", "month"):
        bands = stored.respondents(doc.store, survey, by)
        total = sum(int(str(row["number"])) for row in bands)
        if by == "area":  # typed by people, so one that few gave may say who they are
            bands = _without_few(bands, least)
        yield from ({"of": by, "value": row["band"], "number": row["number"]} for row in bands)
    yield {"of": "responses", "number": total}


def _without_few(bands: list[Row], least: int) -> list[Row]:
    few = sum(int(str(row["number"])) for row in bands if row["band"] and int(str(row["number"])) < least)
    kept = [row for row in bands if not row["band"] or int(str(row["number"])) >= least]
    return [*kept, {"band": OTHER_AREA, "number": few}] if few else kept


def _answers(kind: str, listed: Collection[str], rows: list[Row], least: int) -> Iterator[tuple[str, int]]:
    if kind == "text":
        return
    kept, other = Counter[str](), 0
    for row in rows:
        value, number = str(row["value"]), int(str(row["number"]))
        if kind == "date":
            kept[value[:7]] += number
        elif kind == "number" or value in listed or number >= least:
            kept[value] += number
        else:
            other += number
    yield from kept.items()
    if other:
        yield OTHER, other

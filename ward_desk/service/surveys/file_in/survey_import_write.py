"""Survey import write: what was prepared of a survey file, written within an operation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from ward_desk.core.records import Row
from ward_desk.service.surveys.file_in.survey_import_rows import Prepared
from ward_desk.service.surveys.file_in.survey_import_sums import write_totals
from ward_desk.store import survey_write, surveys
from ward_desk.store.rows import Store
from ward_desk.store.survey_write import BATCH, CommentRow, ResponseRow

Progress = Callable[[int, int, str], object]


def write_all(store: Store, prepared: Prepared, progress: Progress) -> str:
    """Write everything that was prepared. Gives the id of the survey. Raises whatever `progress` raises."""
    found = prepared.preview
    survey = prepared.settled.survey or store.insert("survey", {"title": prepared.settled.title})
    store.update("survey", survey, dict(found.values))
    _questions(store, survey, prepared)
    write_totals(store, survey, prepared.totals)
    _changed(store, survey, prepared, progress)
    ids = survey_write.numbered(store.make_id())
    added = [next(ids) for _ in prepared.responses]
    comments = survey_write.numbered(store.make_id())

    def responses() -> Iterator[ResponseRow]:
        for id_, one in zip(added, prepared.responses, strict=True):
            yield (
                id_, survey, one.answered_on or None, one.channel, one.source_row, one.age_band, one.area, one.packed
            )  # fmt: skip

    def written() -> Iterator[CommentRow]:
        for id_, one in zip(added, prepared.responses, strict=True):
            for question, words in one.comments:
                yield next(comments), survey, question, id_, words

    of = len(added) + sum(len(one.comments) for one in prepared.responses)
    if of:
        survey_write.add(store, responses(), written(), of, progress)
    return survey


def _questions(store: Store, survey: str, prepared: Prepared) -> None:
    places = count(surveys.last_position(store, survey) + 1)
    known = {str(row["id"]): row for row in store.rows("question", survey=survey)}
    for one in prepared.asked:
        options = "\n".join((*one.options, *(words for words in one.new if "\n" not in words)))
        if one.made:
            values: Row = {
                "id": one.id, "survey": survey, "position": next(places), "wording": one.wording, "kind": one.kind,
                "options": options, "source": one.source,
            }  # fmt: skip
            store.insert("question", values)
            continue
        row = known[one.id]
        changed: Row = {"options": options} if one.new else {}
        if not row["source"] and one.source:
            changed["source"] = one.source
        store.update("question", one.id, changed)


def _changed(store: Store, survey: str, prepared: Prepared, progress: Progress) -> None:
    for number, one in enumerate(prepared.changed, 1):
        store.update("response", one.id, one.values)
        for question, words in one.added:
            store.insert("comment", {"survey": survey, "question": question, "response": one.id, "words": words})
        for comment, words in one.rewritten:
            store.update("comment", comment, {"words": words})
        if not number % BATCH:
            progress(number, len(prepared.changed), "Writing the changes")

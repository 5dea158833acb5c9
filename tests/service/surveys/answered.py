"""Surveys for the tests, answered as they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ward_desk.core.changes import Op
from ward_desk.core.records import Row
from ward_desk.core.surveys.answers import key, pack
from ward_desk.service.document import Document
from ward_desk.store.rows import Store

SATISFIED = "Very dissatisfied\nFairly dissatisfied\nNeither\nFairly satisfied\nVery satisfied"


def survey(
    doc: Document, title: str, questions: Sequence[Row], answers: Sequence[Mapping[int, str | list[str]]],
    people: Sequence[Row] = (), **fields: str | int | None,
) -> str:  # fmt: skip
    """Add a survey. `answers` are one mapping a response, place of a question -> answer, of free text a comment;
    `people` are the fields of each response."""
    made: list[str] = []

    def write(store: Store) -> None:
        made.append(store.insert("survey", {"title": title, **fields}))
        ids = [store.insert("question", {"survey": made[0], "position": place, **row})
               for place, row in enumerate(questions)]  # fmt: skip
        for place, given in enumerate(answers):
            packed = {key(ids[at]): value for at, value in given.items() if questions[at].get("kind") != "text"}
            who = dict(people[place]) if people else {}
            one = store.insert("response", {"survey": made[0], "answers": pack(packed), **who})
            for at, value in given.items():
                if questions[at].get("kind") == "text":
                    store.insert(
                        "comment", {"survey": made[0], "question": ids[at], "response": one, "words": str(value)}
                    )

    doc.run(Op("survey.made", f"Add {title}"), write)
    return made[0]

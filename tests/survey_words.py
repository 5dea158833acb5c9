"""A survey with what people wrote in it, for the tests of comments."""

from __future__ import annotations

from ward_desk.core.changes import Op
from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.store.rows import Store


def said(
    doc: Document, *words: str, title: str = "Winter survey", opens: str = "2023-11-01", **survey: object
) -> list[str]:
    """Add a survey with one person for each comment, the first of whom answered on the day it opened, each of the
    others a day later. Gives the ids of the comments."""
    made: list[str] = []

    def write(store: Store) -> None:
        values: Row = {"title": title, "opens": opens, **survey}  # type: ignore[dict-item]
        of = store.insert("survey", values)
        asked = store.insert("question", {"survey": of, "kind": "text", "wording": "Anything else?"})
        for number, one in enumerate(words):
            answered = f"{opens[:8]}{int(opens[8:]) + number:02d}"
            response = store.insert("response", {"survey": of, "answered_on": answered, "age_band": "35-44"})
            made.append(store.insert("comment", {"survey": of, "question": asked, "response": response, "words": one}))

    doc.run(Op("survey.add", "Add a survey"), write)
    return made


def themes(doc: Document) -> list[str]:
    """The ids of the programme's themes, in their order."""
    return [str(row["id"]) for row in doc.store.rows("theme", order="position")]


def themes_of(doc: Document, comment: str) -> list[str]:
    """The themes of a comment, in the programme's order."""
    return sorted(doc.store.linked("comment_theme", comment), key=themes(doc).index)

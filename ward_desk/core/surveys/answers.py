"""Answers: what one response holds, as one JSON object: the key of a question -> an answer, or a list of several.

One object a response, and not a row an answer: a hundred thousand responses to forty questions then are a hundred
thousand rows and not four million, and undoing a paper form puts back one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

KEY: Final = 8  # characters of a question's id that are its key; a survey has tens of questions

Answers = dict[str, str | list[str]]


def key(question_id: str) -> str:
    """The key of a question in the answers of its survey."""
    return question_id[:KEY]


def pack(answers: Mapping[str, str | list[str]]) -> str:
    """The answers as they are stored; "" for none. What is empty is left out."""
    given = {name: value for name, value in answers.items() if value}
    return json.dumps(given, ensure_ascii=False, separators=(",", ":")) if given else ""


def unpack(stored: object) -> Answers:
    """The answers as they were given; none when the text is empty or holds anything else."""
    if not stored:
        return {}
    try:
        found = json.loads(str(stored))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def listed(value: str | list[str] | None) -> list[str]:
    """One answer or several, as a list."""
    return [] if not value else value if isinstance(value, list) else [value]

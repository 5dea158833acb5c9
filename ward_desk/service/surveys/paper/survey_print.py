"""Survey print: what stands on the paper form of a survey and on its equality sheet, with the numbers that are typed.

The introduction says who asks, why, how long it takes, that nobody is named, what becomes of the answers, when
residents hear of it and whom to ask (research.md section 1, Survey practice).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ward_desk.core.errors import KnownError
from ward_desk.core.fields import shown_day, text
from ward_desk.core.records import Row
from ward_desk.core.surveys.form_keys import numbers
from ward_desk.core.surveys.survey_file import CHOSEN
from ward_desk.service.document import Document
from ward_desk.service.surveys.paper import survey_bank, survey_forms
from ward_desk.service.surveys.surveys import options_of, questions

TO_FILL: Final = "________________"  # where a hand fills in what the document doesn't know
HINTS: Final = {
    "one": "Tick one box.", "scale": "Tick one box.", "several": "Tick every box that applies.",
    "number": "Write a number.", "date": "Write a date: day, month, year.",
    "text": "Nothing that says who you or others are, please.",
}  # fmt: skip
_SECONDS: Final = {"text": 45}  # somebody takes to answer; others a third of that
_SECONDS_ELSE: Final = 15
_ABOUT_YOU: Final = 30


class Asked(NamedTuple):
    """One question on paper. Without answers to tick there are lines to write on."""

    number: str  # "3"; "" for one that has none
    wording: str
    kind: str  # a code of QUESTION_KINDS
    answers: tuple[tuple[str, str], ...] = ()  # number and words

    @property
    def hint(self) -> str:
        """How it is answered."""
        return HINTS[self.kind if self.answers or self.kind not in CHOSEN else "number"]


class Printed(NamedTuple):
    """A survey on paper."""

    ref: str
    title: str
    introduction: tuple[tuple[str, str], ...]  # small headings and what is said under each
    asked: tuple[Asked, ...]
    about_you: tuple[Asked, ...]  # age band and area, which stay with the answers
    equality: tuple[Asked, ...]  # on a sheet of its own
    purpose: str  # of the equality sheet
    foot: str


def printed(doc: Document, survey: str) -> Printed:
    """The paper form of a survey. Raises KnownError when it is gone, or asks nothing yet."""
    row, asked = doc.store.get("survey", survey), questions(doc, survey)
    if row is None or not asked:
        raise KnownError(
            "form.nothing", "There is no question to print.", "Nothing was printed.",
            "Choose a survey, and add questions to it first.",
        )  # fmt: skip
    council = text(doc.partnership, "council")
    return Printed(
        text(row, "ref"), text(row, "title"), _introduction(doc, row, asked),
        tuple(_asked(str(n), text(one, "wording"), text(one, "kind"), options_of(one))
              for n, one in enumerate(asked, 1)),
        (_asked("", "Which age band are you in?", "one", survey_forms.AGES),
         _asked("", "Which part of the ward do you live in?", "one", survey_forms.areas(doc, survey))),
        tuple(_asked(str(n), one.wording, one.kind, one.options) for n, one in enumerate(survey_bank.equality(), 1)),
        f"{council or 'The council'} has a duty to treat everybody fairly. These answers show whose voices we hear and "
        "whose are missing. Please hand this sheet in apart from the form. The two are never put together, and only "
        "totals are kept. Leave out what you would rather not answer.",
        ", ".join(filter(None, (text(doc.partnership, "ward"), text(doc.partnership, "programme")))),
    )  # fmt: skip


def _asked(number: str, wording: str, kind: str, options: list[str] | tuple[str, ...]) -> Asked:
    return Asked(number, wording, kind, tuple(zip(numbers(options), options, strict=True)))


def _introduction(doc: Document, row: Row, asked: list[Row]) -> tuple[tuple[str, str], ...]:
    partnership = doc.partnership
    ward, council = text(partnership, "ward"), text(partnership, "council")
    who = f"The {ward} ward partnership" + (f", with {council}." if council else ".")
    audience, purpose = text(row, "audience").rstrip("."), text(row, "purpose")
    seconds = _ABOUT_YOU + sum(_SECONDS.get(text(one, "kind"), _SECONDS_ELSE) for one in asked)
    minutes = max(2, -(-seconds // 60))
    until, closes = shown_day(row.get("retain_until")), shown_day(row.get("closes"))
    kept = f"Single answers are removed by {until}; totals are kept." if until else "Totals are kept."
    contact = ", ".join(filter(None, (text(partnership, "officer_role"), text(partnership, "work_email"))))
    by = f"Please hand it in by {closes}. " if closes else ""
    return (
        ("Who asks", f"{who} It is for {audience[:1].lower()}{audience[1:]}." if audience else who),
        ("Why", purpose or TO_FILL * 3),
        ("How long", f"About {minutes} minutes. Every answer is up to you: leave out what you like."),
        ("Without your name", "Nobody is asked who they are. Please write no names, addresses or phone numbers."),
        ("What becomes of it", f"Answers are counted together and used for the plan of the ward. {kept}"),
        ("When you hear of it", f"{by}We tell what was said, and what is done about it, by {TO_FILL}"),
        ("Questions?", contact or f"Ask {TO_FILL}{TO_FILL}"),
    )

"""Survey forms: typing in paper forms, one response each, and the totals of the equality slips handed in with them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Final, NamedTuple

from ward_desk.core.changes import ChangeSet, Op
from ward_desk.core.choices import AGE_BANDS
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text, whole
from ward_desk.core.records import Row
from ward_desk.core.surveys.answers import Answers, key, listed, pack, unpack
from ward_desk.service.document import Document
from ward_desk.service.surveys.comments import survey_needs
from ward_desk.service.surveys.file_in.survey_import_sums import write_totals
from ward_desk.service.surveys.surveys import questions, survey_row
from ward_desk.store import survey_forms as stored
from ward_desk.store.rows import Store

CHANNEL: Final = "paper"
DRAFT: Final = "paper_form"  # the field of a survey a half-typed form is kept safe under
RECENT: Final = 100  # of the last forms can be gone back to
# What a paper form can say of an age: "Not asked" is what the whole survey does, never one form.
AGES: Final = tuple(code for code, _ in AGE_BANDS if code != "Not asked")
_ROW: Final = re.compile(r"paper (\d{1,9})(, half typed)?")


@dataclass(frozen=True)
class Form:
    """One paper form. `answers` are by the id of their question; those of free text are its comments."""

    id: str = ""  # of the response; "" before it is stored
    number: int = 0  # on the pile, from 1
    answered_on: str = ""  # ISO date
    channel: str = CHANNEL
    age_band: str = ""
    area: str = ""
    answers: Mapping[str, str | list[str]] = field(default_factory=dict)
    half_typed: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is on it but what is carried on from form to form."""
        return not (self.age_band or self.area or any(self.answers.values()))


class Typed(NamedTuple):
    """One form of a pile that is in the document."""

    id: str  # of the response
    number: int
    words: str  # a few of its answers
    half_typed: bool


class Pile(NamedTuple):
    """How far a pile of forms is typed in."""

    last: tuple[Typed, ...]  # up to `RECENT`, the one typed last first
    done: int  # forms typed in to their end
    of: int | None  # forms in the pile; None while nobody said

    @property
    def words(self) -> str:
        """How far it is: "28 to go"."""
        if not self.of:
            return f"{self.done} typed in"
        if self.done < self.of:
            return f"{self.of - self.done} to go"
        more = self.done - self.of
        return f"{self.done} typed in, {more} more than the pile was said to have" if more else f"All {self.of} are in"


def pile(doc: Document, survey: str) -> Pile:
    """How far the paper forms of a survey are typed in."""
    row = doc.store.get("survey", survey) or {}
    keys = [key(str(one["id"])) for one in questions(doc, survey)]
    last = [
        Typed(str(one["id"]), int(found[1]), _few_words(one, keys), bool(found[2]))
        for one in stored.typed_in(doc.store, survey, RECENT)
        if (found := _ROW.fullmatch(text(one, "source_row")))
    ]
    return Pile(tuple(last), stored.done(doc.store, survey), whole(row, "pile"))


def half_typed(doc: Document, survey: str) -> Form | None:
    """The form that was left half typed last, or None."""
    found = stored.half_typed(doc.store, survey)
    return read(doc, found) if found else None


def _few_words(response: Row, keys: list[str]) -> str:
    given = unpack(response["answers"])
    said = [" + ".join(listed(given[one])) for one in keys if given.get(one)]
    return " · ".join(filter(None, (*said[:2], text(response, "age_band"), text(response, "area"))))


def blank(doc: Document, survey: str) -> Form:
    """The next form, with the date and channel of the one before and the lowest number that is free."""
    last = stored.last_of(doc.store, survey) or {}
    channel = text(last, "channel") or CHANNEL
    return Form(number=stored.free_number(doc.store, survey), answered_on=text(last, "answered_on"), channel=channel)


def read(doc: Document, response: str) -> Form | None:
    """A form that was typed in, or None when it is gone."""
    row = doc.store.get("response", response)
    found = _ROW.fullmatch(text(row, "source_row")) if row else None
    if row is None or found is None:
        return None
    ids = {key(str(one["id"])): str(one["id"]) for one in questions(doc, text(row, "survey"))}
    given: Answers = {ids[name]: value for name, value in unpack(row["answers"]).items() if name in ids}
    written = {str(one["question"]): text(one, "words") for one in stored.comments(doc.store, response)}
    return Form(
        response, int(found[1]), text(row, "answered_on"), text(row, "channel"), text(row, "age_band"),
        text(row, "area"), {**given, **written}, bool(found[2]),
    )  # fmt: skip


def keep(doc: Document, survey: str, form: Form, initiator: object = None) -> Form:
    """Store a form as one operation, and give it back as it is stored. Raises KnownError when the survey, or a form
    that is corrected, is gone."""
    owner = _survey(doc, survey)
    if text(owner, "emptied_on"):
        raise KnownError(
            "survey.emptied", "The answers of this survey were removed, and only its results were kept.",
            "Nothing was stored.", "Make a new survey for further forms.",
        )  # fmt: skip
    asked = questions(doc, survey)
    written = {str(one["id"]) for one in asked if one["kind"] == "text"}
    stays = {key(str(one["id"])) for one in asked}
    source = f"paper {form.number}{', half typed' if form.half_typed else ''}"
    made: list[str] = []

    def write(store: Store) -> None:
        before = unpack((store.get("response", form.id) or {}).get("answers")) if form.id else {}
        given: Answers = {name: value for name, value in before.items() if name not in stays}
        given |= {key(name): value for name, value in form.answers.items() if name not in written}
        values: Row = {
            "survey": survey, "answered_on": form.answered_on or None, "channel": form.channel, "source_row": source,
            "age_band": form.age_band, "area": form.area, "answers": pack(given),
        }  # fmt: skip
        if not form.id:
            made.append(store.insert("response", values))
        elif not store.update("response", form.id, values):
            raise _gone()
        words = {name: str(form.answers.get(name, "")) for name in written}
        _keep_words(store, survey, form.id or made[0], words)

    verb = "Correct" if form.id and not (form.half_typed or _was_half(doc, form.id)) else "Type in"
    doc.run(Op("response.type", f"{verb} form {form.number} of {owner['ref']!s}"), write, initiator)
    return replace(form, id=form.id or made[0])


def _was_half(doc: Document, response: str) -> bool:
    return text(doc.store.get("response", response) or {}, "source_row").endswith("half typed")


def _keep_words(store: Store, survey: str, response: str, words: Mapping[str, str]) -> None:
    """What was written on a form, a comment a question. One already stored keeps its themes when its words change."""
    before = {str(one["question"]): one for one in stored.comments(store, response)}
    for question, said in words.items():
        have = before.get(question)
        if have is None and said:
            store.insert("comment", {"survey": survey, "question": question, "response": response, "words": said})
        elif have is not None and not said:
            survey_needs.forget(store, [str(have["id"])])
            store.delete("comment", str(have["id"]))
        elif have is not None and have["words"] != said:
            store.update("comment", str(have["id"]), {"words": said})


def draft_of(form: Form) -> str:
    """A form half typed as text, to be kept safe from a crash."""
    return f"Paper form {form.number}: {json.dumps(asdict(form), ensure_ascii=False)}"


def read_draft(draft: str) -> Form | None:
    """The form of such a text; None when it can't be read."""
    try:
        return Form(**json.loads(draft[draft.index("{") :]))
    except (ValueError, TypeError):
        return None


def remove(doc: Document, survey: str, response: str, initiator: object = None) -> ChangeSet:
    """Take a form out. Raises KnownError when it is gone already."""
    owner, form = _survey(doc, survey), read(doc, response)
    if form is None:
        raise _gone()
    words = f"Remove form {form.number} of {owner['ref']!s}"

    def write(store: Store) -> None:
        survey_needs.forget(store, [str(one["id"]) for one in stored.comments(store, response)])
        store.delete("response", response)

    return doc.run(Op("response.remove", words), write, initiator)


def set_pile(doc: Document, survey: str, number: int | None, initiator: object = None) -> ChangeSet:
    """Say how many forms are in the pile; None for not known. Raises KnownError when the survey is gone."""
    owner = _survey(doc, survey)
    words = f"Edit {owner['ref']!s}: paper forms in the pile"
    return doc.run(Op("survey.edit", words), lambda store: store.update("survey", survey, {"pile": number}), initiator)


def areas(doc: Document, survey: str) -> list[str]:
    """The areas named so far, in an order that stays, so that each keeps its number."""
    return stored.areas(doc.store, survey)


Slips = Mapping[str, Mapping[str, int]]  # characteristic -> band -> how many


def slip_totals(doc: Document, survey: str) -> dict[str, dict[str, int]]:
    """The equality totals of a survey: characteristic -> band -> how many."""
    made: dict[str, dict[str, int]] = {}
    for row in doc.store.rows("equality_total", survey=survey):
        bands = made.setdefault(text(row, "characteristic"), {})
        bands[text(row, "band")] = bands.get(text(row, "band"), 0) + (whole(row, "number") or 0)
    return made


def keep_slips(doc: Document, survey: str, added: Slips, initiator: object = None) -> dict[str, dict[str, int]]:
    """Add what a pile of equality slips came to, to the totals of a survey, as one operation.

    A characteristic with so few slips that the change would say whose they are, fewer than the number below which
    people are hidden, is not added (research.md section 6). Gives back what was not. Raises KnownError when that is
    everything, or the survey is gone.
    """
    owner = _survey(doc, survey)
    least = whole(doc.partnership, "small_number") or 0
    enough = {of: bands for of, bands in added.items() if sum(bands.values()) >= max(least, 1)}
    if not enough:
        raise KnownError(
            "slips.few", f"There are fewer than {least} slips: one could tell whose they are.",
            "Nothing was kept; the numbers still stand here.", "Go on counting, and keep them all at once.",
        )  # fmt: skip
    totals = {(of, band): number for of, bands in enough.items() for band, number in bands.items()}
    doc.run(
        Op("equality_total.add", f"Add up the equality slips of {owner['ref']!s}"),
        lambda store: write_totals(store, survey, totals), initiator,
    )  # fmt: skip
    return {of: dict(bands) for of, bands in added.items() if of not in enough and any(bands.values())}


def _survey(doc: Document, survey: str) -> Row:
    return survey_row(doc, survey, "What you typed still stands here.", "Undo the removal.")


def _gone() -> KnownError:
    return KnownError(
        "gone", "This form has been removed meanwhile.", "What you typed still stands here.",
        "Undo the removal, or type the form in anew.",
    )  # fmt: skip

"""File in words: what bringing a survey file in comes to, in sentences for people."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from ward_desk.core.choices import CHARACTERISTICS, SURVEY_METHODS
from ward_desk.core.choices import label as words_of
from ward_desk.core.fields import shown_day
from ward_desk.core.records import RECORDS, Value
from ward_desk.core.surveys.survey_file import OUT, SurveyFile
from ward_desk.core.tracker.tracker_words import short
from ward_desk.core.typed import counted
from ward_desk.service.surveys.file_in.survey_import import Plan
from ward_desk.service.surveys.file_in.survey_import_said import Preview
from ward_desk.ui.pages.feedback.file_in import file_in_lines
from ward_desk.ui.pages.feedback.file_in.file_in_finds import Found
from ward_desk.ui.pages.feedback.file_in.file_in_said import Parts

_MOST: Final = 30  # lines under one heading
OTHERS: Final = "These are other people's answers: add them all"


def number(preview: Preview) -> str:
    """How much would come in: "1,180 responses"; empty for nothing."""
    responses = preview.add + preview.update
    return counted(responses, "response") if responses else ""


def finds(preview: Preview, file: SurveyFile) -> list[Found]:
    """What looks personal, as it is shown."""
    return [
        Found(one.key, one.row, short(file.headings[one.column].words), one.words[: one.find.start],
              one.find.text, one.words[one.find.end :], one.kind)
        for one in preview.finds
    ]  # fmt: skip


def said_of_finds(preview: Preview, kept: Collection[object]) -> str:
    """What is done with what looks personal."""
    if not preview.found:
        return "Nothing in the free text looks personal."
    stay = sum(one.key in kept for one in preview.finds)
    are = "thing in the free text looks" if preview.found == 1 else "things in the free text look"
    words = f"{preview.found:,} {are} personal. {_all_but(preview.found, stay)} Space keeps one, a shop's name say."
    if preview.found > len(preview.finds):
        words += f" The first {len(preview.finds):,} are shown; the others are all taken out."
    return words


def _all_but(found: int, stay: int) -> str:
    if not stay:
        return "It is taken out." if found == 1 else "All are taken out."
    return f"{stay:,} {'stays' if stay == 1 else 'stay'} as written, {found - stay:,} are taken out."


def parts(preview: Preview, file: SurveyFile, plan: Plan) -> Parts:
    """Everything it would do, under headings."""
    return (
        ("What comes in", _comes_in(preview)),
        ("Skipped", [f"{counted(rows, 'row')}: {_plain(reason)}" for reason, rows in preview.skipped]),
        ("Left out", _left_out(preview, file, plan)),
        ("Could not be read", _short(_unread(preview, file))),
        ("Equality questions, kept as totals only", _short(_totals(preview))),
        ("Questions", _short(_questions(preview, plan))),
        ("About the survey", list(_values(preview))),
        ("Noticed", [*_dates(file, plan), *preview.said]),
    )  # fmt: skip


def _comes_in(preview: Preview) -> list[str]:
    words = [preview.words]
    if preview.comments:
        words.append(f"{counted(preview.comments, 'comment')} in free text.")
    if preview.found:
        words.append(f"{counted(preview.found, 'thing')} in free text that may be personal: see Personal.")
    return words


def _plain(reason: str) -> str:
    return reason if reason.endswith(".") else f"{reason}."


def _short(lines: Iterator[str]) -> Sequence[str]:
    shown = list(lines)
    more = len(shown) - _MOST
    return [*shown[:_MOST], f"and {more:,} more"] if more > 0 else shown


def _left_out(preview: Preview, file: SurveyFile, plan: Plan) -> list[str]:
    words = file_in_lines.left_out(file.headings, plan.columns)
    others = [_named(file, at) for at, one in enumerate(plan.columns) if one.role == OUT and not one.why]
    rest = f"{'Left out as well' if words else 'Left out'}: {', '.join(others)}."
    return [*([words] if words else []), *([rest] if others else [])]


def _named(file: SurveyFile, column: int) -> str:
    words = short(file.headings[column].words)
    return words or f"column {file_in_lines.letter(column)}"


def _unread(preview: Preview, file: SurveyFile) -> Iterator[str]:
    for one in preview.unread:
        yield f"{_named(file, one.column)}: {counted(one.number, 'cell')}. {' '.join(one.sentences)}"


def _totals(preview: Preview) -> Iterator[str]:
    for one in preview.totals:
        was = f", {one.before:,} so far" if one.before else ""
        yield f"{words_of(CHARACTERISTICS, one.characteristic)}, {one.band}: {one.after:,}{was}"


def _questions(preview: Preview, plan: Plan) -> Iterator[str]:
    made = sum(one.made for one in preview.questions)
    if made:
        yield f"{counted(made, 'new question')}."
    if len(preview.questions) > made:
        yield f"{counted(len(preview.questions) - made, 'question')} of the survey found in the file."
    for one in preview.questions:
        if one.new_options and not one.made:
            yield f"“{one.wording}” also gets the answers {', '.join(one.new_options)}."


def _dates(file: SurveyFile, plan: Plan) -> Iterator[str]:
    """The columns whose dates were read one way round by a guess."""
    for at, one in enumerate(plan.columns):
        if one.role in ("answered_on", "date") and one.why:
            yield f"{_named(file, at)}: {one.why[:1].lower()}{one.why[1:]} Change it under Columns."


def _values(preview: Preview) -> Iterator[str]:
    labels = {field.name: field.label for field in RECORDS["survey"].fields}
    for name, value in preview.values.items():
        yield f"{labels.get(name, name)}: {_shown(name, value)}"


def _shown(name: str, value: Value) -> str:
    return words_of(SURVEY_METHODS, value) if name == "method" else shown_day(value)

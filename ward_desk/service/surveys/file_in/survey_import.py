"""Survey import: the responses of a survey tool's file into a survey, as one operation.

Two steps, so that the window never stands still: `prepare` reads the whole file and works out what is new, on any
thread and with a document of that thread's own (`Document.another`); `write` puts what was prepared into the document
on the thread that owns it, in slices between which `progress` is told. Whoever stops either of them, by raising from
`progress`, leaves the document as it was. `bring_in` is both, `preview` the first without keeping its rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from pathlib import PurePath
from typing import Final, NamedTuple

from ward_desk.core import fields
from ward_desk.core.changes import Op
from ward_desk.core.errors import KnownError
from ward_desk.core.surveys.survey_file import CHOSEN, OUT, QUESTIONS, ROLES, Planned, Profile, SurveyFile
from ward_desk.core.surveys.survey_guess import known_as, plan, profile
from ward_desk.core.surveys.survey_words import folded
from ward_desk.core.typed import counted, show_date
from ward_desk.service.document import Document
from ward_desk.service.surveys.file_in.survey_import_pass import read_all
from ward_desk.service.surveys.file_in.survey_import_rows import Prepared, Settled
from ward_desk.service.surveys.file_in.survey_import_said import Done, FindKey, Preview, done_words
from ward_desk.service.surveys.file_in.survey_import_write import write_all
from ward_desk.store import changelog
from ward_desk.store.rows import Store
from ward_desk.store.survey_write import TOLD

Progress = Callable[[int, int, str], object]

SETTING: Final = "survey.columns "  # and the survey's id; JSON: heading as it is compared -> what its column becomes
_CODES: Final = frozenset(code for code, _ in ROLES)


class Plan(NamedTuple):
    """How a file is to be brought in."""

    survey: str  # its id; "" for a new one
    title: str  # of a new one
    columns: tuple[Planned, ...]
    profiles: tuple[Profile, ...]
    channel: str = ""  # how all responses were given whose row does not say: a code of RESPONSE_CHANNELS
    own_rows: bool = False  # whether the file's row ids are known by the file's name too, as those of another file


def begin(doc: Document, file: SurveyFile, survey: str = "") -> Plan:
    """How a file is best brought in: what was decided for this survey before wins over guesses."""
    profiles = tuple(profile(file.rows(), len(file.headings)))
    kept = _kept(doc.store, survey)
    columns = tuple(plan(file.headings, profiles, file.tool, kept.columns))
    return Plan(
        survey, PurePath(file.name).stem, columns, profiles, kept.channel, _rows_of(file) in kept.files
    )  # fmt: skip


def preview(doc: Document, file: SurveyFile, plan: Plan, progress: Progress | None = None) -> Preview:
    """What bringing a file in would do, without changing anything. Raises KnownError."""
    return _prepared(doc, file, plan, True, progress, keep=False).preview


def prepare(
    doc: Document, file: SurveyFile, plan: Plan, redact: bool | Collection[FindKey] = True,
    progress: Progress | None = None,
) -> Prepared:  # fmt: skip
    """Everything that is to be written. Whatever is personal in free text is taken out when `redact` is True, nothing
    when it is False; a collection of keys says which of the finds that the preview shows are taken out, and those it
    does not show are taken out as well. Raises KnownError."""
    return _prepared(doc, file, plan, redact, progress, keep=True)


def _prepared(
    doc: Document, file: SurveyFile, plan: Plan, redact: bool | Collection[FindKey], progress: Progress | None, *,
    keep: bool,
) -> Prepared:  # fmt: skip
    survey = doc.store.get("survey", plan.survey) if plan.survey else None
    if plan.survey and survey is None:
        raise KnownError(
            "gone", "This survey has been removed meanwhile.", "Nothing was changed.", "Choose another survey."
        )  # fmt: skip
    emptied = fields.day(survey.get("emptied_on")) if survey else None
    if emptied is not None:
        raise KnownError(
            "emptied", f"The answers of this survey were removed on {show_date(emptied)}; only its results are kept.",
            "Nothing was changed.", "Bring the file into a new survey, or leave it out.",
        )  # fmt: skip
    if not any(one.role in QUESTIONS or one.role == "equality" for one in plan.columns):
        raise KnownError(
            "no_questions", f"No column of {file.name} becomes a question.", "Nothing was changed.",
            "Say of at least one column which kind of question it is.",
        )  # fmt: skip
    settled = Settled(
        plan.survey, plan.title, plan.columns, plan.channel, _rows_of(file) if plan.own_rows else "", redact, keep
    )
    return read_all(doc, file, settled, progress or _silent)


def write(
    doc: Document, file: SurveyFile, plan: Plan, prepared: Prepared, progress: Progress | None = None,
    initiator: object = None,
) -> Done:  # fmt: skip
    """Write what was prepared, as one operation, and remember what the columns became. Raises KnownError, as when the
    document was changed since it was prepared, and then nothing was changed."""
    if changelog.newest(doc.store.connection) != prepared.newest:
        raise KnownError(
            "stale", "The document was changed while the file was read.", "Nothing was changed.", "Bring it in again."
        )  # fmt: skip
    found = prepared.preview
    made: list[str] = []

    def run(store: Store) -> None:
        made.append(write_all(store, prepared, progress or _silent))
        _remember(store, made[0], file, plan)

    if found.changes:
        what = counted(found.add + found.update, "response")
        doc.run(Op(TOLD, f"Bring in {what} from {file.name}"), run, initiator)
    words = done_words(found.add, found.update, found.comments, file.name)
    survey = made[0] if made else plan.survey
    return Done(survey, found.add, found.update, found.same, found.comments, words)


def bring_in(
    doc: Document, file: SurveyFile, plan: Plan, redact: bool | Collection[FindKey] = True,
    progress: Progress | None = None, initiator: object = None,
) -> Done:  # fmt: skip
    """Bring a file in on the thread that owns the document; `redact` as of `prepare`. Raises KnownError, or whatever
    `progress` raises to stop it, and then nothing was changed. A file that holds nothing new leaves no trace."""
    return write(doc, file, plan, prepare(doc, file, plan, redact, progress), progress, initiator)


# --- what is remembered of a survey -------------------------------------------------------------------


def choices(store: Store, survey: str) -> frozenset[str]:
    """The answers, as they are compared, that headings of the survey's files name: nobody's own words."""
    return frozenset(folded(one.choice) for one in _kept(store, survey).columns.values() if one.choice)


def forget(store: Store, survey: str) -> None:
    """Forget what the columns of a survey's files became, the answers met in them included."""
    if store.setting(SETTING + survey):
        store.set_setting(SETTING + survey, "")


class _Kept(NamedTuple):
    columns: Mapping[str, Planned]
    channel: str = ""
    files: tuple[str, ...] = ()  # whose row ids are their own


def _rows_of(file: SurveyFile) -> str:
    return PurePath(file.name).stem[:60]


def _remember(store: Store, survey: str, file: SurveyFile, plan: Plan) -> None:
    before = _kept(store, survey)
    columns = {**before.columns} | {
        known_as(heading): one for heading, one in zip(file.headings, plan.columns, strict=True)
    }
    files = dict.fromkeys((*before.files, *((_rows_of(file),) if plan.own_rows else ())))
    told = {
        "columns": {name: _worth_keeping(one) for name, one in columns.items()},
        "channel": plan.channel,
        "files": list(files),
    }
    store.set_setting(SETTING + survey, json.dumps(told, ensure_ascii=False))


def _worth_keeping(one: Planned) -> Planned:
    """Nothing of what is in a column that is left out, the answers it seemed to be of included; nor of an equality
    question, whose answers are kept in their totals or nowhere."""
    if one.role == OUT:
        return Planned(OUT, why=one.why if one.why.startswith("Left out") else "Left out, as before.")
    return one._replace(group=-1, why="", options=one.options if one.role in CHOSEN else ())


def _kept(store: Store, survey: str) -> _Kept:
    try:
        told = json.loads(store.setting(SETTING + survey) or "{}") if survey else {}
        columns = {name: _planned(values) for name, values in told.get("columns", {}).items()}
        return _Kept(columns, str(told.get("channel", "")), tuple(told.get("files", ())))
    except (ValueError, TypeError, AttributeError):  # a later version may keep it otherwise
        return _Kept({})


def _planned(values: list[object]) -> Planned:
    made = Planned(*values)  # type: ignore[arg-type]
    if made.role not in _CODES:
        raise ValueError(made.role)
    return made._replace(options=tuple(made.options))


def _silent(done: int, of: int, words: str = "") -> None:
    """Nobody looks."""

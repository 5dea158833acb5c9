"""Survey import sums: what all the rows of a survey file come to, beside the responses themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Final

from ward_desk.core.choices import CHARACTERISTICS, SURVEY_METHODS, label
from ward_desk.core.records import Row, Value
from ward_desk.core.same_name import plain
from ward_desk.core.surveys.survey_file import SurveyFile
from ward_desk.core.typed import counted, show_date
from ward_desk.service.surveys.file_in.survey_import_columns import Columns
from ward_desk.service.surveys.file_in.survey_import_said import TotalIn
from ward_desk.store.rows import Store
from ward_desk.store.survey_write import forget_totals_taken_back

Totals = dict[tuple[str, str], int]  # characteristic and band -> how many people

_ORDER: Final = [code for code, _ in CHARACTERISTICS]


def added(columns: Columns, people: int, least: int) -> Totals:
    """What the new responses add to the totals of the equality questions: nothing when fewer than `least` people
    answered any, for the change would say whose answers they are (research.md section 6)."""
    totals: Totals = {}
    if people >= least:
        for _, characteristic, _, bands in columns.equality:
            for band, number in bands.items():
                totals[characteristic, band] = totals.get((characteristic, band), 0) + number
    return dict(sorted(totals.items(), key=lambda one: (_ORDER.index(one[0][0]), one[0][1])))


def standing(store: Store, survey: str) -> dict[tuple[str, str], Row]:
    """The totals a survey has, by characteristic and band as bands are compared."""
    rows = store.rows("equality_total", survey=survey) if survey else []
    return {(str(row["characteristic"]), plain(str(row["band"]))): row for row in rows}


def totals_in(store: Store, survey: str, totals: Mapping[tuple[str, str], int]) -> tuple[TotalIn, ...]:
    """The totals that change, before and after."""
    there = standing(store, survey)
    found = []
    for (characteristic, band), number in totals.items():
        row = there.get((characteristic, plain(band)))
        before = int(str(row["number"] or 0)) if row else 0
        found.append(TotalIn(characteristic, str(row["band"]) if row else band, before, before + number))
    return tuple(found)


def write_totals(store: Store, survey: str, totals: Mapping[tuple[str, str], int]) -> None:
    """Add to the totals, within an operation."""
    there = standing(store, survey)
    forget_totals_taken_back(store)
    for (characteristic, band), number in totals.items():
        row = there.get((characteristic, plain(band)))
        if row:
            store.update("equality_total", str(row["id"]), {"number": int(str(row["number"] or 0)) + number})
        else:
            values: Row = {"survey": survey, "characteristic": characteristic, "band": band, "number": number}
            store.insert("equality_total", values)


def survey_values(survey: Row, first: str, last: str, channels: Collection[str]) -> dict[str, Value]:
    """The fields of a survey that the file fills because they are empty. Answers are kept for twelve months after the
    survey closes unless somebody says otherwise."""
    found: dict[str, Value] = {}
    if first and not survey.get("opens") and first <= str(survey.get("closes") or last):
        found["opens"] = first
    if last and not survey.get("closes") and last >= str(survey.get("opens") or first):
        found["closes"] = last
    known = {one for one in channels if one}
    if known and not survey.get("method"):
        found["method"] = next(iter(known)) if len(known) == 1 else "mixed"
    closes = survey.get("closes") or found.get("closes")
    if closes and not survey.get("retain_until"):
        found["retain_until"] = _year_after(str(closes))
    return found


def _year_after(day: str) -> str:
    then = date.fromisoformat(day[:10])
    return then.replace(year=then.year + 1, day=28 if (then.month, then.day) == (2, 29) else then.day).isoformat()


def said(file: SurveyFile, others: bool, people: int, least: int, values: Mapping[str, Value]) -> Iterator[str]:
    """What a person has to know of an import, in sentences."""
    if others:
        yield (
            f"Most rows of {file.name} have the row ids of other people's answers: it seems to be another file whose"
            " ids begin at the same number. Add its rows as those of another file, or they change these."
        )
    yield from file.said
    if 0 < people < least:
        yield (
            f"The equality answers of {counted(people, 'new response')} are not counted in the totals: of so few, the"
            f" difference would show whose they are. They would be from {least} new responses on."
        )
    days = [show_date(date.fromisoformat(str(values[name]))) for name in ("opens", "closes") if name in values]
    if days:
        yield f"The survey is dated {' to '.join(dict.fromkeys(days))}, as its responses are."
    if "method" in values:
        yield f"Its method becomes {label(SURVEY_METHODS, values['method']).lower()}."
    if "retain_until" in values:
        until = show_date(date.fromisoformat(str(values["retain_until"])))
        yield f"Its answers are kept until {until}, twelve months after it closes, unless you say otherwise."

"""One value of the return as one cell of a template takes it: in its own kind, out of its dropdown, within its rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from ward_desk.core.typed import show_date, show_money
from ward_desk.exchange.cell_text import MOST_CHARACTERS, clean_text, length_in_cell
from ward_desk.exchange.returns.return_data import ReturnValue
from ward_desk.exchange.template.cell_kinds import day_of, serial
from ward_desk.exchange.template.entry_rules import Rule
from ward_desk.exchange.template.template_choices import cells_named
from ward_desk.exchange.template.template_file import Cell
from ward_desk.exchange.template.template_fill import Filled, refusal
from ward_desk.service.template.planned_copy import PlannedCopy

_KINDS: Final = {"number": "numbers", "date": "dates", "time": "times", "percent": "percentages"}
# "1,234", "-5", "£4.50" or "45%"
_NUMBER: Final = re.compile(r"(-?)£?(\d[\d,]*(?:\.\d+)?)(%?)")
_TAKES: Final = {
    "whole": "whole numbers",
    "decimal": "numbers",
    "date": "dates",
    "textLength": "texts with a number of characters",
}
_BOUNDS: Final = {
    "between": "from {0} to {1}",
    "notBetween": "outside {0} to {1}",
    "equal": "of {0}",
    "notEqual": "other than {0}",
    "greaterThan": "above {0}",
    "lessThan": "below {0}",
    "greaterThanOrEqual": "of at least {0}",
    "lessThanOrEqual": "of at most {0}",
}


class TemplateProblem(NamedTuple):
    """Something about one cell to look at. With an error nothing is written."""

    level: Literal["error", "warning"]
    sheet: str
    cell: str  # "" when it is about a whole list or sheet
    field: str  # "cover.ward", "action_plan.rating"
    sentence: str
    our_word: str = ""  # where a word is in none of the dropdown's: what a person may translate,
    choices: tuple[str, ...] = ()  # and into which


class Placed(NamedTuple):
    """What is written into a cell, None when it stays as it is, and what is to be said about it."""

    filled: Filled | None
    problems: tuple[TemplateProblem, ...] = ()


class Value(NamedTuple):
    """One value of the return on its way into a template."""

    field: str  # "action_plan.rating"
    label: str  # "Rating"
    kind: str  # as in `return_columns.Kind`
    value: ReturnValue
    words: Mapping[str, str]  # our word -> theirs


def place(copy: PlannedCopy, sheet: str, ref: str, value: Value) -> Placed:
    """Put a value into a cell. Raises KeyError when there is no such cell."""
    cell = copy.template.cell(sheet, ref)
    if reason := refusal(sheet, cell):
        return _error(sheet, cell, value, reason)
    given, ours = _translated(value)
    if given is None:
        return Placed(Filled(sheet, cell.ref, None, "text") if cell.shown else None)
    rule = copy.template.rule(sheet, cell.ref)
    if rule is not None and rule.kind == "list":
        return _from_list(copy, rule, sheet, cell, value, given, ours)
    filled = _filled(copy, sheet, cell, value, given)
    if isinstance(filled, str):
        return _error(sheet, cell, value, filled)
    return Placed(filled, tuple(_broken(copy, rule, cell, value, filled)) if rule else ())


def folded(word: str) -> str:
    """A word without what people type differently: large letters and stray spaces."""
    return " ".join(word.split()).casefold()


def _error(sheet: str, cell: Cell, value: Value, sentence: str) -> Placed:
    return Placed(None, (TemplateProblem("error", sheet, cell.ref, value.field, sentence),))


def _translated(value: Value) -> tuple[ReturnValue, str]:
    """A value in their word for it, and our word that this was given for; as it is and "" when none was."""
    given = value.value
    if isinstance(given, str):
        given = clean_text(given) or None
    if given is None or not value.words:
        return given, ""
    known = {folded(our): our for our in value.words}
    ours = next((known[word] for word in map(folded, _called(value.kind, given)) if word in known), "")
    return (value.words[ours], ours) if ours else (given, "")


def _called(kind: str, given: str | int | float) -> Iterator[str]:
    """What a person may have called a value when giving it another word: as it is kept, and as it is shown."""
    yield str(given)
    if isinstance(given, str):
        if kind == "date":
            yield show_date(date.fromisoformat(given))
        return
    yield _plain(given)
    yield _number_in_words(kind, given)
    if kind == "money":
        yield _plain(_pounds(given))


def _from_list(
    copy: PlannedCopy, rule: Rule, sheet: str, cell: Cell, value: Value, given: ReturnValue, ours: str
) -> Placed:
    choices = copy.choices(sheet, rule)
    is_word = isinstance(given, str) and (value.kind != "date" or given != value.value)
    filled = _filled(copy, sheet, cell._replace(kind="any") if is_word else cell, value, given)
    if isinstance(filled, str):
        return _error(sheet, cell, value, filled)
    if choices is None:
        sentence = (
            f"The dropdown of {cell.ref} of {sheet} is worked out by a formula, so {value.label} was not checked"
            " against it."
        )
        return Placed(filled, (TemplateProblem("warning", sheet, cell.ref, value.field, sentence),))
    word = _words(filled)
    theirs = _theirs(word, choices) if filled.kind in ("text", "date") else _their_number(word, choices)
    if not theirs:
        sentence = f"{value.label} is “{word}”, which is not in the list of {cell.ref} of {sheet}: {_listed(choices)}."
        return Placed(None, (TemplateProblem("error", sheet, cell.ref, value.field, sentence, ours or word, choices),))
    return Placed(filled._replace(value=theirs) if filled.kind == "text" else filled)


@lru_cache(1_024)  # the rows of a list say the same few words, and a dropdown may have thousands
def _theirs(word: str, choices: tuple[str, ...]) -> str:
    """The one of the choices that is meant by a word, in its own spelling, "" when none is."""
    if word in choices:
        return word
    if near := next((one for one in choices if folded(one) == folded(word)), ""):
        return near
    # "Q3 2023-24" and "Q3 2023/24"; only where nothing else is written with these letters.
    alike = [one for one in choices if _letters(one) == _letters(word)]
    return alike[0] if len(alike) == 1 and _letters(word) else ""


def _their_number(word: str, choices: tuple[str, ...]) -> str:
    """The one of the choices that is the very number, "" when none is: 1.5 is not 15, nor -5 the same as 5."""
    number = _number_in(word)
    return next((one for one in choices if number is not None and _number_in(one) == number), "")


def _number_in(word: str) -> tuple[float, str] | None:
    found = _NUMBER.fullmatch(word.strip())
    return (float(found[1] + found[2].replace(",", "")), found[3]) if found else None


def _letters(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def _listed(choices: tuple[str, ...]) -> str:
    if not choices:
        return "it is empty"
    shown = ", ".join(f"“{one.strip()}”" for one in choices[:8])
    return shown if len(choices) <= 8 else f"{shown} and {len(choices) - 8} more"


def _words(filled: Filled) -> str:
    """What a cell shows of a value."""
    value = filled.value
    if isinstance(value, date):
        return show_date(value)
    return f"{_plain(value)}%" if filled.kind == "percent" else _plain(value)


def _plain(value: str | int | float | date | None) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _filled(copy: PlannedCopy, sheet: str, cell: Cell, value: Value, given: ReturnValue) -> Filled | str:
    """The value in the cell's own kind, or a sentence why it does not fit."""
    where = f"{cell.ref} of {sheet}"
    wrong = f"{where} takes {_KINDS.get(cell.kind, '')}, and {value.label} is"
    if isinstance(given, str) and value.kind == "date" and given == value.value:
        day = date.fromisoformat(given)
        if cell.kind in ("text", "any"):
            return Filled(sheet, cell.ref, show_date(day), "text")
        if cell.kind != "date":
            return f"{wrong} a date."
        try:
            serial(day, from_1904=copy.template.package.from_1904)
        except ValueError as error:
            return f"{value.label} does not fit {where}: {error}"
        return Filled(sheet, cell.ref, day, "date")
    if isinstance(given, str):
        if cell.kind not in ("text", "any"):
            return f"{wrong} words: “{given if len(given) < 40 else given[:39] + '…'}”."
        if (length := length_in_cell(given)) > MOST_CHARACTERS:
            return f"{value.label} has {length:,} characters, and {where} holds at most {MOST_CHARACTERS:,}."
        return Filled(sheet, cell.ref, given, "text")
    assert given is not None
    if cell.kind == "text":
        return Filled(sheet, cell.ref, _number_in_words(value.kind, given), "text")
    if cell.kind in ("date", "time") or (cell.kind == "percent" and value.kind != "percent"):
        return f"{wrong} a number: {_number_in_words(value.kind, given)}."
    if value.kind == "money":
        return Filled(sheet, cell.ref, _pounds(given), "number")
    return Filled(sheet, cell.ref, given, "percent" if cell.kind == "percent" else "number")


def _pounds(pence: int | float) -> float:
    return float(Decimal(f"{pence}") / 100)


def _number_in_words(kind: str, number: int | float) -> str:
    if kind == "money":
        return show_money(int(number))
    return f"{_plain(number)}%" if kind == "percent" else _plain(number)


# --- rules other than dropdowns -----------------------------------------------------------------------


def _broken(copy: PlannedCopy, rule: Rule, cell: Cell, value: Value, filled: Filled) -> Iterator[TemplateProblem]:
    """What a rule of the cell has against a value."""
    level: Literal["error", "warning"] = "error" if rule.stops else "warning"
    where = f"{cell.ref} of {filled.sheet}"
    if rule.kind == "none":
        return
    limits = [_limit(copy, filled.sheet, formula) for formula in (rule.formula_1, rule.formula_2)]
    needed = limits if rule.operator in ("between", "notBetween") else limits[:1]
    known = [limit for limit in needed if limit is not None]
    if rule.kind not in _TAKES or rule.operator not in _BOUNDS or len(known) < len(needed):
        sentence = (
            f"{where} has a rule of the council's that can't be checked here; see whether it takes {value.label}."
        )
        yield TemplateProblem("warning", filled.sheet, cell.ref, value.field, sentence)
        return
    measured = _measured(copy, rule, filled)
    sentence = ""
    if measured is None:
        sentence = f"{where} takes {_TAKES[rule.kind]} only, and {value.label} is “{_words(filled)}”."
    elif (rule.kind == "whole" and measured != int(measured)) or not _within(rule.operator, measured, known):
        bounds = [_bound(rule, copy, one) for one in known]
        is_now = f"has {measured:.15g}" if rule.kind == "textLength" else f"is {_words(filled)}"
        sentence = (
            f"{where} takes {_TAKES[rule.kind]} {_BOUNDS[rule.operator].format(*bounds)}; {value.label} {is_now}."
        )
    if sentence:
        yield TemplateProblem(level, filled.sheet, cell.ref, value.field, sentence)


def _measured(copy: PlannedCopy, rule: Rule, filled: Filled) -> float | None:
    """The number that the rule looks at."""
    return float(length_in_cell(_words(filled))) if rule.kind == "textLength" else copy.kept(filled)


def _limit(copy: PlannedCopy, sheet: str, formula: str) -> float | None:
    """A number, or the one in the cell that is named; None for what is worked out."""
    try:
        return float(formula)
    except ValueError:
        found = cells_named(copy, sheet, formula) if formula else None
        return copy.number(*found) if found and found[1][:2] == found[1][2:] else None


def _within(operator: str, number: float, limits: list[float]) -> bool:
    first, last = limits[0], limits[-1]
    return {
        "between": first <= number <= last,
        "notBetween": not first <= number <= last,
        "equal": number == first,
        "notEqual": number != first,
        "greaterThan": number > first,
        "lessThan": number < first,
        "greaterThanOrEqual": number >= first,
        "lessThanOrEqual": number <= first,
    }[operator]


def _bound(rule: Rule, copy: PlannedCopy, limit: float) -> str:
    day = day_of(limit, from_1904=copy.template.package.from_1904) if rule.kind == "date" else None
    return show_date(day) if day else f"{limit:,.15g}"

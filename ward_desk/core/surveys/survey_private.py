"""What a survey file holds that must not be kept, or only as totals, known by a column's heading and by its cells.

Names, e-mail addresses and the like are left out and named (model.md, Privacy is a shape, not a notice); answers about
special categories of people become totals (research.md, section 6).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ward_desk.core.privacy import scan
from ward_desk.core.same_name import plain
from ward_desk.core.surveys.survey_private_words import (
    ABOUT_OTHERS,
    HEALTH,
    YOU,
    answers,
    characteristics,
    headings,
)

# What is left out: a code, and how people read it after "Left out: ".
OUT_KINDS: Final = {
    "name": "names",
    "email": "e-mail addresses",
    "phone": "telephone numbers",
    "ip": "IP addresses",
    "address": "street addresses",
    "location": "places by latitude and longitude",
    "device": "marks of a device, a link or an upload",
    "recipient": "who the survey was sent to",
    "ni": "National Insurance or NHS numbers",
    "postcode": "full postcodes",
    "birth": "dates of birth",
    "health": "health conditions",
    "politics": "political opinions; we never keep them",
    "union": "trade union membership; we never keep it",
    "own_words": "answers about equality in people's own words",
}
ASKED: Final = {  # what is kept of them when somebody asks for it
    "postcode": "Left out: full postcodes. They can be kept as their sector, such as HP5 1.",
    "address": "Left out: street addresses. As an area, only their street is kept.",
    "birth": "Left out: dates of birth. They can be kept as an age band.",
}

_EMAIL: Final = re.compile(r"[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{2,24}")
_IP: Final = re.compile(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?::[0-9]{1,5})?|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}", re.I)
_PLACE: Final = re.compile(r"\(?-?[0-9]{1,3}\.[0-9]{3,20} ?, ?-?[0-9]{1,3}\.[0-9]{3,20}\)?")
_LINK: Final = re.compile(r"https?://\S{4,}", re.I)
_STREET: Final = re.compile(
    r"(?:(?:flat|apartment|unit) ?[0-9]{1,4}[a-z]?,? )?[0-9]{1,4}[a-z]?,? .{2,60}"
    r"\b(?:street|st|road|rd|avenue|ave|lane|ln|close|drive|dr"
    r"|way|crescent|court|gardens|terrace|place|grove|hill|row|mews|walk|green)\b.{0,80}",
    re.I,
)
_NAME: Final = re.compile(
    r"[A-Z][a-z'’-]{1,20}(?: [A-Z]\.?)? (?:Mc|Mac|O['’])?[A-Z][a-z'’-]{1,24}(?:-[A-Z][a-z]{1,20})?"
)
_TITLED: Final = re.compile(r"(?:Mrs?|Ms|Miss|Dr|Mx)\.? [A-Z]\S{0,30}(?: [A-Z]\S{0,30}){0,3}")
# Anything shaped like a full postcode, also one mistyped.
POSTCODE_SHAPE: Final = re.compile(r"(?<![^\W_])[a-z]{1,2}[0-9][0-9a-z]?[ -]{0,2}[0-9][a-z]{2}(?![^\W_])", re.I)
_VALUES: Final = 300  # different cells that are looked at

_TITLE: Final = re.compile(
    r"[MmDdCcRrPS](?<!\w.)(?:[Rr][Ss]?|[SsXx]|iss|ISS|llrs?|LLRS?|ouncillors?|OUNCILLORS?|ev|evd|everend|EV|rof|rofessor"
    r"|ir|IR|ame|AME)[. \t\u00a0\u2009]"
)
_FIGURE: Final = re.compile(r"[0-9]")
_TAIL: Final = re.compile(r"[0-9][abd-hjlnp-uw-z]{2}(?![^\W_])", re.IGNORECASE)
_SIX_FIGURES: Final = re.compile(r"[0-9](?:[^0-9]*[0-9]){5}")


def may_be_personal(text: str) -> bool:
    """Whether a scan of a text could find anything; never False where `privacy.scan` finds something, and much quicker
    than it."""
    if "@" in text or _TITLE.search(text):
        return True
    return bool(_FIGURE.search(text) and (_TAIL.search(text) or _SIX_FIGURES.search(text)))


def of_heading(words: str) -> str:
    """A code of OUT_KINDS that a heading names, or a part of it does ("What is your name? - Name"), or ""."""
    whole = words[:300]
    parts = re.split(r" [-–] ", whole)
    for part in dict.fromkeys((whole, *parts)):
        low = plain(part).removeprefix("please ")
        low = re.sub(r"^(?:q ?)?\d{1,3} (?=\D)|^q\d+ ", "", low)
        if kind := next((kind for kind, pattern in headings() if pattern.fullmatch(low)), ""):
            return kind
    return ""


def of_cells(values: Mapping[str, int], heading: str) -> str:
    """A code of OUT_KINDS that most of a column's cells are; "" for none.

    A date of birth and a name are known from cells alone only where the heading does not ask for something else.
    """
    cells = [cell.strip() for cell in list(values)[:_VALUES] if cell.strip()]
    short = [cell for cell in cells if len(cell) <= 120]
    if not short or len(short) * 2 < len(cells):
        return ""
    for kind, fits in (
        ("email", _EMAIL),
        ("ip", _IP),
        ("location", _PLACE),
        ("device", _LINK),
        ("postcode", POSTCODE_SHAPE),
        ("address", _STREET),
    ):
        if _most(fits.fullmatch(cell) is not None for cell in short):
            return kind
    finds = dict.fromkeys(("email", "phone", "ni", "postcode", "name"), 0)
    for cell in short:
        if may_be_personal(cell):
            whole = [find for find in scan(cell) if (find.end - find.start) * 2 > len(cell)]
            if whole and not (whole[0].kind == "phone" and _bare_number(cell)):
                finds[whole[0].kind] += 1
    kind = max(finds, key=lambda one: finds[one])
    if finds[kind] * 2 > len(short):
        return kind
    if _opaque(heading) and len(short) >= 4 and len(set(short)) * 10 >= len(short) * 7:
        named = [cell for cell in short if _NAME.fullmatch(cell) or _TITLED.fullmatch(cell)]
        if len(named) * 10 >= len(short) * 8 and not any(_PLACE_WORD.search(cell) for cell in short):
            return "name"
    return ""


def has_whole_postcodes(values: Mapping[str, int]) -> bool:
    """Whether any cell holds a full postcode."""
    return any(POSTCODE_SHAPE.search(cell) for cell in values)


def characteristic_of(heading: str, values: Mapping[str, int], *, rated: bool) -> str:
    """The code of CHARACTERISTICS that a question asks about, "politics" of one about a party, or "".

    `rated` says that the answers are steps such as "Very satisfied", which nobody gives about who they are.
    """
    low = plain(heading[:300])
    low = re.sub(r"^(?:q ?)?\d{1,3} (?=\D)|^q\d+ ", "", low)
    about_you = len(low.split()) <= 5 or bool(YOU.search(low))
    if about_you and not (ABOUT_OTHERS.search(low) and len(low.split()) > 5):
        for code, pattern in characteristics():
            if pattern.search(low) and (not rated or (code == "other" and "health" in low)):
                return code
    return "" if rated else _characteristic_of_cells(values)


def _characteristic_of_cells(values: Mapping[str, int]) -> str:
    """The code that the answers themselves give away ("White British", "Muslim"), or ""."""
    given = {one: often for cell, often in list(values.items())[:_VALUES] if (one := plain(cell.strip(" ;")[:120]))}
    whole = sum(given.values())
    for code, pattern in answers():
        fits = {one: often for one, often in given.items() if pattern.fullmatch(one)}
        if len(fits) > 1 and sum(fits.values()) * 2 > whole:
            return code
    return ""


def describes_health(heading: str) -> bool:
    """Whether a question asks for a condition to be described, whatever its answers look like."""
    return asks_health(heading) and bool(
        re.search(r"describe|specify|details|please state|tell us|diagnos", heading.casefold())
    )


def asks_health(heading: str) -> bool:
    """Whether a question in people's own words would be answered with a condition of theirs."""
    low = plain(heading[:300])
    return (
        bool(HEALTH.search(low))
        and (len(low.split()) <= 5 or bool(YOU.search(low)))
        and not (ABOUT_OTHERS.search(low) and "describe" not in low)
    )


def births(days: Mapping[str, int]) -> bool:
    """Whether a column of dates reaches back over lives rather than a survey: over twenty years of them, mostly before
    2015. `days` are ISO days."""
    years = sorted(int(day[:4]) for day in days)
    return len(years) >= 3 and years[-1] - years[0] >= 20 and years[len(years) // 2] < 2015


_PLACE_WORD: Final = re.compile(
    r"\b(?:Street|Road|Lane|Close|Park|Town|Centre|Green|Hill|Ward|Avenue|Way|North|South|East|West|Upper|Lower"
    r"|School|Church|Hall"
    r"|Club|Library|Group|Yes|No|Very|Not|Don|Council|High|Market|Facebook|Social|Good|Side|Waterside)\b"
)


def _bare_number(cell: str) -> bool:
    return cell.isdigit() and not cell.startswith("0") and len(cell) != 10


def _opaque(heading: str) -> bool:
    """Whether a heading asks nothing: "Contact", "Q7", "Column D"."""
    return len(plain(heading).split()) <= 2


def _most(fits: Iterable[bool]) -> bool:
    found = list(fits)
    return sum(found) * 2 > len(found)

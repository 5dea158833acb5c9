"""Reading one cell of a survey file as what its column is.

A reader is made once for a column and remembers the cells it has read: the same few answers come again thousands of
times.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ward_desk.core.choices import RESPONSE_CHANNELS
from ward_desk.core.privacy import redact_all, scan
from ward_desk.core.surveys.survey_bands import age_band, band_at, band_of, subject_of
from ward_desk.core.surveys.survey_dates import read_day
from ward_desk.core.surveys.survey_file import OUT, Planned
from ward_desk.core.surveys.survey_options import splitter
from ward_desk.core.surveys.survey_private import POSTCODE_SHAPE, may_be_personal
from ward_desk.core.surveys.survey_words import NOT_TICKED, folded, tidy
from ward_desk.core.typed import TypedError, read_number

Answer = str | tuple[str, ...] | None
Reader = Callable[[str], Answer]

_MOST_KEPT: Final = 4096  # different cells a column's reader remembers
_LONGEST_KEPT: Final = 400  # characters of a cell it remembers
_LONGEST_AREA: Final = 60
_LONGEST_ROW_ID: Final = 120
_NUMBER: Final = re.compile(
    r"(?:about|approx\.?|approximately|around|c\.?|~)? ?[£$€]? ?(-?[0-9][0-9,]{0,20}(?:\.[0-9]{1,10})?k?) ?[%£€]?"
    r"(?: ?[a-z/²]{1,12}(?: [a-z]{1,12})?\.?)?",
    re.I,
)
_COMMA: Final = re.compile(r"-?[0-9]{1,9},[0-9]{1,2}")
_HOUSE: Final = re.compile(
    r"^(?:(?:flat|apartment|apt|unit|number|no\.?|house|room) ?[0-9]{1,5}[a-z]?\b"
    r"|[0-9]{1,5}[a-z]?\b(?=[ ,/-]+\S))[ ,/.-]*",
    re.I,
)
_SECTOR: Final = re.compile(r"([a-z]{1,2}[0-9][0-9a-z]?)(?:[ -]{0,2}([0-9])[a-z]{2}| ([0-9]))", re.I)
_CHANNELS: Final = (
    ("telephone", re.compile(r"tele ?phone|(?<!smart)(?<!mobile )\bphone|\bcall(?:ed)?\b|\bcati\b")),
    ("face_to_face", re.compile(r"face.?(?:to|2).?face|\bf2f\b|in.?person|interview|door.?(?:step|to|knock)"
     r"|\bstall\b|street")),
    ("paper", re.compile(r"paper|\bpost(?:al|ed)?\b|manual|printed|by hand|hand.?written|leaflet")),
    ("online", re.compile(r"online|\bweb|link|e-?mail|facebook|social|\bqr\b|website|\bapp\b|anonymous|internet"
     r"|embed|mobile|popup")),
)  # fmt: skip


class _Remembering(dict[str, Answer]):
    """What cells were read as; its own look-up is the quickest there is."""

    def __init__(self, read: Reader) -> None:
        super().__init__({"": read("")})
        self._read = read

    def __missing__(self, cell: str) -> Answer:
        answer = self._read(cell)
        if len(self) < _MOST_KEPT and len(cell) <= _LONGEST_KEPT:
            self[cell] = answer
        return answer


def reader(planned: Planned) -> Reader:
    """A function that reads one cell of a column; it never raises.

    It gives, by role: one, scale: the answer in the spelling of the options; several, equality: a tuple of answers
    (of a column that stands for one choice, that choice when the cell is ticked); number: "7" or "7.5"; date,
    answered_on: an ISO day; age_band: a band of AGE_BANDS; area: words with nothing personal; postcode: its sector;
    channel: a code of RESPONSE_CHANNELS; text, source_row: the words. None, or (), for a blank, for what cannot be
    read (`problem` says so) and for what is left out. A date of birth is read by `birth_reader`.

    An answer to a question of choices that is none of its options is kept as given, with anything personal removed.
    """
    read = _made(planned)
    if planned.role in ("text", OUT, "birth", "source_row"):
        return read
    return _Remembering(read).__getitem__


def birth_reader(planned: Planned) -> Callable[[str, str], str | None]:
    """A function of a cell and of the response's ISO day that gives an age band, or None: of a date of birth, or of a
    year alone, in which the birthday is taken to have been."""

    def read(cell: str, answered_on: str) -> str | None:
        on = read_day(answered_on, "ymd")
        words = cell.strip()
        if on is None or not words:
            return None
        if re.fullmatch(r"(?:19|20)[0-9]{2}", words):
            born = read_day(f"{words}-01-01")
        else:
            born = read_day(words, planned.order)
            if born and born > on and re.search(r"(?<![0-9])[0-9]{2}$", words):
                born = born.replace(year=born.year - 100, day=min(born.day, 28))
        return band_at(born, on) if born else None

    return read


def problem(planned: Planned, cell: str) -> str:
    """Why a cell gave nothing, in one sentence for people; "" when it is blank or is read."""
    if not cell.strip() or planned.role in (OUT, "birth"):
        return ""
    if _made(planned)(cell) or planned.choice or planned.role in ("several", "equality", "text", "area"):
        return ""
    words = redact_all(tidy(cell)[:60])
    what = {
        "number": "a number",
        "date": "a date",
        "answered_on": "a date",
        "age_band": "ages within one of the ward's age bands",
        "postcode": "a postcode",
        "channel": "a way of answering that is known",
    }.get(planned.role)
    return f"“{words}” is not {what} that can be read." if what else ""


def channel_of(cell: str) -> str | None:
    """A code of RESPONSE_CHANNELS for the words a tool uses; None when they name none."""
    low = cell[:120].casefold()
    for code, words in RESPONSE_CHANNELS:
        if low.strip() in (code, words.casefold()):
            return code
    return next((code for code, words in _CHANNELS if words.search(low)), None)


def _sector_of(cell: str) -> str | None:
    """The sector of a postcode, "HP5 1" of "hp51ab"; None when it is none, or only an area such as "HP5"."""
    found = _SECTOR.fullmatch(tidy(cell[:20]))
    return f"{found[1].upper()} {found[2] or found[3]}" if found else None


def number_of(cell: str) -> str | None:
    """A number as it is stored, "7" or "7.5", from "7", "1,234", "£7.50", "63 %", "about 12 km", or None."""
    words = tidy(cell[:60])
    found = _NUMBER.fullmatch(words.replace("−", "-"))
    if not found:
        return None
    figures = found[1].lower()
    if _COMMA.fullmatch(figures):
        figures = figures.replace(",", ".")
    try:
        number = read_number(figures)
    except TypedError:
        return None
    whole = int(number) if abs(number) < 10**15 and number == int(number) else number
    return repr(whole)


def area_of(cell: str) -> str | None:
    """An area in at most 60 characters; a house number before a street, a postcode and a name are taken out of it."""
    words = tidy(cell[:300])
    while may_be_personal(words) and (finds := scan(words)):
        for find in reversed(finds):
            words = f"{words[: find.start]} {words[find.end :]}"
        words = tidy(words)
    words = POSTCODE_SHAPE.sub(" ", words)
    for _ in range(3):
        words = _HOUSE.sub("", words.lstrip(" ,;.-/"), count=1)
    words = re.sub(r"(?:\s*,)+", ",", tidy(words)).strip(" ,;.-/")
    return words[:_LONGEST_AREA].rstrip(" ,") or None


def _made(planned: Planned) -> Reader:
    made = _MADE.get(planned.role)
    if made is not None:
        return made(planned)
    return lambda cell: None


def _one(planned: Planned) -> Reader:
    known = {folded(option): option for option in planned.options}

    def read(cell: str) -> Answer:
        words = tidy(cell)
        return known.get(words.casefold()) or _harmless(words) or None

    return read


def _several(planned: Planned) -> Reader:
    if planned.choice:
        chosen = (planned.choice,)
        blank = NOT_TICKED - {folded(planned.choice)}
        return lambda cell: () if folded(cell) in blank else chosen
    if not planned.parts:
        one = _one(planned)

        def alone(cell: str) -> Answer:
            answer = one(cell)
            return (answer,) if isinstance(answer, str) else ()

        return alone
    split = splitter(planned.options, planned.parts)
    known = frozenset(planned.options)
    return lambda cell: tuple(one if one in known else _harmless(one) for one in split(cell))


def _equality(planned: Planned) -> Reader:
    answers = _several(planned)
    code = planned.characteristic
    subject = subject_of(code, planned.wording)
    spelt = {band_of(code, option).casefold(): band_of(code, option) for option in reversed(planned.options)}

    def read(cell: str) -> Answer:
        bands = [band for one in answers(cell) or () if (band := band_of(code, one))]
        bands = [spelt.get(band.casefold(), band) for band in bands]
        return tuple(dict.fromkeys(f"{subject}: {band}" if subject else band for band in bands))

    return read


def _day(planned: Planned) -> Reader:
    def read(cell: str) -> Answer:
        day = read_day(cell, planned.order)
        return day.isoformat() if day else None

    return read


def _text(planned: Planned) -> Reader:
    return lambda cell: cell.strip() or None


def _row_id(cell: str) -> Answer:
    return None if "@" in cell else tidy(cell)[:_LONGEST_ROW_ID] or None  # an e-mail address is nobody's number


def _harmless(words: str) -> str:
    return redact_all(words) if may_be_personal(words) else words


_MADE: Final[dict[str, Callable[[Planned], Reader]]] = {
    "one": _one,
    "scale": _one,
    "several": _several,
    "equality": _equality,
    "number": lambda planned: number_of,
    "date": _day,
    "answered_on": _day,
    "age_band": lambda planned: lambda cell: age_band(cell) if cell.strip() else None,
    "area": lambda planned: area_of,
    "postcode": lambda planned: _sector_of,
    "channel": lambda planned: channel_of,
    "text": _text,
    "source_row": lambda planned: _row_id,
}

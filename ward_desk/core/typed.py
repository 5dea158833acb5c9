"""Reading what people type, and showing it back: dates, times, money, counts, numbers and percentages.

Days come first, as in Britain. Whatever cannot be read raises TypedError: one plain sentence saying what to
type.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from ward_desk.core.errors import NotUnderstoodError
from ward_desk.core.periods import MONTHS, Month, month_number

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NEAR_DAYS = {"today": 0, "tomorrow": 1, "yesterday": -1}
YEARS = range(1900, 2200)
MOST_POUNDS = 10**12

LONGEST_COUNT = 60

PRECISION_WORDS = {  # the codes are those of choices.PRECISIONS
    "about": "about|approximately|approx|around|roughly|circa|nearly|almost|ca|c|~|≈",
    "at_least": "at least|more than|over|above|minimum|min|no fewer than|upwards of|≥|>=|>",
}
PRECISION_ENDINGS = {
    "about": "ish|or so|approximately|approx",
    "at_least": r"\+|or more|plus|and over|at least",
}
SHOWN_AS = {"exact": "{}", "about": "about {}", "at_least": "at least {}", "mixed": "about {} or more"}


class TypedError(NotUnderstoodError):
    """Something typed in a field that cannot be read as what the field holds."""


def read_date(text: str, today: date) -> date:
    """The date someone typed: 13/12, 13.12.23, 13-12-2023, 13 dec, December 13 2023, 2023-12-13, fri, +7.

    The day comes before the month. A date without a year takes the year that puts it nearest to `today` (the
    later one when equally near); a two-figure year is in the 2000s. A weekday is the next such day, today
    included; "next friday" is the one in next week, Monday to Sunday; "last friday" is the latest one before
    today. Also today, tomorrow, yesterday, "+7", "-7", "in 2 weeks", "3 days ago". Raises TypedError, saying
    when a day does not exist ("There is no 31 February.").
    """
    words = " ".join(text.lower().replace(",", " ").split())
    if not words:
        raise TypedError("Type a date, such as 13/12/2023 or 13 Dec.")
    moved = _days_from_today(words, today)
    if moved is not None:
        try:
            return today + timedelta(days=moved)
        except OverflowError:
            raise TypedError(f"“{text.strip()}” is too far away. Type a date, such as 13/12/2023.") from None
    first, _, rest = words.partition(" ")
    named = _weekday(first)
    day = _written_date(words if named is None else rest, text.strip(), today)
    if named is not None and day.weekday() != named:
        raise TypedError(
            f"{show_date(day)} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[named]}. Correct one of them."
        )
    return day


def show_date(day: date) -> str:
    """A date as people read it here: "13 Dec 2023"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year:04d}"


def read_datetime(text: str, today: date) -> datetime | date:
    """The date and time someone typed, "13/12 10:00" or "13 dec 10am"; a plain date when no time was typed.

    Dates are read as in `read_date`. The time is local and comes after the date: 10:00, 10.30, 10am, 2:30 pm,
    noon, midnight (the start of that day). Raises TypedError.
    """
    words = re.sub(r"(?<=\d)t(?=\d\d:)", " ", text.lower().replace(",", " ")).split()
    if len(words) > 1 and words[-1] in ("am", "pm", "a.m.", "p.m."):
        words[-2:] = [words[-2] + words[-1]]
    clock = _clock(words[-1]) if len(words) > 1 else None
    if clock is None:
        return read_date(text, today)
    day = " ".join(words[:-1]).removesuffix(" at")
    return datetime.combine(read_date(day, today), clock)


def show_datetime(when: datetime | date) -> str:
    """A time as people read it: "Wed 13 Dec 2023, 10:00"; a plain date has no time: "Wed 13 Dec 2023"."""
    day = f"{WEEKDAYS[when.weekday()][:3]} {show_date(when)}"
    return f"{day}, {when:%H:%M}" if isinstance(when, datetime) else day


def read_money(text: str) -> int:
    """Pence, from "£4,500", "4500.50", "4.5k", "£1.5m" or "50p". A minus sign is kept. Raises TypedError."""
    refusal = TypedError(f"“{text.strip()}” is not an amount of money. Type it as 4,500 or 4,500.50.")
    words = text.strip().lower().replace("−", "-").replace(" ", "")
    pence = re.fullmatch(r"(-?)([0-9]{1,6})p", words)
    if pence:
        return int(pence[1] + pence[2])
    if words.startswith("£-"):
        words = "-£" + words[2:]
    figures = _figures(words.replace("£", "", 1) if words.lstrip("-").startswith("£") else words)
    if figures is None:
        raise refusal
    minus, units, power = figures
    if power < -2:
        raise TypedError(f"“{text.strip()}” has parts of a penny. Type pounds and pence, such as 4,500.50.")
    amount = units * int(10 ** (power + 2))
    if amount >= MOST_POUNDS * 100:
        raise TypedError(f"“{text.strip()}” is more than the desk can hold. Check the amount.")
    return -amount if minus else amount


def show_money(pence: int) -> str:
    """Pounds, from pence: "£4,500", with pence only when there are some: "£4,500.50"."""
    pounds, odd = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}£{pounds:,}" + (f".{odd:02d}" if odd else "")


def read_number(text: str) -> int | float:
    """A bare number: "1,234", "-3", "2.5", "1.2k". Whole ones come as int. Raises TypedError."""
    number = _number(text.strip().lower().replace("−", "-"))
    if number is None:
        raise TypedError(f"“{text.strip()}” is not a number. Type figures only, such as 50 or 2.5, no unit.")
    return number


def show_number(number: float) -> str:
    """A number with thousands commas and at most two decimals: "1,234", "2.5"."""
    if isinstance(number, int):
        return f"{number:,}"
    shown = f"{number:,.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def read_percent(text: str) -> float:
    """Per cent, from "63", "63%", "62.5 per cent". May pass 100. Raises TypedError."""
    words = re.sub(r"\s*(%|per ?cent)$", "", text.strip().lower())
    number = _number(words.replace("−", "-"))
    if number is None:
        raise TypedError(f"“{text.strip()}” is not a percentage. Type it as 63 or 63%.")
    return float(number)


def read_count(text: str) -> tuple[int | float, str]:
    """A count and its precision ("exact", "about", "at_least"), from "50", "about 50", "50+", "over 400".

    "More than 400" is kept as at least 400, as the councils' papers use it (model.md, Attendance). When both
    words are there ("about 50+") it is "about". Raises TypedError, also for "numerous" and for a ceiling ("up
    to 50"), which no precision says.
    """
    rest = " ".join(text.lower().split())
    said: set[str] = set()
    peeled = len(rest) <= LONGEST_COUNT
    while peeled:
        peeled = False
        for precision in PRECISION_WORDS:
            for pattern in (
                rf"(?:{PRECISION_WORDS[precision]})\.?\s?(?=[0-9.~≈]|[a-z><≥])(.+)",
                rf"(.*[0-9a-z])\s?(?:{PRECISION_ENDINGS[precision]})",
            ):
                if found := re.fullmatch(pattern, rest):
                    rest, peeled = found[1].strip(), True
                    said.add(precision)
    number = _number(rest)
    if number is None:
        raise TypedError(f"“{text.strip()}” is not a count. Type 50, about 50 or at least 50, or leave it empty.")
    if number < 0:
        raise TypedError("A count cannot be below 0. Type 0 for none, or leave it empty if nobody counted.")
    return number, "about" if "about" in said else "at_least" if said else "exact"


def show_count(number: float, precision: str = "exact") -> str:
    """A count and its precision: "400", "about 50", "at least 400"; a mixed sum is "about 450 or more".

    Raises KeyError for any other precision.
    """
    return SHOWN_AS[precision].format(show_number(number))


def _days_from_today(words: str, today: date) -> int | None:
    if words in NEAR_DAYS:
        return NEAR_DAYS[words]
    if found := re.fullmatch(r"([+-]) ?([0-9]{1,4})", words):
        return int(found[1] + found[2])
    if found := re.fullmatch(r"(in )?([0-9]{1,4}) (day|week)s?( ago)?", words):
        if bool(found[1]) == bool(found[4]):
            return None
        return int(found[2]) * (7 if found[3] == "week" else 1) * (-1 if found[4] else 1)
    which, _, name = words.rpartition(" ")
    weekday = _weekday(name)
    if weekday is None or which not in ("", "this", "next", "last"):
        return None
    gap = weekday - today.weekday()
    return {"": gap % 7, "this": gap, "next": gap + 7, "last": gap % 7 - 7}[which]


def _weekday(word: str) -> int | None:
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(WEEKDAYS) if name.lower().startswith(word.rstrip("."))), None)


def _written_date(words: str, typed: str, today: date) -> date:
    year: str | None
    if found := re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", words):
        return _day(int(found[3]), int(found[2]), found[1], today)
    if found := re.fullmatch(r"([0-9]{1,2}) ?([-/. ]) ?([0-9]{1,2})(?: ?\2 ?([0-9]{2}|[0-9]{4}))?", words):
        return _day(int(found[1]), int(found[3]), found[4], today)
    day_first = r"([0-9]{1,2})(?:st|nd|rd|th)?[ -]?(?:of )?([a-z]+)\.?(?:[ -]?([0-9]{4}|[0-9]{2}))?"
    month_first = r"([a-z]+)\.? ?([0-9]{1,2})(?:st|nd|rd|th)?(?: ([0-9]{4}|[0-9]{2}))?"
    if found := re.fullmatch(day_first, words):
        number, name, year = found.groups()
    elif found := re.fullmatch(month_first, words):
        name, number, year = found.groups()
    else:
        raise TypedError(f"“{typed}” is not a date. Type it as 13/12/2023 or 13 Dec 2023.")
    month = month_number(name)
    if month is None:
        raise TypedError(f"“{name}” is not a month. Type the date as 13/12/2023 or 13 Dec 2023.")
    return _day(int(number), month, year, today)


def _day(number: int, month: int, year: str | None, today: date) -> date:
    if not 1 <= month <= 12:
        raise TypedError(f"There is no month {month}. Type the day first, such as 13/12/2023.")
    if year is None:
        years = [y for y in range(today.year - 1, today.year + 2) if 1 <= number <= Month(y, month).last.day]
    else:
        whole = int(year) if len(year) == 4 else 2000 + int(year)
        if whole not in YEARS:
            raise TypedError(f"The year {year} looks mistyped. Type a year from {YEARS[0]} to {YEARS[-1]}.")
        years = [whole] if 1 <= number <= Month(whole, month).last.day else []
    if not years:
        when = f" in {whole}" if year is not None and number == 29 else " near today" if number == 29 else ""
        raise TypedError(f"There is no {number} {MONTHS[month - 1]}{when}. Type a day that month has.")
    return min((date(y, month, number) for y in reversed(years)), key=lambda day: abs(day - today))


def _clock(word: str) -> time | None:
    if word in ("noon", "midday", "midnight"):
        return time(0 if word == "midnight" else 12)
    found = re.fullmatch(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?::[0-9]{2})?([ap]\.?m\.?)?", word)
    if found is None or not (found[2] or found[3]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if minute > 59 or hour > 23 or (found[3] and not 1 <= hour <= 12):
        raise TypedError(f"There is no time {word}. Type it as 10:00, 14:30 or 2:30pm.")
    if found[3]:
        hour = hour % 12 + (12 if found[3].startswith("p") else 0)
    return time(hour, minute)


def _figures(words: str) -> tuple[bool, int, int] | None:
    """Sign, whole digits and the power of ten they stand at, for "-1,234.5k"; None for anything else."""
    found = re.fullmatch(r"([-+]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?:\.([0-9]*))?\s?(k|m|thousand|million)?", words)
    if found is None or not (found[2] or found[3]) or len(words) > 30:
        return None
    part = found[3] or ""
    scale = {"k": 3, "thousand": 3, "m": 6, "million": 6}.get(found[4] or "", 0)
    return found[1] == "-", int((found[2] + part).replace(",", "")), scale - len(part)


def _number(words: str) -> int | float | None:
    figures = _figures(words)
    if figures is None:
        return None
    minus, digits, power = figures
    whole, left = divmod(digits, 10 ** max(-power, 0))
    number = float(f"{digits}e{power}") if left else whole * 10 ** max(power, 0)
    return -number if minus else number


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 figure", "2,300 responses", "3 priorities", "4 days", "2 statuses"."""
    if number == 1:
        return f"1 {noun}"
    ends_in_y = noun.endswith("y") and noun[-2:-1] not in "aeiou"
    many = f"{noun[:-1]}ies" if ends_in_y else f"{noun}es" if noun.endswith("s") else f"{noun}s"
    return f"{number:,} {many}"

"""Months, quarters and the financial year they add up to (model.md, Periods and sums).

The year starts in April unless the partnership says otherwise. Keys are what the document stores; labels are
what people read, and a quarter reads its own labels back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ward_desk.core.errors import NotUnderstoodError

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
APRIL = 4


class PeriodError(NotUnderstoodError):
    """A month, quarter or financial year that does not exist or cannot be read."""


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One calendar month; a figure belongs to the month it happened in (model.md, Periods and sums).

    Raises PeriodError when the month is not 1 to 12 or the year is not 1 to 9999.
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise PeriodError(f"There is no month {self.month}. Months go from 1 to 12.")
        if not 1 <= self.year <= 9999:
            raise PeriodError(f"There is no year {self.year} in this calendar.")

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a day falls in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """The month written as its key, "2023-12", or its label, "Dec 2023". Raises PeriodError."""
        words = text.strip().lower()
        if found := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})", words):
            return cls(int(found[1]), int(found[2]))
        name, _, year = words.partition(" ")
        if (number := month_number(name)) and re.fullmatch("[0-9]{4}", year.strip()):
            return cls(int(year), number)
        raise PeriodError(f"“{text.strip()}” is not a month. Type it as 2023-12 or Dec 2023.")

    @property
    def key(self) -> str:
        """As stored: "2023-12"."""
        return _month_key(self.year, self.month)

    @property
    def name(self) -> str:
        """The month's name alone: "December"."""
        return MONTHS[self.month - 1]

    @property
    def label(self) -> str:
        """As read: "Dec 2023"."""
        return f"{self.name[:3]} {self.year:04d}"

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, 12, 31) if self.month == 12 else self.next().first - timedelta(days=1)

    def next(self, n: int = 1) -> Month:
        """The month `n` months on; a negative `n` goes back."""
        year, month = divmod(self.year * 12 + self.month - 1 + n, 12)
        return Month(year, month + 1)


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """Quarter 1 to 4 of the financial year that starts in `start_month` of `fy_start_year`.

    Raises PeriodError when the number is not 1 to 4 or the start month is not 1 to 12.
    """

    fy_start_year: int
    number: int
    start_month: int = APRIL

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4:
            raise PeriodError(f"There is no quarter {self.number}. A year has quarters Q1 to Q4.")
        Month(self.fy_start_year, self.start_month)

    @classmethod
    def of(cls, day: date, start_month: int = APRIL) -> Quarter:
        """The quarter a day falls in."""
        years, months = divmod(day.year * 12 + day.month - start_month, 12)
        return cls(years, months // 3 + 1, start_month)

    @classmethod
    def parse(cls, text: str, start_month: int = APRIL) -> Quarter:
        """The quarter written as its key, its short form or its whole label, in any case.

        Reads "Q3 2023-24", "q3 2023/24", "2023-24-Q3", "Q3 2023-2024" and "Q3 2023-24 (October to December
        2023)"; when the year starts in January, "Q3 2023". Raises PeriodError, also when the months in
        brackets are not those of the quarter: the sender's year starts in another month.
        """
        example = cls(2023, 3, start_month)
        refusal = PeriodError(f"“{text.strip()}” is not a quarter. Type it as {example.short}.")
        words = " ".join(text.lower().replace("–", "-").split())
        main, bracket, months = words.partition("(")
        year = r"(?P<year>[0-9]{4})(?:\s?[-/]\s?(?P<to>[0-9]{2}|[0-9]{4}))?"
        found = re.fullmatch(rf"q(?P<q>[1-4]),?\s*{year}", main.strip()) or re.fullmatch(
            rf"{year}[-\s]\s?q(?P<q>[1-4])", main.strip()
        )
        if found is None:
            raise refusal
        quarter = cls(int(found["year"]), int(found["q"]), start_month)
        ends = found["to"]
        if ends is None and start_month != 1:
            raise refusal
        if ends is not None and ends not in _year_ends(quarter.fy_start_year):
            raise PeriodError(
                f"“{found['year']}-{ends}” is not one financial year. Type two in a row: {example.short}."
            )
        if bracket and months.rstrip(") ") not in (quarter.long.lower(), quarter.plain.lower()):
            raise PeriodError(f"{quarter.short} is {quarter.long} here, not “{months.rstrip(') ')}”.")
        return quarter

    @property
    def months(self) -> tuple[Month, Month, Month]:
        """Its three months in order."""
        return _months(self)

    @property
    def year_to_date(self) -> tuple[Month, ...]:
        """The months from the start of the financial year to the end of this quarter."""
        return _year_to_date(self)

    @property
    def quarters_to_date(self) -> tuple[Quarter, ...]:
        """The quarters from the start of the financial year up to and with this one."""
        return _quarters_to_date(self)

    @property
    def first(self) -> date:
        """The first day."""
        return self.months[0].first

    @property
    def last(self) -> date:
        """The last day."""
        return self.months[2].last

    @property
    def year_label(self) -> str:
        """The financial year: "2023-24"; "2023" when it starts in January."""
        year = f"{self.fy_start_year:04d}"
        return year if self.start_month == 1 else f"{year}-{(self.fy_start_year + 1) % 100:02d}"

    @property
    def key(self) -> str:
        """As stored: "2023-24-Q3"."""
        return _quarter_key(self)

    @property
    def to_date_key(self) -> str:
        """Key of a figure entered for the year up to the end of this quarter: "2023-24-YTD-Q3".

        In the first quarter the year to date is the quarter, and so is the key.
        """
        return self.key if self.number == 1 else f"{self.year_label}-YTD-Q{self.number}"

    @property
    def short(self) -> str:
        """Short label: "Q3 2023-24"."""
        return f"Q{self.number} {self.year_label}"

    @property
    def long(self) -> str:
        """Months in full: "October to December 2023", or "December 2023 to February 2024"."""
        return self._span(whole_names=True)

    @property
    def plain(self) -> str:
        """Months for a heading (GOV.UK, research.md section 2): "Oct to Dec 2023"."""
        return self._span(whole_names=False)

    @property
    def label(self) -> str:
        """The whole label: "Q3 2023-24 (October to December 2023)"."""
        return f"{self.short} ({self.long})"

    @property
    def previous(self) -> Quarter:
        """The quarter before."""
        return self._step(-1)

    @property
    def next(self) -> Quarter:
        """The quarter after."""
        return self._step(1)

    @property
    def same_last_year(self) -> Quarter:
        """The same quarter one financial year back."""
        return self._step(-4)

    def __contains__(self, when: date | Month) -> bool:
        month = when if isinstance(when, Month) else Month.of(when)
        return month in self.months

    def _step(self, n: int) -> Quarter:
        year, number = divmod(self.fy_start_year * 4 + self.number - 1 + n, 4)
        return Quarter(year, number + 1, self.start_month)

    def _span(self, whole_names: bool) -> str:
        first, _, last = self.months
        start, end = (month.name if whole_names else month.name[:3] for month in (first, last))
        opening = start if first.year == last.year else f"{start} {first.year:04d}"
        return f"{opening} to {end} {last.year:04d}"


def return_due(quarter: Quarter, due_day: int) -> date:
    """The day a quarter's return is due: day `due_day` of the month after the quarter ends.

    A day the month does not have becomes its last day. Raises PeriodError unless `due_day` is 1 to 31.
    """
    if not 1 <= due_day <= 31:
        raise PeriodError(f"There is no day {due_day} in a month. Type the day a return is due as 1 to 31.")
    month = quarter.months[2].next()
    return min(month.first + timedelta(days=due_day - 1), month.last)


def month_number(word: str) -> int | None:
    """1 to 12 for "dec", "Sept" or "December", from three letters on; None for any other word."""
    word = word.lower().rstrip(".")
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(word)), None)


def _year_ends(start: int) -> tuple[str, str]:
    return f"{(start + 1) % 100:02d}", f"{start + 1:04d}"


# Kept: the sums of every count ask for these of the same few quarters, and years have an end.
@cache
def _month_key(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}"


@cache
def _quarter_key(quarter: Quarter) -> str:
    return f"{quarter.year_label}-Q{quarter.number}"


@cache
def _months(quarter: Quarter) -> tuple[Month, Month, Month]:
    start = Month(quarter.fy_start_year, quarter.start_month).next(3 * (quarter.number - 1))
    return start, start.next(), start.next(2)


@cache
def _year_to_date(quarter: Quarter) -> tuple[Month, ...]:
    start = Month(quarter.fy_start_year, quarter.start_month)
    return tuple(start.next(n) for n in range(3 * quarter.number))


@cache
def _quarters_to_date(quarter: Quarter) -> tuple[Quarter, ...]:
    return tuple(Quarter(quarter.fy_start_year, n, quarter.start_month) for n in range(1, quarter.number + 1))


@cache
def is_period(key: str, start_month: int) -> bool:
    """Whether a figure's key is that of a month, a quarter or a year to date."""
    try:
        if "Q" in key:
            Quarter.parse(key.replace("-YTD", ""), start_month)
        else:
            Month.parse(key)
    except PeriodError:
        return False
    return True

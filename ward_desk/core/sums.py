"""How figures add up over a period, and how the sum is judged (model.md, Periods and sums).

A missing month is never zero, a percentage is never a mean of percentages, different people are never summed,
and no sum is more precise than its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import fsum, isclose

from ward_desk.core.periods import Month, Quarter
from ward_desk.core.typed import SHOWN_AS, show_money, show_number

# Two facts a precision may carry: "at least" is 1, "about" is 2, both are 3. Joining never loses one.
_JOINED = ("exact", "at_least", "about", "mixed")

REASONS = {
    "empty": "no figure yet",
    "no_base": "a percentage with no base cannot be added up: enter how many out of how many",
    "base_zero": "the base is 0, so there is no percentage",
    "no_answers": "a mean with no number of answers cannot be pooled: enter how many answered",
    "people": "different people cannot be added up: enter the figure for the whole period",
    "people_twice": "different people cannot be added up: enter one figure for the period",
    "stock_twice": "a stock has one figure a month: two are entered for the last one",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of a count. `period` is the key of its month or quarter; a value of None is not zero.

    A rate holds `numerator` and `denominator` (its value may be empty); a score holds its mean in `value` and
    the number of answers in `n`. `precision` is "exact", "about" or "at_least".
    """

    period: str
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    precision: str = "exact"
    n: float | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """What the parts come to over a period, and what a reader has to know about it.

    `value` is None when there is none, and then `reason` says why. A rate is in per cent. `precision` is that
    of the parts together: "exact", "at_least", "about", or "mixed" when some are about and some at least.
    `base` is the denominators' sum of a rate (`numerator` beside it) or the number of answers of a score.
    `have` of `want` periods, named by `periods` ("months" or "quarters"), have a figure. `at` is the label of
    the period a stock was read, `stale` when that is not the last one.
    """

    value: float | None = None
    precision: str = "exact"
    base: float | None = None
    numerator: float | None = None
    have: int = 0
    want: int = 0
    periods: str = "months"
    at: str = ""
    stale: bool = False
    reason: str = ""

    @property
    def complete(self) -> bool:
        """Whether the value stands for the whole period. A stock needs its last month only."""
        return self.value is not None and (not self.stale if self.at else self.have == self.want)


def add_up(nature: str, parts: Iterable[Part], periods: Sequence[Month | Quarter], entered_for: str = "") -> Total:
    """The total of a count over some months (or quarters, for a quarterly count), in order.

    Parts of other periods are left out; several in one period (events) are taken together. Different people
    are read from the part whose period is `entered_for`, or from the only period asked for: they are never
    summed. Raises KeyError for an unknown nature.
    """
    adding = _ADDING[nature]
    given = [p for p in parts if p.value is not None or (nature == "rate" and p.numerator is not None)]
    named = "quarters" if periods and isinstance(periods[0], Quarter) else "months"
    if not given and nature != "people":
        return Total(want=len(periods), periods=named, reason=REASONS["empty"])
    keys = [period.key for period in periods]
    having = {part.period for part in given}
    known = [key for key in keys if key in having]
    counted = Total(have=len(known), want=len(keys), periods=named)
    if nature == "people":
        whole = entered_for or (keys[0] if len(keys) == 1 else "")
        return adding([part for part in given if part.period == whole], counted)
    if not known:
        return Total(want=counted.want, periods=counted.periods, reason=REASONS["empty"])
    if nature == "stock":
        last = periods[keys.index(known[-1])]
        at = last.label if isinstance(last, Month) else last.short
        counted = replace(counted, at=at, stale=known[-1] != keys[-1])
        known = known[-1:]
    return adding([part for part in given if part.period in known], counted)


def quarter_total(nature: str, parts: Iterable[Part], quarter: Quarter, frequency: str = "monthly") -> Total:
    """The total of one quarter. `frequency` is the count's: "monthly" or "quarterly"."""
    periods = quarter.months if frequency == "monthly" else (quarter,)
    return add_up(nature, parts, periods, entered_for=quarter.key)


def year_to_date(nature: str, parts: Iterable[Part], quarter: Quarter, frequency: str = "monthly") -> Total:
    """The total from the start of the financial year to the end of a quarter.

    Different people are read from the figure entered under `quarter.to_date_key`.
    """
    periods = quarter.year_to_date if frequency == "monthly" else quarter.quarters_to_date
    return add_up(nature, parts, periods, entered_for=quarter.to_date_key)


def join_precision(precisions: Iterable[str]) -> str:
    """The precision of a sum: "about" with "at_least" is "mixed"; nothing makes it better again."""
    facts = 0
    for precision in precisions:
        facts |= _JOINED.index(precision)
    return _JOINED[facts]


def show_total(total: Total, unit: str = "") -> str:
    """A total in words: "about 50 (2 of 3 months)", "63% (17 of 27)", "4.2 (27 answers)", "no figure yet".

    `unit` follows the number; "%" stands against it, and "£" makes an amount of pounds (the value is pounds).
    """
    if total.value is None:
        return total.reason
    if unit == "£":
        amount = show_money(round(total.value * 100))
    elif unit == "%":
        amount = show_number(round(total.value, 1)) + "%"
    else:
        amount = f"{show_number(total.value)} {unit}".strip()
    shown = SHOWN_AS[total.precision].format(amount)
    notes = []
    if total.base is not None:
        top, base = total.numerator, show_number(total.base)
        notes.append(f"{base} answers" if top is None else f"{show_number(top)} of {base}")
    if total.stale:
        notes.append(f"at {total.at}, later {total.periods} missing")
    elif not total.complete:
        notes.append(completeness(total))
    return f"{shown} ({', '.join(notes)})" if notes else shown


def completeness(total: Total) -> str:
    """How much of the period has a figure: "2 of 3 months"."""
    return f"{total.have} of {total.want} {total.periods if total.want != 1 else total.periods[:-1]}"


DIRECTIONS = {  # code: word, arrow. The arrow points up for better, also where a lower figure is better.
    "better": ("Better", "↑"),
    "same": ("Same", "→"),
    "worse": ("Worse", "↓"),
    "none": ("No comparator", "–"),
}


def direction(now: float | None, before: float | None, better: str, tolerance: float = 0) -> str:
    """Direction of travel, a key of DIRECTIONS: "better", "same", "worse", or "none" without both figures.

    `better` is "higher" or "lower"; a change of at most `tolerance`, in the figure's own unit, is the same.
    """
    if now is None or before is None:
        return "none"
    gain = _gain(now, before, better)
    if abs(gain) <= tolerance or isclose(now, before, rel_tol=1e-9, abs_tol=1e-12):
        return "same"
    return "better" if gain > 0 else "worse"


def comparator(same_last_year: float | None, previous: float | None) -> float | None:
    """What a figure off target is compared with: the same period last year, else the period before."""
    return previous if same_last_year is None else same_last_year


def against_target(
    value: float | None, target: float | None, tolerance_pct: float, better: str, before: float | None
) -> str | None:
    """The rating of a figure: "green", "amber", "red", or None without a figure or a target.

    Within `tolerance_pct` per cent of its target or better is green; outside it but better than `before` (see
    `comparator`) is amber; else red.
    """
    if value is None or target is None:
        return None
    slack = abs(target) * tolerance_pct / 100
    if _gain(value, target, better) >= -slack - abs(target) * 1e-9:
        return "green"
    return "amber" if direction(value, before, better) == "better" else "red"


def share_due(nature: str, target: float, months_elapsed: int, months_in_year: int = 12) -> float:
    """The part of a yearly target due by now: a flow's by the month, any other nature's whole."""
    return target * months_elapsed / months_in_year if nature == "flow" else target


def unusual(value: float | None, history: Iterable[float | None]) -> bool:
    """Whether a figure is outside three times its usual range, and so wants a note before a return is signed.

    The usual range is the spread of the middle half of the earlier figures, and never less than a tenth of
    their median (or than 1, for whole numbers). A figure more than three such ranges from the median is
    unusual. With fewer than four earlier figures nothing is.
    """
    earlier = sorted(figure for figure in history if figure is not None)
    if value is None or len(earlier) < 4:
        return False
    middle = _at_share(earlier, 0.5)
    whole = all(float(figure).is_integer() for figure in earlier)
    spread = _at_share(earlier, 0.75) - _at_share(earlier, 0.25)
    usual = max(spread, abs(middle) / 10, 1.0 if whole else 0.0)
    return abs(value - middle) > 3 * usual


def _gain(now: float, before: float, better: str) -> float:
    return before - now if better == "lower" else now - before


def _at_share(ordered: Sequence[float], share: float) -> float:
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _flow(parts: Sequence[Part], counted: Total) -> Total:
    values = [part.value for part in parts if part.value is not None]
    # Not by `replace`, which takes longer than the sum itself: most figures on a page are of this kind.
    return Total(_plain(fsum(values)), _joined(parts), have=counted.have, want=counted.want, periods=counted.periods)


def _rate(parts: Sequence[Part], counted: Total) -> Total:
    tops = [part.numerator for part in parts if part.numerator is not None]
    bases = [part.denominator for part in parts if part.denominator is not None]
    if not len(tops) == len(bases) == len(parts) or any(base < 0 for base in bases):
        return replace(counted, reason=REASONS["no_base"])
    top, base = fsum(tops), fsum(bases)
    if not base:
        return replace(counted, reason=REASONS["base_zero"])
    value = _plain(100 * top / base)
    return replace(counted, value=value, numerator=_plain(top), base=_plain(base), precision=_joined(parts))


def _score(parts: Sequence[Part], counted: Total) -> Total:
    pairs = [(p.value, p.n) for p in parts if p.value is not None and p.n is not None and p.n > 0]
    if len(pairs) < len(parts):
        return replace(counted, reason=REASONS["no_answers"])
    base = fsum(n for _, n in pairs)
    value = _plain(fsum(mean * n for mean, n in pairs) / base)
    return replace(counted, value=value, base=_plain(base), precision=_joined(parts))


def _stock(parts: Sequence[Part], counted: Total) -> Total:
    if len(parts) > 1:
        return replace(counted, reason=REASONS["stock_twice"])
    return replace(counted, value=parts[0].value, precision=parts[0].precision)


def _people(parts: Sequence[Part], counted: Total) -> Total:
    whole = replace(counted, have=len(parts), want=1, periods="figures")
    if not parts:
        return replace(whole, reason=REASONS["people" if counted.want > 1 else "empty"])
    if len(parts) > 1:
        return replace(whole, reason=REASONS["people_twice"])
    return replace(whole, value=parts[0].value, precision=parts[0].precision)


_ADDING = {"flow": _flow, "stock": _stock, "rate": _rate, "people": _people, "score": _score}


def _joined(parts: Iterable[Part]) -> str:
    return join_precision(part.precision for part in parts)


def _plain(number: float) -> float:
    """A whole number as int, so that 50 never reads 50.0."""
    return int(number) if number.is_integer() else number

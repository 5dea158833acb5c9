"""Survey question: what people answered to one question, in the order it is shown in, and what it says in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from ward_desk.core.fields import text
from ward_desk.core.periods import Month, PeriodError
from ward_desk.core.records import Row
from ward_desk.core.surveys import number_summary, scale_shares, scales
from ward_desk.core.surveys.number_summary import Summary
from ward_desk.core.surveys.scale_shares import Recommend, Scale, share_words
from ward_desk.core.typed import show_number
from ward_desk.service.surveys import surveys

NO_THEME: Final = "No theme yet"
MOST_ANSWERS: Final = 40  # of one question that are shown; the rest are counted as "… other answers"


class QuestionResult(NamedTuple):
    """What people answered to one question. `answers` are (answer, how many) as they are drawn: in order of size, of
    a scale from low to high, of dates by month. `unread` answers are no number or no date."""

    id: str
    wording: str
    kind: str
    base: int
    answers: tuple[tuple[str, int], ...] = ()
    scale: Scale | None = None
    ends: tuple[str, str] = ("", "")  # what the sides of the scale are called
    numbers: Summary | None = None
    recommend: Recommend | None = None
    unread: int = 0

    @property
    def note(self) -> str:
        """What has to be known of the numbers: "Several could be chosen, n = 86"."""
        parts = ["Several could be chosen"] if self.kind == "several" else []
        base = self.scale.base if self.scale is not None else self.base
        return ", ".join([*parts, f"n = {base:,}"])

    @property
    def said(self) -> str:
        """What the picture comes to, in words; "" where its bars say it all."""
        parts = [self._scale_words(), self._number_words(), self._recommend_words(), self._text_words()]
        if self.unread:
            what = "number" if self.kind == "number" else "date"
            parts.append(f"{self.unread:,} answered something that is no {what}.")
        return " ".join(filter(None, parts))

    def _scale_words(self) -> str:
        if self.scale is None or not self.scale.base:
            return ""
        low, high = self.ends
        base = self.scale.base
        said = [f"{share_words(self.scale.total('low'), base)} {low}"]
        if any(step.side == "middle" for step in self.scale.steps):
            said.append(f"{share_words(self.scale.total('middle'), base)} in between")
        said.append(f"{share_words(self.scale.total('high'), base)} {high}")
        apart = "".join(f" {number:,} more said “{words}”." for words, number in self.scale.apart)
        return f"{', '.join(said)}.{apart}"

    def _number_words(self) -> str:
        of = self.numbers
        if of is None:
            return ""
        mean, median, spread = (show_number(round(one, 1)) for one in (of.mean, of.median, of.deviation))
        middle = " to ".join(show_number(round(one, 1)) for one in (of.quarter, of.three_quarters))
        return f"Mean {mean}, median {median}; half of the answers lie from {middle}; standard deviation {spread}."

    def _recommend_words(self) -> str:
        of = self.recommend
        if of is None:
            return ""
        every = sum(of)
        return (
            f"{share_words(of.promoters, every)} would recommend (9 or 10), {share_words(of.detractors, every)} would"
            f" not (0 to 6): a net score of {of.score:+d}."
        )

    def _text_words(self) -> str:
        if self.kind != "text" or not self.base:
            return ""
        return f"{self.base:,} {'person' if self.base == 1 else 'people'} wrote something."


def of_question(question: Row, base: int, given: Mapping[str, int]) -> QuestionResult:
    """What was answered to a question of choices, a scale, numbers or dates; `given` is answer -> how many."""
    kind, options = text(question, "kind"), surveys.options_of(question)
    if kind == "scale":
        options = options or steps_of(given)
    made = QuestionResult(text(question, "id"), text(question, "wording"), kind, base)
    if kind == "scale":
        scale = scale_shares.scale(options, given)
        steps = tuple((step.words, step.number) for step in scale.steps)
        numbers = _numbers(given)[0]
        return made._replace(
            answers=(*steps, *scale.apart), scale=scale, ends=scale_shares.ends(options),
            recommend=scale_shares.recommend(made.wording, numbers, options),
        )  # fmt: skip
    if kind == "number":
        numbers, unread = _numbers(given)
        summary = number_summary.summary(numbers)
        bars = tuple((one.words, one.number) for one in summary.bins) if summary else ()
        recommend = scale_shares.recommend(made.wording, numbers)
        return made._replace(answers=bars, numbers=summary, recommend=recommend, unread=unread)
    if kind == "date":
        months, unread = _months(given)
        return made._replace(answers=months, unread=unread)
    every = {option: given.get(option, 0) for option in options} | dict(given)
    return made._replace(answers=_shortened(scale_shares.by_size(every)))


def steps_of(given: Collection[str]) -> list[str]:
    """The steps of a scale that was given none: those that were chosen, in the order known for their words, or as
    numbers."""
    known = scales.ordered(given)
    return list(known.options) if known else sorted(given, key=lambda one: (number_summary.read(one) or 0.0, one))


def _numbers(given: Mapping[str, int]) -> tuple[dict[float, int], int]:
    """The numbers among some answers and how often each was given, and how many answers are none."""
    numbers: dict[float, int] = {}
    unread = 0
    for words, times in given.items():
        number = number_summary.read(words)
        if number is None:
            unread += times
        else:
            numbers[number] = numbers.get(number, 0) + times
    return numbers, unread


def _months(given: Mapping[str, int]) -> tuple[tuple[tuple[str, int], ...], int]:
    months: dict[str, int] = {}
    unread = 0
    for words, times in given.items():
        month = month_label(words[:7])
        if month:
            months[words[:7]] = months.get(words[:7], 0) + times
        else:
            unread += times
    return _shortened([(month_label(month), months[month]) for month in sorted(months)]), unread


def month_label(month: str) -> str:
    """ "Oct 2023" of "2023-10"; "" of what is no month."""
    try:
        return Month.parse(month).label
    except PeriodError:
        return ""


def _shortened(answers: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    if len(answers) <= MOST_ANSWERS:
        return tuple(answers)
    rest = answers[MOST_ANSWERS:]
    return (*answers[:MOST_ANSWERS], (f"{len(rest):,} other answers", sum(number for _, number in rest)))


def of_text(question: Row, base: int, themes: Sequence[tuple[str, int]]) -> QuestionResult:
    """What was written in answer to a question: how many people did, and how many of their comments have each of
    (theme, how many)."""
    sorted_any = any(name for name, _ in themes)
    answers = tuple((name or NO_THEME, number) for name, number in themes) if sorted_any else ()
    return QuestionResult(text(question, "id"), text(question, "wording"), "text", base, answers)

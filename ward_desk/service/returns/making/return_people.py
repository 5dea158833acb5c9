"""Return people: what surveys said, and who answered, with small numbers of people hidden.

Written answers are counted, never printed. Who answered a survey is told once, when it has closed: two returns of a
growing survey would give away by subtraction what each of them hides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ward_desk.core import small_numbers
from ward_desk.core.fields import number, text, whole
from ward_desk.core.records import Row
from ward_desk.exchange.returns.return_data import ReturnRow
from ward_desk.service.returns.making.return_tables import words
from ward_desk.service.returns.making.return_view import Loaded
from ward_desk.service.surveys.survey_own_words import offered
from ward_desk.store import returns
from ward_desk.store import surveys as stored

WRITTEN: Final = "Written answers (kept in the ward)"
OTHER: Final = "Another answer"
MEAN: Final = "Mean of the answers"
AS_TOLD: Final = (
    "Given as in the return sent before: so few have changed since that the difference would say who they are."
)
LONGEST_ANSWER: Final = 60  # characters; a longer one is somebody's own words

Group = dict[str, int | None]  # band -> number of people, None when not available


def surveys(loaded: Loaded) -> list[ReturnRow]:
    """How many gave each answer, with the base of each question; provisional while a survey is open."""
    view = loaded.view
    answers = view.grouped("response", "question")
    questions = view.grouped("question", "survey")
    tiny = tiny_surveys(loaded)
    rows: list[ReturnRow] = []
    for survey in view.of("survey"):
        own = text(survey, "id")
        withheld = own in tiny
        still_open = not _closed(loaded, survey)
        for question in questions.get(own, ()):
            given = answers.get(text(question, "id"), [])
            base = whole(given[0], "base") if given else 0
            for answer, count in _answers(question, given, _threshold(loaded)):
                share = None
                if base and count is not None and answer not in (WRITTEN, MEAN):
                    share = round(100 * count / base, 1)
                rows.append({
                    "ref": text(survey, "ref"), "survey": text(survey, "title") or "(no title)",
                    "question": text(question, "wording") or "(no question)", "answer": answer,
                    "number": None if withheld else count, "base": None if withheld else base,
                    "share": None if withheld else share,
                    "mark": small_numbers.HIDDEN if withheld else "[p]" if still_open else "",
                })  # fmt: skip
    return rows


def _answers(question: Row, given: list[Row], least: int) -> Iterable[tuple[str, float | None]]:
    """Each answer that may be printed and how many gave it, in the order of the question's own options; what people
    wrote beside them counts as another answer."""
    kind = text(question, "kind")
    if kind == "text":
        return [(WRITTEN, whole(given[0], "base") if given else 0)]
    if kind == "number":
        return [(MEAN, _mean(given))]
    counted = {text(row, "answers"): whole(row, "number") or 0 for row in given}
    options = offered(question, counted, (), least)
    listed = options if text(question, "options") else [one for one in counted if len(one) <= LONGEST_ANSWER]
    result: list[tuple[str, float | None]] = [(answer, counted.pop(answer, 0)) for answer in listed]
    if counted:
        result.append((OTHER, sum(counted.values())))
    return result


def _mean(given: list[Row]) -> float | None:
    pairs = []
    for row in given:
        try:
            pairs.append((float(text(row, "answers").replace(",", "")), whole(row, "number") or 0))
        except ValueError:
            continue
    answers = sum(n for _, n in pairs)
    return round(sum(value * n for value, n in pairs) / answers, 2) if answers else None


def who_answered(loaded: Loaded) -> list[ReturnRow]:
    """Totals of people by characteristic. Numbers from 1 to below the threshold are hidden, and the fewest others
    that would give them away."""
    told = _told(loaded)
    rows: list[ReturnRow] = []
    for source, characteristic, group in _groups(loaded):
        made = _masked(loaded, source, characteristic, group)
        before = told.get((text(source, "ref"), characteristic), [])
        rows += made if _may_be_told(made, before, _threshold(loaded)) else before[-1]
    return rows


def as_told_before(loaded: Loaded) -> list[str]:
    """Surveys and events whose totals have changed since a return was sent, by so few people that the two together
    would say who they are: they are given as they were sent."""
    told = _told(loaded)
    return [
        f"{_name(source)}: {characteristic}"
        for source, characteristic, group in _groups(loaded)
        if not _may_be_told(
            _masked(loaded, source, characteristic, group),
            told.get((text(source, "ref"), characteristic), []),
            _threshold(loaded),
        )
    ]


def _masked(loaded: Loaded, source: Row, characteristic: str, group: Group) -> list[ReturnRow]:
    """The rows of one group, what is small hidden; none at all of an event of so few people that nothing may be said
    of them, for how many came to it stands elsewhere in the return (see `too_few`)."""
    mask = small_numbers.hide_list(list(group.values()), _threshold(loaded))
    if mask.total_hidden and ("event", text(source, "id")) in loaded.view.by_id:
        return []
    rows: list[ReturnRow] = []
    for (band, people), hidden in zip(group.items(), mask.cells, strict=True):
        shown = small_numbers.show(people, hidden)
        rows.append({
            "source": _name(source), "characteristic": characteristic, "band": band,
            "number": shown if isinstance(shown, int) else None, "mark": shown if isinstance(shown, str) else "",
        })  # fmt: skip
    return rows


def _told(loaded: Loaded) -> dict[tuple[str, str], list[list[ReturnRow]]]:
    """(reference of a survey or event, characteristic) -> its rows in each return that was sent, oldest first."""
    found: dict[tuple[str, str], list[list[ReturnRow]]] = {}
    for rows in returns.sent_each(loaded.store, "who_answered"):
        groups: dict[tuple[str, str], list[ReturnRow]] = {}
        for row in rows:
            ref = str(row["source"] or "").partition(" ")[0]
            groups.setdefault((ref, str(row["characteristic"])), []).append({**row})  # type: ignore[dict-item]
        for key, group in groups.items():
            found.setdefault(key, []).append(group)
    return found


def _may_be_told(made: Sequence[ReturnRow], told: Iterable[Sequence[ReturnRow]], least: int) -> bool:
    """Whether rows may stand beside those sent before: they are the same, or nothing of either is hidden and no number
    differs by so few people that the difference is itself a small number."""
    now = _by_band(made)
    for before in map(_by_band, told):
        if not now or now == before:
            continue
        if small_numbers.HIDDEN in (*now.values(), *before.values()):
            return False
        changed = (_difference(now.get(band), before.get(band)) for band in now.keys() | before.keys())
        if any(0 < change < least for change in changed):
            return False
    return True


def _by_band(rows: Iterable[ReturnRow]) -> dict[str, int | str]:
    """band -> its number, or the mark in its place."""
    return {
        str(row["band"]): people if isinstance(people := row["number"], int) else str(row["mark"] or "")
        for row in rows
    }  # fmt: skip


def _difference(now: int | str | None, before: int | str | None) -> int:
    return abs((now if isinstance(now, int) else 0) - (before if isinstance(before, int) else 0))


def too_few(loaded: Loaded) -> list[str]:
    """Events of so few people that with the number who came, the bands would say who they are: they are left out."""
    return [
        f"{_name(source)}: {characteristic}"
        for source, characteristic, group in _groups(loaded)
        if ("event", text(source, "id")) in loaded.view.by_id
        and small_numbers.hide_list(list(group.values()), _threshold(loaded)).total_hidden
    ]


def tiny_surveys(loaded: Loaded) -> frozenset[str]:
    """Surveys whose number of answers is itself withheld: with it, a hidden number could be worked out."""
    return frozenset(
        text(source, "id")
        for source, _, group in _groups(loaded)
        if small_numbers.hide_list(list(group.values()), _threshold(loaded)).total_hidden
    )


def not_yet_told(loaded: Loaded) -> list[str]:
    """Surveys that are still open at the end of the quarter: who answered them is told when they close."""
    return [_name(survey) for survey in loaded.view.of("survey") if not _closed(loaded, survey)]


def _groups(loaded: Loaded) -> Iterable[tuple[Row, str, Group]]:
    """(survey or event, characteristic, number by band). Age comes from the totals, or else from the responses."""
    view = loaded.view
    totals: dict[tuple[str, str], Group] = {}
    for row in view.of("equality_total"):
        owner = text(row, "survey") or text(row, "event")
        group = totals.setdefault((owner, words("equality_total", row, "characteristic") or "Other"), {})
        band, people = text(row, "band") or "(no band)", _people(row)
        group[band] = people if group.get(band) is None else (group[band] or 0) + (people or 0)
    closed = [survey for survey in view.of("survey") if _closed(loaded, survey)]
    surveyed = {text(survey, "id") for survey in closed}
    for source in [*closed, *(event for event in view.of("event") if view.in_quarter(text(event, "start")))]:
        own = text(source, "id")
        if own in surveyed and (own, "Age") not in totals:
            bands = stored.age_bands(loaded.store, own)
            if bands:
                yield source, "Age", {text(row, "band"): _people(row) for row in bands}
        for (owner, characteristic), group in totals.items():
            if owner == own:
                yield source, characteristic, group


def _closed(loaded: Loaded, survey: Row) -> bool:
    """Whether a survey's answers are complete: it closed in the quarter, or was held on one day of it."""
    ended = text(survey, "closes") or text(survey, "opens")
    return loaded.view.in_quarter(ended)


def _people(row: Row) -> int | None:
    """A number of people; one below 0 is none that can be given."""
    people = whole(row, "number")
    return None if people is None or people < 0 else people


def _threshold(loaded: Loaded) -> int:
    return max(int(number(loaded.view.of("partnership")[0], "small_number") or small_numbers.THRESHOLD), 2)


def _name(source: Row) -> str:
    return f"{text(source, 'ref')} {text(source, 'title')}".strip()

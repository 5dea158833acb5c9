"""Results charts: a question as a picture to copy, print or save, with its numbers, small ones hidden."""

from __future__ import annotations

from typing import Final

from ward_desk.core.small_numbers import HIDDEN
from ward_desk.core.surveys.scale_shares import share_words
from ward_desk.service.surveys.results import survey_outgoing
from ward_desk.service.surveys.results.survey_question import QuestionResult
from ward_desk.service.surveys.results.survey_results import SurveyResult
from ward_desk.ui.charts.chart_data import MADE_UP, Chart, Data
from ward_desk.ui.charts.scale_tones import tones
from ward_desk.ui.charts.survey_parts import AnswerBar, Answers, ScaleAnswers, ScalePart

HEADS: Final = ("Answer", "Number", "Share of those who answered")


def chart(survey: SurveyResult, result: QuestionResult, least: int) -> Chart:
    """A question as it may leave the window; numbers of people below `least` are hidden."""
    out = survey_outgoing.outgoing(result, least)
    rows = tuple((line.words, line.number_words, line.share_words) for line in out.lines)
    note = "Several could be chosen, " if result.kind == "several" else ""
    what = "Comments by theme, " if result.kind == "text" else ""
    notes = [out.said] if out.said else []
    if out.hidden:
        notes.append(f"{HIDDEN}: a number of people below {least}, or one that would give it away.")
    if survey.illustrative:
        notes.append(MADE_UP)
    empty = (
        "" if out.lines else "Nobody has answered this yet" if not result.base else "Its numbers are too small to show"
    )
    return Chart(
        result.wording, f"{survey.title}: {note}{what}n = {out.base}", _data(result, out), HEADS, rows, (),
        f"{survey.ref} {survey.title}".strip(), tuple(notes), empty,
    )  # fmt: skip


def _data(result: QuestionResult, out: survey_outgoing.Outgoing) -> Data:
    if result.scale is not None and not out.hidden:
        base = result.scale.base
        tone = tones(len(result.scale.steps))
        return ScaleAnswers(tuple(
            ScalePart(step.words, step.number, share_words(step.number, base), tone[place])
            for place, step in enumerate(result.scale.steps)
        ))  # fmt: skip
    bars = []
    for line in out.lines:
        beside = dict.fromkeys(words for words in (line.number_words, line.share_words) if words)
        bars.append(AnswerBar(line.words, line.number, "  ".join(beside)))
    return Answers(tuple(bars))

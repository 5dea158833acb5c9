"""Results out: the numbers of a survey as a table in a file, and its results on paper."""

from __future__ import annotations

from typing import Final

from ward_desk.core.small_numbers import HIDDEN
from ward_desk.exchange import table_out
from ward_desk.exchange.table_out import Cell as TableCell
from ward_desk.exchange.table_out import Table
from ward_desk.service import list_export
from ward_desk.service.document import Document
from ward_desk.service.surveys.results import survey_compare, survey_outgoing, survey_results, survey_voices
from ward_desk.service.surveys.results.survey_compare import Comparison
from ward_desk.service.surveys.results.survey_question import QuestionResult
from ward_desk.service.surveys.results.survey_results import SurveyResult
from ward_desk.service.surveys.results.survey_voices import Group as Voices
from ward_desk.ui.charts.chart_data import MADE_UP
from ward_desk.ui.paper.paper_parts import Cell, Column, Group, Paper, Row

TITLE: Final = "Survey results"
_COLUMNS: Final = (
    table_out.Column("Question"), table_out.Column("Answer"), table_out.Column("Number", "number"),
    table_out.Column("Share of those who answered"), table_out.Column("n", "number"), table_out.Column("In words"),
)  # fmt: skip

_PAPER: Final = (
    Column("Answer", 330), Column("Number", 70), Column("Share of those who answered", 150), Column("In words", 240),
)  # fmt: skip


def hidden_words(least: int) -> str:
    """What is said of hidden numbers."""
    return f"{HIDDEN}: a number of people below {least}, or one that would give it away."


def table(doc: Document, survey: str, audience: str, comparison: Comparison | None = None) -> Table:
    """The numbers of a survey, for an audience; with a comparison its rows after them. A survey that the audience may
    not see gives no rows."""
    result, least = survey_results.results(doc, survey), survey_results.threshold(doc)
    title = f"{TITLE}: {result.title}"
    if not survey_results.may_see(doc, survey, audience):
        return Table(title, TITLE, _COLUMNS, [], list_export.about(doc), list_export.left_out(audience, 1, "survey"))
    rows: list[list[TableCell]] = []
    for question in result.questions:
        rows += _rows(question, least)
    if comparison is not None:
        for one in survey_compare.outgoing(doc, comparison, audience).matched:
            for row in one.rows:
                words = f"{comparison.first}: {row.first}. {comparison.second}: {row.second}. Difference {row.by}"
                rows.append([one.wording, row.words, None, "", None, f"{words} ({row.interval}), {row.verdict_words}."])
    said = (hidden_words(least), *((survey_compare.HOW, survey_compare.ASSUMES) if comparison is not None else ()))
    return Table(title, TITLE, _COLUMNS, rows, _lines(doc, result), said)


def _rows(question: QuestionResult, least: int) -> list[list[TableCell]]:
    out = survey_outgoing.outgoing(question, least)
    base: TableCell = HIDDEN if out.base == HIDDEN else int(out.base.replace(",", ""))
    first: list[list[TableCell]] = [[question.wording, "", None, "", base, out.said]]
    lines: list[list[TableCell]] = [
        [question.wording, line.words, HIDDEN if line.number is None else line.number, line.share_words, base, ""]
        for line in out.lines
    ]
    return (first if out.said or not lines else []) + lines


def _lines(doc: Document, result: SurveyResult) -> tuple[str, ...]:
    number = f"{result.responses:,} {'response' if result.responses == 1 else 'responses'}"
    emptied = f"; the answers were removed on {result.emptied}, their results kept" if result.emptied else ""
    return (*list_export.about(doc, number + emptied), *((MADE_UP,) if result.illustrative else ()))


def paper(doc: Document, survey: str, comparison: Comparison | None = None) -> Paper:
    """The results of a whole survey on A4: every question with its base, its shares as bars, what it comes to in words,
    and whose voice is missing."""
    result, least = survey_results.results(doc, survey), survey_results.threshold(doc)
    groups = [_group(question, least) for question in result.questions]
    if comparison is not None:
        groups += [_compared(one, comparison) for one in survey_compare.outgoing(doc, comparison, "ward").matched]
    groups += [_voices(one) for one in survey_voices.groups(doc, survey) if one.voices]
    how = (survey_compare.HOW, survey_compare.ASSUMES) if comparison is not None else ()
    return Paper(
        f"{TITLE}: {result.title}",
        (*_lines(doc, result), hidden_words(least), *how),
        _PAPER,
        groups,
        empty="This survey has no questions yet.",
    )  # fmt: skip


def _group(question: QuestionResult, least: int) -> Group:
    out = survey_outgoing.outgoing(question, least)
    several = "several could be chosen, " if question.kind == "several" else ""
    rows = [
        Row((_cell(line.words), _cell(line.number_words),
             Cell(((line.share_words, ""),), bar=_share(line, out.base) if line.share_words else None),
             _cell(out.said if not place else "")))
        for place, line in enumerate(out.lines)
    ]  # fmt: skip
    if not rows:
        empty = "Nobody has answered this yet." if not question.base else ""
        rows = [Row((_cell(empty), _cell(out.base if question.base else ""), Cell(), _cell(out.said)))]
    return Group(question.wording, f"{several}n = {out.base}", rows)


def _share(line: survey_outgoing.Line, base: str) -> float | None:
    whole = base.replace(",", "")
    return 100 * line.number / int(whole) if line.number is not None and whole.isdigit() and int(whole) else None


def _compared(one: survey_compare.Matched, made: Comparison) -> Group:
    rows = []
    for row in one.rows:
        interval = f"; 95% interval {row.interval}" if row.interval != HIDDEN else ""
        cells = (row.words, row.by, f"{row.first}, then {row.second}", row.verdict_words + interval)
        rows.append(Row(tuple(map(_cell, cells))))
    return Group(one.wording, f"{made.first}, n = {one.bases[0]:,}; {made.second}, n = {one.bases[1]:,}", rows)


def _voices(group: Voices) -> Group:
    rows = [
        Row((_cell(one.words), _cell(HIDDEN if one.answered is None else f"{one.answered:,}"),
             Cell(((HIDDEN if one.share is None else f"{one.share:.0f}%", ""),), bar=one.share),
             _cell(f"{one.residents:.0f}% of residents: {one.said}")))
        for one in group.voices
    ]  # fmt: skip
    return Group(f"Whose voice is missing: {group.title[:1].lower()}{group.title[1:]}", f"n = {group.base:,}", rows)


def _cell(words: str) -> Cell:
    return Cell(((words, ""),))

"""What may be typed into a cell of the grid of figures, and how it is written back."""

from __future__ import annotations

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.counts import figures
from ward_desk.service.counts.figure_cell import cell_words, read_cell
from ward_desk.service.document import Document

FLOW: Row = {"nature": "flow", "unit": "items"}
POUNDS: Row = {"nature": "flow", "unit": "£"}
SHARE: Row = {"nature": "stock", "unit": "%"}
RATE: Row = {"nature": "rate", "unit": "%"}
SCORE: Row = {"nature": "score", "unit": "points"}


@pytest.mark.parametrize(
    ("words", "count", "wanted"),
    [
        ("50", FLOW, {"value": 50, "precision": "exact"}),
        ("about 1,250", FLOW, {"value": 1250, "precision": "about"}),
        ("50+", FLOW, {"value": 50, "precision": "at_least"}),
        ("12p", FLOW, {"value": 12, "state": "provisional"}),
        ("p 12", FLOW, {"value": 12, "state": "provisional"}),
        ("about 12 [p]", FLOW, {"value": 12, "precision": "about", "state": "provisional"}),
        ("£1,200", POUNDS, {"value": 1200}),
        ("£12 [p]", POUNDS, {"value": 12, "state": "provisional"}),
        ("4.2%", SHARE, {"value": 4.2}),
        ("17 of 27", RATE, {"numerator": 17, "denominator": 27}),
        ("17 of 27 p", RATE, {"numerator": 17, "denominator": 27, "state": "provisional"}),
        ("4.2 (27)", SCORE, {"value": 4.2, "denominator": 27}),
        ("4.2, 27", SCORE, {"value": 4.2, "denominator": 27}),
        ("0.125", FLOW, {"value": 0.125}),
        ("1,234", FLOW, {"value": 1234}),
        ("4.2 (27)p", SCORE, {"value": 4.2, "denominator": 27, "state": "provisional"}),
        ("n/a because the machine broke", FLOW, {"value": None, "unavailable": "the machine broke"}),
        ("N/A: nobody counted", FLOW, {"value": None, "unavailable": "nobody counted"}),
        ("not available, lost", RATE, {"numerator": None, "unavailable": "lost"}),
    ],
)
def test_a_cell_takes_a_figure_its_mark_or_why_there_is_none(words: str, count: Row, wanted: Row) -> None:
    found = read_cell(words, count)
    assert {name: found.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("words", "count", "why"),
    [
        ("n/a", FLOW, "Say why there is no figure"),
        ("63%", RATE, "A percentage needs its base."),
        ("30 of 27", RATE, "30 of 27 is more than there are."),
        ("4.2%", FLOW, "This count is no percentage."),
        ("50 %", FLOW, "This count is no percentage."),
        ("£4k", FLOW, "This count is not of money."),
        ("=SUM(B2:B4)", FLOW, "A formula is not worked out here."),
        ("#DIV/0!", FLOW, "The spreadsheet had an error here."),
        ("1.234", FLOW, "Type a comma for thousands"),
        ("12,5", FLOW, "is not a count"),
        ("nil", FLOW, "Type 0 for none"),
        ("<5", FLOW, "why it is kept back"),
        ("under 5", FLOW, "why it is kept back"),
        ("1e999", FLOW, "is not a count"),
        ("NaN", FLOW, "is not a count"),
        ("١٢", FLOW, "is not a count"),
        ("🎉", FLOW, "is not a count"),
        ("13/12/2023", FLOW, "is not a count"),
        ("12,5", SCORE, "A mean needs the number of answers."),
        ("1,234", SCORE, "A mean needs the number of answers."),
        ("50p", POUNDS, "is not a count"),
        ("nap", FLOW, "is not a count"),
        ("p", FLOW, "is not a count"),
    ],
)
def test_what_is_no_figure_says_what_to_type(words: str, count: Row, why: str) -> None:
    with pytest.raises(KnownError, match=why):
        read_cell(words, count)


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("about 1,250", {"unit": "items"}), ("12 p", {"unit": "items"}), ("12 [p]", {"unit": "£"}),
        ("17 of 27", {"nature": "rate", "unit": "%"}), ("4.25 (27)", {"nature": "score"}),
        ("n/a because the register was lost", {"unit": "items"}), ("0.123456", {"unit": "items"}),
    ],
)  # fmt: skip
def test_a_figure_is_written_as_it_is_typed(ward: Document, words: str, fields: Row) -> None:
    count = edits.add(ward, "activity_count", {"name": "Items", "unit": "items", **fields})
    figures.set_figures(ward, [(count, "2023-12", words)])
    row, of = ward.store.rows("figure", activity_count=count)[0], ward.store.get("activity_count", count)
    assert of is not None
    assert cell_words(row, of) == words


def test_emptying_a_cell_takes_its_reason_away_but_not_its_note(ward: Document) -> None:
    count = edits.add(ward, "activity_count", {"name": "Items", "unit": "items"})
    figures.set_figure(ward, count, "2023-12", "n/a because lost", note="Ask again in May")
    figures.set_figures(ward, [(count, "2023-12", "")])
    row = ward.store.rows("figure", activity_count=count)[0]
    assert (row["unavailable"], row["note"]) == ("", "Ask again in May")


def test_from_its_first_event_on_nothing_is_typed_into_a_computed_count(ward: Document) -> None:
    count = edits.add(ward, "activity_count", {"name": "Residents", "unit": "people", "computed": "residents"})
    with pytest.raises(KnownError, match="adds up from events"):
        figures.set_figures(ward, [(count, "2024-03", "5")])
    figures.set_figures(ward, [(count, "2020-03", "5")])
    assert ward.store.rows("figure", activity_count=count)[0]["period"] == "2020-03"

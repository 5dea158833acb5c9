"""A first guess finds what stands in words beside and above empty cells, and puts nothing where it must not go."""

from __future__ import annotations

import pytest

from tests.exchange.return_samples import chesham
from tests.template_files import council_template, edited
from ward_desk.core.template.mapping import ListSpot
from ward_desk.exchange.template.template_file import open_template
from ward_desk.service.template.filling import plan, suggest

START = "xl/worksheets/sheet2.xml"
PROGRESS = "xl/worksheets/sheet3.xml"


@pytest.fixture
def path(tmp_path):
    return council_template(tmp_path)


def test_labels_and_headings_are_found(path) -> None:
    guess = suggest(open_template(path))
    assert {(spot.field, spot.sheet, spot.cell) for spot in guess.spots} == {
        ("cover.ward", "Start", "C4"),
        ("cover.council", "Start", "C5"),
        ("cover.quarter", "Start", "C6"),
        ("cover.signed_on", "Start", "C7"),
        ("cover.signed_role", "Start", "C8"),
        ("summary.progress_to_date.words", "Start", "C9"),
        ("summary.events_held.this_quarter", "Start", "C11"),
    }
    columns = (
        ("ref", "A"), ("action", "B"), ("lead", "C"), ("due", "D"), ("rating", "E"), ("progress", "F"),
        ("done_this_quarter", "G"),
    )  # fmt: skip
    assert guess.lists == (ListSpot("action_plan", "Progress", 8, 19, columns),)


def test_a_guess_knows_what_it_was_made_for_and_puts_nothing_in_the_way(path) -> None:
    template = open_template(path)
    guess = suggest(template)
    assert (guess.template, guess.fingerprint) == (path.name, template.fingerprint)
    assert guess.problems() == []
    assert {problem.our_word != "" for problem in plan(chesham(), guess, template).errors} == {True}


def test_a_cell_in_which_something_stands_is_not_filled(path) -> None:
    edited(path, START, '<c r="C4" s="1" t="n" />', '<c r="C4" s="1" t="n"><v>5</v></c>')
    assert "cover.ward" not in [spot.field for spot in suggest(open_template(path)).spots]


def test_a_locked_cell_beside_a_word_is_not_filled(path) -> None:
    edited(path, "xl/sharedStrings.xml", "Office use", "Programme")
    assert "cover.programme" not in [spot.field for spot in suggest(open_template(path)).spots]


def test_our_own_word_is_surer_than_one_like_it(path) -> None:
    edited(path, "xl/sharedStrings.xml", "Share done", "Events held")
    fields = {spot.field: spot.cell for spot in suggest(open_template(path)).spots}
    assert fields["summary.events_held.this_quarter"] == "C10"


def test_a_hidden_sheet_is_left_alone(path) -> None:
    text = 'name="Progress" sheetId="3" state="visible"'
    edited(path, "xl/workbook.xml", text, text.replace("visible", "veryHidden"))
    assert suggest(open_template(path)).lists == ()


def test_a_hint_below_the_headings_is_stepped_over(path) -> None:
    hint = '<c r="A8" s="5" t="n" />'
    edited(path, PROGRESS, hint, hint.replace('t="n" />', 't="s"><v>0</v></c>'))
    assert suggest(open_template(path)).lists[0].first_row == 9


def test_a_row_of_headings_is_the_table_that_most_of_them_belong_to(path) -> None:
    ours = ("Reference", "Theme", "Date", "Event", "Venue", "Rating")
    for theirs, own in zip(("Ref", "Action", "Lead officer", "Deadline", "RAG", "% complete"), ours, strict=True):
        edited(path, "xl/sharedStrings.xml", f"<t>{theirs}</t>", f"<t>{own}</t>")
    assert [one.table for one in suggest(open_template(path)).lists] == ["events"]


def test_rows_two_lines_high_are_one_list(path) -> None:
    merged = "".join(f'<mergeCell ref="{one}{top}:{one}{top + 1}"/>' for one in "ABCDEFG" for top in range(8, 20, 2))
    edited(path, PROGRESS, "</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>")
    guess = suggest(open_template(path))
    assert (guess.lists[0].first_row, guess.lists[0].last_row) == (8, 19)

"""Cells from one corner to the other."""

from __future__ import annotations

import pytest

from ward_desk.exchange.template.blocks import Block, block_of, moved


@pytest.mark.parametrize(
    ("ref", "block"),
    [
        ("B4:D9", Block(4, 2, 9, 4)),
        ("$b$4", Block(4, 2, 4, 2)),
        ("D9:B4", Block(4, 2, 9, 4)),
        ("B:C", Block(1, 2, 1_048_576, 3)),
        ("4:9", Block(4, 1, 9, 16_384)),
        ("", None),
        ("B", None),
        ("B4:C", None),
        ("Ratings", None),
        ("ZZZ1", None),
    ],
)
def test_a_reference_names_a_block_of_cells_or_none(ref, block) -> None:
    assert block_of(ref) == block


@pytest.mark.parametrize(
    ("formula", "there"),
    [
        ("Lists!A2:A5", "Lists!B4:B7"),
        ("Lists!$A$2:$A$5", "Lists!$A$2:$A$5"),
        ("'A1 list'!A$2:$A5", "'A1 list'!B$2:$A7"),
        ("Ratings", "Ratings"),
        ("5", "5"),
        ('"a1,b2"', '"a1,b2"'),
        ("INDIRECT($B8)", "INDIRECT($B10)"),
        ('INDIRECT( SUBSTITUTE(B8," ","_"))', 'INDIRECT( SUBSTITUTE(C10," ","_"))'),
        ("INDIRECT('a (1), b'!B$8)", "INDIRECT('a (1), b'!C$8)"),
        ('INDIRECT("B8")', 'INDIRECT("B8")'),
    ],
)
def test_what_has_no_dollar_moves_with_its_cell(formula, there) -> None:
    assert moved(formula, 2, 1) == there
    assert moved(formula, 0, 0) == formula

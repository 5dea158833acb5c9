"""What may be entered into some cells of a sheet."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import NamedTuple

from ward_desk.exchange.template.blocks import Block, block_of
from ward_desk.exchange.template.template_parts import is_on


class Rule(NamedTuple):
    """What may be entered into some cells: a dropdown, or a check of numbers, dates or lengths."""

    kind: str  # list, whole, decimal, date, time, textLength, custom
    operator: str
    formula_1: str
    formula_2: str
    blocks: tuple[Block, ...]
    words: tuple[str, ...]  # of a dropdown whose words may have commas in them
    stops: bool  # what breaks it is not taken, instead of only asked about


def rule_of(found: Mapping[str, str]) -> Rule:
    """The rule of a dataValidation, by its attributes and what its elements say."""
    return Rule(
        found.get("type", "none"),
        found.get("operator", "between"),
        found.get("formula1", ""),
        found.get("formula2", ""),
        blocks_of(found.get("sqref", "")),
        # Beside a formula for programs that read no better.
        tuple(word for line in csv.reader([found.get("list", "")], skipinitialspace=True) for word in line if word),
        is_on(found.get("showErrorMessage")) and found.get("errorStyle", "stop") == "stop",
    )


def blocks_of(refs: str) -> tuple[Block, ...]:
    """The blocks of "B4:D9 F4"."""
    return tuple(block for ref in refs.split() if (block := block_of(ref)))

"""What is left of money, and what of it nobody has promised."""

from __future__ import annotations

from ward_desk.core import funding
from ward_desk.core.records import Row


def test_money_left_and_uncommitted_of_a_line_and_of_all() -> None:
    hall: Row = {"allocated": 250000, "committed": 120000, "spent": 84050}
    food: Row = {"allocated": 10000, "committed": None, "spent": 12500}
    assert (funding.of(hall).left, funding.of(hall).uncommitted, funding.of(hall).over) == (165950, 130000, 0)
    assert (funding.of(food).left, funding.of(food).uncommitted, funding.of(food).over) == (-2500, 0, 2500)
    assert funding.together([hall, food]) == (260000, 120000, 96550)

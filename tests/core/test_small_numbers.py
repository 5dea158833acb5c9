"""Hiding small numbers of people, and the least number of others."""

import time
from collections.abc import Sequence
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ward_desk.core.small_numbers import ListMask, TableMask, hide_list, hide_table, show

numbers = st.one_of(st.integers(0, 12), st.sampled_from([0, 1, 2, 5]))
properties = settings(deadline=None, max_examples=100)


def test_a_small_number_and_the_smallest_other_are_hidden() -> None:
    assert hide_list([3, 20, 10, 0]) == ListMask((True, False, True, False), False)


def test_true_zeros_stay() -> None:
    assert hide_list([0, 7, 0, 9]) == ListMask((False,) * 4, False)


def test_with_only_zeros_beside_it_the_total_is_withheld() -> None:
    assert hide_list([3, 0, 0]) == ListMask((True, False, False), True)
    assert hide_table([[30]], threshold=50) == TableMask(((True,),), (True,), (True,), True)


def test_two_small_numbers_hide_each_other() -> None:
    assert hide_list([2, 3, 40]) == ListMask((True, True, False), False)


def test_ones_that_their_sum_gives_away_need_another() -> None:
    assert hide_list([1, 1, 40, 30]) == ListMask((True, True, False, True), False)


def test_a_small_total_is_hidden_too() -> None:
    assert hide_list([1, 2]) == ListMask((True, True), True)


def test_what_is_not_available_is_no_number_to_hide() -> None:
    assert hide_list([None, 3, 9]).cells == (False, True, True)


def test_nothing_to_hide_in_nothing() -> None:
    assert hide_list([]) == ListMask((), False)
    assert hide_table([]) == TableMask((), (), (), False)


def test_one_small_number_of_a_table_hides_three_others() -> None:
    mask = hide_table([[3, 20, 30], [10, 12, 40], [50, 60, 70]])
    assert mask.cells == ((True, True, False), (True, True, False), (False, False, False))
    assert not any((*mask.row_totals, *mask.column_totals, mask.total_hidden))


def test_a_higher_threshold_hides_more() -> None:
    assert hide_list([6, 20, 10], threshold=8).cells == (True, False, True)


def test_what_no_table_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        hide_list([-1])
    with pytest.raises(ValueError, match="same number of columns"):
        hide_table([[1], [1, 2]])
    with pytest.raises(ValueError, match="threshold"):
        hide_list([1], threshold=1)


def test_a_hidden_number_is_printed_as_c() -> None:
    assert (show(3, True), show(30, False), show(0, False), show(None, False)) == ("[c]", 30, 0, "[x]")


def test_a_large_table_is_hidden_in_good_time() -> None:
    rows = [[(n * 37 + m * 11) % 23 for m in range(20)] for n in range(20)]
    start = time.process_time()
    mask = hide_table(rows)
    assert time.process_time() - start < 20
    assert all(
        hidden
        for row, marks in zip(rows, mask.cells, strict=True)
        for n, hidden in zip(row, marks, strict=True)
        if 0 < n < 5
    )


def test_the_least_number_is_found_in_good_time() -> None:
    start = time.process_time()
    hide_table([[1, 20, 30, 41, 9], [11, 12, 40, 2, 19], [50, 60, 3, 17, 21], [51, 4, 33, 18, 22]])
    assert time.process_time() - start < 10


def safe_by_trying(values: Sequence[int], cells: Sequence[int], total: bool) -> bool:
    """Whether every hidden number of a list could be two numbers, by trying all that give the printed total."""
    if total:
        return True
    left = sum(values[n] for n in cells)
    ways = [way for way in product(range(1, left + 1), repeat=len(cells)) if sum(way) == left]
    return all(len({way[n] for way in ways}) > 1 for n in range(len(cells)))


def table_safe_by_trying(rows: Sequence[Sequence[int]], cells: frozenset[tuple[int, int]]) -> bool:
    """The same of a table of two columns by any rows, all totals printed: the first column decides the second."""
    places = sorted(cells)
    row_left = [sum(rows[n][m] for m in range(2) if (n, m) in cells) for n in range(len(rows))]
    column_left = [sum(rows[n][m] for n in range(len(rows)) if (n, m) in cells) for m in range(2)]
    ways = []
    for way in product(*(range(1, row_left[n] + 1) for n, _ in places)):
        rows_fit = all(
            sum(v for v, (r, _) in zip(way, places, strict=True) if r == n) == row_left[n] for n in range(len(rows))
        )
        columns_fit = all(
            sum(v for v, (_, c) in zip(way, places, strict=True) if c == m) == column_left[m] for m in range(2)
        )
        if rows_fit and columns_fit:
            ways.append(way)
    return all(len({way[n] for way in ways}) > 1 for n in range(len(places)))


@properties
@given(st.lists(numbers, min_size=1, max_size=4))
def test_no_hidden_number_of_a_list_can_be_worked_out_and_no_fewer_would_do(values: list[int]) -> None:
    mask = hide_list(values)
    hidden = [n for n, marked in enumerate(mask.cells) if marked]
    small = [n for n, value in enumerate(values) if 1 <= value <= 4]
    assert set(small) <= set(hidden)
    assert all(values[n] for n in hidden)
    assert safe_by_trying(values, hidden, mask.total_hidden)
    if 1 <= sum(values) <= 4:
        assert mask.total_hidden
        return
    others = [n for n, value in enumerate(values) if value >= 5]
    fewer = [
        set(more)
        for size in range(len(others) + 1)
        for more in combinations(others, size)
        if safe_by_trying(values, [*small, *more], False)
    ]
    if mask.total_hidden:
        assert not fewer
    else:
        assert len(hidden) - len(small) == len(fewer[0])
        least = min(sum(values[n] for n in some) for some in fewer if len(some) == len(fewer[0]))
        assert sum(values[n] for n in hidden) - sum(values[n] for n in small) == least


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=2, max_size=3))
def test_no_hidden_number_of_a_table_can_be_worked_out_and_no_fewer_would_do(rows: list[tuple[int, int]]) -> None:
    mask = hide_table(rows)
    places = [(n, m) for n in range(len(rows)) for m in range(2)]
    hidden = frozenset((n, m) for n, m in places if mask.cells[n][m])
    small = frozenset((n, m) for n, m in places if 1 <= rows[n][m] <= 4)
    assert small <= hidden
    assert all(rows[n][m] for n, m in hidden)
    sums = [sum(row) for row in rows]
    for total, marked in zip(sums, mask.row_totals, strict=True):
        assert marked or not 1 <= total <= 4
    if any((*mask.row_totals, *mask.column_totals, mask.total_hidden)):
        return
    assert table_safe_by_trying(rows, hidden)
    others = [(n, m) for n, m in places if rows[n][m] >= 5]
    for size in range(len(hidden) - len(small)):
        for more in combinations(others, size):
            assert not table_safe_by_trying(rows, small | frozenset(more))


@properties
@given(st.lists(st.lists(numbers, min_size=3, max_size=3), min_size=2, max_size=4))
def test_hiding_does_not_depend_on_which_way_a_table_is_turned(rows: list[list[int]]) -> None:
    upright, turned = hide_table(rows), hide_table(list(zip(*rows, strict=True)))

    def counted(mask: TableMask) -> int:
        return sum(map(sum, mask.cells)) + sum(mask.row_totals) + sum(mask.column_totals) + mask.total_hidden

    assert counted(upright) == counted(turned)

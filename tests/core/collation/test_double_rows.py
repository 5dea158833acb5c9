"""What two wards seem to report both, told one by one as long as anybody would read it."""

from __future__ import annotations

from tests.collate_files import a_return, action
from ward_desk.core.collation import double_rows
from ward_desk.core.collation.tables import Incoming
from ward_desk.exchange.returns.return_data import clean
from ward_desk.service.collation.incoming import incoming


def taken(ward: str, number: int) -> Incoming:
    actions = [action(f"{ward[0]}-{n}", f"Clear the alley behind house {n}") for n in range(number)]
    return incoming(clean(a_return(ward, action_plan=actions)), "file.xlsx")


def test_what_is_alike_is_told_from_each_side_once() -> None:
    rows = double_rows.doubles([taken("Abbey", 1), taken("Chesham", 1)])
    assert [(row["ward"], row["other"], row["kind"]) for row in rows] == [("Abbey", "Chesham", "Action")]


def test_two_returns_that_are_one_are_told_as_that() -> None:
    rows = double_rows.doubles([taken("Abbey", 120), taken("Chesham", 120)])
    assert len(rows) == double_rows.MOST + 1
    assert (rows[-1]["kind"], rows[-1]["what"]) == ("More", double_rows.MORE)

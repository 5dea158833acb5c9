"""What a sheet and a column of a return are, the marks that stand in them, and the versions of its schema."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from ward_desk.core.choices import PRECISIONS

SCHEMA_VERSION: Final = "1.2"
VERSIONS: Final = ("1.0", "1.1", SCHEMA_VERSION)  # all that are read, and written again as they were, oldest first

Kind = Literal[
    "text",  # one line
    "long",  # several lines
    "mark",  # marks out of MARKS, one space between two: "[p] [about]"
    "date",  # ISO text in the data, a real date in the sheet
    "whole",  # a whole number
    "number",  # a number
    "percent",  # a number of per cent: 45 is 45%
    "money",  # whole pence in the data, pounds with two decimals in the sheet
]


class Column(NamedTuple):
    """One column: `key` names it in the data, `heading` in the sheet."""

    key: str
    heading: str
    kind: Kind = "text"
    width: int = 16  # in characters
    nullable: bool = True
    allowed: tuple[str, ...] = ()  # the only words it may hold; empty means any
    since: str = VERSIONS[0]  # the schema version it came with


class Sheet(NamedTuple):
    """One sheet and the one table on it."""

    title: str
    table: str  # the name of the Excel table, of the CSV file and in ReturnData.tables
    about: str  # one sentence, printed above the table
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column:
        """The column of that key. Raises KeyError when there is none."""
        for one in self.columns:
            if one.key == key:
                return one
        raise KeyError(f"{self.table}.{key}")


# Shorthand stands in a column of its own, never in the cell of a number, so that number columns hold numbers.
MARKS: Final[dict[str, str]] = {
    "[c]": "Confidential: hidden so that no small group of people can be recognised",
    "[x]": "Not available",
    "[z]": "Not applicable",
    "[low]": "Rounds to 0 but is not 0",
    "[e]": "Estimated",
    "[p]": "Provisional",
    "[r]": "Revised since the last return",
    "[b]": "Break: what is counted has changed, so do not compare with earlier figures",
    "[u]": "Low reliability: few answers",
    "[part]": "Part: a month or quarter of the period has no figure, so this is not the whole",
    "[about]": "About: the number was not counted exactly",
    "[at least]": "At least: the true number may be higher",
}

# Stands in the first cell of a table that has no rows, because an Excel table cannot have none.
NO_ROWS: Final = "Nothing to report this quarter"

_PRECISION: Final = tuple(label for _, label in PRECISIONS)


def precision(key: str, heading: str) -> Column:
    """How exact the number beside it is."""
    return Column(key, heading, width=12, allowed=_PRECISION)


def figure(key: str, heading: str) -> tuple[Column, Column]:
    """A figure and the column of marks beside it."""
    return Column(key, heading, "number", 12), Column(f"{key}_mark", f"{heading} mark", "mark", 12)


def later_than(version: str) -> tuple[str, ...]:
    """The schema versions after this one. Raises KeyError for a version there never was."""
    if version not in VERSIONS:
        raise KeyError(version)
    return VERSIONS[VERSIONS.index(version) + 1 :]

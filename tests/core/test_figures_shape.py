"""What the columns of a sheet of figures are, told by looking."""

from ward_desk.core import figures_shape, profile_shape
from ward_desk.core.tracker.tracker import Cell, Sheet, TrackerFile


def sheet(*rows: tuple[str, ...], name: str = "Sheet1") -> Sheet:
    return Sheet(name, tuple(tuple(Cell(word, word or None) for word in row) for row in rows))


WIDE = sheet(("Chesham 2022-23", "", "", ""), ("", "", "", ""), ("Measure", "Apr", "May", "Total"),
             ("Teas", "1", "2", "3"))  # fmt: skip
LONG = sheet(("count_ref", "period", "value", "numerator", "denominator"), ("CHE-C01", "2023-04", "1", "", ""))


def test_the_headings_are_found_below_titles() -> None:
    assert figures_shape.guess_header(WIDE) == 2
    assert figures_shape.guess_header(LONG) == 0


def test_a_column_for_each_month_is_told_from_a_row_for_each_value() -> None:
    assert figures_shape.guess_columns(WIDE, 2) == ["count", "figures", "figures", "out"]
    assert figures_shape.guess_columns(LONG, 0) == ["ref", "period", "value", "numerator", "denominator"]


def test_totals_and_the_year_of_the_title_are_noticed() -> None:
    assert figures_shape.totals(WIDE, 2) == (3,)
    assert figures_shape.financial_year(WIDE, 2) == 2022
    assert figures_shape.financial_year(LONG, 0) is None


def test_the_column_with_words_holds_the_names_where_no_heading_says_so() -> None:
    plain = sheet(("", "Apr", "May"), ("Teas held", "1", "2"))
    assert figures_shape.guess_columns(plain, 0) == ["count", "figures", "figures"]


def test_the_sheet_with_figures_is_chosen() -> None:
    notes = sheet(("Read me first", ""), ("Ask the office", ""))
    assert figures_shape.guess_sheet(TrackerFile("x", (notes, WIDE))) == 1


def test_areas_are_known_by_their_own_names() -> None:
    def area(words: str) -> str:
        return profile_shape.area_of(words, "Chesham", "Buckinghamshire Council")

    assert [area(one) for one in ("Chesham ward", "Buckinghamshire", "England", "County", "Wycombe", "")] == [
        "ward_value", "county_value", "national_value", "county_value", "", "",
    ]  # fmt: skip

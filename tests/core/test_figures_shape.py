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


TURNED = sheet(("Ward figures 2023-24", "", "", ""), ("", "Teas held", "Skips filled", "Total"),
               ("Apr", "3", "about 5", "8"), ("May", "n/a", "7", "7"))  # fmt: skip


def test_a_sheet_turned_round_has_periods_down_and_counts_across() -> None:
    assert figures_shape.guess_header(TURNED) == 1
    assert figures_shape.guess_columns(TURNED, 1) == ["period", "counts", "counts", "out"]


def test_words_beside_the_periods_of_a_turned_sheet_are_no_count() -> None:
    said = sheet(("Month", "Output", "Comments"), ("Apr 2023", "3", "A wet month"), ("May 2023", "4", "A dry one"))
    assert figures_shape.guess_columns(said, 0) == ["period", "counts", "out"]


def test_a_row_for_each_value_is_not_taken_for_a_turned_sheet() -> None:
    named = sheet(("Month", "Measure", "Value"), ("Apr 2023", "Teas held", "3"), ("May 2023", "Teas held", "4"))
    assert figures_shape.guess_columns(named, 0) == ["period", "count", "value"]

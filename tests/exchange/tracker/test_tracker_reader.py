from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.styles.colors import Color

from tests import trackers
from ward_desk.core.errors import KnownError
from ward_desk.core.tracker.tracker import Cell, Sheet
from ward_desk.exchange.file_limits import LONGEST_CELL, TooLargeError
from ward_desk.exchange.tracker import tracker_colour, tracker_csv, tracker_limits
from ward_desk.exchange.tracker.tracker_reader import read


def only(path: Path) -> Sheet:
    """The one sheet of a file."""
    (page,) = read(path).sheets
    return page


def test_a_sheet_is_read_as_people_see_it(tmp_path: Path) -> None:
    page = only(trackers.chesham(tmp_path / "t.xlsx"))
    assert (page.name, len(page.rows), {len(row) for row in page.rows}) == ("Chesham action plan", 11, {10})
    assert page.rows[4][2] == Cell("Greggs Breakfast Club at Ivingswood Academy", *page.rows[4][2][1:])
    assert page.rows[4][8].text.splitlines()[1] == "Teachers say they settle sooner."


def test_merged_cells_say_what_their_first_one_says(tmp_path: Path) -> None:
    page = only(trackers.chesham(tmp_path / "t.xlsx"))
    assert page.rows[4][1] == Cell("Education and Skills", "Education and Skills")
    assert page.rows[5][1] == Cell("Education and Skills", "Education and Skills", merged=True)
    assert {cell.text for cell in page.rows[0]} == {"Opportunity Bucks - Chesham Ward Partnership"}


def test_words_left_under_a_merged_cell_are_not_lost(tmp_path: Path) -> None:
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    xml = trackers.HEAD + rows + b'</sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells></worksheet>'
    page = only(trackers.with_sheet(tmp_path / "t.xlsx", xml))
    assert [row[0].text for row in page.rows] == ["1", "2"]


def test_hidden_rows_columns_and_sheets_are_read_and_marked(tmp_path: Path) -> None:
    page = only(trackers.chesham(tmp_path / "t.xlsx"))
    assert (page.hidden_columns, page.hidden_rows) == ({9}, {7})
    assert page.rows[4][9].text == "Check funding"
    assert [sheet.hidden for sheet in read(trackers.two_sheets(tmp_path / "u.xlsx")).sheets] == [False, False, True]


def test_fills_are_colours_whether_named_by_code_theme_or_number(tmp_path: Path) -> None:
    page = only(trackers.chesham(tmp_path / "t.xlsx"))
    assert [page.rows[at][7].colour for at in (4, 5, 7, 8, 9)] == ["green", "blue", "amber", "amber", "red"]
    plan = read(trackers.two_sheets(tmp_path / "u.xlsx")).sheets[1]
    assert (plan.rows[2][7].colour, plan.rows[6][7]) == ("amber", Cell("", None, "red"))


@pytest.mark.parametrize(
    ("code", "name"),
    [("FF0000", "red"), ("FFC7CE", "red"), ("C00000", "red"), ("FFC000", "amber"), ("FFEB9C", "amber"),
     ("FFFF00", "amber"), ("ED7D31", "amber"), ("00B050", "green"), ("92D050", "green"), ("C6EFCE", "green"),
     ("00B0F0", "blue"), ("0070C0", "blue"), ("D9D9D9", "grey"), ("FFFFFF", ""), ("000000", ""), ("7030A0", "")],
)  # fmt: skip
def test_the_colours_people_fill_with_have_the_names_of_ratings(code: str, name: str) -> None:
    assert tracker_colour.name(*bytes.fromhex(code)) == name


def test_dates_and_numbers_are_shown_as_their_cells_show_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    values = [
        (date(2023, 12, 1), "mmm-yy"), (date(2023, 12, 13), "dd/mm/yyyy"), (0.65, "0%"),
        (1234.5, '"£"#,##0.00'), (12, "General"), (True, "General"), (date(2023, 12, 13), "d mmm yyyy"),
        (0.1 + 0.2, "General"),
    ]  # fmt: skip
    for at, (value, style) in enumerate(values, start=1):
        page.cell(1, at, value).number_format = style
    book.save(tmp_path / "t.xlsx")
    assert [cell.text for cell in only(tmp_path / "t.xlsx").rows[0]] == [
        "Dec-23", "13/12/2023", "65%", "£1,234.50", "12", "TRUE", "13 Dec 2023", "0.3",
    ]  # fmt: skip
    assert only(tmp_path / "t.xlsx").rows[0][0].value == date(2023, 12, 1)


def test_a_formula_gives_its_answer_and_without_one_itself(tmp_path: Path) -> None:
    page = only(trackers.as_excel_writes_it(tmp_path / "t.xlsx"))
    assert [[cell.text for cell in row] for row in page.rows] == [
        ["Action", "Cost"], ["", ""], ["Hold a jobs fair", "1200"],
    ]  # fmt: skip
    assert read(trackers.two_sheets(tmp_path / "u.xlsx")).sheets[1].rows[6][13].text == "=1+1"


def test_empty_rows_and_columns_at_the_end_are_cut_off(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page["A1"], page["B3"] = "Action", "Hold a fair"
    page["F40"].fill = trackers.fill(Color(rgb="FFDDEBF7"))
    book.save(tmp_path / "t.xlsx")
    assert [len(row) for row in only(tmp_path / "t.xlsx").rows] == [2, 2, 2]


def test_a_list_in_windows_letters_and_semicolons_is_read_whole(tmp_path: Path) -> None:
    page = only(trackers.hand_made(tmp_path / "t.csv"))
    assert page.rows[0][0].text == "Ward partnership actions – Chesham"
    assert page.rows[3][6].text == "12 sessions so far\nMore in the next 2 months – café agreed"
    assert (len(page.rows), {len(row) for row in page.rows}) == (10, {8})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_csv_file_is_read_however_it_was_written(encoding: str, sign: str, tmp_path: Path) -> None:
    rows = ["Action;Lead;Cost", "Café clean-up;Greggs, Oasis;£5", "Paint, twice;Council;£7"]
    text = "\r\n".join(sign.join(f'"{cell}"' for cell in row.split(";")) for row in rows)
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    assert [[cell.text for cell in row] for row in only(path).rows] == [row.split(";") for row in rows]


def test_the_mark_our_lists_put_before_a_formula_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Action,Note\n'- Paint,'tis done\n")
    assert [cell.text for cell in only(tmp_path / "t.csv").rows[1]] == ["- Paint", "'tis done"]


def test_a_line_that_names_the_separator_is_believed(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("sep=|\nAction|Lead, partners\nPaint|a, b\n")
    assert [cell.text for cell in only(tmp_path / "t.csv").rows[0]] == ["Action", "Lead, partners"]


BAD: list[tuple[Callable[[Path], Path], str, str]] = [
    (trackers.not_a_workbook, "t.xlsx", "not a workbook"),
    (trackers.with_a_password, "t.xlsx", "password"),
    (trackers.with_a_password, "t.csv", "is a workbook"),
    (trackers.of_nothing, "t.xlsx", "empty"),
    (trackers.of_nothing, "t.csv", "empty"),
    (trackers.cut_short, "t.xlsx", "damaged"),
    (trackers.with_a_damaged_sheet, "t.xlsx", "damaged"),
    (trackers.with_a_million_rows, "t.xlsx", "5,000 rows"),
    (trackers.with_a_million_empty_rows, "t.xlsx", "far more"),
    (trackers.that_unpacks_for_ever, "t.xlsx", "unpacks to far more"),
    (trackers.that_says_300_megabytes, "t.xlsx", "unpacks to far more"),
    (trackers.with_entities, "t.xlsx", "entities"),
    (trackers.with_entities_in_its_words, "t.xlsx", "damaged"),
    (trackers.binary_called_csv, "t.csv", "is a workbook"),
    (trackers.in_no_known_writing, "t.csv", "cannot be read"),
    (trackers.with_a_quote_left_open, "t.csv", "quotation mark"),
]


@pytest.mark.parametrize(("make", "name", "words"), BAD, ids=[f"{make.__name__}-{name}" for make, name, _ in BAD])
def test_a_bad_file_gets_a_plain_sentence(make: Callable[[Path], Path], name: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        read(make(tmp_path / name))
    assert words in caught.value.happened
    assert caught.value.safe == "Nothing was changed."
    assert caught.value.next_step


@pytest.mark.parametrize(
    "make",
    [trackers.with_a_million_rows, trackers.with_a_million_empty_rows, trackers.that_unpacks_for_ever,
     trackers.that_says_300_megabytes, trackers.with_entities],
)  # fmt: skip
def test_a_dangerous_workbook_is_refused_before_openpyxl_sees_it(
    make: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("openpyxl was called")

    path = make(tmp_path / "t.xlsx")
    monkeypatch.setattr(openpyxl, "load_workbook", never)
    with pytest.raises(KnownError):
        read(path)


def test_a_million_rows_are_refused_after_the_first_few_thousand(tmp_path: Path) -> None:
    path = trackers.with_a_million_rows(tmp_path / "t.xlsx")
    with pytest.raises(KnownError, match="5,000 rows"):
        read(path, tracker_limits.TRACKER._replace(elements=tracker_limits.MOST_ROWS * 5))


def test_a_word_far_below_the_list_is_refused_by_its_row(tmp_path: Path) -> None:
    path = trackers.own_list(tmp_path / "t.xlsx", [("Action",)])
    book = openpyxl.load_workbook(path)
    book.active["A900000"] = "x"  # type: ignore[index]
    book.save(path)
    with pytest.raises(KnownError, match="row 900,000"):
        read(path)


def test_too_many_columns_and_too_long_cells_are_refused(tmp_path: Path) -> None:
    wide = trackers.own_list(tmp_path / "wide.xlsx", [["x"] * 201])
    long = tmp_path / "long.csv"
    long.write_text("Action\n" + "x" * (LONGEST_CELL + 1))
    for path in (wide, long):
        with pytest.raises(TooLargeError):
            read(path)


def test_merged_ranges_that_lie_over_each_other_are_refused(tmp_path: Path) -> None:
    ranges = b"".join(b'<mergeCell ref="A1:C3"/>' for _ in range(50))
    cells = b'<row r="3"><c r="C3"><v>1</v></c></row></sheetData><mergeCells>' + ranges + b"</mergeCells></worksheet>"
    path = trackers.with_sheet(tmp_path / "t.xlsx", trackers.HEAD + cells)
    with pytest.raises(KnownError, match="damaged"):
        read(path)


def test_a_file_larger_than_any_tracker_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("wb") as file:
        file.truncate(tracker_limits.LARGEST_FILE + 1)
    with pytest.raises(KnownError, match="far too large"):
        read(path)


@pytest.mark.parametrize("name", ["t.xls", "t.ods", "t.pdf", "t"])
def test_another_kind_of_file_is_told_what_to_save_it_as(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(KnownError, match=r"\.xlsx"):
        read(tmp_path / name)


def test_a_file_that_is_not_there_is_told_kindly(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="could not be opened"):
        read(tmp_path / "gone.xlsx")


def test_text_without_any_sign_is_one_column() -> None:
    assert [len(row) for row in tracker_csv.read_rows(b"Action\nHold a fair\n")] == [1, 1]


def test_a_sign_alone_has_the_colour_of_its_letters(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for at, words in enumerate(("●", "Delayed"), start=1):
        page.cell(at, 1, words).font = Font(color="FFFF0000")
    book.save(tmp_path / "t.xlsx")
    assert [row[0].colour for row in only(tmp_path / "t.xlsx").rows] == ["red", ""]


def test_a_band_of_colour_over_a_row_makes_no_columns(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for at, colour in enumerate((trackers.AMBER, trackers.GREEN, trackers.RED), start=1):
        page.cell(at, 1, "Words")
        for column in range(1, 1_000 if at == 1 else 3):
            page.cell(at, column).fill = trackers.fill(colour)
    book.save(tmp_path / "t.xlsx")
    assert {len(row) for row in only(tmp_path / "t.xlsx").rows} == {2}


def test_a_tracker_that_cannot_be_read_is_to_be_saved_anew(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"save a copy without a password as an Excel workbook \(\.xlsx\)"):
        read(trackers.with_a_password(tmp_path / "t.xlsx"))


def test_a_stray_word_far_to_the_right_is_told_by_its_letters(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["ALL1"] = "stray"
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(KnownError, match="column ALL"):
        read(tmp_path / "t.xlsx")

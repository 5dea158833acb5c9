"""Files of every survey tool, in every writing, read to the same answers; and files that are refused."""

from __future__ import annotations

import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import survey_files, trackers
from tests.survey_files import ANSWERS, CHANGE, CHOICES, MATTERS, written
from ward_desk.core.errors import KnownError
from ward_desk.core.surveys.survey_file import SurveyFile
from ward_desk.exchange.file_limits import LONGEST_CELL, TooLargeError
from ward_desk.exchange.surveys import survey_reader, survey_workbook
from ward_desk.exchange.surveys.survey_limits import LARGEST_FILE, SURVEY
from ward_desk.exchange.surveys.survey_reader import read

Make = Callable[..., Path]

TEXTS: list[tuple[str, Make]] = [
    ("forms", survey_files.forms_csv),
    ("surveymonkey", survey_files.surveymonkey_csv),
    ("google", survey_files.google_csv),
    ("qualtrics", survey_files.qualtrics_csv),
    ("citizen_space", survey_files.citizen_space_csv),
    ("smartsurvey", survey_files.smartsurvey_csv),
    ("", survey_files.plain_csv),
]
WORKBOOKS: list[tuple[str, Make]] = [
    ("forms", survey_files.forms_xlsx),
    ("surveymonkey", survey_files.surveymonkey_xlsx),
    ("google", survey_files.google_xlsx),
    ("qualtrics", survey_files.qualtrics_xlsx),
    ("citizen_space", survey_files.citizen_space_xlsx),
    ("smartsurvey", survey_files.smartsurvey_xlsx),
    ("", survey_files.plain_xlsx),
]
BY_TOOL = pytest.mark.parametrize(("tool", "make"), TEXTS, ids=[tool or "plain" for tool, _ in TEXTS])


def column(survey: SurveyFile, words: str, choice: str = "") -> list[str]:
    """What the column under the first such heading holds."""
    at = next(at for at, one in enumerate(survey.headings) if words in one.words and one.choice == choice)
    return [cells[at] for _, cells in survey.rows()]


def cells_of(survey: SurveyFile) -> list[tuple[int, list[str]]]:
    return [(number, list(cells)) for number, cells in survey.rows()]


@BY_TOOL
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_survey_is_read_however_it_was_written(
    tool: str, make: Make, encoding: str, sign: str, tmp_path: Path
) -> None:
    survey = read(make(tmp_path / "s.csv", sign, encoding))
    usual = read(make(tmp_path / "usual.csv"))
    assert (survey.tool, survey.headings, survey.said) == (tool, usual.headings, usual.said)
    assert cells_of(survey) == cells_of(usual)
    assert survey.row_count == len(cells_of(survey)) == 5 + (tool == "")


@BY_TOOL
def test_what_residents_wrote_comes_through_whole(tool: str, make: Make, tmp_path: Path) -> None:
    survey = read(make(tmp_path / "s.csv"))
    where = "tell us why" if tool == "citizen_space" else "Comments" if tool == "" else CHANGE
    assert column(survey, where)[:5] == [change for _, _, change, _ in ANSWERS]


@pytest.mark.parametrize(("tool", "make"), WORKBOOKS, ids=[tool or "plain" for tool, _ in WORKBOOKS])
def test_a_workbook_says_what_the_text_says(tool: str, make: Make, tmp_path: Path) -> None:
    survey = read(make(tmp_path / "s.xlsx"))
    text = read(dict(TEXTS)[tool](tmp_path / "s.csv"))
    assert (survey.tool, survey.headings, survey.said) == (tool, text.headings, text.said)
    timed = 1 if tool == "google" else 3 if tool == "forms" else 0  # where the workbook has times and the text words
    assert [(number, cells[timed:]) for number, cells in cells_of(survey)] == [
        (number, cells[timed:]) for number, cells in cells_of(text)
    ]


def test_times_of_a_workbook_are_iso_text(tmp_path: Path) -> None:
    assert column(read(survey_files.forms_xlsx(tmp_path / "s.xlsx")), "Start time")[0] == "2023-10-05 14:01:00"


def test_rows_can_be_read_again_and_again_and_side_by_side(tmp_path: Path) -> None:
    path = survey_files.forms_csv(tmp_path / "s.csv")
    survey = read(path)
    path.unlink()  # the file may go meanwhile
    once, again = survey.rows(), survey.rows()
    assert next(once) == next(again)
    assert list(once) == list(again) == list(survey.rows())[1:]


def test_columns_of_choices_are_known_by_what_they_hold(tmp_path: Path) -> None:
    for make in (survey_files.surveymonkey_csv, survey_files.citizen_space_csv, survey_files.smartsurvey_csv):
        survey = read(make(tmp_path / "s.csv"))
        assert [one.choice for one in survey.headings if MATTERS in one.words][:3] == list(CHOICES)


def test_what_stands_round_a_plain_table_is_left_out_and_said(tmp_path: Path) -> None:
    survey = read(survey_files.plain_csv(tmp_path / "s.csv"))
    assert [number for number, _ in survey.rows()] == [5, 6, 8, 9, 10, 11]
    assert survey.said == (
        "The 2 lines above the headings are left out.",
        "Row 13, a total under the responses, is left out.",
        "Row 14, a total under the responses, is left out.",
        "More than one column is headed “Comments”.",
    )
    assert survey.headings[6].words == "Column G"


def test_totals_below_an_empty_row_are_left_out_together(tmp_path: Path) -> None:
    answers = [["Good", 40], ["Poor", 41], ["Good", 42]]
    survey = read(written(tmp_path / "s.csv", [["Rating", "Age"], *answers, [], ["Total", 123], ["Mean", 41]]))
    assert [number for number, _ in survey.rows()] == [2, 3, 4]
    assert survey.row_count == 3


def test_a_ragged_row_is_as_wide_as_the_headings(tmp_path: Path) -> None:
    survey = read(written(tmp_path / "s.csv", [["No", "Q", "Why"], [1, "a"], [2, "b", "c", "", ""], [3]]))
    assert [list(cells) for _, cells in survey.rows()] == [["1", "a", ""], ["2", "b", "c"], ["3", "", ""]]


def test_cells_beyond_the_headings_are_kept_and_said(tmp_path: Path) -> None:
    survey = read(written(tmp_path / "s.csv", [["No", "Q"], [1, "a"], [2, "b", "", "lost?"]]))
    assert [one.words for one in survey.headings] == ["No", "Q", "Column C", "Column D"]
    assert cells_of(survey)[1] == (3, ["2", "b", "", "lost?"])
    assert survey.said == ("Row 3 has cells beyond the headings.",)


def test_the_try_of_a_surveys_maker_is_no_response(tmp_path: Path) -> None:
    survey = read(survey_files.qualtrics_csv(tmp_path / "s.csv"))
    assert "a try" not in column(survey, CHANGE)
    assert survey.said == ("One response is left out: a preview, a test or spam, as Qualtrics marks them.",)


def test_a_file_with_headings_alone_has_no_responses(tmp_path: Path) -> None:
    survey = read(written(tmp_path / "s.csv", survey_files.google_rows()[:1]))
    assert (survey.tool, survey.row_count, list(survey.rows())) == ("google", 0, [])
    assert survey.said == ("There are no responses under the headings.",)


def test_a_formula_in_an_answer_is_only_text(tmp_path: Path) -> None:
    for path in (survey_files.forms_csv(tmp_path / "s.csv"), survey_files.forms_xlsx(tmp_path / "s.xlsx")):
        assert column(read(path), CHANGE)[2] == "=1+1"


def test_a_file_is_not_held_as_cells(tmp_path: Path) -> None:
    path = survey_files.large_csv(tmp_path / "s.csv", rows=5_000)
    read(survey_files.google_csv(tmp_path / "first.csv"))
    tracemalloc.start()
    try:
        survey = read(path)
        assert sum(1 for _ in survey.rows()) == survey.row_count == 5_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # The bytes, what is looked at to judge the headings, and pieces; 200,000 cells as text take ten times the bytes.
    assert peak < 6 * path.stat().st_size


BAD: list[tuple[Callable[[Path], Path], str, str]] = [
    (trackers.not_a_workbook, "t.xlsx", "not a workbook"),
    (trackers.with_a_password, "t.xlsx", "password"),
    (trackers.with_a_password, "t.csv", "is a workbook"),
    (trackers.of_nothing, "t.xlsx", "empty"),
    (trackers.of_nothing, "t.csv", "empty"),
    (trackers.cut_short, "t.xlsx", "damaged"),
    (trackers.with_a_damaged_sheet, "t.xlsx", "damaged"),
    (trackers.with_a_million_rows, "t.xlsx", "500,000 rows"),
    (trackers.that_unpacks_for_ever, "t.xlsx", "unpacks to far more"),
    (trackers.that_says_300_megabytes, "t.xlsx", "unpacks to far more"),
    (trackers.with_entities, "t.xlsx", "entities"),
    (trackers.with_entities_in_its_words, "t.xlsx", "entities"),
    (trackers.binary_called_csv, "t.csv", "is a workbook"),
    (trackers.in_no_known_writing, "t.csv", "cannot be read"),
    (trackers.with_a_quote_left_open, "t.csv", "quotation mark"),
]


@pytest.mark.parametrize(("make", "name", "words"), BAD, ids=[f"{make.__name__}-{name}" for make, name, _ in BAD])
def test_a_bad_file_gets_a_plain_sentence(make: Callable[[Path], Path], name: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        read(make(tmp_path / name))
    assert words in caught.value.happened
    assert caught.value.code.startswith("survey.")
    assert caught.value.safe == "Nothing was changed."
    assert caught.value.next_step


def test_a_million_empty_rows_are_passed_over_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = trackers.with_a_million_empty_rows(tmp_path / "t.xlsx")
    assert read(path).row_count == 1
    monkeypatch.setattr(survey_workbook, "SURVEY", SURVEY._replace(elements=500_000))
    with pytest.raises(KnownError, match="far more cells than a survey file"):
        read(path)


def test_a_workbook_with_far_too_many_words_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = trackers.as_excel_writes_it(tmp_path / "t.xlsx")
    assert [list(cells) for _, cells in read(path).rows()] == [["Hold a jobs fair", "1200"]]
    monkeypatch.setattr(survey_workbook, "SURVEY", SURVEY._replace(words=100))
    with pytest.raises(KnownError, match="far more words or styles than a survey file"):
        read(path)


def test_all_sheets_together_have_so_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = survey_files.google_rows()
    path = survey_files.workbook(tmp_path / "t.xlsx", {f"Week {at}": rows for at in range(4)})
    monkeypatch.setattr(survey_workbook, "SURVEY", SURVEY._replace(elements=150))
    assert read(path, 3).row_count == 5
    with pytest.raises(KnownError, match="far more cells than a survey file"):
        read(path)


@pytest.mark.parametrize("content", [b"\r\n \r\n,,,\r\n", b"\xef\xbb\xbf\r\n", b" "])
def test_a_file_of_spaces_and_signs_has_nothing_in_it(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(KnownError, match="nothing in it"):
        read(tmp_path / "t.csv")


@pytest.mark.parametrize("ending", ["", "\n"])
def test_a_quotation_mark_left_open_near_the_end_loses_nothing_unsaid(ending: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f'No,Why\n1,"5 benches\n2,more{ending}')
    with pytest.raises(KnownError, match="quotation mark is never closed"):
        read(tmp_path / "t.csv")


def test_too_many_rows_columns_and_cells_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = written(tmp_path / "wide.csv", [["x"] * 401, ["y"] * 401])
    with pytest.raises(TooLargeError, match=r"column OK \(401\)"):
        read(wide)
    monkeypatch.setattr(survey_reader, "MOST_CELLS", 20)
    with pytest.raises(TooLargeError, match="far more cells"):
        read(survey_files.google_csv(tmp_path / "s.csv"))
    monkeypatch.setattr(survey_reader, "SURVEY", SURVEY._replace(rows=4))
    monkeypatch.setattr(survey_reader, "MOST_CELLS", 1_000)
    with pytest.raises(TooLargeError, match="row 5"):
        read(survey_files.google_csv(tmp_path / "s.csv"))


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLargeError, match="131,072 characters"):
        read(written(tmp_path / "s.csv", [["No", "Why"], [1, "x" * (LONGEST_CELL + 1)]]))


def test_a_file_larger_than_any_survey_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(KnownError, match="far too large"):
        read(path)


@pytest.mark.parametrize("name", ["t.xls", "t.ods", "t.sav", "t"])
def test_another_kind_of_file_is_told_what_to_save_it_as(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(KnownError, match="not a kind of file the desk can read a survey file from"):
        read(tmp_path / name)


def test_a_file_that_is_not_there_is_told_kindly(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="could not be opened"):
        read(tmp_path / "gone.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_what_has_no_end_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    os.mkfifo(path)
    with pytest.raises(KnownError, match="not a file but a way to a device"):
        read(path)


def test_a_name_that_no_document_can_hold_is_made_one(tmp_path: Path) -> None:
    path = tmp_path / "autumn\udcff \x1b[2J\nsurvey.csv"
    try:
        path.write_text("ID,Safe?\n1,Yes\n2,No\n")
    except (OSError, UnicodeError):
        pytest.skip("this disk has no such names")
    assert read(path).name == "autumn\ufffd \ufffd[2J survey.csv"

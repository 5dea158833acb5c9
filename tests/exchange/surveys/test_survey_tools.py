from __future__ import annotations

import pytest

from tests import survey_files
from ward_desk.exchange.surveys.survey_tools import Found, Row, recognise


def rows(*lines: list[str]) -> list[Row]:
    return list(enumerate(lines, start=1))


def as_rows(table: survey_files.Rows) -> list[Row]:
    return [(at, [str(cell) for cell in line]) for at, line in enumerate(table, start=1) if any(line)]


@pytest.mark.parametrize(
    ("table", "found"),
    [
        (survey_files.forms_rows(), Found("forms", 0, 1)),
        (survey_files.surveymonkey_rows(), Found("surveymonkey", 0, 2)),
        (survey_files.google_rows(), Found("google", 0, 1)),
        (survey_files.qualtrics_rows(), Found("qualtrics", 0, 3)),
        (survey_files.citizen_space_rows(), Found("citizen_space", 0, 1)),
        (survey_files.smartsurvey_rows(), Found("smartsurvey", 0, 2)),
        (survey_files.plain_rows(), Found("", 2, 1)),
    ],
    ids=lambda one: one.tool or "plain" if isinstance(one, Found) else "",
)
def test_each_tool_is_known_by_its_marks(table: survey_files.Rows, found: Found) -> None:
    assert recognise(as_rows(table)) == found


def test_marks_are_found_under_title_lines_and_in_capitals() -> None:
    found = recognise(rows(["Ward survey"], ["ID", "START TIME", " Completion  time", "Age"], ["1", "", "", "x"]))
    assert found == Found("forms", 1, 1)


def test_surveymonkey_in_one_row_of_headings_keeps_its_first_response() -> None:
    names = ["Respondent ID", "Collector ID", "Start Date", "How satisfied are you?"]
    assert recognise(rows(names, ["1", "2", "", "Neither"])).rows == 1


def test_qualtrics_without_its_row_of_import_ids_is_known() -> None:
    table = survey_files.qualtrics_rows()
    assert recognise(as_rows([*table[:2], *table[3:]])) == Found("qualtrics", 0, 2)
    assert recognise(as_rows([table[0], *table[2:]])) == Found("qualtrics", 0, 2)


def test_citizen_space_is_known_by_how_it_numbers_responses() -> None:
    assert recognise(rows(["Response ID", "Age"], ["ANON-K7QV-8ZC1-X", "40"])).tool == "citizen_space"
    assert recognise(rows(["Response ID", "Age"], ["17", "40"])).tool == ""


def test_a_plain_table_may_have_its_choices_in_a_second_row() -> None:
    table = rows(["No", "Which matter?", "", "Age"], ["", "Parks", "Jobs", ""], ["1", "x", "", "40"])
    assert recognise(table) == Found("", 0, 2)


def test_many_choices_do_not_make_their_question_a_title() -> None:
    table = rows(["No", "Which matter?"], ["", *(f"Choice {at}" for at in range(9))], ["1", "x"], ["2", "", "x"])
    assert recognise(table) == Found("", 0, 2)


def test_a_first_response_is_not_taken_for_headings() -> None:
    assert recognise(rows(["No", "Which?", "", "Age"], ["", "Parks", "12", ""], ["1", "x", "", "40"])).rows == 1
    assert recognise(rows(["No", "Which?", "", "Age"], ["1", "Parks", "Jobs", ""], ["2", "x", "", "40"])).rows == 1
    assert recognise(rows(["No", "Which?", "", "Age"], ["", "Parks", "", "40"], ["2", "x", "", "40"])).rows == 1


def test_a_title_over_two_columns_is_no_heading() -> None:
    assert recognise(rows(["Ward survey"], ["No", "Why"], ["1", "Buses"])) == Found("", 1, 1)


def test_a_table_of_one_column_is_read_from_its_first_row() -> None:
    assert recognise(rows(["What would you change?"], ["Benches"], ["Buses"])) == Found("", 0, 1)

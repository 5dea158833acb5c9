"""Which survey a file most likely belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import survey_files
from ward_desk.core.surveys.survey_file import SurveyFile
from ward_desk.exchange.surveys import survey_reader
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.surveys.file_in import survey_import
from ward_desk.service.surveys.file_in.survey_likely import likely


def the_file(path: Path, rows: survey_files.Rows) -> SurveyFile:
    return survey_reader.read(survey_files.written(path, rows))


def brought_in(doc: Document, file: SurveyFile) -> str:
    return survey_import.bring_in(doc, file, survey_import.begin(doc, file)).survey


@pytest.mark.parametrize("tool", ["forms", "google", "surveymonkey"])
def test_a_longer_export_belongs_to_the_survey_of_the_shorter_one(
    empty_ward: Document, tmp_path: Path, tool: str
) -> None:
    rows = getattr(survey_files, f"{tool}_rows")()
    survey = brought_in(empty_ward, the_file(tmp_path / "autumn(1-4).csv", rows[:-1]))
    assert likely(empty_ward, the_file(tmp_path / "autumn(1-5).csv", rows)) == survey


def test_the_same_questions_answered_by_others_are_another_survey(empty_ward: Document, tmp_path: Path) -> None:
    brought_in(empty_ward, the_file(tmp_path / "autumn.csv", survey_files.google_rows()))
    rows = survey_files.google_rows()
    for row in rows[1:]:
        row[0] = str(row[0]).replace("2023", "2024")
    assert likely(empty_ward, the_file(tmp_path / "spring.csv", rows)) == ""


def test_a_file_of_other_questions_belongs_to_no_survey(empty_ward: Document, tmp_path: Path) -> None:
    brought_in(empty_ward, the_file(tmp_path / "autumn.csv", survey_files.forms_rows()))
    other = [["ID", "Do you own a dog?"], *([at, "Yes"] for at in range(1, 6))]
    assert likely(empty_ward, the_file(tmp_path / "dogs.csv", other)) == ""


def test_a_survey_whose_answers_were_removed_takes_no_more(empty_ward: Document, tmp_path: Path) -> None:
    file = the_file(tmp_path / "autumn.csv", survey_files.forms_rows())
    survey = brought_in(empty_ward, file)
    edits.edit(empty_ward, "survey", survey, {"emptied_on": "2023-12-01"})
    assert likely(empty_ward, file) == ""

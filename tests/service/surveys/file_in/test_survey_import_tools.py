"""The file of every survey tool, from the file to the survey and again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import survey_files
from tests.service.surveys.made_files import responses
from ward_desk.exchange.surveys import survey_reader
from ward_desk.service.document import Document
from ward_desk.service.surveys.file_in import survey_import

TOOLS = ("forms", "surveymonkey", "google", "qualtrics", "citizen_space", "smartsurvey", "plain")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("tool", TOOLS)
def test_every_tools_file_comes_in_once(empty_ward: Document, tmp_path: Path, tool: str, ending: str) -> None:
    path = getattr(survey_files, f"{tool}_{ending}")(tmp_path / f"{tool}.{ending}")
    file = survey_reader.read(path)
    done = survey_import.bring_in(empty_ward, file, survey_import.begin(empty_ward, file))
    found = responses(empty_ward, done.survey)
    assert len(found) == done.added == file.row_count
    kinds = [row["kind"] for row in empty_ward.store.rows("question", survey=done.survey, order="position")]
    assert {"several", "scale", "text"} <= set(kinds)
    assert {one[1] for one in found} & {"2023-10-05", "2023-05-10"}  # a day either way round is told, not refused
    given = [answer for *_, answers, _ in found for answer in answers]
    satisfied = [value for wording, values in given if wording.startswith(survey_files.SATISFIED) for value in values]
    assert sorted(satisfied) == sorted(one for _, one, _, _ in survey_files.ANSWERS if one)
    matters = [value for wording, values in given if wording == survey_files.MATTERS for value in values]
    assert len(set(matters)) == len(survey_files.CHOICES)
    assert matters.count("Crime") == sum(2 in places for places, *_ in survey_files.ANSWERS)
    words = sorted(str(row["words"]) for row in empty_ward.store.rows("comment", survey=done.survey))
    assert "=1+1" in words
    again = survey_reader.read(path)
    second = survey_import.bring_in(empty_ward, again, survey_import.begin(empty_ward, again, done.survey))
    assert (second.added, second.updated, second.same) == (0, 0, done.added)

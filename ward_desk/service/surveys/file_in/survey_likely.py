"""Survey likely: the survey whose responses a file holds already, so that a longer export goes on where the last one
ended."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import Final

from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.same_name import plain
from ward_desk.core.surveys.survey_file import SurveyFile
from ward_desk.service.document import Document
from ward_desk.service.surveys.file_in import survey_import

_ROWS: Final = 200  # looked at
_SURVEYS: Final = 3  # looked at closely


def likely(doc: Document, file: SurveyFile) -> str:
    """The id of the survey that most of the file's first rows are in already, unchanged; "" for none."""
    rows = min(file.row_count, _ROWS)
    head = file._replace(rows=lambda: islice(file.rows(), rows), row_count=rows)
    for survey in _candidates(doc, file):
        try:
            found = survey_import.preview(doc, head, survey_import.begin(doc, head, survey))
        except KnownError:  # its answers were removed
            continue
        if found.same * 2 > found.add + found.update + found.same:
            return survey
    return ""


def _candidates(doc: Document, file: SurveyFile) -> list[str]:
    """The surveys most of whose questions have a column in the file, the most alike first."""
    headings = {plain(heading.words or heading.code) for heading in file.headings}
    asked: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for question in doc.store.rows("question"):
        if source := text(question, "source"):
            over = source.rpartition(" – ")[0]  # of one column of a question that has several
            asked[text(question, "survey")] += 1
            there[text(question, "survey")] += not headings.isdisjoint((plain(source), plain(over)))
    alike = [survey for survey, number in there.most_common() if number * 2 > asked[survey]]
    return alike[:_SURVEYS]

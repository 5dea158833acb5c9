"""The page about the programme's data says what the data file holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.collate_files import a_return, action, count
from tests.exchange.return_samples import row
from ward_desk.core.collation.tables import RETURNS, TABLES
from ward_desk.exchange.collation.programme_page import QUESTIONS, page
from ward_desk.exchange.returns.return_data import clean
from ward_desk.service.collation.incoming import incoming
from ward_desk.store.programme import programme_file

PAGE = Path(__file__).parents[3] / "resources" / "programme-data.md"


def test_the_page_in_resources_is_the_data_as_it_is() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run: python -m ward_desk.exchange.collation.programme_page > resources/programme-data.md"
    )


def test_every_column_of_every_table_is_on_the_page() -> None:
    said = page()
    for table in (RETURNS, *TABLES):
        part = said.split(f"## Table `{table.name}`")[1].split("\n## ")[0]
        for column in table.columns:
            assert f"| `{column.name}` | {column.words} |" in part


@pytest.mark.parametrize(("question", "sql"), QUESTIONS)
def test_every_question_on_the_page_is_answered_by_a_data_file(tmp_path, question, sql) -> None:
    assert question in page()
    assert sql in page()
    said = [row("checks", code="overdue", rule="Late", result="Warning", what="It is late", explanation="Rain")]
    versions = [
        a_return("Abbey", version=number, checks=said, activity_counts=[count("Bins", months=(1, 2, number))],
                 action_plan=[action("A-1", "Bins", rating="Red", why=f"Reason {number}")])
        for number in (1, 2)
    ]  # fmt: skip
    path = tmp_path / "programme.sqlite"
    programme_file.add(path, [incoming(clean(data), "a.xlsx") for data in versions])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(sql).fetchall()

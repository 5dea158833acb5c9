"""The page about the programme's data says what the data file holds."""

from __future__ import annotations

from pathlib import Path

from ward_desk.core.collation.tables import RETURNS, TABLES
from ward_desk.exchange.collation.programme_page import page

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

"""The page the central team loads returns by says what the workbook holds."""

from __future__ import annotations

from pathlib import Path

from ward_desk.exchange.returns.return_sheets import TABLES
from ward_desk.exchange.returns.schema_page import page

PAGE = Path(__file__).parents[3] / "resources" / "return-schema.md"


def test_the_page_in_resources_is_the_schema_as_it_is() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run: python -m ward_desk.exchange.returns.schema_page > resources/return-schema.md"
    )


def test_every_column_of_every_table_is_on_the_page() -> None:
    said = page()
    for sheet in TABLES:
        part = said.split(f"table `{sheet.table}`")[1].split("\n## ")[0]
        for column in sheet.columns:
            assert f"| {column.heading} | `{column.key}` |" in part

"""Filling the council's own template from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.template_files import council_template, opened
from ward_desk.cli import Exit
from ward_desk.cli.fill_template import fill_template
from ward_desk.core.errors import KnownError
from ward_desk.core.template.mapping import ListSpot, Mapping, Spot
from ward_desk.exchange.template import mapping_file

MAPPING = Mapping(
    spots=(Spot("cover.ward", "Start", "C4"), Spot("cover.quarter", "Start", "C6")),
    lists=(ListSpot("action_plan", "Progress", 8, 19, (("ref", "A"), ("action", "B"))),),
)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = council_template(tmp_path)
    mapping_file.write(MAPPING, mapping_file.default_path(path))
    return path


def test_a_quarter_fills_the_template_by_the_mapping_beside_it(ward_path, template, capsys) -> None:
    out = template.with_name("filled.xlsx")
    assert fill_template(ward_path, "Q3 2023-24", template, None, out) == Exit.FINE
    book = opened(out)
    assert book["Start"]["C4"].value == "Chesham"
    assert book["Start"]["C6"].value == "Q3 2023/24"
    assert book["Progress"]["A8"].value.startswith("CHE-")
    said = capsys.readouterr().out
    assert f"Written: {out}" in said
    assert "formulas are worked out anew" in said


def test_what_is_in_the_way_is_listed_and_nothing_is_written(ward_path, template, capsys) -> None:
    other = mapping_file.write(MAPPING.with_spot(Spot("cover.town", "Start", "C12")), template.with_name("b.toml"))
    out = template.with_name("filled.xlsx")
    assert fill_template(ward_path, "Q3 2023-24", template, other, out) == Exit.REFUSED
    told = capsys.readouterr()
    assert "C12 of Start is worked out by a formula" in told.out.replace("\n", " ")
    assert "Nothing was written" in told.err
    assert not out.exists()


def test_a_template_nobody_has_mapped_says_what_to_do(ward_path, template) -> None:
    mapping_file.default_path(template).unlink()
    with pytest.raises(KnownError) as told:
        fill_template(ward_path, "Q3 2023-24", template, None, template.with_name("filled.xlsx"))
    assert told.value.code == "template.no_mapping"

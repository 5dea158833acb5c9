"""What a new document starts with, for both programmes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.service import frameworks
from ward_desk.service.document import Document
from ward_desk.service.wards import NewWard, start, suggested_prefix

BUCKS = frameworks.load("opportunity_bucks")
NORTH = frameworks.load("levelling_up_north_northants")


def test_a_chesham_document_starts_with_its_themes_and_counts(empty_ward: Document) -> None:
    partnership = empty_ward.partnership
    assert (partnership["ward"], partnership["prefix"]) == ("Chesham", "CHE")
    assert partnership["framework"] == BUCKS.code
    assert partnership["small_number"] == BUCKS.thresholds.small_number
    themes = empty_ward.store.rows("theme", order="position")
    assert [row["label"] for row in themes] == [theme.label for theme in BUCKS.themes]
    assert len(themes) == 5
    counts = empty_ward.store.rows("activity_count", order="position")
    assert [row["name"] for row in counts] == [count.name for count in BUCKS.counts]
    codes = {row["id"]: row["code"] for row in themes}
    assert [codes.get(row["theme"], "") for row in counts] == [count.theme for count in BUCKS.counts]
    assert empty_ward.store.rows("action") == []


def test_a_north_northamptonshire_document_hangs_on_recommendations(north_northants_ward: Document) -> None:
    rows = north_northants_ward.store.rows("recommendation", order="position")
    assert [row["title"] for row in rows] == [one.title for one in NORTH.recommendations]
    assert {row["term"] for row in rows} == {"short", "medium", "longer"}
    assert north_northants_ward.partnership["framework"] == NORTH.code


@pytest.mark.parametrize("framework", [BUCKS, NORTH], ids=lambda one: one.code)
def test_every_ward_of_a_programme_can_be_started(framework: frameworks.Framework, tmp_path: Path) -> None:
    for number, known in enumerate(framework.wards):
        path = tmp_path / f"{number}.ward"
        document = Document.create(path, start(NewWard(framework, known.ward, known.town)))
        assert document.partnership["prefix"] == known.prefix
        document.close()


@pytest.mark.parametrize(
    ("ward", "prefix"), [("chesham ", "CHE"), ("Elm Park", "ELM"), ("Ö", "WRD"), ("X", "WRD"), ("", "WRD")]
)
def test_a_prefix_is_suggested_that_will_be_taken(ward: str, prefix: str) -> None:
    assert suggested_prefix(ward, BUCKS) == prefix
    start(NewWard(BUCKS, ward or "Ward", prefix=prefix))


@pytest.mark.parametrize("prefix", ["C", "1AB", "CH-", "TOOLONG", "CHÉ", "C E", "CHE\n0"])
def test_a_prefix_that_cannot_stand_before_references_is_refused(prefix: str) -> None:
    with pytest.raises(KnownError) as caught:
        start(NewWard(BUCKS, "Chesham", prefix=prefix))
    assert caught.value.code == "prefix"


def test_a_ward_wants_a_name() -> None:
    with pytest.raises(KnownError) as caught:
        start(NewWard(BUCKS, "  "))
    assert caught.value.code == "no_ward"


def test_words_are_kept_as_typed_without_the_blanks_around_them(
    tmp_path: Path, open_document: Callable[..., Document]
) -> None:
    new = NewWard(BUCKS, " Œuvre & Söhne ", " Town ", " oeu2 ", work_email="ward@example.gov.uk")
    Document.create(tmp_path / "new.ward", start(new)).close()
    partnership = open_document(tmp_path / "new.ward").partnership
    assert (partnership["ward"], partnership["town"], partnership["prefix"]) == ("Œuvre & Söhne", "Town", "OEU2")

"""The two frameworks that ship, and what is said about one that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from ward_desk.core import choices, resources
from ward_desk.core.errors import KnownError
from ward_desk.core.ratings import RATINGS
from ward_desk.core.records import RECORDS
from ward_desk.service import frameworks

FILES = sorted((resources.folder() / "frameworks").glob("*.toml"))
BUCKS = resources.folder() / "frameworks" / "opportunity_bucks.toml"


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def framework(request: pytest.FixtureRequest) -> frameworks.Framework:
    return frameworks.read(request.param)


def broken(tmp_path: Path, old: str, new: str) -> str:
    """What is said when `old` in the Opportunity Bucks file is replaced by `new`."""
    text = BUCKS.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "broken.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnownError) as caught:
        frameworks.read(path)
    return str(caught.value.happened)


def test_both_frameworks_ship_in_order_of_title() -> None:
    assert [one.code for one in frameworks.available()] == [
        "levelling_up_north_northants",
        "opportunity_bucks",
    ]


def test_a_file_carries_the_name_of_its_code() -> None:
    assert {path.stem for path in FILES} == {one.code for one in frameworks.available()}


def test_the_codes_of_counts_are_ones_a_record_accepts(framework: frameworks.Framework) -> None:
    record = RECORDS["activity_count"]
    for count in framework.counts:
        for name in ("kind", "level", "nature", "better", "frequency"):
            codes = {code for code, _ in record.field(name).choices}
            assert getattr(count, name) in codes, f"{count.code}: {name}"


def test_a_count_belongs_to_a_theme_of_its_framework_or_to_none(framework: frameworks.Framework) -> None:
    themes = {theme.code for theme in framework.themes}
    assert {count.theme for count in framework.counts} <= themes | {""}


def test_every_code_is_used_once(framework: frameworks.Framework) -> None:
    for rows in (framework.themes, framework.recommendations, framework.counts):
        codes = [row.code for row in rows]
        assert len(codes) == len(set(codes))
    prefixes = [ward.prefix for ward in framework.wards]
    assert len(prefixes) == len(set(prefixes))


def test_the_rating_key_uses_the_words_of_the_ratings(framework: frameworks.Framework) -> None:
    labels = {line.code: line.label for line in framework.rating_key}
    assert {code: labels[code] for code, _ in RATINGS} == dict(RATINGS)
    assert all(line.meaning for line in framework.rating_key)


def test_both_keep_the_same_calendar_and_thresholds(framework: frameworks.Framework) -> None:
    assert framework.year_start_month == 4
    assert framework.return_due_day == 15
    assert framework.thresholds == frameworks.Thresholds(5, 60, 28, 250, 200)


def test_opportunity_bucks_hangs_on_five_themes_in_ten_wards_of_three_towns() -> None:
    bucks = frameworks.load("opportunity_bucks")
    assert bucks.shape == "themes"
    assert [theme.label for theme in bucks.themes] == [
        "Education and Youth Engagement",
        "Jobs, Careers and Skills",
        "Quality of Public Realm",
        "Standard of Living",
        "Health and Wellbeing",
    ]
    assert len(bucks.wards) == 10
    assert {ward.town for ward in bucks.wards} == {"Aylesbury", "Chesham", "High Wycombe"}
    assert frameworks.Ward("Chesham", "Chesham", "CHE") in bucks.wards


def test_a_theme_remembers_what_it_was_called_before() -> None:
    themes = {theme.code: theme for theme in frameworks.load("opportunity_bucks").themes}
    assert themes["education"].earlier_words == "Education and Skills (A 2.3)"
    assert themes["jobs"].earlier_words == "Jobs and career opportunities (A 2.3)"
    assert themes["living"].earlier_words == ""


def test_north_northamptonshire_hangs_on_twelve_recommendations_in_three_terms() -> None:
    north = frameworks.load("levelling_up_north_northants")
    assert north.shape == "recommendations"
    assert north.themes == ()
    terms = [one.term for one in north.recommendations]
    assert [terms.count(code) for code, _ in choices.TERMS] == [4, 4, 4]
    assert [ward.ward for ward in north.wards] == [
        "Avondale and Grange",
        "Kingswood and Hazel Leys",
        "Queensway",
    ]


def test_no_framework_invents_an_official_ward_code() -> None:
    for path in FILES:
        assert "E05" not in path.read_text(encoding="utf-8"), path.name


def test_an_unknown_framework_is_named() -> None:
    with pytest.raises(KnownError) as caught:
        frameworks.load("no_such_programme")
    assert "no_such_programme" in caught.value.happened


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('council = "Buckinghamshire Council"', "", "“council” is missing"),
        ('council = "Buckinghamshire Council"', 'council = ""', "“council” is empty"),
        ('shape = "themes"', 'shape = "star"', "none of themes, recommendations"),
        ('shape = "themes"', 'shape = "recommendations"', "there are no recommendations"),
        ('code = "jobs"', 'code = "education"', "“themes” has “education” twice"),
        ('theme = "jobs"', 'theme = "trade"', "“trade”, which is not the code of a theme"),
        ('nature = "rate"', 'nature = "share"', "counts 2: “nature” is “share”"),
        ("tolerance = 10.0", "tolerance = true", "counts 1: “tolerance” must be a number"),
        ("tolerance = 10.0", "tolerance = 101", "from 0 to 100"),
        ("small_number = 5", "small_number = 1", "thresholds: “small_number” must be from 3 to 20"),
        ("due_day = 15", 'due_day = "15"', "returns: “due_day” must be a whole number"),
        ('prefix = "CHE"', 'prefix = "Che1"', "must be three capital letters"),
        ("date = 2022-07-12", 'date = "12 July 2022"', "“date” must be a date"),
        ('code = "blue"', 'code = "black"', "green, amber, red, blue"),
        ("[returns]", "[returns", "broken.toml"),
        ('earlier_labels = [{ label = "Education and Skills", source = "A 2.3" }]', 'earlier_labels = ["x"]',
         "themes 1: “earlier_labels” must be a list of tables"),
    ],
)  # fmt: skip
def test_a_broken_file_is_named_with_what_is_wrong(tmp_path: Path, old: str, new: str, said: str) -> None:
    happened = broken(tmp_path, old, new)
    assert "broken.toml" in happened
    assert said in happened


def test_a_file_that_is_not_text_is_refused_kindly(tmp_path: Path) -> None:
    path = tmp_path / "binary.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KnownError, match=r"binary\.toml"):
        frameworks.read(path)


def test_resources_stand_beside_the_package_in_a_checkout() -> None:
    assert BUCKS.is_file()

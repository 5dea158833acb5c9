"""The mapping as a file: read back as written, and refused in plain words when it is not one of ours."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward_desk.core.errors import KnownError
from ward_desk.core.template.mapping import ListSpot, Mapping, Spot
from ward_desk.exchange.template.mapping_file import default_path, read, write

MAPPING = Mapping(
    "council template.xlsx",
    "a:b c:d",
    (Spot("cover.ward", "Start", "C5"),),
    (ListSpot("action_plan", "Progress", 8, 19, (("ref", "A"), ("action", "C"))),),
    {"action_plan.rating": {"Green": "On track"}},
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@st.composite
def mappings(draw: st.DrawFn) -> Mapping:
    letters = st.lists(st.sampled_from("ABCDEFGH"), unique=True, max_size=4)
    spots = draw(st.lists(st.builds(Spot, TEXTS, TEXTS, TEXTS), max_size=3))
    lists = [
        ListSpot(draw(TEXTS), draw(TEXTS), 1, draw(st.integers(1, 99)), tuple((draw(TEXTS), one) for one in several))
        for several in draw(st.lists(letters, max_size=2))
    ]
    words = draw(st.dictionaries(TEXTS, st.dictionaries(TEXTS, TEXTS, min_size=1, max_size=2), max_size=2))
    return Mapping(draw(TEXTS), draw(TEXTS), tuple(spots), tuple(lists), words)


def test_the_mapping_stands_beside_its_template() -> None:
    assert default_path(Path("/x/Return v2.xlsx")) == Path("/x/Return v2.mapping.toml")


def test_two_templates_of_one_name_have_a_mapping_each(tmp_path) -> None:
    plain, macros = tmp_path / "Return.xlsx", tmp_path / "Return.xlsm"
    write(replace(MAPPING, template="Return.xlsx"), default_path(plain))
    assert default_path(macros) == tmp_path / "Return.mapping.toml"  # made for the file it was before
    plain.touch()
    assert default_path(plain) == tmp_path / "Return.mapping.toml"
    assert default_path(macros) == tmp_path / "Return.xlsm.mapping.toml"
    write(replace(MAPPING, template="Return.xlsm"), default_path(macros))
    plain.unlink()
    assert default_path(macros) == tmp_path / "Return.xlsm.mapping.toml"
    (tmp_path / "Return.mapping.toml").write_bytes(b"?")
    assert default_path(plain) == tmp_path / "Return.mapping.toml"


def test_a_column_typed_in_small_letters_is_that_column(tmp_path) -> None:
    path = write(MAPPING, tmp_path / "a.toml")
    path.write_text(path.read_text("utf-8").replace('"C" = "action"', 'c = "action"'), "utf-8")
    assert read(path) == MAPPING


@given(mappings())
def test_a_mapping_written_is_read_back_equal(mapping) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert read(write(mapping, Path(folder) / "a.toml")) == mapping


def test_a_person_can_read_the_file(tmp_path) -> None:
    text = write(MAPPING, tmp_path / "a.toml").read_text(encoding="utf-8")
    assert text.startswith("# Which field")
    assert '[[cell]]\nfield = "cover.ward"\nsheet = "Start"\ncell = "C5"\n' in text
    assert 'columns = { "A" = "ref", "C" = "action" }' in text
    assert '[words."action_plan.rating"]\n"Green" = "On track"\n' in text


def test_a_mark_at_the_start_of_the_file_does_no_harm(tmp_path) -> None:
    path = write(MAPPING, tmp_path / "a.toml")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read(path) == MAPPING


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not the mapping of a template"),
        (b"format = 'one'", "not the mapping of a template"),
        (b"format = 2", "newer Ward Desk (format 2; this one reads up to 1)"),
        (b"format = 0", "no format 0"),
        (b"format = ", "damaged"),
        (b"\xff\xfe\x00", "not a text file"),
        (b"format = 1\ncolour = 'red'", "It has “colour”, which this Ward Desk does not know"),
        (b"format = 1\ncell = 3", "“cell” must be a list of tables"),
        (b"format = 1\n[[cell]]\nfield = 'a'\nsheet = 'b'", "In cell 1, “cell” is missing"),
        (b"format = 1\n[[cell]]\nfield = 'a'\nsheet = 'b'\ncell = 5", "In cell 1, “cell” must be text"),
        (b"format = 1\n[[cell]]\nfield = 'a'\nsheet = 'b'\ncell = 'A1'\nx = 1", "Cell 1 has “x”"),
        (
            b"format = 1\n[[list]]\ntable = 'a'\nsheet = 'b'\nfirst_row = true\nlast_row = 2\ncolumns = {}",
            "In list 1, “first_row” must be a whole number",
        ),
        (b"format = 1\nwords = 'x'", "“words” must be a table"),
        (b"format = 1\n[words.a]\nb = 1", "In words of a, “b” must be text"),
        (b"format = 1\nx = " + b"[" * 5_000, "damaged"),
        (b"format = " + b"1" * 5_000, "damaged"),
    ],
)
def test_a_file_that_is_no_sound_mapping_is_refused_in_plain_words(tmp_path, content, said) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    with pytest.raises(KnownError) as told:
        read(path)
    assert said in told.value.happened
    assert "a.toml" in told.value.happened
    assert told.value.code == "template.mapping"


def test_a_mapping_that_is_not_there_is_told(tmp_path) -> None:
    with pytest.raises(KnownError) as told:
        read(tmp_path / "a.toml")
    assert told.value.code == "file.cannot_read"

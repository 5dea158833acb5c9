from __future__ import annotations

from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.survey_files import as_text
from ward_desk.exchange import text_file
from ward_desk.exchange.cell_text import clean_text
from ward_desk.exchange.csv_out import guarded
from ward_desk.exchange.surveys.survey_table import of_text
from ward_desk.exchange.text_file import unguarded

WORDS: Final = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n,;|'\"=-é’ "))
WINDOWS: Final = st.text(st.sampled_from("abc 019\n,;|'\"=-+@é£’–…"))
ENCODINGS: Final = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
NAMES: Final = ["Question one", "Question two", "Question three"]


def seen(cell: str) -> str:
    """What is read of a cell: without the mark of our own lists, and without spaces around it."""
    return clean_text(unguarded(cell)).strip()


def check(rows: list[list[str]], sign: str, encoding: str) -> None:
    # A file by another program has its line ends as this one; what parts its columns is told by its headings.
    content = as_text([NAMES] * 100 + rows, sign, encoding)
    expected = [(at, list(map(seen, row))) for at, row in enumerate(rows, start=101)]
    found = list(of_text(content).records())
    assert found[:100] == [(at, NAMES) for at in range(1, 101)]
    assert found[100:] == [(at, cells) for at, cells in expected if any(cells)]


@given(
    rows=st.lists(st.lists(WORDS, min_size=3, max_size=3), max_size=6),
    sign=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(ENCODINGS),
)
def test_what_the_csv_module_writes_comes_back_cell_for_cell(rows: list[list[str]], sign: str, encoding: str) -> None:
    check(rows, sign, encoding)


@given(rows=st.lists(st.lists(WINDOWS, min_size=3, max_size=3), min_size=1, max_size=6), sign=st.sampled_from(",;\t|"))
def test_windows_letters_come_back_cell_for_cell(rows: list[list[str]], sign: str) -> None:
    text = as_text(rows, sign).decode()
    assume(text.isascii() or not is_utf_8(text.encode("cp1252")))
    check(rows, sign, "cp1252")


def is_utf_8(content: bytes) -> bool:
    """Whether the bytes could be either writing: nothing can tell then."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@given(WORDS)
def test_what_our_own_lists_write_of_a_text_is_read_as_the_text(words: str) -> None:
    content = as_text([NAMES, ["x", guarded(words), "y"]])
    assert list(of_text(content).records())[1][1][1] == clean_text(words).strip()


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    content = b'Q,Why\r\n\r\n1,"two\r\nlines"\r\n , \r\n2,x'
    assert list(of_text(content).records()) == [(1, ["Q", "Why"]), (3, ["1", "two\nlines"]), (5, ["2", "x"])]


def test_a_line_that_names_the_separator_is_believed_and_not_counted() -> None:
    assert list(of_text(b"sep=|\r\nQ|Why, then\r\n1|a, b\r\n").records()) == [
        (1, ["Q", "Why, then"]),
        (2, ["1", "a, b"]),
    ]


def test_lines_of_old_macs_are_lines() -> None:
    assert [cells for _, cells in of_text(b"Q,Why\r1,a\r2,b").records()] == [["Q", "Why"], ["1", "a"], ["2", "b"]]


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\ufffe", "\uffff"])
def test_a_character_no_file_may_hold_is_shown_as_unknown(sign: str) -> None:
    found = list(of_text(f"Q,Why\n1,one{sign}two\n".encode()).records())
    assert found[1][1][1] == "one\ufffdtwo"


def test_a_guard_at_the_edge_of_a_piece_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ward_desk.exchange.text_file._CHUNK", 7)
    assert list(of_text(b"Q,Why\n'=1+1,a\n").records())[1][1][0] == "=1+1"
    assert list(of_text("Q,Why\né'=1,a\n'=1+1,a\n".encode()).records())[2][1][0] == "=1+1"


@pytest.mark.parametrize("sign", [",", ";", "]", "^"])
@pytest.mark.parametrize("between", range(5))
def test_the_mark_of_our_own_lists_is_found_wherever_the_file_is_cut(
    monkeypatch: pytest.MonkeyPatch, sign: str, between: int
) -> None:
    content = f"sep={sign}\nOne{sign}Two\na{sign}'=1\n".encode()
    monkeypatch.setattr(text_file, "_CHUNK", len(content) - between)
    table = of_text(content)
    assert not table.plain
    assert list(table.records()) == [(1, ["One", "Two"]), (2, ["a", "=1"])]


@pytest.mark.parametrize("chunk", [1, 2, 3, 1000])
def test_words_that_end_with_an_apostrophe_cost_no_cleaning(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    monkeypatch.setattr(text_file, "_CHUNK", chunk)
    assert of_text(b"One,Two\nthe kids' bus,the buses'\nrock 'n' roll,it's ''x''\nthe girls'-only,\"a,b'\"\n").plain

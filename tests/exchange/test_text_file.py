from __future__ import annotations

import pytest

from ward_desk.exchange.text_file import Layout, decoded, encoding_of, layout_of
from ward_desk.exchange.workbook_file import NotAWorkbookError

WORDS = "No,Why\n1,café – “quiet”\n" * 400


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_writing_of_a_text_is_known_from_its_bytes(encoding: str) -> None:
    content = WORDS.encode(encoding)
    assert encoding_of(content) == encoding
    assert "".join(decoded(content, encoding)) == WORDS


def test_a_letter_over_the_edge_of_two_pieces_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ward_desk.exchange.text_file._CHUNK", 5)
    assert encoding_of(WORDS.encode()) == "utf-8"
    assert "".join(decoded(WORDS.encode(), "utf-8")) == WORDS


@pytest.mark.parametrize("content", [b"PK\x03\x04 zip", b"No,Why\x01\n", b"No\x81\x8d", b"\xff\xfeN\x00o"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(NotAWorkbookError):
        encoding_of(content)


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ("No;Why\n1;a, b\n2;c, d, e\n", Layout(";", 0)),
        ("No\tWhy\n1\ta;b\n", Layout("\t", 0)),
        ("sep=|\r\nNo|Why\r\n", Layout("|", 7)),
        ("Why\nBuses\n", Layout(",", 0)),
    ],
)
def test_what_parts_the_columns_is_what_parts_most_rows_alike(text: str, layout: Layout) -> None:
    assert layout_of(text) == layout

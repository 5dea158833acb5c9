"""Text as a workbook cell holds it: which characters, how many, and how "_x0041_" is written.

Excel reads _x0041_ inside a cell as the letter A. The file format's way out is to write its first underscore
as _x005F_; every text goes into a cell through `escape` and comes out of one through `unescape`.
"""

from __future__ import annotations

import re
from typing import Final

# Excel's own limit, counted in UTF-16 units: an emoji is two.
MOST_CHARACTERS: Final = 32_767

_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TO_CLEAN: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED: Final = re.compile("_x005[Ff]_(?=x[0-9A-Fa-f]{4}_)")


def clean_text(text: str) -> str:
    """The text with plain line ends, and U+FFFD for each character that no XML file may hold.

    Nothing but spaces is no text: Excel gives such a cell back empty.
    """
    if _TO_CLEAN.search(text):
        text = _NOT_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "" if text.isspace() else text


def length_in_cell(text: str) -> int:
    """How many characters Excel counts for the text."""
    return len(escape(text).encode("utf-16-le")) // 2


def escape(text: str) -> str:
    """The text as it is written into the file."""
    return _LOOKS_ESCAPED.sub("_x005F_", text) if "_x" in text else text


def unescape(text: str) -> str:
    """The text that `escape` was given."""
    return _ESCAPED.sub("_", text) if "_x" in text else text

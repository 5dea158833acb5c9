"""How the letters of a part are written: one in UTF-16 is read as UTF-8, and written back as it was."""

from __future__ import annotations

import codecs
from typing import Final, NamedTuple

# What such a part begins with: a mark, or without one its first "<".
_BEGINS: Final = (
    (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", b"", "utf-16-le"),
    (b"\0<", b"", "utf-16-be"),
)


class Letters(NamedTuple):
    """How a part is written; nothing in it for one whose bytes are taken as they are."""

    mark: bytes = b""
    utf_16: str = ""

    @property
    def read_as(self) -> str | None:
        """What the parser is to take the bytes for, whatever the part says of itself; None: what it says."""
        return "utf-8" if self.utf_16 else None

    def written(self, content: bytes) -> bytes:
        """The content as the part had it."""
        return self.mark + content.decode().encode(self.utf_16) if self.utf_16 else content


AS_THEY_ARE: Final = Letters()


def read_letters(part: bytes) -> tuple[bytes, Letters]:
    """A part in bytes of which "<" is one of nothing else. Raises ValueError for one that is cut off or damaged."""
    for begin, mark, name in _BEGINS:
        if part.startswith(begin):
            return part[len(mark) :].decode(name).encode(), Letters(mark, name)
    return part, AS_THEY_ARE

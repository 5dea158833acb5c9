"""Which colour a cell is filled with, in the words ratings use."""

from __future__ import annotations

import colorsys
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from openpyxl import Workbook

_PALE: Final = 0.08  # less saturated than this is grey, white or black
_HUES: Final = ((15, "red"), (68, "amber"), (175, "green"), (265, "blue"), (335, ""), (361, "red"))
_THEME_ORDER: Final = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
_OFFICE: Final = ("FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47")


def name(red: int, green: int, blue: int) -> str:
    """red, amber, green, blue or grey for a colour of 0 to 255 each; "" for white, black and all others."""
    hue, light, _ = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    strength = (max(red, green, blue) - min(red, green, blue)) / 255
    if strength < _PALE:
        return "grey" if 0.2 < light < 0.94 else ""
    return next(word for end, word in _HUES if hue * 360 < end)


class Palette:
    """The fills of a workbook, each judged once."""

    def __init__(self, book: Workbook) -> None:
        self._theme = _theme(book.loaded_theme)
        self._book = book
        self._judged: dict[int, str] = {}
        self._inked: dict[int, str] = {}

    def of(self, style: int) -> str:
        """The colour of a cell's style."""
        if style not in self._judged:
            fills, formats = self._book._fills, self._book._cell_styles
            fill = fills[formats[style].fillId]
            self._judged[style] = self._judge(fill.fgColor) if fill.fill_type == "solid" else ""
        return self._judged[style]

    def of_letters(self, style: int) -> str:
        """The colour of the letters in a cell's style, as for a ● that is the whole of a rating."""
        if style not in self._inked:
            colour = self._book._fonts[self._book._cell_styles[style].fontId].color
            self._inked[style] = self._judge(colour) if colour is not None else ""
        return self._inked[style]

    def _judge(self, colour: Any) -> str:
        if colour.type == "rgb":
            return _named(colour.rgb[-6:], 0.0)
        if colour.type == "theme" and colour.theme < len(self._theme):
            return _named(self._theme[colour.theme], colour.tint)
        if colour.type == "indexed":
            from openpyxl.styles.colors import COLOR_INDEX

            known = self._book._colors or COLOR_INDEX
            if colour.indexed < len(known):
                return _named(known[colour.indexed][-6:], colour.tint)
        return ""


def _named(code: str, tint: float) -> str:
    """The name of a colour such as "FFC000", made lighter (tint up to 1) or darker (down to -1)."""
    parts = [int(code[at : at + 2], 16) for at in (0, 2, 4)]
    if tint > 0:
        parts = [round(part + (255 - part) * tint) for part in parts]
    elif tint < 0:
        parts = [round(part * (1 + tint)) for part in parts]
    return name(parts[0], parts[1], parts[2])


def _theme(xml: bytes | None) -> tuple[str, ...]:
    """The theme's ten colours in the order a cell counts them; Office's own where the file has no theme."""
    if not xml:
        return _OFFICE
    text = xml.decode("utf-8", "replace")
    return tuple(_theme_colour(text, part) or usual for part, usual in zip(_THEME_ORDER, _OFFICE, strict=True))


def _theme_colour(text: str, part: str) -> str:
    found = re.search(rf'<a:{part}>\s*<a:(?:srgbClr val|sysClr [^>]*lastClr)="([0-9A-Fa-f]{{6}})"', text)
    return found[1] if found else ""

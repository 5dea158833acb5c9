"""Scale tones: the colours of a scale from its low to its high end, mixed from the roles of the theme in use.

The low side is amber and the high side the accent, as in the pictures of the design: two colours that colour-blind
eyes tell apart, each the stronger the further from the middle.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

Roles = Callable[[str], str]  # the colour of a role: "#1b2430"

_STRENGTHS: Final = {"1": 0.35, "2": 0.6, "3": 1.0}
DARK_LETTERS: Final = "#000000"
LIGHT_LETTERS: Final = "#ffffff"


def tones(of: int) -> list[str]:
    """The tones of so many options: "low_3", "low_2", "middle", "high_2", "high_3" of five."""
    side = of // 2
    made = []
    for place in range(of):
        if of % 2 and place == side:
            made.append("middle")
            continue
        low = place < side
        out = side - place if low else place - (of - side) + 1  # steps from the middle
        strength = 3 if side == 1 else max(1, round(3 - 2 * (side - out) / side))
        made.append(f"{'low' if low else 'high'}_{strength}")
    return made


def mixed(role: Roles, tone: str) -> str:
    """The colour of a tone: "#c98a2a"."""
    if tone == "middle":
        return role("track")
    side, _, strength = tone.partition("_")
    full, ground = role("amber" if side == "low" else "accent"), role("card")
    share = _STRENGTHS[strength]
    parts = (round(int(full[at : at + 2], 16) * share + int(ground[at : at + 2], 16) * (1 - share)) for at in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in parts)


def letters_on(colour: str) -> str:
    """Dark or light letters, whichever can be read better on a colour."""
    light = _light(colour) + 0.05
    return DARK_LETTERS if light / (_light(DARK_LETTERS) + 0.05) > 1.05 / light else LIGHT_LETTERS


def _light(colour: str) -> float:
    """The relative luminance of a colour (WCAG)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

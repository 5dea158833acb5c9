"""What a framework says of a programme, as far as putting returns together needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ward_desk.core.collation.themes import Themes


@dataclass(frozen=True)
class Standard:
    """What is known of a programme from its framework; all empty when it has none."""

    wards: tuple[str, ...] = ()
    themes: Themes = field(default_factory=Themes)
    codes: Mapping[str, str] = field(default_factory=dict)  # a standard count's name, as it is compared -> its code
    names: Mapping[str, str] = field(default_factory=dict)  # its code -> its name

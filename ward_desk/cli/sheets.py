"""Which sheet of a file that is brought in a person means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ward_desk.core.errors import KnownError
from ward_desk.core.same_name import plain

if TYPE_CHECKING:
    from ward_desk.core.tracker.tracker import TrackerFile


def sheet_named(file: TrackerFile, name: str) -> int:
    """The place of the sheet of that name, from 0. Raises KnownError naming those there are."""
    names = [one.name for one in file.sheets]
    for at, one in enumerate(names):
        if plain(one) == plain(name):
            return at
    raise KnownError(
        "no_sheet", f"{file.name} has no sheet “{name}”.", "Nothing was changed.",
        f"It has {', '.join(f'“{one}”' for one in names)}.",
    )  # fmt: skip

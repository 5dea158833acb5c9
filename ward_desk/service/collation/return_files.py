"""Return files: what of the files and folders that somebody names may be a return."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

# Workbooks, and what somebody may have sent in place of one, which is told rather than passed over.
_ENDINGS: Final = frozenset((".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".zip"))
_MOST_NAMED: Final = 5


def returns_among(paths: Iterable[Path], besides: Path | None = None) -> tuple[list[Path], list[Path]]:
    """Every file, once each and in one order, of a folder what may be returns; and the folders without any. `besides`
    is a file to leave out, the one to be written."""
    found: dict[Path, Path] = {}
    empty: list[Path] = []
    for path in paths:
        inside = [path]
        if path.is_dir():
            inside = [one for one in in_folder(path) if besides is None or place_of(one) != place_of(besides)]
            if not inside:
                empty.append(path)
        found |= {place_of(one): one for one in inside}
    return sorted(found.values(), key=lambda path: (path.name, str(path))), empty


def in_folder(folder: Path) -> list[Path]:
    """The files of a folder that may be returns. Programme workbooks written here before are not among them."""
    from ward_desk.exchange.collation import programme_workbook

    found = sorted(one for one in folder.glob("*") if one.suffix.casefold() in _ENDINGS)
    return [one for one in found if not one.name.startswith(("~$", ".")) and not programme_workbook.is_one(one)]


def nothing_in(folder: Path) -> str:
    """What to say of a folder without a return: the folders inside it that have some are named."""
    said = "There is no workbook in this folder"
    inside = sorted(one.name for one in folder.glob("*") if one.is_dir() and in_folder(one))
    if not inside:
        return f"{said}."
    named = f"{', '.join(inside[:_MOST_NAMED])}{' …' if len(inside) > _MOST_NAMED else ''}"
    return f"{said} itself, but there are some in folders inside it: {named}. Name the folder you want."


def place_of(path: Path) -> Path:
    """Where a file truly is; a link that leads nowhere is where it stands."""
    return Path(os.path.realpath(path))

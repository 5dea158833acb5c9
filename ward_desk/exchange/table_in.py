"""Tables from outside, workbooks or text: what they may be called, and what is said of one that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ward_desk.core.errors import KnownError
from ward_desk.exchange.file_limits import Limits
from ward_desk.exchange.workbook_file import NotAWorkbookError

WORKBOOKS: Final = (".xlsx", ".xlsm")
TEXTS: Final = (".csv", ".tsv", ".txt")
ENDINGS: Final = WORKBOOKS + TEXTS
_SAVE_ANEW: Final = (
    "Open it in your spreadsheet program, save a copy without a password as an Excel workbook "
    "(.xlsx), and bring that in."
)


def is_workbook(path: Path, limits: Limits) -> bool:
    """Whether the file is called a workbook rather than text. Raises KnownError when it is called neither."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise KnownError(
            f"{limits.code}.unknown_kind",
            f"{path.name} is not a kind of file the desk can read a {limits.noun} from.",
            "Nothing was changed.",
            "Open it in your spreadsheet program and save it as an Excel workbook (.xlsx) or as CSV.",
        )
    return ending in WORKBOOKS


@contextmanager
def told_plainly(limits: Limits) -> Iterator[None]:
    """Say of a file that is no workbook or text, or not a safe one, how to save it anew. Raises KnownError."""
    try:
        yield
    except NotAWorkbookError as error:
        raise KnownError(f"{limits.code}.unreadable", error.happened, error.safe, _SAVE_ANEW) from error

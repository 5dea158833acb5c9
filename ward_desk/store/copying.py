"""Copying: a whole, checked copy of a document, put in place in one step."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from ward_desk.core.errors import KnownError
from ward_desk.store import lock
from ward_desk.store.connection import plain_errors
from ward_desk.store.identify import check


def copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy an open document, as it is committed now. Raises KnownError; an old file at `target` is kept then, and one
    that somebody has open is never replaced."""
    if lock.holder(target) is not None:
        raise lock.refusal(target)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with plain_errors(target):
            out = sqlite3.connect(temporary, isolation_level=None)
            try:
                connection.backup(out)
                check(out, temporary)
            finally:
                out.close()
        temporary.replace(target)
    except OSError as error:
        raise KnownError(
            "cant_copy", f"The copy could not be put at {target}: {error.strerror or error}.",
            "The document you have open is safe.", "Choose another folder or name.",
        ) from error  # fmt: skip
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()

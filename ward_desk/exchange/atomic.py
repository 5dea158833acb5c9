"""Replace a file whole or not at all: written beside it, flushed to the disk, put in its place in one step."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import uuid4

from ward_desk.core.errors import KnownError

# Seconds to wait before trying again: on Windows a virus scanner or a sync client holds a file for a moment.
RETRY_AFTER: Final = (0.05, 0.1, 0.2, 0.4, 0.8)

_FULL: Final = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_WINDOWS_FULL: Final = {39, 112}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
_WINDOWS_IN_USE: Final = {32, 33}  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


def replace_file(path: Path, write: Callable[[Path], None]) -> Path:
    """Let `write` fill a temporary file, then put that in the place of `path`. Gives back `path`.

    Whatever goes wrong, the file that was there stays as it was and the temporary file goes. A link is
    followed: the file it points at is replaced. Raises KnownError for every fault of the disk or the folder;
    anything else that `write` raises passes through.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise KnownError(
            "file.is_folder", f"{path.name} is a folder.", "Nothing was written.", "Choose another file name."
        )
    temporary = target.with_name(f".ward-desk-{uuid4().hex}.part")
    try:
        # Made here, so that a missing folder shows before any work is done, and with the usual permissions.
        temporary.open("xb").close()
        write(temporary)
        _flush(temporary)
        _put_in_place(temporary, target)
    except OSError as error:
        raise _known(error, path, existed=target.exists()) from error
    finally:
        # Gone already when all went well; a second fault here must not hide the first.
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    _flush_folder(target.parent)
    return path


def _flush(file: Path) -> None:
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _flush_folder(folder: Path) -> None:
    # Makes the new name itself last through a power cut; Windows and some network disks cannot, and need not.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _put_in_place(temporary: Path, target: Path) -> None:
    for wait in RETRY_AFTER:
        try:
            os.replace(temporary, target)  # noqa: PTH105 - one name to fail in tests, whatever Path does
        except PermissionError:
            time.sleep(wait)
        else:
            return
    try:
        os.replace(temporary, target)  # noqa: PTH105
    except PermissionError as error:
        raise _InUseError(errno.EACCES, error.strerror) from error


class _InUseError(PermissionError):
    """The new file is written, only its place is not free."""


def _known(error: OSError, path: Path, *, existed: bool) -> KnownError:
    """The fault in plain sentences."""
    safe = f"The {path.name} that was there is unchanged." if existed else "Nothing was written."
    folder = path.parent
    windows = getattr(error, "winerror", None)
    if error.errno in _FULL or windows in _WINDOWS_FULL:
        code, happened, next_step = (
            "file.disk_full",
            f"There is no room left on the disk for {path.name}.",
            "Make room or choose another folder, then try again.",
        )
    elif (isinstance(error, _InUseError) and existed) or windows in _WINDOWS_IN_USE:
        code, happened, next_step = (
            "file.in_use",
            f"{path.name} is open in another program, such as Excel.",
            "Close it there, then try again.",
        )
    elif isinstance(error, FileNotFoundError | NotADirectoryError) and not folder.is_dir():
        code, happened, next_step = (
            "file.no_folder",
            f"The folder {folder} is not there.",
            "Choose another folder, or plug in the drive it is on.",
        )
    elif isinstance(error, PermissionError) or error.errno == errno.EROFS:
        code, happened, next_step = (
            "file.no_permission",
            f"You may not write in the folder {folder}.",
            "Choose another folder, such as Documents.",
        )
    elif error.errno == errno.ENAMETOOLONG:
        code, happened, next_step = (
            "file.name_too_long",
            f"The name {path.name} is too long for this disk.",
            "Choose a shorter name.",
        )
    else:
        code, happened, next_step = (
            "file.cannot_write",
            f"{path.name} could not be written: {error.strerror or error}.",
            "Try again, or choose another folder.",
        )
    return KnownError(code, happened, safe, next_step)

"""Lock: the small file beside a document that says who has it open."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from ward_desk.core.errors import KnownError
from ward_desk.core.typed import show_datetime


class Holder(NamedTuple):
    """Who has a document open."""

    user: str
    computer: str
    pid: int
    since: str  # ISO local time
    token: str

    @property
    def words(self) -> str:
        """As people would say it."""
        try:
            since = show_datetime(datetime.fromisoformat(self.since))
        except ValueError:
            return f"{self.user} on {self.computer}"
        return f"{self.user} on {self.computer}, since {since}"


def lock_path(document: Path) -> Path:
    """Named as office programs name theirs, so that sync clients leave it alone."""
    return document.with_name(f".~lock.{document.name}#")


def holder(document: Path) -> Holder | None:
    """Who has the document open, or None. A lock left by a program that ended on this computer counts as none."""
    found = _read(document)
    if found and found.computer == socket.gethostname() and not _running(found.pid):
        return None
    return found


def _read(document: Path) -> Holder | None:
    try:
        kept = json.loads(lock_path(document).read_text(encoding="utf-8"))
        pid = int(kept["pid"])
        if not 0 < pid < 2**31:
            return None
        return Holder(str(kept["user"]), str(kept["computer"]), pid, str(kept["since"]), str(kept["token"]))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None  # unreadable: a lock cut short by a power cut must not keep people out


def take(document: Path, now: str) -> Holder | None:
    """Put up our lock, and give it; or None when the folder allows no new file. Raises FileExistsError when somebody
    else holds it."""
    ours = Holder(_user(), socket.gethostname(), os.getpid(), now, str(uuid4()))
    path = lock_path(document)
    text = json.dumps(ours._asdict(), ensure_ascii=False)
    for _ in range(2):
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
            return ours
        except FileExistsError:
            if holder(document) is not None:
                raise
            with contextlib.suppress(OSError):
                path.unlink()
        except OSError:
            return None
    raise FileExistsError(str(path))


def refusal(document: Path) -> KnownError:
    """What is said when somebody has the document open."""
    there = holder(document)
    return KnownError(
        "locked", f"{document.name} is open already: {there.words if there else 'somebody else'}.",
        "Nothing is lost, and you can open it to read.", "Ask them to close it if you need to change something.",
    )  # fmt: skip


def release(document: Path, ours: Holder | None) -> None:
    """Take our lock down; never somebody else's."""
    if ours is None:
        return
    there = _read(document)
    if there and there.token == ours.token:
        with contextlib.suppress(OSError):
            lock_path(document).unlink()


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"


def _running(pid: int) -> bool:
    if os.name == "nt":
        return _running_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _running_on_windows(pid: int) -> bool:
    """os.kill would end the process there."""
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == 259  # STILL_ACTIVE

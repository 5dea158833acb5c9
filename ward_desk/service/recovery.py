"""Recovery: what survives a crash: text still being typed, and a notice that the last sitting ended badly.

Plain files in the user's state folder, never in the document. Where that folder can't be written, everything here
quietly does nothing: a safety net must not be what stops the program.
"""

from __future__ import annotations

import contextlib
import faulthandler
import hashlib
import json
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import IO, Final, NamedTuple
from uuid import uuid4

NOTES_KEPT: Final = 20
_LOCK_AT: Final = 1 << 20  # past the end of the marker: on Windows locked bytes can't be read by others


class Draft(NamedTuple):
    """Text that was being typed into a field and is not in the document."""

    table: str
    row_id: str
    field: str
    text: str
    at: str  # ISO local time of the last key


class Crash(NamedTuple):
    """A sitting that did not end as it should."""

    started: str  # ISO local time
    document: Path | None
    text: str  # what was written down as it happened; empty after a power cut or a kill
    note: Path | None  # the file that holds `text`


def state_folder() -> Path:
    """Where this user's state lies; WARD_DESK_STATE names another place. It need not be there yet."""
    chosen = os.environ.get("WARD_DESK_STATE")
    if chosen:
        return Path(chosen)
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else home / "AppData" / "Local") / "ward-desk"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "ward-desk"
    state = os.environ.get("XDG_STATE_HOME", "")
    # A relative path is to be ignored, says the XDG specification.
    return (Path(state) if Path(state).is_absolute() else home / ".local" / "state") / "ward-desk"


WHY: Final = "why/"  # what the field of a sentence begins with that says why a check's warning is so


class Drafts:
    """The text being typed into one document's fields, one small file for each field."""

    def __init__(self, document_path: Path) -> None:
        self._document = os.path.realpath(document_path)
        name = os.path.normcase(self._document)
        self._folder = _folder("drafts") / _short(name)

    def keep(self, table: str, row_id: str, field: str, text: str) -> bool:
        """Keep what is in a field now; whole or not at all, and on the disk. Tells whether that worked.

        Waits for the disk, a few milliseconds: call it about once a second while someone types, not at each key.
        """
        draft = Draft(table, row_id, field, text, _now())
        kept = json.dumps({"document": self._document, **draft._asdict()}, ensure_ascii=False)
        return _replace(self._file(table, row_id, field), kept)

    def forget(self, table: str, row_id: str, field: str) -> None:
        """The field's text is in the document now, or was given up."""
        with contextlib.suppress(OSError):
            self._file(table, row_id, field).unlink(missing_ok=True)

    def forget_where(self, gone: Callable[[Draft], bool]) -> None:
        """What these drafts belong to was removed from the document for good."""
        for file in _files(self._folder, "*.json"):
            if (draft := _read_draft(file)) and gone(draft):
                self.forget(draft.table, draft.row_id, draft.field)

    def left_behind(self) -> list[Draft]:
        """What was being typed when the document was last left, oldest first."""
        found = [draft for file in _files(self._folder, "*.json") if (draft := _read_draft(file))]
        return sorted(found, key=lambda draft: draft.at)

    def clear(self) -> None:
        """Forget everything kept for this document."""
        for file in _files(self._folder, "*"):
            with contextlib.suppress(OSError):
                file.unlink()
        with contextlib.suppress(OSError):
            self._folder.rmdir()

    def _file(self, table: str, row_id: str, field: str) -> Path:
        # Hashed: an id comes from a document, and a document is not to choose paths.
        return self._folder / f"{_short(f'{table} {row_id} {field}')}.json"


def _read_draft(file: Path) -> Draft | None:
    values = _read_json(file)
    try:
        return Draft(*(str(values[name]) for name in Draft._fields))
    except KeyError:
        return None


class Session:
    """One sitting: a marker that is there while the program runs, held by a lock that ends with the process.

    The lock, not the process id, tells a running sitting from a dead one: after a restart of the computer the same
    id belongs to something else.
    """

    def __init__(self) -> None:
        self._marker = _folder("running") / f"{_SITTING}.json"
        self._held: IO[bytes] | None = None

    def start(self, document_path: Path | None) -> None:
        """Put the marker up, or have it name another document."""
        text = {"document": str(document_path.absolute()) if document_path else "", "started": _now()}
        data = json.dumps(text, ensure_ascii=False).encode()
        with contextlib.suppress(OSError):
            if self._held is None:
                _make_folder(self._marker.parent)
                file = self._marker.open("wb", buffering=0)
                if not _lock(file):  # no locks on this disk: a marker without one would pass for a crash
                    file.close()
                    self._marker.unlink()
                    return
                self._held = file
            self._held.seek(0)
            self._held.truncate()
            self._held.write(data)

    def end(self) -> None:
        """Take the marker down: the sitting ended as it should."""
        if self._held is not None:
            # Windows removes no file that is open.
            self._held.close()
            self._held = None
            with contextlib.suppress(OSError):
                self._marker.unlink()
        _close_fault_log()

    def crashed_before(self) -> Crash | None:
        """The latest sitting that ended badly. It is told once: the markers of the dead are taken down."""
        crashes = []
        for marker in _files(self._marker.parent, "*.json"):
            if marker == self._marker or not _abandoned(marker):
                continue
            values = _read_json(marker)
            note = _note(marker.stem)
            text = _read_text(note)
            document = str(values.get("document", ""))
            crashes.append(
                Crash(
                    str(values.get("started", "")), Path(document) if document else None, text, note if text else None
                )
            )
            with contextlib.suppress(OSError):
                marker.unlink()
            if not text:
                with contextlib.suppress(OSError):
                    note.unlink(missing_ok=True)
        return max(crashes, key=lambda crash: crash.started, default=None)


def write_crash(text: str) -> Path | None:
    """Add to this sitting's crash note. Gives its path, or None when it could not be written."""
    note = _note(_SITTING)
    try:
        _make_folder(note.parent)
        with note.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{_now()}\n{text.rstrip()}\n\n")
    except OSError:
        return None
    for old in sorted(_files(note.parent, "*.txt"))[:-NOTES_KEPT]:
        with contextlib.suppress(OSError):
            old.unlink()
    return note


_fault_log: IO[str] | None = None


def enable_fault_log() -> None:
    """From now on a crash below Python (in Qt, say) leaves its traceback in this sitting's crash note."""
    global _fault_log
    if _fault_log is not None:
        return
    note = _note(_SITTING)
    with contextlib.suppress(OSError):
        _make_folder(note.parent)
        _fault_log = note.open("a", encoding="utf-8")
        faulthandler.enable(_fault_log)


def _close_fault_log() -> None:
    global _fault_log
    if _fault_log is None:
        return
    faulthandler.disable()
    _fault_log.close()
    _fault_log = None
    note = _note(_SITTING)
    with contextlib.suppress(OSError):
        if note.stat().st_size == 0:
            note.unlink()


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")


# One name for all that this run of the program leaves; it sorts by time.
_SITTING: Final = f"{_now().replace(':', '')}-{os.getpid()}-{uuid4().hex[:6]}"


def _folder(name: str) -> Path:
    return state_folder() / name


def _note(sitting: str) -> Path:
    return _folder("crashes") / f"{sitting}.txt"


def _make_folder(folder: Path) -> None:
    # Words typed in a ward are nobody else's business on a shared computer.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _files(folder: Path, pattern: str) -> list[Path]:
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []


def _read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _read_json(file: Path) -> dict[str, object]:
    try:
        values = json.loads(_read_text(file))
    except ValueError:  # cut short by a power cut
        return {}
    return values if isinstance(values, dict) else {}


def _replace(file: Path, text: str) -> bool:
    part = file.with_suffix(".part")
    try:
        _make_folder(file.parent)
        with part.open("w", encoding="utf-8", errors="surrogatepass") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, file)  # noqa: PTH105 - one name to fail in tests
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        return False
    return True


def _abandoned(marker: Path) -> bool:
    """Whether nothing runs any more that holds this marker."""
    try:
        with marker.open("r+b", buffering=0) as file:
            return _lock(file)
    except OSError:
        return False


def _lock(file: IO[bytes]) -> bool:
    """Lock a file until it is closed or the process ends; False when another process has, or the disk can't."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_LOCK_AT)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

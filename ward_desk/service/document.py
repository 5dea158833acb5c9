"""Document: a ward's document as the rest of the program uses it: open, change as one operation, undo, follow."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Hashable
from datetime import date, datetime
from pathlib import Path

from ward_desk.core.changes import ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row
from ward_desk.store import changelog, return_life
from ward_desk.store.file import DocumentFile, create_file, open_another, open_file
from ward_desk.store.rows import Store, new_id

Subscriber = Callable[[ChangeSet], None]
Clock = Callable[[], datetime]

AS_ON = "as_on"  # the setting of a sample that stands still on a day: ISO date


class Document:
    """One open ward document. Everything that changes it goes through `run`, `undo` or `redo`."""

    def __init__(self, file: DocumentFile, *, read_only: bool, role: str, clock: Clock) -> None:
        self._file = file
        self._clock = clock
        self._subscribers: list[Subscriber] = []
        self._partnership: Row | None = None
        self._gone_past = ""  # the operation that stays, which undo has been told to go past
        self.answers: dict[Hashable, tuple[int, object]] = {}  # of `unchanged`
        self.table_answers: dict[str, dict[str, object]] = {}  # of `unchanged`, by table and question
        self.read_only = read_only
        self.role = role

    @classmethod
    def open(
        cls, path: Path, *, read_only: bool = False, role: str = "", clock: Clock | None = None,
        make_id: Callable[[], str] = new_id,
    ) -> Document:  # fmt: skip
        """Open a document. Raises KnownError: its code says why (`locked`, `read_only`, `not_ours`, `too_new`, ...).

        Without a `clock` it goes by the computer's, or by the day the document says it stands still on: a sample
        from 2023 is no use with everything in it years late.
        """
        file = open_file(path, _stamp(clock or datetime.now), read_only=read_only, make_id=make_id)
        return cls(file, read_only=read_only, role=role, clock=clock or _own_clock(file.store.setting(AS_ON)))

    @classmethod
    def create(
        cls, path: Path, fill: Callable[[Store], None], *, role: str = "", clock: Clock = datetime.now,
        make_id: Callable[[], str] = new_id,
    ) -> Document:  # fmt: skip
        """Make a new document and open it. `fill` writes its partnership and whatever it starts with
        (`service.wards.start`). Raises KnownError."""
        return cls(create_file(path, _stamp(clock), fill, role, make_id), read_only=False, role=role, clock=clock)

    def another(self) -> Document:
        """The same document once more, to be read on another thread: the one that calls this. Raises KnownError.

        Only for a document that stays open meanwhile: it was looked at when that one was opened.
        """
        return Document(open_another(self.path), read_only=True, role="", clock=self._clock)

    def check(self) -> None:
        """SQLite's own check of the whole file, which takes a second for each hundred megabytes. Raises KnownError when
        it is damaged."""
        self._file.check()

    @property
    def path(self) -> Path:
        """Where the document is."""
        return self._file.path

    @property
    def store(self) -> Store:
        """The document's records, for reading."""
        return self._file.store

    @property
    def partnership(self) -> Row:
        """The partnership the document is about."""
        if self._partnership is None:
            self._partnership = self.store.partnership()
        return self._partnership

    @property
    def today(self) -> date:
        """The day it is, by the document's clock."""
        return self._clock().date()

    def run(self, op: Op, write: Callable[[Store], object], initiator: object = None) -> ChangeSet:
        """Run one operation. All of it is kept or none; subscribers hear after the commit. A write that changes
        nothing leaves no trace. Raises KnownError, and then nothing was changed."""
        self._refuse_if_read_only()
        changes = self._file.run(op, write, self.role, _stamp(self._clock), initiator)
        if changes:
            self._gone_past = ""
        return self._tell(changes)

    def undo(self, initiator: object = None) -> ChangeSet:
        """Take the last operation back. Raises KnownError when there is none, or a record was changed since; and once,
        before it goes past one that stays, such as a signature, to what was done before that."""
        self._refuse_if_read_only()
        stays = self._stays()
        if stays:
            raise self._stops_at(stays)
        return self._step(changelog.undoable(self.store.connection), initiator, forwards=False)

    def redo(self, initiator: object = None) -> ChangeSet:
        """Bring back the operation last undone. Raises KnownError as `undo` does."""
        return self._step(changelog.redoable(self.store.connection), initiator, forwards=True)

    def _step(self, step: changelog.Step | None, initiator: object, *, forwards: bool) -> ChangeSet:
        self._refuse_if_read_only()
        if step is None:
            word = "redo" if forwards else "undo"
            raise KnownError("nothing", f"There is nothing to {word}.", "Nothing was changed.", "")
        return self._tell(self._file.put_back(step, self.role, _stamp(self._clock), initiator, forwards=forwards))

    def _stays(self) -> changelog.Step | None:
        step = None if self.read_only else changelog.stays(self.store.connection)
        return step if step and step.id != self._gone_past else None

    def _stops_at(self, stays: changelog.Step) -> KnownError:
        """Whoever presses undo after a signature means the signature. It is said that it stays, and only when undo is
        asked for again is something else taken back."""
        before = changelog.undoable(self.store.connection)
        self._gone_past = stays.id if before else ""
        again = f"Undo once more to take back “{before.label}”, done before it." if before else ""
        return KnownError(
            "stays", f"“{stays.label}” can't be undone.", "Nothing was changed.",
            " ".join(filter(None, (return_life.instead(self.store.connection, stays.id), again))),
        )  # fmt: skip

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, or None: also when it would stop at `undo_stop`."""
        return None if self.undo_stop else self._label(changelog.undoable)

    @property
    def undo_stop(self) -> str | None:
        """What can't be undone and was done last, such as a signature: undo says so once before it goes past it. None
        when there is no such thing, or it was said."""
        stays = self._stays()
        return stays.label if stays else None

    @property
    def redo_label(self) -> str | None:
        """What redo would bring back, or None."""
        return self._label(changelog.redoable)

    def _label(self, find: Callable[..., changelog.Step | None]) -> str | None:
        step = None if self.read_only else find(self.store.connection)
        return step.label if step else None

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Hear of every change after it is committed. Gives a function that ends it."""
        self._subscribers.append(subscriber)

        def stop() -> None:
            with contextlib.suppress(ValueError):
                self._subscribers.remove(subscriber)

        return stop

    def poll(self) -> None:
        """Tell subscribers what another window or computer has committed since."""
        if self._tell(self._file.changed_elsewhere()):
            self._gone_past = ""

    def save_copy(self, target: Path) -> None:
        """Write a whole, checked copy to another path. Raises KnownError; an older file there is kept then."""
        if target.exists() and target.samefile(self.path):
            raise KnownError(
                "same_file", f"{target.name} is the document you have open.", "It is saved already.",
                "Choose another name or folder for the copy.",
            )  # fmt: skip
        self._file.copy_to(target)

    def compact(self) -> None:
        """Write the file anew without anything that was deleted from it. Raises KnownError; the document is whole."""
        self._file.compact()

    def close(self) -> None:
        """Let go of the file."""
        self._subscribers.clear()
        self._file.close()

    def _tell(self, changes: ChangeSet) -> ChangeSet:
        if changes:
            if changes.touches("partnership"):
                self._partnership = None
            for table in changes.tables:
                self.table_answers.pop(table, None)
            for subscriber in tuple(self._subscribers):
                subscriber(changes)
        return changes

    def _refuse_if_read_only(self) -> None:
        if self.read_only:
            raise KnownError(
                "read_only", f"{self.path.name} is open to read only.", "What you typed is still in its field.",
                "Save a copy and work there, or open it again when nobody else has it.",
            )  # fmt: skip


def _own_clock(as_on: str) -> Clock:
    try:
        day = date.fromisoformat(as_on)
    except ValueError:
        return datetime.now
    return lambda: datetime.combine(day, datetime.now().time())


def _stamp(clock: Clock) -> str:
    return clock().isoformat(timespec="seconds")

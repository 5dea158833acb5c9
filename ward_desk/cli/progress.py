"""How far long work is, on one line of the terminal; nothing when nobody looks at one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(about: str = "") -> Iterator[Callable[..., None]]:
    """Gives what to call with (done, of, words); with `about` these words stand there throughout. The line is wiped
    at the end."""
    if not sys.stderr.isatty():
        yield lambda done, of, words="": None
        return

    def say(done: int, of: int, words: str = "") -> None:
        share = f"{100 * done // of}%" if of else ""
        line = ": ".join(filter(None, (about or words, share)))
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)

    try:
        yield say
    finally:
        print("\r\033[K", end="", file=sys.stderr, flush=True)

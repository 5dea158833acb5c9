"""The way in: opens the window at once, or hands a command over; imports nothing before it is needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ward_desk.cli import COMMANDS, Exit


def main(argv: Sequence[str] | None = None) -> int:
    """Run Ward Desk with these arguments, or with those of the process. Gives its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        # What nearly everybody starts it with goes past argparse: it is read before there is a window to look at.
        if not arguments:
            return open_window(None, sample=False)
        if len(arguments) == 1 and not arguments[0].startswith("-") and arguments[0] not in COMMANDS:
            return open_window(Path(arguments[0]), sample=False)
        if arguments == ["collate"] and _has_screen():
            return open_window(None, sample=False, collating=True)
        from ward_desk.cli.run import run

        return run(arguments, open_window)
    except KeyboardInterrupt:
        return Exit.STOPPED
    except Exception:
        return _report_bug()


def open_window(path: Path | None, *, sample: bool, collating: bool = False) -> int:
    """Open the window, or that of the central team, and stay until it is closed. Gives the exit code."""
    try:
        if collating:
            from ward_desk.ui.collation.collate_window import main as collate_main

            return collate_main()
        from ward_desk.ui.app import main as ui_main
    except ImportError as error:
        if "PySide6" not in f"{error.name} {error.path}":
            raise
        print(
            f"The window can't be opened here, because Qt does not start: {error}. Commands work without it, "
            "such as: ward-desk check --help",
            file=sys.stderr,
        )
        return Exit.UNUSABLE
    return ui_main(path, sample)


def _has_screen() -> bool:
    """Whether a window can be seen; only Linux is used without one."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


def _report_bug() -> int:
    """Write the exception down where it can be found again, and say so."""
    import traceback

    from ward_desk.service.recovery import write_crash

    note = write_crash(traceback.format_exc())
    print("Ward Desk has made a mistake of its own. What is saved in your document is safe.", file=sys.stderr)
    if note is None:
        traceback.print_exc()
    else:
        print(f"What went wrong is written down in {note}", file=sys.stderr)
    return Exit.BUG


if __name__ == "__main__":
    sys.exit(main())

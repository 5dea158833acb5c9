"""What the window rests on: a Qt that does not eat Python's own objects, and a light way to the first window."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal

ROOT = Path(__file__).resolve().parents[2]

WINDOW = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ward_desk.ui.app import Application
from ward_desk.ui.prefs import Prefs
qt = QApplication([])
app = Application(qt, Prefs(Path(sys.argv[2])))
app.open_path(Path(sys.argv[1]))
app.window.show()
qt.processEvents()
assert app.window.page is not None and app.window.page.isVisible()
heavy = {"matplotlib", "openpyxl", "icalendar", "sqlite_utils", "numpy", "PIL", "click"}
print(sorted(heavy & {name.partition(".")[0] for name in sys.modules}))
app.window.close()
"""


class Speaker(QObject):
    said = Signal(bool)


def test_emitting_signals_takes_no_reference_from_true() -> None:
    """PySide6 6.12.0 drops one reference to True at each emit and ends Python 3.11 after some hundreds."""
    speaker = Speaker()
    before = sys.getrefcount(True)
    for _ in range(50):
        speaker.said.emit(True)
    assert sys.getrefcount(True) > before - 25


def test_the_way_to_the_first_window_imports_nothing_heavy(tmp_path: Path) -> None:
    """matplotlib takes 0.5 to 2 s to import and openpyxl 0.2 to 0.5 s: neither before somebody needs it."""
    document = shutil.copyfile(ROOT / "sample_db" / "chesham.ward", tmp_path / "chesham.ward")
    done = subprocess.run(
        [sys.executable, "-c", WINDOW, str(document), str(tmp_path / "prefs.ini")],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"

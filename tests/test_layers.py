"""The layers: everything below the window works without its libraries, and opening a document stays light."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

BLOCK = """
import importlib, sys
from pathlib import Path

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6", "matplotlib", "scipy"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())
package = Path("ward_desk")
for path in sorted(package.rglob("*.py")):
    parts = path.with_suffix("").parts
    if "ui" in parts or parts[-1] == "__main__":
        continue
    importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
print(sum(name.startswith("ward_desk.") for name in sys.modules))
"""

OPEN = """
import sys
from pathlib import Path
from ward_desk.service import edits, lists
from ward_desk.service.document import Document
document = Document.open(Path(sys.argv[1]))
assert lists.rows(document, "actions", lists.ids(document, "actions"))
edits.add(document, "action", {"title": "New"})
document.undo()
document.save_copy(Path(sys.argv[1]).with_name("copy.ward"))
document.close()
heavy = {"sqlite_utils", "icalendar", "numpy", "openpyxl", "matplotlib", "scipy", "PySide6", "click"}
print(sorted(heavy & {name.partition(".")[0] for name in sys.modules}))
"""


def said(code: str, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_everything_below_the_window_works_without_qt_and_charts() -> None:
    assert int(said(BLOCK)) > 30


def test_opening_and_editing_a_document_stays_light(ward_path: Path) -> None:
    """sqlite_utils alone would take longer than the rest of the way to the first window."""
    assert said(OPEN, ward_path) == "[]"

"""A document for the commands to work on, and the program in a process of its own."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from ward_desk.service import edits, frameworks
from ward_desk.service.document import Document
from ward_desk.service.wards import NewWard, start

ROOT = Path(__file__).resolve().parents[1]
QUARTER = "Q3 2023-24"


def make_document(path, **changes):
    """A ward whose actions have nothing wrong with them but what `changes` bring."""
    framework = next(one for one in frameworks.available() if one.code == "opportunity_bucks")
    doc = Document.create(path, start(NewWard(framework, "Chesham")), clock=lambda: datetime(2023, 12, 18, 9, 30))
    lead = edits.add(doc, "organisation", {"name": "Chesham Town Council"})
    [theme, *_] = doc.store.rows("theme")
    values = {
        "title": "Warm space at the library", "theme": theme["id"], "lead": lead, "start": "2023-10-01",
        "due": "2024-03-31", "status": "in_progress", "rating": "green", "progress": 50,
    }  # fmt: skip
    edits.add(doc, "action", {**values, **changes})
    doc.close()


def program(*words, code="from ward_desk.__main__ import main; sys.exit(main())", **environment):
    """The program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", f"import sys; sys.argv[0] = 'ward-desk'; {code}", *words],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )

"""From the start of the process to a painted window, and the memory that takes, beside a bare Qt window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks import window_child
from tests.benchmarks.measure import Result, alternate

AIM = 2.2
RUNS = 7
LONGEST = 120  # seconds for one start


def measure(document: Path, times: int, rows: int) -> list[Result]:
    """Time in ms and peak memory in MB at one size of document."""
    peaks: dict[str, list[float]] = {"ours": [], "bare": []}

    def start(what: str, argument: str) -> float:
        told = _start(what, argument, document.parent / "compiled")
        peaks[what].append(told["peak"] / 1024)
        return told["ms"]

    ours, limit = alternate(lambda: start("ours", str(document)), lambda: start("bare", str(rows)), RUNS)
    results = [Result("start to painted window", times, ours, limit, "ms", AIM)]
    if all(peaks["bare"]):
        results.append(Result("memory with a window", times, median(peaks["ours"]), median(peaks["bare"]), "MB"))
    return results


def _start(what: str, argument: str, compiled: Path) -> dict[str, float]:
    command = [sys.executable, "-m", window_child.__name__, what, argument]
    # Remembering nothing: else the window would come back in the size it was closed with, the bare one would not.
    with tempfile.TemporaryDirectory() as config:
        environment = {**os.environ, "WARD_DESK_CONFIG": config, window_child.STARTED_AT: repr(time.time())}
        # Compiled once, as an installed copy is: else a machine set never to keep it would compile at every start.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(compiled)
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=LONGEST)
    if done.returncode != 0 or not done.stdout:
        raise SystemExit(f"The window of {what} did not come up:\n{done.stderr}")
    return json.loads(done.stdout)

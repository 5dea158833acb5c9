"""The command line of the benchmarks."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.measure import Result, growth, table

TIMES = (1, 10, 100)
BUILD = Path(__file__).resolve().parents[2] / "build"


def _start(document: Path, times: int, folder: Path) -> list[Result]:
    from tests.benchmarks import start
    from ward_desk.service import lists
    from ward_desk.service.document import Document

    doc = Document.open(document, read_only=True)
    rows = lists.total(doc, "actions")
    doc.close()
    return start.measure(document, times, rows)


def _edit(document: Path, times: int, folder: Path) -> list[Result]:
    from tests.benchmarks import edit

    return edit.measure(document, times, folder)


def _keystroke(document: Path, times: int, folder: Path) -> list[Result]:
    from tests.benchmarks import keystroke

    return keystroke.measure(document, times)


def _return(document: Path, times: int, folder: Path) -> list[Result]:
    from tests.benchmarks import return_workbook

    return return_workbook.measure(document, times, folder)


def _plan_views(document: Path, times: int, folder: Path) -> list[Result]:
    from tests.benchmarks import plan_views

    return plan_views.measure(document, times, folder)


def _charts(document: Path, times: int, folder: Path) -> list[Result]:
    from tests.benchmarks import charts

    return charts.measure(document, times)


def _counts(document: Path, times: int, folder: Path) -> list[Result]:
    from tests.benchmarks import counts

    return counts.measure(document, times, folder)


def _events(document: Path, times: int, folder: Path) -> list[Result]:
    from tests.benchmarks import events

    return events.measure(document, times, folder)


def _surveys(document: Path, times: int, folder: Path) -> list[Result]:
    from tests.benchmarks import surveys

    return surveys.measure(document, times, folder)


def _returns(document: Path, times: int, folder: Path) -> list[Result]:
    from tests.benchmarks import returns_page

    return returns_page.measure(document, times, folder)


def _collation(document: Path, times: int, folder: Path) -> list[Result]:
    from tests.benchmarks import collation

    return collation.measure(document, times, folder)


# Each imports what it measures when its turn comes, so that one that can't run leaves the others be.
MEASURES: dict[str, Callable[[Path, int, Path], list[Result]]] = {
    "start": _start,
    "return": _return,
    "returns": _returns,
    "collation": _collation,
    "edit": _edit,
    "keystroke": _keystroke,
    "plan": _plan_views,
    "charts": _charts,
    "counts": _counts,
    "events": _events,
    "surveys": _surveys,
}


def main() -> int:
    """Run the measures asked for and print the table."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Measure how long the everyday things take.")
    parser.add_argument("--quick", action="store_true", help="with the sample's own size only")
    parser.add_argument("--only", choices=MEASURES, action="append", help="this measure; may be given several times")
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    options = parser.parse_args()
    BUILD.mkdir(exist_ok=True)
    # In the checkout, not in the system's folder for such things: that may be memory, where a commit costs nothing.
    with tempfile.TemporaryDirectory(prefix="bench-", dir=BUILD) as name:
        results = _run(Path(name), (1,) if options.quick else TIMES, options.only or list(MEASURES))
    results += growth(results)
    if options.json:
        print(json.dumps([{**one._asdict(), "ratio": one.ratio, "verdict": one.verdict} for one in results], indent=2))
    else:
        print(table(results))
    return 0


def _run(folder: Path, sizes: tuple[int, ...], wanted: list[str]) -> list[Result]:
    from sample_db.generate import generate

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["WARD_DESK_STATE"] = str(folder / "state")
    os.environ["WARD_DESK_CONFIG"] = str(folder / "config")
    results: list[Result] = []
    for times in sizes:
        document = folder / f"sample-{times}.ward"
        print(f"Making a document of {times}× the sample.", file=sys.stderr)
        generate(document, times)
        for measure in wanted:
            print(f"Measuring {measure} at {times}×.", file=sys.stderr)
            results += MEASURES[measure](document, times, folder)
    order = list(dict.fromkeys(one.measure for one in results))
    return sorted(results, key=lambda one: (order.index(one.measure), one.times))


if __name__ == "__main__":
    sys.exit(main())

"""Bringing a survey file in, beside reading it with csv and inserting its rows as they are into a plain table.

100,000 rows of 40 columns for a document a hundred times the sample, each import in a process of its own so that its
memory can be told; the columns that are left out and kept as totals are among those that the plain table takes.
"""

from __future__ import annotations

import csv
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.measure import Result, alternate
from tests.benchmarks.window_child import peak_kib

AIM = 2.0
MOST_MIB = 300.0
RUNS = 3
ROWS = 1000  # at the sample's own size

_SATISFIED = ("Very dissatisfied", "Fairly dissatisfied", "Neither satisfied nor dissatisfied", "Fairly satisfied",
              "Very satisfied")  # fmt: skip
_YES = ("Yes", "No", "Don't know")
_MATTERS = ("Parks and open spaces", "Jobs", "Crime", "Buses", "Health services", "Something for young people")
_WORDS = (
    "the bus stop on our road has no shelter and buses come late after six so the children walk home in the dark along"
    " the river path near a school where lights have been broken since winter"
)
SCALES, CHOICES, SEVERAL, TENS = 12, 10, 4, 4


def write_file(path: Path, rows: int) -> None:
    """A Microsoft Forms export: ids, dates, names and e-mail addresses, thirty choices and scales, two free texts, four
    in ten of them filled, an age band, an equality question and a number."""
    luck, words = random.Random(1), _WORDS.split()
    heads = [f"How satisfied are you with number {n}?" for n in range(SCALES)]
    heads += [f"Do you use number {n}?" for n in range(CHOICES)]
    heads += [f"Which of these matter, round {n}?" for n in range(SEVERAL)]
    heads += [f"How likely is number {n}, from 0 to 10?" for n in range(TENS)]
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        heads = ["ID", "Start time", "Completion time", "Email", "Name", *heads, "What would you change?"]
        out.writerow([*heads, "Anything else?", "What is your age?", "Ethnic group", "How many children have you?"])
        for number in range(rows):
            day = f"{luck.randint(1, 28):02d}/{luck.randint(1, 9):02d}/2023 {luck.randint(0, 23):02d}:15"
            row = [str(number + 1), day, day, f"person{number}@example.org", f"Person {number}"]
            row += [luck.choice(_SATISFIED) for _ in range(SCALES)] + [luck.choice(_YES) for _ in range(CHOICES)]
            row += ["".join(f"{one};" for one in luck.sample(_MATTERS, 2)) for _ in range(SEVERAL)]
            row += [str(luck.randint(0, 10)) for _ in range(TENS)]
            row += [" ".join(luck.choices(words, k=12)) if luck.random() < 0.4 else "" for _ in range(2)]
            row += [luck.choice(("16-24", "25-34", "35-44")), luck.choice(("White", "Asian", "Black")), str(number % 4)]
            out.writerow(row)


def measure(document: Path, times: int, folder: Path) -> list[Result]:
    """Milliseconds, and the peak memory, at one size of document."""
    rows = ROWS * times
    source = folder / f"survey-{times}.csv"
    write_file(source, rows)
    peaks: list[float] = []

    def ours() -> float:
        copy = Path(shutil.copyfile(document, folder / f"survey-{times}.ward"))
        child = [sys.executable, "-m", "tests.benchmarks.surveys", str(copy), str(source)]
        told = json.loads(subprocess.run(child, check=True, capture_output=True, text=True).stdout)
        peaks.append(told["peak"] / 1024)
        return float(told["ms"])

    def raw() -> float:
        plain = folder / f"survey-{times}.db"
        plain.unlink(missing_ok=True)
        connection = sqlite3.connect(plain, isolation_level=None)
        start = time.perf_counter()
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA synchronous=FULL")
        with source.open(newline="", encoding="utf-8") as file:
            cells = csv.reader(file)
            width = len(next(cells))
            connection.execute(f"CREATE TABLE plain({', '.join(f'c{n} TEXT' for n in range(width))})")
            connection.execute("BEGIN")
            connection.executemany(f"INSERT INTO plain VALUES ({', '.join('?' * width)})", cells)
            connection.execute("COMMIT")
        took = 1000 * (time.perf_counter() - start)
        connection.close()
        return took

    both = alternate(ours, raw, RUNS)
    peak = Result("peak memory of a survey import", times, max(peaks), MOST_MIB, "MiB", 1.0)
    return [Result("survey file brought in", times, *both, "ms", AIM), peak]


def child(document: str, source: str) -> None:
    """Bring a file in and tell how long that took, from reading it again to the commit."""
    from ward_desk.exchange.surveys import survey_reader
    from ward_desk.service.document import Document
    from ward_desk.service.surveys.file_in import survey_import

    doc = Document.open(Path(document))
    file = survey_reader.read(Path(source))
    plan = survey_import.begin(doc, file)
    start = time.perf_counter()
    survey_import.bring_in(doc, file, plan)
    took = 1000 * (time.perf_counter() - start)
    doc.close()
    print(json.dumps({"ms": took, "peak": peak_kib()}))


if __name__ == "__main__":
    child(*sys.argv[1:])

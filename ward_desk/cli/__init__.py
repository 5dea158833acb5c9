"""The command line as data: what each command is called and does, its examples, and what exit codes mean."""

from __future__ import annotations

from enum import IntEnum
from typing import Final, NamedTuple


class Exit(IntEnum):
    """What the program ends with."""

    FINE = 0
    REFUSED = 1
    UNUSABLE = 2  # argparse's own code for wrong usage
    BUG = 70  # EX_SOFTWARE
    STOPPED = 130  # as shells say it


EXIT_WORDS: Final[dict[Exit, str]] = {
    Exit.FINE: "fine",
    Exit.REFUSED: "a check still wants something, a template can't be filled yet, or a return workbook is refused",
    Exit.UNUSABLE: "wrong usage, or a file that can't be used; one sentence says why",
    Exit.BUG: "a mistake in Ward Desk itself; what went wrong is written down in a file that is named",
    Exit.STOPPED: "stopped before it was done",
}


class Command(NamedTuple):
    """One command: what it does, in a sentence, and examples that work one after another."""

    about: str
    examples: tuple[str, ...]


COMMANDS: Final[dict[str, Command]] = {
    "return": Command(
        "Write the return of a quarter as a workbook, and as a folder of CSV files if wanted. "
        "A return with errors in its checks is still written, as a draft.",
        (
            'ward-desk return chesham.ward --quarter "Q3 2023-24" -o chesham-q3.xlsx',
            "ward-desk return chesham.ward --quarter 2023-24-Q3 -o chesham-q3.xlsx --csv chesham-q3",
            'ward-desk return chesham.ward --quarter "Q3 2023-24" -o chesham-public-q3.xlsx --public',
        ),
    ),
    "recut": Command(
        "Write the data of a ward for any two dates, both included, as a workbook: for a board every six weeks or a "
        "Cabinet twice a year. It is not a return: nobody checks it or signs it.",
        (
            "ward-desk recut chesham.ward --from 2023-10-23 --to 2023-12-03 -o chesham-board.xlsx",
            "ward-desk recut chesham.ward --from 1/4/2023 --to 30/9/2023 -o chesham-cabinet.xlsx --public",
        ),
    ),
    "fill-template": Command(
        "Write the return of a quarter into a copy of the council's own template, changing only the cells that its "
        "mapping names. What is in the way is listed, and then nothing is written.",
        ('ward-desk fill-template chesham.ward --quarter "Q3 2023-24" --template council.xlsx -o filled.xlsx',),
    ),
    "check": Command(
        "Run the checks of a quarter's return and show what they found, errors first.",
        ('ward-desk check chesham.ward --quarter "Q3 2023-24"',),
    ),
    "read-return": Command(
        "Verify a return workbook and show what is in it; or name the sheet, row and column of whatever is wrong.",
        ("ward-desk read-return chesham-q3.xlsx", "ward-desk read-return chesham-q3.xlsx --json"),
    ),
    "info": Command(
        "Show what a document is about, what it holds, its last change and who has it open.",
        ("ward-desk info chesham.ward",),
    ),
    "collate": Command(
        "Read the returns of many wards, as files or folders, and write one programme workbook, with a data file "
        "(SQLite) that keeps every return and a folder of CSV files beside it. Without files it opens the window.",
        (
            "ward-desk collate returns -o programme.xlsx",
            'ward-desk collate returns -o programme.xlsx --period "Q2 2023-24" --expect opportunity_bucks',
        ),
    ),
    "double-counts": Command(
        "Show what may be reported twice: within a ward, and by another ward, from its return or its document.",
        (
            "ward-desk double-counts chesham.ward aylesbury-north.ward",
            "ward-desk double-counts chesham.ward aylesbury-north-q3.xlsx",
        ),
    ),
    "import-actions": Command(
        "Bring an old action tracker, an Excel workbook or a CSV file, into the action plan of a document. "
        "A later version of the same tracker updates the actions it brought in. Undo in the window takes it all back.",
        (
            "ward-desk import-actions chesham.ward tracker.csv --dry-run",
            'ward-desk import-actions chesham.ward tracker.csv --header 1 --column "Comments=note"',
        ),
    ),
    "calendar": Command(
        "Write the events of a document to a calendar file (.ics), or bring the events of one in. A calendar file "
        "brought in again changes the title, the times and the place of the events it brought in, and cancels them.",
        (
            "ward-desk calendar import chesham.ward parish.ics",
            "ward-desk calendar export chesham.ward events.ics --planned",
        ),
    ),
    "export-figures": Command(
        "Write every figure of the activity counts as a row of its own, as a workbook or CSV, for a dashboard tool.",
        (
            "ward-desk export-figures chesham.ward figures.csv",
            "ward-desk export-figures chesham.ward figures.xlsx --for ward",
        ),
    ),
    "import-figures": Command(
        "Bring figures from a workbook or CSV into the activity counts of a document: a row for each value, or a "
        "column for each month. Figures that come from events are never written over. Undo in the window takes it "
        "all back.",
        (
            "ward-desk import-figures chesham.ward figures.csv --dry-run",
            "ward-desk import-figures chesham.ward figures.csv",
        ),
    ),
    "import-profile": Command(
        "Bring a ward profile, indicators with values for the ward, the county and the country, into a document. "
        "The same indicator of a later date is a line of its own, so that earlier ones stay.",
        (
            "ward-desk import-profile chesham.ward profile.csv --dry-run",
            'ward-desk import-profile chesham.ward profile.csv --source "Census 2021" --date 21/3/2021',
        ),
    ),
    "import-survey": Command(
        "Bring the responses of a survey tool's file (Microsoft Forms, SurveyMonkey, Google Forms, Qualtrics, Citizen "
        "Space, SmartSurvey or a plain table) into a survey. Names, e-mail addresses and the like are left out, what "
        "looks personal in free text is taken out, and equality questions are kept as totals only. A longer export "
        "of the same survey adds what is new. Undo in the window takes it all back.",
        (
            "ward-desk import-survey chesham.ward survey.csv --dry-run",
            'ward-desk import-survey chesham.ward survey.csv --column "Anything else?=text"',
        ),
    ),
}

WINDOW: Final = Command(
    "A desk for a ward partnership. Opens the window, with FILE if there is one.",
    ("ward-desk", "ward-desk chesham.ward", "ward-desk --sample"),
)

"""Survey files: what was read from the export of a survey tool, and what each of its columns becomes.

A file is recognised and read in `exchange.surveys`; `survey_guess` says what its columns are, `survey_cells` reads
one cell as what its column is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

TOOLS: Final[tuple[tuple[str, str], ...]] = (
    ("forms", "Microsoft Forms"),
    ("surveymonkey", "SurveyMonkey"),
    ("google", "Google Forms"),
    ("qualtrics", "Qualtrics"),
    ("citizen_space", "Citizen Space"),
    ("smartsurvey", "SmartSurvey"),
    ("", "A plain table"),
)

OUT: Final = "out"

# What a column can become: code, then the words of the choice.
ROLES: Final[tuple[tuple[str, str], ...]] = (
    ("one", "Question: one choice"),
    ("several", "Question: several choices"),
    ("scale", "Question: scale"),
    ("number", "Question: number"),
    ("date", "Question: date"),
    ("text", "Question: free text"),
    ("age_band", "Age band"),
    ("birth", "Date of birth, kept as an age band only"),
    ("area", "Area"),
    ("postcode", "Postcode, kept as its sector only"),  # HP5 1AB is kept as HP5 1
    ("answered_on", "Date of the response"),
    ("channel", "Channel"),
    ("source_row", "Row id of the survey tool"),
    ("equality", "Equality question, kept as totals only"),
    (OUT, "Leave out"),
)
QUESTIONS: Final = ("one", "several", "scale", "number", "date", "text")
CHOSEN: Final = ("one", "several", "scale")  # questions with answers to choose from


class Heading(NamedTuple):
    """One column's heading, from however many header rows its tool writes."""

    words: str  # the question; made unique by nothing: two columns may ask the same
    choice: str = ""  # one column per choice: the choice this column stands for ("Open-Ended Response" counts as none)
    code: str = ""  # the tool's own name of the column: "Q3_2", "QID12"


class SurveyFile(NamedTuple):
    """The answers of one sheet of a file, readable again and again without being held as cells."""

    name: str  # of the file, without its folder
    tool: str  # a code of TOOLS
    sheets: tuple[str, ...]  # names of all its sheets; one nameless for a CSV
    sheet: int  # the one these are
    headings: tuple[Heading, ...]
    rows: Callable[[], Iterator[tuple[int, Sequence[str]]]]  # (row number as a spreadsheet shows it, cells as text)
    row_count: int
    said: tuple[str, ...] = ()  # what a person has to know: "The last row, a total, is left out."


class Profile(NamedTuple):
    """What one column holds in the first rows of a file."""

    filled: int  # cells that hold anything
    looked_at: int
    values: Mapping[str, int]  # distinct cells and how often, up to `survey_guess.MOST_DISTINCT`
    examples: tuple[str, ...]  # its first few different cells, in the order of the file


class Planned(NamedTuple):
    """What one column becomes."""

    role: str  # a code of ROLES
    wording: str = ""  # of the question
    options: tuple[str, ...] = ()  # answers to choose from: of a scale from its low to its high end
    parts: str = ""  # of several choices in one cell: what stands between them
    group: int = -1  # one column per choice: the place of the first column of this question; -1 when on its own
    choice: str = ""  # one column per choice: the answer that a filled cell means
    other: bool = False  # "Other (please specify)" written in words: kept as free text beside the question
    characteristic: str = ""  # of an equality question: a code of CHARACTERISTICS
    order: str = "dmy"  # of a date's parts: "dmy", "mdy" or "ymd"
    why: str = ""  # one sentence for people: why it is left out, or what the guess rests on
